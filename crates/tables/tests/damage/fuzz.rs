//! Files changed by a seed for as long as one likes: `cargo xtask fuzz [READER] [SECONDS] [SEED]`. What
//! makes a reader panic, or takes it too long or too much memory, is kept as a file and named with
//! its seed and round; mended, it becomes a test in `found`.
//!
//! It is the build of tests, which checks arithmetic, and needs no other compiler.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::mutate::{Chance, damaged, of_environment};
use super::read;
use super::samples::samples;

/// Longer takes no file of this size: the samples have a few kilobytes and the limits are small. A backtrace of a panic that is caught takes seconds to tell; see `RUST_BACKTRACE`.
const LONGEST: Duration = Duration::from_secs(10);
/// More memory takes no file: what the limits of this test let through, several times over.
const MOST_KIB: u64 = 1 << 20;

/// The most memory this process had at once since it was last asked, where the system tells.
fn peak_kib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let _forgotten = std::fs::write("/proc/self/clear_refs", "5");
    line.split_whitespace().nth(1)?.parse().ok()
}

#[test]
#[ignore = "runs as long as it is told; see cargo xtask fuzz"]
fn readers_stand_changed_files_for_a_while() {
    let only = std::env::var("CLIENTELE_FUZZ_READER").unwrap_or_default();
    let seconds = of_environment("CLIENTELE_FUZZ_SECONDS", 10);
    let seed = of_environment("CLIENTELE_FUZZ_SEED", 1);
    let samples = samples();
    let asked = || {
        samples
            .iter()
            .enumerate()
            .filter(|(_, (name, _))| only.is_empty() || *name == only)
    };
    let names: Vec<&str> = samples.iter().map(|(name, _)| *name).collect();
    assert!(
        asked().count() > 0,
        "no reader “{only}”; there are: {}",
        names.join(", ")
    );
    let kept = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("fuzz");
    std::fs::create_dir_all(&kept).unwrap();
    let mut found = Vec::new();
    for (format, (name, bytes)) in asked() {
        let end = Instant::now() + Duration::from_secs(seconds);
        let mut round = 0;
        let mut slowest = Duration::ZERO;
        while Instant::now() < end {
            let file = damaged(bytes, &mut Chance::of(seed, format, round));
            let _before = peak_kib();
            let begun = Instant::now();
            let result = catch_unwind(AssertUnwindSafe(|| read(&file).is_ok()));
            let took = begun.elapsed();
            slowest = slowest.max(took);
            let peak = peak_kib().unwrap_or_default();
            let what = match result {
                Err(_) => "panics",
                Ok(_) if took > LONGEST => "takes too long",
                Ok(_) if peak > MOST_KIB => "takes too much memory",
                Ok(_) => "",
            };
            if !what.is_empty() {
                let place = kept.join(format!("{}-{seed}-{round}", name.replace(' ', "-")));
                std::fs::write(&place, &file).unwrap();
                found.push(format!("{name} {what}: {}", place.display()));
            }
            round += 1;
        }
        println!(
            "{name}: {round} files, the slowest {} ms",
            slowest.as_millis()
        );
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
