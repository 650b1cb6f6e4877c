//! Leads: the inbox, writing them down, letters, taking and refusing.

mod input;
mod view;

use app::client::ExportFormat;
use app::lead::{Error, Input, Made, Request};
use axum::Json;
use axum::body::to_bytes;
use axum::http::StatusCode;
use axum::response::Response;
use domain::id::{ClientId, LeadId, SourceId};
use domain::lead::{LeadState, LeadWay, ROWS_LIMIT};
use domain::setting::LEAD_MAIL_SIZE;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use self::input::{LeadChange, LeadInput, LeadTake};
use self::view::{LeadCard, LeadMade, LeadTally, LeadView, in_list, view};
use super::client::{attached_as, export_quota, not_written, refused};
use crate::extract::{Body, IfMatch, Path, Query, Who, too_large};
use crate::problem::Problem;
use crate::respond::{self, Limit, List, cursor, read_cursor};
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(create))
        .routes(routes!(list))
        .routes(routes!(create_many))
        .routes(routes!(letter))
        .routes(routes!(export))
        .routes(routes!(get, update))
        .routes(routes!(take))
}

/// Which leads.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct LeadQuery {
    /// `new`, `taken`, `refused`, `spam`; all when absent.
    state: Option<String>,
    /// `form`, `mail`, `event`, `hand`.
    way: Option<String>,
    #[schema(value_type = Option<Uuid>)]
    source_id: Option<SourceId>,
    /// Taken into this client.
    #[schema(value_type = Option<Uuid>)]
    client_id: Option<ClientId>,
    /// Only those one decided.
    #[serde(default)]
    mine: bool,
    /// Only those one wrote down.
    #[serde(default)]
    written: bool,
    /// Words of company, person and town.
    q: Option<String>,
    /// How many, 1 to 1000.
    #[serde(default)]
    #[schema(value_type = Option<u32>)]
    limit: Limit,
    /// `next` of the page before.
    cursor: Option<String>,
}

fn code<T: std::str::FromStr>(
    field: &'static str,
    text: Option<&str>,
) -> Result<Option<T>, Problem> {
    let read = text.map(str::parse).transpose();
    read.map_err(|_| Problem::invalid(field, "code.unknown"))
}

impl LeadQuery {
    fn request(self) -> Result<Request, Problem> {
        let state: Option<LeadState> = code("state", self.state.as_deref())?;
        let way: Option<LeadWay> = code("way", self.way.as_deref())?;
        Ok(Request {
            states: state.into_iter().collect(),
            way,
            source: self.source_id,
            client: self.client_id,
            mine: self.mine,
            written: self.written,
            q: self.q,
            limit: self.limit.get(),
            after: self.cursor.as_deref().map(read_cursor).transpose()?,
        })
    }
}

/// The leads one may see, the newest first.
#[utoipa::path(post, path = "/leads/query", tag = "lead", operation_id = "list_leads",
    request_body = LeadQuery, responses((status = 200, body = List<LeadView>)),
    extensions(("x-right" = json!("lead.read"))))]
async fn list(
    state: State,
    Who(ctx): Who,
    Body(wanted): Body<LeadQuery>,
) -> Result<List<LeadView>, Problem> {
    let request = wanted.request()?;
    let page = state
        .run(ctx, move |app, ctx| app::lead::list(app, ctx, &request))
        .await?;
    Ok(List {
        items: page.items.into_iter().map(in_list).collect(),
        next: page.next.as_ref().map(cursor),
        total: Some(page.total),
    })
}

/// Which leads, and as what.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct WantedFile {
    /// `csv` or `xlsx`.
    format: String,
    /// `new`, `taken`, `refused`, `spam`; all when absent.
    state: Option<String>,
    /// `form`, `mail`, `event`, `hand`.
    way: Option<String>,
    #[param(value_type = Option<Uuid>)]
    source_id: Option<SourceId>,
}

/// Leads as a file.
#[utoipa::path(get, path = "/leads/file", tag = "lead", operation_id = "export_leads",
    params(WantedFile), responses((status = 200, content_type = "application/octet-stream")),
    extensions(("x-right" = json!("client.export"))))]
async fn export(
    state: State,
    Who(ctx): Who,
    Query(wanted): Query<WantedFile>,
) -> Result<Response, Problem> {
    let format = match wanted.format.parse() {
        Ok(format @ (ExportFormat::Csv | ExportFormat::Xlsx)) => format,
        _ => return Err(Problem::invalid("format", "code.unknown")),
    };
    let request = LeadQuery {
        state: wanted.state,
        way: wanted.way,
        source_id: wanted.source_id,
        ..LeadQuery::default()
    };
    let request = request.request()?;
    let file = state
        .run(ctx, move |app, ctx| {
            app::lead::export(app, ctx, &request, format)
        })
        .await?;
    Ok(attached_as("leads", file, format))
}

/// Write a lead down. An entry of an exhibition becomes a client at once when the setting
/// `lead.event_makes` says so and the base knows nobody like that.
#[utoipa::path(post, path = "/leads", tag = "lead", operation_id = "create_lead",
    request_body = LeadInput, responses((status = 201, body = LeadMade)),
    extensions(("x-right" = json!("lead.write"))))]
async fn create(
    state: State,
    Who(ctx): Who,
    Body(body): Body<LeadInput>,
) -> Result<Response, Problem> {
    let made = state
        .run(ctx, move |app, ctx| {
            app::lead::create(app, ctx, &body.into())
        })
        .await?;
    Ok(created(made))
}

fn created(made: Made) -> Response {
    let location = format!("/api/v1/leads/{}", made.seen.item.lead.id);
    let version = Some(made.seen.item.lead.version);
    respond::created(&location, version, LeadMade::from(made))
}

/// Many leads.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct LeadBatch {
    /// At most 500.
    rows: Vec<LeadInput>,
}

/// Write many leads down, all or none.
#[utoipa::path(post, path = "/leads/batch", tag = "lead", operation_id = "create_leads",
    request_body = LeadBatch, responses((status = 200, body = LeadTally)),
    extensions(("x-right" = json!("lead.write"))))]
async fn create_many(
    state: State,
    Who(ctx): Who,
    Body(body): Body<LeadBatch>,
) -> Result<Json<LeadTally>, Problem> {
    let rows: Vec<Input> = body.rows.into_iter().map(Into::into).collect();
    let tally = state
        .run(ctx, move |app, ctx| app::lead::create_many(app, ctx, &rows))
        .await?;
    Ok(Json(tally.into()))
}

/// Of which source a letter is.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct OfSource {
    /// The source of the lead.
    #[param(value_type = Option<Uuid>)]
    source_id: Option<SourceId>,
}

/// Make a lead of a letter, as a mail server hands it on (RFC 5322). The same letter twice is one
/// lead.
#[utoipa::path(post, path = "/leads/mail", tag = "lead", operation_id = "create_lead_of_letter",
    params(OfSource),
    request_body(content = String, content_type = "message/rfc822"),
    responses((status = 201, body = LeadMade)),
    extensions(("x-right" = json!("lead.write"))))]
async fn letter(
    state: State,
    Who(ctx): Who,
    Query(of): Query<OfSource>,
    request: axum::extract::Request,
) -> Result<Response, Problem> {
    let raw = to_bytes(request.into_body(), state.config.bulk_body_limit)
        .await
        .map_err(|_| too_large())?;
    let made = state
        .run(ctx, move |app, ctx| {
            app::lead::arrive(app, ctx, &raw, of.source_id)
        })
        .await?;
    Ok(created(made))
}

/// One lead, with its texts and the clients that it may be.
#[utoipa::path(get, path = "/leads/{id}", tag = "lead", operation_id = "get_lead",
    params(("id" = Uuid, Path)), responses((status = 200, body = LeadCard)),
    extensions(("x-right" = json!("lead.read"))))]
async fn get(state: State, Who(ctx): Who, Path(id): Path<LeadId>) -> Result<Response, Problem> {
    let (mut seen, known) = state
        .run(ctx, move |app, ctx| {
            let seen = app::lead::find(app, ctx, id)?;
            let known = if seen.item.lead.data.state == LeadState::New {
                app::lead::known(app, ctx, id)?
            } else {
                Vec::new()
            };
            Ok::<_, Error>((seen, known))
        })
        .await?;
    let version = seen.item.lead.version;
    let raw = seen.item.lead.text.raw.take();
    let consent = seen.item.lead.text.consent.take();
    let card = LeadCard {
        lead: view(seen),
        raw,
        consent,
        known: known.into_iter().map(Into::into).collect(),
    };
    Ok(respond::one(version, card))
}

/// Correct a lead, refuse it, put it away or open it again.
#[utoipa::path(patch, path = "/leads/{id}", tag = "lead", operation_id = "update_lead",
    params(("id" = Uuid, Path)), request_body = LeadChange,
    responses((status = 200, body = LeadMade)),
    extensions(("x-right" = json!("lead.take"))))]
async fn update(
    state: State,
    Who(ctx): Who,
    Path(id): Path<LeadId>,
    IfMatch(version): IfMatch,
    Body(body): Body<LeadChange>,
) -> Result<Response, Problem> {
    let made = state
        .run(ctx, move |app, ctx| {
            app::lead::update(app, ctx, id, version, &body.into())
        })
        .await?;
    Ok(respond::one(
        made.seen.item.lead.version,
        LeadMade::from(made),
    ))
}

/// Take a lead into the base: a client is made of it, or it is put to one; with the person, the
/// ways to reach them and an interaction in the history. All of it is undone by `seq`.
#[utoipa::path(post, path = "/leads/{id}/take", tag = "lead", operation_id = "take_lead",
    params(("id" = Uuid, Path)), request_body = LeadTake,
    responses((status = 200, body = LeadMade)),
    extensions(("x-right" = json!("lead.take"))))]
async fn take(
    state: State,
    Who(ctx): Who,
    Path(id): Path<LeadId>,
    IfMatch(version): IfMatch,
    Body(body): Body<LeadTake>,
) -> Result<Response, Problem> {
    let made = state
        .run(ctx, move |app, ctx| {
            app::lead::take(app, ctx, id, version, &body.into())
        })
        .await?;
    Ok(respond::one(
        made.seen.item.lead.version,
        LeadMade::from(made),
    ))
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Forbidden(refusal) => refusal.into(),
            Error::NotFound => Self::not_found(),
            Error::Invalid(refusals) => refused(refusals),
            Error::TooMany => Self::new(StatusCode::PAYLOAD_TOO_LARGE, "bulk.too_many_rows")
                .with("max", ROWS_LIMIT),
            Error::Decided => Self::new(StatusCode::CONFLICT, "lead.decided"),
            Error::NotALetter => Self::new(StatusCode::UNPROCESSABLE_ENTITY, "lead.not_a_letter"),
            Error::TooLarge { limit } => {
                Self::new(StatusCode::PAYLOAD_TOO_LARGE, "lead.letter_size")
                    .with("limit", limit)
                    .with("setting", LEAD_MAIL_SIZE.name)
            }
            Error::VersionConflict { current } => Self::version_conflict(current),
            Error::QuotaSpent(spent) => export_quota(spent),
            Error::File(error) => not_written(&error),
            Error::Db(error) => error.into(),
        }
    }
}

#[cfg(test)]
mod tests;
