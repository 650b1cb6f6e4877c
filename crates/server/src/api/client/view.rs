//! Clients as the API shows them. What the reader may not see was masked before it came here.

use app::client::{Card, Listed, Past};
use app::gate::Warning;
use domain::client::Client;
use domain::id::{ClientId, UserId};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::{address, channel, fact, holding, person, quality, quarantine};
use crate::problem::FieldError;

/// Something with its name.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct Named {
    pub(in crate::api) id: Uuid,
    pub(in crate::api) name: String,
}

impl Named {
    /// A thing and its name, if there is one.
    pub(in crate::api) fn of<I: Into<Uuid>>(id: Option<I>, name: Option<String>) -> Option<Self> {
        let id = id?.into();
        Some(Self {
            id,
            name: name.unwrap_or_default(),
        })
    }
}

/// Figures of the last snapshot.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct FiguresView {
    /// Class by revenue: A, B, C.
    abc: Option<String>,
    /// Class by steadiness: X, Y, Z, N.
    xyz: Option<String>,
    /// Recency, frequency and money scores, as in `555`.
    rfm: Option<String>,
    /// Minor units of the base currency.
    revenue_minor: i64,
    orders: i64,
    last_day: Option<String>,
    /// `active`, `sleeping`, `lost`, `none`.
    state: String,
}

impl From<app::client::Figures> for FiguresView {
    fn from(figures: app::client::Figures) -> Self {
        Self {
            abc: figures.abc,
            xyz: figures.xyz,
            rfm: figures.rfm.map(|[r, f, m]| format!("{r}{f}{m}")),
            revenue_minor: figures.revenue_minor,
            orders: figures.orders,
            last_day: figures.last_day,
            state: figures.state,
        }
    }
}

/// Figures that held from a day on.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct PastFigures {
    /// The first day they held.
    #[schema(value_type = String, format = Date)]
    as_of: Date,
    abc: Option<String>,
    xyz: Option<String>,
    /// Recency, frequency and money scores, as in `555`.
    rfm: Option<String>,
    /// Minor units of the base currency.
    revenue_minor: i64,
    orders: i64,
    /// `active`, `sleeping`, `lost`, `none`.
    state: String,
}

impl From<Past> for PastFigures {
    fn from(past: Past) -> Self {
        Self {
            as_of: past.as_of,
            abc: past.abc,
            xyz: past.xyz,
            rfm: past.rfm.map(|[r, f, m]| format!("{r}{f}{m}")),
            revenue_minor: past.revenue_minor,
            orders: past.orders,
            state: past.state,
        }
    }
}

/// A client as a list shows it.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct ClientItem {
    #[schema(value_type = Uuid)]
    id: ClientId,
    name: String,
    kind: &'static str,
    relation: &'static str,
    marker: &'static str,
    ladder_step: &'static str,
    service_class: &'static str,
    /// `hot`, `warm`, `cold`; `null`: nobody has said.
    temperature: Option<&'static str>,
    segment: Option<Named>,
    region: Option<String>,
    manager: Option<Named>,
    tax_number: Option<String>,
    /// The first phone; masked or absent as the reader's rights say.
    phone: Option<String>,
    /// The first e-mail; masked or absent likewise.
    email: Option<String>,
    last_interaction_at: Option<Timestamp>,
    /// Until when it is left alone after an effective contact; may have passed.
    rest_until: Option<Timestamp>,
    figures: Option<FiguresView>,
    version: i64,
    created_at: Timestamp,
    updated_at: Timestamp,
}

impl From<Listed> for ClientItem {
    fn from(item: Listed) -> Self {
        Self {
            id: item.id,
            name: item.name,
            kind: item.kind.code(),
            relation: item.relation.code(),
            marker: item.marker.code(),
            ladder_step: item.ladder_step.code(),
            service_class: item.service_class.code(),
            temperature: item.temperature.map(|of| of.code()),
            segment: item.segment.map(|(id, name)| Named {
                id: id.uuid(),
                name,
            }),
            region: item.region,
            manager: item.manager.map(|(id, name)| Named {
                id: id.uuid(),
                name,
            }),
            tax_number: item.tax_number,
            phone: item.phone,
            email: item.email,
            last_interaction_at: item.last_interaction_at,
            rest_until: item.rest_until,
            figures: item.figures.map(FiguresView::from),
            version: item.version,
            created_at: item.created_at,
            updated_at: item.updated_at,
        }
    }
}

/// How many there are of what comes by pages.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct Counts {
    /// Orders that count as purchases.
    orders: u32,
    interactions: i64,
}

/// The card of a client.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct ClientCard {
    #[serde(flatten)]
    item: ClientItem,
    tax_country: String,
    purchase_habits: Option<String>,
    deal_terms: Option<String>,
    website: Option<String>,
    competitor: Option<Named>,
    /// Group of companies it belongs to.
    company_group: Option<Named>,
    source: Option<Named>,
    external_id: Option<String>,
    only_us: bool,
    recommends: bool,
    mailing_consent: bool,
    publication_consent: bool,
    last_effective_at: Option<Timestamp>,
    created_by: Option<Named>,
    channels: Vec<channel::ChannelView>,
    /// The newest check of each critical field.
    verifications: Vec<quality::VerificationView>,
    /// How well the card is filled and checked, 0 to 100.
    quality: Option<f64>,
    /// What is set aside of it.
    quarantine: Vec<quarantine::QuarantineView>,
    /// Since when it stands on the blacklist; none: it does not.
    blacklisted_at: Option<Timestamp>,
    addresses: Vec<address::AddressView>,
    people: Vec<person::PersonView>,
    facts: Vec<fact::FactView>,
    /// How its figures moved, the latest first.
    figures_history: Vec<PastFigures>,
    counts: Counts,
    /// Its stay with who manages it.
    holding: Option<holding::HoldingView>,
    /// Contacts made or tried in the last 30 days, when they are more than the setting
    /// `rest.most_a_month` calls good.
    too_many_contacts: Option<i64>,
    /// What the gates find missing, as a refusal would tell it.
    warnings: Vec<FieldError>,
    /// What the reader may do here.
    allowed: Vec<&'static str>,
}

impl ClientCard {
    pub(super) fn id(&self) -> ClientId {
        self.item.id
    }

    pub(super) fn version(&self) -> i64 {
        self.item.version
    }
}

impl From<Card> for ClientCard {
    fn from(card: Card) -> Self {
        let Client {
            id, data, standing, ..
        } = card.client;
        let names = card.names;
        let author = |user: UserId| card.authors.get(&user).cloned().unwrap_or_default();
        Self {
            tax_country: data.tax_country.to_string(),
            purchase_habits: data.purchase_habits,
            deal_terms: data.deal_terms,
            website: data.website,
            competitor: Named::of(data.competitor_id, names.competitor),
            company_group: Named::of(data.company_group_id, names.company_group),
            source: Named::of(data.source_id, names.source),
            external_id: data.external_id,
            only_us: data.only_us,
            recommends: data.recommends,
            mailing_consent: data.mailing_consent,
            publication_consent: data.publication_consent,
            last_effective_at: standing.last_effective_at,
            created_by: Named::of(Some(card.client.created_by), names.created_by),
            figures_history: card.history.into_iter().map(PastFigures::from).collect(),
            facts: card
                .facts
                .into_iter()
                .map(|fact| {
                    let name = author(fact.created_by);
                    fact::FactView::of(fact, name)
                })
                .collect(),
            channels: card
                .channels
                .into_iter()
                .map(|(channel, masked)| channel::ChannelView::of(channel, masked))
                .collect(),
            verifications: card.verifications.into_iter().map(Into::into).collect(),
            quality: card.quality,
            blacklisted_at: card.blacklisted.map(|stay| stay.since),
            quarantine: card.quarantine.into_iter().map(Into::into).collect(),
            addresses: card
                .addresses
                .into_iter()
                .map(address::AddressView::from)
                .collect(),
            people: card
                .people
                .into_iter()
                .map(person::PersonView::from)
                .collect(),
            counts: Counts {
                orders: standing.purchases,
                interactions: card.interactions,
            },
            holding: card.holding.map(Into::into),
            too_many_contacts: card.too_many,
            warnings: told(&card.warnings, None),
            allowed: card.allowed.iter().map(|action| action.code()).collect(),
            item: ClientItem {
                id,
                name: data.name,
                kind: data.kind.code(),
                relation: data.relation.code(),
                marker: standing.marker.code(),
                ladder_step: standing.ladder_step.code(),
                service_class: data.service_class.code(),
                temperature: data.temperature.map(|of| of.code()),
                segment: Named::of(data.segment_id, names.segment),
                region: card.client.region,
                manager: Named::of(data.manager_id, names.manager),
                tax_number: data.tax_number,
                phone: card.client.main_phone,
                email: card.client.main_email,
                last_interaction_at: standing.last_interaction_at,
                rest_until: standing.rest.until,
                figures: card.figures.map(FiguresView::from),
                version: card.client.version,
                created_at: card.client.created_at,
                updated_at: card.client.updated_at,
            },
        }
    }
}

/// Warnings of gates as refusals would tell them; by default of the field of the card.
pub(in crate::api) fn told(warnings: &[Warning], field: Option<&'static str>) -> Vec<FieldError> {
    let told = warnings
        .iter()
        .map(|one| one.on(field.unwrap_or_else(|| app::gate::field(one.need))));
    told.map(FieldError::from).collect()
}

/// The fields of a client as it is now, for a reader whose change came too late.
pub(super) fn current(client: &Client) -> Value {
    json!(client.data)
}
