//! What each client bought in the window, by product group.

use crate::image::RETURN_LINE;
use crate::refold;
use crate::view::View;

/// What a client bought, on the basis of the view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Basket {
    /// Number of the client.
    pub client: u32,
    /// Code of the group ([`crate::NONE`] for products without one) and the net value, in minor
    /// units, ascending by group.
    pub groups: Vec<(u32, i64)>,
}

impl Basket {
    /// Value of all groups.
    #[must_use]
    pub fn value(&self) -> i64 {
        self.groups.iter().map(|of| of.1).sum()
    }

    /// Value of a group; 0 when nothing of it was bought.
    #[must_use]
    pub fn value_of(&self, group: u32) -> i64 {
        let place = self.groups.binary_search_by_key(&group, |of| of.0);
        place.map_or(0, |place| self.groups[place].1)
    }
}

/// The baskets of all clients of a view with a line in its window, by client number.
#[must_use]
pub fn baskets(view: &View<'_>) -> Vec<Basket> {
    let parts = view.parallel(|part| {
        part.filter_map(|client| basket(view, client))
            .collect::<Vec<_>>()
    });
    parts.into_iter().flatten().collect()
}

/// Looks into the baskets of these clients again, after their lines were replaced in the image.
/// The view must have the parameters the baskets were made with.
pub fn refold(baskets: &mut Vec<Basket>, view: &View<'_>, clients: &[u32]) {
    refold::replace(
        view,
        baskets,
        clients,
        |basket| basket.client,
        |client| basket(view, client),
    );
}

/// The basket of a client among all of them.
#[must_use]
pub fn find(baskets: &[Basket], client: u32) -> Option<&Basket> {
    let place = baskets.binary_search_by_key(&client, |basket| basket.client);
    Some(&baskets[place.ok()?])
}

fn basket(view: &View<'_>, client: u32) -> Option<Basket> {
    let groups = bought(view, client, |product| view.image.group_of(product));
    (!groups.is_empty()).then_some(Basket { client, groups })
}

/// What a client bought in the window by product, ascending.
#[must_use]
pub fn products(view: &View<'_>, client: u32) -> Vec<(u32, i64)> {
    bought(view, client, |product| product)
}

fn bought(view: &View<'_>, client: u32, by: impl Fn(u32) -> u32) -> Vec<(u32, i64)> {
    let image = view.image;
    let mut sums: Vec<(u32, i64)> = Vec::new();
    if client as usize >= image.clients() || !view.sees(client) {
        return sums;
    }
    view.entries(client, |entry| {
        if !view.in_window(entry.day) {
            return;
        }
        for line in image.lines_of(entry.index) {
            let product = image.line_product[line] & !RETURN_LINE;
            if view.takes_product(product) {
                let (code, value) = (by(product), view.line_value(line));
                // One client buys of few: they are found sooner than hashed.
                match sums.iter_mut().find(|known| known.0 == code) {
                    Some(known) => known.1 += value,
                    None => sums.push((code, value)),
                }
            }
        }
    });
    sums.sort_unstable_by_key(|of| of.0);
    sums
}
