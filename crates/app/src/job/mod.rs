//! Background work as people see it: what goes on, how far it is, calling it off. `runner` does
//! the work, `plan` queues what is due every night.

mod plan;
mod progress;
mod runner;

use domain::id::JobId;
use domain::job::JobKind;
use domain::policy::{Entity, Forbidden};
use serde::Serialize;
use store::job::New;

pub use plan::plan;
pub use progress::{Progress, Stopped};
pub(crate) use runner::Failure;
pub use runner::{Places, Ran, Runner};
pub use store::job::Job;

use crate::context::Context;
use crate::{App, DbError, DbTx};

/// Why a job is not shown or changed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No right.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// No such job, or not one of theirs.
    #[error("no such job")]
    NotFound,
    /// It has ended, so it cannot be called off.
    #[error("the job has ended")]
    Ended,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// A page of jobs.
#[derive(Debug, Clone)]
pub struct Page {
    /// The newest first.
    pub items: Vec<Job>,
    /// `below` of the next page, when there is one.
    pub next: Option<JobId>,
}

/// Queues work in the running transaction, as asked for by the actor. The right to the work
/// itself is the caller's to check.
pub fn enqueue<P: Serialize>(
    tx: &mut DbTx,
    ctx: &Context,
    kind: JobKind,
    params: &P,
) -> Result<JobId, DbError> {
    let id = ctx.id();
    let params = serde_json::to_string(params).expect("parameters are plain data");
    let new = New {
        id,
        kind,
        slot: None,
        started_by: ctx.actor.user_or_system(),
        params: &params,
        created_at: ctx.now,
    };
    store::job::insert(tx, &new)?;
    Ok(id)
}

/// Takes up at once what a process that died has left: for a process that is alone with the base.
pub fn take_up(app: &App) -> Result<u64, DbError> {
    app.db.write(store::job::release_all)
}

/// Jobs the actor may see, the newest first.
pub fn list(app: &App, ctx: &Context, below: Option<JobId>, limit: u32) -> Result<Page, Error> {
    let scope = ctx.scope(Entity::Job)?;
    let one_more = i64::from(limit) + 1;
    let mut items = app
        .db
        .read(|tx| store::job::list(tx, &scope, below, one_more))?;
    let more = items.len() > limit as usize;
    items.truncate(limit as usize);
    let next = items.last().filter(|_| more).map(|last| last.id);
    Ok(Page { items, next })
}

/// One job.
pub fn find(app: &App, ctx: &Context, id: JobId) -> Result<Job, Error> {
    let scope = ctx.scope(Entity::Job)?;
    app.db
        .read(|tx| store::job::find(tx, &scope, id))?
        .ok_or(Error::NotFound)
}

/// Calls a job off. One that goes on stops at its next step.
pub fn cancel(app: &App, ctx: &Context, id: JobId) -> Result<Job, Error> {
    let scope = ctx.scope(Entity::Job)?;
    app.db.write(|tx| {
        let job = store::job::find(tx, &scope, id)?.ok_or(Error::NotFound)?;
        if job.state.is_final() {
            return Err(Error::Ended);
        }
        store::job::cancel(tx, id, ctx.now)?;
        store::job::find(tx, &scope, id)?.ok_or(Error::NotFound)
    })
}
