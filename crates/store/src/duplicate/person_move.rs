//! What hangs on a person and follows them when two people become one.

use db::{Error, Tx, params};
use domain::id::{ClientId, PersonDecisionId, PersonId};
use uuid::Uuid;

/// The table; whether its rows belong to the person rather than to the history of the client, and so
/// come along to another client; and which of them are dropped, because the survivor (`$3`) has the
/// same already.
const MOVED: &[(&str, bool, &str)] = &[
    (
        "channel",
        true,
        // a number set aside keeps its line: the survivor's twin is not known to be dead
        "EXISTS (SELECT 1 FROM channel k WHERE k.person_id = $3 AND k.kind = channel.kind \
         AND k.value_key = channel.value_key AND k.deleted_at IS NULL) \
         AND NOT EXISTS (SELECT 1 FROM quarantine q WHERE q.channel_id = channel.id \
         AND q.released_day IS NULL AND q.deleted_at IS NULL)",
    ),
    (
        "fact",
        true,
        "EXISTS (SELECT 1 FROM fact k WHERE k.person_id = $3 AND k.fact_type = fact.fact_type \
         AND k.value = fact.value AND k.day = fact.day AND k.deleted_at IS NULL)",
    ),
    ("interaction", false, NEVER),
    ("referral", false, NEVER),
    ("deal", false, NEVER),
    ("complaint", false, NEVER),
];

/// No row is dropped.
const NEVER: &str = "id = $3";

/// The rows that are there: deals end, they are not deleted.
fn kept(table: &str) -> &'static str {
    if table == "deal" {
        ""
    } else {
        " AND deleted_at IS NULL"
    }
}

/// Moves what hangs on `from` to `to`, who is at the client `at`, and notes every move. Says how many
/// records of which table were moved.
pub fn move_all(
    tx: &mut Tx,
    decision: PersonDecisionId,
    from: PersonId,
    (to, at): (PersonId, ClientId),
    now: i64,
) -> Result<Vec<(&'static str, u64)>, Error> {
    let mut moved = Vec::new();
    for (table, comes_along, dropped) in MOVED {
        let noted = tx.execute(
            &format!(
                "INSERT INTO person_move (decision_id, place, record_id, dropped) \
                 SELECT $1, '{table}', id, COALESCE(({dropped}), FALSE) FROM {table} \
                 WHERE person_id = $2{}",
                kept(table)
            ),
            &params![decision.uuid(), from.uuid(), to.uuid()],
        )?;
        if noted == 0 {
            continue;
        }
        if *dropped != NEVER {
            tx.execute(
                &format!(
                    "UPDATE {table} SET deleted_at = $2 WHERE id IN (SELECT record_id \
                     FROM person_move WHERE decision_id = $1 AND place = '{table}' AND dropped)"
                ),
                &params![decision.uuid(), now],
            )?;
        }
        assign(tx, table, *comes_along, decision, (from, to, at))?;
        moved.push((*table, noted));
    }
    Ok(moved)
}

/// Gives moved records another person, and, where they come along, the client of that person.
fn assign(
    tx: &mut Tx,
    table: &str,
    comes_along: bool,
    decision: PersonDecisionId,
    (of, to, at): (PersonId, PersonId, ClientId),
) -> Result<u64, Error> {
    let mut values = params![decision.uuid(), to.uuid(), of.uuid()].to_vec();
    let client = if comes_along {
        values.extend(params![at.uuid()]);
        ", client_id = $4"
    } else {
        ""
    };
    let sql = format!(
        "UPDATE {table} SET person_id = $2{client} WHERE id IN (SELECT record_id FROM person_move \
         WHERE decision_id = $1 AND place = '{table}' AND NOT dropped) \
         AND person_id = $3"
    );
    tx.execute(&sql, &values)
}

/// Moves back to `to`, who is at the client `at`, what the merge took from them and still hangs on
/// `from`. Says how many records of which table are no longer there.
pub fn move_back(
    tx: &mut Tx,
    decision: PersonDecisionId,
    from: PersonId,
    (to, at): (PersonId, ClientId),
) -> Result<Vec<(&'static str, i64)>, Error> {
    let mut gone = Vec::new();
    for (table, comes_along, dropped) in MOVED {
        let moved: i64 = tx
            .query_one(
                "SELECT COUNT(*) FROM person_move \
                 WHERE decision_id = $1 AND place = $2 AND NOT dropped",
                &params![decision.uuid(), *table],
            )?
            .get(0)?;
        if *dropped != NEVER {
            tx.execute(
                &format!(
                    "UPDATE {table} SET deleted_at = NULL WHERE id IN (SELECT record_id \
                     FROM person_move WHERE decision_id = $1 AND place = '{table}' AND dropped)"
                ),
                &params![decision.uuid()],
            )?;
        }
        let back = assign(tx, table, *comes_along, decision, (from, to, at))?;
        let missing = moved - i64::try_from(back).unwrap_or(moved);
        if missing > 0 {
            gone.push((*table, missing));
        }
    }
    Ok(gone)
}

/// How many records of each table hang on a person.
pub fn counts(tx: &mut Tx, person: PersonId) -> Result<Vec<(&'static str, i64)>, Error> {
    let count = |table: &'static str, tx: &mut Tx| {
        let sql = format!(
            "SELECT COUNT(*) FROM {table} WHERE person_id = $1{}",
            kept(table)
        );
        let row = tx.query_one(&sql, &params![Uuid::from(person)])?;
        Ok((table, row.get(0)?))
    };
    MOVED.iter().map(|(table, ..)| count(table, tx)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A new table that hangs on people has to follow them.
    #[test]
    fn every_table_that_hangs_on_a_person_is_thought_of() {
        // who agreed to a hand-over stays who agreed
        let own = ["person_pair", "person_decision", "joint_work"];
        let mut seen = 0;
        for migration in crate::MIGRATIONS {
            let mut table = "";
            for line in migration.sql.lines() {
                if let Some(rest) = line.strip_prefix("CREATE TABLE ") {
                    table = rest.split_whitespace().next().unwrap_or_default();
                }
                if line.contains("REFERENCES person (id)") && !own.contains(&table) {
                    seen += 1;
                    assert!(MOVED.iter().any(|(name, ..)| *name == table), "{table}");
                }
            }
        }
        assert_eq!(seen, MOVED.len());
    }
}
