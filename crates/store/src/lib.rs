//! The tables of Clientele: migrations and the SQL of each feature, one text for both engines.
//! No rules and no rights decisions; what may be read comes in as a `domain::policy::Scope`.

pub mod client;
pub mod conditions;
pub mod dictionary;
pub mod idempotency;
pub mod interaction;
pub mod journal;
pub mod login_attempt;
pub mod order;
pub mod part;
pub mod payment;
pub mod person;
pub mod product;
pub mod product_group;
pub mod rate;
pub mod read;
pub mod search;
pub mod session;
pub mod setting;
pub mod setup;
pub mod team;
pub mod testing;
pub mod token;
pub mod user;
pub mod view;

use db::Migration;
use sha2::{Digest, Sha256};

/// Every migration, oldest first. A released one is never edited.
pub const MIGRATIONS: &[Migration] = &[
    Migration {
        number: 1,
        name: "identity",
        sql: include_str!("../migrations/0001_identity.sql"),
    },
    Migration {
        number: 2,
        name: "client",
        sql: include_str!("../migrations/0002_client.sql"),
    },
    Migration {
        number: 3,
        name: "order",
        sql: include_str!("../migrations/0003_order.sql"),
    },
];

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
