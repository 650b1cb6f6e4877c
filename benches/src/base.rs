//! Bases for the load, made by the program itself (`clientele demo --no-serve`).

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};

/// Order lines for each client.
const LINES: u64 = 10;

/// What the load needs to know of a base.
pub struct Base {
    /// Secret of the owner's token.
    pub token: String,
    /// Clients.
    pub clients: u64,
    /// Time it took to make it, and bytes of its files.
    pub made: (Duration, u64),
}

/// Makes a base, or takes the one that is there.
pub fn make(binary: &Path, folder: &Path, clients: u64) -> Result<Base> {
    let notes = folder.join("notes.json");
    if !notes.exists() {
        let _half_made = std::fs::remove_dir_all(folder);
        std::fs::create_dir_all(folder)?;
        eprintln!("making a base of {clients} clients in {}", folder.display());
        let begun = Instant::now();
        let (clients, lines) = (clients.to_string(), (clients * LINES).to_string());
        let made = [
            "demo",
            "--no-serve",
            "--clients",
            &clients,
            "--lines",
            &lines,
        ];
        let said = said(binary, folder, &made)?;
        let seconds = begun.elapsed().as_secs_f64();
        let login = owner(&said).context("the demo base names no owner")?;
        let scopes = "read,write,export,admin";
        let token = [
            "token", "add", login, "bench", "--days", "30", "--scope", scopes,
        ];
        let said = self::said(binary, folder, &token)?;
        let secret = said
            .split_whitespace()
            .find(|word| word.starts_with("clt_"));
        let value = json!({ "seconds": seconds, "bytes": size(folder)?, "token": secret.context("no token")? });
        std::fs::write(&notes, value.to_string())?;
    }
    let value: Value = serde_json::from_str(&std::fs::read_to_string(&notes)?)?;
    Ok(Base {
        token: value["token"].as_str().unwrap_or_default().to_owned(),
        clients,
        made: (
            Duration::from_secs_f64(value["seconds"].as_f64().unwrap_or_default()),
            value["bytes"].as_u64().unwrap_or_default(),
        ),
    })
}

/// What the program says when it is run on a folder.
fn said(binary: &Path, folder: &Path, arguments: &[&str]) -> Result<String> {
    let mut command = Command::new(binary);
    command
        .args(arguments)
        .arg("--data")
        .arg(folder)
        .stderr(Stdio::inherit());
    let output = command
        .output()
        .with_context(|| format!("{} does not start", binary.display()))?;
    ensure!(output.status.success(), "{} failed", arguments.join(" "));
    Ok(String::from_utf8(output.stdout)?)
}

/// The log-in of the owner: lines of the demo are role, log-in, password.
fn owner(said: &str) -> Option<&str> {
    let mut lines = said.lines().map(|line| line.split_whitespace());
    lines.find_map(|mut words| (words.next() == Some("owner")).then(|| words.next())?)
}

fn size(folder: &Path) -> Result<u64> {
    let mut sum = 0;
    for entry in std::fs::read_dir(folder)? {
        let about = entry?.metadata()?;
        sum += if about.is_file() { about.len() } else { 0 };
    }
    Ok(sum)
}
