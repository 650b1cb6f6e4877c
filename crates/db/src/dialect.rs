//! The differences between the engines that SQL text cannot hide, each as one named function.
//! Everything that is not here is written once for both.

/// A database engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Engine {
    /// SQLite, compiled into the program.
    Sqlite,
    /// A PostgreSQL server, 13 or later.
    Postgres,
}

impl Engine {
    /// Name in migrations, configuration and the API.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Engine::Sqlite => "sqlite",
            Engine::Postgres => "postgres",
        }
    }
}

/// One row, one column: bytes of the database on disk.
pub(crate) fn database_size(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => {
            "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
        }
        Engine::Postgres => "SELECT pg_database_size(current_database())",
    }
}
