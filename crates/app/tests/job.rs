//! The queue of background work and what is done in it, on both engines.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use std::cell::Cell;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use app::job::{Error, Places, Ran, Runner, cancel, enqueue, find, list, plan};
use app::{App, Context, backup, system};
use db::testing::Fresh;
use domain::id::{JobId, UserId};
use domain::job::{JobKind, JobState};
use domain::language::Language;
use domain::policy::{Actor, Role, Rules};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use tempfile::TempDir;
use uuid::Uuid;

thread_local! {
    /// The test's own time, moved by hand.
    static SECONDS: Cell<i64> = const { Cell::new(0) };
}

fn clock() -> Timestamp {
    start() + SignedDuration::from_secs(SECONDS.get())
}

fn start() -> Timestamp {
    "2026-03-01T10:00:00Z".parse().unwrap()
}

struct House {
    app: App,
    folder: TempDir,
    ending: AtomicBool,
    _fresh: Fresh,
}

impl House {
    fn all() -> Vec<House> {
        let house = |fresh: Fresh| House {
            app: App::seeded(fresh.db.clone(), 1),
            folder: TempDir::new().unwrap(),
            ending: AtomicBool::new(false),
            _fresh: fresh,
        };
        store::testing::databases().into_iter().map(house).collect()
    }

    fn runner(&self) -> Runner<'_> {
        Runner {
            app: &self.app,
            clock,
            places: Places {
                backups: self.folder.path().join("backups"),
                keep: 2,
            },
            ending: &self.ending,
        }
    }

    fn queue(&self, kind: JobKind) -> JobId {
        let ctx = system_now();
        let queued = self.app.db.write(|tx| enqueue(tx, &ctx, kind, &json!({})));
        queued.unwrap()
    }
}

fn person(role: Role, number: u128) -> Context {
    let id = UserId::from_uuid(Uuid::from_u128(number));
    let actor = Actor::new(id, "P".to_owned(), role, Vec::new(), Rules::default());
    Context::new(actor, start(), "test".to_owned(), Language::default())
}

fn system_now() -> Context {
    Context::system(clock())
}

#[test]
fn a_job_is_done_once_and_its_end_is_told() {
    for house in House::all() {
        let id = house.queue(JobKind::CleanUp);
        assert_eq!(
            house.runner().run_next().unwrap(),
            Ran::Job(JobKind::CleanUp, Some(JobState::Done))
        );
        assert_eq!(house.runner().run_next().unwrap(), Ran::Nothing);
        let job = find(&house.app, &system_now(), id).unwrap();
        assert_eq!((job.state, job.attempts), (JobState::Done, 1));
        assert!(job.ended_at.is_some());
        assert!(matches!(
            cancel(&house.app, &system_now(), id),
            Err(Error::Ended)
        ));
    }
}

#[test]
fn two_runners_never_take_the_same_job() {
    for house in House::all() {
        for _ in 0..20 {
            house.queue(JobKind::CleanUp);
        }
        let done = AtomicI64::new(0);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    while house.runner().run_next().unwrap() != Ran::Nothing {
                        done.fetch_add(1, Ordering::SeqCst);
                    }
                });
            }
        });
        assert_eq!(done.load(Ordering::SeqCst), 20);
        let jobs = list(&house.app, &system_now(), None, 50).unwrap().items;
        assert!(jobs.iter().all(|job| job.attempts == 1));
    }
}

#[test]
fn a_job_of_a_process_that_died_is_taken_over_but_not_for_ever() {
    for house in House::all() {
        let id = house.queue(JobKind::CleanUp);
        let dead: Uuid = system_now().id();
        let mut now = clock();
        for attempt in 1..=3 {
            let lease = now + SignedDuration::from_secs(60);
            let claim = |tx: &mut db::Tx<'_>| store::job::claim(tx, dead, now, lease);
            let taken = house.app.db.write(claim).unwrap().unwrap();
            assert_eq!((taken.id, taken.attempts), (id, attempt));
            let again = house.app.db.write(claim).unwrap();
            assert!(again.is_none(), "the lease holds");
            now += SignedDuration::from_secs(61);
        }
        SECONDS.set(600);
        let ran = house.runner().run_next().unwrap();
        SECONDS.set(0);
        assert_eq!(ran, Ran::Job(JobKind::CleanUp, Some(JobState::Failed)));
        let job = find(&house.app, &system_now(), id).unwrap();
        assert_eq!(job.error.as_deref(), Some("job.abandoned"));
        // The dead one comes back to life: it changes nothing any more.
        let end = store::job::End {
            state: JobState::Done,
            result: None,
            error: None,
        };
        let db = &house.app.db;
        let late = db.write(|tx| store::job::finish(tx, id, dead, &end, now));
        assert!(!late.unwrap());
    }
}

#[test]
fn a_job_that_waits_can_be_called_off() {
    for house in House::all() {
        let id = house.queue(JobKind::CleanUp);
        let job = cancel(&house.app, &system_now(), id).unwrap();
        assert_eq!(job.state, JobState::Cancelled);
        assert_eq!(house.runner().run_next().unwrap(), Ran::Nothing);
    }
}

#[test]
fn a_job_goes_back_to_the_queue_when_the_program_ends() {
    for house in House::all() {
        let id = house.queue(JobKind::CleanUp);
        let holder: Uuid = system_now().id();
        let lease = clock() + SignedDuration::from_secs(60);
        let db = &house.app.db;
        let claim = |tx: &mut db::Tx<'_>| store::job::claim(tx, holder, clock(), lease);
        db.write(claim).unwrap();
        db.write(|tx| store::job::release(tx, id, holder)).unwrap();
        assert!(matches!(house.runner().run_next().unwrap(), Ran::Job(..)));
        let job = find(&house.app, &system_now(), id).unwrap();
        assert_eq!((job.state, job.attempts), (JobState::Done, 1));
    }
}

#[test]
fn people_see_their_own_jobs_and_the_administrator_all() {
    for house in House::all() {
        let id = house.queue(JobKind::CleanUp);
        let seller = person(Role::ActiveSeller, 7);
        let sees = |ctx: &Context| list(&house.app, ctx, None, 10).unwrap().items.len();
        assert_eq!(sees(&seller), 0);
        assert_eq!(sees(&person(Role::Administrator, 8)), 1);
        assert!(matches!(
            find(&house.app, &seller, id),
            Err(Error::NotFound)
        ));
        assert!(matches!(
            cancel(&house.app, &seller, id),
            Err(Error::NotFound)
        ));
        assert!(backup::request(&house.app, &seller).is_err());
        assert!(system::request_check(&house.app, &seller).is_err());
        assert!(system::view(&house.app, &seller).is_err());
        assert_eq!(sees(&person(Role::Owner, 9)), 1, "nothing was queued");
    }
}

#[test]
fn pages_of_jobs_meet_without_gap() {
    for house in House::all() {
        for _ in 0..5 {
            house.queue(JobKind::CleanUp);
        }
        let mut seen = Vec::new();
        let mut below = None;
        loop {
            let page = list(&house.app, &system_now(), below, 2).unwrap();
            seen.extend(page.items.iter().map(|job| job.id));
            below = page.next;
            if below.is_none() {
                break;
            }
        }
        let mut sorted = seen.clone();
        sorted.sort();
        sorted.dedup();
        sorted.reverse();
        assert_eq!((seen.len(), seen), (5, sorted));
    }
}

#[test]
fn nightly_work_is_queued_once_a_night() {
    for house in House::all() {
        let kinds = [JobKind::Backup, JobKind::CleanUp];
        let at = |text: &str| {
            let local: jiff::Zoned = text.parse().unwrap();
            plan(&house.app, &system_now(), &local, 3, &kinds).unwrap();
            let queued = list(&house.app, &system_now(), None, 50).unwrap();
            queued.items.len()
        };
        assert_eq!(at("2026-03-01T10:00:00+03:00[Europe/Moscow]"), 2);
        assert_eq!(at("2026-03-01T23:59:00+03:00[Europe/Moscow]"), 2);
        assert_eq!(at("2026-03-02T02:59:00+03:00[Europe/Moscow]"), 2);
        assert_eq!(at("2026-03-02T03:00:00+03:00[Europe/Moscow]"), 4);
        assert_eq!(at("2026-03-09T12:00:00+03:00[Europe/Moscow]"), 6);
    }
}

#[test]
fn a_backup_and_a_check_show_on_the_system_page() {
    for house in House::all() {
        let before = system::view(&house.app, &system_now()).unwrap();
        assert_eq!((before.backups.len(), before.integrity), (0, None));
        assert_eq!(before.counts.clients, 0);
        assert!(before.size_bytes > 0 && before.schema >= 5);
        for second in 0..3 {
            SECONDS.set(second);
            backup::request(&house.app, &system_now()).unwrap();
            let ran = house.runner().run_next().unwrap();
            let error = system::view(&house.app, &system_now())
                .unwrap()
                .backup_error;
            assert_eq!(error, None);
            assert_eq!(ran, Ran::Job(JobKind::Backup, Some(JobState::Done)));
        }
        SECONDS.set(0);
        system::request_check(&house.app, &system_now()).unwrap();
        house.runner().run_next().unwrap();
        let after = system::view(&house.app, &system_now()).unwrap();
        let files: Vec<_> = after.backups.iter().map(|made| made.file.clone()).collect();
        assert_eq!(files.len(), 2, "two are kept: {files:?}");
        for file in &files {
            let path = house.folder.path().join("backups").join(file);
            assert!(path.exists());
            if path.extension().is_some_and(|kind| kind == "db") {
                assert!(backup::verify(&path).unwrap().schema >= 5);
            }
        }
        let integrity = after.integrity.unwrap();
        assert_eq!(integrity.journal_fault, None);
        match house.app.db.engine() {
            db::Engine::Sqlite => assert!(integrity.ok, "{integrity:?}"),
            // A server for tests may be set to lose data; exactly that is told.
            db::Engine::Postgres => {
                let settings = |problem: &String| problem.ends_with(" = off");
                assert!(integrity.problems.iter().all(settings), "{integrity:?}");
            }
        }
        assert_eq!(integrity.journal_lines, 3, "each request is in the journal");
        assert_eq!(after.backup_error, None);
        assert!(system::health(&house.app).is_ok());
    }
}

#[test]
fn a_backup_that_fails_is_told_until_one_succeeds() {
    for house in House::all() {
        let places = house.folder.path().join("backups");
        std::fs::write(&places, "a file where the folder should be").unwrap();
        backup::request(&house.app, &system_now()).unwrap();
        house.runner().run_next().unwrap();
        let view = || system::view(&house.app, &system_now()).unwrap();
        assert_eq!(view().backup_error.as_deref(), Some("db.open"));
        std::fs::remove_file(&places).unwrap();
        SECONDS.set(1);
        backup::request(&house.app, &system_now()).unwrap();
        house.runner().run_next().unwrap();
        assert_eq!((view().backup_error, view().backups.len()), (None, 1));
        SECONDS.set(0);
    }
}
