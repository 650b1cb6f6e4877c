//! What is special about a database on a server: lines break, roles have powers.

use std::sync::atomic::{AtomicUsize, Ordering};

use db::{Db, Error, Options, Target, params};

/// How often the server cuts a line in the test.
const CUTS: usize = 20;

#[test]
fn sec_38_a_superuser_role_is_refused() {
    let Some(fresh) = db::testing::postgres() else {
        return;
    };
    let refused = Db::open(&fresh.target, &Options::default());
    assert!(matches!(refused, Err(Error::Superuser)));
}

#[test]
fn a_wrong_connection_string_is_not_repeated_in_the_error() {
    for url in [
        "postgres://a:s3cret@:nowhere:/x",
        "host=localhost port=s3cret",
    ] {
        let error = Db::open(&Target::Postgres(url.to_owned()), &Options::default()).unwrap_err();
        assert!(matches!(error, Error::Url(_)));
        assert!(!format!("{error} {error:?}").contains("s3cret"));
    }
}

#[test]
fn nothing_is_lost_or_doubled_when_the_server_cuts_the_lines() {
    let Some(fresh) = db::testing::postgres() else {
        return;
    };
    let db = &fresh.db;
    db.write(|tx| tx.execute("CREATE TABLE t (id BIGINT PRIMARY KEY)", &[]))
        .unwrap();
    let outside = Db::open(&fresh.target, &fresh.options).unwrap();
    let cuts = AtomicUsize::new(0);
    let written = std::thread::scope(|scope| {
        let writers: Vec<_> = (0..4)
            .map(|thread| {
                let cuts = &cuts;
                scope.spawn(move || {
                    let enough = || cuts.load(Ordering::SeqCst) >= CUTS;
                    let ids = (thread..).step_by(4).take_while(|_| !enough());
                    ids.filter(|id| wrote(db, *id)).collect::<Vec<i64>>()
                })
            })
            .collect();
        while cuts.load(Ordering::SeqCst) < CUTS {
            let cut = outside.read(|tx| {
                tx.query(
                    "SELECT pg_terminate_backend(pid) FROM pg_locks
                     WHERE relation = to_regclass('t') AND pid <> pg_backend_pid()",
                    &[],
                )
            });
            cuts.fetch_add(cut.unwrap().len(), Ordering::SeqCst);
        }
        let mut all: Vec<i64> = writers
            .into_iter()
            .flat_map(|writer| writer.join().unwrap())
            .collect();
        all.sort_unstable();
        all
    });
    let rows = db.read(|tx| tx.query("SELECT id FROM t ORDER BY id", &[]));
    let rows = rows.unwrap();
    let found: Vec<i64> = rows.iter().map(|row| row.get(0).unwrap()).collect();
    assert_eq!(found, written);
}

/// Whether the row is there in the end; what is not known after a cut, the base says.
fn wrote(db: &Db, id: i64) -> bool {
    match db.write(|tx| tx.execute("INSERT INTO t (id) VALUES ($1)", &params![id])) {
        Ok(_) => true,
        Err(Error::Unknown) => loop {
            let sql = "SELECT id FROM t WHERE id = $1";
            if let Ok(found) = db.read(|tx| tx.query_opt(sql, &params![id])) {
                break found.is_some();
            }
        },
        Err(error) => panic!("{error:?}"),
    }
}

/// A connection dropped where asynchronous work is driven would panic.
#[test]
fn the_pool_can_be_dropped_anywhere() {
    let Some(fresh) = db::testing::postgres() else {
        return;
    };
    let own = Db::open(&fresh.target, &fresh.options).unwrap();
    own.read(|tx| tx.query("SELECT 1", &[])).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    runtime.block_on(async move { drop(own) });
}
