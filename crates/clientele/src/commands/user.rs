//! `clientele user`: accounts, for an administrator without a browser. Who may run the command
//! in the data folder is the product's master anyway; the journal names the console.

use std::process::ExitCode;

use anyhow::{Error, Result};
use app::user::{self, New, OneTime, User};
use app::{App, Context};
use domain::policy::Role;
use domain::user::UserState;

use crate::clock;
use crate::config::Flags;
use crate::console::{Console, say};

/// Flags of `clientele user`.
#[derive(clap::Args)]
pub struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(clap::Subcommand)]
enum Action {
    /// List all accounts
    List {
        #[command(flatten)]
        flags: Flags,
    },
    /// Make an account with a one-time password
    Add {
        /// What the person types to sign in
        login: String,
        /// The person's name
        name: String,
        /// owner, head_of_sales, telemarketer, active_seller, client_manager, data_steward, guardian or administrator
        role: String,
        /// Read a lasting password from standard input instead of making a one-time one
        #[arg(long)]
        password_stdin: bool,
        #[command(flatten)]
        flags: Flags,
    },
    /// Give an account a new one-time password; all its sessions end
    Password {
        /// The account
        login: String,
        #[command(flatten)]
        flags: Flags,
    },
}

/// Does what was asked for.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let (Action::List { flags } | Action::Add { flags, .. } | Action::Password { flags, .. }) =
        &arguments.action;
    let console = Console::open(flags)?;
    let app = console.app()?;
    let ctx = Context::system(clock::now());
    let refused = |error: user::Error| refused(&console, &error);
    match &arguments.action {
        Action::List { .. } => list(&console, &app, &ctx)?,
        Action::Add {
            login,
            name,
            role,
            password_stdin,
            ..
        } => {
            let role: Role = role.parse().map_err(|_| {
                let values = [("detail", role.into())];
                console.failed("cli-user-refused", &values)
            })?;
            let new = New {
                login: login.clone(),
                name: name.clone(),
                role,
                team_id: None,
                language: console.config.language,
            };
            if *password_stdin {
                let mut line = String::new();
                std::io::stdin().read_line(&mut line)?;
                let password = line.trim_end_matches(['\r', '\n']);
                user::create_with_password(&app, &ctx, &new, password).map_err(refused)?;
            } else {
                say_password(&console, &user::create(&app, &ctx, &new).map_err(refused)?);
            }
        }
        Action::Password { login, .. } => {
            let id = find(&console, &app, &ctx, login)?.id;
            let given = user::set_one_time_password(&app, &ctx, id).map_err(refused)?;
            say_password(&console, &given);
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The account with this login.
pub fn find(console: &Console, app: &App, ctx: &Context, login: &str) -> Result<User> {
    let users = user::list(app, ctx).map_err(|error| refused(console, &error))?;
    let found = users.into_iter().find(|user| user.login == login);
    let missing = || console.failed("cli-user-missing", &[("login", login.into())]);
    found.ok_or_else(missing)
}

fn list(console: &Console, app: &App, ctx: &Context) -> Result<()> {
    let words = &console.words;
    for user in user::list(app, ctx).map_err(|error| refused(console, &error))? {
        let state = match user.state {
            UserState::Active => words.with("cli-user-state-active", &[]),
            UserState::Invited => words.with("cli-user-state-invited", &[]),
            UserState::Disabled => words.with("cli-user-state-disabled", &[]),
        };
        let values = [
            ("login", user.login.into()),
            ("name", user.name.into()),
            (
                "role",
                words.with(&format!("role-{}", user.role), &[]).into(),
            ),
            ("state", state.into()),
        ];
        say(&words.with("cli-user-line", &values));
    }
    Ok(())
}

fn say_password(console: &Console, given: &OneTime) {
    let values = [
        ("login", given.user.login.as_str().into()),
        ("until", given.until.to_string().into()),
        ("password", given.password.as_str().into()),
    ];
    say(&console.words.with("cli-user-password", &values));
}

fn refused(console: &Console, error: &user::Error) -> Error {
    match error {
        user::Error::Db(error) => console.told(error),
        other => console.failed("cli-user-refused", &[("detail", other.to_string().into())]),
    }
}
