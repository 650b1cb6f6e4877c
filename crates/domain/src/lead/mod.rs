//! Leads (R73–R75): enquiries that nobody has worked yet, by whatever way they came. A lead is taken
//! into the base, refused with a reason or put away as spam; it stays afterwards, with what became
//! of it.

pub mod form;
pub mod mail;
pub mod words;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::client::Temperature;
use crate::code::code_enum;
use crate::id::{ClientId, LeadFormId, LeadId, SourceId, UserId};
use crate::text::{self, TextError};

/// The longest company, person, phone, e-mail, town or tax number, in characters.
pub const LINE_LIMIT: usize = 200;
/// The longest list of products asked for, in characters.
pub const PRODUCTS_LIMIT: usize = 1_000;
/// The longest message, in characters.
pub const MESSAGE_LIMIT: usize = 19_000;
/// The longest text of what came as it came, in characters.
pub const RAW_LIMIT: usize = 60_000;
/// The longest reason of a refusal, in characters.
pub const REASON_LIMIT: usize = 300;
/// The most leads written down at once.
pub const ROWS_LIMIT: usize = 500;

code_enum! {
    /// By what way a lead came.
    pub enum LeadWay {
        /// By a form of a web site (R74).
        Form = "form",
        /// By e-mail (R74).
        Mail = "mail",
        /// At an exhibition, a seminar, a presentation (R73).
        Event = "event",
        /// Written down by an employee: a call, a visit (R75).
        Hand = "hand",
    }
}

code_enum! {
    /// What became of a lead.
    pub enum LeadState {
        /// Nothing yet.
        New = "new",
        /// It is in the base: a client was made of it, or it was put to one.
        Taken = "taken",
        /// Nothing for us; why is written.
        Refused = "refused",
        /// Nobody asked anything.
        Spam = "spam",
    }
}

/// What is written of a lead and may change. Texts that may hold anything are not among it: see
/// [`LeadText`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeadData {
    /// From which source.
    pub source_id: Option<SourceId>,
    /// By what way.
    pub way: LeadWay,
    /// Which company asks.
    pub company: Option<String>,
    /// Who.
    pub person: Option<String>,
    /// Phone, as it was written.
    pub phone: Option<String>,
    /// E-mail, as it was written.
    pub email: Option<String>,
    /// City, town or village.
    pub settlement: Option<String>,
    /// Tax number, as it was written.
    pub tax_number: Option<String>,
    /// Products asked for.
    pub products: Option<String>,
    /// How near it is to buying.
    pub temperature: Option<Temperature>,
    /// Names of fields that nobody wrote: they were read out of a text and may be wrong.
    pub guessed: Vec<String>,
    /// What became of it.
    pub state: LeadState,
    /// Why it was refused or put away.
    pub reason: Option<String>,
    /// The client it was taken into.
    pub client_id: Option<ClientId>,
    /// Who decided.
    pub decided_by: Option<UserId>,
    /// When.
    pub decided_at: Option<Timestamp>,
}

impl LeadData {
    /// A new lead of which nothing is known but its way.
    pub const fn new(way: LeadWay) -> Self {
        Self {
            source_id: None,
            way,
            company: None,
            person: None,
            phone: None,
            email: None,
            settlement: None,
            tax_number: None,
            products: None,
            temperature: None,
            guessed: Vec::new(),
            state: LeadState::New,
            reason: None,
            client_id: None,
            decided_by: None,
            decided_at: None,
        }
    }

    /// The name of the client that it would make.
    pub fn name(&self) -> Option<&str> {
        let known = [&self.company, &self.person, &self.email, &self.phone];
        known.into_iter().find_map(Option::as_deref)
    }

    /// Puts the lead into a state other than taken; a refusal needs a reason.
    pub fn decide(
        &mut self,
        state: LeadState,
        reason: Option<String>,
        by: UserId,
        at: Timestamp,
    ) -> Result<(), NoReason> {
        if state == LeadState::Refused && reason.is_none() {
            return Err(NoReason);
        }
        let open = state == LeadState::New;
        self.state = state;
        self.reason = reason.filter(|_| !open);
        self.client_id = None;
        self.decided_by = (!open).then_some(by);
        self.decided_at = (!open).then_some(at);
        Ok(())
    }

    /// The lead is in the base, as `client`.
    pub fn take(&mut self, client: ClientId, by: UserId, at: Timestamp) {
        self.state = LeadState::Taken;
        self.reason = None;
        self.client_id = Some(client);
        self.decided_by = Some(by);
        self.decided_at = Some(at);
    }

    /// Somebody wrote this field: it is no guess any more.
    pub fn sure(&mut self, field: &str) {
        self.guessed.retain(|guessed| guessed != field);
    }
}

/// Texts of a lead that never change. The journal, from which nothing can be removed, holds none of
/// them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LeadText {
    /// What they say.
    pub message: Option<String>,
    /// What came, as it came.
    pub raw: Option<String>,
    /// The words they agreed to.
    pub consent: Option<String>,
}

/// A lead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lead {
    /// Identity.
    pub id: LeadId,
    /// What is written.
    pub data: LeadData,
    /// What never changes.
    pub text: LeadText,
    /// By which form.
    pub form_id: Option<LeadFormId>,
    /// When it came.
    pub arrived_at: Timestamp,
    /// Counts changes.
    pub version: i64,
    /// When it was written down.
    pub created_at: Timestamp,
    /// By whom.
    pub created_by: UserId,
    /// Last change.
    pub updated_at: Timestamp,
}

/// A lead was refused without a reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a refusal needs a reason")]
pub struct NoReason;

/// A line of what strangers send: without characters that may not stand in text, cut to `limit`.
/// A lead is not lost for a stray character.
pub fn tidy_line(text: &str, limit: usize) -> Option<String> {
    let plain: String = text
        .chars()
        .map(|c| if is_stray(c) { ' ' } else { c })
        .collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    cut(&words.join(" "), limit)
}

/// The same of several lines.
pub fn tidy_block(text: &str, limit: usize) -> Option<String> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut empty = 0;
    let mut lines = Vec::new();
    for line in text.lines() {
        let line: String = line
            .chars()
            .map(|c| if is_stray(c) && c != '\t' { ' ' } else { c })
            .collect();
        let line = line.trim_end().to_owned();
        empty = if line.trim().is_empty() { empty + 1 } else { 0 };
        if empty <= 1 {
            lines.push(line);
        }
    }
    cut(lines.join("\n").trim(), limit)
}

fn is_stray(c: char) -> bool {
    matches!(
        text::line(&format!("x{c}x"), 3),
        Err(TextError::BadCharacter)
    )
}

fn cut(text: &str, limit: usize) -> Option<String> {
    let cut: String = text.chars().take(limit).collect();
    let cut = cut.trim();
    (!cut.is_empty()).then(|| cut.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn r74_a_decision_has_who_when_and_why() {
        let user = UserId::from_uuid(Uuid::from_u128(1));
        let at = Timestamp::from_second(9).unwrap();
        let mut lead = LeadData::new(LeadWay::Form);
        assert_eq!(
            lead.decide(LeadState::Refused, None, user, at),
            Err(NoReason)
        );
        lead.decide(LeadState::Refused, Some("retail".to_owned()), user, at)
            .unwrap();
        assert_eq!(
            (lead.state, lead.decided_by, lead.decided_at),
            (LeadState::Refused, Some(user), Some(at))
        );
        lead.decide(LeadState::New, Some("retail".to_owned()), user, at)
            .unwrap();
        assert_eq!(lead, LeadData::new(LeadWay::Form));
        let client = ClientId::from_uuid(Uuid::from_u128(2));
        lead.take(client, user, at);
        assert_eq!(
            (lead.state, lead.client_id),
            (LeadState::Taken, Some(client))
        );
    }

    #[test]
    fn a_client_is_named_by_the_best_that_is_known() {
        let mut lead = LeadData::new(LeadWay::Hand);
        assert_eq!(lead.name(), None);
        lead.phone = Some("1".to_owned());
        lead.email = Some("a@b.mk".to_owned());
        assert_eq!(lead.name(), Some("a@b.mk"));
        lead.person = Some("Ана".to_owned());
        lead.company = Some("ДОО Пример".to_owned());
        assert_eq!(lead.name(), Some("ДОО Пример"));
    }

    #[test]
    fn r74_what_strangers_send_is_kept_as_clean_text() {
        assert_eq!(
            tidy_line(" a\0b\tc\n<b>d\u{202E} ", 20).as_deref(),
            Some("a b c <b>d")
        );
        assert_eq!(tidy_line("\u{202E}\n\0", 20), None);
        assert_eq!(tidy_line("абвгд", 3).as_deref(), Some("абв"));
        assert_eq!(
            tidy_block("\r\n one\r\n\r\n\r\n\r\ntwo\0 \n", 50).as_deref(),
            Some("one\n\ntwo")
        );
    }
}
