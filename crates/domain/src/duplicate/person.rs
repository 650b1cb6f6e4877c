//! Two records of one person at clients become one: which of them gives each field.

use std::collections::BTreeMap;

use crate::code::code_enum;
use crate::id::PersonId;
use crate::person::{DecisionRole, Person, PersonData};

code_enum! {
    /// A field of a person whose value one of the records gives.
    pub enum PersonPart {
        /// Name.
        Name = "name",
        /// Job title.
        Title = "title",
        /// Part in the decision.
        DecisionRole = "decision_role",
        /// Level in the organisation.
        Level = "level",
        /// Note.
        Note = "note",
    }
}

impl PersonPart {
    fn is_empty(self, data: &PersonData) -> bool {
        match self {
            Self::Name => data.name.is_empty(),
            Self::Title => data.title.is_none(),
            Self::DecisionRole => data.decision_role == DecisionRole::None,
            Self::Level => data.level.is_none(),
            Self::Note => data.note.is_none(),
        }
    }

    fn is_same(self, a: &PersonData, b: &PersonData) -> bool {
        match self {
            Self::Name => a.name == b.name,
            Self::Title => a.title == b.title,
            Self::DecisionRole => a.decision_role == b.decision_role,
            Self::Level => a.level == b.level,
            Self::Note => a.note == b.note,
        }
    }

    fn take(self, from: &PersonData, into: &mut PersonData) {
        match self {
            Self::Name => into.name.clone_from(&from.name),
            Self::Title => into.title.clone_from(&from.title),
            Self::DecisionRole => into.decision_role = from.decision_role,
            Self::Level => into.level = from.level,
            Self::Note => into.note.clone_from(&from.note),
        }
    }
}

/// Two people in the order in which pairs are kept: the smaller identifier first.
pub fn ordered(a: PersonId, b: PersonId) -> (PersonId, PersonId) {
    if a < b { (a, b) } else { (b, a) }
}

/// The person who would stay, and from whom each field comes: from whom it is picked, else from the
/// survivor, else, where the survivor says nothing, from the other.
pub fn propose(
    survivor: &Person,
    absorbed: &Person,
    picks: &BTreeMap<PersonPart, PersonId>,
) -> (PersonData, BTreeMap<PersonPart, PersonId>) {
    let mut data = survivor.data.clone();
    let mut from = BTreeMap::new();
    for part in PersonPart::ALL.iter().copied() {
        let lacks = part.is_empty(&survivor.data) && !part.is_empty(&absorbed.data);
        let takes = match picks.get(&part) {
            Some(id) => *id == absorbed.id,
            None => lacks,
        };
        if takes {
            part.take(&absorbed.data, &mut data);
        }
        from.insert(part, if takes { absorbed.id } else { survivor.id });
    }
    (data, from)
}

/// The fields in which two people differ.
pub fn differing(a: &PersonData, b: &PersonData) -> Vec<PersonPart> {
    let parts = PersonPart::ALL.iter().copied();
    parts.filter(|part| !part.is_same(a, b)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::person::Level;
    use jiff::Timestamp;
    use uuid::Uuid;

    fn person(id: u128, name: &str) -> Person {
        Person {
            id: Uuid::from_u128(id).into(),
            client_id: Uuid::from_u128(9).into(),
            version: 1,
            created_by: Uuid::nil().into(),
            created_at: Timestamp::UNIX_EPOCH,
            updated_at: Timestamp::UNIX_EPOCH,
            data: PersonData {
                name: name.to_owned(),
                title: None,
                decision_role: DecisionRole::None,
                level: None,
                note: None,
            },
        }
    }

    #[test]
    fn r113_who_stays_is_filled_from_the_other_and_picks_come_first() {
        let mut stays = person(1, "Иванов И. И.");
        stays.data.note = Some("звонить утром".to_owned());
        let mut goes = person(2, "Иванов Иван Иванович");
        goes.data.title = Some("директор".to_owned());
        goes.data.level = Some(Level::Ceo);
        goes.data.note = Some("звонить вечером".to_owned());
        let (data, from) = propose(&stays, &goes, &BTreeMap::new());
        assert_eq!(data.name, "Иванов И. И.");
        assert_eq!(data.title.as_deref(), Some("директор"));
        assert_eq!(data.level, Some(Level::Ceo));
        assert_eq!(data.note.as_deref(), Some("звонить утром"));
        assert_eq!(from[&PersonPart::Title], goes.id);
        assert_eq!(from[&PersonPart::DecisionRole], stays.id);

        let picks = [(PersonPart::Name, goes.id), (PersonPart::Title, stays.id)].into();
        let (data, _) = propose(&stays, &goes, &picks);
        assert_eq!(data.name, "Иванов Иван Иванович");
        assert_eq!(data.title, None, "picked to be nothing");
        assert_eq!(
            differing(&stays.data, &goes.data),
            [
                PersonPart::Name,
                PersonPart::Title,
                PersonPart::Level,
                PersonPart::Note
            ]
        );
        assert!(differing(&goes.data, &goes.data).is_empty());
    }
}
