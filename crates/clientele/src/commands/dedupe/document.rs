//! The document of `--json`.

use matching::measure::{Score, measure_pairs};
use matching::{Kind, VERSION};
use serde_json::{Value, json};

use super::{Found, columns};

fn score(score: Score) -> Value {
    json!({ "precision": score.precision, "recall": score.recall, "f1": score.f1 })
}

/// Makes the document.
pub fn document(found: &Found) -> Value {
    let Found {
        base,
        outcome,
        settings,
        decisions,
    } = found;
    let files: Vec<Value> = base
        .files
        .iter()
        .map(|file| {
            let named = file.columns.fields.iter();
            let columns: serde_json::Map<String, Value> = named
                .map(|(column, field)| {
                    (
                        file.headings[*column].clone(),
                        columns::name_of(*field).into(),
                    )
                })
                .collect();
            json!({
                "file": file.path.display().to_string(),
                "records": file.to - file.from,
                "columns": columns,
            })
        })
        .collect();
    let sizes = outcome.sizes();
    let mut document = json!({
        "kind": match base.index.kind() {
            Kind::Company => "company",
            Kind::Person => "person",
        },
        "normaliser": VERSION,
        "files": files,
        "records": base.index.len(),
        "threshold": settings.threshold,
        "decisions": decisions.len(),
        "pairs_compared": outcome.compared,
        "pairs_kept": outcome.pairs.len(),
        "lists_too_long": outcome.dropped,
        "groups": sizes.values().filter(|size| **size > 1).count(),
        "records_in_groups": sizes.values().filter(|size| **size > 1).sum::<usize>(),
        "largest_group": sizes.values().max(),
    });
    if let Some(truth) = &base.truth {
        let scored: Vec<(u32, u32, f32)> = outcome
            .pairs
            .iter()
            .map(|pair| (pair.a, pair.b, pair.bits))
            .collect();
        let border = settings.link;
        let counts = |a: u32, b: u32| {
            border.is_none_or(|border| ((a as usize) < border) != ((b as usize) < border))
        };
        let quality = measure_pairs(truth, &scored, &outcome.groups, &counts);
        document["truth"] = json!({
            "true_pairs": quality.true_pairs,
            "blocking_recall": quality.found_by_blocking,
            "best_pair": score(quality.best_pairs),
            "best_pair_bits": quality.best_bits,
            "recall_at_p99": quality.recall_at_99,
            "closure": score(quality.closure),
            "b3": score(quality.b_cubed),
        });
    }
    let (cpu, peak) = usage();
    document["cpu_seconds"] = json!(cpu);
    document["peak_memory_mb"] = json!(peak);
    document
}

/// Processor seconds and peak memory of this process, where the system tells (Linux).
fn usage() -> (Option<f64>, Option<f64>) {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let times: Vec<&str> = stat.rsplit(") ").next().unwrap_or("").split(' ').collect();
    let ticks = |at: usize| times.get(at).and_then(|text| text.parse::<f64>().ok());
    #[cfg(unix)]
    let per_second = rustix::param::clock_ticks_per_second() as f64;
    #[cfg(not(unix))]
    let per_second = 100.0;
    // the 14th and 15th field of the file, the first two of which are before the bracket
    let cpu = ticks(11)
        .zip(ticks(12))
        .map(|(user, system)| (user + system) / per_second);
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak = line
        .and_then(|line| line.trim().strip_suffix("kB"))
        .and_then(|kilobytes| kilobytes.trim().parse::<f64>().ok())
        .map(|kilobytes| kilobytes / 1024.0);
    (cpu, peak)
}
