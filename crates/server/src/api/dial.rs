//! Results of dialling, one or many, by rows or from the table of an auto-dialler.

use app::dial::{Dialled, Error, Outcome, ROWS_LIMIT, Report, Row};
use axum::Json;
use axum::body::to_bytes;
use axum::extract::Request;
use axum::http::StatusCode;
use domain::id::ChannelId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::extract::{Body, Who, too_large};
use crate::problem::Problem;
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(record))
        .routes(routes!(record_table))
}

/// One call. Exactly one of `channel_id` and `phone`.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct DialRow {
    /// This number of a client.
    #[schema(value_type = Option<Uuid>)]
    channel_id: Option<ChannelId>,
    /// Every client with this number; needs the right of bulk changes.
    phone: Option<String>,
    /// `answered`, `no_answer`, `not_registered`, `busy`, `wrong_owner`, or words that say so.
    result: String,
    /// When; now when absent.
    at: Option<Timestamp>,
}

/// Calls, at most 20,000.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct DialRows {
    rows: Vec<DialRow>,
}

/// What became of a call.
#[derive(Default, Serialize, ToSchema)]
struct DialOutcome {
    /// `noted`, `unknown_result`, `not_a_phone`, `not_found`, `late`.
    outcome: &'static str,
    /// Numbers it was noted on.
    numbers: usize,
    /// Of these, set aside by it.
    aside: usize,
    /// Of these, let go by it.
    released: usize,
}

impl From<Outcome> for DialOutcome {
    fn from(outcome: Outcome) -> Self {
        let none = |outcome| Self {
            outcome,
            ..Self::default()
        };
        match outcome {
            Outcome::Noted {
                numbers,
                aside,
                released,
            } => Self {
                outcome: "noted",
                numbers,
                aside,
                released,
            },
            Outcome::UnknownResult => none("unknown_result"),
            Outcome::NotAPhone => none("not_a_phone"),
            Outcome::NotFound => none("not_found"),
            Outcome::Late => none("late"),
        }
    }
}

/// What became of each call, in their order.
#[derive(Serialize, ToSchema)]
struct DialOutcomes {
    rows: Vec<DialOutcome>,
}

/// Note results of dialling: dead numbers go to the quarantine, working ones come back.
#[utoipa::path(post, path = "/dial-results", tag = "dial", operation_id = "record_dial_results",
    request_body = DialRows, responses((status = 200, body = DialOutcomes)),
    extensions(("x-right" = json!("client.update"))))]
async fn record(
    state: State,
    Who(ctx): Who,
    Body(body): Body<DialRows>,
) -> Result<Json<DialOutcomes>, Problem> {
    let mut rows = Vec::with_capacity(body.rows.len());
    for (at, row) in body.rows.into_iter().enumerate() {
        let dialled = match (row.channel_id, row.phone) {
            (Some(id), None) => Dialled::Channel(id),
            (None, Some(phone)) => Dialled::Number(phone),
            _ => {
                let field = format!("rows.{at}.phone");
                return Err(Problem::invalid(&field, "field.missing"));
            }
        };
        rows.push(Row {
            dialled,
            result: row.result,
            at: row.at,
        });
    }
    let outcomes = state
        .run(ctx, move |app, ctx| app::dial::record(app, ctx, &rows))
        .await?;
    Ok(Json(DialOutcomes {
        rows: outcomes.into_iter().map(DialOutcome::from).collect(),
    }))
}

/// A text and how often it stands.
#[derive(Serialize, ToSchema)]
struct Times {
    text: String,
    times: usize,
}

/// What came of a table of results.
#[derive(Serialize, ToSchema)]
struct DialReport {
    /// Rows read.
    rows: usize,
    /// Numbers noted.
    noted: usize,
    /// Of these, set aside.
    aside: usize,
    /// Of these, let go.
    released: usize,
    /// Results that are not understood.
    unknown_results: Vec<Times>,
    /// Rows of the file without a phone number; the first row is 1.
    not_phones: Vec<u64>,
    /// Rows whose number no client has.
    not_found: Vec<u64>,
    /// Rows that tell of a call older than the one noted, or of one to come.
    late: Vec<u64>,
}

impl From<Report> for DialReport {
    fn from(report: Report) -> Self {
        let unknown = report.unknown_results.into_iter();
        Self {
            rows: report.rows,
            noted: report.noted,
            aside: report.aside,
            released: report.released,
            unknown_results: unknown.map(|(text, times)| Times { text, times }).collect(),
            not_phones: report.not_phones,
            not_found: report.not_found,
            late: report.late,
        }
    }
}

/// Note the results in a table (CSV, Excel or pasted text): a column of phones and one of results,
/// in any order, with or without a heading.
#[utoipa::path(post, path = "/dial-results/table", tag = "dial",
    operation_id = "record_dial_table",
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = DialReport)),
    extensions(("x-right" = json!("client.bulk"))))]
async fn record_table(
    state: State,
    Who(ctx): Who,
    request: Request,
) -> Result<Json<DialReport>, Problem> {
    let body = to_bytes(request.into_body(), state.config.bulk_body_limit)
        .await
        .map_err(|_| too_large())?;
    let report = state
        .run(ctx, move |app, ctx| {
            app::dial::record_table(app, ctx, "results", body.to_vec())
        })
        .await?;
    Ok(Json(report.into()))
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Forbidden(refusal) => refusal.into(),
            Error::TooMany => Self::new(StatusCode::PAYLOAD_TOO_LARGE, "bulk.too_many_rows")
                .with("max", ROWS_LIMIT),
            Error::Table(_) => Self::invalid("file", "dial.not_a_table"),
            Error::NoColumn("phone") => Self::invalid("file", "dial.no_phones"),
            Error::NoColumn(_) => Self::invalid("file", "dial.no_results"),
            Error::Db(error) => error.into(),
        }
    }
}
