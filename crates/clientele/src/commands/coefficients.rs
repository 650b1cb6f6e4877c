//! `clientele funnel report`: plan and fact of a funnel from the console. Lines are parted by
//! tabulators; steps are their keys.

use std::process::ExitCode;

use anyhow::Result;
use app::coefficient::{self, Fact, Of, Person, Request};
use app::funnel;
use domain::funnel::Preset;
use domain::id::FunnelId;
use jiff::civil::Date;

use super::day::{opened, refused};
use crate::config::Flags;
use crate::console::say;

/// Flags of `clientele funnel report`.
#[derive(clap::Args)]
pub struct Arguments {
    /// The funnel; by default the first one in use
    #[arg(long)]
    funnel: Option<FunnelId>,
    /// The first day; by default the Monday eleven weeks ago
    #[arg(long)]
    from: Option<Date>,
    /// The last day; by default today
    #[arg(long)]
    to: Option<Date>,
    /// The employee with whose rights it is read; by default the console's own
    #[arg(long)]
    login: Option<String>,
    #[command(flatten)]
    flags: Flags,
}

/// Does what was asked for.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let (console, app, ctx) = opened(&arguments.flags, arguments.login.as_deref())?;
    let all = funnel::list(&app, &ctx).map_err(|error| refused(&console, &error))?;
    let first = all
        .iter()
        .filter(|of| of.in_force().is_some())
        .min_by_key(|of| (of.funnel.preset != Some(Preset::Acquisition), of.funnel.id));
    let funnel = match (arguments.funnel, first) {
        (Some(id), _) => id,
        (None, Some(first)) => first.funnel.id,
        (None, None) => return Err(console.failed("cli-coefficients-none", &[])),
    };
    let (from, to) = coefficient::days(&app, &ctx, arguments.from, arguments.to)
        .map_err(|error| refused(&console, &error))?;
    let request = Request {
        funnel,
        from,
        to,
        of: Of::default(),
    };
    let report =
        coefficient::report(&app, &ctx, &request).map_err(|error| refused(&console, &error))?;
    for person in std::iter::once(&report.whole).chain(&report.people) {
        let name = person.user.as_ref().map_or("*", |user| &user.name);
        told(name, person, &report.steps);
    }
    for signal in &report.signals {
        let name = signal.user.as_ref().map_or("*", |user| &user.name);
        say(&format!("!\t{name}\t{}\t{}", signal.step, signal.since));
    }
    let (from, to) = (from.to_string(), to.to_string());
    let values = [("from", from.as_str().into()), ("to", to.as_str().into())];
    say(&console.words.with("cli-coefficients-of", &values));
    Ok(ExitCode::SUCCESS)
}

fn told(name: &str, person: &Person, steps: &[coefficient::StepHead]) {
    let share = |of: Option<f64>| of.map_or_else(String::new, |of| format!("{of:.3}"));
    for (at, step) in steps.iter().enumerate() {
        let reached = person.reached[at];
        let fact = at.checked_sub(1).map(|at| &person.facts[at]);
        let fact = fact.map_or_else(String::new, |fact: &Fact| {
            format!(
                "\t{}\t{}\t{}\t{}\t{}\t{:.3}\t{}",
                fact.passed,
                fact.decided,
                share(fact.share),
                share(fact.low),
                share(fact.high),
                fact.plan,
                fact.verdict
            )
        });
        say(&format!("{name}\t{}\t{reached}{fact}", step.key));
    }
}
