//! The board of a funnel: what stands on each step, with cards; how much stands there with whom
//! (R156); how long (R155).

use std::collections::HashMap;

use domain::deal::DealState;
use domain::funnel::{Funnel, Part, PlanOf, Step, in_force, parts, planned};
use domain::id::{FunnelId, UserId};
use domain::policy::{Entity, Scope};
use domain::setting::FUNNEL_DAYS;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use store::deal::{Column, Filter, Sort};

use super::list::{self, Page, Request};
use super::{Error, Funnels};
use crate::context::Context;
use crate::{App, DbTx, setting};

/// What to show.
#[derive(Debug, Clone)]
pub struct BoardRequest {
    /// Of which funnel.
    pub funnel: FunnelId,
    /// Which deals; funnel, state and step are the board's own.
    pub filter: Filter,
    /// Only those that stand on a step for too long.
    pub stuck: bool,
    /// Cards of each step, at most 100.
    pub cards: u32,
}

/// A step of the board.
#[derive(Debug, Clone)]
pub struct BoardColumn {
    /// The step.
    pub step: Step,
    /// The planned coefficient, thousandths.
    pub plan: Option<i64>,
    /// Deals that reached it within the days of the board.
    pub reached: i64,
    /// Deals that stand there; on the last step those won within the days of the board.
    pub count: i64,
    /// What they are worth in the reporting currency.
    pub sum_minor: i64,
    /// Since when the first of them stands there.
    pub oldest: Option<Timestamp>,
    /// Those that stand there for too long.
    pub stuck: i64,
    /// The first cards, those that stand longest before.
    pub cards: Page,
}

/// The board of a funnel.
#[derive(Debug, Clone)]
pub struct Board {
    /// The funnel.
    pub funnel: Funnel,
    /// Number of the version in force.
    pub version: i64,
    /// Its steps.
    pub columns: Vec<BoardColumn>,
    /// Open deals that stand on steps of earlier versions.
    pub elsewhere: Vec<Column>,
    /// The functions of the sales cycle with their targets (R158).
    pub parts: Vec<Part>,
    /// Deals that were put off and wait for their day.
    pub postponed: i64,
    /// The days that are counted back for what was reached and won.
    pub days: (Date, Date),
}

/// The board of a funnel.
pub fn board(app: &App, ctx: &Context, request: &BoardRequest) -> Result<Board, Error> {
    let scope = ctx.scope(Entity::Client)?;
    app.db.read(|tx| read(tx, ctx, &scope, request))
}

fn read(
    tx: &mut DbTx,
    ctx: &Context,
    scope: &Scope,
    request: &BoardRequest,
) -> Result<Board, Error> {
    let settings = setting::load(tx)?;
    let today = setting::today(&settings, ctx.now);
    let counted = settings.whole(&FUNNEL_DAYS);
    let days = (today.saturating_sub((counted - 1).days()), today);
    let funnels = Funnels::load(tx)?;
    let (funnel, versions) = funnels.get(request.funnel).ok_or(Error::NotFound)?;
    let plans = store::funnel::plans(tx, funnel.id)?;
    let version = in_force(versions, today).or(versions.last());
    let version = version.ok_or(Error::NotFound)?;
    let late = list::stuck(ctx, &version.steps);
    let mut filter = Filter {
        funnel: Some(funnel.id),
        states: vec![DealState::Open],
        step: None,
        ..request.filter.clone()
    };
    if request.stuck {
        filter.stuck = Some(late.clone());
    }
    let mut standing: HashMap<String, Column> = HashMap::new();
    for column in store::deal::columns(tx, scope, &filter, &late)? {
        standing.insert(column.step.clone(), column);
    }
    let manager = request.filter.manager;
    let passed = store::deal::reached_between(tx, scope, funnel.id, days, manager)?;
    let passed: HashMap<String, i64> = passed.into_iter().map(|of| (of.step, of.count)).collect();
    let of = PlanOf {
        segment_id: request.filter.segment,
        product_group_id: request.filter.product_group,
        user_id: manager,
    };
    let plan = |step: &Step| planned(&plans, step, &of, today);
    let mut columns = Vec::with_capacity(version.steps.len());
    let last = version.steps.len() - 1;
    for (at, step) in version.steps.iter().enumerate() {
        let mut of_step = Request {
            filter: Filter {
                step: Some(step.key.clone()),
                ..filter.clone()
            },
            stuck: false,
            sort: Sort::Longest,
            limit: request.cards.clamp(1, 100),
            after: None,
            total: false,
        };
        let column = if at == last && !request.stuck {
            of_step.filter.states = vec![DealState::Won];
            let ago = SignedDuration::from_hours(24 * counted);
            of_step.filter.since = Some(ctx.now - ago);
            of_step.sort = Sort::Latest;
            store::deal::columns(tx, scope, &of_step.filter, &[])?.pop()
        } else {
            standing.remove(&step.key)
        };
        let cards = match &column {
            Some(_) => list::page(tx, ctx, scope, &of_step)?,
            None => Page {
                items: Vec::new(),
                next: None,
                total: None,
            },
        };
        columns.push(BoardColumn {
            plan: if at == 0 { None } else { plan(step) },
            reached: passed.get(&step.key).copied().unwrap_or(0),
            count: column.as_ref().map_or(0, |of| of.count),
            sum_minor: column.as_ref().map_or(0, |of| of.sum_minor),
            oldest: column.as_ref().map(|of| of.oldest),
            stuck: column.as_ref().map_or(0, |of| of.stuck),
            step: step.clone(),
            cards,
        });
    }
    let mut elsewhere: Vec<Column> = standing.into_values().collect();
    elsewhere.sort_by(|one, other| one.step.cmp(&other.step));
    let put_off = Filter {
        states: vec![DealState::Postponed],
        stuck: None,
        ..filter
    };
    let put_off = store::deal::columns(tx, scope, &put_off, &[])?;
    Ok(Board {
        parts: parts(&version.steps, plan),
        funnel: funnel.clone(),
        version: version.number,
        columns,
        elsewhere,
        postponed: put_off.iter().map(|of| of.count).sum(),
        days,
    })
}

/// What stands with the clients of an employee.
#[derive(Debug, Clone)]
pub struct StockRow {
    /// Whose clients; none: the pool.
    pub manager: Option<(UserId, String)>,
    /// Deals on each step, in the order of the steps.
    pub counts: Vec<i64>,
    /// What they are worth in the reporting currency.
    pub sum_minor: i64,
}

/// How long deals stand on a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ageing {
    /// Those that stand there now: half of them for at most so many days …
    pub median: Option<i64>,
    /// … nine of ten for at most so many.
    pub ninth: Option<i64>,
    /// Those that went on to the next step within the days of the board: half of them after at most so
    /// many hours …
    pub passed_median: Option<i64>,
    /// … nine of ten after at most so many.
    pub passed_ninth: Option<i64>,
    /// How many went on.
    pub passed: i64,
}

/// What stands where with whom, and for how long.
#[derive(Debug, Clone)]
pub struct Standings {
    /// The funnel.
    pub funnel: Funnel,
    /// Its steps.
    pub steps: Vec<Step>,
    /// What stands with whom, by name; the pool last.
    pub stock: Vec<StockRow>,
    /// How long, step by step.
    pub ageing: Vec<Ageing>,
    /// The days that are counted back for those that went on.
    pub days: (Date, Date),
}

/// Deals looked at for how long they stood on a step.
const LOOKED: i64 = 50_000;

/// What stands where with whom, and for how long.
pub fn standings(app: &App, ctx: &Context, request: &BoardRequest) -> Result<Standings, Error> {
    let scope = ctx.scope(Entity::Client)?;
    app.db.read(|tx| {
        let settings = setting::load(tx)?;
        let today = setting::today(&settings, ctx.now);
        let counted = settings.whole(&FUNNEL_DAYS);
        let days = (today.saturating_sub((counted - 1).days()), today);
        let funnels = Funnels::load(tx)?;
        let (funnel, versions) = funnels.get(request.funnel).ok_or(Error::NotFound)?;
        let version = in_force(versions, today).or(versions.last());
        let steps = version.ok_or(Error::NotFound)?.steps.clone();
        let filter = Filter {
            funnel: Some(funnel.id),
            states: vec![DealState::Open],
            step: None,
            stuck: request.stuck.then(|| list::stuck(ctx, &steps)),
            ..request.filter.clone()
        };
        let names = store::user::names(tx)?;
        let mut rows: HashMap<Option<UserId>, StockRow> = HashMap::new();
        for of in store::deal::stock(tx, &scope, &filter)? {
            let row = rows.entry(of.manager).or_insert_with(|| StockRow {
                manager: of
                    .manager
                    .map(|id| (id, names.get(&id).cloned().unwrap_or_default())),
                counts: vec![0; steps.len()],
                sum_minor: 0,
            });
            row.sum_minor += of.sum_minor;
            if let Some(at) = domain::funnel::place(&steps, &of.step) {
                row.counts[at] += of.count;
            }
        }
        let mut stock: Vec<StockRow> = rows.into_values().collect();
        stock.sort_by(|one, other| {
            let key = |row: &StockRow| (row.manager.is_none(), row.manager.clone().map(|of| of.1));
            key(one).cmp(&key(other))
        });
        let mut ages: HashMap<String, Vec<(i64, i64)>> = HashMap::new();
        let now = ctx.now.as_second() / 86_400;
        for of in store::deal::ages(tx, &scope, &filter)? {
            ages.entry(of.step)
                .or_default()
                .push((now - of.day, of.count));
        }
        let mut ageing = Vec::with_capacity(steps.len());
        for (at, step) in steps.iter().enumerate() {
            let stands = ages.remove(&step.key).unwrap_or_default();
            let mut passed: Vec<(i64, i64)> = Vec::new();
            if let Some(next) = steps.get(at + 1) {
                let pair = (step.key.as_str(), next.key.as_str());
                let times = store::deal::durations(tx, &scope, funnel.id, pair, days, LOOKED)?;
                passed.extend(times.into_iter().map(|time| (time / 3_600_000_000, 1)));
            }
            ageing.push(Ageing {
                median: quantile(&stands, 50),
                ninth: quantile(&stands, 90),
                passed_median: quantile(&passed, 50),
                passed_ninth: quantile(&passed, 90),
                passed: passed.len() as i64,
            });
        }
        Ok(Standings {
            funnel: funnel.clone(),
            steps,
            stock,
            ageing,
            days,
        })
    })
}

/// The least value that so many percent of the counted ones do not exceed.
fn quantile(values: &[(i64, i64)], percent: i64) -> Option<i64> {
    let mut values = values.to_vec();
    values.sort_unstable();
    let total: i64 = values.iter().map(|(_, count)| count).sum();
    let mut left = (total * percent + 99) / 100;
    values.into_iter().find_map(|(value, count)| {
        left -= count;
        (left <= 0).then_some(value)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_and_nine_of_ten() {
        assert_eq!(quantile(&[], 50), None);
        let ten: Vec<(i64, i64)> = (1..=10).map(|value| (value, 1)).collect();
        assert_eq!((quantile(&ten, 50), quantile(&ten, 90)), (Some(5), Some(9)));
        assert_eq!(
            quantile(&[(7, 3), (1, 1)], 50),
            Some(7),
            "counted, in any order"
        );
    }
}
