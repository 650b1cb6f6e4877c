//! The shape of a table: where its heading is and how many rows it has, which rows below are
//! totals or the heading printed again on the next page.

use std::borrow::Cow;

use crate::parse::{self, BAD, BAD_DAY, DateOrder, DecimalSign};

/// Rows that may stand above the heading (titles of reports, dates of printing).
const PREAMBLE: usize = 30;
/// Rows a heading may have.
const DEEPEST: usize = 4;
/// Characters of the longest text that still looks like the name of a group of columns.
const GROUP_NAME: usize = 40;

/// Where the heading is among the first rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Heading {
    /// Rows before the first row of data.
    pub rows: usize,
    /// Rows of the heading itself, at the end of those; 0 when there is none.
    pub count: usize,
    /// Names of the columns; `1`, `2`, … where there is none.
    pub names: Vec<String>,
    /// The rows of the heading as they stand, to know them again further down.
    pub written: Vec<Vec<String>>,
}

/// Finds the heading: the first row that is as wide as the table and holds words, with the rows
/// of group names above or below it. A table whose first full row has numbers or dates in it has
/// no heading. `numbers` are the rows' places in the file; `asked` (first row, count) overrules.
pub(crate) fn heading_of(
    rows: &[Vec<String>],
    numbers: impl Fn(usize) -> u64,
    asked: Option<(usize, usize)>,
) -> Option<Heading> {
    let width_from = |at: usize| rows.get(at..)?.iter().map(Vec::len).max();
    if let Some((first, count)) = asked {
        let at = (0..rows.len()).find(|&i| numbers(i) >= first as u64)?;
        let stop = (at..rows.len())
            .find(|&i| numbers(i) >= (first + count) as u64)
            .unwrap_or(rows.len());
        return Some(named(&rows[at..stop], at, stop, width_from(at)?));
    }
    let window = &rows[..rows.len().min(PREAMBLE)];
    let mut widths: Vec<usize> = rows
        .iter()
        .map(|row| filled(row))
        .filter(|n| *n > 0)
        .collect();
    widths.sort_unstable();
    let usual = *widths.get(widths.len() / 2)?;
    let at = window
        .iter()
        .position(|row| filled(row) * 5 >= usual.max(2) * 4 || (usual == 1 && filled(row) == 1))?;
    let row = &rows[at];
    let data = row.iter().filter(|cell| is_data(cell)).count();
    let data_below = rows[at + 1..]
        .iter()
        .any(|row| row.iter().any(|c| is_data(c)));
    if data > 0 && !(data * 4 < filled(row) && data_below) {
        return Some(named(&[], at, at, width_from(at)?));
    }
    let (mut first, mut last) = (at, at);
    while first > 0 && last - first + 1 < DEEPEST && groups(&rows[first - 1], &rows[first]) {
        first -= 1;
    }
    while last + 1 < rows.len() && last - first + 1 < DEEPEST && parts(&rows[last], &rows[last + 1])
    {
        last += 1;
    }
    let mut heading = named(&rows[first..=last], first, last + 1, width_from(first)?);
    if let Some(next) = rows.get(last + 1)
        && counts_columns(next)
    {
        heading.rows += 1;
        heading.count += 1;
        heading.written.push(next.clone());
    }
    Some(heading)
}

fn filled(row: &[String]) -> usize {
    row.iter().filter(|cell| !cell.is_empty()).count()
}

fn cell(row: &[String], column: usize) -> &str {
    row.get(column).map_or("", String::as_str)
}

/// Whether a row holds the names of groups of the columns named in the row below.
fn groups(row: &[String], below: &[String]) -> bool {
    let names: Vec<usize> = (0..row.len()).filter(|&i| !row[i].is_empty()).collect();
    let plausible = names.iter().all(|&i| {
        let name = &row[i];
        !is_data(name) && !name.contains([':', '\n']) && name.chars().count() <= GROUP_NAME
    });
    if names.len() < 2 || !plausible {
        return false;
    }
    // a group has columns to its right without a name of their own
    let mut spans = 0;
    for (n, &from) in names.iter().enumerate() {
        let to = names.get(n + 1).copied().unwrap_or(below.len());
        let under = (from..to).filter(|&i| !cell(below, i).is_empty()).count();
        let alone = cell(below, from).is_empty() || cell(below, from) == row[from];
        spans += usize::from(under >= 2 && !alone);
    }
    spans > 0
}

/// Whether the row below a heading names the parts of its groups: it fills every gap of the
/// heading and stands nowhere else but under groups.
fn parts(row: &[String], below: &[String]) -> bool {
    let width = row.len().max(below.len());
    let gaps = (0..width).filter(|&i| cell(row, i).is_empty()).count();
    let texts = below.iter().filter(|c| !c.is_empty());
    if gaps == 0 || texts.clone().count() < 2 || texts.clone().any(|c| is_data(c)) {
        return false;
    }
    (0..width).all(|i| {
        let (name, part) = (cell(row, i), cell(below, i));
        let before_gap = i + 1 < width && cell(row, i + 1).is_empty();
        if name.is_empty() || before_gap {
            !part.is_empty()
        } else {
            part.is_empty() || part == name
        }
    })
}

/// The row `1 2 3 4 …` that printed forms have under their heading.
fn counts_columns(row: &[String]) -> bool {
    let cells: Vec<&String> = row.iter().filter(|c| !c.is_empty()).collect();
    cells.len() >= 3 && (1..).zip(&cells).all(|(n, c)| **c == n.to_string())
}

/// Names of the columns from the rows of the heading, groups joined to their parts.
fn named(heading: &[Vec<String>], first: usize, rows: usize, width: usize) -> Heading {
    let mut names: Vec<String> = vec![String::new(); width];
    for (depth, row) in heading.iter().enumerate() {
        let lowest = depth + 1 == heading.len();
        let mut group = "";
        for (column, name) in names.iter_mut().enumerate() {
            let own = cell(row, column).trim();
            if !own.is_empty() {
                group = own;
            }
            // a group reaches to the right over columns that have parts but no name here
            let parted = heading[depth + 1..]
                .iter()
                .any(|r| !cell(r, column).is_empty());
            let text = if own.is_empty() && !lowest && parted {
                group
            } else {
                own
            };
            if text.is_empty() || name == text || name.ends_with(&format!(" / {text}")) {
                continue;
            }
            if !name.is_empty() {
                name.push_str(" / ");
            }
            name.push_str(text);
        }
    }
    for (i, name) in names.iter_mut().enumerate() {
        if name.is_empty() {
            *name = (i + 1).to_string();
        }
    }
    Heading {
        rows,
        count: rows - first,
        names,
        written: heading.to_vec(),
    }
}

/// A number, a date, a telephone or an e-mail address.
fn is_data(cell: &str) -> bool {
    if cell.is_empty() {
        return false;
    }
    let bytes = cell.as_bytes();
    parse::number(bytes, DecimalSign::Point) != BAD
        || parse::number(bytes, DecimalSign::Comma) != BAD
        || parse::day(bytes, DateOrder::DayFirst) != BAD_DAY
        || parse::day(bytes, DateOrder::MonthFirst) != BAD_DAY
        || cell.contains('@')
        || bytes.iter().filter(|b| b.is_ascii_digit()).count() >= 7
}

/// Words that begin a row of totals, in lower case.
const TOTALS: [&str; 22] = [
    "итого",
    "итог",
    "всего",
    "сумма",
    "total",
    "totals",
    "grand total",
    "subtotal",
    "sum",
    "вкупно",
    "вкупен износ",
    "се вкупно",
    "збир",
    "укупно",
    "ukupno",
    "sveukupno",
    "summe",
    "gesamt",
    "gesamtsumme",
    "razem",
    "suma",
    "общо",
];

/// Whether a row looks like totals: it begins with a word of that kind and has only numbers
/// besides, not more of them than the columns beside the word.
pub(crate) fn is_total(cells: &[Cow<'_, str>]) -> bool {
    let mut texts = cells.iter().filter(|c| !c.is_empty());
    let Some(first) = texts.next() else {
        return false;
    };
    if first.len() > 60 {
        return false;
    }
    let lower = first.to_lowercase();
    let word = lower.trim_end_matches([':', '.', ' ', '-', '–', '—']);
    let begins = TOTALS.iter().any(|total| {
        word == *total
            || (matches!(*total, "итого" | "всего" | "total" | "вкупно" | "укупно")
                && word.strip_prefix(total).is_some_and(|rest| {
                    [" по ", " за ", " к ", " for ", " (", ", ", " на "]
                        .iter()
                        .any(|joint| rest.starts_with(joint))
                }))
    });
    begins
        && texts.all(|c| {
            parse::number(c.as_bytes(), DecimalSign::Point) != BAD
                || parse::number(c.as_bytes(), DecimalSign::Comma) != BAD
        })
}
