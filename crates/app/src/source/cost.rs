//! What sources cost. Only those who keep the directory see the money.

use domain::id::{ImportId, SourceCostId, SourceId};
use domain::money::{AMOUNT_LIMIT, Money};
use domain::policy::Action;
use domain::setting::Settings;
use domain::source::{CostBasis, CostData, QUANTITY_LIMIT, SourceCost};
use jiff::civil::Date;
use store::import::Sight;

use super::{Error, note};
use crate::client::{Patch, Refusal};
use crate::context::Context;
use crate::journal::{self, Entry, Reversal, Target, UndoError};
use crate::{App, DbTx, rate, setting};

const ENTITY: &str = "source_cost";

/// What comes in about a cost; absent fields stay.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CostInput {
    /// Code of how it is reckoned; `once` when absent.
    pub basis: Option<String>,
    /// The sum, or the price of one item; needed for a new one.
    pub amount_minor: Option<i64>,
    /// Its currency; the reporting one when absent.
    pub currency: Option<String>,
    /// Items of a price for each.
    pub quantity: Option<i64>,
    /// Its day, or the first of its time; today when absent.
    pub from_day: Option<Date>,
    /// The last day of its time.
    pub until_day: Option<Date>,
    /// The import whose rows were paid for.
    pub import_id: Patch<ImportId>,
    /// More about it.
    pub note: Patch<String>,
}

impl CostInput {
    fn apply(&self, data: &mut CostData) -> Result<(), Error> {
        let mut refusals = Vec::new();
        match self.basis.as_deref().map(str::parse) {
            Some(Ok(basis)) => data.basis = basis,
            Some(Err(_)) => refusals.push(Refusal::new("basis", "code.unknown")),
            None => {}
        }
        match self.currency.as_deref().map(str::parse) {
            Some(Ok(currency)) => data.currency = currency,
            Some(Err(_)) => refusals.push(Refusal::new("currency", "money.not_a_currency")),
            None => {}
        }
        data.amount_minor = self.amount_minor.unwrap_or(data.amount_minor);
        if !(0..=AMOUNT_LIMIT).contains(&data.amount_minor) {
            refusals.push(Refusal::new("amount_minor", "number.out_of_range"));
        }
        data.quantity = match data.basis {
            CostBasis::Item => self.quantity.unwrap_or(data.quantity),
            CostBasis::Once | CostBasis::Period => 1,
        };
        if !(1..=QUANTITY_LIMIT).contains(&data.quantity) {
            refusals.push(Refusal::new("quantity", "number.out_of_range"));
        }
        data.from_day = self.from_day.unwrap_or(data.from_day);
        data.until_day = match data.basis {
            CostBasis::Period => self.until_day.unwrap_or(data.until_day.max(data.from_day)),
            CostBasis::Once | CostBasis::Item => data.from_day,
        };
        if data.until_day < data.from_day {
            refusals.push(Refusal::new("until_day", "day.before_first"));
        }
        data.import_id = self.import_id.unwrap_or(data.import_id);
        note(&self.note, &mut data.note, &mut refusals);
        if refusals.is_empty() {
            Ok(())
        } else {
            Err(Error::Invalid(refusals))
        }
    }
}

/// The costs of a source, the newest first.
pub fn costs(app: &App, ctx: &Context, source: SourceId) -> Result<Vec<SourceCost>, Error> {
    ctx.may(Action::DictionaryWrite)?;
    app.db.read(|tx| {
        store::source::find(tx, source)?.ok_or(Error::NotFound)?;
        Ok(store::source::costs(tx, Some(source))?)
    })
}

/// Adds a cost.
pub fn create_cost(
    app: &App,
    ctx: &Context,
    source: SourceId,
    input: &CostInput,
) -> Result<SourceCost, Error> {
    ctx.may(Action::DictionaryWrite)?;
    if input.amount_minor.is_none() {
        return Err(Error::refused("amount_minor", "field.missing"));
    }
    app.db.write(|tx| {
        store::source::find(tx, source)?.ok_or(Error::NotFound)?;
        let settings = setting::load(tx)?;
        let today = setting::today(&settings, ctx.now);
        let mut data = CostData {
            source_id: source,
            basis: CostBasis::Once,
            amount_minor: 0,
            currency: settings.currency(),
            quantity: 1,
            from_day: today,
            until_day: today,
            import_id: None,
            note: None,
        };
        input.apply(&mut data)?;
        check_import(tx, None, &data)?;
        let cost = SourceCost {
            id: ctx.id(),
            base_total_minor: value(tx, &settings, &data)?,
            data,
            version: 1,
            created_at: ctx.now,
            created_by: ctx.actor.user(),
            updated_at: ctx.now,
        };
        store::source::insert_costs(tx, [&cost])?;
        journal::record(tx, ctx, Entry::create(ENTITY, cost.id, &cost.data))?;
        Ok(cost)
    })
}

fn check_import(tx: &mut DbTx, before: Option<ImportId>, data: &CostData) -> Result<(), Error> {
    match data.import_id {
        Some(id) if before != Some(id) => {
            let run = store::import::find(tx, Sight::All, id)?;
            run.ok_or_else(|| Error::refused("import_id", "reference.unknown"))?;
            Ok(())
        }
        _ => Ok(()),
    }
}

/// The whole of it in the reporting currency, at the rate of its first day.
fn value(tx: &mut DbTx, settings: &Settings, data: &CostData) -> Result<i64, Error> {
    let out_of_range = || Error::refused("amount_minor", "number.out_of_range");
    let total = data.amount_minor.checked_mul(data.quantity);
    let total = Money::new(total.ok_or_else(out_of_range)?, data.currency);
    let total = total.map_err(|_| out_of_range())?;
    let base = rate::convert(tx, settings, total, data.from_day)??;
    Ok(base.map_err(|_| out_of_range())?.minor())
}

/// Changes a cost.
pub fn update_cost(
    app: &App,
    ctx: &Context,
    id: SourceCostId,
    version: i64,
    input: &CostInput,
) -> Result<SourceCost, Error> {
    ctx.may(Action::DictionaryWrite)?;
    app.db.write(|tx| {
        let before = found(tx, id, version)?;
        let mut after = before.clone();
        input.apply(&mut after.data)?;
        if after.data == before.data {
            return Ok(after);
        }
        check_import(tx, before.data.import_id, &after.data)?;
        let settings = setting::load(tx)?;
        after.base_total_minor = value(tx, &settings, &after.data)?;
        after.version += 1;
        after.updated_at = ctx.now;
        store::source::update_cost(tx, &after)?;
        let line = Entry::update(ENTITY, id, &before.data, &after.data);
        journal::record(tx, ctx, line)?;
        Ok(after)
    })
}

/// Removes a cost; undo brings it back.
pub fn delete_cost(app: &App, ctx: &Context, id: SourceCostId, version: i64) -> Result<(), Error> {
    ctx.may(Action::DictionaryWrite)?;
    app.db.write(|tx| {
        let cost = found(tx, id, version)?;
        store::source::delete_cost(tx, id)?;
        journal::record(tx, ctx, Entry::delete(ENTITY, id, &cost.data))?;
        Ok(())
    })
}

fn found(tx: &mut DbTx, id: SourceCostId, version: i64) -> Result<SourceCost, Error> {
    let cost = store::source::find_cost(tx, id)?.ok_or(Error::NotFound)?;
    if cost.version == version {
        Ok(cost)
    } else {
        Err(Error::VersionConflict {
            current: cost.version,
        })
    }
}

/// Takes a change of a cost back.
pub(crate) fn take_back(tx: &mut DbTx, ctx: &Context, undo: &Reversal) -> Result<(), UndoError> {
    ctx.may(Action::DictionaryWrite)?;
    let id = SourceCostId::from_uuid(undo.id);
    let current = store::source::find_cost(tx, id)?;
    match undo.to_state(current.as_ref().map(|cost| &cost.data))? {
        Target::Absent => store::source::delete_cost(tx, id)?,
        Target::Present(data) => {
            let refused = |code| UndoError::Refused { code };
            if store::source::find(tx, data.source_id)?.is_none() {
                return Err(refused("reference.unknown"));
            }
            let settings = setting::load(tx)?;
            let base = value(tx, &settings, &data).map_err(|error| match error {
                Error::Db(error) => UndoError::Db(error),
                Error::RateMissing(_) => refused("rate.missing"),
                _ => refused("number.out_of_range"),
            })?;
            let kept = current.as_ref();
            let cost = SourceCost {
                id,
                data,
                base_total_minor: base,
                version: kept.map_or(1, |cost| cost.version + 1),
                created_at: kept.map_or(ctx.now, |cost| cost.created_at),
                created_by: kept.map_or(ctx.actor.user(), |cost| cost.created_by),
                updated_at: ctx.now,
            };
            if kept.is_some() {
                store::source::update_cost(tx, &cost)?;
            } else {
                store::source::insert_costs(tx, [&cost])?;
            }
        }
    }
    Ok(())
}
