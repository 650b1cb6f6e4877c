//! What the base promises when the process dies or the disk fills: every acknowledged change is
//! there, none is there by half.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;

use db::{Db, Error, Options, StartCheck, Target, params};
use tempfile::TempDir;

const KILLS: usize = 50;
const THREADS: i64 = 4;

fn open(path: &Path) -> Result<Db, Error> {
    let options = Options {
        check: StartCheck::AfterCrash,
        ..Options::default()
    };
    Db::open(&Target::Sqlite(path.to_owned()), &options)
}

fn make_tables(db: &Db) {
    db.write(|tx| {
        tx.execute("CREATE TABLE IF NOT EXISTS a (id BIGINT PRIMARY KEY)", &[])?;
        tx.execute(
            "CREATE TABLE IF NOT EXISTS b (id BIGINT PRIMARY KEY, filler TEXT)",
            &[],
        )
    })
    .unwrap();
}

/// One change in two tables: half of it must never be seen.
fn change(db: &Db, id: i64) -> Result<u64, Error> {
    db.write(|tx| {
        tx.execute("INSERT INTO a (id) VALUES ($1)", &params![id])?;
        let sql = "INSERT INTO b (id, filler) VALUES ($1, $2)";
        tx.execute(sql, &params![id, "x".repeat(500)])
    })
}

fn ids(db: &Db, table: &str) -> Vec<i64> {
    let rows = db.read(|tx| tx.query(&format!("SELECT id FROM {table} ORDER BY id"), &[]));
    let id = |row: &db::Row<'_>| row.get(0).unwrap();
    rows.unwrap().iter().map(id).collect()
}

/// Not a test: the process that is killed. It writes from several threads, so that changes share
/// commits, and says which it was told are durable.
#[test]
fn child_that_writes() {
    let Ok(path) = std::env::var("CLIENTELE_CRASH_CHILD") else {
        return;
    };
    let db = open(&PathBuf::from(path)).unwrap();
    let next = db
        .read(|tx| {
            tx.query_one("SELECT coalesce(max(id), 0) + 1 FROM a", &[])?
                .get::<i64>(0)
        })
        .unwrap();
    let out = Mutex::new(std::io::stdout());
    std::thread::scope(|scope| {
        for thread in 0..THREADS {
            let (db, out) = (&db, &out);
            scope.spawn(move || {
                for id in (next + thread..).step_by(usize::try_from(THREADS).unwrap()) {
                    change(db, id).unwrap();
                    let mut out = out.lock().unwrap();
                    writeln!(out, "durable {id}").unwrap();
                    out.flush().unwrap();
                }
            });
        }
    });
}

#[test]
fn killed_fifty_times_nothing_acknowledged_is_lost_and_nothing_is_half_written() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("base.db");
    make_tables(&open(&path).unwrap());
    let mut acknowledged = Vec::new();
    for kill in 0..KILLS {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "child_that_writes", "--nocapture"])
            .env("CLIENTELE_CRASH_CHILD", &path)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut seen = 0;
        // A different moment each time, among the first few commits.
        while seen <= kill % 17 {
            let line = lines.next().unwrap().unwrap();
            if let Some(id) = line.split("durable ").nth(1) {
                acknowledged.push(id.parse::<i64>().unwrap());
                seen += 1;
            }
        }
        child.kill().unwrap();
        child.wait().unwrap();
        // What it said before it died counts.
        for line in lines.map_while(Result::ok) {
            let id = line.split("durable ").nth(1).map(str::parse::<i64>);
            acknowledged.extend(id.and_then(Result::ok));
        }
        let db = open(&path).unwrap();
        let (a, b) = (ids(&db, "a"), ids(&db, "b"));
        assert_eq!(a, b, "half a change after kill {kill}");
        let lost: Vec<_> = acknowledged
            .iter()
            .filter(|id| a.binary_search(id).is_err())
            .collect();
        assert!(lost.is_empty(), "lost after kill {kill}: {lost:?}");
    }
    assert!(open(&path).unwrap().examine().unwrap().is_empty());
    assert!(acknowledged.len() > KILLS);
}

/// A file system of a few megabytes, gone with this value.
struct SmallDisk(TempDir);

impl SmallDisk {
    fn mount() -> Option<SmallDisk> {
        let folder = TempDir::new().unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=2m", "tmpfs"])
            .arg(folder.path())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success());
        mounted.then(|| SmallDisk(folder))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _gone = Command::new("umount").arg("-l").arg(self.0.path()).status();
    }
}

#[test]
fn a_full_disk_stops_writing_only_and_work_goes_on_when_there_is_space() {
    let Some(disk) = SmallDisk::mount() else {
        eprintln!("skipped: mounting a small file system is not allowed here");
        return;
    };
    let path = disk.0.path().join("base.db");
    let ballast = disk.0.path().join("ballast");
    let db = open(&path).unwrap();
    make_tables(&db);
    std::fs::write(&ballast, vec![0; 700_000]).unwrap();
    let mut done = Vec::new();
    let refusal = (1..).find_map(|id| match change(&db, id) {
        Ok(_) => {
            done.push(id);
            None
        }
        Err(error) => Some(error),
    });
    assert!(matches!(refusal, Some(Error::Full)), "{refusal:?}");
    assert_eq!(ids(&db, "a"), done);
    assert_eq!(ids(&db, "b"), done);
    // Several callers at once are refused, not stuck.
    std::thread::scope(|scope| {
        for thread in 0..THREADS {
            let db = &db;
            scope.spawn(move || assert!(change(db, 1_000_000 + thread).is_err()));
        }
    });
    std::fs::remove_file(&ballast).unwrap();
    change(&db, 2_000_000).unwrap();
    done.push(2_000_000);
    assert_eq!(ids(&db, "a"), done);
    assert!(db.examine().unwrap().is_empty());
    drop(db);
    assert_eq!(ids(&open(&path).unwrap(), "b"), done);
}
