//! Gates: what must be known of a client before its card is saved, given to a manager or ordered
//! for (R103, R106). Which values, is a setting for companies and one for private persons at each
//! stage; whether a gate is off, warns or refuses is a setting too.

use crate::channel::ChannelKind;
use crate::client::{Client, ClientKind};
use crate::code::code_enum;
use crate::country::Country;
use crate::setting::{self, Choice, Settings, Text};

code_enum! {
    /// A value that a gate may ask for.
    pub enum Need {
        /// Name.
        Name = "name",
        /// A telephone.
        Phone = "phone",
        /// An e-mail address.
        Email = "email",
        /// Tax number.
        TaxNumber = "tax_number",
        /// An address with a region.
        Region = "region",
        /// Segment.
        Segment = "segment",
        /// Source.
        Source = "source",
        /// Manager.
        Manager = "manager",
    }
}

impl Need {
    /// The stable code of the refusal when it is missing.
    pub const fn refusal(self) -> &'static str {
        match self {
            Self::Name => "gate.name",
            Self::Phone => "gate.phone",
            Self::Email => "gate.email",
            Self::TaxNumber => "gate.tax_number",
            Self::Region => "gate.region",
            Self::Segment => "gate.segment",
            Self::Source => "gate.source",
            Self::Manager => "gate.manager",
        }
    }

    /// The need that a way to reach the client meets.
    pub const fn met_by(kind: ChannelKind) -> Option<Self> {
        match kind {
            ChannelKind::Phone => Some(Self::Phone),
            ChannelKind::Email => Some(Self::Email),
            ChannelKind::Site | ChannelKind::Messenger | ChannelKind::Social => None,
        }
    }
}

code_enum! {
    /// Where a gate stands.
    pub enum Stage {
        /// A card is saved: made, or changed so that it loses something.
        Save = "save",
        /// A client is given to a manager: from then on it is worked.
        Assign = "assign",
        /// An order of the client begins to count.
        Order = "order",
    }
}

code_enum! {
    /// What a gate does.
    pub enum Mode {
        /// Nothing.
        Off = "off",
        /// Lets pass and says what is missing.
        Warn = "warn",
        /// Lets nothing pass.
        Refuse = "refuse",
    }
}

impl Stage {
    /// The setting that says what the gate does.
    pub const fn switch(self) -> &'static Choice {
        match self {
            Self::Save => &setting::GATE_SAVE,
            Self::Assign => &setting::GATE_ASSIGN,
            Self::Order => &setting::GATE_ORDER,
        }
    }

    /// The setting that says what the gate asks of a kind of client.
    pub const fn rule(self, kind: ClientKind) -> &'static Text {
        match (self, kind) {
            (Self::Save, ClientKind::Company) => &setting::GATE_COMPANY_SAVE,
            (Self::Save, ClientKind::Private) => &setting::GATE_PRIVATE_SAVE,
            (Self::Assign, ClientKind::Company) => &setting::GATE_COMPANY_ASSIGN,
            (Self::Assign, ClientKind::Private) => &setting::GATE_PRIVATE_ASSIGN,
            (Self::Order, ClientKind::Company) => &setting::GATE_COMPANY_ORDER,
            (Self::Order, ClientKind::Private) => &setting::GATE_PRIVATE_ORDER,
        }
    }

    /// What the gate does by the settings in force.
    pub fn mode(self, settings: &Settings) -> Mode {
        settings.choice(self.switch()).parse().unwrap_or(Mode::Off)
    }
}

/// What is known of a client, as far as gates ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Known([bool; Need::ALL.len()]);

impl Known {
    /// What stands on a card.
    pub fn of(client: &Client) -> Self {
        let data = &client.data;
        let met = |need: Need| match need {
            Need::Name => !data.name.trim().is_empty(),
            Need::Phone => client.main_phone.is_some(),
            Need::Email => client.main_email.is_some(),
            Need::TaxNumber => data.tax_number.is_some(),
            Need::Region => client.region.is_some(),
            Need::Segment => data.segment_id.is_some(),
            Need::Source => data.source_id.is_some(),
            Need::Manager => data.manager_id.is_some(),
        };
        Need::ALL
            .iter()
            .copied()
            .filter(|need| met(*need))
            .collect()
    }

    /// Whether the value is known.
    pub fn has(&self, need: Need) -> bool {
        self.0[need as usize]
    }
}

impl FromIterator<Need> for Known {
    fn from_iter<I: IntoIterator<Item = Need>>(needs: I) -> Self {
        let mut known = Self::default();
        for need in needs {
            known.0[need as usize] = true;
        }
        known
    }
}

/// A value asked for, perhaps of clients of one country only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Demand {
    /// The value.
    pub need: Need,
    /// The country of the client; none: any.
    pub country: Option<Country>,
}

/// Reads `phone, name, RU:tax_number`; nothing when a word is no need or no country.
pub fn demands(text: &str) -> Option<Vec<Demand>> {
    let words = text
        .split(',')
        .map(str::trim)
        .filter(|word| !word.is_empty());
    let demand = |word: &str| {
        let (country, need) = match word.split_once(':') {
            Some((country, need)) => (Some(country.parse().ok()?), need.trim()),
            None => (None, word),
        };
        let need = need.parse().ok()?;
        Some(Demand { need, country })
    };
    words.map(demand).collect()
}

/// What a list of demands asks of a client of `country`, each once.
pub fn asked(text: &str, country: Country) -> Vec<Need> {
    let mut asked = Vec::new();
    for demand in demands(text).unwrap_or_default() {
        let meant = demand.country.is_none_or(|only| only == country);
        if meant && !asked.contains(&demand.need) {
            asked.push(demand.need);
        }
    }
    asked
}

/// What the gate of `stage` finds missing, whatever it does then; nothing when it is off.
pub fn missing(
    settings: &Settings,
    stage: Stage,
    kind: ClientKind,
    country: Country,
    known: &Known,
) -> Vec<Need> {
    if stage.mode(settings) == Mode::Off {
        return Vec::new();
    }
    let mut missing = asked(settings.text(stage.rule(kind)), country);
    missing.retain(|need| !known.has(*need));
    missing
}

/// The same of a card.
pub fn missing_on(settings: &Settings, stage: Stage, client: &Client) -> Vec<Need> {
    let data = &client.data;
    missing(
        settings,
        stage,
        data.kind,
        data.tax_country,
        &Known::of(client),
    )
}

#[cfg(test)]
mod tests;
