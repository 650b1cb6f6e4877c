//! Funnels: heads draft the steps and approve them; an approved version does not change. Planned
//! coefficients are approved one by one, each from a day on.

use domain::dictionary::Dictionary;
use domain::funnel::{
    Approval, Funnel, NAME_LIMIT, NOTE_LIMIT, Plan, PlanOf, Preset, Step, TASK_LIMIT, TASKS_LIMIT,
    Version, WHOLE, fault, in_force, place,
};
use domain::id::{FunnelId, FunnelPlanId};
use domain::policy::{Action, Entity, Forbidden};
use domain::text;
use jiff::civil::Date;

use crate::client::Refusal;
use crate::context::Context;
use crate::journal::{self, Entry, Reversal, Target, UndoError};
use crate::{App, DbError, DbTx, setting};

/// Name of the feature in journal, codes and words.
const ENTITY: &str = "funnel";
/// Name of the versions in the journal.
const VERSION: &str = "funnel_version";
/// Name of the planned coefficients in the journal.
const PLAN: &str = "funnel_plan";

/// Why something is not done with a funnel.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No right.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// No such funnel, version or plan.
    #[error("not found")]
    NotFound,
    /// Values that break a rule; each with its field.
    #[error("values are refused")]
    Invalid(Vec<Refusal>),
    /// The version was approved: it does not change any more.
    #[error("approved already")]
    Approved,
    /// It was changed by somebody else.
    #[error("changed since")]
    VersionConflict {
        /// The version it has now.
        current: i64,
    },
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl Error {
    fn refused(field: impl Into<String>, code: &'static str) -> Self {
        Self::Invalid(vec![Refusal::new(field, code)])
    }
}

/// A funnel with all that was drafted and approved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The funnel.
    pub funnel: Funnel,
    /// Its versions, ascending.
    pub versions: Vec<Version>,
    /// The planned coefficients, the latest first.
    pub plans: Vec<Plan>,
    /// The company's day.
    pub today: Date,
}

impl Seen {
    /// The version in force.
    pub fn in_force(&self) -> Option<&Version> {
        in_force(&self.versions, self.today)
    }

    /// The draft, if there is one.
    pub fn draft(&self) -> Option<&Version> {
        self.versions.iter().rfind(|of| of.approval.is_none())
    }
}

fn seen(tx: &mut DbTx, ctx: &Context, funnel: Funnel) -> Result<Seen, DbError> {
    let settings = setting::load(tx)?;
    Ok(Seen {
        versions: store::funnel::versions(tx, funnel.id)?,
        plans: store::funnel::plans(tx, funnel.id)?,
        today: setting::today(&settings, ctx.now),
        funnel,
    })
}

/// All funnels, those in use first.
pub fn list(app: &App, ctx: &Context) -> Result<Vec<Seen>, Error> {
    ctx.scope(Entity::Client)?;
    app.db.read(|tx| {
        let all = store::funnel::list(tx)?;
        let all = all.into_iter().map(|funnel| seen(tx, ctx, funnel));
        Ok(all.collect::<Result<_, DbError>>()?)
    })
}

/// One funnel.
pub fn find(app: &App, ctx: &Context, id: FunnelId) -> Result<Seen, Error> {
    ctx.scope(Entity::Client)?;
    app.db.read(|tx| {
        let funnel = store::funnel::find(tx, id)?.ok_or(Error::NotFound)?;
        Ok(seen(tx, ctx, funnel)?)
    })
}

fn named(name: &str) -> Result<String, Error> {
    text::line(name, NAME_LIMIT).map_err(|error| Error::refused("name", error.code()))
}

/// Steps as they are kept: texts cleaned, empty ones left out.
fn cleaned(mut steps: Vec<Step>) -> Result<Vec<Step>, Error> {
    let mut refusals = Vec::new();
    for (at, step) in steps.iter_mut().enumerate() {
        let name = step.name.take().filter(|name| !name.trim().is_empty());
        match name.map(|name| text::line(&name, NAME_LIMIT)).transpose() {
            Ok(name) => step.name = name,
            Err(error) => {
                refusals.push(Refusal::new(format!("steps[{at}].name"), error.code()));
            }
        }
        step.tasks.retain(|task| !task.trim().is_empty());
        if step.tasks.len() > TASKS_LIMIT {
            refusals.push(Refusal::new(format!("steps[{at}].tasks"), "text.too_long"));
        }
        for task in &mut step.tasks {
            match text::line(task, TASK_LIMIT) {
                Ok(text) => *task = text,
                Err(error) => {
                    refusals.push(Refusal::new(format!("steps[{at}].tasks"), error.code()));
                }
            }
        }
        step.required.sort_unstable();
        step.required.dedup();
    }
    if refusals.is_empty() {
        refusals.extend(fault(&steps).map(|(field, code)| Refusal::new(field, code)));
    }
    if refusals.is_empty() {
        Ok(steps)
    } else {
        Err(Error::Invalid(refusals))
    }
}

fn noted(note: Option<&str>) -> Result<Option<String>, Error> {
    let note = note.map(str::trim).filter(|note| !note.is_empty());
    note.map(|note| text::block(note, NOTE_LIMIT))
        .transpose()
        .map_err(|error| Error::refused("note", error.code()))
}

/// A new funnel: of a preset, or the company's own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Input {
    /// Its name; one of a preset is called by its code when absent.
    pub name: Option<String>,
    /// Code of the preset.
    pub preset: Option<String>,
    /// The steps; those of the preset when absent.
    pub steps: Option<Vec<Step>>,
}

/// Makes a funnel with its first draft.
pub fn create(app: &App, ctx: &Context, input: &Input) -> Result<Seen, Error> {
    ctx.may(Action::FunnelWrite)?;
    let preset: Option<Preset> = input
        .preset
        .as_deref()
        .map(str::parse)
        .transpose()
        .map_err(|_| Error::refused("preset", "code.unknown"))?;
    let name = match (&input.name, preset) {
        (Some(name), _) => named(name)?,
        (None, Some(preset)) => preset.code().to_owned(),
        (None, None) => return Err(Error::refused("name", "field.missing")),
    };
    let steps = match (&input.steps, preset) {
        (Some(steps), _) => cleaned(steps.clone())?,
        (None, Some(preset)) => preset.steps(),
        (None, None) => return Err(Error::refused("steps", "field.missing")),
    };
    app.db.write(|tx| {
        let funnel = Funnel {
            id: ctx.id(),
            name: name.clone(),
            preset,
            archived: false,
            version: 1,
        };
        add(tx, ctx, &funnel, &first(ctx, steps.clone()))?;
        Ok(seen(tx, ctx, funnel)?)
    })
}

fn first(ctx: &Context, steps: Vec<Step>) -> Version {
    Version {
        number: 1,
        steps,
        note: None,
        created_by: ctx.actor.user(),
        created_at: ctx.now,
        approval: None,
    }
}

fn add(tx: &mut DbTx, ctx: &Context, funnel: &Funnel, version: &Version) -> Result<(), DbError> {
    store::funnel::insert(tx, funnel)?;
    store::funnel::insert_version(tx, funnel.id, version)?;
    journal::record(tx, ctx, Entry::create(ENTITY, funnel.id, funnel))?;
    journal::record(tx, ctx, Entry::create(VERSION, funnel.id, version))
}

/// The funnel that a new base begins with: winning clients, approved from today by its first owner.
pub(crate) fn begin(
    tx: &mut DbTx,
    ctx: &Context,
    owner: domain::id::UserId,
    from_day: Date,
) -> Result<(), DbError> {
    let preset = Preset::Acquisition;
    let funnel = Funnel {
        id: ctx.id(),
        name: preset.code().to_owned(),
        preset: Some(preset),
        archived: false,
        version: 1,
    };
    let version = Version {
        created_by: owner,
        approval: Some(Approval {
            by: owner,
            at: ctx.now,
            from_day,
        }),
        ..first(ctx, preset.steps())
    };
    add(tx, ctx, &funnel, &version)
}

fn current(tx: &mut DbTx, id: FunnelId, version: i64) -> Result<Funnel, Error> {
    let funnel = store::funnel::find(tx, id)?.ok_or(Error::NotFound)?;
    if funnel.version == version {
        Ok(funnel)
    } else {
        Err(Error::VersionConflict {
            current: funnel.version,
        })
    }
}

/// Counts a change of what belongs to a funnel.
fn touch(tx: &mut DbTx, funnel: &mut Funnel) -> Result<(), DbError> {
    funnel.version += 1;
    store::funnel::update(tx, funnel)?;
    Ok(())
}

/// Renames a funnel, or puts it away.
pub fn update(
    app: &App,
    ctx: &Context,
    id: FunnelId,
    version: i64,
    (name, archived): (Option<&str>, Option<bool>),
) -> Result<Seen, Error> {
    ctx.may(Action::FunnelWrite)?;
    let name = name.map(named).transpose()?;
    app.db.write(|tx| {
        let before = current(tx, id, version)?;
        let mut after = before.clone();
        after.name = name.clone().unwrap_or(after.name);
        after.archived = archived.unwrap_or(after.archived);
        if after != before {
            touch(tx, &mut after)?;
            journal::record(tx, ctx, Entry::update(ENTITY, id, &before, &after))?;
        }
        Ok(seen(tx, ctx, after)?)
    })
}

/// Writes the draft: the next version, or the one that is not approved yet.
pub fn draft(
    app: &App,
    ctx: &Context,
    id: FunnelId,
    version: i64,
    (steps, note): (&[Step], Option<&str>),
) -> Result<Seen, Error> {
    ctx.may(Action::FunnelWrite)?;
    let steps = cleaned(steps.to_vec())?;
    let note = noted(note)?;
    app.db.write(|tx| {
        let mut funnel = current(tx, id, version)?;
        let versions = store::funnel::versions(tx, id)?;
        let line = match versions.iter().rfind(|of| of.approval.is_none()) {
            Some(before) => {
                let after = Version {
                    steps: steps.clone(),
                    note: note.clone(),
                    ..before.clone()
                };
                store::funnel::update_draft(tx, id, &after)?;
                Entry::update(VERSION, id, before, &after)
            }
            None => {
                let after = Version {
                    number: versions.last().map_or(1, |last| last.number + 1),
                    note: note.clone(),
                    ..first(ctx, steps.clone())
                };
                store::funnel::insert_version(tx, id, &after)?;
                Entry::create(VERSION, id, &after)
            }
        };
        touch(tx, &mut funnel)?;
        journal::record(tx, ctx, line)?;
        Ok(seen(tx, ctx, funnel)?)
    })
}

fn found_draft(tx: &mut DbTx, id: FunnelId, number: i64) -> Result<Version, Error> {
    let versions = store::funnel::versions(tx, id)?;
    let found = versions.into_iter().find(|of| of.number == number);
    let found = found.ok_or(Error::NotFound)?;
    if found.approval.is_some() {
        return Err(Error::Approved);
    }
    Ok(found)
}

/// Approves a draft: from a day on it is in force (R142). Open deals go on by it where it has the step
/// they stand on, else by the version before.
pub fn approve(
    app: &App,
    ctx: &Context,
    id: FunnelId,
    version: i64,
    (number, from_day): (i64, Option<Date>),
) -> Result<Seen, Error> {
    ctx.may(Action::FunnelWrite)?;
    app.db.write(|tx| {
        let mut funnel = current(tx, id, version)?;
        let before = found_draft(tx, id, number)?;
        let today = setting::today(&setting::load(tx)?, ctx.now);
        let from_day = from_day.unwrap_or(today);
        if from_day < today {
            return Err(Error::refused("from_day", "funnel.from_day"));
        }
        let after = Version {
            approval: Some(Approval {
                by: ctx.actor.user(),
                at: ctx.now,
                from_day,
            }),
            ..before.clone()
        };
        store::funnel::update_draft(tx, id, &after)?;
        touch(tx, &mut funnel)?;
        journal::record(tx, ctx, Entry::update(VERSION, id, &before, &after))?;
        Ok(seen(tx, ctx, funnel)?)
    })
}

/// Throws a draft away.
pub fn discard(
    app: &App,
    ctx: &Context,
    id: FunnelId,
    version: i64,
    number: i64,
) -> Result<Seen, Error> {
    ctx.may(Action::FunnelWrite)?;
    app.db.write(|tx| {
        let mut funnel = current(tx, id, version)?;
        let before = found_draft(tx, id, number)?;
        if number == 1 {
            return Err(Error::refused("number", "funnel.only_version"));
        }
        store::funnel::delete_draft(tx, id, number)?;
        touch(tx, &mut funnel)?;
        journal::record(tx, ctx, Entry::delete(VERSION, id, &before))?;
        Ok(seen(tx, ctx, funnel)?)
    })
}

/// A planned coefficient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanInput {
    /// Key of the step.
    pub step: String,
    /// For whom.
    pub of: PlanOf,
    /// From which day on; today when absent.
    pub from_day: Option<Date>,
    /// Thousandths.
    pub permille: i64,
}

/// Approves a planned coefficient (R143).
pub fn plan(app: &App, ctx: &Context, id: FunnelId, input: &PlanInput) -> Result<Plan, Error> {
    ctx.may(Action::FunnelWrite)?;
    app.db.write(|tx| {
        store::funnel::find(tx, id)?.ok_or(Error::NotFound)?;
        let versions = store::funnel::versions(tx, id)?;
        let known = |version: &Version| place(&version.steps, &input.step).is_some_and(|at| at > 0);
        if !versions.iter().any(known) {
            return Err(Error::refused("step", "deal.step"));
        }
        if !(0..=WHOLE).contains(&input.permille) {
            return Err(Error::refused("permille", "funnel.percent"));
        }
        check_of(tx, &input.of)?;
        let today = setting::today(&setting::load(tx)?, ctx.now);
        let plan = Plan {
            id: ctx.id(),
            funnel_id: id,
            step: input.step.clone(),
            of: input.of,
            from_day: input.from_day.unwrap_or(today),
            permille: input.permille,
            approved_by: ctx.actor.user(),
            approved_at: ctx.now,
        };
        store::funnel::insert_plan(tx, &plan)?;
        journal::record(tx, ctx, Entry::create(PLAN, plan.id, &plan))?;
        Ok(plan)
    })
}

fn check_of(tx: &mut DbTx, of: &PlanOf) -> Result<(), Error> {
    let unknown = |field| Error::refused(field, "reference.unknown");
    if let Some(id) = of.segment_id
        && !store::dictionary::exists(tx, Dictionary::Segment, id.uuid())?
    {
        return Err(unknown("segment_id"));
    }
    if let Some(id) = of.product_group_id {
        let groups = store::product_group::list(tx)?;
        if !groups.iter().any(|group| group.id == id) {
            return Err(unknown("product_group_id"));
        }
    }
    if let Some(id) = of.user_id
        && store::user::find(tx, id)?.is_none()
    {
        return Err(unknown("user_id"));
    }
    Ok(())
}

/// Takes a planned coefficient away.
pub fn unplan(app: &App, ctx: &Context, id: FunnelPlanId) -> Result<(), Error> {
    ctx.may(Action::FunnelWrite)?;
    app.db.write(|tx| {
        let plan = store::funnel::find_plan(tx, id)?.ok_or(Error::NotFound)?;
        store::funnel::delete_plan(tx, id)?;
        journal::record(tx, ctx, Entry::delete(PLAN, id, &plan))?;
        Ok(())
    })
}

/// Takes a change of a planned coefficient back.
pub(crate) fn take_back_plan(
    tx: &mut DbTx,
    ctx: &Context,
    undo: &Reversal,
) -> Result<(), UndoError> {
    ctx.may(Action::FunnelWrite)?;
    let id = FunnelPlanId::from_uuid(undo.id);
    let current = store::funnel::find_plan(tx, id)?;
    match undo.to_state(current.as_ref())? {
        Target::Absent => store::funnel::delete_plan(tx, id)?,
        Target::Present(plan) => {
            store::funnel::delete_plan(tx, id)?;
            store::funnel::insert_plan(tx, &plan)?;
        }
    }
    Ok(())
}
