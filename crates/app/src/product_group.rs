//! The tree of product groups.

use domain::id::ProductGroupId;
use domain::policy::{Action, Entity, Forbidden};
use domain::product::{NAME_LIMIT, ProductGroup, may_move};
use domain::search::fold;
use domain::supplier::{Discount, Discounts};
use domain::text;

use crate::client::{Patch, Refusal};
use crate::context::Context;
use crate::journal::{self, Entry, Reversal, Target, UndoError};
use crate::{App, DbError, DbTx};

const ENTITY: &str = "product_group";

/// Why something is not done with a group.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No right.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// No such group.
    #[error("no such group")]
    NotFound,
    /// Values that break a rule; each with its field.
    #[error("values are refused")]
    Invalid(Vec<Refusal>),
    /// It was changed by somebody else.
    #[error("changed since")]
    VersionConflict {
        /// The version it has now.
        current: i64,
    },
    /// A brother has this name.
    #[error("the name is taken")]
    NameTaken,
    /// It would lie in itself, or too deep.
    #[error("it cannot lie there")]
    Place,
    /// Groups or products lie in it.
    #[error("not empty")]
    NotEmpty,
    /// The matrix of responsibility, or what somebody takes from the pool, names it.
    #[error("somebody is responsible for it")]
    Responsible,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// All groups, by name.
pub fn list(app: &App, ctx: &Context) -> Result<Vec<ProductGroup>, Error> {
    ctx.scope(Entity::Product)?;
    Ok(app.db.read(store::product_group::list)?)
}

fn check(groups: &[ProductGroup], group: &ProductGroup) -> Result<(), Error> {
    if let Some(parent) = group.parent_id
        && !groups.iter().any(|known| known.id == parent)
    {
        return Err(Error::Invalid(vec![Refusal::new(
            "parent_id",
            "reference.unknown",
        )]));
    }
    if !may_move(groups, group.id, group.parent_id) {
        return Err(Error::Place);
    }
    let taken = groups.iter().any(|other| {
        other.id != group.id
            && other.parent_id == group.parent_id
            && fold(&other.name) == fold(&group.name)
    });
    if taken { Err(Error::NameTaken) } else { Ok(()) }
}

fn read_name(name: &str) -> Result<String, Error> {
    text::line(name, NAME_LIMIT)
        .map_err(|error| Error::Invalid(vec![Refusal::new("name", error.code())]))
}

fn read_discounts(steps: Vec<Discount>) -> Result<Discounts, Error> {
    Discounts::try_from(steps)
        .map_err(|_| Error::Invalid(vec![Refusal::new("cost_discounts", "discount.steps")]))
}

/// Adds a group.
pub fn create(
    app: &App,
    ctx: &Context,
    name: &str,
    parent_id: Option<ProductGroupId>,
    cost_discounts: Vec<Discount>,
) -> Result<ProductGroup, Error> {
    ctx.may(Action::ProductWrite)?;
    let group = ProductGroup {
        id: ctx.id(),
        parent_id,
        name: read_name(name)?,
        cost_discounts: read_discounts(cost_discounts)?,
        version: 1,
    };
    app.db.write(|tx| {
        check(&store::product_group::list(tx)?, &group)?;
        store::product_group::insert(tx, [&group])?;
        journal::record(tx, ctx, Entry::create(ENTITY, group.id, &group))?;
        Ok(group.clone())
    })
}

/// What changes of a group; absent stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Input {
    /// Its name.
    pub name: Option<String>,
    /// Where it lies; `Some(None)`: at the root.
    pub parent_id: Patch<ProductGroupId>,
    /// What its supplier grants by yearly volume.
    pub cost_discounts: Option<Vec<Discount>>,
}

/// Changes a group; `version` is the one the change was made on.
pub fn update(
    app: &App,
    ctx: &Context,
    id: ProductGroupId,
    version: i64,
    input: &Input,
) -> Result<ProductGroup, Error> {
    ctx.may(Action::ProductWrite)?;
    let name = input.name.as_deref().map(read_name).transpose()?;
    let discounts = input.cost_discounts.clone();
    let discounts = discounts.map(read_discounts).transpose()?;
    app.db.write(|tx| {
        let groups = store::product_group::list(tx)?;
        let before = find(&groups, id)?;
        if before.version != version {
            return Err(Error::VersionConflict {
                current: before.version,
            });
        }
        let after = ProductGroup {
            id,
            parent_id: input.parent_id.unwrap_or(before.parent_id),
            name: name.clone().unwrap_or_else(|| before.name.clone()),
            cost_discounts: discounts
                .clone()
                .unwrap_or_else(|| before.cost_discounts.clone()),
            version: version + 1,
        };
        check(&groups, &after)?;
        store::product_group::update(tx, &after)?;
        journal::record(tx, ctx, Entry::update(ENTITY, id, before, &after))?;
        Ok(after)
    })
}

fn find(groups: &[ProductGroup], id: ProductGroupId) -> Result<&ProductGroup, Error> {
    groups
        .iter()
        .find(|group| group.id == id)
        .ok_or(Error::NotFound)
}

/// Removes an empty group.
pub fn delete(app: &App, ctx: &Context, id: ProductGroupId, version: i64) -> Result<(), Error> {
    ctx.may(Action::ProductWrite)?;
    app.db.write(|tx| {
        let groups = store::product_group::list(tx)?;
        let group = find(&groups, id)?;
        if group.version != version {
            return Err(Error::VersionConflict {
                current: group.version,
            });
        }
        if store::product_group::content(tx, id)? > 0 {
            return Err(Error::NotEmpty);
        }
        if store::responsibility::refers(tx, id.uuid())? {
            return Err(Error::Responsible);
        }
        store::product_group::delete(tx, id, version)?;
        journal::record(tx, ctx, Entry::delete(ENTITY, id, group))?;
        Ok(())
    })
}

/// Takes a change of a group back.
pub(crate) fn take_back(tx: &mut DbTx, ctx: &Context, undo: &Reversal) -> Result<(), UndoError> {
    ctx.may(Action::ProductWrite)?;
    let id = ProductGroupId::from_uuid(undo.id);
    let groups = store::product_group::list(tx)?;
    let current = groups.iter().find(|group| group.id == id);
    match (undo.to_state(current)?, current) {
        (Target::Absent, Some(group)) => {
            if store::product_group::content(tx, id)? > 0 {
                return Err(UndoError::Refused {
                    code: "product_group.not_empty",
                });
            }
            if store::responsibility::refers(tx, undo.id)? {
                return Err(UndoError::Refused {
                    code: "responsibility.refers",
                });
            }
            store::product_group::delete(tx, id, group.version)?;
        }
        (Target::Absent, None) => {}
        (Target::Present(group), Some(kept)) => {
            let group = ProductGroup {
                version: kept.version + 1,
                ..group
            };
            check(&groups, &group).map_err(undo_error)?;
            store::product_group::update(tx, &group)?;
        }
        (Target::Present(group), None) => {
            check(&groups, &group).map_err(undo_error)?;
            store::product_group::insert(tx, [&group])?;
        }
    }
    Ok(())
}

fn undo_error(error: Error) -> UndoError {
    match error {
        Error::Db(error) => UndoError::Db(error),
        Error::NameTaken => UndoError::Refused {
            code: "product_group.name_taken",
        },
        Error::Place => UndoError::Refused {
            code: "product_group.place",
        },
        _ => UndoError::Refused {
            code: "reference.unknown",
        },
    }
}
