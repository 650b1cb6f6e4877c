//! The job of `benches/peers.py`: a ledger file in; a row per client, the quarterly retention and the
//! monthly cohorts out. Prints one JSON line with the checksum that all engines share, and the CPU
//! seconds of the job.
//!
//! `job FILE [THREADS] [REPEATS]`: with repeats it also prints what the same figures cost from the
//! clustered image, the shape in which the product keeps a ledger: CPU seconds of one of so many.

use std::path::Path;
use std::time::Instant;

use analysis::parameters::Activity;
use analysis::{Abc, Image, Parameters, Period, View, Xyz, clients, cohort, retention};
use sha2::{Digest, Sha256};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let file = arguments
        .next()
        .expect("usage: job FILE [THREADS] [REPEATS]");
    let mut number = |default: u32| {
        let argument = arguments.next();
        argument.map_or(default, |n| n.parse().expect("a number"))
    };
    let (threads, repeats) = (number(2), number(0));
    let settings = ledger::Settings {
        threads: threads as usize,
        // The amounts are whole minor units: a currency that has no smaller ones keeps them.
        currency: Some("JPY".to_owned()),
        ..ledger::Settings::default()
    };
    let begin = Instant::now();
    let table =
        tables::Table::open(Path::new(&file), &tables::Options::default()).expect("the file opens");
    let ledger = ledger::read(table, &settings, &|_| ()).expect("the file is a ledger");
    let parameters = parameters(threads);
    let figures = Figures::of(&ledger.image, &parameters);
    let (wall, cpu) = (begin.elapsed().as_secs_f64(), cpu_seconds());
    let memory = peak_memory();
    let sha = figures.checksum(&ledger.clients);
    let store = if repeats > 0 {
        let before = cpu_seconds();
        for _ in 0..repeats {
            std::hint::black_box(Figures::of(&ledger.image, &parameters));
        }
        let each = (cpu_seconds() - before) / f64::from(repeats);
        format!(",\"store_cpu_s\":{each:.4}")
    } else {
        String::new()
    };
    println!(
        "{{\"engine\":\"clientele\",\"lines\":{},\"clients\":{},\"job_s\":{wall:.3},\"cpu_s\":{cpu:.2},\"rss_mb\":{memory},\"sha\":\"{sha}\"{store}}}",
        ledger.image.lines(),
        figures.rows.rows.len(),
    );
}

/// What the peers compute: every line is an activity, the running month is compared, no client is
/// too young for a class.
fn parameters(threads: u32) -> Parameters {
    let mut parameters = Parameters {
        threads,
        activity: Activity::AnyLine,
        ..Parameters::default()
    };
    parameters.xyz.include_running = true;
    parameters.xyz.least_periods = 0;
    parameters
}

struct Figures {
    rows: clients::Rows,
    quarters: Vec<retention::Row>,
    cohorts: Vec<cohort::Cohort>,
}

impl Figures {
    fn of(image: &Image, parameters: &Parameters) -> Self {
        let view = View::new(image, parameters, None);
        Self {
            rows: clients::rows(&view),
            quarters: retention::table(&view, Period::Quarter),
            cohorts: cohort::table(&view, Period::Month),
        }
    }

    /// SHA-256 over the columns of the three tables, each number as eight bytes: its beginning.
    fn checksum(&self, names: &[String]) -> String {
        let mut hash = Sha256::new();
        let mut column = |values: &mut dyn Iterator<Item = i64>| {
            let bytes: Vec<u8> = values.flat_map(i64::to_le_bytes).collect();
            hash.update(&bytes);
        };
        let rows = &self.rows.rows;
        let day = |day: Option<analysis::Day>| i64::from(day.expect("every line counts").number());
        let id = |client: u32| names[client as usize].parse().expect("a whole number");
        column(&mut rows.iter().map(|row| id(row.client)));
        column(&mut rows.iter().map(|row| row.revenue_minor));
        column(&mut rows.iter().map(|row| i64::from(row.orders)));
        column(&mut rows.iter().map(|row| day(row.first)));
        column(&mut rows.iter().map(|row| day(row.last)));
        column(&mut rows.iter().map(|row| i64::from(row.assortment)));
        column(&mut rows.iter().map(|row| match row.abc {
            Abc::A => 1,
            Abc::B => 2,
            Abc::C => 3,
        }));
        column(&mut rows.iter().map(|row| match row.xyz {
            Xyz::X => 1,
            Xyz::Y => 2,
            Xyz::Z | Xyz::N => 3,
        }));
        column(&mut rows.iter().map(|row| i64::from(row.r)));
        column(&mut rows.iter().map(|row| i64::from(row.f)));
        column(&mut rows.iter().map(|row| i64::from(row.m)));
        let quarters = || self.quarters.iter().filter(|q| q.start > 0 && q.end > 0);
        column(&mut quarters().map(|q| i64::from(q.index)));
        column(&mut quarters().map(|q| q.start.cast_signed()));
        column(&mut quarters().map(|q| q.end.cast_signed()));
        column(&mut quarters().map(|q| q.new.cast_signed()));
        column(&mut quarters().map(|q| q.kept.cast_signed()));
        let cells = || {
            self.cohorts
                .iter()
                .flat_map(|cohort| {
                    (0..)
                        .zip(&cohort.cells)
                        .map(|(at, cell)| (cohort.index, at, cell.clients))
                })
                .filter(|cell| cell.2 > 0)
        };
        column(&mut cells().map(|cell| i64::from(cell.0)));
        column(&mut cells().map(|cell| cell.1));
        column(&mut cells().map(|cell| cell.2.cast_signed()));
        let digest = hash.finalize();
        digest[..8]
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }
}

/// Processor time of the process so far; Linux counts it in hundredths of a second.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat
        .rsplit_once(')')
        .map(|(_, rest)| rest.split_whitespace().collect())
        .unwrap_or_default();
    let ticks = |place: usize| fields.get(place).and_then(|n| n.parse::<f64>().ok());
    (ticks(11).unwrap_or(0.0) + ticks(12).unwrap_or(0.0)) / 100.0
}

/// The largest resident memory so far, in MiB.
fn peak_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kib.unwrap_or(0) / 1024
}
