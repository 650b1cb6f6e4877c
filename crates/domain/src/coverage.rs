//! Coverage street by street (R70): a territory is a list of buildings, each visited or not, with
//! what was found there.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::code::code_enum;
use crate::id::{ClientId, PlaceId, TerritoryId, UserId};

/// The longest name of a territory, a street or a house, in characters.
pub const NAME_LIMIT: usize = 200;
/// The longest note, in characters.
pub const NOTE_LIMIT: usize = 2_000;
/// The most buildings put in at once.
pub const ROWS_LIMIT: usize = 2_000;

code_enum! {
    /// What is known of a building.
    pub enum PlaceState {
        /// Nobody was there.
        NotVisited = "not_visited",
        /// Somebody was there, and is to come again or to think.
        Visited = "visited",
        /// There is no firm for us.
        NoFirm = "no_firm",
        /// A client was put into the base from there.
        Client = "client",
    }
}

/// What is written of a territory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TerritoryData {
    /// Its name, unique whatever the case and accents.
    pub name: String,
    /// The settlement that its streets lie in; clients found there get it as their address.
    pub settlement: Option<String>,
    /// The regions of clients that belong to it, as they stand in addresses; each is in one
    /// territory at most.
    #[serde(default)]
    pub regions: Vec<String>,
    /// The code of the language in which one talks to its clients.
    #[serde(default)]
    pub language: Option<String>,
}

/// The most regions of a territory.
pub const REGIONS_LIMIT: usize = 200;

/// Whether a text is the code of a language: two or three small letters.
pub fn is_language(code: &str) -> bool {
    (2..=3).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_lowercase())
}

/// A territory, with how far it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Territory {
    /// Identity.
    pub id: TerritoryId,
    /// What is written.
    pub data: TerritoryData,
    /// Buildings in each state, in the order of [`PlaceState::ALL`].
    pub counts: [i64; PlaceState::ALL.len()],
    /// Counts changes.
    pub version: i64,
}

impl Territory {
    /// All its buildings.
    pub fn places(&self) -> i64 {
        self.counts.iter().sum()
    }

    /// Those where somebody was.
    pub fn visited(&self) -> i64 {
        self.places() - self.counts[PlaceState::NotVisited as usize]
    }
}

/// What is written of a building.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceData {
    /// In which territory.
    pub territory_id: TerritoryId,
    /// Its street.
    pub street: String,
    /// Its house; empty: the whole street.
    pub house: String,
    /// What is known of it.
    pub state: PlaceState,
    /// The client that was found there.
    pub client_id: Option<ClientId>,
    /// More about it.
    pub note: Option<String>,
    /// When somebody was there last.
    pub visited_day: Option<Date>,
    /// Who.
    pub visited_by: Option<UserId>,
}

impl PlaceData {
    /// Makes who was there and when follow from the state; a client stands only where one was made.
    pub fn settle(&mut self, before: PlaceState, by: UserId, today: Date) {
        if self.client_id.is_some() && before != PlaceState::Client {
            self.state = PlaceState::Client;
        }
        if self.state == PlaceState::NotVisited {
            self.visited_day = None;
            self.visited_by = None;
            self.client_id = None;
        } else if self.state != before || self.visited_day.is_none() {
            self.visited_day = Some(today);
            self.visited_by = Some(by);
        }
    }
}

/// A building.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Identity.
    pub id: PlaceId,
    /// What is written.
    pub data: PlaceData,
    /// Counts changes.
    pub version: i64,
    /// When it was put in.
    pub created_at: Timestamp,
}

/// The order of houses along a street: 2 before 10, 10 before 10a.
pub fn house_key(house: &str) -> String {
    let digits: String = house.chars().take_while(char::is_ascii_digit).collect();
    let rest = house.get(digits.len()..).unwrap_or_default();
    format!("{digits:0>8}{}", crate::search::fold(rest))
}

/// A line of a pasted list as street and house: by tab or semicolon, or by the last comma, or the
/// house is the last word that begins with a digit.
pub fn street_and_house(line: &str) -> Option<(&str, &str)> {
    let line = line.trim();
    if line.is_empty() {
        return None;
    }
    if let Some((street, house)) = line.split_once(['\t', ';']) {
        return Some((street.trim(), house.trim()));
    }
    if let Some((street, house)) = line.rsplit_once(',') {
        return Some((street.trim(), house.trim()));
    }
    match line.rsplit_once(char::is_whitespace) {
        Some((street, house)) if house.starts_with(|c: char| c.is_ascii_digit()) => {
            Some((street.trim(), house))
        }
        _ => Some((line, "")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use uuid::Uuid;

    #[test]
    fn r70_lines_of_a_pasted_list() {
        for (line, expected) in [
            ("", None),
            ("ул. Мира\t12", Some(("ул. Мира", "12"))),
            ("ул. Мира; 12а", Some(("ул. Мира", "12а"))),
            ("ул. 8 Марта, 12/2", Some(("ул. 8 Марта", "12/2"))),
            ("Партизанска 14", Some(("Партизанска", "14"))),
            ("проспект Мира", Some(("проспект Мира", ""))),
            ("ул. 8 Марта", Some(("ул. 8 Марта", ""))),
        ] {
            assert_eq!(street_and_house(line), expected, "{line}");
        }
    }

    #[test]
    fn houses_stand_as_they_stand_in_the_street() {
        let mut houses = ["10а", "2", "10", "", "1/2", "1"];
        houses.sort_by_key(|house| house_key(house));
        assert_eq!(houses, ["", "1", "1/2", "2", "10", "10а"]);
    }

    #[test]
    fn r70_who_was_there_goes_with_the_state() {
        let user = |n| UserId::from_uuid(Uuid::from_u128(n));
        let day = date(2026, 5, 4);
        let mut place = PlaceData {
            territory_id: TerritoryId::from_uuid(Uuid::nil()),
            street: "ул. Мира".to_owned(),
            house: "1".to_owned(),
            state: PlaceState::NoFirm,
            client_id: None,
            note: None,
            visited_day: None,
            visited_by: None,
        };
        place.settle(PlaceState::NotVisited, user(1), day);
        assert_eq!(
            (place.visited_day, place.visited_by),
            (Some(day), Some(user(1)))
        );
        place.note = Some("закрыто".to_owned());
        place.settle(PlaceState::NoFirm, user(2), date(2026, 6, 1));
        assert_eq!(place.visited_by, Some(user(1)), "a note is no visit");
        place.client_id = Some(ClientId::from_uuid(Uuid::nil()));
        place.settle(PlaceState::NoFirm, user(2), date(2026, 6, 1));
        assert_eq!(place.state, PlaceState::Client);
        place.state = PlaceState::NotVisited;
        place.settle(PlaceState::Client, user(2), day);
        assert_eq!((place.visited_day, place.client_id), (None, None));
    }
}
