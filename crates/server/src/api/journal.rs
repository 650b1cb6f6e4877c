//! The journal: who did what, within the reader's rights, and undo.

use app::journal::{Change, Error, Filter, Item, UndoError};
use axum::Json;
use axum::http::StatusCode;
use domain::id::{ClientId, UserId};
use domain::journal::JournalAction;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use crate::extract::{Path, Query, Who};
use crate::problem::Problem;
use crate::respond::{Limit, List, cursor, read_cursor};
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(undo))
}

/// Which lines.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// Of this kind of thing.
    entity: Option<String>,
    /// Of this thing.
    entity_id: Option<Uuid>,
    /// Of this client's card.
    #[param(value_type = Option<Uuid>)]
    client_id: Option<ClientId>,
    /// By this employee.
    #[param(value_type = Option<Uuid>)]
    actor: Option<UserId>,
    /// Not before this moment.
    #[param(value_type = Option<String>)]
    from: Option<Timestamp>,
    /// Before this moment.
    #[param(value_type = Option<String>)]
    to: Option<Timestamp>,
    /// How many, 1 to 1000.
    #[serde(default)]
    #[param(value_type = Option<u32>)]
    limit: Limit,
    /// `next` of the page before.
    cursor: Option<String>,
}

/// One line of the journal.
#[derive(Serialize, ToSchema)]
struct Line {
    seq: i64,
    at: Timestamp,
    actor: Actor,
    #[schema(value_type = String)]
    action: JournalAction,
    /// The kind of thing, by the name of its feature.
    entity: String,
    entity_id: Option<Uuid>,
    #[schema(value_type = Option<Uuid>)]
    client_id: Option<ClientId>,
    /// Name of the record it was written on, where that was merged into the client asked for.
    origin: Option<String>,
    changes: Vec<FieldChange>,
    /// Whether it could be undone now by whoever asks.
    undoable: bool,
    /// The line that undid it.
    undone_by: Option<i64>,
    /// The line it undid.
    undo_of: Option<i64>,
    request: String,
}

/// Who did it.
#[derive(Serialize, ToSchema)]
struct Actor {
    /// Absent: the product itself.
    #[schema(value_type = Option<Uuid>)]
    id: Option<UserId>,
    name: String,
}

/// One field of a change; masked and hidden as the reader's rights say.
#[derive(Serialize, ToSchema)]
struct FieldChange {
    field: String,
    before: Value,
    after: Value,
}

impl From<Item> for Line {
    fn from(item: Item) -> Self {
        let entry = item.line.entry;
        let change = |change: Change| FieldChange {
            field: change.field,
            before: change.before,
            after: change.after,
        };
        Self {
            seq: item.line.seq,
            at: entry.made_at,
            actor: Actor {
                id: entry.actor_id,
                name: entry.actor_name,
            },
            action: entry.action,
            entity: entry.entity,
            entity_id: entry.entity_id,
            client_id: entry.client_id,
            origin: item.origin,
            changes: item.changes.into_iter().map(change).collect(),
            undoable: item.undoable,
            undone_by: item.line.undone_by,
            undo_of: entry.undo_of,
            request: entry.request,
        }
    }
}

/// The newest lines first.
#[utoipa::path(get, path = "/journal", tag = "journal", params(Wanted),
    responses((status = 200, body = List<Line>)),
    extensions(("x-right" = json!("journal.read"))))]
async fn list(
    state: State,
    Who(ctx): Who,
    Query(wanted): Query<Wanted>,
) -> Result<List<Line>, Problem> {
    let below = wanted
        .cursor
        .as_deref()
        .map(read_cursor::<i64>)
        .transpose()?;
    let limit = wanted.limit.get();
    let filter = Filter {
        entity: wanted.entity,
        entity_id: wanted.entity_id,
        client_id: wanted.client_id,
        actor_id: wanted.actor,
        from: wanted.from,
        until: wanted.to,
        below,
    };
    let page = state
        .run(ctx, move |app, ctx| {
            app::journal::list(app, ctx, &filter, limit)
        })
        .await?;
    Ok(List {
        items: page.items.into_iter().map(Line::from).collect(),
        next: page.next.map(|below| cursor(&below)),
        total: None,
    })
}

/// The line that tells of an undo.
#[derive(Serialize, ToSchema)]
struct Undone {
    seq: i64,
}

/// Undo a change: the thing goes back to what it was before it.
#[utoipa::path(post, path = "/journal/{seq}/undo", tag = "journal", params(("seq" = i64, Path)),
    responses((status = 200, body = Undone), (status = 409, body = crate::problem::ProblemBody)),
    extensions(("x-right" = json!("journal.undo"))))]
async fn undo(state: State, Who(ctx): Who, Path(seq): Path<i64>) -> Result<Json<Undone>, Problem> {
    let seq = state
        .run(ctx, move |app, ctx| app::journal::undo(app, ctx, seq))
        .await?;
    Ok(Json(Undone { seq }))
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Forbidden(refusal) => refusal.into(),
            Error::Db(error) => error.into(),
        }
    }
}

impl From<UndoError> for Problem {
    fn from(error: UndoError) -> Self {
        let conflict = |code| Self::new(StatusCode::CONFLICT, code);
        match error {
            UndoError::Forbidden(refusal) => refusal.into(),
            UndoError::NotFound => Self::not_found(),
            UndoError::AlreadyUndone { by } => conflict("journal.already_undone").with("by", by),
            UndoError::NotUndoable => conflict("journal.not_undoable"),
            UndoError::Conflict {
                field,
                expected,
                current,
            } => conflict("journal.changed_since")
                .with("field", field)
                .with("expected", expected)
                .with("current", current),
            UndoError::Refused { code } => conflict(code),
            UndoError::Db(error) => error.into(),
        }
    }
}
