//! Bringing a table in, by the program itself: `clientele import` beside a running server that
//! answers others meanwhile. Against the reader alone (the crate that opens the file) and against
//! the floor: the same rows put into a bare SQLite table.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use calamine::{Data, Reader};
use rusqlite::{Connection as Base, params_from_iter};
use serde_json::json;

use crate::base;
use crate::http::Connection;
use crate::server::Server;

const HEADINGS: [&str; 9] = [
    "Наименование",
    "ИНН",
    "Телефон",
    "E-mail",
    "Город",
    "Адрес",
    "Контактное лицо",
    "Примечание",
    "Код",
];
const FIRST: [&str; 10] = [
    "Альфа",
    "Вектор",
    "Дельта",
    "Заря",
    "Импульс",
    "Луч",
    "Орион",
    "Радуга",
    "Сфера",
    "Факел",
];
const SECOND: [&str; 8] = [
    "Сервис",
    "Торг",
    "Снаб",
    "Строй",
    "Мед",
    "Клининг",
    "Логистик",
    "Системы",
];
const CITIES: [&str; 8] = [
    "Москва",
    "Казань",
    "Самара",
    "Тверь",
    "Пермь",
    "Омск",
    "Уфа",
    "Томск",
];
/// Rows of one transaction of the floor: as many as a portion of the importer.
const PORTION: usize = 2_000;
/// How often somebody else asks while the import goes on.
const ELSE: Duration = Duration::from_millis(100);

/// Measures files of this many rows and prints the table.
pub fn measure(binary: &Path, folder: &Path, rows: usize, others: bool) -> Result<()> {
    std::fs::create_dir_all(folder)?;
    let csv = folder.join(format!("clients-{rows}.csv"));
    let xlsx = folder.join(format!("clients-{rows}.xlsx"));
    if !csv.exists() {
        write_csv(&csv, rows)?;
    }
    if !xlsx.exists() && rows < 1_048_576 {
        write_xlsx(&xlsx, rows)?;
    }
    println!("### {rows} rows of clients, nine columns\n");
    println!(
        "| file | s | rows/s | reading s | writing s | server MiB | reading process MiB | reader alone, rows/s | to the reader | floor, rows/s | to the floor | others: list p50 · p99 ms | create p50 · p99 ms |"
    );
    println!("|{}", " --- |".repeat(13));
    let floor = rate(rows, || floor(folder, rows))?;
    for file in [&csv, &xlsx].into_iter().filter(|file| file.exists()) {
        let reader = rate(rows, || read_alone(file))?;
        let place = folder.join("base");
        let _old = std::fs::remove_dir_all(&place);
        let base = base::make(binary, &place, 2)?;
        let server = Server::start(binary, &place)?;
        for time in ["", ", again"] {
            let name = file.extension().unwrap_or_default().to_string_lossy();
            let taken = import(
                binary,
                &place,
                file,
                &server,
                others.then_some(&*base.token),
            )?;
            let speed = rows as f64 / taken.wall.as_secs_f64();
            println!(
                "| {name}{time} | {:.1} | {speed:.0} | {:.1} | {:.1} | {:.0} | {:.0} | {reader:.0} | {:.2} | {floor:.0} | {:.2} | {} | {} |",
                taken.wall.as_secs_f64(),
                taken.reading,
                taken.writing,
                server.peak()?,
                taken.reader_mib,
                speed / reader,
                speed / floor,
                spread(taken.lists),
                spread(taken.creates),
            );
        }
    }
    println!();
    Ok(())
}

/// Rows a second of `work`.
fn rate(rows: usize, work: impl FnOnce() -> Result<()>) -> Result<f64> {
    let begun = Instant::now();
    work()?;
    Ok(rows as f64 / begun.elapsed().as_secs_f64())
}

/// What an import took.
struct Taken {
    wall: Duration,
    reading: f64,
    writing: f64,
    reader_mib: f64,
    lists: Vec<f64>,
    creates: Vec<f64>,
}

fn import(
    binary: &Path,
    folder: &Path,
    file: &Path,
    server: &Server,
    others: Option<&str>,
) -> Result<Taken> {
    let over = AtomicBool::new(false);
    let (wall, (lists, creates), reader_mib) = std::thread::scope(|scope| {
        let watched = scope.spawn(|| {
            let mut most: f64 = 0.0;
            while !over.load(Ordering::Relaxed) {
                most = most.max(server.peak_of_children()?);
                std::thread::sleep(ELSE);
            }
            Ok::<_, anyhow::Error>(most)
        });
        let asked = scope.spawn(|| match others {
            Some(token) => ask(server, token, &over),
            None => Ok((Vec::new(), Vec::new())),
        });
        let begun = Instant::now();
        let done = Command::new(binary)
            .arg("import")
            .arg(file)
            .args(["--kind", "clients", "--options", r#"{"country":"RU"}"#])
            .arg("--data")
            .arg(folder)
            .stdout(Stdio::piped())
            .output();
        let wall = begun.elapsed();
        over.store(true, Ordering::Relaxed);
        let done = done?;
        let said = String::from_utf8_lossy(&done.stdout);
        ensure!(done.status.success(), "the import failed: {said}");
        let asked = asked.join().ok().context("the asker died")??;
        let watched = watched.join().ok().context("the watcher died")??;
        Ok::<_, anyhow::Error>((wall, asked, watched))
    })?;
    let mut seconds = BTreeMap::new();
    let base = Base::open(folder.join("clientele.db"))?;
    let mut statement =
        base.prepare("SELECT kind, ended_at - started_at FROM job WHERE kind LIKE 'import%'")?;
    let mut jobs = statement.query([])?;
    while let Some(row) = jobs.next()? {
        // The last of a kind stands.
        seconds.insert(row.get::<_, String>(0)?, row.get::<_, i64>(1)? as f64 / 1e6);
    }
    Ok(Taken {
        wall,
        reading: seconds.get("import_read").copied().unwrap_or_default(),
        writing: seconds.get("import_run").copied().unwrap_or_default(),
        reader_mib,
        lists,
        creates,
    })
}

/// Others at work: a list and a new client, ten times a second.
fn ask(server: &Server, token: &str, over: &AtomicBool) -> Result<(Vec<f64>, Vec<f64>)> {
    let mut connection = Connection::open(server.address, token)?;
    let list = json!({ "sort": "name", "limit": 50 }).to_string();
    let (mut lists, mut creates) = (Vec::new(), Vec::new());
    let mut number = 0;
    while !over.load(Ordering::Relaxed) {
        number += 1;
        let client = json!({ "name": format!("Beside {number}") }).to_string();
        let key = format!("Idempotency-Key: {}-{number}\r\n", std::process::id());
        let begun = Instant::now();
        connection
            .ask("POST", "/clients/query", "", &list)?
            .json()?;
        lists.push(begun.elapsed().as_secs_f64() * 1e3);
        let begun = Instant::now();
        connection.ask("POST", "/clients", &key, &client)?.json()?;
        creates.push(begun.elapsed().as_secs_f64() * 1e3);
        std::thread::sleep(ELSE);
    }
    Ok((lists, creates))
}

fn spread(mut values: Vec<f64>) -> String {
    values.sort_by(f64::total_cmp);
    let at = |share: f64| values.get(((values.len() as f64 - 1.0) * share) as usize);
    match (at(0.5), at(0.99)) {
        (Some(half), Some(most)) => format!("{half:.0} · {most:.0}"),
        _ => "–".to_owned(),
    }
}

/// Opens the file with the crate alone and looks at every cell.
fn read_alone(file: &Path) -> Result<()> {
    let mut cells = 0_usize;
    if file.extension().is_some_and(|end| end == "csv") {
        let mut reader = csv::Reader::from_path(file)?;
        let mut record = csv::StringRecord::new();
        while reader.read_record(&mut record)? {
            cells += record.iter().filter(|cell| !cell.is_empty()).count();
        }
    } else {
        let mut book: calamine::Xlsx<_> = calamine::open_workbook(file)?;
        let range = book.worksheet_range_at(0).context("no sheet")??;
        let full = |cell: &&Data| !matches!(cell, Data::Empty);
        cells = range.rows().flatten().filter(full).count();
    }
    ensure!(cells > 0, "no cells in {}", file.display());
    Ok(())
}

/// The same rows into a bare table with one key, portion by portion, durable as the program is.
fn floor(folder: &Path, rows: usize) -> Result<()> {
    let file = folder.join("floor.db");
    let _old = std::fs::remove_file(&file);
    let base = Base::open(&file)?;
    let columns: Vec<String> = (0..HEADINGS.len())
        .map(|at| format!("c{at} TEXT"))
        .collect();
    base.execute_batch(&format!(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
         CREATE TABLE row (number INTEGER PRIMARY KEY, {})",
        columns.join(", ")
    ))?;
    let places = vec!["?"; HEADINGS.len()].join(", ");
    let mut insert = base.prepare(&format!("INSERT INTO row VALUES (NULL, {places})"))?;
    for first in (0..rows).step_by(PORTION) {
        base.execute_batch("BEGIN IMMEDIATE")?;
        for number in first..rows.min(first + PORTION) {
            insert.execute(params_from_iter(row(number)))?;
        }
        base.execute_batch("COMMIT")?;
    }
    Ok(())
}

/// A made-up company: every value follows from the number.
fn row(number: usize) -> [String; 9] {
    let mixed = (number as u64)
        .wrapping_add(0x9e37)
        .wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let pick = |from: &[&str], shift: u32| {
        let at = (mixed >> shift) % from.len() as u64;
        from[at as usize].to_owned()
    };
    let first = pick(&FIRST, 8);
    [
        format!("ООО «{first} {} {number}»", pick(&SECOND, 20)),
        tax_number(mixed),
        format!(
            "+7 9{:02} {:03}-{:02}-{:02}",
            10 + (mixed >> 12) % 80,
            number / 10_000 % 1_000,
            number / 100 % 100,
            number % 100
        ),
        format!("info{number}@example.org"),
        pick(&CITIES, 32),
        format!("ул. Ленина, д. {}", 1 + (mixed >> 40) % 200),
        format!("Петров Пётр {}ович", pick(&FIRST, 44)),
        "из выгрузки".to_owned(),
        format!("EX-{number}"),
    ]
}

/// A Russian tax number whose check digit is right.
fn tax_number(mixed: u64) -> String {
    let mut digits: Vec<u64> = (0..9).map(|at| (mixed >> (at * 6)) % 10).collect();
    (digits[0], digits[1]) = (7, 7);
    let weights = [2, 4, 10, 3, 5, 9, 4, 6, 8];
    let sum: u64 = digits
        .iter()
        .zip(weights)
        .map(|(digit, weight)| digit * weight)
        .sum();
    digits.push(sum % 11 % 10);
    digits.iter().fold(String::new(), |mut text, digit| {
        let _never = write!(text, "{digit}");
        text
    })
}

fn write_csv(path: &Path, rows: usize) -> Result<()> {
    let mut writer = csv::Writer::from_writer(BufWriter::new(File::create(path)?));
    writer.write_record(HEADINGS)?;
    for number in 0..rows {
        writer.write_record(row(number))?;
    }
    writer.into_inner().ok().context("the file")?.flush()?;
    Ok(())
}

fn write_xlsx(path: &Path, rows: usize) -> Result<()> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet_with_constant_memory()?;
    for (column, heading) in HEADINGS.iter().enumerate() {
        sheet.write_string(0, u16::try_from(column)?, *heading)?;
    }
    for number in 0..rows {
        for (column, cell) in row(number).iter().enumerate() {
            sheet.write_string(u32::try_from(number + 1)?, u16::try_from(column)?, cell)?;
        }
    }
    book.save(path)?;
    Ok(())
}
