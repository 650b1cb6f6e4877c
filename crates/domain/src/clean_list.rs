//! Cleaned lists (R111): a set of clients that was checked and released is the input of the
//! funnel. Every client of the set is on the list or was left out for exactly one reason, the
//! first that applies in the order of [`LeftOut::ALL`].

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::channel::{ChannelKind, ChannelValue, DialResult};
use crate::client::ClientKind;
use crate::code::code_enum;
use crate::country::Country;
use crate::gate::{Known, Need, asked};
use crate::id::{CleanListId, ClientId, SelectionId, SourceId, UserId};
use crate::marker::Marker;
use crate::setting::{
    CLEAN_LIST_CHECKED, CLEAN_LIST_COMPANY, CLEAN_LIST_LOST, CLEAN_LIST_PRIVATE, Settings,
};

/// The longest name, in characters.
pub const NAME_LIMIT: usize = 100;
/// The longest note or reason of a withdrawal, in characters.
pub const NOTE_LIMIT: usize = 2_000;

code_enum! {
    /// Why a client is not on the list.
    pub enum LeftOut {
        /// The whole client stands in the quarantine.
        SetAside = "set_aside",
        /// They refused, or were lost.
        Lost = "lost",
        /// No name.
        NoName = "no_name",
        /// No phone.
        NoPhone = "no_phone",
        /// There are phones, but none works: set aside, somebody else's, not registered, no number.
        BadPhone = "bad_phone",
        /// No e-mail.
        NoEmail = "no_email",
        /// There are e-mails, but none is usable.
        BadEmail = "bad_email",
        /// No tax number.
        NoTaxNumber = "no_tax_number",
        /// No address with a region.
        NoRegion = "no_region",
        /// No market segment.
        NoSegment = "no_segment",
        /// Nobody knows where it came from.
        NoSource = "no_source",
        /// Nobody's client.
        NoManager = "no_manager",
        /// Nobody made sure of the phone lately.
        UncheckedPhone = "unchecked_phone",
        /// Nobody made sure of the e-mail lately.
        UncheckedEmail = "unchecked_email",
        /// Another client of the list is surely the same.
        Twin = "twin",
    }
}

/// What the list was checked by, kept with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    /// What companies must have, as the setting had it.
    pub company: String,
    /// What private persons must have.
    pub private: String,
    /// The day since which a check of a phone or an e-mail counts; none: none was asked for.
    pub checked_since: Option<Date>,
    /// Whether lost clients were left out.
    pub lost_out: bool,
}

impl Rules {
    /// The rules in force; checks count since `fresh_since`.
    pub fn of(settings: &Settings, fresh_since: Date) -> Self {
        let asks = settings.choice(&CLEAN_LIST_CHECKED) == "ask";
        Self {
            company: settings.text(&CLEAN_LIST_COMPANY).to_owned(),
            private: settings.text(&CLEAN_LIST_PRIVATE).to_owned(),
            checked_since: asks.then_some(fresh_since),
            lost_out: settings.choice(&CLEAN_LIST_LOST) == "leave_out",
        }
    }

    fn asked(&self, candidate: &Candidate) -> Vec<Need> {
        let text = match candidate.kind {
            ClientKind::Company => &self.company,
            ClientKind::Private => &self.private,
        };
        asked(text, candidate.country)
    }
}

/// A phone or an e-mail of a candidate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// Phone or e-mail.
    pub kind: ChannelKind,
    /// As it is shown.
    pub value: String,
    /// Equal ways have equal keys.
    pub key: String,
    /// What came of dialling it.
    pub dial_result: Option<DialResult>,
    /// The day of that call.
    pub dialled_day: Option<Date>,
    /// Stands in the quarantine.
    pub aside: bool,
}

impl Way {
    /// Whether it can be used: the form is checked again, for cards are older than rules.
    fn works(&self, country: Country) -> bool {
        let dead = [DialResult::NotRegistered, DialResult::WrongOwner];
        !self.aside
            && !self
                .dial_result
                .is_some_and(|result| dead.contains(&result))
            && ChannelValue::parse(self.kind, country, &self.value).is_ok()
    }
}

/// A client as the check sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Which.
    pub id: ClientId,
    /// Company or private person.
    pub kind: ClientKind,
    /// Country of its tax number and phones.
    pub country: Country,
    /// What its card has, phones and e-mails apart.
    pub known: Known,
    /// Folded name.
    pub name_key: String,
    /// Tax number.
    pub tax_number: Option<String>,
    /// Russian code of the branch.
    pub branch: Option<String>,
    /// Number in the state register.
    pub registration_number: Option<String>,
    /// Where it came from.
    pub source_id: Option<SourceId>,
    /// Colour.
    pub marker: Marker,
    /// The whole client stands in the quarantine.
    pub aside: bool,
    /// Phones and e-mails.
    pub ways: Vec<Way>,
    /// Last day on which somebody made sure of the phones.
    pub phone_day: Option<Date>,
    /// … of the e-mails.
    pub email_day: Option<Date>,
}

impl Candidate {
    /// The first reason to leave it out, twins apart.
    fn fault(&self, rules: &Rules) -> Option<LeftOut> {
        if self.aside {
            return Some(LeftOut::SetAside);
        }
        if rules.lost_out && self.marker.is_lost() {
            return Some(LeftOut::Lost);
        }
        let asked = rules.asked(self);
        let lacks = asked.iter().filter_map(|need| self.lack(*need));
        let unchecked = rules.checked_since.into_iter().flat_map(|since| {
            let asked = asked.iter();
            asked.filter_map(move |need| self.unchecked(*need, since))
        });
        lacks.chain(unchecked).min()
    }

    fn lack(&self, need: Need) -> Option<LeftOut> {
        let way = |kind, none, bad| {
            let mut of_kind = self.ways.iter().filter(|way| way.kind == kind).peekable();
            if of_kind.peek().is_none() {
                return Some(none);
            }
            let works = of_kind.any(|way| way.works(self.country));
            (!works).then_some(bad)
        };
        let reason = match need {
            Need::Phone => return way(ChannelKind::Phone, LeftOut::NoPhone, LeftOut::BadPhone),
            Need::Email => return way(ChannelKind::Email, LeftOut::NoEmail, LeftOut::BadEmail),
            Need::Name => LeftOut::NoName,
            Need::TaxNumber => LeftOut::NoTaxNumber,
            Need::Region => LeftOut::NoRegion,
            Need::Segment => LeftOut::NoSegment,
            Need::Source => LeftOut::NoSource,
            Need::Manager => LeftOut::NoManager,
        };
        (!self.known.has(need)).then_some(reason)
    }

    /// A call that was answered is a check of the phone.
    fn unchecked(&self, need: Need, since: Date) -> Option<LeftOut> {
        let answered = |way: &Way| {
            way.dial_result == Some(DialResult::Answered)
                && way.dialled_day.is_some_and(|day| day >= since)
                && way.works(self.country)
        };
        let fresh = |day: Option<Date>| day.is_some_and(|day| day >= since);
        match need {
            Need::Phone if !fresh(self.phone_day) && !self.ways.iter().any(answered) => {
                Some(LeftOut::UncheckedPhone)
            }
            Need::Email if !fresh(self.email_day) => Some(LeftOut::UncheckedEmail),
            _ => None,
        }
    }

    /// Keys that belong to one client alone: the numbers, and a way together with the name.
    fn keys(&self) -> Vec<String> {
        let tax = self
            .tax_number
            .iter()
            .map(|tax| format!("tax {}:{tax}", self.country));
        let number = self.registration_number.iter();
        let number = number.map(|number| format!("reg {}:{number}", self.country));
        let named = self.ways.iter().filter(|_| !self.name_key.is_empty());
        let ways = named.map(|way| format!("way {} {}", way.key, self.name_key));
        tax.chain(number).chain(ways).collect()
    }

    /// Branches share the numbers of their company.
    fn is_other_branch_of(&self, other: &Self) -> bool {
        matches!((&self.branch, &other.branch), (Some(a), Some(b)) if a != b)
    }
}

/// What became of a client of the set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// Which.
    pub client_id: ClientId,
    /// Where it came from.
    pub source_id: Option<SourceId>,
    /// Why it was left out; none: it is on the list.
    pub reason: Option<LeftOut>,
    /// The client of the list it is the same as; of one that is on the list, a client of the base
    /// that is not in the set.
    pub twin_id: Option<ClientId>,
}

/// Judges a set. Of clients that are surely the same the first one stays, so the caller gives
/// the oldest first. `others` are clients of the base that are not in the set: whoever is surely the
/// same as one of them stays on the list, and it is told.
pub fn judge(rules: &Rules, candidates: &[Candidate], others: &[Candidate]) -> Vec<Verdict> {
    let mut outside: HashMap<String, Vec<&Candidate>> = HashMap::new();
    for other in others {
        for key in other.keys() {
            outside.entry(key).or_default().push(other);
        }
    }
    let twin_in = |held: &HashMap<String, Vec<&Candidate>>, keys: &[String], own: &Candidate| {
        let mut same = keys.iter().filter_map(|key| held.get(key)).flatten();
        let twin = same.find(|twin| !own.is_other_branch_of(twin));
        twin.map(|twin| twin.id)
    };
    let mut held: HashMap<String, Vec<&Candidate>> = HashMap::new();
    let mut verdicts = Vec::with_capacity(candidates.len());
    for candidate in candidates {
        let mut reason = candidate.fault(rules);
        let mut twin_id = None;
        if reason.is_none() {
            let keys = candidate.keys();
            match twin_in(&held, &keys, candidate) {
                Some(twin) => (reason, twin_id) = (Some(LeftOut::Twin), Some(twin)),
                None => {
                    twin_id = twin_in(&outside, &keys, candidate);
                    for key in keys {
                        held.entry(key).or_default().push(candidate);
                    }
                }
            }
        }
        verdicts.push(Verdict {
            client_id: candidate.id,
            source_id: candidate.source_id,
            reason,
            twin_id,
        });
    }
    verdicts
}

/// A withdrawal: the list stays as it is and is no input of anything any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawal {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: UserId,
    /// Why.
    pub reason: String,
}

/// A list as it was released. Nothing of it changes but that it can be withdrawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CleanList {
    /// Identity.
    pub id: CleanListId,
    /// Its number, from 1 on.
    pub number: i64,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub note: Option<String>,
    /// The selection it was made of; it may be gone by now.
    pub selection_id: Option<SelectionId>,
    /// What it was checked by.
    pub rules: Rules,
    /// The day.
    pub day: Date,
    /// When.
    pub released_at: Timestamp,
    /// By whom.
    pub released_by: UserId,
    /// Withdrawn since.
    pub withdrawal: Option<Withdrawal>,
}

#[cfg(test)]
mod tests;
