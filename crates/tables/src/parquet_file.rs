//! Parquet, column by column without Arrow: only the wanted columns are read and unpacked.

mod cells;

use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};

use parquet::basic::{ConvertedType, LogicalType, TimeUnit};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{ByteArray, DataType, FixedLenByteArray, Int96};
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::schema::types::ColumnDescriptor;

use crate::input::Input;
use crate::parse::BAD_DAY;
use crate::pipe;
use crate::table::{ReadError, SAMPLE_ROWS};
use crate::{Batch, Column, Error, Key, Kind, Options, Problem, Wanted};

/// Rows decoded at a time.
const ROWS: usize = 8_192;

/// An opened Parquet file.
pub(crate) struct ParquetFile {
    pub names: Vec<String>,
    pub sample: Vec<Vec<String>>,
    pub rows: u64,
    reader: SerializedFileReader<File>,
    columns: Vec<Described>,
    file: String,
}

/// A leaf column and what its values mean.
#[derive(Clone, Copy, Debug)]
struct Described {
    meaning: Meaning,
    optional: bool,
    repeated: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    Plain,
    Date,
    /// Ticks of a timestamp in a day.
    Ticks(i64),
    /// Digits after the point.
    Decimal(i32),
}

fn describe(column: &ColumnDescriptor) -> Described {
    let meaning = match (column.logical_type_ref(), column.converted_type()) {
        (Some(LogicalType::Date), _) | (_, ConvertedType::DATE) => Meaning::Date,
        (Some(LogicalType::Timestamp(t)), _) => Meaning::Ticks(match t.unit {
            TimeUnit::MILLIS => 86_400_000,
            TimeUnit::MICROS => 86_400_000_000,
            TimeUnit::NANOS => 86_400_000_000_000,
        }),
        (_, ConvertedType::TIMESTAMP_MILLIS) => Meaning::Ticks(86_400_000),
        (_, ConvertedType::TIMESTAMP_MICROS) => Meaning::Ticks(86_400_000_000),
        (Some(LogicalType::Decimal(d)), _) => Meaning::Decimal(d.scale),
        (_, ConvertedType::DECIMAL) => Meaning::Decimal(column.type_scale()),
        _ => Meaning::Plain,
    };
    Described {
        meaning,
        optional: column.max_def_level() > 0,
        repeated: column.max_rep_level() > 0,
    }
}

impl ParquetFile {
    /// Reads the description and the first rows.
    pub fn open(input: Input, options: &Options) -> Result<Self, Error> {
        let file = input.file.clone();
        let handle = input.into_file(&options.limits)?;
        let damaged = |e: ParquetError| Error::new(&file, Problem::Damaged(e.to_string()));
        let reader = catch_unwind(AssertUnwindSafe(|| SerializedFileReader::new(handle)))
            .map_err(|_| pipe::broken(&file))?
            .map_err(damaged)?;
        let metadata = reader.metadata().file_metadata();
        let schema = metadata.schema_descr();
        let names: Vec<String> = schema.columns().iter().map(|c| c.path().string()).collect();
        if names.is_empty() {
            return Err(Error::new(&file, Problem::Empty));
        }
        if names.len() as u64 > options.limits.columns {
            let problem = Problem::OverLimit {
                limit: "columns",
                allowed: options.limits.columns,
                found: names.len() as u64,
            };
            return Err(Error::new(&file, problem));
        }
        let columns: Vec<Described> = schema.columns().iter().map(|c| describe(c)).collect();
        let rows = u64::try_from(metadata.num_rows()).unwrap_or(0);
        let mut opened = Self {
            names,
            sample: Vec::new(),
            rows,
            reader,
            columns,
            file: file.clone(),
        };
        let sample = catch_unwind(AssertUnwindSafe(|| opened.look()));
        opened.sample = sample.map_err(|_| pipe::broken(&file))??;
        Ok(opened)
    }

    /// The first rows as text.
    fn look(&self) -> Result<Vec<Vec<String>>, Error> {
        let wanted: Vec<Wanted> = (0..self.names.len())
            .filter(|&column| !self.columns[column].repeated)
            .map(|column| Wanted {
                column,
                kind: Kind::Key,
            })
            .collect();
        let mut batch = Batch::new(&wanted);
        if self.reader.num_row_groups() > 0 {
            let mut group = self.open_group(0, &wanted)?;
            group
                .read(SAMPLE_ROWS, &mut batch)
                .map_err(|e| self.damaged(&e))?;
        }
        let mut rows = vec![vec![String::new(); self.names.len()]; batch.rows];
        for (slot, w) in wanted.iter().enumerate() {
            let Column::Keys(keys) = &batch.columns[slot] else {
                continue;
            };
            for (row, cells) in rows.iter_mut().enumerate() {
                cells[w.column] = match keys.get(row) {
                    Key::Empty => String::new(),
                    Key::Whole(n) => n.to_string(),
                    Key::Text(text) => String::from_utf8_lossy(text).into_owned(),
                };
            }
        }
        Ok(rows)
    }

    fn damaged(&self, error: &ParquetError) -> Error {
        Error::new(&self.file, Problem::Damaged(error.to_string()))
    }

    fn open_group(&self, index: usize, wanted: &[Wanted]) -> Result<Group, Error> {
        let group = self
            .reader
            .get_row_group(index)
            .map_err(|e| self.damaged(&e))?;
        let mut columns = Vec::with_capacity(wanted.len());
        for w in wanted {
            let reader = group
                .get_column_reader(w.column)
                .map_err(|e| self.damaged(&e))?;
            columns.push((reader, self.columns[w.column]));
        }
        Ok(Group {
            columns,
            levels: Vec::new(),
        })
    }

    /// Reads all rows.
    pub fn read<E>(
        self,
        wanted: &[Wanted],
        fold: &mut dyn FnMut(&Batch) -> Result<(), E>,
    ) -> Result<(), ReadError<E>> {
        for w in wanted {
            if self.columns[w.column].repeated {
                let problem = Problem::Unsupported("a list inside a cell".to_owned());
                let error = Error::new(&self.file, problem);
                return Err(error.in_column(&self.names[w.column]).into());
            }
        }
        let produce = |outlet: &pipe::Outlet| {
            let Some(mut batch) = outlet.first() else {
                return Ok(());
            };
            let mut row = 1;
            for index in 0..self.reader.num_row_groups() {
                let mut group = self.open_group(index, wanted)?;
                loop {
                    group
                        .read(ROWS, &mut batch)
                        .map_err(|e| self.damaged(&e).at_row(row))?;
                    if batch.rows == 0 {
                        break;
                    }
                    batch.first_row = row;
                    row += batch.rows as u64;
                    match outlet.exchange(batch) {
                        Some(next) => batch = next,
                        None => return Ok(()),
                    }
                }
            }
            Ok(())
        };
        pipe::run(&self.file, wanted, produce, fold)
    }
}

/// The column readers of one row group, read in step.
struct Group {
    columns: Vec<(ColumnReader, Described)>,
    levels: Vec<i16>,
}

impl Group {
    fn read(&mut self, rows: usize, batch: &mut Batch) -> Result<(), ParquetError> {
        let mut read = None;
        for (slot, (reader, described)) in self.columns.iter_mut().enumerate() {
            self.levels.clear();
            let n = read_column(reader, *described, rows, slot, batch, &mut self.levels)?;
            if *read.get_or_insert(n) != n {
                return Err(ParquetError::General(
                    "columns of unequal length".to_owned(),
                ));
            }
        }
        batch.rows = read.unwrap_or(0);
        Ok(())
    }
}

fn read_column(
    reader: &mut ColumnReader,
    about: Described,
    rows: usize,
    slot: usize,
    batch: &mut Batch,
    levels: &mut Vec<i16>,
) -> Result<usize, ParquetError> {
    let meaning = about.meaning;
    match reader {
        ColumnReader::BoolColumnReader(r) => fill(r, about, rows, levels, |value| match value {
            Some(true) => batch.push_bytes(slot, b"true"),
            Some(false) => batch.push_bytes(slot, b"false"),
            None => batch.push_empty(slot),
        }),
        ColumnReader::Int32ColumnReader(r) => {
            let (values, rows) = values(r, about, rows, levels)?;
            if values.len() == rows {
                push_all(batch, slot, meaning, values.iter().map(|v| i64::from(*v)));
            } else {
                spread(values, levels, |value| {
                    push_whole(batch, slot, meaning, value.map(i64::from));
                });
            }
            Ok(rows)
        }
        ColumnReader::Int64ColumnReader(r) => {
            let (values, rows) = values(r, about, rows, levels)?;
            if values.len() == rows {
                push_all(batch, slot, meaning, values.iter().copied());
            } else {
                spread(values, levels, |value| {
                    push_whole(batch, slot, meaning, value)
                });
            }
            Ok(rows)
        }
        ColumnReader::Int96ColumnReader(r) => fill(r, about, rows, levels, |value| match value {
            Some(value) => {
                let (day, second) = julian_moment(&value);
                batch.push_moment(slot, day, second);
            }
            None => batch.push_empty(slot),
        }),
        ColumnReader::FloatColumnReader(r) => fill(r, about, rows, levels, |value| match value {
            // the shortest decimal of the 32-bit number, not of its 64-bit widening
            Some(value) => batch.push_bytes(slot, value.to_string().as_bytes()),
            None => batch.push_empty(slot),
        }),
        ColumnReader::DoubleColumnReader(r) => fill(r, about, rows, levels, |value| match value {
            Some(value) if !value.is_nan() => batch.push_float(slot, value),
            _ => batch.push_empty(slot),
        }),
        ColumnReader::ByteArrayColumnReader(r) => {
            fill(r, about, rows, levels, |value: Option<ByteArray>| {
                push_array(batch, slot, meaning, value.as_ref().map(ByteArray::data));
            })
        }
        ColumnReader::FixedLenByteArrayColumnReader(r) => fill(
            r,
            about,
            rows,
            levels,
            |value: Option<FixedLenByteArray>| {
                push_array(batch, slot, meaning, value.as_ref().map(|v| v.data()));
            },
        ),
    }
}

/// Reads up to `rows` values: those that are there, and the number of rows.
fn values<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    about: Described,
    rows: usize,
    levels: &mut Vec<i16>,
) -> Result<(Vec<T::T>, usize), ParquetError> {
    let mut values = Vec::with_capacity(rows);
    let definitions = about.optional.then_some(levels);
    let (records, _, _) = reader.read_records(rows, definitions, None, &mut values)?;
    Ok((values, records))
}

/// Gives the values to `push` with `None` where the levels say that there is none.
fn spread<V>(values: Vec<V>, levels: &[i16], mut push: impl FnMut(Option<V>)) {
    let full = levels.iter().copied().max().unwrap_or(0);
    let some = !values.is_empty();
    let mut values = values.into_iter();
    for level in levels {
        let present = some && *level == full;
        push(if present { values.next() } else { None });
    }
}

/// Reads up to `rows` values and gives each to `push`, `None` for nulls.
fn fill<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    about: Described,
    rows: usize,
    levels: &mut Vec<i16>,
    mut push: impl FnMut(Option<T::T>),
) -> Result<usize, ParquetError> {
    let (values, rows) = values(reader, about, rows, levels)?;
    if values.len() == rows {
        values.into_iter().for_each(|value| push(Some(value)));
    } else {
        spread(values, levels, push);
    }
    Ok(rows)
}

/// Appends whole numbers none of which is missing.
fn push_all(
    batch: &mut Batch,
    slot: usize,
    meaning: Meaning,
    values: impl Iterator<Item = i64> + Clone,
) {
    match meaning {
        Meaning::Plain => batch.push_wholes(slot, values),
        Meaning::Date => {
            batch.push_days(slot, values.map(|v| i32::try_from(v).unwrap_or(BAD_DAY)));
        }
        Meaning::Ticks(ticks) if matches!(batch.columns[slot], Column::Days(_)) => {
            let day = |v: i64| i32::try_from(v.div_euclid(ticks)).unwrap_or(BAD_DAY);
            batch.push_days(slot, values.map(day));
        }
        Meaning::Ticks(_) | Meaning::Decimal(_) => {
            values.for_each(|value| push_whole(batch, slot, meaning, Some(value)));
        }
    }
}

#[inline]
fn push_whole(batch: &mut Batch, slot: usize, meaning: Meaning, value: Option<i64>) {
    let Some(value) = value else {
        batch.push_empty(slot);
        return;
    };
    match meaning {
        Meaning::Plain => batch.push_whole(slot, value),
        Meaning::Date => batch.push_day(slot, i32::try_from(value).unwrap_or(BAD_DAY)),
        Meaning::Ticks(ticks) => {
            let day = i32::try_from(value.div_euclid(ticks)).unwrap_or(BAD_DAY);
            let second = value.rem_euclid(ticks) / (ticks / 86_400);
            batch.push_moment(slot, day, second);
        }
        Meaning::Decimal(scale) => batch.push_decimal(slot, i128::from(value), scale),
    }
}

fn push_array(batch: &mut Batch, slot: usize, meaning: Meaning, value: Option<&[u8]>) {
    match (value, meaning) {
        (None, _) => batch.push_empty(slot),
        (Some(bytes), Meaning::Decimal(scale)) if bytes.len() <= 16 && !bytes.is_empty() => {
            let first = if bytes[0] & 0x80 == 0 { 0 } else { 0xff };
            let mut wide = [first; 16];
            wide[16 - bytes.len()..].copy_from_slice(bytes);
            batch.push_decimal(slot, i128::from_be_bytes(wide), scale);
        }
        (Some(bytes), _) => batch.push_bytes(slot, bytes),
    }
}

/// Day and second of the nanosecond timestamps that Impala and old Spark write.
fn julian_moment(value: &Int96) -> (i32, i64) {
    let [low, high, julian] = *value.data() else {
        return (BAD_DAY, 0);
    };
    let nanos = i64::from(low) | i64::from(high) << 32;
    let day = i32::try_from(i64::from(julian) - 2_440_588).unwrap_or(BAD_DAY);
    (day, nanos / 1_000_000_000)
}
