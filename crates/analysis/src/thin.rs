//! Order profitability (R194): small custom orders that bring little of the year's turnover and
//! hardly a margin.
//!
//! An order is thin by its products when it holds goods that hardly anybody else bought in the
//! window, each under a small share of the turnover, and these bring less margin than they should;
//! thin by its client when the client is under that share and the whole order brings too little.
//! Only lines with a known cost are judged.

use crate::build::NO_COST;
use crate::image::RETURN_LINE;
use crate::view::View;

/// When an order is thin.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Terms {
    /// A client or product below this part of the turnover is small: 0.02.
    pub small_share: f64,
    /// Margin below this part of the amount is too little.
    pub least_margin: f64,
    /// A product bought by at most so many clients is custom.
    pub custom_clients: u32,
}

/// Why an order is thin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Why {
    /// Custom goods of a small share with too little margin.
    Product,
    /// A client of a small share, and the order has too little margin.
    Client,
}

/// A thin order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Thin {
    /// Number of the client.
    pub client: u32,
    /// Its day number.
    pub day: i32,
    /// Why.
    pub why: Why,
    /// Net amount of the lines concerned whose cost is known.
    pub amount_minor: i64,
    /// Their margin.
    pub margin_minor: i64,
    /// Share in the turnover of the client, or of the largest custom product of the order.
    pub share: f64,
}

impl Thin {
    /// Margin as a part of the amount.
    #[must_use]
    pub fn margin_share(&self) -> f64 {
        self.margin_minor as f64 / self.amount_minor as f64
    }
}

/// Turnover and buyers of each product, and turnover of each client.
struct Turnover {
    whole: i64,
    clients: Vec<i64>,
    products: Vec<(i64, u32)>,
}

/// The thin orders of the window, which should be a year; by client and day.
#[must_use]
pub fn thin_orders(view: &View<'_>, terms: Terms) -> Vec<Thin> {
    let turnover = turnover(view);
    if turnover.whole <= 0 {
        return Vec::new();
    }
    let parts = view.parallel(|part| {
        let mut found = Vec::new();
        for client in part.filter(|&client| view.sees(client)) {
            view.entries(client, |entry| {
                if entry.active && view.in_window(entry.day) {
                    found.extend(judged(view, &turnover, terms, client, entry.index));
                }
            });
        }
        found
    });
    parts.concat()
}

fn turnover(view: &View<'_>) -> Turnover {
    let image = view.image;
    let mut sums = Turnover {
        whole: 0,
        clients: vec![0; image.clients()],
        products: vec![(0, 0); image.products()],
    };
    let mut stamps = vec![0_u32; image.products()];
    let clients = 0..u32::try_from(image.clients()).expect("client numbers are bounded");
    for client in clients.filter(|&client| view.sees(client)) {
        view.entries(client, |entry| {
            if !view.in_window(entry.day) {
                return;
            }
            for line in image.lines_of(entry.index) {
                let number = image.line_product[line] & !RETURN_LINE;
                if !view.takes_product(number) {
                    continue;
                }
                let amount = image.line_amount[line];
                sums.whole += amount;
                sums.clients[client as usize] += amount;
                let product = &mut sums.products[number as usize];
                product.0 += amount;
                let sale = image.line_product[line] & RETURN_LINE == 0;
                if sale && stamps[number as usize] != client + 1 {
                    stamps[number as usize] = client + 1;
                    product.1 += 1;
                }
            }
        });
    }
    sums
}

fn judged(
    view: &View<'_>,
    turnover: &Turnover,
    terms: Terms,
    client: u32,
    entry: usize,
) -> Option<Thin> {
    let image = view.image;
    let whole = turnover.whole as f64;
    // Amount and margin of the custom goods, and of the whole order.
    let (mut custom, mut all) = ((0, 0), (0, 0));
    let mut largest = 0.0_f64;
    for line in image.lines_of(entry) {
        let number = image.line_product[line] & !RETURN_LINE;
        let cost = image.line_cost.get(line).filter(|&&cost| cost != NO_COST);
        let Some(&cost) = cost.filter(|_| view.takes_product(number)) else {
            continue;
        };
        let amount = image.line_amount[line];
        all = (all.0 + amount, all.1 + amount - cost);
        let (sum, buyers) = turnover.products[number as usize];
        let share = sum as f64 / whole;
        if buyers <= terms.custom_clients && share < terms.small_share {
            custom = (custom.0 + amount, custom.1 + amount - cost);
            largest = largest.max(share);
        }
    }
    let thin = |(amount_minor, margin_minor): (i64, i64), why, share| {
        let found = Thin {
            client,
            day: image.day[entry],
            why,
            amount_minor,
            margin_minor,
            share,
        };
        (amount_minor > 0 && found.margin_share() < terms.least_margin).then_some(found)
    };
    let share = turnover.clients[client as usize] as f64 / whole;
    let small = share < terms.small_share;
    thin(custom, Why::Product, largest).or_else(|| thin(all, Why::Client, share).filter(|_| small))
}
