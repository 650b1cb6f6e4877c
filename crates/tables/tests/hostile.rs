//! Files that are broken, lie, or want to bring the process down: each costs a message.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use std::io::{Cursor, Write};

use proptest::prelude::*;
use tables::write::{Cell, Format, Heading, Shape, Writer};
use tables::{DateOrder, DecimalSign, Error, Kind, Limits, Options, Table, Wanted};
use zip::write::SimpleFileOptions;

const CONTENT_TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#;
const RELS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;

/// A workbook of these sheets (names and the inside of `sheetData`), with other parts.
fn workbook(sheets: &[(&str, String)], others: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    let mut list = String::new();
    let mut rels = String::new();
    for (i, (name, _)) in (1..).zip(sheets) {
        list.push_str(&format!(
            r#"<sheet name="{name}" sheetId="{i}" r:id="rId{i}"/>"#
        ));
        rels.push_str(&format!(r#"<Relationship Id="rId{i}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet{i}.xml"/>"#));
    }
    rels.push_str(r#"<Relationship Id="rId999" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/>"#);
    let book = format!(
        r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>{list}</sheets></workbook>"#
    );
    let rels = format!(
        r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rels}</Relationships>"#
    );
    let mut put = |name: &str, data: &[u8]| {
        zip.start_file(name, options).unwrap();
        zip.write_all(data).unwrap();
    };
    put("[Content_Types].xml", CONTENT_TYPES.as_bytes());
    put("_rels/.rels", RELS.as_bytes());
    put("xl/workbook.xml", book.as_bytes());
    put("xl/_rels/workbook.xml.rels", rels.as_bytes());
    for (i, (_, data)) in (1..).zip(sheets) {
        let sheet = format!(
            r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{data}</sheetData></worksheet>"#
        );
        put(&format!("xl/worksheets/sheet{i}.xml"), sheet.as_bytes());
    }
    for (name, data) in others {
        put(name, data);
    }
    zip.finish().unwrap().into_inner()
}

fn cell(place: &str, text: &str) -> String {
    format!(r#"<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>"#)
}

fn code(result: Result<Table, Error>) -> String {
    match result {
        Ok(_) => "opened".to_owned(),
        Err(error) => error.problem.code().to_owned(),
    }
}

fn whole(bytes: &[u8]) -> Result<Vec<Vec<String>>, Error> {
    common::rows(common::open(bytes)?)
}

fn simple_sheet() -> String {
    format!(
        r#"<row r="1">{}{}</row><row r="2">{}<c r="B2"><v>5</v></c></row>"#,
        cell("A1", "client"),
        cell("B1", "amount"),
        cell("A2", "one")
    )
}

#[test]
fn sec_58_two_cells_a_million_rows_and_columns_apart() {
    let data = format!(
        r#"<row r="1">{}</row><row r="1048576">{}</row>"#,
        cell("A1", "first"),
        cell("XFD1048576", "last")
    );
    let bytes = workbook(&[("Sheet1", data)], &[]);
    assert!(bytes.len() < 5_000);
    assert_eq!(code(common::open(&bytes)), "table.over_limit");
}

#[test]
fn sec_58_shared_strings_that_unpack_a_thousandfold() {
    let mut strings =
        br#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">"#.to_vec();
    let one = format!("<si><t>{}</t></si>", "a".repeat(100_000));
    for _ in 0..400 {
        strings.extend_from_slice(one.as_bytes());
    }
    strings.extend_from_slice(b"</sst>");
    let bytes = workbook(
        &[("Sheet1", simple_sheet())],
        &[("xl/sharedStrings.xml", strings)],
    );
    assert!(bytes.len() < 200_000, "{}", bytes.len());
    let limit = |limits: Limits| {
        let options = Options {
            limits,
            ..Options::default()
        };
        let table = Table::from_stream("bomb", Box::new(Cursor::new(bytes.clone())), &options);
        match table.map_err(|e| e.problem.parameters()[0].1.clone()) {
            Ok(_) => "opened".to_owned(),
            Err(limit) => limit,
        }
    };
    assert_eq!(limit(Limits::default()), "zip_ratio");
    let lax = Limits {
        zip_ratio: 5_000,
        ..Limits::default()
    };
    assert_eq!(limit(lax.clone()), "opened");
    let held = Limits {
        zip_held_bytes: 20 << 20,
        ..lax.clone()
    };
    assert_eq!(limit(held), "zip_held_bytes");
    let all = Limits {
        zip_unpacked_bytes: 20 << 20,
        ..lax
    };
    assert_eq!(limit(all), "zip_unpacked_bytes");
}

#[test]
fn sec_58_an_archive_of_too_many_entries() {
    let others: Vec<(String, Vec<u8>)> = (0..5_000)
        .map(|i| (format!("xl/media/{i}.xml"), Vec::new()))
        .collect();
    let others: Vec<(&str, Vec<u8>)> = others
        .iter()
        .map(|(n, d)| (n.as_str(), d.clone()))
        .collect();
    let bytes = workbook(&[("Sheet1", simple_sheet())], &others);
    assert_eq!(code(common::open(&bytes)), "table.over_limit");
}

#[test]
fn sec_58_a_gzip_that_unpacks_without_end() {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    let line = "client;amount\n".repeat(5_000);
    for _ in 0..1_500 {
        packed.write_all(line.as_bytes()).unwrap();
    }
    let bytes = packed.finish().unwrap();
    let options = Options {
        limits: Limits {
            unpacked_bytes: 50 << 20,
            ..Limits::default()
        },
        ..Options::default()
    };
    let table = Table::from_stream("bomb", Box::new(Cursor::new(bytes)), &options).unwrap();
    let error = common::rows(table).unwrap_err();
    assert_eq!(error.problem.code(), "table.over_limit");
    assert!(error.row.is_some());
}

#[test]
fn sec_57_a_tag_of_a_hundred_thousand_attributes() {
    let attributes: String = (0..100_000).map(|i| format!(" a{i}=\"x\"")).collect();
    let data = format!("<row r=\"1\"{attributes}>{}</row>", cell("A1", "x"));
    let bytes = workbook(&[("Sheet1", data)], &[]);
    let begin = std::time::Instant::now();
    assert_eq!(code(common::open(&bytes)), "table.over_limit");
    // not a timed test: quadratic work here would take hours
    assert!(begin.elapsed().as_secs() < 600);
}

#[test]
fn sec_57_name_spaces_without_number() {
    let spaces: String = (0..20_000)
        .map(|i| format!(" xmlns:n{i}=\"u:{i}\""))
        .collect();
    let data = format!(
        "<row r=\"1\"{spaces}>{}{}</row>",
        cell("A1", "x"),
        cell("B1", "y")
    );
    let bytes = workbook(&[("Sheet1", data)], &[]);
    // under the limit of a piece this is read; what matters is that it ends
    let _ = whole(&bytes);
}

#[test]
fn what_is_not_a_table_is_named() {
    let cfb = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0, 0, 0];
    let mut encrypted = cfb.to_vec();
    encrypted.extend("EncryptedPackage".bytes().flat_map(|b| [b, 0]));
    let mut word = zip::ZipWriter::new(Cursor::new(Vec::new()));
    word.start_file("word/document.xml", SimpleFileOptions::default())
        .unwrap();
    let word = word.finish().unwrap().into_inner();
    let random: Vec<u8> = (0..4_000u32)
        .map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8)
        .collect();
    for (bytes, expected) in [
        (b"".as_slice(), "table.empty"),
        (b"\n\n\n", "table.empty"),
        (b"<html><body><table><tr><td>1</td></tr></table></body></html>", "opened"),
        (b"\xef\xbb\xbf<!DOCTYPE html PUBLIC><meta charset=utf-8>", "table.empty"),
        (
            b"<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">",
            "table.damaged",
        ),
        (b"<?xml version=\"1.0\"?><a/>", "table.not_a_table"),
        (&cfb, "table.damaged"),
        (&encrypted, "table.encrypted"),
        (&word, "table.empty"),
        (b"%PDF-1.7 ...", "table.other_archive"),
        (b"\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00", "table.binary"),
        (&random, "table.binary"),
        (b"PAR1 and nothing more", "table.damaged"),
        (b"PK\x03\x04 and nothing more", "table.damaged"),
        (b"\x28\xb5\x2f\xfd and nothing more", "table.damaged"),
        (b"\x1f\x8b and nothing more", "table.damaged"),
    ] {
        let text: String = String::from_utf8_lossy(bytes).chars().take(30).collect();
        assert_eq!(code(common::open(bytes)), expected, "{text:?}");
    }
    let missing = Table::open(std::path::Path::new("/no/such/file"), &Options::default());
    assert_eq!(code(missing), "table.not_found");
}

#[test]
fn sheets_with_the_same_heading_are_one_table() {
    let bytes = workbook(
        &[
            ("2023", simple_sheet()),
            ("2024", simple_sheet()),
            (
                "Notes",
                format!(r#"<row r="1">{}</row>"#, cell("A1", "just a note")),
            ),
        ],
        &[],
    );
    let table = common::open(&bytes).unwrap();
    let expected = tables::Source::Workbook {
        sheets: vec!["2023".to_owned(), "2024".to_owned()],
        others: vec!["Notes".to_owned()],
    };
    assert_eq!(table.source(), expected);
    assert_eq!(common::rows(table).unwrap(), [["one", "5"], ["one", "5"]]);
    let options = Options {
        sheet: Some("2025".to_owned()),
        ..Options::default()
    };
    let asked = Table::from_stream("x", Box::new(Cursor::new(bytes)), &options);
    assert_eq!(code(asked), "table.no_sheet");
}

/// One table in each format, with days, texts and numbers.
fn samples() -> Vec<(Format, Vec<u8>)> {
    let headings = [
        Heading::new("client", Shape::Text),
        Heading::new("day", Shape::Day),
        Heading::new("amount", Shape::Decimal(2)),
        Heading::new("share", Shape::Float),
        Heading::new("orders", Shape::Whole),
    ];
    let folder = tempfile::tempdir().unwrap();
    Format::ALL
        .into_iter()
        .map(|format| {
            let path = folder.path().join(format.extension());
            let mut writer = Writer::create(&path, format, &headings).unwrap();
            for i in 0..300 {
                let name = format!("Client {i}");
                let cells = [
                    Cell::Text(&name),
                    Cell::Day(20_000 + i),
                    Cell::Whole(i64::from(i) * 100 - 5_000),
                    Cell::Float(f64::from(i) / 3.0),
                    if i % 7 == 0 {
                        Cell::Empty
                    } else {
                        Cell::Whole(i64::from(i))
                    },
                ];
                writer.row(&cells).unwrap();
            }
            writer.finish().unwrap();
            (format, std::fs::read(&path).unwrap())
        })
        .collect()
}

#[test]
fn a_file_cut_anywhere_is_read_or_refused() {
    for (format, bytes) in samples() {
        let complete = whole(&bytes).unwrap();
        assert_eq!(complete.len(), 300, "{format:?}");
        assert_eq!(complete[7][0], "Client 7");
        assert_eq!(complete[7][1], "2024-10-11");
        let mut refused = 0;
        for length in (0..bytes.len()).step_by(bytes.len() / 60) {
            match whole(&bytes[..length]) {
                Ok(rows) => assert!(
                    format == Format::Csv && rows.len() <= 300,
                    "{format:?} {length}"
                ),
                Err(_) => refused += 1,
            }
        }
        assert!(
            format == Format::Csv || refused >= 60,
            "{format:?}: {refused}"
        );
    }
}

#[test]
fn sec_36_formulas_are_guarded_and_come_back_as_they_were() {
    let texts = [
        "=1+1",
        "+7 900",
        "-5 apples",
        "@sum",
        "\ttab",
        "\rreturn",
        "＝1",
        "＋1",
        "－1",
        "＠x",
        "'=1",
        "''@",
        "plain",
        "it's",
        "'quoted'",
        "a,b",
        "a\"b",
        "two\nlines",
    ];
    for format in Format::ALL {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t");
        let headings = [
            Heading::new("text", Shape::Text),
            Heading::new("n", Shape::Whole),
        ];
        let mut writer = Writer::create(&path, format, &headings).unwrap();
        for text in texts {
            writer.row(&[Cell::Text(text), Cell::Whole(-1)]).unwrap();
        }
        writer.finish().unwrap();
        let bytes = std::fs::read(&path).unwrap();
        if format == Format::Csv {
            let csv = String::from_utf8(bytes.clone()).unwrap();
            for line in csv.trim_start_matches('\u{feff}').lines() {
                let cell = line.trim_start_matches('"');
                assert!(
                    !cell.starts_with(['=', '+', '-', '@', '\t', '＝', '＋', '－', '＠']),
                    "{line:?}"
                );
            }
            assert!(csv.contains(",-1\r\n"), "numbers stay numbers");
        }
        let rows = whole(&bytes).unwrap();
        // spaces at the ends are not kept by readers of keys
        let got: Vec<&str> = rows.iter().map(|row| row[0].trim()).collect();
        let want: Vec<&str> = texts.iter().map(|t| t.trim()).collect();
        assert_eq!(got, want, "{format:?}");
    }
}

#[test]
fn a_file_appears_only_when_it_is_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.csv");
    let headings = [Heading::new("a", Shape::Text)];
    let writer = Writer::create(&path, Format::Csv, &headings).unwrap();
    assert!(!path.exists());
    drop(writer);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn rows_above_the_heading_and_ragged_rows() {
    let text = "Отчёт по продажам\n\nза 2024 год;;\nКлиент;Дата;Сумма\nА;01.01.2024;5\nБ;02.01.2024\nВ;03.01.2024;7;8\n\nГ;04.01.2024;9\n";
    let table = common::open(text.as_bytes()).unwrap();
    assert_eq!(table.headings(), ["Клиент", "Дата", "Сумма", "4"]);
    let rows = common::rows(table).unwrap();
    assert_eq!(rows[1], ["Б", "02.01.2024", "", ""]);
    assert_eq!(rows[4], ["Г", "04.01.2024", "9", ""]);
}

#[test]
fn a_quote_that_never_closes_costs_a_message() {
    let mut text = String::from("a,b\n1,\"x\n");
    text.push_str(&"1,2\n".repeat(2_000_000));
    let options = Options {
        limits: Limits {
            row_bytes: 1 << 20,
            ..Limits::default()
        },
        ..Options::default()
    };
    let table =
        Table::from_stream("q", Box::new(Cursor::new(text.into_bytes())), &options).unwrap();
    let error = common::rows(table).unwrap_err();
    assert_eq!(error.problem.code(), "table.over_limit");
    assert_eq!(error.row, Some(2));
}

fn read_with_every_kind(bytes: &[u8]) {
    for kind in [
        Kind::Key,
        Kind::Number(DecimalSign::Point),
        Kind::Number(DecimalSign::Comma),
        Kind::Day(DateOrder::DayFirst),
        Kind::Day(DateOrder::Serial),
    ] {
        let Ok(table) = common::open(bytes) else {
            return;
        };
        let wanted: Vec<Wanted> = (0..table.headings().len().min(8))
            .rev()
            .map(|column| Wanted { column, kind })
            .collect();
        let _ = table.read(&wanted, 2, |batch| {
            for column in &batch.columns {
                let rows = match column {
                    tables::Column::Keys(keys) => {
                        (0..batch.rows).for_each(|row| _ = keys.get(row));
                        batch.rows
                    }
                    tables::Column::Numbers(numbers) => numbers.len(),
                    tables::Column::Days(days) => days.len(),
                };
                assert_eq!(rows, batch.rows, "a cell for each row");
            }
            Ok::<(), ()>(())
        });
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        read_with_every_kind(&bytes);
    }

    #[test]
    fn arbitrary_tables_never_panic(text in "([-0-9.,;\"\r\n\t|a-яЁ =+€'C]{0,12}[,;\n]){0,80}") {
        read_with_every_kind(text.as_bytes());
    }

    #[test]
    fn damaged_files_never_panic(place in 0.0f64..1.0, value in any::<u8>(), which in 0usize..3) {
        static SAMPLES: std::sync::OnceLock<Vec<(Format, Vec<u8>)>> = std::sync::OnceLock::new();
        let (_, bytes) = &SAMPLES.get_or_init(samples)[which];
        let mut bytes = bytes.clone();
        let at = ((bytes.len() - 1) as f64 * place) as usize;
        bytes[at] = value;
        read_with_every_kind(&bytes);
    }

    #[test]
    fn the_fast_ways_agree_with_the_slow(
        rows in proptest::collection::vec((any::<i64>(), -10_000_000i64..10_000_000, 0u32..7, 0i32..40_000), 1..40)
    ) {
        // the same cells quoted (the careful way) and plain (the fast way)
        let mut plain = String::from("k,n,d,skip\n");
        let mut quoted = plain.clone();
        for (key, number, places, day) in &rows {
            let number = format!("{:.*}", *places as usize, *number as f64 / 1_000.0);
            let (year, month, date) = analysis_day(*day);
            let day = format!("{year:04}-{month:02}-{date:02}");
            plain.push_str(&format!("{key},{number},{day},x\n"));
            quoted.push_str(&format!("\"{key}\",\"{number}\",\"{day}\",\"x\"\n"));
        }
        let read = |text: &str| {
            let wanted = [
                Wanted { column: 0, kind: Kind::Key },
                Wanted { column: 1, kind: Kind::Number(DecimalSign::Point) },
                Wanted { column: 2, kind: Kind::Day(DateOrder::YearFirst) },
            ];
            let mut all = Vec::new();
            let table = common::open(text.as_bytes()).unwrap();
            table.read(&wanted, 1, |batch| {
                all.push(format!("{:?} {}", batch.columns, batch.rows));
                Ok::<(), ()>(())
            }).unwrap();
            all
        };
        prop_assert_eq!(read(&plain), read(&quoted));
    }
}

/// Year, month and day of days since 1970, by counting (slow and sure).
fn analysis_day(days: i32) -> (i32, u32, u32) {
    for year in 1970.. {
        for month in 1..=12 {
            for day in 1..=31 {
                if tables::parse::day_of(year, month, day) == Some(days) {
                    return (year, month, day);
                }
            }
        }
        if year > 2200 {
            break;
        }
    }
    unreachable!("within two centuries")
}
