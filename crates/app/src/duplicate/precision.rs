//! How often the engine is right, measured by what people said of pairs drawn by lot.

use domain::duplicate::precision::{self as rule, BANDS, Precision};
use domain::policy::{Action, Entity, Scope};
use store::duplicate::{decision, pair};

use super::review::Error;
use crate::context::Context;
use crate::{App, DbError, DbTx, setting};

/// The precision of the engine on this base.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// By band of chance.
    pub bands: [Precision; BANDS.len()],
    /// Pairs of each band that wait.
    pub waiting: Vec<i64>,
    /// The chance from which on cards may be merged without asking.
    pub threshold: Option<f64>,
    /// The precision that this needs.
    pub least: f64,
}

/// The precision on pairs that the reader may see.
pub fn precision(app: &App, ctx: &Context) -> Result<Measured, Error> {
    ctx.may(Action::ClientMerge)?;
    let scope = ctx.scope(Entity::Client)?;
    Ok(app.db.read(|tx| measured(tx, &scope))?)
}

pub(super) fn measured(tx: &mut DbTx, scope: &Scope) -> Result<Measured, DbError> {
    let settings = setting::load(tx)?;
    let bands = rule::measure(&settings, &decision::samples(tx, scope)?);
    let waiting = pair::count_between(tx, scope, &BANDS)?;
    Ok(Measured {
        threshold: rule::threshold(&settings, &bands, &waiting),
        bands,
        waiting,
        least: rule::least(&settings),
    })
}
