//! Decisions about debtors: on what terms they are supplied (R174), what becomes of their debts
//! (R175).

use domain::id::{ClientId, UserId};
use domain::policy::{Action, Entity};
use domain::receivable::{ClientTerms, Regime, TERMS_TEXT_LIMIT, Third};
use domain::task::TaskKind;
use domain::text;
use jiff::civil::Date;
use serde_json::{Value, json};
use store::receivable::Decision;

use super::{Error, follow};
use crate::client::{Patch, Refusal};
use crate::context::Context;
use crate::journal::{self, Entry, Reversal, Target, UndoError};
use crate::{App, DbError, DbTx, blacklist, setting, task};

/// Name of terms in journal, codes and words.
const TERMS: &str = "client_terms";
/// Name of decisions about debts there.
const DECISION: &str = "debt_decision";

/// New terms of a client; absent fields stay.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TermsInput {
    /// Days to pay.
    pub days: Patch<i64>,
    /// Code of the regime.
    pub regime: Option<String>,
    /// The most it may owe, minor units of the reporting currency.
    pub limit_minor: Patch<i64>,
    /// The share paid before an order leaves.
    pub prepaid_percent: Patch<i64>,
    /// The letter that stands for the money.
    pub document: Patch<String>,
    /// The last day on which it is in force.
    pub document_until: Patch<Date>,
    /// Why.
    pub note: Patch<String>,
}

impl TermsInput {
    fn apply(&self, terms: &mut ClientTerms) -> Result<(), Error> {
        let mut refusals = Vec::new();
        match self.regime.as_deref().map(str::parse::<Regime>) {
            Some(Ok(regime)) => terms.regime = regime,
            Some(Err(_)) => refusals.push(Refusal::new("regime", "code.unknown")),
            None => {}
        }
        terms.days = self.days.unwrap_or(terms.days);
        terms.limit_minor = self.limit_minor.unwrap_or(terms.limit_minor);
        terms.prepaid_percent = self.prepaid_percent.unwrap_or(terms.prepaid_percent);
        terms.document_until = self.document_until.unwrap_or(terms.document_until);
        let texts = [
            ("document", &self.document, &mut terms.document),
            ("note", &self.note, &mut terms.note),
        ];
        for (field, given, kept) in texts {
            match given.as_ref().map(|text| text.as_deref().map(str::trim)) {
                Some(Some(text)) if !text.is_empty() => match text::block(text, TERMS_TEXT_LIMIT) {
                    Ok(text) => *kept = Some(text),
                    Err(error) => refusals.push(Refusal::new(field, error.code())),
                },
                Some(_) => *kept = None,
                None => {}
            }
        }
        refusals.extend(
            terms
                .faults()
                .into_iter()
                .map(|(f, code)| Refusal::new(f, code)),
        );
        if refusals.is_empty() {
            Ok(())
        } else {
            Err(Error::Invalid(refusals))
        }
    }
}

/// Changes the terms of a client (R174).
pub fn set_terms(
    app: &App,
    ctx: &Context,
    client: ClientId,
    version: i64,
    input: &TermsInput,
) -> Result<ClientTerms, Error> {
    ctx.may(Action::ReceivableWrite)?;
    let scope = ctx.scope(Entity::Client)?;
    app.db.write(|tx| {
        if store::client::find(tx, &scope, client)?.is_none() {
            return Err(Error::NotFound);
        }
        let before = store::receivable::terms(tx, client)?;
        if before.version != version {
            return Err(Error::VersionConflict {
                current: before.version,
            });
        }
        let mut after = before.clone();
        input.apply(&mut after)?;
        if after != before {
            after.version += 1;
            store::receivable::set_terms(tx, &after)?;
            let line = Entry::update(TERMS, client, &before, &after).of_client(client);
            journal::record(tx, ctx, line)?;
            follow(tx, ctx, client)?;
        }
        Ok(after)
    })
}

/// Takes a change of terms back.
pub(crate) fn take_back(tx: &mut DbTx, ctx: &Context, undo: &Reversal) -> Result<(), UndoError> {
    ctx.may(Action::ReceivableWrite)?;
    let scope = ctx.scope(Entity::Client)?;
    let client = ClientId::from_uuid(undo.id);
    if store::client::find(tx, &scope, client)?.is_none() {
        return Err(UndoError::NotFound);
    }
    let current = store::receivable::terms(tx, client)?;
    if let Target::Present(mut back) = undo.to_state::<ClientTerms>(Some(&current))? {
        back.version = current.version + 1;
        store::receivable::set_terms(tx, &back)?;
        follow(tx, ctx, client)?;
    }
    Ok(())
}

/// A client was merged into another: that one keeps the terms it was supplied on, unless it has its
/// own, and both are counted anew.
pub(crate) fn merged(
    tx: &mut DbTx,
    ctx: &Context,
    absorbed: ClientId,
    survivor: ClientId,
) -> Result<(), DbError> {
    let theirs = store::receivable::terms(tx, absorbed)?;
    let own = store::receivable::terms(tx, survivor)?;
    if own.version == 0 && theirs.version > 0 {
        let after = ClientTerms {
            client_id: survivor,
            version: 1,
            ..theirs
        };
        store::receivable::set_terms(tx, &after)?;
        let line = Entry::update(TERMS, survivor, &own, &after).of_client(survivor);
        journal::record(tx, ctx, line)?;
    }
    follow(tx, ctx, absorbed)
}

/// A decision about debts (R175).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deciding {
    /// Of whom.
    pub clients: Vec<ClientId>,
    /// What becomes of them; `None`: nothing is decided any more.
    pub third: Option<Third>,
    /// Why.
    pub note: Option<String>,
    /// A task is made for each client, for this employee.
    pub assignee: Option<UserId>,
    /// Until when.
    pub due_day: Option<Date>,
    /// What is to be done, in the words of who decides.
    pub title: Option<String>,
}

/// Decides about the debts of clients, and makes a task for each where somebody is to do it. Tells
/// how many owed something.
pub fn decide(app: &App, ctx: &Context, deciding: &Deciding) -> Result<usize, Error> {
    ctx.may(Action::ReceivableWrite)?;
    let scope = ctx.scope(Entity::Client)?;
    if deciding.clients.len() > blacklist::MOST {
        return Err(Error::Invalid(vec![
            Refusal::new("client_ids", "bulk.too_many_rows")
                .with("max", blacklist::MOST.to_string()),
        ]));
    }
    let note = deciding.note.as_deref().map(str::trim);
    let note = note
        .filter(|note| !note.is_empty())
        .map(|note| text::block(note, TERMS_TEXT_LIMIT))
        .transpose()
        .map_err(|error| Error::refused("note", error.code()))?;
    app.db.write(|tx| {
        let today = setting::today(&setting::load(tx)?, ctx.now);
        let mut decided = 0;
        for client in &deciding.clients {
            if store::client::find(tx, &scope, *client)?.is_none() {
                return Err(Error::NotFound);
            }
            let owed = store::receivable::owed(tx, *client, today)?.base_minor;
            if owed <= 0 {
                continue;
            }
            let before = store::receivable::decision(tx, *client)?;
            let told = |of: &Option<Decision>| {
                of.as_ref()
                    .map(|of| json!({ "third": of.third.code(), "note": of.note }))
                    .unwrap_or(Value::Null)
            };
            let after = deciding.third.map(|third| Decision {
                third,
                note: note.clone(),
                decided_by: ctx.actor.user(),
                decided_at: ctx.now,
                owed_minor: owed,
            });
            match &after {
                Some(after) => store::receivable::decide(tx, *client, after)?,
                None => store::receivable::undecide(tx, *client)?,
            }
            let line = Entry::update(DECISION, *client, &told(&before), &told(&after));
            journal::record(tx, ctx, line.of_client(*client))?;
            if let Some(assignee) = deciding.assignee {
                let input = task::Input {
                    kind: Some(TaskKind::General),
                    title: deciding.title.clone(),
                    client_id: Some(*client),
                    assignee_id: Some(assignee),
                    due_day: deciding.due_day,
                    ..task::Input::default()
                };
                task::create_in(tx, ctx, &input)?;
            }
            decided += 1;
        }
        Ok(decided)
    })
}
