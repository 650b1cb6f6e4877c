//! `clientele receivables`: what is owed, by age and by debtor, and the blacklist. Lines are parted
//! by tabulators, ages and thirds are the codes of the API, sums are minor units of the reporting
//! currency.

use std::process::ExitCode;

use anyhow::{Error, Result};
use app::receivable::{self, Request};
use app::{App, Context, blacklist};
use domain::id::ClientId;
use domain::receivable::Age;

use super::import;
use crate::config::Flags;
use crate::console::{Console, say};

/// Flags of `clientele receivables`.
#[derive(clap::Args)]
pub struct Arguments {
    #[command(subcommand)]
    action: Action,
}

/// Who asks, and where.
#[derive(clap::Args)]
struct Own {
    /// The employee in whose name and with whose rights it is done; by default the console's own
    #[arg(long)]
    login: Option<String>,
    #[command(flatten)]
    flags: Flags,
}

#[derive(clap::Subcommand)]
enum Action {
    /// Print what is owed by age: age, sum, clients, orders
    Summary {
        #[command(flatten)]
        own: Own,
    },
    /// List debtors, those that owe most first: identifier, name, owed, late, days late, what is
    /// decided or proposed, `blacklisted` or `candidate`
    List {
        /// Only those that owe something of this age: `not_due`, `first`, `second`, `third`, `older`
        #[arg(long)]
        age: Option<String>,
        /// Only those that the rule would put on the blacklist
        #[arg(long)]
        candidates: bool,
        /// Only those on the blacklist
        #[arg(long, conflicts_with = "candidates")]
        blacklisted: bool,
        #[command(flatten)]
        own: Own,
    },
    /// Put clients on the blacklist: no contact and no order until they pay
    Blacklist {
        /// Identifiers of the clients
        #[arg(required = true)]
        clients: Vec<ClientId>,
        /// Why; needed for a client that is not late with anything
        #[arg(long)]
        reason: Option<String>,
        #[command(flatten)]
        own: Own,
    },
    /// Take a client off the blacklist before it paid
    Lift {
        /// Identifier of the client
        client: ClientId,
        /// Why
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        own: Own,
    },
}

/// Does what was asked for.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let own = match &arguments.action {
        Action::Summary { own }
        | Action::List { own, .. }
        | Action::Blacklist { own, .. }
        | Action::Lift { own, .. } => own,
    };
    let console = Console::open(&own.flags)?;
    console.log_quietly();
    let app = console.app()?;
    let ctx = import::context(&console, &app, own.login.as_deref())?;
    match &arguments.action {
        Action::Summary { .. } => summary(&console, &app, &ctx),
        Action::List {
            age,
            candidates,
            blacklisted,
            ..
        } => {
            let age = age.as_deref().map(str::parse::<Age>).transpose();
            let age = age.map_err(|error| refused(&console, &error))?;
            let request = Request {
                age,
                candidates: *candidates,
                blacklisted: blacklisted.then_some(true),
                limit: 1_000,
                ..Request::default()
            };
            list(&console, &app, &ctx, request)
        }
        Action::Blacklist {
            clients, reason, ..
        } => {
            let added = blacklist::add(&app, &ctx, clients, reason.as_deref());
            let added = added.map_err(|error| told(&console, &error))?;
            say(&console
                .words
                .with("cli-receivable-added", &[("count", added.into())]));
            Ok(ExitCode::SUCCESS)
        }
        Action::Lift { client, reason, .. } => {
            blacklist::lift(&app, &ctx, *client, reason).map_err(|error| told(&console, &error))?;
            say(&console.words.with("cli-receivable-lifted", &[]));
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn told(console: &Console, error: &receivable::Error) -> Error {
    match error {
        receivable::Error::Db(error) => console.told(error),
        receivable::Error::Invalid(refusals) => {
            let fields: Vec<String> = refusals
                .iter()
                .map(|refusal| format!("{}: {}", refusal.field, refusal.code))
                .collect();
            refused(console, &fields.join(", "))
        }
        other => refused(console, other),
    }
}

fn refused(console: &Console, error: &dyn std::fmt::Display) -> Error {
    console.failed(
        "cli-receivable-refused",
        &[("detail", error.to_string().into())],
    )
}

fn summary(console: &Console, app: &App, ctx: &Context) -> Result<ExitCode> {
    let found = receivable::summary(app, ctx).map_err(|error| told(console, &error))?;
    for of in &found.ages {
        let (age, owed, clients, orders) = (of.age, of.base_minor, of.clients, of.orders);
        say(&format!("{age}\t{owed}\t{clients}\t{orders}"));
    }
    let values = [
        ("debtors", found.debtors.into()),
        ("blacklisted", found.blacklisted.into()),
        ("candidates", found.candidates.into()),
    ];
    say(&console.words.with("cli-receivable-summary", &values));
    Ok(ExitCode::SUCCESS)
}

fn list(console: &Console, app: &App, ctx: &Context, mut request: Request) -> Result<ExitCode> {
    loop {
        let page = receivable::list(app, ctx, &request).map_err(|error| told(console, &error))?;
        for seen in &page.items {
            let debtor = &seen.debtor;
            let (id, name, owed) = (debtor.client, &debtor.name, debtor.owed);
            let third = debtor.decision.as_ref();
            let third = third.map_or(seen.proposed, |decision| decision.third);
            let mark = match () {
                () if debtor.blacklisted => "blacklisted",
                () if seen.candidate => "candidate",
                () => "",
            };
            let (all, late, days) = (owed.base_minor, owed.late_minor, seen.late_days.max(0));
            say(&format!(
                "{id}\t{name}\t{all}\t{late}\t{days}\t{third}\t{mark}"
            ));
        }
        request.after = page.next;
        if request.after.is_none() {
            return Ok(ExitCode::SUCCESS);
        }
    }
}
