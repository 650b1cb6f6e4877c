//! Plan and fact of a month: turnover, companies on steps, contacts; what is missing and what it
//! needs.

use app::plan::{Change, Error, Plans};
use axum::Json;
use axum::response::Response;
use domain::id::FunnelId;
use domain::plan::PlanOf;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::client::refused;
use crate::extract::{Body, Query, Who};
use crate::problem::Problem;
use crate::respond;
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new().routes(routes!(plans, set))
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Forbidden(refusal) => refusal.into(),
            Error::NotFound => Self::not_found(),
            Error::Invalid(refusals) => refused(refusals),
            Error::Db(error) => error.into(),
        }
    }
}

/// Which month.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// As `2026-03`; the running month when absent.
    month: Option<String>,
    /// Counted with this funnel; the first one in use when absent.
    #[param(value_type = Option<Uuid>)]
    funnel_id: Option<FunnelId>,
}

/// Plan and fact of a month, live: the company, teams and employees one may see.
#[utoipa::path(get, path = "/plans", tag = "plan", operation_id = "get_plans", params(Wanted),
    responses((status = 200, body = Plans)), extensions(("x-right" = json!("analysis.read"))))]
async fn plans(
    state: State,
    Who(ctx): Who,
    Query(wanted): Query<Wanted>,
) -> Result<Json<Plans>, Problem> {
    let found = state
        .run(ctx, move |app, ctx| {
            app::plan::plans(app, ctx, wanted.month.as_deref(), wanted.funnel_id)
        })
        .await?;
    Ok(Json(found))
}

/// A number of the plan.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SalesPlanChange {
    /// `company`, `team`, `user`.
    whose: String,
    /// Of which team or employee.
    #[serde(default)]
    of_id: Option<Uuid>,
    /// The turnover in the currency of reports; `null` takes it out of the plan.
    amount_minor: Option<i64>,
}

/// Changes of a month, all or none.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SalesPlanChanges {
    /// As `2026-03`.
    month: String,
    changes: Vec<SalesPlanChange>,
}

/// Change the planned turnover of a month.
#[utoipa::path(patch, path = "/plans", tag = "plan", operation_id = "change_plans",
    request_body = SalesPlanChanges, responses((status = 204)),
    extensions(("x-right" = json!("plan.write"))))]
async fn set(
    state: State,
    Who(ctx): Who,
    Body(body): Body<SalesPlanChanges>,
) -> Result<Response, Problem> {
    let changes = body.changes.into_iter().map(|change| {
        Ok(Change {
            whose: change
                .whose
                .parse::<PlanOf>()
                .map_err(|_| Problem::invalid("whose", "code.unknown"))?,
            of: change.of_id,
            amount_minor: change.amount_minor,
        })
    });
    let changes = changes.collect::<Result<Vec<_>, Problem>>()?;
    let month = body.month;
    state
        .run(ctx, move |app, ctx| {
            app::plan::set(app, ctx, &month, &changes)
        })
        .await?;
    Ok(respond::none())
}
