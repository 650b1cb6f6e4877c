//! People at clients.

use domain::client::Client;
use domain::id::PersonId;
use domain::part::Part;
use domain::person::{DecisionRole, NAME_LIMIT, NOTE_LIMIT, PersonData, PersonTerm};
use domain::policy::{Action, Entity};
use domain::search::{Query, understand};
use domain::text;
use serde::{Deserialize, Serialize};
pub use store::person::Found;
use store::person::ListQuery;
use store::search::{self, Named};

use crate::client::{Patch, Refusal};
use crate::context::Context;
use crate::part::{Error, Kind};
use crate::{App, DbError, DbTx};

/// What comes in about a person. On creation absent fields have their defaults.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Input {
    /// Name.
    pub name: Option<String>,
    /// Job title.
    pub title: Patch<String>,
    /// Code of the part in decisions.
    pub decision_role: Option<String>,
    /// Code of the level.
    pub level: Patch<String>,
    /// Anything else.
    pub note: Patch<String>,
}

impl Input {
    /// A new person.
    pub fn create(&self) -> Result<PersonData, Error> {
        let mut data = PersonData {
            name: String::new(),
            title: None,
            decision_role: DecisionRole::None,
            level: None,
            note: None,
        };
        if self.name.is_none() {
            return Err(Error::refused("name", "text.empty"));
        }
        self.apply(&mut data)?;
        Ok(data)
    }

    /// Puts the given fields into `data`.
    pub fn apply(&self, data: &mut PersonData) -> Result<(), Error> {
        let mut refusals = Vec::new();
        if let Some(name) = &self.name {
            match text::line(name, NAME_LIMIT) {
                Ok(name) => data.name = name,
                Err(error) => refusals.push(Refusal::new("name", error.code())),
            }
        }
        let title = self
            .title
            .as_ref()
            .map(|title| filled(title).map(|t| text::line(t, NAME_LIMIT)));
        keep(&mut refusals, "title", title, &mut data.title);
        let note = self
            .note
            .as_ref()
            .map(|note| filled(note).map(|n| text::block(n, NOTE_LIMIT)));
        keep(&mut refusals, "note", note, &mut data.note);
        if let Some(role) = &self.decision_role {
            match role.parse() {
                Ok(role) => data.decision_role = role,
                Err(_) => refusals.push(Refusal::new("decision_role", "code.unknown")),
            }
        }
        match &self.level {
            Some(Some(level)) => match level.parse() {
                Ok(level) => data.level = Some(level),
                Err(_) => refusals.push(Refusal::new("level", "code.unknown")),
            },
            Some(None) => data.level = None,
            None => {}
        }
        if refusals.is_empty() {
            Ok(())
        } else {
            Err(Error::Invalid(refusals))
        }
    }
}

/// A text of a patch, if it says anything.
pub(crate) fn filled(text: &Option<String>) -> Option<&str> {
    text.as_deref().filter(|text| !text.trim().is_empty())
}

/// Keeps a checked text, or tells why it is refused; an absent one clears.
pub(crate) fn keep(
    refusals: &mut Vec<Refusal>,
    field: &'static str,
    given: Option<Option<Result<String, text::TextError>>>,
    kept: &mut Option<String>,
) {
    match given {
        Some(Some(Ok(text))) => *kept = Some(text),
        Some(Some(Err(error))) => refusals.push(Refusal::new(field, error.code())),
        Some(None) => *kept = None,
        None => {}
    }
}

impl Kind for PersonData {
    const RIGHT: Action = Action::ClientUpdate;

    fn follow(
        tx: &mut DbTx,
        client: &Client,
        before: Option<&Part<Self>>,
        after: Option<&Part<Self>>,
    ) -> Result<(), DbError> {
        let manager = client.data.manager_id.map(|id| id.uuid());
        let name = |part: Option<&Part<Self>>| part.map(|part| part.data.name.clone());
        if name(before) == name(after) {
            return Ok(());
        }
        if let Some(before) = before {
            search::remove(tx, Named::Person, before.id.uuid(), &before.data.name)?;
        }
        if let Some(after) = after {
            let words = (after.id.uuid(), manager, after.data.name.as_str());
            search::insert(tx, Named::Person, [words])?;
        }
        Ok(())
    }
}

/// Which people.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// Words of the name.
    pub q: Option<String>,
    /// Conditions, all of which hold.
    pub terms: Vec<PersonTerm>,
    /// From the last name.
    pub descending: bool,
    /// At most so many.
    pub limit: u32,
    /// Where the page before ended.
    pub after: Option<Place>,
    /// Count all, too.
    pub total: bool,
}

/// Where a page ended: the key of the name, and the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place(String, PersonId);

/// A page of people.
#[derive(Debug, Clone)]
pub struct Page {
    /// The people with their clients.
    pub items: Vec<Found>,
    /// Where the next page begins.
    pub next: Option<Place>,
    /// All that are found, if asked for.
    pub total: Option<i64>,
}

/// A page of people at the reader's clients, in the order of names.
pub fn find(app: &App, ctx: &Context, request: &Request) -> Result<Page, Error> {
    let scope = ctx.scope(Entity::Client)?;
    let limit = request.limit.clamp(1, 1000);
    app.db.read(|tx| {
        let words = match understand(request.q.as_deref().unwrap_or_default()) {
            Query::Everything => None,
            Query::Words(readings) => match search::choose(tx, Named::Person, &scope, &readings)? {
                Some(words) => Some(words),
                None => {
                    return Ok(Page {
                        items: Vec::new(),
                        next: None,
                        total: Some(0),
                    });
                }
            },
            // People have no numbers of their own; their phones are channels of the client.
            Query::Digits(_) | Query::Email(_) => {
                return Ok(Page {
                    items: Vec::new(),
                    next: None,
                    total: Some(0),
                });
            }
        };
        let query = ListQuery {
            scope: &scope,
            terms: &request.terms,
            words: words.as_ref(),
            descending: request.descending,
            after: request
                .after
                .as_ref()
                .map(|place| (place.0.as_str(), place.1)),
            limit: i64::from(limit) + 1,
        };
        let mut items = store::person::list(tx, &query)?;
        let total = if request.total {
            Some(store::person::count(tx, &query)?)
        } else {
            None
        };
        let more = items.len() > limit as usize;
        items.truncate(limit as usize);
        let last = items.last().filter(|_| more);
        let next = last.map(|found| Place(found.name_key.clone(), found.person.id));
        Ok(Page { items, next, total })
    })
}
