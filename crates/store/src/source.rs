//! Sources with what they cost, and what came of them: counted within the scope.

use db::{Error, Row, Tx, params};
use domain::id::{ImportId, SourceCostId, SourceId};
use domain::money::Currency;
use domain::policy::Scope;
use domain::search::fold;
use domain::source::{CostData, Source, SourceCost, SourceData, Yield};
use jiff::Timestamp;

use crate::conditions::Conditions;
use crate::read;

const COLUMNS: &str = "s.id, s.name, s.kind, s.from_day, s.until_day, s.note, s.version";

fn read_source(row: &Row) -> Result<Source, Error> {
    Ok(Source {
        id: read::id(row, 0)?,
        data: SourceData {
            name: row.get(1)?,
            kind: read::code(row, 2)?,
            from_day: read::day_opt(row, 3)?,
            until_day: read::day_opt(row, 4)?,
            note: row.get(5)?,
        },
        version: row.get(6)?,
        used: row.get(7)?,
    })
}

/// All sources in the order of names, each with how many of the clients within the scope refer to
/// it.
pub fn list(tx: &mut Tx, scope: &Scope) -> Result<Vec<Source>, Error> {
    let mut conditions = Conditions::new();
    conditions.holds("deleted_at IS NULL");
    conditions.is_not_null("source_id");
    conditions.visible(scope, "manager_id");
    let clause = conditions.clause();
    let sql = format!(
        "SELECT {COLUMNS}, COALESCE(u.used, 0) FROM source s LEFT JOIN \
         (SELECT source_id AS id, COUNT(*) AS used FROM client{clause} GROUP BY source_id) u \
         ON u.id = s.id ORDER BY s.name_key, s.id"
    );
    tx.query(&sql, conditions.params())?
        .iter()
        .map(read_source)
        .collect()
}

/// One source; deleted clients count as references too, they may come back.
pub fn find(tx: &mut Tx, id: SourceId) -> Result<Option<Source>, Error> {
    let sql = format!(
        "SELECT {COLUMNS}, (SELECT COUNT(*) FROM client c WHERE c.source_id = s.id) \
         FROM source s WHERE s.id = $1"
    );
    let row = tx.query_opt(&sql, &params![id.uuid()])?;
    row.map(|row| read_source(&row)).transpose()
}

/// Adds sources; [`Error::Unique`] when a name is taken.
pub fn insert<'a>(
    tx: &mut Tx,
    sources: impl IntoIterator<Item = &'a Source>,
) -> Result<u64, Error> {
    tx.execute_many(
        "INSERT INTO source (id, name, name_key, kind, from_day, until_day, note, version) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        sources.into_iter().map(|source| {
            let data = &source.data;
            params![
                source.id.uuid(),
                &data.name,
                fold(&data.name),
                data.kind.code(),
                data.from_day.map(|day| day.to_string()),
                data.until_day.map(|day| day.to_string()),
                data.note.as_deref(),
                source.version,
            ]
        }),
    )
}

/// Writes a source; `source.version` is the new one. `false`: it moved on.
pub fn update(tx: &mut Tx, source: &Source) -> Result<bool, Error> {
    let data = &source.data;
    let changed = tx.execute(
        "UPDATE source SET name = $2, name_key = $3, kind = $4, from_day = $5, until_day = $6, \
             note = $7, version = $8 \
         WHERE id = $1 AND version = $8 - 1",
        &params![
            source.id.uuid(),
            &data.name,
            fold(&data.name),
            data.kind.code(),
            data.from_day.map(|day| day.to_string()),
            data.until_day.map(|day| day.to_string()),
            data.note.as_deref(),
            source.version,
        ],
    )?;
    Ok(changed == 1)
}

const COST: &str = "id, source_id, basis, amount_minor, currency, quantity, from_day, until_day, \
    import_id, note, base_total_minor, version, created_at, created_by, updated_at";

fn read_cost(row: &Row) -> Result<SourceCost, Error> {
    let currency: &str = row.get(4)?;
    Ok(SourceCost {
        data: CostData {
            source_id: read::id(row, 1)?,
            basis: read::code(row, 2)?,
            amount_minor: row.get(3)?,
            currency: currency.parse::<Currency>().map_err(|_| Error::Column {
                index: 4,
                wanted: "a currency",
                found: "another text",
            })?,
            quantity: row.get(5)?,
            from_day: read::day(row, 6)?,
            until_day: read::day(row, 7)?,
            import_id: read::id_opt(row, 8)?,
            note: row.get(9)?,
        },
        id: read::id(row, 0)?,
        base_total_minor: row.get(10)?,
        version: row.get(11)?,
        created_at: read::moment(row, 12)?,
        created_by: read::id(row, 13)?,
        updated_at: read::moment(row, 14)?,
    })
}

/// The costs of one source, the newest first, or of all.
pub fn costs(tx: &mut Tx, source: Option<SourceId>) -> Result<Vec<SourceCost>, Error> {
    let mut conditions = Conditions::new();
    if let Some(source) = source {
        conditions.compare("source_id", "=", source.uuid());
    }
    let clause = conditions.clause();
    let sql = format!("SELECT {COST} FROM source_cost{clause} ORDER BY from_day DESC, id");
    tx.query(&sql, conditions.params())?
        .iter()
        .map(read_cost)
        .collect()
}

/// One cost.
pub fn find_cost(tx: &mut Tx, id: SourceCostId) -> Result<Option<SourceCost>, Error> {
    let sql = format!("SELECT {COST} FROM source_cost WHERE id = $1");
    let row = tx.query_opt(&sql, &params![id.uuid()])?;
    row.map(|row| read_cost(&row)).transpose()
}

/// Adds costs.
pub fn insert_costs<'a>(
    tx: &mut Tx,
    costs: impl IntoIterator<Item = &'a SourceCost>,
) -> Result<u64, Error> {
    tx.execute_many(
        "INSERT INTO source_cost (id, source_id, basis, amount_minor, currency, quantity, \
             from_day, until_day, import_id, note, base_total_minor, version, created_at, \
             created_by, updated_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        costs.into_iter().map(|cost| {
            let data = &cost.data;
            params![
                cost.id.uuid(),
                data.source_id.uuid(),
                data.basis.code(),
                data.amount_minor,
                data.currency.code(),
                data.quantity,
                data.from_day.to_string(),
                data.until_day.to_string(),
                data.import_id.map(ImportId::uuid),
                data.note.as_deref(),
                cost.base_total_minor,
                cost.version,
                cost.created_at.as_microsecond(),
                cost.created_by.uuid(),
                cost.updated_at.as_microsecond(),
            ]
        }),
    )
}

/// Writes a cost; `cost.version` is the new one. `false`: it moved on.
pub fn update_cost(tx: &mut Tx, cost: &SourceCost) -> Result<bool, Error> {
    let data = &cost.data;
    let changed = tx.execute(
        "UPDATE source_cost SET basis = $2, amount_minor = $3, currency = $4, quantity = $5, \
             from_day = $6, until_day = $7, import_id = $8, note = $9, base_total_minor = $10, \
             version = $11, updated_at = $12 \
         WHERE id = $1 AND version = $11 - 1",
        &params![
            cost.id.uuid(),
            data.basis.code(),
            data.amount_minor,
            data.currency.code(),
            data.quantity,
            data.from_day.to_string(),
            data.until_day.to_string(),
            data.import_id.map(ImportId::uuid),
            data.note.as_deref(),
            cost.base_total_minor,
            cost.version,
            cost.updated_at.as_microsecond(),
        ],
    )?;
    Ok(changed == 1)
}

/// Removes a cost; its line in the journal brings it back.
pub fn delete_cost(tx: &mut Tx, id: SourceCostId) -> Result<(), Error> {
    tx.execute("DELETE FROM source_cost WHERE id = $1", &params![id.uuid()])?;
    Ok(())
}

/// Clients, those with a number or address that works, reached, bought, and for how much.
const COUNTED: &str = "COUNT(*), \
    SUM(CASE WHEN EXISTS (SELECT 1 FROM channel ch WHERE ch.client_id = c.id \
            AND ch.kind IN ('phone', 'email') AND ch.deleted_at IS NULL \
            AND NOT EXISTS (SELECT 1 FROM quarantine q WHERE q.channel_id = ch.id \
                AND q.released_day IS NULL AND q.deleted_at IS NULL)) \
        AND NOT EXISTS (SELECT 1 FROM quarantine q WHERE q.client_id = c.id \
            AND q.channel_id IS NULL AND q.released_day IS NULL AND q.deleted_at IS NULL) \
        THEN 1 ELSE 0 END), \
    SUM(CASE WHEN c.last_effective_at IS NOT NULL THEN 1 ELSE 0 END), \
    SUM(CASE WHEN c.purchases > 0 THEN 1 ELSE 0 END), \
    SUM(COALESCE((SELECT SUM(o.base_total_minor) FROM orders o WHERE o.client_id = c.id \
        AND o.deleted_at IS NULL AND o.status IN ('confirmed', 'shipped', 'done')), 0))";

fn read_yield(row: &Row, at: usize) -> Result<Yield, Error> {
    Ok(Yield {
        clients: row.get(at)?,
        valid: row.get(at + 1)?,
        reached: row.get(at + 2)?,
        won: row.get(at + 3)?,
        revenue_minor: row.get(at + 4)?,
        ..Yield::default()
    })
}

/// What came of each source, of the clients within the scope that were added from one moment
/// until before another; without a source as well.
pub fn yields(
    tx: &mut Tx,
    scope: &Scope,
    (from, before): (Timestamp, Timestamp),
) -> Result<Vec<(Option<SourceId>, Yield)>, Error> {
    let mut conditions = Conditions::new();
    conditions.holds("c.deleted_at IS NULL");
    conditions.compare("c.created_at", ">=", from.as_microsecond());
    conditions.compare("c.created_at", "<", before.as_microsecond());
    conditions.visible(scope, "c.manager_id");
    let clause = conditions.clause();
    let sql = format!("SELECT c.source_id, {COUNTED} FROM client c{clause} GROUP BY c.source_id");
    tx.query(&sql, conditions.params())?
        .iter()
        .map(|row| Ok((read::id_opt(row, 0)?, read_yield(row, 1)?)))
        .collect()
}

/// Clients of one source that one import added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// The import.
    pub import_id: ImportId,
    /// The file, as its owner called it.
    pub file_name: String,
    /// When it was brought in.
    pub day_at: Timestamp,
    /// Their source.
    pub source_id: Option<SourceId>,
    /// What came of them.
    pub gain: Yield,
}

/// What came of the lists that were imported: the clients within the scope that each added.
pub fn batches(
    tx: &mut Tx,
    scope: &Scope,
    (from, before): (Timestamp, Timestamp),
) -> Result<Vec<Batch>, Error> {
    let mut conditions = Conditions::new();
    conditions.holds("r.kind = 'clients' AND i.outcome = 'created' AND c.deleted_at IS NULL");
    conditions.compare("c.created_at", ">=", from.as_microsecond());
    conditions.compare("c.created_at", "<", before.as_microsecond());
    conditions.visible(scope, "c.manager_id");
    let clause = conditions.clause();
    let sql = format!(
        "SELECT r.id, r.file_name, r.created_at, c.source_id, {COUNTED} FROM import_run r \
         JOIN import_outcome i ON i.run_id = r.id JOIN client c ON c.id = i.record_id{clause} \
         GROUP BY r.id, r.file_name, r.created_at, c.source_id ORDER BY r.created_at DESC, r.id"
    );
    tx.query(&sql, conditions.params())?
        .iter()
        .map(|row| {
            Ok(Batch {
                import_id: read::id(row, 0)?,
                file_name: row.get(1)?,
                day_at: read::moment(row, 2)?,
                source_id: read::id_opt(row, 3)?,
                gain: read_yield(row, 4)?,
            })
        })
        .collect()
}

/// Whether a source has costs.
pub fn has_costs(tx: &mut Tx, id: SourceId) -> Result<bool, Error> {
    let sql = "SELECT 1 FROM source_cost WHERE source_id = $1 LIMIT 1";
    Ok(tx.query_opt(sql, &params![id.uuid()])?.is_some())
}

/// Whether there is any cost at all.
pub fn any_cost(tx: &mut Tx) -> Result<bool, Error> {
    let sql = "SELECT 1 FROM source_cost LIMIT 1";
    Ok(tx.query_opt(sql, &[])?.is_some())
}
