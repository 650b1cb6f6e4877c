//! Refusals as RFC 9457 problem details: a stable code with parameters, never a sentence. The
//! words for a code lie in `locales/` under `error-` + the code with dashes.

use std::borrow::Cow;

use app::DbError;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::policy::Forbidden;
use serde::Serialize;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

/// One field that is refused.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FieldError {
    /// The field, as a path with dots.
    pub field: String,
    /// The stable code of the refusal.
    pub code: String,
    /// What the words of the code need.
    #[schema(value_type = Object)]
    pub params: Map<String, Value>,
}

impl From<app::client::Refusal> for FieldError {
    fn from(refusal: app::client::Refusal) -> Self {
        let params = refusal.params.into_iter();
        Self {
            field: refusal.field,
            code: refusal.code.to_owned(),
            params: params
                .map(|(name, value)| (name.to_owned(), Value::from(value)))
                .collect(),
        }
    }
}

/// A refusal on its way out.
#[derive(Debug, Clone)]
pub struct Problem {
    status: StatusCode,
    code: Cow<'static, str>,
    params: Map<String, Value>,
    errors: Vec<FieldError>,
    retry_after: Option<i64>,
}

/// The body of a refusal, `application/problem+json`.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProblemBody {
    /// A URN of the code.
    pub r#type: String,
    /// The reason phrase of the status.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// The stable code.
    pub code: String,
    /// The request, as in the log and the journal.
    pub request: Option<String>,
    /// What the words of the code need.
    #[schema(value_type = Object)]
    pub params: Map<String, Value>,
    /// The fields that are refused.
    pub errors: Vec<FieldError>,
}

impl Problem {
    /// A refusal with this code.
    pub fn new(status: StatusCode, code: impl Into<Cow<'static, str>>) -> Self {
        Self {
            status,
            code: code.into(),
            params: Map::new(),
            errors: Vec::new(),
            retry_after: None,
        }
    }

    /// 404: not there, or not for this reader.
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found")
    }

    /// 401.
    pub fn unauthenticated() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "session.required")
    }

    /// 412: the thing has moved on to version `current`.
    pub fn version_conflict(current: i64) -> Self {
        Self::new(StatusCode::PRECONDITION_FAILED, "precondition.failed").with("version", current)
    }

    /// 422 for one field.
    pub fn invalid(field: impl Into<String>, code: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "fields.invalid").field(field, code)
    }

    /// Adds a parameter for the words.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.params.insert(name.to_owned(), value.into());
        self
    }

    /// Adds a refused field.
    #[must_use]
    pub fn field(mut self, field: impl Into<String>, code: impl Into<String>) -> Self {
        self.errors.push(FieldError {
            field: field.into(),
            code: code.into(),
            params: Map::new(),
        });
        self
    }

    /// Adds a refused field with what its words need.
    #[must_use]
    pub fn refusal(mut self, error: FieldError) -> Self {
        self.errors.push(error);
        self
    }

    /// Adds a parameter to the field refused last.
    #[must_use]
    pub fn field_param(mut self, name: &str, value: impl Into<Value>) -> Self {
        if let Some(last) = self.errors.last_mut() {
            last.params.insert(name.to_owned(), value.into());
        }
        self
    }

    /// Asks the caller to wait so many seconds.
    #[must_use]
    pub fn retry_after(mut self, seconds: i64) -> Self {
        self.retry_after = Some(seconds);
        self.with("seconds", seconds)
    }

    /// The refused fields as they stand in the answer; a refusal of the whole has its own code.
    pub fn field_errors(&self) -> Vec<Value> {
        if self.errors.is_empty() {
            return vec![json!({ "field": "", "code": self.code })];
        }
        self.errors.iter().map(|error| json!(error)).collect()
    }

    /// The stable code.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// The code of the first refused field, or of the whole.
    pub fn first_code(&self) -> &str {
        self.errors.first().map_or(&self.code, |error| &error.code)
    }

    /// What the answer says, naming the request.
    pub fn body(&self, request: Option<&str>) -> Value {
        json!(ProblemBody {
            r#type: format!("urn:clientele:error:{}", self.code),
            title: self
                .status
                .canonical_reason()
                .unwrap_or_default()
                .to_owned(),
            status: self.status.as_u16(),
            code: self.code.clone().into_owned(),
            request: request.map(str::to_owned),
            params: self.params.clone(),
            errors: self.errors.clone(),
        })
    }

    /// The answer, naming the request.
    pub fn respond(&self, request: Option<&str>) -> Response {
        let kind = [(header::CONTENT_TYPE, "application/problem+json")];
        let mut response = (self.status, kind, self.body(request).to_string()).into_response();
        if let Some(seconds) = self.retry_after {
            let seconds = HeaderValue::from(seconds);
            response.headers_mut().insert(header::RETRY_AFTER, seconds);
        }
        response
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.respond(None);
        // the outermost layer knows the request and writes the body again with it
        response.extensions_mut().insert(self);
        response
    }
}

impl From<Forbidden> for Problem {
    fn from(refusal: Forbidden) -> Self {
        let mut problem = Self::new(StatusCode::FORBIDDEN, "policy.forbidden")
            .with("action", refusal.action)
            .with("roles", json!(refusal.roles));
        if let Some(scope) = refusal.token_scope {
            problem = problem.with("token_scope", scope.code());
        }
        problem
    }
}

impl From<DbError> for Problem {
    fn from(error: DbError) -> Self {
        let code = error.code();
        let status = match code {
            "db.full" => StatusCode::INSUFFICIENT_STORAGE,
            "db.busy" | "db.conflict" | "db.disconnected" | "db.unknown_outcome" | "db.timeout"
            | "db.read_only" => StatusCode::SERVICE_UNAVAILABLE,
            "db.unique" | "db.foreign_key" => StatusCode::CONFLICT,
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        };
        if status.is_server_error() {
            tracing::error!(code, %error, "the database failed");
        }
        match status {
            StatusCode::SERVICE_UNAVAILABLE => Self::new(status, code).retry_after(1),
            StatusCode::INTERNAL_SERVER_ERROR => Self::new(status, "internal"),
            _ => Self::new(status, code),
        }
    }
}
