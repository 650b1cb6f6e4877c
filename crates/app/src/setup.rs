//! The first start: an owner is made with a one-time token that only the console has shown. Once
//! there is any account, none of this works.

use domain::language::Language;
use domain::login::{self, Login, LoginError, PasswordError};
use domain::policy::Role;
use domain::text::{self, TextError};
use domain::user::{Theme, UserState};
use jiff::Timestamp;
use store::user::User;

use crate::context::Context;
use crate::journal::{self, Entry};
use crate::session::{self, Attempt, Opened};
use crate::{App, DbError, funnel, setting};

/// Why the owner is not made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is an account already, or the token is not the one shown.
    #[error("no set-up under way with this token")]
    NotFound,
    /// The login cannot be one.
    #[error(transparent)]
    BadLogin(#[from] LoginError),
    /// The name is no clean line.
    #[error(transparent)]
    BadName(#[from] TextError),
    /// The password is too weak.
    #[error(transparent)]
    BadPassword(#[from] PasswordError),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// What the first owner tells.
#[derive(Debug, Clone)]
pub struct FirstOwner {
    /// The token from the console.
    pub token: String,
    /// Their login.
    pub login: String,
    /// Their name.
    pub name: String,
    /// Their password.
    pub password: String,
    /// Their language.
    pub language: Language,
}

/// Called at each start: a new token while there is no account, `None` afterwards. An earlier
/// token no longer works.
pub fn begin(app: &App, now: Timestamp) -> Result<Option<String>, DbError> {
    let secret = app.chance().secret();
    let hash = store::sha256_hex(secret.as_bytes());
    app.db.write(|tx| {
        if store::user::count(tx)? > 0 {
            store::setup::clear(tx)?;
            return Ok(None);
        }
        store::setup::put(tx, &hash, now)?;
        Ok(Some(secret.clone()))
    })
}

/// Makes the owner and signs them in.
pub fn finish(app: &App, owner: &FirstOwner, at: &Attempt) -> Result<Opened, Error> {
    let hash = store::sha256_hex(owner.token.as_bytes());
    let is_open = |tx: &mut crate::DbTx| -> Result<bool, DbError> {
        let kept = store::setup::find(tx)?;
        Ok(kept.is_some_and(|kept| kept == hash) && store::user::count(tx)? == 0)
    };
    if !app.db.read(is_open)? {
        return Err(Error::NotFound);
    }
    let login = Login::parse(&owner.login)?;
    login::check_password(&owner.password, &login)?;
    let ctx = Context::system(at.now).within(&at.request);
    let user = User {
        id: ctx.id(),
        login: login.text().to_owned(),
        name: text::line(&owner.name, crate::user::NAME_MAX)?,
        role: Role::Owner,
        team_id: None,
        language: owner.language,
        theme: Theme::default(),
        time_zone: None,
        state: UserState::Active,
        version: 1,
        created_at: at.now,
    };
    let password_hash = app.passwords.hash(&owner.password, app.chance());
    app.db.write(|tx| {
        if !is_open(tx)? {
            return Err(Error::NotFound);
        }
        store::user::insert(tx, &user, login.key())?;
        store::user::set_password(tx, user.id, &password_hash, None)?;
        store::setup::clear(tx)?;
        journal::record(tx, &ctx, Entry::create("user", user.id, &user))?;
        let today = setting::today(&setting::load(tx)?, at.now);
        funnel::begin(tx, &ctx, user.id, today)?;
        Ok(session::open(tx, app, &user, at)?)
    })
}
