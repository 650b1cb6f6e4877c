//! Interactions: recording one moves the client's last interaction and its marker in the same
//! transaction. The timeline joins them with the journal.

use domain::client::Client;
use domain::holding::Event;
use domain::id::{ClientId, InteractionId, PersonId};
use domain::interaction::{
    AGREED_LIMIT_DAYS, Direction, Effect, FUTURE_LIMIT_HOURS, Interaction, InteractionData,
    InteractionKind, MOST_MINUTES, Outcome, TEXT_LIMIT,
};
use domain::part::Part;
use domain::policy::{Action, Entity, Scope};
use domain::refusal::is_no;
use domain::text;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};

use crate::client::{Patch, Refusal, refresh_standing};
use crate::context::Context;
use crate::part::{self, Error, Kind};
use crate::person::{filled, keep};
use crate::{App, DbError, DbTx, deal, holding, refusal, rest};

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
    /// The day that was agreed on for the next contact.
    pub agreed_day: Patch<Date>,
    /// The reason to contact a client that rests: lifts the rest, for those who may.
    pub despite_rest: Option<String>,
    /// How many minutes it took.
    pub minutes: Patch<i64>,
    /// Code of what the time was for.
    pub purpose: Patch<String>,
    /// Why it is a NO; needed with one (R164).
    pub refusal: Option<refusal::Said>,
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
            agreed_day: None,
            minutes: None,
            purpose: None,
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
        match self.minutes {
            Some(Some(minutes)) if !(1..=MOST_MINUTES).contains(&minutes) => {
                refusals.push(Refusal::new("minutes", "interaction.minutes"));
            }
            Some(minutes) => data.minutes = minutes,
            None => {}
        }
        match self
            .purpose
            .as_ref()
            .map(|code| code.as_deref().map(str::parse))
        {
            Some(Some(Err(_))) => refusals.push(Refusal::new("purpose", "code.unknown")),
            Some(Some(Ok(purpose))) => data.purpose = Some(purpose),
            Some(None) => data.purpose = None,
            None => {}
        }
        if let Some(at) = self.happened_at {
            let latest = ctx.now + SignedDuration::from_hours(FUTURE_LIMIT_HOURS);
            if at <= latest && at >= Timestamp::UNIX_EPOCH {
                data.happened_at = at;
            } else {
                refusals.push(Refusal::new("happened_at", "interaction.moment"));
            }
        }
        if let Some(agreed) = self.agreed_day {
            let from = data.happened_at.to_zoned(TimeZone::UTC).date();
            let latest = from.saturating_add(AGREED_LIMIT_DAYS.days());
            if agreed.is_none_or(|day| day >= from && day <= latest) {
                data.agreed_day = agreed;
            } else {
                refusals.push(Refusal::new("agreed_day", "interaction.agreed_day"));
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

/// Adds an interaction to a client. A contact that we make passes the gate of the rest first.
pub fn create(
    app: &App,
    ctx: &Context,
    client: ClientId,
    input: &Input,
) -> Result<Interaction, Error> {
    ctx.may(Action::InteractionWrite)?;
    let scope = ctx.scope(Entity::Client)?;
    let data = input.create(ctx)?;
    app.db
        .write(|tx| create_in(tx, ctx, &scope, client, &data, input))
}

/// The part of [`create`] that others use within their own transaction.
pub(crate) fn create_in(
    tx: &mut DbTx,
    ctx: &Context,
    scope: &Scope,
    client: ClientId,
    data: &InteractionData,
    input: &Input,
) -> Result<Interaction, Error> {
    if rest::disturbs(data) {
        gate(tx, ctx, scope, client, data, None, input)?;
    }
    let made = part::create_in(tx, ctx, scope, client, data)?;
    if let Some(of) = deal::Happened::contact(client, data) {
        deal::happened(tx, ctx, &[of])?;
    }
    refusal::of_contact(tx, ctx, &made, input.refusal.as_ref())?;
    deal::ended_in(tx, ctx, &made)?;
    Ok(made)
}

/// Changes an interaction. One that becomes a contact we made, or is moved to another time, passes
/// the gate of the rest again.
pub fn update(
    app: &App,
    ctx: &Context,
    id: InteractionId,
    version: i64,
    input: &Input,
) -> Result<Interaction, Error> {
    let scope = ctx.scope(Entity::Client)?;
    part::update_with::<InteractionData>(app, ctx, id, version, |tx, before, data, _| {
        input.apply(ctx, data)?;
        let moved = data.happened_at != before.data.happened_at || !rest::disturbs(&before.data);
        if rest::disturbs(data) && moved {
            gate(tx, ctx, &scope, before.client_id, data, Some(before), input)?;
        }
        if is_no(data.outcome) && !is_no(before.data.outcome) {
            // one that was a NO before has its refusal, which comes back with it
            let known = store::refusal::of_interaction(tx, id)?;
            if known.is_none() || input.refusal.is_some() {
                let contact = Interaction {
                    data: data.clone(),
                    ..before.clone()
                };
                refusal::of_contact(tx, ctx, &contact, input.refusal.as_ref())?;
            }
        }
        Ok(())
    })
}

fn gate(
    tx: &mut DbTx,
    ctx: &Context,
    scope: &Scope,
    client: ClientId,
    data: &InteractionData,
    except: Option<&Interaction>,
    input: &Input,
) -> Result<(), Error> {
    let client = part::client_of(tx, scope, client)?;
    let by = except.map_or(ctx.actor.user(), |part| part.created_by);
    let answer = rest::pass(tx, &client, data.happened_at, by, except);
    match (answer, &input.despite_rest) {
        (Err(Error::Resting(_)), Some(reason)) => rest::lift(tx, ctx, client.id, reason),
        (answer, _) => answer,
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
        if let Some(after) = after {
            let event = Event::Interaction(after.data.outcome);
            holding::happened(tx, client.id, event, after.data.happened_at)?;
        }
        // The analysis counts talks, and concludes markers from what came of them.
        store::order::mark_changed(tx, client.id)?;
        refusal::contact_changed(tx, before, after)?;
        refusal::settle(tx, client.id)?;
        rest::settle(tx, client.id)?;
        refresh_standing(tx, client.id)
    }
}
