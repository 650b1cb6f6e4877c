//! Copies of a live SQLite base.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use std::fs;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use db::{Db, Error, Migration, Options, Target, params, verify_backup};
use tempfile::TempDir;

const SCHEMA: Migration = Migration {
    number: 7,
    name: "pairs",
    sql: "CREATE TABLE a (id BIGINT PRIMARY KEY, filler TEXT);
          CREATE TABLE b (id BIGINT PRIMARY KEY REFERENCES a (id));",
};

fn base(path: &Path) -> Db {
    let db = Db::open(&Target::Sqlite(path.to_owned()), &Options::default()).unwrap();
    db.migrate(&[SCHEMA]).unwrap();
    db
}

fn go_on(_: u64, _: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn add(db: &Db, ids: std::ops::Range<i64>) {
    db.write(|tx| {
        let rows = ids.clone().map(|id| params![id, format!("{id:0>900}")]);
        tx.execute_many("INSERT INTO a (id, filler) VALUES ($1, $2)", rows)?;
        let rows = ids.clone().map(|id| params![id]);
        tx.execute_many("INSERT INTO b (id) VALUES ($1)", rows)
    })
    .unwrap();
}

#[test]
fn a_backup_of_a_busy_base_is_whole_and_writers_do_not_wait_for_it() {
    let folder = TempDir::new().unwrap();
    let db = base(&folder.path().join("base.db"));
    add(&db, 0..10_000);
    let copying = AtomicBool::new(true);
    let written_meanwhile = AtomicI64::new(0);
    let copy = folder.path().join("copy.db");
    let report = std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut id = 10_000;
            while copying.load(Ordering::SeqCst) {
                add(&db, id..id + 1);
                id += 1;
                written_meanwhile.store(id - 10_000, Ordering::SeqCst);
            }
        });
        let mut looks = 0;
        let report = db.back_up(&copy, &mut |done, total| {
            assert!(done <= total);
            looks += 1;
            if looks == 1 {
                // The copy goes on only after somebody has written: it blocks nobody.
                let before = written_meanwhile.load(Ordering::SeqCst);
                while written_meanwhile.load(Ordering::SeqCst) < before + 5 {
                    std::thread::yield_now();
                }
            }
            ControlFlow::Continue(())
        });
        copying.store(false, Ordering::SeqCst);
        assert!(looks > 1);
        report.unwrap()
    });
    let rows = |name: &str| {
        let found = report.verified.rows.iter().find(|(table, _)| table == name);
        found.unwrap().1
    };
    assert_eq!(rows("a"), rows("b"));
    assert!(rows("a") >= 10_000);
    assert_eq!(report.verified.schema, 7);
    assert_eq!(report.bytes, fs::metadata(&copy).unwrap().len());
    assert_eq!(verify_backup(&copy).unwrap(), report.verified);
    // The copy is a base like any other.
    let again = base(&copy);
    assert!(again.examine().unwrap().is_empty());
    add(&again, 1_000_000..1_000_001);
}

#[test]
fn a_bad_backup_is_told_from_a_good_one() {
    let folder = TempDir::new().unwrap();
    let db = base(&folder.path().join("base.db"));
    add(&db, 0..1_000);
    let copy = folder.path().join("copy.db");
    db.back_up(&copy, &mut go_on).unwrap();
    assert!(matches!(
        db.back_up(&copy, &mut go_on),
        Err(Error::Open { .. })
    ));
    let good = fs::read(&copy).unwrap();
    let verdict = |bytes: &[u8]| {
        fs::write(&copy, bytes).unwrap();
        verify_backup(&copy)
    };
    assert!(verdict(&good).is_ok());
    assert!(verdict(&good[..good.len() / 2]).is_err());
    assert!(verdict(b"").is_err());
    assert!(verdict(b"nothing of the kind").is_err());
    let mut flipped = good.clone();
    flipped[good.len() / 2..good.len() / 2 + 64].fill(0xFF);
    assert!(verdict(&flipped).is_err());
    assert!(verify_backup(&folder.path().join("missing.db")).is_err());
    // Rows that refer to nothing are damage too.
    fs::write(&copy, &good).unwrap();
    let hand = rusqlite::Connection::open(&copy).unwrap();
    hand.execute_batch("PRAGMA foreign_keys = OFF; DELETE FROM a WHERE id = 5")
        .unwrap();
    drop(hand);
    assert!(verify_backup(&copy).is_err());
}

#[test]
fn a_restore_puts_the_backup_in_place_and_keeps_the_former_base() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("base.db");
    let copy = folder.path().join("copy.db");
    let db = base(&path);
    add(&db, 0..100);
    db.back_up(&copy, &mut go_on).unwrap();
    add(&db, 100..150);
    drop(db);
    let restored = db::restore(&copy, &path, 7).unwrap();
    let kept = restored.kept.unwrap();
    let rows = |path: &Path| {
        base(path)
            .read(|tx| tx.query_one("SELECT count(*) FROM a", &[])?.get::<i64>(0))
            .unwrap()
    };
    assert_eq!((rows(&path), rows(&kept)), (100, 150));
    // A second time into an empty place and over the first.
    let fresh = folder.path().join("fresh.db");
    assert_eq!(db::restore(&copy, &fresh, 7).unwrap().kept, None);
    assert_eq!(rows(&fresh), 100);
    assert_ne!(db::restore(&copy, &path, 7).unwrap().kept, Some(kept));
}

/// The log of a base that crashed must not be played into the base that takes its place.
#[test]
fn a_restore_over_a_crashed_base_keeps_its_last_changes_with_it() {
    let folder = TempDir::new().unwrap();
    let copy = folder.path().join("copy.db");
    let live = base(&folder.path().join("live.db"));
    add(&live, 0..100);
    live.back_up(&copy, &mut go_on).unwrap();
    add(&live, 100..150);
    let crashed = folder.path().join("crashed.db");
    fs::copy(folder.path().join("live.db"), &crashed).unwrap();
    fs::copy(
        folder.path().join("live.db-wal"),
        folder.path().join("crashed.db-wal"),
    )
    .unwrap();
    let rows = |path: &Path| {
        base(path)
            .read(|tx| tx.query_one("SELECT count(*) FROM a", &[])?.get::<i64>(0))
            .unwrap()
    };
    let kept = db::restore(&copy, &crashed, 7).unwrap().kept.unwrap();
    assert_eq!((rows(&crashed), rows(&kept)), (100, 150));
    // And if the crashed base cannot even be opened.
    fs::write(&crashed, "rubbish").unwrap();
    fs::write(folder.path().join("crashed.db-wal"), "more rubbish").unwrap();
    let kept = db::restore(&copy, &crashed, 7).unwrap().kept.unwrap();
    assert_eq!(rows(&crashed), 100);
    assert_eq!(fs::read(&kept).unwrap(), b"rubbish");
}

#[test]
fn a_bad_backup_leaves_the_base_alone() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("base.db");
    let copy = folder.path().join("copy.db");
    let db = base(&path);
    add(&db, 0..100);
    db.back_up(&copy, &mut go_on).unwrap();
    drop(db);
    let before = fs::read(&path).unwrap();
    let good = fs::read(&copy).unwrap();
    assert!(db::restore(&copy, &path, 6).is_err(), "of a newer program");
    for bad in [&good[..good.len() / 2], b"nothing of the kind", b""] {
        fs::write(&copy, bad).unwrap();
        assert!(db::restore(&copy, &path, 7).is_err());
    }
    let other = folder.path().join("other.db");
    let foreign = rusqlite::Connection::open(&other).unwrap();
    foreign.execute_batch("CREATE TABLE x (y)").unwrap();
    drop(foreign);
    assert!(db::restore(&other, &path, 7).is_err());
    assert_eq!(fs::read(&path).unwrap(), before);
    let names = fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(names, 3, "nothing is left lying about");
}

#[test]
fn a_backup_that_is_stopped_leaves_no_file() {
    let folder = TempDir::new().unwrap();
    let db = base(&folder.path().join("base.db"));
    add(&db, 0..100);
    let copy = folder.path().join("copies").join("copy.db");
    fs::create_dir(copy.parent().unwrap()).unwrap();
    let stopped = db.back_up(&copy, &mut |_, _| ControlFlow::Break(()));
    assert!(matches!(stopped, Err(Error::Stopped)));
    assert_eq!(fs::read_dir(copy.parent().unwrap()).unwrap().count(), 0);
}

#[test]
fn a_postgresql_base_is_dumped_with_its_own_tool() {
    let Some(fresh) = db::testing::postgres() else {
        return;
    };
    fresh.db.migrate(&[SCHEMA]).unwrap();
    add(&fresh.db, 0..10);
    let folder = TempDir::new().unwrap();
    let copy = folder.path().join("copy.dump");
    match fresh.db.back_up(&copy, &mut go_on) {
        Ok(report) => {
            assert_eq!(report.verified.schema, 7);
            assert_eq!(report.bytes, fs::metadata(&copy).unwrap().len());
            assert!(report.bytes > 1_000);
        }
        Err(Error::Program { .. }) => assert!(!copy.exists(), "no pg_dump, no file"),
        Err(other) => panic!("{other:?}"),
    }
}
