//! The thread that serves the queue of background work and queues what is due at night.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use app::job::{Places, Ran, Runner, plan};
use app::{App, Context};
use domain::job::JobKind;
use jiff::Zoned;
use jiff::tz::TimeZone;

use crate::clock;

/// How often the queue is looked at.
const LOOK: Duration = Duration::from_millis(500);
/// How often the wall clock is.
const LOOK_AT_CLOCK: Duration = Duration::from_secs(60);

/// The running thread; it ends when told.
pub struct Scheduler {
    ending: Arc<AtomicBool>,
    thread: JoinHandle<()>,
}

impl Scheduler {
    /// Begins to work.
    pub fn start(app: App, places: Places, night_hour: i8) -> std::io::Result<Scheduler> {
        let ending = Arc::new(AtomicBool::new(false));
        let seen = ending.clone();
        let thread = std::thread::Builder::new()
            .name("scheduler".to_owned())
            .spawn(move || run(&app, &places, night_hour, &seen))?;
        Ok(Scheduler { ending, thread })
    }

    /// Lets a running job stop at its next step and waits for it, but not for ever: what it
    /// does may be broken off at any point without harm.
    pub fn stop(self, patience: Duration) {
        self.ending.store(true, Ordering::Relaxed);
        let deadline = Instant::now() + patience;
        while !self.thread.is_finished() && Instant::now() < deadline {
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

fn run(app: &App, places: &Places, night_hour: i8, ending: &AtomicBool) {
    let runner = Runner {
        app,
        clock: clock::now,
        places: places.clone(),
        ending,
    };
    let mut nightly = vec![
        JobKind::HoldingWithdraw,
        JobKind::Receivable,
        JobKind::Snapshot,
        JobKind::CleanUp,
        JobKind::DuplicateSweep,
    ];
    if places.keep > 0 {
        nightly.insert(0, JobKind::Backup);
    }
    let mut looked: Option<Instant> = None;
    while !ending.load(Ordering::Relaxed) {
        if looked.is_none_or(|at| at.elapsed() >= LOOK_AT_CLOCK) {
            looked = Some(Instant::now());
            let ctx = Context::system(clock::now());
            let local = Zoned::new(ctx.now, TimeZone::system());
            if let Err(error) = plan(app, &ctx, &local, night_hour, &nightly) {
                tracing::warn!(%error, "the nightly work could not be queued");
            }
            if let Err(error) = app::rule::apply_due(app, &ctx) {
                tracing::warn!(%error, "planned changes of rules could not be put in force");
            }
            if let Err(error) = app.duplicates().keep_up(app) {
                tracing::warn!(%error, "the look-up of duplicates could not follow the base");
            }
            if let Err(error) = app::import::plan_feeds(app, &ctx) {
                tracing::warn!(%error, "the watched folders could not be looked into");
            }
            if let Err(error) = app::lead::collect(app, &ctx) {
                tracing::warn!(%error, "the letters that arrived could not be taken");
            }
        }
        match runner.run_next() {
            Ok(Ran::Job(kind, end)) => {
                let state = end.map_or("given back", |end| end.code());
                tracing::info!(%kind, state, "job");
            }
            Ok(Ran::Nothing) => std::thread::sleep(LOOK),
            Err(error) => {
                tracing::warn!(%error, "the queue of work could not be read");
                std::thread::sleep(LOOK);
            }
        }
    }
}
