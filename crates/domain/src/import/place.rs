//! An address in one cell, cut into its parts by the words that announce them; towns are data:
//! `words/places.txt`.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::closed;
use super::mapping::AddressPart;
use crate::country::Country;
use crate::search;

/// The parts of an address, each possibly empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) country: String,
    pub(super) region: String,
    pub(super) district: String,
    pub(super) city: String,
    pub(super) street: String,
    pub(super) house: String,
    pub(super) postcode: String,
}

/// The towns known: the spellings of each, the usual one first.
pub fn towns() -> impl Iterator<Item = impl Iterator<Item = &'static str>> {
    let lines = include_str!("words/places.txt").lines();
    lines
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split('|').filter(|name| !name.is_empty()))
}

static TOWNS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let names = towns().flatten().map(search::fold);
    names.filter(|name| !name.is_empty()).collect()
});

/// What a word announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Region,
    District,
    City,
    Street,
    House,
}

/// Words that announce a part, without their dots.
const MARKS: [(Mark, &[&str]); 5] = [
    (
        Mark::Region,
        &[
            "обл",
            "область",
            "край",
            "респ",
            "республика",
            "ао",
            "аобл",
            "округ",
            "регион",
            "region",
            "oblast",
            "county",
            "state",
        ],
    ),
    (
        Mark::District,
        &[
            "р-н",
            "район",
            "р-он",
            "општина",
            "опш",
            "district",
            "municipality",
            "opstina",
            "opshtina",
        ],
    ),
    (
        Mark::City,
        &[
            "г",
            "гор",
            "город",
            "пос",
            "поселок",
            "посёлок",
            "пгт",
            "рп",
            "п",
            "с",
            "село",
            "дер",
            "деревня",
            "ст-ца",
            "станица",
            "хутор",
            "х",
            "град",
            "гр",
            "city",
            "town",
            "village",
        ],
    ),
    (
        Mark::Street,
        &[
            "ул",
            "улица",
            "пр-т",
            "пр-кт",
            "просп",
            "проспект",
            "пр",
            "пр-д",
            "проезд",
            "пер",
            "переулок",
            "б-р",
            "бул",
            "бульвар",
            "булевар",
            "ш",
            "шоссе",
            "наб",
            "набережная",
            "пл",
            "площадь",
            "плоштад",
            "тупик",
            "туп",
            "аллея",
            "мкр",
            "мкрн",
            "микрорайон",
            "кв-л",
            "квартал",
            "линия",
            "тракт",
            "street",
            "st",
            "str",
            "straße",
            "strasse",
            "avenue",
            "ave",
            "road",
            "rd",
            "lane",
            "blvd",
            "boulevard",
            "bul",
            "ul",
            "ulica",
            "naselba",
            "населба",
        ],
    ),
    (
        Mark::House,
        &[
            "д",
            "дом",
            "корп",
            "корпус",
            "к",
            "стр",
            "строение",
            "вл",
            "владение",
            "лит",
            "литера",
            "оф",
            "офис",
            "кв",
            "квартира",
            "пом",
            "помещ",
            "помещение",
            "эт",
            "этаж",
            "комн",
            "ком",
            "ком.",
            "бр",
            "број",
            "влез",
            "кат",
            "стан",
            "деловен простор",
            "локал",
            "лам",
            "no",
            "nr",
            "apt",
            "suite",
            "office",
            "floor",
            "unit",
            "bldg",
            "building",
        ],
    ),
];

fn mark(word: &str) -> Option<Mark> {
    let word = word.trim_end_matches('.').to_lowercase();
    let found = MARKS
        .iter()
        .find(|(_, words)| words.contains(&word.as_str()));
    found.map(|(mark, _)| *mark)
}

/// Whether a text is the name of a known town, with or without `г.`.
pub(super) fn is_town(text: &str) -> bool {
    let folded = search::fold(text);
    let bare = folded
        .strip_prefix("г ")
        .or_else(|| folded.strip_prefix("город "))
        .or_else(|| folded.strip_prefix("град "))
        .unwrap_or(&folded);
    TOWNS.contains(bare)
}

/// Whether a text names a street by its word.
pub(super) fn has_street(text: &str) -> bool {
    spaced(text)
        .split_whitespace()
        .any(|word| word.chars().count() > 1 && mark(word) == Some(Mark::Street))
}

/// Dots and digits end words: `ул.Ленина,д.5` as `ул. Ленина, д. 5`.
fn spaced(text: &str) -> String {
    text.replace('.', ". ").replace([',', ';', '\n'], " , ")
}

impl Place {
    /// Cuts an address; `country` decides how long a postal code is.
    pub(super) fn of(text: &str, country: Country) -> Self {
        let mut place = Self::default();
        let text: String = text.chars().take(600).collect();
        let mut unmarked: Vec<String> = Vec::new();
        for piece in text.split([',', ';', '\n']) {
            let spaced = spaced(piece);
            let mut words: Vec<&str> = spaced.split_whitespace().collect();
            place.take_postcode(&mut words, country);
            if words.is_empty() {
                continue;
            }
            let whole = words.join(" ");
            if place.country.is_empty()
                && let Some(found) = closed::country(&whole)
                && whole.chars().count() > 3
            {
                found.code().clone_into(&mut place.country);
                continue;
            }
            place.take_piece(&words, &whole, &mut unmarked);
        }
        place.settle(unmarked);
        place
    }

    /// One part, for a step.
    pub(super) fn part(&self, part: AddressPart) -> &str {
        match part {
            AddressPart::Country => &self.country,
            AddressPart::Region => &self.region,
            AddressPart::District => &self.district,
            AddressPart::City => &self.city,
            AddressPart::Street => &self.street,
            AddressPart::House => &self.house,
            AddressPart::Postcode => &self.postcode,
        }
    }

    fn take_postcode(&mut self, words: &mut Vec<&str>, country: Country) {
        if !self.postcode.is_empty() {
            return;
        }
        let lengths: &[usize] = match country.code() {
            "RU" | "BY" | "KZ" => &[6],
            "MK" | "BG" | "AT" | "BE" | "CH" | "DK" | "HU" | "SI" => &[4],
            "GB" => return self.take_british(words),
            _ => &[5, 6, 4],
        };
        let is_code =
            |word: &str| lengths.contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit());
        // A number at the end of a street is a house: a code stands alone or before its town.
        let at = words.iter().position(|word| is_code(word));
        if let Some(at) = at
            && (words.len() == 1 || at == 0 || words.len() > at + 1 || words[at].len() == 6)
        {
            words[at].clone_into(&mut self.postcode);
            words.remove(at);
        }
    }

    /// `SW1A 1AA`
    fn take_british(&mut self, words: &mut Vec<&str>) {
        let letters = |word: &str| {
            word.chars().any(|c| c.is_ascii_digit()) && word.chars().any(|c| c.is_ascii_uppercase())
        };
        let at = words.windows(2).position(|pair| {
            let inward = pair[1].as_bytes();
            letters(pair[0])
                && (2..=4).contains(&pair[0].len())
                && inward.len() == 3
                && inward[0].is_ascii_digit()
                && inward[1..].iter().all(u8::is_ascii_uppercase)
        });
        if let Some(at) = at {
            self.postcode = format!("{} {}", words[at], words[at + 1]);
            words.drain(at..at + 2);
        }
    }

    fn take_piece(&mut self, words: &[&str], whole: &str, unmarked: &mut Vec<String>) {
        let marked: Vec<(usize, Mark)> = words
            .iter()
            .enumerate()
            .filter_map(|(at, word)| Some((at, mark(word)?)))
            .filter(|(at, mark)| {
                // A single letter announces only what follows it.
                words[*at].chars().count() > 1 || *mark == Mark::House || at + 1 < words.len()
            })
            .collect();
        let Some((first, kind)) = marked.first().copied() else {
            if whole.starts_with(|c: char| c.is_ascii_digit()) && !self.street.is_empty() {
                append(&mut self.house, whole);
            } else {
                unmarked.push(whole.to_owned());
            }
            return;
        };
        match kind {
            // The word of the region is a part of its name: `Московская обл`, `Республика Татарстан`.
            Mark::Region => append(&mut self.region, whole),
            Mark::District => {
                let name = without(words, first);
                append(&mut self.district, &name);
            }
            Mark::City => {
                let end = marked.get(1).map_or(words.len(), |(at, _)| *at);
                let start = first + 1;
                if start < end {
                    append(&mut self.city, &words[start..end].join(" "));
                } else {
                    append(&mut self.city, &words[..first].join(" "));
                }
                if end < words.len() && start < end {
                    self.take_piece(&words[end..], &words[end..].join(" "), unmarked);
                }
            }
            Mark::Street => self.take_street(words, &marked),
            Mark::House => {
                // `Ленина д. 5`: what stands before the word is the street.
                if first > 0 && self.street.is_empty() {
                    append(&mut self.street, &words[..first].join(" "));
                    append(&mut self.house, &house(&words[first..]));
                } else {
                    append(&mut self.house, &house(words));
                }
            }
        }
    }

    fn take_street(&mut self, words: &[&str], marked: &[(usize, Mark)]) {
        let mut end = words.len();
        if let Some((at, _)) = marked.iter().find(|(_, mark)| *mark == Mark::House) {
            end = *at;
        } else if words.len() > 2
            && words[words.len() - 1].starts_with(|c: char| c.is_ascii_digit())
        {
            end = words.len() - 1;
        }
        let mut from = 0;
        // `12 High Street`
        if words[0].starts_with(|c: char| c.is_ascii_digit()) && end > 2 && end == words.len() {
            append(&mut self.house, words[0]);
            from = 1;
        }
        append(&mut self.street, &words[from..end].join(" "));
        append(&mut self.house, &house(&words[end..]));
    }

    /// What no word announces: a known town is the city; then the street, if a number follows.
    fn settle(&mut self, mut unmarked: Vec<String>) {
        if self.city.is_empty()
            && let Some(at) = unmarked.iter().position(|piece| is_town(piece))
        {
            self.city = unmarked.remove(at);
        }
        for piece in unmarked {
            let number = piece.rsplit_once(' ').filter(|(_, last)| {
                last.starts_with(|c: char| c.is_ascii_digit()) || matches!(*last, "бб" | "bb")
            });
            match number {
                Some((street, house)) if self.street.is_empty() => {
                    street.clone_into(&mut self.street);
                    append(&mut self.house, house);
                }
                _ if self.city.is_empty() && !piece.starts_with(|c: char| c.is_ascii_digit()) => {
                    self.city = piece;
                }
                _ if self.street.is_empty() => self.street = piece,
                _ => append(&mut self.house, &piece),
            }
        }
    }
}

fn append(part: &mut String, more: &str) {
    if more.is_empty() {
        return;
    }
    if !part.is_empty() {
        part.push_str(", ");
    }
    part.push_str(more);
}

fn without(words: &[&str], at: usize) -> String {
    let mut rest = words.to_vec();
    rest.remove(at);
    rest.join(" ")
}

/// A house without the word that only says "house".
fn house(words: &[&str]) -> String {
    let said = |word: &&&str| {
        let word = word.trim_end_matches('.').to_lowercase();
        !matches!(word.as_str(), "д" | "дом" | "бр" | "број" | "no" | "nr")
    };
    words
        .iter()
        .filter(said)
        .copied()
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests;
