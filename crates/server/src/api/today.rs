//! The employee's own day, and the results of calls.

use app::call;
use app::today::{Error, Item, Today};
use axum::Json;
use axum::response::Response;
use domain::id::{ChannelId, ClientId, PersonId, TaskId};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::interaction::InteractionView;
use super::refusal::RefusalSaid;
use crate::extract::{Body, Path, Who};
use crate::problem::Problem;
use crate::respond;
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(today))
        .routes(routes!(record))
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Forbidden(refusal) => refusal.into(),
            Error::Db(error) => error.into(),
        }
    }
}

/// A client of the queue.
#[derive(Serialize, ToSchema)]
struct TodayItem {
    #[schema(value_type = Uuid)]
    client_id: ClientId,
    name: String,
    relation: &'static str,
    marker: &'static str,
    /// `hot`, `warm`, `cold`; `null`: nobody has said.
    temperature: Option<&'static str>,
    region: Option<String>,
    /// The first phone; masked or absent as the reader's rights say.
    phone: Option<String>,
    last_effective_at: Option<Timestamp>,
    /// Why it is in the queue: `agreed`, `turned`, `overdue`, `due`, `returned`, `ending`, `hot`, `warm`,
    /// `open`, `cold`.
    why: &'static str,
    /// Since when it waits, or until when it can wait; `null`: never contacted.
    at: Option<Timestamp>,
    #[schema(value_type = Option<Uuid>)]
    task_id: Option<TaskId>,
    task: Option<String>,
    /// The end of the term with the holder.
    held_until: Option<Timestamp>,
}

impl From<Item> for TodayItem {
    fn from(item: Item) -> Self {
        let client = item.client;
        let (task_id, task) = item.task.unzip();
        Self {
            client_id: client.id,
            name: client.data.name,
            relation: client.data.relation.code(),
            marker: client.standing.marker.code(),
            temperature: client.data.temperature.map(|of| of.code()),
            region: client.region,
            phone: client.main_phone,
            last_effective_at: client.standing.last_effective_at,
            why: item.why.code(),
            at: item.at,
            task_id,
            task,
            held_until: item.held_until,
        }
    }
}

/// The day of an employee.
#[derive(Serialize, ToSchema)]
struct TodayView {
    /// Whom to turn to, the first one first; at most 50.
    items: Vec<TodayItem>,
    /// Contacts made today.
    effective: i64,
    /// Contacts only tried today.
    tried: i64,
    /// Clients held.
    held: i64,
    /// Of these: without an effective contact since they were taken.
    idle: i64,
    /// How many they may hold; `null`: any number.
    capacity: Option<i64>,
}

impl From<Today> for TodayView {
    fn from(of: Today) -> Self {
        Self {
            items: of.items.into_iter().map(TodayItem::from).collect(),
            effective: of.effective,
            tried: of.tried,
            held: of.load.held,
            idle: of.load.idle,
            capacity: of.capacity,
        }
    }
}

/// Whom to turn to now and why, of the clients one holds.
#[utoipa::path(get, path = "/today", tag = "today", operation_id = "today",
    responses((status = 200, body = TodayView)),
    extensions(("x-right" = json!("client.read"))))]
async fn today(state: State, Who(ctx): Who) -> Result<Json<TodayView>, Problem> {
    let day = state.run(ctx, app::today::today).await?;
    Ok(Json(day.into()))
}

/// What came of a call.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct CallInput {
    /// `no_answer`, `call_later`, `talked`, `presentation`, `information`, `mailing`, `postponed`,
    /// `refused`, `wrong_number`.
    result: String,
    /// The number that was dialled: the result is noted on it too.
    #[schema(value_type = Option<Uuid>)]
    channel_id: Option<ChannelId>,
    #[schema(value_type = Option<Uuid>)]
    person_id: Option<PersonId>,
    note: Option<String>,
    /// Needed with `call_later` and `postponed`.
    #[schema(value_type = Option<String>, format = Date)]
    agreed_day: Option<Date>,
    /// Why a client that rests was called (right `rest.lift`).
    despite_rest: Option<String>,
    /// Why it was refused; its `reason` is needed with `refused`.
    refusal: Option<RefusalSaid>,
}

/// Record a call that was just made: into the history, and onto the number.
#[utoipa::path(post, path = "/clients/{id}/calls", tag = "today", operation_id = "record_call",
    params(("id" = Uuid, Path)), request_body = CallInput,
    responses((status = 201, body = InteractionView)),
    extensions(("x-right" = json!("interaction.write"))))]
async fn record(
    state: State,
    Who(ctx): Who,
    Path(client): Path<ClientId>,
    Body(body): Body<CallInput>,
) -> Result<Response, Problem> {
    let input = call::Input {
        result: body.result,
        channel_id: body.channel_id,
        person_id: body.person_id,
        note: body.note,
        agreed_day: body.agreed_day,
        despite_rest: body.despite_rest,
        refusal: body.refusal.map(TryInto::try_into).transpose()?,
    };
    let part = state
        .run(ctx, move |app, ctx| call::record(app, ctx, client, &input))
        .await?;
    let location = format!("/api/v1/interactions/{}", part.id);
    Ok(respond::created(
        &location,
        Some(part.version),
        InteractionView::from(part),
    ))
}
