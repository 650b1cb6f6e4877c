//! Gates: what must be known of a client before an order of it may count (R103, R106). Which
//! values, is a setting for companies and one for private persons.

use crate::client::{Client, ClientKind};
use crate::code::code_enum;
use crate::setting::{self, Settings};

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

    fn is_met(self, client: &Client) -> bool {
        let data = &client.data;
        match self {
            Self::Name => !data.name.trim().is_empty(),
            Self::Phone => client.main_phone.is_some(),
            Self::Email => client.main_email.is_some(),
            Self::TaxNumber => data.tax_number.is_some(),
            Self::Region => client.region.is_some(),
            Self::Segment => data.segment_id.is_some(),
            Self::Source => data.source_id.is_some(),
            Self::Manager => data.manager_id.is_some(),
        }
    }
}

/// Reads `phone, name, email`; nothing when a word is no need.
pub fn needs(text: &str) -> Option<Vec<Need>> {
    let words = text
        .split(',')
        .map(str::trim)
        .filter(|word| !word.is_empty());
    words.map(|word| word.parse().ok()).collect()
}

/// What is missing of a client before an order of it may count.
pub fn missing_for_order(settings: &Settings, client: &Client) -> Vec<Need> {
    let setting = match client.data.kind {
        ClientKind::Company => &setting::GATE_COMPANY_ORDER,
        ClientKind::Private => &setting::GATE_PRIVATE_ORDER,
    };
    let mut missing = needs(settings.text(setting)).unwrap_or_default();
    missing.retain(|need| !need.is_met(client));
    missing
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::{ClientData, Standing};
    use crate::country::Country;
    use crate::setting::Value;
    use jiff::Timestamp;
    use uuid::Uuid;

    fn client() -> Client {
        Client {
            id: Uuid::from_u128(1).into(),
            data: ClientData::named("ООО А".into(), Country::RU),
            standing: Standing::new(),
            region: None,
            main_phone: None,
            main_email: None,
            version: 1,
            created_at: Timestamp::UNIX_EPOCH,
            created_by: Uuid::from_u128(2).into(),
            updated_at: Timestamp::UNIX_EPOCH,
            deleted_at: None,
        }
    }

    #[test]
    fn r103_no_order_without_phone_name_and_email() {
        let mut settings = Settings::default();
        let mut client = client();
        assert_eq!(
            missing_for_order(&settings, &client),
            [],
            "off until somebody turns it on"
        );
        let asked = Value::Text("phone, name, email".into());
        settings.set("gate.company_order", asked).unwrap();
        assert_eq!(
            missing_for_order(&settings, &client),
            [Need::Phone, Need::Email]
        );
        client.main_phone = Some("+7 495 123-45-67".into());
        client.main_email = Some("info@example.com".into());
        assert_eq!(missing_for_order(&settings, &client), []);
        client.data.name = " ".into();
        assert_eq!(missing_for_order(&settings, &client), [Need::Name]);
    }

    #[test]
    fn r106_each_kind_of_client_has_its_own_gate() {
        let mut settings = Settings::default();
        let mut client = client();
        settings
            .set(
                "gate.company_order",
                Value::Text("tax_number,region".into()),
            )
            .unwrap();
        assert_eq!(
            missing_for_order(&settings, &client),
            [Need::TaxNumber, Need::Region]
        );
        client.data.kind = ClientKind::Private;
        assert_eq!(missing_for_order(&settings, &client), []);
        let wrong = Value::Text("phone, passport".into());
        assert!(settings.set("gate.company_order", wrong).is_err());
        assert_eq!(needs(""), Some(vec![]));
    }
}
