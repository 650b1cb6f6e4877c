//! Facts about clients and people.

use app::fact::Input;
use app::part;
use axum::response::Response;
use domain::fact::FactData;
use domain::id::{ClientId, FactId, PersonId};
use domain::part::Part;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::client::Named;
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

/// A fact about a client or person.
#[derive(Serialize, ToSchema)]
pub(super) struct FactView {
    #[schema(value_type = Uuid)]
    id: FactId,
    #[schema(value_type = Option<Uuid>)]
    person_id: Option<PersonId>,
    fact_type: &'static str,
    value: String,
    /// When it was found out.
    #[schema(value_type = String, format = Date)]
    day: Date,
    version: i64,
    created_at: Timestamp,
    created_by: Named,
}

impl FactView {
    /// The fact, with the name of its author.
    pub(super) fn of(part: Part<FactData>, author: String) -> Self {
        Self {
            id: part.id,
            person_id: part.data.person_id,
            fact_type: part.data.fact_type.code(),
            value: part.data.value,
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

/// What is written of a fact.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct FactInput {
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<Uuid>)]
    person_id: Option<Option<PersonId>>,
    fact_type: Option<String>,
    value: Option<String>,
    /// Today when absent.
    #[schema(value_type = Option<String>, format = Date)]
    day: Option<Date>,
}

impl From<FactInput> for Input {
    fn from(body: FactInput) -> Self {
        Self {
            person_id: body.person_id,
            fact_type: body.fact_type,
            value: body.value,
            day: body.day,
        }
    }
}

/// The facts of a client.
#[utoipa::path(get, path = "/clients/{id}/facts", tag = "fact", operation_id = "list_facts",
    params(("id" = Uuid, Path)), responses((status = 200, body = List<FactView>)),
    extensions(("x-right" = json!("client.read"))))]
async fn list(
    state: State,
    Who(ctx): Who,
    Path(client): Path<ClientId>,
) -> Result<List<FactView>, Problem> {
    let parts = state
        .run(ctx, move |app, ctx| {
            part::list::<FactData>(app, ctx, client)
                .and_then(|facts| part::with_authors(app, facts))
        })
        .await?;
    Ok(List::whole(
        parts
            .into_iter()
            .map(|(part, name)| FactView::of(part, name))
            .collect(),
    ))
}

/// Add a fact to a client.
#[utoipa::path(post, path = "/clients/{id}/facts", tag = "fact", operation_id = "create_fact",
    params(("id" = Uuid, Path)), request_body = FactInput,
    responses((status = 201, body = FactView)),
    extensions(("x-right" = json!("client.update"))))]
async fn create(
    state: State,
    Who(ctx): Who,
    Path(client): Path<ClientId>,
    Body(body): Body<FactInput>,
) -> Result<Response, Problem> {
    let (part, author) = state
        .run(ctx, move |app, ctx| {
            let data = Input::from(body).create(ctx)?;
            let part = part::create(app, ctx, client, &data)?;
            part::with_author(app, part)
        })
        .await?;
    let location = format!("/api/v1/facts/{}", part.id);
    Ok(respond::created(
        &location,
        Some(part.version),
        FactView::of(part, author),
    ))
}

/// Change a fact.
#[utoipa::path(patch, path = "/facts/{id}", tag = "fact", operation_id = "update_fact",
    params(("id" = Uuid, Path)), request_body = FactInput,
    responses((status = 200, body = FactView)),
    extensions(("x-right" = json!("client.update"))))]
async fn update(
    state: State,
    Who(ctx): Who,
    Path(id): Path<FactId>,
    IfMatch(version): IfMatch,
    Body(body): Body<FactInput>,
) -> Result<Response, Problem> {
    let (part, author) = state
        .run(ctx, move |app, ctx| {
            let input = Input::from(body);
            let part =
                part::update::<FactData>(app, ctx, id, version, |data, _| input.apply(data))?;
            part::with_author(app, part)
        })
        .await?;
    Ok(respond::one(part.version, FactView::of(part, author)))
}

/// Delete a fact.
#[utoipa::path(delete, path = "/facts/{id}", tag = "fact", operation_id = "delete_fact",
    params(("id" = Uuid, Path)), responses((status = 204)),
    extensions(("x-right" = json!("client.update"))))]
async fn delete(
    state: State,
    Who(ctx): Who,
    Path(id): Path<FactId>,
    IfMatch(version): IfMatch,
) -> Result<Response, Problem> {
    state
        .run(ctx, move |app, ctx| {
            part::delete::<FactData>(app, ctx, id, version)
        })
        .await?;
    Ok(respond::none())
}
