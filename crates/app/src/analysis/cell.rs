//! A number of a figure that clients stand behind, as it is written, and which clients they are.

use std::collections::BTreeMap;
use std::str::FromStr;

use analysis::cell::{Cell as Pure, Kind, Part, select};
use analysis::dynamics::By;
use analysis::indicators::{self as pure_indicators, Set};
use analysis::moves::Way;
use analysis::retention::Set as RetentionSet;
use analysis::{Abc, NONE, Period, Rows, State, Xyz, rfm};
use domain::class::ClassKind;
use domain::id::{CompanyGroupId, ProductGroupId, ProductId, SegmentId, TeamId, UserId};
use domain::ladder::LadderStep;
use domain::marker::Marker;

use super::classes::{Moved, class_at, moved as moved_class, place_of};
use super::indicators::{self, Division, Level};
use super::key_clients::{self, KeyReason};
use super::ladder::{Standing, Standings, before, standings};
use super::months::at_month;
use super::ordercheck::{self, OrderSet};
use super::portrait::Key;
use super::question::Asked;
use super::satisfaction::AnswerSet;
use super::value::Base;
use super::warnings::{Reason, warned};
use super::{Error, loyalty, matrix, portrait, whitespace};
use crate::App;
use crate::context::Context;

/// The cell cannot be read: the part that is at fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a cell: {0}")]
pub struct BadCell(pub String);

/// A class of the matrix.
type Class = (Abc, Xyz);

/// A number of a figure.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// One that needs no identifiers and nothing besides the ledger.
    Plain(Pure),
    /// Clients that went from one class to another since the day compared with.
    ClassMove(Class, Class),
    /// Clients with a line of a product in the window.
    Product(ProductId),
    /// Clients with a line of a product group in the window; `None`: of products without one.
    Group(Option<ProductGroupId>),
    /// Clients that bought a product in the window before, not in this one.
    ProductLeft(ProductId),
    /// Clients with sales of an employee; `None`: of nobody.
    Manager(Option<UserId>),
    /// Clients with sales of the employees of a team; `None`: of employees without one.
    Team(Option<TeamId>),
    /// Clients of a group of companies.
    CompanyGroup(CompanyGroupId),
    /// Clients in one of these states, those that never bought among [`State::None`].
    State(Vec<State>),
    /// Clients on a step.
    Step(LadderStep),
    /// Clients with a marker.
    Marker(Marker),
    /// Clients that went between steps; `None`: not in the base.
    StepMove(Option<LadderStep>, Option<LadderStep>),
    /// Clients that went between markers.
    MarkerMove(Option<Marker>, Option<Marker>),
    /// Clients that moved between the classes of a kind.
    Moved(ClassKind, Moved),
    /// Clients the early warning names, for one reason or any.
    Warning(Option<Reason>),
    /// Clients of a class at the end of a month, as it was kept: its label, the class.
    MonthClass(String, ClassKind, &'static str),
    /// Lifetime value from (inside) to (outside).
    Ltv(i64, Option<i64>),
    /// Clients with all of these traits of the portrait, or the key ones among them.
    Portrait(Key, Vec<String>, bool),
    /// Clients that lag behind a pattern of the portrait, or behind any.
    Lagging(Key, Vec<String>),
    /// Clients of a segment that ever bought; `None`: without one.
    WorthOfSegment(Option<SegmentId>),
    /// Clients an employee holds that ever bought; `None`: held by nobody.
    WorthOfManager(Option<UserId>),
    /// Clients behind a development indicator, of one part of a division or of all. The part is
    /// named by its identifier, a region by its name; `None`: clients without one.
    Indicator(Option<(Division, Option<String>)>, Set),
    /// Clients with a known potential, of one part of a division or of all.
    Wallet(Option<(Division, Option<String>)>),
    /// Clients with a white spot of a product group, or of any.
    WhiteSpace(Option<ProductGroupId>),
    /// Clients that said in the window how satisfied they are, of one part of a division or of all.
    Satisfaction(Option<(Division, Option<String>)>, AnswerSet),
    /// Key clients, for one reason or any.
    Key(Option<KeyReason>),
    /// Clients with an order that looks better than it is.
    OrderCheck(OrderSet),
    /// Clients whose main address is at a place.
    Place(Level, String),
}

/// The parts of a written cell; each may be taken once, none may be left.
struct Parts(BTreeMap<String, String>);

impl Parts {
    fn maybe<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, BadCell> {
        let Some(text) = self.0.remove(name) else {
            return Ok(None);
        };
        read(&text)
            .map(Some)
            .ok_or_else(|| BadCell(name.to_owned()))
    }

    fn one<T>(&mut self, name: &str, read: impl FnOnce(&str) -> Option<T>) -> Result<T, BadCell> {
        self.maybe(name, read)?
            .ok_or_else(|| BadCell(name.to_owned()))
    }
}

impl Cell {
    /// Reads a cell written as `kind` with its parts.
    pub fn read(parts: &BTreeMap<String, String>) -> Result<Self, BadCell> {
        let mut parts = Parts(parts.clone());
        let kind = parts.one("kind", |text| Some(text.to_owned()))?;
        let cell = Self::of_kind(&kind, &mut parts)?;
        match parts.0.into_keys().next() {
            Some(left) => Err(BadCell(left)),
            None => Ok(cell),
        }
    }

    fn of_kind(kind: &str, parts: &mut Parts) -> Result<Self, BadCell> {
        let score = |text: &str| text.parse().ok().filter(|score| (1..=9).contains(score));
        let plain = match kind {
            "all" => Pure::All,
            "abcxyz" => Pure::AbcXyz(parts.maybe("abc", abc)?, parts.maybe("xyz", xyz)?),
            "cv" => Pure::Cv(
                parts.one("from", number)?,
                parts.maybe("to", number)?.unwrap_or(f64::INFINITY),
            ),
            "rfm" => Pure::Rfm(
                parts.maybe("r", score)?,
                parts.maybe("f", score)?,
                parts.maybe("m", score)?,
            ),
            "rfm_group" => Pure::RfmGroup(parts.one("code", |code| {
                rfm::GROUPS.iter().position(|group| group.code == code)
            })?),
            "life" => Pure::Life(parts.one("year", parsed)?, parts.one("life", parsed)?),
            "period" => {
                let (period, index) = parts.one("period", Period::parse)?;
                let set = parts.one("set", |set| match set {
                    "new" => Some(Kind::New),
                    "repeat" => Some(Kind::Repeat),
                    _ => None,
                })?;
                Pure::Kind(period, index, set)
            }
            "retention" => {
                let (period, index) = parts.one("period", Period::parse)?;
                Pure::Retention(period, index, parts.one("set", retention_set)?)
            }
            "cohort" => {
                let (period, index) = parts.one("cohort", Period::parse)?;
                Pure::Cohort(period, index, parts.maybe("k", parsed)?)
            }
            "pareto" => Pure::Pareto(parts.one("set", |set| match set {
                "top20" => Some(Part::Top20),
                "for80" => Some(Part::For80),
                "rest" => Some(Part::Rest),
                _ => None,
            })?),
            "concentration" => Pure::Above(parts.one("level", |level| {
                let percent = (number(level)? * 100.0).round();
                (0.0..=100.0).contains(&percent).then_some(percent as u32)
            })?),
            "one_time" => Pure::OneTime(parts.maybe("period", Period::parse)?),
            _ => return Self::with_records(kind, parts),
        };
        Ok(Self::Plain(plain))
    }

    fn with_records(kind: &str, parts: &mut Parts) -> Result<Self, BadCell> {
        Ok(match kind {
            "abcxyz_move" => Self::ClassMove(parts.one("from", class)?, parts.one("to", class)?),
            "product" => Self::Product(parts.one("id", parsed)?),
            "group" => Self::Group(parts.maybe("id", parsed)?),
            "product_left" => Self::ProductLeft(parts.one("id", parsed)?),
            "manager" => Self::Manager(parts.maybe("id", parsed)?),
            "team" => Self::Team(parts.maybe("id", parsed)?),
            "company_group" => Self::CompanyGroup(parts.one("id", parsed)?),
            "state" => {
                Self::State(parts.one("state", |codes| codes.split(',').map(state).collect())?)
            }
            "step" => Self::Step(parts.one("code", parsed)?),
            "marker" => Self::Marker(parts.one("code", parsed)?),
            "step_move" => Self::StepMove(parts.maybe("from", parsed)?, parts.maybe("to", parsed)?),
            "marker_move" => {
                Self::MarkerMove(parts.maybe("from", parsed)?, parts.maybe("to", parsed)?)
            }
            "class_move" => {
                let kind = parts.one("by", parsed::<ClassKind>)?;
                let from = parts.maybe("from", |code| place_of(kind, code))?;
                let to = parts.maybe("to", |code| place_of(kind, code))?;
                Self::Moved(kind, Moved::Step((from, to)))
            }
            "class_way" => {
                let kind = parts.one("by", parsed::<ClassKind>)?;
                let way = parts.one("way", |code| {
                    Way::ALL.into_iter().find(|way| way.code() == code)
                })?;
                let manager = parts.maybe("manager", |text| match text {
                    "none" => Some(None),
                    id => id.parse().ok().map(Some),
                })?;
                Self::Moved(kind, Moved::Way(way, manager))
            }
            "warning" => Self::Warning(parts.maybe("reason", Reason::read)?),
            "month_class" => {
                let kind = parts.one("by", parsed::<ClassKind>)?;
                let month = parts.one("month", |label| {
                    Period::parse(label).filter(|(period, _)| *period == Period::Month)
                })?;
                let class = parts.one("code", |code| place_of(kind, code))?;
                Self::MonthClass(Period::Month.label(month.1), kind, class_at(kind, class))
            }
            "ltv" => Self::Ltv(
                parts.one("from_minor", parsed)?,
                parts.maybe("to_minor", parsed)?,
            ),
            "portrait" => {
                let only_key = parts.maybe("set", |set| (set == "key").then_some(true))?;
                Self::Portrait(key(parts)?, traits(parts)?, only_key.is_some())
            }
            "lagging" => Self::Lagging(key(parts)?, traits(parts)?),
            "worth_segment" => Self::WorthOfSegment(parts.maybe("id", parsed)?),
            "worth_manager" => Self::WorthOfManager(parts.maybe("id", parsed)?),
            "indicator" => {
                let by = parts.maybe("by", Division::read)?;
                let id = parts.maybe("id", |id| Some(id.to_owned()))?;
                Self::Indicator(by.map(|by| (by, id)), parts.one("set", indicators::set)?)
            }
            "wallet" => {
                let by = parts.maybe("by", Division::read)?;
                let id = parts.maybe("id", |id| Some(id.to_owned()))?;
                Self::Wallet(by.map(|by| (by, id)))
            }
            "white_space" => Self::WhiteSpace(parts.maybe("id", parsed)?),
            "satisfaction" => {
                let by = parts.maybe("by", Division::read)?;
                let id = parts.maybe("id", |id| Some(id.to_owned()))?;
                let set = parts.one("set", AnswerSet::read)?;
                Self::Satisfaction(by.map(|by| (by, id)), set)
            }
            "key" => Self::Key(parts.maybe("reason", KeyReason::read)?),
            "order_check" => Self::OrderCheck(parts.one("set", OrderSet::read)?),
            "place" => Self::Place(
                parts.one("level", Level::read)?,
                parts.one("name", |name| Some(name.to_owned()))?,
            ),
            _ => return Err(BadCell("kind".to_owned())),
        })
    }
}

/// Who is key in a cell of the portrait.
fn key(parts: &mut Parts) -> Result<Key, BadCell> {
    Ok(parts.maybe("key", Key::read)?.unwrap_or_default())
}

/// One trait or two, as the portrait writes them.
fn traits(parts: &mut Parts) -> Result<Vec<String>, BadCell> {
    let text = |text: &str| Some(text.to_owned());
    let found = [parts.maybe("a", text)?, parts.maybe("b", text)?];
    Ok(found.into_iter().flatten().collect())
}

fn parsed<T: FromStr>(text: &str) -> Option<T> {
    text.parse().ok()
}

fn number(text: &str) -> Option<f64> {
    parsed::<f64>(text).filter(|number| number.is_finite())
}

fn abc(code: &str) -> Option<Abc> {
    Abc::ALL.into_iter().find(|abc| format!("{abc:?}") == code)
}

fn xyz(code: &str) -> Option<Xyz> {
    Xyz::ALL.into_iter().find(|xyz| format!("{xyz:?}") == code)
}

fn class(code: &str) -> Option<Class> {
    let (first, second) = code.split_at_checked(1)?;
    Some((abc(first)?, xyz(second)?))
}

fn state(code: &str) -> Option<State> {
    Some(match code {
        "active" => State::Active,
        "sleeping" => State::Sleeping,
        "lost" => State::Lost,
        "none" => State::None,
        _ => return None,
    })
}

fn retention_set(code: &str) -> Option<RetentionSet> {
    Some(match code {
        "start" => RetentionSet::Start,
        "end" => RetentionSet::End,
        "new" => RetentionSet::New,
        "kept" => RetentionSet::Kept,
        "returned" => RetentionSet::Returned,
        "lost" => RetentionSet::Lost,
        _ => return None,
    })
}

/// The clients of a cell, ascending by number.
pub(super) fn clients_of(
    app: &App,
    ctx: &Context,
    asked: &Asked,
    rows: &Rows,
    cell: &Cell,
) -> Result<Vec<u32>, Error> {
    let view = asked.view();
    let held = &asked.held;
    let pure = |cell: Pure| Ok(select(&view, rows, &cell));
    match cell {
        Cell::Plain(cell) => pure(cell.clone()),
        Cell::ClassMove(from, to) => {
            let then = matrix::rows_before(asked);
            let was = |client| then.as_ref().and_then(|rows| rows.get(client));
            let all = rows.rows.iter().filter(|row| (row.abc, row.xyz) == *to);
            let moved =
                all.filter(|row| was(row.client).is_some_and(|row| (row.abc, row.xyz) == *from));
            Ok(moved.map(|row| row.client).collect())
        }
        Cell::Product(id) => held.products.find(id).map_or_else(
            || Ok(Vec::new()),
            |code| pure(Pure::Bought(By::Product, code)),
        ),
        Cell::ProductLeft(id) => held.products.find(id).map_or_else(
            || Ok(Vec::new()),
            |code| pure(Pure::Left(By::Product, code)),
        ),
        Cell::Group(None) => pure(Pure::Bought(By::Group, NONE)),
        Cell::Group(Some(id)) => held.groups.find(id).map_or_else(
            || Ok(Vec::new()),
            |code| pure(Pure::Bought(By::Group, code)),
        ),
        Cell::Manager(None) => pure(Pure::Manager(NONE)),
        Cell::Manager(Some(id)) => held
            .managers
            .find(id)
            .map_or_else(|| Ok(Vec::new()), |code| pure(Pure::Manager(code))),
        Cell::Team(None) => pure(Pure::Team(NONE)),
        Cell::Team(Some(id)) => held
            .teams
            .find(id)
            .map_or_else(|| Ok(Vec::new()), |code| pure(Pure::Team(code))),
        Cell::CompanyGroup(id) => held
            .company_groups
            .find(id)
            .map_or_else(|| Ok(Vec::new()), |code| pure(Pure::CompanyGroup(code))),
        Cell::State(states) => {
            let beats = asked.beats(&view);
            let all = asked.everybody().map(|(client, _)| client);
            Ok(all
                .filter(|client| states.contains(&beats.state(*client)))
                .collect())
        }
        Cell::Step(step) => standing(app, asked, |standing| standing.step == *step),
        Cell::Marker(marker) => standing(app, asked, |standing| standing.marker == *marker),
        Cell::StepMove(from, to) => moved(app, asked, from, to, |standing| standing.step),
        Cell::MarkerMove(from, to) => moved(app, asked, from, to, |standing| standing.marker),
        Cell::Portrait(key, traits, only_key) => {
            portrait::having(app, ctx, asked, *key, traits, *only_key)
        }
        Cell::Lagging(key, traits) => portrait::behind(app, ctx, asked, *key, traits),
        Cell::WorthOfSegment(id) => {
            let code = id.map_or(Some(NONE), |id| held.segments.find(&id));
            let segment = &held.image.dimensions.segment;
            worth(app, ctx, asked, |client| {
                code == segment.get(client).copied()
            })
        }
        Cell::WorthOfManager(id) => {
            let code = id.map_or(Some(NONE), |id| held.managers.find(&id));
            let manager = &held.image.dimensions.manager;
            worth(app, ctx, asked, |client| {
                code == manager.get(client).copied()
            })
        }
        Cell::Moved(kind, of) => moved_class(app, asked, *kind, *of),
        Cell::Warning(reason) => warned(app, asked, *reason),
        Cell::MonthClass(month, kind, class) => at_month(app, asked, month, *kind, class),
        Cell::Indicator(of, set) => {
            let regular = indicators::regular(asked);
            Ok(part_of(asked, of).map_or_else(Vec::new, |part| {
                let part = part.map(|(by, code)| (by.by(), code));
                pure_indicators::select(&view, part, regular, *set)
            }))
        }
        Cell::Wallet(of) => Ok(part_of(asked, of)
            .map_or_else(Vec::new, |part| indicators::with_potential(asked, part))),
        Cell::Satisfaction(of, set) => match part_of(asked, of) {
            None => Ok(Vec::new()),
            Some(part) => indicators::who_said(app, asked, part, *set),
        },
        Cell::WhiteSpace(id) => {
            let group = id.map(|id| held.groups.find(&id));
            Ok(match group {
                Some(None) => Vec::new(),
                Some(group) => whitespace::clients_of(asked, group),
                None => whitespace::clients_of(asked, None),
            })
        }
        Cell::Key(reason) => key_clients::key(app, asked, *reason),
        Cell::OrderCheck(set) => Ok(ordercheck::clients_of(asked, *set)),
        Cell::Place(level, name) => indicators::clients_at(app, asked, *level, name),
        Cell::Ltv(from, to) => {
            let inside = loyalty::between(asked, *from, *to);
            let mut clients: Vec<u32> = inside.into_iter().collect();
            clients.sort_unstable();
            Ok(clients)
        }
    }
}

/// The clients whose value the base of the question holds.
fn worth(
    app: &App,
    ctx: &Context,
    asked: &Asked,
    test: impl Fn(usize) -> bool,
) -> Result<Vec<u32>, Error> {
    let base = Base::kept(app, ctx, asked, asked.parameters.as_of)?;
    let view = asked.view();
    let clients = base.buyers.list.iter().map(|buyer| buyer.client);
    let chosen = clients.filter(|&client| view.sees(client) && test(client as usize));
    Ok(chosen.collect())
}

/// The part of a division that a cell names; `None`: there is none of this name.
fn part_of(
    asked: &Asked,
    of: &Option<(Division, Option<String>)>,
) -> Option<Option<(Division, u32)>> {
    match of {
        None => Some(None),
        Some((by, id)) => by.code(asked, id.as_deref()).map(|code| Some((*by, code))),
    }
}

fn standing(app: &App, asked: &Asked, test: impl Fn(&Standing) -> bool) -> Result<Vec<u32>, Error> {
    let now = standings(app, asked, asked.view().as_of)?;
    Ok(now
        .iter()
        .filter(|(_, standing)| test(standing))
        .map(|(client, _)| *client)
        .collect())
}

fn moved<T: PartialEq>(
    app: &App,
    asked: &Asked,
    from: &Option<T>,
    to: &Option<T>,
    of: impl Fn(&Standing) -> T,
) -> Result<Vec<u32>, Error> {
    let now = standings(app, asked, asked.view().as_of)?;
    let Some(then) = before(app, asked)? else {
        return Ok(Vec::new());
    };
    let at = |standings: &Standings, client: &u32| standings.get(client).map(&of);
    let mut all: Vec<u32> = now.keys().chain(then.keys()).copied().collect();
    all.sort_unstable();
    all.dedup();
    all.retain(|client| at(&now, client) == *to && at(&then, client) == *from);
    Ok(all)
}

#[cfg(test)]
mod tests;
