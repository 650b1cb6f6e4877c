//! White space (R223): what alike clients buy and this one does not.
//!
//! Alike are the clients of the same segment and the same size band: the segment's clients by value
//! of the window, cut into bands of equal numbers. Expected of a group = the median of those who buy
//! it × the part of the alike who do.

use crate::image::RETURN_LINE;
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

/// A client with what it buys of each group, by group.
struct Basket {
    client: u32,
    value: i64,
    groups: Vec<(u32, i64)>,
}

/// Shows every gap of every client, or of one, in no particular order. Sums are of the window of
/// the view, which should be a year.
pub fn gaps(view: &View<'_>, terms: Terms, only: Option<u32>, mut show: impl FnMut(Gap)) {
    let segment = |client: u32| {
        let segments = &view.image.dimensions.segment;
        segments
            .get(client as usize)
            .copied()
            .unwrap_or(crate::NONE)
    };
    let wanted = only.map(segment);
    let mut segments: BTreeMap<u32, Vec<Basket>> = BTreeMap::new();
    for basket in baskets(view) {
        let of = segment(basket.client);
        if wanted.is_none_or(|wanted| wanted == of) {
            segments.entry(of).or_default().push(basket);
        }
    }
    for clients in segments.values_mut() {
        clients.sort_by_key(|basket| (std::cmp::Reverse(basket.value), basket.client));
        for band in bands(clients, terms.bands) {
            if only.is_none_or(|client| band.iter().any(|basket| basket.client == client)) {
                gaps_of_band(band, terms, only, &mut show);
            }
        }
    }
}

/// Clients with a positive value, with what they buy of each group.
fn baskets(view: &View<'_>) -> Vec<Basket> {
    let image = view.image;
    let parts = view.parallel(|part| {
        let mut found = Vec::new();
        let mut groups: Vec<(u32, i64)> = Vec::new();
        for client in part.filter(|&client| view.sees(client)) {
            groups.clear();
            view.entries(client, |entry| {
                if !view.in_window(entry.day) {
                    return;
                }
                for line in image.lines_of(entry.index) {
                    let product = image.line_product[line] & !RETURN_LINE;
                    if view.takes_product(product) {
                        let (group, value) = (image.group_of(product), view.line_value(line));
                        // One client buys of few groups: they are found sooner than hashed.
                        match groups.iter_mut().find(|known| known.0 == group) {
                            Some(known) => known.1 += value,
                            None => groups.push((group, value)),
                        }
                    }
                }
            });
            let value = groups.iter().map(|of| of.1).sum();
            if value > 0 {
                groups.sort_unstable_by_key(|of| of.0);
                found.push(Basket {
                    client,
                    value,
                    groups: groups.clone(),
                });
            }
        }
        found
    });
    parts.into_iter().flatten().collect()
}

/// Cuts the clients, largest first, into bands of equal numbers.
fn bands(clients: &[Basket], bands: u32) -> impl Iterator<Item = &[Basket]> {
    let bands = bands.max(1) as usize;
    let cut = move |band: usize| clients.len() * band / bands;
    (0..bands)
        .map(move |band| &clients[cut(band)..cut(band + 1)])
        .filter(|band| !band.is_empty())
}

fn gaps_of_band(band: &[Basket], terms: Terms, only: Option<u32>, show: &mut impl FnMut(Gap)) {
    let alike = u32::try_from(band.len() - 1).unwrap_or(u32::MAX);
    if alike < terms.least_alike {
        return;
    }
    let mut values: BTreeMap<u32, Vec<f64>> = BTreeMap::new();
    for basket in band {
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
        for basket in band {
            let known = basket.groups.binary_search_by_key(&group, |of| of.0).ok();
            let buys = known.is_some_and(|place| basket.groups[place].1 > 0);
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
