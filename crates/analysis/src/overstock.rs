//! Overstock (R191): a bigger order followed by as much longer a silence is no growth.
//!
//! Usual order and usual gap are the medians of all purchase days before; a big order is a multiple
//! of the usual one and should last as many usual gaps. If the next purchase comes no sooner, the
//! rate of purchase has not changed.

use crate::quantile;
use crate::view::View;

/// When an order is big.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Terms {
    /// At least so many usual orders.
    pub times: f64,
    /// Purchase days before it that tell what is usual; at least 2.
    pub least_days: u32,
}

/// What came after a big order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum After {
    /// Silence as long as the goods last, or longer: the rate has not grown.
    Stocked,
    /// The next purchase came sooner.
    Grew,
    /// The goods still last on the as-of day.
    Open,
}

/// A big order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Big {
    /// Number of the client.
    pub client: u32,
    /// Its day number.
    pub day: i32,
    /// Net revenue of the day.
    pub amount_minor: i64,
    /// Median of the purchase days before.
    pub usual_minor: f64,
    /// Median gap between them, in days.
    pub usual_gap: f64,
    /// Days until the next purchase, or until the as-of day.
    pub gap: i32,
    /// Whether the next purchase has come.
    pub ended: bool,
    /// What came after.
    pub after: After,
}

impl Big {
    /// How many usual orders it is.
    #[must_use]
    pub fn times(&self) -> f64 {
        self.amount_minor as f64 / self.usual_minor
    }

    /// Days for which it lasts at the usual rate.
    #[must_use]
    pub fn lasts(&self) -> f64 {
        self.usual_gap * self.times()
    }

    /// Purchases of a year at the rate before.
    #[must_use]
    pub fn rate_before_minor(&self) -> f64 {
        self.usual_minor / self.usual_gap * 365.0
    }

    /// Purchases of a year at the rate of this order and the silence after it.
    #[must_use]
    pub fn rate_after_minor(&self) -> f64 {
        self.amount_minor as f64 / f64::from(self.gap.max(1)) * 365.0
    }
}

/// The big orders of the window, by client and day.
#[must_use]
pub fn big_orders(view: &View<'_>, terms: Terms) -> Vec<Big> {
    let parts = view.parallel(|part| {
        let mut found = Vec::new();
        let mut days: Vec<(i32, i64)> = Vec::new();
        for client in part.filter(|&client| view.sees(client)) {
            days.clear();
            view.entries(client, |entry| {
                if !entry.active {
                    return;
                }
                match days.last_mut().filter(|(day, _)| *day == entry.day) {
                    Some(last) => last.1 += entry.revenue,
                    None => days.push((entry.day, entry.revenue)),
                }
            });
            days.retain(|(_, amount)| *amount > 0);
            of_client(view, client, &days, terms, &mut found);
        }
        found
    });
    parts.concat()
}

fn of_client(
    view: &View<'_>,
    client: u32,
    days: &[(i32, i64)],
    terms: Terms,
    found: &mut Vec<Big>,
) {
    let least = terms.least_days.max(2) as usize;
    for place in least..days.len() {
        let (day, amount_minor) = days[place];
        if !view.in_window(day) {
            continue;
        }
        let before = &days[..place];
        let mut amounts: Vec<f64> = before.iter().map(|of| of.1 as f64).collect();
        let Some(usual_minor) = quantile::median(&mut amounts) else {
            continue;
        };
        if (amount_minor as f64) < terms.times * usual_minor {
            continue;
        }
        let gaps = before
            .windows(2)
            .map(|pair| f64::from(pair[1].0 - pair[0].0));
        let mut gaps: Vec<f64> = gaps.collect();
        let Some(usual_gap) = quantile::median(&mut gaps) else {
            continue;
        };
        let next = days.get(place + 1).map(|of| of.0);
        let mut big = Big {
            client,
            day,
            amount_minor,
            usual_minor,
            usual_gap,
            gap: next.unwrap_or(view.as_of.number()) - day,
            ended: next.is_some(),
            after: After::Open,
        };
        if f64::from(big.gap) >= big.lasts() {
            big.after = After::Stocked;
        } else if big.ended {
            big.after = After::Grew;
        }
        found.push(big);
    }
}
