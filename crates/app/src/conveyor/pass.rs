//! From station to station: passing on with a meeting, giving back with a reason, refusing, and the
//! way from the contact person to those who decide.

use std::collections::HashSet;

use domain::client::Client;
use domain::conveyor::{
    Next, RefusalReason, ReturnReason, Station, Step, StepKind, next as next_of,
};
use domain::funnel;
use domain::gate::Stage;
use domain::holding::{Event, may_take};
use domain::id::{ClientId, PersonId, UserId};
use domain::interaction::Outcome;
use domain::person::PersonData;
use domain::policy::{Action, Actor, Entity, Role};
use domain::setting::{CONVEYOR_EVEN, HOLDING_COOLDOWN, HOLDING_IDLE, Settings};
use domain::task::TaskKind;
use domain::user::UserState;
use jiff::SignedDuration;
use jiff::civil::{Date, Time};
use serde_json::json;

use super::{Error, Rule, decides, note, qualify, step, worked, write};
use crate::context::Context;
use crate::{App, DbTx, client, deal, gate, holding, pool, setting, task};

/// The meeting with the next employee, booked in their calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    /// What it is called.
    pub title: String,
    /// The day.
    pub day: Date,
    /// At which time.
    pub starts: Time,
    /// How long; the usual length when absent.
    pub minutes: Option<i64>,
}

/// How a client is passed on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pass {
    /// To whom; by the rule when absent.
    pub to: Option<UserId>,
    /// The meeting.
    pub meeting: Option<Meeting>,
    /// What the next one has to know.
    pub note: Option<String>,
}

/// Passes a qualified client on to a seller, with a meeting in their calendar. Only one that is ours
/// and can buy now goes on (R180).
pub fn pass(app: &App, ctx: &Context, id: ClientId, input: &Pass) -> Result<Step, Error> {
    ctx.may(Action::ClientUpdate)?;
    let scope = ctx.scope(Entity::Client)?;
    let note = note(input.note.as_deref())?;
    app.db.write(|tx| {
        let client = worked(tx, ctx, &scope, id)?;
        let settings = setting::load(tx)?;
        let qualified = store::conveyor::last(tx, id, StepKind::Qualified)?;
        let returned = store::conveyor::last(tx, id, StepKind::Returned)?;
        let good = qualified.is_some_and(|step| {
            // A client that was given back is qualified again before it goes on.
            let since = returned.is_none_or(|returned| returned.at < step.at);
            since && qualify::is_good(&settings, ctx.now, &step)
        });
        if !good && !decides(ctx) {
            return Err(Error::Rule(Rule::assigners("conveyor.not_qualified")));
        }
        let from = client.data.manager_id;
        if let Some(holder) = from {
            let holder = store::user::find(tx, holder)?;
            if holder.is_some_and(|user| Station::of(user.role) != Some(Station::Telemarketing))
                && !decides(ctx)
            {
                return Err(Error::Rule(Rule::assigners("conveyor.station")));
            }
        }
        let to = match input.to {
            Some(user) => named(tx, ctx, &settings, user, Role::ActiveSeller)?,
            None => chosen(tx, ctx, &settings, id, Role::ActiveSeller)?,
        };
        gate_of(&settings, &client, to)?;
        if let Some(meeting) = &input.meeting {
            let work = task::Input {
                title: Some(meeting.title.clone()),
                due_day: Some(meeting.day),
                kind: Some(TaskKind::Meeting),
                starts: Some(Some(meeting.starts)),
                minutes: meeting.minutes,
                assignee_id: Some(to),
                client_id: Some(id),
                ..task::Input::default()
            };
            task::create_in(tx, ctx, &work)?;
        }
        // Passing on is what a telemarketer is there for: it counts as the agreed presentation.
        let event = Event::Interaction(Outcome::PresentationAgreed);
        holding::happened(tx, id, event, ctx.now)?;
        client::give(tx, ctx, &client, Some(to))?;
        let by_rule = input.to.is_none();
        let why = json!({ "by": if by_rule { "conveyor" } else { "hand" } });
        store::holding::explain(tx, id, &why.to_string())?;
        let made = Step {
            from_id: from,
            to_id: Some(to),
            day: input.meeting.as_ref().map(|meeting| meeting.day),
            note: note.clone(),
            details: Some(json!({ "by_rule": by_rule })),
            ..step(ctx, id, StepKind::Passed)
        };
        write(tx, ctx, &made)?;
        let passed = deal::Happened::new(id, funnel::Event::ConveyorPassed);
        deal::happened(tx, ctx, &[passed])?;
        Ok(made)
    })
}

/// Somebody chosen by hand: at work, of the right role, with room for one more unless whoever
/// chooses decides on that.
pub(super) fn named(
    tx: &mut DbTx,
    ctx: &Context,
    settings: &Settings,
    user: UserId,
    role: Role,
) -> Result<UserId, Error> {
    let found = store::user::find(tx, user)?.filter(|user| user.state == UserState::Active);
    if found.is_none_or(|user| user.role != role) {
        return Err(Error::refused("to", "reference.unknown"));
    }
    let loads = store::holding::loads(tx, &[user])?;
    let load = loads.get(&user).copied().unwrap_or_default();
    let most = domain::holding::capacity(settings, role);
    if may_take(load, most, settings.whole(&HOLDING_IDLE)).is_err() && !decides(ctx) {
        return Err(Error::Rule(Rule::assigners("conveyor.full")));
    }
    Ok(user)
}

/// The next of a role by the rule: at work, with room, also for a key client, from whom the client was not withdrawn
/// lately.
pub(super) fn chosen(
    tx: &mut DbTx,
    ctx: &Context,
    settings: &Settings,
    client: ClientId,
    role: Role,
) -> Result<UserId, Error> {
    // The rule looks at everybody, whoever asks it.
    let everybody = Actor::system().scope(Entity::Client)?;
    let days = |of| SignedDuration::from_hours(24 * settings.whole(of));
    let passed = store::conveyor::passed_to(tx, ctx.now - days(&CONVEYOR_EVEN))?;
    let today = setting::today(settings, ctx.now);
    let absences = store::absence::list(tx, today)?;
    let away: HashSet<UserId> = absences
        .iter()
        .filter(|absence| absence.on(today))
        .map(|absence| absence.user_id)
        .collect();
    let idle = settings.whole(&HOLDING_IDLE);
    let key = store::responsibility::is_key(tx, client)?;
    let mut employees = Vec::new();
    for one in pool::employees(tx, settings, &everybody)? {
        let free = may_take(one.load, one.capacity, idle).is_ok();
        if one.role != role || !free || away.contains(&one.user) {
            continue;
        }
        if key && pool::key_free(tx, settings, one.user)? == 0 {
            continue;
        }
        let withdrawn = store::holding::withdrawn_from(tx, client, one.user)?;
        if withdrawn.is_some_and(|at| at > ctx.now - days(&HOLDING_COOLDOWN)) {
            continue;
        }
        employees.push(Next {
            user: one.user,
            passed: passed.get(&one.user).copied().unwrap_or(0),
            conversion: one.conversion,
        });
    }
    next_of(employees).ok_or_else(|| Error::Rule(Rule::assigners("conveyor.nobody")))
}

/// The gate before a client is given to somebody stands here too (R106).
pub(super) fn gate_of(settings: &Settings, client: &Client, to: UserId) -> Result<(), Error> {
    let mut after = client.clone();
    after.data.manager_id = Some(to);
    gate::pass(settings, Stage::Assign, None, &after, gate::field).map_err(Error::Invalid)
}

/// Gives a client back to who passed it on, or to the pool when they work here no more, with a
/// reason.
pub fn hand_back(
    app: &App,
    ctx: &Context,
    id: ClientId,
    reason: ReturnReason,
    said: Option<&str>,
) -> Result<Step, Error> {
    ctx.may(Action::ClientUpdate)?;
    let scope = ctx.scope(Entity::Client)?;
    let note = note(said)?;
    if reason == ReturnReason::Other && note.is_none() {
        return Err(Error::refused("note", "text.empty"));
    }
    app.db.write(|tx| {
        let client = worked(tx, ctx, &scope, id)?;
        let passed = store::conveyor::last(tx, id, StepKind::Passed)?;
        let passed = passed.filter(|step| step.to_id == client.data.manager_id);
        let passed = passed.ok_or_else(|| Error::Rule(Rule::firm("conveyor.not_passed")))?;
        let back = match passed.from_id {
            Some(user) => store::user::find(tx, user)?,
            None => None,
        };
        let back = back.filter(|user| user.state == UserState::Active);
        let to = back.map(|user| user.id);
        client::give(tx, ctx, &client, to)?;
        let made = Step {
            from_id: client.data.manager_id,
            to_id: to,
            reason: Some(reason.code().to_owned()),
            note: note.clone(),
            ..step(ctx, id, StepKind::Returned)
        };
        write(tx, ctx, &made)?;
        Ok(made)
    })
}

/// Refuses a client: it leaves its holder and is not handed out of the pool for the days of the
/// settings (R195).
pub fn refuse(
    app: &App,
    ctx: &Context,
    id: ClientId,
    reason: RefusalReason,
    said: Option<&str>,
) -> Result<Step, Error> {
    ctx.may(Action::ClientUpdate)?;
    let scope = ctx.scope(Entity::Client)?;
    let note = note(said)?;
    if reason == RefusalReason::Other && note.is_none() {
        return Err(Error::refused("note", "text.empty"));
    }
    app.db.write(|tx| {
        let client = worked(tx, ctx, &scope, id)?;
        let made = Step {
            from_id: client.data.manager_id,
            reason: Some(reason.code().to_owned()),
            note: note.clone(),
            ..step(ctx, id, StepKind::Refused)
        };
        if client.data.manager_id.is_some() {
            client::give(tx, ctx, &client, None)?;
        }
        write(tx, ctx, &made)?;
        Ok(made)
    })
}

/// The contact person led to somebody: whom, and what part they have in the decision, stands on the
/// card (R182).
pub fn reach(
    app: &App,
    ctx: &Context,
    id: ClientId,
    via: Option<PersonId>,
    person: PersonId,
    said: Option<&str>,
) -> Result<Step, Error> {
    ctx.may(Action::InteractionWrite)?;
    let scope = ctx.scope(Entity::Client)?;
    let note = note(said)?;
    app.db.write(|tx| {
        store::client::find(tx, &scope, id)?.ok_or(Error::NotFound)?;
        for (field, of) in [("via_id", via), ("person_id", Some(person))] {
            let Some(of) = of else { continue };
            let found = store::part::find::<PersonData>(tx, &scope, of)?;
            if found.is_none_or(|person| person.client_id != id) {
                return Err(Error::refused(field, "reference.unknown"));
            }
        }
        if via == Some(person) {
            return Err(Error::refused("via_id", "reference.unknown"));
        }
        let made = Step {
            note: note.clone(),
            details: Some(json!({ "via_id": via, "person_id": person })),
            ..step(ctx, id, StepKind::Reached)
        };
        write(tx, ctx, &made)?;
        Ok(made)
    })
}
