//! Rows as text cells, for every format that has rows.

mod common;

use common::{open, open_with, texts};
use tables::write::{Cell, Format, Heading, Shape, Writer};
use tables::{Options, Remark};

#[test]
fn rows_of_a_text_come_in_order_with_their_places() {
    let text = "Прайс-лист на 01.12.2024;;\n\nКлиент;Сумма;Комментарий\nООО Ромашка;10,5;\"две\nстроки\"\n;;\nКлиент;Сумма;Комментарий\nИП Иванов;7\nИтого;17,5;\n";
    let (rows, tally) = texts(open(text.as_bytes()).unwrap());
    let cells: Vec<(u64, Vec<&str>, bool)> = rows
        .iter()
        .map(|r| (r.row, r.cells.iter().map(String::as_str).collect(), r.total))
        .collect();
    assert_eq!(
        cells,
        [
            (4, vec!["ООО Ромашка", "10,5", "две\nстроки"], false),
            (7, vec!["ИП Иванов", "7", ""], false),
            (8, vec!["Итого", "17,5", ""], true),
        ]
    );
    assert_eq!(
        (tally.rows, tally.empty, tally.repeated, tally.totals),
        (3, 1, 1, 1)
    );
}

#[test]
fn lines_in_another_encoding_are_read_as_they_were_written() {
    let mut bytes = "Клиент;Город\nООО Ромашка;Тверь\nООО Лютик;Орёл\n"
        .as_bytes()
        .to_vec();
    let (line, _, _) = encoding_rs::WINDOWS_1251.encode("Мебельный двор;Нижний Новгород\n");
    bytes.extend_from_slice(&line);
    let table = open(&bytes).unwrap();
    assert!(table.remarks().contains(&Remark::MixedEncoding));
    let (rows, _) = texts(table);
    assert_eq!(rows[1].cells, ["ООО Лютик", "Орёл"]);
    assert_eq!(rows[2].cells, ["Мебельный двор", "Нижний Новгород"]);
}

#[test]
fn the_heading_can_be_told() {
    let text = "a,b\nc,d\ne,f\ng,h\n";
    let open = |first, count| {
        let options = Options {
            heading_rows: Some((first, count)),
            ..Options::default()
        };
        let table = open_with(text.as_bytes(), &options).unwrap();
        let names = table.headings().to_vec();
        let rows: Vec<u64> = texts(table).0.iter().map(|r| r.row).collect();
        (names.join("|"), rows)
    };
    assert_eq!(open(2, 1), ("c|d".to_owned(), vec![3, 4]));
    assert_eq!(open(1, 2), ("a / c|b / d".to_owned(), vec![3, 4]));
    assert_eq!(open(2, 0), ("1|2".to_owned(), vec![2, 3, 4]));
}

#[test]
fn headings_of_several_rows_are_joined() {
    let cases = [
        (
            "Name;Contacts;;Address;\n;Phone;E-mail;City;Street\nOne;1234567;a@b.c;X;Y\n",
            "Name|Contacts / Phone|Contacts / E-mail|Address / City|Address / Street",
        ),
        (
            "Contacts;;Address;\nPhone;E-mail;City;Street\n1234567;a@b.c;X;Y\n",
            "Contacts / Phone|Contacts / E-mail|Address / City|Address / Street",
        ),
        (
            "Name;Contacts;;Note\n;Phone;E-mail;\nOne;1234567;a@b.c;X\n",
            "Name|Contacts / Phone|Contacts / E-mail|Note",
        ),
        ("No;Name;Sum\n1;2;3\n1;Two;5\n", "No|Name|Sum"),
        // a row of words below a full heading is data
        ("Name;City\nOne;Two\nThree;Four\n", "Name|City"),
        ("Report;;\nName;City;Sum\nOne;Two;5\n", "Name|City|Sum"),
    ];
    for (text, names) in cases {
        let table = open(text.as_bytes()).unwrap();
        assert_eq!(table.headings().join("|"), names, "{text}");
        let (rows, _) = texts(table);
        assert!(!rows[0].cells.contains(&"Phone".to_owned()), "{text}");
    }
}

#[test]
fn a_workbook_and_a_parquet_file_give_plain_days_and_numbers() {
    // the decimals of Parquet keep their places
    for (format, amount) in [(Format::Xlsx, "12345.5"), (Format::Parquet, "12345.50")] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        let headings = [
            Heading::new("client", Shape::Text),
            Heading::new("amount", Shape::Decimal(2)),
            Heading::new("day", Shape::Day),
            Heading::new("phone", Shape::Whole),
        ];
        let mut writer = Writer::create(&path, format, &headings).unwrap();
        writer
            .row(&[
                Cell::Text("ООО «Ромашка»"),
                Cell::Whole(1_234_550),
                Cell::Day(20_000),
                Cell::Whole(79_001_234_567),
            ])
            .unwrap();
        writer
            .row(&[Cell::Text("two"), Cell::Empty, Cell::Empty, Cell::Whole(1)])
            .unwrap();
        writer.finish().unwrap();
        let (rows, _) = texts(tables::Table::open(&path, &Options::default()).unwrap());
        assert_eq!(
            rows[0].cells,
            ["ООО «Ромашка»", amount, "2024-10-04", "79001234567"]
        );
        assert_eq!(rows[1].cells, ["two", "", "", "1"]);
        assert_eq!(rows.len(), 2);
    }
}

#[test]
fn moments_of_a_parquet_file_keep_their_time() {
    use parquet::data_type::Int64Type;
    use parquet::file::writer::SerializedFileWriter;
    for (unit, ticks) in [
        ("MILLIS", 1_000),
        ("MICROS", 1_000_000),
        ("NANOS", 1_000_000_000),
    ] {
        let schema = format!("message m {{ required int64 at (TIMESTAMP({unit},true)); }}");
        let schema = parquet::schema::parser::parse_message_type(&schema).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        let file = std::fs::File::create(&path).unwrap();
        let mut writer =
            SerializedFileWriter::new(file, schema.into(), Default::default()).unwrap();
        let mut group = writer.next_row_group().unwrap();
        let mut column = group.next_column().unwrap().unwrap();
        let seconds = [20_000 * 86_400 + 3_723, 20_000 * 86_400, -1];
        column
            .typed::<Int64Type>()
            .write_batch(&seconds.map(|second| second * ticks), None, None)
            .unwrap();
        column.close().unwrap();
        group.close().unwrap();
        writer.close().unwrap();
        let (rows, _) = texts(tables::Table::open(&path, &Options::default()).unwrap());
        let cells: Vec<&str> = rows.iter().map(|row| row.cells[0].as_str()).collect();
        assert_eq!(
            cells,
            ["2024-10-04 01:02:03", "2024-10-04", "1969-12-31 23:59:59"],
            "{unit}"
        );
    }
}

#[test]
fn r96_cells_are_repaired_when_that_is_wished() {
    let (bytes, _, _) =
        encoding_rs::WINDOWS_1251.encode("Клиент;Город\nРомашка;Тверь\nОмега;Орёл\n");
    let read: String = bytes.iter().map(|&b| char::from(b)).collect();
    let read = read + "Société;Orléans\n";
    let options = Options {
        repair: true,
        ..Options::default()
    };
    let table = open_with(read.as_bytes(), &options).unwrap();
    assert_eq!(table.headings(), ["Клиент", "Город"]);
    assert_eq!(table.sample()[0], ["Ромашка", "Тверь"]);
    let (rows, tally) = texts(table);
    assert_eq!(rows[1].cells, ["Омега", "Орёл"]);
    assert_eq!(rows[2].cells, ["Société", "Orléans"]);
    assert_eq!(tally.repaired, 4);
    let (rows, tally) = texts(open(read.as_bytes()).unwrap());
    assert_ne!(rows[0].cells, ["Ромашка", "Тверь"]);
    assert_eq!(tally.repaired, 0);
}
