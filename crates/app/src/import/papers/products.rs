//! Products from rows, by article number; groups by their path.

use std::collections::{BTreeSet, HashMap, HashSet};

use domain::id::ProductGroupId;
use domain::import::{Decision, Field, Outcome, StagedRow, Win};
use domain::product::{NAME_LIMIT, Product, ProductGroup};
use domain::search::fold;
use domain::supplier::Discounts;
use domain::text;
use store::import::Staged;

use super::super::run::{Portion, Row, Verdict, Writer};
use super::{Desk, code, is_of_row, number, refused};
use crate::context::Context;
use crate::journal::{self, Entry};
use crate::product::{self, Error, Input};
use crate::{DbError, DbTx};

/// Writes products.
pub(in crate::import) struct Products<'a> {
    pub(in crate::import) desk: Desk<'a>,
    /// Article numbers that rows of this file stand for.
    pub(in crate::import) seen: HashSet<String>,
}

impl Writer for Products<'_> {
    fn portion(&self, tx: &mut DbTx, rows: &[Row], _: bool) -> Result<Portion, DbError> {
        let codes: BTreeSet<String> = rows
            .iter()
            .filter_map(|(_, values)| values.one(Field::ProductCode).map(str::to_owned))
            .collect();
        let mut known: HashMap<String, Product> = HashMap::new();
        for codes in codes.into_iter().collect::<Vec<_>>().chunks(500) {
            for product in store::product::by_codes(tx, codes.iter().cloned())? {
                known.insert(product.data.code.clone(), product);
            }
        }
        let mut here: HashSet<String> = HashSet::new();
        let mut portion = Portion::default();
        for (row, values) in rows {
            let verdict = match refused(row, values) {
                Some(verdict) => verdict,
                None => {
                    let code = values.one(Field::ProductCode).unwrap_or_default();
                    let again = self.seen.contains(code) || !here.insert(code.to_owned());
                    self.product(tx, row, values, &mut known, again)?
                }
            };
            portion.verdicts.push(verdict);
        }
        portion.codes = here;
        Ok(portion)
    }

    fn keep(&mut self, portion: &Portion, _: bool) {
        self.seen.extend(portion.codes.iter().cloned());
    }
}

impl Products<'_> {
    fn product(
        &self,
        tx: &mut DbTx,
        row: &Staged,
        values: &StagedRow,
        known: &mut HashMap<String, Product>,
        again: bool,
    ) -> Result<Verdict, DbError> {
        let desk = &self.desk;
        let key = values.one(Field::ProductCode).unwrap_or_default();
        let before = known.get(key).cloned();
        if again {
            let record = before.map(|product| product.id.uuid());
            return Ok(Verdict::new(row, Outcome::DuplicateInFile, record).by("product_code"));
        }
        let decision = match &before {
            Some(_) => desk.same(row),
            None => desk.new_one(row),
        };
        if decision == Decision::Skip {
            let record = before.map(|product| product.id.uuid());
            return Ok(Verdict::new(row, Outcome::Skipped, record));
        }
        let written = tx.savepoint(|tx| {
            let input = self.input(tx, values, before.as_ref(), decision)?;
            match &before {
                None => {
                    product::create_in(tx, desk.ctx, &input).map(|made| (made, Outcome::Created))
                }
                Some(before) => {
                    let after = product::change_in(tx, desk.ctx, before, &input)?;
                    let outcome = match (after.version == before.version, decision) {
                        (true, _) => Outcome::Unchanged,
                        (false, Decision::Merge) => Outcome::Merged,
                        (false, _) => Outcome::Updated,
                    };
                    Ok((after, outcome))
                }
            }
        });
        Ok(match written {
            Ok((product, outcome)) => {
                let id = product.id.uuid();
                known.insert(product.data.code.clone(), product);
                Verdict::new(row, outcome, Some(id)).by("product_code")
            }
            Err(Error::Db(error)) if !is_of_row(&error) => return Err(error),
            Err(Error::Invalid(refusals)) => Verdict::refused(row, code(&refusals)),
            Err(_) => Verdict::refused(row, "import.product_unknown"),
        })
    }

    /// What comes in, by the rules of who wins.
    fn input(
        &self,
        tx: &mut DbTx,
        values: &StagedRow,
        before: Option<&Product>,
        decision: Decision,
    ) -> Result<Input, Error> {
        let desk = &self.desk;
        let takes = |field: Field, is_empty: bool| match before {
            None => true,
            Some(_) => match (desk.rules.win(field), decision) {
                (Win::KeepBase, _) => false,
                (_, Decision::Merge) | (Win::FillEmpty, _) => is_empty,
                (Win::TakeFile, _) => true,
                // Products tell no day of their values.
                (Win::Newest, _) => is_empty,
            },
        };
        let data = before.map(|product| &product.data);
        let sum = |field: Field, is_empty: bool| {
            let told = values.one(field).filter(|_| takes(field, is_empty));
            match told {
                None => Ok(None),
                Some(_) => number(values, field, desk.settings.currency().decimals())
                    .map(|minor| Some(Some(minor)))
                    .ok_or_else(|| {
                        Error::Invalid(vec![crate::client::Refusal::new(
                            "price_minor",
                            "money.out_of_range",
                        )])
                    }),
            }
        };
        let text = |field: Field, is_empty: bool| {
            let told = values.one(field).filter(|_| takes(field, is_empty));
            told.map(str::to_owned)
        };
        let no_group = data.is_none_or(|data| data.group_id.is_none());
        let path = values
            .one(Field::ProductGroup)
            .filter(|_| takes(Field::ProductGroup, no_group));
        let group_id = match path {
            Some(path) => group(tx, desk.ctx, Some(path))?.map(Some),
            None => None,
        };
        Ok(Input {
            code: before.is_none().then(|| {
                values
                    .one(Field::ProductCode)
                    .unwrap_or_default()
                    .to_owned()
            }),
            name: text(Field::Name, data.is_none()),
            group_id,
            unit: text(Field::Unit, data.is_none()),
            price_minor: sum(
                Field::Price,
                data.is_none_or(|data| data.price_minor.is_none()),
            )?,
            cost_minor: sum(
                Field::Cost,
                data.is_none_or(|data| data.cost_minor.is_none()),
            )?,
        })
    }
}

/// The group of a path `Chemistry / Soap`; what is missing of it is made.
pub(super) fn group(
    tx: &mut DbTx,
    ctx: &Context,
    path: Option<&str>,
) -> Result<Option<ProductGroupId>, DbError> {
    let mut parent = None;
    let steps = path.unwrap_or_default().split('/');
    for step in steps.take(domain::product::DEPTH_LIMIT) {
        let Ok(name) = text::line(step, NAME_LIMIT) else {
            continue;
        };
        let known = store::import::product_group_named(tx, parent, &fold(&name))?;
        parent = Some(match known {
            Some(id) => id,
            None => {
                let group = ProductGroup {
                    id: ctx.id(),
                    parent_id: parent,
                    name,
                    cost_discounts: Discounts::default(),
                    version: 1,
                };
                store::product_group::insert(tx, [&group])?;
                journal::record(tx, ctx, Entry::create("product_group", group.id, &group))?;
                group.id
            }
        });
    }
    Ok(parent)
}
