//! The summary on screen and `report.html`: one file with everything inside, no script.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;

use matching::Pair;

use super::{Found, columns};
use crate::commands::analyze::report::escape;
use crate::words::Words;

/// Groups and doubtful pairs that the report shows; the files have all of them.
const SHOWN: usize = 150;
/// A group of more members is shown by its first.
const MEMBERS: usize = 8;
/// Chances between which a pair is for a person to decide.
const DOUBT: std::ops::Range<f64> = 0.05..0.98;

/// What of the result the report shows.
#[derive(Debug, Default)]
pub struct Chosen {
    groups: Vec<Vec<usize>>,
    doubtful: Vec<Pair>,
}

impl Chosen {
    /// All records shown.
    pub fn records(&self) -> BTreeSet<usize> {
        let of_groups = self.groups.iter().flatten().copied();
        let of_pairs = self
            .doubtful
            .iter()
            .flat_map(|p| [p.a as usize, p.b as usize]);
        of_groups.chain(of_pairs).collect()
    }
}

/// The largest groups and the pairs most worth a decision.
pub fn chosen(found: &Found) -> Chosen {
    let mut groups: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    let sizes = found.outcome.sizes();
    for (record, group) in found.outcome.groups.iter().enumerate() {
        if sizes.get(group).is_some_and(|size| *size > 1) {
            groups.entry(*group).or_default().push(record);
        }
    }
    let mut groups: Vec<Vec<usize>> = groups.into_values().collect();
    groups.sort_by_key(|members| (std::cmp::Reverse(members.len()), members[0]));
    groups.truncate(SHOWN);
    for group in &mut groups {
        group.truncate(MEMBERS);
    }
    let doubtful = doubtful(found).take(SHOWN).collect();
    Chosen { groups, doubtful }
}

fn doubtful(found: &Found) -> impl Iterator<Item = Pair> {
    let mut pairs: Vec<Pair> = found
        .outcome
        .pairs
        .iter()
        .filter(|pair| DOUBT.contains(&pair.chance()))
        .copied()
        .collect();
    pairs.sort_by(|x, y| {
        x.bits
            .abs()
            .total_cmp(&y.bits.abs())
            .then((x.a, x.b).cmp(&(y.a, y.b)))
    });
    pairs.into_iter()
}

/// What each part of a comparison adds, the weightiest first: `+14.2 tax number: the same`.
pub fn reasons(found: &Found, pair: &Pair, words: &Words) -> Vec<String> {
    let explained = found.base.index.explain(pair.a as usize, pair.b as usize);
    let Some(explained) = explained else {
        return Vec::new();
    };
    let mut parts = explained.reasons;
    parts.sort_by(|x, y| y.bits.abs().total_cmp(&x.bits.abs()));
    let signed = |bits: f64| {
        let sign = if bits < 0.0 { "\u{2212}" } else { "+" };
        format!("{sign}{}", words.decimal(bits.abs(), 1))
    };
    let mut lines: Vec<String> = parts
        .iter()
        .map(|reason| {
            let values = [
                (
                    "part",
                    words
                        .get(&format!("dedupe-part-{}", reason.part.code()))
                        .into(),
                ),
                (
                    "level",
                    words.get(&format!("dedupe-level-{}", reason.level)).into(),
                ),
            ];
            let frequency = reason.count.map(|count| {
                let of = words.number(explained.of as u64);
                let values = [
                    ("count", words.number(count as u64).into()),
                    ("of", of.into()),
                ];
                format!(" ({})", words.with("dedupe-frequency", &values))
            });
            format!(
                "{} {}{}",
                signed(reason.bits),
                words.with("dedupe-reason", &values),
                frequency.unwrap_or_default()
            )
        })
        .collect();
    lines.push(format!(
        "{} {}",
        signed(explained.start),
        words.get("dedupe-start")
    ));
    lines
}

fn figures(found: &Found, words: &Words) -> Vec<(String, String)> {
    let sizes = found.outcome.sizes();
    let groups = sizes.values().filter(|size| **size > 1);
    let surplus: usize = groups.clone().map(|size| size - 1).sum();
    let line = |key: &str, value: usize| (words.get(key), words.number(value as u64));
    vec![
        line("dedupe-figure-records", found.base.index.len()),
        line("dedupe-figure-groups", groups.count()),
        line("dedupe-figure-surplus", surplus),
        line("dedupe-figure-doubtful", doubtful(found).count()),
        line(
            "dedupe-figure-largest",
            sizes.values().copied().max().unwrap_or(0),
        ),
    ]
}

/// Lines on what was compared and what was too common to follow.
fn notes(found: &Found, words: &Words) -> Vec<String> {
    let mut lines = Vec::new();
    for file in &found.base.files {
        let named = file.columns.fields.iter();
        let columns: Vec<String> = named
            .map(|(column, field)| {
                format!("{} = {}", columns::name_of(*field), file.headings[*column])
            })
            .collect();
        let values = [
            ("file", file.path.display().to_string().into()),
            ("columns", columns.join(", ").into()),
        ];
        lines.push(words.with("dedupe-columns", &values));
    }
    if found.outcome.dropped > 0 {
        let values = [("count", found.outcome.dropped.into())];
        lines.push(words.with("dedupe-dropped", &values));
    }
    lines
}

/// The summary.
pub fn summary(found: &Found, words: &Words) -> String {
    let mut text = String::new();
    for line in notes(found, words) {
        let _ = writeln!(text, "{line}");
    }
    for (name, value) in figures(found, words) {
        let _ = writeln!(text, "  {name}: {value}");
    }
    for pair in doubtful(found).take(3) {
        let (a, b) = (
            found.base.id(pair.a as usize),
            found.base.id(pair.b as usize),
        );
        let chance = words.percent(Some(pair.chance()));
        let values = [("a", a.into()), ("b", b.into()), ("chance", chance.into())];
        let _ = writeln!(text, "\n{}", words.with("dedupe-doubt", &values));
        for line in reasons(found, &pair, words) {
            let _ = writeln!(text, "  {line}");
        }
    }
    text
}

/// The report. `texts` are the cells of the records shown.
pub fn html(
    found: &Found,
    shown: &Chosen,
    texts: &HashMap<usize, Vec<String>>,
    words: &Words,
) -> String {
    let title = words.get("dedupe-title");
    let mut page = format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n<style>\n{}td.other{{font-weight:600}}header{{overflow-wrap:anywhere}}@media screen{{table{{display:block;max-width:100%;overflow-x:auto}}}}\n</style>\n</head>\n<body>\n<header>\n<h1>{}</h1>\n",
        words.language().code(),
        escape(&title),
        include_str!("../analyze/report.css"),
        escape(&title)
    );
    for line in notes(found, words) {
        let _ = writeln!(page, "<p class=\"soft\">{}</p>", escape(&line));
    }
    page.push_str("</header>\n<dl class=\"figures\">\n");
    for (name, value) in figures(found, words) {
        let _ = writeln!(
            page,
            "<div><dt>{}</dt><dd>{value}</dd></div>",
            escape(&name)
        );
    }
    page.push_str("</dl>\n");
    let _ = writeln!(
        page,
        "<h2>{}</h2>\n<p>{}</p>",
        escape(&words.get("dedupe-doubts")),
        escape(&words.get("dedupe-doubts-note"))
    );
    if shown.doubtful.is_empty() {
        let _ = writeln!(
            page,
            "<p class=\"soft\">{}</p>",
            escape(&words.get("dedupe-none"))
        );
    }
    for pair in &shown.doubtful {
        let chance = words.percent(Some(pair.chance()));
        let _ = writeln!(page, "<h3>{}</h3>", escape(&chance));
        table(&mut page, found, &[pair.a as usize, pair.b as usize], texts);
        page.push_str("<ul class=\"alarms\">\n");
        for line in reasons(found, pair, words) {
            let _ = writeln!(page, "<li>{}</li>", escape(&line));
        }
        page.push_str("</ul>\n");
    }
    let _ = writeln!(
        page,
        "<h2>{}</h2>\n<p>{}</p>",
        escape(&words.get("dedupe-groups")),
        escape(&words.get("dedupe-groups-note"))
    );
    if shown.groups.is_empty() {
        let _ = writeln!(
            page,
            "<p class=\"soft\">{}</p>",
            escape(&words.get("dedupe-none"))
        );
    }
    for group in &shown.groups {
        table(&mut page, found, group, texts);
    }
    page.push_str("</body>\n</html>\n");
    page
}

/// Records side by side: a row a field that is compared; what differs stands out.
fn table(page: &mut String, found: &Found, records: &[usize], texts: &HashMap<usize, Vec<String>>) {
    page.push_str("<div class=\"wide\"><table>\n<tr><th></th>");
    for record in records {
        let _ = write!(page, "<th>{}</th>", escape(found.base.id(*record)));
    }
    page.push_str("</tr>\n");
    let files = &found.base.files;
    let of = |record: usize| {
        files
            .iter()
            .find(|file| (file.from..file.to).contains(&record))
    };
    let Some(first) = records.first().and_then(|record| of(*record)) else {
        return;
    };
    for (column, field) in &first.columns.fields {
        let cells: Vec<&str> = records
            .iter()
            .map(|record| {
                let own = of(*record).and_then(|file| {
                    let same = file.columns.fields.iter().find(|(_, f)| f == field);
                    same.map(|(column, _)| *column)
                });
                own.and_then(|column| texts.get(record)?.get(column))
                    .map_or("", String::as_str)
            })
            .collect();
        if cells.iter().all(|cell| cell.is_empty()) {
            continue;
        }
        let _ = write!(page, "<tr><th>{}</th>", escape(&first.headings[*column]));
        for cell in &cells {
            let other = !cell.is_empty() && *cell != cells[0];
            let class = if other { " class=\"other\"" } else { "" };
            let _ = write!(page, "<td{class}>{}</td>", escape(cell));
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</table></div>\n");
}
