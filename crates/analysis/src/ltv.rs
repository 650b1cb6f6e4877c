//! Lifetime value, the simple formula (R227, R230): LTV = C · P · M · T.
//!
//! C average cheque, P purchases per month, M profitability in percent, T life in months, from the
//! first to the last purchase but at least one month (a month is 365.25 / 12 days). So far lived,
//! the formula comes back to revenue × profitability; a client that still buys is *censored*: its
//! life is not over and its value only a lower bound. The whole ledger up to the as-of day counts.

use crate::clients::Rows;
use crate::rhythm::{Beats, State};
use crate::view::View;
use serde::Serialize;

/// Mean days of a month.
pub const DAYS_OF_MONTH: f64 = 365.25 / 12.0;

/// The four factors and their product.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Parts {
    /// C: average cheque, net of returns, in minor units.
    pub cheque_minor: f64,
    /// P: purchases per month of life.
    pub purchases_per_month: f64,
    /// M: margin as a part of revenue (0.25 is 25 %).
    pub margin_share: f64,
    /// T: months of life.
    pub life_months: f64,
    /// C · P · M · T in minor units.
    pub ltv_minor: f64,
}

impl Parts {
    /// The product of the four factors.
    ///
    /// ```
    /// let parts = analysis::ltv::Parts::of(500_000.0, 2.0, 0.25, 24.0);
    /// assert_eq!(parts.ltv_minor, 6_000_000.0);
    /// ```
    #[must_use]
    pub fn of(
        cheque_minor: f64,
        purchases_per_month: f64,
        margin_share: f64,
        life_months: f64,
    ) -> Self {
        let ltv_minor = cheque_minor * purchases_per_month * margin_share * life_months;
        Self {
            cheque_minor,
            purchases_per_month,
            margin_share,
            life_months,
            ltv_minor,
        }
    }
}

/// Lifetime value of one client.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Ltv {
    /// Number of the client.
    pub client: u32,
    /// The factors.
    pub parts: Parts,
    /// The product rounded to whole minor units.
    pub ltv_minor: i64,
    /// The client is alive: neither lost nor of unknown state.
    pub censored: bool,
    /// Purchases, for the means of groups.
    pub orders: u32,
    /// Net revenue, for the means of groups.
    pub revenue_minor: i64,
}

/// Lifetime values of the clients that bought. `rows` must be of the whole ledger ([`whole`]).
#[must_use]
pub fn values(view: &View<'_>, rows: &Rows, beats: &Beats) -> Vec<Ltv> {
    let settings = &view.parameters.ltv;
    let buyers = rows.rows.iter().filter(|row| row.orders > 0);
    buyers
        .filter_map(|row| {
            let revenue = row.revenue_minor as f64;
            let days = f64::from(row.last?.number() - row.first?.number());
            let life = (days / DAYS_OF_MONTH)
                .max(settings.least_months)
                .max(f64::MIN_POSITIVE);
            let margin = match row.margin_minor {
                Some(margin) if row.revenue_minor > 0 => margin as f64 / revenue,
                _ => settings.margin_percent / 100.0,
            };
            let orders = f64::from(row.orders);
            let parts = Parts::of(revenue / orders, orders / life, margin, life);
            Some(Ltv {
                client: row.client,
                parts,
                ltv_minor: parts.ltv_minor.round() as i64,
                censored: matches!(beats.state(row.client), State::Active | State::Sleeping),
                orders: row.orders,
                revenue_minor: row.revenue_minor,
            })
        })
        .collect()
}

/// The parameters for the rows of [`values`]: the same, with every day up to as-of.
#[must_use]
pub fn whole(parameters: &crate::Parameters) -> crate::Parameters {
    crate::Parameters {
        window: crate::Window::All,
        ..parameters.clone()
    }
}

/// The factors of a group of clients: C over all purchases, P over all months lived, M over all
/// revenue, T per client; their product is the mean value of a client. `None` for no clients.
#[must_use]
pub fn mean(values: &[Ltv]) -> Option<Parts> {
    let clients = values.len() as f64;
    let sum = |of: fn(&Ltv) -> f64| values.iter().map(of).sum::<f64>();
    let orders = sum(|ltv| f64::from(ltv.orders));
    let revenue = sum(|ltv| ltv.revenue_minor as f64);
    let months = sum(|ltv| ltv.parts.life_months);
    let worth = sum(|ltv| ltv.parts.ltv_minor);
    let margin = if revenue == 0.0 { 0.0 } else { worth / revenue };
    (!values.is_empty())
        .then(|| Parts::of(revenue / orders, orders / months, margin, months / clients))
}
