//! Lines of the ledgers of tests.

use analysis::Line;

/// A line of client, order, day, product and amount; a positive amount is a sale.
pub fn line(client: u32, order: u32, day: &str, product: u32, amount_minor: i64) -> Line {
    let day = day.parse().expect("a day of a test");
    Line {
        client,
        order,
        day,
        product,
        sale: amount_minor > 0,
        amount_minor,
        cost_minor: None,
        manager: None,
    }
}
