//! Responsibility: the matrix that says who retains and who develops each client that buys, its
//! holes and overlaps, and the limit of key clients a manager can look after.

mod standing;
mod visit;

use domain::coverage::Territory;
use domain::id::{ClientId, ProductGroupId, ResponsibilityId, TerritoryId, UserId};
use domain::policy::{Action, Area, Entity, Forbidden};
use domain::product::ProductGroup;
use domain::responsibility::{Cell, CellData, Clients, Function, Mode};
use domain::setting::{KEY_PER_MANAGER, RESPONSIBILITY_MODE, Settings};
use domain::user::UserState;
use jiff::Timestamp;
use jiff::civil::Date;

pub(crate) use standing::responsible;
pub use standing::{Case, Load, Report, Told, of_client, report};
pub use visit::{Visit, VisitTasks, Visits, plan_visits, visits};

use crate::client::Refusal;
use crate::context::Context;
use crate::journal::{self, Entry, Reversal, Target, UndoError};
use crate::{App, DbError, DbTx, setting, task};

/// Name of the feature in journal, codes and words.
pub(crate) const ENTITY: &str = "responsibility";

/// Why something is not done with the matrix.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No right.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// No such cell, or no such client, for this reader.
    #[error("not found")]
    NotFound,
    /// Values that break a rule.
    #[error("values are refused")]
    Invalid(Vec<Refusal>),
    /// It was changed by somebody else.
    #[error("changed since")]
    VersionConflict {
        /// The version it has now.
        current: i64,
    },
    /// A visit could not be planned.
    #[error(transparent)]
    Task(#[from] task::Error),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl Error {
    fn refused(field: &'static str, code: &'static str) -> Self {
        Self::Invalid(vec![Refusal::new(field, code)])
    }
}

/// How the work is organised.
pub fn mode(settings: &Settings) -> Mode {
    settings
        .choice(&RESPONSIBILITY_MODE)
        .parse()
        .unwrap_or(Mode::One)
}

/// What comes in about a new cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Input {
    /// Who.
    pub user_id: UserId,
    /// Does what.
    pub function: Function,
    /// For which clients.
    pub clients: Clients,
    /// Of this product line.
    pub line_id: Option<ProductGroupId>,
    /// In this territory.
    pub territory_id: Option<TerritoryId>,
    /// From this day; today when absent.
    pub from_day: Option<Date>,
    /// To this day.
    pub until_day: Option<Date>,
}

/// The matrix as everybody who knows the employees may read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matrix {
    /// How the work is organised.
    pub mode: Mode,
    /// Its cells, those that are over too.
    pub cells: Vec<Cell>,
    /// The product lines: the roots of the product tree.
    pub lines: Vec<(ProductGroupId, String)>,
    /// The day on which it was read.
    pub today: Date,
}

/// The whole matrix.
pub fn matrix(app: &App, ctx: &Context) -> Result<Matrix, Error> {
    ctx.scope(Entity::User)?;
    app.db.read(|tx| {
        let settings = setting::load(tx)?;
        let groups = store::product_group::list(tx)?;
        let lines = groups.into_iter().filter(|group| group.parent_id.is_none());
        Ok(Matrix {
            mode: mode(&settings),
            cells: store::responsibility::cells(tx)?,
            lines: lines.map(|group| (group.id, group.name)).collect(),
            today: setting::today(&settings, ctx.now),
        })
    })
}

/// Adds a cell.
pub fn create(app: &App, ctx: &Context, input: Input) -> Result<Cell, Error> {
    ctx.may(Action::ClientAssign)?;
    app.db.write(|tx| {
        let today = setting::today(&setting::load(tx)?, ctx.now);
        let cell = Cell {
            id: ctx.id(),
            data: CellData {
                user_id: input.user_id,
                function: input.function,
                clients: input.clients,
                line_id: input.line_id,
                territory_id: input.territory_id,
                from_day: input.from_day.unwrap_or(today),
                until_day: input.until_day,
            },
            version: 1,
        };
        check(tx, &cell)?;
        store::responsibility::insert(tx, &cell)?;
        journal::record(tx, ctx, Entry::create(ENTITY, cell.id, &cell.data))?;
        Ok(cell)
    })
}

/// What a cell names must be there, and it must not say again what another says.
fn check(tx: &mut DbTx, cell: &Cell) -> Result<(), Error> {
    let data = &cell.data;
    let works = store::user::find(tx, data.user_id)?
        .is_some_and(|user| user.state == UserState::Active && reads_clients(user.role));
    if !works {
        return Err(Error::refused("user_id", "reference.unknown"));
    }
    if let Some(line) = data.line_id {
        let groups = store::product_group::list(tx)?;
        let root = groups
            .iter()
            .any(|group| group.id == line && group.parent_id.is_none());
        if !root {
            return Err(Error::refused("line_id", "responsibility.line"));
        }
    }
    if let Some(territory) = data.territory_id {
        let all = store::coverage::territories(tx)?;
        let Some(found) = all.iter().find(|one| one.id == territory) else {
            return Err(Error::refused("territory_id", "reference.unknown"));
        };
        if found.data.regions.is_empty() {
            return Err(Error::refused("territory_id", "responsibility.no_regions"));
        }
    }
    if data.until_day.is_some_and(|until| until < data.from_day) {
        return Err(Error::refused("until_day", "responsibility.days"));
    }
    let overlaps = |other: &CellData| {
        other.until_day.is_none_or(|until| data.from_day <= until)
            && data.until_day.is_none_or(|until| other.from_day <= until)
    };
    let same = store::responsibility::cells(tx)?.iter().any(|other| {
        let of = &other.data;
        other.id != cell.id
            && (of.user_id, of.function, of.clients) == (data.user_id, data.function, data.clients)
            && (of.line_id, of.territory_id) == (data.line_id, data.territory_id)
            && overlaps(of)
    });
    if same {
        return Err(Error::refused("user_id", "responsibility.same"));
    }
    Ok(())
}

fn reads_clients(role: domain::policy::Role) -> bool {
    let nobody = domain::policy::Rules::default();
    let id = UserId::from_uuid(uuid::Uuid::nil());
    domain::policy::Actor::new(id, String::new(), role, Vec::new(), nobody)
        .scope(Entity::Client)
        .is_ok()
}

/// Removes a cell.
pub fn delete(app: &App, ctx: &Context, id: ResponsibilityId, version: i64) -> Result<(), Error> {
    ctx.may(Action::ClientAssign)?;
    app.db.write(|tx| {
        let cell = store::responsibility::find(tx, id)?.ok_or(Error::NotFound)?;
        if !store::responsibility::delete(tx, id, version)? {
            return Err(Error::VersionConflict {
                current: cell.version,
            });
        }
        journal::record(tx, ctx, Entry::delete(ENTITY, id, &cell.data))?;
        Ok(())
    })
}

/// Takes the adding or removing of a cell back.
pub(crate) fn take_back(tx: &mut DbTx, ctx: &Context, undo: &Reversal) -> Result<(), UndoError> {
    ctx.may(Action::ClientAssign)?;
    let id = ResponsibilityId::from_uuid(undo.id);
    let current = store::responsibility::find(tx, id)?;
    match undo.to_state(current.as_ref().map(|cell| &cell.data))? {
        Target::Absent => {
            if let Some(cell) = current {
                store::responsibility::delete(tx, id, cell.version)?;
            }
        }
        Target::Present(data) => {
            let version = current.as_ref().map_or(1, |cell| cell.version + 1);
            let cell = Cell { id, data, version };
            check(tx, &cell).map_err(|error| match error {
                Error::Db(error) => UndoError::Db(error),
                Error::Invalid(refusals) => UndoError::Refused {
                    code: refusals
                        .first()
                        .map_or("reference.unknown", |refusal| refusal.code),
                },
                _ => UndoError::NotFound,
            })?;
            if let Some(kept) = current {
                store::responsibility::delete(tx, id, kept.version)?;
            }
            store::responsibility::insert(tx, &cell)?;
        }
    }
    Ok(())
}

/// The areas that an employee sees besides the clients they hold: where retention and development
/// are separate, those of their cells, and of the cells of those they stand in for. Who keeps a
/// line sees those that buy of it; who develops one sees those that do not buy of it yet, too.
pub(crate) fn areas(
    tx: &mut DbTx,
    user: UserId,
    absent: &[UserId],
    settings: &Settings,
    now: Timestamp,
) -> Result<Vec<Area>, DbError> {
    if mode(settings) == Mode::One {
        return Ok(Vec::new());
    }
    let today = setting::today(settings, now);
    let mut cells = store::responsibility::of_user(tx, user, today)?;
    for other in absent {
        cells.extend(store::responsibility::of_user(tx, *other, today)?);
    }
    if cells.is_empty() {
        return Ok(Vec::new());
    }
    let territories = store::coverage::territories(tx)?;
    let groups = store::product_group::list(tx)?;
    Ok(cells
        .iter()
        .map(|cell| area(&cell.data, &territories, &groups))
        .collect())
}

fn area(cell: &CellData, territories: &[Territory], groups: &[ProductGroup]) -> Area {
    let regions = cell.territory_id.map(|id| {
        let found = territories.iter().find(|one| one.id == id);
        found.map_or_else(Vec::new, |one| one.data.regions.clone())
    });
    let line = cell
        .line_id
        .filter(|_| cell.function == Function::Retention);
    Area {
        key: match cell.clients {
            Clients::All => None,
            Clients::Key => Some(true),
            Clients::Other => Some(false),
        },
        regions,
        groups: line.map(|line| {
            let within = groups.iter().filter(|group| root(groups, group.id) == line);
            within.map(|group| group.id).collect()
        }),
    }
}

/// The product line of a group: the root it hangs under.
pub(crate) fn root(groups: &[ProductGroup], of: ProductGroupId) -> ProductGroupId {
    let mut at = of;
    // The tree has no circles; its depth is not told here.
    for _ in 0..groups.len() {
        let parent = groups
            .iter()
            .find(|group| group.id == at)
            .and_then(|group| group.parent_id);
        match parent {
            Some(parent) => at = parent,
            None => break,
        }
    }
    at
}

/// An employee holds as many key clients as one can look after (R199).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("holds {held} of {most} key clients")]
pub struct KeyLimit {
    /// Who.
    pub user: UserId,
    /// Key clients held.
    pub held: i64,
    /// The setting.
    pub most: i64,
}

/// How many key clients an employee may hold, and holds besides this one.
pub(crate) fn key_limit(
    tx: &mut DbTx,
    user: UserId,
    but: ClientId,
) -> Result<Option<KeyLimit>, DbError> {
    let most = setting::load(tx)?.whole(&KEY_PER_MANAGER);
    let held = store::responsibility::key_held(tx, user, Some(but))?;
    Ok((held >= most).then_some(KeyLimit { user, held, most }))
}
