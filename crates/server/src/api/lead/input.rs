//! What is written of leads: a new one, a change, how one is taken. The fields are told three times,
//! because a body that holds a field it may not have is refused, and a flattened body cannot be.

use app::lead::{Change, Input, Take};
use domain::id::{ClientId, SourceId};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::extract::present;

/// What is written of a lead; absent fields stay, `null` clears.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct LeadInput {
    /// `hand` (when absent) or `event`; of a new one.
    way: Option<String>,
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<Uuid>)]
    source_id: Option<Option<SourceId>>,
    #[serde(deserialize_with = "present")]
    company: Option<Option<String>>,
    #[serde(deserialize_with = "present")]
    person: Option<Option<String>>,
    #[serde(deserialize_with = "present")]
    phone: Option<Option<String>>,
    #[serde(deserialize_with = "present")]
    email: Option<Option<String>>,
    #[serde(deserialize_with = "present")]
    settlement: Option<Option<String>>,
    #[serde(deserialize_with = "present")]
    tax_number: Option<Option<String>>,
    #[serde(deserialize_with = "present")]
    products: Option<Option<String>>,
    /// `hot`, `warm`, `cold`.
    #[serde(deserialize_with = "present")]
    temperature: Option<Option<String>>,
    /// What they say; of a new one.
    message: Option<String>,
    /// What the sender calls this entry: sent again, it is the same lead for ever.
    entry_id: Option<Uuid>,
}

impl From<LeadInput> for Input {
    fn from(body: LeadInput) -> Self {
        Self {
            way: body.way,
            source_id: body.source_id,
            company: body.company,
            person: body.person,
            phone: body.phone,
            email: body.email,
            settlement: body.settlement,
            tax_number: body.tax_number,
            products: body.products,
            temperature: body.temperature,
            message: body.message,
            entry_id: body.entry_id,
        }
    }
}

/// A change of a lead; absent fields stay, `null` clears.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct LeadChange {
    /// `new`, `refused` (with a reason), `spam`. It is taken by `POST /leads/{id}/take`.
    state: Option<String>,
    #[serde(deserialize_with = "present")]
    reason: Option<Option<String>>,
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<Uuid>)]
    source_id: Option<Option<SourceId>>,
    #[serde(deserialize_with = "present")]
    company: Option<Option<String>>,
    #[serde(deserialize_with = "present")]
    person: Option<Option<String>>,
    #[serde(deserialize_with = "present")]
    phone: Option<Option<String>>,
    #[serde(deserialize_with = "present")]
    email: Option<Option<String>>,
    #[serde(deserialize_with = "present")]
    settlement: Option<Option<String>>,
    #[serde(deserialize_with = "present")]
    tax_number: Option<Option<String>>,
    #[serde(deserialize_with = "present")]
    products: Option<Option<String>>,
    /// `hot`, `warm`, `cold`.
    #[serde(deserialize_with = "present")]
    temperature: Option<Option<String>>,
}

impl From<LeadChange> for Change {
    fn from(body: LeadChange) -> Self {
        Self {
            fields: Input {
                source_id: body.source_id,
                company: body.company,
                person: body.person,
                phone: body.phone,
                email: body.email,
                settlement: body.settlement,
                tax_number: body.tax_number,
                products: body.products,
                temperature: body.temperature,
                ..Input::default()
            },
            state: body.state,
            reason: body.reason,
        }
    }
}

/// How a lead is taken; absent fields stay as the lead has them, `null` leaves them out.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct LeadTake {
    /// Into which client; a new one when absent.
    #[schema(value_type = Option<Uuid>)]
    client_id: Option<ClientId>,
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<Uuid>)]
    source_id: Option<Option<SourceId>>,
    #[serde(deserialize_with = "present")]
    company: Option<Option<String>>,
    #[serde(deserialize_with = "present")]
    person: Option<Option<String>>,
    #[serde(deserialize_with = "present")]
    phone: Option<Option<String>>,
    #[serde(deserialize_with = "present")]
    email: Option<Option<String>>,
    #[serde(deserialize_with = "present")]
    settlement: Option<Option<String>>,
    #[serde(deserialize_with = "present")]
    tax_number: Option<Option<String>>,
    /// `hot`, `warm`, `cold`.
    #[serde(deserialize_with = "present")]
    temperature: Option<Option<String>>,
}

impl From<LeadTake> for Take {
    fn from(body: LeadTake) -> Self {
        Self {
            client_id: body.client_id,
            fields: Input {
                source_id: body.source_id,
                company: body.company,
                person: body.person,
                phone: body.phone,
                email: body.email,
                settlement: body.settlement,
                tax_number: body.tax_number,
                temperature: body.temperature,
                ..Input::default()
            },
        }
    }
}
