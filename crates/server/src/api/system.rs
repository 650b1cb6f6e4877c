//! The installation: how large the base is, whether it is sound, its backups.

use app::backup::Made;
use app::system::{Error, Integrity, System};
use axum::Json;
use axum::response::Response;
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::job::{Queued, queued};
use crate::extract::Who;
use crate::problem::Problem;
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(view))
        .routes(routes!(back_up))
        .routes(routes!(check))
}

/// The state of the installation.
#[derive(Serialize, ToSchema)]
struct SystemView {
    /// Version of Clientele.
    version: &'static str,
    /// Seconds since this server was started.
    uptime_s: i64,
    database: DatabaseView,
    /// The last check that came to an end.
    integrity: Option<IntegrityView>,
    /// Good backups, the newest first.
    backups: Vec<BackupView>,
    /// Why the newest backup failed, if none was made since.
    backup_error: Option<String>,
}

/// The database and how much is in it.
#[derive(Serialize, ToSchema)]
struct DatabaseView {
    /// `sqlite` or `postgres`.
    engine: &'static str,
    version: String,
    schema: i64,
    size_bytes: i64,
    clients: i64,
    people: i64,
    orders: i64,
    interactions: i64,
    users: i64,
    journal: i64,
}

/// What the last check found.
#[derive(Serialize, ToSchema)]
struct IntegrityView {
    checked_at: Timestamp,
    ok: bool,
    /// What is wrong, in the engine's words.
    detail: Vec<String>,
    journal_lines: i64,
    /// First line of the journal that does not fit the one before it.
    journal_fault: Option<i64>,
}

/// A backup that was made and read through.
#[derive(Serialize, ToSchema)]
struct BackupView {
    file: String,
    bytes: u64,
    made_at: Timestamp,
    rows: Option<i64>,
}

impl From<Integrity> for IntegrityView {
    fn from(found: Integrity) -> Self {
        Self {
            checked_at: found.checked_at,
            ok: found.ok,
            detail: found.problems,
            journal_lines: found.journal_lines,
            journal_fault: found.journal_fault,
        }
    }
}

impl From<Made> for BackupView {
    fn from(made: Made) -> Self {
        Self {
            file: made.file,
            bytes: made.bytes,
            made_at: made.made_at,
            rows: made.rows,
        }
    }
}

impl SystemView {
    fn new(system: System, uptime_s: i64) -> Self {
        Self {
            version: env!("CARGO_PKG_VERSION"),
            uptime_s,
            database: DatabaseView {
                engine: system.engine,
                version: system.engine_version,
                schema: system.schema,
                size_bytes: system.size_bytes,
                clients: system.counts.clients,
                people: system.counts.people,
                orders: system.counts.orders,
                interactions: system.counts.interactions,
                users: system.counts.users,
                journal: system.counts.journal,
            },
            integrity: system.integrity.map(IntegrityView::from),
            backups: system.backups.into_iter().map(BackupView::from).collect(),
            backup_error: system.backup_error,
        }
    }
}

/// The state of the installation.
#[utoipa::path(get, path = "/system", tag = "system", responses((status = 200, body = SystemView)),
    extensions(("x-right" = json!("system.view"))))]
async fn view(state: State, Who(ctx): Who) -> Result<Json<SystemView>, Problem> {
    let uptime = ctx.now.duration_since(state.started_at).as_secs();
    let system = state.run(ctx, app::system::view).await?;
    Ok(Json(SystemView::new(system, uptime)))
}

/// Make a backup now, in the background.
#[utoipa::path(post, path = "/system/backup", tag = "system", responses((status = 202, body = Queued)),
    extensions(("x-right" = json!("system.backup"))))]
async fn back_up(state: State, Who(ctx): Who) -> Result<Response, Problem> {
    Ok(queued(state.run(ctx, app::backup::request).await?))
}

/// Read the whole base and the journal through, in the background.
#[utoipa::path(post, path = "/system/check", tag = "system", responses((status = 202, body = Queued)),
    extensions(("x-right" = json!("system.check"))))]
async fn check(state: State, Who(ctx): Who) -> Result<Response, Problem> {
    Ok(queued(state.run(ctx, app::system::request_check).await?))
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Forbidden(refusal) => refusal.into(),
            Error::Db(error) => error.into(),
        }
    }
}

impl From<app::backup::Error> for Problem {
    fn from(error: app::backup::Error) -> Self {
        match error {
            app::backup::Error::Forbidden(refusal) => refusal.into(),
            app::backup::Error::Db(error) => error.into(),
        }
    }
}
