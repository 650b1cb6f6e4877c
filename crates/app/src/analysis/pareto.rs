//! The Pareto curve, the 20/80 rule and the portrait of the key clients (R239).

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use analysis::cell::{Cell as Pure, Part, select};
use analysis::{Rows, clients, pareto as curve};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::names::{Wanted, segment};
use super::question::{Asked, Question};
use super::{Answer, Error, answer};
use crate::App;
use crate::context::Context;

/// A point of the curve.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct CurvePoint {
    /// Share of the clients.
    pub clients_share: f64,
    /// Share of the value.
    pub value_share: f64,
}

/// The largest fifth.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct TopFifth {
    /// Clients.
    pub clients: u64,
    /// Their share of the value.
    pub value_share: Option<f64>,
}

/// Who brings four fifths.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ForEighty {
    /// Clients.
    pub clients: u64,
    /// Their share of the clients.
    pub clients_share: Option<f64>,
}

/// One value of a trait.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct PortraitItem {
    /// Record, for a trait that is one.
    pub id: Option<Uuid>,
    /// Code, for a trait that has codes.
    pub code: Option<String>,
    /// Name, for a trait that has names.
    pub name: Option<String>,
    /// Its share among the key clients.
    pub key_share: f64,
    /// Its share among the others.
    pub rest_share: f64,
    /// Clients with it, key ones and others.
    pub clients: u64,
}

/// How the key clients differ in one trait.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Trait {
    /// `segment`, `region`, `source`, `kind`, `manager`, `service_class`, `relation`.
    #[schema(value_type = String)]
    pub r#trait: &'static str,
    /// Its values, those most typical of key clients first.
    pub items: Vec<PortraitItem>,
}

/// The Pareto curve.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Pareto {
    /// At most 200 points from (0, 0) to (1, 1).
    pub curve: Vec<CurvePoint>,
    /// Clients with a line in the window.
    pub clients: u64,
    /// The largest fifth of them.
    pub top20: TopFifth,
    /// Who brings four fifths of the value.
    pub for80: ForEighty,
    /// Gini coefficient.
    pub gini: Option<f64>,
    /// Herfindahl–Hirschman index, 0 to 10,000.
    pub hhi: Option<f64>,
    /// What the largest fifth has that the others have not (R239).
    pub portrait: Vec<Trait>,
}

/// 20/80 with the portrait of the key clients (R239).
pub fn pareto(app: &App, ctx: &Context, question: &Question) -> Result<Arc<Answer<Pareto>>, Error> {
    answer(app, ctx, question, "pareto", "", |asked| {
        let view = asked.view();
        let rows = clients::rows(&view);
        let figure = curve::pareto(&rows);
        let key: HashSet<u32> = select(&view, &rows, &Pure::Pareto(Part::Top20))
            .into_iter()
            .collect();
        let points = figure.curve.iter().map(|point| CurvePoint {
            clients_share: point.clients_share,
            value_share: point.value_share,
        });
        let share = |part: u64| (figure.clients > 0).then(|| part as f64 / figure.clients as f64);
        Ok(Pareto {
            curve: points.collect(),
            clients: figure.clients,
            top20: TopFifth {
                clients: figure.top20.clients,
                value_share: figure.top20.value_share,
            },
            for80: ForEighty {
                clients: figure.for80.clients,
                clients_share: share(figure.for80.clients),
            },
            gini: figure.gini,
            hhi: figure.hhi,
            portrait: portrait(app, asked, &rows, &key)?,
        })
    })
}

/// What a client has of a trait.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Of {
    Segment(u32),
    Manager(u32),
    Source(Option<Uuid>),
    Text(Option<String>),
    Code(&'static str),
}

fn portrait(
    app: &App,
    asked: &Asked,
    rows: &Rows,
    key: &HashSet<u32>,
) -> Result<Vec<Trait>, Error> {
    const MOST_ITEMS: usize = 12;
    const TRAITS: [&str; 7] = [
        "segment",
        "region",
        "source",
        "kind",
        "manager",
        "service_class",
        "relation",
    ];
    let held = &asked.held;
    let mut counts: [HashMap<Of, (u64, u64)>; 7] = Default::default();
    for row in &rows.rows {
        let client = row.client as usize;
        let Some(Some(own)) = held.traits.get(client) else {
            continue;
        };
        let dimensions = &held.image.dimensions;
        let region = held.regions.value(dimensions.region[client]).cloned();
        let values = [
            Of::Segment(dimensions.segment[client]),
            Of::Text(region),
            Of::Source(own.source.map(|id| id.uuid())),
            Of::Code(own.kind.code()),
            Of::Manager(dimensions.manager[client]),
            Of::Code(own.service_class.code()),
            Of::Code(own.relation.code()),
        ];
        for (counts, value) in counts.iter_mut().zip(values) {
            let count = counts.entry(value).or_default();
            if key.contains(&row.client) {
                count.0 += 1;
            } else {
                count.1 += 1;
            }
        }
    }
    let all: Vec<&Of> = counts.iter().flat_map(HashMap::keys).collect();
    let wanted = Wanted {
        segments: all
            .iter()
            .filter_map(|of| {
                if let Of::Segment(code) = of {
                    Some(*code)
                } else {
                    None
                }
            })
            .collect(),
        managers: all
            .iter()
            .filter_map(|of| {
                if let Of::Manager(code) = of {
                    Some(*code)
                } else {
                    None
                }
            })
            .collect(),
        sources: all
            .iter()
            .filter_map(|of| if let Of::Source(id) = of { *id } else { None })
            .collect(),
        ..Wanted::default()
    };
    let names = wanted.read(app, held)?;
    let keys = key.len().max(1) as f64;
    let rest = rows.rows.len().saturating_sub(key.len()).max(1) as f64;
    let item = |(of, (in_key, in_rest)): (Of, (u64, u64))| {
        let id = match &of {
            Of::Segment(code) => segment(held, *code),
            Of::Manager(code) => super::names::manager(held, *code),
            Of::Source(id) => *id,
            Of::Text(_) | Of::Code(_) => None,
        };
        PortraitItem {
            id,
            code: if let Of::Code(code) = &of {
                Some((*code).to_owned())
            } else {
                None
            },
            name: match of {
                Of::Text(text) => text,
                _ => id.map(|id| names.of(id).name),
            },
            key_share: in_key as f64 / keys,
            rest_share: in_rest as f64 / rest,
            clients: in_key + in_rest,
        }
    };
    let traits = TRAITS.into_iter().zip(counts).map(|(name, counts)| {
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort();
        let mut items: Vec<PortraitItem> = counts.into_iter().map(item).collect();
        items.sort_by(|a, b| {
            let lift = |item: &PortraitItem| item.key_share - item.rest_share;
            lift(b).total_cmp(&lift(a))
        });
        items.truncate(MOST_ITEMS);
        Trait {
            r#trait: name,
            items,
        }
    });
    Ok(traits.filter(|of| of.items.len() > 1).collect())
}
