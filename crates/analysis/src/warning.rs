//! Early warning of the slide from regular to inactive (R63).
//!
//! Watched are regular clients with an own rhythm who do not sleep yet. A client is compared only
//! with itself: its silence with its own rhythm; its last stretch of days with up to four
//! stretches of the same length before it that lie wholly inside its life. A fall counts when it
//! reaches its threshold against their mean and the last stretch is below every one of them, so
//! that a client who always swings is not called falling. Of the whole ledger up to the as-of day,
//! whatever the window.

use crate::day::Day;
use crate::image::RETURN_LINE;
use crate::rhythm::{self, Beat, State};
use crate::view::View;
use serde::Serialize;
use std::collections::HashSet;

/// Stretches a client is compared with at most …
const MOST_STRETCHES: usize = 4;
/// … and at least.
const LEAST_STRETCHES: usize = 2;
/// Days whose value is at risk.
const YEAR_DAYS: i32 = 365;
/// A stretch is at least so many rhythms long, so that a seldom buyer has purchases in it.
const RHYTHMS: f64 = 2.0;

/// The numbers of the rule.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Settings {
    /// Purchases from which a client is regular: 3.
    pub regular: u32,
    /// A silence over so many rhythms warns: 1.5 …
    pub gap_times: f64,
    /// … when it is at least so many days: 7.
    pub gap_days: i32,
    /// Days of a stretch: 90; at least two rhythms of the client.
    pub stretch_days: i32,
    /// Part by which the value has to fall: 0.3.
    pub volume: f64,
    /// Part by which the number of different products has to fall: 0.4.
    pub assortment: f64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            regular: 3,
            gap_times: 1.5,
            gap_days: 7,
            stretch_days: 90,
            volume: 0.3,
            assortment: 0.4,
        }
    }
}

/// What a client bought in a stretch.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Stretch {
    /// Value, net.
    pub value_minor: i64,
    /// Different products.
    pub products: u32,
}

/// Means over the stretches before.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Usual {
    /// Stretches compared with.
    pub stretches: u32,
    /// Value of one.
    pub value_minor: f64,
    /// Different products in one.
    pub products: f64,
}

/// A watched client.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Watched {
    /// Number of the client.
    pub client: u32,
    /// All purchases.
    pub orders: u32,
    /// Last purchase.
    pub last: Day,
    /// Days of silence.
    pub idle_days: i32,
    /// Own rhythm in days.
    pub rhythm_days: f64,
    /// Value of the last 365 days: what is at risk.
    pub value_minor: i64,
    /// Length of the stretches compared.
    pub stretch_days: i32,
    /// The last one.
    pub now: Stretch,
    /// Those before; `None` when the client is too young to have two.
    pub usual: Option<Usual>,
    /// Silent longer than its rhythm lets expect.
    pub gap: bool,
    /// Part by which the value fell, when that warns.
    pub volume: Option<f64>,
    /// Part by which the assortment narrowed, when that warns.
    pub assortment: Option<f64>,
}

impl Watched {
    /// Whether the orders alone give a reason to warn.
    #[must_use]
    pub fn warned(&self) -> bool {
        self.gap || self.volume.is_some() || self.assortment.is_some()
    }
}

/// Every watched client, by client number, warned or not.
#[must_use]
pub fn watched(view: &View<'_>, settings: &Settings) -> Vec<Watched> {
    among(view, settings, &rhythm::beats(view).beats)
}

/// Those of clients with these beats that are watched.
#[must_use]
pub fn among(view: &View<'_>, settings: &Settings, beats: &[Beat]) -> Vec<Watched> {
    let mut products = vec![HashSet::new(); MOST_STRETCHES + 1];
    let mut seen = HashSet::new();
    beats
        .iter()
        .filter(|beat| beat.own && beat.state == State::Active)
        .filter_map(|beat| fold(view, settings, beat, &mut products, &mut seen))
        .collect()
}

fn fold(
    view: &View<'_>,
    settings: &Settings,
    beat: &Beat,
    products: &mut [HashSet<u32>],
    seen: &mut HashSet<u32>,
) -> Option<Watched> {
    let rhythm_days = beat.rhythm_days?;
    let length = (RHYTHMS * rhythm_days).ceil() as i32;
    let length = length.max(settings.stretch_days).max(1);
    let as_of = view.as_of.number();
    let mut values = [0_i64; MOST_STRETCHES + 1];
    let (mut orders, mut year) = (0, 0);
    products.iter_mut().for_each(HashSet::clear);
    seen.clear();
    view.entries(beat.client, |entry| {
        orders += u32::from(entry.active && view.is_new_order(&entry, seen));
        let ago = as_of - entry.day;
        if ago < YEAR_DAYS {
            year += view.value(&entry);
        }
        let stretch = usize::try_from(ago / length).unwrap_or(usize::MAX);
        let Some(value) = values.get_mut(stretch) else {
            return;
        };
        *value += view.value(&entry);
        for line in view.image.lines_of(entry.index) {
            let product = view.image.line_product[line];
            if product & RETURN_LINE == 0 && view.takes_product(product) {
                products[stretch].insert(product);
            }
        }
    });
    if orders < settings.regular {
        return None;
    }
    let whole = (as_of + 1 - beat.first.number()) / length - 1;
    let whole = usize::try_from(whole).unwrap_or(0).min(MOST_STRETCHES);
    let at = |stretch: usize| Stretch {
        value_minor: values[stretch],
        products: u32::try_from(products[stretch].len()).unwrap_or(u32::MAX),
    };
    let now = at(0);
    let before: Vec<Stretch> = (1..=whole).map(at).collect();
    let usual = (whole >= LEAST_STRETCHES).then(|| Usual {
        stretches: u32::try_from(whole).unwrap_or(u32::MAX),
        value_minor: mean(&before, |of| of.value_minor as f64),
        products: mean(&before, |of| f64::from(of.products)),
    });
    let lowest = |of: fn(&Stretch) -> i64| before.iter().all(|then| of(&now) < of(then));
    let idle = f64::from(beat.idle_days);
    Some(Watched {
        client: beat.client,
        orders,
        last: beat.last,
        idle_days: beat.idle_days,
        rhythm_days,
        value_minor: year,
        stretch_days: length,
        now,
        usual,
        gap: idle > settings.gap_times * rhythm_days && beat.idle_days >= settings.gap_days,
        volume: usual
            .filter(|_| lowest(|of| of.value_minor))
            .and_then(|usual| fall(now.value_minor as f64, usual.value_minor))
            .filter(|&part| part >= settings.volume),
        assortment: usual
            .filter(|_| lowest(|of| i64::from(of.products)))
            .and_then(|usual| fall(f64::from(now.products), usual.products))
            .filter(|&part| part >= settings.assortment),
    })
}

fn mean(stretches: &[Stretch], of: impl Fn(&Stretch) -> f64) -> f64 {
    stretches.iter().map(of).sum::<f64>() / stretches.len() as f64
}

/// The missing part of what is usual, at most all of it; `None` when nothing is usual.
fn fall(now: f64, usual: f64) -> Option<f64> {
    (usual > 0.0).then(|| (1.0 - now / usual).min(1.0))
}
