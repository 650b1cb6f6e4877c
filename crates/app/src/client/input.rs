//! What comes in about a client, from the API, a bulk row or an import: texts that become domain
//! values here or are refused with their field. Nothing the product computes can come in.

use domain::address::{AddressData, AddressKind, AddressParts};
use domain::channel::{ChannelData, ChannelKind, ChannelValue, LABEL_LIMIT, Site};
use domain::client::{ClientData, EXTERNAL_ID_LIMIT, NAME_LIMIT, NOTE_LIMIT};
use domain::code::UnknownCode;
use domain::country::Country;
use domain::id::{CompanyGroupId, CompetitorId, SegmentId, SourceId, UserId};
use domain::tax_number::TaxNumber;
use domain::text;

use super::Error;

/// A value that breaks a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The field.
    pub field: String,
    /// The stable code of the rule.
    pub code: &'static str,
    /// What the words of the code need.
    pub params: Vec<(&'static str, String)>,
}

impl Refusal {
    /// A refusal of `field`.
    pub fn new(field: impl Into<String>, code: &'static str) -> Self {
        Self {
            field: field.into(),
            code,
            params: Vec::new(),
        }
    }

    /// Adds a parameter for the words.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.params.push((name, value.into()));
        self
    }
}

/// A change of a field that can be empty: absent is unchanged, `Some(None)` clears.
pub type Patch<T> = Option<Option<T>>;

/// A way to reach a new client.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewChannel {
    /// Code of the kind.
    pub kind: String,
    /// As written.
    pub value: String,
    /// What it is for.
    pub label: Option<String>,
}

/// What comes in. On creation absent fields have their defaults, on change they stay.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Input {
    /// Code of the kind.
    pub kind: Option<String>,
    /// Name.
    pub name: Option<String>,
    /// Code of the relation.
    pub relation: Option<String>,
    /// Tax number as written.
    pub tax_number: Patch<String>,
    /// Country of the tax number.
    pub tax_country: Option<String>,
    /// Segment.
    pub segment_id: Patch<SegmentId>,
    /// Source.
    pub source_id: Patch<SourceId>,
    /// Competitor.
    pub competitor_id: Patch<CompetitorId>,
    /// Group of companies.
    pub company_group_id: Patch<CompanyGroupId>,
    /// Manager.
    pub manager_id: Patch<UserId>,
    /// Code of the service class.
    pub service_class: Option<String>,
    /// Code of the temperature.
    pub temperature: Patch<String>,
    /// How they buy.
    pub purchase_habits: Patch<String>,
    /// On which terms.
    pub deal_terms: Patch<String>,
    /// Web site.
    pub website: Patch<String>,
    /// Buys only from us.
    pub only_us: Option<bool>,
    /// Has recommended us.
    pub recommends: Option<bool>,
    /// Agreed to mailings.
    pub mailing_consent: Option<bool>,
    /// Agreed to be a public reference.
    pub publication_consent: Option<bool>,
    /// Identifier in another system.
    pub external_id: Patch<String>,
    /// Channels of a new client; not looked at on change.
    pub channels: Vec<NewChannel>,
    /// Address of a new client; not looked at on change.
    pub address: Option<AddressParts>,
    /// Whoever seems to be the same in the base is known, and this is another.
    pub despite_duplicates: bool,
}

/// The most channels a client is created with.
const CHANNELS_LIMIT: usize = 20;

impl Input {
    /// Whether a new client could be made of it, as far as that follows from the input alone.
    pub(crate) fn check(&self, country: Country) -> Result<(), Error> {
        let mut data = ClientData::named(String::new(), country);
        self.apply(&mut data, country, true)?;
        self.channels(data.tax_country)?;
        self.address_data().map(drop)
    }

    /// Puts the given fields into `data`, or tells of every field that is refused.
    pub(super) fn apply(
        &self,
        data: &mut ClientData,
        country: Country,
        new: bool,
    ) -> Result<(), Error> {
        let mut refusals = Vec::new();
        let r = &mut refusals;
        code(r, "kind", self.kind.as_deref(), &mut data.kind);
        code(r, "relation", self.relation.as_deref(), &mut data.relation);
        code(
            r,
            "service_class",
            self.service_class.as_deref(),
            &mut data.service_class,
        );
        match self
            .temperature
            .as_ref()
            .map(|of| of.as_deref().map(str::parse))
        {
            Some(None) => data.temperature = None,
            Some(Some(Ok(of))) => data.temperature = Some(of),
            Some(Some(Err(_))) => r.push(Refusal::new("temperature", "code.unknown")),
            None => {}
        }
        match &self.name {
            Some(name) => match text::line(name, NAME_LIMIT) {
                Ok(name) => data.name = name,
                Err(error) => r.push(Refusal::new("name", error.code())),
            },
            None if new => r.push(Refusal::new("name", "text.empty")),
            None => {}
        }
        self.apply_tax_number(r, data, country);
        set(&self.segment_id, &mut data.segment_id);
        set(&self.source_id, &mut data.source_id);
        set(&self.competitor_id, &mut data.competitor_id);
        set(&self.company_group_id, &mut data.company_group_id);
        set(&self.manager_id, &mut data.manager_id);
        note(
            r,
            "purchase_habits",
            &self.purchase_habits,
            &mut data.purchase_habits,
        );
        note(r, "deal_terms", &self.deal_terms, &mut data.deal_terms);
        match &self.website {
            Some(Some(site)) => match Site::parse(site) {
                Ok(site) => data.website = Some(site.display().to_owned()),
                Err(error) => r.push(Refusal::new("website", error.code())),
            },
            Some(None) => data.website = None,
            None => {}
        }
        match &self.external_id {
            Some(Some(id)) => match text::line(id, EXTERNAL_ID_LIMIT) {
                Ok(id) => data.external_id = Some(id),
                Err(error) => r.push(Refusal::new("external_id", error.code())),
            },
            Some(None) => data.external_id = None,
            None => {}
        }
        let flags = [
            (self.only_us, &mut data.only_us),
            (self.recommends, &mut data.recommends),
            (self.mailing_consent, &mut data.mailing_consent),
            (self.publication_consent, &mut data.publication_consent),
        ];
        for (given, kept) in flags {
            *kept = given.unwrap_or(*kept);
        }
        if refusals.is_empty() {
            Ok(())
        } else {
            Err(Error::Invalid(refusals))
        }
    }

    /// A number is verified for its country, so a new country verifies the old number again.
    fn apply_tax_number(
        &self,
        refusals: &mut Vec<Refusal>,
        data: &mut ClientData,
        country: Country,
    ) {
        if let Some(text) = &self.tax_country {
            match text.parse() {
                Ok(country) => data.tax_country = country,
                Err(_) => return refusals.push(Refusal::new("tax_country", "country.unknown")),
            }
        } else if data.tax_number.is_none() {
            data.tax_country = country;
        }
        let wanted = match &self.tax_number {
            Some(wanted) => wanted.clone(),
            None if self.tax_country.is_some() => data.tax_number.clone(),
            None => return,
        };
        match wanted.filter(|text| !text.trim().is_empty()) {
            None => data.tax_number = None,
            Some(text) => match TaxNumber::parse(data.tax_country, &text) {
                Ok(number) => data.tax_number = Some(number.value().to_owned()),
                Err(error) => refusals.push(Refusal::new("tax_number", error.code())),
            },
        }
    }

    /// The channels of a new client.
    pub(super) fn channels(&self, country: Country) -> Result<Vec<ChannelData>, Error> {
        read_channels(&self.channels, country).map_err(Error::Invalid)
    }

    pub(super) fn address(&self) -> Option<&AddressParts> {
        self.address.as_ref()
    }

    /// The address of a new client.
    pub(super) fn address_data(&self) -> Result<Option<AddressData>, Error> {
        let checked = self.address.clone().map(AddressParts::checked).transpose();
        let parts = checked.map_err(|_| Error::refused("address", "address.bad"))?;
        Ok(parts.map(|parts| AddressData {
            kind: AddressKind::Actual,
            parts,
        }))
    }
}

/// The first channels of a client or person that is added.
pub(crate) fn read_channels(
    given: &[NewChannel],
    country: Country,
) -> Result<Vec<ChannelData>, Vec<Refusal>> {
    if given.len() > CHANNELS_LIMIT {
        return Err(vec![Refusal::new("channels", "list.too_long")]);
    }
    let mut refusals = Vec::new();
    let mut channels = Vec::new();
    for (at, channel) in given.iter().enumerate() {
        match read_channel(channel, country, at) {
            Ok(channel) => channels.push(channel),
            Err((field, code)) => {
                refusals.push(Refusal::new(format!("channels.{at}.{field}"), code));
            }
        }
    }
    if refusals.is_empty() {
        Ok(channels)
    } else {
        Err(refusals)
    }
}

fn read_channel(
    channel: &NewChannel,
    country: Country,
    at: usize,
) -> Result<ChannelData, (&'static str, &'static str)> {
    let kind: ChannelKind = channel.kind.parse().map_err(|_| ("kind", "code.unknown"))?;
    let value = ChannelValue::parse(kind, country, &channel.value)
        .map_err(|error| ("value", error.code()))?;
    let label = channel
        .label
        .as_deref()
        .filter(|label| !label.trim().is_empty());
    let label = label
        .map(|label| text::line(label, LABEL_LIMIT))
        .transpose();
    Ok(ChannelData {
        person_id: None,
        kind,
        value: value.value,
        value_key: value.key,
        label: label.map_err(|error| ("label", error.code()))?,
        position: i64::try_from(at).unwrap_or(i64::MAX),
        dial_result: None,
        dialled_at: None,
        unanswered: 0,
    })
}

fn code<T: std::str::FromStr<Err = UnknownCode>>(
    refusals: &mut Vec<Refusal>,
    field: &'static str,
    given: Option<&str>,
    kept: &mut T,
) {
    match given.map(str::parse) {
        Some(Ok(value)) => *kept = value,
        Some(Err(_)) => refusals.push(Refusal::new(field, "code.unknown")),
        None => {}
    }
}

fn set<T: Copy>(given: &Patch<T>, kept: &mut Option<T>) {
    if let Some(value) = given {
        *kept = *value;
    }
}

fn note(
    refusals: &mut Vec<Refusal>,
    field: &'static str,
    given: &Patch<String>,
    kept: &mut Option<String>,
) {
    match given {
        Some(Some(text)) if !text.trim().is_empty() => match text::block(text, NOTE_LIMIT) {
            Ok(text) => *kept = Some(text),
            Err(error) => refusals.push(Refusal::new(field, error.code())),
        },
        Some(_) => *kept = None,
        None => {}
    }
}
