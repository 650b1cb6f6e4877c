//! The classes that orders alone tell, and who stood in which on the day of a view. Steps of the
//! ladder and markers need more than orders; who keeps a base adds them.

use crate::moves::{Stand, Stands};
use crate::rhythm::Beats;
use crate::{ClientRow, Rows, State, Xyz, rfm};

/// A way of putting clients into classes by their orders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// By volume.
    Abc,
    /// By regularity.
    Xyz,
    /// Named groups of RFM.
    Rfm,
    /// Active, sleeping, lost.
    State,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Abc, Self::Xyz, Self::Rfm, Self::State];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Abc => "abc",
            Self::Xyz => "xyz",
            Self::Rfm => "rfm",
            Self::State => "state",
        }
    }

    /// The classes from the best down; those that are neither better nor worse come last.
    #[must_use]
    pub fn classes(self) -> Vec<&'static str> {
        match self {
            Self::Abc => vec!["A", "B", "C"],
            Self::Xyz => vec!["X", "Y", "Z", "N"],
            Self::Rfm => rfm::GROUPS.iter().map(|group| group.code).collect(),
            Self::State => vec!["active", "sleeping", "lost", "none"],
        }
    }

    /// How high the class of a place stands; `None`: neither better nor worse than another.
    #[must_use]
    pub fn rank(self, place: u8) -> Option<u8> {
        let from_top = u8::MAX - place;
        match self {
            Self::Abc | Self::Rfm => Some(from_top),
            Self::Xyz => (place != Xyz::N as u8).then_some(from_top),
            Self::State => (place != State::None as u8).then_some(from_top),
        }
    }

    /// The place of the class of a client; `None` without one, and for states, which rows do not
    /// tell.
    #[must_use]
    pub fn place(self, row: &ClientRow, bins: u8) -> Option<u8> {
        match self {
            Self::Abc => Some(row.abc as u8),
            Self::Xyz => Some(row.xyz as u8),
            Self::Rfm => rfm::group(row, bins).and_then(|group| u8::try_from(group).ok()),
            Self::State => None,
        }
    }
}

/// Who stood where, with the value in the window of the rows; states are those of everybody who
/// ever bought.
#[must_use]
pub fn stands(rows: &Rows, beats: &Beats, bins: u8, kind: Kind) -> Stands {
    if kind == Kind::State {
        let value = |client| rows.get(client).map_or(0, |row| row.value_minor);
        let everybody = beats.beats.iter().map(|beat| beat.client);
        let stand = |client| Stand {
            class: beats.state(client) as u8,
            value_minor: value(client),
        };
        return everybody.map(|client| (client, stand(client))).collect();
    }
    let stand = |row: &ClientRow| {
        let class = kind.place(row, bins)?;
        let value_minor = row.value_minor;
        Some((row.client, Stand { class, value_minor }))
    };
    rows.rows.iter().filter_map(stand).collect()
}
