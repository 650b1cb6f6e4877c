//! Clients by their identifiers, as lists show them.

use std::collections::HashMap;

use db::{Error, Tx};
use domain::client::filter::ClientSort;
use domain::id::ClientId;
use domain::policy::Scope;

use super::list::{COLUMNS, FIGURES, Item, NAMES, Part, read_item};
use crate::conditions::Conditions;

/// The visible ones among these clients, in the order given.
pub fn chosen(tx: &mut Tx, scope: &Scope, ids: &[ClientId]) -> Result<Vec<Item>, Error> {
    const AT_ONCE: usize = 500;
    let mut found = HashMap::with_capacity(ids.len());
    for part in ids.chunks(AT_ONCE) {
        let mut conditions = Conditions::new();
        conditions.any_of("c.id", part.iter().map(|id| id.uuid()));
        conditions.holds("c.deleted_at IS NULL");
        conditions.visible(scope, "c.manager_id");
        let clause = conditions.clause();
        let sql = format!("SELECT {COLUMNS}, c.name_key FROM client c{FIGURES}{NAMES}{clause}");
        for row in tx.query(&sql, conditions.params())? {
            let item = read_item(&row, ClientSort::Name, Part::All)?;
            found.insert(item.id, item);
        }
    }
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}
