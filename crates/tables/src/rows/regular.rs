//! Blocks without quotes in which every row has as many cells as the heading: all separators are
//! found first, then the columns are read one after another, each in a tight loop.

use super::{HIGHS, RowParser, Step, TENS, digits, load};
use crate::batch::{Batch, Column, Keys, Kind};
use crate::parse::{BAD, DecimalSign, MILLION};

const LOWS: u64 = !HIGHS;

/// Bytes looked at together.
const LANES: usize = 16;
/// Separators written down at once; more of them in so many bytes are rare.
const AT_ONCE: usize = 4;

/// High bits of exactly the bytes of `word` that equal the repeated byte.
#[inline(always)]
fn exactly(word: u64, repeated: u64) -> u64 {
    let x = word ^ repeated;
    !(((x & LOWS) + LOWS) | x | LOWS)
}

/// The high bits of the bytes of a word side by side, that of the first byte lowest.
#[inline(always)]
fn gathered(highs: u64) -> u32 {
    ((highs >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56) as u32
}

/// Which of the bytes equal the first repeated byte or the second, and which the second: a bit for
/// each byte.
#[inline(always)]
fn equal(bytes: [u8; LANES], first: u64, second: u64) -> (u32, u32) {
    let word = u128::from_le_bytes(bytes);
    let (low, high) = (word as u64, (word >> 64) as u64);
    let (low_second, high_second) = (exactly(low, second), exactly(high, second));
    let either = gathered(exactly(low, first) | low_second)
        | gathered(exactly(high, first) | high_second) << 8;
    (either, gathered(low_second) | gathered(high_second) << 8)
}

/// How many bits are set in the low halves of two words. The ordinary x86-64 has no instruction
/// for that, so both are counted in one go.
#[inline(always)]
fn counts(one: u32, other: u32) -> (u32, u32) {
    let both = one | other << 16;
    let twos = both - (both >> 1 & 0x5555_5555);
    let fours = (twos & 0x3333_3333) + (twos >> 2 & 0x3333_3333);
    let eights = (fours + (fours >> 4)) & 0x0f0f_0f0f;
    let sums = eights + (eights >> 8);
    (sums & 0x1f, sums >> 16 & 0x1f)
}

impl RowParser {
    /// Marks the separators of a block of whole rows; the number of rows when they are regular.
    pub(super) fn mark_regular(&mut self, data: &[u8]) -> Option<usize> {
        let width = self.width;
        let (delimiter, end) = (self.dialect.delimiter, self.dialect.end);
        let mut marks = std::mem::take(&mut self.marks);
        marks.resize(marks.len().max(data.len() + 1 + LANES), 0);
        marks[0] = u32::MAX;
        let mut count = 1;
        let mut ends = 0;
        let (blocks, rest) = data.as_chunks::<LANES>();
        for (at, bytes) in (0u32..).step_by(LANES).zip(blocks) {
            let (mut found, rows) = equal(*bytes, self.delimiters, self.ends);
            let (here, ended) = counts(found, rows);
            ends += ended;
            let here = here as usize;
            let room: &mut [u32] = &mut marks[count..count + LANES];
            for place in &mut room[..AT_ONCE] {
                *place = at + (found | 1 << LANES).trailing_zeros();
                found &= found.wrapping_sub(1);
            }
            if here > AT_ONCE {
                for place in &mut room[AT_ONCE..here] {
                    *place = at + (found | 1 << LANES).trailing_zeros();
                    found &= found.wrapping_sub(1);
                }
            }
            count += here;
        }
        for (at, byte) in ((blocks.len() * LANES) as u32..).zip(rest) {
            if *byte == delimiter || *byte == end {
                ends += u32::from(*byte == end);
                marks[count] = at;
                count += 1;
            }
        }
        let rows = ends as usize;
        let regular = count - 1 == rows * width
            && (1..=rows).all(|row| data[marks[row * width] as usize] == end);
        self.marks = marks;
        regular.then_some(rows)
    }

    /// Reads a column of a marked block.
    pub(super) fn column(&mut self, data: &[u8], rows: usize, step: Step, batch: &mut Batch) {
        let marks = std::mem::take(&mut self.marks);
        let width = self.width;
        let last = step.place + 1 == width && self.dialect.end == b'\n';
        let cells = marks[step.place..]
            .chunks(width)
            .take(rows)
            .zip(marks[step.place + 1..].iter().step_by(width))
            .map(|(before, end)| {
                let from = before[0].wrapping_add(1) as usize;
                let mut to = *end as usize;
                if last && to > from && data[to - 1] == b'\r' {
                    to -= 1;
                }
                (from, to)
            });
        match (&mut batch.columns[step.slot], step.kind) {
            (Column::Keys(keys), _) => {
                for (from, to) in cells {
                    push_key(keys, data, from, to);
                }
            }
            (Column::Numbers(numbers), Kind::Number(sign)) => {
                let begin = numbers.len();
                numbers.extend(
                    cells
                        .clone()
                        .map(|(from, to)| plain_number(data, from, to, sign)),
                );
                // what the fast way did not know is looked at again
                let unsure = numbers[begin..].contains(&UNSURE);
                if unsure {
                    let places: Vec<(usize, (usize, usize))> = (begin..)
                        .zip(cells)
                        .filter(|(place, _)| numbers[*place] == UNSURE)
                        .collect();
                    for (place, (from, to)) in places {
                        let cell = &data[from..to];
                        let value = crate::parse::number(cell, sign);
                        if let Column::Numbers(numbers) = &mut batch.columns[step.slot] {
                            numbers[place] = value;
                        }
                        if value == BAD {
                            batch.note_bad_at(step.slot, batch.rows + place - begin, cell);
                        }
                    }
                }
            }
            _ => {
                for (row, (from, to)) in cells.enumerate() {
                    self.day(data, from, to, step, row, batch);
                }
            }
        }
        self.marks = marks;
    }

    #[inline]
    fn day(
        &mut self,
        data: &[u8],
        from: usize,
        to: usize,
        step: Step,
        row: usize,
        batch: &mut Batch,
    ) {
        let cell = &data[from..to];
        let begins = cell.first_chunk::<10>();
        if let (Column::Days(days), Some(date)) = (&mut batch.columns[step.slot], begins)
            && *date == self.last_date.0
            && matches!(cell.get(10), None | Some(b' ' | b'T'))
        {
            days.push(self.last_date.1);
            return;
        }
        let rows = batch.rows;
        batch.rows += row; // so that a bad cell is noted where it stands
        batch.push_bytes(step.slot, cell);
        batch.rows = rows;
        if let (Column::Days(days), Some(date)) = (&batch.columns[step.slot], begins)
            && date[4] == b'-'
            && date[7] == b'-'
            && matches!(cell.get(10), None | Some(b' ' | b'T'))
        {
            self.last_date = (*date, *days.last().expect("pushed just above"));
        }
    }
}

/// Stands for a number that needs a closer look; no cell can be it.
const UNSURE: i64 = i64::MIN + 2;

/// Value of 1 to 8 bytes at `from` if all are digits. A separator follows them.
#[inline(always)]
fn all_digits(data: &[u8], from: usize, length: usize) -> Option<u64> {
    let (value, count) = digits(load(data, from));
    (count as usize == length).then_some(value)
}

#[inline(always)]
fn push_key(keys: &mut Keys, data: &[u8], from: usize, to: usize) {
    let length = to - from;
    if (1..=8).contains(&length)
        && (data[from] != b'0' || length == 1)
        && let Some(value) = all_digits(data, from, length)
    {
        keys.push_whole(value as i64);
        return;
    }
    keys.push_bytes(&data[from..to], true);
}

/// A plain whole or decimal number, or [`UNSURE`].
#[inline(always)]
fn plain_number(data: &[u8], from: usize, to: usize, sign: DecimalSign) -> i64 {
    let minus = data[from] == b'-';
    let from = from + usize::from(minus);
    let (whole, count) = digits(load(data, from));
    let mut end = from + count as usize;
    if count == 0 || count == 8 {
        return UNSURE;
    }
    let mut value = whole as i64 * MILLION;
    let point = match sign {
        DecimalSign::Point => b'.',
        DecimalSign::Comma => b',',
    };
    if end < to && data[end] == point {
        let (part, places) = digits(load(data, end + 1));
        if places > 6 {
            return UNSURE;
        }
        value += part as i64 * TENS[6 - places as usize];
        end += 1 + places as usize;
    }
    if end != to {
        return UNSURE;
    }
    if minus { -value } else { value }
}
