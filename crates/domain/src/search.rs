//! Search keys: what makes a name found in whatever script, spelling or keyboard layout it is
//! typed. Pure functions from text to text; the same ones are used when a record is saved and
//! when somebody searches, so the two cannot drift apart.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::spelling::{form_words, is_form, is_of_word, romanise};

/// The longest query that is looked at, in characters.
pub const QUERY_LIMIT: usize = 200;
/// The most words of a name or query that are looked at.
pub const WORD_LIMIT: usize = 8;
/// The longest word kept as a key, in characters.
const WORD_LENGTH: usize = 24;

/// Small letters, no accents (ё = е, Ѓ = Г, Ќ = К, č = c), one space between words, nothing but
/// letters and digits. The script stays.
pub fn fold(text: &str) -> String {
    let mut folded = Folded {
        text: String::with_capacity(text.len()),
        space: false,
    };
    for c in text.chars() {
        // Most letters need no table of Unicode; the others go the long way one by one, which is
        // the same because marks are dropped anyway.
        match c {
            'a'..='z' | '0'..='9' => folded.push(c),
            'A'..='Z' => folded.push(c.to_ascii_lowercase()),
            'й' | 'Й' => folded.push('и'),
            'ё' | 'Ё' => folded.push('е'),
            'а'..='я' => folded.push(c),
            'А'..='Я' => folded.push(char::from_u32(u32::from(c) + 0x20).unwrap_or(c)),
            ' ' | '"' | '«' | '»' | '-' | '.' | ',' => folded.space = true,
            c => std::iter::once(c)
                .nfkd()
                .filter(|c| !is_combining_mark(*c))
                .flat_map(char::to_lowercase)
                .for_each(|c| folded.add(c)),
        }
    }
    folded.text
}

struct Folded {
    text: String,
    /// A space is due before the next letter.
    space: bool,
}

impl Folded {
    fn push(&mut self, c: char) {
        if std::mem::take(&mut self.space) && !self.text.is_empty() {
            self.text.push(' ');
        }
        self.text.push(c);
    }

    fn add(&mut self, c: char) {
        match c {
            'ß' => {
                self.push('s');
                self.push('s');
            }
            'ł' => self.push('l'),
            'ø' => self.push('o'),
            'æ' => {
                self.push('a');
                self.push('e');
            }
            'œ' => {
                self.push('o');
                self.push('e');
            }
            'ı' => self.push('i'),
            c if is_of_word(c) => self.push(c),
            // An apostrophe inside a word does not divide it.
            '\'' | '’' | '`' | 'ʼ' => {}
            _ => self.space = true,
        }
    }
}

/// The key by which names are ordered: folded, the legal form moved to the end, so that
/// `ООО «Ромашка»` stands under Р.
pub fn sort_key(name: &str) -> String {
    let folded = fold(name);
    let mut key = String::with_capacity(folded.len());
    let forms = |word: &&str| is_form(word);
    for word in folded.split(' ').filter(|w| !forms(w)) {
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(word);
    }
    if key.is_empty() {
        return folded;
    }
    for word in folded.split(' ').filter(forms) {
        key.push(' ');
        key.push_str(word);
    }
    key
}

/// Whether a name has a word that tells the legal form of a company.
pub fn has_legal_form(name: &str) -> bool {
    fold(name).split(' ').any(is_form)
}

/// The keys by which a client may stand that is called so, whatever its legal form when none is
/// told: `Ромашка` may be `ООО «Ромашка»`.
pub fn sort_keys(name: &str) -> Vec<String> {
    let key = sort_key(name);
    if has_legal_form(name) {
        return vec![key];
    }
    let with_forms = form_words().map(|form| format!("{key} {form}"));
    std::iter::once(key.clone()).chain(with_forms).collect()
}

/// The keys of a name: one for each word that says something, in Latin letters, sorted, none
/// twice.
pub fn name_keys(name: &str) -> Vec<String> {
    let mut keys = words(name);
    keys.sort();
    keys.dedup();
    keys
}

fn words(text: &str) -> Vec<String> {
    let folded = pre_fold(text);
    let all: Vec<&str> = folded.split(' ').filter(|w| !w.is_empty()).collect();
    all.iter()
        .filter(|w| !is_form(w))
        .take(WORD_LIMIT)
        .map(|w| skeleton(w))
        .filter(|w| !w.is_empty())
        .collect()
}

/// [`fold`] that spells out letters whose accent changes the sound before it is dropped.
fn pre_fold(text: &str) -> String {
    let mut spelled = String::with_capacity(text.len());
    for c in text
        .chars()
        .take(QUERY_LIMIT * 2)
        .flat_map(char::to_lowercase)
    {
        match c {
            'š' => spelled.push_str("sh"),
            'č' | 'ć' => spelled.push_str("ch"),
            'ž' => spelled.push_str("zh"),
            'đ' => spelled.push_str("gj"),
            c => spelled.push(c),
        }
    }
    fold(&spelled)
}

/// The sound of a word in plain Latin letters: the same for the ways Russian and Macedonian
/// names are written in either script (`Ќосев`, `Kjosev`, `Kosev`; `Щукин`, `Shchukin`,
/// `Schukin`). It forgets differences on purpose; it is for finding, never for showing.
fn skeleton(word: &str) -> String {
    let mut latin = String::with_capacity(word.len() * 2);
    for c in word.chars() {
        match romanise(c) {
            Some(letters) => latin.push_str(letters),
            None => latin.push(c),
        }
    }
    for (from, to) in [
        ("shch", "s"),
        ("sch", "s"),
        ("sh", "s"),
        ("kh", "h"),
        ("ch", "\u{1}"),
        ("zh", "z"),
        ("ph", "f"),
        ("th", "t"),
        ("ck", "k"),
        ("ts", "k"),
        ("tz", "k"),
        ("gj", "g"),
        ("dj", "g"),
        ("kj", "k"),
    ] {
        if latin.contains(from) {
            latin = latin.replace(from, to);
        }
    }
    let mut key = String::with_capacity(latin.len());
    for c in latin.chars() {
        let c = match c {
            'j' | 'y' => 'i',
            'w' => 'v',
            'c' | 'q' => 'k',
            // ч was set aside above, so that it is not taken for the Latin c of ц and k.
            '\u{1}' => 'c',
            'x' => {
                push_once(&mut key, 'k');
                's'
            }
            c => c,
        };
        if c == 'e' && key.ends_with('i') {
            key.pop();
        }
        push_once(&mut key, c);
    }
    key.chars().take(WORD_LENGTH).collect()
}

/// Double letters count once, double digits do not.
fn push_once(key: &mut String, c: char) {
    if c.is_ascii_digit() || !key.ends_with(c) {
        key.push(c);
    }
}

/// Keys of the main row of keyboards, by QWERTY, Russian ЙЦУКЕН and Macedonian ЉЊЕРТЅ.
const QWERTY: &str = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`\\";
const RUSSIAN: &str = "йцукенгшщзхъфывапролджэячсмитьбюё\\";
const MACEDONIAN: &str = "љњертѕуиопшѓасдфгхјклчќзџцвбнм,.`ж";

fn retype(text: &str, from: &str, to: &str) -> String {
    text.chars()
        .map(|c| match from.chars().position(|k| k == c) {
            Some(at) => to.chars().nth(at).unwrap_or(c),
            None => c,
        })
        .collect()
}

/// `text` as it would read with another keyboard layout: Latin typed for Russian (`ghbdtn` →
/// `привет`) and Macedonian, or either of these typed for Latin. Letters only in small.
pub fn other_layouts(text: &str) -> Vec<String> {
    let text = text.to_lowercase();
    if text.chars().any(|c| c.is_ascii_alphabetic()) {
        vec![
            retype(&text, QWERTY, RUSSIAN),
            retype(&text, QWERTY, MACEDONIAN),
        ]
    } else {
        vec![
            retype(&text, RUSSIAN, QWERTY),
            retype(&text, MACEDONIAN, QWERTY),
        ]
    }
}

/// What a person may mean by a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Query {
    /// Nothing that could be looked for: everything matches.
    Everything,
    /// Words of a name: every reading is a list of keys that must all begin some word of the
    /// name. Readings are tried in order until one finds something.
    Words(Vec<Vec<String>>),
    /// Digits of a tax number or phone.
    Digits(String),
    /// An e-mail address or its beginning, in small letters.
    Email(String),
}

/// The fewest digits looked for as a phone or tax number.
pub const DIGITS_MIN: usize = 4;

/// Understands a query.
pub fn understand(text: &str) -> Query {
    let text: String = text.trim().chars().take(QUERY_LIMIT).collect();
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let only_number = text
        .chars()
        .all(|c| c.is_ascii_digit() || c.is_whitespace() || "+-().•/".contains(c));
    if only_number && digits.len() >= DIGITS_MIN {
        return Query::Digits(digits);
    }
    if text.contains('@') && !text.contains(' ') {
        return Query::Email(text.to_lowercase());
    }
    let mut readings: Vec<Vec<String>> = Vec::new();
    let typed = words(&text);
    if typed.is_empty() {
        return Query::Everything;
    }
    readings.push(typed);
    for other in other_layouts(&text) {
        let reading = words(&other);
        if !reading.is_empty() && !readings.contains(&reading) {
            readings.push(reading);
        }
    }
    Query::Words(readings)
}

/// Whether a name with these keys is found by a reading: each key of the reading begins one of
/// the name.
pub fn matches(name_keys: &[String], reading: &[String]) -> bool {
    reading
        .iter()
        .all(|word| name_keys.iter().any(|key| key.starts_with(word.as_str())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_without_a_legal_form_stands_for_all_of_them() {
        let keys = sort_keys("Ромашка");
        for name in ["Ромашка", "ООО «Ромашка»", "ромашка доо"] {
            assert!(keys.contains(&sort_key(name)), "{name}");
        }
        assert!(!sort_keys("АО Ромашка").contains(&sort_key("ООО Ромашка")));
    }
    use proptest::prelude::*;

    fn finds(query: &str, name: &str) -> bool {
        match understand(query) {
            Query::Words(readings) => {
                let keys = name_keys(name);
                readings.iter().any(|reading| matches(&keys, reading))
            }
            _ => false,
        }
    }

    #[test]
    fn a_name_is_found_in_any_script_spelling_and_layout() {
        let cases = [
            ("ромашка", "ООО «Ромашка»"),
            ("ром", "ООО «Ромашка»"),
            ("romashka", "ООО «Ромашка»"),
            ("romaška", "ООО «Ромашка»"),
            ("hjvfirf", "ООО «Ромашка»"),
            ("кщьфырлф", "Romashka LLC"),
            ("ооо ромашка", "ООО «Ромашка»"),
            ("ромашка север", "Ромашка-Север, ЗАО"),
            ("север ром", "Ромашка-Север, ЗАО"),
            ("щукин", "Щукин и сыновья"),
            ("shchukin", "Щукин и сыновья"),
            ("schukin", "Щукин и сыновья"),
            ("королев", "Королёв"),
            ("королёв", "Королев"),
            ("ѓорѓи", "Ѓорѓи Комерц ДООЕЛ"),
            ("gjorgji", "Ѓорѓи Комерц ДООЕЛ"),
            ("горги", "Ѓорѓи Комерц ДООЕЛ"),
            ("kosev", "Ќосев"),
            ("косев", "Ќосев"),
            ("cvetan", "Цветан"),
            ("цветан", "Cvetan"),
            ("tsvetan", "Цветан"),
            ("љубљана", "Ljubljana Trade"),
            ("yurij", "Юрий"),
            ("yury", "Юрий"),
            ("екатеринбург", "Yekaterinburg Steel"),
            ("khimprom", "Химпром"),
            ("Himprom", "Химпром"),
            ("жизнь", "Zhizn Foundation"),
            ("džepčishte", "Џепчиште"),
            ("комфорт", "Comfort Home"),
            ("фишер", "Fischer GmbH"),
            ("muller", "Müller"),
            ("ghbdtn", "Привет"),
            ("o'brien", "O’Brien & Co"),
        ];
        for (query, name) in cases {
            assert!(
                finds(query, name),
                "{query} should find {name}: {:?} in {:?}",
                understand(query),
                name_keys(name)
            );
        }
        for (query, name) in [
            ("ромашка юг", "Ромашка-Север"),
            ("ашка", "Ромашка"),
            ("чай", "Кай"),
            ("привет", "Прибой"),
        ] {
            assert!(!finds(query, name), "{query} should not find {name}");
        }
    }

    #[test]
    fn queries_are_understood() {
        assert_eq!(understand("  "), Query::Everything);
        assert_eq!(understand("ООО"), Query::Everything);
        assert_eq!(understand("+7 (495) 123"), Query::Digits("7495123".into()));
        assert_eq!(understand("7707083893"), Query::Digits("7707083893".into()));
        assert_eq!(understand("Info@Ex"), Query::Email("info@ex".into()));
        assert!(matches!(understand("123"), Query::Words(_)));
    }

    #[test]
    fn names_are_ordered_without_legal_form_and_quotes() {
        assert_eq!(sort_key("ООО «Ромашка»"), "ромашка ооо");
        assert_eq!(sort_key("\"Ёлка\", АО"), "елка ао");
        assert_eq!(sort_key("ООО"), "ооо");
        assert_eq!(fold("Ѓорѓи  Ќосев—Čapek"), "горги косев capek");
    }

    #[test]
    fn layouts_go_both_ways() {
        assert!(other_layouts("ghbdtn").contains(&"привет".to_owned()));
        assert!(other_layouts("привет").contains(&"ghbdtn".to_owned()));
    }

    proptest! {
        #[test]
        fn every_word_of_a_name_finds_it(name in "[а-яёa-zšžčѓќљњ]{2,12}( [а-яёa-zšžčѓќљњ]{2,12}){0,3}") {
            let keys = name_keys(&name);
            for word in name.split(' ') {
                match understand(word) {
                    Query::Words(readings) => prop_assert!(matches(&keys, &readings[0]), "{}", word),
                    Query::Everything => {}
                    other => prop_assert!(false, "{:?}", other),
                }
            }
        }

        #[test]
        fn letters_that_need_no_table_fold_as_all_others(text in "\\PC{0,40}|[а-яА-ЯёЁйЙa-zA-Z «»\"'’.,\u{301}\u{306}-]{0,40}") {
            let whole: String = text
                .nfkd()
                .filter(|c| !is_combining_mark(*c))
                .flat_map(char::to_lowercase)
                .collect();
            // Every letter behind a sign that is no shortcut.
            let mut slow = Folded { text: String::new(), space: false };
            whole.chars().for_each(|c| slow.add(c));
            prop_assert_eq!(fold(&text), slow.text);
        }

        #[test]
        fn keys_are_plain(text in "\\PC{0,60}") {
            for key in name_keys(&text) {
                prop_assert!(!key.contains(['%', '_', ' ', '\'']));
                prop_assert!(!key.is_empty() && key.chars().count() <= 24);
            }
            let again = fold(&fold(&text));
            prop_assert_eq!(again, fold(&text));
        }
    }
}
