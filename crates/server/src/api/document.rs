//! What holds for many routes and would be tiresome to write at each: headers that must or may be
//! sent, refusals, who is let in. Put into the document from what a route already says of itself.

use axum::http::Method;
use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn, PathItem};
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme,
};
use utoipa::openapi::{
    ContentBuilder, ObjectBuilder, OpenApi, Ref, RefOr, Required, Response, ResponseBuilder, Type,
};

use crate::rights::Right;

/// Things without a version: they are ended, not changed.
const UNVERSIONED: [&str; 5] = [
    "/api/v1/funnel-plans/{id}",
    "/api/v1/imports/{id}/rows/{number}",
    "/api/v1/me/sessions/{id}",
    "/api/v1/tokens/{id}",
    "/api/v1/trainings/{id}",
];

/// Orders to a record that are given on the version that was seen.
const VERSIONED: [&str; 12] = [
    "/api/v1/clients/{id}/terms",
    "/api/v1/deals/{id}/moves",
    "/api/v1/funnels/{id}/versions",
    "/api/v1/funnels/{id}/versions/{number}/approve",
    "/api/v1/funnels/{id}/versions/{number}/discard",
    "/api/v1/joint-work/{id}/accept",
    "/api/v1/joint-work/{id}/extend",
    "/api/v1/joint-work/{id}/finish",
    "/api/v1/joint-work/{id}/part",
    "/api/v1/joint-work/{id}/steps",
    "/api/v1/lead-forms/{id}/key",
    "/api/v1/leads/{id}/take",
];

/// Completes the document.
pub fn complete(document: &mut OpenApi) {
    for (path, item) in &mut document.paths.paths {
        let one = item.patch.is_some() && is_versioned(path, &Method::PATCH);
        for (method, operation) in operations(item) {
            describe(path, &method, operation, one);
        }
    }
    let components = document.components.get_or_insert_default();
    let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
    let cookie = ApiKeyValue::with_description(
        "clientele",
        "Of a log-in; every change then needs `X-CSRF-Token`. Over HTTPS its name begins with \
         `__Host-`.",
    );
    components.add_security_scheme("token", SecurityScheme::Http(bearer));
    components.add_security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = (Method, &mut Operation)> {
    let all = [
        (Method::GET, &mut item.get),
        (Method::POST, &mut item.post),
        (Method::PUT, &mut item.put),
        (Method::PATCH, &mut item.patch),
        (Method::DELETE, &mut item.delete),
    ];
    all.into_iter()
        .filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
}

/// `one`: the path is that of one thing with a version.
fn describe(path: &str, method: &Method, operation: &mut Operation, one: bool) {
    let right = operation.extensions.as_ref();
    let right = right.and_then(|all| all.get("x-right")?.as_str().and_then(Right::parse));
    let signed_in = right != Some(Right::Public);
    let changes = *method != Method::GET;
    let named = path.contains('{');
    let asks = operation.parameters.iter().flatten().any(is_query);
    let has_body = operation.request_body.is_some();
    let versioned = is_versioned(path, method);
    let mut refusals = Vec::new();
    if signed_in {
        refusals.push(("401", "Nobody is signed in: `session.required`."));
        operation.security = Some(
            ["token", "session"]
                .map(|scheme| SecurityRequirement::new(scheme, [""; 0]))
                .into(),
        );
    }
    if matches!(right, Some(Right::Read(_) | Right::Do(_))) || (signed_in && changes) {
        let why = "Not with these rights (`policy.forbidden`), this token's scopes, or without \
             `X-CSRF-Token`.";
        refusals.push(("403", why));
    }
    if named {
        refusals.push(("404", "No such thing for this reader."));
    }
    if signed_in && changes {
        let why = "The word of the session, as `GET /session` tells it. Not for tokens.";
        add(operation, header("X-CSRF-Token", why, Required::False));
    }
    if versioned {
        let why = "The version the change is made on, as `ETag` told it: `\"v7\"`.";
        add(operation, header("If-Match", why, Required::True));
        refusals.push((
            "412",
            "It moved on: `precondition.failed` with the `version` now.",
        ));
        refusals.push(("428", "`If-Match` is missing."));
    }
    if signed_in && *method == Method::POST && !matches!(right, Some(Right::Read(_))) {
        let why = "1 to 128 characters. The same key and body within 24 hours give the first \
             answer again.";
        add(operation, header("Idempotency-Key", why, Required::False));
        let why = "It collides with what is there, or a request with this `Idempotency-Key` is \
             still on its way.";
        refusals.push(("409", why));
    }
    if has_body || versioned || (signed_in && *method == Method::POST) {
        refusals.push(("400", "Not to be read: no JSON, or a malformed header."));
    }
    if has_body {
        refusals.push(("413", "The body is too large: `body.too_large`."));
        refusals.push(("415", "The body is of another kind: `body.not_json`."));
    }
    if has_body || asks || (signed_in && *method == Method::POST) {
        refusals.push((
            "422",
            "Fields are refused: `fields.invalid`, each with its code.",
        ));
    }
    for (status, why) in refusals {
        let known = &mut operation.responses.responses;
        known
            .entry(status.to_owned())
            .or_insert_with(|| refusal(why).into());
    }
    for (status, response) in &mut operation.responses.responses {
        match response {
            RefOr::T(response) if status == "201" => {
                tell(response, "Location", "Where the new thing is.");
            }
            // A refusal that a route describes in its own words still has the one body.
            RefOr::T(response) if status.starts_with('4') => {
                response.content = refusal("").content;
            }
            _ => {}
        }
        if let RefOr::T(response) = response
            && status.starts_with('2')
            && one
            && (*method == Method::GET || *method == Method::PATCH)
        {
            tell(response, "ETag", "The version of the thing: `\"v7\"`.");
        }
    }
}

/// Whether a change of this route needs `If-Match`.
fn is_versioned(path: &str, method: &Method) -> bool {
    let one = path.ends_with('}') && !UNVERSIONED.contains(&path);
    one && (*method == Method::PATCH || *method == Method::DELETE) || VERSIONED.contains(&path)
}

fn is_query(parameter: &RefOr<Parameter>) -> bool {
    matches!(parameter, RefOr::T(parameter) if parameter.parameter_in == ParameterIn::Query)
}

fn add(operation: &mut Operation, parameter: Parameter) {
    let parameters = operation.parameters.get_or_insert_default();
    parameters.push(parameter.into());
}

fn header(name: &str, why: &str, required: Required) -> Parameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Header)
        .required(required)
        .description(Some(why))
        .schema(Some(ObjectBuilder::new().schema_type(Type::String)))
        .build()
}

fn refusal(why: &str) -> Response {
    let body = ContentBuilder::new()
        .schema(Some(Ref::from_schema_name("ProblemBody")))
        .build();
    ResponseBuilder::new()
        .description(why)
        .content("application/problem+json", body)
        .build()
}

fn tell(response: &mut Response, name: &str, why: &str) {
    let header = HeaderBuilder::new()
        .schema(Some(ObjectBuilder::new().schema_type(Type::String)))
        .description(Some(why))
        .build();
    response.headers.insert(name.to_owned(), header.into());
}
