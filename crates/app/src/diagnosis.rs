//! The diagnosis: why the base does not grow (R177), from the figures of the clients the reader may
//! see. What a client costs is told only to those who see what was spent.

use domain::diagnosis::{Cause, Counted, Finding, judge};
use domain::policy::{Entity, Forbidden};
use domain::setting::{DIAGNOSIS_DAYS, DIAGNOSIS_REACHED};
use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::context::Context;
use crate::source::{self, Period};
use crate::{App, DbError, setting};

/// Why there is no diagnosis.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No right.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// The sources could not be counted.
    #[error(transparent)]
    Sources(#[from] source::Error),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnosis {
    /// Refusals and contacts since this day are counted.
    pub since: Date,
    /// A prospect nobody has spoken with since this day is told nothing.
    pub reached_since: Date,
    /// The causes in the order of the source.
    pub findings: Vec<Finding>,
}

/// Holds every cause against the figures.
pub fn diagnosis(app: &App, ctx: &Context) -> Result<Diagnosis, Error> {
    ctx.scope(Entity::Analysis)?;
    let scope = ctx.scope(Entity::Client)?;
    let settings = setting::current(app)?;
    let today = setting::today(&settings, ctx.now);
    let since = today.saturating_sub(settings.whole(&DIAGNOSIS_DAYS).days());
    let reached_since = today.saturating_sub(settings.whole(&DIAGNOSIS_REACHED).days());
    let gains = source::gains(
        app,
        ctx,
        Period {
            from: Some(reached_since),
            until: None,
        },
    )?;
    let cost = if gains.shows_spend && gains.total.spend_minor > 0 {
        Counted {
            part: gains.total.spend_minor,
            of: gains.total.revenue_minor,
            things: gains.total.clients,
        }
    } else {
        Counted::default()
    };
    app.db.read(|tx| {
        let from = setting::start_of(&settings, since);
        let reached = setting::start_of(&settings, reached_since);
        let refused = store::diagnosis::refused(tx, &scope, since)?;
        let unreached = store::diagnosis::unreached(tx, &scope, reached)?;
        let deciders = store::diagnosis::unknown_deciders(tx, &scope, from)?;
        let counted = |cause: Cause| match cause {
            Cause::Unknown => unreached,
            Cause::Competitors => refused.competitors,
            Cause::Market => refused.market,
            Cause::Information => deciders,
            Cause::Cost => cost,
            Cause::Objections => refused.objections,
        };
        let findings = Cause::ALL
            .iter()
            .map(|cause| judge(&settings, *cause, counted(*cause)))
            .collect();
        Ok(Diagnosis {
            since,
            reached_since,
            findings,
        })
    })
}
