//! The rows of delimited text: the hot path. A block of whole rows in, typed columns out.
//!
//! Cells are found eight bytes at a time; plain whole numbers, decimals and ISO dates are read in
//! the same pass. Anything else falls back to [`crate::parse`], cell by cell.

use crate::batch::{Batch, Column, Kind};
use crate::parse::{self, DecimalSign, MILLION};

/// Bytes that must follow the data in a buffer, so that [`COMPARED`] can be read from any place.
pub(crate) const PADDING: usize = COMPARED;

/// Bytes of a row that are compared with the row above.
const COMPARED: usize = 32;

/// The separators of a delimited text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dialect {
    /// Between cells: `,` `;` `|` or tab.
    pub delimiter: u8,
    /// End of a row: line feed, or carriage return in files of old Macintoshes.
    pub end: u8,
}

/// Finds the end of the row that begins at `from`, quotes respected; the index of the end byte.
pub(crate) fn row_end(data: &[u8], from: usize, dialect: Dialect) -> Option<usize> {
    let mut i = from;
    loop {
        let at = i + memchr::memchr2(b'"', dialect.end, data.get(i..)?)?;
        if data[at] == dialect.end {
            return Some(at);
        }
        if at == from || data[at - 1] == dialect.delimiter {
            i = after_quoted(data, at)?;
        } else {
            i = at + 1;
        }
    }
}

/// The place after the closing quote of the cell that opens at `at`.
fn after_quoted(data: &[u8], at: usize) -> Option<usize> {
    let mut i = at + 1;
    loop {
        let close = i + memchr::memchr(b'"', data.get(i..)?)?;
        if data.get(close + 1) == Some(&b'"') {
            i = close + 2;
        } else {
            return Some(close + 1);
        }
    }
}

/// Length of the whole rows at the beginning of the data; 0 when not even one is whole.
pub(crate) fn whole_rows(data: &[u8], dialect: Dialect) -> usize {
    if memchr::memchr(b'"', data).is_none() {
        return memchr::memrchr(dialect.end, data).map_or(0, |at| at + 1);
    }
    let mut end = 0;
    while let Some(at) = row_end(data, end, dialect) {
        end = at + 1;
    }
    end
}

/// Cells of one row, for samples and headings.
pub(crate) fn split_row(row: &[u8], dialect: Dialect) -> Vec<String> {
    let mut cells = Vec::new();
    let mut at = 0;
    let mut spare = Vec::new();
    loop {
        let (cell, next) = cell_at(row, at, row.len(), dialect, &mut spare);
        cells.push(String::from_utf8_lossy(parse::trim(cell)).into_owned());
        match next {
            Some(next) => at = next,
            None => return cells,
        }
    }
}

/// The cell at `at` with quotes taken off, and where the next one begins (`None` after the last).
fn cell_at<'a>(
    data: &'a [u8],
    at: usize,
    end: usize,
    dialect: Dialect,
    spare: &'a mut Vec<u8>,
) -> (&'a [u8], Option<usize>) {
    let mut from = at;
    if data.get(at) == Some(&b'"') {
        if let Some(after) = after_quoted(&data[..end], at) {
            let stop = memchr::memchr(dialect.delimiter, &data[after..end]).map(|i| after + i);
            let inside = &data[at + 1..after - 1];
            let tail = &data[after..stop.unwrap_or(end)];
            let next = stop.map(|i| i + 1);
            if memchr::memchr(b'"', inside).is_none() && parse::trim(tail).is_empty() {
                return (inside, next);
            }
            spare.clear();
            let mut i = 0;
            while i < inside.len() {
                spare.push(inside[i]);
                i += if inside[i] == b'"' { 2 } else { 1 };
            }
            spare.extend_from_slice(parse::trim(tail));
            return (spare, next);
        }
        from += 1; // a quote that never closes is a character
    }
    match memchr::memchr(dialect.delimiter, &data[from..end]) {
        Some(i) => (&data[at..from + i], Some(from + i + 1)),
        None => (&data[at..end], None),
    }
}

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHS: u64 = 0x8080_8080_8080_8080;

#[inline(always)]
fn load(data: &[u8], at: usize) -> u64 {
    let bytes: [u8; 8] = data[at..at + 8].try_into().expect("a slice of eight");
    u64::from_le_bytes(bytes)
}

/// How many bytes from two places on are equal, [`COMPARED`] at the most.
#[inline(always)]
fn equal_from(data: &[u8], one: usize, other: usize) -> usize {
    for at in (0..COMPARED).step_by(8) {
        let different = load(data, one + at) ^ load(data, other + at);
        if different != 0 {
            return at + (different.trailing_zeros() / 8) as usize;
        }
    }
    COMPARED
}

/// High bits of the bytes of `word` that equal the repeated byte, exact up to the first.
#[inline(always)]
fn equal_bytes(word: u64, repeated: u64) -> u64 {
    let x = word ^ repeated;
    x.wrapping_sub(ONES) & !x & HIGHS
}

/// Value and number (up to 8) of the decimal digits at the beginning of a word.
#[inline(always)]
fn digits(word: u64) -> (u64, u32) {
    let t = word ^ 0x3030_3030_3030_3030;
    let not = (((t & 0x7f7f_7f7f_7f7f_7f7f) + 0x7676_7676_7676_7676) | t) & HIGHS;
    let count = not.trailing_zeros() / 8;
    if count == 0 {
        return (0, 0);
    }
    let t = t << (64 - 8 * count);
    let t = (t * 10) + (t >> 8);
    let low = (t & 0x0000_00ff_0000_00ff).wrapping_mul(0x000f_4240_0000_0064);
    let high = ((t >> 16) & 0x0000_00ff_0000_00ff).wrapping_mul(0x0000_2710_0000_0001);
    (low.wrapping_add(high) >> 32, count)
}

const TENS: [i64; 9] = [
    1,
    10,
    100,
    1_000,
    10_000,
    100_000,
    1_000_000,
    10_000_000,
    100_000_000,
];

/// See [`RowParser::above`].
const NO_END: usize = usize::MAX;

/// A wanted column and how many cells to leave out before it.
#[derive(Clone, Copy)]
struct Step {
    place: usize,
    skip: usize,
    slot: usize,
    kind: Kind,
}

/// Reads blocks of rows into batches.
pub(crate) struct RowParser {
    dialect: Dialect,
    delimiters: u64,
    steps: Vec<Step>,
    width: usize,
    /// Where the wanted cells of the row above end, from its beginning; [`NO_END`] for those that
    /// are not there or end with the row.
    above: Vec<usize>,
    /// The date read last and its day: neighbours share it.
    last_date: ([u8; 10], i32),
    spare: Vec<u8>,
}

impl RowParser {
    /// `wanted` gives for each wanted column its place; they may be in any order. `width` is the
    /// number of columns of the heading.
    pub fn new(wanted: &[crate::Wanted], width: usize, dialect: Dialect) -> Self {
        let mut places: Vec<(usize, usize)> = wanted
            .iter()
            .enumerate()
            .map(|(slot, w)| (w.column, slot))
            .collect();
        places.sort_unstable();
        let mut next = 0;
        let steps = places
            .into_iter()
            .map(|(column, slot)| {
                let skip = column - next;
                next = column + 1;
                let kind = wanted[slot].kind;
                Step {
                    place: column,
                    skip,
                    slot,
                    kind,
                }
            })
            .collect();
        Self {
            dialect,
            delimiters: u64::from(dialect.delimiter) * ONES,
            steps,
            width,
            above: vec![NO_END; wanted.len()],
            last_date: ([0; 10], parse::BAD_DAY),
            spare: Vec::new(),
        }
    }

    /// Reads whole rows: `data[..length]`, which ends with the end byte; `data` has [`PADDING`]
    /// bytes more.
    pub fn parse(&mut self, data: &[u8], length: usize, batch: &mut Batch) {
        debug_assert!(data.len() >= length + PADDING);
        if memchr::memchr(b'"', &data[..length]).is_some() {
            self.parse_quoted(&data[..length], batch);
            return;
        }
        // The ends of the rows are looked for beforehand, so that the processor may begin a row
        // before it is through with the one above.
        let (mut from, mut above) = (0, 0);
        self.above.fill(NO_END);
        for end in memchr::memchr_iter(self.dialect.end, &data[..length]) {
            let back = end > from && data[end - 1] == b'\r' && self.dialect.end == b'\n';
            let equal = equal_from(data, above, from);
            self.plain_row(data, from, end - usize::from(back), equal, batch);
            batch.rows += 1;
            above = from;
            from = end + 1;
        }
    }

    /// The end of the cell that begins at `at`: the index of a delimiter or `stop`.
    #[inline(always)]
    fn cell_end(&self, data: &[u8], mut at: usize, stop: usize) -> usize {
        loop {
            let found = equal_bytes(load(data, at), self.delimiters);
            if found != 0 {
                return stop.min(at + (found.trailing_zeros() / 8) as usize);
            }
            at += 8;
            if at >= stop {
                return stop;
            }
        }
    }

    /// Reads a row without quotes that ends at `stop` and begins with so many bytes of the row above:
    /// the cells in them are those of the row above, as in the lines of an order.
    #[inline(always)]
    fn plain_row(
        &mut self,
        data: &[u8],
        from: usize,
        stop: usize,
        equal: usize,
        batch: &mut Batch,
    ) {
        let mut first = 0;
        let (mut at, mut cells) = (from, 0);
        while first < self.steps.len() && self.above[first] < equal {
            let step = self.steps[first];
            if !batch.columns[step.slot].repeat() {
                break;
            }
            at = from + self.above[first] + 1;
            cells = step.place + 1;
            first += 1;
        }
        for i in first..self.steps.len() {
            let step = self.steps[i];
            for _ in 0..step.skip {
                at = self.cell_end(data, at, stop);
                cells += 1;
                if at == stop {
                    return self.short_row(i, cells, batch);
                }
                at += 1;
            }
            at = self.plain_cell(data, at, stop, step, batch);
            cells += 1;
            if at == stop {
                return self.short_row(i, cells, batch);
            }
            self.above[i] = at - from;
            at += 1;
        }
        loop {
            at = self.cell_end(data, at, stop);
            cells += 1;
            if at == stop {
                break;
            }
            at += 1;
        }
        batch.ragged += u64::from(cells != self.width);
    }

    /// A row that ended at the wanted column `last`, or before it: the rest is empty.
    #[inline(always)]
    fn short_row(&mut self, last: usize, cells: usize, batch: &mut Batch) {
        let reached = usize::from(cells > self.steps[last].place);
        self.above[last..].fill(NO_END);
        for step in &self.steps[last + reached..] {
            batch.push_empty(step.slot);
        }
        batch.ragged += u64::from(cells != self.width && cells > 1);
    }

    /// Reads one cell; the index of the byte that ends it.
    #[inline(always)]
    fn plain_cell(
        &mut self,
        data: &[u8],
        at: usize,
        stop: usize,
        step: Step,
        batch: &mut Batch,
    ) -> usize {
        let delimiter = self.dialect.delimiter;
        let ends = |at: usize| (data[at] == delimiter) | (at == stop);
        match (&mut batch.columns[step.slot], step.kind) {
            (Column::Keys(keys), _) => {
                let (mut value, count) = digits(load(data, at));
                let mut end = at + count as usize;
                if count == 8 {
                    let (more, extra) = digits(load(data, end));
                    if extra == 8 {
                        end = at;
                    } else {
                        value = value * TENS[extra as usize] as u64 + more;
                        end += extra as usize;
                    }
                }
                let leading_zero = data[at] == b'0' && end - at > 1;
                if end > at && !leading_zero && ends(end) {
                    keys.push_whole(value as i64);
                    return end;
                }
            }
            (Column::Numbers(numbers), Kind::Number(sign)) => {
                let minus = data[at] == b'-';
                let from = at + usize::from(minus);
                let (whole, count) = digits(load(data, from));
                let mut end = from + count as usize;
                if count > 0 && count < 8 {
                    let mut value = whole as i64 * MILLION;
                    let point = match sign {
                        DecimalSign::Point => b'.',
                        DecimalSign::Comma => b',',
                    };
                    if data[end] == point && point != delimiter {
                        let (part, places) = digits(load(data, end + 1));
                        if places <= 6 {
                            value += part as i64 * TENS[6 - places as usize];
                            end += 1 + places as usize;
                        }
                    }
                    if ends(end) {
                        numbers.push(if minus { -value } else { value });
                        return end;
                    }
                }
            }
            (Column::Days(days), Kind::Day(_)) => {
                let end = at + 10;
                if data[at..end] == self.last_date.0 {
                    if ends(end) {
                        days.push(self.last_date.1);
                        return end;
                    }
                    if data[end] == b' ' || data[end] == b'T' {
                        days.push(self.last_date.1);
                        return self.cell_end(data, end, stop);
                    }
                }
            }
            _ => unreachable!("columns are made from the kinds"),
        }
        self.other_cell(data, at, stop, step, batch)
    }

    /// A cell the fast ways did not know.
    fn other_cell(
        &mut self,
        data: &[u8],
        at: usize,
        stop: usize,
        step: Step,
        batch: &mut Batch,
    ) -> usize {
        let end = self.cell_end(data, at, stop);
        let cell = &data[at..end];
        batch.push_bytes(step.slot, cell);
        if let (Column::Days(days), Some(date)) =
            (&batch.columns[step.slot], cell.first_chunk::<10>())
            && date[4] == b'-'
            && date[7] == b'-'
            && matches!(cell.get(10), None | Some(b' ' | b'T'))
        {
            self.last_date = (*date, *days.last().expect("pushed just above"));
        }
        end
    }

    /// Rows of a block in which a quote was seen.
    fn parse_quoted(&mut self, data: &[u8], batch: &mut Batch) {
        let mut from = 0;
        let mut spare = std::mem::take(&mut self.spare);
        while from < data.len() {
            let end = row_end(data, from, self.dialect).unwrap_or(data.len() - 1);
            let stop = if end > from && data[end - 1] == b'\r' && self.dialect.end == b'\n' {
                end - 1
            } else {
                end
            };
            let mut next = Some(from);
            let mut cells = 0;
            for step in &self.steps {
                for _ in 0..step.skip {
                    if let Some(at) = next {
                        next = cell_at(data, at, stop, self.dialect, &mut spare).1;
                        cells += 1;
                    }
                }
                match next {
                    Some(at) => {
                        let (cell, after) = cell_at(data, at, stop, self.dialect, &mut spare);
                        batch.push_bytes(step.slot, cell);
                        next = after;
                        cells += 1;
                    }
                    None => batch.push_empty(step.slot),
                }
            }
            while let Some(at) = next {
                next = cell_at(data, at, stop, self.dialect, &mut spare).1;
                cells += 1;
            }
            batch.ragged += u64::from(cells != self.width && stop > from);
            batch.rows += 1;
            from = end + 1;
        }
        self.spare = spare;
    }
}

#[cfg(test)]
mod tests;
