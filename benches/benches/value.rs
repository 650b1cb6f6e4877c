//! BG/NBD on a synthetic base: clients to fit in one go, from their histories. `CLIENTS=1000000` for
//! the full size.

use analysis::value::{Geometric, History, Kind, Sample};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;

/// Numbers of a fixed sequence (the splitmix64 generator).
struct Chance(u64);

impl Chance {
    fn part(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn exponential(&mut self) -> f64 {
        -(1.0 - self.part()).ln()
    }
}

/// Clients that joined over two years, with buying rates about once in four weeks and a chance to
/// leave of one in four.
fn base(clients: usize) -> Vec<History> {
    let mut chance = Chance(20_260_101);
    (0..clients)
        .map(|_| {
            let rate = chance.exponential() / 28.0;
            let leaves = chance.part().powi(3);
            let age = 30 + (chance.part() * 700.0) as u32;
            let (mut now, mut last, mut x) = (0.0, 0, 0);
            loop {
                now += chance.exponential() / rate;
                if now > f64::from(age) || chance.part() < leaves {
                    break;
                }
                if now as u32 > last {
                    last = now as u32;
                    x += 1;
                }
            }
            History { x, last, age }
        })
        .collect()
}

fn benchmark(c: &mut Criterion) {
    let clients = std::env::var("CLIENTS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(100_000);
    let base = base(clients);
    let mut group = c.benchmark_group("value");
    group
        .sample_size(10)
        .throughput(Throughput::Elements(clients as u64));
    group.bench_function("group alike clients", |b| {
        b.iter(|| Sample::new(black_box(&base).iter().copied(), &[]));
    });
    group.bench_function("BG/NBD, grouping and fit", |b| {
        b.iter(|| {
            Geometric::fit(
                Kind::BG,
                &Sample::new(black_box(&base).iter().copied(), &[]),
            )
        });
    });
    let sample = Sample::new(base.iter().copied(), &[]);
    println!(
        "{:?}, {} groups",
        Geometric::fit(Kind::BG, &sample),
        sample.groups.len()
    );
    group.finish();
}

criterion_group!(benches, benchmark);
criterion_main!(benches);
