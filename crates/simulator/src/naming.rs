//! Invented names of companies and people, and their Latin spelling for e-mail addresses.

use crate::chance::Chance;
use crate::client::Land;
use crate::words::{Words, ru};

/// What a client is called.
pub(crate) struct ClientName {
    pub(crate) full: String,
    /// For internet addresses.
    pub(crate) latin: String,
    /// The person, of a sole trader or private buyer.
    pub(crate) person: Option<String>,
    pub(crate) private: bool,
}

pub(crate) fn client(chance: &mut Chance, land: Land) -> ClientName {
    let words = land.words();
    if chance.chance(if land == Land::Ru { 0.2 } else { 0.03 }) {
        let (name, latin) = person(chance, land);
        let private = land != Land::Ru || chance.chance(0.25);
        let full = if private {
            name.clone()
        } else {
            format!("ИП {name}")
        };
        return ClientName {
            full,
            latin: latin.replace('.', "-"),
            person: Some(name),
            private,
        };
    }
    let core = core(chance, words);
    let place = chance
        .chance(0.4)
        .then(|| settlement(chance.pick(words.settlements)));
    let named = match place {
        Some(place) => format!("{core} {place}"),
        None => core,
    };
    let name = match land {
        Land::Ru => match chance.below(10) {
            0..8 => format!("ООО «{named}»"),
            8 => format!("АО «{named}»"),
            _ => format!("ЗАО «{named}»"),
        },
        Land::Mk => match chance.below(10) {
            0..6 => format!("{named} ДООЕЛ"),
            6..9 => format!("{named} ДОО"),
            _ => format!("{named} АД"),
        },
        Land::Gb => match chance.below(10) {
            0..8 => format!("{named} Ltd"),
            8 => format!("{named} LLP"),
            _ => format!("{named} plc"),
        },
        Land::De => match chance.below(10) {
            0..8 => format!("{named} GmbH"),
            8 => format!("{named} AG"),
            _ => format!("{named} OHG"),
        },
    };
    ClientName {
        full: name,
        latin: slug(&named),
        person: None,
        private: false,
    }
}

fn core(chance: &mut Chance, words: &Words) -> String {
    let stem = format!("{}{}", chance.pick(words.stems), chance.pick(words.middles));
    match (words.country, chance.chance(0.3)) {
        ("RU" | "MK", true) => capitalised(&format!("{} {stem}", chance.pick(words.trades))),
        ("RU" | "MK", false) => format!("{stem}{}", chance.pick(words.endings)),
        _ => format!("{stem} {}", chance.pick(words.endings)),
    }
}

/// A settlement without the word for its kind.
fn settlement(name: &str) -> &str {
    name.split_once(". ").map_or(name, |(_, name)| name)
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// Full name in the order usual in the country, and its Latin form `first.last`.
pub(crate) fn person(chance: &mut Chance, land: Land) -> (String, String) {
    let words = land.words();
    let woman = chance.chance(0.5);
    let first = chance.pick(if woman { words.women } else { words.men });
    let surname = surname(chance.pick(words.surnames), land, woman);
    let latin = format!("{}.{}", slug(first), slug(&surname));
    let name = match land {
        Land::Ru => {
            let (his, hers) = chance.pick(ru::PATRONYMICS);
            format!("{surname} {first} {}", if woman { hers } else { his })
        }
        _ => format!("{first} {surname}"),
    };
    (name, latin)
}

fn surname(surname: &str, land: Land, woman: bool) -> String {
    match land {
        Land::Ru | Land::Mk if woman => match surname.strip_suffix("ски") {
            Some(stem) => format!("{stem}ска"),
            None => format!("{surname}а"),
        },
        _ => surname.to_owned(),
    }
}

/// Small Latin letters and digits with hyphens between words.
pub(crate) fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        match latin(letter) {
            "" if letter.is_ascii_alphanumeric() => slug.push(letter),
            "" => {
                if !slug.is_empty() && !slug.ends_with('-') && matches!(letter, ' ' | '-' | '.') {
                    slug.push('-');
                }
            }
            latin => slug.push_str(latin),
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

fn latin(letter: char) -> &'static str {
    match letter {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' => "g",
        'д' => "d",
        'ѓ' => "gj",
        'е' | 'ё' | 'э' => "e",
        'ж' => "zh",
        'з' => "z",
        'ѕ' => "dz",
        'и' | 'й' | 'ы' => "i",
        'ј' => "j",
        'к' => "k",
        'л' => "l",
        'љ' => "lj",
        'м' => "m",
        'н' => "n",
        'њ' => "nj",
        'о' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'ќ' => "kj",
        'у' => "u",
        'ф' => "f",
        'х' => "h",
        'ц' => "c",
        'ч' => "ch",
        'џ' => "dj",
        'ш' => "sh",
        'щ' => "sch",
        'ю' => "yu",
        'я' => "ya",
        'ä' => "ae",
        'ö' => "oe",
        'ü' => "ue",
        'ß' => "ss",
        _ => "",
    }
}
