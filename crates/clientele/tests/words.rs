//! Every code of a refusal has words in every language, and no words tell of a refusal that is
//! not there. Codes are found in the sources: texts like `client.not_found` that are no right, no
//! setting and no column. What the catalogues have in common is tested with the interface.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use domain::policy::{Action, Entity};
use domain::setting::Definition;

/// Crates whose refusals reach people through the API. Those of reading tables have words of
/// their own in the command line.
const CRATES: [&str; 4] = ["app", "db", "domain", "server"];

/// Codes without a dot.
const PLAIN: [&str; 2] = ["internal", "not_found"];

/// Words the interface uses by itself.
const OF_THE_INTERFACE: [&str; 2] = ["error-network", "error-unknown"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn files(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the entry can be read").path();
        if path.is_dir() {
            files(&path, ending, found);
        } else if path.extension().is_some_and(|e| e == ending) {
            found.push(path);
        }
    }
}

/// The codes in the sources.
fn codes() -> BTreeSet<String> {
    let mut sources = Vec::new();
    for name in CRATES {
        files(
            &root().join("crates").join(name).join("src"),
            "rs",
            &mut sources,
        );
    }
    let mut codes: BTreeSet<String> = PLAIN.iter().map(|code| (*code).to_owned()).collect();
    sources.retain(|path| !path.ends_with("tests.rs"));
    for path in sources {
        let text = fs::read_to_string(&path).expect("the source can be read");
        let text = text
            .split("#[cfg(test)]\nmod tests")
            .next()
            .unwrap_or_default();
        for line in text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
        {
            codes.extend(
                line.split('"')
                    .skip(1)
                    .step_by(2)
                    .filter(|t| is_code(t))
                    .map(str::to_owned),
            );
        }
    }
    codes
}

/// Names of fields within fields.
const FIELDS: [&str; 6] = [
    "clients.figure",
    "clients.ids",
    "filter.selection_id",
    "take.day",
    "take.note",
    "take.step",
];

fn is_code(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    let is_word = |part: &&str| {
        part.len() > 1
            && part.starts_with(|c: char| c.is_ascii_lowercase())
            && part
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
    };
    let is_right = text.parse::<Action>().is_ok()
        || text
            .strip_suffix(".read")
            .is_some_and(|entity| entity.parse::<Entity>().is_ok());
    let is_other = [
        "sql", "json", "html", "js", "css", "csv", "txt", "xlsx", "db", "toml", "gte", "lte",
    ]
    .contains(parts.last().unwrap_or(&""));
    let is_filter = ["gte", "lte", "not", "is"].contains(parts.last().unwrap_or(&""));
    parts.len() == 2
        && !is_filter
        && parts.iter().all(is_word)
        && !["example", "fuse"].contains(&parts[0])
        && !FIELDS.contains(&text)
        && !is_right
        && !is_other
        && Definition::named(text).is_none()
}

/// The keys of a language's catalogues that begin with `error-`.
fn words(language: &str) -> BTreeSet<String> {
    let mut catalogues = Vec::new();
    files(
        &root().join("locales").join(language),
        "ftl",
        &mut catalogues,
    );
    let mut keys = BTreeSet::new();
    for path in catalogues {
        let text = fs::read_to_string(&path).expect("the catalogue can be read");
        let found = text
            .lines()
            .filter_map(|line| line.split_once('=')?.0.trim_end().strip_prefix("error-"));
        keys.extend(found.map(|key| format!("error-{key}")));
    }
    keys
}

#[test]
fn every_refusal_has_words_in_every_language() {
    let codes = codes();
    assert!(codes.len() > 80, "the scan lost its way: {codes:?}");
    let wanted: BTreeSet<String> = codes
        .iter()
        .map(|code| format!("error-{}", code.replace('.', "-")))
        .collect();
    for language in ["en", "ru", "mk"] {
        let words = words(language);
        let missing: Vec<&String> = wanted.difference(&words).collect();
        assert!(
            missing.is_empty(),
            "{language} has no words for {missing:#?}"
        );
        let unused: Vec<&String> = words
            .difference(&wanted)
            .filter(|key| !OF_THE_INTERFACE.contains(&key.as_str()))
            .collect();
        assert!(
            unused.is_empty(),
            "{language} has words for no refusal: {unused:#?}"
        );
    }
}
