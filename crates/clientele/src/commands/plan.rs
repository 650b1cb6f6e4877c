//! `clientele plan`: plan and fact of a month from the console. Lines are parted by tabulators.

use std::process::ExitCode;

use anyhow::{Error, Result};
use app::plan::{self, Change};
use app::user;
use domain::id::{TeamId, UserId};
use domain::money::Currency;
use domain::plan::PlanOf;

use super::day::{opened, refused};
use crate::config::Flags;
use crate::console::{Console, say};

/// Flags of `clientele plan`.
#[derive(clap::Args)]
pub struct Arguments {
    /// The month, as 2027-01; by default the running one
    #[arg(long)]
    month: Option<String>,
    /// Plan a turnover, in major units: `company=120000`, `user:LOGIN=30000`, `team:ID=60000`;
    /// an empty amount takes it out
    #[arg(long = "set", value_name = "WHOSE=AMOUNT")]
    set: Vec<String>,
    /// The employee with whose rights it is done; by default the console's own
    #[arg(long)]
    login: Option<String>,
    #[command(flatten)]
    flags: Flags,
}

/// Does what was asked for.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let (console, app, ctx) = opened(&arguments.flags, arguments.login.as_deref())?;
    let month = arguments.month.as_deref();
    let found = plan::plans(&app, &ctx, month, None).map_err(|error| refused(&console, &error))?;
    if !arguments.set.is_empty() {
        let users = user::list(&app, &ctx).map_err(|error| refused(&console, &error))?;
        let of = |login: &str| {
            let found = users.iter().find(|user| user.login.as_str() == login);
            found.map(|user| user.id)
        };
        let digits = found
            .currency
            .parse::<Currency>()
            .map_or(2, |of| of.decimals());
        let changes = arguments
            .set
            .iter()
            .map(|one| change(&console, one, digits, of))
            .collect::<Result<Vec<_>>>()?;
        plan::set(&app, &ctx, &found.month, &changes).map_err(|error| refused(&console, &error))?;
    }
    let found = plan::plans(&app, &ctx, month, None).map_err(|error| refused(&console, &error))?;
    let amount = |of: Option<i64>| of.map_or_else(String::new, |of| of.to_string());
    for line in &found.lines {
        let name = line.of.as_ref().map_or(line.whose, |of| &of.name);
        let begin = line.steps.first().and_then(|step| step.needed);
        say(&format!(
            "{name}\t{}\t{}\t{}\t{}\t{}\t{}",
            amount(line.plan_minor),
            amount(line.due_minor),
            line.fact_minor,
            amount(line.missing_minor),
            line.standing.unwrap_or_default(),
            begin.map_or_else(String::new, |begin| begin.to_string()),
        ));
    }
    let values = [
        ("month", found.month.as_str().into()),
        ("currency", found.currency.as_str().into()),
    ];
    say(&console.words.with("cli-plan-of", &values));
    Ok(ExitCode::SUCCESS)
}

/// What one `--set` says.
fn change(
    console: &Console,
    text: &str,
    digits: u32,
    of: impl Fn(&str) -> Option<UserId>,
) -> Result<Change> {
    let wrong = || -> Error { console.failed("cli-plan-set", &[("text", text.into())]) };
    let (whose, amount) = text.split_once('=').ok_or_else(wrong)?;
    let (whose, of) = match whose.split_once(':') {
        None if whose == "company" => (PlanOf::Company, None),
        Some(("user", login)) => (PlanOf::User, Some(of(login).ok_or_else(wrong)?.uuid())),
        Some(("team", id)) => (
            PlanOf::Team,
            Some(id.parse::<TeamId>().map_err(|_| wrong())?.uuid()),
        ),
        _ => return Err(wrong()),
    };
    let amount_minor = match amount.trim() {
        "" => None,
        amount => {
            let major: i64 = amount.parse().map_err(|_| wrong())?;
            Some(major.checked_mul(10_i64.pow(digits)).ok_or_else(wrong)?)
        }
    };
    Ok(Change {
        whose,
        of,
        amount_minor,
    })
}
