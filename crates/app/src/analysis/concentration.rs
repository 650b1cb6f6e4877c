//! Dependency on single clients (R246, R248): of the company, of each team and of each employee.
//! A group of companies counts as one client.

use std::collections::BTreeMap;
use std::sync::Arc;

use analysis::Day;
use analysis::concentration::{self as pure, Buyer, Sales, Trend};
use serde::Serialize;
use utoipa::ToSchema;

use super::names::{Names, Reference, Wanted, client, company_group, manager, team};
use super::question::{Asked, Question};
use super::{Answer, Error, answer};
use crate::App;
use crate::context::Context;

/// The largest clients shown.
const MOST_TOP: usize = 20;
/// The largest clients shown of each team and employee.
const MOST_TOP_OF_PART: usize = 5;

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

/// A large client, or a large group of companies.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct TopClient {
    /// The client; of a group the largest.
    pub client: Reference,
    /// The group of companies that counts as one.
    pub group: Option<Reference>,
    /// Clients of the group that bought; 1 without a group.
    pub members: u32,
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

/// Concentration of one team's sales.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct TeamConcentration {
    /// The team; `null`: sales of employees without one.
    pub team: Option<Reference>,
    /// Positive value of the clients of its employees.
    pub total_minor: i64,
    /// The largest of them.
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
    /// Those of one team.
    Team,
    /// Those of one employee.
    Manager,
}

/// A client above an alarm level.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Alarm {
    /// Whose sales depend on it.
    pub scope: AlarmScope,
    /// The team.
    pub team: Option<Reference>,
    /// The employee.
    pub manager: Option<Reference>,
    /// The client; of a group the largest.
    pub client: Reference,
    /// The group of companies.
    pub group: Option<Reference>,
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
    /// Of each team, the largest sales first; empty when there are no teams.
    pub teams: Vec<TeamConcentration>,
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

/// A body of sales with its largest buyers, named.
struct Body {
    total_minor: i64,
    top: Vec<TopClient>,
}

/// Bodies of sales by code, the largest first; those without sales are left out.
fn largest_first(of: BTreeMap<u32, pure::Concentration>) -> Vec<(u32, pure::Concentration)> {
    let mut bodies: Vec<(u32, pure::Concentration)> = of
        .into_iter()
        .filter(|(_, of)| of.total_minor > 0)
        .collect();
    bodies.sort_by_key(|(code, of)| (std::cmp::Reverse(of.total_minor), *code));
    bodies
}

fn figure(app: &App, asked: &Asked) -> Result<Concentration, Error> {
    let view = asked.view();
    let held = &asked.held;
    let company = pure::company(&view, &asked.rows(&view), MOST_TOP);
    let teams = largest_first(pure::teams(&view, MOST_TOP_OF_PART));
    let managers = largest_first(pure::managers(&view, MOST_TOP_OF_PART));
    let tops = || {
        let parts = managers.iter().chain(&teams);
        parts.flat_map(|(_, of)| &of.top).chain(&company.top)
    };
    let codes = |of: &[(u32, pure::Concentration)]| of.iter().map(|(code, _)| *code).collect();
    let groups = tops().filter_map(|top| match top.buyer {
        Buyer::Group(code) => Some(code),
        Buyer::Client(_) => None,
    });
    let wanted = Wanted {
        clients: tops().map(|top| top.client).collect(),
        company_groups: groups.collect(),
        managers: codes(&managers),
        teams: codes(&teams),
        ..Wanted::default()
    };
    let names = wanted.read(app, held)?;
    let shown = |of: &pure::Concentration, sales: Sales| -> Body {
        let buyers: Vec<Buyer> = of.top.iter().map(|top| top.buyer).collect();
        let trends = pure::trends(&view, sales, &buyers);
        let top = of.top.iter().zip(trends);
        Body {
            total_minor: of.total_minor,
            top: top
                .filter_map(|(top, trend)| show(asked, &names, top, &trend))
                .collect(),
        }
    };
    let whole = shown(&company, Sales::Company);
    let mut alarms: Vec<Alarm> = Vec::new();
    let mut raise = |scope, team: Option<&Reference>, manager: Option<&Reference>, of: &Body| {
        alarms.extend(of.top.iter().filter_map(|top| {
            Some(Alarm {
                scope,
                team: team.cloned(),
                manager: manager.cloned(),
                client: top.client.clone(),
                group: top.group.clone(),
                share: top.share,
                level: top.level?,
            })
        }));
    };
    raise(AlarmScope::Company, None, None, &whole);
    let mut listed_teams = Vec::new();
    for (code, of) in &teams {
        let body = shown(of, Sales::Team(*code));
        let whose = team(held, *code).map(|id| names.of(id));
        if whose.is_some() {
            raise(AlarmScope::Team, whose.as_ref(), None, &body);
        }
        listed_teams.push(TeamConcentration {
            team: whose,
            total_minor: body.total_minor,
            top: body.top,
        });
    }
    let mut listed_managers = Vec::new();
    for (code, of) in &managers {
        let body = shown(of, Sales::Manager(*code));
        let whose = manager(held, *code).map(|id| names.of(id));
        if whose.is_some() {
            raise(AlarmScope::Manager, None, whose.as_ref(), &body);
        }
        listed_managers.push(ManagerConcentration {
            manager: whose,
            total_minor: body.total_minor,
            top: body.top,
        });
    }
    alarms.sort_by(|a, b| a.scope.cmp(&b.scope).then(b.share.total_cmp(&a.share)));
    // Employees of no team at all are no department: nothing would be told that the company's
    // figure does not tell.
    if listed_teams.iter().all(|of| of.team.is_none()) {
        listed_teams.clear();
    }
    let levels = &asked.parameters.concentration.alarms;
    Ok(Concentration {
        levels: levels.iter().map(|&level| part(level)).collect(),
        company: CompanyConcentration {
            total_minor: company.total_minor,
            hhi: company.hhi,
            gini: company.gini,
            top20_share: company.top20_percent.value_share,
            top: whole.top,
        },
        teams: listed_teams,
        managers: listed_managers,
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
        group: match top.buyer {
            Buyer::Client(_) => None,
            Buyer::Group(code) => company_group(&asked.held, code).map(|id| names.of(id)),
        },
        members: top.members,
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
