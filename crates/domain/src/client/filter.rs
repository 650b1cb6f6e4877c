//! By what clients are filtered and ordered: closed lists, so that no other column can be asked
//! for, and the rights that each of them needs.

use crate::client::{ClientKind, Relation, ServiceClass, Temperature};
use crate::code::code_enum;
use crate::filter::{FilterError, Kind, TERMS_LIMIT, Term, Test};
use crate::key_mark::KeyAttribute;
use crate::ladder::LadderStep;
use crate::marker::Marker;
use crate::policy;
use crate::quality::Trait;
use crate::scoring::{Importance, Reliability};

code_enum! {
    /// A field by which clients can be filtered.
    pub enum ClientField {
        /// How they stand to us.
        Relation = "relation",
        /// Colour.
        Marker = "marker",
        /// Step of the loyalty ladder.
        LadderStep = "ladder_step",
        /// Company or private person.
        Kind = "kind",
        /// Ordinary or VIP.
        ServiceClass = "service_class",
        /// Hot, warm, cold.
        Temperature = "temperature",
        /// Segment.
        Segment = "segment_id",
        /// Source.
        Source = "source_id",
        /// Competitor they use.
        Competitor = "competitor_id",
        /// Group of companies.
        CompanyGroup = "company_group_id",
        /// Manager.
        Manager = "manager_id",
        /// A selection the client is in.
        Selection = "selection_id",
        /// Region of the main address.
        Region = "region",
        /// Tax number.
        TaxNumber = "tax_number",
        /// Identifier in another system.
        ExternalId = "external_id",
        /// Agreed to mailings.
        MailingConsent = "mailing_consent",
        /// Marks of a key client.
        KeyMark = "key_mark",
        /// What is recorded: `phone`, `email`, `people`.
        Has = "has",
        /// What a good card would have and this one lacks: codes of [`Trait`] but `fresh`.
        Lacks = "lacks",
        /// Day of the newest check of a critical field.
        Verified = "verified_day",
        /// What is set aside: `client`, the whole; `contact`, one of its numbers or addresses.
        Quarantine = "quarantine",
        /// Class by importance: `a`, `b`, `c`.
        Importance = "importance",
        /// Class by reliability: `reliable`, `doubtful`, `unreliable`.
        Reliability = "reliability",
        /// Class by revenue.
        Abc = "abc",
        /// Class by steadiness.
        Xyz = "xyz",
        /// Active, sleeping, lost.
        State = "state",
        /// Recency score.
        R = "r",
        /// Frequency score.
        F = "f",
        /// Money score.
        M = "m",
        /// Revenue in the window of the figures.
        Revenue = "revenue_minor",
        /// Orders in the window.
        Orders = "orders",
        /// Day of the last order.
        LastDay = "last_day",
        /// Last interaction.
        LastInteraction = "last_interaction_at",
        /// Until when it rests.
        RestUntil = "rest_until",
        /// When the client was added.
        Created = "created_at",
        /// When the card was last changed.
        Updated = "updated_at",
    }
}

impl ClientField {
    /// What the values of the field are.
    pub fn kind(self) -> Kind {
        fn known<T: std::str::FromStr>(text: &str) -> bool {
            text.parse::<T>().is_ok()
        }
        match self {
            Self::Relation => Kind::Code(known::<Relation>),
            Self::Marker => Kind::Code(known::<Marker>),
            Self::LadderStep => Kind::Code(known::<LadderStep>),
            Self::Kind => Kind::Code(known::<ClientKind>),
            Self::ServiceClass => Kind::Code(known::<ServiceClass>),
            Self::Temperature => Kind::Code(known::<Temperature>),
            Self::Segment
            | Self::Source
            | Self::Competitor
            | Self::CompanyGroup
            | Self::Manager
            | Self::Selection => Kind::Id,
            Self::Region | Self::TaxNumber | Self::ExternalId => Kind::Text,
            Self::MailingConsent => Kind::Flag,
            Self::KeyMark => Kind::Code(known::<KeyAttribute>),
            Self::Has => Kind::Code(|text| matches!(text, "phone" | "email" | "people")),
            Self::Lacks => {
                Kind::Code(|text| text.parse::<Trait>().is_ok_and(|one| one != Trait::Fresh))
            }
            Self::Verified => Kind::Day,
            Self::Quarantine => Kind::Code(|text| matches!(text, "client" | "contact")),
            Self::Importance => Kind::Code(known::<Importance>),
            Self::Reliability => Kind::Code(known::<Reliability>),
            Self::Abc => Kind::Code(|text| matches!(text, "A" | "B" | "C")),
            Self::Xyz => Kind::Code(|text| matches!(text, "X" | "Y" | "Z" | "N")),
            Self::State => {
                Kind::Code(|text| matches!(text, "active" | "sleeping" | "lost" | "none"))
            }
            Self::R | Self::F | Self::M | Self::Revenue | Self::Orders => Kind::Int,
            Self::LastDay => Kind::Day,
            Self::LastInteraction | Self::RestUntil | Self::Created | Self::Updated => Kind::Moment,
        }
    }

    /// Whether the field is one of the figures computed from orders.
    pub const fn is_figure(self) -> bool {
        matches!(
            self,
            Self::Abc
                | Self::Xyz
                | Self::State
                | Self::R
                | Self::F
                | Self::M
                | Self::Revenue
                | Self::Orders
                | Self::LastDay
        )
    }
}

/// One condition on clients.
pub type ClientTerm = Term<ClientField>;

/// Fields whose content `test` on `field` would tell. They must be shown in full, or the filter
/// is refused: what may not be read may not be counted either.
pub fn discloses(term: &ClientTerm) -> Vec<policy::Field> {
    if !matches!(term.field, ClientField::Has | ClientField::Lacks) {
        return Vec::new();
    }
    let told = |text: &str| match text {
        "phone" => Some(policy::Field::Phone),
        "email" => Some(policy::Field::Email),
        _ => None,
    };
    match &term.test {
        Test::AnyOf(values) | Test::NoneOf(values) => values
            .iter()
            .filter_map(|value| match value {
                crate::filter::Value::Text(text) => told(text),
                _ => None,
            })
            .collect(),
        _ => vec![policy::Field::Phone, policy::Field::Email],
    }
}

/// Adds a term to a filter; the filter has at most [`TERMS_LIMIT`].
pub fn add_term(
    terms: &mut Vec<ClientTerm>,
    field: ClientField,
    operator: &str,
    values: &[String],
) -> Result<(), FilterError> {
    if terms.len() >= TERMS_LIMIT {
        return Err(FilterError::TooLong);
    }
    let test = Test::parse(field.kind(), operator, values)?;
    // "In any selection" would tell of other people's.
    if field == ClientField::Selection && matches!(test, Test::Empty | Test::Present) {
        return Err(FilterError::Operator);
    }
    terms.push(Term { field, test });
    Ok(())
}

code_enum! {
    /// By what a list of clients is ordered.
    pub enum ClientSort {
        /// Name, without legal form.
        Name = "name",
        /// Revenue in the window of the figures.
        Revenue = "revenue",
        /// Orders in the window.
        Orders = "orders",
        /// Day of the last order.
        LastDay = "last_day",
        /// Last interaction.
        LastInteraction = "last_interaction_at",
        /// Last change of the card.
        Updated = "updated_at",
        /// When the client was added.
        Created = "created_at",
    }
}

impl ClientSort {
    /// Whether the order is by a figure computed from orders.
    pub const fn is_figure(self) -> bool {
        matches!(self, Self::Revenue | Self::Orders | Self::LastDay)
    }
}

/// An order: by a key, up or down; equal keys by identifier the same way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClientOrder {
    /// By what.
    pub key: ClientSort,
    /// From the largest.
    pub descending: bool,
}

impl Default for ClientOrder {
    fn default() -> Self {
        Self {
            key: ClientSort::Name,
            descending: false,
        }
    }
}

impl std::str::FromStr for ClientOrder {
    type Err = crate::code::UnknownCode;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let key = text.strip_prefix('-');
        Ok(Self {
            key: key.unwrap_or(text).parse()?,
            descending: key.is_some(),
        })
    }
}

impl std::fmt::Display for ClientOrder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.descending { "-" } else { "" };
        write!(f, "{sign}{}", self.key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_read_back() {
        for key in ClientSort::ALL {
            for descending in [false, true] {
                let order = ClientOrder {
                    key: *key,
                    descending,
                };
                assert_eq!(order.to_string().parse(), Ok(order));
            }
        }
        for bad in [
            "",
            "-",
            "--name",
            "password_hash",
            "name; DROP TABLE client",
        ] {
            assert!(bad.parse::<ClientOrder>().is_err(), "{bad}");
        }
    }

    #[test]
    fn sec_40_a_filter_has_a_limit() {
        let mut terms = Vec::new();
        for _ in 0..TERMS_LIMIT {
            add_term(&mut terms, ClientField::Orders, "gte", &["1".to_owned()]).unwrap();
        }
        let refused = add_term(&mut terms, ClientField::Orders, "gte", &["1".to_owned()]);
        assert_eq!(refused, Err(FilterError::TooLong));
    }

    #[test]
    fn sec_09_presence_of_a_contact_tells_of_it() {
        let term = |operator: &str, value: &str| {
            let test = Test::parse(ClientField::Has.kind(), operator, &[value.to_owned()]).unwrap();
            discloses(&Term {
                field: ClientField::Has,
                test,
            })
        };
        assert_eq!(term("", "phone"), [policy::Field::Phone]);
        assert_eq!(term("not", "email"), [policy::Field::Email]);
        assert_eq!(term("", "people"), []);
        assert_eq!(term("is", "empty").len(), 2);
    }
}
