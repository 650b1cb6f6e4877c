//! The analysis job on a synthetic ledger: clustering, and everything a user of the table of
//! clients, retention by quarter and cohorts by month waits for. `LINES=10000000` for the full size.

use analysis::{
    Day, Image, LedgerBuilder, Line, Parameters, Period, View, clients, cohort, retention,
};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;

/// Numbers of a fixed sequence (the splitmix64 generator).
struct Chance(u64);

impl Chance {
    fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn part(&mut self) -> f64 {
        (self.number() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// Lines by date: a fiftieth as many clients of heavy-tailed size, 5,000 products, five years.
fn ledger(lines: usize) -> Vec<Line> {
    const DAYS: f64 = 1_826.0;
    let mut chance = Chance(20_260_101);
    let clients: Vec<(f64, f64, f64)> = (0..lines / 50)
        .map(|_| {
            let weight = (1.0 - chance.part()).powf(-1.0 / 1.16).min(2_000.0);
            let start = if chance.part() < 0.25 {
                0.0
            } else {
                DAYS * chance.part().powf(1.7)
            };
            let life = (-(1.0 - chance.part()).ln() * 1_095.0).max(1.0);
            (weight, start, (start + life).min(DAYS - 1.0))
        })
        .collect();
    let mut sum = 0.0;
    let weights: Vec<f64> = clients
        .iter()
        .map(|client| {
            sum += client.0;
            sum
        })
        .collect();
    let mut orders: Vec<(i32, u32)> = (0..lines / 4)
        .map(|_| {
            let wanted = chance.part() * sum;
            let client = weights
                .partition_point(|&weight| weight < wanted)
                .min(clients.len() - 1);
            let (_, start, end) = clients[client];
            (
                (start + chance.part() * (end - start + 1.0)) as i32,
                client as u32,
            )
        })
        .collect();
    orders.sort_by_key(|order| order.0);
    let first = Day::from_civil(2021, 1, 1).expect("a day");
    let mut ledger = Vec::with_capacity(lines);
    for (number, (day, client)) in (0..).zip(orders) {
        for _ in 0..4 {
            let quantity = 1 + (chance.number() % 12) as i64;
            let sale = chance.part() >= 0.02;
            let amount = quantity * (50 + (chance.number() % 5_000) as i64);
            ledger.push(Line {
                client,
                order: number,
                day: first.plus_days(day),
                product: (5_000.0 * chance.part().powf(2.2)) as u32,
                sale,
                amount_minor: if sale { amount } else { -amount },
                cost_minor: None,
                manager: None,
            });
        }
    }
    ledger
}

fn cluster(lines: &[Line]) -> Image {
    let mut builder = LedgerBuilder::with_capacity(lines.len());
    for line in lines {
        builder.push(line).expect("small numbers");
    }
    builder.build()
}

fn job(image: &Image, parameters: &Parameters) -> usize {
    let view = View::new(image, parameters, None);
    let rows = clients::rows(&view);
    let quarters = retention::table(&view, Period::Quarter);
    let cohorts = cohort::table(&view, Period::Month);
    rows.rows.len() + quarters.len() + cohorts.len()
}

fn analysis(criterion: &mut Criterion) {
    let size = std::env::var("LINES")
        .ok()
        .and_then(|lines| lines.parse().ok());
    let lines = ledger(size.unwrap_or(1_000_000));
    let image = cluster(&lines);
    let mut group = criterion.benchmark_group("analysis");
    group
        .sample_size(10)
        .throughput(Throughput::Elements(lines.len() as u64));
    group.bench_function("cluster", |bencher| {
        bencher.iter(|| cluster(black_box(&lines)))
    });
    for threads in [1, 2] {
        let parameters = Parameters {
            threads,
            ..Parameters::default()
        };
        group.bench_function(format!("job, {threads} threads"), |bencher| {
            bencher.iter(|| job(black_box(&image), &parameters));
        });
    }
    group.finish();
}

criterion_group!(benches, analysis);
criterion_main!(benches);
