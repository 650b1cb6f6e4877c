//! Why a client stands in each of its classes: the numbers, the borders, and what would move it.

use analysis::why as pure;
use analysis::{Abc, Day, State, Xyz, rfm};
use domain::id::ClientId;
use domain::ladder::{ladder_rise, ladder_step};
use domain::marker::{MarkerStep, because, marker, marker_rise};
use serde::Serialize;
use utoipa::ToSchema;

use super::Error;
use super::ladder::{Happened, happened};
use super::question::{Asked, Question, Thresholds, day_at};
use super::warnings::{Ground, grounds};
use crate::App;
use crate::context::Context;

/// A class by volume that a change of value leads to.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct VolumeStep {
    /// The class.
    #[schema(value_type = String)]
    pub class: Abc,
    /// How much more, or less, it takes.
    pub minor: i64,
}

/// Why the class by volume.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct VolumeWhy {
    /// The class.
    #[schema(value_type = String)]
    pub class: Abc,
    /// Value in the window.
    pub value_minor: i64,
    /// Place by value, from 1 …
    pub place: u64,
    /// … among so many clients with a line in the window.
    pub clients: u64,
    /// Part of the positive value that those before it bring; the borders are held to it.
    pub share_before: Option<f64>,
    /// What is missing for a better class, the others as they are today.
    pub rise: Option<VolumeStep>,
    /// With so much less it falls.
    pub fall: Option<VolumeStep>,
    /// Until this day its own sum does not shrink: then the oldest line leaves the window.
    #[schema(value_type = Option<String>, format = Date)]
    pub holds_until: Option<Day>,
}

/// Even months that lead to a better class.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct RegularityStep {
    /// The class.
    #[schema(value_type = String)]
    pub class: Xyz,
    /// So many months, the running one first …
    pub months: u32,
    /// … that each bring this in all.
    pub minor: i64,
    /// The end of the last of them.
    #[schema(value_type = String, format = Date)]
    pub until: Day,
}

/// Why the class by regularity.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct RegularityWhy {
    /// The class.
    #[schema(value_type = String)]
    pub class: Xyz,
    /// Coefficient of variation of the months.
    pub cv: Option<f64>,
    /// Whole months of life in the window.
    pub periods: u32,
    /// Mean value of one.
    pub mean_minor: Option<i64>,
    /// What would make it more regular.
    pub rise: Option<RegularityStep>,
}

/// Why a score.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct LetterWhy {
    /// The score.
    pub score: u8,
    /// Days since the last purchase, orders, or value.
    pub value: i64,
    /// The score it can rise to …
    pub rise: Option<u8>,
    /// … with this value.
    pub needs: Option<i64>,
}

/// Why the scores and their group.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ScoresWhy {
    /// Recency.
    pub r: LetterWhy,
    /// Frequency.
    pub f: LetterWhy,
    /// Money.
    pub m: LetterWhy,
    /// The group.
    #[schema(value_type = String)]
    pub group: &'static str,
    /// The group after one order of the usual size today.
    #[schema(value_type = Option<String>)]
    pub group_after_order: Option<&'static str>,
}

/// Why the step of the ladder.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct StepWhy {
    /// The step.
    #[schema(value_type = String)]
    pub step: &'static str,
    /// Purchases.
    pub purchases: u32,
    /// Purchases that make a client regular.
    pub regular: u32,
    /// Buys only from us.
    pub only_us: bool,
    /// Has recommended us.
    pub recommends: bool,
    /// The next step; `null`: it stands on the highest.
    #[schema(value_type = Option<String>)]
    pub rise: Option<&'static str>,
    /// Purchases missing for it.
    pub rise_purchases: u32,
    /// What it takes: `purchases`, `only_us`, `recommends`.
    #[schema(value_type = Option<String>)]
    pub rise_by: Option<&'static str>,
}

/// Why the marker.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct MarkerWhy {
    /// The marker.
    #[schema(value_type = String)]
    pub marker: &'static str,
    /// What decided: `nothing`, `presentation_agreed`, `mailing`, `info_requested`, `refused`,
    /// `stopped`, `purchases`, `silent`.
    #[schema(value_type = String)]
    pub because: &'static str,
    /// The day of it.
    #[schema(value_type = Option<String>, format = Date)]
    pub day: Option<Day>,
    /// The marker that comes next.
    #[schema(value_type = Option<String>)]
    pub rise: Option<&'static str>,
    /// What it takes: `presentation_agreed`, `mailing_agreed`, `info_requested`, `purchases`.
    #[schema(value_type = Option<String>)]
    pub rise_by: Option<&'static str>,
    /// Purchases it takes.
    pub rise_purchases: u32,
}

/// Why active, sleeping or lost.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct StateWhy {
    /// The state.
    #[schema(value_type = String)]
    pub state: State,
    /// Days of silence.
    pub idle_days: i32,
    /// The rhythm it is measured by, in days.
    pub rhythm_days: Option<f64>,
    /// Whether that is its own and not that of its segment.
    pub own: bool,
    /// Last purchase.
    #[schema(value_type = String, format = Date)]
    pub last_day: Day,
    /// A purchase until this day keeps it active.
    #[schema(value_type = Option<String>, format = Date)]
    pub active_until: Option<Day>,
    /// A purchase until this day keeps it from being lost.
    #[schema(value_type = Option<String>, format = Date)]
    pub kept_until: Option<Day>,
}

/// Why a client stands where it stands.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = AnalysisWhy)]
pub struct Why {
    /// The day it is told for.
    #[schema(value_type = String, format = Date)]
    pub as_of: Day,
    /// First day of the window.
    #[schema(value_type = String, format = Date)]
    pub from: Day,
    /// Currency of the sums.
    pub currency: String,
    /// The borders.
    pub thresholds: Thresholds,
    /// Whether only clients one may see were compared with.
    pub among_own: bool,
    /// By volume; `null` without a line in the window.
    pub abc: Option<VolumeWhy>,
    /// By regularity.
    pub xyz: Option<RegularityWhy>,
    /// Scores; `null` without a purchase in the window.
    pub rfm: Option<ScoresWhy>,
    /// Step of the ladder.
    pub step: Option<StepWhy>,
    /// Marker.
    pub marker: Option<MarkerWhy>,
    /// State; `null` when it never bought.
    pub state: Option<StateWhy>,
    /// The early warning, when there is one.
    pub warning: Option<Ground>,
}

/// Why a client stands in its classes today; `None` when it is not there or may not be seen.
/// Compared with the clients the asker may see.
pub fn why(app: &App, ctx: &Context, id: ClientId) -> Result<Option<Why>, Error> {
    let asked = Asked::new(app, ctx, &Question::default())?;
    let seen = |number: &u32| asked.everybody().any(|(client, _)| client == *number);
    let Some(client) = asked.held.clients.find(&id).filter(seen) else {
        return Ok(None);
    };
    let view = asked.view();
    let rows = asked.rows(&view);
    let row = rows.get(client);
    let rules = &asked.parameters;
    let beats = asked.beats(&view);
    let happened = happened(app, &asked, view.as_of, Some(client))?;
    let regular = asked.settings.regular_purchases();
    let (_, warned) = grounds(app, &asked, Some(client))?;
    let warned = warned.into_iter().next();
    let resolved = asked.resolved();
    Ok(Some(Why {
        as_of: view.as_of,
        from: view.from,
        currency: resolved.currency,
        thresholds: resolved.thresholds,
        among_own: asked.mask.is_some(),
        abc: pure::abc(&rows, rules.abc, client).map(|of| VolumeWhy {
            class: of.class,
            value_minor: of.value_minor,
            place: of.place,
            clients: of.clients,
            share_before: of.share_before,
            rise: of.rise.map(volume_step),
            fall: of.fall.map(volume_step),
            holds_until: pure::sum_holds_until(&view, client),
        }),
        xyz: row.map(|row| regularity(&pure::xyz(&view, row))),
        rfm: pure::scores(&rows, view.as_of, &rules.rfm, client).map(|of| scores(&of)),
        step: happened.first().map(|(_, of)| step(of, regular)),
        marker: happened.first().map(|(_, of)| colour(of, regular)),
        state: beats.get(client).map(|beat| {
            let of = pure::state(beat, &rules.rhythm);
            StateWhy {
                state: of.state,
                idle_days: beat.idle_days,
                rhythm_days: beat.rhythm_days,
                own: beat.own,
                last_day: beat.last,
                active_until: of.active_until,
                kept_until: of.kept_until,
            }
        }),
        warning: warned.map(|(_, ground)| ground),
    }))
}

const fn volume_step(of: pure::AbcStep) -> VolumeStep {
    VolumeStep {
        class: of.class,
        minor: of.minor,
    }
}

fn regularity(of: &pure::XyzWhy) -> RegularityWhy {
    RegularityWhy {
        class: of.class,
        cv: of.cv,
        periods: of.periods,
        mean_minor: of.mean_minor,
        rise: of.rise.map(|rise| RegularityStep {
            class: rise.class,
            months: rise.months,
            minor: rise.minor,
            until: rise.until,
        }),
    }
}

fn scores(of: &pure::RfmWhy) -> ScoresWhy {
    let letter = |letter: pure::Letter| LetterWhy {
        score: letter.score,
        value: letter.value,
        rise: letter.rise.map(|rise| rise.0),
        needs: letter.rise.map(|rise| rise.1),
    };
    let group = |place: usize| rfm::GROUPS[place].code;
    ScoresWhy {
        r: letter(of.r),
        f: letter(of.f),
        m: letter(of.m),
        group: group(of.group),
        group_after_order: of.after_order.map(|(_, place)| group(place)),
    }
}

fn step(of: &Happened, regular: u32) -> StepWhy {
    let Happened {
        events,
        only_us,
        recommends,
    } = *of;
    let rise = ladder_rise(events.purchases, regular, only_us, recommends);
    StepWhy {
        step: ladder_step(events.purchases, regular, only_us, recommends).code(),
        purchases: events.purchases,
        regular,
        only_us,
        recommends,
        rise: rise.map(|rise| rise.step.code()),
        rise_purchases: rise.map_or(0, |rise| rise.purchases),
        rise_by: rise.map(|rise| match (rise.only_us, rise.recommends) {
            (true, _) => "only_us",
            (_, true) => "recommends",
            _ => "purchases",
        }),
    }
}

fn colour(of: &Happened, regular: u32) -> MarkerWhy {
    let (because, at) = because(&of.events, regular);
    let rise = marker_rise(&of.events, regular);
    MarkerWhy {
        marker: marker(&of.events, regular).code(),
        because: because.code(),
        day: at.map(day_at),
        rise: rise.map(|(_, marker)| marker.code()),
        rise_by: rise.map(|(step, _)| step.code()),
        rise_purchases: match rise {
            Some((MarkerStep::Purchases(count), _)) => count,
            _ => 0,
        },
    }
}
