//! Changes of territories and buildings taken back.

use domain::coverage::{Place, PlaceState, Territory};
use domain::id::{PlaceId, TerritoryId};
use domain::policy::Action;

use super::{Error, check_name};
use crate::DbTx;
use crate::context::Context;
use crate::journal::{Reversal, Target, UndoError};

/// Takes a change of a territory back.
pub(crate) fn take_back_territory(
    tx: &mut DbTx,
    ctx: &Context,
    undo: &Reversal,
) -> Result<(), UndoError> {
    ctx.may(Action::DictionaryWrite)?;
    let id = TerritoryId::from_uuid(undo.id);
    let current = store::coverage::territories(tx)?;
    let current = current.into_iter().find(|one| one.id == id);
    let refused = |code| UndoError::Refused { code };
    match undo.to_state(current.as_ref().map(|one| &one.data))? {
        Target::Absent => {
            if current.is_some_and(|one| one.places() > 0) {
                return Err(refused("coverage.not_empty"));
            }
            if store::responsibility::refers(tx, undo.id)? {
                return Err(refused("responsibility.refers"));
            }
            store::coverage::delete_territory(tx, id)?;
        }
        Target::Present(data) => {
            let known = current.is_some();
            let back = Territory {
                id,
                data,
                counts: [0; PlaceState::ALL.len()],
                version: current.map_or(1, |one| one.version + 1),
            };
            check_name(tx, &back).map_err(|error| match error {
                Error::Db(error) => UndoError::Db(error),
                Error::Invalid(refusals) => refused(
                    refusals
                        .first()
                        .map_or("dictionary.name_taken", |one| one.code),
                ),
                _ => refused("dictionary.name_taken"),
            })?;
            if known {
                store::coverage::update_territory(tx, &back)?;
            } else {
                store::coverage::insert_territory(tx, &back)?;
            }
        }
    }
    Ok(())
}

/// Takes a change of a building back.
pub(crate) fn take_back_place(
    tx: &mut DbTx,
    ctx: &Context,
    undo: &Reversal,
) -> Result<(), UndoError> {
    ctx.may(Action::ClientUpdate)?;
    let id = PlaceId::from_uuid(undo.id);
    let current = store::coverage::find(tx, id)?.map(|item| item.place);
    match undo.to_state(current.as_ref().map(|place| &place.data))? {
        Target::Absent => {
            // The list is the directory's; a visit is everybody's.
            ctx.may(Action::DictionaryWrite)?;
            store::coverage::delete(tx, id, ctx.now)?;
        }
        Target::Present(data) => {
            let known = match current {
                Some(place) => Some(place),
                None => store::coverage::deleted(tx, id)?,
            };
            let known = known.ok_or(UndoError::NotFound)?;
            let back = Place {
                data,
                version: known.version + 1,
                ..known
            };
            store::coverage::update(tx, &back)?;
        }
    }
    Ok(())
}
