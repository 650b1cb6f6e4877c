//! OpenDocument spreadsheets. Repeated rows and cells are written out only when something is in
//! them; cells merged downwards have their text in every row.

use std::collections::BTreeMap;
use std::io::BufReader;

use super::xml::{self, Child, Met, Node};
use crate::Error;
use crate::input::Input;
use crate::spool::Spool;
use crate::workbook::check_archive;

/// Rows or cells that a repetition may stand for when something is in them.
const REPEATED: u64 = 10_000;

pub(super) fn read(input: Input, spool: &mut Spool) -> Result<(), Error> {
    let handle = input.into_file(&spool.limits)?;
    let handle = check_archive(handle, &spool.limits).map_err(|p| spool.fail(p))?;
    let mut archive = zip::ZipArchive::new(BufReader::new(handle)).map_err(|e| spool.damaged(e))?;
    let content = archive
        .by_name("content.xml")
        .map_err(|e| spool.damaged(e))?;
    let mut at: Option<usize> = None;
    let mut row = 0u64;
    let mut merged: BTreeMap<usize, (u64, String)> = BTreeMap::new();
    let is_row = |path: &[String]| {
        path.last().is_some_and(|name| name == "table-row") && path.iter().any(|p| p == "table")
    };
    xml::read(content, spool, is_row, |spool, path, met| match met {
        Met::Begin(attributes) => {
            if path.last().is_some_and(|name| name == "table") {
                at = Some(spool.sheet(xml::attribute(&attributes, "name"))?);
                row = 0;
                merged.clear();
            }
            Ok(())
        }
        Met::Record(node) => {
            let Some(sheet) = at else { return Ok(()) };
            let times = number(node.attribute("number-rows-repeated"));
            let cells = cells_of(&node, row, &mut merged, spool)?;
            if cells.iter().all(String::is_empty) {
                row += times;
                return Ok(());
            }
            for _ in 0..times.min(REPEATED) {
                row += 1;
                spool.row(sheet, row, &cells)?;
            }
            row += times.saturating_sub(REPEATED);
            Ok(())
        }
    })
}

fn number(text: &str) -> u64 {
    text.parse::<u32>().map_or(1, u64::from).max(1)
}

/// The cells of a row. What stands beyond the last column, or is repeated until it is longer than
/// a row may be, is refused before it takes memory.
fn cells_of(
    node: &Node,
    row: u64,
    merged: &mut BTreeMap<usize, (u64, String)>,
    spool: &Spool,
) -> Result<Vec<String>, Error> {
    let limits = &spool.limits;
    let mut cells: Vec<String> = Vec::new();
    let mut column = 0usize;
    let mut held = 0u64;
    for cell in node.elements() {
        let times = number(cell.attribute("number-columns-repeated"));
        if cell.name == "covered-table-cell" || cell.name == "table-cell" {
            let text = text_of(cell);
            let down = number(cell.attribute("number-rows-spanned"));
            let end = column.saturating_add(usize::try_from(times).unwrap_or(usize::MAX));
            if !text.is_empty() {
                if end as u64 > limits.columns {
                    let error = spool.over("columns", limits.columns, end as u64);
                    return Err(error.at_row(row + 1));
                }
                held = held.saturating_add(times.saturating_mul(text.len() as u64));
                if held > limits.row_bytes {
                    let error = spool.over("row_bytes", limits.row_bytes, held);
                    return Err(error.at_row(row + 1));
                }
                cells.resize(column, String::new());
                cells.resize(end, text.clone());
                if down > 1 {
                    merged.insert(column, (row + down, text));
                }
            }
            column = end;
        }
    }
    merged.retain(|_, (end, _)| *end > row);
    for (&column, (_, text)) in merged.iter() {
        if cells.get(column).is_none_or(String::is_empty) {
            cells.resize(cells.len().max(column + 1), String::new());
            cells[column].clone_from(text);
        }
    }
    Ok(cells)
}

fn text_of(cell: &Node) -> String {
    match cell.attribute("value-type") {
        "float" | "currency" | "percentage" => {
            let value = cell.attribute("value");
            value.parse().map_or(value.to_owned(), crate::texts::plain)
        }
        "date" => {
            let value = cell.attribute("date-value");
            let (day, time) = value.split_once('T').unwrap_or((value, ""));
            let time = time.split('.').next().unwrap_or("");
            match time.trim_end_matches('Z') {
                "" | "00:00:00" => day.to_owned(),
                time => format!("{day} {time}"),
            }
        }
        "boolean" => cell.attribute("boolean-value").to_owned(),
        _ => {
            let mut text = String::new();
            for (n, part) in cell.all("p").enumerate() {
                if n > 0 {
                    text.push('\n');
                }
                paragraph(part, &mut text);
            }
            text.trim().to_owned()
        }
    }
}

fn paragraph(node: &Node, text: &mut String) {
    for child in &node.children {
        match child {
            Child::Text(part) => text.push_str(part),
            Child::Element(part) => match part.name.as_str() {
                "s" => {
                    let spaces = number(part.attribute("c")).min(100);
                    (0..spaces).for_each(|_| text.push(' '));
                }
                "tab" => text.push('\t'),
                "line-break" => text.push('\n'),
                "annotation" => {}
                _ => paragraph(part, text),
            },
        }
    }
}
