//! Records of the base that may be one and the same client or person, and whether what is typed or
//! brought in is in the base already: the same engine for a form, a request, the rows of a file and
//! the whole base. What a reader may not see is announced without its data.

mod add;
mod batch;
pub mod bulk;
pub mod decide;
mod live;
pub mod people;
pub mod people_merge;
pub mod precision;
pub mod record;
pub mod review;
pub mod sweep;
mod typed;

use domain::client::Client;
use domain::duplicate::{Borders, Level};
use domain::id::{ClientId, PersonId, UserId};
use domain::policy::{Entity, Forbidden, Scope};
use matching::{Due, Match, Reason, TOP};
use store::duplicate::Card;

pub(crate) use add::{Doubt, Rows, insisted};
pub use add::{add_client, add_person};
pub(crate) use batch::{Batch, Judged, Whom};
pub(crate) use bulk::{merge_job, undo_job};
pub(crate) use live::Alike;
pub use live::Keeper;
use live::Looked;
pub use record::Subject;
pub(crate) use sweep::{after_import, sweep_job};
pub use typed::{Typed, Who};

use crate::context::Context;
use crate::{App, DbError, client, setting};

/// Why candidates are not told.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No right.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Somebody in the base who may be the one that is typed.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Who; nothing when the reader may not see them.
    pub shown: Option<Shown>,
    /// Name of the employee who manages the client, if anybody does.
    pub holder: Option<String>,
    /// The chance that they are one, 0 to 1.
    pub chance: f64,
    /// How sure that is, by the borders of the settings.
    pub level: Level,
    /// Bits before anything was compared.
    pub start: f64,
    /// Why; nothing when the reader may not see them.
    pub reasons: Vec<Reason>,
    /// Records that the counts of the reasons are of.
    pub of: usize,
}

/// What a reader sees of somebody who may be the one: enough to tell namesakes apart.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// The client, masked for the reader.
    pub client: Client,
    /// The person at the client, if it is one.
    pub person: Option<ShownPerson>,
    /// Town of the client.
    pub city: Option<String>,
}

/// A person at a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownPerson {
    /// Who.
    pub id: PersonId,
    /// Name.
    pub name: String,
    /// First phone, masked for the reader.
    pub phone: Option<String>,
    /// First e-mail, masked for the reader.
    pub email: Option<String>,
}

/// What is found while something is typed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Found {
    /// False while the base is still being read after a start.
    pub ready: bool,
    /// The likeliest first.
    pub candidates: Vec<Candidate>,
    /// Of people: how many have the surname that is typed and no other given name.
    pub namesakes: usize,
}

impl Found {
    /// One person alone has the surname that is typed, and may be seen: the form can be filled.
    pub fn single(&self) -> bool {
        self.namesakes == 1 && self.candidates.len() == 1 && self.candidates[0].shown.is_some()
    }
}

/// Who of the base may be the one that is typed: at most five, with reasons.
pub fn candidates(app: &App, ctx: &Context, typed: &Typed) -> Result<Found, Error> {
    let scope = ctx.scope(Entity::Client)?;
    let keeper = app.duplicates();
    if !keeper.is_ready() {
        return Ok(Found::default());
    }
    let settings = setting::current(app)?;
    let borders = Borders::of(&settings);
    let apart = match typed.except {
        Some(Subject::Client(id)) => {
            let said = app
                .db
                .read(|tx| store::duplicate::decision::of_card(tx, id))?;
            let apart = said.iter().filter(|one| one.verdict.is_apart());
            apart
                .map(|one| if one.a == id { one.b } else { one.a })
                .collect()
        }
        _ => Vec::new(),
    };
    // whoever changes a card was told of these, and said what they are
    let decided = |subject| matches!(subject, Subject::Client(id) if apart.contains(&id));
    let keep = |subject| Some(subject) != typed.except && !decided(subject);
    let Looked { mut alike, .. } = typed.alike(app, &keep)?;
    alike.retain(|alike| alike.told.chance >= borders.show || alike.told.due != Due::ByChance);
    let mut namesakes = 0;
    if typed.is_about_people() {
        // a surname says little, and yet may be all that is known
        let (others, all) = typed.namesakes(app, &keep)?;
        namesakes = all;
        for other in others {
            if alike.len() < TOP && alike.iter().all(|known| known.subject != other.subject) {
                alike.push(other);
            }
        }
    }
    Ok(Found {
        ready: true,
        candidates: shown(app, ctx, &scope, borders, &alike)?,
        namesakes,
    })
}

/// How sure it is that a record is the one, and that whoever adds it is to be asked: by the borders
/// of the settings, but for what is asked whatever the base makes of it.
pub(crate) fn level(borders: Borders, told: &Match) -> Level {
    match (borders.level(told.chance), told.due) {
        (Level::Possible, Due::Asked) => Level::Likely,
        (level, _) => level,
    }
}

/// What the reader sees of records that are alike.
fn shown(
    app: &App,
    ctx: &Context,
    scope: &Scope,
    borders: Borders,
    alike: &[Alike],
) -> Result<Vec<Candidate>, DbError> {
    if alike.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<ClientId> = alike.iter().map(|one| one.subject.client()).collect();
    let (clients, cards, names) = app.db.read(|tx| {
        let clients = store::client::find_all(tx, &ids)?;
        let cards = store::duplicate::cards(tx, &ids)?;
        Ok::<_, DbError>((clients, cards, store::user::names(tx)?))
    })?;
    let mut candidates = Vec::with_capacity(TOP);
    for one in alike {
        let id = one.subject.client();
        let Some(client) = clients.iter().find(|client| client.id == id) else {
            continue;
        };
        let manager: Option<UserId> = client.data.manager_id;
        let level = level(borders, &one.told);
        let seen = scope.covers(manager);
        // a hint to somebody else's client has to be worth the word
        if !seen && level == Level::Possible && one.told.due == Due::ByChance {
            continue;
        }
        let card = cards.iter().find(|card| card.id == id);
        let shown = seen.then(|| Shown {
            client: {
                let mut client = client.clone();
                client::veil_client(ctx, &mut client);
                client
            },
            person: person_of(ctx, card, one.subject),
            city: card.and_then(city),
        });
        candidates.push(Candidate {
            shown,
            holder: manager.and_then(|id| names.get(&id).cloned()),
            chance: one.told.chance,
            level,
            start: one.told.start,
            reasons: if seen {
                one.told.reasons.clone()
            } else {
                Vec::new()
            },
            of: if seen { one.told.of } else { 0 },
        });
    }
    Ok(candidates)
}

fn city(card: &Card) -> Option<String> {
    let mut cities = card.addresses.iter().map(|(_, parts)| &parts.settlement);
    cities.find(|city| !city.is_empty()).cloned()
}

fn person_of(ctx: &Context, card: Option<&Card>, subject: Subject) -> Option<ShownPerson> {
    use domain::channel::ChannelKind::{Email, Phone};
    let Subject::Person(id, _) = subject else {
        return None;
    };
    let card = card?;
    let (_, name) = card.people.iter().find(|(person, _)| *person == id)?;
    let first = |kind| {
        let mut ways = card.channels.iter();
        let way = ways.find(|way| way.person == Some(id) && way.kind == kind)?;
        client::veil_value(ctx, kind, Some(way.value.clone()))
    };
    Some(ShownPerson {
        id,
        name: name.clone(),
        phone: first(Phone),
        email: first(Email),
    })
}
