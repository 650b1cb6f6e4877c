//! Selections and their clients: visible to their owner, and to all when shared; of the clients
//! only those in the reader's scope are read or counted.

use std::collections::HashMap;

use db::{Error, Row, Tx, Value, params};
use domain::filter::Test;
use domain::id::{ClientId, SelectionId, UserId};
use domain::policy::Scope;
use domain::selection::{Selection, SelectionData};
use jiff::Timestamp;

use crate::conditions::{Conditions, bound};
use crate::read;

const COLUMNS: &str = "SELECT n.id, n.owner_id, n.name, n.note, n.shared, n.origin, n.edition, \
     n.drawn_at, n.version, n.created_at, n.updated_at FROM selection n";

/// The clients of the edition that counts.
const MEMBERS: &str = "selection n JOIN selection_client m ON m.selection_id = n.id \
     AND m.edition = n.edition JOIN client c ON c.id = m.client_id";

fn read_selection(row: &Row) -> Result<Selection, Error> {
    let origin = serde_json::from_str(row.get::<&str>(5)?).map_err(|_| Error::Column {
        index: 5,
        wanted: "a rule",
        found: "another text",
    })?;
    Ok(Selection {
        id: read::id(row, 0)?,
        owner_id: read::id(row, 1)?,
        data: SelectionData {
            name: row.get(2)?,
            note: row.get(3)?,
            shared: row.get(4)?,
            origin,
            edition: row.get(6)?,
            drawn_at: read::moment(row, 7)?,
        },
        version: row.get(8)?,
        created_at: read::moment(row, 9)?,
        updated_at: read::moment(row, 10)?,
    })
}

fn written(selection: &Selection) -> String {
    serde_json::to_string(&selection.data.origin).expect("a rule is plain data")
}

/// The selections `user` may open, by name.
pub fn list(tx: &mut Tx, user: UserId) -> Result<Vec<Selection>, Error> {
    let sql = format!(
        "{COLUMNS} WHERE (n.owner_id = $1 OR n.shared) AND n.deleted_at IS NULL \
         ORDER BY n.name, n.id LIMIT 1000"
    );
    let rows = tx.query(&sql, &params![user.uuid()])?;
    rows.iter().map(read_selection).collect()
}

/// One selection that `user` may open.
pub fn find(tx: &mut Tx, user: UserId, id: SelectionId) -> Result<Option<Selection>, Error> {
    let sql = format!(
        "{COLUMNS} WHERE n.id = $2 AND (n.owner_id = $1 OR n.shared) AND n.deleted_at IS NULL"
    );
    let row = tx.query_opt(&sql, &params![user.uuid(), id.uuid()])?;
    row.map(|row| read_selection(&row)).transpose()
}

/// Adds a selection.
pub fn insert(tx: &mut Tx, selection: &Selection) -> Result<(), Error> {
    let data = &selection.data;
    tx.execute(
        "INSERT INTO selection (id, owner_id, name, note, shared, origin, edition, drawn_at, \
         version, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        &params![
            selection.id.uuid(),
            selection.owner_id.uuid(),
            &data.name,
            data.note.as_deref(),
            data.shared,
            written(selection),
            data.edition,
            data.drawn_at.as_microsecond(),
            selection.version,
            selection.created_at.as_microsecond(),
            selection.updated_at.as_microsecond(),
        ],
    )?;
    Ok(())
}

/// Writes a selection; `selection.version` is the new one. One that was deleted is there again.
/// `false`: it moved on.
pub fn update(tx: &mut Tx, selection: &Selection) -> Result<bool, Error> {
    let data = &selection.data;
    let changed = tx.execute(
        "UPDATE selection SET name = $2, note = $3, shared = $4, origin = $5, edition = $6, \
         drawn_at = $7, version = $8, updated_at = $9, deleted_at = NULL \
         WHERE id = $1 AND version = $8 - 1",
        &params![
            selection.id.uuid(),
            &data.name,
            data.note.as_deref(),
            data.shared,
            written(selection),
            data.edition,
            data.drawn_at.as_microsecond(),
            selection.version,
            selection.updated_at.as_microsecond(),
        ],
    )?;
    Ok(changed == 1)
}

/// The version of a deleted selection; `None`: there is none such.
pub fn deleted(tx: &mut Tx, id: SelectionId) -> Result<Option<Selection>, Error> {
    let sql = format!("{COLUMNS} WHERE n.id = $1 AND n.deleted_at IS NOT NULL");
    let row = tx.query_opt(&sql, &params![id.uuid()])?;
    row.map(|row| read_selection(&row)).transpose()
}

/// Removes a selection; its editions stay for the undo.
pub fn delete(tx: &mut Tx, id: SelectionId, at: Timestamp) -> Result<(), Error> {
    tx.execute(
        "UPDATE selection SET deleted_at = $2, version = version + 1, updated_at = $2 \
         WHERE id = $1 AND deleted_at IS NULL",
        &params![id.uuid(), at.as_microsecond()],
    )?;
    Ok(())
}

/// Draws an edition.
pub fn draw(tx: &mut Tx, id: SelectionId, edition: i64, clients: &[ClientId]) -> Result<(), Error> {
    let rows = clients.iter().map(|client| {
        let row: Vec<Value<'static>> = vec![
            Value::from(id.uuid()),
            Value::from(edition),
            Value::from(client.uuid()),
        ];
        row
    });
    tx.execute_many(
        "INSERT INTO selection_client (selection_id, edition, client_id) VALUES ($1, $2, $3)",
        rows,
    )?;
    Ok(())
}

/// Takes over into `edition` what whoever draws it may not see: the clients of the edition
/// before that lie outside `scope`, and deleted ones, which may come back.
pub fn carry_over(
    tx: &mut Tx,
    scope: &Scope,
    id: SelectionId,
    before: i64,
    edition: i64,
) -> Result<(), Error> {
    let mut conditions = Conditions::new();
    conditions.bind(id.uuid());
    conditions.bind(edition);
    conditions.bind(before);
    conditions.holds("c.deleted_at IS NULL");
    conditions.visible(scope, "c.manager_id");
    let clause = conditions.clause();
    let sql = format!(
        "INSERT INTO selection_client (selection_id, edition, client_id) \
         SELECT o.selection_id, CAST($2 AS BIGINT), o.client_id FROM selection_client o \
         WHERE o.selection_id = $1 AND o.edition = $3 \
         AND o.client_id NOT IN (SELECT c.id FROM client c{clause})"
    );
    tx.execute(&sql, conditions.params())?;
    Ok(())
}

/// The clients of a selection within `scope`, ascending.
pub fn members(tx: &mut Tx, scope: &Scope, id: SelectionId) -> Result<Vec<ClientId>, Error> {
    let mut conditions = Conditions::new();
    conditions.compare("n.id", "=", id.uuid());
    conditions.holds("c.deleted_at IS NULL");
    conditions.visible(scope, "c.manager_id");
    let clause = conditions.clause();
    let sql = format!("SELECT c.id FROM {MEMBERS}{clause} ORDER BY c.id");
    let rows = tx.query(&sql, conditions.params())?;
    rows.iter().map(|row| read::id(row, 0)).collect()
}

/// How many clients within `scope` each of the selections holds that `user` may open.
pub fn counts(
    tx: &mut Tx,
    scope: &Scope,
    user: UserId,
) -> Result<HashMap<SelectionId, i64>, Error> {
    let mut conditions = Conditions::new();
    conditions.with("(n.owner_id = $? OR n.shared)", user.uuid());
    conditions.holds("n.deleted_at IS NULL");
    conditions.holds("c.deleted_at IS NULL");
    conditions.visible(scope, "c.manager_id");
    let clause = conditions.clause();
    let sql = format!("SELECT n.id, COUNT(*) FROM {MEMBERS}{clause} GROUP BY n.id");
    let rows = tx.query(&sql, conditions.params())?;
    rows.iter()
        .map(|row| Ok((read::id(row, 0)?, row.get(1)?)))
        .collect()
}

/// The selections `user` may open that hold a client within `scope`, by name.
pub fn of_client(
    tx: &mut Tx,
    scope: &Scope,
    user: UserId,
    client: ClientId,
) -> Result<Vec<Selection>, Error> {
    let mut conditions = Conditions::new();
    conditions.compare("c.id", "=", client.uuid());
    conditions.with("(n.owner_id = $? OR n.shared)", user.uuid());
    conditions.holds("n.deleted_at IS NULL");
    conditions.holds("c.deleted_at IS NULL");
    conditions.visible(scope, "c.manager_id");
    let clause = conditions.clause();
    let sql = format!(
        "{COLUMNS} JOIN selection_client m ON m.selection_id = n.id AND m.edition = n.edition \
         JOIN client c ON c.id = m.client_id{clause} ORDER BY n.name, n.id"
    );
    let rows = tx.query(&sql, conditions.params())?;
    rows.iter().map(read_selection).collect()
}

/// Adds "is a client of one of these selections", or of none of them. Whether they may be opened
/// is asked before.
pub(crate) fn add_member(conditions: &mut Conditions, test: &Test) {
    const IN: &str = "c.id IN (SELECT m.client_id FROM selection_client m \
        JOIN selection n ON n.id = m.selection_id AND n.edition = m.edition \
        WHERE n.deleted_at IS NULL AND n.id IN ($?))";
    const NOT_IN: &str = "c.id NOT IN (SELECT m.client_id FROM selection_client m \
        JOIN selection n ON n.id = m.selection_id AND n.edition = m.edition \
        WHERE n.deleted_at IS NULL AND n.id IN ($?))";
    match test {
        Test::AnyOf(values) => conditions.with_list(IN, values.iter().map(bound)),
        Test::NoneOf(values) => conditions.with_list(NOT_IN, values.iter().map(bound)),
        // No other test is read, see `domain::client::filter`.
        Test::AtLeast(_) | Test::AtMost(_) | Test::Empty | Test::Present => {}
    }
}
