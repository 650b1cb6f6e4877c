//! People at clients.

use domain::client::Client;
use domain::part::Part;
use domain::person::{DecisionRole, NAME_LIMIT, NOTE_LIMIT, PersonData};
use domain::policy::{Action, Entity};
use domain::search::{Query, understand};
use domain::text;
use store::person::Found;
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

/// People whose names have the words of `q`, within the reader's clients; at most `limit`.
pub fn find_by_name(app: &App, ctx: &Context, q: &str, limit: u32) -> Result<Vec<Found>, Error> {
    let scope = ctx.scope(Entity::Client)?;
    let Query::Words(readings) = understand(q) else {
        return Ok(Vec::new());
    };
    app.db.read(|tx| {
        let Some(words) = search::choose(tx, Named::Person, &scope, &readings)? else {
            return Ok(Vec::new());
        };
        Ok(store::person::find_by_name(
            tx,
            &scope,
            &words,
            i64::from(limit.clamp(1, 100)),
        )?)
    })
}
