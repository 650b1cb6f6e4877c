//! For HTTP tests: the whole server over a fresh database, with an employee of each role signed
//! in and a fixed clock. Requests go through the router, no port is opened.

use std::collections::HashMap;
use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};

use app::testing::{PASSWORD, TestApp};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use domain::policy::Role;
use jiff::Timestamp;
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::config::Config;
use crate::state::{Clock, State};

/// The server over a fresh SQLite database.
pub struct TestServer {
    app: TestApp,
    router: Router,
    now: Arc<Mutex<Timestamp>>,
    sessions: Mutex<HashMap<Role, Session>>,
}

/// A session of the browser.
#[derive(Debug, Clone)]
pub struct Session {
    /// The `Cookie` header.
    pub cookie: String,
    /// The `X-CSRF-Token` header.
    pub csrf: String,
}

/// An answer, read to its end.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body as it came.
    pub text: String,
}

impl Answer {
    /// The body as JSON; `Null` when it is none.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or(Value::Null)
    }

    /// The code of a refusal, or nothing.
    pub fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }

    /// The field and code of the first refused field, as `field/code`.
    pub fn field(&self) -> String {
        let error = &self.json()["errors"][0];
        let text = |name: &str| error[name].as_str().unwrap_or_default().to_owned();
        format!("{}/{}", text("field"), text("code"))
    }

    /// A header's text, or nothing.
    pub fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name).and_then(|value| value.to_str().ok());
        value.unwrap_or_default()
    }
}

/// A request being written.
pub struct Ask<'s> {
    server: &'s TestServer,
    method: Method,
    path: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Default for TestServer {
    fn default() -> Self {
        Self::new()
    }
}

impl Deref for TestServer {
    type Target = TestApp;

    fn deref(&self) -> &TestApp {
        &self.app
    }
}

impl TestServer {
    /// A server with one employee of each role.
    pub fn new() -> Self {
        Self::over(app::testing::app(), Config::default())
    }

    /// A server over this product, run like this.
    pub fn over(app: TestApp, config: Config) -> Self {
        let now = Arc::new(Mutex::new(app.now));
        let hands = Arc::clone(&now);
        let clock = Clock::from_fn(move || *hands.lock().unwrap_or_else(PoisonError::into_inner));
        let state = State::new(app.deref().clone(), config, clock);
        Self {
            app,
            router: crate::router(state),
            now,
            sessions: Mutex::default(),
        }
    }

    /// Sets the clock of the server.
    pub fn set_now(&self, now: Timestamp) {
        *self.now.lock().unwrap_or_else(PoisonError::into_inner) = now;
    }

    /// A request to a path of the API, given as it stands after `/api/v1` or in full.
    pub fn ask(&self, method: Method, path: &str) -> Ask<'_> {
        if path.starts_with("/api/") {
            self.ask_at(method, path)
        } else {
            self.ask_at(method, &format!("{}{path}", crate::api::BASE))
        }
    }

    /// A request to any path of the server.
    pub fn ask_at(&self, method: Method, path: &str) -> Ask<'_> {
        Ask {
            server: self,
            method,
            path: path.to_owned(),
            headers: vec![("host".to_owned(), "localhost:8080".to_owned())],
            body: Vec::new(),
        }
    }

    /// `GET` as the employee of a role.
    pub async fn get(&self, role: Role, path: &str) -> Answer {
        self.ask(Method::GET, path).by(role).await.send().await
    }

    /// `POST` as the employee of a role.
    pub async fn post(&self, role: Role, path: &str, body: Value) -> Answer {
        self.ask(Method::POST, path)
            .by(role)
            .await
            .json(&body)
            .send()
            .await
    }

    /// `PATCH` of a version as the employee of a role.
    pub async fn patch(&self, role: Role, path: &str, version: i64, body: Value) -> Answer {
        let ask = self.ask(Method::PATCH, path).by(role).await;
        ask.version(version).json(&body).send().await
    }

    /// `DELETE` of a version as the employee of a role.
    pub async fn delete(&self, role: Role, path: &str, version: i64) -> Answer {
        self.ask(Method::DELETE, path)
            .by(role)
            .await
            .version(version)
            .send()
            .await
    }

    /// Signs in with a password.
    pub async fn sign_in(&self, login: &str, password: &str) -> Answer {
        let body = json!({ "login": login, "password": password });
        self.ask(Method::POST, "/login").json(&body).send().await
    }

    /// The session that an answer begins.
    pub fn session_of(answer: &Answer) -> Option<Session> {
        let cookie = answer.header("set-cookie").split(';').next()?.to_owned();
        let csrf = answer.json()["csrf"].as_str()?.to_owned();
        Some(Session { cookie, csrf })
    }

    /// The session of the employee of a role; signed in at the first call.
    pub async fn session(&self, role: Role) -> Session {
        let known = self
            .sessions
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&role)
            .cloned();
        if let Some(session) = known {
            return session;
        }
        let answer = self.sign_in(role.code(), PASSWORD).await;
        let session = Self::session_of(&answer).expect("every role can sign in");
        let mut sessions = self.sessions.lock().unwrap_or_else(PoisonError::into_inner);
        sessions.insert(role, session.clone());
        session
    }

    /// Forgets the sessions, so that the next request of a role signs in again.
    pub fn forget_sessions(&self) {
        self.sessions
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
    }
}

impl Ask<'_> {
    /// Sends it as the employee of a role.
    pub async fn by(self, role: Role) -> Self {
        let session = self.server.session(role).await;
        self.within(&session)
    }

    /// Sends it within a session.
    #[must_use]
    pub fn within(self, session: &Session) -> Self {
        let (cookie, csrf) = (session.cookie.clone(), session.csrf.clone());
        self.header("cookie", &cookie).header("x-csrf-token", &csrf)
    }

    /// Sends it with an API token.
    #[must_use]
    pub fn token(self, secret: &str) -> Self {
        self.header("authorization", &format!("Bearer {secret}"))
    }

    /// Sets a header, in place of an earlier one of its name.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.retain(|(known, _)| known != name);
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Changes this version.
    #[must_use]
    pub fn version(self, version: i64) -> Self {
        self.header("if-match", &format!("\"v{version}\""))
    }

    /// Sends this JSON.
    #[must_use]
    pub fn json(self, body: &Value) -> Self {
        self.bytes("application/json", body.to_string())
    }

    /// Sends these bytes.
    #[must_use]
    pub fn bytes(mut self, kind: &str, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self.header(header::CONTENT_TYPE.as_str(), kind)
    }

    /// Sends it and reads the answer to its end.
    pub async fn send(self) -> Answer {
        let mut request = Request::builder().method(self.method).uri(&self.path);
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let request = request
            .body(Body::from(self.body))
            .expect("a well-formed request");
        let router = self.server.router.clone();
        let response = router
            .oneshot(request)
            .await
            .expect("the router never fails");
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX)
            .await
            .expect("the body can be read");
        Answer {
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }
}
