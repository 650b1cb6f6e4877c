//! Employees: adding, changing, disabling them, and their passwords. Who loses a right loses it
//! at once: the sessions and tokens of the account end in the same transaction.

mod password;
mod rules;

use domain::id::{TeamId, UserId};
use domain::language::Language;
use domain::login::{Login, LoginError, PasswordError};
use domain::policy::{Action, Entity, Forbidden, Role};
use domain::text::{self, TextError};
use domain::user::{Theme, UserState};
pub use store::user::User;

pub use password::{OneTime, change_own_password, set_one_time_password};

use crate::context::Context;
use crate::journal::{self, Entry, Reversal, Target, UndoError};
use crate::session::SignInError;
use crate::{App, DbError, DbTx, session};

/// The longest name of an employee.
pub const NAME_MAX: usize = 80;

/// Why an account is not made or changed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No right.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// No such employee.
    #[error("no such employee")]
    NotFound,
    /// Only an owner makes or changes owners and guardians.
    #[error("only an owner may change owners and guardians")]
    OwnerOnly,
    /// Nobody changes their own role or state.
    #[error("not one's own account")]
    OwnAccount,
    /// There must be an active owner.
    #[error("the last active owner")]
    LastOwner,
    /// A disabled account gets no password.
    #[error("the account is disabled")]
    Disabled,
    /// Passwords are changed by people only.
    #[error("not through a token")]
    ThroughToken,
    /// The login cannot be one.
    #[error(transparent)]
    BadLogin(#[from] LoginError),
    /// The login, or one that looks like it, is taken.
    #[error("the login is taken")]
    LoginTaken,
    /// The name is no clean line.
    #[error(transparent)]
    BadName(#[from] TextError),
    /// No such team.
    #[error("no such team")]
    NoTeam,
    /// Not a time zone.
    #[error("not a time zone")]
    BadTimeZone,
    /// The new password is too weak.
    #[error(transparent)]
    BadPassword(#[from] PasswordError),
    /// The old password is wrong, or was tried too often.
    #[error(transparent)]
    SignIn(#[from] SignInError),
    /// It was changed by somebody else.
    #[error("changed since")]
    VersionConflict {
        /// The version it has now.
        current: i64,
    },
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// A new employee.
#[derive(Debug, Clone)]
pub struct New {
    /// What they type to sign in.
    pub login: String,
    /// Their name.
    pub name: String,
    /// What they are.
    pub role: Role,
    /// Their team.
    pub team_id: Option<TeamId>,
    /// Their language.
    pub language: Language,
}

/// Changes of an account; `None` leaves as it is.
#[derive(Debug, Clone, Default)]
pub struct Change {
    /// Another login.
    pub login: Option<String>,
    /// Another name.
    pub name: Option<String>,
    /// Another role.
    pub role: Option<Role>,
    /// Another team, or none.
    pub team_id: Option<Option<TeamId>>,
    /// Let work, or not.
    pub enabled: Option<bool>,
}

/// Changes of one's own interface; `None` leaves as it is.
#[derive(Debug, Clone, Default)]
pub struct Profile {
    /// Another language.
    pub language: Option<Language>,
    /// Other colours.
    pub theme: Option<Theme>,
    /// Another time zone, or the company's.
    pub time_zone: Option<Option<String>>,
}

/// Everybody.
pub fn list(app: &App, ctx: &Context) -> Result<Vec<User>, Error> {
    ctx.scope(Entity::User)?;
    Ok(app.db.read(store::user::list)?)
}

/// One employee.
pub fn find(app: &App, ctx: &Context, id: UserId) -> Result<User, Error> {
    ctx.scope(Entity::User)?;
    let found = app.db.read(|tx| store::user::find(tx, id))?;
    found.ok_or(Error::NotFound)
}

/// Adds an employee, invited, with a one-time password.
pub fn create(app: &App, ctx: &Context, new: &New) -> Result<OneTime, Error> {
    ctx.may(Action::UserManage)?;
    let (user, login) = build(ctx, new, UserState::Invited)?;
    let one_time = app.chance().one_time_password();
    let hash = app.passwords.hash(&one_time, app.chance());
    app.db.write(|tx| {
        insert(tx, ctx, &user, &login)?;
        let until = password::one_time_until(tx, ctx.now)?;
        store::user::set_password(tx, user.id, &hash, Some(until))?;
        Ok(OneTime {
            user: user.clone(),
            password: one_time.clone(),
            until,
        })
    })
}

/// Adds an active employee with a password of the caller's choice: for the console and the demo
/// base, where the one who runs the command is the one who hands it out.
pub fn create_with_password(
    app: &App,
    ctx: &Context,
    new: &New,
    password: &str,
) -> Result<User, Error> {
    ctx.may(Action::UserManage)?;
    let (user, login) = build(ctx, new, UserState::Active)?;
    domain::login::check_password(password, &login)?;
    let hash = app.passwords.hash(password, app.chance());
    app.db.write(|tx| {
        insert(tx, ctx, &user, &login)?;
        store::user::set_password(tx, user.id, &hash, None)?;
        Ok(user.clone())
    })
}

fn build(ctx: &Context, new: &New, state: UserState) -> Result<(User, Login), Error> {
    let login = Login::parse(&new.login)?;
    let user = User {
        id: ctx.id(),
        login: login.text().to_owned(),
        name: text::line(&new.name, NAME_MAX)?,
        role: new.role,
        team_id: new.team_id,
        language: new.language,
        theme: Theme::default(),
        time_zone: None,
        state,
        version: 1,
        created_at: ctx.now,
    };
    Ok((user, login))
}

fn insert(tx: &mut DbTx, ctx: &Context, user: &User, login: &Login) -> Result<(), Error> {
    rules::check(tx, ctx, None, user, login.key())?;
    store::user::insert(tx, user, login.key())?;
    Ok(journal::record(
        tx,
        ctx,
        Entry::create("user", user.id, user),
    )?)
}

/// Changes an account.
pub fn change(
    app: &App,
    ctx: &Context,
    id: UserId,
    version: i64,
    change: &Change,
) -> Result<User, Error> {
    ctx.may(Action::UserManage)?;
    app.db.write(|tx| {
        let account = store::user::account_of(tx, id)?.ok_or(Error::NotFound)?;
        let before = &account.user;
        if before.version != version {
            return Err(Error::VersionConflict {
                current: before.version,
            });
        }
        let mut after = User {
            version: version + 1,
            ..before.clone()
        };
        if let Some(login) = &change.login {
            after.login = Login::parse(login)?.text().to_owned();
        }
        if let Some(name) = &change.name {
            after.name = text::line(name, NAME_MAX)?;
        }
        if let Some(role) = change.role {
            after.role = role;
        }
        if let Some(team) = change.team_id {
            after.team_id = team;
        }
        match change.enabled {
            None => {}
            Some(false) => after.state = UserState::Disabled,
            // who never chose a password of their own must still do so
            Some(true) if account.password_hash.is_none() || account.one_time_until.is_some() => {
                after.state = UserState::Invited;
            }
            Some(true) => after.state = UserState::Active,
        }
        write(tx, ctx, before, &after)?;
        journal::record(tx, ctx, Entry::update("user", id, before, &after))?;
        Ok(after)
    })
}

/// Writes a changed account within the rules and ends what may not go on.
fn write(tx: &mut DbTx, ctx: &Context, before: &User, after: &User) -> Result<(), Error> {
    let key = domain::login::key(&after.login);
    rules::check(tx, ctx, Some(before), after, &key)?;
    store::user::update(tx, after, &key)?;
    let lost = before.role != after.role
        || before.login != after.login
        || after.state == UserState::Disabled;
    if lost {
        session::end_all(tx, after, ctx.now)?;
    }
    Ok(())
}

/// Changes the look of one's own interface. Not journalled: it touches nobody else.
pub fn change_profile(app: &App, ctx: &Context, profile: &Profile) -> Result<User, Error> {
    if let Some(Some(zone)) = &profile.time_zone
        && !domain::setting::is_time_zone(zone)
    {
        return Err(Error::BadTimeZone);
    }
    app.db.write(|tx| {
        let mut user = store::user::find(tx, ctx.actor.user())?.ok_or(Error::NotFound)?;
        user.language = profile.language.unwrap_or(user.language);
        user.theme = profile.theme.unwrap_or(user.theme);
        user.time_zone = profile.time_zone.clone().unwrap_or(user.time_zone);
        user.version += 1;
        let key = domain::login::key(&user.login);
        store::user::update(tx, &user, &key)?;
        Ok(user)
    })
}

/// Takes a change of an account back, within the same rules. Accounts are never removed: what
/// they did must keep their name.
pub(crate) fn restore(tx: &mut DbTx, ctx: &Context, undo: &Reversal) -> Result<(), UndoError> {
    ctx.may(Action::UserManage)?;
    let current = store::user::find(tx, UserId::from_uuid(undo.id))?;
    match (undo.to_state(current.as_ref())?, current) {
        (Target::Present(after), Some(before)) => {
            let after = User {
                version: before.version + 1,
                ..after
            };
            write(tx, ctx, &before, &after).map_err(|error| match error {
                Error::Db(error) => UndoError::Db(error),
                Error::Forbidden(refusal) => UndoError::Forbidden(refusal),
                other => UndoError::Refused { code: other.code() },
            })
        }
        _ => Err(UndoError::Refused {
            code: "user.cannot_be_removed",
        }),
    }
}

impl Error {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Forbidden(_) => "policy.forbidden",
            Self::NotFound => "user.not_found",
            Self::OwnerOnly => "user.owner_only",
            Self::OwnAccount => "user.own_account",
            Self::LastOwner => "user.last_owner",
            Self::Disabled => "user.disabled",
            Self::ThroughToken => "token.people_only",
            Self::BadLogin(error) => error.code(),
            Self::LoginTaken => "login.taken",
            Self::BadName(error) => error.code(),
            Self::NoTeam => "team.not_found",
            Self::BadTimeZone => "user.bad_time_zone",
            Self::BadPassword(error) => error.code(),
            Self::SignIn(SignInError::TooMany { .. }) => "login.too_many",
            Self::SignIn(_) => "password.wrong",
            Self::VersionConflict { .. } => "precondition.failed",
            Self::Db(error) => error.code(),
        }
    }
}
