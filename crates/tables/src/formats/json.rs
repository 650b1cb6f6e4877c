//! JSON: a list of records or of rows, records one a line, or lists inside an object (each a
//! table of its own). Records inside records become columns with dotted names.

use std::collections::HashMap;
use std::fmt;
use std::io::{BufReader, Read};

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::spool::Spool;
use crate::{Error, Problem};

pub(super) fn read(
    head: &[u8],
    stream: Box<dyn Read + Send>,
    spool: &mut Spool,
) -> Result<(), Error> {
    let lines = one_a_line(head);
    let mut reading = Reading {
        spool,
        sheet: None,
        columns: Vec::new(),
        failed: None,
    };
    let mut source =
        serde_json::Deserializer::from_reader(BufReader::with_capacity(1 << 16, stream));
    let mut row = 0;
    let result = loop {
        if lines {
            // the end of the text, or another record
            match source.end() {
                Ok(()) => break Ok(()),
                Err(e) if e.is_eof() || e.is_io() => break Err(e),
                Err(_) => {}
            }
            row += 1;
            if let Err(e) = (Row {
                reading: &mut reading,
                name: "",
                row,
            })
            .deserialize(&mut source)
            {
                break Err(e);
            }
        } else {
            let whole = Document {
                reading: &mut reading,
                name: String::new(),
                depth: 0,
            };
            break whole.deserialize(&mut source).and_then(|()| source.end());
        }
    };
    let Reading {
        spool,
        columns,
        failed,
        ..
    } = reading;
    if let Some(error) = failed {
        return Err(error);
    }
    result.map_err(|e| {
        let line = e.line() as u64;
        let problem = if e.is_io() {
            Problem::from(std::io::Error::from(e))
        } else {
            Problem::Damaged(e.to_string())
        };
        spool.fail(problem).at_row(line)
    })?;
    for (sheet, found) in columns.into_iter().enumerate() {
        if !found.rows_of_cells {
            spool.sheets[sheet].headings = Some(found.names);
        }
    }
    Ok(())
}

/// Whether the text has a record on each line, by its first line.
fn one_a_line(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head);
    let mut lines = text
        .trim_start_matches('\u{feff}')
        .lines()
        .filter(|l| !l.trim().is_empty());
    let first = lines.next().unwrap_or("");
    let next = lines.next();
    let whole = |line: &str| serde_json::from_str::<serde::de::IgnoredAny>(line).is_ok();
    let object = first.trim_start().starts_with('{');
    object && whole(first) && (next.is_some() || !first.contains("[{"))
}

/// The columns of a table as they are met.
#[derive(Default)]
struct Columns {
    places: HashMap<String, usize>,
    names: Vec<String>,
    /// Its rows are lists of cells, whose first is the heading.
    rows_of_cells: bool,
}

struct Reading<'a> {
    spool: &'a mut Spool,
    /// The table at hand.
    sheet: Option<usize>,
    columns: Vec<Columns>,
    failed: Option<Error>,
}

impl Reading<'_> {
    fn begin(&mut self, name: &str) -> Result<(), Error> {
        self.sheet = Some(self.spool.sheet(if name.is_empty() { "1" } else { name })?);
        self.columns.push(Columns::default());
        Ok(())
    }

    /// Keeps our own error aside; that of the parser only stops it.
    fn kept<T, E: serde::de::Error>(&mut self, result: Result<T, Error>) -> Result<T, E> {
        result.map_err(|error| {
            self.failed = Some(error);
            E::custom("stopped")
        })
    }
}

/// A whole document: a list is a table, in an object the lists are looked for.
struct Document<'r, 'a> {
    reading: &'r mut Reading<'a>,
    name: String,
    depth: u32,
}

impl<'de> DeserializeSeed<'de> for Document<'_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<(), D::Error> {
        source.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Document<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of records")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let begun = self.reading.begin(&self.name);
        self.reading.kept::<_, A::Error>(begun)?;
        let mut row = 0;
        loop {
            row += 1;
            let next = Row {
                reading: &mut *self.reading,
                name: &self.name,
                row,
            };
            if list.next_element_seed(next)?.is_none() {
                return Ok(());
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            if self.depth >= 4 {
                map.next_value::<serde::de::IgnoredAny>()?;
                continue;
            }
            let name = if self.name.is_empty() {
                key
            } else {
                format!("{}.{key}", self.name)
            };
            map.next_value_seed(Document {
                reading: &mut *self.reading,
                name,
                depth: self.depth + 1,
            })?;
        }
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }
    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }
    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }
    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }
    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }
    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

/// One element of a list: a record or a row of cells.
struct Row<'r, 'a, 'n> {
    reading: &'r mut Reading<'a>,
    name: &'n str,
    row: u64,
}

impl<'de> DeserializeSeed<'de> for Row<'_, '_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<(), D::Error> {
        let Self { reading, name, row } = self;
        let mut cells = Vec::new();
        let held = reading.spool.limits.row_bytes;
        let mut size = 0;
        let result = Value {
            path: String::new(),
            cells: &mut cells,
            size: &mut size,
            held,
        }
        .deserialize(source);
        if size > held {
            let error = reading.spool.over("row_bytes", held, size).at_row(row);
            return reading.kept(Err(error));
        }
        result?;
        let written = write(reading, name, row, cells);
        reading.kept(written)
    }
}

fn write(
    reading: &mut Reading<'_>,
    name: &str,
    row: u64,
    cells: Vec<(String, String)>,
) -> Result<(), Error> {
    if reading.sheet.is_none() {
        reading.begin(name)?;
    }
    let sheet = reading.sheet.unwrap_or(0);
    let columns = &mut reading.columns[sheet];
    let bare = |path: &str| path.bytes().all(|b| b.is_ascii_digit());
    if row == 1 {
        columns.rows_of_cells = !cells.is_empty() && cells.iter().all(|(path, _)| bare(path));
    }
    let mut line: Vec<String> = Vec::new();
    for (path, text) in cells {
        let place = if columns.rows_of_cells && bare(&path) {
            path.parse::<usize>().unwrap_or(1).saturating_sub(1)
        } else if let Some(&place) = columns.places.get(&path) {
            place
        } else {
            let place = columns.names.len();
            columns.places.insert(path.clone(), place);
            columns.names.push(if path.is_empty() {
                "1".to_owned()
            } else {
                path
            });
            place
        };
        if place as u64 >= reading.spool.limits.columns {
            let allowed = reading.spool.limits.columns;
            return Err(reading
                .spool
                .over("columns", allowed, place as u64 + 1)
                .at_row(row));
        }
        line.resize(line.len().max(place + 1), String::new());
        line[place] = text;
    }
    reading.spool.row(sheet, row, &line)
}

/// A value inside a record, taken apart into cells.
struct Value<'c> {
    path: String,
    cells: &'c mut Vec<(String, String)>,
    size: &'c mut u64,
    held: u64,
}

impl Value<'_> {
    fn put<E: serde::de::Error>(self, text: String) -> Result<(), E> {
        *self.size += (self.path.len() + text.len() + 64) as u64;
        if *self.size > self.held {
            return Err(E::custom("stopped"));
        }
        self.cells.push((self.path, text));
        Ok(())
    }

    fn inside(&mut self, key: &str) -> Value<'_> {
        let path = if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        };
        Value {
            path,
            cells: self.cells,
            size: self.size,
            held: self.held,
        }
    }
}

impl<'de> DeserializeSeed<'de> for Value<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<(), D::Error> {
        source.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> Result<(), A::Error> {
        for n in 1.. {
            let inside = self.inside(&n.to_string());
            if list.next_element_seed(inside)?.is_none() {
                break;
            }
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            map.next_value_seed(self.inside(&key))?;
        }
        Ok(())
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<(), E> {
        self.put(value.to_string())
    }
    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<(), E> {
        self.put(value.to_string())
    }
    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<(), E> {
        self.put(value.to_string())
    }
    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<(), E> {
        self.put(crate::texts::plain(value))
    }
    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<(), E> {
        self.put(value.to_owned())
    }
    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        self.put(String::new())
    }
}
