//! For tests of this crate and of those above it: the product over fresh databases, with an
//! employee of each role, a fixed clock and cheap passwords.

use std::ops::Deref;
use std::time::SystemTime;

use db::Target;
use db::testing::Fresh;
use domain::id::UserId;
use domain::language::Language;
use domain::policy::Role;
use jiff::Timestamp;

use crate::import::{Place, Reader};
use crate::{App, Context, session, user};

/// The password of every employee here.
pub const PASSWORD: &str = "лошадь любит сено";

/// The product over one fresh database that goes away with this value.
#[derive(Debug)]
pub struct TestApp {
    app: App,
    /// The clock: tests that need another moment change it.
    pub now: Timestamp,
    users: Vec<(Role, UserId)>,
    fresh: Fresh,
}

impl Deref for TestApp {
    type Target = App;

    fn deref(&self) -> &App {
        &self.app
    }
}

/// The moment at which tests begin.
pub fn noon() -> Timestamp {
    "2026-03-02T11:00:00Z".parse().expect("a moment")
}

/// The product over every engine at hand, with an employee of each role whose login is the code
/// of the role.
pub fn apps() -> Vec<TestApp> {
    store::testing::databases()
        .into_iter()
        .map(with_employees)
        .collect()
}

/// The same over SQLite alone, for tests above the storage.
pub fn app() -> TestApp {
    with_employees(store::testing::sqlite())
}

/// An empty product, before the first owner.
pub fn empty_app() -> TestApp {
    let fresh = store::testing::sqlite();
    TestApp {
        app: App::seeded(fresh.db.clone(), 1),
        now: noon(),
        users: Vec::new(),
        fresh,
    }
}

fn with_employees(fresh: Fresh) -> TestApp {
    let app = App::seeded(fresh.db.clone(), 1);
    app.imports().keep_in(shelf(&fresh));
    let ctx = Context::system(noon()).seeded(1);
    let users = Role::ALL.iter().map(|role| {
        let new = user::New {
            login: role.code().to_owned(),
            name: role.code().to_owned(),
            role: *role,
            team_id: None,
            language: Language::En,
        };
        let user = user::create_with_password(&app, &ctx, &new, PASSWORD);
        (*role, user.expect("the employee is made").id)
    });
    let users = users.collect();
    TestApp {
        app,
        now: noon(),
        users,
        fresh,
    }
}

/// A folder for files of imports beside the database; files are read in this process.
fn shelf(fresh: &Fresh) -> Place {
    Place {
        feeds: Some(fresh.folder.join("feeds")),
        folder: fresh.folder.join("imports"),
        reader: Reader::Here,
        limit: 1 << 26,
    }
}

impl TestApp {
    /// The same base opened anew, with files of imports read so.
    #[must_use]
    pub fn reading(self, reader: Reader) -> Self {
        let app = App::seeded(self.fresh.db.clone(), 1);
        app.imports().keep_in(Place {
            reader,
            ..shelf(&self.fresh)
        });
        Self { app, ..self }
    }

    /// The employee with this role.
    pub fn user(&self, role: Role) -> UserId {
        let found = self.users.iter().find(|(of, _)| *of == role);
        found.expect("there is one of each role").1
    }

    /// The context of the employee with this role at `self.now`.
    pub fn ctx(&self, role: Role) -> Context {
        session::context_of(&self.app, self.user(role), self.now, "test")
            .expect("the employee is there")
            .seeded(u64::from(role as u8) + 100)
    }

    /// What tells whether anything was written since: length and time of the write-ahead log.
    /// `None` where there is no such file.
    pub fn last_write(&self) -> Option<(u64, SystemTime)> {
        let Target::Sqlite(path) = &self.fresh.target else {
            return None;
        };
        let mut log = path.clone().into_os_string();
        log.push("-wal");
        let data = std::fs::metadata(log).ok()?;
        Some((data.len(), data.modified().ok()?))
    }

    /// The context of the product itself.
    pub fn system(&self) -> Context {
        Context::system(self.now).seeded(99)
    }
}

/// Every row of every table as text, but for `left_out`: what a refused request must leave as it
/// was.
pub fn dump(app: &App, left_out: &[&str]) -> String {
    store::testing::dump(&app.db, left_out)
}
