//! Employees and their password hashes.

use std::collections::HashMap;

use db::{Error, Row, Tx, params};
use domain::id::{TeamId, UserId};
use domain::language::Language;
use domain::policy::Role;
use domain::user::{Theme, UserState};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::read;

/// An employee. The password is not part of it, so it can be journalled and shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    /// Its identifier; never given to another.
    pub id: UserId,
    /// What they type to sign in.
    pub login: String,
    /// What others see.
    pub name: String,
    /// What they are.
    pub role: Role,
    /// Their team.
    pub team_id: Option<TeamId>,
    /// Language of their interface.
    pub language: Language,
    /// Colours of their interface.
    pub theme: Theme,
    /// IANA name; `None` is the company's.
    pub time_zone: Option<String>,
    /// Whether they can work.
    pub state: UserState,
    /// Counts changes.
    pub version: i64,
    /// Since when.
    pub created_at: Timestamp,
}

/// What signing in needs to know.
#[derive(Debug, Clone)]
pub struct Account {
    /// The employee.
    pub user: User,
    /// argon2id, PHC form.
    pub password_hash: Option<String>,
    /// Until when a password given by somebody else works.
    pub one_time_until: Option<Timestamp>,
}

/// Columns of [`User`], in the order `read_user` expects, from a table named `u`.
pub(crate) const COLUMNS: &str = "u.id, u.login, u.name, u.role, u.team_id, u.language, \
     u.theme, u.time_zone, u.state, u.version, u.created_at";

/// How many columns that is.
pub(crate) const WIDTH: usize = 11;

/// Adds an employee who cannot sign in yet.
pub fn insert(tx: &mut Tx, user: &User, login_key: &str) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO app_user (id, login, login_key, name, role, team_id, language, theme, \
             time_zone, state, version, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        &params![
            user.id.uuid(),
            &user.login,
            login_key,
            &user.name,
            user.role.code(),
            user.team_id.map(Uuid::from),
            user.language.code(),
            user.theme.code(),
            &user.time_zone,
            user.state.code(),
            user.version,
            user.created_at.as_microsecond(),
        ],
    )?;
    Ok(())
}

/// Writes all fields but the password; `user.version` is the new one. `false`: it moved on.
pub fn update(tx: &mut Tx, user: &User, login_key: &str) -> Result<bool, Error> {
    let changed = tx.execute(
        "UPDATE app_user SET login = $2, login_key = $3, name = $4, role = $5, team_id = $6, \
             language = $7, theme = $8, time_zone = $9, state = $10, version = $11 \
         WHERE id = $1 AND version = $11 - 1",
        &params![
            user.id.uuid(),
            &user.login,
            login_key,
            &user.name,
            user.role.code(),
            user.team_id.map(Uuid::from),
            user.language.code(),
            user.theme.code(),
            &user.time_zone,
            user.state.code(),
            user.version,
        ],
    )?;
    Ok(changed == 1)
}

/// Sets the password and, for one given by somebody else, until when it works.
pub fn set_password(
    tx: &mut Tx,
    id: UserId,
    hash: &str,
    one_time_until: Option<Timestamp>,
) -> Result<(), Error> {
    tx.execute(
        "UPDATE app_user SET password_hash = $2, one_time_until_at = $3 WHERE id = $1",
        &params![
            id.uuid(),
            hash,
            one_time_until.map(Timestamp::as_microsecond)
        ],
    )?;
    Ok(())
}

/// One employee.
pub fn find(tx: &mut Tx, id: UserId) -> Result<Option<User>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM app_user u WHERE u.id = $1");
    let row = tx.query_opt(&sql, &params![id.uuid()])?;
    row.map(|row| read_user(&row, 0)).transpose()
}

/// The account that signs in by this folded login.
pub fn find_account(tx: &mut Tx, login_key: &str) -> Result<Option<Account>, Error> {
    account(tx, "u.login_key = $1", &params![login_key])
}

/// The account of an employee.
pub fn account_of(tx: &mut Tx, id: UserId) -> Result<Option<Account>, Error> {
    account(tx, "u.id = $1", &params![id.uuid()])
}

fn account(
    tx: &mut Tx,
    condition: &'static str,
    params: &[db::Value<'_>],
) -> Result<Option<Account>, Error> {
    let sql = format!(
        "SELECT {COLUMNS}, u.password_hash, u.one_time_until_at FROM app_user u WHERE {condition}"
    );
    let Some(row) = tx.query_opt(&sql, params)? else {
        return Ok(None);
    };
    Ok(Some(Account {
        user: read_user(&row, 0)?,
        password_hash: row.get(WIDTH)?,
        one_time_until: read::moment_opt(&row, WIDTH + 1)?,
    }))
}

/// The names of all employees, whatever their state.
pub fn names(tx: &mut Tx) -> Result<HashMap<UserId, String>, Error> {
    let rows = tx.query("SELECT id, name FROM app_user", &[])?;
    rows.iter()
        .map(|row| Ok((read::id(row, 0)?, row.get(1)?)))
        .collect()
}

/// Everybody, in the order they were added.
pub fn list(tx: &mut Tx) -> Result<Vec<User>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM app_user u ORDER BY u.created_at, u.id");
    let rows = tx.query(&sql, &[])?;
    rows.iter().map(|row| read_user(row, 0)).collect()
}

/// Ids of a team's members.
pub fn members(tx: &mut Tx, team: TeamId) -> Result<Vec<UserId>, Error> {
    let rows = tx.query(
        "SELECT id FROM app_user WHERE team_id = $1 ORDER BY id",
        &params![team.uuid()],
    )?;
    rows.iter().map(|row| read::id(row, 0)).collect()
}

/// How many accounts there are, of any state.
pub fn count(tx: &mut Tx) -> Result<i64, Error> {
    tx.query_one("SELECT COUNT(*) FROM app_user", &[])?.get(0)
}

/// How many active accounts have this role.
pub fn count_active(tx: &mut Tx, role: Role) -> Result<i64, Error> {
    tx.query_one(
        "SELECT COUNT(*) FROM app_user WHERE role = $1 AND state = 'active'",
        &params![role.code()],
    )?
    .get(0)
}

/// The employee from [`COLUMNS`] that begin at `start`.
pub(crate) fn read_user(row: &Row, start: usize) -> Result<User, Error> {
    Ok(User {
        id: read::id(row, start)?,
        login: row.get(start + 1)?,
        name: row.get(start + 2)?,
        role: read::code(row, start + 3)?,
        team_id: read::id_opt(row, start + 4)?,
        language: read::code(row, start + 5)?,
        theme: read::code(row, start + 6)?,
        time_zone: row.get(start + 7)?,
        state: read::code(row, start + 8)?,
        version: row.get(start + 9)?,
        created_at: read::moment(row, start + 10)?,
    })
}
