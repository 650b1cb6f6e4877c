//! The list of clients behind a number, with their figures in the window of the question.

use std::cmp::Ordering;
use std::sync::Arc;

use analysis::{Day, Rows, State, rhythm};
use domain::id::ClientId;
use domain::policy::Entity;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::cell::{Cell, clients_of};
use super::question::{Asked, Question, Resolved};
use super::{Error, loyalty};
use crate::App;
use crate::client::Listed;
use crate::context::Context;

/// By what the list is ordered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sort {
    /// By value, orders, last purchase or name.
    pub key: SortKey,
    /// The largest first.
    pub descending: bool,
}

/// What orders can be by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SortKey {
    /// Value in the window.
    #[default]
    Value,
    /// Purchases in the window.
    Orders,
    /// Last purchase in the window.
    LastDay,
    /// Name.
    Name,
}

impl Sort {
    /// An order as it is written: `-value`, `name`.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let (name, descending) = text
            .strip_prefix('-')
            .map_or((text, false), |name| (name, true));
        let key = match name {
            "value" => SortKey::Value,
            "orders" => SortKey::Orders,
            "last_day" => SortKey::LastDay,
            "name" => SortKey::Name,
            _ => return None,
        };
        Some(Self { key, descending })
    }
}

/// Where a page ended: the key of its last client, and which it was.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    number: i64,
    text: String,
    client: Uuid,
}

/// The figures of a client in the window.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = AnalysisClientFigures)]
pub struct Figures {
    /// Value on the basis asked for.
    pub value_minor: i64,
    /// Its share of the positive value.
    pub share: Option<f64>,
    /// Net revenue.
    pub revenue_minor: i64,
    /// Purchases.
    pub orders: u32,
    /// Average cheque net of returns.
    pub cheque_minor: Option<i64>,
    /// Different products.
    pub assortment: u32,
    /// First purchase of all.
    #[schema(value_type = Option<String>, format = Date)]
    pub first_day: Option<Day>,
    /// Last purchase, whether in the window or before it.
    #[schema(value_type = Option<String>, format = Date)]
    pub last_day: Option<Day>,
    /// Class by volume.
    pub abc: Option<String>,
    /// Class by regularity.
    pub xyz: Option<String>,
    /// Coefficient of variation.
    pub cv: Option<f64>,
    /// Three scores, as `555`.
    pub rfm: Option<String>,
    /// active, sleeping, lost, none.
    #[schema(value_type = String)]
    pub state: State,
    /// Rhythm in days.
    pub rhythm_days: Option<f64>,
    /// Simple lifetime value.
    pub ltv_minor: Option<i64>,
}

/// A page of the clients behind a number.
#[derive(Debug, Clone)]
pub struct Drilled {
    /// How the question was understood.
    pub parameters: Resolved,
    /// The clients with their figures.
    pub items: Vec<(Listed, Figures)>,
    /// Where the next page begins.
    pub next: Option<Place>,
    /// All clients of the cell.
    pub total: u64,
    /// Their value.
    pub sum_minor: i64,
}

/// The clients of a cell.
pub fn clients(
    app: &App,
    ctx: &Context,
    question: &Question,
    cell: &Cell,
    sort: Sort,
    after: Option<&Place>,
    limit: u32,
) -> Result<Drilled, Error> {
    let visible = ctx.scope(Entity::Client)?;
    let asked = Asked::new(app, ctx, question)?;
    let rows = asked.rows(&asked.view());
    let numbers = clients_of(app, ctx, &asked, &rows, cell)?;
    let sum_minor = numbers
        .iter()
        .filter_map(|&client| rows.get(client))
        .map(|row| row.value_minor)
        .sum();
    let mut places = places(app, &asked, &rows, &numbers, sort.key)?;
    let order =
        |a: &Place, b: &Place| -> Ordering { if sort.descending { b.cmp(a) } else { a.cmp(b) } };
    places.sort_by(order);
    let begin = after.map_or(0, |after| {
        places.partition_point(|place| order(place, after).is_le())
    });
    let end = places.len().min(begin + limit as usize);
    let page = &places[begin..end];
    let next = page.last().filter(|_| end < places.len()).cloned();
    let ids: Vec<ClientId> = page
        .iter()
        .map(|place| ClientId::from_uuid(place.client))
        .collect();
    let listed = app
        .db
        .read(|tx| crate::client::listed(tx, ctx, &visible, &ids))?;
    let figures = Lookup::new(&asked, rows);
    let with_figures = listed.into_iter().filter_map(|item| {
        let number = asked.held.clients.find(&item.id)?;
        Some((item, figures.of(number)))
    });
    Ok(Drilled {
        parameters: asked.resolved(),
        items: with_figures.collect(),
        next,
        total: places.len() as u64,
        sum_minor,
    })
}

/// Only who the clients of a cell are, in no order.
pub fn client_ids(
    app: &App,
    ctx: &Context,
    question: &Question,
    cell: &Cell,
) -> Result<Vec<ClientId>, Error> {
    let asked = Asked::new(app, ctx, question)?;
    let rows = asked.rows(&asked.view());
    let numbers = clients_of(app, ctx, &asked, &rows, cell)?;
    let known = numbers
        .iter()
        .filter_map(|&number| asked.held.clients.value(number).copied());
    Ok(known.collect())
}

fn places(
    app: &App,
    asked: &Asked,
    rows: &Rows,
    numbers: &[u32],
    key: SortKey,
) -> Result<Vec<Place>, Error> {
    let beats = (key == SortKey::LastDay).then(|| asked.beats(&asked.view()));
    let place = |&number: &u32| {
        let client = asked.held.clients.value(number)?.uuid();
        let row = rows.get(number);
        let beat = beats.as_ref().and_then(|beats| beats.get(number));
        let day = beat.map_or(i64::MIN, |beat| beat.last.number().into());
        let number = match key {
            SortKey::Value => row.map_or(0, |row| row.value_minor),
            SortKey::Orders => row.map_or(0, |row| row.orders.into()),
            SortKey::LastDay => day,
            SortKey::Name => 0,
        };
        Some(Place {
            number,
            text: String::new(),
            client,
        })
    };
    let mut places: Vec<Place> = numbers.iter().filter_map(place).collect();
    if key == SortKey::Name {
        let ids: Vec<Uuid> = places.iter().map(|place| place.client).collect();
        let names = app.db.read(|tx| store::analysis::sort_keys(tx, &ids))?;
        let names: std::collections::HashMap<Uuid, String> = names.into_iter().collect();
        for place in &mut places {
            place.text = names.get(&place.client).cloned().unwrap_or_default();
        }
    }
    Ok(places)
}

/// Figures of single clients.
struct Lookup {
    rows: Arc<Rows>,
    beats: Arc<rhythm::Beats>,
    values: std::collections::HashMap<u32, i64>,
}

impl Lookup {
    fn new(asked: &Asked, rows: Arc<Rows>) -> Self {
        let values = loyalty::values(asked);
        Self {
            rows,
            beats: asked.beats(&asked.view()),
            values: values
                .iter()
                .map(|ltv| (ltv.client, ltv.ltv_minor))
                .collect(),
        }
    }

    fn of(&self, client: u32) -> Figures {
        let row = self.rows.get(client);
        let beat = self.beats.get(client);
        Figures {
            value_minor: row.map_or(0, |row| row.value_minor),
            share: row.and_then(|row| self.rows.share(row.value_minor)),
            revenue_minor: row.map_or(0, |row| row.revenue_minor),
            orders: row.map_or(0, |row| row.orders),
            cheque_minor: row
                .and_then(|row| row.cheque())
                .map(|cheque| cheque.round() as i64),
            assortment: row.map_or(0, |row| row.assortment),
            first_day: beat.map(|beat| beat.first),
            last_day: beat.map(|beat| beat.last),
            abc: row.map(|row| format!("{:?}", row.abc)),
            xyz: row.map(|row| format!("{:?}", row.xyz)),
            cv: row.and_then(|row| row.cv),
            rfm: row.and_then(|row| row.rfm()).map(|code| code.to_string()),
            state: self.beats.state(client),
            rhythm_days: beat.and_then(|beat| beat.rhythm_days),
            ltv_minor: self.values.get(&client).copied(),
        }
    }
}
