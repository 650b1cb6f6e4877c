//! Where the clients of the base are (R36): their share by region, district and settlement of the
//! main address.

use serde::Serialize;
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

    /// Its place among the names of an address.
    fn place(self) -> usize {
        match self {
            Self::Region => 0,
            Self::District => 1,
            Self::Settlement => 2,
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
    let beside = asked.beside(app)?;
    let names = beside.names.values();
    let mut clients = 0;
    let mut counts = [(); 3].map(|()| vec![0_u64; names.len()]);
    for (client, _) in asked.everybody() {
        clients += 1;
        if let Some(main) = beside.spot(client).main {
            for (counts, name) in counts.iter_mut().zip(main) {
                counts[name as usize] += 1;
            }
        }
    }
    let list = |level: Level| -> Vec<Place> {
        let counts = names.iter().zip(&counts[level.place()]);
        let mut counts: Vec<(&String, u64)> = counts
            .filter(|(name, count)| !name.is_empty() && **count > 0)
            .map(|(name, count)| (name, *count))
            .collect();
        counts.sort_by_key(|(name, count)| (std::cmp::Reverse(*count), *name));
        let most = counts.into_iter().take(MOST);
        most.map(|(name, count)| Place {
            name: name.clone(),
            clients: count,
            share: count as f64 / clients.max(1) as f64,
        })
        .collect()
    };
    let settled = names.iter().zip(&counts[Level::Settlement.place()]);
    let settled = settled.filter(|(name, _)| !name.is_empty());
    Ok(Places {
        clients,
        region: list(Level::Region),
        district: list(Level::District),
        settlement: list(Level::Settlement),
        unknown: clients - settled.map(|(_, count)| count).sum::<u64>(),
    })
}

/// The clients at a place, ascending by number.
pub(in super::super) fn at(
    app: &App,
    asked: &Asked,
    level: Level,
    name: &str,
) -> Result<Vec<u32>, Error> {
    let beside = asked.beside(app)?;
    let Some(wanted) = beside.names.find(&name.to_owned()) else {
        return Ok(Vec::new());
    };
    let there = |client: u32| {
        let main = beside.spot(client).main;
        main.is_some_and(|names| names[level.place()] == wanted)
    };
    let clients = asked.everybody().map(|(client, _)| client);
    Ok(clients.filter(|client| there(*client)).collect())
}
