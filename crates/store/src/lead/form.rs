//! Forms of web sites whose sendings become leads.

use db::{Error, Row, Tx, params};
use domain::id::{LeadFormId, SourceId};
use domain::lead::form::{Form, FormData};
use jiff::Timestamp;

use crate::read;

const COLUMNS: &str = "f.id, f.name, f.source_id, f.sites, f.language, f.thanks_url, f.consent, \
    f.active, f.form_key, (SELECT COUNT(*) FROM lead l WHERE l.form_id = f.id \
    AND l.deleted_at IS NULL), f.version";

fn read_form(row: &Row) -> Result<Form, Error> {
    let sites: &str = row.get(3)?;
    Ok(Form {
        id: read::id(row, 0)?,
        data: FormData {
            name: row.get(1)?,
            source_id: read::id_opt(row, 2)?,
            sites: sites.lines().map(str::to_owned).collect(),
            language: read::code(row, 4)?,
            thanks_url: row.get(5)?,
            consent: row.get(6)?,
            active: row.get(7)?,
        },
        key: row.get(8)?,
        leads: row.get(9)?,
        version: row.get(10)?,
    })
}

/// All forms, by name.
pub fn list(tx: &mut Tx) -> Result<Vec<Form>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM lead_form f WHERE f.deleted_at IS NULL ORDER BY f.name, f.id"
    );
    tx.query(&sql, &[])?.iter().map(read_form).collect()
}

/// One form.
pub fn find(tx: &mut Tx, id: LeadFormId) -> Result<Option<Form>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM lead_form f WHERE f.id = $1 AND f.deleted_at IS NULL");
    let row = tx.query_opt(&sql, &params![id.uuid()])?;
    row.map(|row| read_form(&row)).transpose()
}

/// One that was removed.
pub fn deleted(tx: &mut Tx, id: LeadFormId) -> Result<Option<Form>, Error> {
    let sql =
        format!("SELECT {COLUMNS} FROM lead_form f WHERE f.id = $1 AND f.deleted_at IS NOT NULL");
    let row = tx.query_opt(&sql, &params![id.uuid()])?;
    row.map(|row| read_form(&row)).transpose()
}

/// The open form with this key.
pub fn open_with(tx: &mut Tx, key: &str) -> Result<Option<Form>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM lead_form f \
         WHERE f.form_key = $1 AND f.active AND f.deleted_at IS NULL"
    );
    let row = tx.query_opt(&sql, &params![key])?;
    row.map(|row| read_form(&row)).transpose()
}

/// Adds a form.
pub fn insert(tx: &mut Tx, form: &Form, at: Timestamp) -> Result<(), Error> {
    let data = &form.data;
    tx.execute(
        "INSERT INTO lead_form (id, name, form_key, source_id, sites, language, thanks_url, \
             consent, active, version, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        &params![
            form.id.uuid(),
            &data.name,
            &form.key,
            data.source_id.map(SourceId::uuid),
            data.sites.join("\n"),
            data.language.code(),
            data.thanks_url.as_deref(),
            data.consent.as_deref(),
            data.active,
            form.version,
            at.as_microsecond(),
        ],
    )?;
    Ok(())
}

/// Writes a form; `form.version` is the new one. One that was removed is there again. `false`: it
/// moved on.
pub fn update(tx: &mut Tx, form: &Form) -> Result<bool, Error> {
    let data = &form.data;
    let changed = tx.execute(
        "UPDATE lead_form SET name = $2, form_key = $3, source_id = $4, sites = $5, \
             language = $6, thanks_url = $7, consent = $8, active = $9, version = $10, \
             deleted_at = NULL \
         WHERE id = $1 AND version = $10 - 1",
        &params![
            form.id.uuid(),
            &data.name,
            &form.key,
            data.source_id.map(SourceId::uuid),
            data.sites.join("\n"),
            data.language.code(),
            data.thanks_url.as_deref(),
            data.consent.as_deref(),
            data.active,
            form.version,
        ],
    )?;
    Ok(changed == 1)
}

/// Removes a form; the leads that came by it stay.
pub fn delete(tx: &mut Tx, id: LeadFormId, at: Timestamp) -> Result<(), Error> {
    tx.execute(
        "UPDATE lead_form SET deleted_at = $2, version = version + 1 \
         WHERE id = $1 AND deleted_at IS NULL",
        &params![id.uuid(), at.as_microsecond()],
    )?;
    Ok(())
}
