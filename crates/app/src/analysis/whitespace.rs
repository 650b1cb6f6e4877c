//! White space (R223): what clients could buy and do not, in money. A potential kept on the card
//! goes before a guess from alike clients.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use analysis::whitespace::{self as pure, Gap, Terms};
use analysis::{Basis, NONE, Parameters, Window};
use domain::id::ClientId;
use domain::setting::{WHITESPACE_BANDS, WHITESPACE_LEAST_ALIKE, WHITESPACE_LEAST_SHARE, Whole};
use serde::Serialize;
use utoipa::ToSchema;

use super::names::{Reference, Wanted, client, manager};
use super::question::{Asked, Question, with_branches_of};
use super::wallet::{self, Known};
use super::{Answer, Error, answer};
use crate::App;
use crate::context::Context;

/// Rows listed at most.
const MOST: usize = 500;
/// Guesses kept while they are gathered; beyond this the smaller half is dropped.
const MOST_KEPT: usize = 100_000;

/// Where the expectation comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = WhiteGround)]
pub enum Ground {
    /// A potential kept on the card.
    Known,
    /// What alike clients buy.
    Alike,
}

/// A group that a client could buy (more of).
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct WhiteSpot {
    /// The client.
    pub client: Reference,
    /// Who manages it.
    pub manager: Option<Reference>,
    /// The product group.
    pub group: Reference,
    /// Where the expectation comes from.
    pub ground: Ground,
    /// Expected a year.
    pub expected_minor: i64,
    /// What it could buy in a year from anybody, if that is known.
    pub potential_minor: Option<i64>,
    /// What it bought from us in a year, if the potential is known.
    pub ours_minor: Option<i64>,
    /// Alike clients, when they are the ground.
    pub alike: Option<u32>,
    /// Of them: buy the group.
    pub buyers: Option<u32>,
    /// Median of what those buy of it in a year.
    pub median_minor: Option<i64>,
}

/// The white space of one product group.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct WhiteGroup {
    /// The product group.
    pub group: Reference,
    /// Clients that could buy (more of) it.
    pub clients: u64,
    /// Expected a year of all of them.
    pub expected_minor: i64,
}

/// The white space.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct WhiteSpace {
    /// Clients with a white spot.
    pub clients: u64,
    /// Expected a year of all spots.
    pub expected_minor: i64,
    /// By product group, the most money first.
    pub groups: Vec<WhiteGroup>,
    /// The spots: known potentials first, then the most money; at most 500.
    pub items: Vec<WhiteSpot>,
    /// All of them.
    pub total: u64,
    /// Size bands of a segment.
    pub bands: u32,
    /// Fewest alike clients.
    pub least_alike: u32,
    /// Least part of them that buys the group.
    pub least_share: f64,
}

/// A spot by numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Spot {
    client: u32,
    group: u32,
    expected_minor: i64,
    known: Option<Known>,
    gap: Option<Gap>,
}

impl Spot {
    fn key(&self) -> (bool, Reverse<i64>, u32, u32) {
        let guessed = self.known.is_none();
        (
            guessed,
            Reverse(self.expected_minor),
            self.client,
            self.group,
        )
    }
}

/// The white space of the clients of the question.
pub fn white_space(
    app: &App,
    ctx: &Context,
    question: &Question,
) -> Result<Arc<Answer<WhiteSpace>>, Error> {
    answer(app, ctx, question, "white_space", "", |asked| {
        let (spots, groups, total) = gathered(asked, None);
        shown(app, asked, spots, &groups, total)
    })
}

/// The white spots of one client; none when the asker may not see it.
pub fn white_spots(app: &App, ctx: &Context, id: ClientId) -> Result<Vec<WhiteSpot>, Error> {
    let asked = Asked::new(app, ctx, &Question::default())?;
    let known = asked.held.clients.find(&id);
    let visible = known.filter(|&client| asked.everybody().any(|(other, _)| other == client));
    let Some(client) = visible else {
        return Ok(Vec::new());
    };
    let (spots, groups, total) = gathered(&asked, Some(client));
    Ok(shown(app, &asked, spots, &groups, total)?.items)
}

/// The clients with a white spot of a group, or of any, ascending.
pub(super) fn clients_of(asked: &Asked, group: Option<u32>) -> Vec<u32> {
    let mut clients = Vec::new();
    each(asked, None, |spot| {
        if group.is_none_or(|group| spot.group == group) {
            clients.push(spot.client);
        }
    });
    clients.sort_unstable();
    clients.dedup();
    clients
}

fn terms(asked: &Asked) -> Terms {
    let whole = |setting: &'static Whole| u32::try_from(asked.settings.whole(setting)).unwrap_or(1);
    Terms {
        bands: whole(&WHITESPACE_BANDS),
        least_alike: whole(&WHITESPACE_LEAST_ALIKE),
        least_share: f64::from(whole(&WHITESPACE_LEAST_SHARE)) / 100.0,
    }
}

/// Hands over every spot of the clients and groups of the question.
fn each(asked: &Asked, only: Option<u32>, mut show: impl FnMut(Spot)) {
    let view = asked.view();
    let known = wallet::known(asked, &view);
    // A potential of a group speaks for the groups under it too.
    let mut answered: HashSet<(u32, u32)> = HashSet::new();
    for of in &known {
        let under = with_branches_of(&asked.held, of.group);
        answered.extend(under.into_iter().map(|group| (of.client, group)));
        let missing = of.potential_minor - of.ours_minor;
        if missing > 0 && only.is_none_or(|client| client == of.client) {
            show(Spot {
                client: of.client,
                group: of.group,
                expected_minor: missing,
                known: Some(*of),
                gap: None,
            });
        }
    }
    let inside: HashSet<u32> = asked.everybody().map(|(client, _)| client).collect();
    let groups = &asked.parameters.filters.product_groups;
    // Alike clients are looked for among all the asker may see, whatever the filters.
    let parameters = Parameters {
        window: Window::Rolling(12),
        basis: Basis::Revenue,
        filters: analysis::parameters::Filters::default(),
        ..asked.parameters.clone()
    };
    let view = asked.view_through(&parameters);
    pure::gaps(&view, &asked.baskets(&view), terms(asked), only, |gap| {
        let wanted = groups.is_empty() || groups.contains(&gap.group);
        let open = !answered.contains(&(gap.client, gap.group));
        let expected_minor = gap.expected_minor.round() as i64;
        if wanted && open && expected_minor > 0 && inside.contains(&gap.client) {
            show(Spot {
                client: gap.client,
                group: gap.group,
                expected_minor,
                known: None,
                gap: Some(gap),
            });
        }
    });
}

type Groups = BTreeMap<u32, (u64, i64)>;

/// The largest spots, sums by group, and how many clients and spots there are.
fn gathered(asked: &Asked, only: Option<u32>) -> (Vec<Spot>, Groups, (u64, u64)) {
    let mut spots: Vec<Spot> = Vec::new();
    let mut groups = Groups::new();
    let (mut clients, mut total) = (HashSet::new(), 0);
    each(asked, only, |spot| {
        total += 1;
        clients.insert(spot.client);
        let sums = groups.entry(spot.group).or_default();
        *sums = (sums.0 + 1, sums.1 + spot.expected_minor);
        spots.push(spot);
        if spots.len() > MOST_KEPT {
            spots.select_nth_unstable_by_key(MOST, Spot::key);
            spots.truncate(MOST);
        }
    });
    spots.sort_unstable_by_key(Spot::key);
    spots.truncate(MOST);
    (spots, groups, (clients.len() as u64, total))
}

fn shown(
    app: &App,
    asked: &Asked,
    spots: Vec<Spot>,
    groups: &Groups,
    (clients, total): (u64, u64),
) -> Result<WhiteSpace, Error> {
    let held = &asked.held;
    let manager_of = |client: u32| {
        let managers = &held.image.dimensions.manager;
        managers.get(client as usize).copied().unwrap_or(NONE)
    };
    let wanted = Wanted {
        clients: spots.iter().map(|spot| spot.client).collect(),
        managers: spots.iter().map(|spot| manager_of(spot.client)).collect(),
        ..Wanted::default()
    };
    let names = wanted.read(app, held)?;
    let group_of = |code: u32| {
        let id = held.groups.value(code)?.uuid();
        let name = held.group_tree.get(code as usize);
        let name = name.map(|(_, name)| name.clone()).unwrap_or_default();
        Some(Reference { id, name })
    };
    let items = spots.iter().filter_map(|spot| {
        Some(WhiteSpot {
            client: names.of(client(held, spot.client)?),
            manager: manager(held, manager_of(spot.client)).map(|id| names.of(id)),
            group: group_of(spot.group)?,
            ground: if spot.known.is_some() {
                Ground::Known
            } else {
                Ground::Alike
            },
            expected_minor: spot.expected_minor,
            potential_minor: spot.known.map(|of| of.potential_minor),
            ours_minor: spot.known.map(|of| of.ours_minor),
            alike: spot.gap.map(|gap| gap.alike),
            buyers: spot.gap.map(|gap| gap.buyers),
            median_minor: spot.gap.map(|gap| gap.median_minor.round() as i64),
        })
    });
    let mut by_group: Vec<WhiteGroup> = groups
        .iter()
        .filter_map(|(code, (clients, expected_minor))| {
            Some(WhiteGroup {
                group: group_of(*code)?,
                clients: *clients,
                expected_minor: *expected_minor,
            })
        })
        .collect();
    by_group.sort_by_key(|of| (Reverse(of.expected_minor), of.group.id));
    let terms = terms(asked);
    Ok(WhiteSpace {
        clients,
        expected_minor: groups.values().map(|sums| sums.1).sum(),
        groups: by_group,
        items: items.collect(),
        total,
        bands: terms.bands,
        least_alike: terms.least_alike,
        least_share: terms.least_share,
    })
}
