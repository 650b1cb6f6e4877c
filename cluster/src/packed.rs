//! Lines on their way between machines: the typed cells of `tables`, as numbers of few bytes and
//! each text once.

use std::collections::HashMap;

use datafusion::common::{DataFusionError, Result};
use serde::{Deserialize, Serialize};
use tables::{Batch, Column, Key, Wanted};

#[derive(Serialize, Deserialize)]
struct Packed {
    rows: usize,
    columns: Vec<PackedColumn>,
}

#[derive(Serialize, Deserialize)]
enum PackedColumn {
    /// The whole number, −1 for an empty cell, or −2 − index of the text.
    Keys(Vec<i64>, Vec<Vec<u8>>),
    Numbers(Vec<i64>),
    Days(Vec<i32>),
}

/// The rows of a batch as bytes.
///
/// # Errors
/// Never in practice: memory is the only limit.
pub fn pack(batch: &Batch) -> Result<Vec<u8>> {
    let columns = batch.columns.iter().map(|column| match column {
        Column::Keys(keys) => {
            let mut texts: Vec<Vec<u8>> = Vec::new();
            let mut known: HashMap<&[u8], i64> = HashMap::new();
            let code = |row| match keys.get(row) {
                Key::Whole(value) => value,
                Key::Empty => -1,
                Key::Text(text) => *known.entry(text).or_insert_with(|| {
                    texts.push(text.to_vec());
                    -1 - texts.len() as i64
                }),
            };
            let codes = (0..batch.rows).map(code).collect();
            PackedColumn::Keys(codes, texts)
        }
        Column::Numbers(numbers) => PackedColumn::Numbers(numbers.clone()),
        Column::Days(days) => PackedColumn::Days(days.clone()),
    });
    let packed = Packed {
        rows: batch.rows,
        columns: columns.collect(),
    };
    postcard::to_stdvec(&packed).map_err(broken)
}

/// The rows of [`pack`].
///
/// # Errors
/// When the bytes are not such rows.
pub fn unpack(bytes: &[u8], wanted: &[Wanted]) -> Result<Batch> {
    let packed: Packed = postcard::from_bytes(bytes).map_err(broken)?;
    let mut batch = Batch::new(wanted);
    for (slot, column) in packed.columns.into_iter().enumerate() {
        match column {
            PackedColumn::Keys(codes, texts) => {
                for code in codes {
                    match usize::try_from(-2 - code) {
                        Err(_) if code == -1 => batch.push_empty(slot),
                        Err(_) => batch.push_whole(slot, code),
                        Ok(text) => batch.push_bytes(slot, &texts[text]),
                    }
                }
            }
            PackedColumn::Numbers(numbers) => batch.columns[slot] = Column::Numbers(numbers),
            PackedColumn::Days(days) => batch.columns[slot] = Column::Days(days),
        }
    }
    batch.rows = packed.rows;
    Ok(batch)
}

fn broken(error: postcard::Error) -> DataFusionError {
    DataFusionError::External(Box::new(error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use tables::{DateOrder, DecimalSign, Kind};

    #[test]
    fn rows_come_back_as_they_went() {
        let kinds = [
            Kind::Key,
            Kind::Number(DecimalSign::Point),
            Kind::Day(DateOrder::YearFirst),
        ];
        let wanted: Vec<Wanted> = kinds
            .into_iter()
            .enumerate()
            .map(|(column, kind)| Wanted { column, kind })
            .collect();
        let mut batch = Batch::new(&wanted);
        for (key, number, day) in [
            ("17", "1.5", "2024-02-29"),
            ("C17", "many", "never"),
            ("", "", ""),
            ("C17", "-3", "2024-03-01"),
            ("0017", "9", "1970-01-01"),
        ] {
            for (slot, cell) in [key, number, day].into_iter().enumerate() {
                batch.push_bytes(slot, cell.as_bytes());
            }
            batch.rows += 1;
        }
        let again = unpack(&pack(&batch).expect("packs"), &wanted).expect("unpacks");
        assert_eq!(again.rows, batch.rows);
        assert_eq!(
            format!("{:?}", again.columns[1]),
            format!("{:?}", batch.columns[1])
        );
        assert_eq!(
            format!("{:?}", again.columns[2]),
            format!("{:?}", batch.columns[2])
        );
        let (Column::Keys(a), Column::Keys(b)) = (&again.columns[0], &batch.columns[0]) else {
            panic!("keys");
        };
        for row in 0..batch.rows {
            assert_eq!(a.get(row), b.get(row), "row {row}");
        }
    }
}
