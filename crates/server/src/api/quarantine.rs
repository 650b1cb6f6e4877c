//! Quarantine: what is set aside, why, and until when.

use app::part;
use app::quarantine::{Input, Item, Request};
use axum::response::Response;
use domain::id::{ChannelId, ClientId, QuarantineId};
use domain::quarantine::{Quarantine, QuarantineData, QuarantineReason};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::client::Named;
use crate::extract::{Body, IfMatch, Path, Query, Who, present};
use crate::problem::Problem;
use crate::respond::{self, Limit, List, cursor, read_cursor};
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(create))
        .routes(routes!(update, delete))
}

/// Something set aside.
#[derive(Serialize, ToSchema)]
pub(super) struct QuarantineView {
    #[schema(value_type = Uuid)]
    id: QuarantineId,
    /// The number or address; none: the whole client.
    #[schema(value_type = Option<Uuid>)]
    channel_id: Option<ChannelId>,
    /// `not_registered`, `wrong_owner`, `no_answer`, `dirty`, `disputed`, `asked`, `other`.
    reason: &'static str,
    note: Option<String>,
    #[schema(value_type = String, format = Date)]
    since_day: Date,
    /// When it is looked at again.
    #[schema(value_type = String, format = Date)]
    return_day: Date,
    /// When it was let go; none: it still stands aside.
    #[schema(value_type = Option<String>, format = Date)]
    released_day: Option<Date>,
    version: i64,
    updated_at: Timestamp,
}

impl From<Quarantine> for QuarantineView {
    fn from(part: Quarantine) -> Self {
        let data = part.data;
        Self {
            id: part.id,
            channel_id: data.channel_id,
            reason: data.reason.code(),
            note: data.note,
            since_day: data.since_day,
            return_day: data.return_day,
            released_day: data.released_day,
            version: part.version,
            updated_at: part.updated_at,
        }
    }
}

/// A number or address as the reader may see it.
#[derive(Serialize, ToSchema)]
struct AsideChannel {
    kind: &'static str,
    value: String,
}

/// Something set aside, with whose it is.
#[derive(Serialize, ToSchema)]
struct QuarantineItem {
    #[serde(flatten)]
    quarantine: QuarantineView,
    client: Named,
    manager: Option<Named>,
    channel: Option<AsideChannel>,
    /// To be looked at again by now.
    due: bool,
}

impl QuarantineItem {
    fn of(item: Item, today: Date) -> Self {
        let due = item.quarantine.data.return_day <= today;
        let client = Named {
            id: item.quarantine.client_id.uuid(),
            name: item.client_name,
        };
        Self {
            client,
            manager: item.manager.map(|(id, name)| Named {
                id: id.uuid(),
                name,
            }),
            channel: item.channel.map(|(kind, value)| AsideChannel {
                kind: kind.code(),
                value,
            }),
            quarantine: item.quarantine.into(),
            due,
        }
    }
}

/// Which of it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    reason: Option<String>,
    #[serde(default)]
    due: bool,
    #[serde(default)]
    limit: Limit,
    cursor: Option<String>,
}

/// What stands aside, the earliest return first.
#[utoipa::path(get, path = "/quarantine", tag = "quarantine", operation_id = "list_quarantine",
    params(("limit" = Option<u32>, Query, minimum = 1, maximum = 1000), ("cursor" = Option<String>, Query),
        ("reason" = Option<String>, Query, description = "Codes with commas between; none: any."),
        ("due" = Option<bool>, Query, description = "Only what is to be looked at again by now.")),
    responses((status = 200, body = List<QuarantineItem>)),
    extensions(("x-right" = json!("client.read"))))]
async fn list(
    state: State,
    Who(ctx): Who,
    Query(wanted): Query<Wanted>,
) -> Result<List<QuarantineItem>, Problem> {
    let codes = wanted.reason.as_deref().unwrap_or_default();
    let reasons = codes
        .split(',')
        .filter(|code| !code.is_empty())
        .map(|code| code.parse::<QuarantineReason>())
        .collect::<Result<Vec<_>, _>>()
        .map_err(|_| Problem::invalid("reason", "code.unknown"))?;
    let request = Request {
        reasons,
        due: wanted.due,
        limit: wanted.limit.get(),
        after: wanted.cursor.as_deref().map(read_cursor).transpose()?,
    };
    let page = state
        .run(ctx, move |app, ctx| {
            app::quarantine::list(app, ctx, &request)
        })
        .await?;
    let today = page.today;
    Ok(List {
        items: page
            .items
            .into_iter()
            .map(|item| QuarantineItem::of(item, today))
            .collect(),
        next: page.next.map(|place| cursor(&place)),
        total: Some(page.total),
    })
}

/// What is written of something set aside. On creation absent fields have their defaults, on
/// change they stay; `null` clears.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct QuarantineInput {
    /// The number or address; none: the whole client. Fixed once written.
    #[schema(value_type = Option<Uuid>)]
    channel_id: Option<ChannelId>,
    /// Needed for a new one.
    reason: Option<String>,
    #[serde(deserialize_with = "present")]
    note: Option<Option<String>>,
    /// By default half a year from today (setting `quarantine.recheck_months`).
    return_day: Option<String>,
    /// Let it go, or set it aside again.
    released: Option<bool>,
}

impl From<QuarantineInput> for Input {
    fn from(body: QuarantineInput) -> Self {
        Self {
            channel_id: body.channel_id,
            reason: body.reason,
            note: body.note,
            return_day: body.return_day,
            released: body.released,
        }
    }
}

/// Set a client, or one of its numbers or addresses, aside.
#[utoipa::path(post, path = "/clients/{id}/quarantine", tag = "quarantine",
    operation_id = "create_quarantine",
    params(("id" = Uuid, Path)), request_body = QuarantineInput,
    responses((status = 201, body = QuarantineView)),
    extensions(("x-right" = json!("client.update"))))]
async fn create(
    state: State,
    Who(ctx): Who,
    Path(client): Path<ClientId>,
    Body(body): Body<QuarantineInput>,
) -> Result<Response, Problem> {
    let part = state
        .run(ctx, move |app, ctx| {
            let settings = app::setting::current(app)?;
            let data = Input::from(body).create(&settings, ctx.now)?;
            part::create(app, ctx, client, &data)
        })
        .await?;
    let location = format!("/api/v1/quarantine/{}", part.id);
    Ok(respond::created(
        &location,
        Some(part.version),
        QuarantineView::from(part),
    ))
}

/// Change the reason or the day of the next look, or let it go.
#[utoipa::path(patch, path = "/quarantine/{id}", tag = "quarantine",
    operation_id = "update_quarantine",
    params(("id" = Uuid, Path)), request_body = QuarantineInput,
    responses((status = 200, body = QuarantineView)),
    extensions(("x-right" = json!("client.update"))))]
async fn update(
    state: State,
    Who(ctx): Who,
    Path(id): Path<QuarantineId>,
    IfMatch(version): IfMatch,
    Body(body): Body<QuarantineInput>,
) -> Result<Response, Problem> {
    let part = state
        .run(ctx, move |app, ctx| {
            let settings = app::setting::current(app)?;
            let input = Input::from(body);
            part::update::<QuarantineData>(app, ctx, id, version, |data, _| {
                input.apply(&settings, ctx.now, data)
            })
        })
        .await?;
    Ok(respond::one(part.version, QuarantineView::from(part)))
}

/// Delete a record that was set aside by mistake.
#[utoipa::path(delete, path = "/quarantine/{id}", tag = "quarantine",
    operation_id = "delete_quarantine",
    params(("id" = Uuid, Path)), responses((status = 204)),
    extensions(("x-right" = json!("client.update"))))]
async fn delete(
    state: State,
    Who(ctx): Who,
    Path(id): Path<QuarantineId>,
    IfMatch(version): IfMatch,
) -> Result<Response, Problem> {
    state
        .run(ctx, move |app, ctx| {
            part::delete::<QuarantineData>(app, ctx, id, version)
        })
        .await?;
    Ok(respond::none())
}
