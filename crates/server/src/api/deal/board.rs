//! The board of a funnel, and what stands where with whom for how long.

use app::deal::{Ageing, Board, BoardColumn, BoardRequest, Filter, Standings, StockRow};
use domain::funnel::Part;
use domain::id::{CleanListId, FunnelId, ProductGroupId, SegmentId, SourceId, UserId};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::listed;
use super::view::DealView;
use crate::api::client::Named;
use crate::api::funnel::FunnelStep;
use crate::extract::{Path, Query, Who};
use crate::problem::Problem;
use crate::respond::List;
use crate::state::State;

/// The routes of the board.
pub(super) fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(board))
        .routes(routes!(standings))
}

/// Which deals of the funnel.
#[derive(Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct OfBoard {
    /// Of the clients of this employee.
    #[param(value_type = Option<Uuid>)]
    manager_id: Option<UserId>,
    /// Of clients that were of this segment when it began.
    #[param(value_type = Option<Uuid>)]
    segment_id: Option<SegmentId>,
    /// Of clients that came from here.
    #[param(value_type = Option<Uuid>)]
    source_id: Option<SourceId>,
    /// About this product group.
    #[param(value_type = Option<Uuid>)]
    product_group_id: Option<ProductGroupId>,
    /// Begun with this cleaned list.
    #[param(value_type = Option<Uuid>)]
    clean_list_id: Option<CleanListId>,
    /// Only those that stand on a step for too long.
    stuck: bool,
    /// Cards of each step, 1 to 100; 20 when absent.
    cards: Option<u32>,
}

impl OfBoard {
    fn request(self, funnel: FunnelId) -> BoardRequest {
        BoardRequest {
            funnel,
            filter: Filter {
                manager: self.manager_id,
                segment: self.segment_id,
                source: self.source_id,
                product_group: self.product_group_id,
                clean_list: self.clean_list_id,
                ..Filter::default()
            },
            stuck: self.stuck,
            cards: self.cards.unwrap_or(20),
        }
    }
}

/// A step of the board.
#[derive(Serialize, ToSchema)]
struct FunnelColumn {
    step: FunnelStep,
    /// The planned coefficient, thousandths.
    plan: Option<i64>,
    /// Deals that reached it between `from` and `to`.
    reached: i64,
    /// Deals that stand there; on the last step those won since `from`.
    count: i64,
    /// What they are worth in the reporting currency.
    sum_minor: i64,
    /// Since when the first of them stands there.
    oldest: Option<Timestamp>,
    /// Those that stand there for too long.
    stuck: i64,
    /// The first cards, those that stand longest before; `next` goes on in `GET /deals`.
    cards: List<DealView>,
}

impl From<BoardColumn> for FunnelColumn {
    fn from(of: BoardColumn) -> Self {
        Self {
            step: of.step.into(),
            plan: of.plan,
            reached: of.reached,
            count: of.count,
            sum_minor: of.sum_minor,
            oldest: of.oldest,
            stuck: of.stuck,
            cards: listed(of.cards),
        }
    }
}

/// A function of the sales cycle.
#[derive(Serialize, ToSchema)]
struct FunnelPart {
    /// `attract`, `sell`, `serve`, `keep`, `develop`.
    function: &'static str,
    /// Keys of its steps.
    steps: Vec<String>,
    /// What share of those that come to it is planned to pass it, thousandths.
    plan: Option<f64>,
}

impl From<Part> for FunnelPart {
    fn from(part: Part) -> Self {
        Self {
            function: part.function.code(),
            steps: part.steps,
            plan: part.plan,
        }
    }
}

/// Deals on a step of an earlier version.
#[derive(Serialize, ToSchema)]
struct StepLeft {
    step: String,
    count: i64,
}

/// The board of a funnel.
#[derive(Serialize, ToSchema)]
struct FunnelBoard {
    #[schema(value_type = Uuid)]
    funnel_id: FunnelId,
    /// Number of the version in force.
    version: i64,
    /// The steps in their order.
    columns: Vec<FunnelColumn>,
    /// Open deals that stand on steps of earlier versions.
    elsewhere: Vec<StepLeft>,
    /// The functions of the sales cycle with their targets.
    parts: Vec<FunnelPart>,
    /// Deals that were put off and wait for their day.
    postponed: i64,
    /// The days within which `reached` counts.
    #[schema(value_type = String, format = Date)]
    from: Date,
    #[schema(value_type = String, format = Date)]
    to: Date,
}

impl From<Board> for FunnelBoard {
    fn from(board: Board) -> Self {
        let left = |of: app::deal::Column| StepLeft {
            step: of.step,
            count: of.count,
        };
        Self {
            funnel_id: board.funnel.id,
            version: board.version,
            columns: board.columns.into_iter().map(FunnelColumn::from).collect(),
            elsewhere: board.elsewhere.into_iter().map(left).collect(),
            parts: board.parts.into_iter().map(FunnelPart::from).collect(),
            postponed: board.postponed,
            from: board.days.0,
            to: board.days.1,
        }
    }
}

/// What stands with the clients of an employee.
#[derive(Serialize, ToSchema)]
struct FunnelStock {
    /// `null`: the pool.
    manager: Option<Named>,
    /// Deals on each step, in the order of the steps.
    counts: Vec<i64>,
    /// What they are worth in the reporting currency.
    sum_minor: i64,
}

/// How long deals stand on a step.
#[derive(Serialize, ToSchema)]
struct FunnelAgeing {
    /// Days: half of those that stand there now stand there for at most so many …
    median: Option<i64>,
    /// … nine of ten for at most so many.
    ninth: Option<i64>,
    /// Hours: half of those that went on between `from` and `to` did so after at most so many …
    passed_median: Option<i64>,
    /// … nine of ten after at most so many.
    passed_ninth: Option<i64>,
    /// How many went on.
    passed: i64,
}

/// What stands where with whom, and for how long.
#[derive(Serialize, ToSchema)]
struct FunnelStandings {
    steps: Vec<FunnelStep>,
    /// By name; the pool last.
    stock: Vec<FunnelStock>,
    /// Step by step.
    ageing: Vec<FunnelAgeing>,
    #[schema(value_type = String, format = Date)]
    from: Date,
    #[schema(value_type = String, format = Date)]
    to: Date,
}

impl From<Standings> for FunnelStandings {
    fn from(of: Standings) -> Self {
        let row = |row: StockRow| FunnelStock {
            manager: row.manager.map(|(id, name)| Named {
                id: id.uuid(),
                name,
            }),
            counts: row.counts,
            sum_minor: row.sum_minor,
        };
        let age = |of: Ageing| FunnelAgeing {
            median: of.median,
            ninth: of.ninth,
            passed_median: of.passed_median,
            passed_ninth: of.passed_ninth,
            passed: of.passed,
        };
        Self {
            steps: of.steps.into_iter().map(FunnelStep::from).collect(),
            stock: of.stock.into_iter().map(row).collect(),
            ageing: of.ageing.into_iter().map(age).collect(),
            from: of.days.0,
            to: of.days.1,
        }
    }
}

/// What stands on each step, with the first cards.
#[utoipa::path(get, path = "/funnels/{id}/board", tag = "deal", operation_id = "funnel_board",
    params(("id" = Uuid, Path), OfBoard), responses((status = 200, body = FunnelBoard)),
    extensions(("x-right" = json!("client.read"))))]
async fn board(
    state: State,
    Who(ctx): Who,
    Path(id): Path<FunnelId>,
    Query(of): Query<OfBoard>,
) -> Result<axum::Json<FunnelBoard>, Problem> {
    let request = of.request(id);
    let board = state
        .run(ctx, move |app, ctx| app::deal::board(app, ctx, &request))
        .await?;
    Ok(axum::Json(board.into()))
}

/// What stands on each step with whose clients, and how long deals stand on a step.
#[utoipa::path(get, path = "/funnels/{id}/standings", tag = "deal",
    operation_id = "funnel_standings", params(("id" = Uuid, Path), OfBoard),
    responses((status = 200, body = FunnelStandings)),
    extensions(("x-right" = json!("client.read"))))]
async fn standings(
    state: State,
    Who(ctx): Who,
    Path(id): Path<FunnelId>,
    Query(of): Query<OfBoard>,
) -> Result<axum::Json<FunnelStandings>, Problem> {
    let request = of.request(id);
    let all = state
        .run(ctx, move |app, ctx| {
            app::deal::standings(app, ctx, &request)
        })
        .await?;
    Ok(axum::Json(all.into()))
}
