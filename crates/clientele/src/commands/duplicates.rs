//! `clientele duplicates`: looks the base through for cards that are one client, and lists those
//! whose decision is worth most. Beside a running server its job is done by the server.

use std::io::{IsTerminal, Write};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Error, Result};
use app::duplicate::review::{self, Filter};
use app::duplicate::sweep;
use app::job::{Job, Ran, Runner};
use app::{App, Context, job};
use domain::id::JobId;
use domain::job::JobState;

use super::import;
use crate::config::Flags;
use crate::console::{Console, say};
use crate::{clock, folder};

/// Flags of `clientele duplicates`.
#[derive(clap::Args)]
pub struct Arguments {
    /// How many pairs to list, 0 to 1000
    #[arg(long, default_value_t = 20)]
    limit: u32,
    /// List what the last look found, and do not look again
    #[arg(long)]
    no_sweep: bool,
    /// The employee in whose name and with whose rights it is done; by default the console's own
    #[arg(long)]
    login: Option<String>,
    #[command(flatten)]
    flags: Flags,
}

/// How often it is looked how far the job is.
const LOOK: Duration = Duration::from_millis(200);

/// Looks, and lists.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let console = Console::open(&arguments.flags)?;
    console.log_quietly();
    let app = console.app()?;
    let ctx = import::context(&console, &app, arguments.login.as_deref())?;
    let refused = |error: review::Error| refused(&console, &error);
    if !arguments.no_sweep {
        // Whoever holds the folder does the work.
        let own = folder::take(&console).ok();
        let id = sweep::sweep(&app, &ctx).map_err(refused)?;
        let job = until_ended(
            &console,
            &app,
            id,
            own.is_some() || console.config.database.is_some(),
        )?;
        if job.state != JobState::Done {
            let detail = job.error.unwrap_or_else(|| job.state.code().to_owned());
            return Err(console.failed("cli-duplicates-failed", &[("detail", detail.into())]));
        }
    }
    let words = &console.words;
    let summary = review::summary(&app, &ctx).map_err(refused)?;
    let Some(found) = summary.sweep else {
        return Err(console.failed("cli-duplicates-never", &[]));
    };
    let values = [
        ("clients", found.clients.into()),
        ("pairs", found.found.into()),
        ("groups", found.groups.into()),
        ("waiting", summary.waiting.into()),
    ];
    say(&words.with("cli-duplicates-found", &values));
    if arguments.limit > 0 {
        let page = review::queue(&app, &ctx, &Filter::default(), None, arguments.limit);
        for one in page.map_err(refused)?.items {
            let [a, b] = one.cards;
            say(&format!(
                "{:.1} %\t{}\t{}\t{}\t{}",
                100.0 * one.chance,
                a.id,
                a.name,
                b.id,
                b.name
            ));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn refused(console: &Console, error: &review::Error) -> Error {
    match error {
        review::Error::Db(error) => console.told(error),
        other => console.failed(
            "cli-duplicates-refused",
            &[("detail", other.to_string().into())],
        ),
    }
}

/// Does the job, or waits until the server has; shows how far it is.
fn until_ended(console: &Console, app: &App, id: JobId, own: bool) -> Result<Job> {
    let told = std::io::stderr().is_terminal();
    let (ending, over) = (AtomicBool::new(false), AtomicBool::new(false));
    std::thread::scope(|scope| {
        if own {
            let places = console.config.places();
            let (ending, over) = (&ending, &over);
            scope.spawn(move || {
                let runner = Runner {
                    app,
                    clock: clock::now,
                    places,
                    ending,
                };
                while !over.load(Ordering::Relaxed) {
                    match runner.run_next() {
                        Ok(Ran::Job(..)) => {}
                        Ok(Ran::Nothing) | Err(_) => std::thread::sleep(LOOK),
                    }
                }
            });
        }
        let ended = loop {
            let found = job::find(app, &Context::system(clock::now()), id);
            match found {
                Ok(job) if !job.state.is_final() => {
                    if told {
                        let values = [("done", job.progress.into()), ("total", job.total.into())];
                        let line = console.words.with("cli-duplicates-looking", &values);
                        // Nobody may be looking.
                        let _shown = write!(std::io::stderr(), "\r{line}   ");
                    }
                    std::thread::sleep(LOOK);
                }
                Ok(job) => break Ok(job),
                Err(error) => {
                    let values = [("detail", error.to_string().into())];
                    break Err(console.failed("cli-duplicates-failed", &values));
                }
            }
        };
        over.store(true, Ordering::Relaxed);
        if told {
            let _shown = write!(std::io::stderr(), "\r                              \r");
        }
        ended
    })
}
