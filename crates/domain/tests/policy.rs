//! The whole policy as one page that a person can read: `tests/policy.snap`. A changed right
//! fails here until the page is accepted (`CLIENTELE_ACCEPT=1 cargo test -p domain --test policy`).

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

use std::fmt::Write as _;

use domain::policy::{Role, describe};

fn page() -> String {
    let mut page = format!("{:<5} {:<18}", "", "");
    for role in Role::ALL {
        write!(page, " {:<14}", role.code()).unwrap();
    }
    for (kind, code, words) in describe() {
        page = page.trim_end().to_owned();
        write!(page, "\n{kind:<5} {code:<18}").unwrap();
        for word in words {
            write!(page, " {word:<14}").unwrap();
        }
    }
    page.trim_end().to_owned() + "\n"
}

#[test]
fn the_policy_is_the_accepted_page() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/policy.snap");
    let now = page();
    if std::env::var_os("CLIENTELE_ACCEPT").is_some() {
        std::fs::write(path, &now).unwrap();
    }
    let accepted = std::fs::read_to_string(path).unwrap_or_default();
    assert!(now == accepted, "the policy changed:\n{now}");
}
