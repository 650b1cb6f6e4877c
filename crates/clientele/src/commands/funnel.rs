//! `clientele funnel`: funnels and deals from the console: what there is, what stands on each step, a
//! deal begun or moved. Lines are parted by tabulators, keys and states are those of the API.

use std::process::ExitCode;

use anyhow::{Error, Result};
use app::deal::{BoardRequest, Fields, Filter, Start, Wish};
use app::refusal::Said;
use app::{App, Context, deal, funnel};
use domain::id::{ClientId, DealId, FunnelId};
use jiff::civil::Date;

use super::{coefficients, import};
use crate::config::Flags;
use crate::console::{Console, say};

/// Flags of `clientele funnel`.
#[derive(clap::Args)]
pub struct Arguments {
    #[command(subcommand)]
    action: Action,
}

/// Whose rights, and where.
#[derive(clap::Args)]
struct Own {
    /// The employee in whose name and with whose rights it is done
    #[arg(long)]
    login: String,
    #[command(flatten)]
    flags: Flags,
}

#[derive(clap::Subcommand)]
enum Action {
    /// List the funnels, those in use first
    List {
        #[command(flatten)]
        own: Own,
    },
    /// Tell what stands on each step of a funnel
    Board {
        /// Identifier of the funnel; the first one when absent
        #[arg(long)]
        funnel: Option<FunnelId>,
        #[command(flatten)]
        own: Own,
    },
    /// Begin a deal of a client
    Start {
        /// Identifier of the client
        client: ClientId,
        /// Identifier of the funnel; the first one when absent
        #[arg(long)]
        funnel: Option<FunnelId>,
        /// Key of the step; the first one when absent
        #[arg(long)]
        step: Option<String>,
        /// What it is called
        #[arg(long)]
        title: Option<String>,
        #[command(flatten)]
        own: Own,
    },
    /// Tell plan and fact of each step: coefficients, verdicts, early signals
    Report(coefficients::Arguments),
    /// Move a deal to a step, end it, or take it up again
    Move {
        /// Identifier of the deal
        deal: DealId,
        /// Key of the step
        #[arg(long, group = "wish", required = true)]
        to: Option<String>,
        /// The client refused: code or identifier of the reason
        #[arg(long, group = "wish", value_name = "REASON")]
        refuse: Option<String>,
        /// The client puts it off until this day, as 2027-01-31
        #[arg(long, group = "wish", value_name = "DAY")]
        postpone: Option<Date>,
        /// It goes on after all
        #[arg(long, group = "wish")]
        reopen: bool,
        /// What was said
        #[arg(long)]
        note: Option<String>,
        #[command(flatten)]
        own: Own,
    },
}

/// Does what was asked for.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    match &arguments.action {
        Action::List { own } => {
            let (console, app, ctx) = opened(own)?;
            let all = funnel::list(&app, &ctx).map_err(|error| told(&console, error))?;
            for seen in &all {
                let number = seen.in_force().map_or(0, |version| version.number);
                let (id, name) = (seen.funnel.id, &seen.funnel.name);
                let steps = seen.in_force().map_or(0, |version| version.steps.len());
                say(&format!("{id}\t{name}\t{number}\t{steps}"));
            }
            Ok(ExitCode::SUCCESS)
        }
        Action::Board { funnel, own } => {
            let (console, app, ctx) = opened(own)?;
            board(&console, &app, &ctx, *funnel)
        }
        Action::Report(arguments) => coefficients::run(arguments),
        Action::Start {
            client,
            funnel,
            step,
            title,
            own,
        } => {
            let (console, app, ctx) = opened(own)?;
            let input = Start {
                client_id: *client,
                funnel_id: *funnel,
                step: step.clone(),
                fields: Fields {
                    title: title.clone().map(Some),
                    ..Fields::default()
                },
                note: None,
            };
            let seen = deal::start(&app, &ctx, &input).map_err(|error| refused(&console, error))?;
            say(&line(&seen));
            Ok(ExitCode::SUCCESS)
        }
        Action::Move {
            deal,
            to,
            refuse,
            postpone,
            note,
            own,
            reopen: _,
        } => {
            let (console, app, ctx) = opened(own)?;
            let wish = match (to, refuse, postpone) {
                (Some(step), ..) => Wish::To(step.clone()),
                (_, Some(reason), _) => Wish::Refuse(Box::new(Said {
                    reason: Some(reason.clone()),
                    ..Said::default()
                })),
                (.., Some(day)) => Wish::Postpone(*day),
                _ => Wish::Reopen,
            };
            let fail = |error| refused(&console, error);
            let found = deal::find(&app, &ctx, *deal).map_err(fail)?;
            let version = found.seen.item.deal.version;
            let seen = deal::advance(&app, &ctx, *deal, version, (&wish, note.as_deref()));
            say(&line(&seen.map_err(fail)?));
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn opened(own: &Own) -> Result<(Console, App, Context)> {
    let console = Console::open(&own.flags)?;
    console.log_quietly();
    let app = console.app()?;
    let ctx = import::context(&console, &app, Some(&own.login))?;
    Ok((console, app, ctx))
}

fn told(console: &Console, error: funnel::Error) -> Error {
    match error {
        funnel::Error::Db(error) => console.told(&error),
        other => console.failed(
            "cli-funnel-refused",
            &[("detail", other.to_string().into())],
        ),
    }
}

fn refused(console: &Console, error: deal::Error) -> Error {
    let detail = match error {
        deal::Error::Db(error) => return console.told(&error),
        // the codes of the API say which field and why
        deal::Error::Invalid(refusals) => {
            let each = refusals
                .iter()
                .map(|of| format!("{}: {}", of.field, of.code));
            each.collect::<Vec<_>>().join(", ")
        }
        other => other.to_string(),
    };
    console.failed("cli-funnel-refused", &[("detail", detail.into())])
}

fn line(seen: &deal::Seen) -> String {
    let deal = &seen.item.deal;
    let (state, client) = (deal.state.code(), &seen.item.client);
    format!(
        "{}\t{}\t{}\t{state}\t{client}",
        deal.id, deal.number, deal.step
    )
}

fn board(
    console: &Console,
    app: &App,
    ctx: &Context,
    funnel: Option<FunnelId>,
) -> Result<ExitCode> {
    let funnel = match funnel {
        Some(id) => id,
        None => {
            let all = funnel::list(app, ctx).map_err(|error| told(console, error))?;
            let first = all.first().map(|seen| seen.funnel.id);
            first.ok_or_else(|| told(console, funnel::Error::NotFound))?
        }
    };
    let request = BoardRequest {
        funnel,
        filter: Filter::default(),
        stuck: false,
        cards: 1,
    };
    let board = deal::board(app, ctx, &request).map_err(|error| refused(console, error))?;
    for column in &board.columns {
        let plan = column.plan.map(|plan| format!("{:.1}", plan as f64 / 10.0));
        let (key, plan) = (&column.step.key, plan.unwrap_or_default());
        say(&format!(
            "{key}\t{}\t{}\t{}\t{plan}\t{}",
            column.count, column.stuck, column.sum_minor, column.reached
        ));
    }
    Ok(ExitCode::SUCCESS)
}
