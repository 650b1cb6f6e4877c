//! Development indicators that a ledger alone can give (R203–R205): average cheque, purchases per
//! client, assortment, repeat clients. Over the clients with a purchase in the window.

use crate::clients::Rows;
use crate::image::RETURN_LINE;
use crate::quantile;
use crate::view::View;
use serde::Serialize;

/// The indicators; `None` when nobody bought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Kpi {
    /// Clients with a purchase.
    pub buyers: u64,
    /// Purchases.
    pub orders: u64,
    /// Value of positive lines, before returns.
    pub gross_minor: i64,
    /// Average cheque before returns: gross / purchases, in minor units.
    pub average_cheque_minor: Option<f64>,
    /// Purchases per client.
    pub orders_per_client: Option<f64>,
    /// Mean of different products per client.
    pub assortment_mean: Option<f64>,
    /// Median of different products per client.
    pub assortment_median: Option<f64>,
    /// Clients with more than one purchase, in percent.
    pub repeat_percent: Option<f64>,
}

/// The indicators of a view and its rows.
#[must_use]
pub fn kpi(view: &View<'_>, rows: &Rows) -> Kpi {
    of(rows, gross(view))
}

/// The indicators of rows and the value of their positive lines.
pub(crate) fn of(rows: &Rows, gross_minor: i64) -> Kpi {
    let buyers = || rows.rows.iter().filter(|row| row.orders > 0);
    let count = buyers().count() as f64;
    let orders: u64 = buyers().map(|row| u64::from(row.orders)).sum();
    let mut assortment: Vec<f64> = buyers().map(|row| f64::from(row.assortment)).collect();
    let positions: u64 = buyers().map(|row| u64::from(row.assortment)).sum();
    let repeat = buyers().filter(|row| row.orders > 1).count() as f64;
    let per_client = |sum: f64| (count > 0.0).then(|| sum / count);
    Kpi {
        buyers: buyers().count() as u64,
        orders,
        gross_minor,
        average_cheque_minor: (orders > 0).then(|| gross_minor as f64 / orders as f64),
        orders_per_client: per_client(orders as f64),
        assortment_mean: per_client(positions as f64),
        assortment_median: quantile::median(&mut assortment),
        repeat_percent: per_client(repeat * 100.0),
    }
}

/// Value of the positive lines in the window.
pub(crate) fn gross(view: &View<'_>) -> i64 {
    let image = view.image;
    let parts = view.parallel(|part| {
        let mut sum = 0;
        for client in part.filter(|&client| view.sees(client)) {
            view.entries(client, |entry| {
                if view.in_window(entry.day) {
                    let sold = image.lines_of(entry.index).filter(|&line| {
                        let product = image.line_product[line];
                        product & RETURN_LINE == 0 && view.takes_product(product)
                    });
                    sum += sold.map(|line| view.line_value(line)).sum::<i64>();
                }
            });
        }
        sum
    });
    parts.into_iter().sum()
}
