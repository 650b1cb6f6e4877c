//! Coefficients of a funnel: plan and fact, the fair comparison, cohorts, what the programme brings,
//! training of a step.

use app::client::ExportFormat;
use app::coefficient::{
    Cohorts, Comparison, Error, Of, Programme, Report, Request, Train, Trained,
};
use app::training::Input;
use axum::Json;
use axum::response::Response;
use domain::id::{CleanListId, FunnelId, ProductGroupId, SegmentId, SourceId, TeamId, UserId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::client::{attached_as, not_written, refused};
use crate::extract::{Body, Path, Query, Who};
use crate::problem::Problem;
use crate::respond::{self, List};
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(report))
        .routes(routes!(comparison))
        .routes(routes!(cohorts))
        .routes(routes!(programme))
        .routes(routes!(trained, train))
        .routes(routes!(export))
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Forbidden(refusal) => refusal.into(),
            Error::NotFound => Self::not_found(),
            Error::Invalid(refusals) => refused(refusals),
            Error::Table(error) => not_written(&error),
            Error::Db(error) => error.into(),
        }
    }
}

/// Which deals, decided when.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// The first day.
    #[param(value_type = String, format = Date)]
    from: Date,
    /// The last day; at most 62 weeks.
    #[param(value_type = String, format = Date)]
    to: Date,
    /// Of this employee.
    #[param(value_type = Option<Uuid>)]
    user_id: Option<UserId>,
    /// Of a team.
    #[param(value_type = Option<Uuid>)]
    team_id: Option<TeamId>,
    /// Of clients in this segment when the deal began.
    #[param(value_type = Option<Uuid>)]
    segment_id: Option<SegmentId>,
    /// Of clients from this source.
    #[param(value_type = Option<Uuid>)]
    source_id: Option<SourceId>,
    /// About this group of products.
    #[param(value_type = Option<Uuid>)]
    product_group_id: Option<ProductGroupId>,
    /// Begun from this cleaned list.
    #[param(value_type = Option<Uuid>)]
    clean_list_id: Option<CleanListId>,
    /// Of the file: `csv` (by default) or `xlsx`.
    format: Option<String>,
}

impl Wanted {
    fn of(&self, funnel: FunnelId) -> Request {
        Request {
            funnel,
            from: self.from,
            to: self.to,
            of: Of {
                user: self.user_id,
                team: self.team_id,
                segment: self.segment_id,
                source: self.source_id,
                group: self.product_group_id,
                list: self.clean_list_id,
            },
        }
    }
}

/// Plan and fact of each step: all together, by employee, by week; what is certainly under its plan.
#[utoipa::path(get, path = "/funnels/{id}/report", tag = "coefficient",
    operation_id = "get_funnel_report", params(("id" = Uuid, Path), Wanted),
    responses((status = 200, body = Report)), extensions(("x-right" = json!("analysis.read"))))]
async fn report(
    state: State,
    Who(ctx): Who,
    Path(id): Path<FunnelId>,
    Query(wanted): Query<Wanted>,
) -> Result<Json<Report>, Problem> {
    let request = wanted.of(id);
    let found = state
        .run(ctx, move |app, ctx| {
            app::coefficient::report(app, ctx, &request)
        })
        .await?;
    Ok(Json(found))
}

/// The employees compared as if all lists had been alike; weak steps and who teaches whom;
/// coefficients by source, segment, product group and cleaned list.
#[utoipa::path(get, path = "/funnels/{id}/report/comparison", tag = "coefficient",
    operation_id = "get_funnel_comparison", params(("id" = Uuid, Path), Wanted),
    responses((status = 200, body = Comparison)), extensions(("x-right" = json!("analysis.read"))))]
async fn comparison(
    state: State,
    Who(ctx): Who,
    Path(id): Path<FunnelId>,
    Query(wanted): Query<Wanted>,
) -> Result<Json<Comparison>, Problem> {
    let request = wanted.of(id);
    let found = state
        .run(ctx, move |app, ctx| {
            app::coefficient::comparison(app, ctx, &request)
        })
        .await?;
    Ok(Json(found))
}

/// What became of the deals that began in each week.
#[utoipa::path(get, path = "/funnels/{id}/report/cohorts", tag = "coefficient",
    operation_id = "get_funnel_cohorts", params(("id" = Uuid, Path), Wanted),
    responses((status = 200, body = Cohorts)), extensions(("x-right" = json!("analysis.read"))))]
async fn cohorts(
    state: State,
    Who(ctx): Who,
    Path(id): Path<FunnelId>,
    Query(wanted): Query<Wanted>,
) -> Result<Json<Cohorts>, Problem> {
    let request = wanted.of(id);
    let found = state
        .run(ctx, move |app, ctx| {
            app::coefficient::cohorts(app, ctx, &request)
        })
        .await?;
    Ok(Json(found))
}

/// What the programme brings against its goal; the strategies to attract and to keep.
#[utoipa::path(get, path = "/funnels/{id}/report/programme", tag = "coefficient",
    operation_id = "get_funnel_programme", params(("id" = Uuid, Path), Wanted),
    responses((status = 200, body = Programme)), extensions(("x-right" = json!("analysis.read"))))]
async fn programme(
    state: State,
    Who(ctx): Who,
    Path(id): Path<FunnelId>,
    Query(wanted): Query<Wanted>,
) -> Result<Json<Programme>, Problem> {
    let request = wanted.of(id);
    let found = state
        .run(ctx, move |app, ctx| {
            app::coefficient::programme(app, ctx, &request)
        })
        .await?;
    Ok(Json(found))
}

/// The trainings of steps in the last year, each with the coefficient before and after.
#[utoipa::path(get, path = "/funnels/{id}/report/trainings", tag = "coefficient",
    operation_id = "list_funnel_trainings", params(("id" = Uuid, Path)),
    responses((status = 200, body = List<Trained>)),
    extensions(("x-right" = json!("analysis.read"))))]
async fn trained(
    state: State,
    Who(ctx): Who,
    Path(id): Path<FunnelId>,
) -> Result<List<Trained>, Problem> {
    let found = state
        .run(ctx, move |app, ctx| app::coefficient::trained(app, ctx, id))
        .await?;
    Ok(List::whole(found))
}

/// Training of a step.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct FunnelTraining {
    /// Who is taught.
    #[schema(value_type = Uuid)]
    user_id: UserId,
    /// The key of the step.
    step: String,
    /// Who teaches.
    #[serde(default)]
    #[schema(value_type = Option<Uuid>)]
    teacher_id: Option<UserId>,
    /// What about.
    topic: String,
    /// Today when absent.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    day: Option<Date>,
    #[serde(default)]
    note: Option<String>,
}

/// The record made.
#[derive(Serialize, ToSchema)]
struct FunnelTrainingMade {
    /// Of the register of training.
    id: Uuid,
}

/// Write training of a step into the register.
#[utoipa::path(post, path = "/funnels/{id}/report/trainings", tag = "coefficient",
    operation_id = "create_funnel_training", params(("id" = Uuid, Path)),
    request_body = FunnelTraining, responses((status = 201, body = FunnelTrainingMade)),
    extensions(("x-right" = json!("training.write"))))]
async fn train(
    state: State,
    Who(ctx): Who,
    Path(id): Path<FunnelId>,
    Body(body): Body<FunnelTraining>,
) -> Result<Response, Problem> {
    let input = Train {
        funnel: id,
        step: body.step,
        teacher: body.teacher_id,
        record: Input {
            user_id: body.user_id,
            kind: "training".to_owned(),
            topic: body.topic,
            day: body.day,
            score: None,
            note: body.note,
        },
    };
    let made = state
        .run(ctx, move |app, ctx| {
            app::coefficient::train(app, ctx, &input)
        })
        .await?;
    let location = format!("/api/v1/trainings/{made}");
    Ok(respond::created(
        &location,
        None,
        FunnelTrainingMade { id: made.uuid() },
    ))
}

/// Plan and fact as a file: a row for each employee and step, each week and step, and the whole.
#[utoipa::path(get, path = "/funnels/{id}/report/file", tag = "coefficient",
    operation_id = "export_funnel_report", params(("id" = Uuid, Path), Wanted),
    responses((status = 200, content_type = "application/octet-stream")),
    extensions(("x-right" = json!("client.export"))))]
async fn export(
    state: State,
    Who(ctx): Who,
    Path(id): Path<FunnelId>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let format = match wanted.format.as_deref() {
        None | Some("csv") => ExportFormat::Csv,
        Some("xlsx") => ExportFormat::Xlsx,
        Some(_) => return Err(Problem::invalid("format", "code.unknown")),
    };
    let request = wanted.of(id);
    let file = state
        .run(ctx, move |app, ctx| {
            app::coefficient::export(app, ctx, &request, format)
        })
        .await?;
    Ok(attached_as("coefficients", file, format))
}
