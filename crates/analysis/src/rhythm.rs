//! Own rhythm; sleeping and lost clients.
//!
//! The rhythm of a client with at least 3 purchase days is the median gap between them; for others
//! the median rhythm of their segment, else of all. Sleeping: the silence until the as-of day is
//! over 2 rhythms and over 30 days; lost: over 4 rhythms and over 90 days. Always of the whole
//! ledger up to the as-of day, whatever the window.

use crate::day::Day;
use crate::image::NONE;
use crate::parameters::Rhythm as Settings;
use crate::view::View;
use crate::{quantile, refold};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How a client buys as of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Buys in its rhythm.
    Active,
    /// Silent for too long.
    Sleeping,
    /// Silent for so long that it is taken as gone.
    Lost,
    /// Never bought, or no rhythm is known to measure by.
    None,
}

impl State {
    /// All states.
    pub const ALL: [Self; 4] = [Self::Active, Self::Sleeping, Self::Lost, Self::None];
}

/// The rhythm of one client with a purchase.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Beat {
    /// Number of the client.
    pub client: u32,
    /// Days with a purchase.
    pub purchase_days: u32,
    /// First purchase.
    pub first: Day,
    /// Last purchase.
    pub last: Day,
    /// Days of silence since then.
    pub idle_days: i32,
    /// The rhythm in days it is measured by.
    pub rhythm_days: Option<f64>,
    /// Whether the rhythm is the client's own, not its segment's.
    pub own: bool,
    /// What follows.
    pub state: State,
}

/// The beats of all clients of a view that ever bought, by client.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Beats {
    /// Ascending by client.
    pub beats: Vec<Beat>,
    /// Median of the own rhythms, in days.
    pub median_days: Option<f64>,
}

impl Beats {
    /// Lends rhythms to the clients without one and gives all their states.
    pub(crate) fn of(mut beats: Vec<Beat>, view: &View<'_>) -> Self {
        let median_days = lend_rhythms(view, &mut beats);
        for beat in &mut beats {
            beat.state = beat.rhythm_days.map_or(State::None, |days| {
                state(beat.idle_days, days, &view.parameters.rhythm)
            });
        }
        Self { beats, median_days }
    }

    /// Finds the rhythms of these clients again, after their lines were replaced in the image, and
    /// gives all states anew. The view must have the parameters these beats were made with.
    pub fn refold(&mut self, view: &View<'_>, clients: &[u32]) {
        let mut beats = std::mem::take(&mut self.beats);
        for lent in beats.iter_mut().filter(|beat| !beat.own) {
            lent.rhythm_days = None;
        }
        let mut days = Vec::new();
        refold::replace(
            view,
            &mut beats,
            clients,
            |beat| beat.client,
            |client| own_beat(view, client, &mut days),
        );
        *self = Self::of(beats, view);
    }

    /// The beat of a client.
    #[must_use]
    pub fn get(&self, client: u32) -> Option<&Beat> {
        let place = self
            .beats
            .binary_search_by_key(&client, |beat| beat.client)
            .ok()?;
        self.beats.get(place)
    }

    /// The state of a client; [`State::None`] when it never bought.
    #[must_use]
    pub fn state(&self, client: u32) -> State {
        self.get(client).map_or(State::None, |beat| beat.state)
    }
}

/// Rhythm and state of every client of the view.
#[must_use]
pub fn beats(view: &View<'_>) -> Beats {
    Beats::of(own_beats(view), view)
}

/// The beats of the clients that bought, those with an own rhythm with it; without the states.
pub(crate) fn own_beats(view: &View<'_>) -> Vec<Beat> {
    let parts = view.parallel(|part| {
        let mut days = Vec::new();
        part.filter_map(|client| own_beat(view, client, &mut days))
            .collect::<Vec<_>>()
    });
    parts.concat()
}

fn own_beat(view: &View<'_>, client: u32, days: &mut Vec<i32>) -> Option<Beat> {
    if !view.sees(client) {
        return None;
    }
    purchase_days(view, client, days);
    let (first, last) = (*days.first()?, *days.last()?);
    let count = u32::try_from(days.len()).expect("days of entries, which are bounded");
    let rhythm_days = own(days, view.parameters.rhythm.least_days);
    Some(Beat {
        client,
        purchase_days: count,
        first: Day::clamped(i64::from(first)),
        last: Day::clamped(i64::from(last)),
        idle_days: view.as_of.number() - last,
        rhythm_days,
        own: rhythm_days.is_some(),
        state: State::None,
    })
}

/// Gives clients without an own rhythm the median of their segment, else of all; returns the
/// median of all.
fn lend_rhythms(view: &View<'_>, beats: &mut [Beat]) -> Option<f64> {
    let segments = &view.image.dimensions.segment;
    let segment_of = |client: u32| segments.get(client as usize).copied().unwrap_or(NONE);
    let mut own: BTreeMap<u32, Vec<f64>> = BTreeMap::new();
    for beat in beats.iter() {
        if let Some(days) = beat.rhythm_days {
            own.entry(segment_of(beat.client)).or_default().push(days);
        }
    }
    let mut all: Vec<f64> = own.values().flatten().copied().collect();
    let median = quantile::median(&mut all);
    let medians: BTreeMap<u32, Option<f64>> = own
        .iter_mut()
        .map(|(&segment, days)| (segment, quantile::median(days)))
        .collect();
    for beat in beats.iter_mut().filter(|beat| !beat.own) {
        let segment = segment_of(beat.client);
        let lent = medians
            .get(&segment)
            .copied()
            .flatten()
            .filter(|_| segment != NONE);
        beat.rhythm_days = lent.or(median);
    }
    median
}

/// The state after a silence.
#[must_use]
pub fn state(idle_days: i32, rhythm_days: f64, settings: &Settings) -> State {
    let idle = f64::from(idle_days);
    let over = |times: f64, days: i32| idle > times * rhythm_days && idle_days > days;
    if over(settings.lost_times, settings.lost_days) {
        State::Lost
    } else if over(settings.sleeping_times, settings.sleeping_days) {
        State::Sleeping
    } else {
        State::Active
    }
}

/// The different days on which a client is active, ascending.
pub(crate) fn purchase_days(view: &View<'_>, client: u32, days: &mut Vec<i32>) {
    days.clear();
    view.entries(client, |entry| {
        if entry.active && days.last() != Some(&entry.day) {
            days.push(entry.day);
        }
    });
}

/// The median gap; spoils the days.
fn own(days: &mut Vec<i32>, least_days: u32) -> Option<f64> {
    if days.len() < 2 || days.len() < least_days as usize {
        return None;
    }
    for place in 1..days.len() {
        days[place - 1] = days[place] - days[place - 1];
    }
    days.pop();
    let middle = days.len() / 2;
    let even = days.len().is_multiple_of(2);
    let (below, &mut upper, _) = days.select_nth_unstable(middle);
    let lower = if even {
        below.iter().copied().max().unwrap_or(upper)
    } else {
        upper
    };
    Some((f64::from(lower) + f64::from(upper)) / 2.0)
}

/// The own rhythm rounded up to whole days, for XYZ by rhythm; spoils the days.
pub(crate) fn bucket(days: &mut Vec<i32>, least_days: u32) -> Option<i32> {
    own(days, least_days).map(|days| (days.ceil() as i32).max(1))
}
