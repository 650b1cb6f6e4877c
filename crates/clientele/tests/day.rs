//! The day by rules from the console: taking a client, the queue, the inbox, the rules.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

mod serving;

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Stdio;

use serving::{clientele, owned, run, succeeds, text};
use tempfile::TempDir;

/// A telemarketer who has chosen a password.
fn employ(data: &Path) {
    let account = [
        "user",
        "add",
        "boris",
        "Boris",
        "telemarketer",
        "--password-stdin",
    ];
    let mut add = clientele(data)
        .args(account)
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = add.stdin.take().unwrap();
    stdin.write_all(b"a horse that likes hay\n").unwrap();
    drop(stdin);
    assert!(add.wait().unwrap().success());
}

#[test]
fn r114_r121_the_day_and_its_rules_from_the_console() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    owned(&data);
    employ(&data);
    let day = |arguments: &[&str]| succeeds(&data, &[&["day"], arguments].concat());
    let refused = |arguments: &[&str]| {
        let output = run(&data, &[&["day"], arguments].concat());
        assert!(!output.status.success(), "{arguments:?}");
        text(&output.stderr)
    };
    let empty = refused(&["take", "--login", "boris"]);
    assert!(empty.contains("Refused"), "{empty}");
    let file = folder.path().join("base.csv");
    fs::write(&file, "Name\nMill\n").unwrap();
    let file = file.to_str().unwrap();
    let brought = ["import", file, "--kind", "clients", "--login", "anna"];
    succeeds(&data, &brought);
    let taken = day(&["take", "--login", "boris"]);
    assert!(taken.trim().ends_with("\tMill"), "{taken}");
    let today = day(&["today", "--login", "boris"]);
    assert!(today.contains("\tMill\topen\t"), "{today}");
    let inbox = day(&["inbox", "--login", "boris"]);
    assert!(inbox.contains("Waiting: 0"), "{inbox}");

    let rules = day(&["rules"]);
    assert!(rules.contains("rest.days\t30\t30"), "{rules}");
    assert!(!rules.contains("login."), "{rules}");
    let wish = [
        "rules",
        "--set",
        "holding.capacity_telemarketer=0",
        "--set",
        "rest.days=45",
    ];
    let would = day(&[&wish[..], &["--preview"]].concat());
    assert!(would.contains("rest_refused\t0\t0\t0"), "{would}");
    assert!(
        day(&["rules"]).contains("rest.days\t30\t30"),
        "nothing is changed"
    );
    day(&wish);
    assert!(day(&["rules"]).contains("rest.days\t45\t30"));
    day(&["rules", "--set", "rest.days="]);
    assert!(
        day(&["rules"]).contains("rest.days\t30\t30"),
        "the default again"
    );
    for wrong in [
        ["rules", "--set", "rest.days"],
        ["rules", "--set", "login.tries=1"],
        ["rules", "--set", "rest.days=soon"],
    ] {
        refused(&wrong);
    }
    let by_caller = ["rules", "--set", "rest.days=1", "--login", "boris"];
    assert!(refused(&by_caller).contains("rule.write"));
}
