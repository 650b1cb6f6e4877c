//! Names of people: surname, given name, patronymic, in whatever order they stand.

use std::borrow::Cow;

use domain::spelling::{is_of_word, repair, skeleton};
use hashbrown::{HashMap, HashSet};

use super::Normaliser;
use super::phrases::lines;
use crate::lexicon::Sym;
use crate::record::Name;

#[derive(Debug)]
pub(super) struct Dictionaries {
    given: HashSet<String>,
    /// Skeleton of a diminutive → that of the full name; those of several names are left out.
    full: HashMap<String, String>,
}

impl Dictionaries {
    pub(super) fn new() -> Self {
        let lower = |name: &str| skeleton(&repair(name));
        let mut given: HashSet<String> = domain::import::given_names().map(lower).collect();
        let mut full: HashMap<String, Option<String>> = HashMap::new();
        for line in lines(include_str!("../../data/diminutives.txt")) {
            let Some((name, short)) = line.split_once('|') else {
                continue;
            };
            let name = lower(name.trim());
            for short in short.split_whitespace().map(lower) {
                let known = full.entry(short.clone()).or_insert(Some(name.clone()));
                if known.as_deref() != Some(&name) {
                    *known = None;
                }
                given.insert(short);
            }
            given.insert(name);
        }
        let full = full
            .into_iter()
            .filter_map(|(short, name)| Some((short, name?)))
            .collect();
        Self { given, full }
    }
}

/// Titles before a name.
const TITLES: [&str; 14] = [
    "ип",
    "г-н",
    "г-жа",
    "mr",
    "mrs",
    "ms",
    "dr",
    "prof",
    "д-р",
    "господин",
    "госпожа",
    "тп",
    "miss",
    "sir",
];

/// The skeleton of a surname with the masculine ending.
pub(super) fn fold_gender(surname: &str) -> Cow<'_, str> {
    if surname.len() < 5 {
        return surname.into();
    }
    for (ending, cut, masculine) in [
        ("ska", 1, "i"),
        ("cka", 1, "i"),
        ("ova", 1, ""),
        ("eva", 1, ""),
        ("ina", 1, ""),
    ] {
        if surname.ends_with(ending) {
            return format!("{}{masculine}", &surname[..surname.len() - cut]).into();
        }
    }
    surname.into()
}

fn is_patronymic(skeleton: &str) -> bool {
    skeleton.len() >= 5
        && ["ovic", "evic", "ovna", "evna", "icna", "ilic", "mic", "tic"]
            .iter()
            .any(|ending| skeleton.ends_with(ending))
}

/// The father's name in a patronymic, whatever its sex.
fn fold_patronymic(skeleton: &str) -> &str {
    for ending in ["ovna", "evna", "ovic", "evic", "inicna", "icna", "ic"] {
        if let Some(father) = skeleton.strip_suffix(ending)
            && father.len() >= 2
        {
            return father;
        }
    }
    skeleton
}

fn is_surname(skeleton: &str) -> bool {
    skeleton.len() >= 4
        && [
            "ov", "ova", "ev", "eva", "in", "ina", "ski", "ska", "cki", "cka", "ko", "uk", "an",
            "dze",
        ]
        .iter()
        .any(|ending| skeleton.ends_with(ending))
}

/// A word of a name: its skeleton and whether it is an initial.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Word {
    sym: Sym,
    initial: u8,
    short: bool,
}

impl Normaliser {
    fn name_words(&mut self, text: &str) -> Vec<Word> {
        let text = repair(text);
        let mut words = Vec::new();
        for word in text.split(|c: char| !(is_of_word(c) || "-'’ʼ`".contains(c))) {
            let plain: String = word.chars().filter(|c| c.is_alphanumeric()).collect();
            if plain.is_empty() || TITLES.contains(&word) {
                continue;
            }
            let sym = self.skeleton(&plain);
            let Some(initial) = self.lexicon.get(sym).bytes().next() else {
                continue;
            };
            words.push(Word {
                sym,
                initial,
                // the transliteration of one letter has up to four
                short: plain.chars().count() == 1
                    || (plain.len() <= 2 && plain.is_ascii() && self.lexicon.get(sym).len() == 1),
            });
        }
        words
    }

    fn is_given(&self, word: Word) -> bool {
        !word.short && self.person.given.contains(self.lexicon.get(word.sym))
    }

    /// A name whose parts stand in their fields, or in each other's.
    pub(super) fn name(&mut self, [surname, given, patronymic]: [&str; 3]) -> Name {
        if given.is_empty() && patronymic.is_empty() && surname.contains([' ', '.']) {
            return self.full_name(surname);
        }
        let mut family = self.name_words(surname);
        let mut first = self.name_words(given);
        let mut second = self.name_words(patronymic);
        if second.is_empty() && first.len() >= 2 {
            second = first.split_off(1);
        }
        if let (&[one], Some(&other)) = (family.as_slice(), first.first())
            && self.is_given(one)
            && !self.is_given(other)
            && !other.short
        {
            std::mem::swap(&mut family, &mut first);
        }
        self.named(&family, first.first().copied(), second.first().copied())
    }

    /// A whole name in one text.
    pub(super) fn full_name(&mut self, text: &str) -> Name {
        let comma = text.split_once(',').is_some_and(|(surname, rest)| {
            !surname.trim().contains(' ') && !rest.trim().is_empty()
        });
        let cyrillic = text.chars().any(|c| ('\u{400}'..'\u{530}').contains(&c));
        let words = self.name_words(text);
        let (full, short): (Vec<Word>, Vec<Word>) = words.iter().partition(|word| !word.short);
        match full.as_slice() {
            [] => Name::default(),
            [one] if short.is_empty() => {
                if self.is_given(*one) {
                    self.named(&[], Some(*one), None)
                } else {
                    self.named(&[*one], None, None)
                }
            }
            [one] => self.named(&[*one], short.first().copied(), short.get(1).copied()),
            _ => {
                let fathers = |word: &Word| is_patronymic(self.lexicon.get(word.sym));
                let from = |at: usize| full.get(at).copied();
                let last = full.len() - 1;
                let (surname, first, second) = if full.len() >= 3 && fathers(&full[2]) {
                    (0, from(1), from(2))
                } else if full.len() >= 3 && fathers(&full[1]) {
                    (2, from(0), from(1))
                } else if comma || self.surname_first(&full, cyrillic) {
                    (0, from(1), from(2).or(short.first().copied()))
                } else if full.len() == 2 && fathers(&full[1]) && self.is_given(full[0]) {
                    return self.named(&[], from(0), from(1));
                } else {
                    (
                        last,
                        from(0),
                        (last > 1).then(|| full[1]).or(short.first().copied()),
                    )
                };
                self.named(&full[surname..=surname], first, second)
            }
        }
    }

    fn surname_first(&self, words: &[Word], cyrillic: bool) -> bool {
        let (first, last) = (words[0], words[words.len() - 1]);
        match (self.is_given(first), self.is_given(last)) {
            (true, false) => false,
            (false, true) => true,
            _ => {
                let surname = |word: Word| is_surname(self.lexicon.get(word.sym));
                match (surname(first), surname(last)) {
                    (true, false) => true,
                    (false, true) => false,
                    _ => cyrillic,
                }
            }
        }
    }

    fn named(&mut self, surname: &[Word], given: Option<Word>, patronymic: Option<Word>) -> Name {
        let mut name = Name::default();
        if !surname.is_empty() {
            let whole: String = surname.iter().map(|w| self.lexicon.get(w.sym)).collect();
            name.surname = self.lexicon.intern(&fold_gender(&whole));
        }
        if let Some(word) = given {
            name.initial = word.initial;
            if !word.short {
                name.given = word.sym;
                let full = self.person.full.get(self.lexicon.get(word.sym)).cloned();
                name.full = match full {
                    Some(full) => self.lexicon.intern(&full),
                    None => word.sym,
                };
                if let Some(first) = self.lexicon.get(name.full).bytes().next() {
                    name.initial = first;
                }
            }
        }
        if let Some(word) = patronymic {
            name.second = word.initial;
            if !word.short {
                let folded = fold_patronymic(self.lexicon.get(word.sym)).to_owned();
                name.patronymic = self.lexicon.intern(&folded);
            }
        }
        name
    }
}
