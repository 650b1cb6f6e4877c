//! White space (R223): what alike clients buy and this one does not.
//!
//! Alike are the clients of the same segment and the same size band: the segment's clients by value
//! of the window, cut into bands of equal numbers. Expected of a group = the median of those who buy
//! it × the part of the alike who do.

use crate::basket::Basket;
use crate::quantile;
use crate::view::View;
use std::collections::BTreeMap;

/// When clients are alike, and how many of them must buy.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Terms {
    /// Size bands of a segment.
    pub bands: u32,
    /// Fewer alike clients than this say nothing.
    pub least_alike: u32,
    /// Part of the alike that must buy the group.
    pub least_share: f64,
}

/// A group that a client does not buy.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gap {
    /// Number of the client.
    pub client: u32,
    /// Code of the group; [`crate::NONE`] never is one.
    pub group: u32,
    /// Clients it is compared with.
    pub alike: u32,
    /// Of them: buy the group.
    pub buyers: u32,
    /// Median of what these buy of it in the window, in minor units.
    pub median_minor: f64,
    /// What may be expected of it.
    pub expected_minor: f64,
}

/// A client that buys.
struct Buyer<'a> {
    value: i64,
    basket: &'a Basket,
}

/// Shows every gap of every client, or of one, in no particular order. The baskets are those of the
/// view, whose window should be a year.
pub fn gaps(
    view: &View<'_>,
    baskets: &[Basket],
    terms: Terms,
    only: Option<u32>,
    mut show: impl FnMut(Gap),
) {
    let segment = |client: u32| {
        let segments = &view.image.dimensions.segment;
        segments
            .get(client as usize)
            .copied()
            .unwrap_or(crate::NONE)
    };
    let wanted = only.map(segment);
    let mut segments: BTreeMap<u32, Vec<Buyer<'_>>> = BTreeMap::new();
    for basket in baskets {
        let (of, value) = (segment(basket.client), basket.value());
        if value > 0 && wanted.is_none_or(|wanted| wanted == of) {
            segments
                .entry(of)
                .or_default()
                .push(Buyer { value, basket });
        }
    }
    for clients in segments.values_mut() {
        clients.sort_by_key(|buyer| (std::cmp::Reverse(buyer.value), buyer.basket.client));
        for band in bands(clients, terms.bands) {
            if only.is_none_or(|client| band.iter().any(|buyer| buyer.basket.client == client)) {
                gaps_of_band(band, terms, only, &mut show);
            }
        }
    }
}

/// Cuts the clients, largest first, into bands of equal numbers.
fn bands<'a, 'b>(clients: &'b [Buyer<'a>], bands: u32) -> impl Iterator<Item = &'b [Buyer<'a>]> {
    let bands = bands.max(1) as usize;
    let cut = move |band: usize| clients.len() * band / bands;
    (0..bands)
        .map(move |band| &clients[cut(band)..cut(band + 1)])
        .filter(|band| !band.is_empty())
}

fn gaps_of_band(band: &[Buyer<'_>], terms: Terms, only: Option<u32>, show: &mut impl FnMut(Gap)) {
    let alike = u32::try_from(band.len() - 1).unwrap_or(u32::MAX);
    if alike < terms.least_alike {
        return;
    }
    let mut values: BTreeMap<u32, Vec<f64>> = BTreeMap::new();
    for Buyer { basket, .. } in band {
        for &(group, value) in basket.groups.iter().filter(|(_, value)| *value > 0) {
            values.entry(group).or_default().push(value as f64);
        }
    }
    values.remove(&crate::NONE);
    for (group, mut values) in values {
        let buyers = u32::try_from(values.len()).unwrap_or(u32::MAX);
        let share = f64::from(buyers) / f64::from(alike.max(1));
        let Some(median_minor) = quantile::median(&mut values) else {
            continue;
        };
        if share < terms.least_share {
            continue;
        }
        for Buyer { basket, .. } in band {
            let buys = basket.value_of(group) > 0;
            if !buys && only.is_none_or(|client| client == basket.client) {
                show(Gap {
                    client: basket.client,
                    group,
                    alike,
                    buyers,
                    median_minor,
                    expected_minor: median_minor * share,
                });
            }
        }
    }
}
