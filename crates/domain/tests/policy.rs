//! The whole policy as a page that a person can read: `tests/policy.snap`, and the table of
//! `docs/admin/rights.md`. A changed right fails here until both are accepted
//! (`CLIENTELE_ACCEPT=1 cargo test -p domain --test policy`).

use std::fs;
use std::path::Path;

use domain::policy::{Role, describe};

/// The file must hold `now`; when accepting, it is made to.
fn accepted(path: &Path, now: &str) {
    if std::env::var_os("CLIENTELE_ACCEPT").is_some() {
        fs::write(path, now).expect("the page can be written");
    }
    let kept = fs::read_to_string(path).unwrap_or_default();
    assert!(kept == now, "{} is not up to date:\n{now}", path.display());
}

#[test]
fn the_policy_is_the_accepted_page() {
    let roles = Role::ALL.iter().map(|role| role.code()).collect();
    let heading = ("", "", roles);
    let rows = [heading].into_iter().chain(describe());
    let page: String = rows
        .map(|(kind, code, words)| {
            let words: String = words.iter().map(|word| format!(" {word:<14}")).collect();
            format!("{kind:<5} {code:<18}{words}").trim_end().to_owned() + "\n"
        })
        .collect();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/policy.snap");
    accepted(&path, &page);
}

#[test]
fn the_rights_page_of_the_administrator_shows_it() {
    let row = |cells: &[&str]| format!("| {} |\n", cells.join(" | "));
    let names: Vec<String> = Role::ALL
        .iter()
        .map(|role| role.code().replace('_', " "))
        .collect();
    let mut heading = vec![""];
    heading.extend(names.iter().map(String::as_str));
    let mut table = row(&heading) + &row(&vec!["---"; heading.len()]);
    for (kind, code, words) in describe() {
        let name = match kind {
            "read" => format!("reads `{code}`"),
            "see" => format!("sees `{code}`"),
            _ => format!("`{code}`"),
        };
        let words = words.iter().map(|word| match *word {
            "no" | "none" => "–",
            "yes" => "✓",
            word => word,
        });
        let mut cells = vec![name.as_str()];
        cells.extend(words);
        table += &row(&cells);
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/admin/rights.md");
    let page = fs::read_to_string(&path).expect("the page is there");
    let (before, rest) = page.split_once("<!-- policy -->").expect("the mark");
    let (_, after) = rest.split_once("<!-- end -->").expect("the end mark");
    accepted(
        &path,
        &format!("{before}<!-- policy -->\n{table}<!-- end -->{after}"),
    );
}
