//! Classes of clients: ABC with XYZ, and RFM.

use std::collections::BTreeMap;
use std::sync::Arc;

use analysis::parameters::XyzBorders;
use analysis::{Abc, Parameters, Rows, Sums, Window, Xyz, rfm as scores, xyz};
use serde::Serialize;
use utoipa::ToSchema;

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
pub(super) fn rows_before(asked: &Asked) -> Option<Arc<Rows>> {
    let before = Parameters {
        as_of: Some(asked.question.compare_to?),
        ..asked.parameters.clone()
    };
    Some(asked.rows(&asked.view_through(&before)))
}

/// ABC and XYZ of the clients (R231–R236).
pub fn abcxyz(app: &App, ctx: &Context, question: &Question) -> Result<Arc<Answer<Abcxyz>>, Error> {
    answer(app, ctx, question, "abcxyz", "", |asked| {
        let view = asked.view();
        let rows = asked.rows(&view);
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
    #[schema(value_type = (u8, u8))]
    pub r: [u8; 2],
    /// Frequency.
    #[schema(value_type = (u8, u8))]
    pub f: [u8; 2],
    /// Money.
    #[schema(value_type = (u8, u8))]
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
        let rows = asked.rows(&view);
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
