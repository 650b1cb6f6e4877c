//! Dependency on single clients (R246, R248): of the company and of each employee.

use std::collections::BTreeMap;
use std::sync::Arc;

use analysis::concentration::{self as pure, Trend};
use analysis::{Day, NONE, clients};
use serde::Serialize;
use utoipa::ToSchema;

use super::names::{Names, Reference, Wanted, client, manager};
use super::question::{Asked, Question};
use super::{Answer, Error, answer};
use crate::App;
use crate::context::Context;

/// The largest clients shown.
const MOST_TOP: usize = 20;
/// The largest clients shown of each employee.
const MOST_TOP_OF_MANAGER: usize = 5;

/// A share as of a month.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct SharePoint {
    /// The month of the day it is as of.
    pub period: String,
    /// Share over the 12 months up to it.
    pub share: f64,
}

/// When a level will be reached.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Crossing {
    /// The next alarm level.
    pub level: f64,
    /// The day a straight line through the shares reaches it.
    #[schema(value_type = String, format = Date)]
    pub day: Day,
}

/// A large client.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct TopClient {
    /// The client.
    pub client: Reference,
    /// Its value.
    pub value_minor: i64,
    /// Its share.
    pub share: f64,
    /// The highest alarm level it is above.
    pub level: Option<f64>,
    /// How the share moved.
    pub trend: Vec<SharePoint>,
    /// When it reaches the next level.
    pub crossing: Option<Crossing>,
}

/// Concentration of the company.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct CompanyConcentration {
    /// Positive value of all clients.
    pub total_minor: i64,
    /// Herfindahl–Hirschman index, 0 to 10,000.
    pub hhi: Option<f64>,
    /// Gini coefficient.
    pub gini: Option<f64>,
    /// Share of the largest fifth.
    pub top20_share: Option<f64>,
    /// The largest clients.
    pub top: Vec<TopClient>,
}

/// Concentration of one employee's sales.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ManagerConcentration {
    /// The employee; `null`: sales of nobody.
    pub manager: Option<Reference>,
    /// Positive value of their clients.
    pub total_minor: i64,
    /// The largest of them.
    pub top: Vec<TopClient>,
}

/// Whose sales depend on a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AlarmScope {
    /// Those of the company.
    Company,
    /// Those of one employee.
    Manager,
}

/// A client above an alarm level.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Alarm {
    /// Whose sales depend on it.
    pub scope: AlarmScope,
    /// The employee.
    pub manager: Option<Reference>,
    /// The client.
    pub client: Reference,
    /// Its share.
    pub share: f64,
    /// The level it is above.
    pub level: f64,
}

/// Concentration.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Concentration {
    /// Of the company.
    pub company: CompanyConcentration,
    /// Of each employee, the largest sales first.
    pub managers: Vec<ManagerConcentration>,
    /// The alarm levels.
    pub levels: Vec<f64>,
    /// Who is above one; the largest share first.
    pub alarms: Vec<Alarm>,
}

/// Key clients by volume and dangerous dependencies.
pub fn concentration(
    app: &App,
    ctx: &Context,
    question: &Question,
) -> Result<Arc<Answer<Concentration>>, Error> {
    answer(app, ctx, question, "concentration", "", |asked| {
        figure(app, asked)
    })
}

fn figure(app: &App, asked: &Asked) -> Result<Concentration, Error> {
    let view = asked.view();
    let held = &asked.held;
    let company = pure::company(&view, &clients::rows(&view), MOST_TOP);
    let mut managers: Vec<(u32, pure::Concentration)> = pure::managers(&view, MOST_TOP_OF_MANAGER)
        .into_iter()
        .filter(|(_, of)| of.total_minor > 0)
        .collect();
    managers.sort_by_key(|(code, of)| (std::cmp::Reverse(of.total_minor), *code));
    let tops = || {
        managers
            .iter()
            .flat_map(|(_, of)| &of.top)
            .chain(&company.top)
    };
    let wanted = Wanted {
        clients: tops().map(|top| top.client).collect(),
        managers: managers
            .iter()
            .map(|(code, _)| *code)
            .filter(|code| *code != NONE)
            .collect(),
        ..Wanted::default()
    };
    let names = wanted.read(app, held)?;
    let shown = |tops: &[pure::Top], whose: Option<u32>| -> Vec<TopClient> {
        let clients: Vec<u32> = tops.iter().map(|top| top.client).collect();
        let trends = pure::trends(&view, whose, &clients);
        tops.iter()
            .zip(trends)
            .filter_map(|(top, trend)| show(asked, &names, top, &trend))
            .collect()
    };
    let company_top = shown(&company.top, None);
    let mut by_manager = BTreeMap::new();
    let listed: Vec<ManagerConcentration> = managers
        .iter()
        .map(|(code, of)| {
            let top = shown(&of.top, Some(*code));
            let whose = manager(held, *code).map(|id| names.of(id));
            by_manager.insert(*code, (whose.clone(), top.clone()));
            ManagerConcentration {
                manager: whose,
                total_minor: of.total_minor,
                top,
            }
        })
        .collect();
    let alarm = |scope, whose: Option<&Reference>, top: &TopClient| {
        Some(Alarm {
            scope,
            manager: whose.cloned(),
            client: top.client.clone(),
            share: top.share,
            level: top.level?,
        })
    };
    let of_company = company_top
        .iter()
        .filter_map(|top| alarm(AlarmScope::Company, None, top));
    let of_managers = by_manager
        .iter()
        .filter(|(code, _)| **code != NONE)
        .flat_map(|(_, (whose, top))| {
            top.iter()
                .filter_map(|top| alarm(AlarmScope::Manager, whose.as_ref(), top))
        });
    let mut alarms: Vec<Alarm> = of_company.chain(of_managers).collect();
    alarms.sort_by(|a, b| a.scope.cmp(&b.scope).then(b.share.total_cmp(&a.share)));
    Ok(Concentration {
        levels: asked
            .parameters
            .concentration
            .alarms
            .iter()
            .map(|&level| part(level))
            .collect(),
        company: CompanyConcentration {
            total_minor: company.total_minor,
            hhi: company.hhi,
            gini: company.gini,
            top20_share: company.top20_percent.value_share,
            top: company_top,
        },
        managers: listed,
        alarms,
    })
}

fn part(percent: u32) -> f64 {
    f64::from(percent) / 100.0
}

fn show(asked: &Asked, names: &Names, top: &pure::Top, trend: &Trend) -> Option<TopClient> {
    let points = trend.shares.iter().filter_map(|(day, share)| {
        let period = analysis::Period::Month.label(day.month());
        Some(SharePoint {
            period,
            share: (*share)?,
        })
    });
    Some(TopClient {
        client: names.of(client(&asked.held, top.client)?),
        value_minor: top.value_minor,
        share: top.share,
        level: top.level.map(part),
        trend: points.collect(),
        crossing: trend.crossing.map(|(level, day)| Crossing {
            level: part(level),
            day,
        }),
    })
}
