//! Workbooks of Excel 5 to 2003 (BIFF5 and BIFF8), record by record: memory follows what the file
//! holds, not what its records claim.

mod strings;

use std::collections::{BTreeMap, HashMap};
use std::io::Read;

use encoding_rs::{Encoding, IBM866, WINDOWS_1252, X_MAC_CYRILLIC};

use self::strings::{shared_strings, unicode};
use crate::batch::text_of_day;
use crate::input::Input;
use crate::parse;
use crate::spool::Spool;
use crate::texts::{plain, time_of};
use crate::{Error, Problem};

pub(super) fn read(input: Input, spool: &mut Spool) -> Result<(), Error> {
    let file = spool.file.clone();
    let handle = input.into_file(&spool.limits)?;
    let allowed = spool.limits.zip_held_bytes;
    let stream = crate::pipe::caught(&file, || stream_of(handle, allowed))?;
    let stream = stream.map_err(|p| spool.fail(p))?;
    if stream.len() as u64 > allowed {
        return Err(spool.over("zip_held_bytes", allowed, stream.len() as u64));
    }
    let book = Book::read(&stream).map_err(|p| spool.fail(p))?;
    let mut read = 0;
    for sheet in &book.sheets {
        let place = |e: Error| e.in_sheet(&sheet.name);
        let number = spool.sheet(&sheet.name)?;
        let from = stream.get(sheet.at as usize..).unwrap_or(&[]);
        let rows = book.rows(from, allowed);
        let (rows, length) = rows.map_err(|p| place(spool.fail(p)))?;
        // a sheet that is told of many times would be read as many times
        read += length;
        if read > stream.len() {
            return Err(place(spool.damaged("sheets lie one over another")));
        }
        for (row, cells) in rows {
            let width = cells.keys().next_back().map_or(0, |c| usize::from(*c) + 1);
            let mut line = vec![""; width];
            for (column, text) in &cells {
                line[usize::from(*column)] = match text {
                    Text::Own(text) => text,
                    Text::Shared(index) => book.strings.get(*index).map_or("", String::as_str),
                };
            }
            spool.row(number, u64::from(row) + 1, &line)?;
        }
    }
    Ok(())
}

/// The stream of the workbook inside the compound file.
fn stream_of(handle: std::fs::File, allowed: u64) -> Result<Vec<u8>, Problem> {
    let mut compound = cfb::CompoundFile::open(handle)?;
    if compound.exists("/EncryptedPackage") {
        return Err(Problem::Encrypted);
    }
    let name = ["/Workbook", "/Book", "/WORKBOOK", "/BOOK"]
        .into_iter()
        .find(|name| compound.is_stream(name));
    let Some(name) = name else {
        let word = compound.exists("/WordDocument");
        return Err(Problem::OtherArchive(if word {
            "Word 97–2003"
        } else {
            "OLE"
        }));
    };
    let mut bytes = Vec::new();
    let stream = compound.open_stream(name)?;
    stream.take(allowed + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The records of a stream: kind and data, and where the next one begins.
fn record(stream: &[u8], at: usize) -> Option<(u16, &[u8], usize)> {
    let head = stream.get(at..at + 4)?;
    let length = usize::from(word(head, 2)?);
    let data = stream.get(at + 4..at + 4 + length)?;
    Some((word(head, 0)?, data, at + 4 + length))
}

fn word(data: &[u8], at: usize) -> Option<u16> {
    let bytes = data.get(at..at + 2)?;
    Some(u16::from_le_bytes([bytes[0], bytes[1]]))
}

fn double_word(data: &[u8], at: usize) -> Option<u32> {
    let low = word(data, at)?;
    Some(u32::from(low) | u32::from(word(data, at + 2)?) << 16)
}

fn float(data: &[u8], at: usize) -> Option<f64> {
    let bytes = data.get(at..at + 8)?;
    Some(f64::from_le_bytes(bytes.try_into().ok()?))
}

fn damaged(what: &str) -> Problem {
    Problem::Damaged(what.to_owned())
}

struct SheetAt {
    name: String,
    at: u32,
}

/// What holds for the whole workbook.
struct Book {
    biff8: bool,
    encoding: &'static Encoding,
    since_1904: bool,
    strings: Vec<String>,
    /// For each cell format whether it shows a day.
    days: Vec<bool>,
    sheets: Vec<SheetAt>,
}

enum Text {
    Own(String),
    Shared(usize),
}

type Cells = BTreeMap<u16, Text>;

impl Book {
    fn read(stream: &[u8]) -> Result<Self, Problem> {
        let (kind, data, mut at) = record(stream, 0).ok_or_else(|| damaged("no workbook"))?;
        if kind != 0x0809 {
            return Err(Problem::OtherArchive("Excel 2–4"));
        }
        let mut book = Self {
            biff8: word(data, 0) == Some(0x0600),
            encoding: WINDOWS_1252,
            since_1904: false,
            strings: Vec::new(),
            days: Vec::new(),
            sheets: Vec::new(),
        };
        let mut formats: HashMap<u16, bool> = HashMap::new();
        let mut used: Vec<u16> = Vec::new();
        while let Some((kind, data, next)) = record(stream, at) {
            at = next;
            match kind {
                0x002f => return Err(Problem::Encrypted),
                0x0042 => book.encoding = encoding_of(word(data, 0).unwrap_or(0)),
                0x0022 => book.since_1904 = word(data, 0) == Some(1),
                0x0085 => book.sheet(data),
                0x00e0 => used.push(word(data, 2).unwrap_or(0)),
                0x041e => {
                    let name = if book.biff8 {
                        book.text(data.get(2..).unwrap_or(&[]), true)
                    } else {
                        book.short_text(data.get(2..).unwrap_or(&[]))
                    };
                    let id = word(data, 0).unwrap_or(0);
                    formats.insert(id, shows_day(&name.unwrap_or_default()));
                }
                0x00fc => {
                    let mut parts = vec![data];
                    while let Some((0x003c, more, next)) = record(stream, at) {
                        parts.push(more);
                        at = next;
                    }
                    book.strings = shared_strings(&parts);
                }
                0x000a => break,
                _ => {}
            }
        }
        let usual = |id: u16| matches!(id, 14..=22 | 27..=36 | 45..=47 | 50..=58);
        let day = |id: &u16| formats.get(id).copied().unwrap_or_else(|| usual(*id));
        book.days = used.iter().map(day).collect();
        if book.sheets.is_empty() {
            return Err(damaged("a workbook without sheets"));
        }
        Ok(book)
    }

    fn sheet(&mut self, data: &[u8]) {
        let (Some(at), Some(flags)) = (double_word(data, 0), word(data, 4)) else {
            return;
        };
        let name = data.get(6..).unwrap_or(&[]);
        let name = if self.biff8 {
            let length = usize::from(name.first().copied().unwrap_or(0));
            unicode(name.get(1..).unwrap_or(&[]), length)
        } else {
            self.short_text(name)
        };
        // worksheets that are shown
        if flags & 0x0f03 == 0 && self.sheets.len() < 4_096 {
            self.sheets.push(SheetAt {
                name: name.unwrap_or_default(),
                at,
            });
        }
    }

    fn short_text(&self, data: &[u8]) -> Option<String> {
        let (length, rest) = data.split_first()?;
        let bytes = rest.get(..usize::from(*length))?;
        Some(
            self.encoding
                .decode_without_bom_handling(bytes)
                .0
                .into_owned(),
        )
    }

    /// A text with its length before it.
    fn text(&self, data: &[u8], biff8: bool) -> Option<String> {
        let length = usize::from(word(data, 0)?);
        let rest = &data[2..];
        if biff8 {
            return unicode(rest, length);
        }
        let bytes = &rest[..length.min(rest.len())];
        Some(
            self.encoding
                .decode_without_bom_handling(bytes)
                .0
                .into_owned(),
        )
    }

    /// The cells of the sheet that begins the data, and how long the sheet is.
    fn rows(&self, data: &[u8], allowed: u64) -> Result<(BTreeMap<u16, Cells>, usize), Problem> {
        let (kind, _, mut at) = record(data, 0).ok_or_else(|| damaged("a sheet is missing"))?;
        if kind != 0x0809 {
            return Err(damaged("a sheet does not begin where it should"));
        }
        let mut rows: BTreeMap<u16, Cells> = BTreeMap::new();
        let mut merged: Vec<[u16; 4]> = Vec::new();
        let mut formula = None;
        let mut depth = 0;
        let mut held = 0u64;
        let mut put = |row: u16, column: u16, text: Text| -> Result<(), Problem> {
            hold(&mut held, &text, allowed)?;
            rows.entry(row).or_default().insert(column, text);
            Ok(())
        };
        loop {
            let Some((kind, data, next)) = record(data, at) else {
                return Err(damaged("a sheet ends in the middle"));
            };
            at = next;
            match kind {
                // charts stand inside sheets
                0x0809 => depth += 1,
                0x000a if depth == 0 => break,
                0x000a => depth -= 1,
                _ if depth > 0 => {}
                0x00e5 => {
                    let area = |at: usize| -> Option<[u16; 4]> {
                        let n = |i: usize| word(data, at + 2 * i);
                        Some([n(0)?, n(1)?, n(2)?, n(3)?])
                    };
                    merged.extend((2..data.len()).step_by(8).map_while(area));
                }
                0x0207 => {
                    if let (Some((row, column)), Some(text)) =
                        (formula.take(), self.text(data, self.biff8))
                    {
                        put(row, column, Text::Own(text))?;
                    }
                }
                0x00bd => {
                    let place = (word(data, 0), word(data, 2));
                    let (Some(row), Some(first)) = place else {
                        continue;
                    };
                    for (n, part) in data[4..].chunks_exact(6).enumerate() {
                        let column = first.saturating_add(n as u16);
                        if let (Some(xf), Some(rk)) = (word(part, 0), double_word(part, 2)) {
                            put(row, column, Text::Own(self.number(number_of(rk), xf)))?;
                        }
                    }
                }
                0x0203 | 0x027e | 0x00fd | 0x0204 | 0x00d6 | 0x0006 | 0x0205 => {
                    let places = (word(data, 0), word(data, 2), word(data, 4));
                    let (Some(row), Some(column), Some(xf)) = places else {
                        continue;
                    };
                    let text = match kind {
                        0x0203 => float(data, 6).map(|n| Text::Own(self.number(n, xf))),
                        0x027e => {
                            let rk = double_word(data, 6);
                            rk.map(|rk| Text::Own(self.number(number_of(rk), xf)))
                        }
                        0x00fd => double_word(data, 6).map(|n| Text::Shared(n as usize)),
                        0x0205 => logical(data.get(6..8).unwrap_or(&[])),
                        0x0006 => match data.get(6..14) {
                            Some([0, .., 0xff, 0xff]) => {
                                formula = Some((row, column));
                                None
                            }
                            Some([1, _, value, .., 0xff, 0xff]) => logical(&[*value, 0]),
                            Some([2, _, value, .., 0xff, 0xff]) => logical(&[*value, 1]),
                            Some([3, .., 0xff, 0xff]) => None,
                            _ => float(data, 6).map(|n| Text::Own(self.number(n, xf))),
                        },
                        _ => self.text(&data[6..], self.biff8).map(Text::Own),
                    };
                    if let Some(text) = text {
                        put(row, column, text)?;
                    }
                }
                _ => {}
            }
        }
        fill(&mut rows, &merged, &mut held, allowed)?;
        Ok((rows, at))
    }

    fn number(&self, value: f64, format: u16) -> String {
        let day = self.days.get(usize::from(format)).copied().unwrap_or(false);
        if !day || !(0.0..3e6).contains(&value) {
            return plain(value);
        }
        if value < 1.0 {
            return match time_of(value) {
                time if time.is_empty() => plain(value),
                time => time.trim_start().to_owned(),
            };
        }
        let shift = if self.since_1904 { 1_462.0 } else { 0.0 };
        match parse::serial_day(parse::float(value + shift)) {
            parse::BAD_DAY => plain(value),
            day => text_of_day(day) + &time_of(value),
        }
    }
}

/// Counts what a cell costs.
fn hold(held: &mut u64, text: &Text, allowed: u64) -> Result<(), Problem> {
    *held += match text {
        Text::Own(text) => 100 + text.len() as u64,
        Text::Shared(_) => 100,
    };
    if *held > allowed {
        return Err(Problem::OverLimit {
            limit: "zip_held_bytes",
            allowed,
            found: *held,
        });
    }
    Ok(())
}

/// The cells of a merge downwards have the text of its first. Each costs as if it stood there.
fn fill(
    rows: &mut BTreeMap<u16, Cells>,
    merged: &[[u16; 4]],
    held: &mut u64,
    allowed: u64,
) -> Result<(), Problem> {
    for [first, last, column, _] in merged {
        let text = match rows.get(first).and_then(|cells| cells.get(column)) {
            Some(Text::Shared(index)) => Text::Shared(*index),
            Some(Text::Own(text)) => Text::Own(text.clone()),
            None => continue,
        };
        let below: Vec<u16> = rows
            .range(*first..=*last)
            .map(|(row, _)| *row)
            .skip(1)
            .collect();
        for row in below {
            hold(held, &text, allowed)?;
            let Some(cells) = rows.get_mut(&row) else {
                continue;
            };
            cells.entry(*column).or_insert_with(|| match &text {
                Text::Shared(index) => Text::Shared(*index),
                Text::Own(text) => Text::Own(text.clone()),
            });
        }
    }
    Ok(())
}

fn logical(data: &[u8]) -> Option<Text> {
    match data {
        [value, 0] => Some(Text::Own((*value != 0).to_string())),
        [code, _] => {
            let name = match code {
                0x00 => "#NULL!",
                0x07 => "#DIV/0!",
                0x0f => "#VALUE!",
                0x17 => "#REF!",
                0x1d => "#NAME?",
                0x24 => "#NUM!",
                _ => "#N/A",
            };
            Some(Text::Own(name.to_owned()))
        }
        _ => None,
    }
}

/// A number packed into 30 bits.
fn number_of(rk: u32) -> f64 {
    let value = if rk & 2 != 0 {
        f64::from(rk as i32 >> 2)
    } else {
        f64::from_bits(u64::from(rk & 0xffff_fffc) << 32)
    };
    if rk & 1 != 0 { value / 100.0 } else { value }
}

/// Whether a number format shows a day or time.
fn shows_day(format: &str) -> bool {
    let mut quoted = false;
    let mut bracket = false;
    let mut escaped = false;
    for c in format.chars() {
        if std::mem::take(&mut escaped) {
            continue;
        }
        match c {
            '\\' | '_' | '*' => escaped = true,
            '"' => quoted = !quoted,
            '[' => bracket = true,
            ']' => bracket = false,
            _ if quoted || bracket => {}
            'd' | 'D' | 'm' | 'M' | 'y' | 'Y' | 'h' | 'H' | 's' | 'S' => return true,
            // General, Основной and the like
            'g' | 'G' | '0' | '#' | '@' => return false,
            _ => {}
        }
    }
    false
}

fn encoding_of(code_page: u16) -> &'static Encoding {
    match code_page {
        866 => IBM866,
        10_007 => X_MAC_CYRILLIC,
        code => {
            let label = format!("windows-{code}");
            Encoding::for_label(label.as_bytes()).unwrap_or(WINDOWS_1252)
        }
    }
}
