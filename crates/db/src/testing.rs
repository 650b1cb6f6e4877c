//! Fresh databases for the tests of every layer: a SQLite file always, a PostgreSQL schema when
//! `TEST_POSTGRES_URL` names a server that may be filled with rubbish.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::{Db, Engine, Options, Synchronous, Target};

/// An empty database that goes away with this value.
#[derive(Debug)]
pub struct Fresh {
    /// It, opened.
    pub db: Db,
    /// How to open it again.
    pub target: Target,
    /// The options it was opened with.
    pub options: Options,
    /// A folder of its own, for files that belong to it.
    pub folder: PathBuf,
    /// The schema to be dropped, with the server that has it.
    schema: Option<(String, String)>,
}

/// One fresh database of each engine that is there.
#[must_use]
pub fn databases() -> Vec<Fresh> {
    let mut all = vec![sqlite()];
    all.extend(postgres());
    all
}

/// A fresh SQLite file. It waits for no disk: a test that is about durability opens its own.
#[must_use]
pub fn sqlite() -> Fresh {
    let folder = folder(&name());
    let target = Target::Sqlite(folder.join("test.db"));
    let options = Options {
        synchronous: Synchronous::Off,
        ..Options::default()
    };
    open(target, options, folder, None)
}

/// A fresh PostgreSQL schema, if there is a server.
#[must_use]
pub fn postgres() -> Option<Fresh> {
    let url = std::env::var("TEST_POSTGRES_URL").ok()?;
    let name = name();
    let options = Options {
        allow_superuser: true,
        readers: 4,
        writers: 4,
        ..Options::default()
    };
    let outside = Db::open(&Target::Postgres(url.clone()), &options).expect("the server answers");
    outside
        .write(|tx| tx.script(&format!("CREATE SCHEMA {name}")))
        .expect("a schema can be made");
    let joint = if url.contains('?') { '&' } else { '?' };
    let inside = format!("{url}{joint}options=-csearch_path%3D{name},public");
    let folder = folder(&name);
    Some(open(
        Target::Postgres(inside),
        options,
        folder,
        Some((url, name)),
    ))
}

fn open(
    target: Target,
    options: Options,
    folder: PathBuf,
    schema: Option<(String, String)>,
) -> Fresh {
    Fresh {
        db: Db::open(&target, &options).expect("a fresh database opens"),
        target,
        options,
        folder,
        schema,
    }
}

fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(name);
    std::fs::create_dir_all(&folder).expect("the temporary folder can be written");
    folder
}

/// A name no other test of any running process has.
fn name() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let process = std::process::id();
    format!(
        "clientele_test_{process}_{}",
        NEXT.fetch_add(1, Ordering::Relaxed)
    )
}

impl Fresh {
    /// Which engine it is.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.db.engine()
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        let _gone = std::fs::remove_dir_all(&self.folder);
        if let Some((url, name)) = &self.schema {
            let target = Target::Postgres(url.clone());
            let drop = |db: Db| db.write(|tx| tx.script(&format!("DROP SCHEMA {name} CASCADE")));
            let _gone = Db::open(&target, &self.options).and_then(drop);
        }
    }
}
