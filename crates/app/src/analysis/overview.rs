//! The headline figures, each with the window before, a trend and the clients behind it.

use std::collections::BTreeMap;
use std::sync::Arc;

use analysis::dynamics::{self, By};
use analysis::{
    Abc, Parameters, Period, Rows, State, View, concentration, loyalty, pareto, retention,
};
use serde::Serialize;
use utoipa::ToSchema;

use super::question::{Asked, Question};
use super::{Answer, Error, answer};
use crate::App;
use crate::context::Context;

/// A value of a trend.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct TrendPoint {
    /// The period.
    pub period: String,
    /// The value.
    pub value: Option<f64>,
    /// The period is not over.
    pub unfinished: bool,
}

/// What a headline figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Minor units of the base currency.
    Money,
    /// Things.
    Count,
    /// A part of one.
    Share,
}

/// Which way a headline figure should go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Better {
    /// More is better.
    Up,
    /// Less is better.
    Down,
}

/// A headline figure.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Headline {
    /// Stable code.
    #[schema(value_type = String)]
    pub code: &'static str,
    /// What the value counts.
    pub unit: Unit,
    /// The value.
    pub value: Option<f64>,
    /// In the window before, or as of the day before this window.
    pub previous: Option<f64>,
    /// Which way is better, if either is.
    pub better: Option<Better>,
    /// By period, where that makes sense.
    pub trend: Vec<TrendPoint>,
    /// The clients behind it.
    #[schema(value_type = Option<BTreeMap<String, String>>)]
    pub cell: Option<BTreeMap<&'static str, &'static str>>,
}

/// Overview.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Overview {
    /// The figures, in the order they are shown.
    pub figures: Vec<Headline>,
}

/// The numbers of one view.
struct Numbers {
    revenue: f64,
    orders: f64,
    clients: f64,
    new_clients: f64,
    cheque: Option<f64>,
    crr: Option<f64>,
    one_time: Option<f64>,
    sleeping: f64,
    lost: f64,
    top_client: Option<f64>,
    top20: Option<f64>,
    a_clients: f64,
}

impl Numbers {
    fn of(asked: &Asked, view: &View<'_>) -> Self {
        let rows = asked.rows(view);
        let curve = pareto::pareto(&rows);
        let beats = asked.beats(view);
        let once = loyalty::one_time(view, &asked.purchases(view), Period::Year);
        let count = |test: &dyn Fn(&analysis::ClientRow) -> bool| {
            rows.rows.iter().filter(|row| test(row)).count() as f64
        };
        let state = |state| {
            beats
                .beats
                .iter()
                .filter(|beat| beat.state == state)
                .count() as f64
        };
        let orders: u64 = rows.rows.iter().map(|row| u64::from(row.orders)).sum();
        let quarters = retention::table(view, Period::Quarter);
        let finished = quarters.iter().rfind(|row| !row.unfinished);
        Self {
            revenue: rows.value_minor as f64,
            orders: orders as f64,
            clients: count(&|row| row.orders > 0),
            new_clients: count(&|row| {
                row.first_ever
                    .is_some_and(|first| view.from <= first && first <= view.to)
            }),
            cheque: cheque(&rows, orders),
            crr: finished
                .and_then(|row| row.crr)
                .map(|percent| percent / 100.0),
            one_time: once.share,
            sleeping: state(State::Sleeping),
            lost: state(State::Lost),
            top_client: concentration::company(view, &rows, 1).top1.value_share,
            top20: curve.top20.value_share,
            a_clients: count(&|row| row.abc == Abc::A),
        }
    }
}

fn cheque(rows: &Rows, orders: u64) -> Option<f64> {
    (orders > 0).then(|| rows.value_minor as f64 / orders as f64)
}

/// The overview.
pub fn overview(
    app: &App,
    ctx: &Context,
    question: &Question,
) -> Result<Arc<Answer<Overview>>, Error> {
    answer(app, ctx, question, "overview", "", |asked| {
        Ok(figure(asked))
    })
}

fn figure(asked: &Asked) -> Overview {
    let view = asked.view();
    let now = Numbers::of(asked, &view);
    // The same question as of the day before this window began.
    let earlier = view.previous_window().map(|(_, to)| {
        let parameters = Parameters {
            as_of: Some(to),
            ..asked.parameters.clone()
        };
        Numbers::of(asked, &asked.view_through(&parameters))
    });
    let before = |of: &dyn Fn(&Numbers) -> Option<f64>| earlier.as_ref().and_then(of);
    let sales = dynamics::table(&view, By::Group, asked.period).periods;
    let quarters = retention::table(&view, asked.period);
    let sold = |of: &dyn Fn(&dynamics::Sales) -> f64| -> Vec<TrendPoint> {
        let points = sales.iter().map(|period| TrendPoint {
            period: period.period.clone(),
            value: Some(of(period)),
            unfinished: period.unfinished,
        });
        points.collect()
    };
    let kept = |of: &dyn Fn(&retention::Row) -> Option<f64>| -> Vec<TrendPoint> {
        let points = quarters.iter().map(|row| TrendPoint {
            period: row.period.clone(),
            value: of(row),
            unfinished: row.unfinished,
        });
        points.collect()
    };
    let cell = |pairs: &[(&'static str, &'static str)]| Some(pairs.iter().copied().collect());
    let figure = |code, unit, of: &dyn Fn(&Numbers) -> Option<f64>, better, trend, cell| Headline {
        code,
        unit,
        value: of(&now),
        previous: before(of),
        better,
        trend,
        cell,
    };
    let (up, down) = (Some(Better::Up), Some(Better::Down));
    Overview {
        figures: vec![
            figure(
                "revenue",
                Unit::Money,
                &|n| Some(n.revenue),
                up,
                sold(&|s| s.value_minor as f64),
                cell(&[("kind", "all")]),
            ),
            figure(
                "orders",
                Unit::Count,
                &|n| Some(n.orders),
                up,
                sold(&|s| s.orders as f64),
                cell(&[("kind", "all")]),
            ),
            figure(
                "clients",
                Unit::Count,
                &|n| Some(n.clients),
                up,
                kept(&|row| Some(row.end as f64)),
                cell(&[("kind", "all")]),
            ),
            figure(
                "new_clients",
                Unit::Count,
                &|n| Some(n.new_clients),
                up,
                kept(&|row| Some(row.new as f64)),
                None,
            ),
            figure("cheque", Unit::Money, &|n| n.cheque, up, Vec::new(), None),
            figure(
                "crr",
                Unit::Share,
                &|n| n.crr,
                up,
                kept(&|row| row.crr.map(|percent| percent / 100.0)),
                None,
            ),
            figure(
                "one_time",
                Unit::Share,
                &|n| n.one_time,
                down,
                Vec::new(),
                cell(&[("kind", "one_time")]),
            ),
            figure(
                "sleeping",
                Unit::Count,
                &|n| Some(n.sleeping),
                down,
                Vec::new(),
                cell(&[("kind", "state"), ("state", "sleeping")]),
            ),
            figure(
                "lost",
                Unit::Count,
                &|n| Some(n.lost),
                down,
                Vec::new(),
                cell(&[("kind", "state"), ("state", "lost")]),
            ),
            figure(
                "top_client",
                Unit::Share,
                &|n| n.top_client,
                down,
                Vec::new(),
                None,
            ),
            figure(
                "top20",
                Unit::Share,
                &|n| n.top20,
                None,
                Vec::new(),
                cell(&[("kind", "pareto"), ("set", "top20")]),
            ),
            figure(
                "a_clients",
                Unit::Count,
                &|n| Some(n.a_clients),
                up,
                Vec::new(),
                cell(&[("kind", "abcxyz"), ("abc", "A")]),
            ),
        ],
    }
}
