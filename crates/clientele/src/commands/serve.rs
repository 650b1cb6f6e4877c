//! `clientele serve`: the server with its data folder.

use std::process::ExitCode;
use std::time::Duration;

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
    prepare_analysis(app.clone())?;
    let scheduler = Scheduler::start(app.clone(), config.places(), config.night_hour)?;
    let served = server::serve(app.clone(), server_config(config), |address| match &config
        .public_url
    {
        Some(url) => ready(&url.origin()),
        None => ready(&format!("http://{address}")),
    });
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

/// Reads the orders for the analysis beside the first requests. Nobody waits for it to end: closing
/// the database breaks it off.
fn prepare_analysis(app: App) -> std::io::Result<()> {
    let prepare = move || match app.analysis().prepare(&app) {
        Ok(()) | Err(analysis::Error::Db(DbError::Stopped)) => {}
        Err(error) => tracing::warn!(%error, "the analysis could not be made ready"),
    };
    let named = std::thread::Builder::new().name("analysis".to_owned());
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
