//! Deals: one passage of a client through a funnel. A move is a pure step of a state machine; what
//! coefficients are counted from is the first time on each step, so going back and forth counts
//! once. Steps left out on the way forward were passed in that moment.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::client::Client;
use crate::code::code_enum;
use crate::funnel::{Event, Required, Step, place};
use crate::gate::{Known, Need};
use crate::id::{
    CleanListId, ClientId, DealId, DealMoveId, FunnelId, OrderId, PersonId, ProductGroupId,
    SegmentId, SourceId, UserId,
};
use crate::money::Currency;

/// The longest title, in characters.
pub const TITLE_LIMIT: usize = 200;
/// The longest note of a move, in characters.
pub const NOTE_LIMIT: usize = 2_000;
/// How far ahead a day may lie, in days.
pub const AHEAD: i32 = 3_660;

code_enum! {
    /// How a deal stands.
    pub enum DealState {
        /// It goes on.
        Open = "open",
        /// The last step was reached.
        Won = "won",
        /// The client said no.
        Refused = "refused",
        /// The client put it off until a day; no refusal (R289).
        Postponed = "postponed",
    }
}

code_enum! {
    /// What happened with a deal.
    pub enum MoveKind {
        /// It began.
        Started = "started",
        /// It went on to a later step.
        Forward = "forward",
        /// It went back to an earlier step.
        Back = "back",
        /// It reached the last step.
        Won = "won",
        /// The client said no.
        Refused = "refused",
        /// The client put it off.
        Postponed = "postponed",
        /// It goes on after all.
        Reopened = "reopened",
        /// The last of these was taken back.
        Undone = "undone",
    }
}

/// A deal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deal {
    /// Identity.
    pub id: DealId,
    /// From 1 on.
    pub number: i64,
    /// Of whom.
    pub client_id: ClientId,
    /// In which funnel.
    pub funnel_id: FunnelId,
    /// The version by which it was moved last.
    pub funnel_version: i64,
    /// What it is called.
    pub title: Option<String>,
    /// Key of the step it stands on.
    pub step: String,
    /// How it stands.
    pub state: DealState,
    /// Since when it stands there.
    pub stepped_at: Timestamp,
    /// Currency of the amount.
    pub currency: Option<Currency>,
    /// What it is worth, minor units.
    pub amount_minor: Option<i64>,
    /// The same in the reporting currency.
    pub base_amount_minor: Option<i64>,
    /// Whom it is spoken of with.
    pub person_id: Option<PersonId>,
    /// What it is about.
    pub product_group_id: Option<ProductGroupId>,
    /// The cleaned list it came from.
    pub clean_list_id: Option<CleanListId>,
    /// Where the client came from when it began.
    pub source_id: Option<SourceId>,
    /// The segment of the client when it began.
    pub segment_id: Option<SegmentId>,
    /// When it began.
    pub started_at: Timestamp,
    /// On which day.
    pub started_day: Date,
    /// When it is expected to be won.
    pub expected_day: Option<Date>,
    /// When one comes back to it after it was refused or postponed.
    pub return_day: Option<Date>,
    /// When it was won, refused or postponed.
    pub ended_at: Option<Timestamp>,
    /// The order that came of it.
    pub order_id: Option<OrderId>,
    /// Who began it; none: the product.
    pub created_by: Option<UserId>,
    /// Last change.
    pub updated_at: Timestamp,
    /// Counts changes.
    pub version: i64,
}

/// Something that happened with a deal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// Identity.
    pub id: DealMoveId,
    /// Of which deal.
    pub deal_id: DealId,
    /// When.
    pub at: Timestamp,
    /// On which day.
    pub day: Date,
    /// What.
    pub kind: MoveKind,
    /// From which step.
    pub from_step: Option<String>,
    /// To which step.
    pub to_step: String,
    /// By whom; none: the product.
    pub by_id: Option<UserId>,
    /// Whose client it was then.
    pub manager_id: Option<UserId>,
    /// What was said.
    pub note: Option<String>,
}

/// What is wanted of a deal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// To a step.
    To(String),
    /// The client says no.
    Refuse,
    /// The client puts it off until a day.
    Postpone(Date),
    /// It goes on after all.
    Reopen,
    /// Something happened that moves deals by itself.
    Event(Event),
}

/// How a deal stands, as far as moves ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Key of its step.
    pub step: String,
    /// Its state.
    pub state: DealState,
    /// The steps it has reached so far.
    pub reached: BTreeSet<String>,
}

/// What a move comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// What happened.
    pub kind: MoveKind,
    /// The step it stands on now.
    pub step: String,
    /// How it stands now.
    pub state: DealState,
    /// Steps reached for the first time, in the order of the funnel.
    pub passed: Vec<String>,
}

/// Why a move is not made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0)]
pub struct Stop(pub &'static str);

/// A new deal on the first step, or on a later one.
pub fn start(steps: &[Step], at: Option<&str>) -> Result<Moved, Stop> {
    let to = match at {
        None => 0,
        Some(key) => place(steps, key).ok_or(Stop("deal.step"))?,
    };
    if to + 1 >= steps.len() {
        return Err(Stop("deal.step"));
    }
    Ok(Moved {
        kind: MoveKind::Started,
        step: steps[to].key.clone(),
        state: DealState::Open,
        passed: steps[..=to].iter().map(|step| step.key.clone()).collect(),
    })
}

impl Standing {
    /// How a new deal stands.
    pub fn begun(moved: &Moved) -> Self {
        Self {
            step: moved.step.clone(),
            state: moved.state,
            reached: moved.passed.iter().cloned().collect(),
        }
    }

    /// The same after a move.
    #[must_use]
    pub fn after(&self, moved: &Moved) -> Self {
        let mut reached = self.reached.clone();
        reached.extend(moved.passed.iter().cloned());
        Self {
            step: moved.step.clone(),
            state: moved.state,
            reached,
        }
    }

    /// What a command comes to; `Ok(None)`: an event that does not concern this deal.
    pub fn obey(
        &self,
        steps: &[Step],
        command: &Command,
        today: Date,
    ) -> Result<Option<Moved>, Stop> {
        let live = matches!(self.state, DealState::Open | DealState::Postponed);
        let stays = |kind, state| {
            Ok(Some(Moved {
                kind,
                step: self.step.clone(),
                state,
                passed: Vec::new(),
            }))
        };
        match command {
            Command::Reopen if self.state == DealState::Won => Err(Stop("deal.won")),
            Command::Reopen if self.state == DealState::Open => Err(Stop("deal.open")),
            Command::Reopen => stays(MoveKind::Reopened, DealState::Open),
            Command::Event(event) => {
                if !live {
                    return Ok(None);
                }
                let from = place(steps, &self.step).ok_or(Stop("deal.step"))?;
                let later = steps.iter().enumerate().skip(from + 1);
                let mut leads = later.filter(|(_, step)| step.event == Some(*event));
                Ok(leads.next().map(|(to, _)| self.moved(steps, from, to)))
            }
            _ if !live => Err(Stop("deal.ended")),
            Command::Refuse => stays(MoveKind::Refused, DealState::Refused),
            Command::Postpone(day) => {
                let days = (*day - today).get_days();
                if (1..=AHEAD).contains(&days) {
                    stays(MoveKind::Postponed, DealState::Postponed)
                } else {
                    Err(Stop("deal.return_day"))
                }
            }
            Command::To(key) => {
                let from = place(steps, &self.step).ok_or(Stop("deal.step"))?;
                let to = place(steps, key).ok_or(Stop("deal.step"))?;
                let next = &steps[from].next;
                if to == from && self.state == DealState::Open {
                    return Err(Stop("deal.same_step"));
                }
                if to == from {
                    return stays(MoveKind::Reopened, DealState::Open);
                }
                if !next.is_empty() && !next.contains(key) {
                    return Err(Stop("deal.not_next"));
                }
                Ok(Some(self.moved(steps, from, to)))
            }
        }
    }

    fn moved(&self, steps: &[Step], from: usize, to: usize) -> Moved {
        let won = to + 1 == steps.len();
        let new = |step: &&Step| to > from && !self.reached.contains(&step.key);
        Moved {
            kind: if won {
                MoveKind::Won
            } else if to > from {
                MoveKind::Forward
            } else {
                MoveKind::Back
            },
            step: steps[to].key.clone(),
            state: if won { DealState::Won } else { DealState::Open },
            passed: steps[..=to]
                .iter()
                .filter(new)
                .map(|step| step.key.clone())
                .collect(),
        }
    }
}

/// What is missing for a deal to come to the step `to`: what the steps that it passes on the way ask
/// for, too.
pub fn missing(
    steps: &[Step],
    from: &str,
    to: &str,
    deal: &Deal,
    client: &Client,
) -> BTreeSet<Required> {
    let (Some(from), Some(to)) = (place(steps, from), place(steps, to)) else {
        return BTreeSet::new();
    };
    let known = Known::of(client);
    let lacks = |required: &Required| match required {
        Required::Title => deal.title.is_none(),
        Required::Amount => deal.amount_minor.is_none(),
        Required::ExpectedDay => deal.expected_day.is_none(),
        Required::Person => deal.person_id.is_none(),
        Required::ProductGroup => deal.product_group_id.is_none(),
        Required::Phone => !known.has(Need::Phone),
        Required::Email => !known.has(Need::Email),
        Required::TaxNumber => !known.has(Need::TaxNumber),
        Required::Region => !known.has(Need::Region),
        Required::Segment => !known.has(Need::Segment),
    };
    let passed = steps.iter().take(to + 1).skip(from + 1);
    passed
        .flat_map(|step| step.required.iter().copied())
        .filter(lacks)
        .collect()
}

#[cfg(test)]
mod tests;
