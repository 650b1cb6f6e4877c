//! Orders that look better than they are: big ones that only fill the client's store (R191), and
//! small custom ones without a margin (R194).

use std::collections::BTreeSet;
use std::sync::Arc;

use analysis::overstock::{self, After, Big};
use analysis::thin::{self, Thin, Why};
use analysis::{Basis, Day, NONE, Parameters, Window};
use domain::setting::{
    ORDERCHECK_BULK_TIMES, ORDERCHECK_CUSTOM_CLIENTS, ORDERCHECK_LEAST_MARGIN,
    ORDERCHECK_SMALL_SHARE, Whole,
};
use serde::Serialize;
use utoipa::ToSchema;

use super::names::{Names, Reference, Wanted, client, manager};
use super::question::{Asked, Question};
use super::{Answer, Error, answer};
use crate::App;
use crate::context::Context;

/// Orders of each kind listed at most.
const MOST: usize = 300;

/// A big order and the silence after it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct BigOrder {
    /// The client.
    pub client: Reference,
    /// Who manages it.
    pub manager: Option<Reference>,
    /// Its day.
    #[schema(value_type = String, format = Date)]
    pub day: Day,
    /// Revenue of the day.
    pub amount_minor: i64,
    /// Usual order before it.
    pub usual_minor: i64,
    /// Usual gap before it, in days.
    pub usual_gap: f64,
    /// Days for which it lasts at the usual rate.
    pub lasts: f64,
    /// Days until the next purchase, or until the as-of day.
    pub gap: i32,
    /// Whether the next purchase has come.
    pub ended: bool,
    /// Purchases of a year at the rate before …
    pub before_minor: i64,
    /// … and after.
    pub after_minor: i64,
}

/// A thin order.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ThinOrder {
    /// The client.
    pub client: Reference,
    /// Who manages it.
    pub manager: Option<Reference>,
    /// Its day.
    #[schema(value_type = String, format = Date)]
    pub day: Day,
    /// `product`: custom goods of a small share; `client`: a client of a small share.
    #[schema(value_type = String)]
    pub why: &'static str,
    /// Amount of the lines concerned.
    pub amount_minor: i64,
    /// Their margin.
    pub margin_minor: i64,
    /// Margin as a part of the amount.
    pub margin_share: f64,
    /// Share of the turnover of the year.
    pub share: f64,
}

/// The thin orders.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ThinOrders {
    /// The least margin first; at most 300.
    pub items: Vec<ThinOrder>,
    /// All of them.
    pub total: u64,
    /// Their amount.
    pub amount_minor: i64,
    /// Their margin.
    pub margin_minor: i64,
}

/// The check of the orders.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct OrderCheck {
    /// Big orders in the window.
    pub big: u64,
    /// Of them: followed by silence as long as they last.
    pub stocked: u64,
    /// Of them: the next purchase came sooner.
    pub grew: u64,
    /// Of them: still last.
    pub open: u64,
    /// Those followed by silence, the latest first; at most 300.
    pub items: Vec<BigOrder>,
    /// Thin orders of the last twelve months; `null` for readers who may not see margins.
    pub thin: Option<ThinOrders>,
    /// An order is big from so many usual ones on.
    pub bulk_times: f64,
    /// A client or product below this part of the turnover is small.
    pub small_share: f64,
    /// Margin below this part of the amount is too little.
    pub least_margin: f64,
    /// A product bought by at most so many clients is custom.
    pub custom_clients: u32,
}

/// A set of clients of this figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderSet {
    /// With a big order that only filled their store.
    Stocked,
    /// With a big order after which they bought sooner.
    Grew,
    /// With a big order that still lasts.
    Open,
    /// With a thin order.
    Thin,
}

impl OrderSet {
    /// The set of a code.
    #[must_use]
    pub fn read(code: &str) -> Option<Self> {
        Some(match code {
            "stocked" => Self::Stocked,
            "grew" => Self::Grew,
            "open" => Self::Open,
            "thin" => Self::Thin,
            _ => return None,
        })
    }
}

/// Big orders that filled a store, and thin ones.
pub fn order_check(
    app: &App,
    ctx: &Context,
    question: &Question,
) -> Result<Arc<Answer<OrderCheck>>, Error> {
    answer(app, ctx, question, "order_check", "", |asked| {
        figure(app, asked)
    })
}

/// The clients of a set, ascending.
pub(super) fn clients_of(asked: &Asked, set: OrderSet) -> Vec<u32> {
    let wanted = match set {
        OrderSet::Stocked => After::Stocked,
        OrderSet::Grew => After::Grew,
        OrderSet::Open => After::Open,
        OrderSet::Thin => {
            let thin: BTreeSet<u32> = thin_orders(asked).iter().map(|of| of.client).collect();
            return thin.into_iter().collect();
        }
    };
    let big = big_orders(asked);
    let inside: BTreeSet<u32> = big
        .iter()
        .filter(|of| of.after == wanted)
        .map(|of| of.client)
        .collect();
    inside.into_iter().collect()
}

fn part(asked: &Asked, setting: &'static Whole) -> f64 {
    asked.settings.whole(setting) as f64 / 100.0
}

fn big_orders(asked: &Asked) -> Vec<Big> {
    let terms = overstock::Terms {
        times: part(asked, &ORDERCHECK_BULK_TIMES),
        least_days: asked.parameters.rhythm.least_days,
    };
    overstock::big_orders(&asked.view(), terms)
}

fn thin_terms(asked: &Asked) -> thin::Terms {
    thin::Terms {
        small_share: part(asked, &ORDERCHECK_SMALL_SHARE),
        least_margin: part(asked, &ORDERCHECK_LEAST_MARGIN),
        custom_clients: u32::try_from(asked.settings.whole(&ORDERCHECK_CUSTOM_CLIENTS))
            .unwrap_or(1),
    }
}

/// None for readers who may not see margins.
fn thin_orders(asked: &Asked) -> Vec<Thin> {
    if !asked.sees_margin {
        return Vec::new();
    }
    let parameters = Parameters {
        window: Window::Rolling(12),
        basis: Basis::Revenue,
        ..asked.parameters.clone()
    };
    thin::thin_orders(&asked.view_through(&parameters), thin_terms(asked))
}

fn figure(app: &App, asked: &Asked) -> Result<OrderCheck, Error> {
    let mut big = big_orders(asked);
    let count = |after| big.iter().filter(|of| of.after == after).count() as u64;
    let (stocked, grew, open) = (
        count(After::Stocked),
        count(After::Grew),
        count(After::Open),
    );
    let all = big.len() as u64;
    big.retain(|of| of.after == After::Stocked);
    big.sort_by_key(|of| (std::cmp::Reverse(of.day), of.client));
    big.truncate(MOST);
    let mut thin = thin_orders(asked);
    let sums = thin.iter().fold((0, 0), |(amount, margin), of| {
        (amount + of.amount_minor, margin + of.margin_minor)
    });
    let total = thin.len() as u64;
    thin.sort_by_key(|of| (of.margin_minor, of.client, of.day));
    thin.truncate(MOST);
    let clients = big.iter().map(|of| of.client);
    let clients: Vec<u32> = clients.chain(thin.iter().map(|of| of.client)).collect();
    let wanted = Wanted {
        managers: clients.iter().map(|&of| manager_of(asked, of)).collect(),
        clients,
        ..Wanted::default()
    };
    let names = wanted.read(app, &asked.held)?;
    let terms = thin_terms(asked);
    Ok(OrderCheck {
        big: all,
        stocked,
        grew,
        open,
        items: big
            .iter()
            .filter_map(|of| big_order(asked, &names, of))
            .collect(),
        thin: asked.sees_margin.then(|| ThinOrders {
            items: thin
                .iter()
                .filter_map(|of| thin_order(asked, &names, of))
                .collect(),
            total,
            amount_minor: sums.0,
            margin_minor: sums.1,
        }),
        bulk_times: part(asked, &ORDERCHECK_BULK_TIMES),
        small_share: terms.small_share,
        least_margin: terms.least_margin,
        custom_clients: terms.custom_clients,
    })
}

fn manager_of(asked: &Asked, client: u32) -> u32 {
    let managers = &asked.held.image.dimensions.manager;
    managers.get(client as usize).copied().unwrap_or(NONE)
}

/// The client and its manager.
fn who(asked: &Asked, names: &Names, of: u32) -> Option<(Reference, Option<Reference>)> {
    let held = &asked.held;
    let manager = manager(held, manager_of(asked, of)).map(|id| names.of(id));
    Some((names.of(client(held, of)?), manager))
}

fn big_order(asked: &Asked, names: &Names, of: &Big) -> Option<BigOrder> {
    let (client, manager) = who(asked, names, of.client)?;
    Some(BigOrder {
        client,
        manager,
        day: Day::clamped(of.day.into()),
        amount_minor: of.amount_minor,
        usual_minor: of.usual_minor.round() as i64,
        usual_gap: of.usual_gap,
        lasts: of.lasts(),
        gap: of.gap,
        ended: of.ended,
        before_minor: of.rate_before_minor().round() as i64,
        after_minor: of.rate_after_minor().round() as i64,
    })
}

fn thin_order(asked: &Asked, names: &Names, of: &Thin) -> Option<ThinOrder> {
    let (client, manager) = who(asked, names, of.client)?;
    Some(ThinOrder {
        client,
        manager,
        day: Day::clamped(of.day.into()),
        why: match of.why {
            Why::Product => "product",
            Why::Client => "client",
        },
        amount_minor: of.amount_minor,
        margin_minor: of.margin_minor,
        margin_share: of.margin_share(),
        share: of.share,
    })
}
