//! Runs of plain rows are taken in columns; the answer is that of taking them row by row.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use ledger::{Ledger, Settings};
use proptest::prelude::*;

#[derive(Clone, Debug)]
struct Order {
    number: String,
    client: String,
    day: String,
    lines: Vec<[String; 3]>,
}

fn text(odd: &'static str) -> impl Strategy<Value = String> {
    odd.prop_map(|text: String| text)
}

fn line() -> impl Strategy<Value = [String; 3]> {
    let number = |usual: std::ops::Range<i64>| {
        prop_oneof![
            60 => usual.prop_map(|n| n.to_string()),
            1 => (21_474_000i64..21_475_000).prop_map(|n| n.to_string()),
            1 => text("[0-9]{13,15}|-|many|0|| 7 |1 000,5"),
        ]
    };
    let product = prop_oneof![40 => (1u32..30).prop_map(|n| n.to_string()), 1 => text("P1|")];
    (product, number(-2..9), number(-50..2_000)).prop_map(|(p, q, a)| [p, q, a])
}

fn order() -> impl Strategy<Value = Order> {
    let number = prop_oneof![
        30 => (1_000u32..1_200).prop_map(|n| n.to_string()),
        1 => text("C10[0-9]{2}|A-7|"),
    ];
    let client = prop_oneof![30 => (1u32..20).prop_map(|n| n.to_string()), 1 => text("|Ann|0")];
    let day = prop_oneof![
        30 => (1u32..29).prop_map(|d| format!("2024-03-{d:02}")),
        1 => text("soon||1830-01-01|2024-02-30|2024-03-05 10:00"),
    ];
    let lines = proptest::collection::vec(line(), 1..7);
    (number, client, day, lines).prop_map(|(number, client, day, lines)| Order {
        number,
        client,
        day,
        lines,
    })
}

/// Orders, a stretch of them again, and here and there a line of another client or day.
fn ledger() -> impl Strategy<Value = Vec<[String; 6]>> {
    let orders = proptest::collection::vec(order(), 1..60);
    let again = (0usize..60, 0usize..20);
    let changes = proptest::collection::vec((0usize..400, 0usize..6, text("|2|2024-03-09")), 0..4);
    (orders, again, changes).prop_map(|(mut orders, (from, many), changes)| {
        let again: Vec<Order> = orders.iter().skip(from).take(many).cloned().collect();
        orders.extend(again);
        let mut rows: Vec<[String; 6]> = Vec::new();
        for order in &orders {
            for [product, quantity, amount] in &order.lines {
                let (number, client) = (order.number.clone(), order.client.clone());
                let [product, quantity, amount] = [product, quantity, amount].map(String::clone);
                rows.push([number, client, order.day.clone(), product, quantity, amount]);
            }
        }
        for (row, column, cell) in changes {
            if let Some(row) = rows.get_mut(row) {
                row[column] = cell;
            }
        }
        rows
    })
}

/// Reads the rows. A column of managers, though nobody is named in it, makes every row one that is
/// looked at by itself.
fn read(rows: &[[String; 6]], number: &str, by_row: bool) -> Option<Ledger> {
    let mut text = format!("order id,client id,order date,product id,{number},amount");
    text.push_str(if by_row { ",manager\n" } else { "\n" });
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| format!("\"{cell}\"")).collect();
        text.push_str(&cells.join(","));
        text.push_str(if by_row { ",\n" } else { "\n" });
    }
    let roles = "order=order id,client=client id,date=order date,product=product id,amount=amount";
    let manager = if by_row { ",manager=manager" } else { "" };
    let map = format!("{roles},{number}={number}{manager}");
    let settings = Settings {
        map: ledger::parse_map(&map).unwrap(),
        overlap_lines: 20,
        ..Settings::default()
    };
    let stream = std::io::Cursor::new(text.into_bytes());
    let table = tables::Table::from_stream("-", Box::new(stream), &tables::Options::default());
    ledger::read(table.ok()?, &settings, &|_| ()).ok()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn columns_of_plain_rows_give_what_single_rows_give(
        rows in ledger(),
        number in prop_oneof![Just("quantity"), Just("price"), Just("discount")],
    ) {
        let (plain, single) = (read(&rows, number, false), read(&rows, number, true));
        prop_assert_eq!(plain.is_some(), single.is_some());
        let (Some(plain), Some(single)) = (plain, single) else { return Ok(()) };
        let lines = |ledger: &Ledger| {
            let mut lines = Vec::new();
            ledger.image.each_line(|line| lines.push(line));
            lines
        };
        prop_assert_eq!(lines(&plain), lines(&single));
        prop_assert_eq!(&plain.cleaning, &single.cleaning);
        prop_assert_eq!(&plain.clients, &single.clients);
        prop_assert_eq!(&plain.by_appearance, &single.by_appearance);
        prop_assert_eq!(&plain.products, &single.products);
    }
}
