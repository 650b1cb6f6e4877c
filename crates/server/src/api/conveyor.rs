//! The conveyor of sales: where clients are, the way of each, and the steps on it.

mod joint;
mod steps;

use std::collections::HashMap;

use app::conveyor::{self, Error, Rule};
use axum::Json;
use axum::http::StatusCode;
use domain::conveyor::Step;
use domain::id::{ClientId, UserId};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use self::joint::{JointListed, JointView};
use super::client::{Named, refused};
use crate::extract::{Path, Query, Who};
use crate::problem::Problem;
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(board))
        .routes(routes!(criteria))
        .routes(routes!(path))
        .merge(steps::routes())
        .merge(joint::routes())
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Forbidden(refusal) => refusal.into(),
            Error::NotFound => Self::not_found(),
            Error::Invalid(refusals) => refused(refusals),
            Error::Rule(rule) => against(rule),
            Error::Taken { free } => app::task::Error::Taken { free }.into(),
            Error::VersionConflict { current } => Self::version_conflict(current),
            Error::Client(error) => error.into(),
            Error::Db(error) => error.into(),
        }
    }
}

/// A rule that stands against a step: which, who can set it aside, what is still to be done.
fn against(rule: Rule) -> Problem {
    let roles: Vec<Value> = rule.roles.iter().map(|role| json!(role.code())).collect();
    let problem = Problem::new(StatusCode::CONFLICT, rule.code);
    let problem = match rule.until {
        Some(until) => problem.with("until", until.to_string()),
        None => problem,
    };
    let problem = if roles.is_empty() {
        problem
    } else {
        problem.with("roles", roles)
    };
    if rule.left.is_empty() {
        problem
    } else {
        problem.with("left", rule.left)
    }
}

fn named(id: UserId, names: &HashMap<UserId, String>) -> Named {
    Named {
        id: id.uuid(),
        name: names.get(&id).cloned().unwrap_or_default(),
    }
}

/// A step on the way of a client.
#[derive(Serialize, ToSchema)]
pub(super) struct ConveyorStep {
    id: Uuid,
    at: Timestamp,
    /// `qualified`, `postponed`, `passed`, `returned`, `reached`, `checked`, `refused`, `joined`,
    /// `accepted`, `parted` or `reactivation`.
    kind: &'static str,
    /// Who did it; `null`: the product.
    by: Option<Named>,
    from: Option<Named>,
    to: Option<Named>,
    /// Code of the reason or verdict.
    reason: Option<String>,
    #[schema(value_type = Option<String>, format = Date)]
    day: Option<Date>,
    note: Option<String>,
    /// Answers of a qualification, figures of a check.
    #[schema(value_type = Option<Object>)]
    details: Option<Value>,
}

fn step_view(step: Step, names: &HashMap<UserId, String>) -> ConveyorStep {
    let name = |id: Option<UserId>| id.map(|id| named(id, names));
    ConveyorStep {
        id: step.id.uuid(),
        at: step.at,
        kind: step.kind.code(),
        by: name(step.by_id),
        from: name(step.from_id),
        to: name(step.to_id),
        reason: step.reason,
        day: step.day,
        note: step.note,
        details: step.details,
    }
}

/// Where a client is on the conveyor and how it came there.
#[derive(Serialize, ToSchema)]
struct ConveyorPath {
    /// The station of its holder: `telemarketing`, `sales`, `management` or `null`.
    station: Option<&'static str>,
    /// The last qualification is good and says that it may go on.
    passes: bool,
    /// The latest first, at most 200; without what a fresh look hides.
    steps: Vec<ConveyorStep>,
    /// The joint work that goes on.
    joint: Option<JointView>,
}

/// The way of a client through sales.
#[utoipa::path(get, path = "/clients/{id}/conveyor", tag = "conveyor",
    operation_id = "get_client_conveyor",
    params(("id" = Uuid, Path)), responses((status = 200, body = ConveyorPath)),
    extensions(("x-right" = json!("client.read"))))]
async fn path(
    state: State,
    Who(ctx): Who,
    Path(client): Path<ClientId>,
) -> Result<Json<ConveyorPath>, Problem> {
    let path = state
        .run(ctx, move |app, ctx| conveyor::path(app, ctx, client))
        .await?;
    let names = path.names;
    Ok(Json(ConveyorPath {
        station: path.station.map(|station| station.code()),
        passes: path.passes,
        steps: path
            .steps
            .into_iter()
            .map(|step| step_view(step, &names))
            .collect(),
        joint: path
            .joint
            .map(|joint| JointView::of(joint, path.today, &names)),
    }))
}

/// Which days.
#[derive(Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct Window {
    /// Steps of so many days, 30 when absent.
    days: Option<i64>,
}

/// Clients at a station.
#[derive(Serialize, ToSchema)]
struct ConveyorStation {
    /// `telemarketing`, `sales` or `management`.
    station: &'static str,
    /// Clients held by its employees.
    clients: i64,
}

/// Steps of one kind and reason.
#[derive(Serialize, ToSchema)]
struct ConveyorCount {
    kind: &'static str,
    reason: Option<String>,
    steps: i64,
}

/// The conveyor as a whole.
#[derive(Serialize, ToSchema)]
struct ConveyorBoard {
    stations: Vec<ConveyorStation>,
    /// Steps of the days asked for; who does not see every client has those they took part in.
    counts: Vec<ConveyorCount>,
    /// Joint work that goes on, what ends first before; at most 500.
    joints: Vec<JointListed>,
}

/// The conveyor: clients by station, results and returns by reason, hand-overs that wait.
#[utoipa::path(get, path = "/conveyor", tag = "conveyor", operation_id = "get_conveyor",
    params(Window), responses((status = 200, body = ConveyorBoard)),
    extensions(("x-right" = json!("client.read"))))]
async fn board(
    state: State,
    Who(ctx): Who,
    Query(window): Query<Window>,
) -> Result<Json<ConveyorBoard>, Problem> {
    let days = window.days.unwrap_or(30);
    let board = state
        .run(ctx, move |app, ctx| conveyor::board(app, ctx, days))
        .await?;
    let today = board.today;
    Ok(Json(ConveyorBoard {
        stations: board
            .stations
            .into_iter()
            .map(|(station, clients)| ConveyorStation {
                station: station.code(),
                clients,
            })
            .collect(),
        counts: board
            .counts
            .into_iter()
            .map(|count| ConveyorCount {
                kind: count.kind.code(),
                reason: count.reason,
                steps: count.steps,
            })
            .collect(),
        joints: board
            .joints
            .into_iter()
            .map(|item| JointListed::of(item, today))
            .collect(),
    }))
}

/// The questions by which clients are qualified.
#[derive(Serialize, ToSchema)]
struct ConveyorCriteria {
    /// Codes of the built-in ones (`trade`, `size`, `place`, `offer`, `solvency`), or the company's
    /// own questions in its words.
    questions: Vec<String>,
}

/// The questions of the portrait, in the order of the answers.
#[utoipa::path(get, path = "/conveyor/criteria", tag = "conveyor",
    operation_id = "list_conveyor_criteria",
    responses((status = 200, body = ConveyorCriteria)),
    extensions(("x-right" = json!("client.read"))))]
async fn criteria(state: State, Who(ctx): Who) -> Result<Json<ConveyorCriteria>, Problem> {
    let questions = state.run(ctx, conveyor::criteria).await?;
    Ok(Json(ConveyorCriteria { questions }))
}
