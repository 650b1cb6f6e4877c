//! Quality of the base: how well cards are filled and checked, and what is to be done next.

use app::part;
use app::quality::{By, Error, Group, Quality, having};
use axum::Json;
use axum::response::Response;
use domain::id::{ClientId, VerificationId};
use domain::quality::Trait;
use domain::verification::{CriticalField, Verification, VerificationData};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::client::Named;
use crate::extract::{Body, IfMatch, Path, Query, Who};
use crate::problem::Problem;
use crate::respond::{self, List};
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(quality))
        .routes(routes!(usage))
        .routes(routes!(verify))
        .routes(routes!(delete))
}

/// A check that a critical field is still right.
#[derive(Serialize, ToSchema)]
pub(super) struct VerificationView {
    #[schema(value_type = Uuid)]
    id: VerificationId,
    /// `name`, `tax_number`, `phone`, `email`, `address`, `people`.
    field: &'static str,
    #[schema(value_type = String, format = Date)]
    day: Date,
    version: i64,
}

impl From<Verification> for VerificationView {
    fn from(part: Verification) -> Self {
        Self {
            id: part.id,
            field: part.data.field.code(),
            day: part.data.day,
            version: part.version,
        }
    }
}

/// What was checked.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct VerifyInput {
    /// `name`, `tax_number`, `phone`, `email`, `address`, `people`.
    fields: Vec<String>,
}

/// Note that critical fields of a client were checked today.
#[utoipa::path(post, path = "/clients/{id}/verifications", tag = "quality",
    operation_id = "verify_client",
    params(("id" = Uuid, Path)), request_body = VerifyInput,
    responses((status = 200, body = List<VerificationView>)),
    extensions(("x-right" = json!("client.update"))))]
async fn verify(
    state: State,
    Who(ctx): Who,
    Path(client): Path<ClientId>,
    Body(body): Body<VerifyInput>,
) -> Result<List<VerificationView>, Problem> {
    let fields = body
        .fields
        .iter()
        .map(|code| code.parse::<CriticalField>())
        .collect::<Result<Vec<_>, _>>()
        .map_err(|_| Problem::invalid("fields", "code.unknown"))?;
    if fields.is_empty() || fields.len() > CriticalField::ALL.len() {
        return Err(Problem::invalid("fields", "field.missing"));
    }
    let checks = state
        .run(ctx, move |app, ctx| {
            app::verification::verify(app, ctx, client, &fields)
        })
        .await?;
    Ok(List::whole(checks.into_iter().map(Into::into).collect()))
}

/// Delete a check noted by mistake.
#[utoipa::path(delete, path = "/verifications/{id}", tag = "quality",
    operation_id = "delete_verification",
    params(("id" = Uuid, Path)), responses((status = 204)),
    extensions(("x-right" = json!("client.update"))))]
async fn delete(
    state: State,
    Who(ctx): Who,
    Path(id): Path<VerificationId>,
    IfMatch(version): IfMatch,
) -> Result<Response, Problem> {
    state
        .run(ctx, move |app, ctx| {
            part::delete::<VerificationData>(app, ctx, id, version)
        })
        .await?;
    Ok(respond::none())
}

/// What a good card has, and how many cards have it.
#[derive(Serialize, ToSchema)]
struct TraitCount {
    /// `phone`, `email`, `tax_number`, `address`, `person`, `decision_maker`, `segment`, `source`,
    /// `fresh`.
    code: &'static str,
    clients: i64,
    weight: i64,
}

/// Some clients and how good their cards are.
#[derive(Serialize, ToSchema)]
struct QualityGroup {
    /// What they have in common; none: nothing is recorded.
    of: Option<Named>,
    clients: i64,
    /// 0 to 100; none without clients, or for readers from whom contacts are hidden.
    score: Option<f64>,
    traits: Vec<TraitCount>,
    /// Who bought at least once.
    bought: i64,
    /// With something in the quarantine.
    aside: i64,
}

impl QualityGroup {
    fn of(group: Group, hidden: &[Trait], weight: impl Fn(Trait) -> i64) -> Self {
        let shown = Trait::ALL.iter().filter(|one| !hidden.contains(one));
        Self {
            traits: shown
                .map(|one| TraitCount {
                    code: one.code(),
                    clients: having(&group, *one),
                    weight: weight(*one),
                })
                .collect(),
            score: group.score,
            clients: group.counted.clients,
            bought: group.counted.bought,
            aside: group.counted.aside,
            of: group.counted.of.map(|(id, name)| Named { id, name }),
        }
    }
}

/// How much of the prospects was renewed.
#[derive(Serialize, ToSchema)]
struct FreshnessView {
    prospects: i64,
    /// Changed or checked in the last year.
    renewed_in_year: i64,
    /// Changed or checked in the last quarter.
    renewed_in_quarter: i64,
    /// The norm is for a quarter.
    crisis: bool,
    /// Percent.
    norm: i64,
    /// Still to be renewed for the norm to be kept.
    missing: i64,
}

/// The score of a day.
#[derive(Serialize, ToSchema)]
struct QualityDay {
    #[schema(value_type = String, format = Date)]
    day: Date,
    clients: i64,
    /// 0 to 100.
    score: f64,
}

/// The state of the base as far as the reader sees it.
#[derive(Serialize, ToSchema)]
struct QualityView {
    all: QualityGroup,
    /// Put together, the most numerous first.
    groups: Vec<QualityGroup>,
    freshness: FreshnessView,
    /// A check since this day is fresh.
    #[schema(value_type = String, format = Date)]
    fresh_since: Date,
    /// Numbers and clients in the quarantine whose day of the next look has come.
    due: i64,
    /// A year of days, for readers of the whole base.
    days: Vec<QualityDay>,
}

impl QualityView {
    fn of(quality: Quality, weight: impl Fn(Trait) -> i64) -> Self {
        let hidden = &quality.hidden;
        let freshness = quality.freshness;
        Self {
            all: QualityGroup::of(quality.all, hidden, &weight),
            groups: quality
                .groups
                .into_iter()
                .map(|group| QualityGroup::of(group, hidden, &weight))
                .collect(),
            freshness: FreshnessView {
                prospects: freshness.prospects,
                renewed_in_year: freshness.renewed_in_year,
                renewed_in_quarter: freshness.renewed_in_quarter,
                crisis: freshness.crisis,
                norm: freshness.norm,
                missing: freshness.missing(),
            },
            fresh_since: quality.fresh_since,
            due: quality.due,
            days: quality
                .days
                .into_iter()
                .map(|row| QualityDay {
                    day: row.day,
                    clients: row.clients,
                    score: row.score as f64 / 100.0,
                })
                .collect(),
        }
    }
}

/// By what.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    #[serde(default)]
    by: Together,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Together {
    #[default]
    Source,
    Segment,
    Manager,
}

/// How well cards are filled and checked.
#[utoipa::path(get, path = "/quality", tag = "quality", operation_id = "quality",
    params(("by" = Option<String>, Query, description = "`source` (default), `segment`, `manager`.")),
    responses((status = 200, body = QualityView)),
    extensions(("x-right" = json!("client.read"))))]
async fn quality(
    state: State,
    Who(ctx): Who,
    Query(wanted): Query<Wanted>,
) -> Result<Json<QualityView>, Problem> {
    let by = match wanted.by {
        Together::Source => By::Source,
        Together::Segment => By::Segment,
        Together::Manager => By::Manager,
    };
    let (quality, settings) = state
        .run(ctx, move |app, ctx| {
            let quality = app::quality::quality(app, ctx, by)?;
            Ok::<_, Error>((quality, app::setting::current(app)?))
        })
        .await?;
    let weight = |of: Trait| settings.whole(of.weight());
    Ok(Json(QualityView::of(quality, weight)))
}

/// How a field of the card is used.
#[derive(Serialize, ToSchema)]
struct FieldUsage {
    /// Its name as in the API.
    field: &'static str,
    /// Clients with it.
    filled: i64,
    /// Saved views that filter by it or show it.
    views: usize,
}

/// How the fields of cards are used.
#[derive(Serialize, ToSchema)]
struct UsageView {
    clients: i64,
    fields: Vec<FieldUsage>,
}

/// Which fields of the card are filled and asked for: what is neither need not be kept.
#[utoipa::path(get, path = "/quality/fields", tag = "quality", operation_id = "field_usage",
    responses((status = 200, body = UsageView)),
    extensions(("x-right" = json!("client.read"))))]
async fn usage(state: State, Who(ctx): Who) -> Result<Json<UsageView>, Problem> {
    let (clients, fields) = state.run(ctx, app::quality::usage).await?;
    let fields = fields
        .into_iter()
        .map(|one| FieldUsage {
            field: one.field,
            filled: one.filled,
            views: one.views,
        })
        .collect();
    Ok(Json(UsageView { clients, fields }))
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Forbidden(refusal) => refusal.into(),
            Error::Db(error) => error.into(),
        }
    }
}
