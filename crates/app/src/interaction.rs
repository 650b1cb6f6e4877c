//! Interactions: recording one moves the client's last interaction and its marker in the same
//! transaction. The timeline joins them with the journal.

use domain::client::Client;
use domain::id::PersonId;
use domain::interaction::{
    Direction, Effect, FUTURE_LIMIT_HOURS, InteractionData, InteractionKind, Outcome, TEXT_LIMIT,
};
use domain::part::Part;
use domain::policy::Action;
use domain::text;
use jiff::{SignedDuration, Timestamp};

use crate::client::{Patch, Refusal, refresh_standing};
use crate::context::Context;
use crate::part::{Error, Kind};
use crate::person::{filled, keep};
use crate::{DbError, DbTx};

/// What comes in about an interaction.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Input {
    /// With whom.
    pub person_id: Patch<PersonId>,
    /// Code of the kind.
    pub kind: Option<String>,
    /// Code of the effect.
    pub effect: Option<String>,
    /// Code of the direction.
    pub direction: Option<String>,
    /// Code of the outcome.
    pub outcome: Option<String>,
    /// When; now when absent.
    pub happened_at: Option<Timestamp>,
    /// What was said.
    pub note: Patch<String>,
}

impl Input {
    /// A new interaction.
    pub fn create(&self, ctx: &Context) -> Result<InteractionData, Error> {
        if self.kind.is_none() {
            return Err(Error::refused("kind", "code.unknown"));
        }
        let mut data = InteractionData {
            person_id: None,
            kind: InteractionKind::Call,
            effect: Effect::Effective,
            direction: Direction::Out,
            outcome: Outcome::None,
            happened_at: ctx.now,
            note: None,
        };
        self.apply(ctx, &mut data)?;
        Ok(data)
    }

    /// Puts the given fields into `data`.
    pub fn apply(&self, ctx: &Context, data: &mut InteractionData) -> Result<(), Error> {
        fn code<T: std::str::FromStr>(
            refusals: &mut Vec<Refusal>,
            field: &'static str,
            given: Option<&String>,
            kept: &mut T,
        ) {
            match given.map(|code| code.parse()) {
                Some(Ok(value)) => *kept = value,
                Some(Err(_)) => refusals.push(Refusal::new(field, "code.unknown")),
                None => {}
            }
        }
        let mut refusals = Vec::new();
        if let Some(person) = self.person_id {
            data.person_id = person;
        }
        code(&mut refusals, "kind", self.kind.as_ref(), &mut data.kind);
        code(
            &mut refusals,
            "effect",
            self.effect.as_ref(),
            &mut data.effect,
        );
        code(
            &mut refusals,
            "direction",
            self.direction.as_ref(),
            &mut data.direction,
        );
        code(
            &mut refusals,
            "outcome",
            self.outcome.as_ref(),
            &mut data.outcome,
        );
        if let Some(at) = self.happened_at {
            let latest = ctx.now + SignedDuration::from_hours(FUTURE_LIMIT_HOURS);
            if at <= latest && at >= Timestamp::UNIX_EPOCH {
                data.happened_at = at;
            } else {
                refusals.push(Refusal::new("happened_at", "interaction.moment"));
            }
        }
        let note = self
            .note
            .as_ref()
            .map(|note| filled(note).map(|n| text::block(n, TEXT_LIMIT)));
        keep(&mut refusals, "note", note, &mut data.note);
        if refusals.is_empty() {
            Ok(())
        } else {
            Err(Error::Invalid(refusals))
        }
    }
}

impl Kind for InteractionData {
    const RIGHT: Action = Action::InteractionWrite;

    fn person(&self) -> Option<PersonId> {
        self.person_id
    }

    fn follow(
        tx: &mut DbTx,
        client: &Client,
        before: Option<&Part<Self>>,
        after: Option<&Part<Self>>,
    ) -> Result<(), DbError> {
        let telling =
            |part: Option<&Part<Self>>| part.is_some_and(|part| part.data.outcome != Outcome::None);
        // Markers of the analysis are concluded from outcomes.
        if telling(before) || telling(after) {
            store::order::mark_changed(tx, client.id)?;
        }
        refresh_standing(tx, client.id)
    }
}
