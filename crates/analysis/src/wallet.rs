//! Share of wallet (R206, R221): what a client buys of product groups from us against what it could
//! buy of them from anybody in a year.

use crate::image::RETURN_LINE;
use crate::view::View;

/// Net revenue of a client in the window of the view from products of these groups.
#[must_use]
pub fn ours(view: &View<'_>, client: u32, groups: &[u32]) -> i64 {
    if client as usize >= view.image.clients() || !view.sees(client) {
        return 0;
    }
    let image = view.image;
    let mut sum = 0;
    view.entries(client, |entry| {
        if view.in_window(entry.day) {
            let lines = image.lines_of(entry.index).filter(|&line| {
                let product = image.line_product[line] & !RETURN_LINE;
                view.takes_product(product) && groups.contains(&image.group_of(product))
            });
            sum += lines.map(|line| image.line_amount[line]).sum::<i64>();
        }
    });
    sum
}

/// Known potentials added up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wallet {
    /// Pairs of client and group whose potential is known and above zero.
    pub known: u64,
    /// What they bought from us in a year.
    pub ours_minor: i64,
    /// What they could buy in a year.
    pub potential_minor: i64,
}

impl Wallet {
    /// Adds a pair; one that needs nothing is no part of any wallet.
    pub fn add(&mut self, ours_minor: i64, potential_minor: i64) {
        if potential_minor > 0 {
            self.known += 1;
            self.ours_minor += ours_minor;
            self.potential_minor += potential_minor;
        }
    }

    /// Share of wallet; above 1 a potential is out of date.
    ///
    /// ```
    /// let mut wallet = analysis::wallet::Wallet::default();
    /// wallet.add(30_000, 100_000);
    /// wallet.add(20_000, 100_000);
    /// assert_eq!(wallet.share(), Some(0.25));
    /// ```
    #[must_use]
    pub fn share(&self) -> Option<f64> {
        (self.potential_minor > 0).then(|| self.ours_minor as f64 / self.potential_minor as f64)
    }
}
