//! What is done with the text of a cell before it becomes a value.

use super::finding::FindingCode;
use super::mapping::{Case, DecimalSign, Mapping, NamePart, Step, SurnameSexPart};
use super::place::Place;
use super::stage::StageRules;
use super::translit::{to_cyrillic, to_latin};
use super::{contact, day, name, number, value};
use crate::country::Country;
use crate::search;

/// What the steps came to.
pub(super) enum Stepped {
    /// The text; a plain one has a point as the sign of fractions whatever the file uses.
    Text { text: String, plain: bool },
    /// A step could not be done.
    Trouble(FindingCode),
}

/// The most decimal places that a step keeps; the field decides what is too precise.
const PLACES: u32 = 12;

/// Applies the steps in their order.
pub(super) fn apply(
    steps: &[Step],
    text: &str,
    mapping: &Mapping,
    country: Country,
    rules: &StageRules,
) -> Stepped {
    let mut text = text.to_owned();
    let mut plain = false;
    for step in steps {
        if let Step::Number(_) = step {
            plain = true;
        }
        match one(step, &text, mapping, country, rules) {
            Ok(done) => text = done,
            Err(code) => return Stepped::Trouble(code),
        }
    }
    Stepped::Text { text, plain }
}

fn one(
    step: &Step,
    text: &str,
    mapping: &Mapping,
    country: Country,
    rules: &StageRules,
) -> Result<String, FindingCode> {
    Ok(match step {
        Step::Trim => value::visible(text, false),
        Step::StripInvalid => name::strip_invalid(text),
        Step::Case(case) => cased(text, *case),
        Step::SplitTake { by, part } => {
            let piece = text.split(by.as_str()).nth(*part).unwrap_or_default();
            piece.trim().to_owned()
        }
        Step::SplitName(part) => {
            let parts = name::split(text, country);
            match part {
                NamePart::Surname => parts.surname,
                NamePart::FirstName => parts.first_name,
                NamePart::Patronymic => parts.patronymic,
            }
        }
        Step::SplitSurnameSex(part) => {
            let (surname, sex) = name::surname_and_sex(text);
            match part {
                SurnameSexPart::Surname => surname,
                SurnameSexPart::Sex => sex.unwrap_or_default().to_owned(),
            }
        }
        Step::SplitPhones(part) => {
            let phones = contact::phones(text, country, usize::MAX).values;
            match (phones.into_iter().nth(*part), part) {
                (Some(phone), _) => phone,
                (None, 0) => return Err(FindingCode::NotAPhone),
                (None, _) => String::new(),
            }
        }
        Step::SplitAddress(part) => Place::of(text, country).part(*part).to_owned(),
        Step::ToLatin(standard) => to_latin(text, *standard),
        Step::ToCyrillic(standard) => to_cyrillic(text, *standard),
        Step::Dictionary { name } => {
            let dictionary = mapping.dictionaries.get(name);
            let key = search::fold(text);
            let known = dictionary.and_then(|entries| {
                let exact = entries.get(text.trim());
                exact.or_else(|| {
                    let alike = entries.iter().find(|(word, _)| search::fold(word) == key);
                    alike.map(|(_, meaning)| meaning)
                })
            });
            known.cloned().ok_or(FindingCode::UnknownValue)?
        }
        Step::Replace { from, to } => text.replace(from.as_str(), to),
        Step::Digits => text.chars().filter(char::is_ascii_digit).collect(),
        Step::Date(order) => match day::read(text, *order, rules.century) {
            Some(day) if day.moment.time() == jiff::civil::Time::midnight() => {
                day.moment.date().to_string()
            }
            Some(day) => day.moment.to_string(),
            None => return Err(FindingCode::NotADate),
        },
        Step::Number(sign) => plain_number(text, *sign)?,
    })
}

fn plain_number(text: &str, sign: DecimalSign) -> Result<String, FindingCode> {
    number::read(text, sign, PLACES).map_err(|_| FindingCode::NotANumber)
}

fn cased(text: &str, case: Case) -> String {
    match case {
        Case::Upper => text.to_uppercase(),
        Case::Lower => text.to_lowercase(),
        Case::Title => capitals(text, |before| !before.is_alphanumeric() && before != '\''),
        Case::Sentence => {
            let mut first = true;
            capitals(text, |_| std::mem::take(&mut first))
        }
    }
}

/// Small letters, with a capital where `begins` says so of the character before.
fn capitals(text: &str, mut begins: impl FnMut(char) -> bool) -> String {
    let mut cased = String::with_capacity(text.len());
    let mut before = ' ';
    for c in text.chars() {
        if c.is_alphabetic() && begins(before) {
            // A ligature has several capitals; only the first is meant.
            let mut capital = c.to_uppercase();
            cased.extend(capital.next());
            cased.extend(capital.flat_map(char::to_lowercase));
        } else {
            cased.extend(c.to_lowercase());
        }
        before = c;
    }
    cased
}

#[cfg(test)]
mod tests {
    use super::super::field::Kind;
    use super::super::mapping::{AddressPart, DateOrder};
    use super::super::translit::Standard;
    use super::*;
    use crate::setting::Settings;
    use proptest::prelude::*;

    fn done(steps: &[Step], text: &str) -> Result<String, FindingCode> {
        let mut mapping = Mapping::new(Kind::Clients);
        let words = [("Опт", "wholesale"), ("розница", "retail")];
        let words = words.map(|(from, to)| (from.to_owned(), to.to_owned()));
        mapping.dictionaries.insert("segments".into(), words.into());
        let rules = StageRules::of(&Settings::default());
        match apply(steps, text, &mapping, Country::RU, &rules) {
            Stepped::Text { text, .. } => Ok(text),
            Stepped::Trouble(code) => Err(code),
        }
    }

    #[test]
    fn steps_one_by_one() {
        let take = |by: &str, part| Step::SplitTake {
            by: by.into(),
            part,
        };
        let words = || Step::Dictionary {
            name: "segments".into(),
        };
        let cases: &[(&[Step], &str, Result<&str, FindingCode>)] = &[
            (&[Step::Trim], "  a \u{a0} b\t", Ok("a b")),
            (&[Step::StripInvalid], "Иванов* (2)«»", Ok("Иванов")),
            (
                &[Step::Case(Case::Title)],
                "ИВАНОВА-ПЕТРОВА о'нил",
                Ok("Иванова-Петрова О'нил"),
            ),
            (
                &[Step::Case(Case::Sentence)],
                "ОПТОВЫЙ КЛИЕНТ",
                Ok("Оптовый клиент"),
            ),
            (&[take("/", 0)], "7707083893/770701001", Ok("7707083893")),
            (&[take("/", 1)], "7707083893/770701001", Ok("770701001")),
            (&[take("/", 5)], "7707083893", Ok("")),
            (
                &[Step::SplitPhones(1)],
                "84951234567, 89161234567",
                Ok("+7 916 123-45-67"),
            ),
            (&[Step::SplitPhones(0)], "нет", Err(FindingCode::NotAPhone)),
            (
                &[Step::SplitAddress(AddressPart::City)],
                "г. Казань, ул. Баумана, д. 5",
                Ok("Казань"),
            ),
            (&[Step::ToLatin(Standard::Icao9303Ru)], "Юлия", Ok("Iuliia")),
            (
                &[
                    Step::ToCyrillic(Standard::Icao9303Ru),
                    Step::Case(Case::Upper),
                ],
                "Iuliia",
                Ok("ЮЛИЯ"),
            ),
            (
                &[Step::Replace {
                    from: "ё".into(),
                    to: "е".into(),
                }],
                "Королёв",
                Ok("Королев"),
            ),
            (&[Step::Digits], "ИНН 77-07", Ok("7707")),
            (
                &[Step::Date(DateOrder::MonthFirst)],
                "3/5/2024",
                Ok("2024-03-05"),
            ),
            (
                &[Step::Date(DateOrder::DayFirst)],
                "3/15/2024",
                Err(FindingCode::NotADate),
            ),
            (
                &[Step::Number(DecimalSign::Comma)],
                "1 234,50",
                Ok("1234.5"),
            ),
            (&[words()], "опт", Ok("wholesale")),
            (&[words()], "мелкий опт", Err(FindingCode::UnknownValue)),
        ];
        for (steps, text, expected) in cases {
            assert_eq!(done(steps, text), expected.map(str::to_owned), "{text}");
        }
    }

    #[test]
    fn r33_an_unknown_word_is_told_so_that_it_can_be_added() {
        let words = [Step::Dictionary {
            name: "segments".into(),
        }];
        assert_eq!(done(&words, "РОЗНИЦА"), Ok("retail".into()));
        assert_eq!(done(&words, "экспорт"), Err(FindingCode::UnknownValue));
    }

    fn any_step() -> impl Strategy<Value = Step> {
        prop_oneof![
            Just(Step::Trim),
            Just(Step::StripInvalid),
            Just(Step::Digits),
            prop::sample::select(Case::ALL).prop_map(Step::Case),
            prop::sample::select(DateOrder::ALL).prop_map(Step::Date),
            prop::sample::select(DecimalSign::ALL).prop_map(Step::Number),
            prop::sample::select(Standard::ALL).prop_map(Step::ToLatin),
        ]
    }

    proptest! {
        #[test]
        fn a_step_done_twice_is_done_once(step in any_step(), text in "\\PC{0,40}") {
            // A number is written with a point, which a second reading with a comma takes for thousands.
            prop_assume!(step != Step::Number(DecimalSign::Comma));
            if let Ok(once) = done(std::slice::from_ref(&step), &text) {
                prop_assert_eq!(done(std::slice::from_ref(&step), &once), Ok(once), "{:?}", step);
            }
        }

        #[test]
        fn no_text_breaks_a_step(text in "\\PC{0,60}") {
            for part in NamePart::ALL {
                let _ = done(&[Step::SplitName(*part)], &text);
            }
            for part in AddressPart::ALL {
                let _ = done(&[Step::SplitAddress(*part)], &text);
            }
            for part in SurnameSexPart::ALL {
                let _ = done(&[Step::SplitSurnameSex(*part)], &text);
            }
            for standard in Standard::ALL {
                let _ = done(&[Step::ToCyrillic(*standard)], &text);
            }
            let _ = done(&[Step::SplitPhones(1)], &text);
        }
    }
}
