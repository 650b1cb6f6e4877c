//! Logins and passwords: what may be one, and when two logins are one and the same. A login that
//! only looks different (`аnna` with a Cyrillic а) must collide with the real one.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Fewest characters of a password (ASVS 6.2.1 asks for 8, and recommends more).
pub const PASSWORD_MIN: usize = 10;
/// Most characters of a password (ASVS 6.2.9 asks for at least 64).
pub const PASSWORD_MAX: usize = 128;

/// Why a text cannot be a login.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LoginError {
    /// Under 3 or over 64 characters.
    #[error("a login has 3 to 64 characters")]
    BadLength,
    /// Something other than letters, digits and `. _ - @ +`.
    #[error("a login has letters, digits and . _ - @ +")]
    BadCharacter,
}

impl LoginError {
    /// The stable code of this refusal.
    pub const fn code(self) -> &'static str {
        match self {
            Self::BadLength => "login.bad_length",
            Self::BadCharacter => "login.bad_character",
        }
    }
}

/// A well-formed login with the key it is found by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Login {
    text: String,
    key: String,
}

impl Login {
    /// Reads a login: white space around it goes, compatibility forms are unified (NFKC).
    pub fn parse(text: &str) -> Result<Self, LoginError> {
        let text: String = text.trim().nfkc().collect();
        let length = text.chars().count();
        if !(3..=64).contains(&length) {
            return Err(LoginError::BadLength);
        }
        let is_fine = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '@' | '+');
        if !text.chars().all(is_fine) {
            return Err(LoginError::BadCharacter);
        }
        let key = key(&text);
        Ok(Self { text, key })
    }

    /// As it is shown.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// As it is compared.
    pub fn key(&self) -> &str {
        &self.key
    }
}

/// The key of any text typed as a login: compatibility forms unified (NFKD), case folded, accents
/// and white space dropped, look-alikes of Latin letters taken for them. Texts with one key are one login.
pub fn key(text: &str) -> String {
    text.nfkd()
        .filter(|c| is_distinct(*c))
        .flat_map(char::to_uppercase)
        .map(latin_look_alike)
        .flat_map(char::to_lowercase)
        .map(latin_look_alike)
        .nfkd()
        .filter(|c| is_distinct(*c))
        .collect()
}

/// Accents and white space do not make a login another one.
fn is_distinct(letter: char) -> bool {
    !is_combining_mark(letter) && !letter.is_whitespace()
}

/// The Latin letter that a Cyrillic or Greek one is drawn like, in capitals or small letters.
fn latin_look_alike(letter: char) -> char {
    match letter {
        'А' | 'Α' | 'а' | 'α' => 'a',
        'В' | 'Β' => 'b',
        'С' | 'с' | 'Ϲ' | 'ϲ' => 'c',
        'Ԁ' | 'ԁ' => 'd',
        'Е' | 'Ε' | 'е' => 'e',
        'Н' | 'Η' | 'Һ' | 'һ' => 'h',
        'І' | 'Ι' | 'і' | 'ι' | 'Ӏ' | 'ӏ' | 'ı' => 'i',
        'Ј' | 'ј' | 'Ϳ' | 'ϳ' => 'j',
        'К' | 'Κ' | 'к' | 'κ' => 'k',
        'М' | 'Μ' | 'м' => 'm',
        'Ν' => 'n',
        'О' | 'Ο' | 'о' | 'ο' => 'o',
        'Р' | 'Ρ' | 'р' | 'ρ' => 'p',
        'Ԛ' | 'ԛ' => 'q',
        'Ѕ' | 'ѕ' => 's',
        'Т' | 'Τ' | 'т' | 'τ' => 't',
        'Ѵ' | 'ѵ' | 'ν' => 'v',
        'Ԝ' | 'ԝ' => 'w',
        'Х' | 'Χ' | 'х' | 'χ' => 'x',
        'У' | 'Υ' | 'у' | 'Ү' | 'ү' => 'y',
        'Ζ' => 'z',
        other => other,
    }
}

/// Why a password is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// Fewer characters than [`PASSWORD_MIN`].
    #[error("too short")]
    TooShort,
    /// More characters than [`PASSWORD_MAX`].
    #[error("too long")]
    TooLong,
    /// On every attacker's list.
    #[error("too common")]
    TooCommon,
    /// The login, the name, or one character over and over.
    #[error("too easy to guess")]
    TooGuessable,
}

impl PasswordError {
    /// The stable code of this refusal.
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooShort => "password.too_short",
            Self::TooLong => "password.too_long",
            Self::TooCommon => "password.too_common",
            Self::TooGuessable => "password.too_guessable",
        }
    }
}

/// May this be the password of `login`? Any characters are allowed and none are demanded
/// (ASVS 6.2.5); nothing is trimmed.
pub fn check_password(password: &str, login: &Login) -> Result<(), PasswordError> {
    let length = password.chars().count();
    if length < PASSWORD_MIN {
        return Err(PasswordError::TooShort);
    }
    if length > PASSWORD_MAX {
        return Err(PasswordError::TooLong);
    }
    let folded = password.to_lowercase();
    let bare = folded.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_ascii_punctuation());
    let is_common = |text: &str| COMMON.lines().any(|common| common == text);
    if is_common(&folded) || is_common(bare) {
        return Err(PasswordError::TooCommon);
    }
    let mut letters: Vec<char> = folded.chars().collect();
    letters.sort_unstable();
    letters.dedup();
    if letters.len() < 4 || key(password).contains(login.key()) {
        return Err(PasswordError::TooGuessable);
    }
    Ok(())
}

/// Passwords of published leaks that are long enough to pass otherwise, in small letters, with
/// the habits of Russian and Macedonian keyboards; stems are tried without trailing digits.
const COMMON: &str = include_str!("login/common.txt");

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn sec_25_look_alikes_are_one_login() {
        let same = [
            ["anna", "ANNA"],
            ["anna", "аnna"],
            ["anna", "ａｎｎａ"],
            ["BOPOTA", "ВОРОТА"],
            ["petrov", "реtrоv"],
            ["Straße", "STRASSE"],
            ["марко", "МАРКО"],
            ["ﬁnance", "finance"],
        ];
        for [one, two] in same {
            assert_eq!(key(one), key(two), "{one} {two}");
        }
        let differ = [["anna", "anno"], ["иван", "ivan"], ["a.nna", "anna"]];
        for [one, two] in differ {
            assert_ne!(key(one), key(two), "{one} {two}");
        }
    }

    #[test]
    fn logins() {
        assert_eq!(Login::parse(" Anna.B ").unwrap().text(), "Anna.B");
        for (text, error) in [
            ("ab", LoginError::BadLength),
            ("an na", LoginError::BadCharacter),
            ("anna\0", LoginError::BadCharacter),
            ("an\u{200b}na", LoginError::BadCharacter),
            ("anna\u{202E}", LoginError::BadCharacter),
            ("<b>anna", LoginError::BadCharacter),
        ] {
            assert_eq!(Login::parse(text), Err(error), "{text:?}");
        }
        assert_eq!(Login::parse(&"a".repeat(65)), Err(LoginError::BadLength));
    }

    #[test]
    fn passwords() {
        let login = Login::parse("anna.petrova").unwrap();
        let cases = [
            ("correct horse battery", Ok(())),
            ("лошадь любит сено", Ok(())),
            ("short", Err(PasswordError::TooShort)),
            ("qwertyuiop", Err(PasswordError::TooCommon)),
            ("Password2026!", Err(PasswordError::TooCommon)),
            ("ЙЦУКЕНГШЩЗ", Err(PasswordError::TooCommon)),
            ("1234567890", Err(PasswordError::TooCommon)),
            ("aaaaaaaaaaaa", Err(PasswordError::TooGuessable)),
            ("Anna.Petrova-1", Err(PasswordError::TooGuessable)),
        ];
        for (password, expected) in cases {
            assert_eq!(check_password(password, &login), expected, "{password}");
        }
        let long = "длинный ключ ".repeat(11);
        assert_eq!(check_password(&long, &login), Err(PasswordError::TooLong));
    }

    proptest! {
        #[test]
        fn a_key_is_its_own_key(text in "\\PC{0,40}") {
            let once = key(&text);
            prop_assert_eq!(key(&once), once);
        }
    }
}
