//! Merging clients that are one (R113): from which record each field is taken. The records
//! themselves stay as they were; what comes of them is a proposal that a person may change field
//! by field.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::client::{Client, ClientData, Relation};
use crate::code::code_enum;

/// The most records that are merged in one step.
pub const MERGE_LIMIT: usize = 5;

code_enum! {
    /// A field of the card whose value one of the records gives. A tax number goes with its
    /// country.
    pub enum MergeField {
        /// Company or private person.
        Kind = "kind",
        /// Name.
        Name = "name",
        /// How they stand to us.
        Relation = "relation",
        /// Tax number with its country.
        TaxNumber = "tax_number",
        /// Segment.
        Segment = "segment_id",
        /// Source.
        Source = "source_id",
        /// Competitor.
        Competitor = "competitor_id",
        /// Group of companies.
        CompanyGroup = "company_group_id",
        /// Manager.
        Manager = "manager_id",
        /// Service class.
        ServiceClass = "service_class",
        /// Temperature.
        Temperature = "temperature",
        /// Purchase habits.
        PurchaseHabits = "purchase_habits",
        /// Deal terms.
        DealTerms = "deal_terms",
        /// Web site.
        Website = "website",
        /// Buys only from us.
        OnlyUs = "only_us",
        /// Has recommended us.
        Recommends = "recommends",
        /// Agreed to mailings.
        MailingConsent = "mailing_consent",
        /// Agreed to be named.
        PublicationConsent = "publication_consent",
        /// Identifier in another system.
        ExternalId = "external_id",
    }
}

code_enum! {
    /// Which record gives a field where nobody has chosen.
    pub enum Preset {
        /// The one that stays; the others fill what it lacks.
        Survivor = "survivor",
        /// The one changed last that has a value.
        Newest = "newest",
        /// The longest text; for other fields the value most records agree on.
        Fullest = "fullest",
    }
}

/// What comes of a merge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The card that stays.
    pub data: ClientData,
    /// From which of the records each field comes, by its place among them.
    pub from: BTreeMap<MergeField, usize>,
}

/// Chooses each field of `records`, the first of which stays. `picks` name the record of a field
/// by its place; a place that is not there is not followed.
///
/// Whatever the preset: they buy from us if any record says so; a consent holds only if every
/// record has it, because it cannot be guessed; buying only from us and recommending hold if any
/// record has noted it.
pub fn propose(
    records: &[&Client],
    preset: Preset,
    picks: &BTreeMap<MergeField, usize>,
) -> Option<Proposal> {
    let survivor = records.first()?;
    let mut proposal = Proposal {
        data: survivor.data.clone(),
        from: BTreeMap::new(),
    };
    let values: Vec<Value> = records.iter().map(|record| fields(&record.data)).collect();
    let mut merged = fields(&survivor.data);
    for field in MergeField::ALL {
        let picked = picks.get(field).copied();
        let place = picked
            .filter(|place| *place < records.len())
            .unwrap_or_else(|| choose(*field, records, &values, preset));
        proposal.from.insert(*field, place);
        merged[field.code()] = values[place][field.code()].clone();
        if *field == MergeField::TaxNumber {
            merged["tax_country"] = values[place]["tax_country"].clone();
        }
    }
    proposal.data = serde_json::from_value(merged).ok()?;
    Some(proposal)
}

fn fields(data: &ClientData) -> Value {
    serde_json::to_value(data).unwrap_or_default()
}

/// The fields in which the records do not all say the same.
pub fn differing(records: &[&Client]) -> Vec<MergeField> {
    let values: Vec<Value> = records.iter().map(|record| fields(&record.data)).collect();
    let differs = |field: &MergeField| {
        let first = values.first().map(|value| &value[field.code()]);
        values
            .iter()
            .any(|value| Some(&value[field.code()]) != first)
    };
    MergeField::ALL.iter().copied().filter(differs).collect()
}

/// Whether two of the records have tax numbers of their own: those are two companies, perhaps of
/// one group, until somebody says otherwise.
pub fn tax_numbers_differ(records: &[&Client]) -> bool {
    let mut known = records
        .iter()
        .filter_map(|record| record.data.tax_number.as_ref());
    let first = known.next();
    known.any(|number| Some(number) != first)
}

fn choose(field: MergeField, records: &[&Client], values: &[Value], preset: Preset) -> usize {
    let value = |place: usize| &values[place][field.code()];
    let is_filled = |place: &usize| !value(*place).is_null();
    let newest_first = || {
        let mut places: Vec<usize> = (0..records.len()).collect();
        places.sort_by_key(|place| std::cmp::Reverse(records[*place].updated_at));
        places
    };
    match field {
        MergeField::Relation => {
            let rank = |place: &usize| match records[*place].data.relation {
                Relation::Current => 0,
                Relation::Former => 1,
                Relation::Competitors => 2,
                Relation::Prospect => 3,
            };
            return (0..records.len()).min_by_key(rank).unwrap_or(0);
        }
        MergeField::MailingConsent | MergeField::PublicationConsent => {
            return first_of(value, records.len(), &Value::Bool(false));
        }
        MergeField::OnlyUs | MergeField::Recommends => {
            return first_of(value, records.len(), &Value::Bool(true));
        }
        _ => {}
    }
    match preset {
        Preset::Survivor => is_filled(&0)
            .then_some(0)
            .or_else(|| newest_first().into_iter().find(is_filled))
            .unwrap_or(0),
        Preset::Newest => newest_first().into_iter().find(is_filled).unwrap_or(0),
        Preset::Fullest => {
            let weight = |place: &usize| {
                let text = value(*place).as_str().filter(|_| is_text(field));
                match text {
                    Some(text) => text.chars().count(),
                    None => (0..records.len())
                        .filter(|other| value(*other) == value(*place))
                        .count(),
                }
            };
            // of equals the first: the record that stays, then the newest
            let mut places = newest_first();
            places.retain(|place| *place != 0);
            places.insert(0, 0);
            let filled = places.into_iter().filter(is_filled);
            filled.rev().max_by_key(weight).unwrap_or(0)
        }
    }
}

fn first_of<'v>(value: impl Fn(usize) -> &'v Value, count: usize, wanted: &Value) -> usize {
    (0..count)
        .find(|place| value(*place) == wanted)
        .unwrap_or(0)
}

fn is_text(field: MergeField) -> bool {
    matches!(
        field,
        MergeField::Name | MergeField::PurchaseHabits | MergeField::DealTerms | MergeField::Website
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::Standing;
    use crate::country::Country;
    use jiff::Timestamp;
    use uuid::Uuid;

    fn record(number: u128, name: &str, minute: i64) -> Client {
        Client {
            id: Uuid::from_u128(number).into(),
            data: ClientData::named(name.into(), Country::RU),
            standing: Standing::new(),
            region: None,
            main_phone: None,
            main_email: None,
            version: 1,
            created_at: Timestamp::UNIX_EPOCH,
            created_by: Uuid::from_u128(9).into(),
            updated_at: Timestamp::from_second(minute * 60).unwrap(),
            deleted_at: None,
        }
    }

    fn three() -> [Client; 3] {
        let mut a = record(1, "Ромашка", 1);
        let mut b = record(2, "ООО Ромашка", 3);
        let mut c = record(3, "Ромашка Москва, филиал", 2);
        a.data.website = Some("a.example".into());
        b.data.website = Some("b.example".into());
        b.data.tax_number = Some("7707083893".into());
        b.data.mailing_consent = true;
        c.data.relation = Relation::Current;
        c.data.recommends = true;
        [a, b, c]
    }

    #[test]
    fn r113_presets_choose_the_record_of_each_field() {
        let [a, b, c] = three();
        let records = [&a, &b, &c];
        let none = BTreeMap::new();
        for (preset, name, website) in [
            (Preset::Survivor, "Ромашка", "a.example"),
            (Preset::Newest, "ООО Ромашка", "b.example"),
            (Preset::Fullest, "Ромашка Москва, филиал", "a.example"),
        ] {
            let proposal = propose(&records, preset, &none).unwrap();
            let data = &proposal.data;
            assert_eq!(data.name, name, "{preset}");
            assert_eq!(data.website.as_deref(), Some(website), "{preset}");
            assert_eq!(data.tax_number.as_deref(), Some("7707083893"));
            assert_eq!(data.relation, Relation::Current, "whoever buys is a client");
            assert!(data.recommends);
            assert!(!data.mailing_consent, "not all of them agreed");
        }
    }

    #[test]
    fn a_pick_beats_the_preset_and_a_place_that_is_not_there_does_not() {
        let [a, b, c] = three();
        let picks = BTreeMap::from([
            (MergeField::Name, 1),
            (MergeField::MailingConsent, 1),
            (MergeField::Website, 7),
        ]);
        let proposal = propose(&[&a, &b, &c], Preset::Survivor, &picks).unwrap();
        assert_eq!(proposal.data.name, "ООО Ромашка");
        assert!(proposal.data.mailing_consent);
        assert_eq!(proposal.data.website.as_deref(), Some("a.example"));
        assert_eq!(proposal.from[&MergeField::Name], 1);
        assert_eq!(proposal.from.len(), MergeField::ALL.len());
    }

    #[test]
    fn every_field_of_the_card_is_one_that_can_be_chosen() {
        let data = fields(&ClientData::named("x".into(), Country::RU));
        let of_card: Vec<&String> = data.as_object().unwrap().keys().collect();
        for key in &of_card {
            assert!(
                *key == "tax_country" || key.parse::<MergeField>().is_ok(),
                "{key} is lost in a merge"
            );
        }
        assert_eq!(of_card.len(), MergeField::ALL.len() + 1);
    }

    #[test]
    fn two_tax_numbers_are_two_companies() {
        let [a, b, mut c] = three();
        assert!(!tax_numbers_differ(&[&a, &b, &c]));
        c.data.tax_number = Some("7702070139".into());
        assert!(tax_numbers_differ(&[&a, &b, &c]));
        assert_eq!(
            differing(&[&a, &b]),
            [
                MergeField::Name,
                MergeField::TaxNumber,
                MergeField::Website,
                MergeField::MailingConsent
            ]
        );
        assert_eq!(propose(&[], Preset::Newest, &BTreeMap::new()), None);
    }
}
