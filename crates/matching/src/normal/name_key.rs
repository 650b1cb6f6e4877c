//! The key of a company's name, for those who do not need an index.

use super::{Kind, Normaliser};
use crate::normal::Field;

/// What a name says, in the form in which it is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameKey {
    /// The words that say something, as skeletons in one order, run together.
    pub key: String,
    /// Code of the legal form.
    pub form: Option<&'static str>,
    /// Numbers in the name.
    pub numbers: String,
    /// A town in the name, as a skeleton.
    pub town: String,
}

impl NameKey {
    /// The key of a name, the same for its usual spellings.
    pub fn of(name: &str) -> Self {
        let mut normaliser = Normaliser::new();
        let record = normaliser.record(Kind::Company, &[(Field::Name, name)]);
        let text = |sym| normaliser.lexicon.get(sym).to_owned();
        let form = usize::from(record.form).checked_sub(1);
        Self {
            key: text(record.key),
            form: form.and_then(|place| domain::spelling::FORMS.get(place).copied()),
            numbers: text(record.numbers),
            town: text(record.town),
        }
    }
}
