//! What every handler is given, and the one bridge from the asynchronous edge to the blocking
//! core. The clock is read here, where a request begins, and nowhere below.

use std::convert::Infallible;
use std::sync::Arc;

use app::{App, Context};
use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use jiff::Timestamp;

use crate::config::Config;
use crate::problem::Problem;

/// Reads the time.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> Timestamp + Send + Sync>);

impl Clock {
    /// The machine's clock.
    #[expect(clippy::disallowed_methods, reason = "requests begin here")]
    pub fn system() -> Self {
        Self(Arc::new(Timestamp::now))
    }

    /// A clock of the caller's.
    pub fn from_fn(now: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    /// The time.
    pub fn now(&self) -> Timestamp {
        (self.0)()
    }
}

impl std::fmt::Debug for Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Clock")
    }
}

/// The product, its configuration and its clock. Cheap to clone.
#[derive(Debug, Clone)]
pub struct State {
    /// The product.
    pub app: App,
    /// How this server is run.
    pub config: Arc<Config>,
    /// The clock.
    pub clock: Clock,
    /// When this server was started.
    pub started_at: Timestamp,
}

impl State {
    /// The state of a server that starts now.
    pub fn new(app: App, config: Config, clock: Clock) -> Self {
        let started_at = clock.now();
        Self {
            app,
            config: Arc::new(config),
            clock,
            started_at,
        }
    }

    /// Runs a use case on a thread that may block.
    pub async fn run<T, E, F>(&self, ctx: Context, f: F) -> Result<T, Problem>
    where
        T: Send + 'static,
        E: Into<Problem>,
        F: FnOnce(&App, &Context) -> Result<T, E> + Send + 'static,
    {
        self.block(move |app| f(app, &ctx)).await
    }

    /// The same before anybody is known.
    pub async fn block<T, E, F>(&self, f: F) -> Result<T, Problem>
    where
        T: Send + 'static,
        E: Into<Problem>,
        F: FnOnce(&App) -> Result<T, E> + Send + 'static,
    {
        let app = self.app.clone();
        let outcome = tokio::task::spawn_blocking(move || f(&app).map_err(Into::into)).await;
        outcome.unwrap_or_else(|_| {
            tracing::error!("a use case panicked");
            Err(Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "internal"))
        })
    }
}

impl FromRequestParts<State> for State {
    type Rejection = Infallible;

    async fn from_request_parts(_: &mut Parts, state: &State) -> Result<Self, Infallible> {
        Ok(state.clone())
    }
}
