//! Movement of clients between the classes of one kind from one day to another (R208).
//!
//! Everybody who stood in a class on either day is counted once: by the class then and the class
//! now, `None` for who stood in none. Up and down are told by the rank of the two classes; classes
//! without a rank (too new to tell, unknown) only change.

use serde::Serialize;
use std::collections::BTreeMap;

/// Where a client stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stand {
    /// Place of the class in the list of its kind.
    pub class: u8,
    /// Value of the client in the window of that day.
    pub value_minor: i64,
}

/// Stands on a day, by client.
pub type Stands = BTreeMap<u32, Stand>;

/// A class then and a class now; `None`: in no class of this kind.
pub type Step = (Option<u8>, Option<u8>);

/// Clients that made the same step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flow {
    /// Clients.
    pub clients: u64,
    /// Their value then.
    pub before_minor: i64,
    /// Their value now.
    pub value_minor: i64,
}

/// What a step means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// To a higher class.
    Up,
    /// To a lower class.
    Down,
    /// To another class of the same rank, or from or to one that has none.
    Changed,
    /// Came into the classification.
    Came,
    /// Left it.
    Left,
    /// Stands where it stood.
    Stayed,
}

impl Way {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Up,
        Self::Down,
        Self::Changed,
        Self::Came,
        Self::Left,
        Self::Stayed,
    ];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
            Self::Changed => "changed",
            Self::Came => "came",
            Self::Left => "left",
            Self::Stayed => "stayed",
        }
    }

    /// The way of a step; `rank` is higher for a better class. `None` for who stood in no class on
    /// either day.
    #[must_use]
    pub fn of(step: Step, rank: impl Fn(u8) -> Option<u8>) -> Option<Self> {
        match step {
            (None, None) => None,
            (None, Some(_)) => Some(Self::Came),
            (Some(_), None) => Some(Self::Left),
            (Some(from), Some(to)) if from == to => Some(Self::Stayed),
            (Some(from), Some(to)) => Some(match (rank(from), rank(to)) {
                (Some(from), Some(to)) if to > from => Self::Up,
                (Some(from), Some(to)) if to < from => Self::Down,
                _ => Self::Changed,
            }),
        }
    }
}

/// The step of every client that stood in a class on one of two days, by client.
pub fn steps<'a>(then: &'a Stands, now: &'a Stands) -> impl Iterator<Item = (u32, Step)> + 'a {
    let came = now
        .iter()
        .filter(|(client, _)| !then.contains_key(client))
        .map(|(&client, stand)| (client, (None, Some(stand.class))));
    let known = then.iter().map(|(&client, stand)| {
        let to = now.get(&client).map(|stand| stand.class);
        (client, (Some(stand.class), to))
    });
    known.chain(came)
}

/// Clients and their value by step.
#[must_use]
pub fn flows(then: &Stands, now: &Stands) -> BTreeMap<Step, Flow> {
    let value = |stands: &Stands, client: u32| stands.get(&client).map_or(0, |of| of.value_minor);
    let mut flows: BTreeMap<Step, Flow> = BTreeMap::new();
    for (client, step) in steps(then, now) {
        let flow = flows.entry(step).or_default();
        flow.clients += 1;
        flow.before_minor += value(then, client);
        flow.value_minor += value(now, client);
    }
    flows
}
