//! Satisfaction: what clients answered, by whom and how they were asked.

use domain::client::Client;
use domain::code::UnknownCode;
use domain::id::{ClientId, UserId};
use domain::part::Part;
use domain::policy::Action;
use domain::satisfaction::{BEST, NOTE_LIMIT, SatisfactionData};
use domain::text;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::client::{Patch, Refusal};
use crate::context::Context;
use crate::part::{Error, Kind};
use crate::{App, DbError, DbTx};

/// What comes in about an answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Input {
    /// From 0 to 10; needed for a new one.
    pub score: Option<i64>,
    /// Code of the channel; needed for a new one.
    pub channel: Option<String>,
    /// When; today when absent.
    pub day: Option<Date>,
    /// Who asked; whoever writes it when absent.
    pub asked_by: Patch<UserId>,
    /// What the client said besides.
    pub note: Patch<String>,
}

impl Input {
    /// A new answer.
    pub fn create(&self, ctx: &Context) -> Result<SatisfactionData, Error> {
        let (Some(score), Some(channel)) = (self.score, &self.channel) else {
            let field = if self.score.is_none() {
                "score"
            } else {
                "channel"
            };
            return Err(Error::refused(field, "field.invalid"));
        };
        let unknown = |_: UnknownCode| Error::refused("channel", "code.unknown");
        let mut data = SatisfactionData {
            score,
            day: ctx.now.to_zoned(TimeZone::UTC).date(),
            asked_by: ctx.actor.user_or_system(),
            channel: channel.parse().map_err(unknown)?,
            note: None,
        };
        self.apply(&mut data)?;
        Ok(data)
    }

    /// Puts the given fields into `data`.
    pub fn apply(&self, data: &mut SatisfactionData) -> Result<(), Error> {
        let mut refusals = Vec::new();
        match self.score {
            Some(score) if (0..=BEST).contains(&score) => data.score = score,
            Some(_) => refusals.push(Refusal::new("score", "field.invalid")),
            None => {}
        }
        match self.channel.as_deref().map(str::parse) {
            Some(Ok(channel)) => data.channel = channel,
            Some(Err(_)) => refusals.push(Refusal::new("channel", "code.unknown")),
            None => {}
        }
        match self
            .note
            .as_ref()
            .map(|note| note.as_deref().map(str::trim))
        {
            Some(Some(note)) if !note.is_empty() => match text::block(note, NOTE_LIMIT) {
                Ok(note) => data.note = Some(note),
                Err(error) => refusals.push(Refusal::new("note", error.code())),
            },
            Some(_) => data.note = None,
            None => {}
        }
        data.day = self.day.unwrap_or(data.day);
        data.asked_by = self.asked_by.unwrap_or(data.asked_by);
        if refusals.is_empty() {
            Ok(())
        } else {
            Err(Error::Invalid(refusals))
        }
    }
}

/// An answer with the names of who wrote it and who asked.
pub type Named = (Part<SatisfactionData>, String, Option<String>);

/// Answers with the names of who wrote them and who asked.
pub fn with_names(app: &App, parts: Vec<Part<SatisfactionData>>) -> Result<Vec<Named>, Error> {
    let names = app.db.read(store::user::names)?;
    let name = |id: UserId| names.get(&id).cloned().unwrap_or_default();
    let named = |part: Part<SatisfactionData>| {
        let author = name(part.created_by);
        let asker = part.data.asked_by.map(name);
        (part, author, asker)
    };
    Ok(parts.into_iter().map(named).collect())
}

impl Kind for SatisfactionData {
    const RIGHT: Action = Action::ClientUpdate;

    fn check(&self, tx: &mut DbTx, _: ClientId, _: Option<Self::Id>) -> Result<(), Error> {
        match self.asked_by {
            Some(id) if store::user::find(tx, id)?.is_none() => {
                Err(Error::refused("asked_by", "reference.unknown"))
            }
            _ => Ok(()),
        }
    }

    fn follow(
        tx: &mut DbTx,
        client: &Client,
        _: Option<&Part<Self>>,
        _: Option<&Part<Self>>,
    ) -> Result<(), DbError> {
        // What was answered from the figures kept is out of date.
        store::order::mark_changed(tx, client.id)
    }
}
