//! Phones, e-mails and sites as they stand in cells: several in one, with labels, names in
//! brackets and slips of the pen.

use std::borrow::Cow;

use super::FindingCode as Code;
use super::value::{Note, Read};
use crate::channel::{ChannelError, Email, Site};
use crate::country::Country;
use crate::phone::Phone;

/// Words that announce an extension; they stay, other words of a phone cell go.
const EXTENSION: [&str; 6] = ["ext", "доб", "лок", "вн", "внутр", "доп"];

/// All phones of a cell, at most `limit`.
pub(super) fn phones(text: &str, country: Country, limit: usize) -> Read {
    let mut read = Read::default();
    let text = match whole_number(text) {
        Ok(text) => text,
        Err(()) => {
            read.unreadable(Code::DigitsLost, text);
            return read;
        }
    };
    let plain = without_words(&text);
    let mended = mend_prefix(&plain, country);
    // A comma or semicolon before a few digits announces an extension, else another phone.
    let listed = cut(&text, &[';', '\n', '|', ',']);
    let is_phone =
        |piece: &&str| piece.contains('-') || piece.bytes().filter(u8::is_ascii_digit).count() >= 5;
    let mut pieces = vec![text.as_ref()];
    if listed.len() > 1 && listed[1..].iter().any(is_phone) {
        pieces = listed;
    } else if let Ok(phone) = Phone::parse(country, &mended) {
        if mended != plain {
            read.repaired(Code::PhoneMended, &plain, phone.display());
        }
        read.values.push(phone.display().to_owned());
        return read;
    }
    // Splitting is tried only when the whole is no phone: `/` stands inside numbers too.
    if pieces.len() == 1 {
        pieces = words_between(&text);
    }
    if pieces.len() == 1 {
        pieces = cut(&text, &['/']);
    }
    if pieces.len() == 1 {
        let error = Phone::parse(country, &mended).err();
        read.unreadable(phone_error(error), text.trim());
        return read;
    }
    for piece in pieces {
        let more = phones(piece, country, limit);
        read.notes.extend(more.notes);
        for phone in more.values {
            if !read.values.contains(&phone) {
                read.values.push(phone);
            }
        }
    }
    read.keep(limit, &text);
    read
}

fn phone_error(error: Option<ChannelError>) -> Code {
    match error {
        Some(ChannelError::PhoneLength) => Code::PhoneLength,
        _ => Code::NotAPhone,
    }
}

/// The pieces that hold digits.
fn cut<'a>(text: &'a str, signs: &[char]) -> Vec<&'a str> {
    let digits = |piece: &&str| piece.bytes().any(|b| b.is_ascii_digit());
    let pieces: Vec<&str> = text.split(signs).filter(digits).collect();
    if pieces.is_empty() {
        vec![text]
    } else {
        pieces
    }
}

/// Numbers between which words stand: `… и …`, `тел. … факс …`.
fn words_between(text: &str) -> Vec<&str> {
    let mut cuts = Vec::new();
    let mut seen_digits = 0;
    let mut word: Option<usize> = None;
    let chars = text.char_indices().chain([(text.len(), ' ')]);
    for (at, c) in chars {
        if c.is_alphabetic() {
            word = word.or(Some(at));
            continue;
        }
        if let Some(start) = word.take() {
            let said = text[start..at].to_lowercase();
            if seen_digits >= 5 && !EXTENSION.iter().any(|e| said.starts_with(e)) && said != "x" {
                cuts.push(start);
                seen_digits = 0;
            }
        }
        seen_digits += usize::from(c.is_ascii_digit());
    }
    let mut pieces = Vec::new();
    let mut from = 0;
    for at in cuts.into_iter().chain([text.len()]) {
        if text[from..at].bytes().any(|b| b.is_ascii_digit()) {
            pieces.push(&text[from..at]);
        }
        from = at;
    }
    if pieces.is_empty() {
        vec![text]
    } else {
        pieces
    }
}

/// A cell that a spreadsheet took for a number: `79161234567.0`, `7.9161234567E+10`; an error when
/// the exponent shows that digits are gone.
fn whole_number(text: &str) -> Result<Cow<'_, str>, ()> {
    let text = text.trim().trim_start_matches('\'');
    if let Some(whole) = text.strip_suffix(".0")
        && whole.len() > 6
        && whole.bytes().all(|b| b.is_ascii_digit())
    {
        return Ok(Cow::Borrowed(whole));
    }
    expand(text).map_or(Ok(Cow::Borrowed(text)), |expanded| expanded.map(Cow::Owned))
}

/// The digits of a number with an exponent, if the text is one.
pub(super) fn expand(text: &str) -> Option<Result<String, ()>> {
    let (mantissa, exponent) = text.split_once(['e', 'E'])?;
    let exponent: usize = exponent.trim_start_matches('+').parse().ok()?;
    let (whole, fraction) = mantissa.split_once(['.', ',']).unwrap_or((mantissa, ""));
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if whole.len() != 1 || !digits(whole) || !digits(fraction) || exponent > 20 {
        return None;
    }
    // Fifteen digits is what a spreadsheet keeps; fewer shown than there are means they are lost.
    if fraction.len() < exponent && fraction.len() < 9 {
        return Some(Err(()));
    }
    let zeros = "0".repeat(exponent.saturating_sub(fraction.len()));
    Some(Ok(format!("{whole}{fraction}{zeros}")))
}

/// The cell without names, labels and what stands in brackets without digits.
fn without_words(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut word = String::new();
    let mut after_extension = false;
    for c in text.chars().chain(['\0']) {
        if c.is_alphabetic() {
            word.push(c);
            continue;
        }
        if !word.is_empty() {
            let said = word.to_lowercase();
            let has_digits = plain.bytes().filter(u8::is_ascii_digit).count() >= 5;
            if has_digits && (EXTENSION.iter().any(|e| said.starts_with(e)) || said == "x") {
                plain.push_str(" ext ");
                after_extension = true;
            }
            word.clear();
        }
        match c {
            '\0' => {}
            '0'..='9' | '+' | '#' => plain.push(c),
            '(' | ')' | '-' | '/' | '.' | '‑' | '–' | ',' | ';' | '\n' if !after_extension => {
                plain.push(c);
            }
            '—' | '−' => plain.push('-'),
            c if c.is_whitespace() => plain.push(' '),
            _ => {}
        }
    }
    let plain = plain.replace("()", "").replace("( )", "");
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    plain
        .trim_matches(['.', ',', ';', ' ', '-', '/', ':'])
        .to_owned()
}

/// `+8 495 …` is how many write the Russian 8.
fn mend_prefix<'a>(plain: &'a str, country: Country) -> Cow<'a, str> {
    let digits: String = plain.chars().filter(char::is_ascii_digit).collect();
    let domestic = digits.len() == 11 && digits[1..].starts_with(['3', '4', '8', '9']);
    match plain.strip_prefix("+8") {
        Some(rest) if country == Country::RU && domestic => Cow::Owned(format!("+7{rest}")),
        _ => Cow::Borrowed(plain),
    }
}

/// All e-mails of a cell, at most `limit`.
pub(super) fn emails(text: &str, limit: usize) -> Read {
    let mut read = Read::default();
    let mut any = false;
    let joined = text
        .replace(" @ ", "@")
        .replace(" @", "@")
        .replace("@ ", "@");
    for piece in joined.split([';', ',', ' ', '\n', '|', '\u{a0}', '<', '>', '(', ')', '/']) {
        let piece = piece.trim_matches(['.', ':', '"', '\'', '«', '»', '[', ']']);
        if !piece.contains('@') {
            continue;
        }
        any = true;
        match Email::parse(piece) {
            Ok(email) if !is_mixed(piece) => push_email(&mut read, &email),
            parsed => {
                let mended = mend_email(piece);
                match Email::parse(&mended).or(parsed) {
                    Ok(email) => {
                        if email.display() != piece {
                            read.repaired(Code::EmailMended, piece, email.display());
                        }
                        push_email(&mut read, &email);
                    }
                    Err(_) => read.unreadable(Code::NotAnEmail, piece),
                }
            }
        }
    }
    if !any {
        // `name(at)example.com`, `name собака example.com`, `name@mail,ru` cut at its comma.
        let mended = mend_email(text.trim());
        match Email::parse(&mended) {
            Ok(email) => {
                read.repaired(Code::EmailMended, text.trim(), email.display());
                push_email(&mut read, &email);
            }
            Err(_) => read.unreadable(Code::NotAnEmail, text.trim()),
        }
    } else if read.values.is_empty() && text.matches('@').count() == 1 {
        let mended = mend_email(text.trim());
        if let Ok(email) = Email::parse(&mended) {
            read.notes.clear();
            read.repaired(Code::EmailMended, text.trim(), email.display());
            push_email(&mut read, &email);
        }
    }
    read.keep(limit, text);
    read
}

fn push_email(read: &mut Read, email: &Email) {
    let display = email.display().to_owned();
    if !read
        .values
        .iter()
        .any(|known| known.eq_ignore_ascii_case(&display))
    {
        read.values.push(display);
    }
}

/// Letters of two scripts within one label of the name or domain.
fn is_mixed(text: &str) -> bool {
    text.split(['@', '.', '-', '_']).any(|label| {
        label.chars().any(|c| c.is_ascii_alphabetic()) && label.chars().any(is_cyrillic)
    })
}

fn is_cyrillic(c: char) -> bool {
    ('\u{400}'..='\u{52f}').contains(&c)
}

/// Cyrillic letters that look like Latin ones.
pub(super) fn look_alike(c: char) -> Option<char> {
    const CYRILLIC: &str = "аеорсухкАВЕКМНОРСТУХіІјЈѕЅ";
    const LATIN: &str = "aeopcyxkABEKMHOPCTYXiIjJsS";
    let at = CYRILLIC.chars().position(|known| known == c)?;
    LATIN.chars().nth(at)
}

fn mend_email(text: &str) -> String {
    let mut mended = text.to_lowercase();
    for (from, to) in [
        ("(at)", "@"),
        ("[at]", "@"),
        (" at ", "@"),
        ("(собака)", "@"),
        (" собака ", "@"),
        ("mailto:", ""),
        (",", "."),
        ("..", "."),
        ("@@", "@"),
        ("www.", ""),
        (" ", ""),
    ] {
        mended = mended.replace(from, to);
    }
    // A Cyrillic address may be all Cyrillic; a mixture is a slip.
    if is_mixed(&mended) {
        mended = mended.chars().map(|c| look_alike(c).unwrap_or(c)).collect();
    }
    mended
        .trim_matches(['.', ';', ':', '<', '>', '"'])
        .to_owned()
}

/// The site of a cell; of several the first.
pub(super) fn site(text: &str) -> Read {
    let mut read = Read::default();
    let pieces = text.split([';', ',', ' ', '\n', '|', '\u{a0}']);
    let sites: Vec<Site> = pieces
        .filter_map(|piece| Site::parse(piece.trim_end_matches('.')).ok())
        .collect();
    match sites.first() {
        Some(site) => {
            if sites.len() > 1 {
                read.repaired(Code::TooManyValues, text.trim(), site.display());
            }
            read.values.push(site.display().to_owned());
        }
        None => read.unreadable(Code::NotASite, text.trim()),
    }
    read
}

impl Read {
    /// Leaves at most `limit` values and tells that there were several.
    fn keep(&mut self, limit: usize, text: &str) {
        if self.values.len() > limit {
            self.values.truncate(limit);
            self.notes
                .push(Note::doubtful(Code::TooManyValues, text.trim()));
        } else if self.values.len() > 1 {
            let now = self.values.join("; ");
            self.repaired(Code::SeveralValues, text.trim(), &now);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn codes(read: &Read) -> Vec<&'static str> {
        read.notes.iter().map(|note| note.code.code()).collect()
    }

    #[test]
    fn r104_several_phones_in_a_cell() {
        let (ru, mk) = (Country::RU, Country::MK);
        let cases: &[(&str, Country, &[&str], &[&str])] = &[
            ("8 (495) 123-45-67", ru, &["+7 495 123-45-67"], &[]),
            ("79161234567.0", ru, &["+7 916 123-45-67"], &[]),
            ("7.9161234567E+10", ru, &["+7 916 123-45-67"], &[]),
            ("7,91612E+10", ru, &[], &["digits_lost"]),
            ("'89161234567", ru, &["+7 916 123-45-67"], &[]),
            (
                "тел.: 8-916-123-45-67 (Иван)",
                ru,
                &["+7 916 123-45-67"],
                &[],
            ),
            (
                "+8 (495) 123-45-67",
                ru,
                &["+7 495 123-45-67"],
                &["phone_mended"],
            ),
            (
                "8 495 1234567 доб. 12",
                ru,
                &["+7 495 123-45-67 ext. 12"],
                &[],
            ),
            ("02/3123-456", mk, &["+389 2 312 3456"], &[]),
            (
                "02/3123-456, 070/123-456",
                mk,
                &["+389 2 312 3456", "+389 70 123 456"],
                &["several_values"],
            ),
            (
                "8 495 123-45-67; 8 916 123 45 67",
                ru,
                &["+7 495 123-45-67", "+7 916 123-45-67"],
                &["several_values"],
            ),
            (
                "8 495 123-45-67 и 8 916 123 45 67",
                ru,
                &["+7 495 123-45-67", "+7 916 123-45-67"],
                &["several_values"],
            ),
            (
                "тел. 84951234567 факс 84951234568",
                ru,
                &["+7 495 123-45-67", "+7 495 123-45-68"],
                &["several_values"],
            ),
            (
                "8 495 123-45-67, 12-34",
                ru,
                &["+7 495 123-45-67"],
                &["phone_length"],
            ),
            ("123-45-67", ru, &[], &["phone_length"]),
            ("позвонить позже", ru, &[], &["not_a_phone"]),
        ];
        for (text, country, phones_wanted, notes) in cases {
            let read = phones(text, *country, 5);
            assert_eq!(read.values, *phones_wanted, "{text}");
            assert_eq!(codes(&read), *notes, "{text}");
        }
        let many = "84951234561;84951234562;84951234563";
        let read = phones(many, ru, 2);
        assert_eq!(
            (read.values.len(), codes(&read)),
            (2, vec!["too_many_values"])
        );
    }

    #[test]
    fn r105_emails_with_slips_of_the_pen() {
        let cases: &[(&str, &[&str], &[&str])] = &[
            ("Info@Example.com", &["Info@Example.com"], &[]),
            ("Иван <ivan@example.com>", &["ivan@example.com"], &[]),
            (
                "a@example.com, b@example.com",
                &["a@example.com", "b@example.com"],
                &["several_values"],
            ),
            ("a@example.com; A@example.com", &["a@example.com"], &[]),
            ("info@ example.com", &["info@example.com"], &[]),
            (
                "info(at)example.com",
                &["info@example.com"],
                &["email_mended"],
            ),
            ("info@example,com", &["info@example.com"], &["email_mended"]),
            ("info@ехample.com", &["info@example.com"], &["email_mended"]),
            (
                "info@example..com",
                &["info@example.com"],
                &["email_mended"],
            ),
            ("инфо@пример.рф", &["инфо@пример.рф"], &[]),
            ("info", &[], &["not_an_email"]),
            ("info@example", &[], &["not_an_email"]),
        ];
        for (text, wanted, notes) in cases {
            let read = emails(text, 5);
            assert_eq!(read.values, *wanted, "{text}");
            assert_eq!(codes(&read), *notes, "{text}");
        }
    }

    #[test]
    fn the_first_site_counts() {
        assert_eq!(site("www.example.com").values, ["www.example.com"]);
        assert_eq!(
            codes(&site("example.com, example.org")),
            ["too_many_values"]
        );
        assert_eq!(codes(&site("нет сайта")), ["not_a_site"]);
    }

    proptest! {
        #[test]
        fn any_text_is_answered_and_values_are_read_as_themselves(text in "\\PC{0,60}") {
            for country in [Country::RU, Country::MK] {
                for phone in phones(&text, country, 5).values {
                    prop_assert_eq!(&phones(&phone, country, 5).values, std::slice::from_ref(&phone));
                }
            }
            for email in emails(&text, 5).values {
                prop_assert_eq!(&emails(&email, 5).values, std::slice::from_ref(&email));
            }
            for one in site(&text).values {
                prop_assert_eq!(&site(&one).values, std::slice::from_ref(&one));
            }
        }

        #[test]
        fn phone_like_texts_are_answered(text in "[0-9+() ,;/.доbextи#-]{0,40}") {
            for phone in phones(&text, Country::RU, 5).values {
                prop_assert_eq!(&phones(&phone, Country::RU, 5).values, std::slice::from_ref(&phone));
            }
        }
    }
}
