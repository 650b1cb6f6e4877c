//! Loyalty: sleeping and lost clients, one-time buyers, lifetime value.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use analysis::ltv as worth;
use analysis::{ClientRow, Day, NONE, Rows, State, loyalty as counts};
use serde::Serialize;
use utoipa::ToSchema;

use super::movement::whole;
use super::names::{Reference, Wanted, client, manager, segment};
use super::question::{Asked, Question};
use super::{Answer, Error, answer};
use crate::App;
use crate::context::Context;

/// Clients in a state.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct StateSums {
    /// active, sleeping, lost, none.
    #[schema(value_type = String)]
    pub state: State,
    /// Clients.
    pub clients: u64,
    /// Their value in the window.
    pub value_minor: i64,
}

/// Whose rhythm a client is measured by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RhythmOf {
    /// Its own.
    Own,
    /// That of its segment: it has bought too seldom to have one.
    Segment,
}

/// A client that sleeps or is lost.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Sleeper {
    /// The client.
    pub client: Reference,
    /// Who manages it.
    pub manager: Option<Reference>,
    /// sleeping or lost.
    #[schema(value_type = String)]
    pub state: State,
    /// The rhythm it is measured by, in days.
    pub rhythm_days: f64,
    /// Whose rhythm that is.
    pub rhythm: RhythmOf,
    /// Last purchase.
    #[schema(value_type = String, format = Date)]
    pub last_day: Day,
    /// Days of silence.
    pub idle_days: i32,
    /// All purchases.
    pub orders: u32,
    /// All value up to the as-of day.
    pub value_minor: i64,
}

/// The numbers of the rule.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct SleepingRule {
    /// Sleeping after so many rhythms …
    pub sleeping_times: f64,
    /// … and so many days.
    pub sleeping_days: i32,
    /// Lost after so many rhythms …
    pub lost_times: f64,
    /// … and so many days.
    pub lost_days: i32,
}

/// Sleeping and lost.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Sleeping {
    /// Clients by state; those that never bought are `none`.
    pub states: Vec<StateSums>,
    /// The two hundred with the largest value.
    pub items: Vec<Sleeper>,
    /// The rule.
    pub settings: SleepingRule,
}

/// Sleeping and lost clients by their own rhythm.
pub fn sleeping(
    app: &App,
    ctx: &Context,
    question: &Question,
) -> Result<Arc<Answer<Sleeping>>, Error> {
    const MOST_ITEMS: usize = 200;
    answer(app, ctx, question, "sleeping", "", |asked| {
        let view = asked.view();
        let rows = asked.rows(&view);
        let beats = asked.beats(&view);
        let all = whole(asked);
        let lifetime = asked.rows(&asked.view_through(&all));
        let mut sums = [(0_u64, 0_i64); 4];
        let value = |rows: &Rows, client| {
            rows.get(client)
                .map_or(0, |row: &ClientRow| row.value_minor)
        };
        for (client, _) in asked.everybody() {
            let sum = &mut sums[beats.state(client) as usize];
            sum.0 += 1;
            sum.1 += value(&rows, client);
        }
        let silent = |state| matches!(state, State::Sleeping | State::Lost);
        let mut items: Vec<_> = beats
            .beats
            .iter()
            .filter(|beat| silent(beat.state))
            .collect();
        items.sort_by_key(|beat| {
            (
                std::cmp::Reverse(value(&lifetime, beat.client)),
                beat.client,
            )
        });
        items.truncate(MOST_ITEMS);
        let held = &asked.held;
        let manager_of = |client: u32| held.image.dimensions.manager[client as usize];
        let wanted = Wanted {
            clients: items.iter().map(|beat| beat.client).collect(),
            managers: items.iter().map(|beat| manager_of(beat.client)).collect(),
            ..Wanted::default()
        };
        let names = wanted.read(app, held)?;
        let sleepers = items.iter().filter_map(|beat| {
            let whose = manager(held, manager_of(beat.client));
            Some(Sleeper {
                client: names.of(client(held, beat.client)?),
                manager: whose.map(|id| names.of(id)),
                state: beat.state,
                rhythm_days: beat.rhythm_days?,
                rhythm: if beat.own {
                    RhythmOf::Own
                } else {
                    RhythmOf::Segment
                },
                last_day: beat.last,
                idle_days: beat.idle_days,
                orders: lifetime.get(beat.client).map_or(0, |row| row.orders),
                value_minor: value(&lifetime, beat.client),
            })
        });
        let rule = &asked.parameters.rhythm;
        Ok(Sleeping {
            items: sleepers.collect(),
            states: State::ALL
                .into_iter()
                .zip(sums)
                .map(|(state, (clients, value_minor))| StateSums {
                    state,
                    clients,
                    value_minor,
                })
                .collect(),
            settings: SleepingRule {
                sleeping_times: rule.sleeping_times,
                sleeping_days: rule.sleeping_days,
                lost_times: rule.lost_times,
                lost_days: rule.lost_days,
            },
        })
    })
}

/// One-time buyers among clients won in a period.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct OneTimePeriod {
    /// The period of the first purchase.
    pub period: String,
    /// It is not over.
    pub unfinished: bool,
    /// Clients won.
    pub clients: u64,
    /// Of them with one purchase only.
    pub one_time: u64,
    /// Their share.
    pub share: Option<f64>,
}

/// One-time buyers.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct OneTime {
    /// Clients that ever bought.
    pub clients: u64,
    /// Of them once only.
    pub one_time: u64,
    /// Their share.
    pub share: Option<f64>,
    /// Between these shares it is as usual.
    #[schema(value_type = (f64, f64))]
    pub band: [f64; 2],
    /// By period of the first purchase.
    pub periods: Vec<OneTimePeriod>,
}

/// The share of one-time buyers (R6).
pub fn one_time(
    app: &App,
    ctx: &Context,
    question: &Question,
) -> Result<Arc<Answer<OneTime>>, Error> {
    answer(app, ctx, question, "one_time", "", |asked| {
        let view = asked.view();
        let figure = counts::one_time(&view, &asked.purchases(&view), asked.period);
        let (low, high) = asked.parameters.one_time_band;
        let periods = figure.periods.into_iter().map(|of| OneTimePeriod {
            period: of.period,
            unfinished: of.unfinished,
            clients: of.clients,
            one_time: of.one_time,
            share: of.share,
        });
        Ok(OneTime {
            clients: figure.clients,
            one_time: figure.one_time,
            share: figure.share,
            band: [f64::from(low) / 100.0, f64::from(high) / 100.0],
            periods: periods.collect(),
        })
    })
}

/// The four factors and their product, for a group of clients.
#[derive(Debug, Clone, Default, PartialEq, Serialize, ToSchema)]
pub struct Worth {
    /// Average cheque.
    pub cheque_minor: Option<f64>,
    /// Purchases per month.
    pub purchases_per_month: Option<f64>,
    /// Margin as a part of revenue; `null` for readers who may not see margins.
    pub margin_share: Option<f64>,
    /// Months of life.
    pub life_months: Option<f64>,
    /// The product.
    pub ltv_minor: Option<f64>,
}

/// Clients between two values.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct LtvBin {
    /// From, inside.
    pub from_minor: i64,
    /// To, outside; `null`: open.
    pub to_minor: Option<i64>,
    /// Clients.
    pub clients: u64,
}

/// Value of the clients of a segment.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct SegmentWorth {
    /// The segment; `null`: clients without one.
    pub segment: Option<Reference>,
    /// Clients that bought.
    pub clients: u64,
    /// Their factors.
    #[serde(flatten)]
    pub worth: Worth,
}

/// Lifetime value.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Ltv {
    /// Clients that bought.
    pub clients: u64,
    /// Median of their values.
    pub median_minor: Option<f64>,
    /// Mean of their values.
    pub mean_minor: Option<f64>,
    /// Clients that still buy: their value so far is a lower bound.
    pub censored: u64,
    /// The factors of all.
    pub parts: Worth,
    /// Clients by value; borders double.
    pub bins: Vec<LtvBin>,
    /// By segment.
    pub segments: Vec<SegmentWorth>,
}

/// Lifetime values of the clients of a question. Without the right to see margins the value is
/// revenue.
pub(super) fn values(asked: &Asked) -> Vec<worth::Ltv> {
    let all = whole(asked);
    let view = asked.view_through(&all);
    let mut rows = asked.rows(&view);
    if !asked.sees_margin {
        let rows = &mut Arc::make_mut(&mut rows).rows;
        rows.iter_mut().for_each(|row| row.margin_minor = None);
    }
    worth::values(&view, &rows, &asked.beats(&view))
}

/// The simple lifetime value (R227, R230).
pub fn ltv(app: &App, ctx: &Context, question: &Question) -> Result<Arc<Answer<Ltv>>, Error> {
    answer(app, ctx, question, "ltv", "", |asked| {
        let values = values(asked);
        let held = &asked.held;
        let factors = |values: &[worth::Ltv]| {
            worth::mean(values).map_or_else(Worth::default, |mean| Worth {
                cheque_minor: Some(mean.cheque_minor),
                purchases_per_month: Some(mean.purchases_per_month),
                margin_share: Some(mean.margin_share).filter(|_| asked.sees_margin),
                life_months: Some(mean.life_months),
                ltv_minor: Some(mean.ltv_minor),
            })
        };
        let mut by_segment: BTreeMap<u32, Vec<worth::Ltv>> = BTreeMap::new();
        for value in &values {
            let code = held.image.dimensions.segment.get(value.client as usize);
            by_segment
                .entry(code.copied().unwrap_or(NONE))
                .or_default()
                .push(*value);
        }
        let wanted = Wanted {
            segments: by_segment.keys().copied().collect(),
            ..Wanted::default()
        };
        let names = wanted.read(app, held)?;
        let segments = by_segment.iter().map(|(code, values)| SegmentWorth {
            segment: segment(held, *code).map(|id| names.of(id)),
            clients: values.len() as u64,
            worth: factors(values),
        });
        let mut sorted: Vec<f64> = values.iter().map(|value| value.ltv_minor as f64).collect();
        let parts = factors(&values);
        Ok(Ltv {
            clients: values.len() as u64,
            mean_minor: parts.ltv_minor,
            median_minor: analysis::quantile::median(&mut sorted),
            censored: values.iter().filter(|value| value.censored).count() as u64,
            parts,
            bins: bins(&values),
            segments: segments.collect(),
        })
    })
}

/// Steps that double, from a thousandth of the largest value on; what is nothing or less stands in
/// the first step.
fn bins(values: &[worth::Ltv]) -> Vec<LtvBin> {
    const STEPS: u32 = 12;
    let Some(most) = values.iter().map(|value| value.ltv_minor).max() else {
        return Vec::new();
    };
    let Some(least) = values.iter().map(|value| value.ltv_minor).min() else {
        return Vec::new();
    };
    let mut unit = 1_i64;
    while unit.saturating_mul(1 << (STEPS - 2)) < most {
        unit = unit.saturating_mul(10);
    }
    let mut borders = vec![least.min(0)];
    let mut border = unit;
    while borders.len() < STEPS as usize && border <= most {
        borders.push(border);
        border = border.saturating_mul(2);
    }
    let ends = borders.iter().skip(1).copied().map(Some).chain([None]);
    let bins = borders.iter().zip(ends).map(|(&from_minor, to_minor)| {
        let inside = |value: i64| from_minor <= value && to_minor.is_none_or(|to| value < to);
        let clients = values
            .iter()
            .filter(|value| inside(value.ltv_minor))
            .count() as u64;
        LtvBin {
            from_minor,
            to_minor,
            clients,
        }
    });
    bins.collect()
}

/// The clients behind a figure of values, for the list under it.
pub(super) fn between(asked: &Asked, from: i64, to: Option<i64>) -> HashSet<u32> {
    let inside = |value: i64| from <= value && to.is_none_or(|to| value < to);
    let values = values(asked)
        .into_iter()
        .filter(|value| inside(value.ltv_minor));
    values.map(|value| value.client).collect()
}
