//! Where the clients of the base are (R36): their share by region, district and settlement of the
//! main address.

use std::collections::{BTreeMap, HashMap};

use domain::address::REGION_ORDER;
use serde::Serialize;
use store::analysis::Located;
use utoipa::ToSchema;

use super::super::Error;
use super::super::question::Asked;
use crate::App;

/// Places listed at each level; the others stand in one sum.
const MOST: usize = 30;

/// How fine the map is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Regions.
    Region,
    /// Districts of the regions.
    District,
    /// Cities, towns, villages.
    Settlement,
}

impl Level {
    /// The level of a code.
    #[must_use]
    pub fn read(code: &str) -> Option<Self> {
        Some(match code {
            "region" => Self::Region,
            "district" => Self::District,
            "settlement" => Self::Settlement,
            _ => return None,
        })
    }

    fn of(self, at: &Located) -> &str {
        match self {
            Self::Region => &at.region,
            Self::District => &at.district,
            Self::Settlement => &at.settlement,
        }
    }
}

/// The clients of one place.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = AnalysisPlace)]
pub struct Place {
    /// Its name as it stands in the addresses.
    pub name: String,
    /// Clients.
    pub clients: u64,
    /// Their part of all clients.
    pub share: f64,
}

/// The clients by place.
#[derive(Debug, Clone, Default, PartialEq, Serialize, ToSchema)]
#[schema(as = AnalysisPlaces)]
pub struct Places {
    /// All clients of the question, whether they bought or not.
    pub clients: u64,
    /// By region, most clients first; at most 30.
    pub region: Vec<Place>,
    /// By district.
    pub district: Vec<Place>,
    /// By settlement.
    pub settlement: Vec<Place>,
    /// Clients whose main address says no settlement, or who have none.
    pub unknown: u64,
}

pub(super) fn places(app: &App, asked: &Asked) -> Result<Places, Error> {
    let located = located(app, asked)?;
    let clients = asked.everybody().count() as u64;
    let list = |level: Level| -> Vec<Place> {
        let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
        for at in located.values().filter(|at| !level.of(at).is_empty()) {
            *counts.entry(level.of(at)).or_default() += 1;
        }
        let mut counts: Vec<(&str, u64)> = counts.into_iter().collect();
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let most = counts.into_iter().take(MOST);
        most.map(|(name, count)| Place {
            name: name.to_owned(),
            clients: count,
            share: count as f64 / clients.max(1) as f64,
        })
        .collect()
    };
    let settled = located.values().filter(|at| !at.settlement.is_empty());
    Ok(Places {
        clients,
        region: list(Level::Region),
        district: list(Level::District),
        settlement: list(Level::Settlement),
        unknown: clients - settled.count() as u64,
    })
}

/// The clients at a place, ascending by number.
pub(in super::super) fn at(
    app: &App,
    asked: &Asked,
    level: Level,
    name: &str,
) -> Result<Vec<u32>, Error> {
    let located = located(app, asked)?;
    let inside = located.iter().filter(|(_, at)| level.of(at) == name);
    let mut clients: Vec<u32> = inside.map(|(client, _)| *client).collect();
    clients.sort_unstable();
    Ok(clients)
}

/// The main address of every client of the question that has one.
fn located(app: &App, asked: &Asked) -> Result<HashMap<u32, Located>, Error> {
    let rank = |at: &Located| REGION_ORDER.iter().position(|kind| *kind == at.kind);
    let mut found: HashMap<u32, Option<Located>> = asked
        .everybody()
        .map(|(client, _)| (client, None))
        .collect();
    app.db.read(|tx| {
        store::analysis::each_address(tx, |client, at| {
            let code = asked.held.clients.find(&client);
            if let Some(main) = code.and_then(|code| found.get_mut(&code))
                && main.as_ref().is_none_or(|main| rank(&at) < rank(main))
            {
                *main = Some(at);
            }
            Ok::<(), Error>(())
        })
    })?;
    let known = found
        .into_iter()
        .filter_map(|(client, at)| at.map(|at| (client, at)));
    Ok(known.collect())
}
