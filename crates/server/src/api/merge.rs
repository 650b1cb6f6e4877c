//! Merging: several records of one client become one, and several again.

use std::collections::BTreeMap;

use app::merge::{Conflicts, Error, Merge, Preview, Record, Wish};
use axum::http::StatusCode;
use axum::response::Response;
use domain::id::{ClientId, MergeId};
use domain::merge::{MergeField, Preset};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::client::Named;
use crate::extract::{Body, Path, Who};
use crate::problem::Problem;
use crate::respond::{self, List};
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(preview))
        .routes(routes!(merge))
        .routes(routes!(list))
        .routes(routes!(undo))
}

/// Which records become one.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MergeInput {
    /// The record that stays.
    #[schema(value_type = Uuid)]
    survivor_id: ClientId,
    /// Those that will lead to it, one to four.
    #[schema(value_type = Vec<Uuid>)]
    absorbed_ids: Vec<ClientId>,
    /// Who gives the fields that are not picked: `survivor` (the others fill what it lacks),
    /// `newest`, `fullest`.
    preset: Option<String>,
    /// Fields with the record that gives them.
    #[serde(default)]
    #[schema(value_type = std::collections::BTreeMap<String, Uuid>)]
    picks: BTreeMap<String, ClientId>,
    /// Different tax numbers are a mistake of one of the records.
    #[serde(default)]
    despite_tax_numbers: bool,
}

impl MergeInput {
    pub(super) fn wish(self) -> Result<Wish, Problem> {
        let preset = self.preset.as_deref().unwrap_or(Preset::Survivor.code());
        let preset = preset
            .parse()
            .map_err(|_| Problem::invalid("preset", "code.unknown"))?;
        let picks = self.picks.into_iter().map(|(field, id)| {
            let known = field.parse::<MergeField>();
            let known = known.map_err(|_| Problem::invalid("picks", "code.unknown"))?;
            Ok((known, id))
        });
        Ok(Wish {
            survivor: self.survivor_id,
            absorbed: self.absorbed_ids,
            preset,
            picks: picks.collect::<Result<_, Problem>>()?,
            despite_tax_numbers: self.despite_tax_numbers,
        })
    }
}

/// One of the records.
#[derive(Serialize, ToSchema)]
struct MergeRecord {
    id: Uuid,
    name: String,
    /// Masked or absent as the reader's rights say.
    phone: Option<String>,
    /// Likewise.
    email: Option<String>,
    region: Option<String>,
    updated_at: Timestamp,
    /// What the record says in each field; names where it refers to something.
    #[schema(value_type = std::collections::BTreeMap<String, Value>)]
    fields: BTreeMap<&'static str, Value>,
    /// How much of each kind hangs on it.
    #[schema(value_type = std::collections::BTreeMap<String, i64>)]
    counts: BTreeMap<&'static str, i64>,
}

impl From<Record> for MergeRecord {
    fn from(record: Record) -> Self {
        let client = record.client;
        let said = json!(client.data);
        let names = record.names;
        let fields = MergeField::ALL.iter().map(|field| {
            let value = match field {
                MergeField::Segment => json!(names.segment),
                MergeField::Source => json!(names.source),
                MergeField::Competitor => json!(names.competitor),
                MergeField::CompanyGroup => json!(names.company_group),
                MergeField::Manager => json!(names.manager),
                field => said[field.code()].clone(),
            };
            (field.code(), value)
        });
        Self {
            id: client.id.uuid(),
            fields: fields.collect(),
            name: client.data.name,
            phone: client.main_phone,
            email: client.main_email,
            region: client.region,
            updated_at: client.updated_at,
            counts: record.counts.into_iter().collect(),
        }
    }
}

/// What would come of a merge.
#[derive(Serialize, ToSchema)]
struct MergePreview {
    /// The one that stays first.
    records: Vec<MergeRecord>,
    /// The record that gives each field.
    #[schema(value_type = std::collections::BTreeMap<String, Uuid>)]
    from: BTreeMap<&'static str, Uuid>,
    /// The fields in which the records differ.
    differing: Vec<&'static str>,
    /// Two of them have tax numbers of their own: without `despite_tax_numbers` they are not merged.
    tax_numbers_differ: bool,
}

impl From<Preview> for MergePreview {
    fn from(preview: Preview) -> Self {
        let from = preview.from.into_iter();
        Self {
            records: preview.records.into_iter().map(MergeRecord::from).collect(),
            from: from.map(|(field, id)| (field.code(), id.uuid())).collect(),
            differing: preview
                .differing
                .into_iter()
                .map(MergeField::code)
                .collect(),
            tax_numbers_differ: preview.tax_numbers_differ,
        }
    }
}

/// Records that were made one.
#[derive(Serialize, ToSchema)]
struct MergeView {
    id: Uuid,
    survivor_id: Uuid,
    absorbed: Vec<Named>,
    made_at: Timestamp,
    /// When it was taken back; none: it holds.
    undone_at: Option<Timestamp>,
}

impl From<Merge> for MergeView {
    fn from(merge: Merge) -> Self {
        let absorbed = merge.absorbed.into_iter();
        Self {
            id: merge.id.uuid(),
            survivor_id: merge.survivor.uuid(),
            absorbed: absorbed
                .map(|(id, name)| Named {
                    id: id.uuid(),
                    name,
                })
                .collect(),
            made_at: merge.made_at,
            undone_at: merge.undone_at,
        }
    }
}

/// What stayed as it is when a merge was taken back.
#[derive(Serialize, ToSchema)]
pub(super) struct MergeConflicts {
    /// Fields that were changed since.
    fields: Vec<String>,
    /// Records by kind that were moved away since.
    #[schema(value_type = std::collections::BTreeMap<String, i64>)]
    records: BTreeMap<&'static str, i64>,
}

impl From<Conflicts> for MergeConflicts {
    fn from(conflicts: Conflicts) -> Self {
        Self {
            fields: conflicts.fields,
            records: conflicts.records.into_iter().collect(),
        }
    }
}

/// Records side by side, and what would come of merging them. Nothing is written.
#[utoipa::path(post, path = "/merges/preview", tag = "merge", operation_id = "preview_merge",
    request_body = MergeInput, responses((status = 200, body = MergePreview)),
    extensions(("x-right" = json!("client.merge"))))]
async fn preview(
    state: State,
    Who(ctx): Who,
    Body(body): Body<MergeInput>,
) -> Result<axum::Json<MergePreview>, Problem> {
    let wish = body.wish()?;
    let preview = state
        .run(ctx, move |app, ctx| app::merge::preview(app, ctx, &wish))
        .await?;
    Ok(axum::Json(preview.into()))
}

/// Make records one.
#[utoipa::path(post, path = "/merges", tag = "merge", operation_id = "create_merge",
    request_body = MergeInput, responses((status = 201, body = MergeView)),
    extensions(("x-right" = json!("client.merge"))))]
async fn merge(
    state: State,
    Who(ctx): Who,
    Body(body): Body<MergeInput>,
) -> Result<Response, Problem> {
    let wish = body.wish()?;
    let merge = state
        .run(ctx, move |app, ctx| app::merge::merge(app, ctx, &wish))
        .await?;
    let location = format!("/api/v1/clients/{}", merge.survivor);
    Ok(respond::created(&location, None, MergeView::from(merge)))
}

/// The merges into a client, the newest first.
#[utoipa::path(get, path = "/clients/{id}/merges", tag = "merge", operation_id = "list_merges",
    params(("id" = Uuid, Path)), responses((status = 200, body = List<MergeView>)),
    extensions(("x-right" = json!("client.read"))))]
async fn list(
    state: State,
    Who(ctx): Who,
    Path(client): Path<ClientId>,
) -> Result<List<MergeView>, Problem> {
    let merges = state
        .run(ctx, move |app, ctx| app::merge::list(app, ctx, client))
        .await?;
    Ok(List {
        items: merges.into_iter().map(MergeView::from).collect(),
        next: None,
        total: None,
    })
}

/// Make them several again. What came after the merge stays with the survivor; what was changed or
/// moved since is listed.
#[utoipa::path(post, path = "/merges/{id}/undo", tag = "merge", operation_id = "undo_merge",
    params(("id" = Uuid, Path)), responses((status = 200, body = MergeConflicts)),
    extensions(("x-right" = json!("client.merge"))))]
async fn undo(
    state: State,
    Who(ctx): Who,
    Path(id): Path<MergeId>,
) -> Result<axum::Json<MergeConflicts>, Problem> {
    let conflicts = state
        .run(ctx, move |app, ctx| app::merge::undo(app, ctx, id))
        .await?;
    Ok(axum::Json(conflicts.into()))
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Forbidden(refusal) => refusal.into(),
            Error::NotFound => Self::not_found(),
            Error::Number => Self::invalid("absorbed_ids", "merge.number"),
            Error::TaxNumbers => Self::new(StatusCode::CONFLICT, "merge.tax_numbers"),
            Error::MergedSince { into } => Self::new(StatusCode::CONFLICT, "merge.merged_since")
                .with("client", into.to_string()),
            Error::Undone => Self::new(StatusCode::CONFLICT, "merge.undone"),
            Error::Client(error) => (*error).into(),
            Error::Db(error) => error.into(),
        }
    }
}
