//! What an import made along the way: entries of dictionaries, products and their groups. They go back with it when
//! nothing else uses them.

use std::collections::HashSet;

use domain::dictionary::Dictionary;
use domain::import::Kind;
use store::import::Run;
use store::journal::Line;
use uuid::Uuid;

use super::super::request;
use crate::context::Context;
use crate::journal::{self, Entry, Reversal, UndoError};
use crate::{DbError, DbTx};

/// Takes it back; how many there were.
pub(super) fn along_back(tx: &mut DbTx, ctx: &Context, run: &Run) -> Result<i64, DbError> {
    let mut back = 0;
    let own = request(run.id);
    let made = |tx: &mut DbTx, entity| -> Result<Vec<Line>, DbError> {
        let lines = store::journal::made_by(tx, entity, &own)?;
        Ok(lines
            .into_iter()
            .filter(|l| l.undone_by.is_none())
            .collect())
    };
    match run.kind {
        Kind::Clients | Kind::People => {
            for dictionary in Dictionary::ALL {
                for line in made(tx, dictionary.code())? {
                    let Some(id) = line.entry.entity_id else {
                        continue;
                    };
                    // Clients that went with the import still name it.
                    let gone = |tx: &mut DbTx| {
                        store::import::let_go(tx, run.id, *dictionary, id)?;
                        one_back(tx, ctx, dictionary.code(), &line)
                    };
                    back += i64::from(tried(tx, gone)?);
                }
            }
        }
        Kind::Orders => {
            let lines = made(tx, "product")?;
            let ids: Vec<Uuid> = lines
                .iter()
                .filter_map(|line| line.entry.entity_id)
                .collect();
            let used: HashSet<Uuid> = store::order::products_in_use(tx, &ids)?
                .into_iter()
                .collect();
            for line in &lines {
                if line.entry.entity_id.is_some_and(|id| !used.contains(&id)) {
                    let gone = |tx: &mut DbTx| one_back(tx, ctx, "product", line);
                    back += i64::from(tried(tx, gone)?);
                }
            }
        }
        Kind::Products => {
            // The newest first: a group was made before those within it.
            for line in &made(tx, "product_group")? {
                let Some(id) = line.entry.entity_id else {
                    continue;
                };
                // Products that went with the import still name it.
                let gone = |tx: &mut DbTx| {
                    store::import::let_go_of_group(tx, run.id, id)?;
                    one_back(tx, ctx, "product_group", line)
                };
                back += i64::from(tried(tx, gone)?);
            }
        }
        Kind::Payments | Kind::Interactions => {}
    }
    Ok(back)
}

fn one_back(
    tx: &mut DbTx,
    ctx: &Context,
    entity: &'static str,
    line: &Line,
) -> Result<(), UndoError> {
    let reversal = Reversal::of(line).ok_or(UndoError::NotUndoable)?;
    journal::dispatch(tx, ctx, entity, &reversal)?;
    journal::record(tx, ctx, Entry::undoing(line, entity))?;
    Ok(())
}

/// Whether it went back; what is used or was changed stays as it is.
fn tried(
    tx: &mut DbTx,
    back: impl FnOnce(&mut DbTx) -> Result<(), UndoError>,
) -> Result<bool, DbError> {
    match tx.savepoint(back) {
        Ok(()) => Ok(true),
        Err(UndoError::Db(error)) if !matches!(error, DbError::ForeignKey) => Err(error),
        Err(_) => Ok(false),
    }
}
