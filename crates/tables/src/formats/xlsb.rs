//! Binary workbooks of Excel 2007 and later, cell by cell.

use std::io::BufReader;

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsb};

use crate::Error;
use crate::input::Input;
use crate::spool::Spool;
use crate::workbook::{check_archive, text_of};

pub(super) fn read(input: Input, spool: &mut Spool) -> Result<(), Error> {
    let file = spool.file.clone();
    let handle = input.into_file(&spool.limits)?;
    let handle = check_archive(handle, &spool.limits).map_err(|p| spool.fail(p))?;
    let mut book: Xlsb<BufReader<std::fs::File>> =
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
