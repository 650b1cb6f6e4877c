//! Forms of web sites (R74): kept by those who may, and the one door by which strangers write into
//! the base. Whoever knows the key of a form can send leads by it and do nothing else: no answer
//! tells anything of the base.

use domain::id::{LeadFormId, SourceId};
use domain::language::Language;
use domain::lead::form::{Form, FormData, Sent, sender};
use domain::lead::{LeadState, LeadText};
use domain::policy::{Action, Forbidden};
use domain::setting::{
    LEAD_FORM_SIZE, LEAD_PER_ADDRESS, LEAD_PER_FORM, LEAD_WINDOW, Settings, Whole,
};
use jiff::SignedDuration;
use store::lead::{Arrival, form as stored};

use super::{Kept, begun, keep};
use crate::client::{Patch, Refusal};
use crate::context::Context;
use crate::journal::{self, Entry, Reversal, Target, UndoError};
use crate::{App, DbError, DbTx, setting};

/// Name of a form in journal and codes.
const ENTITY: &str = "lead_form";

/// Why something is not done with a form, or by one.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No right.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// No such form, or a closed one.
    #[error("no such form")]
    NotFound,
    /// Values that break a rule; each with its field.
    #[error("values are refused")]
    Invalid(Vec<Refusal>),
    /// The page that sends it lies on a site that is not listed.
    #[error("not from this site")]
    ForeignSite,
    /// As many came as the setting allows.
    #[error("too many")]
    TooMany {
        /// The setting.
        setting: &'static str,
        /// Minutes in which they are counted.
        minutes: i64,
    },
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
    fn refused(field: &str, code: &'static str) -> Self {
        Self::Invalid(vec![Refusal::new(field, code)])
    }
}

/// What comes in about a form; absent fields stay.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Input {
    /// Its name; needed for a new one.
    pub name: Option<String>,
    /// The source of its leads.
    pub source_id: Patch<SourceId>,
    /// Sites that may send it.
    pub sites: Option<Vec<String>>,
    /// Code of the language.
    pub language: Option<String>,
    /// The page that follows.
    pub thanks_url: Patch<String>,
    /// The words to be agreed to.
    pub consent: Patch<String>,
    /// Whether it is open.
    pub active: Option<bool>,
}

impl Input {
    fn apply(&self, tx: &mut DbTx, mut data: FormData) -> Result<FormData, Error> {
        if let Some(name) = &self.name {
            data.name.clone_from(name);
        }
        if let Some(source) = self.source_id {
            if let Some(id) = source
                && data.source_id != source
                && store::source::find(tx, id)?.is_none()
            {
                return Err(Error::refused("source_id", "reference.unknown"));
            }
            data.source_id = source;
        }
        if let Some(sites) = &self.sites {
            data.sites.clone_from(sites);
        }
        if let Some(language) = &self.language {
            let unknown = |_| Error::refused("language", "code.unknown");
            data.language = language.parse().map_err(unknown)?;
        }
        if let Some(url) = &self.thanks_url {
            data.thanks_url.clone_from(url);
        }
        if let Some(words) = &self.consent {
            data.consent.clone_from(words);
        }
        data.active = self.active.unwrap_or(data.active);
        data.checked()
            .map_err(|(field, code)| Error::refused(field, code))
    }
}

/// All forms, by name.
pub fn list(app: &App, ctx: &Context) -> Result<Vec<Form>, Error> {
    ctx.may(Action::LeadForm)?;
    Ok(app.db.read(stored::list)?)
}

/// The sources that a form can have, by name: whoever keeps forms may see no clients, but the
/// directory holds none.
pub fn sources(app: &App, ctx: &Context) -> Result<Vec<(SourceId, String)>, Error> {
    ctx.may(Action::LeadForm)?;
    let nobody = domain::policy::Actor::system();
    let scope = nobody.scope(domain::policy::Entity::Client)?;
    let sources = app.db.read(|tx| store::source::list(tx, &scope))?;
    let named = sources.into_iter().map(|one| (one.id, one.data.name));
    Ok(named.collect())
}

/// Adds a form.
pub fn add(app: &App, ctx: &Context, input: &Input) -> Result<Form, Error> {
    ctx.may(Action::LeadForm)?;
    let key = app.chance().secret();
    app.db.write(|tx| {
        let empty = FormData {
            name: String::new(),
            source_id: None,
            sites: Vec::new(),
            language: Language::default(),
            thanks_url: None,
            consent: None,
            active: true,
        };
        let form = Form {
            id: ctx.id(),
            data: input.apply(tx, empty)?,
            key: key.clone(),
            leads: 0,
            version: 1,
        };
        stored::insert(tx, &form, ctx.now)?;
        journal::record(tx, ctx, Entry::create(ENTITY, form.id, &form.data))?;
        Ok(form)
    })
}

fn of_version(tx: &mut DbTx, id: LeadFormId, version: i64) -> Result<Form, Error> {
    let form = stored::find(tx, id)?.ok_or(Error::NotFound)?;
    if form.version == version {
        Ok(form)
    } else {
        Err(Error::VersionConflict {
            current: form.version,
        })
    }
}

/// Changes a form.
pub fn change(
    app: &App,
    ctx: &Context,
    id: LeadFormId,
    version: i64,
    input: &Input,
) -> Result<Form, Error> {
    ctx.may(Action::LeadForm)?;
    app.db.write(|tx| {
        let before = of_version(tx, id, version)?;
        let mut after = before.clone();
        after.data = input.apply(tx, after.data)?;
        if after.data != before.data {
            after.version += 1;
            stored::update(tx, &after)?;
            let line = Entry::update(ENTITY, id, &before.data, &after.data);
            journal::record(tx, ctx, line)?;
        }
        Ok(after)
    })
}

/// Gives a form another key: from now on the old one opens nothing.
pub fn renew(app: &App, ctx: &Context, id: LeadFormId, version: i64) -> Result<Form, Error> {
    ctx.may(Action::LeadForm)?;
    let key = app.chance().secret();
    app.db.write(|tx| {
        let mut form = of_version(tx, id, version)?;
        form.key.clone_from(&key);
        form.version += 1;
        stored::update(tx, &form)?;
        let details = serde_json::json!({ "key": "renewed" });
        let action = domain::journal::JournalAction::Update;
        let line = Entry::note(action, ENTITY, Some(id.uuid()), &details);
        journal::record(tx, ctx, line)?;
        Ok(form)
    })
}

/// Removes a form: its key opens nothing any more. The leads that came by it stay.
pub fn remove(app: &App, ctx: &Context, id: LeadFormId, version: i64) -> Result<(), Error> {
    ctx.may(Action::LeadForm)?;
    app.db.write(|tx| {
        let form = of_version(tx, id, version)?;
        stored::delete(tx, id, ctx.now)?;
        journal::record(tx, ctx, Entry::delete(ENTITY, id, &form.data))?;
        Ok(())
    })
}

/// Takes a change of a form back.
pub(crate) fn take_back(tx: &mut DbTx, ctx: &Context, undo: &Reversal) -> Result<(), UndoError> {
    ctx.may(Action::LeadForm)?;
    let id = LeadFormId::from_uuid(undo.id);
    let current = stored::find(tx, id)?;
    let known = match &current {
        Some(form) => Some(form.clone()),
        None => stored::deleted(tx, id)?,
    };
    let known = known.ok_or(UndoError::NotFound)?;
    match undo.to_state(current.as_ref().map(|form| &form.data))? {
        Target::Absent => stored::delete(tx, id, ctx.now)?,
        Target::Present(data) => {
            let back = Form {
                data,
                version: known.version + 1,
                ..known
            };
            stored::update(tx, &back)?;
        }
    }
    Ok(())
}

/// An open form, before anything of what is sent was looked at.
#[derive(Debug, Clone)]
pub struct Door {
    /// The form.
    pub form: Form,
    /// The largest sending, in bytes.
    pub limit: usize,
}

/// The form that a key opens, for a page of this origin; a program names none.
pub fn door(app: &App, key: &str, origin: Option<&str>) -> Result<Door, Error> {
    app.db.read(|tx| {
        let form = stored::open_with(tx, key)?.ok_or(Error::NotFound)?;
        if origin.is_some_and(|origin| !form.data.allows(origin)) {
            return Err(Error::ForeignSite);
        }
        let kib = setting::load(tx)?.whole(&LEAD_FORM_SIZE);
        let limit = usize::try_from(kib).unwrap_or(0) << 10;
        Ok(Door { form, limit })
    })
}

/// What a stranger sends.
#[derive(Debug, Clone)]
pub struct Sending<'a> {
    /// By which form.
    pub form: &'a Form,
    /// From which network address.
    pub address: &'a str,
    /// Names and values, as they came.
    pub fields: &'a [(String, String)],
}

/// Writes what was sent down as a lead. Whatever becomes of it, the sender is told the same.
pub fn send(app: &App, ctx: &Context, sending: &Sending<'_>) -> Result<(), Error> {
    let form = sending.form;
    let sent = Sent::read(sending.fields);
    if !sent.trapped {
        if sent.data.phone.is_none() && sent.data.email.is_none() {
            return Err(Error::refused("phone", "lead_form.contact"));
        }
        if form.data.consent.is_some() && !sent.agreed {
            return Err(Error::refused("consent", "lead_form.consent"));
        }
    }
    let sender = hash(&[&form.id.to_string(), &sender(sending.address)]);
    app.db.write(|tx| {
        let settings = setting::load(tx)?;
        let arrival = arrival(ctx, &settings, form, &sent, &sender);
        if let Some(once) = &arrival.once
            && store::lead::known(tx, once)?.is_some()
        {
            return Ok(());
        }
        limits(tx, ctx, &settings, form, &sender)?;
        match keep(tx, ctx, &arrival)? {
            Kept::New(_) | Kept::Known(_) => Ok(()),
        }
    })
}

fn arrival(ctx: &Context, settings: &Settings, form: &Form, sent: &Sent, sender: &str) -> Arrival {
    let mut data = sent.data.clone();
    data.source_id = form.data.source_id;
    if sent.trapped {
        data.state = LeadState::Spam;
        data.reason = Some("honeypot".to_owned());
        data.decided_at = Some(ctx.now);
    }
    let mut lead = begun(ctx, data);
    lead.form_id = Some(form.id);
    lead.text = LeadText {
        consent: form.data.consent.clone().filter(|_| sent.agreed),
        ..sent.text.clone()
    };
    // The same words twice on one day are one sending: a second press, a page loaded again.
    let day = setting::today(settings, ctx.now).to_string();
    let raw = sent.text.raw.clone().unwrap_or_default();
    let once = hash(&["form", &form.id.to_string(), &day, &raw]);
    Arrival {
        lead,
        sender: Some(sender.to_owned()),
        once: Some(once),
    }
}

fn limits(
    tx: &mut DbTx,
    ctx: &Context,
    settings: &Settings,
    form: &Form,
    sender: &str,
) -> Result<(), Error> {
    let minutes = settings.whole(&LEAD_WINDOW);
    let since = ctx.now - SignedDuration::from_mins(minutes);
    let (by_form, by_sender) = store::lead::sent_since(tx, form.id, sender, since)?;
    let check = |count: i64, rule: &'static Whole| {
        if count < settings.whole(rule) {
            Ok(())
        } else {
            Err(Error::TooMany {
                setting: rule.name,
                minutes,
            })
        }
    };
    check(by_sender, &LEAD_PER_ADDRESS)?;
    check(by_form, &LEAD_PER_FORM)
}

/// A hash of texts, each with its length, so that none runs into the next.
pub(super) fn hash(parts: &[&str]) -> String {
    let joined: String = parts
        .iter()
        .map(|part| format!("{}:{part}", part.len()))
        .collect();
    store::sha256_hex(joined.as_bytes())
}
