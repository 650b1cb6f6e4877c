//! Settings in force, and their change.

use std::collections::BTreeMap;

use domain::journal::JournalAction;
use domain::policy::{Action, Forbidden, Rules};
use domain::setting::{
    COMPANY_CURRENCY, COMPANY_TIME_ZONE, Definition, HEAD_OF_SALES_SCOPE, SettingError, Settings,
    Value,
};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::json;

use crate::context::Context;
use crate::journal::{self, Entry};
use crate::{App, DbError, DbTx};

/// Why settings are not changed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No right.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// A value is refused.
    #[error("{name}: {error}")]
    Refused {
        /// The setting.
        name: String,
        /// Why.
        error: SettingError,
    },
    /// Orders and payments are kept in the currency of reports too, converted on their days:
    /// another one now would add up two currencies as one.
    #[error("orders or payments are kept in {in_force}; choose the currency before the first one")]
    CurrencyInUse {
        /// The currency that stays.
        in_force: String,
    },
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// The settings in force. A stored value that this version does not allow counts as not set.
pub fn load(tx: &mut DbTx) -> Result<Settings, DbError> {
    let mut settings = Settings::default();
    for (name, text) in store::setting::list(tx)? {
        let kept = serde_json::from_str(&text)
            .ok()
            .map(|value| settings.set(&name, value));
        if !matches!(kept, Some(Ok(()))) {
            tracing::warn!(
                setting = name,
                "a stored setting is not usable; its default holds"
            );
        }
    }
    Ok(settings)
}

/// The settings in force, for whoever needs them outside a transaction.
pub fn current(app: &App) -> Result<Settings, DbError> {
    app.db.read(load)
}

/// The moment at which the company's day of `now` began.
pub(crate) fn start_of_day(settings: &Settings, now: Timestamp) -> Timestamp {
    let zone = TimeZone::get(settings.text(&COMPANY_TIME_ZONE)).unwrap_or(TimeZone::UTC);
    now.to_zoned(zone)
        .start_of_day()
        .map_or(now, |start| start.timestamp())
}

/// The moment at which a day begins in the time zone of the company.
pub(crate) fn start_of(settings: &Settings, day: Date) -> Timestamp {
    let zone = TimeZone::get(settings.text(&COMPANY_TIME_ZONE)).unwrap_or(TimeZone::UTC);
    day.to_zoned(zone)
        .map_or(Timestamp::MIN, |start| start.timestamp())
}

/// The business day at `now`, in the time zone of the company.
pub(crate) fn today(settings: &Settings, now: Timestamp) -> Date {
    let zone = TimeZone::get(settings.text(&COMPANY_TIME_ZONE)).unwrap_or(TimeZone::UTC);
    now.to_zoned(zone).date()
}

/// The part of the policy that settings adjust.
pub(crate) fn rules(settings: &Settings) -> Rules {
    Rules {
        head_sees_team_only: settings.choice(&HEAD_OF_SALES_SCOPE) == "team",
    }
}

/// Changes settings, all or none; `None` goes back to the default. Returns what is in force then.
pub fn change(
    app: &App,
    ctx: &Context,
    wanted: &BTreeMap<String, Option<Value>>,
) -> Result<Settings, Error> {
    ctx.may(Action::SettingWrite)?;
    app.db.write(|tx| change_in(tx, ctx, wanted))
}

/// The settings as a change makes them, if it may be made.
pub(crate) fn changed(
    before: &Settings,
    wanted: &BTreeMap<String, Option<Value>>,
) -> Result<Settings, Error> {
    let mut after = before.clone();
    for (name, value) in wanted {
        let refused = |error| Error::Refused {
            name: name.clone(),
            error,
        };
        let definition = Definition::named(name).ok_or(refused(SettingError::Unknown))?;
        let value = value.clone().unwrap_or_else(|| definition.default());
        after.set(name, value).map_err(refused)?;
    }
    after
        .check_pairs()
        .map_err(|(name, error)| Error::Refused {
            name: name.to_owned(),
            error,
        })?;
    Ok(after)
}

/// Changes settings within a transaction; whoever calls has looked whether the actor may.
pub(crate) fn change_in(
    tx: &mut DbTx,
    ctx: &Context,
    wanted: &BTreeMap<String, Option<Value>>,
) -> Result<Settings, Error> {
    let before = load(tx)?;
    let after = changed(&before, wanted)?;
    let in_force = before.text(&COMPANY_CURRENCY);
    if in_force != after.text(&COMPANY_CURRENCY)
        && (store::order::any(tx)? || store::payment::any(tx)? || store::source::any_cost(tx)?)
    {
        let in_force = in_force.to_owned();
        return Err(Error::CurrencyInUse { in_force });
    }
    let touches = |group: &str| wanted.keys().any(|name| name.starts_with(group));
    for name in wanted.keys() {
        let Some(definition) = Definition::named(name) else {
            continue;
        };
        let (old, new) = (before.value(definition), after.value(definition));
        if old == new {
            continue;
        }
        if new == definition.default() {
            store::setting::delete(tx, name)?;
        } else {
            store::setting::put(tx, name, &json!(new).to_string())?;
        }
        let details = json!({ "setting": name, "before": old, "after": new });
        let entry = Entry::note(JournalAction::Setting, "setting", None, &details);
        journal::record(tx, ctx, entry)?;
    }
    if touches("rest.") {
        crate::rest::rules_changed(tx, ctx.now)?;
    }
    Ok(after)
}
