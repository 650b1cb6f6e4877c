//! `report.html`: one file with everything inside, no script, light and dark, fit for printing.

use std::borrow::Cow;
use std::fmt::Write as _;

use analysis::{Abc, Xyz};
use ledger::Ledger;

use super::chapters::Chapter;
use super::drawn;
use super::figures::Figures;
use super::picture::Picture;
use super::screen;
use super::sheet::{Sheet, currency};
use super::sheets::window_name;
use crate::words::Words;

/// Rows of a table that the report shows; the files have all of them.
const ROWS: usize = 60;

/// Text as it must stand in HTML, in an attribute too.
pub fn escape(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"', '\'']) && !text.contains(char::is_control) {
        return text.into();
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c if c.is_control() => safe.push(' '),
            c => safe.push(c),
        }
    }
    safe.into()
}

/// The report.
pub fn html(
    ledger: &Ledger,
    figures: &Figures,
    sheets: &[Sheet],
    chapters: &[Chapter],
    words: &Words,
) -> String {
    let title = words.with(
        "analyze-report-title",
        &[("file", file_name(ledger).into())],
    );
    let mut page = format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n<style>\n{}</style>\n</head>\n<body>\n<header>\n<h1>{}</h1>\n",
        words.language().code(),
        escape(&title),
        include_str!("report.css"),
        escape(&title)
    );
    for line in screen::origin(ledger, words) {
        let _ = writeln!(page, "<p class=\"soft\">{}</p>", escape(&line));
    }
    page.push_str("</header>\n");
    contents(&mut page, sheets, chapters, words);
    section(&mut page, "figures", &words.get("analyze-key-figures"));
    page.push_str("<dl class=\"figures\">\n");
    for (name, value) in screen::key_figures(ledger, figures, words) {
        let _ = writeln!(
            page,
            "<div><dt>{}</dt><dd>{}</dd></div>",
            escape(&name),
            escape(&value)
        );
    }
    page.push_str("</dl>\n</section>\n");
    section(&mut page, "alarms", &words.get("analyze-alarms"));
    page.push_str("<ul class=\"alarms\">\n");
    for line in screen::alarms(ledger, figures, words) {
        let _ = writeln!(page, "<li>{}</li>", escape(&line));
    }
    page.push_str("</ul>\n</section>\n");
    for sheet in sheets.iter().filter(|sheet| !is_about_file(sheet)) {
        about(&mut page, sheet, ledger, figures, words);
    }
    for chapter in chapters {
        let sheet = &chapter.sheet;
        begin(&mut page, sheet, words);
        for line in &chapter.lines {
            let _ = writeln!(page, "<p>{}</p>", escape(line));
        }
        let pictures = chapter.pictures.iter().map(Picture::html);
        page.extend(pictures);
        table(&mut page, sheet, ledger, words);
        page.push_str("</section>\n");
    }
    for sheet in sheets.iter().filter(|sheet| is_about_file(sheet)) {
        about(&mut page, sheet, ledger, figures, words);
    }
    page.push_str("</body>\n</html>\n");
    page
}

/// A section begins with its title and what its table means.
fn begin(page: &mut String, sheet: &Sheet, words: &Words) {
    section(page, sheet.code, &sheet.title(words));
    let _ = writeln!(page, "<p class=\"note\">{}</p>", escape(&sheet.note(words)));
}

fn about(page: &mut String, sheet: &Sheet, ledger: &Ledger, figures: &Figures, words: &Words) {
    begin(page, sheet, words);
    if sheet.code == "left_out" {
        for line in screen::cleaning(ledger, figures, words) {
            let _ = writeln!(page, "<p>{}</p>", escape(&line));
        }
    }
    let picture = drawn::picture(sheet, ledger, figures, words);
    page.extend(picture.iter().map(Picture::html));
    if sheet.code == "abcxyz" {
        matrices(page, figures, words);
    } else {
        table(page, sheet, ledger, words);
    }
    page.push_str("</section>\n");
}

/// Tables about the file rather than the clients come last.
fn is_about_file(sheet: &Sheet) -> bool {
    matches!(sheet.code, "columns" | "left_out")
}

fn file_name(ledger: &Ledger) -> String {
    let path = std::path::Path::new(&ledger.origin.file);
    path.file_name().map_or_else(
        || ledger.origin.file.clone(),
        |name| name.to_string_lossy().into_owned(),
    )
}

fn section(page: &mut String, code: &str, title: &str) {
    let _ = writeln!(page, "<section id=\"{code}\">\n<h2>{}</h2>", escape(title));
}

fn contents(page: &mut String, sheets: &[Sheet], chapters: &[Chapter], words: &Words) {
    let _ = writeln!(
        page,
        "<nav aria-label=\"{}\"><ul>",
        escape(&words.get("analyze-contents"))
    );
    let chapters = chapters.iter().map(|chapter| &chapter.sheet);
    for sheet in sheets.iter().chain(chapters) {
        let _ = writeln!(
            page,
            "<li><a href=\"#{}\">{}</a></li>",
            sheet.code,
            escape(&sheet.title(words))
        );
    }
    page.push_str("</ul></nav>\n");
}

fn table(page: &mut String, sheet: &Sheet, ledger: &Ledger, words: &Words) {
    if sheet.rows.is_empty() {
        let _ = writeln!(page, "<p>{}</p>", escape(&words.get("analyze-nothing")));
        return;
    }
    let money = currency(ledger);
    page.push_str("<div class=\"wide\"><table>\n<thead><tr>");
    let class = |column| {
        if sheet.is_number(column) {
            " class=\"r\""
        } else {
            ""
        }
    };
    for column in 0..sheet.columns.len() {
        let heading = sheet.heading(column, words);
        let _ = write!(
            page,
            "<th scope=\"col\"{}>{}</th>",
            class(column),
            escape(&heading)
        );
    }
    page.push_str("</tr></thead>\n<tbody>\n");
    // of a long list of days or months the last ones matter, of a ranking the first ones
    let from = match sheet.code {
        "sales" | "cohorts" | "indicators" => sheet.rows.len().saturating_sub(ROWS),
        _ => 0,
    };
    // a Sankey is read from the whole table
    let most = if sheet.code == "movement" {
        sheet.rows.len()
    } else {
        ROWS
    };
    for row in sheet.rows.iter().skip(from).take(most) {
        page.push_str("<tr>");
        for (column, value) in row.iter().enumerate() {
            let text = sheet.text(column, value, words, money);
            let shade = shade(sheet, row, column);
            let _ = match shade {
                Some(share) => write!(
                    page,
                    "<td class=\"r h\" style=\"--a:{share:.2}\">{}</td>",
                    escape(&text)
                ),
                None => write!(page, "<td{}>{}</td>", class(column), escape(&text)),
            };
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</tbody>\n</table></div>\n");
    if sheet.rows.len() > most {
        let values = [
            ("shown", ROWS.into()),
            ("all", sheet.rows.len().into()),
            ("file", format!("{}.csv", sheet.code).into()),
        ];
        let _ = writeln!(
            page,
            "<p class=\"note\">{}</p>",
            escape(&words.with("analyze-more", &values))
        );
    }
}

/// How dark a cell of the cohorts is: its share of the cohort.
fn shade(sheet: &Sheet, row: &[super::sheet::Value], column: usize) -> Option<f64> {
    use super::sheet::Value::Whole;
    match (sheet.code, row.get(1), row.get(column)) {
        ("cohorts", Some(Whole(all)), Some(Whole(part))) if column > 1 && *all > 0 => {
            Some((*part as f64 / *all as f64).clamp(0.0, 1.0) * 0.8)
        }
        _ => None,
    }
}

fn matrices(page: &mut String, figures: &Figures, words: &Words) {
    for (window, matrix) in &figures.matrices {
        let title = words.with(
            "analyze-matrix-of",
            &[("window", window_name(*window).into())],
        );
        let _ = write!(
            page,
            "<div class=\"wide\"><table><caption>{}</caption><thead><tr><td></td>",
            escape(&title)
        );
        for xyz in Xyz::ALL {
            let _ = write!(page, "<th scope=\"col\" class=\"r\">{xyz:?}</th>");
        }
        page.push_str("</tr></thead><tbody>");
        let all: u64 = Abc::ALL
            .iter()
            .flat_map(|a| Xyz::ALL.map(|x| matrix.cell(*a, x).clients))
            .sum();
        for abc in Abc::ALL {
            let _ = write!(page, "<tr><th scope=\"row\">{abc:?}</th>");
            for xyz in Xyz::ALL {
                let clients = matrix.cell(abc, xyz).clients;
                let share = if all > 0 {
                    clients as f64 / all as f64
                } else {
                    0.0
                };
                let _ = write!(
                    page,
                    "<td class=\"r h\" style=\"--a:{:.2}\">{}</td>",
                    share * 0.8,
                    words.number(clients)
                );
            }
            page.push_str("</tr>");
        }
        page.push_str("</tbody></table></div>\n");
    }
}
