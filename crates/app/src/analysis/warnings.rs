//! Early warning of the slide from regular to inactive (R63): who, why, and how much is at risk.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use analysis::Day;
use analysis::rhythm;
use analysis::warning::{Settings as Rule, Watched, among};
use domain::interaction::Outcome;
use domain::setting::{
    WARNING_ASSORTMENT, WARNING_GAP, WARNING_GAP_DAYS, WARNING_STRETCH, WARNING_VOLUME,
};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use utoipa::openapi::{Object, Type};

use super::classes::holder;
use super::ladder::{end_of, said_until};
use super::movement::whole;
use super::names::{Reference, Wanted, client, manager};
use super::question::{Asked, Question, day_at};
use super::{Answer, Error, answer};
use crate::App;
use crate::context::Context;

/// Clients named at most.
const MOST_ITEMS: usize = 200;

/// Why a client is warned of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Silent for longer than its rhythm lets expect.
    Gap,
    /// Buys for less than it used to.
    Volume,
    /// Buys fewer different products than it used to.
    Assortment,
    /// Said no, or that it stops, since its last purchase.
    Refused,
}

impl Reason {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Gap, Self::Volume, Self::Assortment, Self::Refused];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Gap => "gap",
            Self::Volume => "volume",
            Self::Assortment => "assortment",
            Self::Refused => "refused",
        }
    }

    /// The reason of a code.
    #[must_use]
    pub fn read(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }
}

/// What a warning rests on.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = AnalysisWarningGround)]
pub struct Ground {
    /// Why.
    pub reasons: Vec<Reason>,
    /// Value of the last 365 days: what is at risk.
    pub value_minor: i64,
    /// Own rhythm in days.
    pub rhythm_days: f64,
    /// Days of silence.
    pub idle_days: i32,
    /// Last purchase.
    #[schema(value_type = String, format = Date)]
    pub last_day: Day,
    /// Days of the stretches compared.
    pub stretch_days: i32,
    /// Value of the last stretch.
    pub now_minor: i64,
    /// Mean value of those before; `null` when the client is too young to tell.
    pub usual_minor: Option<i64>,
    /// Different products in the last stretch.
    pub now_products: u32,
    /// Their mean number in those before.
    pub usual_products: Option<f64>,
    /// The day it refused or said that it stops.
    #[schema(value_type = Option<String>, format = Date)]
    pub refused_on: Option<Day>,
}

/// A client to be talked to.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = AnalysisWarning)]
pub struct Warning {
    /// The client.
    pub client: Reference,
    /// Who manages it.
    pub manager: Option<Reference>,
    /// What the warning rests on.
    #[serde(flatten)]
    pub ground: Ground,
}

/// Clients warned of for a reason; one client may have several.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ReasonSums {
    /// The reason.
    pub reason: Reason,
    /// Clients.
    pub clients: u64,
    /// Their value of the last 365 days.
    pub value_minor: i64,
}

/// The numbers of the rule as the API's document names them.
fn rule_schema() -> Object {
    let Ok(Value::Object(numbers)) = serde_json::to_value(Rule::default()) else {
        return Object::new();
    };
    let whole = |value: &Value| {
        if value.is_f64() {
            Type::Number
        } else {
            Type::Integer
        }
    };
    numbers
        .iter()
        .fold(Object::builder(), |schema, (name, value)| {
            schema
                .property(name, Object::with_type(whole(value)))
                .required(name)
        })
        .build()
}

/// The early warning.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Warnings {
    /// Regular clients that do not sleep: who is watched.
    pub watched: u64,
    /// Clients warned of.
    pub clients: u64,
    /// Their value of the last 365 days.
    pub value_minor: i64,
    /// By reason.
    pub reasons: Vec<ReasonSums>,
    /// The two hundred with the most at risk.
    pub items: Vec<Warning>,
    /// The rule.
    #[schema(schema_with = rule_schema)]
    pub settings: Rule,
}

/// The rule as the settings have it.
fn rule(asked: &Asked) -> Rule {
    let part = |setting| asked.settings.whole(setting) as f64 / 100.0;
    let days = |setting| i32::try_from(asked.settings.whole(setting)).unwrap_or(i32::MAX);
    Rule {
        regular: asked.settings.regular_purchases(),
        gap_times: part(&WARNING_GAP),
        gap_days: days(&WARNING_GAP_DAYS),
        stretch_days: days(&WARNING_STRETCH),
        volume: part(&WARNING_VOLUME),
        assortment: part(&WARNING_ASSORTMENT),
    }
}

/// Everybody who is warned of, or one client, with the ground; the number of those watched beside
/// it.
pub(super) fn grounds(
    app: &App,
    asked: &Asked,
    only: Option<u32>,
) -> Result<(u64, Vec<(u32, Ground)>), Error> {
    let all = whole(asked);
    let view = asked.view_through(&all);
    let mut beats = rhythm::beats(&view).beats;
    beats.retain(|beat| only.is_none_or(|only| only == beat.client));
    let watched = among(&view, &rule(asked), &beats);
    let end = end_of(view.as_of);
    let mut refusals: HashMap<u32, Day> = HashMap::new();
    for said in said_until(app, asked, end, only)?.iter() {
        if matches!(said.outcome, Outcome::Refused | Outcome::Stopped) {
            let day = day_at(said.at);
            let last = refusals.entry(said.client).or_insert(day);
            *last = day.max(*last);
        }
    }
    let count = watched.len() as u64;
    let grounds = watched.into_iter().filter_map(|of| {
        let refused = refusals.get(&of.client).copied();
        let ground = ground(&of, refused.filter(|day| *day >= of.last));
        (!ground.reasons.is_empty()).then_some((of.client, ground))
    });
    Ok((count, grounds.collect()))
}

fn ground(of: &Watched, refused_on: Option<Day>) -> Ground {
    let reasons = [
        (of.gap, Reason::Gap),
        (of.volume.is_some(), Reason::Volume),
        (of.assortment.is_some(), Reason::Assortment),
        (refused_on.is_some(), Reason::Refused),
    ];
    let there = reasons.into_iter().filter(|(there, _)| *there);
    Ground {
        reasons: there.map(|(_, reason)| reason).collect(),
        value_minor: of.value_minor,
        rhythm_days: of.rhythm_days,
        idle_days: of.idle_days,
        last_day: of.last,
        stretch_days: of.stretch_days,
        now_minor: of.now.value_minor,
        usual_minor: of.usual.map(|usual| usual.value_minor.round() as i64),
        now_products: of.now.products,
        usual_products: of.usual.map(|usual| usual.products),
        refused_on,
    }
}

/// Regular clients whose rhythm, volume, assortment or word says that they are leaving (R63).
pub fn warnings(
    app: &App,
    ctx: &Context,
    question: &Question,
) -> Result<Arc<Answer<Warnings>>, Error> {
    answer(app, ctx, question, "warnings", "", |asked| {
        figure(app, asked)
    })
}

fn figure(app: &App, asked: &Asked) -> Result<Warnings, Error> {
    let (watched, mut found) = grounds(app, asked, None)?;
    let value = |of: &mut dyn Iterator<Item = &(u32, Ground)>| -> (u64, i64) {
        of.fold((0, 0), |(clients, sum), (_, ground)| {
            (clients + 1, sum + ground.value_minor)
        })
    };
    let reasons = Reason::ALL.map(|reason| {
        let of = found.iter();
        let mut of = of.filter(|(_, ground)| ground.reasons.contains(&reason));
        let (clients, value_minor) = value(&mut of);
        ReasonSums {
            reason,
            clients,
            value_minor,
        }
    });
    let (clients, value_minor) = value(&mut found.iter());
    found.sort_by_key(|(client, ground)| (Reverse(ground.value_minor), *client));
    found.truncate(MOST_ITEMS);
    let held = &asked.held;
    let wanted = Wanted {
        clients: found.iter().map(|of| of.0).collect(),
        managers: found.iter().map(|of| holder(asked, of.0)).collect(),
        ..Wanted::default()
    };
    let names = wanted.read(app, held)?;
    let items = found.into_iter().filter_map(|(number, ground)| {
        let whose = manager(held, holder(asked, number));
        Some(Warning {
            client: names.of(client(held, number)?),
            manager: whose.map(|id| names.of(id)),
            ground,
        })
    });
    Ok(Warnings {
        watched,
        clients,
        value_minor,
        reasons: reasons.into(),
        items: items.collect(),
        settings: rule(asked),
    })
}

/// The clients warned of, for one reason or any, ascending by number.
pub(super) fn warned(app: &App, asked: &Asked, reason: Option<Reason>) -> Result<Vec<u32>, Error> {
    let (_, found) = grounds(app, asked, None)?;
    let fits = |of: &Ground| reason.is_none_or(|reason| of.reasons.contains(&reason));
    let all = found.into_iter().filter(|(_, ground)| fits(ground));
    Ok(all.map(|(client, _)| client).collect())
}
