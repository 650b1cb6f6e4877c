//! The XML spreadsheet of Excel 2003.

use std::collections::BTreeMap;
use std::io::Read;

use super::xml::{self, Met, Node};
use crate::Error;
use crate::spool::Spool;

pub(super) fn read(stream: Box<dyn Read + Send>, spool: &mut Spool) -> Result<(), Error> {
    let mut at: Option<usize> = None;
    let mut row = 0u64;
    let mut merged: BTreeMap<usize, (u64, String)> = BTreeMap::new();
    let is_row = |path: &[String]| path.ends_with(&["Table".to_owned(), "Row".to_owned()]);
    xml::read(stream, spool, is_row, |spool, path, met| match met {
        Met::Begin(attributes) => {
            if path.last().is_some_and(|name| name == "Worksheet") {
                at = Some(spool.sheet(xml::attribute(&attributes, "Name"))?);
                row = 0;
                merged.clear();
            }
            Ok(())
        }
        Met::Record(node) => {
            let Some(sheet) = at else { return Ok(()) };
            let told = node.attribute("Index").parse::<u32>().map_or(0, u64::from);
            row = told.max(row + 1);
            let cells = cells_of(&node, row, spool.limits.columns, &mut merged);
            spool.row(sheet, row, &cells)
        }
    })
}

fn cells_of(
    node: &Node,
    row: u64,
    columns: u64,
    merged: &mut BTreeMap<usize, (u64, String)>,
) -> Vec<String> {
    merged.retain(|_, (last, _)| *last >= row);
    let mut cells: Vec<String> = Vec::new();
    let mut column = 0usize;
    for cell in node.all("Cell") {
        if let Ok(told) = cell.attribute("Index").parse::<usize>() {
            column = told.saturating_sub(1).max(column);
        } else {
            while merged.contains_key(&column) {
                column += 1;
            }
        }
        // one too many is enough to be told
        column = column.min(usize::try_from(columns).unwrap_or(usize::MAX));
        let data = cell.find(&["Data"]);
        let text = data.map(Node::text).unwrap_or_default();
        let text = match data.map_or("", |d| d.attribute("Type")) {
            "Number" => text.parse().map_or(text, crate::texts::plain),
            "DateTime" => {
                let (day, time) = text.split_once('T').unwrap_or((&text, ""));
                match time.split('.').next().unwrap_or("") {
                    "" | "00:00:00" => day.to_owned(),
                    time => format!("{day} {time}"),
                }
            }
            _ => text,
        };
        cells.resize(cells.len().max(column + 1), String::new());
        if let Ok(down) = cell.attribute("MergeDown").parse::<u32>() {
            merged.insert(column, (row + u64::from(down), text.clone()));
        }
        cells[column] = text;
        let across = cell.attribute("MergeAcross").parse::<usize>().unwrap_or(0);
        column += 1 + across.min(1 << 14);
    }
    for (&column, (_, text)) in merged.iter() {
        cells.resize(cells.len().max(column + 1), String::new());
        if cells[column].is_empty() {
            cells[column].clone_from(text);
        }
    }
    cells
}
