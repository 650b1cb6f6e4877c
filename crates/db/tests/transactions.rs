//! What a transaction promises, on both engines.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use db::testing::{Fresh, databases};
use db::{Engine, Error, Row, Tx, Value, params};
use uuid::Uuid;

fn each(test: impl Fn(&Fresh)) {
    for fresh in databases() {
        test(&fresh);
    }
}

fn table(fresh: &Fresh, columns: &str) {
    let sql = format!("CREATE TABLE t ({columns})");
    fresh.db.write(|tx| tx.execute(&sql, &[])).unwrap();
}

fn count(fresh: &Fresh) -> i64 {
    fresh
        .db
        .read(|tx| tx.query_one("SELECT count(*) FROM t", &[])?.get(0))
        .unwrap()
}

fn insert(tx: &mut Tx<'_>, id: i64) -> Result<u64, Error> {
    tx.execute("INSERT INTO t (id) VALUES ($1)", &params![id])
}

#[test]
fn values_come_back_as_they_went() {
    each(|fresh| {
        table(
            fresh,
            "b BOOLEAN, n BIGINT, small INTEGER, f DOUBLE PRECISION, s TEXT, x BYTEA, u UUID",
        );
        let id = Uuid::from_u128(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef);
        let none: Option<&str> = None;
        fresh
            .db
            .write(|tx| {
                let sql =
                    "INSERT INTO t (u, b, n, small, f, s, x) VALUES ($7, $1, $2, $3, $4, $5, $6)";
                tx.execute(
                    sql,
                    &params![true, i64::MIN, 7, 0.1, "Ѓорѓи", &b"\0\xff"[..], id],
                )?;
                tx.execute(sql, &params![false, i64::MAX, -7, 3, "", &b""[..], id])?;
                tx.execute(sql, &params![none, none, none, none, none, none, none])
            })
            .unwrap();
        let rows = fresh
            .db
            .read(|tx| tx.query("SELECT b, n, small, f, s, x, u FROM t ORDER BY n", &[]))
            .unwrap();
        let row = rows
            .iter()
            .find(|row| row.get::<Option<i64>>(1).unwrap() == Some(i64::MIN));
        let row = row.unwrap();
        assert!(row.get::<bool>(0).unwrap());
        assert_eq!(row.get::<i32>(2).unwrap(), 7);
        assert!((row.get::<f64>(3).unwrap() - 0.1).abs() < f64::EPSILON);
        assert_eq!(row.get::<&str>(4).unwrap(), "Ѓорѓи");
        assert_eq!(row.get::<Vec<u8>>(5).unwrap(), b"\0\xff");
        assert_eq!(row.get::<Uuid>(6).unwrap(), id);
        let nulls = |row: &&Row<'_>| row.get::<Option<i64>>(1).unwrap().is_none();
        let row = rows.iter().find(nulls).unwrap();
        assert_eq!(row.get::<Option<bool>>(0).unwrap(), None);
        assert_eq!(row.get::<Option<Uuid>>(6).unwrap(), None);
        assert!(matches!(
            row.get::<i64>(1),
            Err(Error::Column { index: 1, .. })
        ));
        assert!(matches!(
            row.get::<i64>(7),
            Err(Error::Column { index: 7, .. })
        ));
    });
}

#[test]
fn sums_are_whole_numbers_on_both_engines() {
    each(|fresh| {
        table(fresh, "id BIGINT, f DOUBLE PRECISION");
        let rows = (0..10_i64).map(|n| params![n * 1_000_000_000_000, 0.5]);
        fresh
            .db
            .write(|tx| tx.execute_many("INSERT INTO t (id, f) VALUES ($1, $2)", rows.clone()))
            .unwrap();
        let row = fresh
            .db
            .read(|tx| {
                tx.query_one(
                    "SELECT sum(id), sum(f), count(*) FROM t HAVING sum(id) > $1",
                    &params![5],
                )
            })
            .unwrap();
        assert_eq!(row.get::<i64>(0).unwrap(), 45_000_000_000_000);
        assert!((row.get::<f64>(1).unwrap() - 5.0).abs() < 1e-12);
        assert_eq!(row.get::<i64>(2).unwrap(), 10);
    });
}

#[test]
fn many_rows_are_written_and_streamed() {
    each(|fresh| {
        table(fresh, "id BIGINT PRIMARY KEY, name TEXT");
        let sql = "INSERT INTO t (id, name) VALUES ($1, $2)";
        let rows = (0..1_337_i64).map(|n| params![n, format!("name {n}")]);
        let written = fresh.db.write(|tx| tx.execute_many(sql, rows.clone()));
        assert_eq!(written.unwrap(), 1_337);
        let mut sum = 0;
        let stopped: Result<(), Error> = fresh.db.read(|tx| {
            tx.query_each("SELECT id, name FROM t ORDER BY id", &[], |row| {
                let id: i64 = row.get(0)?;
                assert_eq!(row.get::<&str>(1)?, format!("name {id}"));
                sum += id;
                if id == 1_000 {
                    return Err(Error::RowCount(1_000));
                }
                Ok(())
            })
        });
        assert!(matches!(stopped, Err(Error::RowCount(1_000))));
        assert_eq!(sum, 1_000 * 1_001 / 2);
        assert_eq!(count(fresh), 1_337);
    });
}

#[test]
fn an_error_leaves_nothing() {
    each(|fresh| {
        table(fresh, "id BIGINT PRIMARY KEY");
        let refused = fresh.db.write(|tx| {
            insert(tx, 1)?;
            Err::<(), _>(Error::RowCount(0))
        });
        assert!(refused.is_err());
        assert_eq!(count(fresh), 0);
    });
}

#[test]
fn a_panic_leaves_nothing_and_the_writer_goes_on() {
    each(|fresh| {
        table(fresh, "id BIGINT PRIMARY KEY");
        let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            fresh.db.write(|tx| -> Result<(), Error> {
                insert(tx, 1)?;
                panic!("on purpose")
            })
        }));
        assert!(panicked.is_err());
        assert_eq!(count(fresh), 0);
        fresh.db.write(|tx| insert(tx, 2)).unwrap();
        assert_eq!(count(fresh), 1);
    });
}

#[test]
fn a_failed_statement_spoils_the_transaction_even_if_it_is_ignored() {
    each(|fresh| {
        table(fresh, "id BIGINT PRIMARY KEY");
        let outcome = fresh.db.write(|tx| {
            insert(tx, 1)?;
            let _ignored = insert(tx, 1);
            Ok::<_, Error>(())
        });
        assert!(
            matches!(&outcome, Err(Error::Unique { table, columns }) if table == "t" && columns == "id"),
            "{outcome:?}"
        );
        assert_eq!(count(fresh), 0);
    });
}

#[test]
fn a_savepoint_bounds_a_failure() {
    each(|fresh| {
        table(fresh, "id BIGINT PRIMARY KEY CHECK (id < 10)");
        fresh
            .db
            .write(|tx| {
                insert(tx, 1)?;
                let twice = tx.savepoint(|tx| {
                    insert(tx, 2)?;
                    insert(tx, 1)
                });
                assert!(matches!(twice, Err(Error::Unique { .. })));
                let refused = tx.savepoint(|tx| insert(tx, 11));
                assert!(matches!(refused, Err(Error::Check(_))));
                tx.savepoint(|tx| {
                    insert(tx, 3)?;
                    let inner: Result<(), Error> = tx.savepoint(|tx| {
                        insert(tx, 4)?;
                        Err(Error::RowCount(0))
                    });
                    assert!(inner.is_err());
                    Ok::<_, Error>(())
                })?;
                Ok::<_, Error>(())
            })
            .unwrap();
        assert_eq!(count(fresh), 2);
    });
}

#[test]
fn constraints_have_names_of_their_own() {
    each(|fresh| {
        fresh
            .db
            .write(|tx| {
                tx.execute("CREATE TABLE p (id BIGINT PRIMARY KEY)", &[])?;
                tx.execute(
                    "CREATE TABLE t (a TEXT NOT NULL, b TEXT, p BIGINT REFERENCES p (id), UNIQUE (a, b))",
                    &[],
                )
            })
            .unwrap();
        let try_insert = |a: Option<&str>, p: Option<i64>| {
            fresh.db.write(|tx| {
                let sql = "INSERT INTO t (a, b, p) VALUES ($1, $2, $3)";
                tx.execute(sql, &params![a, "b", p])
            })
        };
        try_insert(Some("a"), None).unwrap();
        let twice = try_insert(Some("a"), None);
        assert!(
            matches!(&twice, Err(Error::Unique { table, columns }) if table == "t" && columns == "a, b"),
            "{twice:?}"
        );
        assert!(matches!(
            try_insert(Some("c"), Some(9)),
            Err(Error::ForeignKey)
        ));
        assert!(matches!(try_insert(None, None), Err(Error::Check(_))));
    });
}

/// Eight threads each read a number and write it back one higher: a lost update shows.
#[test]
fn no_update_is_lost_between_threads() {
    each(|fresh| {
        table(fresh, "id BIGINT PRIMARY KEY, n BIGINT NOT NULL");
        fresh
            .db
            .write(|tx| tx.execute("INSERT INTO t (id, n) VALUES (1, 0)", &[]))
            .unwrap();
        let each_does = if fresh.engine() == Engine::Sqlite {
            100
        } else {
            25
        };
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..each_does {
                        fresh
                            .db
                            .write(|tx| {
                                let n: i64 =
                                    tx.query_one("SELECT n FROM t WHERE id = 1", &[])?.get(0)?;
                                tx.execute("UPDATE t SET n = $1 WHERE id = 1", &params![n + 1])
                            })
                            .unwrap();
                    }
                });
            }
        });
        let n: i64 = fresh
            .db
            .read(|tx| tx.query_one("SELECT n FROM t", &[])?.get(0))
            .unwrap();
        assert_eq!(n, 8 * each_does);
    });
}

/// A ring of rows whose pointers are swapped at random stays one ring (FoundationDB's cycle
/// test), and every reader sees it whole while it is being changed.
#[test]
fn transactions_keep_a_ring_intact() {
    const LENGTH: i64 = 20;
    fn next(tx: &mut Tx<'_>, id: i64) -> Result<i64, Error> {
        tx.query_one("SELECT next FROM t WHERE id = $1", &params![id])?
            .get(0)
    }
    fn point(tx: &mut Tx<'_>, from: i64, to: i64) -> Result<u64, Error> {
        tx.execute("UPDATE t SET next = $2 WHERE id = $1", &params![from, to])
    }
    fn walk(tx: &mut Tx<'_>) -> Result<i64, Error> {
        let (mut at, mut steps) = (0, 0);
        loop {
            at = next(tx, at)?;
            steps += 1;
            if at == 0 || steps > LENGTH {
                return Ok(steps);
            }
        }
    }
    each(|fresh| {
        table(fresh, "id BIGINT PRIMARY KEY, next BIGINT NOT NULL");
        let ring = (0..LENGTH).map(|n| params![n, (n + 1) % LENGTH]);
        fresh
            .db
            .write(|tx| tx.execute_many("INSERT INTO t (id, next) VALUES ($1, $2)", ring.clone()))
            .unwrap();
        std::thread::scope(|scope| {
            for thread in 0..4_i64 {
                scope.spawn(move || {
                    for turn in 0..20 {
                        let start = (thread * 7 + turn * 3) % LENGTH;
                        // a → b → c → d becomes a → c → b → d.
                        fresh
                            .db
                            .write(|tx| {
                                let b = next(tx, start)?;
                                let c = next(tx, b)?;
                                let d = next(tx, c)?;
                                point(tx, start, c)?;
                                point(tx, c, b)?;
                                point(tx, b, d)
                            })
                            .unwrap();
                    }
                });
            }
            scope.spawn(|| {
                for _ in 0..20 {
                    assert_eq!(fresh.db.read(walk).unwrap(), LENGTH);
                }
            });
        });
        assert_eq!(fresh.db.read(walk).unwrap(), LENGTH);
    });
}

#[test]
fn readers_see_their_snapshot_while_a_write_is_open() {
    each(|fresh| {
        table(fresh, "id BIGINT PRIMARY KEY");
        fresh
            .db
            .read(|tx| -> Result<(), Error> {
                let seen = |tx: &mut Tx<'_>| -> Result<i64, Error> {
                    tx.query_one("SELECT count(*) FROM t", &[])?.get(0)
                };
                assert_eq!(seen(tx)?, 0);
                std::thread::scope(|scope| {
                    scope
                        .spawn(|| fresh.db.write(|tx| insert(tx, 1)).unwrap())
                        .join()
                        .unwrap();
                });
                assert_eq!(seen(tx)?, 0);
                Ok(())
            })
            .unwrap();
        fresh
            .db
            .write(|tx| {
                insert(tx, 2)?;
                std::thread::scope(|scope| {
                    let other = scope.spawn(|| count(fresh));
                    assert_eq!(other.join().unwrap(), 1);
                });
                Ok::<_, Error>(())
            })
            .unwrap();
    });
}

#[test]
fn a_read_cannot_write() {
    each(|fresh| {
        table(fresh, "id BIGINT PRIMARY KEY");
        let refused = fresh.db.read(|tx| insert(tx, 1));
        assert!(matches!(refused, Err(Error::ReadOnly)), "{refused:?}");
        assert_eq!(count(fresh), 0);
    });
}

#[test]
fn a_write_inside_a_write_is_refused_where_it_would_wait_for_itself() {
    let fresh = db::testing::sqlite();
    table(&fresh, "id BIGINT PRIMARY KEY");
    let refused = fresh.db.write(|_| fresh.db.write(|tx| insert(tx, 1)));
    assert!(matches!(refused, Err(Error::Nested)));
}

#[test]
fn a_wrong_number_of_values_is_an_error() {
    each(|fresh| {
        table(fresh, "id BIGINT PRIMARY KEY");
        let refused = fresh
            .db
            .write(|tx| tx.execute("INSERT INTO t (id) VALUES ($1)", &[]));
        assert!(matches!(refused, Err(Error::Sql(_))));
        let prepared = fresh.db.read(|tx| tx.prepare("SELECT nothing FROM t"));
        assert!(matches!(prepared, Err(Error::Sql(_))));
        let dynamic: Vec<Value<'static>> = vec![Value::Int(5)];
        fresh
            .db
            .write(|tx| tx.execute("INSERT INTO t (id) VALUES ($1)", &dynamic))
            .unwrap();
        assert!(fresh.db.size_bytes().unwrap() > 0);
        assert!(!fresh.db.engine_version().unwrap().is_empty());
    });
}
