//! Binary workbooks of Excel 2007 and later, cell by cell.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsb};

use crate::Error;
use crate::input::Input;
use crate::spool::Spool;
use crate::workbook::{check_archive, text_of};
use crate::{Limits, Problem};

pub(super) fn read(input: Input, spool: &mut Spool) -> Result<(), Error> {
    let file = spool.file.clone();
    let handle = input.into_file(&spool.limits)?;
    let handle = check_archive(handle, &spool.limits).map_err(|p| spool.fail(p))?;
    let handle = check_records(handle, &spool.limits).map_err(|p| spool.fail(p))?;
    let mut book: Xlsb<BufReader<File>> =
        crate::pipe::caught(&file, || Xlsb::new(BufReader::new(handle)))?
            .map_err(|e| spool.damaged(e))?;
    let since_1904 = book.has_1904_epoch();
    let names: Vec<String> = book
        .sheets_metadata()
        .iter()
        .filter(|s| s.typ == SheetType::WorkSheet && s.visible == SheetVisible::Visible)
        .map(|s| s.name.clone())
        .collect();
    for name in names {
        let sheet = spool.sheet(&name)?;
        let place = |error: Error| error.in_sheet(&name);
        let mut reader = crate::pipe::caught(&file, || book.worksheet_cells_reader(&name))
            .map_err(place)?
            .map_err(|e| place(spool.damaged(e)))?;
        let mut at = 0u32;
        let mut cells: Vec<String> = Vec::new();
        while let Some(cell) = crate::pipe::caught(&file, || reader.next_cell())
            .map_err(place)?
            .map_err(|e| place(spool.damaged(e).at_row(u64::from(at) + 1)))?
        {
            let (row, column) = cell.get_position();
            if row != at {
                spool.row(sheet, u64::from(at) + 1, &cells)?;
                cells.clear();
                at = row;
            }
            if matches!(cell.get_value(), DataRef::Empty) {
                continue;
            }
            let column = column as usize;
            if column as u64 >= spool.limits.columns {
                let allowed = spool.limits.columns;
                let error = spool.over("columns", allowed, column as u64 + 1);
                return Err(place(error.at_row(u64::from(row) + 1)));
            }
            cells.resize(cells.len().max(column + 1), String::new());
            cells[column] = text_of(cell.get_value(), since_1904);
        }
        spool.row(sheet, u64::from(at) + 1, &cells)?;
    }
    Ok(())
}

/// The parser makes room for a record before it reads it, and a record may say that it has 256 MiB:
/// the records of each part must end where the part does, and each must be as long as a row may be.
fn check_records(file: File, limits: &Limits) -> Result<File, Problem> {
    let damaged = |error: &dyn std::fmt::Display| Problem::Damaged(error.to_string());
    let mut again = file.try_clone()?;
    let mut archive =
        zip::ZipArchive::new(BufReader::new(file)).map_err(|error| damaged(&error))?;
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|error| damaged(&error))?;
        let name = entry.name().map_err(|error| damaged(&error))?.into_owned();
        if is_read(&name) {
            records(BufReader::with_capacity(1 << 16, entry), limits.row_bytes)?;
        }
    }
    again.seek(SeekFrom::Start(0))?;
    Ok(again)
}

/// Parts that the parser reads as records; others, such as macros, are none.
fn is_read(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let whole = ["xl/workbook.bin", "xl/sharedstrings.bin", "xl/styles.bin"];
    whole.contains(&name.as_str()) || name.starts_with("xl/worksheets/") && name.ends_with(".bin")
}

/// Goes from record to record: a number of one or two bytes, a length of up to four, the content.
fn records(mut part: impl BufRead, longest: u64) -> Result<(), Problem> {
    while let Some(kind) = byte(&mut part)? {
        if kind & 0x80 != 0 && byte(&mut part)?.is_none() {
            break;
        }
        let mut length = 0;
        for place in 0..4 {
            let Some(next) = byte(&mut part)? else { break };
            length |= u64::from(next & 0x7f) << (7 * place);
            if next & 0x80 == 0 {
                break;
            }
        }
        if length > longest {
            return Err(Problem::OverLimit {
                limit: "row_bytes",
                allowed: longest,
                found: length,
            });
        }
        let passed = std::io::copy(&mut part.by_ref().take(length), &mut std::io::sink())?;
        if passed < length {
            let told = format!("a record of {length} bytes has {passed}");
            return Err(Problem::Damaged(told));
        }
    }
    Ok(())
}

fn byte(part: &mut impl BufRead) -> Result<Option<u8>, Problem> {
    let first = part.fill_buf()?.first().copied();
    part.consume(usize::from(first.is_some()));
    Ok(first)
}
