//! Addresses: town, street, house, office, postal code.

use domain::spelling::{is_of_word, latin, repair, skeleton};
use hashbrown::{HashMap, HashSet};

use super::Normaliser;
use crate::lexicon::Sym;
use crate::record::Record;

#[derive(Debug)]
pub(super) struct Dictionaries {
    /// Joined skeleton of a spelling → that of the town's usual name.
    towns: HashMap<String, String>,
    kinds: HashSet<&'static str>,
    offices: HashSet<&'static str>,
}

/// What a thoroughfare is called; no part of its name. Latin letters.
const KINDS: &str = "ulica ulitsa ul prospekt pr pereulok per shosse sh bulvar bul blvd boulevard proezd \
    ploshchad pl naberezhnaia naberezhnaja nab tupik alleia street str st avenue ave av road rd lane ln drive dr way \
    strasse straße place square sq court ct crescent highway hwy d dom zd br broj bb b g gor gorod r n t";
/// Words before the number of an office or a part of a building.
const OFFICES: &str = "of ofis office kv pom pomeshchenie komn kab suite unit apt flat k korp korpus str stroenie lit";

impl Dictionaries {
    pub(super) fn new() -> Self {
        let mut towns = HashMap::new();
        for spellings in domain::import::towns() {
            let all: Vec<String> = spellings.map(|name| joined(&repair(name))).collect();
            if let Some(first) = all.first().cloned() {
                for spelling in all {
                    towns.insert(spelling, first.clone());
                }
            }
        }
        Self {
            towns,
            kinds: KINDS.split_whitespace().collect(),
            offices: OFFICES.split_whitespace().collect(),
        }
    }

    /// The usual name of a town known, from the joined skeleton of a spelling.
    pub(super) fn town(&self, spelling: &str) -> Option<&str> {
        self.towns.get(spelling).map(String::as_str)
    }
}

fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !is_of_word(c))
        .filter(|word| !word.is_empty())
}

/// The skeleton of each word, joined.
fn joined(text: &str) -> String {
    parts(text).map(skeleton).collect()
}

impl Normaliser {
    fn city(&mut self, text: &str) -> Sym {
        let text = repair(text);
        let text = text.trim();
        let text = ["г.", "гор.", "город ", "г ", "град ", "city of "]
            .iter()
            .find_map(|mark| text.strip_prefix(mark))
            .unwrap_or(text);
        let whole = joined(text);
        let known = self.place.town(&whole).map(str::to_owned);
        self.lexicon.intern(known.as_deref().unwrap_or(&whole))
    }

    pub(super) fn place(
        &mut self,
        record: &mut Record,
        city: &str,
        address: &str,
        house: &str,
        postcode: &str,
    ) {
        record.city = self.city(city);
        let post = repair(postcode);
        let post: String = post.chars().filter(|c| c.is_alphanumeric()).collect();
        record.postcode = self.lexicon.intern(&latin(&post));
        let address = repair(address);
        let mut street: Vec<Sym> = Vec::new();
        let mut office_next = false;
        let words: Vec<&str> = parts(&address).collect();
        let mut at = 0;
        while at < words.len() {
            let word = words[at];
            at += 1;
            let numbers = word.bytes().take_while(u8::is_ascii_digit).count();
            if numbers > 0 {
                if numbers >= 5 && numbers == word.len() {
                    if !record.postcode.is_some() {
                        record.postcode = self.lexicon.intern(word);
                    }
                } else if office_next {
                    record.office = self.lexicon.intern(&word[..numbers]);
                } else if !record.house.is_some() {
                    record.house = self.lexicon.intern(&word[..numbers]);
                }
                office_next = false;
                continue;
            }
            let plain = latin(word);
            let plain = plain.as_str();
            if self.place.offices.contains(plain) && (record.house.is_some() || plain.len() > 3) {
                office_next = true;
                continue;
            }
            if self.place.kinds.contains(plain) || plain.len() < 2 {
                continue;
            }
            // the town within the address, of up to three words
            let mut town = None;
            for length in (1..=3).rev() {
                let end = at - 1 + length;
                if end > words.len() {
                    continue;
                }
                let whole: String = words[at - 1..end].iter().map(|w| skeleton(w)).collect();
                let own = record.city.is_some() && self.lexicon.get(record.city) == whole;
                if own {
                    town = Some((length, record.city));
                    break;
                }
                if let Some(name) = self.place.town(&whole).map(str::to_owned) {
                    town = Some((length, self.lexicon.intern(&name)));
                    break;
                }
            }
            match town {
                // A street may be called after another town.
                Some((length, name)) if !record.city.is_some() || name == record.city => {
                    record.city = name;
                    at += length - 1;
                }
                _ => {
                    let word = plain.strip_suffix("strasse").unwrap_or(plain);
                    let sym = self.skeleton(word);
                    street.push(sym);
                }
            }
            office_next = false;
        }
        street.sort_by(|a, b| self.lexicon.get(*a).cmp(self.lexicon.get(*b)));
        let whole: String = street.iter().map(|word| self.lexicon.get(*word)).collect();
        record.street = self.lexicon.intern(&whole);
        let number: String = house.chars().filter(char::is_ascii_digit).collect();
        if !number.is_empty() {
            record.house = self.lexicon.intern(&number);
        }
    }
}
