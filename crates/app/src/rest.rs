//! The rest of clients between contacts: the gate that every contact passes, lifting it, and what is
//! kept of it on the row of a client.

use domain::client::{Client, ClientData};
use domain::id::{ClientId, UserId};
use domain::interaction::{Direction, Effect, InteractionData};
use domain::part::Part;
use domain::policy::{Action, Actor, Entity};
use domain::rest::{Contact, MOST_DAYS, REASON_LIMIT, Rest, RestLiftData, Terms, check};
use domain::setting::Settings;
use domain::text;
use jiff::{SignedDuration, Timestamp};
use store::rest::Made;

use crate::context::Context;
use crate::part::{self, Error, Kind};
use crate::{DbError, DbTx, setting};

fn terms(tx: &mut DbTx, settings: &Settings, client: &ClientData) -> Result<Terms, DbError> {
    let segment = match client.segment_id {
        Some(segment) => store::rest::of_segment(tx, segment)?,
        None => None,
    };
    Ok(Terms::of(settings, client, segment))
}

fn contact(settings: &Settings, made: Made) -> Contact {
    Contact {
        at: made.at,
        by: made.by,
        agreed_at: made.agreed_day.map(|day| setting::start_of(settings, day)),
    }
}

/// Whether `by` may contact the client at `at`. `except`: a contact that is changed, as it was.
pub(crate) fn pass(
    tx: &mut DbTx,
    client: &Client,
    at: Timestamp,
    by: UserId,
    except: Option<&Part<InteractionData>>,
) -> Result<(), Error> {
    let settings = setting::load(tx)?;
    let terms = terms(tx, &settings, &client.data)?;
    if terms.days == 0 {
        return Ok(());
    }
    let (from, to) = terms.reach(at);
    let made = store::rest::between(tx, client.id, from, to)?;
    let mut contacts: Vec<Contact> = made
        .into_iter()
        .map(|one| contact(&settings, one))
        .collect();
    if let Some(old) = except {
        let same = |one: &Contact| one.at == old.data.happened_at && one.by == old.created_by;
        if let Some(place) = contacts.iter().position(same) {
            contacts.remove(place);
        }
    }
    // A hand-over brings two employees to a client on purpose (R186): neither rests from the other.
    let day = setting::today(&settings, at);
    let joint = store::conveyor::open_joint(tx, client.id)?.filter(|of| of.hands_over_on(day));
    if let Some(other) = joint.and_then(|joint| joint.other(by)) {
        contacts.retain(|one| one.by != other);
    }
    // After the last contact another day may have been agreed on when it was only tried.
    let before = contacts.iter_mut().filter(|one| one.at <= at);
    if let Some(last) = before.max_by_key(|one| one.at) {
        last.agreed_at = agreed(tx, &settings, client.id, last.at)?;
    }
    let opened = store::rest::opened(tx, client.id, from)?;
    check(terms, at, by, &contacts, &opened).map_err(Error::Resting)
}

fn agreed(
    tx: &mut DbTx,
    settings: &Settings,
    client: ClientId,
    since: Timestamp,
) -> Result<Option<Timestamp>, DbError> {
    let day = store::rest::agreed_since(tx, client, since)?;
    Ok(day.map(|day| setting::start_of(settings, day)))
}

/// Whether an interaction is one of those that a client rests from.
pub(crate) fn disturbs(data: &InteractionData) -> bool {
    data.direction == Direction::Out && data.effect == Effect::Effective
}

/// Lifts the rest of a client within the transaction of the contact that needs it.
pub(crate) fn lift(
    tx: &mut DbTx,
    ctx: &Context,
    client: ClientId,
    reason: &str,
) -> Result<(), Error> {
    ctx.may(Action::RestLift)?;
    part::insert(tx, ctx, client, read(reason, "despite_rest")?)?;
    Ok(())
}

/// A lift as it is kept.
pub fn read(reason: &str, field: &'static str) -> Result<RestLiftData, Error> {
    let reason =
        text::block(reason, REASON_LIMIT).map_err(|error| Error::refused(field, error.code()))?;
    Ok(RestLiftData { reason })
}

/// Concludes the rest of a client from what stands in its history.
pub(crate) fn settle(tx: &mut DbTx, id: ClientId) -> Result<(), DbError> {
    // The product itself concludes, whoever made the event.
    let Ok(everything) = Actor::system().scope(Entity::Client) else {
        return Ok(());
    };
    let Some(client) = store::client::find(tx, &everything, id)? else {
        return Ok(());
    };
    let settings = setting::load(tx)?;
    let last = store::rest::last(tx, id)?.map(|made| contact(&settings, made));
    let since = last.map_or(Timestamp::UNIX_EPOCH, |last| last.at);
    let agreed = agreed(tx, &settings, id, since)?;
    let (turned, lifted) = store::rest::opened_last(tx, id)?;
    let terms = terms(tx, &settings, &client.data)?;
    let rest = Rest::conclude(terms, last, agreed, turned, lifted);
    if rest != client.standing.rest {
        store::rest::keep(tx, id, rest)?;
    }
    Ok(())
}

/// A setting or a segment changed: every rest that may still go on ends by the rules of now.
pub(crate) fn rules_changed(tx: &mut DbTx, now: Timestamp) -> Result<(), DbError> {
    let settings = setting::load(tx)?;
    let longest = SignedDuration::from_hours(24 * MOST_DAYS);
    store::rest::conclude_all(tx, &settings, now.checked_sub(longest).unwrap_or(now))?;
    Ok(())
}

/// Whether a change of the card may change how long the client rests.
pub(crate) fn depends(before: &ClientData, after: &ClientData) -> bool {
    before.segment_id != after.segment_id
        || before.temperature != after.temperature
        || before.relation != after.relation
}

/// Who may lift a rest, for the refusal.
pub fn lifters() -> Vec<domain::policy::Role> {
    domain::policy::may_do(Action::RestLift)
}

impl Kind for RestLiftData {
    const RIGHT: Action = Action::RestLift;

    fn follow(
        tx: &mut DbTx,
        client: &Client,
        _: Option<&Part<Self>>,
        _: Option<&Part<Self>>,
    ) -> Result<(), DbError> {
        settle(tx, client.id)
    }
}
