//! Doing the work: takes a job, runs it on a thread, tells how far it is, records the end. A job
//! whose process died is taken over when its lease has run out.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use domain::job::{JobKind, JobState};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use store::job::{Beat, End, Job};
use uuid::Uuid;

use super::{Progress, Stopped};
use crate::context::Context;
use crate::{App, DbError, analysis, backup, duplicate, holding, import, receivable, system};

/// How long a silent holder keeps a job.
const LEASE: SignedDuration = SignedDuration::from_secs(60);
/// How often it is looked whether the program is to end.
const LOOK: Duration = Duration::from_millis(100);
/// At each so many looks a holder says that it is there: once a second.
const LOOKS_A_BEAT: u32 = 10;
/// A job that brought its process down so often is not begun again.
const ATTEMPTS: i64 = 3;

/// Where jobs put things.
#[derive(Debug, Clone)]
pub struct Places {
    /// The folder of backups; made when missing.
    pub backups: PathBuf,
    /// Newest backups to keep; older ones are deleted after a new one was verified.
    pub keep: usize,
}

/// Serves the queue.
#[derive(Debug)]
pub struct Runner<'a> {
    /// The product.
    pub app: &'a App,
    /// Tells the time.
    pub clock: fn() -> Timestamp,
    /// Where jobs put things.
    pub places: Places,
    /// Set when the program ends: a running job stops and goes back to the queue.
    pub ending: &'a AtomicBool,
}

/// What a look at the queue found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ran {
    /// Nothing to do.
    Nothing,
    /// A job, and how it ended; `None` when it went back to the queue.
    Job(JobKind, Option<JobState>),
}

/// Why a job came to no good end.
pub(crate) enum Failure {
    Stopped,
    /// A stable code and what the log should say.
    Code(&'static str, String),
}

impl From<Stopped> for Failure {
    fn from(_: Stopped) -> Self {
        Failure::Stopped
    }
}

impl From<DbError> for Failure {
    fn from(error: DbError) -> Self {
        match error {
            DbError::Stopped => Failure::Stopped,
            other => Failure::Code(other.code(), other.to_string()),
        }
    }
}

impl Runner<'_> {
    /// Does the next job, if there is one.
    pub fn run_next(&self) -> Result<Ran, DbError> {
        let now = (self.clock)();
        let holder: Uuid = Context::system(now).id();
        let claimed = self
            .app
            .db
            .write(|tx| store::job::claim(tx, holder, now, now + LEASE))?;
        let Some(job) = claimed else {
            return Ok(Ran::Nothing);
        };
        if job.attempts > ATTEMPTS {
            let end = failed("job.abandoned");
            self.finish(&job, holder, &end)?;
            return Ok(Ran::Job(job.kind, Some(end.state)));
        }
        let outcome = self.supervise(&job, holder, &Context::system(now))?;
        let end = match outcome {
            Outcome::Lost => return Ok(Ran::Job(job.kind, None)),
            Outcome::Ended(Ok(result)) => End {
                state: JobState::Done,
                result: Some(result.to_string()),
                error: None,
            },
            Outcome::Ended(Err(Failure::Stopped)) if self.ending.load(Ordering::Relaxed) => {
                self.app
                    .db
                    .write(|tx| store::job::release(tx, job.id, holder))?;
                return Ok(Ran::Job(job.kind, None));
            }
            Outcome::Ended(Err(Failure::Stopped)) => End {
                state: JobState::Cancelled,
                result: None,
                error: None,
            },
            Outcome::Ended(Err(Failure::Code(code, detail))) => {
                tracing::error!(job = %job.id, kind = %job.kind, code, detail, "job failed");
                failed(code)
            }
        };
        self.finish(&job, holder, &end)?;
        Ok(Ran::Job(job.kind, Some(end.state)))
    }

    /// Runs the work on a thread and tells the base about it until it ends.
    fn supervise(&self, job: &Job, holder: Uuid, ctx: &Context) -> Result<Outcome, DbError> {
        let progress = Progress::default();
        let (ended, end) = channel();
        std::thread::scope(|scope| {
            scope.spawn(|| {
                let work = AssertUnwindSafe(|| self.work(job, ctx, &progress));
                let result = catch_unwind(work).unwrap_or_else(|_| {
                    Err(Failure::Code("job.panicked", job.kind.code().to_owned()))
                });
                // The receiver lives as long as this scope.
                let _sent = ended.send(result);
            });
            let mut looks = 0_u32;
            loop {
                match end.recv_timeout(LOOK) {
                    Ok(result) => return Ok(Outcome::Ended(result)),
                    Err(RecvTimeoutError::Disconnected) => return Ok(Outcome::Lost),
                    Err(RecvTimeoutError::Timeout) => {}
                }
                if self.ending.load(Ordering::Relaxed) {
                    progress.stop();
                }
                looks += 1;
                if looks < LOOKS_A_BEAT {
                    continue;
                }
                looks = 0;
                let lease_until = (self.clock)() + LEASE;
                let beat = self.app.db.write(|tx| {
                    store::job::beat(tx, job.id, holder, progress.steps(), lease_until)
                });
                match beat {
                    Ok(Beat::Going) => {}
                    Ok(Beat::Cancelled) => progress.stop(),
                    Ok(Beat::Lost) => {
                        progress.stop();
                        return Ok(Outcome::Lost);
                    }
                    // The base may be away for a moment; the lease says for how long.
                    Err(error) => tracing::warn!(%error, "a job could not report"),
                }
            }
        })
    }

    fn work(&self, job: &Job, ctx: &Context, progress: &Progress) -> Result<Value, Failure> {
        match job.kind {
            JobKind::Backup => backup::make(self.app, ctx, &self.places, progress),
            JobKind::Check => system::examine(self.app, ctx),
            JobKind::HoldingWithdraw => holding::withdraw_job(self.app, ctx, progress),
            JobKind::Receivable => receivable::job(self.app, ctx, progress),
            JobKind::CleanUp => system::clean_up(self.app, ctx),
            JobKind::Snapshot => analysis::snapshot(self.app, ctx, progress),
            JobKind::ImportRead => import::read(self.app, ctx, job, progress),
            JobKind::ImportStage => import::restage(self.app, ctx, job, progress),
            JobKind::ImportCheck => import::check_job(self.app, ctx, job, progress),
            JobKind::ImportRun => import::run_job(self.app, ctx, job, progress),
            JobKind::ImportFeed => import::feed_job(self.app, ctx, job, progress),
            JobKind::ImportUndo => import::undo_job(self.app, ctx, job, progress),
            JobKind::DuplicateSweep => duplicate::sweep_job(self.app, ctx, job, progress),
            JobKind::DuplicateMerge => duplicate::merge_job(self.app, ctx, job, progress),
            JobKind::DuplicateUndo => duplicate::undo_job(self.app, ctx, job, progress),
        }
    }

    fn finish(&self, job: &Job, holder: Uuid, end: &End) -> Result<(), DbError> {
        let now = (self.clock)();
        let held = self
            .app
            .db
            .write(|tx| store::job::finish(tx, job.id, holder, end, now))?;
        if !held {
            tracing::warn!(job = %job.id, "a job ended after somebody else had taken it over");
        }
        Ok(())
    }
}

enum Outcome {
    Ended(Result<Value, Failure>),
    Lost,
}

fn failed(code: &str) -> End {
    End {
        state: JobState::Failed,
        result: None,
        error: Some(code.to_owned()),
    }
}
