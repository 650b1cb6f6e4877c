//! Tables of web pages and of the clipboard, however the tags are nested or left open. Each table
//! is one of its own, those inside cells too; a cell over several rows has its text in each.

use std::collections::BTreeMap;
use std::io::{self, Read};

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{IoReader, StartTag, Token, Tokenizer};

use crate::error::through_io;
use crate::spool::Spool;
use crate::workbook::longest_piece;
use crate::{Error, Problem};

/// Tables one inside another.
const DEEPEST: usize = 50;

pub(super) fn read(stream: Box<dyn Read + Send>, spool: &mut Spool) -> Result<(), Error> {
    let guarded = Guarded {
        inner: stream,
        piece: 0,
        allowed: spool.limits.xml_piece_bytes,
    };
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut open: Vec<Table> = Vec::new();
    let mut silent = 0u32;
    for token in Tokenizer::new_with_emitter(IoReader::new(guarded), emitter) {
        match token.map_err(|e| spool.fail(Problem::from(e)))? {
            Token::StartTag(tag) => match &tag.name[..] {
                b"script" | b"style" | b"title" if !tag.self_closing => silent += 1,
                b"table" => {
                    if open.len() >= DEEPEST {
                        return Err(spool.damaged("tables too deep one inside another"));
                    }
                    open.push(Table::begin(spool)?);
                }
                _ => {
                    if let Some(table) = open.last_mut() {
                        table.start(&tag, spool)?;
                    }
                }
            },
            Token::EndTag(tag) => match &tag.name[..] {
                b"script" | b"style" | b"title" => silent = silent.saturating_sub(1),
                b"table" => {
                    if let Some(mut table) = open.pop() {
                        table.end_row(spool)?;
                    }
                }
                name => {
                    if let Some(table) = open.last_mut() {
                        table.end(name, spool)?;
                    }
                }
            },
            Token::String(text) if silent == 0 => {
                if let Some(table) = open.last_mut() {
                    table.text(&String::from_utf8_lossy(&text), spool)?;
                }
            }
            _ => {}
        }
    }
    while let Some(mut table) = open.pop() {
        table.end_row(spool)?;
    }
    Ok(())
}

/// A table that is being read.
struct Table {
    sheet: usize,
    row: u64,
    in_row: bool,
    cells: Vec<String>,
    /// The cell at hand: columns and rows it goes over, its text.
    cell: Option<(usize, u64, String)>,
    /// Cells that go on in the rows below: by column, rows left, columns and text.
    going_on: BTreeMap<usize, (u64, usize, String)>,
    caption: Option<String>,
    held: usize,
}

impl Table {
    fn begin(spool: &mut Spool) -> Result<Self, Error> {
        let name = (spool.sheets.len() + 1).to_string();
        Ok(Self {
            sheet: spool.sheet(&name)?,
            row: 0,
            in_row: false,
            cells: Vec::new(),
            cell: None,
            going_on: BTreeMap::new(),
            caption: None,
            held: 0,
        })
    }

    fn start(&mut self, tag: &StartTag<()>, spool: &mut Spool) -> Result<(), Error> {
        match &tag.name[..] {
            b"tr" => {
                self.end_row(spool)?;
                self.in_row = true;
            }
            b"td" | b"th" => {
                self.end_cell(spool)?;
                self.in_row = true;
                let span = |name: &[u8]| {
                    let value = tag.attributes.get(name).map(|v| String::from_utf8_lossy(v));
                    let value = value.and_then(|v| v.trim().parse::<u64>().ok());
                    value.unwrap_or(1).max(1)
                };
                let across = span(b"colspan").min(1_000) as usize;
                let down = span(b"rowspan").min(65_534);
                self.cell = Some((across, down, String::new()));
            }
            b"caption" => self.caption = Some(String::new()),
            b"br" => self.push("\n"),
            b"p" | b"div" | b"li" => self.line(),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &[u8], spool: &mut Spool) -> Result<(), Error> {
        match name {
            b"td" | b"th" => self.end_cell(spool),
            b"tr" | b"thead" | b"tbody" | b"tfoot" => self.end_row(spool),
            b"caption" => {
                let caption = self.caption.take().unwrap_or_default();
                let caption = caption.trim();
                if !caption.is_empty() && caption.len() <= 200 {
                    spool.sheets[self.sheet].name = caption.to_owned();
                }
                Ok(())
            }
            b"p" | b"div" | b"li" => {
                self.line();
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn push(&mut self, text: &str) {
        if let Some((_, _, cell)) = &mut self.cell {
            cell.push_str(text);
        }
    }

    fn line(&mut self) {
        if let Some((_, _, cell)) = &mut self.cell
            && !cell.is_empty()
            && !cell.ends_with('\n')
        {
            cell.push('\n');
        }
    }

    /// Text of a page: any white space is one space.
    fn text(&mut self, text: &str, spool: &Spool) -> Result<(), Error> {
        self.held += text.len();
        if self.held as u64 > spool.limits.row_bytes {
            let error = spool.over("row_bytes", spool.limits.row_bytes, self.held as u64);
            return Err(error.at_row(self.row + 1));
        }
        let into = match (&mut self.caption, &mut self.cell) {
            (Some(caption), _) => caption,
            (None, Some((_, _, cell))) => cell,
            (None, None) => return Ok(()),
        };
        for c in text.chars() {
            if matches!(c, ' ' | '\n' | '\r' | '\t') {
                if !into.is_empty() && !into.ends_with([' ', '\n']) {
                    into.push(' ');
                }
            } else {
                into.push(c);
            }
        }
        Ok(())
    }

    /// Fills the columns taken by cells from above.
    fn fill(&mut self) {
        while let Some((left, across, text)) = self.going_on.get_mut(&self.cells.len()) {
            let across = *across;
            self.cells.push(text.clone());
            self.cells.extend((1..across).map(|_| String::new()));
            *left -= 1;
            let column = self.cells.len() - across;
            if *left == 0 {
                self.going_on.remove(&column);
            }
        }
    }

    fn end_cell(&mut self, spool: &Spool) -> Result<(), Error> {
        let Some((across, down, text)) = self.cell.take() else {
            return Ok(());
        };
        self.fill();
        let lines: Vec<&str> = text.trim().lines().map(str::trim_end).collect();
        let text = lines.join("\n");
        let column = self.cells.len();
        if (column + across) as u64 > spool.limits.columns && !text.is_empty() {
            let found = (column + across) as u64;
            let error = spool.over("columns", spool.limits.columns, found);
            return Err(error.at_row(self.row + 1));
        }
        if down > 1 {
            self.going_on
                .insert(column, (down - 1, across, text.clone()));
        }
        self.cells.push(text);
        self.cells.extend((1..across).map(|_| String::new()));
        if self.cells.len() as u64 > spool.limits.columns * 2 {
            let found = self.cells.len() as u64;
            return Err(spool
                .over("columns", spool.limits.columns, found)
                .at_row(self.row + 1));
        }
        Ok(())
    }

    fn end_row(&mut self, spool: &mut Spool) -> Result<(), Error> {
        self.end_cell(spool)?;
        if !self.in_row {
            return Ok(());
        }
        self.in_row = false;
        self.held = 0;
        self.fill();
        // cells from above to the right of what this row has
        let rest: Vec<usize> = self
            .going_on
            .range(self.cells.len()..)
            .map(|(c, _)| *c)
            .collect();
        for column in rest {
            if column >= self.cells.len() {
                self.cells.resize(column, String::new());
                self.fill();
            }
        }
        self.row += 1;
        spool.row(self.sheet, self.row, &self.cells)?;
        self.cells.clear();
        Ok(())
    }
}

/// Stops a page whose tag or text is larger than the limit.
struct Guarded {
    inner: Box<dyn Read + Send>,
    piece: u64,
    allowed: u64,
}

impl Read for Guarded {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(out)?;
        self.piece = longest_piece(&out[..n], self.piece, self.allowed).map_err(through_io)?;
        Ok(n)
    }
}
