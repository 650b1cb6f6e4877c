//! Names of people: their parts in any order, the sex, and what does not belong there. Given names
//! are data: `words/names.txt`.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::country::Country;
use crate::search;

/// A name in parts, each possibly empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct NameParts {
    pub(super) surname: String,
    pub(super) first_name: String,
    pub(super) patronymic: String,
}

pub(super) const MALE: &str = "male";
pub(super) const FEMALE: &str = "female";

/// The given names known.
pub fn given_names() -> impl Iterator<Item = &'static str> {
    given_names_by_sex().map(|(_, name)| name)
}

fn given_names_by_sex() -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = include_str!("words/names.txt").lines();
    let lists = lines.filter_map(|line| line.split_once(':'));
    lists.flat_map(|(sex, list)| {
        let sex = if sex == "f" { FEMALE } else { MALE };
        list.split_whitespace().map(move |name| (sex, name))
    })
}

/// Folded given name → sex.
static GIVEN: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let mut names = HashMap::new();
    for (sex, name) in given_names_by_sex() {
        names.entry(search::fold(name)).or_insert(sex);
    }
    names
});

const PATRONYMICS: [(&str, &str); 18] = [
    ("ович", MALE),
    ("евич", MALE),
    ("ьич", MALE),
    ("мич", MALE),
    ("нич", MALE),
    ("кич", MALE),
    ("овна", FEMALE),
    ("евна", FEMALE),
    ("ична", FEMALE),
    ("инична", FEMALE),
    ("оглы", MALE),
    ("кызы", FEMALE),
    ("ovich", MALE),
    ("evich", MALE),
    ("ovna", FEMALE),
    ("evna", FEMALE),
    ("ichna", FEMALE),
    ("yich", MALE),
];

/// Endings of surnames that tell the sex; the longest that fits decides.
const SURNAMES: [(&str, Option<&str>); 44] = [
    ("ова", Some(FEMALE)),
    ("ева", Some(FEMALE)),
    ("ёва", Some(FEMALE)),
    ("ина", Some(FEMALE)),
    ("ына", Some(FEMALE)),
    ("ская", Some(FEMALE)),
    ("цкая", Some(FEMALE)),
    ("ска", Some(FEMALE)),
    ("ов", Some(MALE)),
    ("ев", Some(MALE)),
    ("ёв", Some(MALE)),
    ("ин", Some(MALE)),
    ("ын", Some(MALE)),
    ("ский", Some(MALE)),
    ("цкий", Some(MALE)),
    ("ски", Some(MALE)),
    ("ской", Some(MALE)),
    ("ная", Some(FEMALE)),
    ("ный", Some(MALE)),
    ("ой", Some(MALE)),
    ("ко", None),
    ("енко", None),
    ("ук", None),
    ("юк", None),
    ("их", None),
    ("ых", None),
    ("швили", None),
    ("дзе", None),
    ("ян", None),
    ("янц", None),
    ("ova", Some(FEMALE)),
    ("eva", Some(FEMALE)),
    ("ina", Some(FEMALE)),
    ("skaya", Some(FEMALE)),
    ("skaia", Some(FEMALE)),
    ("ska", Some(FEMALE)),
    ("ov", Some(MALE)),
    ("ev", Some(MALE)),
    ("in", Some(MALE)),
    ("skiy", Some(MALE)),
    ("skii", Some(MALE)),
    ("ski", Some(MALE)),
    ("sky", Some(MALE)),
    ("enko", None),
];

/// The sex of a given name, if it is one.
pub(super) fn given_sex(word: &str) -> Option<&'static str> {
    GIVEN.get(&search::fold(word)).copied()
}

/// The sex that a patronymic tells, if the word is one.
pub(super) fn patronymic_sex(word: &str) -> Option<&'static str> {
    let lower = word.to_lowercase();
    if lower.chars().count() < 5 {
        return None;
    }
    let found = PATRONYMICS
        .iter()
        .find(|(ending, _)| lower.ends_with(ending));
    found.map(|(_, sex)| *sex)
}

/// Whether a word ends like a surname, and the sex it tells.
pub(super) fn surname_sex(word: &str) -> Option<Option<&'static str>> {
    let lower = word.to_lowercase();
    if lower.chars().count() < 4 {
        return None;
    }
    let fitting = SURNAMES
        .iter()
        .filter(|(ending, _)| lower.ends_with(ending));
    let longest = fitting.max_by_key(|(ending, _)| ending.len());
    longest.map(|(_, sex)| *sex)
}

/// `И.` or `И`.
fn is_initial(word: &str) -> bool {
    let letters = word.trim_end_matches('.');
    letters.chars().count() == 1 && letters.chars().all(char::is_uppercase)
}

/// The words of a name: initials apart (`И.И.`), titles and legal forms of sole traders gone.
fn words(text: &str) -> Vec<String> {
    const TITLES: [&str; 18] = [
        "ип",
        "мр",
        "mr",
        "mrs",
        "ms",
        "dr",
        "г-н",
        "г-жа",
        "д-р",
        "господин",
        "госпожа",
        "тп",
        "prof",
        "проф",
        "инж",
        "miss",
        "пбоюл",
        "ч.п",
    ];
    let spaced = text
        .replace('.', ". ")
        .replace([',', '\u{a0}', '\t', '\n'], " ");
    spaced
        .split_whitespace()
        .filter(|word| !TITLES.contains(&word.trim_end_matches('.').to_lowercase().as_str()))
        .map(str::to_owned)
        .collect()
}

/// The parts of a full name. In Russia the surname stands first unless the words say otherwise,
/// elsewhere the given name; a comma behind the first word means the surname in any country.
pub(super) fn split(text: &str, country: Country) -> NameParts {
    let comma_first = text
        .split_once(',')
        .is_some_and(|(first, rest)| !first.trim().contains(' ') && !rest.trim().is_empty());
    let words = words(text);
    let surname_first = comma_first || is_surname_first(&words, country);
    let mut parts = NameParts::default();
    let take = |words: &[String]| words.join(" ");
    match words.as_slice() {
        [] => {}
        [one] if given_sex(one).is_some() => {
            parts.first_name.clone_from(one);
        }
        [one] => parts.surname.clone_from(one),
        _ => {
            // The surname's place is at an end; a patronymic follows the given name.
            let (surname, rest) = if surname_first {
                (&words[..1], &words[1..])
            } else {
                (&words[words.len() - 1..], &words[..words.len() - 1])
            };
            parts.surname = take(surname);
            parts.first_name = take(&rest[..1]);
            let last = &rest[1..];
            let patronymic = last.first().is_some_and(|word| {
                patronymic_sex(word).is_some() || is_initial(word) || last.len() > 1
            });
            if surname_first || patronymic {
                parts.patronymic = take(last);
            } else {
                // Van der Berg, two surnames: all behind the given name.
                parts.surname = take(&words[1..]);
            }
        }
    }
    parts
}

fn is_surname_first(words: &[String], country: Country) -> bool {
    let (Some(first), Some(last)) = (words.first(), words.last()) else {
        return true;
    };
    if words.len() >= 3 && patronymic_sex(last).is_some() {
        return true;
    }
    if words.len() >= 3 && patronymic_sex(&words[1]).is_some() {
        return false;
    }
    if is_initial(first) != is_initial(last) {
        return is_initial(last);
    }
    let surname = |word: &str| surname_sex(word).is_some();
    match (given_sex(first).is_some(), given_sex(last).is_some()) {
        (true, false) => false,
        (false, true) => true,
        _ => match (surname(first), surname(last)) {
            (true, false) => true,
            (false, true) => false,
            _ => country == Country::RU,
        },
    }
}

/// Parts to a whole: surname first where there is a patronymic, else the given name.
pub(super) fn join([surname, first_name, patronymic]: [&str; 3]) -> String {
    let order = if patronymic.is_empty() {
        [first_name, surname, ""]
    } else {
        [surname, first_name, patronymic]
    };
    let filled: Vec<&str> = order.into_iter().filter(|part| !part.is_empty()).collect();
    filled.join(" ")
}

/// `Petrova F`, `Петров (м)`, `IVANOV/MR`: the surname and the sex, which the ending tells when
/// nothing else does (R87).
pub(super) fn surname_and_sex(text: &str) -> (String, Option<&'static str>) {
    let pieces: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, '/' | ',' | '(' | ')' | ';' | '|'))
        .filter(|piece| !piece.is_empty())
        .collect();
    let mut surname = Vec::new();
    let mut sex = None;
    for (at, piece) in pieces.iter().enumerate() {
        let marked = super::closed::code("sex", piece.trim_end_matches('.'), None);
        match marked.as_deref() {
            Some(MALE) if pieces.len() > 1 && at + 1 == pieces.len() => sex = Some(MALE),
            Some(FEMALE) if pieces.len() > 1 && at + 1 == pieces.len() => sex = Some(FEMALE),
            Some(MALE) if pieces.len() > 1 && at == 0 => sex = Some(MALE),
            Some(FEMALE) if pieces.len() > 1 && at == 0 => sex = Some(FEMALE),
            _ => surname.push(*piece),
        }
    }
    let surname = surname.join(" ");
    let sex = sex.or_else(|| surname_sex(&surname).flatten());
    (surname, sex)
}

/// Without characters that no name has: digits, brackets, quotes, signs (R89).
pub(super) fn strip_invalid(text: &str) -> String {
    let kept: String = text
        .chars()
        .map(|c| {
            if c == '’' || c == 'ʼ' || c == '`' {
                '\''
            } else {
                c
            }
        })
        .filter(|c| c.is_alphabetic() || c.is_whitespace() || "-'.".contains(*c) || is_mark(*c))
        .collect();
    let words = kept
        .split_whitespace()
        .map(|w| w.trim_matches(['-', '\'']))
        .filter(|word| word.chars().any(char::is_alphabetic));
    words.collect::<Vec<_>>().join(" ")
}

fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// How much a text looks like the name of a person: 0 not at all, 100 for sure.
pub(super) fn likeness(text: &str) -> u32 {
    let words = words(text);
    let alphabetic = |word: &String| {
        word.chars()
            .all(|c| c.is_alphabetic() || "-'’.".contains(c))
    };
    if words.is_empty() || words.len() > 4 || !words.iter().all(alphabetic) {
        return 0;
    }
    let given = words.iter().any(|word| given_sex(word).is_some());
    let patronymic = words.iter().any(|word| patronymic_sex(word).is_some());
    let surname = words.iter().any(|word| surname_sex(word).is_some());
    let initials = words.iter().filter(|word| is_initial(word)).count();
    match (patronymic, given, surname) {
        (true, _, _) if words.len() >= 2 => 100,
        (_, true, true) if words.len() >= 2 => 95,
        (_, true, _) if words.len() == 2 => 85,
        (_, _, true) if initials >= 1 => 90,
        (_, true, _) => 40,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn r88_full_names_in_parts_whatever_their_order() {
        let (ru, mk, gb) = (Country::RU, Country::MK, "GB".parse().unwrap());
        let cases = [
            ("Иванов Иван Иванович", ru, ["Иванов", "Иван", "Иванович"]),
            ("Иван Иванович Иванов", ru, ["Иванов", "Иван", "Иванович"]),
            ("Петрова Анна", ru, ["Петрова", "Анна", ""]),
            ("Анна Петрова", ru, ["Петрова", "Анна", ""]),
            ("Иванов И. И.", ru, ["Иванов", "И.", "И."]),
            ("И.И. Иванов", ru, ["Иванов", "И.", "И."]),
            (
                "ИП Сидоренко Ольга Ильинична",
                ru,
                ["Сидоренко", "Ольга", "Ильинична"],
            ),
            ("Иванова", ru, ["Иванова", "", ""]),
            ("Ольга", ru, ["", "Ольга", ""]),
            ("Александар Петровски", mk, ["Петровски", "Александар", ""]),
            ("Петровска Марија", mk, ["Петровска", "Марија", ""]),
            ("John Smith", gb, ["Smith", "John", ""]),
            ("Smith, John", gb, ["Smith", "John", ""]),
            ("Dr. Jan van Berg", gb, ["van Berg", "Jan", ""]),
            ("Gjorgji Kjosev", mk, ["Kjosev", "Gjorgji", ""]),
            ("", ru, ["", "", ""]),
        ];
        for (text, country, [surname, first_name, patronymic]) in cases {
            let parts = split(text, country);
            let got = [&parts.surname, &parts.first_name, &parts.patronymic].map(String::as_str);
            assert_eq!(got, [surname, first_name, patronymic], "{text}");
        }
    }

    #[test]
    fn r87_surname_and_sex_from_one_cell() {
        for (text, surname, sex) in [
            ("PETROVA F", "PETROVA", Some(FEMALE)),
            ("IVANOV/MR", "IVANOV", Some(MALE)),
            ("Петров (м)", "Петров", Some(MALE)),
            ("Ж Коваленко", "Коваленко", Some(FEMALE)),
            ("Николовска", "Николовска", Some(FEMALE)),
            ("Коваленко", "Коваленко", None),
            ("М", "М", None),
            ("", "", None),
        ] {
            assert_eq!(surname_and_sex(text), (surname.to_owned(), sex), "{text}");
        }
    }

    #[test]
    fn r89_characters_that_no_name_has_go() {
        for (text, clean) in [
            ("Иванов*", "Иванов"),
            ("1. Петрова", "Петрова"),
            ("О’Нил-Смирнов", "О'Нил-Смирнов"),
            ("«Ковачевски»  (2)", "Ковачевски"),
            ("123", ""),
        ] {
            assert_eq!(strip_invalid(text), clean, "{text}");
        }
    }

    #[test]
    fn names_are_told_from_other_texts() {
        for text in [
            "Иванов Иван Иванович",
            "Anna Smith",
            "Марија Петровска",
            "Иванов И.И.",
        ] {
            assert!(likeness(text) >= 85, "{text}");
        }
        for text in ["ООО Ромашка", "ул. Ленина, 5", "12", "", "Скопје"] {
            assert!(likeness(text) < 50, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_letter_is_lost(text in "[А-Яа-яёA-Za-z]{2,9}( [А-Яа-яёA-Za-z]{2,9}){0,3}") {
            let parts = split(&text, Country::RU);
            let mut got: Vec<char> = join([&parts.surname, &parts.first_name, &parts.patronymic])
                .chars().filter(|c| !c.is_whitespace()).collect();
            let mut all: Vec<char> = words(&text).concat().chars().collect();
            got.sort_unstable();
            all.sort_unstable();
            prop_assert_eq!(got, all);
        }
    }
}
