//! The kinds of classes clients stand in, and who stood in which class on a day.

use analysis::moves::{Stand, Stands, Step, Way, steps};
use analysis::{Abc, Day, NONE, Parameters, State, Xyz, clients, rfm, rhythm};
use domain::id::UserId;
use domain::ladder::LadderStep;
use domain::marker::Marker;

use super::Error;
use super::ladder::{end_of, standings};
use super::question::Asked;
use crate::App;

/// Months between the two days when no earlier day is asked for.
pub(super) const USUAL_MONTHS: i32 = 3;

/// A way of putting clients into classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClassKind {
    /// By volume.
    Abc,
    /// By regularity.
    Xyz,
    /// Named groups of RFM.
    Rfm,
    /// Steps of the loyalty ladder.
    Step,
    /// The nine markers.
    Marker,
    /// Active, sleeping, lost.
    State,
}

/// The markers from the best down; the lost ones at the end.
const MARKERS: [Marker; 9] = [
    Marker::Platinum,
    Marker::Gold,
    Marker::GoldenGreen,
    Marker::Yellow,
    Marker::Green,
    Marker::White,
    Marker::PlatinumRed,
    Marker::GoldenRed,
    Marker::GreenRed,
];

impl ClassKind {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Abc,
        Self::Xyz,
        Self::Rfm,
        Self::Step,
        Self::Marker,
        Self::State,
    ];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Abc => "abc",
            Self::Xyz => "xyz",
            Self::Rfm => "rfm",
            Self::Step => "step",
            Self::Marker => "marker",
            Self::State => "state",
        }
    }

    /// The kind of a code.
    #[must_use]
    pub fn read(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The classes from the best down; those that are neither better nor worse come last.
    #[must_use]
    pub fn classes(self) -> Vec<&'static str> {
        match self {
            Self::Abc => vec!["A", "B", "C"],
            Self::Xyz => vec!["X", "Y", "Z", "N"],
            Self::Rfm => rfm::GROUPS.iter().map(|group| group.code).collect(),
            Self::Step => LadderStep::ALL.iter().rev().map(|of| of.code()).collect(),
            Self::Marker => MARKERS.iter().map(|marker| marker.code()).collect(),
            Self::State => vec!["active", "sleeping", "lost", "none"],
        }
    }

    /// The place of a class in [`Self::classes`].
    pub(super) fn place(self, code: &str) -> Option<u8> {
        let place = self.classes().into_iter().position(|class| class == code);
        place.and_then(|place| u8::try_from(place).ok())
    }

    /// The class of a place.
    pub(super) fn class(self, place: u8) -> &'static str {
        self.classes()
            .get(usize::from(place))
            .copied()
            .unwrap_or("")
    }

    /// How high a class stands; `None`: neither better nor worse than another.
    pub(super) fn rank(self, place: u8) -> Option<u8> {
        let from_top = u8::MAX - place;
        match self {
            Self::Abc | Self::Rfm | Self::Step => Some(from_top),
            Self::Xyz => (place != Xyz::N as u8).then_some(from_top),
            Self::State => (place != State::None as u8).then_some(from_top),
            // The lost stand under everybody, one no higher than another.
            Self::Marker => MARKERS
                .get(usize::from(place))
                .map(|marker| marker.funnel_rank().map_or(0, |rank| rank + 1)),
        }
    }

    fn of_marker(marker: Marker) -> u8 {
        let place = MARKERS.iter().position(|of| *of == marker).unwrap_or(0);
        u8::try_from(place).unwrap_or(0)
    }

    fn of_step(step: LadderStep) -> u8 {
        let above = LadderStep::ALL.iter().filter(|of| **of > step).count();
        u8::try_from(above).unwrap_or(0)
    }
}

const _: () = assert!(Abc::A as u8 == 0 && Xyz::X as u8 == 0 && State::Active as u8 == 0);

/// Who stood in which class on a day, with the value in the window of that day.
pub(super) fn stands(app: &App, asked: &Asked, kind: ClassKind, day: Day) -> Result<Stands, Error> {
    let parameters = Parameters {
        as_of: Some(day),
        ..asked.parameters.clone()
    };
    let view = asked.view_through(&parameters);
    let rows = clients::rows(&view);
    let stand = |client: u32, class: u8| {
        let value_minor = rows.get(client).map_or(0, |row| row.value_minor);
        (client, Stand { class, value_minor })
    };
    Ok(match kind {
        ClassKind::Abc | ClassKind::Xyz | ClassKind::Rfm => {
            let bins = parameters.rfm.bins;
            let class = |row: &analysis::ClientRow| match kind {
                ClassKind::Abc => Some(row.abc as u8),
                ClassKind::Xyz => Some(row.xyz as u8),
                _ => rfm::group(row, bins).and_then(|group| u8::try_from(group).ok()),
            };
            rows.rows
                .iter()
                .filter_map(|row| Some(stand(row.client, class(row)?)))
                .collect()
        }
        ClassKind::Step | ClassKind::Marker => standings(app, asked, day)?
            .into_iter()
            .map(|(client, of)| {
                let class = match kind {
                    ClassKind::Step => ClassKind::of_step(of.step),
                    _ => ClassKind::of_marker(of.marker),
                };
                stand(client, class)
            })
            .collect(),
        ClassKind::State => {
            let beats = rhythm::beats(&view);
            let end = end_of(day);
            asked
                .everybody()
                .filter(|(client, of)| of.created_at <= end || beats.get(*client).is_some())
                .map(|(client, _)| stand(client, beats.state(client) as u8))
                .collect()
        }
    })
}

/// Who stood where on the day a question compares with, and on its own.
pub(super) fn both(app: &App, asked: &Asked, kind: ClassKind) -> Result<(Stands, Stands), Error> {
    let as_of = asked.view().as_of;
    let earlier = asked.question.compare_to;
    let earlier = earlier.unwrap_or_else(|| as_of.plus_months(-USUAL_MONTHS));
    let then = stands(app, asked, kind, earlier)?;
    Ok((then, stands(app, asked, kind, as_of)?))
}

/// The employee who holds a client; [`NONE`]: nobody.
pub(super) fn holder(asked: &Asked, client: u32) -> u32 {
    let managers = &asked.held.image.dimensions.manager;
    managers.get(client as usize).copied().unwrap_or(NONE)
}

/// Clients of a movement: those that made one step, or went one way, perhaps of one employee.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moved {
    /// From a class to a class; `None`: from or to outside the classification.
    Step(Step),
    /// One way; of an employee, `Some(None)`: of nobody.
    Way(Way, Option<Option<UserId>>),
}

/// The clients that moved so, ascending by number.
pub(super) fn moved(
    app: &App,
    asked: &Asked,
    kind: ClassKind,
    moved: Moved,
) -> Result<Vec<u32>, Error> {
    let (then, now) = both(app, asked, kind)?;
    let code = |user: Option<UserId>| match user {
        None => Some(NONE),
        Some(id) => asked.held.managers.find(&id),
    };
    let fits = |client: u32, step: Step| match moved {
        Moved::Step(wanted) => step == wanted,
        Moved::Way(way, manager) => {
            Way::of(step, |class| kind.rank(class)) == Some(way)
                && manager.is_none_or(|user| code(user) == Some(holder(asked, client)))
        }
    };
    let all = steps(&then, &now).filter(|(client, step)| fits(*client, *step));
    let mut found: Vec<u32> = all.map(|(client, _)| client).collect();
    found.sort_unstable();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_has_its_place() {
        for kind in ClassKind::ALL {
            for (place, code) in (0..).zip(kind.classes()) {
                assert_eq!(kind.place(code), Some(place), "{code}");
                assert_eq!(kind.class(place), code);
            }
            assert_eq!(kind.place("?"), None);
            assert_eq!(ClassKind::read(kind.code()), Some(kind));
        }
        for marker in Marker::ALL {
            let place = ClassKind::of_marker(*marker);
            assert_eq!(ClassKind::Marker.class(place), marker.code());
        }
        for step in LadderStep::ALL {
            assert_eq!(
                ClassKind::Step.class(ClassKind::of_step(*step)),
                step.code()
            );
        }
    }

    #[test]
    fn a_lost_marker_stands_under_all_others() {
        let rank = |marker| ClassKind::Marker.rank(ClassKind::of_marker(marker));
        assert!(rank(Marker::White) > rank(Marker::PlatinumRed));
        assert_eq!(rank(Marker::GoldenRed), rank(Marker::PlatinumRed));
        assert!(rank(Marker::Platinum) > rank(Marker::Gold));
    }
}
