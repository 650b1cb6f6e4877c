//! What people do with Clientele: each use case is one function that checks the right, applies
//! the rule, writes in one transaction and journals. No HTTP, no SQL text.

pub mod absence;
pub mod address;
pub mod analysis;
pub mod backup;
pub mod blacklist;
pub mod calendar;
pub mod call;
pub mod chance;
pub mod channel;
pub mod clean_list;
pub mod client;
pub mod coefficient;
pub mod complaint;
pub mod context;
pub mod conveyor;
pub mod coverage;
pub mod deal;
pub mod demo;
pub mod diagnosis;
pub mod dial;
pub mod dictionary;
pub mod duplicate;
pub mod fact;
pub mod fresh_look;
pub mod funnel;
pub mod gate;
pub mod holding;
pub mod idempotency;
pub mod import;
pub mod inbox;
pub mod interaction;
pub mod job;
pub mod journal;
pub mod key_mark;
pub mod lead;
pub mod merge;
pub mod order;
pub mod part;
pub mod password;
pub mod payment;
pub mod person;
pub mod plan;
pub mod pool;
pub mod potential;
pub mod product;
pub mod product_group;
pub mod quality;
pub mod quarantine;
pub mod rate;
pub mod receivable;
pub mod referral;
pub mod refusal;
pub mod report;
pub mod responsibility;
pub mod rest;
pub mod rule;
pub mod satisfaction;
pub mod scoring;
pub mod script;
pub mod search;
pub mod selection;
pub mod session;
pub mod setting;
pub mod setup;
mod sheet;
pub mod signal;
pub mod source;
pub mod system;
pub mod task;
pub mod team;
pub mod testing;
pub mod timeline;
pub mod today;
pub mod token;
pub mod training;
pub mod user;
pub mod verification;
pub mod view;
mod watched;
pub mod winback;
pub mod work_area;

use std::sync::Arc;
use std::time::Duration;

pub use chance::Chance;
pub use context::Context;
pub use db::{Db, Error as DbError, Options as DbOptions, StartCheck, Target as DbTarget};
use password::Passwords;

/// A running transaction.
pub type DbTx<'a> = db::Tx<'a>;

/// The product over one open database. Cheap to clone.
#[derive(Debug, Clone)]
pub struct App {
    /// The database.
    pub db: Db,
    chance: Arc<Chance>,
    passwords: Passwords,
    analysis: Arc<analysis::Keeper>,
    duplicates: Arc<duplicate::Keeper>,
    imports: import::Shelf,
    letters: lead::Letters,
    coefficients: Arc<coefficient::Keeper>,
}

impl App {
    /// Opens the database and brings its schema up to date.
    pub fn open(target: &DbTarget, options: &DbOptions) -> Result<Self, DbError> {
        let db = Db::open(target, options)?;
        db.migrate(store::MIGRATIONS)?;
        Ok(Self {
            db,
            chance: Arc::new(Chance::System),
            passwords: Passwords::strong(),
            analysis: Arc::default(),
            duplicates: Arc::default(),
            imports: import::Shelf::default(),
            letters: lead::Letters::default(),
            coefficients: Arc::default(),
        })
    }

    /// Ends the use of the base: what is still being read is broken off. False when that did not
    /// help within `patience`; the next start then looks the database through.
    pub fn close(self, patience: Duration) -> bool {
        let Self { db, analysis, .. } = self;
        drop(analysis);
        db.close(patience)
    }

    /// Opens a database without bringing its schema up to date, for looking and saving: a base
    /// must be saved before it is changed. A schema newer than this program is refused.
    pub fn open_as_it_is(target: &DbTarget, options: &DbOptions) -> Result<Self, DbError> {
        let db = Db::open(target, options)?;
        let found = db.schema()?;
        let known = store::MIGRATIONS.last().map_or(0, |last| last.number);
        if found > known {
            return Err(DbError::NewerSchema { found, known });
        }
        Ok(Self {
            db,
            chance: Arc::new(Chance::System),
            passwords: Passwords::strong(),
            analysis: Arc::default(),
            duplicates: Arc::default(),
            imports: import::Shelf::default(),
            letters: lead::Letters::default(),
            coefficients: Arc::default(),
        })
    }

    /// For tests and demo bases: secrets fixed by `seed`, passwords hashed cheaply.
    pub fn seeded(db: Db, seed: u64) -> Self {
        Self {
            db,
            chance: Arc::new(Chance::seeded(seed)),
            passwords: Passwords::cheap(),
            analysis: Arc::default(),
            duplicates: Arc::default(),
            imports: import::Shelf::default(),
            letters: lead::Letters::default(),
            coefficients: Arc::default(),
        }
    }

    /// The image of the orders that the analysis keeps.
    pub fn analysis(&self) -> &analysis::Keeper {
        &self.analysis
    }

    /// Who is in the base, for telling whether somebody is in it already.
    pub fn duplicates(&self) -> &duplicate::Keeper {
        &self.duplicates
    }

    /// Where files of imports lie.
    pub fn imports(&self) -> &import::Shelf {
        &self.imports
    }

    /// Where letters arrive as files.
    pub fn letters(&self) -> &lead::Letters {
        &self.letters
    }

    /// Where secrets come from.
    pub fn chance(&self) -> &Chance {
        &self.chance
    }
}
