//! Which SQLite files are refused, and that refusing changes nothing in them.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;

use db::{Db, Error, Options, StartCheck, Target, params};
use tempfile::TempDir;

fn open(path: &Path) -> Result<Db, Error> {
    let options = Options {
        check: StartCheck::AfterCrash,
        ..Options::default()
    };
    Db::open(&Target::Sqlite(path.to_owned()), &options)
}

/// A base of ours with a few pages, closed in order.
fn sound(folder: &TempDir) -> PathBuf {
    let path = folder.path().join("base.db");
    let db = open(&path).unwrap();
    db.write(|tx| {
        tx.execute("CREATE TABLE t (id BIGINT PRIMARY KEY, name TEXT)", &[])?;
        let rows = (0..500_i64).map(|n| params![n, format!("{n:0>200}")]);
        tx.execute_many("INSERT INTO t (id, name) VALUES ($1, $2)", rows)
    })
    .unwrap();
    path
}

fn refused_untouched(path: &Path) -> Error {
    let before = fs::read(path).unwrap();
    let error = open(path).unwrap_err();
    assert_eq!(
        fs::read(path).unwrap(),
        before,
        "the refused file was changed"
    );
    error
}

#[test]
fn a_closed_base_is_one_file_and_opens_again() {
    let folder = TempDir::new().unwrap();
    let path = sound(&folder);
    let names: Vec<_> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(names, ["base.db"]);
    let db = open(&path).unwrap();
    assert!(db.examine().unwrap().is_empty());
    drop(db);
    let names = fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(names, 1, "readers must not be the last to close");
}

#[test]
fn closing_breaks_off_what_is_still_read_and_leaves_one_file() {
    const ENDLESS: &str = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
        SELECT COUNT(*) FROM n";
    let folder = TempDir::new().unwrap();
    let db = open(&sound(&folder)).unwrap();
    db.write(|tx| tx.execute("DELETE FROM t WHERE id < $1", &params![100_i64]))
        .unwrap();
    let (began, begun) = mpsc::channel();
    let other = db.clone();
    let reading = std::thread::spawn(move || {
        other.read(|tx| {
            began.send(()).unwrap();
            tx.query_one(ENDLESS, &[])?.get::<i64>(0)
        })
    });
    begun.recv().unwrap();
    assert!(db.close(Duration::from_secs(60)));
    assert!(matches!(reading.join().unwrap(), Err(Error::Stopped)));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn closing_empties_the_log_though_somebody_still_has_the_base() {
    let folder = TempDir::new().unwrap();
    let path = sound(&folder);
    let db = open(&path).unwrap();
    let other = db.clone();
    db.write(|tx| tx.execute("DELETE FROM t WHERE id < $1", &params![100_i64]))
        .unwrap();
    let log = folder.path().join("base.db-wal");
    assert!(fs::metadata(&log).unwrap().len() > 0);
    assert!(db.close(Duration::ZERO));
    assert_eq!(fs::metadata(&log).unwrap().len(), 0);
    assert!(other.examine().unwrap().is_empty());
}

#[test]
fn files_that_are_no_database_are_refused() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("base.db");
    for content in [
        "x",
        &"letters ".repeat(100),
        "SQLite format 3\0 and no more",
    ] {
        fs::write(&path, content).unwrap();
        let error = refused_untouched(&path);
        assert!(matches!(error, Error::NotADatabase { path: named } if named == path));
    }
}

#[test]
fn databases_of_other_programs_are_refused() {
    let folder = TempDir::new().unwrap();
    for (name, setup) in [
        ("marked.db", "PRAGMA application_id = 1; CREATE TABLE x (y)"),
        ("plain.db", "CREATE TABLE x (y)"),
    ] {
        let path = folder.path().join(name);
        let other = rusqlite::Connection::open(&path).unwrap();
        other.execute_batch(setup).unwrap();
        drop(other);
        let error = refused_untouched(&path);
        assert!(matches!(error, Error::Foreign { .. }), "{error:?}");
    }
}

#[test]
fn a_truncated_base_is_refused() {
    let folder = TempDir::new().unwrap();
    let path = sound(&folder);
    let whole = fs::read(&path).unwrap();
    for length in [whole.len() / 2, whole.len() - 1, 4096, 4095, 200] {
        fs::write(&path, &whole[..length]).unwrap();
        let error = refused_untouched(&path);
        assert!(
            matches!(error, Error::Damaged { .. } | Error::NotADatabase { .. }),
            "{length}: {error:?}"
        );
    }
}

#[test]
fn damage_is_found_after_an_unclean_stop_and_by_examining() {
    let folder = TempDir::new().unwrap();
    let path = sound(&folder);
    let mut bytes = fs::read(&path).unwrap();
    // A page in the middle, overwritten.
    let page = bytes.len() / 4096 / 2 * 4096;
    bytes[page..page + 2048].fill(0xA5);
    fs::write(&path, &bytes).unwrap();
    let problems = open(&path).unwrap().examine().unwrap();
    assert!(!problems.is_empty());
    // The same after a crash: a log of a write that was not checkpointed lies beside.
    let db = open(&path).unwrap();
    db.write(|tx| tx.execute("CREATE TABLE later (id BIGINT)", &[]))
        .unwrap();
    let crashed = folder.path().join("crashed.db");
    fs::copy(&path, &crashed).unwrap();
    fs::copy(
        folder.path().join("base.db-wal"),
        folder.path().join("crashed.db-wal"),
    )
    .unwrap();
    let error = open(&crashed).unwrap_err();
    assert!(matches!(error, Error::Damaged { .. }), "{error:?}");
}

#[test]
fn a_log_without_its_base_is_refused() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("base.db");
    let wal = folder.path().join("base.db-wal");
    fs::write(&wal, "the only copy of somebody's last changes").unwrap();
    let error = open(&path).unwrap_err();
    assert!(matches!(error, Error::OrphanWal { wal: named } if named == wal));
    assert!(wal.exists());
    fs::write(&path, "").unwrap();
    assert!(matches!(open(&path), Err(Error::OrphanWal { .. })));
}

#[test]
fn a_place_that_cannot_be_written_is_named() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("missing").join("base.db");
    assert!(matches!(open(&path), Err(Error::Open { path: named, .. }) if named == path));
    assert!(matches!(open(folder.path()), Err(Error::Open { .. })));
}
