//! Coverage street by street (R70): territories, their buildings from a pasted list, visits, and the
//! client that is made where one was found.

mod undo;

use std::collections::HashSet;

use domain::address::AddressParts;
use domain::coverage::{
    NAME_LIMIT, NOTE_LIMIT, Place, PlaceData, PlaceState, REGIONS_LIMIT, ROWS_LIMIT, Territory,
    TerritoryData, house_key, is_language, street_and_house,
};
use domain::id::{ClientId, PlaceId, TerritoryId};
use domain::journal::JournalAction;
use domain::policy::{Action, Entity, Forbidden};
use domain::search::fold;
use domain::text;
use serde_json::json;
pub use store::coverage::{Item, Spot};
pub(crate) use undo::{take_back_place, take_back_territory};

use crate::client::{self, Patch, Refusal};
use crate::context::Context;
use crate::journal::{self, Entry};
use crate::{App, DbError, DbTx, setting};

const TERRITORY: &str = "territory";
const PLACE: &str = "place";

/// Why something is not done with a territory.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No right.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// No such territory, or no such building.
    #[error("not found")]
    NotFound,
    /// Values that break a rule; each with its field.
    #[error("values are refused")]
    Invalid(Vec<Refusal>),
    /// Too many buildings at once.
    #[error("too many rows")]
    TooMany,
    /// Buildings lie in it.
    #[error("not empty")]
    NotEmpty,
    /// The matrix of responsibility, or what somebody takes from the pool, names it.
    #[error("somebody is responsible for it")]
    Responsible,
    /// It was changed by somebody else.
    #[error("changed since")]
    VersionConflict {
        /// The version it has now.
        current: i64,
    },
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl Error {
    fn refused(field: &str, code: &'static str) -> Self {
        Self::Invalid(vec![Refusal::new(field, code)])
    }
}

/// What comes in about a territory; absent fields stay.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Input {
    /// Its name; needed for a new one.
    pub name: Option<String>,
    /// The settlement of its streets.
    pub settlement: Patch<String>,
    /// The regions whose clients belong to it.
    pub regions: Option<Vec<String>>,
    /// The language of its clients.
    pub language: Patch<String>,
}

impl Input {
    fn apply(&self, data: &mut TerritoryData) -> Result<(), Error> {
        if let Some(name) = &self.name {
            data.name = line("name", name)?;
        }
        match self
            .settlement
            .as_ref()
            .map(|text| text.as_deref().map(str::trim))
        {
            None => {}
            Some(None | Some("")) => data.settlement = None,
            Some(Some(text)) => data.settlement = Some(line("settlement", text)?),
        }
        if let Some(regions) = &self.regions {
            if regions.len() > REGIONS_LIMIT {
                return Err(Error::refused("regions", "number.out_of_range"));
            }
            data.regions.clear();
            for region in regions {
                let region = line("regions", region)?;
                if !data.regions.contains(&region) {
                    data.regions.push(region);
                }
            }
        }
        if let Some(language) = &self.language {
            if language.as_deref().is_some_and(|code| !is_language(code)) {
                return Err(Error::refused("language", "code.unknown"));
            }
            data.language.clone_from(language);
        }
        Ok(())
    }
}

fn line(field: &str, text: &str) -> Result<String, Error> {
    text::line(text, NAME_LIMIT).map_err(|error| Error::refused(field, error.code()))
}

/// All territories, each with how far it is.
pub fn territories(app: &App, ctx: &Context) -> Result<Vec<Territory>, Error> {
    ctx.scope(Entity::Client)?;
    Ok(app.db.read(store::coverage::territories)?)
}

fn territory(tx: &mut DbTx, id: TerritoryId) -> Result<Territory, Error> {
    let all = store::coverage::territories(tx)?;
    all.into_iter()
        .find(|one| one.id == id)
        .ok_or(Error::NotFound)
}

fn check_name(tx: &mut DbTx, territory: &Territory) -> Result<(), Error> {
    let key = fold(&territory.data.name);
    let mut others = store::coverage::territories(tx)?;
    others.retain(|other| other.id != territory.id);
    let taken = others.iter().any(|other| fold(&other.data.name) == key);
    if taken {
        return Err(Error::refused("name", "dictionary.name_taken"));
    }
    let shared = others.iter().any(|other| {
        other
            .data
            .regions
            .iter()
            .any(|one| territory.data.regions.contains(one))
    });
    if shared {
        Err(Error::refused("regions", "territory.region_taken"))
    } else {
        Ok(())
    }
}

/// Adds a territory.
pub fn create(app: &App, ctx: &Context, input: &Input) -> Result<Territory, Error> {
    ctx.may(Action::DictionaryWrite)?;
    if input.name.is_none() {
        return Err(Error::refused("name", "text.empty"));
    }
    let mut data = TerritoryData {
        name: String::new(),
        settlement: None,
        regions: Vec::new(),
        language: None,
    };
    input.apply(&mut data)?;
    let territory = Territory {
        id: ctx.id(),
        data,
        counts: [0; PlaceState::ALL.len()],
        version: 1,
    };
    app.db.write(|tx| {
        check_name(tx, &territory)?;
        store::coverage::insert_territory(tx, &territory)?;
        let line = Entry::create(TERRITORY, territory.id, &territory.data);
        journal::record(tx, ctx, line)?;
        Ok(territory.clone())
    })
}

/// Changes a territory.
pub fn update(
    app: &App,
    ctx: &Context,
    id: TerritoryId,
    version: i64,
    input: &Input,
) -> Result<Territory, Error> {
    ctx.may(Action::DictionaryWrite)?;
    app.db.write(|tx| {
        let before = of_version(tx, id, version)?;
        let mut after = before.clone();
        input.apply(&mut after.data)?;
        if after.data != before.data {
            check_name(tx, &after)?;
            after.version += 1;
            store::coverage::update_territory(tx, &after)?;
            let line = Entry::update(TERRITORY, id, &before.data, &after.data);
            journal::record(tx, ctx, line)?;
        }
        Ok(after)
    })
}

fn of_version(tx: &mut DbTx, id: TerritoryId, version: i64) -> Result<Territory, Error> {
    let found = territory(tx, id)?;
    if found.version == version {
        Ok(found)
    } else {
        Err(Error::VersionConflict {
            current: found.version,
        })
    }
}

/// Removes a territory without buildings.
pub fn delete(app: &App, ctx: &Context, id: TerritoryId, version: i64) -> Result<(), Error> {
    ctx.may(Action::DictionaryWrite)?;
    app.db.write(|tx| {
        let found = of_version(tx, id, version)?;
        if found.places() > 0 {
            return Err(Error::NotEmpty);
        }
        if store::responsibility::refers(tx, id.uuid())? {
            return Err(Error::Responsible);
        }
        store::coverage::delete_territory(tx, id)?;
        journal::record(tx, ctx, Entry::delete(TERRITORY, id, &found.data))?;
        Ok(())
    })
}

/// What putting a list in did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Buildings that are new.
    pub added: i64,
    /// Lines that the territory has already, or that repeat.
    pub known: i64,
    /// The journal line that undoes the whole.
    pub seq: Option<i64>,
}

/// Puts the buildings of a pasted list in, a street and a house on each line; all or none. What the
/// territory has already is left as it is.
pub fn put_in(app: &App, ctx: &Context, id: TerritoryId, list: &str) -> Result<Tally, Error> {
    ctx.may(Action::DictionaryWrite)?;
    let lines: Vec<(usize, (&str, &str))> = list
        .lines()
        .enumerate()
        .filter_map(|(row, line)| Some((row, street_and_house(line)?)))
        .collect();
    if lines.len() > ROWS_LIMIT {
        return Err(Error::TooMany);
    }
    app.db.write(|tx| {
        territory(tx, id)?;
        let mut known: HashSet<_> = store::coverage::keys(tx, id)?.into_iter().collect();
        let mut tally = Tally::default();
        let mut places = Vec::new();
        for (row, (street, house)) in &lines {
            let field = format!("list[{row}]");
            let street = line(&field, street)?;
            let house = if house.is_empty() {
                String::new()
            } else {
                line(&field, house)?
            };
            if !known.insert((fold(&street), house_key(&house))) {
                tally.known += 1;
                continue;
            }
            places.push(Place {
                id: ctx.id(),
                data: PlaceData {
                    territory_id: id,
                    street,
                    house,
                    state: PlaceState::NotVisited,
                    client_id: None,
                    note: None,
                    visited_day: None,
                    visited_by: None,
                },
                version: 1,
                created_at: ctx.now,
            });
        }
        if places.is_empty() {
            return Ok(tally);
        }
        store::coverage::insert(tx, &places)?;
        let first = store::journal::last(tx)? + 1;
        for place in &places {
            journal::record(tx, ctx, Entry::create(PLACE, place.id, &place.data))?;
        }
        let last = store::journal::last(tx)?;
        let details = json!({ "first": first, "last": last, "changed": places.len() });
        let bulk = Entry::note(JournalAction::Bulk, PLACE, Some(id.uuid()), &details);
        journal::record(tx, ctx, bulk)?;
        tally.added = places.len() as i64;
        tally.seq = Some(store::journal::last(tx)?);
        Ok(tally)
    })
}

/// A page of buildings.
#[derive(Debug, Clone)]
pub struct Page {
    /// In the order of streets and houses.
    pub items: Vec<Item>,
    /// Where the next page begins.
    pub next: Option<Spot>,
}

/// The buildings of a territory.
pub fn places(
    app: &App,
    ctx: &Context,
    id: TerritoryId,
    state: Option<PlaceState>,
    after: Option<&Spot>,
    limit: u32,
) -> Result<Page, Error> {
    ctx.scope(Entity::Client)?;
    let limit = limit.clamp(1, 1_000);
    app.db.read(|tx| {
        territory(tx, id)?;
        let mut items = store::coverage::places(tx, id, state, after, i64::from(limit) + 1)?;
        let more = items.len() > limit as usize;
        items.truncate(limit as usize);
        let last = items.last().filter(|_| more);
        let next = last.map(|item| store::coverage::spot(&item.place));
        let items = items
            .into_iter()
            .map(|item| seen(ctx, item))
            .collect::<Result<_, Error>>()?;
        Ok(Page { items, next })
    })
}

/// Without a client that the reader may not see.
fn seen(ctx: &Context, mut item: Item) -> Result<Item, Error> {
    let scope = ctx.scope(Entity::Client)?;
    item.client = item.client.filter(|(_, manager)| scope.covers(*manager));
    if item.client.is_none() {
        item.place.data.client_id = None;
    }
    Ok(item)
}

/// What comes in about a building; absent fields stay.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Visit {
    /// Code of what is known of it.
    pub state: Option<String>,
    /// The client that was found there.
    pub client_id: Patch<ClientId>,
    /// The name of a firm that was found there and is no client yet: it becomes one, with the
    /// address of the building.
    pub new_client: Option<String>,
    /// More about it.
    pub note: Patch<String>,
}

/// Notes a visit, or what is known of a building.
pub fn visit(
    app: &App,
    ctx: &Context,
    id: PlaceId,
    version: i64,
    input: &Visit,
) -> Result<Item, Error> {
    ctx.may(Action::ClientUpdate)?;
    let scope = ctx.scope(Entity::Client)?;
    app.db.write(|tx| {
        let before = store::coverage::find(tx, id)?.ok_or(Error::NotFound)?.place;
        if before.version != version {
            return Err(Error::VersionConflict {
                current: before.version,
            });
        }
        let mut after = before.clone();
        let data = &mut after.data;
        if let Some(state) = self::state(input)? {
            data.state = state;
            if state != PlaceState::Client && input.client_id.is_none() {
                data.client_id = None;
            }
        }
        data.client_id = input.client_id.unwrap_or(data.client_id);
        if let Some(name) = &input.new_client {
            data.client_id = Some(found_there(tx, ctx, data, name)?);
        }
        if let Some(client) = data.client_id
            && before.data.client_id != Some(client)
            && store::client::find(tx, &scope, client)?.is_none()
        {
            return Err(Error::refused("client_id", "reference.unknown"));
        }
        match input
            .note
            .as_ref()
            .map(|text| text.as_deref().map(str::trim))
        {
            None => {}
            Some(None | Some("")) => data.note = None,
            Some(Some(text)) => {
                let note = text::block(text, NOTE_LIMIT);
                data.note = Some(note.map_err(|error| Error::refused("note", error.code()))?);
            }
        }
        let today = setting::today(&setting::load(tx)?, ctx.now);
        data.settle(before.data.state, ctx.actor.user(), today);
        if after.data != before.data {
            after.version += 1;
            store::coverage::update(tx, &after)?;
            let line = Entry::update(PLACE, id, &before.data, &after.data);
            journal::record(tx, ctx, line)?;
        }
        let item = store::coverage::find(tx, id)?.ok_or(Error::NotFound)?;
        seen(ctx, item)
    })
}

/// Makes a client of a firm that was found in a building.
fn found_there(
    tx: &mut DbTx,
    ctx: &Context,
    place: &PlaceData,
    name: &str,
) -> Result<ClientId, Error> {
    ctx.may(Action::ClientCreate)?;
    let scope = ctx.scope(Entity::Client)?;
    let country = setting::load(tx)?.country();
    let territory = territory(tx, place.territory_id)?;
    let input = client::Input {
        name: Some(name.to_owned()),
        relation: Some("prospect".to_owned()),
        address: Some(AddressParts {
            country: country.code().to_owned(),
            settlement: territory.data.settlement.unwrap_or_default(),
            street: place.street.clone(),
            house: place.house.clone(),
            ..AddressParts::default()
        }),
        ..client::Input::default()
    };
    let made = client::create_in(tx, ctx, &scope, &input).map_err(|error| match error {
        client::Error::Forbidden(refusal) => Error::Forbidden(refusal),
        client::Error::Invalid(refusals) => Error::Invalid(
            refusals
                .into_iter()
                .map(|refusal| Refusal {
                    field: "new_client".to_owned(),
                    ..refusal
                })
                .collect(),
        ),
        client::Error::Db(error) => Error::Db(error),
        _ => Error::NotFound,
    })?;
    Ok(made.id)
}

fn state(input: &Visit) -> Result<Option<PlaceState>, Error> {
    let state = input.state.as_deref().map(str::parse).transpose();
    state.map_err(|_| Error::refused("state", "code.unknown"))
}
