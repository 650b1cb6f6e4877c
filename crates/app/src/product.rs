//! Products of the price list.

use domain::id::{ProductGroupId, ProductId};
use domain::money::{AMOUNT_LIMIT, MoneyError};
use domain::policy::{Access, Action, Entity, Field, Forbidden};
use domain::product::{
    CODE_LIMIT, NAME_LIMIT, Product, ProductData, ProductGroup, ProductSort, UNIT_LIMIT,
};
use domain::text;
use serde::{Deserialize, Serialize};
use store::product::ListQuery;
use uuid::Uuid;

use crate::client::{Patch, Refusal};
use crate::context::Context;
use crate::journal::{self, Entry, Reversal, Target, UndoError};
use crate::{App, DbError, DbTx};

const ENTITY: &str = "product";

/// Why something is not done with a product.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No right.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// No such product.
    #[error("no such product")]
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
    /// Another product has this article number.
    #[error("the article number is taken")]
    CodeTaken,
    /// The cursor belongs to another list or order.
    #[error("not a place in this list")]
    BadCursor,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// What comes in. On creation absent fields have their defaults, on change they stay.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Input {
    /// Article number.
    pub code: Option<String>,
    /// Name.
    pub name: Option<String>,
    /// Where it lies in the tree.
    pub group_id: Patch<ProductGroupId>,
    /// Unit of sale, by default `pcs`.
    pub unit: Option<String>,
    /// List price, minor units of the reporting currency.
    pub price_minor: Patch<i64>,
    /// Cost, in the same units.
    pub cost_minor: Patch<i64>,
}

impl Input {
    fn apply(&self, data: &mut ProductData) -> Result<(), Error> {
        let mut refusals = Vec::new();
        let texts = [
            ("code", &self.code, CODE_LIMIT, &mut data.code),
            ("name", &self.name, NAME_LIMIT, &mut data.name),
            ("unit", &self.unit, UNIT_LIMIT, &mut data.unit),
        ];
        for (field, given, limit, kept) in texts {
            // A new product has none of these yet.
            let Some(wanted) = given.as_deref().or(kept.is_empty().then_some("")) else {
                continue;
            };
            match text::line(wanted, limit) {
                Ok(value) => *kept = value,
                Err(error) => refusals.push(Refusal::new(field, error.code())),
            }
        }
        let sums = [
            ("price_minor", self.price_minor, &mut data.price_minor),
            ("cost_minor", self.cost_minor, &mut data.cost_minor),
        ];
        for (field, given, kept) in sums {
            match given {
                Some(Some(minor)) if !(0..=AMOUNT_LIMIT).contains(&minor) => {
                    refusals.push(Refusal::new(field, MoneyError::OutOfRange.code()));
                }
                Some(value) => *kept = value,
                None => {}
            }
        }
        if let Some(group) = self.group_id {
            data.group_id = group;
        }
        if refusals.is_empty() {
            Ok(())
        } else {
            Err(Error::Invalid(refusals))
        }
    }
}

fn veil(ctx: &Context, product: &mut Product) {
    if ctx.actor.field(Field::Cost) != Access::Shown {
        product.data.cost_minor = None;
    }
}

fn check(tx: &mut DbTx, id: ProductId, data: &ProductData) -> Result<(), Error> {
    if let Some(group) = data.group_id
        && !store::product_group::list(tx)?
            .iter()
            .any(|known| known.id == group)
    {
        return Err(Error::Invalid(vec![Refusal::new(
            "group_id",
            "reference.unknown",
        )]));
    }
    let same = store::product::by_codes(tx, [data.code.clone()])?;
    if same.iter().any(|product| product.id != id) {
        return Err(Error::CodeTaken);
    }
    Ok(())
}

/// Adds a product.
pub fn create(app: &App, ctx: &Context, input: &Input) -> Result<Product, Error> {
    ctx.may(Action::ProductWrite)?;
    app.db.write(|tx| {
        let mut product = create_in(tx, ctx, input)?;
        veil(ctx, &mut product);
        Ok(product)
    })
}

/// The part of [`create`] that others use within their own transaction.
pub(crate) fn create_in(tx: &mut DbTx, ctx: &Context, input: &Input) -> Result<Product, Error> {
    let mut data = ProductData {
        code: String::new(),
        name: String::new(),
        group_id: None,
        unit: "pcs".to_owned(),
        price_minor: None,
        cost_minor: None,
    };
    input.apply(&mut data)?;
    let product = Product {
        id: ctx.id(),
        data,
        version: 1,
        created_by: ctx.actor.user(),
        created_at: ctx.now,
        updated_at: ctx.now,
    };
    check(tx, product.id, &product.data)?;
    store::product::insert(tx, [&product])?;
    journal::record(tx, ctx, Entry::create(ENTITY, product.id, &product.data))?;
    Ok(product)
}

/// Changes a product; `version` is the one the change was made on. Orders keep the prices and
/// costs they were written with.
pub fn update(
    app: &App,
    ctx: &Context,
    id: ProductId,
    version: i64,
    input: &Input,
) -> Result<Product, Error> {
    ctx.may(Action::ProductWrite)?;
    app.db.write(|tx| {
        let before = store::product::find(tx, id)?.ok_or(Error::NotFound)?;
        if before.version != version {
            return Err(Error::VersionConflict {
                current: before.version,
            });
        }
        let mut after = change_in(tx, ctx, &before, input)?;
        veil(ctx, &mut after);
        Ok(after)
    })
}

/// Changes a product; what is the same afterwards keeps its version.
pub(crate) fn change_in(
    tx: &mut DbTx,
    ctx: &Context,
    before: &Product,
    input: &Input,
) -> Result<Product, Error> {
    let mut after = before.clone();
    input.apply(&mut after.data)?;
    if after.data != before.data {
        check(tx, after.id, &after.data)?;
        write(tx, ctx, &mut after)?;
        let line = Entry::update(ENTITY, after.id, &before.data, &after.data);
        journal::record(tx, ctx, line)?;
    }
    Ok(after)
}

fn write(tx: &mut DbTx, ctx: &Context, product: &mut Product) -> Result<(), Error> {
    product.version += 1;
    product.updated_at = ctx.now;
    if store::product::update(tx, product)? {
        Ok(())
    } else {
        Err(Error::NotFound)
    }
}

/// Takes a product off the list; what was sold of it stays in its orders.
pub fn delete(app: &App, ctx: &Context, id: ProductId, version: i64) -> Result<(), Error> {
    ctx.may(Action::ProductWrite)?;
    app.db.write(|tx| {
        let product = store::product::find(tx, id)?.ok_or(Error::NotFound)?;
        if product.version != version {
            return Err(Error::VersionConflict {
                current: product.version,
            });
        }
        store::product::set_deleted(tx, id, version, ctx.now, Some(ctx.now))?;
        journal::record(tx, ctx, Entry::delete(ENTITY, id, &product.data))?;
        Ok(())
    })
}

/// One product.
pub fn find(app: &App, ctx: &Context, id: ProductId) -> Result<Product, Error> {
    ctx.scope(Entity::Product)?;
    let mut product = app
        .db
        .read(|tx| store::product::find(tx, id))?
        .ok_or(Error::NotFound)?;
    veil(ctx, &mut product);
    Ok(product)
}

/// What to list.
#[derive(Debug, Clone)]
pub struct Request {
    /// Words of the name, or the article number.
    pub q: Option<String>,
    /// In this group and those that lie in it.
    pub group: Option<ProductGroupId>,
    /// The order.
    pub sort: ProductSort,
    /// From the end.
    pub descending: bool,
    /// At most so many, 1 to 1,000.
    pub limit: u32,
    /// Where the page before ended.
    pub after: Option<Place>,
    /// Count all that are found, too.
    pub total: bool,
}

/// A page of products.
#[derive(Debug, Clone)]
pub struct Page {
    /// The products.
    pub items: Vec<Product>,
    /// Where the page ended, when there is another.
    pub next: Option<Place>,
    /// All that are found, if asked for.
    pub total: Option<i64>,
}

/// Where a page ended: the order of the list, its value and the product there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Place(ProductSort, bool, String, Uuid);

/// A page of products.
pub fn list(app: &App, ctx: &Context, request: &Request) -> Result<Page, Error> {
    ctx.scope(Entity::Product)?;
    if let Some(Place(sort, descending, ..)) = &request.after
        && (*sort, *descending) != (request.sort, request.descending)
    {
        return Err(Error::BadCursor);
    }
    let limit = request.limit.clamp(1, 1_000);
    let (mut items, total) = app.db.read(|tx| {
        let groups = request
            .group
            .map(|group| Ok::<_, DbError>(within(&store::product_group::list(tx)?, group)))
            .transpose()?;
        let place = request.after.as_ref();
        let after = place.map(|Place(_, _, key, id)| (key.as_str(), ProductId::from_uuid(*id)));
        let query = ListQuery {
            groups: groups.as_deref(),
            asked: request
                .q
                .as_deref()
                .map(str::trim)
                .filter(|q| !q.is_empty()),
            sort: request.sort,
            descending: request.descending,
            after,
            limit: i64::from(limit) + 1,
        };
        let items = store::product::list(tx, &query)?;
        let total = request
            .total
            .then(|| store::product::count(tx, &query))
            .transpose()?;
        Ok::<_, Error>((items, total))
    })?;
    let more = items.len() > limit as usize;
    items.truncate(limit as usize);
    let next = items.last().filter(|_| more).map(|last| {
        let id = last.product.id.uuid();
        Place(request.sort, request.descending, last.key.clone(), id)
    });
    let mut items: Vec<Product> = items.into_iter().map(|item| item.product).collect();
    for product in &mut items {
        veil(ctx, product);
    }
    Ok(Page { items, next, total })
}

/// A group with all that lie in it.
fn within(groups: &[ProductGroup], group: ProductGroupId) -> Vec<ProductGroupId> {
    let mut found = vec![group];
    let mut next = 0;
    while let Some(parent) = found.get(next).copied() {
        let children = groups
            .iter()
            .filter(|child| child.parent_id == Some(parent));
        let children: Vec<_> = children.map(|child| child.id).collect();
        found.extend(children.into_iter().filter(|id| *id != group));
        next += 1;
    }
    found
}

/// Takes a change of a product back.
pub(crate) fn take_back(tx: &mut DbTx, ctx: &Context, undo: &Reversal) -> Result<(), UndoError> {
    ctx.may(Action::ProductWrite)?;
    let id = ProductId::from_uuid(undo.id);
    let (kept, deleted_at) = store::product::find_kept(tx, id)?.ok_or(UndoError::NotFound)?;
    let current = deleted_at.is_none().then_some(&kept.data);
    match undo.to_state(current)? {
        Target::Absent => {
            store::product::set_deleted(tx, id, kept.version, ctx.now, Some(ctx.now))?;
        }
        Target::Present(data) => {
            check(tx, id, &data).map_err(undo_error)?;
            if current.is_none() {
                store::product::set_deleted(tx, id, kept.version, ctx.now, None)?;
            } else {
                let mut product = Product { data, ..kept };
                write(tx, ctx, &mut product).map_err(undo_error)?;
            }
        }
    }
    Ok(())
}

fn undo_error(error: Error) -> UndoError {
    match error {
        Error::Forbidden(refusal) => UndoError::Forbidden(refusal),
        Error::Db(error) => UndoError::Db(error),
        Error::CodeTaken => UndoError::Refused {
            code: "product.code_taken",
        },
        Error::Invalid(_) => UndoError::Refused {
            code: "reference.unknown",
        },
        _ => UndoError::NotFound,
    }
}
