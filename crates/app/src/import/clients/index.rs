//! Which card a row is about: found by exact keys, the strongest first. A key that the rest of the
//! row contradicts is none; a shared phone or e-mail under another name is a doubt.

use std::collections::{HashMap, HashSet};

use domain::address::AddressData;
use domain::channel::ChannelKind;
use domain::fact::FactType;
use domain::id::ClientId;
use domain::import::{Field, KeyKind, Kind, MatchKey, StagedRow, keys};
use domain::part::Part;
use domain::search::{fold, sort_key};
use store::import::Card;

use crate::{DbError, DbTx};

/// What identifies a row.
#[derive(Debug)]
pub(super) struct Marks {
    pub(super) keys: Vec<MatchKey>,
    external: Option<String>,
    tax: Option<String>,
    kpp: Option<String>,
    name: String,
    city: Option<String>,
    ways: HashSet<String>,
}

impl Marks {
    pub(super) fn of(row: &StagedRow, country: domain::country::Country) -> Self {
        let keys = keys(Kind::Clients, row, country);
        let tax = row
            .one(Field::TaxNumber)
            .map(|number| format!("{}:{number}", row.country(country)));
        let is_way = |key: &&MatchKey| matches!(key.kind, KeyKind::Phone | KeyKind::Email);
        Self {
            external: row.one(Field::ExternalId).map(str::to_owned),
            tax,
            kpp: row.one(Field::Kpp).map(str::to_owned),
            name: row.one(Field::Name).map(sort_key).unwrap_or_default(),
            city: row.one(Field::City).map(fold),
            ways: keys
                .iter()
                .filter(is_way)
                .map(|key| key.value.clone())
                .collect(),
            keys,
        }
    }

    /// Whether the row tells its client by nothing that belongs to one alone.
    pub(super) fn names_nobody(&self) -> bool {
        self.external.is_none() && self.tax.is_none() && self.name.is_empty()
    }

    /// Whether nothing but the name is known.
    fn is_bare(&self) -> bool {
        self.keys.iter().all(|key| key.kind == KeyKind::Name)
    }
}

/// The form in which a key is looked up: branches share the tax number, places the name.
pub(in crate::import) fn look_up(key: &MatchKey) -> MatchKey {
    let value = match key.kind {
        KeyKind::TaxNumber => {
            let mut parts = key.value.splitn(3, ':');
            let country = parts.next().unwrap_or_default();
            format!("{country}:{}", parts.next().unwrap_or_default())
        }
        KeyKind::NameCity => {
            let name = key.value.rsplit_once(':').map_or("", |(name, _)| name);
            return MatchKey {
                kind: KeyKind::Name,
                value: name.to_owned(),
            };
        }
        _ => key.value.clone(),
    };
    MatchKey {
        kind: key.kind,
        value,
    }
}

/// Clients by the keys they have.
#[derive(Debug, Default)]
pub(in crate::import) struct Index {
    clients: HashMap<MatchKey, Vec<ClientId>>,
    /// Identifiers of records that were merged into the clients they lead to.
    led: HashSet<String>,
}

impl Index {
    /// Finds all clients that have one of the keys.
    pub(in crate::import) fn of_keys<'k>(
        tx: &mut DbTx,
        keys: impl Iterator<Item = &'k MatchKey>,
    ) -> Result<Self, DbError> {
        let mut wanted: HashMap<KeyKind, HashSet<String>> = HashMap::new();
        for key in keys.map(look_up) {
            wanted.entry(key.kind).or_default().insert(key.value);
        }
        let mut index = Self::default();
        for (kind, values) in wanted {
            let mut values: Vec<String> = values.into_iter().collect();
            values.sort_unstable();
            let bare = |values: &[String]| -> Vec<String> {
                let bare = values.iter().filter_map(|value| value.split_once(':'));
                bare.map(|(_, number)| number.to_owned()).collect()
            };
            let found = match kind {
                KeyKind::ExternalId => {
                    let found = store::import::by_external_ids(tx, &values)?;
                    let named = found.into_iter().map(|found| {
                        if found.led {
                            index.led.insert(found.external_id.clone());
                        }
                        (found.external_id, found.client)
                    });
                    named.collect()
                }
                KeyKind::TaxNumber => store::import::by_tax_numbers(tx, &bare(&values))?,
                KeyKind::RegistrationNumber => {
                    let numbers = bare(&values);
                    let found = store::import::by_registration_numbers(tx, &numbers)?;
                    let mut told = Vec::new();
                    for (number, client) in found {
                        let same = values.iter().filter(|value| {
                            value.split_once(':').is_some_and(|(_, of)| of == number)
                        });
                        told.extend(same.map(|value| (value.clone(), client)));
                    }
                    told
                }
                KeyKind::Email | KeyKind::Phone => store::import::by_channels(tx, &values)?,
                KeyKind::Name => store::import::by_names(tx, &values)?,
                _ => Vec::new(),
            };
            for (value, client) in found {
                index.add(MatchKey { kind, value }, client);
            }
        }
        Ok(index)
    }

    /// The clients found.
    pub(in crate::import) fn clients(&self) -> Vec<ClientId> {
        let mut ids: Vec<ClientId> = self.clients.values().flatten().copied().collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// A client has this key.
    pub(super) fn add(&mut self, key: MatchKey, client: ClientId) {
        let clients = self.clients.entry(key).or_default();
        if !clients.contains(&client) {
            clients.push(client);
        }
    }

    /// Whether the identifier is that of a record which was merged into the client it leads to.
    pub(super) fn is_led(&self, external_id: &str) -> bool {
        self.led.contains(external_id)
    }

    /// Whether somebody has this key.
    pub(super) fn has(&self, key: &MatchKey) -> bool {
        !self.get(key).is_empty()
    }

    pub(in crate::import) fn get(&self, key: &MatchKey) -> &[ClientId] {
        self.clients.get(key).map_or(&[], Vec::as_slice)
    }
}

/// What a card says about the keys of a row.
pub(super) struct Facets {
    external: Option<String>,
    tax: Option<String>,
    kpp: Option<String>,
    name: String,
    cities: Vec<String>,
    ways: HashSet<String>,
}

impl Facets {
    pub(super) fn of(card: &Card) -> Self {
        let data = &card.client.data;
        let kpp = card
            .facts
            .iter()
            .filter(|f| f.data.fact_type == FactType::Kpp);
        let city = |address: &Part<AddressData>| fold(&address.data.parts.settlement);
        let is_way = |kind| matches!(kind, ChannelKind::Phone | ChannelKind::Email);
        Self {
            external: data.external_id.clone(),
            tax: data
                .tax_number
                .as_ref()
                .map(|number| format!("{}:{number}", data.tax_country)),
            kpp: kpp
                .max_by_key(|fact| fact.data.day)
                .map(|fact| fact.data.value.clone()),
            name: sort_key(&data.name),
            cities: card
                .addresses
                .iter()
                .map(city)
                .filter(|city| !city.is_empty())
                .collect(),
            ways: card
                .channels
                .iter()
                .filter(|channel| is_way(channel.data.kind))
                .map(|channel| channel.data.value_key.clone())
                .collect(),
        }
    }
}

/// The card a row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Match {
    pub(super) client: ClientId,
    pub(super) key: KeyKind,
    pub(super) sure: bool,
}

/// Finds it. `of_file` tells the clients that earlier rows of the file stand for: their identifiers
/// come from the same system, so different ones are different records.
pub(super) fn find(
    marks: &Marks,
    index: &Index,
    card: &dyn Fn(ClientId) -> Option<Facets>,
    of_file: &dyn Fn(ClientId) -> bool,
) -> Option<Match> {
    let mut doubt = None;
    for key in &marks.keys {
        for client in index.get(&look_up(key)) {
            let Some(facets) = card(*client) else {
                continue;
            };
            let Some(sure) = judge(marks, &facets, key.kind, of_file(*client)) else {
                continue;
            };
            let found = Match {
                client: *client,
                key: key.kind,
                sure,
            };
            if sure {
                return Some(found);
            }
            doubt.get_or_insert(found);
        }
    }
    doubt
}

/// Whether a row and a card that are alike may be the same, for all that is certain of them; false:
/// only perhaps, because another system tells them apart.
pub(super) fn may_be(marks: &Marks, facets: &Facets) -> Option<bool> {
    let differ = |a: &Option<String>, b: &Option<String>| a.is_some() && b.is_some() && a != b;
    if differ(&marks.tax, &facets.tax) || differ(&marks.kpp, &facets.kpp) {
        return None;
    }
    Some(!differ(&marks.external, &facets.external))
}

/// Whether a key that both have makes them the same: surely, perhaps, or (nothing) not at all.
fn judge(marks: &Marks, facets: &Facets, key: KeyKind, of_file: bool) -> Option<bool> {
    let differ = |a: &Option<String>, b: &Option<String>| a.is_some() && b.is_some() && a != b;
    if key == KeyKind::ExternalId {
        return Some(true);
    }
    if of_file && differ(&marks.external, &facets.external) || differ(&marks.kpp, &facets.kpp) {
        return None;
    }
    if matches!(key, KeyKind::TaxNumber | KeyKind::RegistrationNumber) {
        return Some(true);
    }
    if differ(&marks.tax, &facets.tax) || differ(&marks.external, &facets.external) {
        return None;
    }
    let same_name = !marks.name.is_empty() && marks.name == facets.name;
    let strangers =
        !marks.ways.is_empty() && !facets.ways.is_empty() && marks.ways.is_disjoint(&facets.ways);
    match key {
        KeyKind::Email | KeyKind::Phone => Some(same_name),
        KeyKind::NameCity => {
            let here = marks
                .city
                .as_ref()
                .is_some_and(|city| facets.cities.contains(city));
            here.then_some(!strangers)
        }
        KeyKind::Name if marks.is_bare() => Some(true),
        // The same name alone says something only of a card on which nothing else stands.
        KeyKind::Name => {
            let bare = facets.ways.is_empty() && facets.cities.is_empty() && facets.tax.is_none();
            bare.then_some(false)
        }
        _ => None,
    }
}
