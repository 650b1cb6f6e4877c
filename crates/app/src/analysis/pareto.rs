//! The Pareto curve and the 20/80 rule (R239).

use std::sync::Arc;

use analysis::pareto as curve;
use serde::Serialize;
use utoipa::ToSchema;

use super::question::Question;
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
}

/// 20/80 (R239).
pub fn pareto(app: &App, ctx: &Context, question: &Question) -> Result<Arc<Answer<Pareto>>, Error> {
    answer(app, ctx, question, "pareto", "", |asked| {
        let figure = curve::pareto(&asked.rows(&asked.view()));
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
        })
    })
}
