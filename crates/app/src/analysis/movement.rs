//! Figures over time: sales by product and group, kinds of clients, retention, cohorts.

use std::collections::BTreeMap;
use std::sync::Arc;

use analysis::dynamics::{self, By};
use analysis::{NONE, Parameters, Period, Window, cohort, kinds as lives, retention as table};
use domain::client::Relation;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::names::{Wanted, product};
use super::question::{Asked, Question};
use super::{Answer, Error, answer};
use crate::App;
use crate::context::Context;

/// Sales of one period.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct SalesPeriod {
    /// The period, as `2026-03` or `2026Q1`.
    pub period: String,
    /// Value.
    pub value_minor: i64,
    /// Value of the same days a year before.
    pub previous_minor: i64,
    /// The period is not over.
    pub unfinished: bool,
}

/// Sales of one product or group.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct SalesRow {
    /// Product or group; `null`: products without a group.
    pub id: Option<Uuid>,
    /// Name.
    pub name: String,
    /// Value in the window.
    pub value_minor: i64,
    /// Value in the window before.
    pub previous_minor: i64,
    /// Clients in the window.
    pub clients: u64,
    /// Clients in the window before.
    pub previous_clients: u64,
    /// Value by period.
    pub trend: Vec<i64>,
}

/// Value now and before.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct SalesTotal {
    /// In the window.
    pub value_minor: i64,
    /// In the window before.
    pub previous_minor: i64,
}

/// Sales dynamics.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Dynamics {
    /// The periods of the window.
    pub periods: Vec<SalesPeriod>,
    /// Products or groups, the largest change first.
    pub rows: Vec<SalesRow>,
    /// All of them.
    pub total: SalesTotal,
}

/// Growth and decline by product or group (R205, R242).
pub fn dynamics(
    app: &App,
    ctx: &Context,
    question: &Question,
    by: By,
) -> Result<Arc<Answer<Dynamics>>, Error> {
    let variant = if by == By::Product {
        "product"
    } else {
        "group"
    };
    answer(app, ctx, question, "dynamics", variant, |asked| {
        let sales = dynamics::table(&asked.view(), by, asked.period);
        let held = &asked.held;
        let wanted = Wanted {
            products: match by {
                By::Product => sales.rows.iter().map(|row| row.id).collect(),
                By::Group => Vec::new(),
            },
            ..Wanted::default()
        };
        let names = wanted.read(app, held)?;
        let rows = sales.rows.into_iter().map(|row| {
            let (id, name) = match by {
                By::Product => {
                    let id = product(held, row.id);
                    (id, id.map(|id| names.of(id).name).unwrap_or_default())
                }
                By::Group => {
                    let id = held.groups.value(row.id).filter(|_| row.id != NONE);
                    let name = held.group_tree.get(row.id as usize);
                    (
                        id.map(|id| id.uuid()),
                        name.map(|of| of.1.clone()).unwrap_or_default(),
                    )
                }
            };
            SalesRow {
                id,
                name,
                value_minor: row.value_minor,
                previous_minor: row.previous_minor,
                clients: row.clients,
                previous_clients: row.previous_clients,
                trend: row.trend,
            }
        });
        let periods = sales.periods.into_iter().map(|period| SalesPeriod {
            period: period.period,
            value_minor: period.value_minor,
            previous_minor: period.year_before_minor,
            unfinished: period.unfinished,
        });
        Ok(Dynamics {
            periods: periods.collect(),
            rows: rows.collect(),
            total: SalesTotal {
                value_minor: sales.value_minor,
                previous_minor: sales.previous_minor,
            },
        })
    })
}

/// Clients of one year of life.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct LifeYear {
    /// 1: new in the year; 2, 3, 4 …: repeat.
    pub life: u32,
    /// Clients.
    pub clients: u64,
    /// Their value in the year.
    pub value_minor: i64,
}

/// One calendar year.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct KindsYear {
    /// The year.
    pub year: i32,
    /// It is not over.
    pub unfinished: bool,
    /// By year of life.
    pub lives: Vec<LifeYear>,
}

/// New and repeat clients of a period.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct KindsPeriod {
    /// The period.
    pub period: String,
    /// It is not over.
    pub unfinished: bool,
    /// Clients in the calendar year of their first purchase.
    pub new_clients: u64,
    /// Clients in a later year.
    pub repeat_clients: u64,
    /// Value of the new.
    pub new_minor: i64,
    /// Value of the repeat.
    pub repeat_minor: i64,
}

/// Clients in one relation to us.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct RelationSums {
    /// prospect, current, former, competitors.
    #[schema(value_type = String)]
    pub relation: Relation,
    /// Clients of the base.
    pub clients: u64,
    /// Their value in the window.
    pub value_minor: i64,
}

/// Kinds of clients.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Kinds {
    /// Calendar years that touch the window.
    pub years: Vec<KindsYear>,
    /// Periods of the window.
    pub periods: Vec<KindsPeriod>,
    /// The base by relation.
    pub relations: Vec<RelationSums>,
}

/// Current, new and repeat clients (R60, R241).
pub fn kinds(app: &App, ctx: &Context, question: &Question) -> Result<Arc<Answer<Kinds>>, Error> {
    answer(app, ctx, question, "kinds", "", |asked| {
        let view = asked.view();
        let rows = asked.rows(&view);
        let mut relations: BTreeMap<usize, (u64, i64)> = BTreeMap::new();
        for (client, traits) in asked.everybody() {
            let place = Relation::ALL
                .iter()
                .position(|of| *of == traits.relation)
                .unwrap_or(0);
            let sums = relations.entry(place).or_default();
            sums.0 += 1;
            sums.1 += rows.get(client).map_or(0, |row| row.value_minor);
        }
        let years = lives::years(&view).into_iter().map(|year| KindsYear {
            year: year.year,
            unfinished: year.unfinished,
            lives: year
                .lives
                .iter()
                .map(|of| LifeYear {
                    life: of.life,
                    clients: of.clients,
                    value_minor: of.value_minor,
                })
                .collect(),
        });
        let periods = lives::periods(&view, asked.period)
            .into_iter()
            .map(|of| KindsPeriod {
                period: of.period,
                unfinished: of.unfinished,
                new_clients: of.new_clients,
                repeat_clients: of.repeat_clients,
                new_minor: of.new_minor,
                repeat_minor: of.repeat_minor,
            });
        Ok(Kinds {
            years: years.collect(),
            periods: periods.collect(),
            relations: relations
                .into_iter()
                .map(|(place, (clients, value_minor))| RelationSums {
                    relation: Relation::ALL[place],
                    clients,
                    value_minor,
                })
                .collect(),
        })
    })
}

/// Retention in one period.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct RetentionPeriod {
    /// The period.
    pub period: String,
    /// It is not over.
    pub unfinished: bool,
    /// S: bought in the period before.
    pub start: u64,
    /// E: bought in the period.
    pub end: u64,
    /// N: first purchase ever in the period.
    pub new: u64,
    /// Bought in both.
    pub kept: u64,
    /// Came back.
    pub returned: u64,
    /// Bought in the period before only.
    pub lost: u64,
    /// (E − N) / S; may pass 1.
    pub crr: Option<f64>,
    /// kept / S.
    pub crr_strict: Option<f64>,
}

/// Retention.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Retention {
    /// The periods of the window.
    pub periods: Vec<RetentionPeriod>,
}

/// Retention by period (R228), by quarter when not said.
pub fn retention(
    app: &App,
    ctx: &Context,
    question: &Question,
) -> Result<Arc<Answer<Retention>>, Error> {
    let by_quarter = Question {
        period: question.period.or(Some(Period::Quarter)),
        ..question.clone()
    };
    answer(app, ctx, &by_quarter, "retention", "", |asked| {
        let share = |percent: Option<f64>| percent.map(|percent| percent / 100.0);
        let rows = table::table(&asked.view(), asked.period).into_iter();
        let periods = rows.map(|row| RetentionPeriod {
            period: row.period,
            unfinished: row.unfinished,
            start: row.start,
            end: row.end,
            new: row.new,
            kept: row.kept,
            returned: row.returned,
            lost: row.lost,
            crr: share(row.crr),
            crr_strict: share(row.crr_strict),
        });
        Ok(Retention {
            periods: periods.collect(),
        })
    })
}

/// A cohort in one period.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct CohortCell {
    /// Periods since the first purchase.
    pub k: u32,
    /// Clients that bought.
    pub clients: u64,
    /// Value.
    pub value_minor: i64,
    /// The period is not over.
    pub unfinished: bool,
}

/// Clients whose first purchase is in one period.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct CohortRow {
    /// The period of the first purchase.
    pub cohort: String,
    /// The first period of the ledger: holds the clients won before it too.
    pub existing: bool,
    /// Clients of the cohort.
    pub clients: u64,
    /// All their value since.
    pub value_minor: i64,
    /// Period by period.
    pub cells: Vec<CohortCell>,
}

/// Cohorts.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Cohorts {
    /// By period of the first purchase.
    pub cohorts: Vec<CohortRow>,
}

/// Cohorts of the clients whose first purchase is in the window.
pub fn cohorts(
    app: &App,
    ctx: &Context,
    question: &Question,
) -> Result<Arc<Answer<Cohorts>>, Error> {
    answer(app, ctx, question, "cohorts", "", |asked| {
        let rows = cohort::table(&asked.view(), asked.period).into_iter();
        let cohorts = rows.map(|row| CohortRow {
            cohort: row.cohort,
            existing: row.existing,
            clients: row.clients,
            value_minor: row.cells.iter().map(|cell| cell.value_minor).sum(),
            cells: (0..)
                .zip(row.cells)
                .map(|(k, cell)| CohortCell {
                    k,
                    clients: cell.clients,
                    value_minor: cell.value_minor,
                    unfinished: cell.unfinished,
                })
                .collect(),
        });
        Ok(Cohorts {
            cohorts: cohorts.collect(),
        })
    })
}

/// The parameters of a question with every day up to as-of.
pub(super) fn whole(asked: &Asked) -> Parameters {
    Parameters {
        window: Window::All,
        ..asked.parameters.clone()
    }
}
