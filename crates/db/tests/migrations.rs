//! The runner of migrations, on both engines.

use db::testing::databases;
use db::{Db, Engine, Error, Migration};

const FIRST: Migration = Migration {
    number: 1,
    name: "first",
    sql: "CREATE TABLE a (id BIGINT PRIMARY KEY);\nCREATE INDEX a_id ON a (id);",
};
const SECOND: Migration = Migration {
    number: 2,
    name: "second",
    sql: "CREATE TABLE b (id BIGINT PRIMARY KEY);
-- only: sqlite
CREATE TABLE engine_is_sqlite (id BIGINT);
-- end
-- only: postgres
CREATE TABLE engine_is_postgres (id BIGINT);
-- end
INSERT INTO b (id) VALUES (1);",
};

fn rows(db: &Db, table: &str) -> Result<i64, Error> {
    db.read(|tx| {
        tx.query_one(&format!("SELECT count(*) FROM {table}"), &[])?
            .get(0)
    })
}

#[test]
fn migrations_run_once_and_in_order() {
    for fresh in databases() {
        fresh.db.migrate(&[FIRST]).unwrap();
        assert!(rows(&fresh.db, "b").is_err());
        for _ in 0..2 {
            fresh.db.migrate(&[FIRST, SECOND]).unwrap();
            assert_eq!(rows(&fresh.db, "b").unwrap(), 1);
        }
        let (here, there) = match fresh.engine() {
            Engine::Sqlite => ("engine_is_sqlite", "engine_is_postgres"),
            Engine::Postgres => ("engine_is_postgres", "engine_is_sqlite"),
        };
        assert_eq!(rows(&fresh.db, here).unwrap(), 0);
        assert!(rows(&fresh.db, there).is_err());
    }
}

#[test]
fn a_newer_schema_and_a_changed_text_are_refused() {
    for fresh in databases() {
        fresh.db.migrate(&[FIRST, SECOND]).unwrap();
        assert!(matches!(
            fresh.db.migrate(&[FIRST]),
            Err(Error::NewerSchema { found: 2, known: 1 })
        ));
        let changed = Migration {
            sql: "CREATE TABLE a (id TEXT)",
            ..FIRST
        };
        assert!(matches!(
            fresh.db.migrate(&[changed, SECOND]),
            Err(Error::MigrationChanged { number: 1, .. })
        ));
        let other_line_ends = FIRST.sql.replace('\n', "\r\n");
        let same = Migration {
            sql: Box::leak(other_line_ends.into_boxed_str()),
            ..FIRST
        };
        fresh.db.migrate(&[same, SECOND]).unwrap();
    }
}

#[test]
fn a_migration_that_fails_leaves_nothing_of_itself() {
    for fresh in databases() {
        let broken = Migration {
            number: 2,
            name: "broken",
            sql: "CREATE TABLE b (id BIGINT PRIMARY KEY);\nINSERT INTO nowhere VALUES (1);",
        };
        assert!(fresh.db.migrate(&[FIRST, broken]).is_err());
        assert_eq!(rows(&fresh.db, "a").unwrap(), 0);
        assert!(rows(&fresh.db, "b").is_err());
        fresh.db.migrate(&[FIRST, SECOND]).unwrap();
        assert_eq!(rows(&fresh.db, "b").unwrap(), 1);
    }
}

#[test]
fn two_starts_at_once_migrate_once() {
    for fresh in databases() {
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    let own = Db::open(&fresh.target, &fresh.options).unwrap();
                    own.migrate(&[FIRST, SECOND]).unwrap();
                });
            }
        });
        assert_eq!(rows(&fresh.db, "b").unwrap(), 1);
    }
}

#[test]
fn malformed_migrations_are_refused() {
    let fresh = db::testing::sqlite();
    for sql in [
        "-- only: sqlite\nSELECT 1;",
        "-- end",
        "-- only: oracle\n-- end",
        "-- only: sqlite\n-- only: postgres\n-- end",
    ] {
        let bad = Migration { sql, ..FIRST };
        assert!(matches!(
            fresh.db.migrate(&[bad]),
            Err(Error::BadMigration { number: 1, .. })
        ));
    }
    assert!(matches!(
        fresh.db.migrate(&[SECOND, FIRST]),
        Err(Error::BadMigration { .. })
    ));
}
