//! The figures of the analysis over the base: each use case checks the right, limits the image to
//! the clients the asker may see, asks the pure crate and puts names to the numbers.

mod arithmetic;
mod beside;
mod cell;
mod classes;
mod codes;
mod concentration;
mod departure;
mod drill;
mod export;
mod folds;
mod held;
mod indicators;
mod keeper;
mod key_clients;
mod ladder;
mod loyalty;
mod matrix;
mod months;
mod movement;
mod moves;
mod names;
mod ordercheck;
mod overview;
mod pareto;
mod portrait;
mod question;
mod satisfaction;
mod snapshot;
mod stored;
mod stress;
mod value;
mod wallet;
mod warnings;
mod whitespace;
mod why;

use std::any::Any;
use std::sync::Arc;

pub use analysis::dynamics::By;
pub use analysis::{Basis, Day, Period, Refused, State, Window};
use domain::policy::{Field, Forbidden};
use serde::Serialize;
use utoipa::ToSchema;

pub use arithmetic::{Arithmetic, arithmetic};
pub use cell::{BadCell, Cell};
pub use classes::Moved;
pub use concentration::{AlarmScope, Concentration, concentration};
pub use departure::{Departure, departure};
pub use drill::{Drilled, Figures, Sort, client_ids, clients};
pub use export::export;
pub use indicators::{Division, Indicators, indicators};
pub use keeper::Keeper;
pub use key_clients::{KeyClients, KeyReason, key_clients};
pub use ladder::{Ladder, ladder};
pub use loyalty::{Ltv, OneTime, Sleeping, ltv, one_time, sleeping};
pub use matrix::{Abcxyz, Rfm, abcxyz, rfm};
pub use months::{Months, months};
pub use movement::{Cohorts, Dynamics, Kinds, Retention, cohorts, dynamics, kinds, retention};
pub use moves::{Movement, movement};
pub use names::Reference;
pub use ordercheck::{OrderCheck, OrderSet, order_check};
pub use overview::{Overview, overview};
pub use pareto::{Pareto, pareto};
pub use portrait::{Key, Portrait, portrait};
use question::Asked;
pub use question::{Question, Resolved, basis_codes, period_codes, window_of};
pub use satisfaction::AnswerSet;
pub(crate) use snapshot::{recall, snapshot};
pub use stress::{CrisisQuestion, Leave, Stress, stress};
pub use value::{BaseValue, Outlook, outlook, value};
pub use warnings::{Ground, Reason, Warnings, warnings};
pub use whitespace::{WhiteSpace, WhiteSpot, white_space, white_spots};
pub use why::{Why, why};

use crate::context::Context;
use crate::{App, DbError};

/// Why a figure is not given.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No right.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// The field may not be read by this asker.
    #[error("{0} may not be read")]
    FieldForbidden(Field),
    /// The orders cannot be added up.
    #[error(transparent)]
    Ledger(#[from] Refused),
    /// The day's quota of rows taken out is spent.
    #[error(transparent)]
    QuotaSpent(#[from] crate::client::QuotaSpent),
    /// The file could not be written.
    #[error(transparent)]
    File(#[from] tables::Error),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Something the ledger holds and the figure does not count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct LeftOut {
    /// What: `lines_after`, `lines_outside_window`, `lines_of_other_products`,
    /// `lines_without_cost`, `clients_filtered`.
    #[schema(value_type = String)]
    pub code: &'static str,
    /// How many.
    pub count: u64,
}

/// An answer: how the question was understood, what was left out, and the figure.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Answer<T> {
    /// The question with all defaults filled in.
    pub parameters: Resolved,
    /// What was not counted.
    pub left_out: Vec<LeftOut>,
    /// What has to be known to read the figure rightly: `cards_as_of_now` – what stands on the
    /// cards (segment, region, manager, relation, service class, marks) is taken as it is now,
    /// though the question is about a past day.
    #[schema(value_type = Vec<String>)]
    pub notes: Vec<&'static str>,
    /// Key of the definition in the reference of formulas.
    #[schema(value_type = String)]
    pub definition: &'static str,
    /// The figure.
    #[serde(flatten)]
    pub figure: T,
}

/// Answers a question, from what was answered before if nothing changed since.
fn answer<T: Any + Send + Sync>(
    app: &App,
    ctx: &Context,
    question: &Question,
    definition: &'static str,
    variant: &str,
    figure: impl FnOnce(&Asked) -> Result<T, Error>,
) -> Result<Arc<Answer<T>>, Error> {
    let asked = Asked::new(app, ctx, question)?;
    let key = format!(
        "{definition} {variant} {question:?} {:?} {:?} {:?} {}",
        asked.parameters,
        asked.settings,
        ctx.scope(domain::policy::Entity::Analysis)?.managers(),
        asked.sees_margin,
    );
    let version = asked.held.version;
    if let Some(known) = app.analysis.answer(&key, version, ctx.now) {
        return Ok(known);
    }
    let answer = Arc::new(Answer {
        parameters: asked.resolved(),
        left_out: left_out(&asked),
        notes: notes(&asked, definition),
        definition,
        figure: figure(&asked)?,
    });
    app.analysis
        .keep(key, version, Some(ctx.now), answer.clone());
    Ok(answer)
}

/// Figures that read the cards of clients and not only their orders.
const OF_CARDS: [&str; 12] = [
    "concentration",
    "departure",
    "indicators",
    "key_clients",
    "kinds",
    "ladder",
    "ltv",
    "movement",
    "overview",
    "portrait",
    "sleeping",
    "white_space",
];

/// Orders are seen as of the day asked for; cards are not: going back through the journal of every
/// client would cost more than the question is worth. So it is said.
fn notes(asked: &Asked, definition: &str) -> Vec<&'static str> {
    let question = &asked.question;
    let past = |day: Option<Day>| day.is_some_and(|day| asked.today.is_some_and(|now| day < now));
    let filtered =
        question.segment_id.is_some() || question.region.is_some() || question.manager_id.is_some();
    let cards = filtered || OF_CARDS.contains(&definition);
    if cards && (past(question.as_of) || past(question.compare_to)) {
        vec!["cards_as_of_now"]
    } else {
        Vec::new()
    }
}

fn left_out(asked: &Asked) -> Vec<LeftOut> {
    let left = asked.view().left_out();
    let margin = asked.parameters.basis == Basis::Margin;
    let counts = [
        ("lines_after", left.lines_after),
        ("lines_outside_window", left.lines_outside_window),
        ("lines_of_other_products", left.lines_of_other_products),
        (
            "lines_without_cost",
            if margin { left.lines_without_cost } else { 0 },
        ),
        ("clients_filtered", left.clients_filtered),
    ];
    let some = counts.into_iter().filter(|(_, count)| *count > 0);
    some.map(|(code, count)| LeftOut { code, count }).collect()
}
