//! Joint work: hand-overs and employees called in.

use std::collections::HashMap;

use app::conveyor::{self, Begin, JointItem};
use axum::Json;
use axum::response::Response;
use domain::conveyor::joint::{Joint, JointKind, JointStep, PartReason};
use domain::id::{ClientId, JointWorkId, PersonId, UserId};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::steps::code;
use super::{Named, named};
use crate::extract::{Body, IfMatch, Path, Who};
use crate::problem::Problem;
use crate::respond;
use crate::state::State;

/// The routes of joint work.
pub(super) fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(begin))
        .routes(routes!(step))
        .routes(routes!(accept))
        .routes(routes!(part))
        .routes(routes!(finish))
        .routes(routes!(extend))
}

/// A step of a hand-over.
#[derive(Serialize, ToSchema)]
struct JointStepView {
    /// `announced`, `introduced`, `met` or `helped`.
    step: &'static str,
    /// When it was done; `null`: not yet.
    done_at: Option<Timestamp>,
    by: Option<Named>,
}

/// Two employees with one client for a time.
#[derive(Serialize, ToSchema)]
pub(super) struct JointView {
    id: Uuid,
    version: i64,
    /// `simple` or `gradual` (hand-overs), `expansion` or `reactivation`.
    kind: &'static str,
    /// The holder.
    from: Named,
    /// Who joins.
    to: Named,
    begun_at: Timestamp,
    /// The last day on which both see the client.
    #[schema(value_type = String, format = Date)]
    until_day: Date,
    overdue: bool,
    /// The steps of its kind, done or not.
    steps: Vec<JointStepView>,
    note: Option<String>,
}

impl JointView {
    pub(super) fn of(joint: Joint, today: Date, names: &HashMap<UserId, String>) -> Self {
        Self {
            id: joint.id.uuid(),
            version: joint.version,
            kind: joint.kind.code(),
            from: named(joint.from_id, names),
            to: named(joint.to_id, names),
            begun_at: joint.begun_at,
            until_day: joint.until_day,
            overdue: joint.is_overdue(today),
            steps: joint
                .kind
                .steps()
                .iter()
                .map(|step| {
                    let done = joint.steps.get(step);
                    JointStepView {
                        step: step.code(),
                        done_at: done.map(|done| done.at),
                        by: done.map(|done| named(done.by_id, names)),
                    }
                })
                .collect(),
            note: joint.note,
        }
    }
}

/// Joint work in a list.
#[derive(Serialize, ToSchema)]
pub(super) struct JointListed {
    client: Named,
    #[serde(flatten)]
    joint: JointView,
}

impl JointListed {
    pub(super) fn of(item: JointItem, today: Date) -> Self {
        let names = HashMap::from([(item.joint.from_id, item.from), (item.joint.to_id, item.to)]);
        Self {
            client: Named {
                id: item.joint.client_id.uuid(),
                name: item.client,
            },
            joint: JointView::of(item.joint, today, &names),
        }
    }
}

/// How joint work begins.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct JointInput {
    /// `simple`, `gradual` or `expansion`.
    kind: String,
    /// Who joins: a client manager for a hand-over, a seller for an expansion; by the rule when
    /// absent.
    #[schema(value_type = Option<Uuid>)]
    to: Option<UserId>,
    /// The last day; by the settings when absent.
    #[schema(value_type = Option<String>, format = Date)]
    until_day: Option<Date>,
    note: Option<String>,
}

/// What joint work is now.
#[derive(Serialize, ToSchema)]
struct JointDone {
    id: Uuid,
    version: i64,
    /// `open`, `done`, `returned` or `void`.
    state: &'static str,
}

impl From<Joint> for JointDone {
    fn from(joint: Joint) -> Self {
        Self {
            id: joint.id.uuid(),
            version: joint.version,
            state: joint.state.code(),
        }
    }
}

/// Begin a hand-over, or call a seller in. Both see and work the client until the day; it stays with
/// its holder.
#[utoipa::path(post, path = "/clients/{id}/joint-work", tag = "conveyor",
    operation_id = "begin_joint_work",
    params(("id" = Uuid, Path)), request_body = JointInput,
    responses((status = 201, body = JointDone)),
    extensions(("x-right" = json!("client.update"))))]
async fn begin(
    state: State,
    Who(ctx): Who,
    Path(client): Path<ClientId>,
    Body(body): Body<JointInput>,
) -> Result<Response, Problem> {
    let kind: JointKind = code("kind", &body.kind)?;
    let input = Begin {
        kind,
        to: body.to,
        until_day: body.until_day,
        note: body.note,
    };
    let joint = state
        .run(ctx, move |app, ctx| {
            conveyor::begin(app, ctx, client, &input)
        })
        .await?;
    let location = format!("/api/v1/joint-work/{}", joint.id);
    let version = Some(joint.version);
    Ok(respond::created(&location, version, JointDone::from(joint)))
}

/// A step that was done.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct JointStepInput {
    /// `announced`, `introduced`, `met` or `helped`.
    step: String,
}

/// Note that a step of a hand-over was done.
#[utoipa::path(post, path = "/joint-work/{id}/steps", tag = "conveyor",
    operation_id = "do_joint_step",
    params(("id" = Uuid, Path)), request_body = JointStepInput,
    responses((status = 200, body = JointDone)),
    extensions(("x-right" = json!("interaction.write"))))]
async fn step(
    state: State,
    Who(ctx): Who,
    Path(id): Path<JointWorkId>,
    IfMatch(version): IfMatch,
    Body(body): Body<JointStepInput>,
) -> Result<Json<JointDone>, Problem> {
    let done: JointStep = code("step", &body.step)?;
    let joint = state
        .run(ctx, move |app, ctx| {
            conveyor::do_step(app, ctx, id, version, done)
        })
        .await?;
    Ok(Json(joint.into()))
}

/// That the client agreed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct JointAcceptance {
    /// The day on which the client agreed.
    #[schema(value_type = String, format = Date)]
    day: Date,
    /// Who at the client agreed.
    #[schema(value_type = Option<Uuid>)]
    person_id: Option<PersonId>,
}

/// Close a hand-over: the client agreed to the new manager and goes over now. Refused with `409` and
/// `joint.steps` while steps are left.
#[utoipa::path(post, path = "/joint-work/{id}/accept", tag = "conveyor",
    operation_id = "accept_joint_work",
    params(("id" = Uuid, Path)), request_body = JointAcceptance,
    responses((status = 200, body = JointDone)),
    extensions(("x-right" = json!("client.update"))))]
async fn accept(
    state: State,
    Who(ctx): Who,
    Path(id): Path<JointWorkId>,
    IfMatch(version): IfMatch,
    Body(body): Body<JointAcceptance>,
) -> Result<Json<JointDone>, Problem> {
    let joint = state
        .run(ctx, move |app, ctx| {
            conveyor::accept(app, ctx, id, version, (body.day, body.person_id))
        })
        .await?;
    Ok(Json(joint.into()))
}

/// Why joint work is given up.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct JointParting {
    /// `declined`, `not_ready`, `no_room`, `no_result` or `other`.
    reason: String,
    /// Needed with `other`.
    note: Option<String>,
}

/// Give joint work up: the client stays with its holder.
#[utoipa::path(post, path = "/joint-work/{id}/part", tag = "conveyor",
    operation_id = "part_joint_work",
    params(("id" = Uuid, Path)), request_body = JointParting,
    responses((status = 200, body = JointDone)),
    extensions(("x-right" = json!("client.update"))))]
async fn part(
    state: State,
    Who(ctx): Who,
    Path(id): Path<JointWorkId>,
    IfMatch(version): IfMatch,
    Body(body): Body<JointParting>,
) -> Result<Json<JointDone>, Problem> {
    let reason: PartReason = code("reason", &body.reason)?;
    let joint = state
        .run(ctx, move |app, ctx| {
            conveyor::part(app, ctx, id, version, (reason, body.note.as_deref()))
        })
        .await?;
    Ok(Json(joint.into()))
}

/// End the work of somebody who was called in.
#[utoipa::path(post, path = "/joint-work/{id}/finish", tag = "conveyor",
    operation_id = "finish_joint_work",
    params(("id" = Uuid, Path)), responses((status = 200, body = JointDone)),
    extensions(("x-right" = json!("client.update"))))]
async fn finish(
    state: State,
    Who(ctx): Who,
    Path(id): Path<JointWorkId>,
    IfMatch(version): IfMatch,
) -> Result<Json<JointDone>, Problem> {
    let joint = state
        .run(ctx, move |app, ctx| conveyor::finish(app, ctx, id, version))
        .await?;
    Ok(Json(joint.into()))
}

/// Another last day.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct JointExtension {
    #[schema(value_type = String, format = Date)]
    until_day: Date,
}

/// Give both more time, or less.
#[utoipa::path(post, path = "/joint-work/{id}/extend", tag = "conveyor",
    operation_id = "extend_joint_work",
    params(("id" = Uuid, Path)), request_body = JointExtension,
    responses((status = 200, body = JointDone)),
    extensions(("x-right" = json!("client.assign"))))]
async fn extend(
    state: State,
    Who(ctx): Who,
    Path(id): Path<JointWorkId>,
    IfMatch(version): IfMatch,
    Body(body): Body<JointExtension>,
) -> Result<Json<JointDone>, Problem> {
    let joint = state
        .run(ctx, move |app, ctx| {
            conveyor::extend(app, ctx, id, version, body.until_day)
        })
        .await?;
    Ok(Json(joint.into()))
}
