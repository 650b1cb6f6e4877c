//! Excel workbooks (.xlsx), cell by cell.
//!
//! Before the parser sees a file, every entry of the archive is unpacked and counted, and no piece
//! of XML may be larger than a limit: two cells a million columns apart, an archive that unpacks
//! to gigabytes or a tag without end cost a message, not the process.

mod cells;

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use crate::batch::text_of_day;
use crate::formats::FileFormat;
use crate::input::Input;
use crate::parse::{self, MILLION};
use crate::pipe::{self, Outlet};
use crate::shape::{Heading, heading_of};
use crate::table::{ReadError, SAMPLE_ROWS};
use crate::{Batch, Error, Limits, Options, Problem, Wanted};

/// Rows handed on at a time.
const ROWS: usize = 4_096;

/// A sheet that is read.
pub(crate) struct Sheet {
    pub name: String,
    /// The first row of data, from 0.
    first_row: u32,
}

/// An opened workbook.
pub(crate) struct Workbook {
    pub heading: Heading,
    pub sample: Vec<Vec<String>>,
    /// The sheets that are read as one table.
    pub sheets: Vec<Sheet>,
    /// Visible sheets with other contents.
    pub others: Vec<String>,
    book: Xlsx<BufReader<File>>,
    columns: u64,
    file: String,
}

impl Workbook {
    /// Checks the archive, then looks at the beginning of every sheet.
    pub fn open(input: Input, options: &Options) -> Result<Self, Error> {
        let file = input.file.clone();
        let handle = input.into_file(&options.limits)?;
        let handle = check_archive(handle, &options.limits).map_err(|p| Error::new(&file, p))?;
        let book = catch_unwind(AssertUnwindSafe(|| Xlsx::new(BufReader::new(handle))))
            .map_err(|_| pipe::broken(&file))?;
        let book = book.map_err(|e| Error::new(&file, problem_of(e)))?;
        Self::choose_sheets(book, file, options)
    }

    fn choose_sheets(
        mut book: Xlsx<BufReader<File>>,
        file: String,
        options: &Options,
    ) -> Result<Self, Error> {
        let present: Vec<String> = book
            .sheets_metadata()
            .iter()
            .filter(|s| s.typ == SheetType::WorkSheet)
            .filter(|s| {
                s.visible == SheetVisible::Visible || options.sheet.as_ref() == Some(&s.name)
            })
            .map(|s| s.name.clone())
            .collect();
        if let Some(asked) = &options.sheet
            && !present.contains(asked)
        {
            let (asked, all) = (asked.clone(), book.sheet_names().clone());
            return Err(Error::new(
                &file,
                Problem::NoSheet {
                    asked,
                    present: all,
                },
            ));
        }
        let mut found: Option<(Heading, Vec<Vec<String>>)> = None;
        let (mut sheets, mut others) = (Vec::new(), Vec::new());
        for name in present {
            if options.sheet.as_ref().is_some_and(|asked| *asked != name) {
                others.push(name);
                continue;
            }
            let looked = catch_unwind(AssertUnwindSafe(|| look(&mut book, &name, &options.limits)));
            let rows = looked
                .map_err(|_| pipe::broken(&file))?
                .map_err(|p| Error::new(&file, p).in_sheet(&name))?;
            let texts: Vec<Vec<String>> = rows.iter().map(|(_, cells)| cells.clone()).collect();
            let Some(heading) =
                heading_of(&texts, |i| u64::from(rows[i].0) + 1, options.heading_rows)
            else {
                others.push(name);
                continue;
            };
            // a sheet of a heading alone has no row to begin with
            let at = rows.get(heading.rows).map_or(u32::MAX, |(row, _)| *row);
            match &found {
                None if heading.names.len() > 1 || options.sheet.is_some() => {
                    let sample = texts[heading.rows..].to_vec();
                    sheets.push(Sheet {
                        name,
                        first_row: at,
                    });
                    found = Some((heading, sample));
                }
                Some((first, _)) if first.names == heading.names && heading.count > 0 => {
                    sheets.push(Sheet {
                        name,
                        first_row: at,
                    });
                }
                _ => others.push(name),
            }
        }
        let (heading, sample) = found.ok_or_else(|| Error::new(&file, Problem::Empty))?;
        Ok(Self {
            heading,
            sample,
            sheets,
            others,
            book,
            columns: options.limits.columns,
            file,
        })
    }

    /// Reads the rows of all chosen sheets.
    pub fn read<E>(
        self,
        wanted: &[Wanted],
        fold: &mut dyn FnMut(&Batch) -> Result<(), E>,
    ) -> Result<(), ReadError<E>> {
        let Self {
            mut book,
            sheets,
            file,
            ..
        } = self;
        let name = file.clone();
        let produce = move |outlet: &Outlet| {
            let Some(batch) = outlet.first() else {
                return Ok(());
            };
            let mut slots = Vec::new();
            for (slot, w) in wanted.iter().enumerate() {
                slots.resize(slots.len().max(w.column + 1), None);
                slots[w.column] = Some(slot);
            }
            let mut filler = Filler {
                outlet,
                batch: Some(batch),
                slots,
                filled: vec![false; wanted.len()],
                row: None,
                since_1904: book.has_1904_epoch(),
            };
            for (index, sheet) in sheets.iter().enumerate() {
                filler
                    .sheet(&mut book, index, sheet)
                    .map_err(|(p, row)| Error::new(&file, p).in_sheet(&sheet.name).at_row(row))?;
                if filler.batch.is_none() {
                    break;
                }
            }
            Ok(())
        };
        pipe::run(&name, wanted, produce, fold)
    }
}

fn problem_of(error: XlsxError) -> Problem {
    match error {
        XlsxError::Io(e) => Problem::from(e),
        XlsxError::Password => Problem::Encrypted,
        other => Problem::Damaged(other.to_string()),
    }
}

/// The first rows of a sheet with their numbers from 0, as text.
fn look(
    book: &mut Xlsx<BufReader<File>>,
    name: &str,
    limits: &Limits,
) -> Result<Vec<(u32, Vec<String>)>, Problem> {
    let since_1904 = book.has_1904_epoch();
    let mut cells = match book.worksheet_cells_reader(name) {
        Ok(cells) => cells,
        Err(XlsxError::NotAWorksheet(_)) => return Ok(Vec::new()),
        Err(e) => return Err(problem_of(e)),
    };
    let mut rows: Vec<(u32, Vec<String>)> = Vec::new();
    while let Some(cell) = cells.next_cell().map_err(problem_of)? {
        let (row, column) = cell.get_position();
        let text = text_of(cell.get_value(), since_1904);
        if text.is_empty() {
            continue;
        }
        if u64::from(column) >= limits.columns {
            return Err(Problem::OverLimit {
                limit: "columns",
                allowed: limits.columns,
                found: u64::from(column) + 1,
            });
        }
        if rows.last().is_none_or(|(last, _)| *last != row) {
            if rows.len() == SAMPLE_ROWS {
                break;
            }
            rows.push((row, Vec::new()));
        }
        if let Some((_, cells)) = rows.last_mut() {
            cells.resize(cells.len().max(column as usize + 1), String::new());
            cells[column as usize] = text;
        }
    }
    Ok(rows)
}

pub(crate) fn text_of(value: &DataRef<'_>, since_1904: bool) -> String {
    match value {
        DataRef::Int(n) => n.to_string(),
        DataRef::Float(f) => crate::texts::plain(*f),
        DataRef::String(s) | DataRef::DateTimeIso(s) | DataRef::DurationIso(s) => {
            s.trim().to_owned()
        }
        DataRef::SharedString(s) => s.trim().to_owned(),
        DataRef::Bool(b) => b.to_string(),
        DataRef::DateTime(moment) => {
            let day = day_of(moment, since_1904);
            day.map_or_else(
                || crate::texts::plain(moment.as_f64()),
                |day| text_of_day(day) + &crate::texts::time_of(moment.as_f64()),
            )
        }
        DataRef::Error(e) => e.to_string(),
        DataRef::Empty => String::new(),
    }
}

/// Days between the zero days of the two calendars of Excel.
const CALENDAR_1904: i64 = 1_462;

fn day_of(moment: &calamine::ExcelDateTime, since_1904: bool) -> Option<i32> {
    if !moment.is_datetime() {
        return None;
    }
    let shift = if since_1904 { CALENDAR_1904 } else { 0 };
    let serial = parse::float(moment.as_f64()).saturating_add(shift * MILLION);
    let day = parse::serial_day(serial);
    (day != parse::BAD_DAY).then_some(day)
}

/// Puts cells, which come in any number, into rows of wanted columns.
struct Filler<'a> {
    outlet: &'a Outlet,
    /// `None` when nobody listens any more.
    batch: Option<Batch>,
    /// Place among the wanted columns of each column.
    slots: Vec<Option<usize>>,
    /// Wanted columns that the row at hand has a cell for.
    filled: Vec<bool>,
    /// The row at hand, from 0.
    row: Option<u32>,
    since_1904: bool,
}

impl Filler<'_> {
    fn sheet(
        &mut self,
        book: &mut Xlsx<BufReader<File>>,
        index: usize,
        sheet: &Sheet,
    ) -> Result<(), (Problem, u64)> {
        let mut row = 0;
        let fail = |e, row: u32| (problem_of(e), u64::from(row) + 1);
        let mut cells = book
            .worksheet_cells_reader(&sheet.name)
            .map_err(|e| fail(e, 0))?;
        if let Some(batch) = &mut self.batch {
            batch.sheet = index;
        }
        while let Some(cell) = cells.next_cell().map_err(|e| fail(e, row))? {
            let column;
            (row, column) = cell.get_position();
            if row < sheet.first_row {
                continue;
            }
            if self.row != Some(row) {
                if self.row.is_some_and(|before| before > row) {
                    let problem = Problem::Damaged("rows are not in order".to_owned());
                    return Err((problem, u64::from(row) + 1));
                }
                self.end_row(row);
                if self.batch.is_none() {
                    return Ok(());
                }
            }
            self.cell(column as usize, cell.get_value());
        }
        self.end_row(u32::MAX);
        self.row = None;
        self.hand_on(index);
        Ok(())
    }

    /// Closes the row at hand and begins another.
    fn end_row(&mut self, next: u32) {
        let Some(batch) = &mut self.batch else { return };
        if let Some(row) = self.row {
            for (slot, filled) in self.filled.iter_mut().enumerate() {
                if !std::mem::take(filled) {
                    batch.push_empty(slot);
                }
            }
            batch.rows += 1;
            // rows of a batch follow one another, so a gap ends it
            if batch.rows >= ROWS || next != row.saturating_add(1) {
                let sheet = batch.sheet;
                self.hand_on(sheet);
            }
        }
        self.row = Some(next);
        if let Some(batch) = &mut self.batch
            && batch.rows == 0
        {
            batch.first_row = u64::from(next) + 1;
        }
    }

    fn hand_on(&mut self, sheet: usize) {
        let Some(batch) = self.batch.take() else {
            return;
        };
        if batch.rows == 0 {
            self.batch = Some(batch);
            return;
        }
        self.batch = self.outlet.exchange(batch);
        if let Some(batch) = &mut self.batch {
            batch.sheet = sheet;
        }
    }

    fn cell(&mut self, column: usize, value: &DataRef<'_>) {
        let Some(Some(slot)) = self.slots.get(column).copied() else {
            return;
        };
        let Some(batch) = &mut self.batch else { return };
        if matches!(value, DataRef::Empty) || std::mem::replace(&mut self.filled[slot], true) {
            return;
        }
        match value {
            DataRef::Int(n) => batch.push_whole(slot, *n),
            DataRef::Float(f) => batch.push_float(slot, *f),
            DataRef::DateTime(moment) => match day_of(moment, self.since_1904) {
                Some(day) => batch.push_day(slot, day),
                None => batch.push_float(slot, moment.as_f64()),
            },
            DataRef::SharedString(s) => batch.push_bytes(slot, s.as_bytes()),
            DataRef::String(s) | DataRef::DateTimeIso(s) | DataRef::DurationIso(s) => {
                batch.push_bytes(slot, s.as_bytes());
            }
            other => batch.push_bytes(slot, text_of(other, false).as_bytes()),
        }
    }
}

/// Parts that the parser holds in memory whole.
fn held_whole(name: &str) -> bool {
    (name.starts_with("xl/") && !name.starts_with("xl/worksheets/")) || name.ends_with(".rels")
}

/// What an archive holds, by the names of its entries; `None` for an .xlsx workbook.
pub(crate) fn kind_of(file: File) -> Result<Option<FileFormat>, Problem> {
    let archive = zip::ZipArchive::new(BufReader::new(file));
    let archive = archive.map_err(|e| Problem::Damaged(e.to_string()))?;
    let has = |wanted: &str| {
        let mut names = archive.file_names().filter_map(Result::ok);
        names.any(|name| name.eq_ignore_ascii_case(wanted))
    };
    if has("word/document.xml") {
        Ok(Some(FileFormat::Docx))
    } else if has("xl/workbook.bin") {
        Ok(Some(FileFormat::Xlsb))
    } else if has("content.xml") && has("mimetype") {
        Ok(Some(FileFormat::Ods))
    } else if archive
        .file_names()
        .filter_map(Result::ok)
        .any(|n| n.starts_with("xl/"))
    {
        Ok(None)
    } else {
        Err(Problem::OtherArchive("zip"))
    }
}

/// Entries under this size may have any ratio.
const RATIO_FROM: u64 = 16 << 20;

/// Unpacks every entry once, counting, and gives the file back for reading.
pub(crate) fn check_archive(file: File, limits: &Limits) -> Result<File, Problem> {
    let over = |limit, allowed, found| Problem::OverLimit {
        limit,
        allowed,
        found,
    };
    let damaged = |e: &dyn std::fmt::Display| Problem::Damaged(e.to_string());
    let again = file.try_clone()?;
    let mut archive = zip::ZipArchive::new(BufReader::new(file)).map_err(|e| damaged(&e))?;
    if archive.len() as u64 > limits.zip_entries {
        let found = archive.len() as u64;
        return Err(over("zip_entries", limits.zip_entries, found));
    }
    let (mut total, mut held) = (0u64, 0u64);
    let mut buffer = vec![0; 1 << 16];
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).map_err(|e| damaged(&e))?;
        if entry.encrypted() {
            return Err(Problem::Encrypted);
        }
        let declared = entry.size();
        let packed = entry.compressed_size().max(1);
        let name = entry.name().map_err(|e| damaged(&e))?.into_owned();
        let part = held_whole(&name);
        let xml = name.ends_with(".xml") || name.ends_with(".rels");
        let mut counted = 0u64;
        let mut piece = 0u64;
        loop {
            let n = entry.read(&mut buffer).map_err(|e| damaged(&e))?;
            if n == 0 {
                break;
            }
            counted += n as u64;
            let size = counted.max(declared);
            if total + size > limits.zip_unpacked_bytes {
                return Err(over(
                    "zip_unpacked_bytes",
                    limits.zip_unpacked_bytes,
                    total + size,
                ));
            }
            if part && held + size > limits.zip_held_bytes {
                return Err(over("zip_held_bytes", limits.zip_held_bytes, held + size));
            }
            if size > RATIO_FROM && size / packed > limits.zip_ratio {
                return Err(over("zip_ratio", limits.zip_ratio, size / packed));
            }
            if xml {
                piece = longest_piece(&buffer[..n], piece, limits.xml_piece_bytes)?;
            }
        }
        total += counted.max(declared);
        held += if part { counted.max(declared) } else { 0 };
    }
    let mut file = again;
    file.seek(SeekFrom::Start(0))?;
    Ok(file)
}

/// Follows the distance between the `<` of an XML text.
pub(crate) fn longest_piece(data: &[u8], before: u64, allowed: u64) -> Result<u64, Problem> {
    let mut piece = before;
    let mut from = 0;
    loop {
        let next = memchr::memchr(b'<', &data[from..]);
        piece += next.unwrap_or(data.len() - from) as u64;
        if piece > allowed {
            return Err(Problem::OverLimit {
                limit: "xml_piece_bytes",
                allowed,
                found: piece,
            });
        }
        match next {
            Some(at) => {
                piece = 0;
                from += at + 1;
            }
            None => return Ok(piece),
        }
    }
}
