//! Finding clients by what names them besides their identifier. Each is another door to the same
//! record, so each asks for the scope too.

use db::{Error, Tx};
use domain::client::Client;
use domain::id::ClientId;
use domain::policy::Scope;

use super::{COLUMNS, read_client};
use crate::conditions::Conditions;
use crate::read;

/// The client with this identifier in another system.
pub fn by_external_id(
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

/// Clients with this tax number; at most ten.
pub fn by_tax_number(
    tx: &mut Tx,
    scope: &Scope,
    tax_number: &str,
) -> Result<Vec<ClientId>, Error> {
    let mut conditions = Conditions::new();
    conditions.with("c.tax_number = $?", tax_number.to_owned());
    conditions.holds("c.tax_number IS NOT NULL AND c.deleted_at IS NULL");
    conditions.visible(scope, "c.manager_id");
    let sql = format!("SELECT c.id FROM client c{} LIMIT 10", conditions.clause());
    tx.query(&sql, conditions.params())?.iter().map(|row| read::id(row, 0)).collect()
}

/// Clients that have a channel with exactly this key; at most ten.
pub fn with_channel(tx: &mut Tx, scope: &Scope, key: &str) -> Result<Vec<ClientId>, Error> {
    let mut conditions = Conditions::new();
    conditions.with("ch.value_key = $?", key.to_owned());
    conditions.holds("ch.deleted_at IS NULL AND c.deleted_at IS NULL");
    conditions.visible(scope, "c.manager_id");
    let sql = format!(
        "SELECT DISTINCT c.id FROM channel ch JOIN client c ON c.id = ch.client_id{} LIMIT 10",
        conditions.clause()
    );
    tx.query(&sql, conditions.params())?.iter().map(|row| read::id(row, 0)).collect()
}
