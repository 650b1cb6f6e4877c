//! The pool: taking the next client, and handing many out.

use app::pool::{self, Employee, Error, Handed, Request, Standing, Taken};
use app::work_area;
use axum::Json;
use axum::http::StatusCode;
use domain::holding::Full;
use domain::id::{ClientId, ProductGroupId, TerritoryId, UserId};
use domain::work_area::WorkArea;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::client::{Named, refused};
use crate::extract::{Body, Path, Who};
use crate::problem::Problem;
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(standing))
        .routes(routes!(take))
        .routes(routes!(hand_out))
        .routes(routes!(put_area))
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Forbidden(refusal) => refusal.into(),
            Error::Full(Full::Capacity { held, most }) => {
                Self::new(StatusCode::CONFLICT, "holding.capacity")
                    .with("held", held)
                    .with("most", most)
            }
            Error::Full(Full::Hoarding { idle, most }) => {
                Self::new(StatusCode::CONFLICT, "holding.hoarding")
                    .with("idle", idle)
                    .with("most", most)
            }
            Error::Empty => Self::new(StatusCode::CONFLICT, "pool.empty"),
            Error::Invalid(refusals) => refused(refusals),
            Error::Client(error) => error.into(),
            Error::Db(error) => error.into(),
        }
    }
}

/// A client that was taken from the pool, and why this one.
#[derive(Serialize, ToSchema)]
struct PoolTaken {
    client: Named,
    /// How it stands to us.
    relation: &'static str,
    /// How ready it is to buy; `null`: nobody has said.
    temperature: Option<&'static str>,
    /// The last effective contact; `null`: never.
    last_effective_at: Option<Timestamp>,
}

impl From<Taken> for PoolTaken {
    fn from(taken: Taken) -> Self {
        Self {
            client: Named {
                id: taken.client.uuid(),
                name: taken.name,
            },
            relation: taken.relation.code(),
            temperature: taken.temperature.map(|of| of.code()),
            last_effective_at: taken.last_effective_at,
        }
    }
}

/// Clients of the pool that stand to us in one way.
#[derive(Serialize, ToSchema)]
struct PoolSize {
    relation: &'static str,
    clients: i64,
}

/// An employee who may be given clients.
#[derive(Serialize, ToSchema)]
struct PoolTaker {
    user: Named,
    role: &'static str,
    /// Clients held.
    held: i64,
    /// Of these: without an effective contact since they were taken.
    idle: i64,
    /// How many they may hold; `null`: any number.
    capacity: Option<i64>,
    /// Stays that ended or had a result.
    stays: i64,
    /// Of these: with a result.
    results: i64,
    /// Results by stays that the lists of these clients would have brought anybody of the role, 0 to
    /// 1; `null`: no stay is over yet.
    expected: Option<f64>,
    /// Results by stays as if the lists had been like those of the role, drawn towards its mean, 0
    /// to 1.
    conversion: f64,
    /// What they take besides what their role works.
    area: WorkAreaBody,
}

/// What an employee takes from the pool; nothing of a kind is everything of it.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct WorkAreaBody {
    /// Clients of these territories.
    #[schema(value_type = Vec<Uuid>)]
    territory_ids: Vec<TerritoryId>,
    /// Clients that buy or need these product lines, and those of whom it is not known.
    #[schema(value_type = Vec<Uuid>)]
    line_ids: Vec<ProductGroupId>,
    /// Codes of languages: clients of territories with one of these, and of those without one.
    languages: Vec<String>,
}

impl From<WorkArea> for WorkAreaBody {
    fn from(of: WorkArea) -> Self {
        Self {
            territory_ids: of.territory_ids,
            line_ids: of.line_ids,
            languages: of.languages,
        }
    }
}

impl From<work_area::Error> for Problem {
    fn from(error: work_area::Error) -> Self {
        match error {
            work_area::Error::Forbidden(refusal) => refusal.into(),
            work_area::Error::NotFound => Self::not_found(),
            work_area::Error::Invalid(refusals) => refused(refusals),
            work_area::Error::Db(error) => error.into(),
        }
    }
}

/// Say what an employee takes from the pool, in place of what was said before.
#[utoipa::path(put, path = "/users/{id}/work-area", tag = "pool", operation_id = "put_work_area",
    params(("id" = Uuid, Path)), request_body = WorkAreaBody,
    responses((status = 200, body = WorkAreaBody)),
    extensions(("x-right" = json!("client.assign"))))]
async fn put_area(
    state: State,
    Who(ctx): Who,
    Path(user): Path<UserId>,
    Body(body): Body<WorkAreaBody>,
) -> Result<Json<WorkAreaBody>, Problem> {
    let area = WorkArea {
        territory_ids: body.territory_ids,
        line_ids: body.line_ids,
        languages: body.languages,
    };
    let kept = state
        .run(ctx, move |app, ctx| work_area::put(app, ctx, user, area))
        .await?;
    Ok(Json(kept.into()))
}

impl From<Employee> for PoolTaker {
    fn from(of: Employee) -> Self {
        Self {
            user: Named {
                id: of.user.uuid(),
                name: of.name,
            },
            role: of.role.code(),
            held: of.load.held,
            idle: of.load.idle,
            capacity: of.capacity,
            stays: of.record.stays,
            results: of.record.results,
            expected: of.expected,
            conversion: of.conversion,
            area: of.area.into(),
        }
    }
}

/// How the pool stands.
#[derive(Serialize, ToSchema)]
struct PoolStanding {
    waiting: Vec<PoolSize>,
    takers: Vec<PoolTaker>,
}

impl From<Standing> for PoolStanding {
    fn from(of: Standing) -> Self {
        let size = |(relation, clients): (domain::client::Relation, i64)| PoolSize {
            relation: relation.code(),
            clients,
        };
        Self {
            waiting: of.waiting.into_iter().map(size).collect(),
            takers: of.takers.into_iter().map(PoolTaker::from).collect(),
        }
    }
}

/// How many clients wait, and who may be given some.
#[utoipa::path(get, path = "/pool", tag = "pool", operation_id = "pool_standing",
    responses((status = 200, body = PoolStanding)),
    extensions(("x-right" = json!("client.assign"))))]
async fn standing(state: State, Who(ctx): Who) -> Result<Json<PoolStanding>, Problem> {
    let standing = state.run(ctx, pool::standing).await?;
    Ok(Json(standing.into()))
}

/// Take the next client of the pool. Refused with `409` when one holds as many as one may, or too
/// many are not worked yet, or nobody waits.
#[utoipa::path(post, path = "/pool/take", tag = "pool", operation_id = "take_from_pool",
    responses((status = 200, body = PoolTaken)),
    extensions(("x-right" = json!("pool.take"))))]
async fn take(state: State, Who(ctx): Who) -> Result<Json<PoolTaken>, Problem> {
    let taken = state.run(ctx, pool::take).await?;
    Ok(Json(taken.into()))
}

/// To whom clients of the pool are handed out.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PoolHandOut {
    #[schema(value_type = Vec<Uuid>)]
    user_ids: Vec<UserId>,
    /// At most so many to each.
    each: i64,
    /// Only say what would be done.
    #[serde(default)]
    dry_run: bool,
}

/// A client and to whom it goes.
#[derive(Serialize, ToSchema)]
struct PoolShare {
    #[schema(value_type = Uuid)]
    client_id: ClientId,
    client: String,
    #[schema(value_type = Uuid)]
    user_id: UserId,
    /// In which round, from 1.
    round: usize,
    /// The place of the employee by conversion, from 1.
    place: usize,
    /// Their conversion.
    conversion: f64,
    /// The conditions of their work area that the client met: `territory`, `line`, `language`.
    #[schema(value_type = Vec<String>)]
    fits: Vec<&'static str>,
}

/// What handing out did, or would do.
#[derive(Serialize, ToSchema)]
struct PoolHandedOut {
    shares: Vec<PoolShare>,
    /// The journal line that undoes the whole.
    seq: Option<i64>,
}

/// Hand clients of the pool out in rounds, the best ones to those with the best conversion.
#[utoipa::path(post, path = "/pool/hand-out", tag = "pool", operation_id = "hand_out_pool",
    request_body = PoolHandOut, responses((status = 200, body = PoolHandedOut)),
    extensions(("x-right" = json!("client.assign"))))]
async fn hand_out(
    state: State,
    Who(ctx): Who,
    Body(body): Body<PoolHandOut>,
) -> Result<Json<PoolHandedOut>, Problem> {
    let request = Request {
        users: body.user_ids,
        each: body.each,
        dry_run: body.dry_run,
    };
    let done = state
        .run(ctx, move |app, ctx| pool::hand_out(app, ctx, &request))
        .await?;
    let share = |of: Handed| PoolShare {
        client_id: of.share.client,
        client: of.name,
        user_id: of.share.user,
        round: of.share.round,
        place: of.share.place,
        conversion: of.conversion,
        fits: of.fits,
    };
    Ok(Json(PoolHandedOut {
        shares: done.shares.into_iter().map(share).collect(),
        seq: done.seq,
    }))
}
