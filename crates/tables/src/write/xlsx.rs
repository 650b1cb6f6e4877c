//! Excel workbooks, one row in memory at a time.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::{Cell, Heading, Shape, Target};
use crate::Problem;
use crate::parse::EXCEL_EPOCH;

/// Rows of a sheet, the heading included.
const SHEET_ROWS: u32 = 1_048_576;
/// Characters of a cell.
const CELL_CHARACTERS: usize = 32_767;

pub(super) struct Xlsx {
    target: Box<dyn Target>,
    book: Workbook,
    headings: Vec<Heading>,
    formats: Vec<Format>,
    /// The next row of the last sheet.
    row: u32,
}

fn problem(error: XlsxError) -> Problem {
    match error {
        XlsxError::IoError(e) => Problem::Io(e),
        other => Problem::Unsupported(other.to_string()),
    }
}

impl Xlsx {
    pub fn new(target: Box<dyn Target>, headings: &[Heading]) -> Result<Self, Problem> {
        let mut book = Workbook::new();
        // the time of writing would make every file different
        let made = ExcelDateTime::from_ymd(2000, 1, 1).map_err(problem)?;
        book.set_properties(&DocProperties::new().set_creation_datetime(&made));
        let mut xlsx = Self {
            target,
            book,
            headings: headings.to_vec(),
            formats: headings.iter().map(format).collect(),
            row: 0,
        };
        xlsx.begin_sheet()?;
        Ok(xlsx)
    }

    /// Another sheet with another heading.
    pub fn next(&mut self, headings: &[Heading]) -> Result<(), Problem> {
        self.headings = headings.to_vec();
        self.formats = headings.iter().map(format).collect();
        self.begin_sheet()
    }

    /// Names the last sheet.
    pub fn call(&mut self, name: &str) -> Result<(), Problem> {
        let sheet = self.book.worksheets_mut().last_mut();
        let sheet = sheet.expect("a workbook begins with a sheet");
        sheet.set_name(name).map(|_| ()).map_err(problem)
    }

    fn begin_sheet(&mut self) -> Result<(), Problem> {
        let sheet = self
            .book
            .add_worksheet_with_constant_memory()
            .map_err(problem)?;
        let bold = Format::new().set_bold();
        sheet.set_freeze_panes(1, 0).map_err(problem)?;
        for (column, heading) in (0u16..).zip(&self.headings) {
            let width = heading.name.chars().count().clamp(10, 40) as f64 + 2.0;
            sheet.set_column_width(column, width).map_err(problem)?;
            sheet
                .write_string_with_format(0, column, heading.name.as_str(), &bold)
                .map_err(problem)?;
        }
        self.row = 1;
        Ok(())
    }

    pub fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), Problem> {
        if self.row == SHEET_ROWS {
            self.begin_sheet()?;
        }
        let last = self.book.worksheets_mut().len() - 1;
        let sheet = self.book.worksheet_from_index(last).map_err(problem)?;
        for (column, cell) in cells.iter().enumerate() {
            let (shape, format) = (self.headings[column].shape, &self.formats[column]);
            write_cell(sheet, self.row, column as u16, *cell, shape, format).map_err(problem)?;
        }
        self.row += 1;
        Ok(())
    }

    pub fn finish(&mut self) -> Result<(), Problem> {
        self.book
            .save_to_writer(&mut self.target)
            .map_err(problem)?;
        Ok(self.target.flush()?)
    }
}

fn format(heading: &Heading) -> Format {
    match heading.shape {
        Shape::Day => Format::new().set_num_format("yyyy-mm-dd"),
        Shape::Decimal(0) | Shape::Whole => Format::new().set_num_format("#,##0"),
        Shape::Decimal(digits) => {
            let places = "0".repeat(digits.min(9) as usize);
            Format::new().set_num_format(format!("#,##0.{places}"))
        }
        Shape::Text | Shape::Float => Format::new(),
    }
}

fn write_cell(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: Cell<'_>,
    shape: Shape,
    format: &Format,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => {}
        Cell::Text(text) => {
            let cut: String;
            let text = if text.chars().nth(CELL_CHARACTERS).is_some() {
                cut = text.chars().take(CELL_CHARACTERS).collect();
                cut.as_str()
            } else {
                text
            };
            sheet.write_string(row, column, text)?;
        }
        Cell::Whole(value) => {
            let number = match shape {
                Shape::Decimal(digits) => value as f64 / 10f64.powi(digits as i32),
                _ => value as f64,
            };
            sheet.write_number_with_format(row, column, number, format)?;
        }
        Cell::Float(value) if value.is_finite() => {
            sheet.write_number(row, column, value)?;
        }
        Cell::Float(_) => {}
        Cell::Day(day) => {
            let serial = f64::from(day + EXCEL_EPOCH);
            sheet.write_number_with_format(row, column, serial, format)?;
        }
    }
    Ok(())
}
