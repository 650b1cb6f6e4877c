//! The analysis: one route a figure, all with the same question, and the clients behind a number.

mod drill;
mod moves;

use std::sync::Arc;

use app::analysis::{
    self, Abcxyz, Answer, Arithmetic, BaseValue, Basis, By, Cohorts, Concentration, CrisisQuestion,
    Day, Departure, Division, Dynamics, Error, Indicators, Key, Kinds, Ladder, Leave, Ltv, OneTime,
    OrderCheck, Outlook, Overview, Pareto, Period, Portrait, Question, Retention, Rfm, Sleeping,
    Stress, WhiteSpace, WhiteSpot,
};
use app::{App, Context};
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::id::{ClientId, ProductGroupId, SegmentId, UserId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use crate::extract::{Path, Query, Who};
use crate::problem::Problem;
use crate::respond::List;
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(overview))
        .routes(routes!(abcxyz))
        .routes(routes!(rfm))
        .routes(routes!(pareto))
        .routes(routes!(portrait))
        .routes(routes!(concentration))
        .routes(routes!(departure))
        .routes(routes!(moves::key_clients))
        .routes(routes!(dynamics))
        .routes(routes!(kinds))
        .routes(routes!(retention))
        .routes(routes!(cohorts))
        .routes(routes!(ladder))
        .routes(routes!(sleeping))
        .routes(routes!(one_time))
        .routes(routes!(ltv))
        .routes(routes!(stress))
        .routes(routes!(indicators))
        .routes(routes!(white_space))
        .routes(routes!(white_spots))
        .routes(routes!(order_check))
        .routes(routes!(arithmetic))
        .routes(routes!(value))
        .routes(routes!(outlook))
        .routes(routes!(moves::movement))
        .routes(routes!(moves::months))
        .routes(routes!(moves::warnings))
        .routes(routes!(moves::why))
        .routes(routes!(drill::clients))
        .routes(routes!(drill::export))
}

/// The question, the same for every figure.
#[derive(Debug, Default, Deserialize, IntoParams, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
#[schema(as = AnalysisQuestion)]
struct Asked {
    /// Nothing after this day is seen; by default today in the company's time zone.
    #[schema(value_type = Option<String>, format = Date)]
    #[param(value_type = Option<String>, format = Date)]
    as_of: Option<Day>,
    /// `12m` (any number of months), `all`, or two days as `2026-01-01..2026-03-31`.
    window: Option<String>,
    /// What is added up.
    #[schema(schema_with = analysis::basis_codes)]
    #[param(schema_with = analysis::basis_codes)]
    basis: Option<Basis>,
    /// The periods of tables.
    #[schema(schema_with = analysis::period_codes)]
    #[param(schema_with = analysis::period_codes)]
    period: Option<Period>,
    /// Clients of this segment.
    segment_id: Option<Uuid>,
    /// Clients of this region.
    region: Option<String>,
    /// Only what was sold of this product group and those under it.
    product_group_id: Option<Uuid>,
    /// Clients of this employee, or `none`.
    manager_id: Option<String>,
    /// The earlier day movement is seen from.
    #[schema(value_type = Option<String>, format = Date)]
    #[param(value_type = Option<String>, format = Date)]
    compare_to: Option<Day>,
    /// Sales dynamics by `product` or `group`; movement by `abc`, `xyz`, `rfm`, `step`, `marker` or
    /// `state`; indicators by `manager`,
    /// `segment`, `group` or `region`.
    by: Option<String>,
    /// Portrait: who is key, `top20` (by default), `for80` or `marked` (on their cards).
    key: Option<String>,
    /// What a page shows of a table that has clients and money; the answer has both.
    value: Option<String>,
    /// Stress test: percent of the clients that leaves, 0 to 100; default of the settings.
    #[param(minimum = 0, maximum = 100)]
    lost: Option<u8>,
    /// Stress test: percent by which those who stay buy less.
    #[param(minimum = 0, maximum = 100)]
    fall: Option<u8>,
    /// Stress test: percent of the sales that is never paid.
    #[param(minimum = 0, maximum = 100)]
    unpaid: Option<u8>,
    /// Stress test: who leaves, `alike` (by default) or by the fitted `models`.
    leave: Option<String>,
}

impl Asked {
    fn question(&self) -> Result<Question, Problem> {
        let bad = |field: &str| Problem::invalid(field, "field.invalid");
        let parts = [
            ("lost", self.lost),
            ("fall", self.fall),
            ("unpaid", self.unpaid),
        ];
        if let Some((name, _)) = parts.iter().find(|(_, part)| *part > Some(100)) {
            return Err(bad(name));
        }
        // what only one figure asks is refused by all
        self.key()?;
        self.crisis()?;
        let window = match self.window.as_deref() {
            None => None,
            Some(code) => Some(analysis::window_of(code).ok_or_else(|| bad("window"))?),
        };
        let manager_id = match self.manager_id.as_deref() {
            None => None,
            Some("none") => Some(None),
            Some(id) => Some(Some(id.parse::<UserId>().map_err(|_| bad("manager_id"))?)),
        };
        Ok(Question {
            as_of: self.as_of,
            window,
            basis: self.basis.unwrap_or_default(),
            segment_id: self.segment_id.map(SegmentId::from_uuid),
            region: self.region.clone(),
            product_group_id: self.product_group_id.map(ProductGroupId::from_uuid),
            manager_id,
            period: self.period,
            compare_to: self.compare_to,
        })
    }

    fn crisis(&self) -> Result<CrisisQuestion, Problem> {
        let leave = match self.leave.as_deref() {
            None => Leave::default(),
            Some(code) => {
                Leave::read(code).ok_or_else(|| Problem::invalid("leave", "field.invalid"))?
            }
        };
        Ok(CrisisQuestion {
            lost: self.lost,
            fall: self.fall,
            unpaid: self.unpaid,
            leave,
        })
    }

    fn key(&self) -> Result<Key, Problem> {
        match self.key.as_deref() {
            None => Ok(Key::default()),
            Some(code) => Key::read(code).ok_or_else(|| Problem::invalid("key", "field.invalid")),
        }
    }

    fn by(&self) -> Result<By, Problem> {
        match self.by.as_deref() {
            None | Some("group") => Ok(By::Group),
            Some("product") => Ok(By::Product),
            Some(_) => Err(Problem::invalid("by", "field.invalid")),
        }
    }

    fn division(&self) -> Result<Division, Problem> {
        let by = self.by.as_deref().unwrap_or("manager");
        Division::read(by).ok_or_else(|| Problem::invalid("by", "field.invalid"))
    }
}

/// Asks a figure the question that all of them share.
async fn told<T: Serialize + Send + Sync + 'static>(
    state: State,
    ctx: Context,
    asked: &Asked,
    figure: impl FnOnce(&App, &Context, &Question) -> Result<Arc<Answer<T>>, Error> + Send + 'static,
) -> Result<Response, Problem> {
    let question = asked.question()?;
    let answer = state
        .run(ctx, move |app, ctx| figure(app, ctx, &question))
        .await?;
    Ok(json(&*answer))
}

fn json<T: Serialize>(answer: &T) -> Response {
    Json(answer).into_response()
}

/// The headline figures.
#[utoipa::path(get, path = "/analysis/overview", tag = "analysis", params(Asked),
    responses((status = 200, body = Answer<Overview>)),
    extensions(("x-right" = json!("analysis.read"))))]
async fn overview(
    state: State,
    Who(ctx): Who,
    Query(q): Query<Asked>,
) -> Result<Response, Problem> {
    told(state, ctx, &q, analysis::overview).await
}

/// ABC and XYZ: volume and regularity.
#[utoipa::path(get, path = "/analysis/abcxyz", tag = "analysis", params(Asked),
    responses((status = 200, body = Answer<Abcxyz>)),
    extensions(("x-right" = json!("analysis.read"))))]
async fn abcxyz(state: State, Who(ctx): Who, Query(q): Query<Asked>) -> Result<Response, Problem> {
    told(state, ctx, &q, analysis::abcxyz).await
}

/// Recency, frequency and money.
#[utoipa::path(get, path = "/analysis/rfm", tag = "analysis", params(Asked),
    responses((status = 200, body = Answer<Rfm>)),
    extensions(("x-right" = json!("analysis.read"))))]
async fn rfm(state: State, Who(ctx): Who, Query(q): Query<Asked>) -> Result<Response, Problem> {
    told(state, ctx, &q, analysis::rfm).await
}

/// The Pareto curve.
#[utoipa::path(get, path = "/analysis/pareto", tag = "analysis", params(Asked),
    responses((status = 200, body = Answer<Pareto>)),
    extensions(("x-right" = json!("analysis.read"))))]
async fn pareto(state: State, Who(ctx): Who, Query(q): Query<Asked>) -> Result<Response, Problem> {
    told(state, ctx, &q, analysis::pareto).await
}

/// The portrait of the key clients, and who is like them but lags.
#[utoipa::path(get, path = "/analysis/portrait", tag = "analysis", params(Asked),
    responses((status = 200, body = Answer<Portrait>)),
    extensions(("x-right" = json!("analysis.read"))))]
async fn portrait(
    state: State,
    Who(ctx): Who,
    Query(q): Query<Asked>,
) -> Result<Response, Problem> {
    let key = q.key()?;
    told(state, ctx, &q, move |app, ctx, question| {
        analysis::portrait(app, ctx, question, key)
    })
    .await
}

/// Dependency on single clients, of the company and of each employee.
#[utoipa::path(get, path = "/analysis/concentration", tag = "analysis", params(Asked),
    responses((status = 200, body = Answer<Concentration>)),
    extensions(("x-right" = json!("analysis.read"))))]
async fn concentration(
    state: State,
    Who(ctx): Who,
    Query(q): Query<Asked>,
) -> Result<Response, Problem> {
    told(state, ctx, &q, analysis::concentration).await
}

/// What goes when one client leaves, and what others must buy so that nothing hangs on it.
#[utoipa::path(get, path = "/analysis/concentration/{id}", tag = "analysis",
    params(("id" = Uuid, Path, description = "The client."), Asked),
    responses((status = 200, body = Answer<Departure>)),
    extensions(("x-right" = json!("analysis.read"))))]
async fn departure(
    state: State,
    Who(ctx): Who,
    Path(id): Path<ClientId>,
    Query(q): Query<Asked>,
) -> Result<Response, Problem> {
    told(state, ctx, &q, move |app, ctx, question| {
        analysis::departure(app, ctx, question, id)
    })
    .await
}

/// Sales by product or group against the window before.
#[utoipa::path(get, path = "/analysis/dynamics", tag = "analysis", params(Asked),
    responses((status = 200, body = Answer<Dynamics>)),
    extensions(("x-right" = json!("analysis.read"))))]
async fn dynamics(
    state: State,
    Who(ctx): Who,
    Query(q): Query<Asked>,
) -> Result<Response, Problem> {
    let by = q.by()?;
    told(state, ctx, &q, move |app, ctx, question| {
        analysis::dynamics(app, ctx, question, by)
    })
    .await
}

/// Current, new and repeat clients.
#[utoipa::path(get, path = "/analysis/kinds", tag = "analysis", params(Asked),
    responses((status = 200, body = Answer<Kinds>)),
    extensions(("x-right" = json!("analysis.read"))))]
async fn kinds(state: State, Who(ctx): Who, Query(q): Query<Asked>) -> Result<Response, Problem> {
    told(state, ctx, &q, analysis::kinds).await
}

/// Retention by period.
#[utoipa::path(get, path = "/analysis/retention", tag = "analysis", params(Asked),
    responses((status = 200, body = Answer<Retention>)),
    extensions(("x-right" = json!("analysis.read"))))]
async fn retention(
    state: State,
    Who(ctx): Who,
    Query(q): Query<Asked>,
) -> Result<Response, Problem> {
    told(state, ctx, &q, analysis::retention).await
}

/// Cohorts by the period of the first purchase.
#[utoipa::path(get, path = "/analysis/cohorts", tag = "analysis", params(Asked),
    responses((status = 200, body = Answer<Cohorts>)),
    extensions(("x-right" = json!("analysis.read"))))]
async fn cohorts(state: State, Who(ctx): Who, Query(q): Query<Asked>) -> Result<Response, Problem> {
    told(state, ctx, &q, analysis::cohorts).await
}

/// The loyalty ladder and the markers, with who moved.
#[utoipa::path(get, path = "/analysis/ladder", tag = "analysis", params(Asked),
    responses((status = 200, body = Answer<Ladder>)),
    extensions(("x-right" = json!("analysis.read"))))]
async fn ladder(state: State, Who(ctx): Who, Query(q): Query<Asked>) -> Result<Response, Problem> {
    told(state, ctx, &q, analysis::ladder).await
}

/// Sleeping and lost clients.
#[utoipa::path(get, path = "/analysis/sleeping", tag = "analysis", params(Asked),
    responses((status = 200, body = Answer<Sleeping>)),
    extensions(("x-right" = json!("analysis.read"))))]
async fn sleeping(
    state: State,
    Who(ctx): Who,
    Query(q): Query<Asked>,
) -> Result<Response, Problem> {
    told(state, ctx, &q, analysis::sleeping).await
}

/// The share of one-time buyers.
#[utoipa::path(get, path = "/analysis/one-time", tag = "analysis", params(Asked),
    responses((status = 200, body = Answer<OneTime>)),
    extensions(("x-right" = json!("analysis.read"))))]
async fn one_time(
    state: State,
    Who(ctx): Who,
    Query(q): Query<Asked>,
) -> Result<Response, Problem> {
    told(state, ctx, &q, analysis::one_time).await
}

/// Lifetime value by the simple formula.
#[utoipa::path(get, path = "/analysis/ltv", tag = "analysis", params(Asked),
    responses((status = 200, body = Answer<Ltv>)),
    extensions(("x-right" = json!("analysis.read"))))]
async fn ltv(state: State, Who(ctx): Who, Query(q): Query<Asked>) -> Result<Response, Problem> {
    told(state, ctx, &q, analysis::ltv).await
}

/// The crisis stress test: what is left, whom it hangs on, what makes it up.
#[utoipa::path(get, path = "/analysis/stress", tag = "analysis", params(Asked),
    responses((status = 200, body = Answer<Stress>)),
    extensions(("x-right" = json!("analysis.read"))))]
async fn stress(state: State, Who(ctx): Who, Query(q): Query<Asked>) -> Result<Response, Problem> {
    let crisis = q.crisis()?;
    told(state, ctx, &q, move |app, ctx, question| {
        analysis::stress(app, ctx, question, crisis)
    })
    .await
}

/// Development indicators, by employee, segment, product group or region.
#[utoipa::path(get, path = "/analysis/indicators", tag = "analysis", params(Asked),
    responses((status = 200, body = Answer<Indicators>)),
    extensions(("x-right" = json!("analysis.read"))))]
async fn indicators(
    state: State,
    Who(ctx): Who,
    Query(q): Query<Asked>,
) -> Result<Response, Problem> {
    let by = q.division()?;
    told(state, ctx, &q, move |app, ctx, question| {
        analysis::indicators(app, ctx, question, by)
    })
    .await
}

/// White space: what clients could buy and do not, in money a year.
#[utoipa::path(get, path = "/analysis/white-space", tag = "analysis", params(Asked),
    responses((status = 200, body = Answer<WhiteSpace>)),
    extensions(("x-right" = json!("analysis.read"))))]
async fn white_space(
    state: State,
    Who(ctx): Who,
    Query(q): Query<Asked>,
) -> Result<Response, Problem> {
    told(state, ctx, &q, analysis::white_space).await
}

/// What one client could buy and does not.
#[utoipa::path(get, path = "/analysis/white-space/{id}", tag = "analysis",
    params(("id" = Uuid, Path, description = "The client.")),
    responses((status = 200, body = List<WhiteSpot>)),
    extensions(("x-right" = json!("analysis.read"))))]
async fn white_spots(
    state: State,
    Who(ctx): Who,
    Path(id): Path<ClientId>,
) -> Result<List<WhiteSpot>, Problem> {
    let spots = state
        .run(ctx, move |app, ctx| analysis::white_spots(app, ctx, id))
        .await?;
    Ok(List::whole(spots))
}

/// Big orders that only filled a store, and small ones without a margin.
#[utoipa::path(get, path = "/analysis/order-check", tag = "analysis", params(Asked),
    responses((status = 200, body = Answer<OrderCheck>)),
    extensions(("x-right" = json!("analysis.read"))))]
async fn order_check(
    state: State,
    Who(ctx): Who,
    Query(q): Query<Asked>,
) -> Result<Response, Problem> {
    told(state, ctx, &q, analysis::order_check).await
}

/// What one point is worth: levers of lifetime value, kept clients, before and since the base.
#[utoipa::path(get, path = "/analysis/arithmetic", tag = "analysis", params(Asked),
    responses((status = 200, body = Answer<Arithmetic>)),
    extensions(("x-right" = json!("analysis.read"))))]
async fn arithmetic(
    state: State,
    Who(ctx): Who,
    Query(q): Query<Asked>,
) -> Result<Response, Problem> {
    told(state, ctx, &q, analysis::arithmetic).await
}

/// The value of the base: what its clients are expected to buy in the next twelve months.
#[utoipa::path(get, path = "/analysis/value", tag = "analysis", params(Asked),
    responses((status = 200, body = Answer<BaseValue>)),
    extensions(("x-right" = json!("analysis.read"))))]
async fn value(state: State, Who(ctx): Who, Query(q): Query<Asked>) -> Result<Response, Problem> {
    told(state, ctx, &q, analysis::value).await
}

/// What is expected of one client in the next twelve months.
#[utoipa::path(get, path = "/analysis/value/{id}", tag = "analysis",
    params(("id" = Uuid, Path, description = "The client.")),
    responses((status = 200, body = Outlook)),
    extensions(("x-right" = json!("analysis.read"))))]
async fn outlook(
    state: State,
    Who(ctx): Who,
    Path(id): Path<ClientId>,
) -> Result<Response, Problem> {
    let outlook = state
        .run(ctx, move |app, ctx| analysis::outlook(app, ctx, id))
        .await?;
    Ok(json(&outlook))
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Forbidden(refusal) => refusal.into(),
            Error::FieldForbidden(field) => {
                Self::new(StatusCode::FORBIDDEN, "policy.field_forbidden")
                    .with("field", field.code())
            }
            Error::QuotaSpent(spent) => super::client::export_quota(spent),
            Error::File(error) => super::client::not_written(&error),
            Error::Ledger(_) => Self::new(StatusCode::CONFLICT, "analysis.ledger"),
            Error::Db(error) => error.into(),
        }
    }
}

#[cfg(test)]
mod tests;
