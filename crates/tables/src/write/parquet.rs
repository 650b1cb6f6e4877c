//! Parquet, a row group at a time.

use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;

use super::{Cell, Heading, Shape, Target};
use crate::Problem;

/// Rows of a row group.
const GROUP: usize = 1 << 16;

enum Values {
    Text(Vec<ByteArray>),
    Long(Vec<i64>),
    Int(Vec<i32>),
    Double(Vec<f64>),
}

struct Column {
    values: Values,
    /// 1 where there is a value.
    present: Vec<i16>,
}

pub(super) struct Parquet {
    /// `None` once closed.
    writer: Option<SerializedFileWriter<Box<dyn Target>>>,
    columns: Vec<Column>,
    rows: usize,
}

fn problem(error: ParquetError) -> Problem {
    match error {
        ParquetError::External(inner) => match inner.downcast::<std::io::Error>() {
            Ok(e) => Problem::Io(*e),
            Err(other) => Problem::Unsupported(other.to_string()),
        },
        other => Problem::Unsupported(other.to_string()),
    }
}

fn type_of(heading: &Heading) -> Result<Type, ParquetError> {
    let (physical, logical) = match heading.shape {
        Shape::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Shape::Whole => (Physical::INT64, None),
        Shape::Decimal(digits) => {
            let scale = digits.min(9) as i32;
            (Physical::INT64, Some(LogicalType::decimal(scale, 18)))
        }
        Shape::Float => (Physical::DOUBLE, None),
        Shape::Day => (Physical::INT32, Some(LogicalType::Date)),
    };
    let mut builder = Type::primitive_type_builder(&heading.name, physical)
        .with_repetition(Repetition::OPTIONAL)
        .with_logical_type(logical);
    if let Shape::Decimal(digits) = heading.shape {
        builder = builder.with_precision(18).with_scale(digits.min(9) as i32);
    }
    builder.build()
}

impl Parquet {
    pub fn new(target: Box<dyn Target>, headings: &[Heading]) -> Result<Self, Problem> {
        let fields: Result<Vec<_>, _> = headings.iter().map(|h| type_of(h).map(Arc::new)).collect();
        let schema = Type::group_type_builder("table")
            .with_fields(fields.map_err(problem)?)
            .build()
            .map_err(problem)?;
        let properties = WriterProperties::builder()
            .set_created_by("Clientele".to_owned())
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .build();
        let writer = SerializedFileWriter::new(target, Arc::new(schema), Arc::new(properties))
            .map_err(problem)?;
        let columns = headings
            .iter()
            .map(|heading| Column {
                values: match heading.shape {
                    Shape::Text => Values::Text(Vec::new()),
                    Shape::Whole | Shape::Decimal(_) => Values::Long(Vec::new()),
                    Shape::Float => Values::Double(Vec::new()),
                    Shape::Day => Values::Int(Vec::new()),
                },
                present: Vec::new(),
            })
            .collect();
        Ok(Self {
            writer: Some(writer),
            columns,
            rows: 0,
        })
    }

    pub fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), Problem> {
        for (column, cell) in self.columns.iter_mut().zip(cells) {
            let present = match (&mut column.values, cell) {
                (Values::Text(values), Cell::Text(text)) => {
                    values.push(ByteArray::from(text.as_bytes().to_vec()));
                    true
                }
                (Values::Long(values), Cell::Whole(value)) => {
                    values.push(*value);
                    true
                }
                (Values::Double(values), Cell::Float(value)) => {
                    values.push(*value);
                    true
                }
                (Values::Int(values), Cell::Day(day)) => {
                    values.push(*day);
                    true
                }
                _ => false,
            };
            column.present.push(i16::from(present));
        }
        self.rows += 1;
        if self.rows == GROUP {
            self.write_group().map_err(problem)?;
        }
        Ok(())
    }

    fn write_group(&mut self) -> Result<(), ParquetError> {
        let Some(writer) = &mut self.writer else {
            return Ok(());
        };
        let mut group = writer.next_row_group()?;
        for column in &mut self.columns {
            let Some(mut out) = group.next_column()? else {
                break;
            };
            let present = Some(column.present.as_slice());
            match &mut column.values {
                Values::Text(values) => {
                    out.typed::<ByteArrayType>()
                        .write_batch(values, present, None)?;
                    values.clear();
                }
                Values::Long(values) => {
                    out.typed::<Int64Type>()
                        .write_batch(values, present, None)?;
                    values.clear();
                }
                Values::Double(values) => {
                    out.typed::<DoubleType>()
                        .write_batch(values, present, None)?;
                    values.clear();
                }
                Values::Int(values) => {
                    out.typed::<Int32Type>()
                        .write_batch(values, present, None)?;
                    values.clear();
                }
            }
            out.close()?;
            column.present.clear();
        }
        group.close()?;
        self.rows = 0;
        Ok(())
    }

    pub fn finish(&mut self) -> Result<(), Problem> {
        if self.rows > 0 {
            self.write_group().map_err(problem)?;
        }
        if let Some(writer) = self.writer.take() {
            let mut target = writer.into_inner().map_err(problem)?;
            target.flush()?;
        }
        Ok(())
    }
}
