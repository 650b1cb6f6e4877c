//! Measures the engine on a set with a known truth: `measure FILE.csv.gz TRUTH.csv.gz|column KIND`.

use std::io::Read as _;

use matching::{Field, Index, Kind, Settings, measure};

fn field(name: &str) -> Option<Field> {
    Some(match name.trim() {
        "name" => Field::Name,
        "inn" => Field::TaxNumber,
        "kpp" => Field::Kpp,
        "ogrn" => Field::RegistrationNumber,
        "soc_sec_id" => Field::PersonalNumber,
        "phone" => Field::Phone,
        "email" => Field::Email,
        "website" => Field::Website,
        "country" => Field::Country,
        "city" | "suburb" => Field::City,
        "address" | "address_1" => Field::Address,
        "street_number" => Field::House,
        "postcode" => Field::Postcode,
        "contact" => Field::FullName,
        "last_name" | "surname" => Field::Surname,
        "first_name" | "given_name" => Field::GivenName,
        "middle_name" => Field::Patronymic,
        "birth_date" | "dob" | "date_of_birth" => Field::Birthday,
        "company" => Field::Employer,
        "company_record_id" => Field::EmployerId,
        _ => return None,
    })
}

fn rows(path: &str) -> Vec<Vec<String>> {
    let mut text = String::new();
    let file = std::fs::File::open(path).expect("the file");
    flate2::read::GzDecoder::new(file)
        .read_to_string(&mut text)
        .expect("text");
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    reader
        .records()
        .map(|row| row.expect("a row").iter().map(str::to_owned).collect())
        .collect()
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let (file, truth, kind) = (&arguments[1], &arguments[2], &arguments[3]);
    let kind = if kind == "person" {
        Kind::Person
    } else {
        Kind::Company
    };
    let rows = rows(file);
    let fields: Vec<Option<Field>> = rows[0].iter().map(|name| field(name)).collect();
    let column = rows[0].iter().position(|name| name.trim() == truth);
    let entities: Vec<String> = match column {
        Some(column) if truth == "rec_id" => rows[1..]
            .iter()
            .map(|row| row[column].split('-').take(2).collect::<Vec<_>>().join("-"))
            .collect(),
        Some(column) => rows[1..].iter().map(|row| row[column].clone()).collect(),
        None => self::rows(truth)[1..]
            .iter()
            .map(|row| row[1].clone())
            .collect(),
    };
    let mut numbers = std::collections::HashMap::new();
    let truth: Vec<u32> = entities
        .iter()
        .map(|entity| {
            let next = numbers.len() as u32;
            *numbers.entry(entity.clone()).or_insert(next)
        })
        .collect();
    let mut index = Index::new(kind);
    let start = cpu();
    for row in &rows[1..] {
        let values: Vec<(Field, &str)> = fields
            .iter()
            .zip(row)
            .filter_map(|(field, text)| Some(((*field)?, text.as_str())))
            .collect();
        index.push(&values);
    }
    let pushed = cpu();
    index.build();
    let built = cpu();
    let settings = Settings::default();
    let outcome = index.sweep(&settings, &[], &|_| {});

    let done = cpu();
    let scored: Vec<(u32, u32, f32)> = outcome.pairs.iter().map(|p| (p.a, p.b, p.bits)).collect();
    let q = measure::measure(&truth, &scored, &outcome.groups);
    println!(
        "n {} cand {} kept {} dropped {} | blocking {:.4} best F1 {:.4} (P {:.4} R {:.4} at {:.2} bits) R@P99 {:.4} | closure {:.4} (P {:.4} R {:.4}) B3 {:.4} largest {} | push {:.1} build {:.1} sweep {:.1} CPU s",
        truth.len(),
        outcome.compared,
        outcome.pairs.len(),
        outcome.dropped,
        q.found_by_blocking,
        q.best_pairs.f1,
        q.best_pairs.precision,
        q.best_pairs.recall,
        q.best_bits,
        q.recall_at_99,
        q.closure.f1,
        q.closure.precision,
        q.closure.recall,
        q.b_cubed.f1,
        q.largest,
        pushed - start,
        built - pushed,
        done - built
    );
    look_ups(&mut index, &rows, &fields);
}

/// Rows as an import or a form would look them up: one by one, for candidates with reasons.
fn look_ups(index: &mut Index, rows: &[Vec<String>], fields: &[Option<Field>]) {
    let step = (rows.len() - 1).div_ceil(10_000);
    let start = cpu();
    let mut times: Vec<f64> = rows[1..]
        .iter()
        .step_by(step)
        .map(|row| {
            let told = fields.iter().zip(row);
            let values: Vec<(Field, &str)> = told
                .filter_map(|(field, text)| Some(((*field)?, text.as_str())))
                .collect();
            let begun = std::time::Instant::now();
            std::hint::black_box(index.candidates(&values));
            begun.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    println!(
        "look-ups {} | p50 {:.3} p99 {:.3} most {:.3} ms | {:.2} CPU s",
        times.len(),
        at(0.5),
        at(0.99),
        at(1.0),
        cpu() - start
    );
}

fn cpu() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let parts: Vec<&str> = stat.rsplit(") ").next().unwrap_or("").split(' ').collect();
    let ticks = |at: usize| {
        parts
            .get(at)
            .and_then(|t| t.parse::<f64>().ok())
            .unwrap_or(0.0)
    };
    (ticks(11) + ticks(12)) / 100.0
}
