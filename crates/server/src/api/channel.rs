//! Channels: phones, e-mails, sites, messengers. Masked ones are revealed one by one.

use app::channel::{Input, RevealError};
use app::part;
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::channel::ChannelData;
use domain::id::{ChannelId, ClientId, PersonId};
use domain::part::Part;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::client::refused;
use crate::extract::{Body, IfMatch, Path, Who, present};
use crate::problem::Problem;
use crate::respond::{self, List};
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(update, delete))
        .routes(routes!(reveal))
}

/// A way to reach a client or person.
#[derive(Serialize, ToSchema)]
pub(super) struct ChannelView {
    #[schema(value_type = Uuid)]
    id: ChannelId,
    #[schema(value_type = Option<Uuid>)]
    person_id: Option<PersonId>,
    kind: &'static str,
    value: String,
    /// The value is masked and can be revealed.
    masked: bool,
    label: Option<String>,
    position: i64,
    /// `answered`, `no_answer`, `not_registered`, `busy`, `wrong_owner`.
    dial_result: Option<&'static str>,
    dialled_at: Option<Timestamp>,
    /// Calls in a row that nobody answered.
    unanswered: i64,
    version: i64,
}

impl ChannelView {
    /// The channel; its value is masked already if it has to be.
    pub(super) fn of(part: Part<ChannelData>, masked: bool) -> Self {
        let data = part.data;
        Self {
            id: part.id,
            person_id: data.person_id,
            kind: data.kind.code(),
            value: data.value,
            masked,
            label: data.label,
            position: data.position,
            dial_result: data.dial_result.map(|result| result.code()),
            dialled_at: data.dialled_at,
            unanswered: data.unanswered,
            version: part.version,
        }
    }
}

impl From<Part<ChannelData>> for ChannelView {
    fn from(part: Part<ChannelData>) -> Self {
        // A masked channel comes without its key.
        let masked = part.data.value_key.is_empty();
        Self::of(part, masked)
    }
}

/// What is written of a channel; its kind stays.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = ChannelPatch)]
struct ChannelInput {
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<Uuid>)]
    person_id: Option<Option<PersonId>>,
    /// `phone`, `email`, `site`, `messenger`, `social`.
    kind: Option<String>,
    value: Option<String>,
    #[serde(deserialize_with = "present")]
    label: Option<Option<String>>,
    position: Option<i64>,
}

impl From<ChannelInput> for Input {
    fn from(body: ChannelInput) -> Self {
        Self {
            person_id: body.person_id,
            kind: body.kind,
            value: body.value,
            label: body.label,
            position: body.position,
        }
    }
}

/// Why a masked contact is looked at.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Wish {
    #[schema(value_type = Uuid)]
    channel_id: ChannelId,
    reason: String,
}

/// A contact in full.
#[derive(Serialize, ToSchema)]
struct Revealed {
    value: String,
}

/// A masked contact in full: with a reason, within the day's quota, journalled.
#[utoipa::path(post, path = "/clients/{id}/reveal", tag = "channel", operation_id = "reveal_channel",
    params(("id" = Uuid, Path)), request_body = Wish, responses((status = 200, body = Revealed)),
    extensions(("x-right" = json!("contact.reveal"))))]
async fn reveal(
    state: State,
    Who(ctx): Who,
    Path(client): Path<ClientId>,
    Body(wish): Body<Wish>,
) -> Result<Response, Problem> {
    let value = state
        .run(ctx, move |app, ctx| {
            app::channel::reveal(app, ctx, client, wish.channel_id, &wish.reason)
        })
        .await?;
    Ok(respond::secret(Json(Revealed { value }).into_response()))
}

/// The channels of a client.
#[utoipa::path(get, path = "/clients/{id}/channels", tag = "channel", operation_id = "list_channels",
    params(("id" = Uuid, Path)), responses((status = 200, body = List<ChannelView>)),
    extensions(("x-right" = json!("client.read"))))]
async fn list(
    state: State,
    Who(ctx): Who,
    Path(client): Path<ClientId>,
) -> Result<List<ChannelView>, Problem> {
    let parts = state
        .run(ctx, move |app, ctx| part::list(app, ctx, client))
        .await?;
    Ok(List::whole(
        parts.into_iter().map(ChannelView::from).collect(),
    ))
}

/// Add a channel to a client.
#[utoipa::path(post, path = "/clients/{id}/channels", tag = "channel", operation_id = "create_channel",
    params(("id" = Uuid, Path)), request_body = ChannelInput,
    responses((status = 201, body = ChannelView)),
    extensions(("x-right" = json!("client.update"))))]
async fn create(
    state: State,
    Who(ctx): Who,
    Path(client): Path<ClientId>,
    Body(body): Body<ChannelInput>,
) -> Result<Response, Problem> {
    let part = state
        .run(ctx, move |app, ctx| {
            let country = part::country(app, ctx, client)?;
            let data = Input::from(body).create(country)?;
            part::create(app, ctx, client, &data)
        })
        .await?;
    let location = format!("/api/v1/channels/{}", part.id);
    Ok(respond::created(
        &location,
        Some(part.version),
        ChannelView::from(part),
    ))
}

/// Change a channel.
#[utoipa::path(patch, path = "/channels/{id}", tag = "channel", operation_id = "update_channel",
    params(("id" = Uuid, Path)), request_body = ChannelInput,
    responses((status = 200, body = ChannelView)),
    extensions(("x-right" = json!("client.update"))))]
async fn update(
    state: State,
    Who(ctx): Who,
    Path(id): Path<ChannelId>,
    IfMatch(version): IfMatch,
    Body(body): Body<ChannelInput>,
) -> Result<Response, Problem> {
    let part = state
        .run(ctx, move |app, ctx| {
            let input = Input::from(body);
            part::update::<ChannelData>(app, ctx, id, version, |data, client| {
                input.apply(data, client.data.tax_country)
            })
        })
        .await?;
    Ok(respond::one(part.version, ChannelView::from(part)))
}

/// Delete a channel.
#[utoipa::path(delete, path = "/channels/{id}", tag = "channel", operation_id = "delete_channel",
    params(("id" = Uuid, Path)), responses((status = 204)),
    extensions(("x-right" = json!("client.update"))))]
async fn delete(
    state: State,
    Who(ctx): Who,
    Path(id): Path<ChannelId>,
    IfMatch(version): IfMatch,
) -> Result<Response, Problem> {
    state
        .run(ctx, move |app, ctx| {
            part::delete::<ChannelData>(app, ctx, id, version)
        })
        .await?;
    Ok(respond::none())
}

impl From<part::Error> for Problem {
    fn from(error: part::Error) -> Self {
        match error {
            part::Error::Forbidden(refusal) => refusal.into(),
            part::Error::NotFound => Self::not_found(),
            part::Error::Invalid(refusals) => refused(refusals),
            part::Error::VersionConflict { current, fields } => {
                Self::version_conflict(current).with("current", fields)
            }
            part::Error::Duplicates(candidates) => super::duplicate::found(candidates),
            part::Error::Resting(refusal) => super::rest::refused(refusal),
            part::Error::Blacklisted(listed) => super::blacklist::refused(listed),
            part::Error::Db(error) => error.into(),
        }
    }
}

impl From<RevealError> for Problem {
    fn from(error: RevealError) -> Self {
        match error {
            RevealError::Forbidden(refusal) => refusal.into(),
            RevealError::NotFound => Self::not_found(),
            RevealError::Reason(error) => Self::invalid("reason", error.code()),
            RevealError::Quota { quota, setting } => {
                Self::new(StatusCode::TOO_MANY_REQUESTS, "channel.reveal_quota")
                    .with("quota", quota)
                    .with("setting", setting)
            }
            RevealError::Db(error) => error.into(),
        }
    }
}
