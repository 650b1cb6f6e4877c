//! Leads as they are shown.

use app::lead::{Known, Made, Seen, Tally};
use domain::id::{ClientId, LeadId};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::super::client::Named;
use super::super::order::named;

/// A lead: an enquiry, and what became of it.
#[derive(Serialize, ToSchema)]
#[schema(as = Lead)]
pub(super) struct LeadView {
    #[schema(value_type = Uuid)]
    id: LeadId,
    source: Option<Named>,
    /// `form`, `mail`, `event`, `hand`.
    way: &'static str,
    company: Option<String>,
    person: Option<String>,
    /// As it was written; masked for those who see contacts masked.
    phone: Option<String>,
    /// As it was written; masked for those who see contacts masked.
    email: Option<String>,
    settlement: Option<String>,
    tax_number: Option<String>,
    /// Products asked for.
    products: Option<String>,
    /// `hot`, `warm`, `cold` or absent.
    temperature: Option<&'static str>,
    /// Names of fields that were read out of a text and may be wrong.
    guessed: Vec<String>,
    /// What they say; in a list its beginning.
    message: Option<String>,
    /// Some of its texts are masked or left out for this reader.
    masked: bool,
    /// `new`, `taken`, `refused`, `spam`.
    state: &'static str,
    /// Why it was refused or put away; `honeypot` and `automatic` when the product did.
    reason: Option<String>,
    /// The client it was taken into; absent also when the reader may not see it.
    client: Option<Named>,
    /// Who decided.
    decided_by: Option<Named>,
    #[schema(value_type = Option<String>, format = DateTime)]
    decided_at: Option<Timestamp>,
    #[schema(value_type = String, format = DateTime)]
    arrived_at: Timestamp,
    version: i64,
}

/// How much of a message a list shows, in characters.
const EXCERPT: usize = 300;

pub(super) fn view(seen: Seen) -> LeadView {
    let lead = seen.item.lead;
    let data = lead.data;
    let source = data.source_id.zip(seen.item.source);
    let client = data.client_id.zip(seen.item.client);
    let decider = data.decided_by.zip(seen.item.decider);
    LeadView {
        id: lead.id,
        source: source.map(|(id, name)| named(id, name)),
        way: data.way.code(),
        company: data.company,
        person: data.person,
        phone: data.phone,
        email: data.email,
        settlement: data.settlement,
        tax_number: data.tax_number,
        products: data.products,
        temperature: data.temperature.map(|of| of.code()),
        guessed: data.guessed,
        message: lead.text.message,
        masked: seen.masked,
        state: data.state.code(),
        reason: data.reason,
        client: client.map(|(id, (name, _))| named(id, name)),
        decided_by: decider.map(|(id, name)| named(id, name)),
        decided_at: data.decided_at,
        arrived_at: lead.arrived_at,
        version: lead.version,
    }
}

pub(super) fn in_list(seen: Seen) -> LeadView {
    let mut view = view(seen);
    view.message = view
        .message
        .map(|text| text.chars().take(EXCERPT).collect());
    view
}

/// A client that the lead may be.
#[derive(Serialize, ToSchema)]
pub(super) struct KnownClient {
    #[schema(value_type = Uuid)]
    id: ClientId,
    name: String,
    /// By what: `phone`, `email`, `tax_number`, `likeness` (all that is told, together), `name`.
    by: Vec<&'static str>,
}

impl From<Known> for KnownClient {
    fn from(known: Known) -> Self {
        Self {
            id: known.id,
            name: known.name,
            by: known.by,
        }
    }
}

/// A lead with all its texts and the clients that it may be.
#[derive(Serialize, ToSchema)]
pub(super) struct LeadCard {
    #[serde(flatten)]
    pub(super) lead: LeadView,
    /// What came, as it came; absent for those who see contacts masked.
    pub(super) raw: Option<String>,
    /// The words they agreed to.
    pub(super) consent: Option<String>,
    /// Clients one may see that it may be; of a new lead only.
    pub(super) known: Vec<KnownClient>,
}

/// What writing or changing a lead did.
#[derive(Serialize, ToSchema)]
pub(super) struct LeadMade {
    #[serde(flatten)]
    lead: LeadView,
    /// The journal line that undoes the whole.
    seq: Option<i64>,
    /// The same lead came before: it stands as it was.
    repeated: bool,
}

impl From<Made> for LeadMade {
    fn from(made: Made) -> Self {
        Self {
            lead: view(made.seen),
            seq: made.seq,
            repeated: made.repeated,
        }
    }
}

/// What writing many did.
#[derive(Serialize, ToSchema)]
pub(super) struct LeadTally {
    leads: i64,
    /// Of these: clients at once.
    clients: i64,
    /// Came before, and stand as they were.
    repeated: i64,
    /// The journal line that undoes the whole.
    seq: Option<i64>,
}

impl From<Tally> for LeadTally {
    fn from(tally: Tally) -> Self {
        Self {
            leads: tally.leads,
            clients: tally.clients,
            repeated: tally.repeated,
            seq: tally.seq,
        }
    }
}
