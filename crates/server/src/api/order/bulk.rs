//! Many orders at once: NDJSON in, a line with the outcome of each row out.

use app::order::{BulkLine, BulkRow, Error, Outcome};
use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::id::OrderId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::extract::{Who, parse};
use crate::problem::Problem;
use crate::state::State;

/// What NDJSON calls itself.
pub const NDJSON: &str = "application/x-ndjson";

/// A line of an order from another system.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct BulkLineInput {
    /// Article number of the product.
    code: String,
    /// Thousandths of the unit; negative: brought back.
    quantity_milli: i64,
    /// Of a unit, minor units of the order's currency.
    price_minor: i64,
    /// Hundredths of a percent.
    #[serde(default)]
    discount_bp: i64,
}

/// An order from another system.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct BulkOrder {
    /// The key: a number that is there is changed, a new one added.
    number: String,
    /// `external_id` of the client.
    client_external_id: String,
    day: String,
    /// By default `done`.
    status: Option<String>,
    /// By default the reporting currency.
    currency: Option<String>,
    /// Log-in of who sold, by default the client's manager.
    manager_login: Option<String>,
    note: Option<String>,
    lines: Vec<BulkLineInput>,
}

impl From<BulkOrder> for BulkRow {
    fn from(row: BulkOrder) -> Self {
        let line = |line: BulkLineInput| BulkLine {
            code: line.code,
            quantity_milli: line.quantity_milli,
            price_minor: line.price_minor,
            discount_bp: line.discount_bp,
        };
        Self {
            number: row.number,
            client_external_id: row.client_external_id,
            day: row.day,
            status: row.status,
            currency: row.currency,
            manager_login: row.manager_login,
            note: row.note,
            lines: row.lines.into_iter().map(line).collect(),
        }
    }
}

/// What became of a row.
#[derive(Serialize, ToSchema)]
struct BulkOutcome {
    /// Its number in the body, from 1; empty lines count, too.
    row: usize,
    /// `created`, `updated`, `unchanged` or `refused`.
    outcome: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<uuid::Uuid>)]
    id: Option<OrderId>,
    /// The refusal, as of a single request.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<crate::problem::ProblemBody>)]
    problem: Option<serde_json::Value>,
}

impl BulkOutcome {
    fn done(row: usize, outcome: &'static str, id: OrderId) -> Self {
        Self {
            row,
            outcome,
            id: Some(id),
            problem: None,
        }
    }

    fn refused(row: usize, problem: &Problem) -> Self {
        Self {
            row,
            outcome: "refused",
            id: None,
            problem: Some(problem.body(None)),
        }
    }

    fn of(row: usize, outcome: Outcome) -> Self {
        match outcome {
            Outcome::Created(id) => Self::done(row, "created", id),
            Outcome::Updated(id) => Self::done(row, "updated", id),
            Outcome::Unchanged(id) => Self::done(row, "unchanged", id),
            Outcome::Refused(error) => Self::refused(row, &error.into()),
        }
    }
}

/// Add or change many orders: one JSON object a line (`application/x-ndjson`), at most 20,000
/// lines and 32 MiB. The answer has a line for each row. Sending the same rows again changes
/// nothing.
#[utoipa::path(post, path = "/orders/bulk", tag = "order", operation_id = "bulk_orders",
    request_body(content = BulkOrder, content_type = "application/x-ndjson"),
    responses((status = 200, body = BulkOutcome, content_type = "application/x-ndjson")),
    extensions(("x-right" = json!("order.bulk"))))]
pub(super) async fn bulk(
    state: State,
    Who(ctx): Who,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok());
    let kind = kind
        .and_then(|kind| kind.split(';').next())
        .unwrap_or_default();
    if kind.trim() != NDJSON {
        return Err(Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "body.not_ndjson",
        ));
    }
    let outcomes = state
        .run(ctx, move |app, ctx| {
            let mut rows = Vec::new();
            let mut numbers = Vec::new();
            let mut outcomes = Vec::new();
            for (at, line) in body.split(|byte| *byte == b'\n').enumerate() {
                if line.iter().all(u8::is_ascii_whitespace) {
                    continue;
                }
                match parse::<BulkOrder>(line) {
                    Ok(row) => {
                        rows.push(BulkRow::from(row));
                        numbers.push(at + 1);
                    }
                    Err(problem) => outcomes.push(BulkOutcome::refused(at + 1, &problem)),
                }
            }
            let written = app::order::bulk(app, ctx, &rows)?;
            let written = numbers.into_iter().zip(written);
            outcomes.extend(written.map(|(row, outcome)| BulkOutcome::of(row, outcome)));
            outcomes.sort_by_key(|outcome| outcome.row);
            Ok::<_, Error>(outcomes)
        })
        .await?;
    let mut text = String::new();
    for outcome in &outcomes {
        text.push_str(&serde_json::to_string(outcome).unwrap_or_default());
        text.push('\n');
    }
    Ok(([(header::CONTENT_TYPE, NDJSON)], text).into_response())
}
