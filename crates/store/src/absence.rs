//! Who is away and who stands in.

use db::{Error, Row, Tx, params};
use domain::absence::Absence;
use domain::id::UserId;
use jiff::civil::Date;

use crate::read;

const COLUMNS: &str = "user_id, deputy_id, from_day, until_day";

fn absence(row: &Row) -> Result<Absence, Error> {
    Ok(Absence {
        user_id: read::id(row, 0)?,
        deputy_id: read::id(row, 1)?,
        from_day: read::day(row, 2)?,
        until_day: read::day(row, 3)?,
    })
}

/// Every absence that is not over on a day, the first ones first.
pub fn list(tx: &mut Tx, today: Date) -> Result<Vec<Absence>, Error> {
    let sql =
        format!("SELECT {COLUMNS} FROM absence WHERE until_day >= $1 ORDER BY from_day, user_id");
    tx.query(&sql, &params![today.to_string()])?
        .iter()
        .map(absence)
        .collect()
}

/// The absence of an employee, over or not.
pub fn find(tx: &mut Tx, user: UserId) -> Result<Option<Absence>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM absence WHERE user_id = $1");
    let row = tx.query_opt(&sql, &params![user.uuid()])?;
    row.map(|row| absence(&row)).transpose()
}

/// For whom an employee stands in on a day.
pub fn stood_in_for(tx: &mut Tx, deputy: UserId, day: Date) -> Result<Vec<UserId>, Error> {
    let rows = tx.query(
        "SELECT user_id FROM absence WHERE deputy_id = $1 AND from_day <= $2 AND until_day >= $2 \
         ORDER BY user_id",
        &params![deputy.uuid(), day.to_string()],
    )?;
    rows.iter().map(|row| read::id(row, 0)).collect()
}

/// Keeps the absence of an employee, in place of the one before.
pub fn put(tx: &mut Tx, absence: &Absence) -> Result<(), Error> {
    delete(tx, absence.user_id)?;
    tx.execute(
        "INSERT INTO absence (user_id, deputy_id, from_day, until_day) VALUES ($1, $2, $3, $4)",
        &params![
            absence.user_id.uuid(),
            absence.deputy_id.uuid(),
            absence.from_day.to_string(),
            absence.until_day.to_string()
        ],
    )?;
    Ok(())
}

/// Ends the absence of an employee.
pub fn delete(tx: &mut Tx, user: UserId) -> Result<(), Error> {
    tx.execute(
        "DELETE FROM absence WHERE user_id = $1",
        &params![user.uuid()],
    )?;
    Ok(())
}
