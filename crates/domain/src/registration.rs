//! Numbers of state registers beside the tax number: КПП, ОГРН and ОГРНИП of Russia, ЕМБС of
//! Macedonia, and the personal number of its citizens (ЕМБГ). Where a check digit is published it
//! is verified.

use crate::country::Country;

/// Why a text is no such number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RegistrationError {
    /// Wrong count of characters, or characters that it does not have.
    #[error("wrong length or characters")]
    Shape,
    /// The check digit does not agree.
    #[error("check digit does not agree")]
    CheckDigit,
}

/// Letters and digits without the spaces and hyphens between them.
fn bare(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-' | '\u{2011}'))
        .flat_map(char::to_uppercase)
        .collect()
}

fn digits(text: &str) -> Result<Vec<u32>, RegistrationError> {
    text.chars()
        .map(|c| c.to_digit(10).ok_or(RegistrationError::Shape))
        .collect()
}

/// Code of the reason of registration (КПП): tax office, reason, serial number. It tells apart the
/// branches of a company with one INN. It has no check digit.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Kpp(String);

impl Kpp {
    /// Reads a КПП: four digits, two digits or Latin capitals, three digits.
    ///
    /// # Errors
    /// [`RegistrationError::Shape`]
    pub fn parse(text: &str) -> Result<Self, RegistrationError> {
        let value = bare(text);
        let fits = value.len() == 9
            && value.bytes().enumerate().all(|(at, b)| match at {
                4 | 5 => b.is_ascii_digit() || b.is_ascii_uppercase(),
                _ => b.is_ascii_digit(),
            });
        if fits {
            Ok(Self(value))
        } else {
            Err(RegistrationError::Shape)
        }
    }

    /// The nine characters.
    pub fn value(&self) -> &str {
        &self.0
    }
}

/// Number of a company or sole trader in the register of its country.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RegistrationNumber {
    country: Country,
    value: String,
}

impl RegistrationNumber {
    /// Reads a number of `country`: ОГРН (13 digits) or ОГРНИП (15) with their check digit, ЕМБС (7
    /// digits, for which no check digit is published); of other countries 4 to 20 letters and
    /// digits.
    ///
    /// # Errors
    /// [`RegistrationError`]
    pub fn parse(country: Country, text: &str) -> Result<Self, RegistrationError> {
        let value = bare(text);
        match country {
            Country::RU => check_ogrn(&digits(&value)?)?,
            Country::MK => {
                if digits(&value)?.len() != 7 {
                    return Err(RegistrationError::Shape);
                }
            }
            _ => {
                let plain = value.bytes().all(|b| b.is_ascii_alphanumeric());
                let numbered = value.bytes().any(|b| b.is_ascii_digit());
                if !plain || !numbered || !(4..=20).contains(&value.len()) {
                    return Err(RegistrationError::Shape);
                }
            }
        }
        Ok(Self { country, value })
    }

    /// The country of the register.
    pub fn country(&self) -> Country {
        self.country
    }

    /// The number.
    pub fn value(&self) -> &str {
        &self.value
    }
}

/// The last digit is the last digit of the rest of all before it by 11 (ОГРН) or 13 (ОГРНИП).
fn check_ogrn(d: &[u32]) -> Result<(), RegistrationError> {
    let by = match d.len() {
        13 => 11,
        15 => 13,
        _ => return Err(RegistrationError::Shape),
    };
    let (check, body) = d.split_last().ok_or(RegistrationError::Shape)?;
    if !matches!(body[0], 1..=9) {
        return Err(RegistrationError::Shape);
    }
    let rest = body.iter().fold(0, |rest, digit| (rest * 10 + digit) % by);
    if rest % 10 == *check {
        Ok(())
    } else {
        Err(RegistrationError::CheckDigit)
    }
}

/// Personal number of a citizen of a country of the former Yugoslavia (ЕМБГ): day of birth, region
/// and serial number, check digit.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PersonalNumber(String);

impl PersonalNumber {
    /// Reads the 13 digits.
    ///
    /// # Errors
    /// [`RegistrationError`]
    pub fn parse(text: &str) -> Result<Self, RegistrationError> {
        const WEIGHTS: [u32; 12] = [7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2];
        let value = bare(text);
        let d = digits(&value)?;
        if d.len() != 13 {
            return Err(RegistrationError::Shape);
        }
        let (day, month) = (d[0] * 10 + d[1], d[2] * 10 + d[3]);
        if !(1..=31).contains(&day) || !(1..=12).contains(&month) {
            return Err(RegistrationError::Shape);
        }
        let sum: u32 = d
            .iter()
            .zip(WEIGHTS)
            .map(|(digit, weight)| digit * weight)
            .sum();
        let check = match 11 - sum % 11 {
            11 => 0,
            10 => return Err(RegistrationError::CheckDigit),
            check => check,
        };
        if check == d[12] {
            Ok(Self(value))
        } else {
            Err(RegistrationError::CheckDigit)
        }
    }

    /// The 13 digits.
    pub fn value(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::RegistrationError::{CheckDigit, Shape};
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn kpp_tells_branches_apart() {
        assert_eq!(
            Kpp::parse("7707 01 001").map(|k| k.0),
            Ok("770701001".into())
        );
        assert_eq!(Kpp::parse("7707AB001").map(|k| k.0), Ok("7707AB001".into()));
        for bad in ["", "77070100", "7707010011", "77А701001", "77070100A"] {
            assert_eq!(Kpp::parse(bad), Err(Shape), "{bad}");
        }
    }

    #[test]
    fn registration_numbers_by_country() {
        let cases = [
            ("RU", "1027700132195", Ok("1027700132195")),
            ("RU", "102 7700 132195", Ok("1027700132195")),
            ("RU", "1027700132196", Err(CheckDigit)),
            ("RU", "304500116000157", Ok("304500116000157")),
            ("RU", "304500116000158", Err(CheckDigit)),
            ("RU", "102770013219", Err(Shape)),
            ("RU", "0000000000000", Err(Shape)),
            ("MK", "4123456", Ok("4123456")),
            ("MK", "412345", Err(Shape)),
            ("DE", "HRB 12345", Ok("HRB12345")),
            ("DE", "?", Err(Shape)),
        ];
        for (country, text, expected) in cases {
            let got = RegistrationNumber::parse(country.parse().unwrap(), text);
            assert_eq!(
                got.as_ref().map(RegistrationNumber::value).map_err(|e| *e),
                expected,
                "{text}"
            );
        }
    }

    #[test]
    fn personal_numbers_have_a_day_and_a_check_digit() {
        assert!(PersonalNumber::parse("0101006500006").is_ok());
        assert_eq!(PersonalNumber::parse("0101006500007"), Err(CheckDigit));
        assert_eq!(PersonalNumber::parse("4501006500006"), Err(Shape));
        assert_eq!(PersonalNumber::parse("010100650000"), Err(Shape));
    }

    proptest! {
        #[test]
        fn any_text_is_answered(text in "\\PC{0,30}", digits in "[0-9]{7,15}") {
            for text in [&text, &digits] {
                let _ = Kpp::parse(text);
                let _ = PersonalNumber::parse(text);
                for country in ["RU", "MK", "DE"] {
                    let country = country.parse().unwrap();
                    if let Ok(number) = RegistrationNumber::parse(country, text) {
                        prop_assert_eq!(RegistrationNumber::parse(country, number.value()), Ok(number.clone()));
                    }
                }
            }
        }

        #[test]
        fn a_wrong_digit_of_an_ogrn_is_caught(at in 1usize..12, by in 1u32..10) {
            let good = [1u32, 0, 2, 7, 7, 0, 0, 1, 3, 2, 1, 9, 5];
            let mut bad = good;
            bad[at] = (bad[at] + by) % 10;
            let rest = bad[..12].iter().fold(0, |rest, digit| (rest * 10 + digit) % 11);
            // The rest by 11 may be 10, whose last digit is that of 0.
            let text: String = bad.iter().map(u32::to_string).collect();
            let read = RegistrationNumber::parse(Country::RU, &text);
            prop_assert_eq!(read.is_ok(), rest % 10 == 5);
        }
    }
}
