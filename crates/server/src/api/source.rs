//! Sources of clients: the directory, what each costs, and what came of it.

use app::client::ExportFormat;
use app::source::{CostInput, Error, Gains, Input, Line, Period};
use axum::Json;
use axum::http::StatusCode;
use axum::response::Response;
use domain::id::{ImportId, SourceCostId, SourceId};
use domain::source::{Source, SourceCost, Yield};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::client::{attached_as, not_written, refused};
use super::order::rate_missing;
use crate::extract::{Body, IfMatch, Path, Query, Who, present};
use crate::problem::Problem;
use crate::respond::{self, List};
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(update, delete))
        .routes(routes!(costs, create_cost))
        .routes(routes!(update_cost, delete_cost))
        .routes(routes!(gains))
        .routes(routes!(export))
}

/// A source of clients.
#[derive(Serialize, ToSchema)]
#[schema(as = Source)]
struct SourceView {
    #[schema(value_type = Uuid)]
    id: SourceId,
    name: String,
    /// `maps`, `boards`, `registers`, `bought_list`, `event`, `referral`, `other` …
    kind: &'static str,
    /// In use since.
    #[schema(value_type = Option<String>, format = Date)]
    from_day: Option<Date>,
    /// In use until this day, itself included.
    #[schema(value_type = Option<String>, format = Date)]
    until_day: Option<Date>,
    note: Option<String>,
    /// How many of the reader's clients refer to it.
    used: i64,
    version: i64,
}

impl From<Source> for SourceView {
    fn from(source: Source) -> Self {
        Self {
            id: source.id,
            name: source.data.name,
            kind: source.data.kind.code(),
            from_day: source.data.from_day,
            until_day: source.data.until_day,
            note: source.data.note,
            used: source.used,
            version: source.version,
        }
    }
}

/// What is written of a source; absent fields stay.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct SourceInput {
    /// Needed for a new one.
    name: Option<String>,
    /// `other` when absent.
    kind: Option<String>,
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<String>, format = Date)]
    from_day: Option<Option<Date>>,
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<String>, format = Date)]
    until_day: Option<Option<Date>>,
    #[serde(deserialize_with = "present")]
    note: Option<Option<String>>,
}

impl From<SourceInput> for Input {
    fn from(body: SourceInput) -> Self {
        Self {
            name: body.name,
            kind: body.kind,
            from_day: body.from_day,
            until_day: body.until_day,
            note: body.note,
        }
    }
}

/// All sources, by name.
#[utoipa::path(get, path = "/sources", tag = "source", operation_id = "list_sources",
    responses((status = 200, body = List<SourceView>)),
    extensions(("x-right" = json!("client.read"))))]
async fn list(state: State, Who(ctx): Who) -> Result<List<SourceView>, Problem> {
    let sources = state.run(ctx, app::source::list).await?;
    Ok(List::whole(sources.into_iter().map(Into::into).collect()))
}

/// Add a source.
#[utoipa::path(post, path = "/sources", tag = "source", operation_id = "create_source",
    request_body = SourceInput, responses((status = 201, body = SourceView)),
    extensions(("x-right" = json!("dictionary.write"))))]
async fn create(
    state: State,
    Who(ctx): Who,
    Body(body): Body<SourceInput>,
) -> Result<Response, Problem> {
    let source = state
        .run(ctx, move |app, ctx| {
            app::source::create(app, ctx, &body.into())
        })
        .await?;
    let location = format!("/api/v1/sources/{}", source.id);
    let version = Some(source.version);
    Ok(respond::created(
        &location,
        version,
        SourceView::from(source),
    ))
}

/// Change a source.
#[utoipa::path(patch, path = "/sources/{id}", tag = "source", operation_id = "update_source",
    params(("id" = Uuid, Path)), request_body = SourceInput,
    responses((status = 200, body = SourceView)),
    extensions(("x-right" = json!("dictionary.write"))))]
async fn update(
    state: State,
    Who(ctx): Who,
    Path(id): Path<SourceId>,
    IfMatch(version): IfMatch,
    Body(body): Body<SourceInput>,
) -> Result<Response, Problem> {
    let source = state
        .run(ctx, move |app, ctx| {
            app::source::update(app, ctx, id, version, &body.into())
        })
        .await?;
    Ok(respond::one(source.version, SourceView::from(source)))
}

/// Remove a source that no client refers to and nothing was paid for.
#[utoipa::path(delete, path = "/sources/{id}", tag = "source", operation_id = "delete_source",
    params(("id" = Uuid, Path)), responses((status = 204)),
    extensions(("x-right" = json!("dictionary.write"))))]
async fn delete(
    state: State,
    Who(ctx): Who,
    Path(id): Path<SourceId>,
    IfMatch(version): IfMatch,
) -> Result<Response, Problem> {
    state
        .run(ctx, move |app, ctx| {
            app::source::delete(app, ctx, id, version)
        })
        .await?;
    Ok(respond::none())
}

/// What a source cost.
#[derive(Serialize, ToSchema)]
#[schema(as = SourceCost)]
struct CostView {
    #[schema(value_type = Uuid)]
    id: SourceCostId,
    #[schema(value_type = Uuid)]
    source_id: SourceId,
    /// `once`, `period` (spread over its days), `item` (a price for each).
    basis: &'static str,
    /// The sum, or the price of one item.
    amount_minor: i64,
    currency: String,
    quantity: i64,
    #[schema(value_type = String, format = Date)]
    from_day: Date,
    #[schema(value_type = String, format = Date)]
    until_day: Date,
    /// The import whose rows were paid for.
    #[schema(value_type = Option<Uuid>)]
    import_id: Option<ImportId>,
    note: Option<String>,
    /// The whole in the reporting currency, at the rate of its first day.
    base_total_minor: i64,
    version: i64,
}

impl From<SourceCost> for CostView {
    fn from(cost: SourceCost) -> Self {
        let data = cost.data;
        Self {
            id: cost.id,
            source_id: data.source_id,
            basis: data.basis.code(),
            amount_minor: data.amount_minor,
            currency: data.currency.to_string(),
            quantity: data.quantity,
            from_day: data.from_day,
            until_day: data.until_day,
            import_id: data.import_id,
            note: data.note,
            base_total_minor: cost.base_total_minor,
            version: cost.version,
        }
    }
}

/// What is written of a cost; absent fields stay.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct SourceCostInput {
    /// `once` when absent.
    basis: Option<String>,
    /// Needed for a new one.
    amount_minor: Option<i64>,
    /// The reporting currency when absent.
    currency: Option<String>,
    /// Of a price for each item.
    quantity: Option<i64>,
    /// Today when absent.
    #[schema(value_type = Option<String>, format = Date)]
    from_day: Option<Date>,
    /// Of a sum for a time.
    #[schema(value_type = Option<String>, format = Date)]
    until_day: Option<Date>,
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<Uuid>)]
    import_id: Option<Option<ImportId>>,
    #[serde(deserialize_with = "present")]
    note: Option<Option<String>>,
}

impl From<SourceCostInput> for CostInput {
    fn from(body: SourceCostInput) -> Self {
        Self {
            basis: body.basis,
            amount_minor: body.amount_minor,
            currency: body.currency,
            quantity: body.quantity,
            from_day: body.from_day,
            until_day: body.until_day,
            import_id: body.import_id,
            note: body.note,
        }
    }
}

/// What a source cost, the newest first.
#[utoipa::path(get, path = "/sources/{id}/costs", tag = "source",
    operation_id = "list_source_costs", params(("id" = Uuid, Path)),
    responses((status = 200, body = List<CostView>)),
    extensions(("x-right" = json!("dictionary.write"))))]
async fn costs(
    state: State,
    Who(ctx): Who,
    Path(id): Path<SourceId>,
) -> Result<List<CostView>, Problem> {
    let costs = state
        .run(ctx, move |app, ctx| app::source::costs(app, ctx, id))
        .await?;
    Ok(List::whole(costs.into_iter().map(Into::into).collect()))
}

/// Add what a source cost.
#[utoipa::path(post, path = "/sources/{id}/costs", tag = "source",
    operation_id = "create_source_cost", params(("id" = Uuid, Path)),
    request_body = SourceCostInput, responses((status = 201, body = CostView)),
    extensions(("x-right" = json!("dictionary.write"))))]
async fn create_cost(
    state: State,
    Who(ctx): Who,
    Path(id): Path<SourceId>,
    Body(body): Body<SourceCostInput>,
) -> Result<Response, Problem> {
    let cost = state
        .run(ctx, move |app, ctx| {
            app::source::create_cost(app, ctx, id, &body.into())
        })
        .await?;
    let location = format!("/api/v1/source-costs/{}", cost.id);
    let version = Some(cost.version);
    Ok(respond::created(&location, version, CostView::from(cost)))
}

/// Change a cost.
#[utoipa::path(patch, path = "/source-costs/{id}", tag = "source",
    operation_id = "update_source_cost", params(("id" = Uuid, Path)),
    request_body = SourceCostInput, responses((status = 200, body = CostView)),
    extensions(("x-right" = json!("dictionary.write"))))]
async fn update_cost(
    state: State,
    Who(ctx): Who,
    Path(id): Path<SourceCostId>,
    IfMatch(version): IfMatch,
    Body(body): Body<SourceCostInput>,
) -> Result<Response, Problem> {
    let cost = state
        .run(ctx, move |app, ctx| {
            app::source::update_cost(app, ctx, id, version, &body.into())
        })
        .await?;
    Ok(respond::one(cost.version, CostView::from(cost)))
}

/// Remove a cost.
#[utoipa::path(delete, path = "/source-costs/{id}", tag = "source",
    operation_id = "delete_source_cost", params(("id" = Uuid, Path)),
    responses((status = 204)),
    extensions(("x-right" = json!("dictionary.write"))))]
async fn delete_cost(
    state: State,
    Who(ctx): Who,
    Path(id): Path<SourceCostId>,
    IfMatch(version): IfMatch,
) -> Result<Response, Problem> {
    state
        .run(ctx, move |app, ctx| {
            app::source::delete_cost(app, ctx, id, version)
        })
        .await?;
    Ok(respond::none())
}

/// What came of something that brings clients in.
#[derive(Serialize, ToSchema)]
struct SourceYield {
    /// Clients it brought in.
    clients: i64,
    /// Of these: with a phone or e-mail outside of the quarantine; none for readers from whom
    /// contacts are hidden.
    valid: Option<i64>,
    /// Of these: with an effective contact.
    reached: i64,
    /// Of these: bought.
    bought: i64,
    /// What they bought, reporting currency.
    revenue_minor: i64,
    /// What was spent, reporting currency; this and what follows only for those who keep the
    /// directory and see all clients.
    spend_minor: Option<i64>,
    /// Exhibitions, seminars, presentations paid for.
    events: Option<i64>,
    /// Spent for each client.
    per_client_minor: Option<i64>,
    /// Spent for each that bought.
    per_bought_minor: Option<i64>,
    /// Revenue for one unit spent.
    return_ratio: Option<f64>,
}

impl SourceYield {
    fn of(gain: &Yield, gains: &Gains) -> Self {
        let money = |value: Option<i64>| value.filter(|_| gains.shows_spend);
        Self {
            clients: gain.clients,
            valid: gains.shows_valid.then_some(gain.valid),
            reached: gain.reached,
            bought: gain.won,
            revenue_minor: gain.revenue_minor,
            spend_minor: money(Some(gain.spend_minor)),
            events: money(Some(gain.events)),
            per_client_minor: money(gain.per_client()),
            per_bought_minor: money(gain.per_won()),
            return_ratio: gain.return_ratio().filter(|_| gains.shows_spend),
        }
    }
}

/// An imported list and what came of it.
#[derive(Serialize, ToSchema)]
struct SourceBatch {
    #[schema(value_type = Uuid)]
    import_id: ImportId,
    file_name: String,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// Its money is that of costs that name this import.
    gain: SourceYield,
}

/// A source and what came of it.
#[derive(Serialize, ToSchema)]
struct SourceLine {
    /// None: no source is recorded.
    source: Option<SourceView>,
    gain: SourceYield,
    /// The lists of it that were imported.
    batches: Vec<SourceBatch>,
}

/// What came of all sources.
#[derive(Serialize, ToSchema)]
struct SourceYields {
    #[schema(value_type = Option<String>, format = Date)]
    from: Option<Date>,
    #[schema(value_type = String, format = Date)]
    until: Date,
    total: SourceYield,
    /// The one that brought in the most first.
    lines: Vec<SourceLine>,
}

impl From<Gains> for SourceYields {
    fn from(gains: Gains) -> Self {
        let line = |line: &Line| SourceLine {
            source: line.source.clone().map(Into::into),
            gain: SourceYield::of(&line.gain, &gains),
            batches: line
                .batches
                .iter()
                .map(|batch| SourceBatch {
                    import_id: batch.import_id,
                    file_name: batch.file_name.clone(),
                    created_at: batch.day_at,
                    gain: SourceYield::of(&batch.gain, &gains),
                })
                .collect(),
        };
        Self {
            from: gains.from,
            until: gains.until,
            total: SourceYield::of(&gains.total, &gains),
            lines: gains.lines.iter().map(line).collect(),
        }
    }
}

/// Of which clients.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// Added not before.
    #[param(value_type = Option<String>, format = Date)]
    from: Option<Date>,
    /// Added not after; today when absent.
    #[param(value_type = Option<String>, format = Date)]
    until: Option<Date>,
}

/// What came of each source for its money, of the clients added within a time.
#[utoipa::path(get, path = "/source-yields", tag = "source", operation_id = "source_yields",
    params(Wanted), responses((status = 200, body = SourceYields)),
    extensions(("x-right" = json!("client.read"))))]
async fn gains(
    state: State,
    Who(ctx): Who,
    Query(wanted): Query<Wanted>,
) -> Result<Json<SourceYields>, Problem> {
    let period = Period {
        from: wanted.from,
        until: wanted.until,
    };
    let gains = state
        .run(ctx, move |app, ctx| app::source::gains(app, ctx, period))
        .await?;
    Ok(Json(gains.into()))
}

/// As what, of which clients.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct WantedFile {
    /// `csv` or `xlsx`.
    format: String,
    /// Added not before.
    #[param(value_type = Option<String>, format = Date)]
    from: Option<Date>,
    /// Added not after; today when absent.
    #[param(value_type = Option<String>, format = Date)]
    until: Option<Date>,
}

/// The same as a file: a row for each source and for each list of it.
#[utoipa::path(get, path = "/source-yields/file", tag = "source",
    operation_id = "export_source_yields", params(WantedFile),
    responses((status = 200, content_type = "application/octet-stream")),
    extensions(("x-right" = json!("client.read"))))]
async fn export(
    state: State,
    Who(ctx): Who,
    Query(wanted): Query<WantedFile>,
) -> Result<Response, Problem> {
    let format = match wanted.format.parse() {
        Ok(format @ (ExportFormat::Csv | ExportFormat::Xlsx)) => format,
        _ => return Err(Problem::invalid("format", "code.unknown")),
    };
    let period = Period {
        from: wanted.from,
        until: wanted.until,
    };
    let file = state
        .run(ctx, move |app, ctx| {
            app::source::export(app, ctx, period, format)
        })
        .await?;
    Ok(attached_as("sources", file, format))
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Forbidden(refusal) => refusal.into(),
            Error::NotFound => Self::not_found(),
            Error::Invalid(refusals) => refused(refusals),
            Error::NameTaken => Self::invalid("name", "dictionary.name_taken"),
            Error::HasLeads => Self::new(StatusCode::CONFLICT, "source.has_leads"),
            Error::Used { used } => {
                Self::new(StatusCode::CONFLICT, "dictionary.used").with("used", used)
            }
            Error::HasCosts => Self::new(StatusCode::CONFLICT, "source.has_costs"),
            Error::VersionConflict { current } => Self::version_conflict(current),
            Error::RateMissing(missing) => rate_missing(missing),
            Error::Table(error) => not_written(&error),
            Error::Db(error) => error.into(),
        }
    }
}

#[cfg(test)]
mod tests;
