//! What goes with a client that leaves (R248, R249): its sales and margin, the part of each
//! employee's sales, and the discount its volume earned us from the supplier, which the others then
//! pay for. And the other way round: what others would have to buy so that nothing hangs on it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::build::NO_COST;
use crate::image::RETURN_LINE;
use crate::view::View;

/// Sums of all clients and the part of those that leave.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Part {
    /// Of all clients, in minor units.
    pub all_minor: i64,
    /// Of those that leave.
    pub gone_minor: i64,
}

impl Part {
    fn take(&mut self, value: i64, gone: bool) {
        self.all_minor += value;
        if gone {
            self.gone_minor += value;
        }
    }

    /// The part that goes; `None` without a positive sum.
    #[must_use]
    pub fn share(self) -> Option<f64> {
        (self.all_minor > 0).then(|| self.gone_minor as f64 / self.all_minor as f64)
    }
}

/// What goes with some clients, in the window.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Departure {
    /// Value on the basis of the view.
    pub value: Part,
    /// Margin over the lines whose cost is known.
    pub margin: Part,
    /// Value by employee.
    pub managers: BTreeMap<u32, Part>,
    /// Cost of the goods by product group, where it is known: what was bought from suppliers.
    pub bought: BTreeMap<u32, Part>,
}

/// Follows what goes with these clients, ascending by number.
#[must_use]
pub fn departure(view: &View<'_>, clients: &[u32]) -> Departure {
    let parts = view.parallel(|part| {
        let mut sums = Departure::default();
        for client in part.filter(|&client| view.sees(client)) {
            let gone = clients.binary_search(&client).is_ok();
            view.entries(client, |entry| {
                if !view.in_window(entry.day) {
                    return;
                }
                let value = view.value(&entry);
                sums.value.take(value, gone);
                sums.margin.take(entry.margin, gone);
                let manager = view.manager(client, entry.index);
                sums.managers.entry(manager).or_default().take(value, gone);
                bought(view, entry.index, gone, &mut sums.bought);
            });
        }
        sums
    });
    let mut all = Departure::default();
    let add = |sum: &mut Part, more: Part| {
        sum.all_minor += more.all_minor;
        sum.gone_minor += more.gone_minor;
    };
    for part in parts {
        add(&mut all.value, part.value);
        add(&mut all.margin, part.margin);
        for (code, more) in part.managers {
            add(all.managers.entry(code).or_default(), more);
        }
        for (code, more) in part.bought {
            add(all.bought.entry(code).or_default(), more);
        }
    }
    all
}

fn bought(view: &View<'_>, entry: usize, gone: bool, sums: &mut BTreeMap<u32, Part>) {
    let image = view.image;
    for line in image.lines_of(entry) {
        let product = image.line_product[line] & !RETURN_LINE;
        let cost = image.line_cost.get(line).filter(|cost| **cost != NO_COST);
        if let Some(&cost) = cost.filter(|_| view.takes_product(product)) {
            let group = image.group_of(product);
            sums.entry(group).or_default().take(cost, gone);
        }
    }
}

/// A discount a supplier gives from a yearly volume on.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Step {
    /// Volume from which it is given, in minor units.
    pub from_minor: i64,
    /// The discount, a part of one.
    pub discount: f64,
}

/// What a lower volume does to the cost of the goods of a group (R249).
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Dearer {
    /// Discount at the volume of all clients.
    pub before: f64,
    /// Discount at what is left.
    pub after: f64,
    /// What the goods of the others cost more, in minor units.
    pub extra_minor: f64,
}

/// The costs of the ledger are those after the discount of now, so the goods of the others cost
/// rest · ((1 − after)/(1 − before) − 1) more.
#[must_use]
pub fn dearer(volume: Part, steps: &[Step]) -> Dearer {
    let at = |volume: i64| {
        let reached = steps.iter().filter(|step| step.from_minor <= volume);
        reached.map(|step| step.discount).fold(0.0, f64::max)
    };
    let rest = volume.all_minor - volume.gone_minor;
    let (before, after) = (at(volume.all_minor), at(rest).min(at(volume.all_minor)));
    let factor = if before < 1.0 {
        (1.0 - after) / (1.0 - before) - 1.0
    } else {
        0.0
    };
    Dearer {
        before,
        after,
        extra_minor: rest.max(0) as f64 * factor,
    }
}

/// What others must buy for a client to be under a level.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Dilution {
    /// The level in percent.
    pub level: u32,
    /// What the others buy more than now, in minor units.
    pub more_minor: i64,
    /// The same by what they buy now; `None` when that is nothing.
    pub growth: Option<f64>,
}

/// For each level a client is above: what the others must buy more, the client buying as now, until
/// it is no longer above. `value_minor` of `total_minor` is the client's.
#[must_use]
pub fn dilution(value_minor: i64, total_minor: i64, levels: &[u32]) -> Vec<Dilution> {
    let others = total_minor - value_minor;
    let above = |level: &&u32| {
        **level > 0 && i128::from(value_minor) * 100 > i128::from(**level) * i128::from(total_minor)
    };
    levels
        .iter()
        .filter(above)
        .map(|&level| {
            // rounded up, so that the level is really reached
            let wanted = (i128::from(value_minor) * 100).div_euclid(i128::from(level))
                + i128::from(i128::from(value_minor) * 100 % i128::from(level) != 0);
            let more = i64::try_from(wanted - i128::from(total_minor)).unwrap_or(i64::MAX);
            Dilution {
                level,
                more_minor: more,
                growth: (others > 0).then(|| more as f64 / others as f64),
            }
        })
        .collect()
}
