//! Finding clients by what names them besides their identifier. Each is another door to the same
//! record, so each asks for the scope too.

use db::{Error, Tx};
use domain::client::Client;
use domain::policy::Scope;

use super::{COLUMNS, read_client};
use crate::conditions::Conditions;

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
