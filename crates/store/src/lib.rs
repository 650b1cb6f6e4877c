//! The tables of Clientele: migrations and the SQL of each feature, one text for both engines.
//! No rules and no rights decisions; what may be read comes in as a `domain::policy::Scope`.

pub mod absence;
pub mod analysis;
pub mod blacklist;
pub mod bulk;
pub mod calendar;
pub mod clean_list;
pub mod client;
pub mod coefficient;
pub mod complaint;
pub mod conditions;
pub mod conveyor;
pub mod coverage;
pub mod deal;
pub mod diagnosis;
pub mod dictionary;
pub mod duplicate;
pub mod fresh_look;
pub mod funnel;
pub mod holding;
pub mod idempotency;
pub mod import;
pub mod inbox;
pub mod interaction;
pub mod job;
pub mod journal;
pub mod lead;
pub mod login_attempt;
pub mod merge;
pub mod order;
pub mod part;
pub mod payment;
pub mod person;
pub mod plan;
pub mod pool;
pub mod product;
pub mod product_group;
pub mod quality;
pub mod quarantine;
pub mod rate;
pub mod read;
pub mod receivable;
pub mod referral;
pub mod refusal;
pub mod report;
pub mod responsibility;
pub mod rest;
pub mod rule;
pub mod scoring;
pub mod script;
pub mod search;
pub mod selection;
pub mod session;
pub mod setting;
pub mod setup;
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
pub mod view;
pub mod winback;
pub mod work_area;

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
    migration(18, "source", include_str!("../migrations/0018_source.sql")),
    migration(
        19,
        "winback",
        include_str!("../migrations/0019_winback.sql"),
    ),
    migration(
        20,
        "clean_list",
        include_str!("../migrations/0020_clean_list.sql"),
    ),
    migration(
        21,
        "referral",
        include_str!("../migrations/0021_referral.sql"),
    ),
    migration(22, "merge", include_str!("../migrations/0022_merge.sql")),
    migration(
        23,
        "import_feed",
        include_str!("../migrations/0023_import_feed.sql"),
    ),
    migration(24, "lead", include_str!("../migrations/0024_lead.sql")),
    migration(
        25,
        "lead_form",
        include_str!("../migrations/0025_lead_form.sql"),
    ),
    migration(
        26,
        "import_known",
        include_str!("../migrations/0026_import_known.sql"),
    ),
    migration(
        27,
        "duplicate",
        include_str!("../migrations/0027_duplicate.sql"),
    ),
    migration(
        28,
        "search_token_own",
        include_str!("../migrations/0028_search_token_own.sql"),
    ),
    migration(
        29,
        "person_duplicate",
        include_str!("../migrations/0029_person_duplicate.sql"),
    ),
    migration(
        30,
        "calendar",
        include_str!("../migrations/0030_calendar.sql"),
    ),
    migration(31, "report", include_str!("../migrations/0031_report.sql")),
    migration(32, "rest", include_str!("../migrations/0032_rest.sql")),
    migration(
        33,
        "holding",
        include_str!("../migrations/0033_holding.sql"),
    ),
    migration(
        34,
        "absence",
        include_str!("../migrations/0034_absence.sql"),
    ),
    migration(35, "script", include_str!("../migrations/0035_script.sql")),
    migration(
        36,
        "task_steps",
        include_str!("../migrations/0036_task_steps.sql"),
    ),
    migration(37, "inbox", include_str!("../migrations/0037_inbox.sql")),
    migration(38, "rule", include_str!("../migrations/0038_rule.sql")),
    migration(
        39,
        "conveyor",
        include_str!("../migrations/0039_conveyor.sql"),
    ),
    migration(
        40,
        "responsibility",
        include_str!("../migrations/0040_responsibility.sql"),
    ),
    migration(
        41,
        "training",
        include_str!("../migrations/0041_training.sql"),
    ),
    migration(42, "funnel", include_str!("../migrations/0042_funnel.sql")),
    migration(
        43,
        "refusal",
        include_str!("../migrations/0043_refusal.sql"),
    ),
    migration(
        44,
        "scoring",
        include_str!("../migrations/0044_scoring.sql"),
    ),
    migration(
        45,
        "receivable",
        include_str!("../migrations/0045_receivable.sql"),
    ),
    migration(
        46,
        "coefficient",
        include_str!("../migrations/0046_coefficient.sql"),
    ),
    migration(47, "plan", include_str!("../migrations/0047_plan.sql")),
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
