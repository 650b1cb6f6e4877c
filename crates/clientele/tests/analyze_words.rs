//! The catalogue of the command line: every key in each language, every key used.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn keys(language: &str) -> BTreeSet<String> {
    let path = root().join(format!("locales/{language}/analyze.ftl"));
    let text = fs::read_to_string(path).expect("a catalogue");
    text.lines()
        .filter_map(|line| line.split_once(" ="))
        .filter(|(key, _)| key.starts_with("analyze-") && !key.contains(' '))
        .map(|(key, _)| key.to_owned())
        .collect()
}

fn sources(folder: &Path, text: &mut String) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, text);
        } else if path.extension().is_some_and(|e| e == "rs") {
            text.push_str(&fs::read_to_string(path).expect("a file"));
        }
    }
}

#[test]
fn every_key_stands_in_each_language() {
    let english = keys("en");
    assert!(english.len() > 150);
    for language in ["ru", "mk"] {
        let other = keys(language);
        let difference: Vec<_> = english.symmetric_difference(&other).collect();
        assert!(difference.is_empty(), "{language}: {difference:?}");
    }
}

#[test]
fn every_key_is_used() {
    let mut text = String::new();
    for folder in [
        "crates/clientele/src",
        "crates/ledger/src",
        "crates/tables/src",
        "crates/analysis/src",
    ] {
        sources(&root().join(folder), &mut text);
    }
    // families: the rest of the key is a code that stands in the sources
    let families = [
        "role", "reason", "column", "sheet", "note", "state", "rfm", "figure", "refusal",
    ];
    let unused: Vec<String> = keys("en")
        .into_iter()
        .filter(|key| {
            let rest = key.trim_start_matches("analyze-");
            let code = families
                .iter()
                .find_map(|family| rest.strip_prefix(family)?.strip_prefix('-'));
            let code = code.map(|code| code.trim_end_matches("-cure").replacen('-', ".", 1));
            let quoted = |text: &str| format!("\"{text}\"");
            !text.contains(&quoted(key)) && !code.is_some_and(|code| text.contains(&quoted(&code)))
        })
        .collect();
    assert!(unused.is_empty(), "{unused:?}");
}
