//! A ledger read in parts, each with some of the clients and its lines in no order, gives the same
//! document as the file read in one piece.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeMap;

use analysis::reference::{self, Parts};
use ledger::{Cleaning, Document, Part, PartReader, Settings, compare_names};
use tables::{Batch, Options, Table};

const HEADING: [&str; 6] = ["Invoice", "Customer", "Date", "Item", "Quantity", "Price"];

/// A small ledger with every fault that a line can have on its own, and lines that stand twice.
fn rows() -> Vec<[String; 6]> {
    let mut rows = Vec::new();
    for n in 0_u32..3_000 {
        let order = n / 4;
        let client = order.wrapping_mul(2_654_435_761) >> 16;
        let client = match client % 37 {
            0 => String::new(),
            1 => "Ann".to_owned(),
            c => (c * 5).to_string(),
        };
        let cancelled = if order % 23 == 0 { "C" } else { "" };
        let quantity = if cancelled.is_empty() {
            1 + n / 2 % 7
        } else {
            n / 2 % 3
        };
        rows.push([
            format!("{cancelled}{}", 10_000 + order),
            client,
            format!(
                "20{:02}-{:02}-{:02}",
                10 + order / 250,
                1 + order / 21 % 12,
                1 + n / 4 % 28
            ),
            format!("P{}", n % 4 / 2 + order % 11),
            if n % 97 == 0 {
                "many".to_owned()
            } else {
                quantity.to_string()
            },
            if n % 61 == 0 {
                "0".to_owned()
            } else {
                format!("{}.{:02}", 1 + n % 4 / 2, order % 100)
            },
        ]);
    }
    rows
}

fn text_of(rows: &[[String; 6]]) -> String {
    let lines = rows.iter().map(|row| row.join(","));
    let lines: Vec<String> = std::iter::once(HEADING.join(",")).chain(lines).collect();
    lines.join("\n") + "\n"
}

#[test]
fn parts_give_the_document_of_the_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.csv");
    let rows = rows();
    std::fs::write(&path, text_of(&rows)).unwrap();
    let settings = Settings::default();
    let whole = ledger::read(
        Table::open(&path, &Options::default()).unwrap(),
        &settings,
        &|_| (),
    )
    .unwrap();
    let name = |client: u32| whole.clients[client as usize].clone();
    let expected = Document::new(reference::document(&whole.image, "", name), &whole.cleaning);
    assert!(whole.cleaning.raw.repeated_rows > 0 && whole.cleaning.left_out() > 0);

    let parts = parts(&rows, &whole.layout);
    let days = whole.image.days().unwrap();
    let mut names: Vec<String> = parts.iter().flat_map(|part| part.clients.clone()).collect();
    names.sort_by(|a, b| compare_names(a, b));
    assert_eq!(names, whole.clients);
    let number: BTreeMap<&String, u32> = names.iter().zip(0..).collect();
    let mut cleaning = Cleaning::default();
    let folded = parts.into_iter().map(|mut part| {
        cleaning.add(&part.cleaning);
        part.image.set_part_of(days);
        let mut folded = Parts::of(&part.image, None);
        folded.renumber(
            &part
                .clients
                .iter()
                .map(|name| number[name])
                .collect::<Vec<_>>(),
        );
        folded
    });
    let sum = Parts::sum(folded.collect::<Vec<_>>());
    // what several parts hold is counted by whoever has all of them
    cleaning.raw.invoices = whole.cleaning.raw.invoices;
    cleaning.raw.stock_codes = whole.cleaning.raw.stock_codes;
    let found = Document::new(
        sum.document(days, None, "", |c| names[c as usize].clone()),
        &cleaning,
    );
    assert_eq!(
        serde_json::to_string_pretty(&found).unwrap(),
        serde_json::to_string_pretty(&expected).unwrap()
    );
}

/// Three parts; the rows of each are dealt out to the batches like cards.
fn parts(rows: &[[String; 6]], layout: &ledger::Layout) -> Vec<Part> {
    let settings = Settings {
        scattered: true,
        ..Settings::default()
    };
    let wanted = layout.wanted();
    let whose = |client: &str| client.bytes().map(usize::from).sum::<usize>() % 3;
    let part = |part: usize| {
        let mut reader = PartReader::new(&settings, layout);
        for deal in 0..5 {
            let mut batch = Batch::new(&wanted);
            for row in rows
                .iter()
                .filter(|row| whose(&row[1]) == part)
                .skip(deal)
                .step_by(5)
            {
                for (slot, column) in wanted.iter().enumerate() {
                    batch.push_bytes(slot, row[column.column].as_bytes());
                }
                batch.rows += 1;
            }
            reader.take(&batch).unwrap();
        }
        reader.finish().unwrap()
    };
    (0..3).map(part).collect()
}
