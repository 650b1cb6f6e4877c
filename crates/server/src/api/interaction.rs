//! Interactions with clients, and the timeline of everything that happened.

use app::interaction::Input;
use app::part;
use axum::response::Response;
use domain::id::{ClientId, InteractionId, PersonId};
use domain::interaction::InteractionData;
use domain::part::Part;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::refusal::RefusalSaid;
use crate::extract::{Body, IfMatch, Path, Who, present};
use crate::problem::Problem;
use crate::respond::{self, List};
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(update, delete))
}

/// An interaction.
#[derive(Serialize, ToSchema)]
pub(super) struct InteractionView {
    #[schema(value_type = Uuid)]
    id: InteractionId,
    #[schema(value_type = Uuid)]
    client_id: ClientId,
    #[schema(value_type = Option<Uuid>)]
    person_id: Option<PersonId>,
    kind: &'static str,
    effect: &'static str,
    direction: &'static str,
    outcome: &'static str,
    happened_at: Timestamp,
    note: Option<String>,
    /// The day that was agreed on for the next contact.
    #[schema(value_type = Option<String>, format = Date)]
    agreed_day: Option<Date>,
    minutes: Option<i64>,
    /// `acquisition` or `development`, where it was said.
    purpose: Option<&'static str>,
    version: i64,
    created_at: Timestamp,
    #[schema(value_type = Uuid)]
    created_by: domain::id::UserId,
}

impl From<Part<InteractionData>> for InteractionView {
    fn from(part: Part<InteractionData>) -> Self {
        let data = part.data;
        Self {
            id: part.id,
            client_id: part.client_id,
            person_id: data.person_id,
            kind: data.kind.code(),
            effect: data.effect.code(),
            direction: data.direction.code(),
            outcome: data.outcome.code(),
            happened_at: data.happened_at,
            note: data.note,
            agreed_day: data.agreed_day,
            minutes: data.minutes,
            purpose: data.purpose.map(|purpose| purpose.code()),
            version: part.version,
            created_at: part.created_at,
            created_by: part.created_by,
        }
    }
}

/// What is written of an interaction.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct InteractionInput {
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<Uuid>)]
    person_id: Option<Option<PersonId>>,
    /// `call`, `email`, `fax`, `letter`, `conference_meeting`, `visit`, `message`.
    kind: Option<String>,
    /// `effective` or `attempt`.
    effect: Option<String>,
    /// `in` or `out`.
    direction: Option<String>,
    /// `none`, `presentation_agreed`, `mailing_agreed`, `info_requested`, `postponed`, `refused`,
    /// `stopped`.
    outcome: Option<String>,
    /// Now when absent.
    happened_at: Option<Timestamp>,
    #[serde(deserialize_with = "present")]
    note: Option<Option<String>>,
    /// The day that was agreed on with the client for the next contact: it rests until then at most.
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<String>, format = Date)]
    agreed_day: Option<Option<Date>>,
    /// Why a client that rests is contacted (right `rest.lift`): its rest is lifted with this reason.
    despite_rest: Option<String>,
    /// How many minutes it took.
    #[serde(deserialize_with = "present")]
    minutes: Option<Option<i64>>,
    /// `acquisition` or `development`; where absent it follows from whether the client buys.
    #[serde(deserialize_with = "present")]
    purpose: Option<Option<String>>,
    /// Why it was refused; its `reason` is needed with the outcomes `refused` and `stopped`.
    refusal: Option<RefusalSaid>,
}

impl TryFrom<InteractionInput> for Input {
    type Error = Problem;

    fn try_from(body: InteractionInput) -> Result<Self, Problem> {
        Ok(Self {
            person_id: body.person_id,
            kind: body.kind,
            effect: body.effect,
            direction: body.direction,
            outcome: body.outcome,
            happened_at: body.happened_at,
            note: body.note,
            agreed_day: body.agreed_day,
            despite_rest: body.despite_rest,
            minutes: body.minutes,
            purpose: body.purpose,
            refusal: body.refusal.map(TryInto::try_into).transpose()?,
        })
    }
}

/// The latest interactions of a client.
#[utoipa::path(get, path = "/clients/{id}/interactions", tag = "interaction", operation_id = "list_interactions",
    params(("id" = Uuid, Path)), responses((status = 200, body = List<InteractionView>)),
    extensions(("x-right" = json!("client.read"))))]
async fn list(
    state: State,
    Who(ctx): Who,
    Path(client): Path<ClientId>,
) -> Result<List<InteractionView>, Problem> {
    let parts = state
        .run(ctx, move |app, ctx| part::list(app, ctx, client))
        .await?;
    Ok(List::whole(
        parts.into_iter().map(InteractionView::from).collect(),
    ))
}

/// Add an interaction to a client. An effective contact that we made while the client rests is
/// refused with `409` and `rest.resting`: until when, and who can lift it.
#[utoipa::path(post, path = "/clients/{id}/interactions", tag = "interaction", operation_id = "create_interaction",
    params(("id" = Uuid, Path)), request_body = InteractionInput,
    responses((status = 201, body = InteractionView)),
    extensions(("x-right" = json!("interaction.write"))))]
async fn create(
    state: State,
    Who(ctx): Who,
    Path(client): Path<ClientId>,
    Body(body): Body<InteractionInput>,
) -> Result<Response, Problem> {
    let input = Input::try_from(body)?;
    let part = state
        .run(ctx, move |app, ctx| {
            app::interaction::create(app, ctx, client, &input)
        })
        .await?;
    let location = format!("/api/v1/interactions/{}", part.id);
    Ok(respond::created(
        &location,
        Some(part.version),
        InteractionView::from(part),
    ))
}

/// Change an interaction.
#[utoipa::path(patch, path = "/interactions/{id}", tag = "interaction", operation_id = "update_interaction",
    params(("id" = Uuid, Path)), request_body = InteractionInput,
    responses((status = 200, body = InteractionView)),
    extensions(("x-right" = json!("interaction.write"))))]
async fn update(
    state: State,
    Who(ctx): Who,
    Path(id): Path<InteractionId>,
    IfMatch(version): IfMatch,
    Body(body): Body<InteractionInput>,
) -> Result<Response, Problem> {
    let input = Input::try_from(body)?;
    let part = state
        .run(ctx, move |app, ctx| {
            app::interaction::update(app, ctx, id, version, &input)
        })
        .await?;
    Ok(respond::one(part.version, InteractionView::from(part)))
}

/// Delete an interaction.
#[utoipa::path(delete, path = "/interactions/{id}", tag = "interaction", operation_id = "delete_interaction",
    params(("id" = Uuid, Path)), responses((status = 204)),
    extensions(("x-right" = json!("interaction.write"))))]
async fn delete(
    state: State,
    Who(ctx): Who,
    Path(id): Path<InteractionId>,
    IfMatch(version): IfMatch,
) -> Result<Response, Problem> {
    state
        .run(ctx, move |app, ctx| {
            part::delete::<InteractionData>(app, ctx, id, version)
        })
        .await?;
    Ok(respond::none())
}
