//! Files that leave an import and come back: rows to be mended, the report of all rows, empty
//! templates. Cells go out as text, so that no spreadsheet runs one as a formula (sec_36); what
//! comes back is read in the same bounded process as any file.

use std::collections::HashMap;
use std::path::Path;

use domain::id::ImportId;
use domain::import::{Kind, Severity, template};
use domain::journal::JournalAction;
use domain::language::Language;
use domain::policy::Action;
use serde_json::json;
use store::import as stored;
use tables::write::{Cell, Format as TableFormat, Shape};

use super::edit::{CHANGE_LIMIT, mend_rows};
use super::report::shown;
use super::shape::Head;
use super::stage::Stager;
use super::wire::{self, Line, Sink, Trouble};
use super::{ENTITY, Error, Options, RowFilter, Upload, load};
use crate::client::ExportFormat as Format;
use crate::context::Context;
use crate::journal::{self, Entry};
use crate::sheet::{Sheet, text_cell};
use crate::{App, setting};

/// Heading of the column by which mended rows find their way back.
const NUMBER: &str = "import_row";
/// Heading of the column that tells what is wrong.
const PROBLEMS: &str = "problems";
/// Rows read at a time.
const PAGE: i64 = 2_000;

/// Rows with something doubtful, wrong or refused, each with what it is; mended in a spreadsheet
/// they can be given back.
pub fn errors(app: &App, ctx: &Context, id: ImportId, format: Format) -> Result<Vec<u8>, Error> {
    let bad = RowFilter {
        severity: Some(Severity::Warning),
        ..RowFilter::default()
    };
    let refused = RowFilter {
        outcome: Some(domain::import::Outcome::Refused),
        ..RowFilter::default()
    };
    write(app, ctx, id, format, "errors", &[bad, refused])
}

/// Every row with how it ended.
pub fn report(app: &App, ctx: &Context, id: ImportId, format: Format) -> Result<Vec<u8>, Error> {
    write(app, ctx, id, format, "report", &[RowFilter::default()])
}

fn write(
    app: &App,
    ctx: &Context,
    id: ImportId,
    format: Format,
    name: &'static str,
    filters: &[RowFilter],
) -> Result<Vec<u8>, Error> {
    let (file, rows) = app.db.read(|tx| {
        let run = load(tx, ctx, id)?.run;
        let stager = Stager::of(&run, &setting::load(tx)?, ctx.now);
        let headings = Head::parse(&run).map_or_else(Vec::new, |head| head.headings);
        let is_report = name == "report";
        let mut columns: Vec<(&str, Shape)> = vec![(NUMBER, Shape::Whole)];
        columns.extend(
            headings
                .iter()
                .map(|heading| (heading.as_str(), Shape::Text)),
        );
        if is_report {
            columns.extend([("outcome", Shape::Text), ("record_id", Shape::Text)]);
        }
        columns.push((PROBLEMS, Shape::Text));
        let mut sheet = Sheet::begin(name, table(format)?, &columns)?;
        let mut numbers: Vec<i64> = Vec::new();
        for filter in filters {
            let filter = filter.stored();
            let mut after = 0;
            loop {
                let page = stored::rows(tx, id, &filter, after, PAGE)?;
                let Some(last) = page.last() else { break };
                after = last.row.number;
                for listed in page {
                    // Rows that are wrong are refused too, once they were to be written.
                    if numbers.binary_search(&listed.row.number).is_ok() {
                        continue;
                    }
                    if filters.len() > 1 {
                        numbers.push(listed.row.number);
                    }
                    let row = shown(stager.as_ref(), listed);
                    let ended = row.kept.ended.as_ref();
                    let problems = problems(&row);
                    let record = ended
                        .and_then(|ended| ended.record)
                        .map(|id| id.to_string());
                    let mut cells = vec![Cell::Whole(row.kept.row.number)];
                    let blank = String::new();
                    for column in 0..headings.len() {
                        let text = row.cells.get(column).unwrap_or(&blank);
                        cells.push(text_cell(
                            Some(text).filter(|t| !t.is_empty()).map(String::as_str),
                        ));
                    }
                    if is_report {
                        cells.push(text_cell(ended.map(|ended| ended.outcome.code())));
                        cells.push(text_cell(record.as_deref()));
                    }
                    cells.push(text_cell(Some(problems.as_str()).filter(|t| !t.is_empty())));
                    sheet.row(&cells)?;
                }
            }
            numbers.sort_unstable();
        }
        let rows = numbers.len();
        Ok::<_, Error>((sheet.end()?, rows))
    })?;
    // The file leaves only after the line about it is durable.
    app.db.write(|tx| {
        let details = json!({ "file": name, "rows": rows });
        let entry = Entry::note(JournalAction::Export, ENTITY, Some(id.uuid()), &details);
        journal::record(tx, ctx, entry)
    })?;
    Ok(file)
}

fn table(format: Format) -> Result<TableFormat, Error> {
    match format {
        Format::Csv => Ok(TableFormat::Csv),
        Format::Xlsx => Ok(TableFormat::Xlsx),
        _ => Err(Error::refused("format", "code.unknown")),
    }
}

/// What is wrong with a row, in stable codes: `phone: not_a_phone (12345); …`.
fn problems(row: &super::Row) -> String {
    let mut told: Vec<String> = row
        .values
        .findings
        .iter()
        .filter(|finding| finding.severity != Severity::Repaired)
        .map(|finding| {
            let field = finding.field.map_or("", |field| field.code());
            let was = finding.was.as_deref().unwrap_or_default();
            format!("{field}: {} ({was})", finding.code.code())
        })
        .collect();
    let refusal = row
        .kept
        .ended
        .as_ref()
        .and_then(|ended| ended.refusal.as_ref());
    if let Some(code) = refusal.filter(|code| !code.starts_with("finding.")) {
        told.push(code.clone());
    }
    told.join("; ")
}

/// An empty table with the headings that are known for a kind of records (R93).
pub fn template_of(
    ctx: &Context,
    kind: Kind,
    language: Language,
    format: Format,
) -> Result<Vec<u8>, Error> {
    ctx.may(Action::ImportRun)?;
    let columns: Vec<(&str, Shape)> = template(kind, language)
        .into_iter()
        .map(|(_, heading)| (heading, Shape::Text))
        .collect();
    Ok(Sheet::begin("template", table(format)?, &columns)?.end()?)
}

/// What came back of a mended file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Mended {
    /// Rows whose cells differ now.
    pub changed: i64,
    /// Rows that say what they said.
    pub unchanged: i64,
    /// Rows that name no row of the import that could still be changed.
    pub unknown: i64,
}

/// Takes mended rows back by their numbers.
pub fn mend(app: &App, ctx: &Context, id: ImportId, upload: Upload) -> Result<Mended, Error> {
    let headings = app.db.read(|tx| {
        let run = load(tx, ctx, id)?.run;
        Ok::<_, Error>(Head::parse(&run).map_or_else(Vec::new, |head| head.headings))
    })?;
    let place = app.imports().place().ok_or(Error::NoPlace)?;
    let arrived = upload.arrived()?;
    let rows = returned(&place.reader, arrived.path(), headings)?;
    mend_rows(app, ctx, id, &rows)
}

/// Cells by row of the import and column of its file.
pub(super) type Returned = HashMap<i64, Vec<(usize, String)>>;

fn returned(reader: &super::Reader, path: &Path, headings: Vec<String>) -> Result<Returned, Error> {
    struct Back {
        headings: Vec<String>,
        number: Option<usize>,
        columns: Vec<(usize, usize)>,
        rows: Returned,
    }
    impl Sink<Error> for Back {
        fn head(&mut self, head: Head) -> Result<(), Error> {
            self.number = head.headings.iter().position(|heading| heading == NUMBER);
            let mut taken = vec![false; head.headings.len()];
            for (column, heading) in self.headings.iter().enumerate() {
                let mut same = head.headings.iter().enumerate();
                let same = same.position(|(at, other)| other == heading && !taken[at]);
                if let Some(at) = same {
                    taken[at] = true;
                    self.columns.push((at, column));
                }
            }
            match self.number {
                Some(_) => Ok(()),
                None => Err(Error::refused("file", "import.no_row_numbers")),
            }
        }

        fn row(&mut self, line: &Line<'_>) -> Result<(), Error> {
            let cell = |at: usize| line.cells.get(at).map_or("", |cell| cell);
            let number = self.number.and_then(|at| cell(at).parse::<i64>().ok());
            if let Some(number) = number {
                let cells = self.columns.iter();
                let cells = cells.map(|(at, column)| (*column, cell(*at).to_owned()));
                self.rows.insert(number, cells.collect());
            }
            if self.rows.len() as i64 > CHANGE_LIMIT {
                return Err(Error::refused("file", "import.too_many_rows"));
            }
            Ok(())
        }
    }
    let mut back = Back {
        headings,
        number: None,
        columns: Vec::new(),
        rows: Returned::new(),
    };
    match wire::read(reader, path, &Options::default(), &mut back) {
        Ok(_) => Ok(back.rows),
        Err(Trouble::Sink(error)) => Err(error),
        Err(Trouble::File(code, detail)) => {
            tracing::info!(code, detail, "a mended file cannot be read");
            Err(Error::refused("file", super::read::known(&code)))
        }
    }
}
