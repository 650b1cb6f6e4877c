//! Who is key (R246, R247): by volume, of the company, of a department or of an employee, and by the
//! four marks people set; who looks after them, and whether anybody is key at all (R62).

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use analysis::concentration::{self, Buyer, Top};
use analysis::satisfaction::{Answer as Said, newest};
use analysis::{Day, NONE};
use domain::id::ClientId;
use domain::key_mark::{INNOVATORS_PER_MILLE, KeyAttribute};
use domain::policy::Entity;
use domain::setting::KEY_PER_MANAGER;
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::classes::holder;
use super::concentration::AlarmScope;
use super::names::{Names, Reference, Wanted, client, company_group, manager, team};
use super::question::{Asked, Question};
use super::satisfaction;
use super::snapshot::date;
use super::{Answer, Error, answer};
use crate::App;
use crate::context::Context;

/// Buyers looked at of each body of sales: with the lowest alarm level, 1 %, all that are above it.
const MOST_TOP: usize = 100;
/// Clients named at most.
const MOST_ITEMS: usize = 500;

/// Why a client is key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyReason {
    /// Its volume.
    Volume,
    /// A mark.
    Marked(KeyAttribute),
}

impl KeyReason {
    /// The reason of a code: `volume` or an attribute.
    #[must_use]
    pub fn read(code: &str) -> Option<Self> {
        match code {
            "volume" => Some(Self::Volume),
            code => code.parse().ok().map(Self::Marked),
        }
    }

    const fn code(self) -> &'static str {
        match self {
            Self::Volume => "volume",
            Self::Marked(attribute) => attribute.code(),
        }
    }

    fn all() -> impl Iterator<Item = Self> {
        let marked = KeyAttribute::ALL.iter().copied().map(Self::Marked);
        std::iter::once(Self::Volume).chain(marked)
    }
}

/// Whose sales hang on a key client.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct KeyVolume {
    /// Of the company, a team or an employee.
    pub scope: AlarmScope,
    /// The team or the employee; `null`: the company.
    pub of: Option<Reference>,
    /// The client's share of them.
    pub share: f64,
}

/// The newest answer of a client about how satisfied it is.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct LastAnswer {
    /// 0 to 10.
    pub score: i64,
    /// When.
    #[schema(value_type = String, format = Date)]
    pub day: Day,
}

/// A key client.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct KeyClient {
    /// The client; of a group of companies the largest.
    pub client: Reference,
    /// The group, when its volume makes it key.
    pub group: Option<Reference>,
    /// Its personal manager.
    pub manager: Option<Reference>,
    /// Its own value in the window.
    pub value_minor: i64,
    /// Part of the positive value of all.
    pub share: Option<f64>,
    /// Key by volume of these.
    pub volume: Vec<KeyVolume>,
    /// The marks on its card: `potential`, `fame`, `innovator`, `demanding`.
    #[schema(value_type = Vec<String>)]
    pub marks: Vec<KeyAttribute>,
    /// Last contact.
    pub last_contact_at: Option<Timestamp>,
    /// The newest answer.
    pub satisfaction: Option<LastAnswer>,
}

/// Clients that are key for one reason.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct KeySums {
    /// `volume` or a mark.
    #[schema(value_type = String)]
    pub reason: &'static str,
    /// Clients.
    pub clients: u64,
    /// Part of the clients of the base.
    pub share: Option<f64>,
    /// What is usual; `null`: nothing is said.
    pub benchmark: Option<f64>,
}

/// An employee with more key clients than one can look after.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct KeyLoad {
    /// The employee.
    pub manager: Reference,
    /// Key clients.
    pub clients: u64,
}

/// The key clients.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct KeyClients {
    /// Clients of the base.
    pub base: u64,
    /// Key ones; none at all is a warning (R62).
    pub clients: u64,
    /// Of them without a personal manager (R200).
    pub without_manager: u64,
    /// By reason.
    pub reasons: Vec<KeySums>,
    /// Who has more than one can look after (R199).
    pub overloaded: Vec<KeyLoad>,
    /// So many one can.
    pub most_per_manager: i64,
    /// The share from which a client is key by volume.
    pub level: f64,
    /// They, the largest first.
    pub items: Vec<KeyClient>,
}

/// The key clients and how they are looked after.
pub fn key_clients(
    app: &App,
    ctx: &Context,
    question: &Question,
) -> Result<Arc<Answer<KeyClients>>, Error> {
    answer(app, ctx, question, "key_clients", "", |asked| {
        figure(app, ctx, asked)
    })
}

/// Whose sales a body is, with the share of a client.
type Volume = (AlarmScope, u32, f64);

/// Who is key, by number of the client.
#[derive(Debug, Default)]
struct Found {
    volume: BTreeMap<u32, Vec<Volume>>,
    groups: BTreeMap<u32, u32>,
    marks: BTreeMap<u32, BTreeSet<KeyAttribute>>,
}

impl Found {
    fn of(app: &App, asked: &Asked) -> Result<Self, Error> {
        let view = asked.view();
        let mut found = Self::default();
        let rows = asked.rows(&view);
        let company = concentration::company(&view, &rows, MOST_TOP);
        found.take(AlarmScope::Company, NONE, &company.top);
        let held = &asked.held;
        for (code, of) in concentration::teams(&view, MOST_TOP) {
            if team(held, code).is_some() {
                found.take(AlarmScope::Team, code, &of.top);
            }
        }
        for (code, of) in concentration::managers(&view, MOST_TOP) {
            if manager(held, code).is_some() {
                found.take(AlarmScope::Manager, code, &of.top);
            }
        }
        found.marks = marked(app, asked)?;
        Ok(found)
    }

    fn take(&mut self, scope: AlarmScope, code: u32, top: &[Top]) {
        for of in top.iter().filter(|of| of.level.is_some()) {
            let volumes = self.volume.entry(of.client).or_default();
            volumes.push((scope, code, of.share));
            if let Buyer::Group(group) = of.buyer {
                self.groups.insert(of.client, group);
            }
        }
    }

    fn clients(&self) -> BTreeSet<u32> {
        self.volume
            .keys()
            .chain(self.marks.keys())
            .copied()
            .collect()
    }

    fn for_reason(&self, reason: KeyReason) -> BTreeSet<u32> {
        match reason {
            KeyReason::Volume => self.volume.keys().copied().collect(),
            KeyReason::Marked(attribute) => {
                let marked = self.marks.iter();
                let of = marked.filter(|(_, marks)| marks.contains(&attribute));
                of.map(|(client, _)| *client).collect()
            }
        }
    }
}

/// The marks of the clients of a question up to its day.
pub(super) fn marked(
    app: &App,
    asked: &Asked,
) -> Result<BTreeMap<u32, BTreeSet<KeyAttribute>>, Error> {
    let seen: BTreeSet<u32> = asked.everybody().map(|(client, _)| client).collect();
    let until = date(asked.view().as_of);
    let marks = app
        .db
        .read(|tx| store::analysis::key_marks_until(tx, until))?;
    let mut marked: BTreeMap<u32, BTreeSet<KeyAttribute>> = BTreeMap::new();
    for (id, attribute) in marks {
        let number = asked.held.clients.find(&id);
        if let Some(number) = number.filter(|number| seen.contains(number)) {
            marked.entry(number).or_default().insert(attribute);
        }
    }
    Ok(marked)
}

/// The key clients, for one reason or any, ascending by number.
pub(super) fn key(app: &App, asked: &Asked, reason: Option<KeyReason>) -> Result<Vec<u32>, Error> {
    let found = Found::of(app, asked)?;
    let of = reason.map_or_else(|| found.clients(), |reason| found.for_reason(reason));
    Ok(of.into_iter().collect())
}

fn figure(app: &App, ctx: &Context, asked: &Asked) -> Result<KeyClients, Error> {
    let view = asked.view();
    let found = Found::of(app, asked)?;
    let rows = asked.rows(&view);
    let value = |client: u32| rows.get(client).map_or(0, |row| row.value_minor);
    let base = asked.everybody().count() as u64;
    let all = found.clients();
    let reasons = KeyReason::all().map(|reason| {
        let clients = found.for_reason(reason).len() as u64;
        let innovator = reason == KeyReason::Marked(KeyAttribute::Innovator);
        KeySums {
            reason: reason.code(),
            clients,
            share: (base > 0).then(|| clients as f64 / base as f64),
            benchmark: innovator.then(|| f64::from(INNOVATORS_PER_MILLE) / 1_000.0),
        }
    });
    let mut loads: BTreeMap<u32, u64> = BTreeMap::new();
    for client in &all {
        *loads.entry(holder(asked, *client)).or_default() += 1;
    }
    let without_manager = loads.remove(&NONE).unwrap_or_default();
    let most_per_manager = asked.settings.whole(&KEY_PER_MANAGER);
    let mut loads: Vec<(u32, u64)> = loads
        .into_iter()
        .filter(|(_, clients)| i64::try_from(*clients).is_ok_and(|of| of > most_per_manager))
        .collect();
    loads.sort_by_key(|(code, clients)| (Reverse(*clients), *code));
    let mut listed: Vec<u32> = all.iter().copied().collect();
    listed.sort_by_key(|client| (Reverse(value(*client)), *client));
    listed.truncate(MOST_ITEMS);
    let names = names(app, asked, &found, &listed, &loads)?;
    let answers = satisfaction::answers(app, asked, view.as_of)?;
    let answers = newest(&answers, Day::MIN, view.as_of);
    let contacts = contacts(app, ctx, asked, &listed)?;
    let person = |code: u32| manager(&asked.held, code).map(|id| names.of(id));
    let shown = listed.iter().filter_map(|&number| {
        let id = client(&asked.held, number)?;
        let volume = found.volume.get(&number).into_iter().flatten();
        let group = found.groups.get(&number).copied();
        let marks = found.marks.get(&number).into_iter().flatten();
        Some(KeyClient {
            client: names.of(id),
            group: group
                .and_then(|code| company_group(&asked.held, code))
                .map(|id| names.of(id)),
            manager: person(holder(asked, number)),
            value_minor: value(number),
            share: (rows.positive_minor > 0)
                .then(|| value(number).max(0) as f64 / rows.positive_minor as f64),
            volume: volume
                .map(|&(scope, code, share)| KeyVolume {
                    scope,
                    of: match scope {
                        AlarmScope::Company => None,
                        AlarmScope::Team => team(&asked.held, code).map(|id| names.of(id)),
                        AlarmScope::Manager => person(code),
                    },
                    share,
                })
                .collect(),
            marks: marks.copied().collect(),
            last_contact_at: contacts.get(&ClientId::from_uuid(id)).copied(),
            satisfaction: answers.get(&number).map(last),
        })
    });
    Ok(KeyClients {
        base,
        clients: all.len() as u64,
        without_manager,
        reasons: reasons.collect(),
        overloaded: loads
            .iter()
            .filter_map(|&(code, clients)| {
                let manager = person(code)?;
                Some(KeyLoad { manager, clients })
            })
            .collect(),
        most_per_manager,
        level: asked
            .parameters
            .concentration
            .alarms
            .first()
            .map_or(0.0, |level| f64::from(*level) / 100.0),
        items: shown.collect(),
    })
}

fn last(of: &Said) -> LastAnswer {
    LastAnswer {
        score: of.score,
        day: of.day,
    }
}

fn names(
    app: &App,
    asked: &Asked,
    found: &Found,
    listed: &[u32],
    loads: &[(u32, u64)],
) -> Result<Names, Error> {
    let volumes = || found.volume.values().flatten();
    let of = |wanted: AlarmScope| {
        let of = volumes().filter(move |(scope, _, _)| *scope == wanted);
        of.map(|(_, code, _)| *code)
    };
    let managers = listed.iter().map(|client| holder(asked, *client));
    let managers = managers.chain(of(AlarmScope::Manager));
    let wanted = Wanted {
        clients: listed.to_vec(),
        managers: managers
            .chain(loads.iter().map(|(code, _)| *code))
            .collect(),
        teams: of(AlarmScope::Team).collect(),
        company_groups: found.groups.values().copied().collect(),
        ..Wanted::default()
    };
    wanted.read(app, &asked.held)
}

/// When somebody last talked with each of these clients.
fn contacts(
    app: &App,
    ctx: &Context,
    asked: &Asked,
    listed: &[u32],
) -> Result<HashMap<ClientId, Timestamp>, Error> {
    let scope = ctx.scope(Entity::Client)?;
    let ids: Vec<ClientId> = listed
        .iter()
        .filter_map(|number| asked.held.clients.value(*number).copied())
        .collect();
    let items = app.db.read(|tx| store::client::chosen(tx, &scope, &ids))?;
    let touched = items.into_iter();
    Ok(touched
        .filter_map(|item| Some((item.id, item.last_interaction_at?)))
        .collect())
}
