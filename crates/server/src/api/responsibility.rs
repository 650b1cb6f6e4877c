//! Who retains and who develops which clients; the head's visits to key clients.

use app::responsibility::{
    self, Case, Error, Input, KeyLimit, Load, Matrix, Report, Told, Visit, VisitTasks,
};
use axum::Json;
use axum::http::StatusCode;
use axum::response::Response;
use domain::id::{ClientId, ProductGroupId, ResponsibilityId, TerritoryId, UserId};
use domain::policy::{Action, may_do};
use domain::responsibility::{Answer, Cell};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::client::{Named, refused};
use crate::extract::{Body, IfMatch, Path, Who};
use crate::problem::Problem;
use crate::respond;
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(matrix, create))
        .routes(routes!(delete))
        .routes(routes!(report))
        .routes(routes!(of_client))
        .routes(routes!(visits, plan))
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Forbidden(refusal) => refusal.into(),
            Error::NotFound => Self::not_found(),
            Error::Invalid(refusals) => refused(refusals),
            Error::VersionConflict { current } => Self::version_conflict(current),
            Error::Task(error) => error.into(),
            Error::Db(error) => error.into(),
        }
    }
}

/// The refusal of one key client more than an employee can look after: the rule and who can change
/// it.
pub(super) fn key_limit(limit: KeyLimit) -> Problem {
    let roles: Vec<Value> = may_do(Action::SettingWrite)
        .iter()
        .map(|role| Value::from(role.code()))
        .collect();
    Problem::new(StatusCode::CONFLICT, "key.limit")
        .with("held", limit.held)
        .with("most", limit.most)
        .with("setting", domain::setting::KEY_PER_MANAGER.name)
        .with("roles", roles)
}

/// A cell of the matrix: who does what, for which clients.
#[derive(Serialize, ToSchema)]
struct ResponsibilityCell {
    #[schema(value_type = Uuid)]
    id: ResponsibilityId,
    #[schema(value_type = Uuid)]
    user_id: UserId,
    /// `retention` or `development`.
    function: &'static str,
    /// `all`, `key` or `other`.
    clients: &'static str,
    /// The product line; `null`: all.
    #[schema(value_type = Option<Uuid>)]
    line_id: Option<ProductGroupId>,
    /// The territory; `null`: all.
    #[schema(value_type = Option<Uuid>)]
    territory_id: Option<TerritoryId>,
    #[schema(value_type = String, format = Date)]
    from_day: Date,
    /// The last day; `null`: until further notice.
    #[schema(value_type = Option<String>, format = Date)]
    until_day: Option<Date>,
    version: i64,
}

impl From<Cell> for ResponsibilityCell {
    fn from(cell: Cell) -> Self {
        let data = cell.data;
        Self {
            id: cell.id,
            user_id: data.user_id,
            function: data.function.code(),
            clients: data.clients.code(),
            line_id: data.line_id,
            territory_id: data.territory_id,
            from_day: data.from_day,
            until_day: data.until_day,
            version: cell.version,
        }
    }
}

/// The matrix of responsibility.
#[derive(Serialize, ToSchema)]
struct ResponsibilityMatrix {
    /// `one`: one manager does all; `separate`: the matrix decides.
    mode: &'static str,
    cells: Vec<ResponsibilityCell>,
    /// The product lines: the roots of the product tree.
    lines: Vec<Named>,
    #[schema(value_type = String, format = Date)]
    today: Date,
}

impl From<Matrix> for ResponsibilityMatrix {
    fn from(of: Matrix) -> Self {
        let line = |(id, name): (ProductGroupId, String)| Named {
            id: id.uuid(),
            name,
        };
        Self {
            mode: of.mode.code(),
            cells: of.cells.into_iter().map(Into::into).collect(),
            lines: of.lines.into_iter().map(line).collect(),
            today: of.today,
        }
    }
}

/// The whole matrix, with the cells that are over or begin later.
#[utoipa::path(get, path = "/responsibility", tag = "responsibility", operation_id = "get_responsibility",
    responses((status = 200, body = ResponsibilityMatrix)),
    extensions(("x-right" = json!("user.read"))))]
async fn matrix(state: State, Who(ctx): Who) -> Result<Json<ResponsibilityMatrix>, Problem> {
    Ok(Json(state.run(ctx, responsibility::matrix).await?.into()))
}

/// A new cell of the matrix.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ResponsibilityInput {
    #[schema(value_type = Uuid)]
    user_id: UserId,
    /// `retention` or `development`.
    function: String,
    /// `all`, `key` or `other`.
    clients: String,
    /// A root of the product tree; all lines when absent.
    #[serde(default)]
    #[schema(value_type = Option<Uuid>)]
    line_id: Option<ProductGroupId>,
    /// A territory with regions; all when absent.
    #[serde(default)]
    #[schema(value_type = Option<Uuid>)]
    territory_id: Option<TerritoryId>,
    /// Today when absent.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    from_day: Option<Date>,
    /// The last day; until further notice when absent.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    until_day: Option<Date>,
}

/// Make an employee responsible.
#[utoipa::path(post, path = "/responsibility", tag = "responsibility", operation_id = "create_responsibility",
    request_body = ResponsibilityInput, responses((status = 201, body = ResponsibilityCell)),
    extensions(("x-right" = json!("client.assign"))))]
async fn create(
    state: State,
    Who(ctx): Who,
    Body(body): Body<ResponsibilityInput>,
) -> Result<Response, Problem> {
    let unknown = |field: &'static str| Problem::invalid(field, "code.unknown");
    let input = Input {
        user_id: body.user_id,
        function: body.function.parse().map_err(|_| unknown("function"))?,
        clients: body.clients.parse().map_err(|_| unknown("clients"))?,
        line_id: body.line_id,
        territory_id: body.territory_id,
        from_day: body.from_day,
        until_day: body.until_day,
    };
    let made = state
        .run(ctx, move |app, ctx| responsibility::create(app, ctx, input))
        .await?;
    let location = format!("/api/v1/responsibility/{}", made.id);
    let version = Some(made.version);
    Ok(respond::created(
        &location,
        version,
        ResponsibilityCell::from(made),
    ))
}

/// Take a cell out of the matrix.
#[utoipa::path(delete, path = "/responsibility/{id}", tag = "responsibility",
    operation_id = "delete_responsibility", params(("id" = Uuid, Path)),
    responses((status = 204)), extensions(("x-right" = json!("client.assign"))))]
async fn delete(
    state: State,
    Who(ctx): Who,
    Path(id): Path<ResponsibilityId>,
    IfMatch(version): IfMatch,
) -> Result<Response, Problem> {
    state
        .run(ctx, move |app, ctx| {
            responsibility::delete(app, ctx, id, version)
        })
        .await?;
    Ok(respond::none())
}

/// Who does a function, and by what.
#[derive(Serialize, ToSchema)]
struct ResponsibilityAnswer {
    /// `retention` or `development`.
    function: &'static str,
    /// For this product line; `null`: for all the same.
    #[schema(value_type = Option<Uuid>)]
    line_id: Option<ProductGroupId>,
    /// `cell` of the matrix, `holder` of the card, or `nobody`.
    ground: &'static str,
    /// Nobody: a hole. Several: an overlap.
    users: Vec<ResponsibleUser>,
}

/// Somebody responsible, and by which cell.
#[derive(Serialize, ToSchema)]
struct ResponsibleUser {
    #[schema(value_type = Uuid)]
    user_id: UserId,
    #[schema(value_type = Option<Uuid>)]
    cell_id: Option<ResponsibilityId>,
}

impl From<Answer> for ResponsibilityAnswer {
    fn from(of: Answer) -> Self {
        let user = |(user_id, cell_id)| ResponsibleUser { user_id, cell_id };
        Self {
            function: of.function.code(),
            line_id: of.line,
            ground: of.ground.code(),
            users: of.users.into_iter().map(user).collect(),
        }
    }
}

/// Who retains and who develops a client.
#[derive(Serialize, ToSchema)]
struct ClientResponsibility {
    /// `one`: one manager does all; `separate`: the matrix decides.
    mode: &'static str,
    /// Whether the client buys: else nobody retains or develops it.
    buys: bool,
    /// Whether it is key, by a mark or by its volume.
    key: bool,
    /// The territory it lies in.
    #[schema(value_type = Option<Uuid>)]
    territory_id: Option<TerritoryId>,
    answers: Vec<ResponsibilityAnswer>,
    /// The cells that the answers name.
    cells: Vec<ResponsibilityCell>,
}

impl From<Told> for ClientResponsibility {
    fn from(of: Told) -> Self {
        Self {
            mode: of.mode.code(),
            buys: of.buys,
            key: of.key,
            territory_id: of.territory,
            answers: of.answers.into_iter().map(Into::into).collect(),
            cells: of.cells.into_iter().map(Into::into).collect(),
        }
    }
}

/// Who retains and who develops a client, and why.
#[utoipa::path(get, path = "/clients/{id}/responsibility", tag = "responsibility",
    operation_id = "get_client_responsibility", params(("id" = Uuid, Path)),
    responses((status = 200, body = ClientResponsibility)),
    extensions(("x-right" = json!("client.read"))))]
async fn of_client(
    state: State,
    Who(ctx): Who,
    Path(id): Path<ClientId>,
) -> Result<Json<ClientResponsibility>, Problem> {
    let told = state
        .run(ctx, move |app, ctx| responsibility::of_client(app, ctx, id))
        .await?;
    Ok(Json(told.into()))
}

/// A client with a hole or an overlap.
#[derive(Serialize, ToSchema)]
struct ResponsibilityCase {
    client: Named,
    region: Option<String>,
    key: bool,
    /// What is wrong.
    answers: Vec<ResponsibilityAnswer>,
}

impl From<Case> for ResponsibilityCase {
    fn from(of: Case) -> Self {
        Self {
            client: Named {
                id: of.client.uuid(),
                name: of.name,
            },
            region: of.region,
            key: of.key,
            answers: of.answers.into_iter().map(Into::into).collect(),
        }
    }
}

/// A region in no territory.
#[derive(Serialize, ToSchema)]
struct RegionWithout {
    /// `null`: clients without a region.
    region: Option<String>,
    clients: i64,
}

/// What an employee is responsible for.
#[derive(Serialize, ToSchema)]
struct ResponsibilityLoad {
    #[schema(value_type = Uuid)]
    user_id: UserId,
    /// Clients they retain, of a line at least.
    retains: i64,
    /// Clients they develop, in a line at least.
    develops: i64,
    /// Key clients they hold.
    key_held: i64,
}

/// The matrix held against the clients that buy.
#[derive(Serialize, ToSchema)]
struct ResponsibilityReport {
    mode: &'static str,
    /// Clients that buy.
    clients: i64,
    /// Of these: key ones.
    key: i64,
    /// Clients that nobody retains or develops, of a line at least.
    holes: i64,
    /// The first 200 of them by name.
    hole_cases: Vec<ResponsibilityCase>,
    /// Clients that several retain or develop.
    overlaps: i64,
    /// The first 200 of them by name.
    overlap_cases: Vec<ResponsibilityCase>,
    /// Regions in no territory, with clients that buy.
    regions: Vec<RegionWithout>,
    loads: Vec<ResponsibilityLoad>,
    /// Key clients one employee can look after.
    key_most: i64,
}

impl From<Report> for ResponsibilityReport {
    fn from(of: Report) -> Self {
        let load = |(user_id, load): (UserId, Load)| ResponsibilityLoad {
            user_id,
            retains: load.retains,
            develops: load.develops,
            key_held: load.key_held,
        };
        let region = |(region, clients)| RegionWithout { region, clients };
        Self {
            mode: of.mode.code(),
            clients: of.clients,
            key: of.key,
            holes: of.holes,
            hole_cases: of.hole_cases.into_iter().map(Into::into).collect(),
            overlaps: of.overlaps,
            overlap_cases: of.overlap_cases.into_iter().map(Into::into).collect(),
            regions: of.regions.into_iter().map(region).collect(),
            loads: of.loads.into_iter().map(load).collect(),
            key_most: of.key_most,
        }
    }
}

/// Holes and overlaps of the matrix among the clients one sees, and what each employee is
/// responsible for.
#[utoipa::path(get, path = "/responsibility/report", tag = "responsibility",
    operation_id = "report_responsibility", responses((status = 200, body = ResponsibilityReport)),
    extensions(("x-right" = json!("client.read"))))]
async fn report(state: State, Who(ctx): Who) -> Result<Json<ResponsibilityReport>, Problem> {
    Ok(Json(state.run(ctx, responsibility::report).await?.into()))
}

/// A key client and the next visit to it.
#[derive(Serialize, ToSchema)]
struct PlannedVisit {
    client: Named,
    #[schema(value_type = Option<Uuid>)]
    manager_id: Option<UserId>,
    /// The last visit of oneself.
    own_visit_at: Option<Timestamp>,
    /// The last visit of anybody.
    last_visit_at: Option<Timestamp>,
    /// When one is to be there.
    #[schema(value_type = String, format = Date)]
    due_day: Date,
    /// Whether that day is here.
    due: bool,
    /// The day of one's open task of a visit there.
    #[schema(value_type = Option<String>, format = Date)]
    task_day: Option<Date>,
}

impl From<Visit> for PlannedVisit {
    fn from(visit: Visit) -> Self {
        let of = visit.of;
        Self {
            client: Named {
                id: of.id.uuid(),
                name: of.name,
            },
            manager_id: of.holder,
            own_visit_at: of.own,
            last_visit_at: of.last,
            due_day: visit.due,
            due: visit.is_due,
            task_day: of.task_day,
        }
    }
}

/// The plan of one's visits to key clients.
#[derive(Serialize, ToSchema)]
struct VisitPlan {
    /// Days from one visit to the next.
    every_days: i64,
    /// Those due first.
    items: Vec<PlannedVisit>,
}

/// The plan of one's own visits to the key clients one sees.
#[utoipa::path(get, path = "/visit-plan", tag = "responsibility", operation_id = "get_visit_plan",
    responses((status = 200, body = VisitPlan)), extensions(("x-right" = json!("client.read"))))]
async fn visits(state: State, Who(ctx): Who) -> Result<Json<VisitPlan>, Problem> {
    let plan = state.run(ctx, responsibility::visits).await?;
    Ok(Json(VisitPlan {
        every_days: plan.every_days,
        items: plan.items.into_iter().map(Into::into).collect(),
    }))
}

/// Which visits become tasks.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct VisitPlanInput {
    #[schema(value_type = Vec<Uuid>)]
    client_ids: Vec<ClientId>,
    /// What the tasks are called.
    title: String,
}

/// What planning visits did.
#[derive(Serialize, ToSchema)]
struct VisitsPlanned {
    tasks: i64,
    /// Clients left out: not key, not seen, or with an open visit.
    left_out: i64,
    /// The journal line that undoes the whole.
    seq: Option<i64>,
}

/// Make tasks of visits, each on the day it is due; a client with an open visit is left out.
#[utoipa::path(post, path = "/visit-plan", tag = "responsibility", operation_id = "plan_visits",
    request_body = VisitPlanInput, responses((status = 200, body = VisitsPlanned)),
    extensions(("x-right" = json!("task.write"))))]
async fn plan(
    state: State,
    Who(ctx): Who,
    Body(body): Body<VisitPlanInput>,
) -> Result<Json<VisitsPlanned>, Problem> {
    let VisitTasks {
        tasks,
        left_out,
        seq,
    } = state
        .run(ctx, move |app, ctx| {
            responsibility::plan_visits(app, ctx, &body.client_ids, &body.title)
        })
        .await?;
    Ok(Json(VisitsPlanned {
        tasks,
        left_out,
        seq,
    }))
}

#[cfg(test)]
mod tests;
