//! `clientele refusals`: why clients say NO, from the console: the report of a window and the list.
//! Lines are parted by tabulators; reasons are codes or the company's own names.

use std::process::ExitCode;

use anyhow::Result;
use app::refusal::{self, Answer, Filter, Request};
use app::{App, Context};
use domain::id::RefusalReasonId;
use domain::refusal::Reason;
use jiff::civil::Date;

use super::import;
use crate::config::Flags;
use crate::console::{Console, say};

/// Flags of `clientele refusals`.
#[derive(clap::Args)]
pub struct Arguments {
    #[command(subcommand)]
    action: Action,
}

/// Which refusals, and whose rights.
#[derive(clap::Args)]
struct Wanted {
    /// The first day; by the setting refusal.window when absent
    #[arg(long)]
    from: Option<Date>,
    /// The last day; today when absent
    #[arg(long)]
    to: Option<Date>,
    /// Code or identifier of a reason
    #[arg(long)]
    reason: Option<String>,
    /// The employee with whose rights it is read; by default the console's own
    #[arg(long)]
    login: Option<String>,
    #[command(flatten)]
    flags: Flags,
}

#[derive(clap::Subcommand)]
enum Action {
    /// Count refusals by reason, employee, competitor, product and step
    Report {
        #[command(flatten)]
        wanted: Wanted,
    },
    /// List refusals, the latest first: day, client, reason, day of return
    List {
        #[command(flatten)]
        wanted: Wanted,
        /// At most so many
        #[arg(long, default_value_t = 100)]
        limit: u32,
    },
}

/// Does what was asked for.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let wanted = match &arguments.action {
        Action::Report { wanted } | Action::List { wanted, .. } => wanted,
    };
    let console = Console::open(&wanted.flags)?;
    console.log_quietly();
    let app = console.app()?;
    let ctx = import::context(&console, &app, wanted.login.as_deref())?;
    let refused = |error: app::part::Error| match error {
        app::part::Error::Db(error) => console.told(&error),
        other => console.failed(
            "cli-refusals-refused",
            &[("detail", other.to_string().into())],
        ),
    };
    let reasons = refusal::reasons(&app, &ctx).map_err(refused)?;
    let reason = match &wanted.reason {
        None => None,
        Some(told) => {
            let found = reasons
                .iter()
                .find(|of| code(of) == *told || of.id.to_string() == *told);
            let unknown = || console.failed("cli-refusals-reason", &[("text", told.into())]);
            Some(found.ok_or_else(unknown)?.id)
        }
    };
    let filter = Filter {
        from: wanted.from,
        to: wanted.to,
        reason,
        ..Filter::default()
    };
    match &arguments.action {
        Action::Report { .. } => report(&app, &ctx, &filter).map_err(refused),
        Action::List { limit, .. } => list(&app, &ctx, filter, *limit, &reasons).map_err(refused),
    }
}

/// What a reason is called on the console.
fn code(of: &Reason) -> String {
    let code = of.data.code.map(|code| code.code().to_owned());
    code.or(of.data.name.clone()).unwrap_or_default()
}

fn report(app: &App, ctx: &Context, filter: &Filter) -> Result<ExitCode, app::part::Error> {
    let report = refusal::report(app, ctx, filter)?;
    let total = report.total;
    say(&format!("days\t{}\t{}", report.from, report.to));
    say(&format!(
        "total\t{}\t{}\t{}\t{}",
        total.refusals, report.contacts, total.untested, total.had
    ));
    let lines = |kind: &str, lines: &[Answer]| {
        for of in lines {
            let name = of.of.name.as_deref().unwrap_or("-");
            say(&format!(
                "{kind}\t{name}\t{}\t{:.3}\t{:.3}",
                of.count, of.share, of.cumulative
            ));
        }
    };
    lines("reason", &report.reasons);
    for of in &report.employees {
        say(&format!(
            "employee\t{}\t{}\t{}",
            of.name, of.tally.refusals, of.contacts
        ));
    }
    lines("competitor", &report.competitors);
    lines("product", &report.products);
    for of in &report.steps {
        let step = of.of.as_deref().unwrap_or("-");
        say(&format!("step\t{step}\t{}\t{:.3}", of.count, of.share));
    }
    Ok(ExitCode::SUCCESS)
}

fn list(
    app: &App,
    ctx: &Context,
    filter: Filter,
    limit: u32,
    reasons: &[Reason],
) -> Result<ExitCode, app::part::Error> {
    let request = Request {
        filter,
        limit: limit.clamp(1, 100_000),
        after: None,
        total: false,
    };
    let name = |id: RefusalReasonId| {
        let found = reasons.iter().find(|of| of.id == id);
        found.map(code).unwrap_or_default()
    };
    for seen in refusal::list(app, ctx, &request)?.items {
        let data = &seen.item.refusal.data;
        let back = data.return_day.map(|day| day.to_string());
        say(&format!(
            "{}\t{}\t{}\t{}",
            data.day,
            seen.item.client,
            name(data.real_reason_id.unwrap_or(data.reason_id)),
            back.unwrap_or_default()
        ));
    }
    Ok(ExitCode::SUCCESS)
}
