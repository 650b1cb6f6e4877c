//! Columns of Arrow as cells of `tables`, by the same rules by which a Parquet file is read on one
//! machine: what an identifier, a number or a day is must not depend on who reads it.

use datafusion::arrow::array::{Array, ArrayRef, AsArray, PrimitiveArray};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{
    ArrowPrimitiveType, DataType, Date32Type, Date64Type, Decimal128Type, Float32Type, Float64Type,
    Int64Type, TimeUnit, TimestampMicrosecondType, TimestampMillisecondType,
    TimestampNanosecondType, TimestampSecondType,
};
use datafusion::common::{Result, exec_err};
use tables::Batch;
use tables::parse::BAD_DAY;

/// Milliseconds of a day.
const DAY: i64 = 86_400_000;

/// Appends the values of a column to a column of the batch.
///
/// # Errors
/// A type of which no cell can be made, such as a list.
pub fn append(batch: &mut Batch, slot: usize, column: &ArrayRef) -> Result<()> {
    match column.data_type() {
        DataType::Null => (0..column.len()).for_each(|_| batch.push_empty(slot)),
        DataType::Int8
        | DataType::Int16
        | DataType::Int32
        | DataType::Int64
        | DataType::UInt8
        | DataType::UInt16
        | DataType::UInt32
        | DataType::UInt64 => {
            let wide = cast(column, &DataType::Int64)?;
            let values = wide.as_primitive::<Int64Type>();
            if values.null_count() == 0 {
                batch.push_wholes(slot, values.values().iter().copied());
            } else {
                each(values, batch, slot, |batch, value| {
                    batch.push_whole(slot, value)
                });
            }
        }
        DataType::Date32 => {
            let values = column.as_primitive::<Date32Type>();
            if values.null_count() == 0 {
                batch.push_days(slot, values.values().iter().copied());
            } else {
                each(values, batch, slot, |batch, day| batch.push_day(slot, day));
            }
        }
        DataType::Date64 => days::<Date64Type>(column, batch, slot, DAY),
        DataType::Timestamp(unit, _) => match unit {
            TimeUnit::Second => days::<TimestampSecondType>(column, batch, slot, DAY / 1_000),
            TimeUnit::Millisecond => days::<TimestampMillisecondType>(column, batch, slot, DAY),
            TimeUnit::Microsecond => {
                days::<TimestampMicrosecondType>(column, batch, slot, DAY * 1_000);
            }
            TimeUnit::Nanosecond => {
                days::<TimestampNanosecondType>(column, batch, slot, DAY * 1_000_000);
            }
        },
        DataType::Decimal128(_, scale) => {
            let scale = i32::from(*scale);
            let values = column.as_primitive::<Decimal128Type>();
            each(values, batch, slot, |batch, value| {
                batch.push_decimal(slot, value, scale);
            });
        }
        DataType::Float32 => {
            // the shortest decimal of the 32-bit number, not of its 64-bit widening
            let values = column.as_primitive::<Float32Type>();
            each(values, batch, slot, |batch, value| {
                batch.push_bytes(slot, value.to_string().as_bytes());
            });
        }
        DataType::Float64 => {
            let values = column.as_primitive::<Float64Type>();
            each(values, batch, slot, |batch, value| {
                if value.is_nan() {
                    batch.push_empty(slot);
                } else {
                    batch.push_float(slot, value);
                }
            });
        }
        DataType::Boolean => {
            for value in column.as_boolean() {
                match value {
                    Some(true) => batch.push_bytes(slot, b"true"),
                    Some(false) => batch.push_bytes(slot, b"false"),
                    None => batch.push_empty(slot),
                }
            }
        }
        DataType::Binary | DataType::LargeBinary | DataType::BinaryView => {
            let bytes = cast(column, &DataType::LargeBinary)?;
            for value in bytes.as_binary::<i64>() {
                text(batch, slot, value);
            }
        }
        DataType::Utf8View => {
            for value in column.as_string_view() {
                text(batch, slot, value.map(str::as_bytes));
            }
        }
        DataType::Utf8 => {
            for value in column.as_string::<i32>() {
                text(batch, slot, value.map(str::as_bytes));
            }
        }
        DataType::LargeUtf8 => {
            for value in column.as_string::<i64>() {
                text(batch, slot, value.map(str::as_bytes));
            }
        }
        DataType::Dictionary(_, values) => append(batch, slot, &cast(column, values)?)?,
        other => return exec_err!("a column of {other} cannot be read as cells"),
    }
    Ok(())
}

fn text(batch: &mut Batch, slot: usize, value: Option<&[u8]>) {
    match value {
        Some(bytes) => batch.push_bytes(slot, bytes),
        None => batch.push_empty(slot),
    }
}

fn each<T: ArrowPrimitiveType>(
    values: &PrimitiveArray<T>,
    batch: &mut Batch,
    slot: usize,
    mut push: impl FnMut(&mut Batch, T::Native),
) {
    for value in values {
        match value {
            Some(value) => push(batch, value),
            None => batch.push_empty(slot),
        }
    }
}

/// Appends moments, counted in ticks of which a day has so many, as days.
fn days<T: ArrowPrimitiveType<Native = i64>>(
    column: &ArrayRef,
    batch: &mut Batch,
    slot: usize,
    ticks: i64,
) {
    each(column.as_primitive::<T>(), batch, slot, |batch, value| {
        let day = i32::try_from(value.div_euclid(ticks)).unwrap_or(BAD_DAY);
        batch.push_day(slot, day);
    });
}
