//! The rules of the day: changed at once or from a day on, after a look at what that would have done.

use std::collections::BTreeMap;

use app::rule::{Changes, Error, Preview, RuleChange, Seen};
use axum::Json;
use axum::http::StatusCode;
use axum::response::Response;
use domain::id::{RuleChangeId, UserId};
use domain::setting::Value;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::client::{Named, refused};
use super::order::named;
use crate::extract::{Body, Path, Who};
use crate::problem::Problem;
use crate::respond::{self, List};
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(list, plan))
        .routes(routes!(cancel))
        .routes(routes!(preview))
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Forbidden(refusal) => refusal.into(),
            Error::NotFound => Self::not_found(),
            Error::Invalid(refusals) => refused(refusals),
            Error::Closed => Self::new(StatusCode::CONFLICT, "rule.closed"),
            Error::Setting(error) => error.into(),
            Error::Db(error) => error.into(),
        }
    }
}

/// A change of rules.
#[derive(Serialize, ToSchema)]
#[schema(as = PlannedRules)]
struct RuleChangeView {
    #[schema(value_type = Uuid)]
    id: RuleChangeId,
    /// Values by name of the setting; `null` goes back to the default.
    #[schema(value_type = BTreeMap<String, serde_json::Value>)]
    changes: BTreeMap<String, Option<Value>>,
    /// The day from which on it holds.
    #[schema(value_type = String, format = Date)]
    from_day: Date,
    /// `waiting`, `applied`, `cancelled`, `refused`.
    state: &'static str,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    #[schema(value_type = Uuid)]
    created_by: UserId,
    /// Name of who planned it; absent in the answer to the planning, and for the console.
    author: Option<String>,
    #[schema(value_type = Option<String>, format = DateTime)]
    closed_at: Option<Timestamp>,
}

impl RuleChangeView {
    fn of(change: RuleChange, author: Option<String>) -> Self {
        Self {
            id: change.id,
            changes: change.changes,
            from_day: change.from_day,
            state: change.state.code(),
            created_at: change.created_at,
            created_by: change.created_by,
            author,
            closed_at: change.closed_at,
        }
    }
}

/// Rules to change.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RulePlan {
    /// Values by name of the setting, of the groups `rest`, `holding`, `pool`, `today`, `inbox`,
    /// `script`; `null` goes back to the default.
    #[schema(value_type = BTreeMap<String, serde_json::Value>)]
    changes: Changes,
    /// The day from which on they hold, at most a year ahead; at once when absent.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    from_day: Option<Date>,
}

/// What a change would have changed.
#[derive(Serialize, ToSchema)]
struct RuleEffect {
    /// `rest_refused`: contacts that the rest would have refused; `withdrawn`: clients taken back;
    /// `over_capacity`, `hoarding`: employees, as they are now.
    effect: &'static str,
    /// Of how many.
    of: i64,
    /// By the rules in force.
    before: i64,
    /// By those that are thought of.
    after: i64,
    /// Up to 20 of the clients with which the difference is.
    clients: Vec<Named>,
}

impl From<Seen> for RuleEffect {
    fn from(seen: Seen) -> Self {
        Self {
            effect: seen.effect.code(),
            of: seen.of,
            before: seen.before,
            after: seen.after,
            clients: seen
                .clients
                .into_iter()
                .map(|(id, name)| named(id, name))
                .collect(),
        }
    }
}

/// What a change would have done.
#[derive(Serialize, ToSchema)]
struct RulePreview {
    #[schema(value_type = String, format = DateTime)]
    since: Timestamp,
    /// There is more than the 300,000 contacts or stays that were looked through.
    capped: bool,
    effects: Vec<RuleEffect>,
}

impl From<Preview> for RulePreview {
    fn from(of: Preview) -> Self {
        Self {
            since: of.since,
            capped: of.capped,
            effects: of.effects.into_iter().map(RuleEffect::from).collect(),
        }
    }
}

/// The latest 100 changes of rules, those that wait first.
#[utoipa::path(get, path = "/rules/changes", tag = "rule", operation_id = "list_rule_changes",
    responses((status = 200, body = List<RuleChangeView>)),
    extensions(("x-right" = json!("user.read"))))]
async fn list(state: State, Who(ctx): Who) -> Result<List<RuleChangeView>, Problem> {
    let all = state.run(ctx, app::rule::list).await?;
    let view = |(change, author)| RuleChangeView::of(change, author);
    Ok(List::whole(all.into_iter().map(view).collect()))
}

/// Change rules, at once or from a day on.
#[utoipa::path(post, path = "/rules/changes", tag = "rule", operation_id = "plan_rule_change",
    request_body = RulePlan, responses((status = 201, body = RuleChangeView)),
    extensions(("x-right" = json!("rule.write"))))]
async fn plan(
    state: State,
    Who(ctx): Who,
    Body(body): Body<RulePlan>,
) -> Result<Response, Problem> {
    let made = state
        .run(ctx, move |app, ctx| {
            app::rule::plan(app, ctx, body.changes, body.from_day)
        })
        .await?;
    let location = format!("/api/v1/rules/changes/{}", made.id);
    Ok(respond::created(
        &location,
        None,
        RuleChangeView::of(made, None),
    ))
}

/// Call a change off that waits for its day.
#[utoipa::path(post, path = "/rules/changes/{id}/cancel", tag = "rule",
    operation_id = "cancel_rule_change", params(("id" = Uuid, Path)),
    responses((status = 204)), extensions(("x-right" = json!("rule.write"))))]
async fn cancel(
    state: State,
    Who(ctx): Who,
    Path(id): Path<RuleChangeId>,
) -> Result<Response, Problem> {
    state
        .run(ctx, move |app, ctx| app::rule::cancel(app, ctx, id))
        .await?;
    Ok(respond::none())
}

/// What a change would have done in the last 90 days (setting `rule.lookback`); nothing is changed.
#[utoipa::path(post, path = "/rules/preview", tag = "rule", operation_id = "preview_rule_change",
    request_body = RulePlan, responses((status = 200, body = RulePreview)),
    extensions(("x-right" = json!("rule.write"))))]
async fn preview(
    state: State,
    Who(ctx): Who,
    Body(body): Body<RulePlan>,
) -> Result<Json<RulePreview>, Problem> {
    let told = state
        .run(ctx, move |app, ctx| {
            app::rule::preview(app, ctx, &body.changes)
        })
        .await?;
    Ok(Json(told.into()))
}
