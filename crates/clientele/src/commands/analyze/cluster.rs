//! `clientele analyze --cluster HOST:PORT FOLDER`: hands a folder of Parquet to the companion program
//! `clientele-cluster`, which has it analysed by many machines and prints the same document. It is a
//! program of its own because what it is built from takes longer to build than all of Clientele.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::{Command, ExitCode, Stdio};

use analysis::Day;
use anyhow::{Context as _, Result};
use serde_json::Value;

use super::source::Source;
use super::{print, screen};
use crate::words::{Currency, Words};

/// Name of the companion program.
const COMPANION: &str = "clientele-cluster";

/// Has the cluster analyse the folder.
pub fn run(
    scheduler: &str,
    source: &Source,
    as_of: Option<Day>,
    json: bool,
    words: &Words,
) -> Result<ExitCode> {
    let Some(program) = companion() else {
        let values = [("program", COMPANION.into())];
        eprintln!("{}", words.with("analyze-cluster-missing", &values));
        return Ok(ExitCode::FAILURE);
    };
    let mut command = Command::new(&program);
    command.args(["analyze", scheduler]).arg(&source.file);
    for (flag, value) in [("--map", &source.map), ("--currency", &source.currency)] {
        if let Some(value) = value {
            command.args([flag, value]);
        }
    }
    if let Some(day) = as_of {
        command.args(["--as-of", &day.to_string()]);
    }
    command.stdin(Stdio::null()).stderr(Stdio::inherit());
    let output = command
        .output()
        .with_context(|| program.display().to_string())?;
    if !output.status.success() {
        return Ok(ExitCode::FAILURE);
    }
    let text = String::from_utf8(output.stdout).with_context(|| program.display().to_string())?;
    if json {
        print(&text)?;
    } else if !source.quiet {
        print(&summary(&serde_json::from_str(&text)?, words))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The companion beside this program, else on the search path.
fn companion() -> Option<PathBuf> {
    let name = format!("{COMPANION}{}", std::env::consts::EXE_SUFFIX);
    let own = std::env::current_exe().ok();
    let beside = own.and_then(|own| Some(own.parent()?.to_path_buf()));
    let path = std::env::var_os("PATH").unwrap_or_default();
    beside
        .into_iter()
        .chain(std::env::split_paths(&path))
        .map(|folder| folder.join(&name))
        .find(|file| file.is_file())
}

/// The key figures of a document.
fn summary(document: &Value, words: &Words) -> String {
    let code = document["currency"].as_str().unwrap_or_default();
    let currency = Currency {
        code,
        digits: ledger::minor_digits(code),
    };
    let text = |value: Option<String>| value.unwrap_or_else(|| "–".to_owned());
    let number = |value: &Value| text(value.as_i64().map(|n| words.number(n)));
    let money = |value: &Value| {
        let minor = value.as_f64().map(|minor| minor.round() as i64);
        text(minor.map(|minor| words.money(minor, currency, true)))
    };
    let share = |value: &Value| words.percent(value.as_f64().map(|percent| percent / 100.0));
    let decimal = |value: &Value| text(value.as_f64().map(|n| words.decimal(n, 2)));
    let day = document["as_of"].as_str().and_then(|day| day.parse().ok());
    let (kpi, sleeping) = (&document["kpi"], &document["sleeping"]);
    let figures = [
        ("as_of", text(day.map(|day| words.day(day)))),
        ("clients", number(&document["clients"])),
        ("orders", number(&document["orders"])),
        ("revenue", money(&document["revenue_minor"])),
        ("cheque", money(&kpi["avg_cheque_minor"])),
        ("orders_per_client", decimal(&kpi["orders_per_client"])),
        ("assortment", decimal(&kpi["assortment_mean"])),
        ("repeat", share(&kpi["repeat_clients_pct"])),
        (
            "net_retention",
            share(&document["year_over_year"]["net_revenue_retention_pct"]),
        ),
        (
            "top20",
            share(&document["concentration"]["top20pct_clients_pct"]),
        ),
        ("sleeping", number(&sleeping["sleeping"])),
        ("lost", number(&sleeping["lost"])),
    ];
    let mut summary = String::new();
    screen::heading(&mut summary, &words.get("analyze-key-figures"));
    for (figure, value) in figures {
        let name = words.get(&format!("analyze-figure-{figure}"));
        let _ = writeln!(summary, "  {name}: {value}");
    }
    summary
}
