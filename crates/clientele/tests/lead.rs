//! The inbox of leads from the console: letters from a file and from a pipe, taken, refused, put
//! away; what is not there or not right is told in words.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

mod serving;

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Stdio;

use serving::{clientele, owned, run, succeeds, text};
use tempfile::TempDir;

fn letter(number: usize, from: &str) -> String {
    format!(
        "Message-ID: <{number}@example.org>\r\nFrom: {from}\r\nSubject: Price list\r\n\r\n\
         Please send your price list.\r\n"
    )
}

/// The identifiers of the leads listed.
fn listed(data: &Path, state: &str) -> Vec<String> {
    let said = succeeds(data, &["lead", "list", "--state", state]);
    let lines = said.lines().filter(|line| !line.starts_with("Shown"));
    lines
        .map(|line| line.split_whitespace().next().unwrap().to_owned())
        .collect()
}

fn refused(data: &Path, arguments: &[&str]) -> String {
    let output = run(data, arguments);
    assert!(!output.status.success(), "{arguments:?}");
    text(&output.stderr)
}

#[test]
fn r075_letters_become_leads_and_leads_are_decided_from_the_console() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    owned(&data);
    let file = folder.path().join("one.eml");
    fs::write(&file, letter(1, "Ana <ana@mill.example>")).unwrap();
    let file = file.to_str().unwrap();
    let made = succeeds(&data, &["lead", "mail", file]);
    assert!(made.contains("A lead was made of the letter"), "{made}");
    assert!(made.contains("ana@mill.example"), "{made}");
    let again = succeeds(&data, &["lead", "mail", file]);
    assert!(again.contains("came before"), "{again}");

    for (number, from) in [
        (2, "Bo <bo@shop.example>"),
        (3, "Casino <win@spam.example>"),
    ] {
        let mut child = clientele(&data)
            .args(["lead", "mail", "-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut pipe = child.stdin.take().unwrap();
        pipe.write_all(letter(number, from).as_bytes()).unwrap();
        drop(pipe);
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", text(&output.stdout));
    }
    let said = succeeds(&data, &["lead", "list", "--limit", "2"]);
    assert!(said.contains("Shown: 2 of 3"), "{said}");
    // the newest first
    let [spam, second, first] = listed(&data, "new").try_into().unwrap();

    let taken = succeeds(&data, &["lead", "take", &first]);
    assert!(taken.starts_with("Taken: "), "{taken}");
    let refused_one = ["lead", "refuse", second.as_str(), "--reason", "too far"];
    assert_eq!(succeeds(&data, &refused_one).trim(), "Done.");
    succeeds(&data, &["lead", "spam", &spam]);
    assert_eq!(listed(&data, "new"), Vec::<String>::new());
    assert_eq!(listed(&data, "taken"), [first.as_str()]);
    assert_eq!(listed(&data, "refused"), [second.as_str()]);
    assert_eq!(listed(&data, "spam"), [spam]);
    assert_eq!(listed(&data, "all").len(), 3);

    // what was taken is undone as a whole, not decided again
    let decided = refused(&data, &["lead", "refuse", &first, "--reason", "x"]);
    assert!(decided.contains("Refused"), "{decided}");
    let nobody = refused(&data, &["lead", "take", &second, "--client", "nobody"]);
    assert!(nobody.contains("nobody"), "{nobody}");
}

#[test]
fn r075_what_is_no_lead_and_no_letter_is_told_in_words() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    owned(&data);
    let nothing = folder.path().join("nothing.eml");
    fs::write(&nothing, "").unwrap();
    for (arguments, about) in [
        (vec!["lead", "mail", "nowhere.eml"], "nowhere.eml"),
        (vec!["lead", "mail", nothing.to_str().unwrap()], "Refused"),
        (vec!["lead", "list", "--state", "lost"], "lost"),
        (vec!["lead", "take", "not-an-id"], "not-an-id"),
        (vec!["lead", "mail", "-", "--source", "Nowhere"], "Nowhere"),
        (vec!["lead", "list", "--login", "nobody"], "no account"),
    ] {
        let said = refused(&data, &arguments);
        assert!(said.contains(about), "{arguments:?}: {said}");
        assert!(!said.contains("panicked"), "{said}");
    }
}
