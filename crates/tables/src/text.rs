//! Delimited text: opening, and reading in blocks that several threads parse and one folds in
//! order. Memory does not grow with the file.

mod cells;

use std::io::{self, Read};
use std::sync::{Condvar, Mutex, PoisonError};

use crate::batch::Batch;
use crate::encoding::{self, AsUtf8, Guess};
use crate::input::{HEAD, Input};
use crate::rows::{Dialect, PADDING, RowParser, whole_rows};
use crate::shape::{self, Heading};
use crate::sniff;
use crate::table::{ReadError, SAMPLE_ROWS};
use crate::{Error, Limits, Options, Problem, Wanted};

/// Bytes a thread parses at a time: with its columns it stays in the cache of a core.
const BLOCK: usize = 256 << 10;

/// An opened delimited text.
pub(crate) struct Text {
    pub guess: Guess,
    pub dialect: Dialect,
    pub heading: Heading,
    pub sample: Vec<Vec<String>>,
    stream: Box<dyn Read + Send>,
    /// Bytes of the `sep=` line.
    skip: usize,
    limits: Limits,
    file: String,
}

impl Text {
    /// Looks at the beginning of a text.
    pub fn open(input: Input, options: &Options) -> Result<Self, Error> {
        let file = input.file.clone();
        let fail = |problem| Error::new(&file, problem);
        let complete = input.head.len() < HEAD;
        let mut guess = encoding::guess(&input.head, complete).map_err(fail)?;
        if let Some(encoding) = options.encoding {
            guess.encoding = encoding;
        }
        let (decoded, _) = guess.encoding.decode_with_bom_removal(&input.head);
        let (mut dialect, skip) = sniff::dialect_of(decoded.as_bytes());
        if let Some(delimiter) = options.delimiter {
            dialect.delimiter = delimiter;
        }
        let mut text = decoded.as_bytes()[skip.min(decoded.len())..].to_vec();
        if complete && text.last().is_some_and(|b| *b != dialect.end) {
            text.push(dialect.end); // the last row of a file needs no end
        }
        let mut sample: Vec<Vec<String>> = sniff::rows(&text, dialect)
            .take(SAMPLE_ROWS)
            .map(|row| crate::rows::split_row(row, dialect))
            .collect();
        let heading = shape::heading_of(
            &sample,
            |i| i as u64 + 1 + u64::from(skip > 0),
            options.heading_rows,
        )
        .ok_or_else(|| fail(Problem::Empty))?;
        if heading.names.len() as u64 > options.limits.columns {
            return Err(fail(Problem::OverLimit {
                limit: "columns",
                allowed: options.limits.columns,
                found: heading.names.len() as u64,
            }));
        }
        sample.drain(..heading.rows);
        Ok(Self {
            stream: AsUtf8::wrap(input.into_stream(), &guess),
            guess,
            dialect,
            heading,
            sample,
            skip,
            limits: options.limits.clone(),
            file,
        })
    }

    /// Reads all rows below the heading; `fold` sees the batches in the order of the file.
    pub fn read<E: Send>(
        self,
        wanted: &[Wanted],
        threads: usize,
        fold: &mut (dyn FnMut(&Batch) -> Result<(), E> + Send),
    ) -> Result<(), ReadError<E>> {
        let above = self.heading.rows + usize::from(self.skip > 0);
        let shared = Shared {
            source: Mutex::new(Source {
                stream: self.stream,
                carry: Vec::new(),
                next: 0,
                over: false,
                above,
                dialect: self.dialect,
                row_bytes: self.limits.row_bytes as usize,
            }),
            turn: Mutex::new(Turn {
                next: 0,
                row: above as u64 + 1,
                fold,
                failed: None,
            }),
            moved: Condvar::new(),
        };
        let width = self.heading.names.len();
        let work = || {
            let mut parser = RowParser::new(wanted, width, self.dialect);
            let mut batch = Batch::new(wanted);
            batch.guarded = true;
            shared.work(&mut parser, batch, &self.file);
        };
        std::thread::scope(|scope| {
            for _ in 1..threads.max(1) {
                scope.spawn(work);
            }
            work();
        });
        let turn = shared.turn.into_inner();
        match turn.unwrap_or_else(PoisonError::into_inner).failed {
            Some(failed) => Err(failed),
            None => Ok(()),
        }
    }
}

/// Where blocks come from.
struct Source {
    stream: Box<dyn Read + Send>,
    /// The beginning of a row whose end was not read yet.
    carry: Vec<u8>,
    /// Number of the next block.
    next: u64,
    over: bool,
    /// Rows to leave out at the beginning.
    above: usize,
    dialect: Dialect,
    row_bytes: usize,
}

impl Source {
    /// Fills `buffer` with whole rows and [`PADDING`]; their number of bytes, 0 at the end.
    fn fill(&mut self, buffer: &mut Vec<u8>) -> Result<usize, Problem> {
        while !self.over {
            buffer.clear();
            buffer.append(&mut self.carry);
            let mut target = BLOCK;
            let length = loop {
                self.read_up_to(buffer, target)?;
                if self.over {
                    if buffer.last().is_some_and(|b| *b != self.dialect.end) {
                        buffer.push(self.dialect.end);
                    }
                    break buffer.len();
                }
                let whole = whole_rows(buffer, self.dialect);
                if whole > 0 {
                    break whole;
                }
                if buffer.len() > self.row_bytes {
                    return Err(Problem::OverLimit {
                        limit: "row_bytes",
                        allowed: self.row_bytes as u64,
                        found: buffer.len() as u64,
                    });
                }
                target = buffer.len() * 2;
            };
            self.carry.extend_from_slice(&buffer[length..]);
            buffer.truncate(length);
            if self.above > 0 {
                self.drop_rows_above(buffer);
            }
            if !buffer.is_empty() {
                let length = buffer.len();
                buffer.resize(length + PADDING, 0);
                return Ok(length);
            }
        }
        Ok(0)
    }

    fn read_up_to(&mut self, buffer: &mut Vec<u8>, target: usize) -> io::Result<()> {
        let mut filled = buffer.len();
        buffer.resize(target.max(filled), 0);
        while filled < buffer.len() {
            match self.stream.read(&mut buffer[filled..]) {
                Ok(0) => {
                    self.over = true;
                    break;
                }
                Ok(n) => filled += n,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(e) => return Err(e),
            }
        }
        buffer.truncate(filled);
        Ok(())
    }

    fn drop_rows_above(&mut self, buffer: &mut Vec<u8>) {
        let mut from = 0;
        while self.above > 0 && from < buffer.len() {
            let end = crate::rows::row_end(buffer, from, self.dialect);
            from = end.map_or(buffer.len(), |end| end + 1);
            self.above -= 1;
        }
        buffer.drain(..from);
    }
}

/// Whose batch is folded next.
struct Turn<'a, E> {
    next: u64,
    row: u64,
    fold: &'a mut (dyn FnMut(&Batch) -> Result<(), E> + Send),
    failed: Option<ReadError<E>>,
}

struct Shared<'a, E> {
    source: Mutex<Source>,
    turn: Mutex<Turn<'a, E>>,
    moved: Condvar,
}

impl<E: Send> Shared<'_, E> {
    fn work(&self, parser: &mut RowParser, mut batch: Batch, file: &str) {
        let mut buffer = Vec::new();
        loop {
            let (number, filled) = {
                let mut source = self.source.lock().unwrap_or_else(PoisonError::into_inner);
                let number = source.next;
                let filled = source.fill(&mut buffer);
                match filled {
                    Ok(0) => return,
                    Ok(_) => source.next += 1,
                    Err(_) => source.over = true,
                }
                (number, filled)
            };
            batch.clear();
            if let Ok(length) = filled {
                parser.parse(&buffer, length, &mut batch);
            }
            let mut turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
            while turn.next != number && turn.failed.is_none() {
                turn = self
                    .moved
                    .wait(turn)
                    .unwrap_or_else(PoisonError::into_inner);
            }
            if turn.failed.is_some() {
                return;
            }
            match filled {
                Err(problem) => {
                    let error = Error::new(file, problem).at_row(turn.row);
                    turn.failed = Some(ReadError::Table(error));
                }
                Ok(_) => {
                    batch.first_row = turn.row;
                    turn.row += batch.rows as u64;
                    if let Err(e) = (turn.fold)(&batch) {
                        turn.failed = Some(ReadError::Sink(e));
                    }
                }
            }
            turn.next += 1;
            let failed = turn.failed.is_some();
            drop(turn);
            self.moved.notify_all();
            if failed {
                return;
            }
        }
    }
}
