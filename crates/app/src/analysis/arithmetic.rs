//! Retention arithmetic: the levers of lifetime value (R230), what points of kept clients are worth
//! (R229), and retention before and since the base is kept here (R243).

use std::sync::Arc;

use analysis::arithmetic::{self as pure, Kept, Side};
use analysis::{Basis, Day, Parameters, Rows, Window};
use domain::setting::RETENTION_HORIZON;
use serde::Serialize;
use utoipa::ToSchema;

use super::question::{Asked, Question};
use super::{Answer, Error, answer};
use crate::App;
use crate::context::Context;

/// One way to raise the value of clients.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Lever {
    /// `more_good`, `turned`, `cheque`.
    #[schema(value_type = String)]
    pub code: &'static str,
    /// What one point is worth in sales of a year.
    pub revenue_minor: Option<f64>,
    /// The same in margin; `null` where costs are unknown or may not be seen.
    pub margin_minor: Option<f64>,
}

/// More points of kept clients.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct RaisedRetention {
    /// So many percentage points more.
    pub points: f64,
    /// The part kept then.
    pub rate: f64,
    /// Clients that stay and would have left.
    pub clients: f64,
    /// Their sales in the first year.
    pub revenue_minor: f64,
    /// Their margin in it.
    pub margin_minor: Option<f64>,
    /// More sales over the horizon.
    pub horizon_revenue_minor: f64,
    /// More margin over it.
    pub horizon_margin_minor: Option<f64>,
    /// That, as a part of what the clients of the year would have brought.
    pub horizon_gain: Option<f64>,
    /// The same without an end.
    pub endless_gain: Option<f64>,
}

/// Strict retention by quarter on one side of a day.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct RetentionSide {
    /// Whole quarters known, at most four.
    pub quarters: u64,
    /// Part kept from quarter to quarter; `null` with fewer than four.
    pub rate: Option<f64>,
}

/// Retention before and since the base is kept here.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct SinceBase {
    /// The first day of the journal.
    #[schema(value_type = String, format = Date)]
    pub day: Day,
    /// The last four quarters before it.
    pub before: RetentionSide,
    /// The last four that began on it or later.
    pub after: RetentionSide,
    /// Percentage points gained; `null` while a side is not known.
    pub gain: Option<f64>,
}

/// The arithmetic.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Arithmetic {
    /// Purchases in the year from which a client is good.
    pub regular_purchases: u32,
    /// Good clients.
    pub good: u64,
    /// What one brings in a year.
    pub good_minor: Option<f64>,
    /// Indifferent ones.
    pub indifferent: u64,
    /// What one brings in a year.
    pub indifferent_minor: Option<f64>,
    /// What one point of each lever is worth in a year.
    pub levers: Vec<Lever>,
    /// Clients of the year before.
    pub clients: u64,
    /// Of them: bought this year too.
    pub kept: u64,
    /// Their part.
    pub rate: Option<f64>,
    /// What one of them brought this year.
    pub yearly_minor: Option<f64>,
    /// One point and five points more.
    pub raised: Vec<RaisedRetention>,
    /// Years looked ahead.
    pub horizon_years: u32,
    /// Published: five points of retention bring so much more profit.
    #[schema(value_type = (f64, f64))]
    pub published_gain: [f64; 2],
    /// Before and since; `null` when the journal is empty.
    pub since: Option<SinceBase>,
    /// Expected of keeping a base, in percentage points.
    #[schema(value_type = (f64, f64))]
    pub expected_gain: [f64; 2],
}

/// What one point is worth here.
pub fn arithmetic(
    app: &App,
    ctx: &Context,
    question: &Question,
) -> Result<Arc<Answer<Arithmetic>>, Error> {
    answer(app, ctx, question, "arithmetic", "", |asked| {
        figure(app, asked)
    })
}

fn figure(app: &App, asked: &Asked) -> Result<Arithmetic, Error> {
    let year = Parameters {
        window: Window::Rolling(12),
        basis: Basis::Revenue,
        ..asked.parameters.clone()
    };
    let view = asked.view_through(&year);
    let rows = asked.rows(&view);
    let kept = pure::kept(&view);
    let least = asked.settings.regular_purchases();
    let margins = asked.sees_margin && asked.held.image.has_costs();
    let sales = pure::levers(&rows, least, |row| row.revenue_minor);
    let years = u32::try_from(asked.settings.whole(&RETENTION_HORIZON)).unwrap_or(5);
    Ok(Arithmetic {
        regular_purchases: least,
        good: sales.good.clients,
        good_minor: sales.good.mean_minor(),
        indifferent: sales.indifferent.clients,
        indifferent_minor: sales.indifferent.mean_minor(),
        levers: levers(&rows, least, margins),
        clients: kept.before,
        kept: kept.kept,
        rate: kept.rate(),
        yearly_minor: (kept.kept > 0).then(|| kept.revenue_minor as f64 / kept.kept as f64),
        raised: [1.0, 5.0]
            .into_iter()
            .filter_map(|points| raised(&kept, points, years, margins))
            .collect(),
        horizon_years: years,
        published_gain: [0.25, 0.95],
        since: since(app, asked)?,
        expected_gain: [0.05, 0.07],
    })
}

fn levers(rows: &Rows, least: u32, margins: bool) -> Vec<Lever> {
    let sales = pure::levers(rows, least, |row| row.revenue_minor);
    let margin = pure::levers(rows, least, |row| row.margin_minor.unwrap_or(0));
    let lever = |code, revenue_minor, margin_minor: Option<f64>| Lever {
        code,
        revenue_minor,
        margin_minor: margin_minor.filter(|_| margins),
    };
    vec![
        lever("more_good", sales.more_good_minor, margin.more_good_minor),
        lever("turned", sales.turned_minor, margin.turned_minor),
        lever(
            "cheque",
            Some(sales.cheque_minor),
            Some(margin.cheque_minor),
        ),
    ]
}

fn raised(kept: &Kept, points: f64, years: u32, margins: bool) -> Option<RaisedRetention> {
    let rate = kept.rate().filter(|_| kept.kept > 0)?;
    let of = |money: i64| {
        let yearly = money as f64 / kept.kept as f64;
        pure::raised(kept.before as f64, yearly, rate, points, years)
    };
    let (sales, margin) = (of(kept.revenue_minor), of(kept.margin_minor));
    Some(RaisedRetention {
        points,
        rate: sales.rate,
        clients: sales.clients,
        revenue_minor: sales.year_minor,
        margin_minor: margins.then_some(margin.year_minor),
        horizon_revenue_minor: sales.horizon_minor,
        horizon_margin_minor: margins.then_some(margin.horizon_minor),
        horizon_gain: sales.horizon_gain,
        endless_gain: sales.endless_gain,
    })
}

fn since(app: &App, asked: &Asked) -> Result<Option<SinceBase>, Error> {
    let Some(at) = app.db.read(store::journal::begun)? else {
        return Ok(None);
    };
    let day = asked.day_of(at);
    let all = Parameters {
        window: Window::All,
        ..asked.parameters.clone()
    };
    let (before, after) = pure::since(&asked.view_through(&all), day);
    let side = |side: Side| RetentionSide {
        quarters: side.quarters as u64,
        rate: side.rate(),
    };
    Ok(Some(SinceBase {
        day,
        gain: before
            .rate()
            .zip(after.rate())
            .map(|(then, now)| now - then),
        before: side(before),
        after: side(after),
    }))
}
