//! The fast ways of reading give what the slow one gives, whatever the cells hold.

use super::*;
use crate::Wanted;
use crate::parse::DateOrder;
use proptest::prelude::*;

/// Cells that the fast ways read, and cells that they must leave to the slow one.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => (0u64..1_000_000_000_000).prop_map(|n| n.to_string()),
        4 => (-99_999i64..99_999, 0u32..1_000).prop_map(|(n, part)| format!("{n}.{part}")),
        2 => (-99_999i64..99_999, 0u32..1_000).prop_map(|(n, part)| format!("{n},{part}")),
        4 => (2000u32..2030, 1u32..14, 1u32..33).prop_map(|(y, m, d)| format!("{y}-{m:02}-{d:02}")),
        2 => (1u32..13, 1u32..29).prop_map(|(m, d)| format!("2024-{m:02}-{d:02} 10:15:00")),
        1 => (1u32..29, 1u32..13).prop_map(|(d, m)| format!("{d:02}.{m:02}.2024")),
        2 => "[0-9 ,.\\-+()%a-c']{0,12}",
        1 => Just("2024-02-03".to_owned()),
        1 => Just("0012".to_owned()),
        1 => Just("-".to_owned()),
        1 => Just("1 234,50".to_owned()),
        1 => Just("99999999999999999999".to_owned()),
        1 => Just(String::new()),
    ]
}

fn kinds() -> impl Strategy<Value = Vec<Wanted>> {
    let kind = prop_oneof![
        Just(Kind::Key),
        Just(Kind::Number(DecimalSign::Point)),
        Just(Kind::Number(DecimalSign::Comma)),
        Just(Kind::Day(DateOrder::YearFirst)),
        Just(Kind::Day(DateOrder::DayFirst)),
    ];
    let places = Just((0..5).collect::<Vec<usize>>()).prop_shuffle();
    (places, proptest::collection::vec(kind, 1..5)).prop_map(|(places, kinds)| {
        let wanted = places.into_iter().zip(kinds);
        wanted
            .map(|(column, kind)| Wanted { column, kind })
            .collect()
    })
}

/// What a batch holds, with texts instead of their places.
fn content(batch: &Batch) -> Vec<String> {
    let column = |column: &Column| match column {
        Column::Keys(keys) => {
            let keys: Vec<_> = (0..batch.rows).map(|row| keys.get(row)).collect();
            format!("{keys:?}")
        }
        other => format!("{other:?}"),
    };
    let columns = batch.columns.iter().map(column);
    let mut bad: Vec<String> = batch.bad.iter().map(|bad| format!("{bad:?}")).collect();
    bad.sort();
    columns
        .chain(bad)
        .chain([format!("{} {}", batch.rows, batch.ragged)])
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, ..ProptestConfig::default() })]

    #[test]
    fn the_fast_ways_read_what_the_slow_one_reads(
        wanted in kinds(),
        rows in proptest::collection::vec(proptest::collection::vec(cell(), 2..8), 1..20),
        delimiter in prop_oneof![Just(b','), Just(b';'), Just(b'\t')],
        end in prop_oneof![Just("\n"), Just("\r\n"), Just("\r")],
    ) {
        let separator = char::from(delimiter).to_string();
        let mut data = Vec::new();
        for row in &rows {
            data.extend_from_slice(row.join(&separator).as_bytes());
            data.extend_from_slice(end.as_bytes());
        }
        let length = data.len();
        data.resize(length + PADDING, b'7');
        let dialect = Dialect { delimiter, end: if end == "\r" { b'\r' } else { b'\n' } };
        let mut batches = [Batch::new(&wanted), Batch::new(&wanted)];
        let [fast, slow] = &mut batches;
        fast.guarded = true;
        slow.guarded = true;
        RowParser::new(&wanted, 5, dialect).parse(&data, length, fast);
        RowParser::new(&wanted, 5, dialect).parse_quoted(&data[..length], slow);
        prop_assert_eq!(content(fast), content(slow));
    }
}
