//! For tests of this crate and of those above it: fresh databases with the whole schema, one for
//! each engine that is at hand (SQLite always, PostgreSQL when `TEST_POSTGRES_URL` is set).

use db::testing::Fresh;

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
