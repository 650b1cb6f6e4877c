//! Why the base does not grow.

use app::diagnosis::{Diagnosis, Error};
use axum::Json;
use domain::diagnosis::Finding;
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::extract::Who;
use crate::problem::Problem;
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new().routes(routes!(diagnosis))
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Forbidden(refusal) => refusal.into(),
            Error::Sources(error) => error.into(),
            Error::Db(error) => error.into(),
        }
    }
}

/// What is said of a cause.
#[derive(Serialize, ToSchema)]
struct DiagnosisFinding {
    /// `unknown`, `competitors`, `market`, `information`, `cost`, `objections`.
    cause: &'static str,
    /// `yes`, `no`, `unclear`: too little is recorded to tell.
    verdict: &'static str,
    /// Those that speak for the cause; of `cost` the money spent, reporting currency.
    part: i64,
    /// Of so many; of `cost` the money earned.
    of: i64,
    /// How many things the figure rests on.
    things: i64,
    /// The part; `null`: nothing to divide by.
    share: Option<f64>,
    /// From this part on the cause is there, percent; a setting.
    threshold: i64,
    /// The name of that setting.
    setting: &'static str,
}

impl From<Finding> for DiagnosisFinding {
    fn from(of: Finding) -> Self {
        Self {
            cause: of.cause.code(),
            verdict: of.verdict.code(),
            part: of.counted.part,
            of: of.counted.of,
            things: of.counted.things,
            share: of.share,
            threshold: of.threshold,
            setting: of.cause.threshold().name,
        }
    }
}

/// Why the base does not grow.
#[derive(Serialize, ToSchema)]
struct DiagnosisView {
    /// Refusals and contacts since this day are counted.
    #[schema(value_type = String, format = Date)]
    since: Date,
    /// A prospect nobody has spoken with since this day is told nothing.
    #[schema(value_type = String, format = Date)]
    reached_since: Date,
    findings: Vec<DiagnosisFinding>,
}

impl From<Diagnosis> for DiagnosisView {
    fn from(of: Diagnosis) -> Self {
        Self {
            since: of.since,
            reached_since: of.reached_since,
            findings: of
                .findings
                .into_iter()
                .map(DiagnosisFinding::from)
                .collect(),
        }
    }
}

/// The six causes why a base does not grow, each held against figures of the clients one may see.
#[utoipa::path(get, path = "/diagnosis", tag = "diagnosis", operation_id = "diagnosis",
    responses((status = 200, body = DiagnosisView)),
    extensions(("x-right" = json!("analysis.read"))))]
async fn diagnosis(state: State, Who(ctx): Who) -> Result<Json<DiagnosisView>, Problem> {
    let found = state.run(ctx, app::diagnosis::diagnosis).await?;
    Ok(Json(found.into()))
}
