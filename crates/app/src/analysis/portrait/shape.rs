//! What the answers about the portrait look like.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::super::names::Reference;

/// A trait of clients.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct PortraitTrait {
    /// What it is of: `segment`, `region`, `source`, `kind`, `places`, `competitor`,
    /// `product_group`.
    #[schema(value_type = String)]
    pub of: &'static str,
    /// The record it is, if it is one.
    pub id: Option<Uuid>,
    /// Its code, if it has one: of a kind, or a number of places.
    pub code: Option<String>,
    /// Its name, if it has one.
    pub name: Option<String>,
    /// As a cell names it.
    pub cell: String,
}

/// A trait, or two together, that separates the key clients.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct PortraitPattern {
    /// One trait or two.
    pub traits: Vec<PortraitTrait>,
    /// Clients that have it.
    pub clients: u64,
    /// Key clients among them.
    pub key: u64,
    /// Part of the key clients that has it.
    pub key_share: f64,
    /// Part of the clients with it that is key, by the part of key clients among all.
    pub lift: f64,
    /// Where the interval of the lift begins.
    pub low: f64,
    /// Where it ends.
    pub high: f64,
    /// Chance of so many key clients by accident, corrected for all that was tried.
    pub chance: f64,
    /// Clients with it that buy: the target public.
    pub buyers: u64,
    /// The median of their values.
    pub median_minor: i64,
    /// Clients that lag behind it.
    pub lagging: u64,
    /// The money between them and the median.
    pub gap_minor: i64,
}

/// A product group a client buys less of than its like.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct LessBought {
    /// The group; `null`: products without one.
    pub group: Option<Reference>,
    /// What the client buys.
    pub value_minor: i64,
    /// What its target public buys.
    pub level_minor: i64,
}

/// A client of the target public that buys less than its like.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct LaggingClient {
    /// The client.
    pub client: Reference,
    /// Who manages it.
    pub manager: Option<Reference>,
    /// Place of its pattern.
    pub pattern: usize,
    /// Its value.
    pub value_minor: i64,
    /// The median of its target public.
    pub median_minor: i64,
    /// The money between.
    pub gap_minor: i64,
    /// What it buys less of, the widest gap first; three at most.
    pub less: Vec<LessBought>,
}

/// The portrait of the key clients, and who is like them but lags.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Portrait {
    /// Who is key: `top20` – the largest fifth of the clients, `for80` – the fewest that bring 80 %,
    /// `marked` – those with a mark of a key client on their card.
    #[schema(value_type = String)]
    pub key: &'static str,
    /// Clients with a line in the window.
    pub clients: u64,
    /// Key clients.
    pub key_clients: u64,
    /// Their share of the value.
    pub key_value_share: Option<f64>,
    /// Traits and pairs tried.
    pub tried: u64,
    /// A trait of fewer clients was not tried.
    pub least_clients: u64,
    /// Chance that even one of the patterns is there by accident.
    pub level: f64,
    /// Share of the intervals that is right.
    pub confidence: f64,
    /// What separates, the surest first.
    pub patterns: Vec<PortraitPattern>,
    /// Clients that lag.
    pub lagging_clients: u64,
    /// The money between them and their like.
    pub lagging_minor: i64,
    /// Those of the widest gap, two hundred at most.
    pub lagging: Vec<LaggingClient>,
}
