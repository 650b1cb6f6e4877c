//! `clientele demo`: a base to look around in, made new each time and served on this machine;
//! with `--no-serve` only made, of any size, to measure with.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::AtomicBool;

use anyhow::Result;
use app::demo::{self, LogIn, Size};
use app::job::{Ran, Runner};
use app::{App, Context, StartCheck};
use domain::policy::Role;

use super::serve::serve;
use crate::config::Flags;
use crate::console::{Console, say, shown};
use crate::{clock, folder};

/// Flags of `clientele demo`.
#[derive(clap::Args)]
pub struct Arguments {
    /// How many clients
    #[arg(long, default_value_t = Size::DEMO.clients, value_parser = clap::value_parser!(u64).range(2..=10_000_000))]
    clients: u64,
    /// About how many order lines; 40 for each client when not said
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..=1_000_000_000))]
    lines: Option<u64>,
    /// How many years of orders
    #[arg(long, default_value_t = Size::DEMO.years, value_parser = clap::value_parser!(i16).range(1..=30))]
    years: i16,
    /// The same seed makes the same base
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Make the base and end
    #[arg(long)]
    no_serve: bool,
    #[command(flatten)]
    flags: Flags,
}

/// From so many clients on the base is made with a large page cache.
const LARGE: u64 = 100_000;
/// That cache.
const CACHE_KIB: u32 = 1 << 20;

/// Makes a base and serves it until told to stop.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let mut console = Console::open(&arguments.flags)?;
    let temporary = match arguments.flags.gives("data") {
        true => None,
        false => Some(Temporary::new(&console)?),
    };
    if let Some(temporary) = &temporary {
        console.config.data.clone_from(&temporary.0);
    }
    console.log_quietly();
    let _lock = folder::take(&console)?;
    let mut options = console.config.options(StartCheck::Skip);
    if arguments.clients >= LARGE {
        options.cache_kib = options.cache_kib.max(CACHE_KIB);
    }
    let app =
        App::open(&console.config.target(), &options).map_err(|error| console.told(&error))?;
    app.analysis().keep_in(console.config.image());
    let log_ins = load(arguments, &console, &app)?;
    if arguments.no_serve {
        take_snapshot(&console, &app)?;
        say_log_ins(&console, &log_ins);
    } else {
        let names = |origin: &str| {
            let values = [
                ("address", origin.into()),
                ("data", shown(&console.config.data).into()),
            ];
            say(&console.words.with("demo-ready", &values));
            say_log_ins(&console, &log_ins);
        };
        serve(&console, app, names)?;
    }
    drop(temporary);
    Ok(ExitCode::SUCCESS)
}

fn load(arguments: &Arguments, console: &Console, app: &App) -> Result<Vec<LogIn>> {
    let size = Size {
        clients: arguments.clients,
        years: arguments.years,
        lines: arguments.lines.unwrap_or(arguments.clients * 40),
    };
    let ctx = Context::system(clock::now());
    let mut told = 0;
    let log_ins = demo::load(app, &ctx, arguments.seed, size, |done, total| {
        let percent = done * 100 / total.max(1);
        if percent >= told + 10 {
            told = percent;
            let values = [("percent", percent.into())];
            let line = console.words.with("demo-progress", &values);
            let _heard = writeln!(std::io::stderr(), "{line}");
        }
    });
    log_ins.map_err(|error| match error {
        demo::Error::NotEmpty => console.failed(
            "demo-not-empty",
            &[("data", shown(&console.config.data).into())],
        ),
        demo::Error::Db(error) => console.told(&error),
        demo::Error::Analysis(error) => {
            console.failed("demo-analysis", &[("detail", error.to_string().into())])
        }
    })
}

/// Does the queued snapshot now, since nobody will later.
fn take_snapshot(console: &Console, app: &App) -> Result<()> {
    let runner = Runner {
        app,
        clock: clock::now,
        places: console.config.places(),
        ending: &AtomicBool::new(false),
    };
    while !matches!(
        runner.run_next().map_err(|error| console.told(&error))?,
        Ran::Nothing
    ) {}
    Ok(())
}

/// A line for each log-in: role, log-in, password. Programs read it, too.
fn say_log_ins(console: &Console, log_ins: &[LogIn]) {
    say(&console.words.with("demo-log-ins", &[]));
    for LogIn {
        role,
        login,
        password,
    } in log_ins
    {
        say(&format!(
            "  {:<width$}  {login:<9}  {password}",
            role.code(),
            width = widest()
        ));
    }
}

fn widest() -> usize {
    Role::ALL
        .iter()
        .map(|role| role.code().len())
        .max()
        .unwrap_or(0)
}

/// A folder that goes away with this value.
struct Temporary(PathBuf);

impl Temporary {
    fn new(console: &Console) -> Result<Self> {
        let name = format!("clientele-demo-{}", std::process::id());
        let path = std::env::temp_dir().join(name);
        let unusable = |path: &Path, detail: String| {
            let values = [("path", shown(path).into()), ("detail", detail.into())];
            console.failed("cli-folder-unusable", &values)
        };
        // An old folder of a process with this number that ended badly must not be served again.
        if path.exists() {
            std::fs::remove_dir_all(&path).map_err(|error| unusable(&path, error.to_string()))?;
        }
        Ok(Self(path))
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        // Nothing depends on it being gone.
        let _gone = std::fs::remove_dir_all(&self.0);
    }
}
