//! Clients: companies and private people in any relation to us. One record from the first
//! contact to long after the last order.

pub mod filter;
mod standing;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::code::code_enum;
use crate::country::Country;
use crate::id::{ClientId, CompanyGroupId, CompetitorId, SegmentId, SourceId, UserId};

pub use standing::Standing;

code_enum! {
    /// How the client stands to us (R1). All live in one base; a prospect is not thrown away when
    /// it becomes a client (R2).
    pub enum Relation {
        /// May become a client.
        Prospect = "prospect",
        /// Buys from us.
        Current = "current",
        /// Bought from us, no longer does.
        Former = "former",
        /// Buys from a competitor.
        Competitors = "competitors",
    }
}

code_enum! {
    /// What the client is.
    pub enum ClientKind {
        /// A company.
        Company = "company",
        /// A private person.
        Private = "private",
    }
}

code_enum! {
    /// How the client is served (R61).
    pub enum ServiceClass {
        /// By the ordinary norms.
        Ordinary = "ordinary",
        /// By the norms for the most important.
        Vip = "vip",
    }
}

code_enum! {
    /// How ready the client is to buy (R53), as employees see it; apart from the marker, which
    /// follows from events. The best first.
    pub enum Temperature {
        /// Is about to buy.
        Hot = "hot",
        /// Interested, not yet ready.
        Warm = "warm",
        /// Knows of us, or not even that.
        Cold = "cold",
    }
}

/// The longest name, in characters.
pub const NAME_LIMIT: usize = 300;
/// The longest purchase habits or deal terms, in characters.
pub const NOTE_LIMIT: usize = 10_000;
/// The longest identifier from another system, in characters.
pub const EXTERNAL_ID_LIMIT: usize = 100;

/// What employees write on the card; general data (R3, R7) and special data (R4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientData {
    /// Company or private person.
    pub kind: ClientKind,
    /// Name as it is written on papers.
    pub name: String,
    /// How they stand to us.
    pub relation: Relation,
    /// Tax number, verified for `tax_country`.
    pub tax_number: Option<String>,
    /// Country of the tax number and of phones written without a prefix.
    pub tax_country: Country,
    /// Market segment.
    pub segment_id: Option<SegmentId>,
    /// Where the client came from.
    pub source_id: Option<SourceId>,
    /// Competitor they use (R14).
    pub competitor_id: Option<CompetitorId>,
    /// Group of companies it belongs to (R248).
    #[serde(default)]
    pub company_group_id: Option<CompanyGroupId>,
    /// Employee who manages the client; nobody means the pool.
    pub manager_id: Option<UserId>,
    /// Ordinary or VIP service.
    pub service_class: ServiceClass,
    /// Hot, warm, cold; nobody has said.
    #[serde(default)]
    pub temperature: Option<Temperature>,
    /// How they buy.
    pub purchase_habits: Option<String>,
    /// On which terms.
    pub deal_terms: Option<String>,
    /// Web site.
    pub website: Option<String>,
    /// Buys only from us, as far as we know.
    pub only_us: bool,
    /// Has recommended us.
    pub recommends: bool,
    /// Agreed to mailings.
    pub mailing_consent: bool,
    /// Agreed to be named and pictured as a reference (R267).
    pub publication_consent: bool,
    /// Identifier in another system, unique in the base.
    pub external_id: Option<String>,
}

impl ClientData {
    /// A client of whom only the name is known.
    pub fn named(name: String, country: Country) -> Self {
        Self {
            kind: ClientKind::Company,
            name,
            relation: Relation::Prospect,
            tax_number: None,
            tax_country: country,
            segment_id: None,
            source_id: None,
            competitor_id: None,
            company_group_id: None,
            manager_id: None,
            service_class: ServiceClass::Ordinary,
            temperature: None,
            purchase_habits: None,
            deal_terms: None,
            website: None,
            only_us: false,
            recommends: false,
            mailing_consent: false,
            publication_consent: false,
            external_id: None,
        }
    }
}

/// A client as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Client {
    /// Identity.
    pub id: ClientId,
    /// What employees write.
    pub data: ClientData,
    /// What the product computes.
    pub standing: Standing,
    /// Region of the main address.
    pub region: Option<String>,
    /// First phone, as shown to those who may see it.
    pub main_phone: Option<String>,
    /// First e-mail.
    pub main_email: Option<String>,
    /// Counts changes; see `If-Match`.
    pub version: i64,
    /// When and by whom it was added.
    pub created_at: Timestamp,
    /// Who added it.
    pub created_by: UserId,
    /// Last change of the card.
    pub updated_at: Timestamp,
    /// When it was deleted, if it was.
    pub deleted_at: Option<Timestamp>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r1_current_former_and_competitors_clients_live_in_one_base() {
        for code in ["prospect", "current", "former", "competitors"] {
            assert!(code.parse::<Relation>().is_ok(), "{code}");
        }
        let data = ClientData::named("x".into(), Country::RU);
        assert_eq!(data.relation, Relation::Prospect);
    }
}
