//! The job of `benches/peers.py`: a ledger file in; a row per client, the quarterly retention and the
//! monthly cohorts out. Prints one JSON line with the CPU seconds, the memory and sums to compare.

use std::path::Path;
use std::time::Instant;

use analysis::{Parameters, Period, View, clients, cohort, retention};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().expect("usage: job FILE [THREADS]");
    let threads = arguments
        .next()
        .map_or(2, |n| n.parse().expect("a number of threads"));
    let settings = ledger::Settings {
        threads,
        ..ledger::Settings::default()
    };
    let begin = Instant::now();
    let table =
        tables::Table::open(Path::new(&file), &tables::Options::default()).expect("the file opens");
    let ledger = ledger::read(table, &settings, &|_| ()).expect("the file is a ledger");
    let read = begin.elapsed();
    let parameters = Parameters {
        threads: threads as u32,
        ..Parameters::default()
    };
    let view = View::new(&ledger.image, &parameters, None);
    let rows = clients::rows(&view);
    let quarters = retention::table(&view, Period::Quarter);
    let cohorts = cohort::table(&view, Period::Month);
    let revenue: i64 = rows.rows.iter().map(|row| row.revenue_minor).sum();
    let assortment: u64 = rows.rows.iter().map(|row| u64::from(row.assortment)).sum();
    let orders: u64 = rows.rows.iter().map(|row| u64::from(row.orders)).sum();
    let a = rows
        .rows
        .iter()
        .filter(|row| row.abc == analysis::Abc::A)
        .count();
    println!(
        "{{\"engine\":\"clientele\",\"lines\":{},\"clients\":{},\"orders\":{orders},\"revenue_minor\":{revenue},\"assortment\":{assortment},\"A\":{a},\"quarters\":{},\"cohorts\":{},\"read_s\":{:.3},\"job_s\":{:.3}}}",
        ledger.image.lines(),
        rows.rows.len(),
        quarters.len(),
        cohorts.len(),
        read.as_secs_f64(),
        begin.elapsed().as_secs_f64()
    );
}
