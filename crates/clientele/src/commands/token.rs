//! `clientele token`: API tokens of an account, for an administrator without a browser.

use std::process::ExitCode;

use anyhow::{Error, Result};
use app::{App, Context, session, token};
use domain::id::TokenId;
use domain::policy::TokenScope;
use domain::user::UserState;

use super::user;
use crate::clock;
use crate::config::Flags;
use crate::console::{Console, say};

/// Flags of `clientele token`.
#[derive(clap::Args)]
pub struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(clap::Subcommand)]
enum Action {
    /// List the tokens of an account
    List {
        /// The account
        login: String,
        #[command(flatten)]
        flags: Flags,
    },
    /// Make a token that acts as an account
    Add {
        /// The account
        login: String,
        /// What the token is for
        name: String,
        /// What it may do: read, write, export, admin (several with commas)
        #[arg(long, value_delimiter = ',', default_value = "read")]
        scope: Vec<String>,
        /// Days until it ends
        #[arg(long, default_value_t = 90)]
        days: i64,
        #[command(flatten)]
        flags: Flags,
    },
    /// Revoke a token
    Revoke {
        /// The account
        login: String,
        /// The token's id, as the list shows it
        id: String,
        #[command(flatten)]
        flags: Flags,
    },
}

/// Does what was asked for.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let (Action::List { flags, login }
    | Action::Add { flags, login, .. }
    | Action::Revoke { flags, login, .. }) = &arguments.action;
    let console = Console::open(flags)?;
    let app = console.app()?;
    let ctx = context(&console, &app, login)?;
    let refused = |error: token::Error| refused(&console, &error);
    let words = &console.words;
    match &arguments.action {
        Action::List { .. } => list(&console, &app, &ctx)?,
        Action::Add {
            name, scope, days, ..
        } => {
            let scopes = scope.iter().map(|text| {
                let unknown = |_| console.failed("cli-token-refused", &[("detail", text.into())]);
                text.parse::<TokenScope>().map_err(unknown)
            });
            let scopes: Vec<TokenScope> = scopes.collect::<Result<_>>()?;
            let made = token::create(&app, &ctx, name, &scopes, *days).map_err(refused)?;
            let values = [
                ("until", made.token.expires_at.to_string().into()),
                ("secret", made.secret.into()),
            ];
            say(&words.with("cli-token-made", &values));
        }
        Action::Revoke { id, .. } => {
            let unknown = |_| console.failed("cli-token-refused", &[("detail", id.into())]);
            let id: TokenId = id.parse().map_err(unknown)?;
            token::revoke(&app, &ctx, id).map_err(refused)?;
            say(&words.with("cli-token-revoked", &[]));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn list(console: &Console, app: &App, ctx: &Context) -> Result<()> {
    let words = &console.words;
    for token in token::list(app, ctx).map_err(|error| refused(console, &error))? {
        let state = if token.revoked_at.is_some() {
            words.with("cli-token-state-revoked", &[])
        } else if token.expires_at <= ctx.now {
            words.with("cli-token-state-ended", &[])
        } else {
            words.with("cli-token-state-live", &[])
        };
        let scopes: Vec<&str> = token.scopes.iter().map(|scope| scope.code()).collect();
        let values = [
            ("id", token.id.to_string().into()),
            ("name", token.name.into()),
            ("scopes", scopes.join(",").into()),
            ("until", token.expires_at.to_string().into()),
            ("state", state.into()),
        ];
        say(&words.with("cli-token-line", &values));
    }
    Ok(())
}

/// A token acts as its account, so it is made as that account: with its rights, not the
/// console's.
fn context(console: &Console, app: &App, login: &str) -> Result<Context> {
    let now = clock::now();
    let account = user::find(console, app, &Context::system(now), login)?;
    if account.state != UserState::Active {
        return Err(console.failed("cli-token-inactive", &[("login", login.into())]));
    }
    session::context_of(app, account.id, now, "console").map_err(|error| {
        console.failed("cli-user-refused", &[("detail", error.to_string().into())])
    })
}

fn refused(console: &Console, error: &token::Error) -> Error {
    match error {
        token::Error::Db(error) => console.told(error),
        other => console.failed("cli-token-refused", &[("detail", other.to_string().into())]),
    }
}
