//! Forms of web sites: kept by those who may; and the door by which strangers send them. It answers
//! a page of a listed site, or a program, and tells neither anything of the base.

use app::lead::{FormError, FormInput, Sending};
use axum::Json;
use axum::body::{Body as Raw, Bytes, to_bytes};
use axum::extract::{FromRequest as _, Multipart, Request};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::options;
use domain::id::{LeadFormId, SourceId};
use domain::language::Language;
use domain::lead::form::{FIELDS_LIMIT, Form};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::client::{Named, refused};
use super::order::named;
use crate::envelope::RequestId;
use crate::extract::{Body, IfMatch, Path, Who, present, too_large};
use crate::guard;
use crate::problem::Problem;
use crate::respond;
use crate::state::State;

/// Where a form is sent.
const DOOR: &str = "/intake/{key}";

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(update, delete))
        .routes(routes!(renew))
        .routes(routes!(send))
        // What a browser asks before a page of another site may send JSON.
        .route(DOOR, options(preflight))
}

/// A form of a web site.
#[derive(Serialize, ToSchema)]
#[schema(as = LeadForm)]
struct FormView {
    #[schema(value_type = Uuid)]
    id: LeadFormId,
    name: String,
    #[schema(value_type = Option<Uuid>)]
    source_id: Option<SourceId>,
    /// Sites that may send it from a browser; none: only programs may.
    sites: Vec<String>,
    /// The language in which thanks are said.
    language: &'static str,
    /// The page that follows; one of ours when absent.
    thanks_url: Option<String>,
    /// The words that have to be agreed to.
    consent: Option<String>,
    active: bool,
    /// What stands in its address.
    key: String,
    /// Leads that came by it.
    leads: i64,
    version: i64,
}

impl From<Form> for FormView {
    fn from(form: Form) -> Self {
        Self {
            id: form.id,
            name: form.data.name,
            source_id: form.data.source_id,
            sites: form.data.sites,
            language: form.data.language.code(),
            thanks_url: form.data.thanks_url,
            consent: form.data.consent,
            active: form.data.active,
            key: form.key,
            leads: form.leads,
            version: form.version,
        }
    }
}

/// All forms, and the sources that they can have.
#[derive(Serialize, ToSchema)]
struct FormList {
    items: Vec<FormView>,
    sources: Vec<Named>,
}

/// What is written of a form; absent fields stay, `null` clears.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct LeadFormInput {
    /// Needed for a new one.
    name: Option<String>,
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<Uuid>)]
    source_id: Option<Option<SourceId>>,
    /// As `https://www.example.com`, at most 20.
    sites: Option<Vec<String>>,
    /// `en`, `ru`, `mk`.
    language: Option<String>,
    #[serde(deserialize_with = "present")]
    thanks_url: Option<Option<String>>,
    #[serde(deserialize_with = "present")]
    consent: Option<Option<String>>,
    active: Option<bool>,
}

impl From<LeadFormInput> for FormInput {
    fn from(body: LeadFormInput) -> Self {
        Self {
            name: body.name,
            source_id: body.source_id,
            sites: body.sites,
            language: body.language,
            thanks_url: body.thanks_url,
            consent: body.consent,
            active: body.active,
        }
    }
}

/// All forms, by name.
#[utoipa::path(get, path = "/lead-forms", tag = "lead", operation_id = "list_lead_forms",
    responses((status = 200, body = FormList)),
    extensions(("x-right" = json!("lead.form"))))]
async fn list(state: State, Who(ctx): Who) -> Result<Json<FormList>, Problem> {
    let (forms, sources) = state
        .run(ctx, |app, ctx| {
            let forms = app::lead::forms(app, ctx)?;
            Ok::<_, FormError>((forms, app::lead::sources(app, ctx)?))
        })
        .await?;
    let sources = sources.into_iter().map(|(id, name)| named(id, name));
    Ok(Json(FormList {
        items: forms.into_iter().map(Into::into).collect(),
        sources: sources.collect(),
    }))
}

/// Add a form.
#[utoipa::path(post, path = "/lead-forms", tag = "lead", operation_id = "create_lead_form",
    request_body = LeadFormInput, responses((status = 201, body = FormView)),
    extensions(("x-right" = json!("lead.form"))))]
async fn create(
    state: State,
    Who(ctx): Who,
    Body(body): Body<LeadFormInput>,
) -> Result<Response, Problem> {
    let form = state
        .run(ctx, move |app, ctx| {
            app::lead::add_form(app, ctx, &body.into())
        })
        .await?;
    let location = format!("/api/v1/lead-forms/{}", form.id);
    let version = Some(form.version);
    Ok(respond::created(&location, version, FormView::from(form)))
}

/// Change a form, open or close it.
#[utoipa::path(patch, path = "/lead-forms/{id}", tag = "lead", operation_id = "update_lead_form",
    params(("id" = Uuid, Path)), request_body = LeadFormInput,
    responses((status = 200, body = FormView)),
    extensions(("x-right" = json!("lead.form"))))]
async fn update(
    state: State,
    Who(ctx): Who,
    Path(id): Path<LeadFormId>,
    IfMatch(version): IfMatch,
    Body(body): Body<LeadFormInput>,
) -> Result<Response, Problem> {
    let form = state
        .run(ctx, move |app, ctx| {
            app::lead::change_form(app, ctx, id, version, &body.into())
        })
        .await?;
    Ok(respond::one(form.version, FormView::from(form)))
}

/// Give a form another key: the old one opens nothing any more.
#[utoipa::path(post, path = "/lead-forms/{id}/key", tag = "lead",
    operation_id = "renew_lead_form", params(("id" = Uuid, Path)),
    responses((status = 200, body = FormView)),
    extensions(("x-right" = json!("lead.form"))))]
async fn renew(
    state: State,
    Who(ctx): Who,
    Path(id): Path<LeadFormId>,
    IfMatch(version): IfMatch,
) -> Result<Response, Problem> {
    let form = state
        .run(ctx, move |app, ctx| {
            app::lead::renew_form(app, ctx, id, version)
        })
        .await?;
    Ok(respond::one(form.version, FormView::from(form)))
}

/// Remove a form; the leads that came by it stay.
#[utoipa::path(delete, path = "/lead-forms/{id}", tag = "lead",
    operation_id = "delete_lead_form", params(("id" = Uuid, Path)),
    responses((status = 204)), extensions(("x-right" = json!("lead.form"))))]
async fn delete(
    state: State,
    Who(ctx): Who,
    Path(id): Path<LeadFormId>,
    IfMatch(version): IfMatch,
) -> Result<Response, Problem> {
    state
        .run(ctx, move |app, ctx| {
            app::lead::remove_form(app, ctx, id, version)
        })
        .await?;
    Ok(respond::none())
}

/// Said to whoever sent a form, whatever became of it.
#[derive(Serialize, ToSchema)]
struct Received {
    /// Always true.
    received: bool,
}

/// Send a form of a web site: fields as JSON or as browsers send them
/// (`application/x-www-form-urlencoded`, `multipart/form-data`; of files the names are kept and
/// nothing else). No log-in: the key of the form stands in the address.
/// Known fields are `company`, `person`, `phone`, `email`, `settlement`, `tax_number`, `products`,
/// `message`, `consent`; others are kept as text.
#[utoipa::path(post, path = "/intake/{key}", tag = "lead", operation_id = "send_lead_form",
    params(("key" = String, Path)),
    request_body(content(
        (std::collections::HashMap<String, String> = "application/json"),
        (std::collections::HashMap<String, String> = "application/x-www-form-urlencoded"),
        (std::collections::HashMap<String, String> = "multipart/form-data"),
    )),
    responses((status = 200, body = Received), (status = 303)),
    extensions(("x-right" = json!("public"))))]
async fn send(state: State, Path(key): Path<String>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let text = |name: header::HeaderName| {
        let value = parts.headers.get(name);
        value.map(|value| value.to_str().unwrap_or("?").to_owned())
    };
    let origin = text(header::ORIGIN);
    let looked_at = text(header::ACCEPT).is_some_and(|accept| accept.contains("text/html"));
    let (asked, from) = (key.clone(), origin.clone());
    let door = state.block(move |app| app::lead::door(app, &asked, from.as_deref()));
    let door = match door.await {
        Ok(door) => door,
        Err(problem) => return problem.into_response(),
    };
    let form = door.form.clone();
    let kind = text(header::CONTENT_TYPE).unwrap_or_default();
    let done = match fields(&kind, body, door.limit).await {
        Ok(fields) => {
            let address = guard::address(&parts, &state.config);
            let request = RequestId::of(&parts);
            let now = state.clock.now();
            let form = door.form;
            let sent = state.block(move |app| {
                let ctx = app::Context::system(now).within(&request);
                let sending = Sending {
                    form: &form,
                    address: &address,
                    fields: &fields,
                };
                app::lead::send(app, &ctx, &sending)
            });
            sent.await
        }
        Err(problem) => Err(problem),
    };
    let mut response = match done {
        Ok(()) if looked_at => follow(form.data.thanks_url.as_deref(), form.data.language, None),
        Ok(()) => Json(Received { received: true }).into_response(),
        Err(problem) if looked_at => follow(None, form.data.language, Some(&problem)),
        Err(problem) => problem.into_response(),
    };
    open_to(response.headers_mut(), origin.as_deref());
    response
}

/// Sends a browser on: to the page of thanks, or to ours that says what is wrong.
fn follow(url: Option<&str>, language: Language, problem: Option<&Problem>) -> Response {
    let own = match problem {
        None => format!("/thanks#{language}"),
        Some(problem) => {
            let code = problem.first_code();
            format!("/thanks#{language},{code}")
        }
    };
    let target = HeaderValue::from_str(url.unwrap_or(&own));
    let target = target.unwrap_or(HeaderValue::from_static("/thanks"));
    let mut response = StatusCode::SEE_OTHER.into_response();
    response.headers_mut().insert(header::LOCATION, target);
    response
}

/// Lets the page of a listed site read the answer. That it is listed was found before.
fn open_to(headers: &mut HeaderMap, origin: Option<&str>) {
    if let Some(Ok(origin)) = origin.map(HeaderValue::from_str) {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.insert(header::VARY, HeaderValue::from_static("origin"));
    }
}

async fn preflight(state: State, Path(key): Path<String>, headers: HeaderMap) -> Response {
    let origin = headers.get(header::ORIGIN);
    let origin = origin.map(|origin| origin.to_str().unwrap_or("?").to_owned());
    let from = origin.clone();
    let door = state.block(move |app| app::lead::door(app, &key, from.as_deref()));
    if let Err(problem) = door.await {
        return problem.into_response();
    }
    let mut response = respond::none();
    let answer = response.headers_mut();
    open_to(answer, origin.as_deref());
    let fixed = |text| HeaderValue::from_static(text);
    answer.insert(header::ACCESS_CONTROL_ALLOW_METHODS, fixed("POST"));
    answer.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, fixed("content-type"));
    answer.insert(header::ACCESS_CONTROL_MAX_AGE, fixed("600"));
    response
}

/// Names and values of a body of one of the three kinds.
async fn fields(kind: &str, body: Raw, limit: usize) -> Result<Vec<(String, String)>, Problem> {
    let told = kind.split(';').next().unwrap_or_default().trim();
    let is = |kind: &str| told.eq_ignore_ascii_case(kind);
    let is_json = is("application/json");
    let in_parts = is("multipart/form-data");
    if !is_json && !in_parts && !is("application/x-www-form-urlencoded") {
        let status = StatusCode::UNSUPPORTED_MEDIA_TYPE;
        return Err(Problem::new(status, "lead_form.kind"));
    }
    let bytes = to_bytes(body, limit).await.map_err(|_| too_large())?;
    let fields = if is_json {
        let value: Value = serde_json::from_slice(&bytes).map_err(|_| unreadable())?;
        let Value::Object(object) = value else {
            return Err(unreadable());
        };
        object
            .into_iter()
            .map(|(name, value)| (name, plain(&value)))
            .collect()
    } else if in_parts {
        parts(kind, bytes).await?
    } else {
        let pairs = form_urlencoded::parse(&bytes);
        pairs.into_owned().take(FIELDS_LIMIT + 1).collect()
    };
    if fields.len() > FIELDS_LIMIT {
        return Err(Problem::invalid("", "list.too_long"));
    }
    Ok(fields)
}

fn unreadable() -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, "lead_form.unreadable")
}

/// Names and values of a body in parts. A file gives its name: the inbox keeps no files.
async fn parts(kind: &str, bytes: Bytes) -> Result<Vec<(String, String)>, Problem> {
    let body = Request::builder()
        .header(header::CONTENT_TYPE, kind)
        .body(Raw::from(bytes))
        .map_err(|_| unreadable())?;
    let mut parts = Multipart::from_request(body, &())
        .await
        .map_err(|_| unreadable())?;
    let mut fields = Vec::new();
    while fields.len() <= FIELDS_LIMIT {
        let Some(part) = parts.next_field().await.map_err(|_| unreadable())? else {
            break;
        };
        let Some(name) = part.name().map(str::to_owned) else {
            continue;
        };
        let value = match part.file_name().map(str::to_owned) {
            Some(file) => file,
            None => {
                let value = part.bytes().await.map_err(|_| unreadable())?;
                String::from_utf8_lossy(&value).into_owned()
            }
        };
        fields.push((name, value));
    }
    Ok(fields)
}

/// A value as text: lists with commas.
fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(values) => {
            let texts: Vec<String> = values.iter().map(plain).collect();
            texts.join(", ")
        }
        other => other.to_string(),
    }
}

impl From<FormError> for Problem {
    fn from(error: FormError) -> Self {
        match error {
            FormError::Forbidden(refusal) => refusal.into(),
            FormError::NotFound => Self::not_found(),
            FormError::Invalid(refusals) => refused(refusals),
            FormError::ForeignSite => Self::new(StatusCode::FORBIDDEN, "lead_form.foreign_site"),
            FormError::TooMany { setting, minutes } => {
                Self::new(StatusCode::TOO_MANY_REQUESTS, "lead_form.too_many")
                    .retry_after(minutes * 60)
                    .with("setting", setting)
            }
            FormError::VersionConflict { current } => Self::version_conflict(current),
            FormError::Db(error) => error.into(),
        }
    }
}

#[cfg(test)]
mod tests;
