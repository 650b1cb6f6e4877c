//! For tests of this crate and of those above it: fresh databases with the whole schema, one for
//! each engine that is at hand (SQLite always, PostgreSQL when `TEST_POSTGRES_URL` is set).

use std::fmt::Write as _;

use db::testing::Fresh;
use db::{Db, Engine, Error, Value};

/// Fresh, migrated databases; each is dropped with its value.
pub fn databases() -> Vec<Fresh> {
    let fresh = db::testing::databases();
    for database in &fresh {
        database
            .db
            .migrate(crate::MIGRATIONS)
            .expect("the migrations run on a fresh database");
    }
    fresh
}

/// A fresh, migrated SQLite database: for tests above the storage, where the engine is no matter.
pub fn sqlite() -> Fresh {
    let fresh = db::testing::sqlite();
    fresh
        .db
        .migrate(crate::MIGRATIONS)
        .expect("the migrations run on a fresh database");
    fresh
}

/// Every row of every table as text, in a fixed order, but for the tables `left_out`.
pub fn dump(db: &Db, left_out: &[&str]) -> String {
    let text = db.read(|tx| {
        let names = match tx.engine() {
            Engine::Sqlite => "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name",
            Engine::Postgres => {
                "SELECT CAST(tablename AS TEXT) FROM pg_tables \
                 WHERE schemaname = current_schema() ORDER BY tablename"
            }
        };
        let mut text = String::new();
        for name in tx.query(names, &[])? {
            let name = name.get::<&str>(0)?;
            // tables of the engine's own search index cannot all be read
            if left_out.contains(&name) || name.starts_with("sqlite_") || name.contains("_search") {
                continue;
            }
            let mut rows = Vec::new();
            for row in tx.query(&format!("SELECT * FROM {name}"), &[])? {
                let mut line = format!("{name}:");
                let mut index = 0;
                while let Ok(value) = row.get::<Value<'_>>(index) {
                    write!(line, " {value:?}").expect("writing to a String cannot fail");
                    index += 1;
                }
                rows.push(line);
            }
            rows.sort_unstable();
            text.push_str(&rows.join("\n"));
            text.push('\n');
        }
        Ok::<_, Error>(text)
    });
    text.expect("the tables can be read")
}
