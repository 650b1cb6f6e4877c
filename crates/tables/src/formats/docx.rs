//! Tables of Word documents, each a table of its own. Cells merged downwards have their text in
//! every row, cells merged across in the first column.

use std::io::BufReader;

use super::xml::{self, Child, Met, Node};
use crate::Error;
use crate::input::Input;
use crate::spool::Spool;
use crate::workbook::check_archive;

pub(super) fn read(input: Input, spool: &mut Spool) -> Result<(), Error> {
    let handle = input.into_file(&spool.limits)?;
    let handle = check_archive(handle, &spool.limits).map_err(|p| spool.fail(p))?;
    let mut archive = zip::ZipArchive::new(BufReader::new(handle)).map_err(|e| spool.damaged(e))?;
    let document = archive
        .by_name("word/document.xml")
        .map_err(|e| spool.damaged(e))?;
    let mut table = Table::default();
    let is_row = |path: &[String]| path.ends_with(&["tbl".to_owned(), "tr".to_owned()]);
    xml::read(document, spool, is_row, |spool, path, met| match met {
        Met::Begin(_) => {
            if path.last().is_some_and(|name| name == "tbl") {
                table = Table::begin(spool)?;
            }
            Ok(())
        }
        Met::Record(row) => table.row(spool, &row),
    })
}

/// A table that is being read.
#[derive(Default)]
struct Table {
    sheet: usize,
    row: u64,
    /// Texts of the cells merged downwards, by column.
    merged: Vec<String>,
}

impl Table {
    fn begin(spool: &mut Spool) -> Result<Self, Error> {
        let name = (spool.sheets.len() + 1).to_string();
        let sheet = spool.sheet(&name)?;
        Ok(Self {
            sheet,
            ..Self::default()
        })
    }

    fn row(&mut self, spool: &mut Spool, row: &Node) -> Result<(), Error> {
        self.row += 1;
        let mut cells: Vec<String> = Vec::new();
        let mut inner = Vec::new();
        let skipped = row.find(&["trPr", "gridBefore"]);
        let before = skipped.map_or(0, |node| span(node.attribute("val")));
        cells.resize(before, String::new());
        let bound = row.elements().flat_map(|node| match node.name.as_str() {
            "tc" => vec![node],
            // a control around cells
            "sdt" => node
                .find(&["sdtContent"])
                .map_or(Vec::new(), |c| c.all("tc").collect()),
            _ => Vec::new(),
        });
        for cell in bound {
            let column = cells.len();
            let across = cell.find(&["tcPr", "gridSpan"]);
            let across = across.map_or(1, |node| span(node.attribute("val"))).max(1);
            let mut text = String::new();
            text_of(cell, &mut text, &mut inner);
            let mut text = text.trim().to_owned();
            self.merged
                .resize(self.merged.len().max(column + 1), String::new());
            match cell.find(&["tcPr", "vMerge"]) {
                Some(merge) if merge.attribute("val") != "restart" => {
                    text.clone_from(&self.merged[column]);
                }
                Some(_) => self.merged[column].clone_from(&text),
                None => self.merged[column].clear(),
            }
            cells.push(text);
            cells.resize(column + across, String::new());
            let (found, columns) = (cells.len() as u64, spool.limits.columns);
            if found > columns * 2 {
                return Err(spool.over("columns", columns, found).at_row(self.row));
            }
        }
        spool.row(self.sheet, self.row, &cells)?;
        for node in inner {
            let mut table = Self::begin(spool)?;
            for row in node.all("tr") {
                table.row(spool, row)?;
            }
        }
        Ok(())
    }
}

fn span(text: &str) -> usize {
    text.parse::<usize>().unwrap_or(1).min(1_000)
}

fn text_of<'a>(node: &'a Node, text: &mut String, inner: &mut Vec<&'a Node>) {
    for child in &node.children {
        let Child::Element(part) = child else {
            continue;
        };
        match part.name.as_str() {
            "t" => text.push_str(&part.children.iter().fold(String::new(), |all, c| match c {
                Child::Text(t) => all + t,
                Child::Element(_) => all,
            })),
            "tab" => text.push('\t'),
            "br" | "cr" => text.push('\n'),
            "noBreakHyphen" => text.push('-'),
            "tbl" => inner.push(part),
            // what was deleted, and pictures with their second rendering
            "del" | "delText" | "instrText" | "Fallback" | "pPr" | "rPr" | "tcPr" => {}
            "p" => {
                if !text.is_empty() && !text.ends_with('\n') {
                    text.push('\n');
                }
                text_of(part, text, inner);
            }
            _ => text_of(part, text, inner),
        }
    }
}
