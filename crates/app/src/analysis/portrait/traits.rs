//! What is known of a client that could separate it from others: the card, where it stands, what it
//! buys. What follows from its being a key client (its service class, its manager) is no trait.

use analysis::NONE;
use analysis::basket::{self, Basket};
use domain::client::ClientKind;
use uuid::Uuid;

use super::super::Error;
use super::super::names::{Named, segment};
use super::super::question::Asked;
use crate::App;

/// A trait of a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::analysis) enum Trait {
    /// Segment, by code.
    Segment(u32),
    /// Region, by code.
    Region(u32),
    /// Where it came from.
    Source(Uuid),
    /// Company or person.
    Kind(ClientKind),
    /// So many addresses, [`MANY_PLACES`] for that and more: the only measure of size on the card.
    Places(i64),
    /// The competitor it also buys from.
    Competitor(Uuid),
    /// A product group it buys, by code.
    Group(u32),
}

/// So many addresses and more are one trait.
pub(super) const MANY_PLACES: i64 = 3;

impl Trait {
    /// What it is a trait of.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Segment(_) => "segment",
            Self::Region(_) => "region",
            Self::Source(_) => "source",
            Self::Kind(_) => "kind",
            Self::Places(_) => "places",
            Self::Competitor(_) => "competitor",
            Self::Group(_) => "product_group",
        }
    }

    /// The record it is, if it is one.
    pub(super) fn id(self, asked: &Asked) -> Option<Uuid> {
        match self {
            Self::Segment(code) => segment(&asked.held, code),
            Self::Source(id) | Self::Competitor(id) => Some(id),
            Self::Group(code) => asked.held.groups.value(code).map(|id| id.uuid()),
            Self::Region(_) | Self::Kind(_) | Self::Places(_) => None,
        }
    }

    /// Its text, if it is one: a region, a code, a number.
    pub(super) fn text(self, asked: &Asked) -> Option<String> {
        match self {
            Self::Region(code) => asked.held.regions.value(code).cloned(),
            Self::Kind(kind) => Some(kind.code().to_owned()),
            Self::Places(number) => Some(number.to_string()),
            _ => None,
        }
    }

    /// As a cell names it: what it is of, and which: `region:Skopje`.
    pub(super) fn written(self, asked: &Asked) -> String {
        let which = match self.id(asked) {
            Some(id) => id.to_string(),
            None => self.text(asked).unwrap_or_default(),
        };
        format!("{}:{which}", self.code())
    }

    /// Where its name is read, if it has one.
    pub(super) fn named(self) -> Option<Named> {
        match self {
            Self::Segment(_) => Some(Named::Segment),
            Self::Source(_) => Some(Named::Source),
            Self::Competitor(_) => Some(Named::Competitor),
            Self::Group(_) | Self::Region(_) | Self::Kind(_) | Self::Places(_) => None,
        }
    }
}

/// The traits of these clients.
pub(super) fn traits(
    app: &App,
    asked: &Asked,
    baskets: &[Basket],
    clients: &[u32],
) -> Result<Vec<Vec<Trait>>, Error> {
    let beside = asked.beside(app)?;
    let held = &asked.held;
    let dimensions = &held.image.dimensions;
    let of = |&client: &u32| {
        let at = client as usize;
        let mut own = Vec::new();
        let code = |codes: &[u32]| codes.get(at).copied().filter(|code| *code != NONE);
        own.extend(code(&dimensions.segment).map(Trait::Segment));
        own.extend(code(&dimensions.region).map(Trait::Region));
        if let Some(Some(card)) = held.traits.get(at) {
            own.extend(card.source.map(|id| Trait::Source(id.uuid())));
            own.push(Trait::Kind(card.kind));
        }
        let spot = beside.spot(client);
        own.extend(spot.competitor.map(|id| Trait::Competitor(id.uuid())));
        let number = Some(i64::from(spot.places)).filter(|number| *number > 0);
        own.extend(number.map(|number| Trait::Places(number.min(MANY_PLACES))));
        let bought = basket::find(baskets, client).map(|basket| &basket.groups);
        let groups = bought.into_iter().flatten();
        let groups = groups.filter(|(group, value)| *group != NONE && *value > 0);
        own.extend(groups.map(|(group, _)| Trait::Group(*group)));
        own
    };
    Ok(clients.iter().map(of).collect())
}
