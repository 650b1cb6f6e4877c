//! Finding clients by what names them besides their identifier, which is another door to the same
//! record and so asks for the scope too; and what stands around a client that was found.

use db::{Error, Tx, params};
use domain::client::Client;
use domain::id::ClientId;
use domain::policy::Scope;

use super::list::{Figures, read_figures};
use super::{COLUMNS, read_client};
use crate::conditions::Conditions;

/// The client with this identifier in another system; where a record with it was merged into
/// another, that one.
pub fn by_external_id(
    tx: &mut Tx,
    scope: &Scope,
    external_id: &str,
) -> Result<Option<Client>, Error> {
    if let Some(client) = with_external_id(tx, scope, external_id)? {
        return Ok(Some(client));
    }
    let merged = tx.query_opt(
        "SELECT id FROM client WHERE external_id = $1 AND external_id IS NOT NULL \
         AND merged_into IS NOT NULL ORDER BY updated_at DESC, id LIMIT 1",
        &params![external_id],
    )?;
    let Some(merged) = merged else {
        return Ok(None);
    };
    let survivor = crate::merge::survivor_of(tx, crate::read::id(&merged, 0)?)?;
    survivor.map_or(Ok(None), |id| super::find(tx, scope, id))
}

fn with_external_id(
    tx: &mut Tx,
    scope: &Scope,
    external_id: &str,
) -> Result<Option<Client>, Error> {
    let mut conditions = Conditions::new();
    conditions.with("c.external_id = $?", external_id.to_owned());
    conditions.holds("c.external_id IS NOT NULL AND c.deleted_at IS NULL");
    conditions.visible(scope, "c.manager_id");
    let sql = format!("SELECT {COLUMNS} FROM client c{}", conditions.clause());
    let row = tx.query_opt(&sql, conditions.params())?;
    row.map(|row| read_client(&row)).transpose()
}

/// Whether another client than `id` has this identifier in the other system, seen or not.
pub fn external_id_taken(tx: &mut Tx, external_id: &str, id: ClientId) -> Result<bool, Error> {
    let row = tx.query_opt(
        "SELECT id FROM client WHERE external_id = $1 AND external_id IS NOT NULL \
         AND deleted_at IS NULL AND id <> $2",
        &params![external_id, id.uuid()],
    )?;
    Ok(row.is_some())
}

/// Whether the last snapshot holds the client for lost.
pub fn is_lost_by_rhythm(tx: &mut Tx, id: ClientId) -> Result<bool, Error> {
    let row = tx.query_opt(
        "SELECT state FROM client_figures WHERE client_id = $1",
        &params![id.uuid()],
    )?;
    row.map_or(Ok(false), |row| Ok(row.get::<&str>(0)? == "lost"))
}

/// Names of what a client refers to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Surroundings {
    /// Of the segment.
    pub segment: Option<String>,
    /// Of the source.
    pub source: Option<String>,
    /// Of the competitor.
    pub competitor: Option<String>,
    /// Of the group of companies.
    pub company_group: Option<String>,
    /// Of the manager.
    pub manager: Option<String>,
    /// Of who added the client.
    pub created_by: Option<String>,
}

/// Names and figures of a client that the caller has found within its scope.
pub fn surroundings(tx: &mut Tx, id: ClientId) -> Result<(Surroundings, Option<Figures>), Error> {
    let row = tx.query_one(include_str!("surroundings.sql"), &params![id.uuid()])?;
    let names = Surroundings {
        segment: row.get(0)?,
        source: row.get(1)?,
        competitor: row.get(2)?,
        manager: row.get(3)?,
        created_by: row.get(4)?,
        company_group: row.get(5)?,
    };
    Ok((names, read_figures(&row, 6)?))
}
