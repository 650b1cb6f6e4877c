//! Channels of clients and people, and looking at a masked one in full.

use domain::channel::{ChannelData, ChannelKind, ChannelValue, LABEL_LIMIT};
use domain::country::Country;
use domain::id::{ChannelId, ClientId, PersonId};
use domain::journal::JournalAction;
use domain::policy::{Access, Action, Entity, Forbidden, Role};
use domain::setting::{
    REVEAL_ACTIVE_SELLER, REVEAL_CLIENT_MANAGER, REVEAL_GUARDIAN, REVEAL_TELEMARKETER, Whole,
};
use domain::text;
use serde_json::json;

use crate::client::{Patch, Refusal, field_of};
use crate::context::Context;
use crate::journal::{self, Entry};
use crate::part::Error;
use crate::person::{filled, keep};
use crate::{App, DbError, DbTx, setting};

/// What comes in about a channel.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Input {
    /// Whose it is.
    pub person_id: Patch<PersonId>,
    /// Code of the kind; a channel keeps its kind.
    pub kind: Option<String>,
    /// The value as written.
    pub value: Option<String>,
    /// What it is for.
    pub label: Patch<String>,
    /// Place among the channels of the client.
    pub position: Option<i64>,
}

impl Input {
    /// A new channel of a client whose phones are of `country`.
    pub fn create(&self, country: Country) -> Result<ChannelData, Error> {
        let kind: ChannelKind = self
            .kind
            .as_deref()
            .and_then(|kind| kind.parse().ok())
            .ok_or(Error::refused("kind", "code.unknown"))?;
        if self.value.is_none() {
            return Err(Error::refused("value", "text.empty"));
        }
        let mut data = ChannelData {
            person_id: None,
            kind,
            value: String::new(),
            value_key: String::new(),
            label: None,
            position: 0,
            dial_result: None,
            dialled_at: None,
            unanswered: 0,
        };
        self.apply(&mut data, country)?;
        Ok(data)
    }

    /// Puts the given fields into `data`.
    pub fn apply(&self, data: &mut ChannelData, country: Country) -> Result<(), Error> {
        let mut refusals = Vec::new();
        if self
            .kind
            .as_deref()
            .is_some_and(|kind| kind != data.kind.code())
        {
            refusals.push(Refusal::new("kind", "code.unknown"));
        }
        if let Some(person) = self.person_id {
            data.person_id = person;
        }
        if let Some(value) = &self.value {
            match ChannelValue::parse(data.kind, country, value) {
                Ok(value) => {
                    data.value = value.value;
                    data.value_key = value.key;
                }
                Err(error) => refusals.push(Refusal::new("value", error.code())),
            }
        }
        let label = self
            .label
            .as_ref()
            .map(|label| filled(label).map(|l| text::line(l, LABEL_LIMIT)));
        keep(&mut refusals, "label", label, &mut data.label);
        match self.position {
            Some(position @ 0..=10_000) => data.position = position,
            Some(_) => refusals.push(Refusal::new("position", "number.out_of_range")),
            None => {}
        }
        if refusals.is_empty() {
            Ok(())
        } else {
            Err(Error::Invalid(refusals))
        }
    }
}

/// Why a contact is not shown in full.
#[derive(Debug, thiserror::Error)]
pub enum RevealError {
    /// No right.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// No such channel for this reader.
    #[error("not found")]
    NotFound,
    /// A reason must be given.
    #[error("no reason given")]
    Reason(#[from] text::TextError),
    /// The reader has seen as many as the rule allows today.
    #[error("{quota} contacts were revealed today")]
    Quota {
        /// How many the rule allows in a day.
        quota: i64,
        /// The setting that says so.
        setting: &'static str,
    },
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// The longest reason, in characters.
const REASON_LIMIT: usize = 300;

fn quota(role: Role) -> Option<&'static Whole> {
    match role {
        Role::Telemarketer => Some(&REVEAL_TELEMARKETER),
        Role::ActiveSeller => Some(&REVEAL_ACTIVE_SELLER),
        Role::ClientManager => Some(&REVEAL_CLIENT_MANAGER),
        Role::Guardian => Some(&REVEAL_GUARDIAN),
        Role::Owner | Role::HeadOfSales | Role::DataSteward | Role::Administrator => None,
    }
}

/// A masked contact in full: with a reason, within the day's quota, journalled.
pub fn reveal(
    app: &App,
    ctx: &Context,
    client: ClientId,
    id: ChannelId,
    reason: &str,
) -> Result<String, RevealError> {
    ctx.may(Action::ContactReveal)?;
    let scope = ctx.scope(Entity::Client)?;
    let reason = text::line(reason, REASON_LIMIT)?;
    app.db.write(|tx| {
        let channel = store::part::find::<ChannelData>(tx, &scope, id)?
            .filter(|channel| channel.client_id == client)
            .ok_or(RevealError::NotFound)?;
        let access = field_of(channel.data.kind).map_or(Access::Shown, |f| ctx.actor.field(f));
        match access {
            Access::Hidden => return Err(RevealError::NotFound),
            Access::Shown => return Ok(channel.data.value),
            Access::Masked => {}
        }
        check_quota(tx, ctx)?;
        let details = json!({ "kind": channel.data.kind.code(), "reason": reason });
        let id = Some(id.uuid());
        let entry = Entry::note(JournalAction::Reveal, "channel", id, &details);
        journal::record(tx, ctx, entry.of_client(client))?;
        Ok(channel.data.value)
    })
}

fn check_quota(tx: &mut DbTx, ctx: &Context) -> Result<(), RevealError> {
    let settings = setting::load(tx)?;
    let Some(rule) = quota(ctx.actor.role()) else {
        return Ok(());
    };
    let quota = settings.whole(rule);
    let day = setting::start_of_day(&settings, ctx.now);
    let seen = store::journal::count(tx, ctx.actor.user(), JournalAction::Reveal, "channel", day)?;
    if seen < quota {
        Ok(())
    } else {
        Err(RevealError::Quota {
            quota,
            setting: rule.name,
        })
    }
}
