//! What belongs to clients besides orders and cards and is asked of all of them at once: where
//! they are, whom else they buy from, when they were talked with and what came of it. Read once,
//! then only of the clients that changed.

use std::collections::HashMap;
use std::sync::Arc;

use domain::address::REGION_ORDER;
use domain::id::{ClientId, CompetitorId};
use domain::interaction::Outcome;

use super::Error;
use super::codes::Codes;
use super::held::Held;
use super::question::Asked;
use crate::{App, DbTx};

/// What belongs to the clients of an image.
#[derive(Debug, Clone, Default)]
pub(super) struct Beside {
    whole: Arc<Whole>,
    /// By number, those that changed since the whole was read.
    changed: HashMap<u32, Own>,
    /// Names of regions, districts and settlements.
    pub(super) names: Codes<String>,
}

/// As it was read; the talks of all clients in one list, so that a million of them are few pieces of
/// memory.
#[derive(Debug, Default)]
struct Whole {
    spots: Vec<Spot>,
    talks: Vec<Talk>,
    /// Where the talks of each client begin, and where the last ones end.
    begins: Vec<usize>,
}

/// A talk with a client.
#[derive(Debug, Clone, Copy)]
pub(super) struct Talk {
    /// When, in microseconds.
    pub(super) at: i64,
    pub(super) outcome: Outcome,
}

/// Where a client is and whom else it buys from.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Spot {
    /// Region, district and settlement of the main address, by number of the name.
    pub(super) main: Option<[u32; 3]>,
    /// Rank of the main address, and when it was noted.
    rank: (usize, i64, u128),
    /// Number of addresses.
    pub(super) places: u32,
    pub(super) competitor: Option<CompetitorId>,
}

#[derive(Debug, Clone, Default)]
struct Own {
    spot: Spot,
    talks: Vec<Talk>,
}

impl Beside {
    /// Reads it of all clients of an image.
    fn read(tx: &mut DbTx, held: &Held) -> Result<Self, Error> {
        let mut beside = Self::default();
        let mut whole = Whole {
            spots: vec![Spot::default(); held.clients.len()],
            ..Whole::default()
        };
        let spot = |spots: &mut [Spot], client| {
            let number = held.clients.find(&client)? as usize;
            (number < spots.len()).then_some(number)
        };
        store::analysis::each_address(tx, None, |client, at| {
            if let Some(number) = spot(&mut whole.spots, client) {
                whole.spots[number].take(&mut beside.names, &at);
            }
            Ok::<(), Error>(())
        })?;
        for (client, competitor) in store::analysis::competitors(tx, None)? {
            if let Some(number) = spot(&mut whole.spots, client) {
                whole.spots[number].competitor = Some(competitor);
            }
        }
        let mut talks: Vec<(u32, Talk)> = Vec::new();
        store::analysis::each_talk(tx, None, |client, at, outcome| {
            if let Some(number) = held.clients.find(&client) {
                talks.push((number, Talk { at, outcome }));
            }
            Ok::<(), Error>(())
        })?;
        talks.sort_by_key(|(client, _)| *client);
        whole.begins = (0_u32..)
            .take(held.clients.len() + 1)
            .scan(0, |begin, client| {
                let rest = talks[*begin..].iter();
                *begin += rest.take_while(|(of, _)| *of < client).count();
                Some(*begin)
            })
            .collect();
        whole.talks = talks.into_iter().map(|(_, talk)| talk).collect();
        beside.whole = Arc::new(whole);
        Ok(beside)
    }

    /// Reads it of a client that changed.
    pub(super) fn follow(
        &mut self,
        tx: &mut DbTx,
        number: u32,
        client: ClientId,
    ) -> Result<(), Error> {
        let mut own = Own::default();
        store::analysis::each_address(tx, Some(client), |_, at| {
            own.spot.take(&mut self.names, &at);
            Ok::<(), Error>(())
        })?;
        for (_, competitor) in store::analysis::competitors(tx, Some(client))? {
            own.spot.competitor = Some(competitor);
        }
        store::analysis::each_talk(tx, Some(client), |_, at, outcome| {
            own.talks.push(Talk { at, outcome });
            Ok::<(), Error>(())
        })?;
        self.changed.insert(number, own);
        Ok(())
    }

    /// Where a client is.
    pub(super) fn spot(&self, client: u32) -> Spot {
        let changed = self.changed.get(&client).map(|own| own.spot);
        let known = || self.whole.spots.get(client as usize).copied();
        changed.or_else(known).unwrap_or_default()
    }

    /// The talks with a client.
    pub(super) fn talks(&self, client: u32) -> &[Talk] {
        if let Some(own) = self.changed.get(&client) {
            return &own.talks;
        }
        let at = client as usize;
        match self.whole.begins.get(at..at + 2) {
            Some(&[begin, end]) => &self.whole.talks[begin..end],
            _ => &[],
        }
    }
}

impl Spot {
    /// Takes an address in: the main one is that of the lowest rank, and of these the oldest.
    fn take(&mut self, names: &mut Codes<String>, at: &store::analysis::Located) {
        self.places += 1;
        let place = REGION_ORDER.iter().position(|kind| *kind == at.kind);
        // one that is not in the order comes first
        let place = place.map_or(0, |place| place + 1);
        let rank = (place, at.noted_at, at.id.as_u128());
        if self.main.is_none() || rank < self.rank {
            let mut code = |name: &String| match names.find(name) {
                Some(code) => code,
                None => names.code(name.clone()),
            };
            self.main = Some([code(&at.region), code(&at.district), code(&at.settlement)]);
            self.rank = rank;
        }
    }
}

impl Asked {
    /// What belongs to the clients besides orders and cards.
    pub(super) fn beside(&self, app: &App) -> Result<&Beside, Error> {
        let held = &self.held;
        if let Some(known) = held.beside.get() {
            return Ok(known);
        }
        let read = app.db.read(|tx| Beside::read(tx, held))?;
        Ok(held.beside.get_or_init(|| read))
    }
}
