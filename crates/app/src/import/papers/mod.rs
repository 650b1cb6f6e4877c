//! Records that belong to a client named by its keys, and products: orders, payments, interactions,
//! products. Each record stands for itself: one that is refused leaves the others of its portion.

mod interactions;
mod orders;
mod payments;
mod products;

use std::collections::HashMap;

use domain::id::ClientId;
use domain::import::{Decision, Field, KeyKind, MatchKey, MergeRules, StagedRow, keys};
use domain::policy::{Entity, Scope};
use domain::setting::Settings;
use store::import::Staged;

pub(super) use interactions::Interactions;
pub(super) use orders::Orders;
pub(super) use payments::Payments;
pub(super) use products::Products;

use super::clients::index::{Index, look_up};
use super::run::{Row, Shared, Verdict};
use super::{Options, found};
use crate::client::Refusal;
use crate::context::Context;
use crate::job::Failure;
use crate::{DbError, DbTx};

/// What the writers of all these kinds hold.
pub(super) struct Desk<'a> {
    pub(super) ctx: &'a Context,
    pub(super) settings: &'a Settings,
    pub(super) scope: Scope,
    pub(super) rules: MergeRules,
    pub(super) new_entries: bool,
    country: domain::country::Country,
}

impl<'a> Desk<'a> {
    pub(super) fn new(shared: &Shared<'a>) -> Result<Self, Failure> {
        let options = Options::parse(&shared.run.options);
        let forbidden =
            |error: domain::policy::Forbidden| Failure::Code("policy.forbidden", error.to_string());
        Ok(Self {
            ctx: shared.ctx,
            settings: shared.settings,
            scope: shared.ctx.scope(Entity::Order).map_err(forbidden)?,
            rules: options.rules(shared.settings),
            new_entries: options.new_entries,
            country: shared.stager.context.country,
        })
    }

    /// The clients of rows, in their order: the one, or why there is none.
    pub(super) fn clients(
        &self,
        tx: &mut DbTx,
        rows: &[Row],
    ) -> Result<Vec<Result<ClientId, &'static str>>, DbError> {
        let keys: Vec<Vec<MatchKey>> = rows
            .iter()
            .map(|(row, values)| keys(kind_of(row, values), values, self.country))
            .collect();
        let index = Index::of_keys(tx, keys.iter().flatten())?;
        let found = store::import::cards(tx, &index.clients())?;
        let seen: HashMap<ClientId, bool> = found
            .iter()
            .map(|(id, card)| (*id, self.scope.covers(card.client.data.manager_id)))
            .collect();
        Ok(keys.iter().map(|keys| one(keys, &index, &seen)).collect())
    }

    /// What people or the rules say about a record that is there.
    pub(super) fn same(&self, row: &Staged) -> Decision {
        row.decision.unwrap_or(self.rules.same)
    }

    /// What people or the rules say about a record that is new.
    pub(super) fn new_one(&self, row: &Staged) -> Decision {
        row.decision.unwrap_or(self.rules.new)
    }
}

/// Keys of the client of a row of any of these kinds are the same.
fn kind_of(_: &Staged, _: &StagedRow) -> domain::import::Kind {
    domain::import::Kind::Payments
}

/// The strongest key that belongs to somebody decides; to several, nobody is meant.
fn one(
    keys: &[MatchKey],
    index: &Index,
    seen: &HashMap<ClientId, bool>,
) -> Result<ClientId, &'static str> {
    for key in keys.iter().filter(|key| key.kind != KeyKind::OrderNumber) {
        let mut of_key = index
            .get(&look_up(key))
            .iter()
            .filter(|id| seen.get(id).copied().unwrap_or(false));
        match (of_key.next(), of_key.next()) {
            (Some(client), None) => return Ok(*client),
            (Some(_), Some(_)) => return Err("import.client_ambiguous"),
            (None, _) => {}
        }
    }
    Err("import.client_unknown")
}

/// Why a row is not looked at further, if it is not.
pub(super) fn refused(row: &Staged, values: &StagedRow) -> Option<Verdict> {
    if row.decision == Some(Decision::Skip) {
        return Some(Verdict::new(row, domain::import::Outcome::Skipped, None));
    }
    found::refusal(values).map(|code| Verdict::refused(row, code))
}

/// A decimal text in whole units of 10⁻ⁿ; rounded half up where it has more places.
pub(super) fn scaled(text: &str, places: u32) -> Option<i64> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut value: i64 = 0;
    let wanted = places as usize;
    let fraction = fraction.bytes().chain(std::iter::repeat(b'0'));
    for digit in whole.bytes().chain(fraction.clone().take(wanted)) {
        if !digit.is_ascii_digit() {
            return None;
        }
        value = value
            .checked_mul(10)?
            .checked_add(i64::from(digit - b'0'))?;
    }
    let next = fraction.skip(wanted).take(1).next().unwrap_or(b'0');
    if next >= b'5' {
        value = value.checked_add(1)?;
    }
    Some(if negative { -value } else { value })
}

/// The first refused field as a code.
pub(super) fn code(refusals: &[Refusal]) -> String {
    refusals
        .first()
        .map_or("fields.invalid", |refusal| refusal.code)
        .to_owned()
}

/// The value of a field, in units of 10⁻ⁿ.
pub(super) fn number(values: &StagedRow, field: Field, places: u32) -> Option<i64> {
    scaled(values.one(field)?, places)
}

/// Whether a failed statement tells of the row rather than of the database.
pub(super) fn is_of_row(error: &DbError) -> bool {
    matches!(
        error,
        DbError::Unique { .. } | DbError::ForeignKey | DbError::Check(_)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_become_whole_units() {
        for (text, places, value) in [
            ("12.34", 2, Some(1234)),
            ("12", 2, Some(1200)),
            ("-0.005", 2, Some(-1)),
            ("0.004", 2, Some(0)),
            ("1.5", 0, Some(2)),
            ("1.5", 3, Some(1500)),
            ("99999999999999999999", 2, None),
            ("1e5", 2, None),
        ] {
            assert_eq!(scaled(text, places), value, "{text}");
        }
    }
}
