//! Why two records are taken for one: what each part of the comparison adds, in bits.

use crate::compare::Pattern;
use crate::levels::*;
use crate::normal::Kind;

/// One part of a comparison.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reason {
    /// The part.
    pub part: Part,
    /// Code of the level: `same`, `slip`, `differs`…
    pub level: &'static str,
    /// What it adds.
    pub bits: f64,
    /// How many records of the index have the value on which both agree.
    pub count: Option<usize>,
}

/// What whoever adds a record has to be told, however little the base makes of it. A chance tells
/// how often such pairs were one; a person who types a name expects to hear of an equal one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Due {
    /// As the chance says.
    ByChance,
    /// An equal name of a company: shown.
    Shown,
    /// An equal name, and a telephone or e-mail that hardly anybody else has: asked.
    Asked,
}

impl Due {
    pub(crate) fn of(kind: Kind, pattern: Pattern) -> Self {
        let parts = parts_of(kind);
        let level = |wanted: Part| {
            let slot = parts.iter().position(|part| *part == wanted);
            slot.map_or(0, |slot| pattern.level(slot) as u8)
        };
        let name = match kind {
            Kind::Company => (NAME_SAME..NAME_SLIP).contains(&level(Part::Name)),
            Kind::Person => {
                (SURNAME_SAME..SURNAME_SLIP).contains(&level(Part::Surname))
                    && (GIVEN_SAME..GIVEN_DIMINUTIVE).contains(&level(Part::Given))
                    && level(Part::Patronymic) != PATRONYMIC_DIFFERS
            }
        };
        let rare = level(Part::Phone) == PHONE_SAME || level(Part::Mail) == MAIL_SAME;
        // firms of one owner have one telephone and, some of them, one name
        let others = level(Part::Tax) == TAX_DIFFERS || level(Part::Birthday) == BIRTHDAY_DIFFERS;
        match (name, rare && !others, kind) {
            (true, true, _) => Self::Asked,
            (true, false, Kind::Company) => Self::Shown,
            _ => Self::ByChance,
        }
    }
}

/// A record that may be the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// Its place in the index.
    pub record: usize,
    /// The sum of [`Self::start`] and the bits of all reasons.
    pub bits: f64,
    /// The same as a chance, 0 to 1.
    pub chance: f64,
    /// Bits before anything is compared: how rare matches are among candidates.
    pub start: f64,
    /// What was compared.
    pub reasons: Vec<Reason>,
    /// How many records the counts of the reasons are of.
    pub of: usize,
    /// What whoever adds a record has to be told besides.
    pub due: Due,
    /// How the records agree, part by part, in a form to be kept ([`Pair::pattern`](crate::Pair::pattern)).
    pub pattern: u64,
}
