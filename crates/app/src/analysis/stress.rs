//! The crisis stress test (R286, R244, R245).

use std::collections::HashMap;
use std::sync::Arc;

use analysis::stress::{self as pure, Draws};
use analysis::{NONE, Rows};
use domain::setting::{
    CRISIS_ALARM, CRISIS_FALL, CRISIS_LOSS_HIGH, CRISIS_LOSS_LOW, CRISIS_LOST, CRISIS_SETTLE,
    CRISIS_UNPAID, CRISIS_USUAL_HIGH, CRISIS_USUAL_LOW, CRISIS_YEARS, FUNNEL_ACQUAINTANCE,
    FUNNEL_DELIVERY, FUNNEL_PAYMENT, FUNNEL_PRESENTATION, Whole,
};
use serde::Serialize;
use utoipa::ToSchema;

use super::names::{Reference, Wanted, client, manager};
use super::question::{Asked, Question};
use super::value::Base;
use super::{Answer, Error, answer};
use crate::App;
use crate::context::Context;

/// Clients named at most.
const MOST_MATTERS: usize = 20;
/// Crises played through. With 4,000 the 5 % border wanders by about a third of a percent of rank.
const DRAWS: u32 = 4_000;

/// Who leaves.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Leave {
    /// Each client with the same chance.
    #[default]
    Alike,
    /// Each by the odds that the fitted models see nothing more of it in the days valued; scaled
    /// when a part that leaves is asked for.
    Models,
}

impl Leave {
    /// The one with this code.
    #[must_use]
    pub fn read(code: &str) -> Option<Self> {
        match code {
            "alike" => Some(Self::Alike),
            "models" => Some(Self::Models),
            _ => None,
        }
    }
}

/// The crisis asked for, in percent; what is absent comes from the settings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CrisisQuestion {
    /// Part of the clients that leaves.
    pub lost: Option<u8>,
    /// Part by which those who stay buy less.
    pub fall: Option<u8>,
    /// Part of the sales that is never paid.
    pub unpaid: Option<u8>,
    /// Who leaves.
    pub leave: Leave,
}

/// The crisis that was played; parts between 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
pub struct Crisis {
    /// Part of the clients that leaves.
    pub lost: f64,
    /// Part by which those who stay buy less.
    pub fall: f64,
    /// Part of the sales that is never paid.
    pub unpaid: f64,
}

/// Crises of about the same outcome.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = StressBin)]
pub struct Bin {
    /// From this much left …
    pub from_minor: i64,
    /// … to this.
    pub to_minor: i64,
    /// Crises that ended there.
    pub crises: u32,
}

/// A client the outcome hangs on.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Matter {
    /// The client.
    pub client: Reference,
    /// Who manages it.
    pub manager: Option<Reference>,
    /// Its value before.
    pub value_minor: i64,
    /// What its leaving takes from what would be left on average.
    pub loss_minor: i64,
    /// The same as a part of it.
    pub loss_share: Option<f64>,
}

/// What is known of clients won.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Newcomers {
    /// Clients whose first twelve months are over and were seen whole.
    pub clients: u64,
    /// What such a client brought in them, on average.
    pub first_year_minor: Option<f64>,
    /// Such clients won a year.
    pub per_year: Option<f64>,
}

/// A step of the way to new clients.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct FunnelStep {
    /// `list`, `acquaintance`, `presentation`, `delivery`, `payment`.
    #[schema(value_type = String)]
    pub step: &'static str,
    /// Planned part that passes to this step; `null` for the first.
    pub coefficient: Option<f64>,
    /// Companies that must stand here.
    pub companies: f64,
}

/// A stretch against the same stretch a year before.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Decline {
    /// Months of the stretch.
    pub months: u32,
    /// Clients who bought then.
    pub clients_before: u64,
    /// Clients who bought now.
    pub clients_now: u64,
    /// Value then.
    pub value_before_minor: i64,
    /// Value now.
    pub value_now_minor: i64,
    /// Part of the clients that is missing; negative when there are more.
    pub clients_missing: Option<f64>,
    /// Part of the value that is missing.
    pub value_missing: Option<f64>,
    /// Part of those who bought then that did not buy now.
    pub lost: Option<f64>,
}

/// The outcome of a crisis.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Stress {
    /// What was played.
    pub crisis: Crisis,
    /// Who left: `alike` too when models were asked for and none applies.
    pub leave: Leave,
    /// Whether a model of the value applies, so that it can be asked.
    pub modelled: bool,
    /// Clients with a positive value in the window.
    pub clients: u64,
    /// Their value.
    pub value_minor: i64,
    /// Clients who stay, on average.
    pub clients_left: f64,
    /// What is left on average.
    pub left_minor: i64,
    /// In one crisis of twenty less than this is left …
    pub low_minor: i64,
    /// … and in one of twenty more than this.
    pub high_minor: i64,
    /// How the crises that were played ended, the least left first.
    pub bins: Vec<Bin>,
    /// What is left when just the largest clients leave.
    pub worst_minor: i64,
    /// What is left when just the smallest leave.
    pub best_minor: i64,
    /// What is missing on average.
    pub gap_minor: i64,
    /// The clients whose leaving costs most.
    pub matters: Vec<Matter>,
    /// What new clients bring.
    pub newcomers: Newcomers,
    /// New clients that make up what is missing.
    pub needed: Option<f64>,
    /// The steps of the acquisition funnel for them, by the planned coefficients.
    pub funnel: Vec<FunnelStep>,
    /// The last three months against the same a year before.
    pub quarter: Decline,
    /// The last twelve months against the twelve before.
    pub year: Decline,
    /// Whether the base and the purchases of the quarter are both down by the alarm part (R245).
    pub alarm: bool,
    /// That part.
    pub alarm_level: f64,
    /// Usual loss of clients in a year, from and to (R244).
    #[schema(value_type = (f64, f64))]
    pub usual_loss: [f64; 2],
    /// Loss in the first three months of a crisis, from and to (R244).
    #[schema(value_type = (f64, f64))]
    pub crisis_loss: [f64; 2],
}

/// What is left of the base in a crisis, whom it hangs on and what makes it up.
pub fn stress(
    app: &App,
    ctx: &Context,
    question: &Question,
    crisis: CrisisQuestion,
) -> Result<Arc<Answer<Stress>>, Error> {
    let variant = format!("{crisis:?}");
    answer(app, ctx, question, "stress", &variant, |asked| {
        figure(app, ctx, asked, crisis)
    })
}

fn figure(
    app: &App,
    ctx: &Context,
    asked: &Asked,
    question: CrisisQuestion,
) -> Result<Stress, Error> {
    let part = |setting: &'static Whole| asked.settings.whole(setting) as f64 / 100.0;
    let or = |asked: Option<u8>, setting| {
        asked.map_or_else(|| part(setting), |percent| f64::from(percent) / 100.0)
    };
    let view = asked.view();
    let rows = asked.rows(&view);
    let base = Base::kept(app, ctx, asked, asked.parameters.as_of)?;
    let modelled = base.models.used().is_some();
    let leave = if modelled {
        question.leave
    } else {
        Leave::Alike
    };
    let silent: HashMap<u32, f64> = match leave {
        Leave::Alike => HashMap::new(),
        Leave::Models => silent(&base, &rows),
    };
    let natural = || silent.values().sum::<f64>() / silent.len().max(1) as f64;
    let crisis = pure::Crisis {
        lost: match (leave, question.lost) {
            (Leave::Models, None) => natural(),
            _ => or(question.lost, &CRISIS_LOST),
        },
        fall: or(question.fall, &CRISIS_FALL),
        unpaid: or(question.unpaid, &CRISIS_UNPAID),
    };
    // The same chance for the same question, so that an answer can be repeated.
    let draws = Draws {
        count: DRAWS,
        seed: 1,
    };
    let odds = |client: u32| {
        let chance = silent.get(&client).copied().unwrap_or(0.5);
        chance / (1.0 - chance)
    };
    let outcome = pure::stress(&rows, crisis, odds, draws, MOST_MATTERS);
    let whole = |setting| u32::try_from(asked.settings.whole(setting)).unwrap_or(0);
    let newcomers = pure::newcomers(&view, whole(&CRISIS_YEARS), whole(&CRISIS_SETTLE));
    let needed = pure::needed(&outcome, crisis, &newcomers);
    let alarm_level = part(&CRISIS_ALARM);
    let quarter = pure::decline(&view, 3);
    Ok(Stress {
        crisis: Crisis {
            lost: crisis.lost,
            fall: crisis.fall,
            unpaid: crisis.unpaid,
        },
        leave,
        modelled,
        clients: outcome.clients,
        value_minor: outcome.value_minor,
        clients_left: outcome.clients_left,
        left_minor: outcome.left_minor.round() as i64,
        low_minor: outcome.low_minor.round() as i64,
        high_minor: outcome.high_minor.round() as i64,
        bins: outcome
            .bins
            .iter()
            .map(|bin| Bin {
                from_minor: bin.from_minor.round() as i64,
                to_minor: bin.to_minor.round() as i64,
                crises: bin.crises,
            })
            .collect(),
        worst_minor: outcome.worst_minor.round() as i64,
        best_minor: outcome.best_minor.round() as i64,
        gap_minor: outcome.gap_minor().round() as i64,
        matters: matters(app, asked, &outcome.matters)?,
        newcomers: Newcomers {
            clients: newcomers.clients,
            first_year_minor: newcomers.first_year_minor,
            per_year: newcomers.per_year,
        },
        needed,
        funnel: needed.map_or_else(Vec::new, |needed| {
            funnel(
                needed,
                &[
                    ("acquaintance", part(&FUNNEL_ACQUAINTANCE)),
                    ("presentation", part(&FUNNEL_PRESENTATION)),
                    ("delivery", part(&FUNNEL_DELIVERY)),
                    ("payment", part(&FUNNEL_PAYMENT)),
                ],
            )
        }),
        alarm: quarter.alarm(alarm_level),
        alarm_level,
        quarter: shown(3, quarter),
        year: shown(12, pure::decline(&view, 12)),
        usual_loss: [part(&CRISIS_USUAL_LOW), part(&CRISIS_USUAL_HIGH)],
        crisis_loss: [part(&CRISIS_LOSS_LOW), part(&CRISIS_LOSS_HIGH)],
    })
}

/// The chance of each client with a positive value that the models see nothing more of it in the
/// days valued. A client that is almost sure to stay or to leave keeps a little of the other.
fn silent(base: &Base, rows: &Rows) -> HashMap<u32, f64> {
    const LEAST: f64 = 1e-6;
    let positive = rows.rows.iter().filter(|row| row.value_minor > 0);
    positive
        .filter_map(|row| {
            let (buyer, _) = base.find(row.client)?;
            let chance = base.models.silent(buyer)?;
            Some((row.client, chance.clamp(LEAST, 1.0 - LEAST)))
        })
        .collect()
}

fn matters(app: &App, asked: &Asked, matters: &[pure::Matter]) -> Result<Vec<Matter>, Error> {
    let held = &asked.held;
    let manager_of = |client: u32| {
        let managers = &held.image.dimensions.manager;
        managers.get(client as usize).copied().unwrap_or(NONE)
    };
    let wanted = Wanted {
        clients: matters.iter().map(|of| of.client).collect(),
        managers: matters.iter().map(|of| manager_of(of.client)).collect(),
        ..Wanted::default()
    };
    let names = wanted.read(app, held)?;
    let shown = matters.iter().filter_map(|of| {
        Some(Matter {
            client: names.of(client(held, of.client)?),
            manager: manager(held, manager_of(of.client)).map(|id| names.of(id)),
            value_minor: of.value_minor,
            loss_minor: of.loss_minor.round() as i64,
            loss_share: of.loss_share,
        })
    });
    Ok(shown.collect())
}

fn funnel(needed: f64, steps: &[(&'static str, f64)]) -> Vec<FunnelStep> {
    let coefficients: Vec<f64> = steps.iter().map(|step| step.1).collect();
    let companies = pure::through(needed, &coefficients).unwrap_or_default();
    let named = [("list", None)]
        .into_iter()
        .chain(steps.iter().map(|&(step, part)| (step, Some(part))));
    named
        .zip(companies)
        .map(|((step, coefficient), companies)| FunnelStep {
            step,
            coefficient,
            companies,
        })
        .collect()
}

fn shown(months: u32, of: pure::Decline) -> Decline {
    Decline {
        months,
        clients_before: of.clients_before,
        clients_now: of.clients_now,
        value_before_minor: of.value_before_minor,
        value_now_minor: of.value_now_minor,
        clients_missing: of.clients(),
        value_missing: of.value(),
        lost: of.lost(),
    }
}
