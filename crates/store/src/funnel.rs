//! Funnels: their versions and the planned coefficients.

use db::{Error, Row, Tx, params};
use domain::funnel::{Approval, Funnel, Plan, PlanOf, Step, Version};
use domain::id::{FunnelId, FunnelPlanId, ProductGroupId, SegmentId, UserId};

use crate::read;

const FUNNEL: &str = "id, name, preset, archived, version";

fn read_funnel(row: &Row) -> Result<Funnel, Error> {
    Ok(Funnel {
        id: read::id(row, 0)?,
        name: row.get(1)?,
        preset: read::code_opt(row, 2)?,
        archived: row.get(3)?,
        version: row.get(4)?,
    })
}

/// All funnels, those in use first, in the order in which they were made.
pub fn list(tx: &mut Tx) -> Result<Vec<Funnel>, Error> {
    let sql = format!("SELECT {FUNNEL} FROM funnel ORDER BY archived, id");
    tx.query(&sql, &[])?.iter().map(read_funnel).collect()
}

/// One funnel.
pub fn find(tx: &mut Tx, id: FunnelId) -> Result<Option<Funnel>, Error> {
    let sql = format!("SELECT {FUNNEL} FROM funnel WHERE id = $1");
    let row = tx.query_opt(&sql, &params![id.uuid()])?;
    row.map(|row| read_funnel(&row)).transpose()
}

/// Adds a funnel.
pub fn insert(tx: &mut Tx, funnel: &Funnel) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO funnel (id, name, preset, archived, version) VALUES ($1, $2, $3, $4, $5)",
        &params![
            funnel.id.uuid(),
            &funnel.name,
            funnel.preset.map(|preset| preset.code()),
            funnel.archived,
            funnel.version,
        ],
    )?;
    Ok(())
}

/// Writes a funnel; `funnel.version` is the new one. `false`: it moved on.
pub fn update(tx: &mut Tx, funnel: &Funnel) -> Result<bool, Error> {
    let changed = tx.execute(
        "UPDATE funnel SET name = $2, archived = $3, version = $4 \
         WHERE id = $1 AND version = $4 - 1",
        &params![
            funnel.id.uuid(),
            &funnel.name,
            funnel.archived,
            funnel.version
        ],
    )?;
    Ok(changed == 1)
}

const VERSION: &str =
    "number, steps, note, created_by, created_at, approved_by, approved_at, from_day";

fn read_version(row: &Row) -> Result<Version, Error> {
    let steps = serde_json::from_str(row.get::<&str>(1)?).map_err(|_| Error::Column {
        index: 1,
        wanted: "steps",
        found: "another text",
    })?;
    let approval = match (
        read::id_opt(row, 5)?,
        read::moment_opt(row, 6)?,
        read::day_opt(row, 7)?,
    ) {
        (Some(by), Some(at), Some(from_day)) => Some(Approval { by, at, from_day }),
        _ => None,
    };
    Ok(Version {
        number: row.get(0)?,
        steps,
        note: row.get(2)?,
        created_by: read::id(row, 3)?,
        created_at: read::moment(row, 4)?,
        approval,
    })
}

fn json(steps: &[Step]) -> String {
    serde_json::to_string(steps).expect("steps are plain data")
}

/// The versions of a funnel, ascending.
pub fn versions(tx: &mut Tx, funnel: FunnelId) -> Result<Vec<Version>, Error> {
    let sql = format!("SELECT {VERSION} FROM funnel_version WHERE funnel_id = $1 ORDER BY number");
    tx.query(&sql, &params![funnel.uuid()])?
        .iter()
        .map(read_version)
        .collect()
}

/// Adds a version.
pub fn insert_version(tx: &mut Tx, funnel: FunnelId, version: &Version) -> Result<(), Error> {
    let approval = version.approval;
    tx.execute(
        "INSERT INTO funnel_version (funnel_id, number, steps, note, created_by, created_at, \
         approved_by, approved_at, from_day) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        &params![
            funnel.uuid(),
            version.number,
            json(&version.steps),
            version.note.as_deref(),
            version.created_by.uuid(),
            version.created_at.as_microsecond(),
            approval.map(|of| of.by.uuid()),
            approval.map(|of| of.at.as_microsecond()),
            approval.map(|of| of.from_day.to_string()),
        ],
    )?;
    Ok(())
}

/// Writes a draft: its steps, its note, its approval. `false`: it is no draft.
pub fn update_draft(tx: &mut Tx, funnel: FunnelId, version: &Version) -> Result<bool, Error> {
    let approval = version.approval;
    let changed = tx.execute(
        "UPDATE funnel_version SET steps = $3, note = $4, approved_by = $5, approved_at = $6, \
         from_day = $7 WHERE funnel_id = $1 AND number = $2 AND approved_at IS NULL",
        &params![
            funnel.uuid(),
            version.number,
            json(&version.steps),
            version.note.as_deref(),
            approval.map(|of| of.by.uuid()),
            approval.map(|of| of.at.as_microsecond()),
            approval.map(|of| of.from_day.to_string()),
        ],
    )?;
    Ok(changed == 1)
}

/// Removes a draft. `false`: it is no draft.
pub fn delete_draft(tx: &mut Tx, funnel: FunnelId, number: i64) -> Result<bool, Error> {
    let changed = tx.execute(
        "DELETE FROM funnel_version WHERE funnel_id = $1 AND number = $2 AND approved_at IS NULL",
        &params![funnel.uuid(), number],
    )?;
    Ok(changed == 1)
}

const PLAN: &str = "id, funnel_id, step, segment_id, product_group_id, user_id, from_day, permille, \
     approved_by, approved_at";

fn read_plan(row: &Row) -> Result<Plan, Error> {
    Ok(Plan {
        id: read::id(row, 0)?,
        funnel_id: read::id(row, 1)?,
        step: row.get(2)?,
        of: PlanOf {
            segment_id: read::id_opt(row, 3)?,
            product_group_id: read::id_opt(row, 4)?,
            user_id: read::id_opt(row, 5)?,
        },
        from_day: read::day(row, 6)?,
        permille: row.get(7)?,
        approved_by: read::id(row, 8)?,
        approved_at: read::moment(row, 9)?,
    })
}

/// The planned coefficients of a funnel, the latest first.
pub fn plans(tx: &mut Tx, funnel: FunnelId) -> Result<Vec<Plan>, Error> {
    let sql = format!(
        "SELECT {PLAN} FROM funnel_plan WHERE funnel_id = $1 \
         ORDER BY from_day DESC, approved_at DESC, id DESC"
    );
    tx.query(&sql, &params![funnel.uuid()])?
        .iter()
        .map(read_plan)
        .collect()
}

/// One planned coefficient.
pub fn find_plan(tx: &mut Tx, id: FunnelPlanId) -> Result<Option<Plan>, Error> {
    let sql = format!("SELECT {PLAN} FROM funnel_plan WHERE id = $1");
    let row = tx.query_opt(&sql, &params![id.uuid()])?;
    row.map(|row| read_plan(&row)).transpose()
}

/// Adds a planned coefficient.
pub fn insert_plan(tx: &mut Tx, plan: &Plan) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO funnel_plan (id, funnel_id, step, segment_id, product_group_id, user_id, \
         from_day, permille, approved_by, approved_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        &params![
            plan.id.uuid(),
            plan.funnel_id.uuid(),
            &plan.step,
            plan.of.segment_id.map(SegmentId::uuid),
            plan.of.product_group_id.map(ProductGroupId::uuid),
            plan.of.user_id.map(UserId::uuid),
            plan.from_day.to_string(),
            plan.permille,
            plan.approved_by.uuid(),
            plan.approved_at.as_microsecond(),
        ],
    )?;
    Ok(())
}

/// Removes a planned coefficient.
pub fn delete_plan(tx: &mut Tx, id: FunnelPlanId) -> Result<(), Error> {
    tx.execute("DELETE FROM funnel_plan WHERE id = $1", &params![id.uuid()])?;
    Ok(())
}
