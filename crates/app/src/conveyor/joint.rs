//! Two employees with one client for a time: hand-overs that the client has to agree to, and
//! employees called in. The holder stays the holder until a hand-over closes.

use std::collections::BTreeMap;

use domain::client::Client;
use domain::conveyor::joint::{DoneBy, Joint, JointKind, JointState, JointStep, PartReason};
use domain::conveyor::{Step, StepKind, reactivator};
use domain::id::{ClientId, JointWorkId, PersonId, UserId};
use domain::person::PersonData;
use domain::policy::{Action, Entity, Role, Scope};
use domain::setting::{
    CONVEYOR_DEAL, CONVEYOR_WAKE_SELLER, JOINT_CALLED, JOINT_GRADUAL, JOINT_SIMPLE, Settings,
};
use domain::user::UserState;
use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::json;

use super::pass::{chosen, gate_of, named};
use super::{Error, Rule, decides, note, step, worked, write};
use crate::context::Context;
use crate::journal::{self, Entry};
use crate::{App, DbTx, client, setting, task};

/// Name of the joint work in the journal.
const ENTITY: &str = "joint_work";

/// How joint work begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begin {
    /// What for.
    pub kind: JointKind,
    /// Who joins; by the rule when absent.
    pub to: Option<UserId>,
    /// The last day on which both see the client; by the settings when absent.
    pub until_day: Option<Date>,
    /// What the other one has to know.
    pub note: Option<String>,
}

fn days(settings: &Settings, kind: JointKind) -> i64 {
    settings.whole(match kind {
        JointKind::Simple => &JOINT_SIMPLE,
        JointKind::Gradual => &JOINT_GRADUAL,
        JointKind::Expansion | JointKind::Reactivation => &JOINT_CALLED,
    })
}

/// Begins a hand-over to a client manager (R184), or calls a seller in (R188).
pub fn begin(app: &App, ctx: &Context, id: ClientId, input: &Begin) -> Result<Joint, Error> {
    ctx.may(Action::ClientUpdate)?;
    let scope = ctx.scope(Entity::Client)?;
    let role = match input.kind {
        JointKind::Simple | JointKind::Gradual => Role::ClientManager,
        JointKind::Expansion => Role::ActiveSeller,
        // by its own rule, see `reactivate`
        JointKind::Reactivation => return Err(Error::refused("kind", "code.unknown")),
    };
    app.db.write(|tx| {
        let client = worked(tx, ctx, &scope, id)?;
        let settings = setting::load(tx)?;
        let deal = settings.choice(&CONVEYOR_DEAL) == "off" || client.standing.purchases > 0;
        if input.kind.hands_over() && !deal && !decides(ctx) {
            return Err(Error::Rule(Rule::assigners("conveyor.no_deal")));
        }
        let to = match input.to {
            Some(user) => named(tx, ctx, &settings, user, role)?,
            None => chosen(tx, ctx, &settings, id, role)?,
        };
        let day = input.until_day;
        start(
            tx,
            ctx,
            &settings,
            &client,
            (input.kind, to, day),
            input.note.as_deref(),
        )
    })
}

fn start(
    tx: &mut DbTx,
    ctx: &Context,
    settings: &Settings,
    client: &Client,
    (kind, to, until): (JointKind, UserId, Option<Date>),
    said: Option<&str>,
) -> Result<Joint, Error> {
    let from = client.data.manager_id;
    let from = from.ok_or_else(|| Error::Rule(Rule::firm("holding.nobody")))?;
    if from == to {
        return Err(Error::refused("to", "joint.same"));
    }
    if store::conveyor::open_joint(tx, client.id)?.is_some() {
        return Err(Error::Rule(Rule::firm("joint.open")));
    }
    let today = setting::today(settings, ctx.now);
    let most = today.saturating_add(days(settings, kind).days());
    let until_day = until.unwrap_or(most);
    if until_day < today || (until_day > most && !decides(ctx)) {
        return Err(Error::refused("until_day", "joint.days"));
    }
    let joint = Joint {
        id: ctx.id(),
        client_id: client.id,
        kind,
        from_id: from,
        to_id: to,
        begun_at: ctx.now,
        until_day,
        steps: BTreeMap::new(),
        state: JointState::Open,
        accepted_day: None,
        person_id: None,
        reason: None,
        note: note(said)?,
        ended_at: None,
        version: 1,
    };
    store::conveyor::insert_joint(tx, &joint)?;
    let line = Entry::create(ENTITY, joint.id, &joint);
    journal::record(tx, ctx, line.of_client(client.id))?;
    let made = Step {
        from_id: Some(from),
        to_id: Some(to),
        reason: Some(kind.code().to_owned()),
        day: Some(until_day),
        note: joint.note.clone(),
        ..step(ctx, client.id, StepKind::Joined)
    };
    write(tx, ctx, &made)?;
    Ok(joint)
}

/// The joint work that goes on, for one of the two or whoever assigns clients.
fn going(
    tx: &mut DbTx,
    ctx: &Context,
    scope: &Scope,
    id: JointWorkId,
    version: i64,
) -> Result<(Client, Joint), Error> {
    let item = store::conveyor::find_joint(tx, scope, id)?.ok_or(Error::NotFound)?;
    let joint = item.joint;
    let user = ctx.actor.user_or_system();
    if user != Some(joint.from_id) && user != Some(joint.to_id) {
        ctx.may(Action::ClientAssign)?;
    }
    if joint.version != version || joint.state != JointState::Open {
        return Err(Error::VersionConflict {
            current: joint.version,
        });
    }
    let client = store::client::find(tx, scope, joint.client_id)?.ok_or(Error::NotFound)?;
    Ok((client, joint))
}

fn keep(tx: &mut DbTx, ctx: &Context, before: &Joint, after: &mut Joint) -> Result<(), Error> {
    after.version = before.version + 1;
    if !store::conveyor::update_joint(tx, after)? {
        return Err(Error::VersionConflict {
            current: before.version,
        });
    }
    let line = Entry::update(ENTITY, after.id, before, after);
    journal::record(tx, ctx, line.of_client(after.client_id))?;
    Ok(())
}

/// A step of a hand-over was done.
pub fn do_step(
    app: &App,
    ctx: &Context,
    id: JointWorkId,
    version: i64,
    done: JointStep,
) -> Result<Joint, Error> {
    ctx.may(Action::InteractionWrite)?;
    let scope = ctx.scope(Entity::Client)?;
    app.db.write(|tx| {
        let (_, before) = going(tx, ctx, &scope, id, version)?;
        if !before.kind.steps().contains(&done) {
            return Err(Error::refused("step", "code.unknown"));
        }
        let mut after = before.clone();
        after.steps.entry(done).or_insert(DoneBy {
            by_id: ctx.actor.user(),
            at: ctx.now,
        });
        if after != before {
            keep(tx, ctx, &before, &mut after)?;
        }
        Ok(after)
    })
}

/// The client agreed to the new manager (R185): now it goes over, and the hand-over is closed.
pub fn accept(
    app: &App,
    ctx: &Context,
    id: JointWorkId,
    version: i64,
    (day, person): (Date, Option<PersonId>),
) -> Result<Joint, Error> {
    ctx.may(Action::ClientUpdate)?;
    let scope = ctx.scope(Entity::Client)?;
    app.db.write(|tx| {
        let (client, before) = going(tx, ctx, &scope, id, version)?;
        if !before.kind.hands_over() {
            return Err(Error::Rule(Rule::firm("joint.no_hand_over")));
        }
        let left = before.left();
        if !left.is_empty() {
            let left = left.into_iter().map(JointStep::code).collect();
            return Err(Error::Rule(Rule {
                left,
                ..Rule::firm("joint.steps")
            }));
        }
        let settings = setting::load(tx)?;
        if day > setting::today(&settings, ctx.now) {
            return Err(Error::refused("accepted_day", "joint.future"));
        }
        if let Some(person) = person {
            let found = store::part::find::<PersonData>(tx, &scope, person)?;
            if found.is_none_or(|person| person.client_id != client.id) {
                return Err(Error::refused("person_id", "reference.unknown"));
            }
        }
        let works = store::user::find(tx, before.to_id)?;
        if works.is_none_or(|user| user.state != UserState::Active) {
            return Err(Error::Rule(Rule::firm("joint.left")));
        }
        gate_of(&settings, &client, before.to_id)?;
        let mut after = Joint {
            state: JointState::Done,
            accepted_day: Some(day),
            person_id: person,
            ended_at: Some(ctx.now),
            ..before.clone()
        };
        keep(tx, ctx, &before, &mut after)?;
        client::give(tx, ctx, &client, Some(before.to_id))?;
        let why = json!({ "by": "hand_over", "kind": before.kind.code() });
        store::holding::explain(tx, client.id, &why.to_string())?;
        let made = Step {
            from_id: Some(before.from_id),
            to_id: Some(before.to_id),
            reason: Some(before.kind.code().to_owned()),
            day: Some(day),
            details: Some(json!({ "person_id": person })),
            ..step(ctx, client.id, StepKind::Accepted)
        };
        write(tx, ctx, &made)?;
        Ok(after)
    })
}

/// Gives joint work up: the client stays with its holder.
pub fn part(
    app: &App,
    ctx: &Context,
    id: JointWorkId,
    version: i64,
    (reason, said): (PartReason, Option<&str>),
) -> Result<Joint, Error> {
    let note = note(said)?;
    if reason == PartReason::Other && note.is_none() {
        return Err(Error::refused("note", "text.empty"));
    }
    end(
        app,
        ctx,
        id,
        version,
        (JointState::Returned, Some(reason), note),
    )
}

/// Whoever was called in is done.
pub fn finish(app: &App, ctx: &Context, id: JointWorkId, version: i64) -> Result<Joint, Error> {
    end(app, ctx, id, version, (JointState::Done, None, None))
}

fn end(
    app: &App,
    ctx: &Context,
    id: JointWorkId,
    version: i64,
    (state, reason, note): (JointState, Option<PartReason>, Option<String>),
) -> Result<Joint, Error> {
    ctx.may(Action::ClientUpdate)?;
    let scope = ctx.scope(Entity::Client)?;
    app.db.write(|tx| {
        let (_, before) = going(tx, ctx, &scope, id, version)?;
        if state == JointState::Done && before.kind.hands_over() {
            // it closes by the client's word alone (R185)
            return Err(Error::Rule(Rule::firm("joint.not_agreed")));
        }
        let mut after = Joint {
            state,
            reason,
            note: note.clone().or_else(|| before.note.clone()),
            ended_at: Some(ctx.now),
            ..before.clone()
        };
        keep(tx, ctx, &before, &mut after)?;
        let made = Step {
            from_id: Some(before.to_id),
            to_id: Some(before.from_id),
            reason: reason.map(|reason| reason.code().to_owned()),
            note: note.clone(),
            details: Some(json!({ "kind": before.kind.code() })),
            ..step(ctx, before.client_id, StepKind::Parted)
        };
        write(tx, ctx, &made)?;
        Ok(after)
    })
}

/// Gives both more time: a right of who assigns clients.
pub fn extend(
    app: &App,
    ctx: &Context,
    id: JointWorkId,
    version: i64,
    until_day: Date,
) -> Result<Joint, Error> {
    ctx.may(Action::ClientAssign)?;
    let scope = ctx.scope(Entity::Client)?;
    app.db.write(|tx| {
        let (_, before) = going(tx, ctx, &scope, id, version)?;
        let today = setting::today(&setting::load(tx)?, ctx.now);
        if until_day < today || (until_day - today).get_days() > 366 {
            return Err(Error::refused("until_day", "joint.days"));
        }
        let mut after = Joint {
            until_day,
            ..before.clone()
        };
        if after != before {
            keep(tx, ctx, &before, &mut after)?;
        }
        Ok(after)
    })
}

/// A task to wake a client that sleeps (R187): by a client manager or a seller as the rule says. When
/// that is not its holder, they join for a time.
pub fn reactivate(
    app: &App,
    ctx: &Context,
    id: ClientId,
    title: &str,
    day: Option<Date>,
) -> Result<Step, Error> {
    ctx.may(Action::TaskWrite)?;
    let scope = ctx.scope(Entity::Client)?;
    app.db.write(|tx| {
        let client = worked(tx, ctx, &scope, id)?;
        let settings = setting::load(tx)?;
        let today = setting::today(&settings, ctx.now);
        let asleep = client.standing.last_purchase_day;
        let asleep = asleep.ok_or_else(|| Error::Rule(Rule::firm("conveyor.never_bought")))?;
        let asleep = i64::from((today - asleep).get_days());
        let role = reactivator(asleep, settings.whole(&CONVEYOR_WAKE_SELLER));
        let holder = match client.data.manager_id {
            Some(user) => store::user::find(tx, user)?,
            None => None,
        };
        let holder = holder.ok_or_else(|| Error::Rule(Rule::firm("holding.nobody")))?;
        let to = if holder.role == role {
            holder.id
        } else {
            let to = chosen(tx, ctx, &settings, id, role)?;
            let joint = (JointKind::Reactivation, to, None);
            start(tx, ctx, &settings, &client, joint, None)?;
            to
        };
        let due_day = day.unwrap_or(today);
        let work = task::Input {
            title: Some(title.to_owned()),
            due_day: Some(due_day),
            assignee_id: Some(to),
            client_id: Some(id),
            ..task::Input::default()
        };
        task::create_by_rule(tx, ctx, &work)?;
        let made = Step {
            from_id: Some(holder.id),
            to_id: Some(to),
            reason: Some(role.code().to_owned()),
            day: Some(due_day),
            details: Some(json!({ "asleep_days": asleep })),
            ..step(ctx, id, StepKind::Reactivation)
        };
        write(tx, ctx, &made)?;
        Ok(made)
    })
}
