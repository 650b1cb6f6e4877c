//! The tables of Clientele: migrations and the SQL of each feature, one text for both engines.
//! No rules and no rights decisions; what may be read comes in as a `domain::policy::Scope`.

pub mod analysis;
pub mod bulk;
pub mod client;
pub mod conditions;
pub mod dictionary;
pub mod idempotency;
pub mod import;
pub mod interaction;
pub mod job;
pub mod journal;
pub mod login_attempt;
pub mod order;
pub mod part;
pub mod payment;
pub mod person;
pub mod product;
pub mod product_group;
pub mod quality;
pub mod quarantine;
pub mod rate;
pub mod read;
pub mod search;
pub mod selection;
pub mod session;
pub mod setting;
pub mod setup;
pub mod system;
pub mod task;
pub mod team;
pub mod testing;
pub mod timeline;
pub mod token;
pub mod user;
pub mod view;

use db::Migration;
use sha2::{Digest, Sha256};

/// Every migration, oldest first. A released one is never edited.
pub const MIGRATIONS: &[Migration] = &[
    migration(
        1,
        "identity",
        include_str!("../migrations/0001_identity.sql"),
    ),
    migration(2, "client", include_str!("../migrations/0002_client.sql")),
    migration(3, "order", include_str!("../migrations/0003_order.sql")),
    migration(
        4,
        "analysis",
        include_str!("../migrations/0004_analysis.sql"),
    ),
    migration(5, "job", include_str!("../migrations/0005_job.sql")),
    migration(
        6,
        "company_group",
        include_str!("../migrations/0006_company_group.sql"),
    ),
    migration(7, "month", include_str!("../migrations/0007_month.sql")),
    migration(
        8,
        "potential",
        include_str!("../migrations/0008_potential.sql"),
    ),
    migration(
        9,
        "temperature",
        include_str!("../migrations/0009_temperature.sql"),
    ),
    migration(
        10,
        "selection",
        include_str!("../migrations/0010_selection.sql"),
    ),
    migration(
        11,
        "satisfaction",
        include_str!("../migrations/0011_satisfaction.sql"),
    ),
    migration(
        12,
        "key_mark",
        include_str!("../migrations/0012_key_mark.sql"),
    ),
    migration(
        13,
        "quarantine",
        include_str!("../migrations/0013_quarantine.sql"),
    ),
    migration(
        14,
        "quality",
        include_str!("../migrations/0014_quality.sql"),
    ),
    migration(15, "import", include_str!("../migrations/0015_import.sql")),
    migration(16, "task", include_str!("../migrations/0016_task.sql")),
    migration(
        17,
        "cost_discounts",
        include_str!("../migrations/0017_cost_discounts.sql"),
    ),
];

const fn migration(number: i64, name: &'static str, sql: &'static str) -> Migration {
    Migration { number, name, sql }
}

/// SHA-256 in hexadecimal: how secrets of sessions and tokens are stored, and the journal chained.
pub fn sha256_hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    Sha256::digest(bytes)
        .iter()
        .fold(String::with_capacity(64), |mut text, byte| {
            write!(text, "{byte:02x}").expect("writing to a String cannot fail");
            text
        })
}
