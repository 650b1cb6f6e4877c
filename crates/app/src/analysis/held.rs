//! The image of all counted orders with what belongs to it, and how it follows the base. Built
//! once, then only the clients whose orders or cards changed are read again.

use std::sync::OnceLock;

use analysis::{Day, Image, LedgerBuilder, Line, Mask, NONE};
use domain::client::{ClientKind, Relation, ServiceClass};
use domain::id::{
    ClientId, CompanyGroupId, OrderId, ProductGroupId, ProductId, SegmentId, SourceId, TeamId,
    UserId,
};
use domain::policy::Scope;
use jiff::Timestamp;
use store::analysis::ClientRow;
use store::order::LineRow;
use store::order::{self, Head};

use super::Error;
use super::beside::Beside;
use super::codes::Codes;
use super::folds::Folds;
use crate::{DbError, DbTx};

/// With more changes than this everything is read afresh.
const MOST_CHANGES: i64 = 20_000;

/// What is known of a client besides its orders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Traits {
    pub(super) relation: Relation,
    pub(super) kind: ClientKind,
    pub(super) service_class: ServiceClass,
    pub(super) source: Option<SourceId>,
    pub(super) only_us: bool,
    pub(super) recommends: bool,
    pub(super) mailing_consent: bool,
    pub(super) created_at: Timestamp,
}

/// The image and the meaning of its numbers.
#[derive(Debug, Clone, Default)]
pub(super) struct Held {
    pub(super) image: Image,
    pub(super) clients: Codes<ClientId>,
    /// By client number; `None` for a deleted client.
    pub(super) traits: Vec<Option<Traits>>,
    pub(super) segments: Codes<SegmentId>,
    pub(super) regions: Codes<String>,
    pub(super) managers: Codes<UserId>,
    pub(super) teams: Codes<TeamId>,
    /// The team of every employee.
    pub(super) members: Vec<(UserId, Option<TeamId>)>,
    pub(super) company_groups: Codes<CompanyGroupId>,
    pub(super) products: Codes<ProductId>,
    pub(super) groups: Codes<ProductGroupId>,
    /// Parent and name by group number.
    pub(super) group_tree: Vec<(Option<ProductGroupId>, String)>,
    /// Known potentials by client number: group, from when on, purchases of a year; oldest first.
    pub(super) potentials: Vec<Vec<(u32, Day, i64)>>,
    /// Number of the last change of orders and cards that is in.
    pub(super) seq: i64,
    pub(super) catalogue: (i64, i64),
    /// The journal's last line when this was read: proof that a base has this past.
    pub(super) journal: (i64, String),
    /// What belongs to clients besides orders and cards; read when it is asked for first.
    pub(super) beside: OnceLock<Beside>,
    /// Counts changes of anything above.
    pub(super) version: u64,
    /// What was made from the image.
    pub(super) folds: Folds,
}

impl Held {
    /// Reads everything.
    pub(super) fn build(tx: &mut DbTx) -> Result<Self, Error> {
        let mut held = Self {
            seq: order::head(tx)?.seq,
            journal: store::journal::head(tx)?,
            ..Self::default()
        };
        held.read_surroundings(tx)?;
        held.read_cards(tx)?;
        let mut builder = LedgerBuilder::new();
        let mut numbers = OrderNumbers::default();
        order::each_line(tx, |row| {
            let line = held.line(&row, numbers.of(row.order));
            builder.push(&line).map_err(Error::from)
        })?;
        let dimensions = std::mem::take(&mut held.image.dimensions);
        let product_group = std::mem::take(&mut held.image.product_group);
        held.image = builder.build();
        held.image.dimensions = dimensions;
        held.image.product_group = product_group;
        Ok(held)
    }

    /// What changed since; `None` when nothing did.
    pub(super) fn changes(&self, tx: &mut DbTx) -> Result<Option<Changes>, DbError> {
        let head = order::head(tx)?;
        // A base that went back in time was restored from a backup.
        let all = head.all_since > self.seq || head.seq < self.seq;
        let clients = if all || head.seq == self.seq {
            Vec::new()
        } else {
            order::changed_since(tx, self.seq, MOST_CHANGES)?
        };
        let many = i64::try_from(clients.len()).is_ok_and(|count| count >= MOST_CHANGES);
        let everything = all || many;
        let catalogue = store::analysis::catalogue(tx)? != self.catalogue;
        let teams = store::analysis::teams(tx)? != self.members;
        let nothing = !everything && head.seq == self.seq && !catalogue && !teams;
        Ok((!nothing).then_some(Changes {
            everything,
            head,
            clients: clients.into_iter().map(|(client, _)| client).collect(),
            catalogue,
            teams,
        }))
    }

    /// Takes changes in.
    pub(super) fn follow(&mut self, tx: &mut DbTx, changes: &Changes) -> Result<(), Error> {
        if changes.catalogue {
            self.read_catalogue(tx)?;
            self.folds.forget();
        }
        let mut changed = Vec::with_capacity(changes.clients.len());
        for id in &changes.clients {
            let number = self.clients.code(*id);
            changed.push(number);
            match store::analysis::client(tx, *id)? {
                Some(card) => self.take(&card),
                None => {
                    self.make_room();
                    self.traits[number as usize] = None;
                }
            }
            self.potentials[number as usize].clear();
            self.read_potentials(tx, Some(*id))?;
            let mut numbers = OrderNumbers::default();
            let rows = order::lines_of_client(tx, *id)?;
            let lines: Vec<Line> = rows
                .iter()
                .map(|row| self.line(row, numbers.of(row.order)))
                .collect();
            self.image.replace_client(number, &lines)?;
            if let Some(beside) = self.beside.get_mut() {
                beside.follow(tx, number, *id)?;
            }
        }
        self.folds.changed(&changed);
        if changes.teams {
            self.read_teams(tx)?;
        }
        self.seq = changes.head.seq;
        self.journal = store::journal::head(tx)?;
        self.version += 1;
        Ok(())
    }

    /// The clients in a scope; `None`: all.
    pub(super) fn mask(&self, scope: &Scope) -> Option<Mask> {
        let managers = scope.managers()?;
        let codes: Vec<u32> = managers
            .iter()
            .filter_map(|id| self.managers.find(id))
            .collect();
        Some(Mask::new(self.clients.len(), |client| {
            codes.contains(&self.image.dimensions.manager[client as usize])
        }))
    }

    /// The clients there are, by number, within a mask.
    pub(super) fn everybody<'a>(
        &'a self,
        mask: Option<&'a Mask>,
    ) -> impl Iterator<Item = (u32, &'a Traits)> {
        let known = (0_u32..).zip(&self.traits);
        known.filter_map(move |(client, traits)| {
            let inside = mask.is_none_or(|mask| mask.has(client));
            traits
                .as_ref()
                .filter(|_| inside)
                .map(|traits| (client, traits))
        })
    }

    /// Reads who is in which team.
    fn read_teams(&mut self, tx: &mut DbTx) -> Result<(), DbError> {
        self.members = store::analysis::teams(tx)?;
        let teams = &mut self.image.dimensions.team_of_manager;
        teams.clear();
        for (user, team) in &self.members {
            let manager = self.managers.code(*user) as usize;
            if teams.len() <= manager {
                teams.resize(manager + 1, NONE);
            }
            teams[manager] = team.map_or(NONE, |team| self.teams.code(team));
        }
        Ok(())
    }

    fn read_catalogue(&mut self, tx: &mut DbTx) -> Result<(), DbError> {
        self.catalogue = store::analysis::catalogue(tx)?;
        for (id, parent, name) in store::analysis::product_groups(tx)? {
            let code = self.groups.code(id) as usize;
            if self.group_tree.len() <= code {
                self.group_tree.resize(code + 1, (None, String::new()));
            }
            self.group_tree[code] = (parent, name);
        }
        for (id, group) in store::analysis::products(tx)? {
            let code = self.products.code(id) as usize;
            let groups = &mut self.image.product_group;
            if groups.len() <= code {
                groups.resize(code + 1, NONE);
            }
            groups[code] = group.map_or(NONE, |group| self.groups.code(group));
        }
        Ok(())
    }

    /// Reads products and teams.
    pub(super) fn read_surroundings(&mut self, tx: &mut DbTx) -> Result<(), DbError> {
        self.read_catalogue(tx)?;
        self.read_teams(tx)
    }

    fn read_cards(&mut self, tx: &mut DbTx) -> Result<(), DbError> {
        self.make_room();
        store::analysis::each_client(tx, |card| {
            self.take(&card);
            Ok::<(), DbError>(())
        })?;
        self.read_potentials(tx, None)
    }

    fn read_potentials(&mut self, tx: &mut DbTx, client: Option<ClientId>) -> Result<(), DbError> {
        for of in store::analysis::potentials(tx, client)? {
            let group = self.groups.code(of.group);
            let number = self.clients.code(of.client) as usize;
            self.make_room();
            let since = of.day.duration_since(jiff::civil::date(1970, 1, 1));
            let day = Day::clamped(since.as_hours() / 24);
            self.potentials[number].push((group, day, of.amount_minor));
        }
        Ok(())
    }

    fn take(&mut self, card: &ClientRow) {
        let client = self.clients.code(card.id) as usize;
        self.make_room();
        self.traits[client] = Some(traits(card));
        let dimensions = &mut self.image.dimensions;
        dimensions.segment[client] = card.segment.map_or(NONE, |id| self.segments.code(id));
        dimensions.manager[client] = card.manager.map_or(NONE, |id| self.managers.code(id));
        let region = card.region.clone();
        dimensions.region[client] = region.map_or(NONE, |region| self.regions.code(region));
        let group = card.company_group;
        dimensions.company_group[client] = group.map_or(NONE, |id| self.company_groups.code(id));
    }

    fn make_room(&mut self) {
        let clients = self.clients.len();
        self.traits.resize(clients, None);
        self.potentials.resize(clients, Vec::new());
        let dimensions = &mut self.image.dimensions;
        for column in [
            &mut dimensions.segment,
            &mut dimensions.region,
            &mut dimensions.manager,
            &mut dimensions.company_group,
        ] {
            column.resize(clients, NONE);
        }
    }

    fn line(&mut self, row: &LineRow, order: u32) -> Line {
        let days = row
            .day
            .duration_since(jiff::civil::date(1970, 1, 1))
            .as_hours()
            / 24;
        let manager = row.manager.map(|id| self.managers.code(id));
        Line {
            client: self.clients.code(row.client),
            order,
            day: Day::clamped(days),
            product: self.products.code(row.product),
            sale: row.quantity_milli > 0,
            amount_minor: row.amount_minor,
            cost_minor: row.cost_minor,
            manager: manager
                .and_then(|code| u16::try_from(code).ok())
                .filter(|&code| code < u16::MAX),
        }
    }
}

/// Changes of the base since an image was made.
#[derive(Debug)]
pub(super) struct Changes {
    /// So much that everything is read afresh.
    pub(super) everything: bool,
    head: Head,
    clients: Vec<ClientId>,
    catalogue: bool,
    teams: bool,
}

fn traits(card: &ClientRow) -> Traits {
    Traits {
        relation: card.relation,
        kind: card.kind,
        service_class: card.service_class,
        source: card.source,
        only_us: card.only_us,
        recommends: card.recommends,
        mailing_consent: card.mailing_consent,
        created_at: card.created_at,
    }
}

/// Numbers the orders as they come; lines of one order come together.
#[derive(Debug, Default)]
struct OrderNumbers {
    last: Option<OrderId>,
    number: u32,
}

impl OrderNumbers {
    fn of(&mut self, order: OrderId) -> u32 {
        if self.last.is_some_and(|last| last != order) {
            self.number += 1;
        }
        self.last = Some(order);
        self.number
    }
}
