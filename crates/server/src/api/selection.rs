//! Selections: named sets of clients with the rule that drew them.

use std::collections::BTreeMap;

use app::selection::{Clients, Error, Input, Renewal, Seen};
use axum::Json;
use axum::response::Response;
use domain::id::{CleanListId, ClientId, SelectionId, UserId};
use domain::selection::{CLIENTS_LIMIT, Conditions, Origin, Selection};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::client::{each, refused};
use crate::extract::{Body, IfMatch, Path, Who};
use crate::problem::Problem;
use crate::respond::{self, List};
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(find, update, delete))
        .routes(routes!(renew))
        .routes(routes!(of_client))
}

/// A set of clients, named in one way: `ids`; a `selection_id`; a `clean_list_id`; `q` and `filter` of a list; or a
/// number of the analysis, as `figure` with `parameters` and `cell`.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ClientSet {
    /// These clients.
    #[schema(value_type = Option<Vec<Uuid>>)]
    ids: Option<Vec<ClientId>>,
    /// Those of a selection.
    #[schema(value_type = Option<Uuid>)]
    selection_id: Option<SelectionId>,
    /// Those of a cleaned list that was not withdrawn.
    #[schema(value_type = Option<Uuid>)]
    clean_list_id: Option<CleanListId>,
    /// Those a list finds: its search box.
    q: Option<String>,
    /// Those a list finds: its filter, as in `POST /clients/query`.
    #[schema(value_type = Option<BTreeMap<String, Value>>)]
    filter: Option<Map<String, Value>>,
    /// Those behind a number of the analysis: the page, to lead back to it.
    figure: Option<String>,
    /// The question of the page.
    parameters: BTreeMap<String, String>,
    /// The number, as for `POST /analysis/clients`.
    cell: Option<BTreeMap<String, String>>,
}

impl ClientSet {
    /// The set, if it is named in exactly one way.
    pub(super) fn read(self) -> Result<Clients, Problem> {
        let found = self.q.is_some() || self.filter.is_some();
        let ways = [
            self.ids.is_some(),
            self.selection_id.is_some(),
            self.clean_list_id.is_some(),
            found,
            self.cell.is_some(),
        ];
        if ways.into_iter().filter(|way| *way).count() != 1 {
            return Err(Problem::invalid("clients", "selection.one_way"));
        }
        if let Some(ids) = self.ids {
            return if ids.len() > CLIENTS_LIMIT {
                Err(Problem::invalid("clients.ids", "list.too_long"))
            } else {
                Ok(Clients::Ids(ids))
            };
        }
        if let Some(id) = self.selection_id {
            return Ok(Clients::Selection(id));
        }
        if let Some(id) = self.clean_list_id {
            return Ok(Clients::CleanList(id));
        }
        if let Some(cell) = self.cell {
            return Ok(Clients::Drawn(Origin::Figure {
                figure: self.figure.unwrap_or_else(|| "overview".to_owned()),
                parameters: self.parameters,
                cell,
            }));
        }
        let mut filter = Conditions::new();
        each(
            &self.filter.unwrap_or_default(),
            |field, operator, values| {
                let tests = filter.entry(field.to_owned()).or_default();
                tests.insert(operator.to_owned(), values.to_vec());
                Ok(())
            },
        )?;
        let q = self.q.filter(|q| !q.trim().is_empty());
        Ok(Clients::Drawn(Origin::List { q, filter }))
    }
}

/// A selection.
#[derive(Serialize, ToSchema)]
#[schema(as = Selection)]
struct SelectionView {
    #[schema(value_type = Uuid)]
    id: SelectionId,
    #[schema(value_type = Uuid)]
    owner_id: UserId,
    /// Who made it.
    owner: String,
    name: String,
    note: Option<String>,
    shared: bool,
    /// The rule: `{"of": "figure", "figure", "parameters", "cell"}`,
    /// `{"of": "list", "q", "filter"}` or `{"of": "chosen"}`.
    #[schema(value_type = Object)]
    origin: Origin,
    /// Its clients that the reader may see.
    clients: i64,
    /// When it was drawn.
    #[schema(value_type = String, format = DateTime)]
    drawn_at: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    version: i64,
}

impl From<Seen> for SelectionView {
    fn from(seen: Seen) -> Self {
        let Seen {
            selection,
            owner,
            clients,
        } = seen;
        Self {
            id: selection.id,
            owner_id: selection.owner_id,
            owner,
            name: selection.data.name,
            note: selection.data.note,
            shared: selection.data.shared,
            origin: selection.data.origin,
            clients,
            drawn_at: selection.data.drawn_at,
            created_at: selection.created_at,
            version: selection.version,
        }
    }
}

/// A selection by its name.
#[derive(Serialize, ToSchema)]
struct SelectionName {
    #[schema(value_type = Uuid)]
    id: SelectionId,
    name: String,
}

impl From<Selection> for SelectionName {
    fn from(selection: Selection) -> Self {
        Self {
            id: selection.id,
            name: selection.data.name,
        }
    }
}

/// A selection to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewSelection {
    name: String,
    #[serde(default)]
    note: Option<String>,
    #[serde(default)]
    shared: Option<bool>,
    /// Of which clients.
    clients: ClientSet,
}

/// What is written of a selection.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct SelectionInput {
    name: Option<String>,
    /// Empty clears.
    note: Option<String>,
    shared: Option<bool>,
}

/// How a selection is brought up to date.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Renew {
    /// The version that was looked at.
    version: i64,
    /// Only say who comes and who leaves.
    #[serde(default)]
    dry_run: bool,
}

/// A client by its name.
#[derive(Serialize, ToSchema)]
struct SelectionClient {
    #[schema(value_type = Uuid)]
    id: ClientId,
    name: String,
}

/// Who came and who left; at most 100 of each by name.
#[derive(Serialize, ToSchema)]
struct SelectionRenewal {
    came: Vec<SelectionClient>,
    came_count: u64,
    left: Vec<SelectionClient>,
    left_count: u64,
    /// Clients in it then.
    clients: u64,
}

impl From<Renewal> for SelectionRenewal {
    fn from(renewal: Renewal) -> Self {
        let named = |items: Vec<app::client::Listed>| {
            let named = items.into_iter().map(|item| SelectionClient {
                id: item.id,
                name: item.name,
            });
            named.collect()
        };
        Self {
            came: named(renewal.came),
            came_count: renewal.came_count,
            left: named(renewal.left),
            left_count: renewal.left_count,
            clients: renewal.clients,
        }
    }
}

/// The selections one may open.
#[utoipa::path(get, path = "/selections", tag = "selection", operation_id = "list_selections",
    responses((status = 200, body = List<SelectionView>)),
    extensions(("x-right" = json!("client.read"))))]
async fn list(state: State, Who(ctx): Who) -> Result<List<SelectionView>, Problem> {
    let all = state.run(ctx, app::selection::list).await?;
    Ok(List::whole(
        all.into_iter().map(SelectionView::from).collect(),
    ))
}

/// The selections that hold a client.
#[utoipa::path(get, path = "/clients/{id}/selections", tag = "selection",
    operation_id = "list_selections_of_client", params(("id" = Uuid, Path)),
    responses((status = 200, body = List<SelectionName>)),
    extensions(("x-right" = json!("client.read"))))]
async fn of_client(
    state: State,
    Who(ctx): Who,
    Path(id): Path<ClientId>,
) -> Result<List<SelectionName>, Problem> {
    let all = state
        .run(ctx, move |app, ctx| app::selection::of_client(app, ctx, id))
        .await?;
    Ok(List::whole(
        all.into_iter().map(SelectionName::from).collect(),
    ))
}

/// Make a selection.
#[utoipa::path(post, path = "/selections", tag = "selection", operation_id = "create_selection",
    request_body = NewSelection, responses((status = 201, body = SelectionView)),
    extensions(("x-right" = json!("selection.write"))))]
async fn create(
    state: State,
    Who(ctx): Who,
    Body(body): Body<NewSelection>,
) -> Result<Response, Problem> {
    let input = Input {
        name: Some(body.name),
        note: body.note,
        shared: body.shared,
    };
    let set = body.clients.read()?;
    let made = state
        .run(ctx, move |app, ctx| {
            app::selection::create(app, ctx, &input, &set)
        })
        .await?;
    let location = format!("/api/v1/selections/{}", made.selection.id);
    let version = made.selection.version;
    Ok(respond::created(
        &location,
        Some(version),
        SelectionView::from(made),
    ))
}

/// One selection.
#[utoipa::path(get, path = "/selections/{id}", tag = "selection", operation_id = "get_selection",
    params(("id" = Uuid, Path)), responses((status = 200, body = SelectionView)),
    extensions(("x-right" = json!("client.read"))))]
async fn find(
    state: State,
    Who(ctx): Who,
    Path(id): Path<SelectionId>,
) -> Result<Response, Problem> {
    let seen = state
        .run(ctx, move |app, ctx| app::selection::find(app, ctx, id))
        .await?;
    Ok(respond::one(
        seen.selection.version,
        SelectionView::from(seen),
    ))
}

/// Change one's own selection.
#[utoipa::path(patch, path = "/selections/{id}", tag = "selection",
    operation_id = "update_selection", params(("id" = Uuid, Path)),
    request_body = SelectionInput, responses((status = 200, body = SelectionView)),
    extensions(("x-right" = json!("selection.write"))))]
async fn update(
    state: State,
    Who(ctx): Who,
    Path(id): Path<SelectionId>,
    IfMatch(version): IfMatch,
    Body(body): Body<SelectionInput>,
) -> Result<Response, Problem> {
    let input = Input {
        name: body.name,
        note: body.note,
        shared: body.shared,
    };
    let seen = state
        .run(ctx, move |app, ctx| {
            app::selection::update(app, ctx, id, version, &input)
        })
        .await?;
    Ok(respond::one(
        seen.selection.version,
        SelectionView::from(seen),
    ))
}

/// Bring one's own selection up to date; `dry_run` only says who comes and who leaves.
#[utoipa::path(post, path = "/selections/{id}/renew", tag = "selection",
    operation_id = "renew_selection", params(("id" = Uuid, Path)), request_body = Renew,
    responses((status = 200, body = SelectionRenewal)),
    extensions(("x-right" = json!("selection.write"))))]
async fn renew(
    state: State,
    Who(ctx): Who,
    Path(id): Path<SelectionId>,
    Body(body): Body<Renew>,
) -> Result<Json<SelectionRenewal>, Problem> {
    let Renew { version, dry_run } = body;
    let renewal = state
        .run(ctx, move |app, ctx| {
            app::selection::renew(app, ctx, id, version, dry_run)
        })
        .await?;
    Ok(Json(renewal.into()))
}

/// Remove one's own selection.
#[utoipa::path(delete, path = "/selections/{id}", tag = "selection",
    operation_id = "delete_selection", params(("id" = Uuid, Path)),
    responses((status = 204)), extensions(("x-right" = json!("selection.write"))))]
async fn delete(
    state: State,
    Who(ctx): Who,
    Path(id): Path<SelectionId>,
    IfMatch(version): IfMatch,
) -> Result<Response, Problem> {
    state
        .run(ctx, move |app, ctx| {
            app::selection::delete(app, ctx, id, version)
        })
        .await?;
    Ok(respond::none())
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Forbidden(refusal) => refusal.into(),
            Error::NotFound => Self::not_found(),
            Error::Invalid(refusals) => refused(refusals),
            Error::VersionConflict { current } => Self::version_conflict(current),
            Error::Analysis(error) => error.into(),
            Error::Client(error) => error.into(),
            Error::Db(error) => error.into(),
        }
    }
}

#[cfg(test)]
mod tests;
