//! Funnels: drafted, approved and planned by heads, read by everybody who works clients.

use app::funnel::{Error, Input, PlanInput, Seen};
use axum::response::Response;
use domain::funnel::{Norm, Plan, PlanOf, Step, Version};
use domain::id::{FunnelId, FunnelPlanId, ProductGroupId, SegmentId, UserId};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::client::refused;
use crate::extract::{Body, IfMatch, Path, Who};
use crate::problem::Problem;
use crate::respond::{self, List};
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(find, update))
        .routes(routes!(draft))
        .routes(routes!(discard))
        .routes(routes!(approve))
        .routes(routes!(plan))
        .routes(routes!(unplan))
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Forbidden(refusal) => refusal.into(),
            Error::NotFound => Self::not_found(),
            Error::Invalid(refusals) => refused(refusals),
            Error::Approved => Self::invalid("number", "funnel.approved"),
            Error::VersionConflict { current } => Self::version_conflict(current),
            Error::Db(error) => error.into(),
        }
    }
}

/// What share passes to a step as a rule.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct FunnelNorm {
    /// `normal`, `crisis`, `distributor`, `retail`, `corporate`, `scored`.
    of: String,
    /// Percent.
    low: i64,
    /// Percent.
    high: i64,
}

impl From<Norm> for FunnelNorm {
    fn from(norm: Norm) -> Self {
        Self {
            of: norm.of.code().to_owned(),
            low: norm.low,
            high: norm.high,
        }
    }
}

/// A step of a funnel.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct FunnelStep {
    /// Stays the same in all versions: small letters, digits, `_`.
    key: String,
    /// `null`: a step of a preset, which the words name.
    #[serde(default)]
    name: Option<String>,
    /// `attract`, `sell`, `serve`, `keep`, `develop`.
    function: String,
    #[serde(default)]
    norms: Vec<FunnelNorm>,
    /// The planned coefficient in thousandths; the first step has none.
    #[serde(default)]
    plan: Option<i64>,
    /// What is to be solved on it.
    #[serde(default)]
    tasks: Vec<String>,
    /// `title`, `amount`, `expected_day`, `person`, `product_group`, `phone`, `email`, `tax_number`,
    /// `region`, `segment`: what must be known before a deal comes here by hand.
    #[serde(default)]
    required: Vec<String>,
    /// Keys of the steps a deal may go to by hand from here; none: to any.
    #[serde(default)]
    next: Vec<String>,
    /// A deal that stands here longer is stuck.
    stuck_days: i64,
    /// `contact`, `presentation_agreed`, `conveyor_passed`, `first_order`, `payment`: moves a deal
    /// here by itself.
    #[serde(default)]
    event: Option<String>,
}

impl From<Step> for FunnelStep {
    fn from(step: Step) -> Self {
        Self {
            key: step.key,
            name: step.name,
            function: step.function.code().to_owned(),
            norms: step.norms.into_iter().map(FunnelNorm::from).collect(),
            plan: step.plan,
            tasks: step.tasks,
            required: step
                .required
                .iter()
                .map(|of| of.code().to_owned())
                .collect(),
            next: step.next,
            stuck_days: step.stuck_days,
            event: step.event.map(|event| event.code().to_owned()),
        }
    }
}

fn steps(all: Vec<FunnelStep>) -> Result<Vec<Step>, Problem> {
    let one = |(at, step): (usize, FunnelStep)| {
        let unknown =
            |field: &str| Problem::invalid(format!("steps[{at}].{field}"), "code.unknown");
        let norm = |norm: FunnelNorm| {
            Ok(Norm {
                of: norm.of.parse().map_err(|_| unknown("norms"))?,
                low: norm.low,
                high: norm.high,
            })
        };
        let required = step.required.iter().map(|of| of.parse());
        Ok(Step {
            function: step.function.parse().map_err(|_| unknown("function"))?,
            norms: step
                .norms
                .into_iter()
                .map(norm)
                .collect::<Result<_, Problem>>()?,
            required: required
                .collect::<Result<_, _>>()
                .map_err(|_| unknown("required"))?,
            event: step
                .event
                .map(|event| event.parse())
                .transpose()
                .map_err(|_| unknown("event"))?,
            key: step.key,
            name: step.name,
            plan: step.plan,
            tasks: step.tasks,
            next: step.next,
            stuck_days: step.stuck_days,
        })
    };
    all.into_iter().enumerate().map(one).collect()
}

/// A version of the steps.
#[derive(Serialize, ToSchema)]
struct FunnelVersion {
    /// From 1 on.
    number: i64,
    steps: Vec<FunnelStep>,
    note: Option<String>,
    #[schema(value_type = Uuid)]
    created_by: UserId,
    created_at: Timestamp,
    /// `null`: a draft.
    #[schema(value_type = Option<Uuid>)]
    approved_by: Option<UserId>,
    approved_at: Option<Timestamp>,
    /// The first day on which it counts.
    #[schema(value_type = Option<String>, format = Date)]
    from_day: Option<Date>,
}

impl From<Version> for FunnelVersion {
    fn from(of: Version) -> Self {
        Self {
            number: of.number,
            steps: of.steps.into_iter().map(FunnelStep::from).collect(),
            note: of.note,
            created_by: of.created_by,
            created_at: of.created_at,
            approved_by: of.approval.map(|approval| approval.by),
            approved_at: of.approval.map(|approval| approval.at),
            from_day: of.approval.map(|approval| approval.from_day),
        }
    }
}

/// A planned coefficient that was approved.
#[derive(Serialize, ToSchema)]
struct FunnelPlan {
    #[schema(value_type = Uuid)]
    id: FunnelPlanId,
    /// Key of the step.
    step: String,
    /// Only of clients of this segment.
    #[schema(value_type = Option<Uuid>)]
    segment_id: Option<SegmentId>,
    /// Only of deals about this product group.
    #[schema(value_type = Option<Uuid>)]
    product_group_id: Option<ProductGroupId>,
    /// Only of clients of this employee.
    #[schema(value_type = Option<Uuid>)]
    user_id: Option<UserId>,
    #[schema(value_type = String, format = Date)]
    from_day: Date,
    /// Thousandths.
    permille: i64,
    #[schema(value_type = Uuid)]
    approved_by: UserId,
    approved_at: Timestamp,
}

impl From<Plan> for FunnelPlan {
    fn from(plan: Plan) -> Self {
        Self {
            id: plan.id,
            step: plan.step,
            segment_id: plan.of.segment_id,
            product_group_id: plan.of.product_group_id,
            user_id: plan.of.user_id,
            from_day: plan.from_day,
            permille: plan.permille,
            approved_by: plan.approved_by,
            approved_at: plan.approved_at,
        }
    }
}

/// A funnel with what was drafted, approved and planned.
#[derive(Serialize, ToSchema)]
#[schema(as = Funnel)]
struct FunnelView {
    #[schema(value_type = Uuid)]
    id: FunnelId,
    /// Its name; the code of the preset where nobody gave it one.
    name: String,
    /// `acquisition`, `cycle`; `null`: the company's own.
    preset: Option<&'static str>,
    /// No deal begins in it any more.
    archived: bool,
    version: i64,
    /// Number of the version in force.
    in_force: Option<i64>,
    /// Ascending; one without `approved_at` is the draft.
    versions: Vec<FunnelVersion>,
    /// The latest first.
    plans: Vec<FunnelPlan>,
}

impl From<Seen> for FunnelView {
    fn from(seen: Seen) -> Self {
        Self {
            in_force: seen.in_force().map(|version| version.number),
            id: seen.funnel.id,
            name: seen.funnel.name,
            preset: seen.funnel.preset.map(|preset| preset.code()),
            archived: seen.funnel.archived,
            version: seen.funnel.version,
            versions: seen.versions.into_iter().map(FunnelVersion::from).collect(),
            plans: seen.plans.into_iter().map(FunnelPlan::from).collect(),
        }
    }
}

fn shown(seen: Seen) -> Response {
    respond::one(seen.funnel.version, FunnelView::from(seen))
}

/// A new funnel: of a preset, or the company's own.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct FunnelInput {
    /// Needed without a preset.
    #[serde(default)]
    name: Option<String>,
    /// `acquisition`, `cycle`.
    #[serde(default)]
    preset: Option<String>,
    /// Those of the preset when absent.
    #[serde(default)]
    steps: Option<Vec<FunnelStep>>,
}

/// What changes of a funnel; absent fields stay.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct FunnelChange {
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    archived: Option<bool>,
}

/// The draft of the next version.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct FunnelDraft {
    steps: Vec<FunnelStep>,
    /// Why.
    #[serde(default)]
    note: Option<String>,
}

/// An approval.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct FunnelApproval {
    /// The first day on which it counts; today when absent.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    from_day: Option<Date>,
}

/// A planned coefficient; the most particular one counts.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct FunnelPlanInput {
    step: String,
    #[serde(default)]
    #[schema(value_type = Option<Uuid>)]
    segment_id: Option<SegmentId>,
    #[serde(default)]
    #[schema(value_type = Option<Uuid>)]
    product_group_id: Option<ProductGroupId>,
    #[serde(default)]
    #[schema(value_type = Option<Uuid>)]
    user_id: Option<UserId>,
    /// Today when absent.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    from_day: Option<Date>,
    /// Thousandths, 0 to 1000.
    permille: i64,
}

/// All funnels, those in use first.
#[utoipa::path(get, path = "/funnels", tag = "funnel", operation_id = "list_funnels",
    responses((status = 200, body = List<FunnelView>)),
    extensions(("x-right" = json!("client.read"))))]
async fn list(state: State, Who(ctx): Who) -> Result<List<FunnelView>, Problem> {
    let all = state.run(ctx, app::funnel::list).await?;
    Ok(List::whole(all.into_iter().map(FunnelView::from).collect()))
}

/// Make a funnel with its first draft.
#[utoipa::path(post, path = "/funnels", tag = "funnel", operation_id = "create_funnel",
    request_body = FunnelInput, responses((status = 201, body = FunnelView)),
    extensions(("x-right" = json!("funnel.write"))))]
async fn create(
    state: State,
    Who(ctx): Who,
    Body(body): Body<FunnelInput>,
) -> Result<Response, Problem> {
    let input = Input {
        name: body.name,
        preset: body.preset,
        steps: body.steps.map(steps).transpose()?,
    };
    let made = state
        .run(ctx, move |app, ctx| app::funnel::create(app, ctx, &input))
        .await?;
    let location = format!("/api/v1/funnels/{}", made.funnel.id);
    let version = Some(made.funnel.version);
    Ok(respond::created(&location, version, FunnelView::from(made)))
}

/// A funnel.
#[utoipa::path(get, path = "/funnels/{id}", tag = "funnel", operation_id = "get_funnel",
    params(("id" = Uuid, Path)), responses((status = 200, body = FunnelView)),
    extensions(("x-right" = json!("client.read"))))]
async fn find(state: State, Who(ctx): Who, Path(id): Path<FunnelId>) -> Result<Response, Problem> {
    let seen = state
        .run(ctx, move |app, ctx| app::funnel::find(app, ctx, id))
        .await?;
    Ok(shown(seen))
}

/// Rename a funnel, or put it away.
#[utoipa::path(patch, path = "/funnels/{id}", tag = "funnel", operation_id = "update_funnel",
    params(("id" = Uuid, Path)), request_body = FunnelChange,
    responses((status = 200, body = FunnelView)),
    extensions(("x-right" = json!("funnel.write"))))]
async fn update(
    state: State,
    Who(ctx): Who,
    Path(id): Path<FunnelId>,
    IfMatch(version): IfMatch,
    Body(body): Body<FunnelChange>,
) -> Result<Response, Problem> {
    let seen = state
        .run(ctx, move |app, ctx| {
            let change = (body.name.as_deref(), body.archived);
            app::funnel::update(app, ctx, id, version, change)
        })
        .await?;
    Ok(shown(seen))
}

/// Write the draft: the next version, or the one that is not approved yet.
#[utoipa::path(post, path = "/funnels/{id}/versions", tag = "funnel",
    operation_id = "draft_funnel", params(("id" = Uuid, Path)), request_body = FunnelDraft,
    responses((status = 200, body = FunnelView)),
    extensions(("x-right" = json!("funnel.write"))))]
async fn draft(
    state: State,
    Who(ctx): Who,
    Path(id): Path<FunnelId>,
    IfMatch(version): IfMatch,
    Body(body): Body<FunnelDraft>,
) -> Result<Response, Problem> {
    let steps = steps(body.steps)?;
    let seen = state
        .run(ctx, move |app, ctx| {
            let draft = (&steps[..], body.note.as_deref());
            app::funnel::draft(app, ctx, id, version, draft)
        })
        .await?;
    Ok(shown(seen))
}

/// Throw a draft away.
#[utoipa::path(post, path = "/funnels/{id}/versions/{number}/discard", tag = "funnel",
    operation_id = "discard_funnel_draft",
    params(("id" = Uuid, Path), ("number" = i64, Path)),
    responses((status = 200, body = FunnelView)),
    extensions(("x-right" = json!("funnel.write"))))]
async fn discard(
    state: State,
    Who(ctx): Who,
    Path((id, number)): Path<(FunnelId, i64)>,
    IfMatch(version): IfMatch,
) -> Result<Response, Problem> {
    let seen = state
        .run(ctx, move |app, ctx| {
            app::funnel::discard(app, ctx, id, version, number)
        })
        .await?;
    Ok(shown(seen))
}

/// Approve a draft: it does not change any more and is in force from a day on. Open deals go on by it
/// where it has the step they stand on.
#[utoipa::path(post, path = "/funnels/{id}/versions/{number}/approve", tag = "funnel",
    operation_id = "approve_funnel", params(("id" = Uuid, Path), ("number" = i64, Path)),
    request_body = FunnelApproval, responses((status = 200, body = FunnelView)),
    extensions(("x-right" = json!("funnel.write"))))]
async fn approve(
    state: State,
    Who(ctx): Who,
    Path((id, number)): Path<(FunnelId, i64)>,
    IfMatch(version): IfMatch,
    Body(body): Body<FunnelApproval>,
) -> Result<Response, Problem> {
    let seen = state
        .run(ctx, move |app, ctx| {
            app::funnel::approve(app, ctx, id, version, (number, body.from_day))
        })
        .await?;
    Ok(shown(seen))
}

/// Approve a planned coefficient. The most particular one counts: an employee before a product group
/// before a segment before all; of equals the one that began last.
#[utoipa::path(post, path = "/funnels/{id}/plans", tag = "funnel",
    operation_id = "plan_funnel", params(("id" = Uuid, Path)), request_body = FunnelPlanInput,
    responses((status = 201, body = FunnelPlan)),
    extensions(("x-right" = json!("funnel.write"))))]
async fn plan(
    state: State,
    Who(ctx): Who,
    Path(id): Path<FunnelId>,
    Body(body): Body<FunnelPlanInput>,
) -> Result<Response, Problem> {
    let input = PlanInput {
        step: body.step,
        of: PlanOf {
            segment_id: body.segment_id,
            product_group_id: body.product_group_id,
            user_id: body.user_id,
        },
        from_day: body.from_day,
        permille: body.permille,
    };
    let made = state
        .run(ctx, move |app, ctx| app::funnel::plan(app, ctx, id, &input))
        .await?;
    let location = format!("/api/v1/funnel-plans/{}", made.id);
    Ok(respond::created(&location, None, FunnelPlan::from(made)))
}

/// Take a planned coefficient away.
#[utoipa::path(delete, path = "/funnel-plans/{id}", tag = "funnel",
    operation_id = "unplan_funnel", params(("id" = Uuid, Path)), responses((status = 204)),
    extensions(("x-right" = json!("funnel.write"))))]
async fn unplan(
    state: State,
    Who(ctx): Who,
    Path(id): Path<FunnelPlanId>,
) -> Result<Response, Problem> {
    state
        .run(ctx, move |app, ctx| app::funnel::unplan(app, ctx, id))
        .await?;
    Ok(respond::none())
}
