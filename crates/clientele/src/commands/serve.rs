//! `clientele serve`: the server with its data folder.

use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::Thread;
use std::time::{Duration, Instant};

use anyhow::Result;
use app::{App, DbError, StartCheck, analysis};

use crate::config::{Config, Flags};
use crate::console::{Console, say};
use crate::scheduler::Scheduler;
use crate::{clock, folder};

/// How long a running job may take to stop after the server has.
const PATIENCE: Duration = Duration::from_secs(1);
/// How long what still reads may take to notice that it is broken off.
const LAST_PATIENCE: Duration = Duration::from_millis(500);

/// Flags of `clientele serve`.
#[derive(clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    flags: Flags,
}

/// Serves until told to stop.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let console = Console::open(&arguments.flags)?;
    console.log();
    let Console { config, words } = &console;
    // A PostgreSQL base may be served by several processes; a folder of its own each still has.
    let _lock = folder::take(&console)?;
    let options = config.options(StartCheck::AfterCrash);
    let app = App::open(&config.target(), &options).map_err(|error| console.told(&error))?;
    if config.database.is_none() {
        app::job::take_up(&app).map_err(|error| console.told(&error))?;
    }
    let secret = app::setup::begin(&app, clock::now()).map_err(|error| console.told(&error))?;
    serve(&console, app, |origin| {
        let version = env!("CARGO_PKG_VERSION");
        let values = [("version", version.into()), ("address", origin.into())];
        say(&words.with("cli-serve-listening", &values));
        if let Some(secret) = &secret {
            // In the fragment, which no server and no log ever sees.
            let link = format!("{origin}/setup#{secret}");
            say(&words.with("cli-serve-setup", &[("link", link.into())]));
        }
    })?;
    Ok(ExitCode::SUCCESS)
}

/// Serves an open base until told to stop; `ready` is told the address once it answers.
pub fn serve(console: &Console, app: App, ready: impl FnOnce(&str)) -> Result<()> {
    let Console { config, words } = console;
    app.analysis().keep_in(config.image());
    app.imports().keep_in(config.imports()?);
    if let Some(folder) = &config.mail_folders {
        app.letters().arrive_in(folder.clone());
    }
    let preparing = Preparing::start(app.clone())?;
    prepare_duplicates(app.clone())?;
    let scheduler = Scheduler::start(app.clone(), config.places(), config.night_hour)?;
    let served = server::serve(app.clone(), server_config(config), |address| match &config
        .public_url
    {
        Some(url) => ready(&url.origin()),
        None => ready(&format!("http://{address}")),
    });
    preparing.stop();
    scheduler.stop(PATIENCE);
    if !app.close(LAST_PATIENCE) {
        tracing::warn!("the database was still in use when the server stopped");
    }
    served.map_err(|error| {
        let values = [
            ("address", config.listen.to_string().into()),
            ("detail", error.to_string().into()),
        ];
        console.failed("cli-serve-address", &values)
    })?;
    say(&words.with("cli-serve-stopped", &[]));
    Ok(())
}

/// Makes the analysis ready beside the first requests, and again after changes while somebody asks
/// for it. It takes at most a tenth of the time, however much changes. Closing the database breaks
/// it off.
struct Preparing {
    stop: Arc<AtomicBool>,
    thread: Thread,
}

impl Preparing {
    fn start(app: App) -> std::io::Result<Self> {
        const PAUSE: Duration = Duration::from_secs(1);
        let stop = Arc::new(AtomicBool::new(false));
        let told = stop.clone();
        let rest = move |time: Duration| {
            let end = Instant::now() + time;
            while !told.load(Ordering::Relaxed) {
                let left = end.saturating_duration_since(Instant::now());
                if left.is_zero() {
                    return true;
                }
                std::thread::park_timeout(left);
            }
            false
        };
        let prepare = move || {
            loop {
                let begun = Instant::now();
                match app.analysis().prepare(&app, clock::now()) {
                    Ok(()) => {}
                    Err(analysis::Error::Db(DbError::Stopped)) => return,
                    Err(error) => tracing::warn!(%error, "the analysis could not be made ready"),
                }
                let mut goes_on = rest(PAUSE.max(begun.elapsed() * 9));
                while goes_on && !app.analysis().is_asked() {
                    goes_on = rest(PAUSE);
                }
                if !goes_on {
                    return;
                }
            }
        };
        let named = std::thread::Builder::new().name("analysis".to_owned());
        let thread = named.spawn(prepare)?.thread().clone();
        Ok(Self { stop, thread })
    }

    /// Lets go of the database as soon as it can; nobody waits for it.
    fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
        self.thread.unpark();
    }
}

/// Reads who is in the base beside the first requests, so that whoever adds a client is told at
/// once.
fn prepare_duplicates(app: App) -> std::io::Result<()> {
    let prepare = move || match app.duplicates().prepare(&app) {
        Ok(()) | Err(DbError::Stopped) => {
            if let Some((clients, people)) = app.duplicates().size() {
                tracing::info!(clients, people, "duplicates are told at entry");
            }
        }
        Err(error) => tracing::warn!(%error, "duplicates are not told at entry yet"),
    };
    let named = std::thread::Builder::new().name("duplicates".to_owned());
    named.spawn(prepare).map(drop)
}

fn server_config(config: &Config) -> server::Config {
    server::Config {
        listen: config.listen,
        public_url: config.public_url.clone(),
        trusted_proxy: config.trusted_proxy,
        ..server::Config::default()
    }
}
