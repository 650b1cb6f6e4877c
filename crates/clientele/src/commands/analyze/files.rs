//! The folder of an analysis: all of its files, or none.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use analysis::{Day, Window, reference};
use anyhow::{Context as _, Result, bail};
use ledger::{Document, Ledger};
use tables::write::{Cell, Format, Heading, Writer};

use super::chapters::Chapter;
use super::figures::Figures;
use super::sheet::{Holds, Sheet, Value, cell, currency};
use super::{chapters, client_rows, report, sheets};
use crate::words::Words;

/// The tables of the report: those of the screen, and those of the chapters with their charts.
pub struct Tables {
    plain: Vec<Sheet>,
    chapters: Vec<Chapter>,
}

impl Tables {
    /// Makes them.
    pub fn new(
        ledger: &Ledger,
        figures: &Figures,
        as_of: Option<Day>,
        window: Option<Window>,
        words: &Words,
    ) -> Self {
        Self {
            plain: sheets::all(ledger, figures, words),
            chapters: chapters::all(ledger, figures, as_of, window, words),
        }
    }

    fn all(&self) -> impl Iterator<Item = &Sheet> {
        let chapters = self.chapters.iter().map(|of| &of.sheet);
        self.plain.iter().chain(chapters)
    }
}

/// Makes the document of `--json`: the figures, and every table of the report.
pub fn document(ledger: &Ledger, as_of: Option<Day>, tables: &Tables) -> Result<serde_json::Value> {
    let code = ledger.currency.as_deref().unwrap_or_default();
    let name = |client: u32| ledger.clients[client as usize].clone();
    let figures = reference::document_as_of(&ledger.image, as_of, code, name);
    let mut document = serde_json::to_value(Document::new(figures, &ledger.cleaning))?;
    let named = tables
        .all()
        .map(|sheet| (sheet.code.to_owned(), rows(sheet)));
    document["tables"] = named.collect::<serde_json::Map<_, _>>().into();
    Ok(document)
}

/// Writes every file of the analysis.
pub fn write(
    folder: &Path,
    ledger: &Ledger,
    figures: &Figures,
    as_of: Option<Day>,
    tables: &Tables,
    words: &Words,
) -> Result<()> {
    fill(folder, |hidden| {
        write_all(hidden, ledger, figures, as_of, tables, words)
    })
}

/// Has files written into a new folder beside `folder`, then puts it, or its files, in place.
pub fn fill(folder: &Path, write: impl FnOnce(&Path) -> Result<()>) -> Result<()> {
    let name = folder.file_name().context("not a name of a folder")?;
    if folder.exists() && !folder.is_dir() {
        bail!("not a folder: {}", folder.display());
    }
    let parent = match folder.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    };
    fs::create_dir_all(parent)?;
    let mut hidden = std::ffi::OsString::from(".");
    hidden.push(name);
    hidden.push(format!(".part-{}", std::process::id()));
    let hidden = parent.join(hidden);
    fs::create_dir(&hidden)?;
    let outcome = write(&hidden).and_then(|()| put(&hidden, folder));
    if outcome.is_err() {
        let _ = fs::remove_dir_all(&hidden);
    }
    outcome
}

fn write_all(
    folder: &Path,
    ledger: &Ledger,
    figures: &Figures,
    as_of: Option<Day>,
    tables: &Tables,
    words: &Words,
) -> Result<()> {
    write_clients(folder, ledger, figures)?;
    let digits = currency(ledger).digits;
    for sheet in tables.all() {
        write_sheet(folder, sheet, digits)?;
    }
    write_book(&folder.join("tables.xlsx"), tables, digits, words)?;
    let document = serde_json::to_string_pretty(&document(ledger, as_of, tables)?)?;
    fs::write(folder.join("figures.json"), document + "\n")?;
    let html = report::html(ledger, figures, &tables.plain, &tables.chapters, words);
    fs::write(folder.join("report.html"), html)?;
    Ok(())
}

/// The rows of a table under the names of its columns; money as integers of minor units.
fn rows(sheet: &Sheet) -> serde_json::Value {
    let names = |column: usize| match sheet.columns[column].1 {
        Holds::Money => format!(
            "{}_minor",
            sheet.columns[column].0.trim_end_matches("_minor")
        ),
        _ => sheet.columns[column].0.clone(),
    };
    let row = |row: &Vec<Value>| -> serde_json::Value {
        let cells = row.iter().enumerate();
        let named: serde_json::Map<_, _> = cells
            .map(|(column, value)| (names(column), json(value)))
            .collect();
        named.into()
    };
    sheet.rows.iter().map(row).collect()
}

fn json(value: &Value) -> serde_json::Value {
    match value {
        Value::Empty => serde_json::Value::Null,
        Value::Text(text) => text.as_str().into(),
        Value::Whole(n) => (*n).into(),
        Value::Float(f) => (*f).into(),
        Value::Day(day) => Day::new(*day).map(|day| day.to_string()).into(),
    }
}

/// A table as CSV.
pub fn write_sheet(folder: &Path, sheet: &Sheet, digits: u32) -> Result<()> {
    let path = folder.join(format!("{}.csv", sheet.code));
    let mut writer = Writer::create(&path, Format::Csv, &sheet.headings(digits))?;
    for row in &sheet.rows {
        let cells: Vec<Cell<'_>> = row.iter().map(cell).collect();
        writer.row(&cells)?;
    }
    writer.finish()?;
    Ok(())
}

/// Every table as a sheet of one workbook, for people: named and headed in words.
fn write_book(path: &Path, tables: &Tables, digits: u32, words: &Words) -> Result<()> {
    let mut writer: Option<Writer> = None;
    let mut names = HashSet::new();
    for sheet in tables.all() {
        let mut headings = sheet.headings(digits);
        for (column, heading) in headings.iter_mut().enumerate() {
            heading.name = sheet.heading(column, words);
        }
        let book = match &mut writer {
            Some(book) => {
                book.next_sheet(&headings)?;
                book
            }
            None => writer.insert(Writer::create(path, Format::Xlsx, &headings)?),
        };
        book.name_sheet(&sheet_name(sheet, &mut names, words))?;
        for row in &sheet.rows {
            let cells: Vec<Cell<'_>> = row.iter().map(cell).collect();
            book.row(&cells)?;
        }
    }
    if let Some(writer) = writer {
        writer.finish()?;
    }
    Ok(())
}

/// The title as far as it may name a sheet and no other one has it; else the code.
fn sheet_name(sheet: &Sheet, names: &mut HashSet<String>, words: &Words) -> String {
    let title = sheet
        .title(words)
        .replace(['[', ']', ':', '*', '?', '/', '\\'], " ");
    let short: String = title.trim().chars().take(31).collect();
    let short = short.trim_matches(['\'', ' ']).to_owned();
    if !short.is_empty() && names.insert(short.to_lowercase()) {
        return short;
    }
    names.insert(sheet.code.to_owned());
    sheet.code.to_owned()
}

/// The clients in three formats, row by row.
fn write_clients(folder: &Path, ledger: &Ledger, figures: &Figures) -> Result<()> {
    let digits = currency(ledger).digits;
    let sheet: Sheet = client_rows::headings(ledger);
    let headings: Vec<Heading> = sheet.headings(digits);
    let mut writers = Vec::new();
    for format in Format::ALL {
        let path = folder.join(format!("clients.{}", format.extension()));
        writers.push(Writer::create(&path, format, &headings)?);
    }
    for row in &figures.rows.rows {
        let values = client_rows::row_of(ledger, figures, row, digits);
        let cells: Vec<Cell<'_>> = values.iter().map(cell).collect();
        for writer in &mut writers {
            writer.row(&cells)?;
        }
    }
    for writer in writers {
        writer.finish()?;
    }
    Ok(())
}

/// Gives the finished folder its name; into a folder that is there already, file by file.
fn put(hidden: &Path, folder: &Path) -> Result<()> {
    if !folder.exists() {
        fs::rename(hidden, folder)?;
        return Ok(());
    }
    for entry in fs::read_dir(hidden)? {
        let entry = entry?;
        fs::rename(entry.path(), folder.join(entry.file_name()))?;
    }
    fs::remove_dir(hidden)?;
    Ok(())
}
