//! The kinds of classes clients stand in, and who stood in which class on a day.

use std::collections::BTreeMap;

use analysis::moves::{Stand, Stands, Step, Way, steps};
use analysis::stands::Kind;
use analysis::{Abc, Day, NONE, Parameters, State, Xyz};
use domain::class::ClassKind;
use domain::client::Temperature;
use domain::id::UserId;
use domain::ladder::LadderStep;
use domain::marker::Marker;

use super::Error;
use super::ladder::{end_of, standings};
use super::question::Asked;
use crate::App;

/// Months between the two days when no earlier day is asked for.
pub(super) const USUAL_MONTHS: i32 = 3;

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

/// The classes of a kind from the best down; those that are neither better nor worse come last.
pub(super) fn classes_of(kind: ClassKind) -> Vec<&'static str> {
    match kind {
        ClassKind::Abc => Kind::Abc.classes(),
        ClassKind::Xyz => Kind::Xyz.classes(),
        ClassKind::Rfm => Kind::Rfm.classes(),
        ClassKind::Step => LadderStep::ALL.iter().rev().map(|of| of.code()).collect(),
        ClassKind::Marker => MARKERS.iter().map(|marker| marker.code()).collect(),
        ClassKind::State => Kind::State.classes(),
        ClassKind::Temperature => Temperature::ALL.iter().map(|of| of.code()).collect(),
    }
}

/// The place of a class in [`classes_of`].
pub(super) fn place_of(kind: ClassKind, code: &str) -> Option<u8> {
    let place = classes_of(kind).into_iter().position(|class| class == code);
    place.and_then(|place| u8::try_from(place).ok())
}

/// The class of a place.
pub(super) fn class_at(kind: ClassKind, place: u8) -> &'static str {
    classes_of(kind)
        .get(usize::from(place))
        .copied()
        .unwrap_or("")
}

/// How high a class stands; `None`: neither better nor worse than another.
pub(super) fn rank(kind: ClassKind, place: u8) -> Option<u8> {
    match kind {
        ClassKind::Abc => Kind::Abc.rank(place),
        ClassKind::Xyz => Kind::Xyz.rank(place),
        ClassKind::Rfm => Kind::Rfm.rank(place),
        ClassKind::State => Kind::State.rank(place),
        ClassKind::Step | ClassKind::Temperature => Some(u8::MAX - place),
        // The lost stand under everybody, one no higher than another.
        ClassKind::Marker => MARKERS
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

/// How hot or cold clients were at the end of a day, by number: those of whom somebody had said it.
pub(super) fn temperatures(
    app: &App,
    asked: &Asked,
    day: Day,
) -> Result<BTreeMap<u32, Temperature>, Error> {
    let end = end_of(day);
    let known = app
        .db
        .read(|tx| store::analysis::temperatures_at(tx, end))?;
    let of: BTreeMap<u32, Temperature> = known
        .into_iter()
        .filter_map(|(id, of)| Some((asked.held.clients.find(&id)?, of)))
        .collect();
    let seen = asked.everybody().map(|(client, _)| client);
    Ok(seen
        .filter_map(|client| Some((client, *of.get(&client)?)))
        .collect())
}

const _: () = assert!(Abc::A as u8 == 0 && Xyz::X as u8 == 0 && State::Active as u8 == 0);
const _: () = assert!(Temperature::Hot as u8 == 0);

/// Who stood in which class on a day, with the value in the window of that day.
pub(super) fn stands(app: &App, asked: &Asked, kind: ClassKind, day: Day) -> Result<Stands, Error> {
    let parameters = Parameters {
        as_of: Some(day),
        ..asked.parameters.clone()
    };
    let view = asked.view_through(&parameters);
    let rows = asked.rows(&view);
    let stand = |client: u32, class: u8| {
        let value_minor = rows.get(client).map_or(0, |row| row.value_minor);
        (client, Stand { class, value_minor })
    };
    Ok(match kind {
        ClassKind::Abc | ClassKind::Xyz | ClassKind::Rfm => {
            let bins = parameters.rfm.bins;
            let of = match kind {
                ClassKind::Abc => Kind::Abc,
                ClassKind::Xyz => Kind::Xyz,
                _ => Kind::Rfm,
            };
            let class = |row: &analysis::ClientRow| of.place(row, bins);
            rows.rows
                .iter()
                .filter_map(|row| Some(stand(row.client, class(row)?)))
                .collect()
        }
        ClassKind::Step | ClassKind::Marker => standings(app, asked, day)?
            .into_iter()
            .map(|(client, of)| {
                let class = match kind {
                    ClassKind::Step => of_step(of.step),
                    _ => of_marker(of.marker),
                };
                stand(client, class)
            })
            .collect(),
        ClassKind::State => {
            let beats = asked.beats(&view);
            let end = end_of(day);
            asked
                .everybody()
                .filter(|(client, of)| of.created_at <= end || beats.get(*client).is_some())
                .map(|(client, _)| stand(client, beats.state(client) as u8))
                .collect()
        }
        ClassKind::Temperature => temperatures(app, asked, day)?
            .into_iter()
            .map(|(client, of)| stand(client, of as u8))
            .collect(),
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
            Way::of(step, |class| rank(kind, class)) == Some(way)
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
        for kind in ClassKind::ALL.iter().copied() {
            for (place, code) in (0..).zip(classes_of(kind)) {
                assert_eq!(place_of(kind, code), Some(place), "{code}");
                assert_eq!(class_at(kind, place), code);
            }
            assert_eq!(place_of(kind, "?"), None);
        }
        for marker in Marker::ALL {
            let place = of_marker(*marker);
            assert_eq!(class_at(ClassKind::Marker, place), marker.code());
        }
        for step in LadderStep::ALL {
            assert_eq!(class_at(ClassKind::Step, of_step(*step)), step.code());
        }
    }

    #[test]
    fn a_lost_marker_stands_under_all_others() {
        let rank = |marker| rank(ClassKind::Marker, of_marker(marker));
        assert!(rank(Marker::White) > rank(Marker::PlatinumRed));
        assert_eq!(rank(Marker::GoldenRed), rank(Marker::PlatinumRed));
        assert!(rank(Marker::Platinum) > rank(Marker::Gold));
    }
}
