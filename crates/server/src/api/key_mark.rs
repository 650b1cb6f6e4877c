//! Marks of key clients: why a client is key besides its volume.

use app::{key_mark, part};
use axum::response::Response;
use domain::id::{ClientId, KeyMarkId};
use domain::key_mark::KeyMarkData;
use domain::part::Part;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::client::Named;
use crate::extract::{Body, IfMatch, Path, Who};
use crate::problem::Problem;
use crate::respond::{self, List};
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(update, delete))
}

/// A mark of a key client.
#[derive(Serialize, ToSchema)]
struct KeyMarkView {
    #[schema(value_type = Uuid)]
    id: KeyMarkId,
    /// `potential`, `fame`, `innovator` or `demanding`.
    attribute: &'static str,
    /// What makes one think so.
    note: String,
    /// Since when it is known.
    #[schema(value_type = String, format = Date)]
    day: Date,
    version: i64,
    created_at: Timestamp,
    created_by: Named,
}

impl KeyMarkView {
    fn of((part, author): (Part<KeyMarkData>, String)) -> Self {
        Self {
            id: part.id,
            attribute: part.data.attribute.code(),
            note: part.data.note,
            day: part.data.day,
            version: part.version,
            created_at: part.created_at,
            created_by: Named {
                id: part.created_by.uuid(),
                name: author,
            },
        }
    }
}

/// A new mark.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewKeyMark {
    /// `potential`, `fame`, `innovator` or `demanding`.
    attribute: String,
    /// What makes one think so.
    note: String,
    /// Today when absent.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    day: Option<Date>,
}

/// Another reason for a mark.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct KeyMarkChange {
    note: String,
}

/// The marks of a client.
#[utoipa::path(get, path = "/clients/{id}/key-marks", tag = "key_mark",
    operation_id = "list_key_marks",
    params(("id" = Uuid, Path)), responses((status = 200, body = List<KeyMarkView>)),
    extensions(("x-right" = json!("client.read"))))]
async fn list(
    state: State,
    Who(ctx): Who,
    Path(client): Path<ClientId>,
) -> Result<List<KeyMarkView>, Problem> {
    let parts = state
        .run(ctx, move |app, ctx| {
            part::list::<KeyMarkData>(app, ctx, client)
                .and_then(|parts| part::with_authors(app, parts))
        })
        .await?;
    Ok(List::whole(
        parts.into_iter().map(KeyMarkView::of).collect(),
    ))
}

/// Mark a client as key.
#[utoipa::path(post, path = "/clients/{id}/key-marks", tag = "key_mark",
    operation_id = "create_key_mark",
    params(("id" = Uuid, Path)), request_body = NewKeyMark,
    responses((status = 201, body = KeyMarkView)),
    extensions(("x-right" = json!("client.update"))))]
async fn create(
    state: State,
    Who(ctx): Who,
    Path(client): Path<ClientId>,
    Body(body): Body<NewKeyMark>,
) -> Result<Response, Problem> {
    let named = state
        .run(ctx, move |app, ctx| {
            let data = key_mark::read(ctx, &body.attribute, &body.note, body.day)?;
            let part = part::create(app, ctx, client, &data)?;
            part::with_author(app, part)
        })
        .await?;
    let (location, version) = (format!("/api/v1/key-marks/{}", named.0.id), named.0.version);
    Ok(respond::created(
        &location,
        Some(version),
        KeyMarkView::of(named),
    ))
}

/// Change the reason of a mark.
#[utoipa::path(patch, path = "/key-marks/{id}", tag = "key_mark",
    operation_id = "update_key_mark",
    params(("id" = Uuid, Path)), request_body = KeyMarkChange,
    responses((status = 200, body = KeyMarkView)),
    extensions(("x-right" = json!("client.update"))))]
async fn update(
    state: State,
    Who(ctx): Who,
    Path(id): Path<KeyMarkId>,
    IfMatch(version): IfMatch,
    Body(body): Body<KeyMarkChange>,
) -> Result<Response, Problem> {
    let named = state
        .run(ctx, move |app, ctx| {
            let note = key_mark::read_note(&body.note)?;
            let part = part::update::<KeyMarkData>(app, ctx, id, version, |data, _| {
                data.note.clone_from(&note);
                Ok(())
            })?;
            part::with_author(app, part)
        })
        .await?;
    Ok(respond::one(named.0.version, KeyMarkView::of(named)))
}

/// Take a mark away.
#[utoipa::path(delete, path = "/key-marks/{id}", tag = "key_mark",
    operation_id = "delete_key_mark",
    params(("id" = Uuid, Path)), responses((status = 204)),
    extensions(("x-right" = json!("client.update"))))]
async fn delete(
    state: State,
    Who(ctx): Who,
    Path(id): Path<KeyMarkId>,
    IfMatch(version): IfMatch,
) -> Result<Response, Problem> {
    state
        .run(ctx, move |app, ctx| {
            part::delete::<KeyMarkData>(app, ctx, id, version)
        })
        .await?;
    Ok(respond::none())
}
