//! Scoring of clients: importance and reliability, each with its reasons.

use app::scoring::{self, Error, Scoring};
use axum::Json;
use domain::id::ClientId;
use domain::scoring::Score;
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::extract::{Path, Who};
use crate::problem::Problem;
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(summary))
        .routes(routes!(of_client))
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Forbidden(refusal) => refusal.into(),
            Error::NotFound => Self::not_found(),
            Error::Db(error) => error.into(),
        }
    }
}

/// A sign that counted.
#[derive(Serialize, ToSchema)]
struct ScoreReason {
    /// `potential`, `class_a`, `class_b`, `key_mark`, `hot`, `warm` for the importance; `tax_number`,
    /// `spoken`, `decider`, `checked`, `pays`, `debt`, `refused`, `set_aside` for the reliability.
    sign: &'static str,
    points: i64,
}

/// The score of a client.
#[derive(Serialize, ToSchema)]
struct ScoreView {
    /// 0 to 100.
    importance: i64,
    /// 0 to 100.
    reliability: i64,
    /// `a`, `b`, `c`.
    importance_class: &'static str,
    /// `reliable`, `doubtful`, `unreliable`.
    reliability_class: &'static str,
    reasons: Vec<ScoreReason>,
    /// When it was made.
    at: Timestamp,
}

impl From<(Score, Timestamp)> for ScoreView {
    fn from((score, at): (Score, Timestamp)) -> Self {
        Self {
            importance: score.importance,
            reliability: score.reliability,
            importance_class: score.importance_class.code(),
            reliability_class: score.reliability_class.code(),
            reasons: score
                .reasons
                .into_iter()
                .map(|of| ScoreReason {
                    sign: of.sign.code(),
                    points: of.points,
                })
                .collect(),
            at,
        }
    }
}

/// The points of a sign.
#[derive(Serialize, ToSchema)]
struct ScoreSign {
    sign: &'static str,
    /// Whether it tells of the importance; the others tell of the reliability.
    importance: bool,
    points: i64,
    /// The setting with the points.
    setting: &'static str,
}

/// Clients of one pair of classes.
#[derive(Serialize, ToSchema)]
struct ScoreClass {
    /// `a`, `b`, `c`.
    importance_class: &'static str,
    /// `reliable`, `doubtful`, `unreliable`.
    reliability_class: &'static str,
    clients: i64,
    /// Deals of them that ended.
    ended: i64,
    /// Of these: won.
    won: i64,
}

/// How clients are scored, and what became of each class.
#[derive(Serialize, ToSchema)]
struct ScoringView {
    /// When clients were scored last; `null`: not yet.
    at: Option<Timestamp>,
    signs: Vec<ScoreSign>,
    /// Every pair of classes.
    classes: Vec<ScoreClass>,
}

impl From<Scoring> for ScoringView {
    fn from(of: Scoring) -> Self {
        Self {
            at: of.at,
            signs: of
                .signs
                .into_iter()
                .map(|(sign, points)| ScoreSign {
                    sign: sign.code(),
                    importance: sign.is_importance(),
                    points,
                    setting: sign.points().name,
                })
                .collect(),
            classes: of
                .classes
                .into_iter()
                .map(|(importance, reliability, class)| ScoreClass {
                    importance_class: importance.code(),
                    reliability_class: reliability.code(),
                    clients: class.clients,
                    ended: class.ended,
                    won: class.won,
                })
                .collect(),
        }
    }
}

/// The points in force, and the clients one may see by their classes, with what became of their
/// deals.
#[utoipa::path(get, path = "/scoring", tag = "scoring", operation_id = "scoring",
    responses((status = 200, body = ScoringView)),
    extensions(("x-right" = json!("client.read"))))]
async fn summary(state: State, Who(ctx): Who) -> Result<Json<ScoringView>, Problem> {
    let found = state.run(ctx, scoring::scoring).await?;
    Ok(Json(found.into()))
}

/// The score of a client with its reasons, as of the last night; `404` before the first.
#[utoipa::path(get, path = "/clients/{id}/score", tag = "scoring",
    operation_id = "client_score", params(("id" = Uuid, Path)),
    responses((status = 200, body = ScoreView)),
    extensions(("x-right" = json!("client.read"))))]
async fn of_client(
    state: State,
    Who(ctx): Who,
    Path(id): Path<ClientId>,
) -> Result<Json<ScoreView>, Problem> {
    let found = state
        .run(ctx, move |app, ctx| scoring::of_client(app, ctx, id))
        .await?;
    Ok(Json(found.into()))
}
