//! `clientele import FILE`: brings a table into the base from the console, by the same steps as
//! the wizard: read, count, write. Beside a running server its jobs are done by the server.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use anyhow::{Error, Result};
use app::import::{self, Import, New, Options, Upload};
use app::job::Runner;
use app::{App, Context, session};
use domain::id::ImportId;
use domain::import::{Kind, RunState};
use domain::user::UserState;

use super::user;
use crate::config::Flags;
use crate::console::{Console, say};
use crate::{clock, folder};

/// Flags of `clientele import`.
#[derive(clap::Args)]
pub struct Arguments {
    /// The table: CSV, Excel, Parquet and what else `docs/reference/import-formats.md` names
    file: PathBuf,
    /// What its rows are: clients, people, orders, payments, products, interactions; by default
    /// the headings tell
    #[arg(long)]
    kind: Option<Kind>,
    /// Name of a kept mapping; by default one kept for this layout, else one found by itself
    #[arg(long)]
    profile: Option<String>,
    /// Options as JSON, as in the API: sheet, encoding, delimiter, country, rules …
    #[arg(long, default_value = "{}")]
    options: String,
    /// The employee in whose name and with whose rights it is done; by default the console's own
    #[arg(long)]
    login: Option<String>,
    /// Count what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    flags: Flags,
}

/// How often it is looked how far a job is.
const LOOK: Duration = Duration::from_millis(200);
/// Pieces the file is copied in.
const PIECE: usize = 1 << 20;

/// Brings the table in.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let console = Console::open(&arguments.flags)?;
    console.log_quietly();
    let words = &console.words;
    let app = console.app()?;
    app.imports().keep_in(console.config.imports()?);
    let ctx = context(&console, &app, arguments.login.as_deref())?;
    let refused = |error: import::Error| refused(&console, &error);
    // Whoever holds the folder does the work.
    let own = folder::take(&console).ok();
    let work = Work {
        console: &console,
        app: &app,
        ctx: &ctx,
        own: own.is_some() || console.config.database.is_some(),
    };
    let new = new(&console, arguments, &app, &ctx)?;
    let mut upload = Upload::begin(&app, &ctx).map_err(refused)?;
    let copied = copy(&arguments.file, &mut upload);
    copied.map_err(|error| match error {
        import::Error::File(error) => {
            let values = [
                ("path", crate::console::shown(&arguments.file).into()),
                ("detail", error.to_string().into()),
            ];
            console.failed("cli-import-file", &values)
        }
        other => refused(other),
    })?;
    let import = upload.finish(&app, &ctx, &new).map_err(refused)?;
    let id = import.run.id;
    let import = work.until_idle(id, "cli-import-reading")?;
    if import.state != RunState::Staged {
        return Err(work.failed(&import));
    }
    let values = [
        ("rows", import.run.staged.into()),
        (
            "kind",
            words
                .with(&format!("import-kind-{}", import.run.kind), &[])
                .into(),
        ),
        ("id", id.to_string().into()),
    ];
    say(&words.with("cli-import-read", &values));
    let import = if arguments.dry_run {
        import::check(&app, &ctx, id).map_err(refused)?;
        work.until_idle(id, "cli-import-checking")?
    } else {
        import::run(&app, &ctx, id).map_err(refused)?;
        work.until_idle(id, "cli-import-running")?
    };
    let counts = if arguments.dry_run {
        import.run.checked.clone().unwrap_or_default()
    } else {
        import.run.outcomes.clone()
    };
    if !matches!(import.state, RunState::Staged | RunState::Done) {
        return Err(work.failed(&import));
    }
    Ok(work.told(&counts))
}

fn new(console: &Console, arguments: &Arguments, app: &App, ctx: &Context) -> Result<New> {
    let options: Options = serde_json::from_str(&arguments.options).map_err(|error| {
        console.failed(
            "cli-import-options",
            &[("detail", error.to_string().into())],
        )
    })?;
    let profile = match &arguments.profile {
        None => None,
        Some(name) => {
            let profiles = import::profiles(app, ctx).map_err(|error| refused(console, &error))?;
            let found = profiles.into_iter().find(|profile| profile.name == *name);
            let missing = || console.failed("cli-import-profile", &[("name", name.into())]);
            Some(found.ok_or_else(missing)?.id)
        }
    };
    let name = arguments.file.file_name().unwrap_or_default();
    Ok(New {
        file_name: name.to_string_lossy().into_owned(),
        kind: arguments.kind,
        options,
        profile,
    })
}

fn copy(path: &std::path::Path, upload: &mut Upload) -> Result<(), import::Error> {
    use std::io::Read;
    let mut file = std::fs::File::open(path)?;
    let mut piece = vec![0; PIECE];
    loop {
        let count = file.read(&mut piece)?;
        if count == 0 {
            return Ok(());
        }
        upload.write(&piece[..count])?;
    }
}

/// With whose rights it is done.
pub(super) fn context(console: &Console, app: &App, login: Option<&str>) -> Result<Context> {
    let now = clock::now();
    let Some(login) = login else {
        return Ok(Context::system(now).within("console"));
    };
    let account = user::find(console, app, &Context::system(now), login)?;
    if account.state != UserState::Active {
        return Err(console.failed("cli-token-inactive", &[("login", login.into())]));
    }
    session::context_of(app, account.id, now, "console").map_err(|error| {
        console.failed("cli-user-refused", &[("detail", error.to_string().into())])
    })
}

fn refused(console: &Console, error: &import::Error) -> Error {
    match error {
        import::Error::Db(error) => console.told(error),
        other => console.failed(
            "cli-import-refused",
            &[("detail", other.to_string().into())],
        ),
    }
}

/// What the steps need.
struct Work<'a> {
    console: &'a Console,
    app: &'a App,
    ctx: &'a Context,
    /// No server does the jobs.
    own: bool,
}

impl Work<'_> {
    /// Does the job of an import, or waits until the server has; shows how far it is.
    fn until_idle(&self, id: ImportId, step: &'static str) -> Result<Import> {
        let told = std::io::stderr().is_terminal();
        let (ending, over) = (AtomicBool::new(false), AtomicBool::new(false));
        std::thread::scope(|scope| {
            let (app, console) = (self.app, self.console);
            let places = console.config.places();
            if self.own {
                let (ending, over) = (&ending, &over);
                scope.spawn(move || {
                    let runner = Runner {
                        app,
                        clock: clock::now,
                        places,
                        ending,
                    };
                    while !over.load(std::sync::atomic::Ordering::Relaxed) {
                        match runner.run_next() {
                            Ok(app::job::Ran::Job(..)) => {}
                            Ok(app::job::Ran::Nothing) | Err(_) => std::thread::sleep(LOOK),
                        }
                    }
                });
            }
            let idle = loop {
                let found = import::find(app, self.ctx, id);
                match found {
                    Ok(import) if import.state.is_busy() => {
                        if told && let Some(job) = &import.job {
                            let values =
                                [("done", job.progress.into()), ("total", job.total.into())];
                            let line = console.words.with(step, &values);
                            // Nobody may be looking.
                            let _shown = write!(std::io::stderr(), "\r{line}   ");
                        }
                        std::thread::sleep(LOOK);
                    }
                    other => break other.map_err(|error| refused(console, &error)),
                }
            };
            over.store(true, std::sync::atomic::Ordering::Relaxed);
            if told {
                let _shown = write!(std::io::stderr(), "\r                              \r");
            }
            idle
        })
    }

    fn failed(&self, import: &Import) -> Error {
        let words = &self.console.words;
        let code = import.run.error.clone().unwrap_or_default();
        let key = format!("error-{}", code.replace('.', "-"));
        let detail = if words.knows(&key) {
            words.with(&key, &[])
        } else {
            code
        };
        self.console
            .failed("cli-import-failed", &[("detail", detail.into())])
    }

    /// The rows by outcome; a failure when some were refused.
    fn told(&self, counts: &str) -> ExitCode {
        let words = &self.console.words;
        let counts: std::collections::BTreeMap<String, i64> =
            serde_json::from_str(counts).unwrap_or_default();
        for (outcome, count) in &counts {
            let name = words.with(&format!("import-outcome-{outcome}"), &[]);
            let values = [("outcome", name.into()), ("count", (*count).into())];
            say(&words.with("cli-import-outcome", &values));
        }
        if counts.get("refused").is_some_and(|count| *count > 0) {
            return ExitCode::from(2);
        }
        ExitCode::SUCCESS
    }
}
