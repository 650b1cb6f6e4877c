//! A refusal in words: what is wrong, where, and the cure.

use std::path::Path;

use ledger::{Reason, Refusal};

use crate::words::{Value, Words};

/// The message, ending with a line feed.
pub fn explain(refusal: &Refusal, file: &Path, words: &Words) -> String {
    let mut place = file.display().to_string();
    let mut values: Vec<(&str, Value<'_>)> = Vec::new();
    match refusal {
        Refusal::Table(error) => {
            let mut add = |key, name: &'static str, value: String| {
                let part = words.with(key, &[(name, value.into())]);
                place = format!("{place}, {part}");
            };
            if let Some(sheet) = &error.sheet {
                add("analyze-sheet", "sheet", sheet.clone());
            }
            if let Some(row) = error.row {
                add("analyze-row", "row", row.to_string());
            }
            if let Some(column) = &error.column {
                add("analyze-column", "column", column.clone());
            }
            for (name, value) in error.problem.parameters() {
                values.push((name, value.into()));
            }
        }
        Refusal::UnknownRole(role) => {
            let known: Vec<&str> = ledger::Role::ALL.iter().map(|role| role.code()).collect();
            values.push(("role", role.as_str().into()));
            values.push(("present", known.join(", ").into()));
        }
        Refusal::BadMap(rest) => values.push(("detail", rest.as_str().into())),
        Refusal::NoSuchColumn { heading, present } => {
            values.push(("column", heading.as_str().into()));
            values.push(("present", quoted(present).into()));
        }
        Refusal::NoColumn { role, present } => {
            values.push(("role", words.get(&format!("analyze-role-{role}")).into()));
            values.push(("code", role.code().into()));
            values.push(("present", quoted(present).into()));
        }
        Refusal::ManyCurrencies(currencies) => {
            let first = currencies.first().cloned().unwrap_or_default();
            values.push(("present", currencies.join(", ").into()));
            values.push(("first", first.into()));
        }
        Refusal::TooLarge(error) => values.push(("detail", error.to_string().into())),
        Refusal::NothingLeft(_) => {}
    }
    let key = format!("analyze-refusal-{}", refusal.code().replace('.', "-"));
    let mut text = format!("{place}: {}\n", words.with(&key, &values));
    let cure = format!("{key}-cure");
    let advice = words.with(&cure, &values);
    if advice != cure {
        text.push_str(&format!("{advice}\n"));
    }
    if let Refusal::NothingLeft(cleaning) = refusal {
        for reason in Reason::ALL {
            let Some(tally) = cleaning
                .tallies
                .get(&reason)
                .filter(|_| reason.leaves_out())
            else {
                continue;
            };
            let name = words.get(&format!("analyze-reason-{}", reason.code()));
            let rows: Vec<String> = tally.samples.iter().map(|s| s.row.to_string()).collect();
            let lines = words.number(tally.lines as i64);
            let rows = words.with("analyze-row", &[("row", rows.join(", ").into())]);
            text.push_str(&format!("  {name}: {lines} ({rows} …)\n"));
        }
    }
    text
}

fn quoted(headings: &[String]) -> String {
    let shown: Vec<String> = headings.iter().take(40).map(|h| format!("“{h}”")).collect();
    shown.join(", ")
}
