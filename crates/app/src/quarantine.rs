//! Quarantine: setting aside, letting go, and the list of what is to be looked at again.

use domain::channel::ChannelData;
use domain::client::Client;
use domain::id::{ChannelId, ClientId, QuarantineId};
use domain::part::Part;
use domain::policy::{Action, Entity};
use domain::quarantine::{NOTE_LIMIT, QuarantineData, QuarantineReason, return_day};
use domain::setting::{QUARANTINE_RECHECK, Settings};
use domain::text;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
pub use store::quarantine::Item;
use store::quarantine::ListQuery;
use uuid::Uuid;

use crate::client::{Patch, Refusal, veil_value};
use crate::context::Context;
use crate::part::{Error, Kind};
use crate::person::{filled, keep};
use crate::{App, DbError, DbTx, setting};

/// What comes in about something set aside.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Input {
    /// The number or address; none: the whole client. Fixed once written.
    pub channel_id: Option<ChannelId>,
    /// Code of the reason.
    pub reason: Option<String>,
    /// More about it.
    pub note: Patch<String>,
    /// When it is looked at again; by the setting when absent.
    pub return_day: Option<String>,
    /// Let it go, or set it aside again.
    pub released: Option<bool>,
}

impl Input {
    /// Something newly set aside.
    pub fn create(&self, settings: &Settings, now: Timestamp) -> Result<QuarantineData, Error> {
        if self.reason.is_none() {
            return Err(Error::refused("reason", "code.unknown"));
        }
        let today = setting::today(settings, now);
        let mut data = QuarantineData {
            channel_id: self.channel_id,
            reason: QuarantineReason::Other,
            note: None,
            since_day: today,
            return_day: next_look(settings, today),
            released_day: None,
        };
        self.apply(settings, now, &mut data)?;
        Ok(data)
    }

    /// Puts the given fields into `data`.
    pub fn apply(
        &self,
        settings: &Settings,
        now: Timestamp,
        data: &mut QuarantineData,
    ) -> Result<(), Error> {
        let mut refusals = Vec::new();
        if self.channel_id.is_some() && self.channel_id != data.channel_id {
            refusals.push(Refusal::new("channel_id", "field.invalid"));
        }
        match self.reason.as_deref().map(str::parse::<QuarantineReason>) {
            Some(Ok(reason)) => data.reason = reason,
            Some(Err(_)) => refusals.push(Refusal::new("reason", "code.unknown")),
            None => {}
        }
        let note = self
            .note
            .as_ref()
            .map(|note| filled(note).map(|note| text::block(note, NOTE_LIMIT)));
        keep(&mut refusals, "note", note, &mut data.note);
        match self.return_day.as_deref().map(str::parse::<Date>) {
            Some(Ok(day)) if day > data.since_day => data.return_day = day,
            Some(_) => refusals.push(Refusal::new("return_day", "quarantine.return_day")),
            None => {}
        }
        if let Some(released) = self.released {
            let today = setting::today(settings, now);
            data.released_day = released.then_some(data.released_day.unwrap_or(today));
        }
        if refusals.is_empty() {
            Ok(())
        } else {
            Err(Error::Invalid(refusals))
        }
    }
}

/// The day of the next look by the setting.
pub(crate) fn next_look(settings: &Settings, today: Date) -> Date {
    return_day(today, settings.whole(&QUARANTINE_RECHECK))
}

impl Kind for QuarantineData {
    const RIGHT: Action = Action::ClientUpdate;

    fn check(&self, tx: &mut DbTx, client: ClientId, _: Option<Self::Id>) -> Result<(), Error> {
        let Some(id) = self.channel_id else {
            return Ok(());
        };
        match store::part::find_kept::<ChannelData>(tx, id)? {
            Some((channel, None)) if channel.client_id == client => Ok(()),
            _ => Err(Error::refused("channel_id", "reference.unknown")),
        }
    }

    fn follow(
        tx: &mut DbTx,
        client: &Client,
        _: Option<&Part<Self>>,
        _: Option<&Part<Self>>,
    ) -> Result<(), DbError> {
        store::client::refresh_channels(tx, client.id)
    }
}

/// What to list, the earliest return first.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// For these reasons; none: for any.
    pub reasons: Vec<QuarantineReason>,
    /// Only what is to be looked at again by now.
    pub due: bool,
    /// At most so many, 1 to 1,000.
    pub limit: u32,
    /// Where the page before ended.
    pub after: Option<Place>,
}

/// Where a page ended.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Place(Date, Uuid);

/// A page of what stands aside.
#[derive(Debug, Clone)]
pub struct Page {
    /// The records.
    pub items: Vec<Item>,
    /// Where the page ended, when there is another.
    pub next: Option<Place>,
    /// How many there are in all.
    pub total: i64,
    /// The day by which something is due.
    pub today: Date,
}

/// A page of what stands aside at the clients the reader may see.
pub fn list(app: &App, ctx: &Context, request: &Request) -> Result<Page, Error> {
    let scope = ctx.scope(Entity::Client)?;
    let limit = request.limit.clamp(1, 1_000);
    app.db.read(|tx| {
        let today = setting::today(&setting::load(tx)?, ctx.now);
        let query = ListQuery {
            scope: &scope,
            reasons: &request.reasons,
            due_by: request.due.then_some(today),
            after: request
                .after
                .map(|Place(day, id)| (day, QuarantineId::from_uuid(id))),
            limit: i64::from(limit) + 1,
        };
        let mut items = store::quarantine::list(tx, &query)?;
        let total = store::quarantine::count(tx, &query)?;
        let more = items.len() > limit as usize;
        items.truncate(limit as usize);
        let last = items.last().filter(|_| more).map(|item| &item.quarantine);
        let next = last.map(|last| Place(last.data.return_day, last.id.uuid()));
        for item in &mut items {
            item.channel = item
                .channel
                .take()
                .and_then(|(kind, value)| Some((kind, veil_value(ctx, kind, Some(value))?)));
        }
        Ok(Page {
            items,
            next,
            total,
            today,
        })
    })
}
