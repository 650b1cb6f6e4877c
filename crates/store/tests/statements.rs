//! Every statement of the crate is understood by every engine: string literals that are whole
//! statements, and `.sql` files, are found in the sources and prepared. Statements put together
//! at run time from pieces are tried by the tests of their feature.

use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn every_statement_prepares_on_every_engine() {
    let mut sources = Vec::new();
    collect(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut sources,
    );
    let mut statements = Vec::new();
    // The test support asks each engine in its own words.
    sources.retain(|path| !path.ends_with("src/testing.rs"));
    for path in &sources {
        let text = fs::read_to_string(path).expect("a source can be read");
        let found = match path.extension().and_then(|e| e.to_str()) {
            Some("sql") => vec![text],
            _ => literals(&text),
        };
        let name = path
            .file_stem()
            .expect("a source has a name")
            .to_string_lossy();
        let whole = found.into_iter().filter(|text| is_statement(text));
        statements.extend(whole.map(|text| (name.to_string(), text)));
    }
    assert!(
        statements.len() > 40,
        "the scan lost its way: {}",
        statements.len()
    );
    for fresh in store::testing::databases() {
        let mut refused = Vec::new();
        for (name, text) in &statements {
            // a file for one engine is named after it
            let foreign = match fresh.db.engine() {
                db::Engine::Sqlite => "_postgres",
                db::Engine::Postgres => "_sqlite",
            };
            if name.ends_with(foreign) {
                continue;
            }
            let result = fresh.db.read(|tx| tx.prepare(text));
            if let Err(error) = result {
                refused.push(format!("{name}: {error}\n  {text}"));
            }
        }
        assert!(
            refused.is_empty(),
            "{:?}:\n{}",
            fresh.db,
            refused.join("\n")
        );
    }
}

fn collect(folder: &Path, sources: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("an entry can be read").path();
        let kind = path.extension().and_then(|e| e.to_str());
        if path.is_dir() {
            collect(&path, sources);
        } else if matches!(kind, Some("rs" | "sql")) {
            sources.push(path);
        }
    }
}

/// A text that begins as a statement does and has no hole for `format!`.
fn is_statement(text: &str) -> bool {
    let code: Vec<&str> = text
        .lines()
        .filter(|line| !line.starts_with("--"))
        .collect();
    let first = code
        .join(" ")
        .split_whitespace()
        .next()
        .unwrap_or_default()
        .to_owned();
    matches!(
        first.as_str(),
        "SELECT" | "INSERT" | "UPDATE" | "DELETE" | "WITH"
    ) && !text.contains('{')
        && text.contains(' ')
}

/// The string literals of a Rust source, comments and characters left out, `\` at a line's end
/// joined as the compiler does.
fn literals(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = source;
    while let Some(place) = rest.find(['"', '/', '\'']) {
        let tail = &rest[place..];
        if tail.starts_with("//") {
            rest = tail.split_once('\n').map_or("", |(_, after)| after);
        } else if let Some(after) = ["'\"'", "'\\\"'", "'\\''"]
            .iter()
            .find_map(|c| tail.strip_prefix(c))
        {
            rest = after;
        } else if let Some(body) = tail.strip_prefix('"') {
            let (text, after) = literal(body);
            found.push(text);
            rest = after;
        } else {
            rest = &tail[1..];
        }
    }
    found
}

fn literal(source: &str) -> (String, &str) {
    let mut text = String::new();
    let mut letters = source.char_indices();
    while let Some((place, letter)) = letters.next() {
        match letter {
            '"' => return (text, &source[place + 1..]),
            '\\' => match letters.next() {
                Some((_, '\n')) => {
                    let after = letters.as_str().trim_start();
                    letters = source[source.len() - after.len()..].char_indices();
                    let (more, rest) = literal(letters.as_str());
                    return (text + &more, rest);
                }
                Some((_, 'n')) => text.push('\n'),
                Some((_, other)) => text.push(other),
                None => break,
            },
            other => text.push(other),
        }
    }
    (text, "")
}

#[test]
fn the_scan_reads_literals() {
    let source =
        "let a = \"SELECT 1 \\\n    FROM t\"; // \"not this\"\nlet q = '\"'; let b = \"x\\\"y\";";
    assert_eq!(literals(source), ["SELECT 1 FROM t", "x\"y"]);
}
