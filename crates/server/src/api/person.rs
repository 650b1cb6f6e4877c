//! People at clients.

use app::client::NewChannel;
use app::person::{Found, Input, Request};
use app::{duplicate, part};
use axum::response::Response;
use domain::filter::{TERMS_LIMIT, Term, Test};
use domain::id::{ClientId, PersonId};
use domain::part::Part;
use domain::person::{PersonData, PersonField, PersonTerm};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::client::{ChannelInput, each};
use crate::extract::{Body, IfMatch, Path, Who, present};
use crate::problem::Problem;
use crate::respond::{self, Limit, List, cursor, read_cursor};
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(update, delete))
        .routes(routes!(query))
}

/// A person at a client.
#[derive(Serialize, ToSchema)]
pub(super) struct PersonView {
    #[schema(value_type = Uuid)]
    id: PersonId,
    #[schema(value_type = Uuid)]
    client_id: ClientId,
    name: String,
    title: Option<String>,
    decision_role: &'static str,
    level: Option<&'static str>,
    note: Option<String>,
    version: i64,
}

impl From<Part<PersonData>> for PersonView {
    fn from(part: Part<PersonData>) -> Self {
        let data = part.data;
        Self {
            id: part.id,
            client_id: part.client_id,
            name: data.name,
            title: data.title,
            decision_role: data.decision_role.code(),
            level: data.level.map(|level| level.code()),
            note: data.note,
            version: part.version,
        }
    }
}

/// What is written of a person.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct PersonInput {
    name: Option<String>,
    #[serde(deserialize_with = "present")]
    title: Option<Option<String>>,
    /// `analyst`, `maker`, `influencer`, `user`, `none`.
    decision_role: Option<String>,
    /// `owner`, `ceo`, `top`, `middle`, `line`, `accountant`.
    #[serde(deserialize_with = "present")]
    level: Option<Option<String>>,
    #[serde(deserialize_with = "present")]
    note: Option<Option<String>>,
    /// The first channels of a new person; later they are added one by one.
    channels: Vec<ChannelInput>,
    /// Of a new person: whoever seems to be the same at the client is known, and this is another.
    despite_duplicates: bool,
}

impl From<PersonInput> for Input {
    fn from(body: PersonInput) -> Self {
        Self {
            name: body.name,
            title: body.title,
            decision_role: body.decision_role,
            level: body.level,
            note: body.note,
        }
    }
}

/// A person in a list, with their client.
#[derive(Serialize, ToSchema)]
struct PersonItem {
    #[serde(flatten)]
    person: PersonView,
    client: PersonClient,
}

/// The client of a person.
#[derive(Serialize, ToSchema)]
struct PersonClient {
    #[schema(value_type = Uuid)]
    id: ClientId,
    name: String,
    marker: &'static str,
}

impl From<Found> for PersonItem {
    fn from(found: Found) -> Self {
        Self {
            client: PersonClient {
                id: found.person.client_id,
                name: found.client_name,
                marker: found.client_marker.code(),
            },
            person: found.person.into(),
        }
    }
}

/// Which people.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PeopleWanted {
    /// Words of the name, in any script or keyboard layout.
    q: Option<String>,
    /// Conditions on `decision_role` and `level`.
    #[serde(default)]
    #[schema(value_type = std::collections::BTreeMap<String, Value>)]
    filter: Map<String, Value>,
    /// `name` or `-name`.
    sort: Option<String>,
    /// How many, 1 to 1000.
    #[serde(default)]
    #[schema(value_type = Option<u32>)]
    limit: Limit,
    /// `next` of the page before.
    cursor: Option<String>,
    /// Count all, too.
    #[serde(default)]
    total: bool,
}

/// A page of people at the reader's clients.
#[utoipa::path(post, path = "/people/query", tag = "person", operation_id = "query_people",
    request_body = PeopleWanted, responses((status = 200, body = List<PersonItem>)),
    extensions(("x-right" = json!("client.read"))))]
async fn query(
    state: State,
    Who(ctx): Who,
    Body(wanted): Body<PeopleWanted>,
) -> Result<List<PersonItem>, Problem> {
    let descending = match wanted.sort.as_deref() {
        None | Some("" | "name") => false,
        Some("-name") => true,
        Some(_) => return Err(Problem::invalid("sort", "field.invalid")),
    };
    let mut terms: Vec<PersonTerm> = Vec::new();
    each(&wanted.filter, |field, operator, values| {
        let bad = |code| Problem::invalid(format!("filter.{field}"), code);
        let known: PersonField = field.parse().map_err(|_| bad("field.unknown"))?;
        let test =
            Test::parse(known.kind(), operator, values).map_err(|error| bad(error.code()))?;
        if terms.len() >= TERMS_LIMIT {
            return Err(bad("filter.too_long"));
        }
        terms.push(Term { field: known, test });
        Ok(())
    })?;
    let request = Request {
        q: wanted.q,
        terms,
        descending,
        limit: wanted.limit.get(),
        after: wanted.cursor.as_deref().map(read_cursor).transpose()?,
        total: wanted.total,
    };
    let page = state
        .run(ctx, move |app, ctx| app::person::find(app, ctx, &request))
        .await?;
    Ok(List {
        items: page.items.into_iter().map(PersonItem::from).collect(),
        next: page.next.map(|place| cursor(&place)),
        total: page.total,
    })
}

/// The people of a client.
#[utoipa::path(get, path = "/clients/{id}/people", tag = "person", operation_id = "list_people",
    params(("id" = Uuid, Path)), responses((status = 200, body = List<PersonView>)),
    extensions(("x-right" = json!("client.read"))))]
async fn list(
    state: State,
    Who(ctx): Who,
    Path(client): Path<ClientId>,
) -> Result<List<PersonView>, Problem> {
    let parts = state
        .run(ctx, move |app, ctx| part::list(app, ctx, client))
        .await?;
    Ok(List::whole(
        parts.into_iter().map(PersonView::from).collect(),
    ))
}

/// Add a person to a client. One that the client seems to have is refused with who that may be
/// (`409`, `duplicate.found`), unless `despite_duplicates` says that this is another.
#[utoipa::path(post, path = "/clients/{id}/people", tag = "person", operation_id = "create_person",
    params(("id" = Uuid, Path)), request_body = PersonInput,
    responses((status = 201, body = PersonView)),
    extensions(("x-right" = json!("client.update"))))]
async fn create(
    state: State,
    Who(ctx): Who,
    Path(client): Path<ClientId>,
    Body(body): Body<PersonInput>,
) -> Result<Response, Problem> {
    let part = state
        .run(ctx, move |app, ctx| {
            let mut body = body;
            let channels = std::mem::take(&mut body.channels);
            let channels: Vec<NewChannel> = channels.into_iter().map(Into::into).collect();
            let insists = body.despite_duplicates;
            let data = Input::from(body).create()?;
            duplicate::add_person(app, ctx, client, &data, &channels, insists)
        })
        .await?;
    let location = format!("/api/v1/people/{}", part.id);
    Ok(respond::created(
        &location,
        Some(part.version),
        PersonView::from(part),
    ))
}

/// Change a person.
#[utoipa::path(patch, path = "/people/{id}", tag = "person", operation_id = "update_person",
    params(("id" = Uuid, Path)), request_body = PersonInput,
    responses((status = 200, body = PersonView)),
    extensions(("x-right" = json!("client.update"))))]
async fn update(
    state: State,
    Who(ctx): Who,
    Path(id): Path<PersonId>,
    IfMatch(version): IfMatch,
    Body(body): Body<PersonInput>,
) -> Result<Response, Problem> {
    if !body.channels.is_empty() || body.despite_duplicates {
        let field = if body.channels.is_empty() {
            "despite_duplicates"
        } else {
            "channels"
        };
        return Err(Problem::invalid(field, "field.unknown"));
    }
    let part = state
        .run(ctx, move |app, ctx| {
            let input = Input::from(body);
            part::update::<PersonData>(app, ctx, id, version, |data, _| input.apply(data))
        })
        .await?;
    Ok(respond::one(part.version, PersonView::from(part)))
}

/// Delete a person.
#[utoipa::path(delete, path = "/people/{id}", tag = "person", operation_id = "delete_person",
    params(("id" = Uuid, Path)), responses((status = 204)),
    extensions(("x-right" = json!("client.update"))))]
async fn delete(
    state: State,
    Who(ctx): Who,
    Path(id): Path<PersonId>,
    IfMatch(version): IfMatch,
) -> Result<Response, Problem> {
    state
        .run(ctx, move |app, ctx| {
            part::delete::<PersonData>(app, ctx, id, version)
        })
        .await?;
    Ok(respond::none())
}
