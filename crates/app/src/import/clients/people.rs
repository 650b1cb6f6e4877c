//! Whom of a client's people a row is about: the same name, or somebody alike by the engine that
//! finds duplicates. Within one client names weigh as if they were rare.

use std::borrow::Cow;
use std::sync::PoisonError;

use domain::channel::ChannelKind;
use domain::duplicate::{Known, Level};
use domain::import::{Decision, Field, KeyKind, StagedRow};
use domain::part::Part;
use domain::person::PersonData;
use matching::{Field as Told, Match};
use store::import::{Card, KnownRow};

use super::Clients;
use super::card::person_of;
use super::likeness::reasons;
use crate::duplicate::level;

/// Somebody of the client who may be the person of a row.
pub(super) struct Namesake {
    name: String,
    level: Level,
    /// Why, unless the name is the same.
    told: Option<Match>,
}

impl Namesake {
    /// What is known of the row, for people to see before anything is written.
    pub(super) fn known(&self, number: i64, card: &Card) -> KnownRow {
        let key = match self.told {
            None => KeyKind::Name,
            Some(_) => KeyKind::Likeness,
        };
        let told = self.told.as_ref();
        KnownRow {
            number,
            known: match self.level {
                Level::Sure => Known::Same,
                Level::Likely | Level::Possible => Known::Doubtful,
            },
            client: Some(card.client.id.uuid()),
            row: None,
            key: key.code().to_owned(),
            chance: told.map(|told| (told.chance * 1e6).ceil() as i64),
            reasons: told.map(|told| reasons(&told.reasons, told.start, told.of)),
        }
    }

    /// The row in the name that the client's card has.
    fn renamed(&self, row: &StagedRow) -> StagedRow {
        let mut row = row.clone();
        for value in &mut row.values {
            if value.field == Field::PersonName {
                value.text.clone_from(&self.name);
            }
        }
        row
    }
}

/// What is to become of a row about a person.
pub(super) struct About {
    /// Who of the client's people may be meant.
    pub(super) namesake: Option<Namesake>,
    /// What the rules or people say.
    pub(super) decision: Decision,
    /// The row in the name that the card has, if it is about somebody known.
    pub(super) renamed: Option<StagedRow>,
}

impl Clients<'_> {
    /// Whom a row about a person means, and what is done with it.
    pub(super) fn about(&self, card: &Card, row: &StagedRow, said: Option<Decision>) -> About {
        let namesake = self.namesake(card, row);
        let decision = said.unwrap_or(match &namesake {
            Some(namesake) if namesake.level == Level::Sure => self.rules.same,
            Some(_) => self.rules.doubtful,
            None => self.rules.new,
        });
        // one who is merely alike is another when it is said that the row is new
        let is_meant = |one: &&Namesake| one.told.is_none() || decision != Decision::Create;
        About {
            renamed: namesake
                .as_ref()
                .filter(is_meant)
                .map(|known| known.renamed(row)),
            namesake,
            decision,
        }
    }

    /// The likeliest of the client's people to be the person of a row, if anybody is likely.
    fn namesake(&self, card: &Card, row: &StagedRow) -> Option<Namesake> {
        let name = row.one(Field::PersonName)?;
        if let Some(same) = person_of(card, row) {
            return Some(Namesake {
                name: same.data.name.clone(),
                level: Level::Sure,
                told: None,
            });
        }
        let mut asked = vec![
            (Told::FullName, name),
            (Told::Country, card.client.data.tax_country.code()),
        ];
        let told = |part, field| row.all(field).map(move |text| (part, text));
        asked.extend(told(Told::Phone, Field::PersonPhone));
        asked.extend(told(Told::Email, Field::PersonEmail));
        let mut index = self.alike.lock().unwrap_or_else(PoisonError::into_inner);
        let weighed = card.people.iter().map(|person| {
            let told = index.weigh(&asked, &fields(card, person));
            (person, told)
        });
        let best = weighed.max_by(|(_, a), (_, b)| a.bits.total_cmp(&b.bits));
        let (person, told) = best?;
        let level = level(self.likeness.borders(), &told);
        (level != Level::Possible).then(|| Namesake {
            name: person.data.name.clone(),
            level,
            told: Some(told),
        })
    }

    /// The row as it is merged into the card of a client: whoever is surely one of its people is
    /// called what they are called there.
    pub(super) fn as_known<'r>(&self, card: &Card, row: &'r StagedRow) -> Cow<'r, StagedRow> {
        match self.namesake(card, row) {
            Some(found) if found.level == Level::Sure && found.told.is_some() => {
                Cow::Owned(found.renamed(row))
            }
            _ => Cow::Borrowed(row),
        }
    }
}

/// One of the client's people in the words of the comparison.
fn fields<'c>(card: &'c Card, person: &'c Part<PersonData>) -> Vec<(Told, &'c str)> {
    let mut fields = vec![
        (Told::FullName, person.data.name.as_str()),
        (Told::Country, card.client.data.tax_country.code()),
    ];
    let own = card
        .channels
        .iter()
        .filter(|way| way.data.person_id == Some(person.id));
    fields.extend(own.filter_map(|way| {
        let part = match way.data.kind {
            ChannelKind::Phone => Told::Phone,
            ChannelKind::Email => Told::Email,
            _ => return None,
        };
        Some((part, way.data.value.as_str()))
    }));
    fields
}
