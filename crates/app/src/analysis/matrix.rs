//! Classes of clients: ABC with XYZ, RFM, and the Pareto curve with a portrait of the key clients.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use analysis::cell::{Cell as Pure, Part, select};
use analysis::parameters::XyzBorders;
use analysis::{
    Abc, Parameters, Rows, Sums, Window, Xyz, clients, pareto as curve, rfm as scores, xyz,
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::names::{Wanted, segment};
use super::question::{Asked, Question, window_code};
use super::{Answer, Error, answer};
use crate::App;
use crate::context::Context;

/// A cell of the matrix.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ClassCell {
    /// Class by volume.
    #[schema(value_type = String)]
    pub abc: Abc,
    /// Class by regularity.
    #[schema(value_type = String)]
    pub xyz: Xyz,
    /// Clients.
    pub clients: u64,
    /// Their value.
    pub value_minor: i64,
}

/// A class by volume.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct AbcSums {
    /// The class.
    #[schema(value_type = String)]
    pub abc: Abc,
    /// Clients.
    pub clients: u64,
    /// Their value.
    pub value_minor: i64,
}

/// A class by regularity.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct XyzSums {
    /// The class.
    #[schema(value_type = String)]
    pub xyz: Xyz,
    /// Clients.
    pub clients: u64,
    /// Their value.
    pub value_minor: i64,
}

/// Clients between two coefficients of variation.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct CvBin {
    /// From, inside.
    pub from: f64,
    /// To, outside; `null`: open.
    pub to: Option<f64>,
    /// Clients.
    pub clients: u64,
}

/// Spread of the coefficient of variation.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Cv {
    /// Steps of a quarter, the last open.
    pub bins: Vec<CvBin>,
    /// The median.
    pub median: Option<f64>,
    /// The largest of X.
    pub x_max: f64,
    /// The largest of Y.
    pub y_max: f64,
}

/// The matrix in another window.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct WindowCells {
    /// The window, as `36m`.
    pub window: String,
    /// Its cells.
    pub cells: Vec<ClassCell>,
}

/// Clients that went from one cell to another.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ClassMove {
    /// The cell then, as `AX`.
    pub from: String,
    /// The cell now.
    pub to: String,
    /// Clients.
    pub clients: u64,
}

/// Clients and value.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Total {
    /// Clients.
    pub clients: u64,
    /// Their value.
    pub value_minor: i64,
}

/// ABC and XYZ.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Abcxyz {
    /// The twelve cells.
    pub cells: Vec<ClassCell>,
    /// Sums of A, B, C.
    pub abc: Vec<AbcSums>,
    /// Sums of X, Y, Z, N.
    pub xyz: Vec<XyzSums>,
    /// Spread of the coefficient.
    pub cv: Cv,
    /// Everybody with a line in the window.
    pub total: Total,
    /// `crowded_X` and so on: one class holds more than nine tenths of the clients.
    pub warnings: Vec<String>,
    /// The matrices of 1, 3 and 5 years.
    pub windows: Vec<WindowCells>,
    /// Where clients went since the day compared with.
    pub movement: Vec<ClassMove>,
    /// Clients younger than the window.
    pub younger: u64,
}

fn cells(matrix: &xyz::Matrix) -> Vec<ClassCell> {
    let pairs = Abc::ALL
        .into_iter()
        .flat_map(|abc| Xyz::ALL.map(|xyz| (abc, xyz)));
    pairs
        .map(|(abc, xyz)| {
            let Sums {
                clients,
                value_minor,
            } = matrix.cell(abc, xyz);
            ClassCell {
                abc,
                xyz,
                clients,
                value_minor,
            }
        })
        .collect()
}

/// The rows as of the day a question compares with.
pub(super) fn rows_before(asked: &Asked) -> Option<Rows> {
    let before = Parameters {
        as_of: Some(asked.question.compare_to?),
        ..asked.parameters.clone()
    };
    Some(clients::rows(&asked.view_through(&before)))
}

/// ABC and XYZ of the clients (R231–R236).
pub fn abcxyz(app: &App, ctx: &Context, question: &Question) -> Result<Arc<Answer<Abcxyz>>, Error> {
    answer(app, ctx, question, "abcxyz", "", |asked| {
        let view = asked.view();
        let rows = clients::rows(&view);
        let matrix = xyz::matrix(&rows, &asked.parameters.xyz);
        let windows = [12, 36, 60].map(Window::Rolling);
        let windows = xyz::windows(&view, &windows)
            .into_iter()
            .map(|(window, matrix)| WindowCells {
                window: window_code(window),
                cells: cells(&matrix),
            });
        let mut moves: BTreeMap<(String, String), u64> = BTreeMap::new();
        if let Some(before) = rows_before(asked) {
            let code = |abc: Abc, xyz: Xyz| format!("{abc:?}{xyz:?}");
            for row in &before.rows {
                if let Some(now) = rows.get(row.client) {
                    let step = (code(row.abc, row.xyz), code(now.abc, now.xyz));
                    *moves.entry(step).or_default() += 1;
                }
            }
        }
        let (x_max, y_max) = match asked.parameters.xyz.borders {
            XyzBorders::Value(x, y) | XyzBorders::Share(x, y) => (x, y),
        };
        Ok(Abcxyz {
            cells: cells(&matrix),
            abc: Abc::ALL
                .into_iter()
                .zip(analysis::abc::summary(&rows))
                .map(
                    |(
                        abc,
                        Sums {
                            clients,
                            value_minor,
                        },
                    )| AbcSums {
                        abc,
                        clients,
                        value_minor,
                    },
                )
                .collect(),
            xyz: Xyz::ALL
                .into_iter()
                .map(|xyz| (xyz, matrix.of_xyz(xyz)))
                .map(
                    |(
                        xyz,
                        Sums {
                            clients,
                            value_minor,
                        },
                    )| XyzSums {
                        xyz,
                        clients,
                        value_minor,
                    },
                )
                .collect(),
            cv: spread(&matrix, x_max, y_max),
            total: Total {
                clients: rows.rows.len() as u64,
                value_minor: rows.value_minor,
            },
            warnings: matrix
                .crowded
                .iter()
                .map(|class| format!("crowded_{class:?}"))
                .collect(),
            windows: windows.collect(),
            movement: moves
                .into_iter()
                .map(|((from, to), clients)| ClassMove { from, to, clients })
                .collect(),
            younger: matrix.younger,
        })
    })
}

fn spread(matrix: &xyz::Matrix, x_max: f64, y_max: f64) -> Cv {
    let steps = matrix.cv.steps.iter().enumerate();
    let median = matrix.cv.quantiles.iter().find(|(level, _)| *level == 0.5);
    Cv {
        bins: steps
            .map(|(step, &clients)| CvBin {
                from: step as f64 * xyz::STEP,
                to: (step + 1 < xyz::STEPS).then(|| (step + 1) as f64 * xyz::STEP),
                clients,
            })
            .collect(),
        median: median.map(|quantile| quantile.1),
        x_max,
        y_max,
    }
}

/// Clients with the same three scores.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ScoreCell {
    /// Recency.
    pub r: u8,
    /// Frequency.
    pub f: u8,
    /// Money.
    pub m: u8,
    /// Clients.
    pub clients: u64,
    /// Their value.
    pub value_minor: i64,
}

/// The scores that make a group, from lowest to highest.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct GroupRule {
    /// Recency.
    pub r: [u8; 2],
    /// Frequency.
    pub f: [u8; 2],
    /// Money.
    pub m: [u8; 2],
}

/// A named group of scores.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ScoreGroup {
    /// Stable code.
    #[schema(value_type = String)]
    pub code: &'static str,
    /// Clients.
    pub clients: u64,
    /// Their value.
    pub value_minor: i64,
    /// The scores, on a scale of five; the first group of the list that fits holds a client.
    pub rule: GroupRule,
}

/// Where each score begins.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ScoreBorders {
    /// Most days since the last purchase for the scores from 2 on.
    pub r: Vec<i64>,
    /// Fewest orders for the scores from 2 on.
    pub f: Vec<i64>,
    /// Least value for the scores from 2 on.
    pub m: Vec<i64>,
}

/// RFM.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Rfm {
    /// Combinations that somebody has.
    pub cells: Vec<ScoreCell>,
    /// The named groups.
    pub groups: Vec<ScoreGroup>,
    /// The borders.
    pub borders: ScoreBorders,
}

/// Recency, frequency and money (R238).
pub fn rfm(app: &App, ctx: &Context, question: &Question) -> Result<Arc<Answer<Rfm>>, Error> {
    answer(app, ctx, question, "rfm", "", |asked| {
        let view = asked.view();
        let rows = clients::rows(&view);
        let summary = scores::summary(&rows, view.as_of, &asked.parameters.rfm);
        let cells = summary.cells.iter().map(|(&(r, f, m), sums)| ScoreCell {
            r,
            f,
            m,
            clients: sums.clients,
            value_minor: sums.value_minor,
        });
        let groups = scores::GROUPS
            .iter()
            .zip(&summary.groups)
            .map(|(group, sums)| ScoreGroup {
                code: group.code,
                clients: sums.clients,
                value_minor: sums.value_minor,
                rule: GroupRule {
                    r: group.r.into(),
                    f: group.f.into(),
                    m: group.m.into(),
                },
            });
        let from_two = |borders: &BTreeMap<u8, i64>| -> Vec<i64> {
            borders.range(2..).map(|(_, &border)| border).collect()
        };
        Ok(Rfm {
            cells: cells.collect(),
            groups: groups.collect(),
            borders: ScoreBorders {
                r: from_two(&summary.borders.recency_days),
                f: from_two(&summary.borders.orders),
                m: from_two(&summary.borders.value_minor),
            },
        })
    })
}

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
