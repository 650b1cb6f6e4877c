//! Who retains and who develops each client: of one card, and of all, with holes and overlaps.

use std::collections::{BTreeMap, HashMap};

use domain::id::{ClientId, ProductGroupId, TerritoryId, UserId};
use domain::policy::{Entity, Scope};
use domain::product::ProductGroup;
use domain::responsibility::{Answer, Cell, Clients, Function, Mode, Subject, resolve};
use domain::setting::{KEY_PER_MANAGER, Settings};
use store::responsibility::{Buyer, Whose};

use super::{Error, mode, root};
use crate::context::Context;
use crate::{App, DbError, DbTx, setting};

/// The most clients named in each list of a report.
const NAMED: usize = 200;
/// Clients resolved in one query.
const AT_ONCE: usize = 500;

/// The matrix and what is needed to ask it.
struct Asked {
    mode: Mode,
    cells: Vec<Cell>,
    territory: HashMap<String, TerritoryId>,
    groups: Vec<ProductGroup>,
}

impl Asked {
    fn load(tx: &mut DbTx, ctx: &Context, settings: &Settings) -> Result<Self, DbError> {
        let today = setting::today(settings, ctx.now);
        let mut cells = store::responsibility::cells(tx)?;
        cells.retain(|cell| cell.data.on(today));
        let mut territory = HashMap::new();
        for one in store::coverage::territories(tx)? {
            territory.extend(one.data.regions.into_iter().map(|region| (region, one.id)));
        }
        Ok(Self {
            mode: mode(settings),
            cells,
            territory,
            groups: store::product_group::list(tx)?,
        })
    }

    fn territory_of(&self, buyer: &Buyer) -> Option<TerritoryId> {
        self.territory.get(buyer.region.as_deref()?).copied()
    }

    /// The lines that clients buy, as far as a cell asks for them.
    fn lines(
        &self,
        tx: &mut DbTx,
        of: Option<&[ClientId]>,
    ) -> Result<HashMap<ClientId, Vec<ProductGroupId>>, DbError> {
        let naming = || self.cells.iter().filter(|cell| cell.data.line_id.is_some());
        let whose = match of {
            Some(ids) => Whose::Of(ids),
            None if naming().next().is_none() => return Ok(HashMap::new()),
            None if naming().all(|cell| cell.data.clients == Clients::Key) => Whose::Key,
            None => Whose::All,
        };
        let mut bought = store::responsibility::groups_bought(tx, whose)?;
        for groups in bought.values_mut() {
            for group in groups.iter_mut() {
                *group = root(&self.groups, *group);
            }
            groups.sort_unstable();
            groups.dedup();
        }
        Ok(bought)
    }

    fn answers(&self, buyer: &Buyer, lines: &[ProductGroupId]) -> Vec<Answer> {
        let subject = Subject {
            key: buyer.key,
            territory: self.territory_of(buyer),
            lines,
            holder: buyer.holder,
        };
        resolve(self.mode, &self.cells, &subject)
    }
}

/// Who is responsible for one client, and by what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// How the work is organised.
    pub mode: Mode,
    /// Whether the client buys: else nobody retains or develops it.
    pub buys: bool,
    /// Whether it is key.
    pub key: bool,
    /// The territory it lies in.
    pub territory: Option<TerritoryId>,
    /// Who, by function and line.
    pub answers: Vec<Answer>,
    /// The cells that the answers name.
    pub cells: Vec<Cell>,
}

/// Who retains and who develops a client, and why.
pub fn of_client(app: &App, ctx: &Context, id: ClientId) -> Result<Told, Error> {
    let scope = ctx.scope(Entity::Client)?;
    app.db.read(|tx| {
        let client = store::client::find(tx, &scope, id)?.ok_or(Error::NotFound)?;
        let settings = setting::load(tx)?;
        let asked = Asked::load(tx, ctx, &settings)?;
        let mut told = Told {
            mode: asked.mode,
            buys: false,
            key: store::responsibility::is_key(tx, id)?,
            territory: client
                .region
                .as_deref()
                .and_then(|region| asked.territory.get(region).copied()),
            answers: Vec::new(),
            cells: Vec::new(),
        };
        let found = store::responsibility::buyers(tx, &scope, Some(&[id]))?;
        if let Some(buyer) = found.first() {
            let lines = asked.lines(tx, Some(&[id]))?;
            told.buys = true;
            told.answers = asked.answers(buyer, lines.get(&id).map_or(&[], Vec::as_slice));
            let named: Vec<_> = told
                .answers
                .iter()
                .flat_map(|answer| &answer.users)
                .collect();
            told.cells = asked
                .cells
                .iter()
                .filter(|cell| named.iter().any(|(_, id)| *id == Some(cell.id)))
                .cloned()
                .collect();
        }
        Ok(told)
    })
}

/// Who does one function for each of these clients: only where one employee does it for every
/// line.
pub(crate) fn responsible(
    tx: &mut DbTx,
    ctx: &Context,
    scope: &Scope,
    clients: &[ClientId],
    function: Function,
) -> Result<HashMap<ClientId, UserId>, DbError> {
    let settings = setting::load(tx)?;
    let asked = Asked::load(tx, ctx, &settings)?;
    let mut found = HashMap::new();
    for part in clients.chunks(AT_ONCE) {
        let lines = asked.lines(tx, Some(part))?;
        for buyer in store::responsibility::buyers(tx, scope, Some(part))? {
            let answers = asked.answers(&buyer, lines.get(&buyer.id).map_or(&[], Vec::as_slice));
            let mut of = answers.iter().filter(|answer| answer.function == function);
            if let (Some(Answer { users, .. }), None) = (of.next(), of.next())
                && let [(user, _)] = users.as_slice()
            {
                found.insert(buyer.id, *user);
            }
        }
    }
    Ok(found)
}

/// A client with a hole or an overlap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Which.
    pub client: ClientId,
    /// Its name.
    pub name: String,
    /// Its region.
    pub region: Option<String>,
    /// Whether it is key.
    pub key: bool,
    /// What is wrong: holes, or overlaps.
    pub answers: Vec<Answer>,
}

/// What an employee is responsible for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Load {
    /// Clients they retain, of at least one line.
    pub retains: i64,
    /// Clients they develop.
    pub develops: i64,
    /// Key clients they hold.
    pub key_held: i64,
}

/// The matrix held against the clients that buy.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// How the work is organised.
    pub mode: Mode,
    /// Clients within the scope that buy.
    pub clients: i64,
    /// Of these: key ones.
    pub key: i64,
    /// Clients that nobody retains or nobody develops, of some line at least.
    pub holes: i64,
    /// The first of them, by name.
    pub hole_cases: Vec<Case>,
    /// Clients that several retain or develop.
    pub overlaps: i64,
    /// The first of them, by name.
    pub overlap_cases: Vec<Case>,
    /// Regions in no territory, with their clients.
    pub regions: Vec<(Option<String>, i64)>,
    /// What each employee is responsible for.
    pub loads: Vec<(UserId, Load)>,
    /// Key clients one employee can look after.
    pub key_most: i64,
}

/// Holds the matrix against all clients that buy and that the actor sees.
pub fn report(app: &App, ctx: &Context) -> Result<Report, Error> {
    let scope = ctx.scope(Entity::Client)?;
    app.db.read(|tx| {
        let settings = setting::load(tx)?;
        let asked = Asked::load(tx, ctx, &settings)?;
        let buyers = store::responsibility::buyers(tx, &scope, None)?;
        let lines = asked.lines(tx, None)?;
        let mut report = Report {
            mode: asked.mode,
            clients: buyers.len() as i64,
            key: 0,
            holes: 0,
            hole_cases: Vec::new(),
            overlaps: 0,
            overlap_cases: Vec::new(),
            regions: Vec::new(),
            loads: Vec::new(),
            key_most: settings.whole(&KEY_PER_MANAGER),
        };
        let mut loads: BTreeMap<UserId, Load> = BTreeMap::new();
        let mut regions: BTreeMap<Option<String>, i64> = BTreeMap::new();
        for buyer in &buyers {
            let answers = asked.answers(buyer, lines.get(&buyer.id).map_or(&[], Vec::as_slice));
            report.key += i64::from(buyer.key);
            if asked.territory_of(buyer).is_none() {
                *regions.entry(buyer.region.clone()).or_default() += 1;
            }
            if let Some(holder) = buyer.holder.filter(|_| buyer.key) {
                loads.entry(holder).or_default().key_held += 1;
            }
            for (user, load) in responsible_of(&answers) {
                let sum = loads.entry(user).or_default();
                sum.retains += load.retains;
                sum.develops += load.develops;
            }
            let case = |wrong: fn(&Answer) -> bool| Case {
                client: buyer.id,
                name: String::new(),
                region: buyer.region.clone(),
                key: buyer.key,
                answers: answers.iter().filter(|one| wrong(one)).cloned().collect(),
            };
            if answers.iter().any(Answer::is_hole) {
                report.holes += 1;
                if report.hole_cases.len() < NAMED {
                    report.hole_cases.push(case(Answer::is_hole));
                }
            }
            if answers.iter().any(Answer::is_overlap) {
                report.overlaps += 1;
                if report.overlap_cases.len() < NAMED {
                    report.overlap_cases.push(case(Answer::is_overlap));
                }
            }
        }
        name(tx, &mut report.hole_cases)?;
        name(tx, &mut report.overlap_cases)?;
        report.regions = regions.into_iter().collect();
        report
            .regions
            .sort_by_key(|(_, clients)| std::cmp::Reverse(*clients));
        report.loads = loads.into_iter().collect();
        Ok(report)
    })
}

/// What one client adds to the loads: once for each function, however many lines.
fn responsible_of(answers: &[Answer]) -> BTreeMap<UserId, Load> {
    let mut loads: BTreeMap<UserId, Load> = BTreeMap::new();
    for answer in answers {
        for (user, _) in &answer.users {
            let load = loads.entry(*user).or_default();
            match answer.function {
                Function::Retention => load.retains = 1,
                Function::Development => load.develops = 1,
            }
        }
    }
    loads
}

fn name(tx: &mut DbTx, cases: &mut [Case]) -> Result<(), DbError> {
    let ids: Vec<ClientId> = cases.iter().map(|case| case.client).collect();
    let names: HashMap<ClientId, String> = store::client::find_all(tx, &ids)?
        .into_iter()
        .map(|client| (client.id, client.data.name))
        .collect();
    for case in cases {
        case.name = names.get(&case.client).cloned().unwrap_or_default();
    }
    Ok(())
}
