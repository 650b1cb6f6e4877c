//! The probabilistic value on synthetic bases, from the histories of their clients: the fit of
//! BG/NBD alone, then what the page of the value needs of clients that buy at random and of clients
//! that buy by standing order. `CLIENTS=1000000` for the full size.

use analysis::Day;
use analysis::value::{Buyer, Buyers, Geometric, History, Kind, Models, Sample, Settings};
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
/// leave of one in four; a gap is `stages` exponential ones.
fn base(clients: usize, stages: u32) -> Vec<History> {
    let mut chance = Chance(20_260_101);
    (0..clients)
        .map(|_| {
            let rate = chance.exponential() / 28.0 * f64::from(stages);
            let leaves = chance.part().powi(3);
            let age = 30 + (chance.part() * 700.0) as u32;
            let (mut now, mut last, mut x) = (0.0, 0, 0);
            loop {
                now += (0..stages).map(|_| chance.exponential()).sum::<f64>() / rate;
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

/// The same with money, and with the regularity such buying has.
fn buyers(clients: usize, stages: u32) -> Buyers {
    let mut chance = Chance(7);
    let until = Day::new(20_000).expect("a day");
    let list = (0..).zip(base(clients, stages)).map(|(client, history)| {
        let mean = 20_000.0 * (0.2 + chance.exponential());
        let repeat_minor = (mean * f64::from(history.x)) as i64;
        Buyer {
            client,
            first: until.plus_days(-history.age.cast_signed()),
            history,
            repeat_minor,
            spent_minor: repeat_minor + mean as i64,
            paid: history.x,
            later: 0,
            later_minor: 0,
        }
    });
    Buyers {
        list: list.collect(),
        until,
        known: until,
        gaps: vec![0, 1],
        regularity: Some(1.0 / f64::from(stages).sqrt()),
        regularity_clients: clients as u64,
    }
}

fn benchmark(c: &mut Criterion) {
    let clients = std::env::var("CLIENTS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(100_000);
    let base = base(clients, 1);
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
    for (name, stages) in [("random", 1), ("standing orders", 6)] {
        let settings = Settings::default();
        let buyers = buyers(clients, stages);
        let fit = || Models::fit(black_box(&buyers), 100.0, false, &settings);
        let models = fit();
        println!("{name}: {:?}", models.timing);
        group.bench_function(format!("{name}: all fits"), |b| b.iter(fit));
        group.bench_function(format!("{name}: expected of each"), |b| {
            b.iter(|| models.expected_of(black_box(&buyers.list), 2));
        });
        let all: Vec<&Buyer> = buyers.list.iter().collect();
        group.bench_function(format!("{name}: doubt and interval"), |b| {
            b.iter(|| {
                let doubt = models.doubt(black_box(&buyers.list))?;
                models.interval(&all, &doubt)
            });
        });
        let (kind, used) = models.used().expect("a model");
        group.bench_function(format!("{name}: profiles of the parameters"), |b| {
            b.iter(|| Geometric::ends(kind, black_box(&models.sample), &used, 0.9));
        });
    }
    group.finish();
}

criterion_group!(benches, benchmark);
criterion_main!(benches);
