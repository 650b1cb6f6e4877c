//! What an employee takes from the pool: who assigns clients says it.

use domain::coverage::{Territory, is_language};
use domain::id::{ProductGroupId, UserId};
use domain::policy::{Action, Forbidden};
use domain::product::ProductGroup;
use domain::user::UserState;
use domain::work_area::{MOST, WorkArea};
use store::pool::Fit;

use crate::client::Refusal;
use crate::context::Context;
use crate::journal::{self, Entry, Reversal, Target, UndoError};
use crate::responsibility::root;
use crate::{App, DbError, DbTx};

/// Name of the feature in the journal.
const ENTITY: &str = "work_area";

/// Why a work area is not kept.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No right.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// Nobody like that.
    #[error("not found")]
    NotFound,
    /// Values that break a rule.
    #[error("values are refused")]
    Invalid(Vec<Refusal>),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Says what an employee takes, in place of what was said before; an empty area is everything.
pub fn put(app: &App, ctx: &Context, user: UserId, mut area: WorkArea) -> Result<WorkArea, Error> {
    ctx.may(Action::ClientAssign)?;
    area.territory_ids.sort_unstable();
    area.territory_ids.dedup();
    area.line_ids.sort_unstable();
    area.line_ids.dedup();
    area.languages.sort_unstable();
    area.languages.dedup();
    app.db.write(|tx| {
        let works =
            store::user::find(tx, user)?.is_some_and(|user| user.state == UserState::Active);
        if !works {
            return Err(Error::NotFound);
        }
        check(tx, &area)?;
        let before = current(tx, user)?;
        if before != area {
            store::work_area::put(tx, user, &area)?;
            journal::record(tx, ctx, Entry::update(ENTITY, user, &before, &area))?;
        }
        Ok(area.clone())
    })
}

pub(crate) fn current(tx: &mut DbTx, user: UserId) -> Result<WorkArea, DbError> {
    Ok(store::work_area::all(tx)?.remove(&user).unwrap_or_default())
}

fn check(tx: &mut DbTx, area: &WorkArea) -> Result<(), Error> {
    let refuse =
        |field: &str, code: &'static str| Err(Error::Invalid(vec![Refusal::new(field, code)]));
    let sizes = [
        ("territory_ids", area.territory_ids.len()),
        ("line_ids", area.line_ids.len()),
        ("languages", area.languages.len()),
    ];
    if let Some((field, _)) = sizes.iter().find(|(_, len)| *len > MOST) {
        return refuse(field, "number.out_of_range");
    }
    let territories = store::coverage::territories(tx)?;
    for id in &area.territory_ids {
        match territories.iter().find(|one| one.id == *id) {
            None => return refuse("territory_ids", "reference.unknown"),
            Some(one) if one.data.regions.is_empty() => {
                return refuse("territory_ids", "responsibility.no_regions");
            }
            Some(_) => {}
        }
    }
    let groups = store::product_group::list(tx)?;
    let is_line = |id: &ProductGroupId| {
        groups
            .iter()
            .any(|group| group.id == *id && group.parent_id.is_none())
    };
    if !area.line_ids.iter().all(is_line) {
        return refuse("line_ids", "responsibility.line");
    }
    if !area.languages.iter().all(|code| is_language(code)) {
        return refuse("languages", "code.unknown");
    }
    Ok(())
}

/// Takes a change of a work area back.
pub(crate) fn take_back(tx: &mut DbTx, ctx: &Context, undo: &Reversal) -> Result<(), UndoError> {
    ctx.may(Action::ClientAssign)?;
    let user = UserId::from_uuid(undo.id);
    let now = current(tx, user)?;
    let Target::Present(area) = undo.to_state(Some(&now))? else {
        return Err(UndoError::NotFound);
    };
    check(tx, &area).map_err(|error| match error {
        Error::Db(error) => UndoError::Db(error),
        Error::Invalid(refusals) => UndoError::Refused {
            code: refusals
                .first()
                .map_or("reference.unknown", |refusal| refusal.code),
        },
        _ => UndoError::NotFound,
    })?;
    Ok(store::work_area::put(tx, user, &area)?)
}

/// What the pool is asked by, for work areas: the territories and the product tree.
pub(crate) struct Map {
    territories: Vec<Territory>,
    groups: Vec<ProductGroup>,
}

impl Map {
    /// Reads both.
    pub(crate) fn load(tx: &mut DbTx) -> Result<Self, DbError> {
        Ok(Self {
            territories: store::coverage::territories(tx)?,
            groups: store::product_group::list(tx)?,
        })
    }

    /// A work area as a condition on clients.
    pub(crate) fn fit(&self, area: &WorkArea) -> Fit {
        let regions = |wanted: &dyn Fn(&Territory) -> bool| -> Vec<String> {
            let of = self.territories.iter().filter(|one| wanted(one));
            of.flat_map(|one| one.data.regions.clone()).collect()
        };
        let within = |group: &&ProductGroup| area.line_ids.contains(&root(&self.groups, group.id));
        let foreign = |one: &Territory| {
            let language = one.data.language.as_ref();
            language.is_some_and(|code| !area.languages.contains(code))
        };
        Fit {
            no_key: false,
            regions: (!area.territory_ids.is_empty())
                .then(|| regions(&|one| area.territory_ids.contains(&one.id))),
            groups: (!area.line_ids.is_empty()).then(|| {
                self.groups
                    .iter()
                    .filter(within)
                    .map(|one| one.id)
                    .collect()
            }),
            not_in: if area.languages.is_empty() {
                Vec::new()
            } else {
                regions(&foreign)
            },
        }
    }
}
