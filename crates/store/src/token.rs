//! API tokens. Only the SHA-256 of the secret is kept; a revoked token stays as a record.

use db::{Error, Row, Tx, params};
use domain::id::{TokenId, UserId};
use domain::policy::TokenScope;
use jiff::Timestamp;
use serde::Serialize;

use crate::read;
use crate::user::{self, User};

/// An API token, without its secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Token {
    /// Its identifier.
    pub id: TokenId,
    /// Whose rights it has.
    pub user_id: UserId,
    /// What it is for.
    pub name: String,
    /// What it may do within those rights.
    pub scopes: Vec<TokenScope>,
    /// Since when.
    pub created_at: Timestamp,
    /// Ends then.
    pub expires_at: Timestamp,
    /// Revoked then.
    pub revoked_at: Option<Timestamp>,
    /// Last used, to the minute.
    pub used_at: Option<Timestamp>,
}

const COLUMNS: &str = "t.id, t.user_id, t.name, t.scopes, t.created_at, t.expires_at, \
     t.revoked_at, t.used_at";
const WIDTH: usize = 8;

/// Adds a token.
pub fn insert(tx: &mut Tx, token: &Token, token_hash: &str) -> Result<(), Error> {
    let scopes: Vec<&str> = token.scopes.iter().map(|scope| scope.code()).collect();
    tx.execute(
        "INSERT INTO api_token (id, user_id, name, token_hash, scopes, created_at, expires_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        &params![
            token.id.uuid(),
            token.user_id.uuid(),
            &token.name,
            token_hash,
            scopes.join(" "),
            token.created_at.as_microsecond(),
            token.expires_at.as_microsecond(),
        ],
    )?;
    Ok(())
}

/// The token with this secret and its employee, ended or not.
pub fn find(tx: &mut Tx, token_hash: &str) -> Result<Option<(Token, User)>, Error> {
    let users = user::COLUMNS;
    let sql = format!(
        "SELECT {COLUMNS}, {users} FROM api_token t JOIN app_user u ON u.id = t.user_id \
         WHERE t.token_hash = $1"
    );
    let row = tx.query_opt(&sql, &params![token_hash])?;
    row.map(|row| Ok((read_token(&row)?, user::read_user(&row, WIDTH)?)))
        .transpose()
}

/// An employee's tokens, the newest first.
pub fn list(tx: &mut Tx, user: UserId) -> Result<Vec<Token>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM api_token t WHERE t.user_id = $1 ORDER BY t.created_at DESC, t.id"
    );
    let rows = tx.query(&sql, &params![user.uuid()])?;
    rows.iter().map(read_token).collect()
}

/// Notes that it was used.
pub fn touch(tx: &mut Tx, id: TokenId, now: Timestamp) -> Result<(), Error> {
    tx.execute(
        "UPDATE api_token SET used_at = $2 WHERE id = $1",
        &params![id.uuid(), now.as_microsecond()],
    )?;
    Ok(())
}

/// Revokes one token of an employee; `false`: they have no such live token.
pub fn revoke(tx: &mut Tx, user: UserId, id: TokenId, now: Timestamp) -> Result<bool, Error> {
    let revoked = tx.execute(
        "UPDATE api_token SET revoked_at = $3 \
         WHERE id = $1 AND user_id = $2 AND revoked_at IS NULL",
        &params![id.uuid(), user.uuid(), now.as_microsecond()],
    )?;
    Ok(revoked == 1)
}

/// Revokes all tokens of an employee.
pub fn revoke_all(tx: &mut Tx, user: UserId, now: Timestamp) -> Result<(), Error> {
    tx.execute(
        "UPDATE api_token SET revoked_at = $2 WHERE user_id = $1 AND revoked_at IS NULL",
        &params![user.uuid(), now.as_microsecond()],
    )?;
    Ok(())
}

fn read_token(row: &Row) -> Result<Token, Error> {
    let scopes = row.get::<&str>(3)?.split_whitespace();
    Ok(Token {
        id: read::id(row, 0)?,
        user_id: read::id(row, 1)?,
        name: row.get(2)?,
        // a scope this version does not know gives nothing
        scopes: scopes.filter_map(|scope| scope.parse().ok()).collect(),
        created_at: read::moment(row, 4)?,
        expires_at: read::moment(row, 5)?,
        revoked_at: read::moment_opt(row, 6)?,
        used_at: read::moment_opt(row, 7)?,
    })
}
