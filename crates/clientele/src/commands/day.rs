//! `clientele day`: the day by rules from the console: whom to turn to, the next client of the pool,
//! the inbox, and the rules with what a change of them would have done. Lines are parted by
//! tabulators, kinds and reasons are the codes of the API.

use std::process::ExitCode;

use anyhow::{Error, Result};
use app::rule::{self, Changes};
use app::{App, Context, inbox, pool, setting, today};
use domain::rule::is_rule;
use domain::setting::{DEFINITIONS, Definition, Value};
use jiff::civil::Date;

use super::import;
use crate::config::Flags;
use crate::console::{Console, say};

/// Flags of `clientele day`.
#[derive(clap::Args)]
pub struct Arguments {
    #[command(subcommand)]
    action: Action,
}

/// Whose day, and where.
#[derive(clap::Args)]
struct Own {
    /// The employee whose day it is, with whose rights it is done
    #[arg(long)]
    login: String,
    #[command(flatten)]
    flags: Flags,
}

#[derive(clap::Subcommand)]
enum Action {
    /// List whom the employee should turn to, the first one first, each with its reason
    Today {
        #[command(flatten)]
        own: Own,
    },
    /// Take the next client of the pool for the employee
    Take {
        #[command(flatten)]
        own: Own,
    },
    /// List what waits in the inbox of the employee, the most urgent first
    Inbox {
        #[command(flatten)]
        own: Own,
    },
    /// List the rules, change some, or tell what a change would have done
    Rules {
        /// A rule and its new value, as `rest.days=45`; `rest.days=` goes back to the default
        #[arg(long = "set", value_name = "NAME=VALUE")]
        set: Vec<String>,
        /// The day from which on it holds, as 2027-01-31; at once when absent
        #[arg(long)]
        from: Option<Date>,
        /// Change nothing: tell what it would have done
        #[arg(long)]
        preview: bool,
        /// The employee in whose name and with whose rights it is done; by default the console's own
        #[arg(long)]
        login: Option<String>,
        #[command(flatten)]
        flags: Flags,
    },
}

/// Does what was asked for.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    match &arguments.action {
        Action::Today { own } => {
            let (console, app, ctx) = opened(&own.flags, Some(&own.login))?;
            list(&console, &app, &ctx)
        }
        Action::Take { own } => {
            let (console, app, ctx) = opened(&own.flags, Some(&own.login))?;
            let taken = pool::take(&app, &ctx).map_err(|error| match error {
                pool::Error::Db(error) => console.told(&error),
                other => refused(&console, &other),
            })?;
            say(&format!("{}\t{}", taken.client, taken.name));
            Ok(ExitCode::SUCCESS)
        }
        Action::Inbox { own } => {
            let (console, app, ctx) = opened(&own.flags, Some(&own.login))?;
            waiting(&console, &app, &ctx)
        }
        Action::Rules {
            set,
            from,
            preview,
            login,
            flags,
        } => {
            let (console, app, ctx) = opened(flags, login.as_deref())?;
            if set.is_empty() {
                return rules(&console, &app);
            }
            let changes = changes(&console, set)?;
            if *preview {
                would(&console, &app, &ctx, &changes)
            } else {
                change(&console, &app, &ctx, changes, *from)
            }
        }
    }
}

pub(super) fn opened(flags: &Flags, login: Option<&str>) -> Result<(Console, App, Context)> {
    let console = Console::open(flags)?;
    console.log_quietly();
    let app = console.app()?;
    let ctx = import::context(&console, &app, login)?;
    Ok((console, app, ctx))
}

pub(super) fn refused(console: &Console, error: &dyn std::fmt::Display) -> Error {
    console.failed("cli-day-refused", &[("detail", error.to_string().into())])
}

fn list(console: &Console, app: &App, ctx: &Context) -> Result<ExitCode> {
    let day = today::today(app, ctx).map_err(|error| match error {
        today::Error::Db(error) => console.told(&error),
        other @ today::Error::Forbidden(_) => refused(console, &other),
    })?;
    for item in &day.items {
        let at = item.at.map(|at| at.to_string()).unwrap_or_default();
        let task = item.task.as_ref().map_or("", |(_, title)| title);
        let (client, name, why) = (item.client.id, &item.client.data.name, item.why.code());
        say(&format!("{client}\t{name}\t{why}\t{at}\t{task}"));
    }
    let values = [
        ("waiting", day.items.len().into()),
        ("made", day.effective.into()),
        ("tried", day.tried.into()),
        ("held", day.load.held.into()),
    ];
    say(&console.words.with("cli-day-today", &values));
    Ok(ExitCode::SUCCESS)
}

fn waiting(console: &Console, app: &App, ctx: &Context) -> Result<ExitCode> {
    let notices = inbox::list(app, ctx).map_err(|error| match error {
        inbox::Error::Db(error) => console.told(&error),
        other => refused(console, &other),
    })?;
    for notice in &notices {
        let text = notice.text.as_deref().unwrap_or_default();
        let client = notice.client.as_ref().map_or("", |(_, name)| name);
        let (kind, day, count) = (notice.kind.code(), notice.day, notice.count);
        say(&format!("{kind}\t{day}\t{count}\t{text}\t{client}"));
    }
    let values = [("count", notices.len().into())];
    say(&console.words.with("cli-day-inbox", &values));
    Ok(ExitCode::SUCCESS)
}

fn rules(console: &Console, app: &App) -> Result<ExitCode> {
    let settings = setting::current(app).map_err(|error| console.told(&error))?;
    for definition in DEFINITIONS.iter().filter(|of| is_rule(of.name())) {
        let (value, default) = (settings.value(*definition), definition.default());
        say(&format!(
            "{}\t{}\t{}",
            definition.name(),
            shown(&value),
            shown(&default)
        ));
    }
    Ok(ExitCode::SUCCESS)
}

fn shown(value: &Value) -> String {
    match value {
        Value::Flag(flag) => flag.to_string(),
        Value::Whole(number) => number.to_string(),
        Value::Text(text) => text.clone(),
    }
}

/// What `--set` says, each value as its rule wants it.
fn changes(console: &Console, set: &[String]) -> Result<Changes> {
    let mut changes = Changes::new();
    for one in set {
        let Some((name, value)) = one.split_once('=') else {
            let values = [("text", one.as_str().into())];
            return Err(console.failed("cli-day-set", &values));
        };
        let whole = matches!(Definition::named(name), Some(Definition::Whole(_)));
        let value = match (value, value.parse()) {
            ("", _) => None,
            (_, Ok(number)) if whole => Some(Value::Whole(number)),
            (text, _) => Some(Value::Text(text.to_owned())),
        };
        changes.insert(name.to_owned(), value);
    }
    Ok(changes)
}

fn told(console: &Console, error: rule::Error) -> Error {
    match error {
        rule::Error::Db(error) => console.told(&error),
        other => refused(console, &other),
    }
}

fn would(console: &Console, app: &App, ctx: &Context, changes: &Changes) -> Result<ExitCode> {
    let seen = rule::preview(app, ctx, changes).map_err(|error| told(console, error))?;
    for one in &seen.effects {
        let (effect, of, before, after) = (one.effect.code(), one.of, one.before, one.after);
        say(&format!("{effect}\t{of}\t{before}\t{after}"));
    }
    let values = [("since", seen.since.to_string().into())];
    say(&console.words.with("cli-day-would", &values));
    Ok(ExitCode::SUCCESS)
}

fn change(
    console: &Console,
    app: &App,
    ctx: &Context,
    changes: Changes,
    from: Option<Date>,
) -> Result<ExitCode> {
    let made = rule::plan(app, ctx, changes, from).map_err(|error| told(console, error))?;
    let values = [("day", made.from_day.to_string().into())];
    say(&console.words.with("cli-day-changed", &values));
    Ok(ExitCode::SUCCESS)
}
