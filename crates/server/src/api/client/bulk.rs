//! Many clients at once: rows of NDJSON in, one line out for each; one change for many.

use app::client::{CHANGE_LIMIT, Chosen, Input, Outcome, Refusal, Tally};
use axum::Json;
use axum::body::to_bytes;
use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::id::{ClientId, CompanyGroupId, CompetitorId, SegmentId, SourceId, UserId};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use super::{ClientInput, from_body};
use crate::extract::{Body, Who, parse, present, too_large};
use crate::problem::{FieldError, Problem};
use crate::state::State;

/// The most rows of one call.
const ROWS_LIMIT: usize = 20_000;

/// What became of a row.
#[derive(Serialize, ToSchema)]
pub(super) struct RowResult {
    /// Number of the row, from 1; empty rows are not counted.
    row: usize,
    /// `created`, `updated`, `unchanged`, `refused`.
    result: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Uuid>)]
    id: Option<ClientId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<i64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<crate::problem::FieldError>)]
    errors: Vec<Value>,
}

/// Add clients, or change those whose `external_id` is known: one JSON object a line in, one
/// result a line out, each row for itself.
#[utoipa::path(post, path = "/clients/bulk", tag = "client", operation_id = "bulk_clients",
    request_body(content = ClientInput, content_type = "application/x-ndjson"),
    responses((status = 200, body = RowResult, content_type = "application/x-ndjson")),
    extensions(("x-right" = json!("client.bulk"))))]
pub(super) async fn bulk(
    state: State,
    Who(ctx): Who,
    request: Request,
) -> Result<Response, Problem> {
    let body = to_bytes(request.into_body(), state.config.bulk_body_limit)
        .await
        .map_err(|_| too_large())?;
    let lines: Vec<&[u8]> = body
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.trim_ascii().is_empty())
        .collect();
    if lines.len() > ROWS_LIMIT {
        let problem = Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "bulk.too_many_rows");
        return Err(problem.with("max", ROWS_LIMIT));
    }
    let mut rows: Vec<Input> = Vec::with_capacity(lines.len());
    let mut unread: Vec<Option<Problem>> = Vec::with_capacity(lines.len());
    for line in lines {
        match parse::<ClientInput>(line) {
            Ok(row) => {
                rows.push(row.into());
                unread.push(None);
            }
            Err(problem) => unread.push(Some(problem)),
        }
    }
    let outcomes = state
        .run(ctx, move |app, ctx| app::client::bulk(app, ctx, &rows))
        .await?;
    let mut outcomes = outcomes.into_iter();
    let mut text = String::new();
    for (at, problem) in unread.into_iter().enumerate() {
        let result = match problem {
            Some(problem) => refused(at, problem.field_errors()),
            None => match outcomes.next() {
                Some(outcome) => row_result(at, outcome),
                None => break,
            },
        };
        text.push_str(&json!(result).to_string());
        text.push('\n');
    }
    Ok(([(header::CONTENT_TYPE, "application/x-ndjson")], text).into_response())
}

fn refused(at: usize, errors: Vec<Value>) -> RowResult {
    RowResult {
        row: at + 1,
        result: "refused",
        id: None,
        version: None,
        errors,
    }
}

fn row_result(at: usize, outcome: Outcome) -> RowResult {
    let done = |result, id, version| RowResult {
        row: at + 1,
        result,
        id: Some(id),
        version: Some(version),
        errors: Vec::new(),
    };
    match outcome {
        Outcome::Created(id, version) => done("created", id, version),
        Outcome::Updated(id, version) => done("updated", id, version),
        Outcome::Unchanged(id, version) => done("unchanged", id, version),
        Outcome::Refused(refusals) => {
            let error = |refusal: Refusal| json!(FieldError::from(refusal));
            refused(at, refusals.into_iter().map(error).collect())
        }
    }
}

/// The change for all of them; absent fields stay, `null` clears.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct Change {
    relation: Option<String>,
    service_class: Option<String>,
    #[serde(deserialize_with = "present")]
    temperature: Option<Option<String>>,
    mailing_consent: Option<bool>,
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<Uuid>)]
    segment_id: Option<Option<SegmentId>>,
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<Uuid>)]
    source_id: Option<Option<SourceId>>,
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<Uuid>)]
    competitor_id: Option<Option<CompetitorId>>,
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<Uuid>)]
    company_group_id: Option<Option<CompanyGroupId>>,
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<Uuid>)]
    manager_id: Option<Option<UserId>>,
}

/// For which clients, and what.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct BulkChange {
    /// These clients; when absent, those that `q` and `filter` find.
    #[schema(value_type = Option<Vec<Uuid>>)]
    ids: Option<Vec<ClientId>>,
    q: Option<String>,
    #[serde(default)]
    #[schema(value_type = std::collections::BTreeMap<String, Value>)]
    filter: Map<String, Value>,
    change: Change,
    /// Only count.
    #[serde(default)]
    dry_run: bool,
}

/// What a change for many did, or would do.
#[derive(Serialize, ToSchema)]
pub(super) struct BulkTally {
    changed: i64,
    unchanged: i64,
    refused: i64,
    /// The journal line that undoes the whole.
    seq: Option<i64>,
}

impl From<Tally> for BulkTally {
    fn from(tally: Tally) -> Self {
        Self {
            changed: tally.changed,
            unchanged: tally.unchanged,
            refused: tally.refused,
            seq: tally.seq,
        }
    }
}

/// One change for many clients, whole or not at all; `dry_run` counts.
#[utoipa::path(post, path = "/clients/bulk-change", tag = "client",
    operation_id = "bulk_change_clients", request_body = BulkChange,
    responses((status = 200, body = BulkTally)),
    extensions(("x-right" = json!("client.bulk"))))]
pub(super) async fn bulk_change(
    state: State,
    Who(ctx): Who,
    Body(body): Body<BulkChange>,
) -> Result<Json<BulkTally>, Problem> {
    let chosen = match body.ids {
        Some(ids) if ids.len() > usize::try_from(CHANGE_LIMIT).unwrap_or(usize::MAX) => {
            return Err(Problem::invalid("ids", "list.too_long"));
        }
        Some(ids) => Chosen::Ids(ids),
        None => Chosen::Found {
            q: body.q,
            terms: from_body(&body.filter)?,
        },
    };
    let change = Input {
        relation: body.change.relation,
        service_class: body.change.service_class,
        temperature: body.change.temperature,
        mailing_consent: body.change.mailing_consent,
        segment_id: body.change.segment_id,
        source_id: body.change.source_id,
        competitor_id: body.change.competitor_id,
        company_group_id: body.change.company_group_id,
        manager_id: body.change.manager_id,
        ..Input::default()
    };
    let dry_run = body.dry_run;
    let tally = state
        .run(ctx, move |app, ctx| {
            app::client::bulk_change(app, ctx, &chosen, &change, dry_run)
        })
        .await?;
    Ok(Json(tally.into()))
}
