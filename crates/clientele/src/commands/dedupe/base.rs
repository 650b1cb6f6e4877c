//! The tables read into an index.

use std::borrow::Cow;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

use ledger::Refusal;
use matching::{Decision, Field, Index, Kind};
use tables::{ReadError, Table};

use super::columns::{self, Columns, Unclear};

/// A table of the records.
#[derive(Debug)]
pub struct File {
    pub path: PathBuf,
    pub headings: Vec<String>,
    pub columns: Columns,
    /// The first of its records, and the first of the next table.
    pub from: usize,
    pub to: usize,
}

/// The records of one or two tables.
#[derive(Debug)]
pub struct Base {
    pub index: Index,
    pub files: Vec<File>,
    ids: Ids,
    /// The entity of each record, when the truth is known.
    pub truth: Option<Vec<u32>>,
}

/// Texts end to end.
#[derive(Debug, Default)]
struct Ids {
    text: String,
    ends: Vec<usize>,
}

impl Ids {
    fn push(&mut self, id: &str) {
        self.text.push_str(id);
        self.ends.push(self.text.len());
    }

    fn get(&self, place: usize) -> &str {
        let from = place.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[from..self.ends[place]]
    }
}

/// Why the records cannot be read.
#[derive(Debug)]
pub enum Trouble {
    Table(PathBuf, Box<Refusal>),
    Columns(PathBuf, Vec<String>, Unclear),
    /// A table of companies and one of people.
    Kinds,
    /// A decision names a record that is not there, or has no columns for it.
    Decision(String),
}

/// How the tables are read.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    pub files: &'a [&'a Path],
    pub sheet: Option<&'a str>,
    pub by_hand: &'a [String],
    pub id: Option<&'a str>,
    pub truth: Option<&'a str>,
}

fn open(path: &Path, sheet: Option<&str>) -> Result<Table, Trouble> {
    let options = tables::Options {
        sheet: sheet.map(str::to_owned),
        ..tables::Options::default()
    };
    Table::open(path, &options).map_err(|error| of_table(path, error))
}

fn of_table(path: &Path, error: tables::Error) -> Trouble {
    Trouble::Table(path.to_owned(), Box::new(Refusal::from(error)))
}

/// Reads all rows of a table as texts; `each` gets the number of the row and its cells.
pub fn rows(
    path: &Path,
    sheet: Option<&str>,
    each: impl FnMut(u64, &[Cow<'_, str>]),
) -> Result<(), Trouble> {
    rows_of(open(path, sheet)?, path, each)
}

fn rows_of(
    table: Table,
    path: &Path,
    mut each: impl FnMut(u64, &[Cow<'_, str>]),
) -> Result<(), Trouble> {
    let read = table.texts(|row| {
        each(row.row, row.cells);
        Ok::<(), std::convert::Infallible>(())
    });
    match read {
        Ok(_) => Ok(()),
        Err(ReadError::Table(error)) => Err(of_table(path, error)),
        Err(ReadError::Sink(never)) => match never {},
    }
}

impl Base {
    /// Reads the tables and builds the index.
    pub fn read(wanted: &Wanted<'_>) -> Result<Self, Trouble> {
        let mut index: Option<Index> = None;
        let mut files = Vec::new();
        let mut ids = Ids::default();
        let mut truth = wanted.truth.map(|_| Vec::new());
        let mut entities: HashMap<String, u32> = HashMap::new();
        for path in wanted.files {
            let table = open(path, wanted.sheet)?;
            let headings = table.headings().to_vec();
            let unclear = |unclear| Trouble::Columns(path.to_path_buf(), headings.clone(), unclear);
            let truth_column = wanted
                .truth
                .map(|column| columns::place(&headings, column))
                .transpose()
                .map_err(unclear)?;
            let told = Columns::new(
                &headings,
                table.sample(),
                wanted.by_hand,
                wanted.id,
                truth_column,
            )
            .map_err(unclear)?;
            let index = index.get_or_insert_with(|| Index::new(told.kind));
            if index.kind() != told.kind {
                return Err(Trouble::Kinds);
            }
            let from = index.len();
            rows_of(table, path, |row, cells| {
                let fields: Vec<(Field, &str)> = told
                    .fields
                    .iter()
                    .filter_map(|(column, field)| Some((*field, cells.get(*column)?.as_ref())))
                    .filter(|(_, text)| !text.is_empty())
                    .collect();
                index.push(&fields);
                let id = told.id.and_then(|column| cells.get(column));
                match id.filter(|id| !id.is_empty()) {
                    Some(id) => ids.push(id),
                    None => ids.push(&row.to_string()),
                }
                if let (Some(column), Some(truth)) = (truth_column, &mut truth) {
                    let entity = cells.get(column).map_or("", |cell| cell.as_ref());
                    let next = entities.len() as u32;
                    // a row without an entity is one of its own
                    let entity = match entity {
                        "" => format!("\u{0}{}", ids.ends.len()),
                        entity => entity.to_owned(),
                    };
                    truth.push(*entities.entry(entity).or_insert(next));
                }
            })?;
            files.push(File {
                path: path.to_path_buf(),
                headings,
                columns: told,
                from,
                to: index.len(),
            });
        }
        let mut index = index.unwrap_or_else(|| Index::new(Kind::Company));
        index.build();
        Ok(Self {
            index,
            files,
            ids,
            truth,
        })
    }

    /// What a record is called: the text of its identifier, or the number of its row.
    pub fn id(&self, record: usize) -> &str {
        self.ids.get(record)
    }

    /// The decisions of a table: two columns of identifiers and one that tells whether they are
    /// the same (`1`, `yes`, `same`…).
    pub fn decisions(&self, path: &Path) -> Result<Vec<Decision>, Trouble> {
        let known: HashMap<&str, usize> = (0..self.index.len()).map(|r| (self.id(r), r)).collect();
        let mut decisions = Vec::new();
        let mut missing = None;
        rows(path, None, |row, cells| {
            let cell = |at: usize| cells.get(at).map_or("", |cell| cell.as_ref());
            let same = match cell(2).to_lowercase().as_str() {
                "1" | "yes" | "true" | "same" | "да" => Some(true),
                "0" | "no" | "false" | "other" | "нет" | "не" => Some(false),
                _ => None,
            };
            match (known.get(cell(0)), known.get(cell(1)), same) {
                (Some(a), Some(b), Some(same)) => decisions.push(Decision { a: *a, b: *b, same }),
                _ => missing = missing.take().or(Some(row)),
            }
        })?;
        match missing {
            Some(row) => Err(Trouble::Decision(row.to_string())),
            None => Ok(decisions),
        }
    }
}
