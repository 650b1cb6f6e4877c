//! A number of a figure that clients stand behind, as it is written, and which clients they are.

use std::collections::BTreeMap;
use std::str::FromStr;

use analysis::cell::{Cell as Pure, Kind, Part, select};
use analysis::dynamics::By;
use analysis::moves::Way;
use analysis::retention::Set;
use analysis::{Abc, NONE, Period, Rows, State, Xyz, rfm, rhythm};
use domain::id::{CompanyGroupId, ProductGroupId, ProductId, SegmentId, TeamId, UserId};
use domain::ladder::LadderStep;
use domain::marker::Marker;

use super::classes::{ClassKind, Moved, moved as moved_class};
use super::ladder::{Standing, Standings, before, standings};
use super::months::at_month;
use super::portrait::Key;
use super::question::Asked;
use super::value::Base;
use super::warnings::{Reason, warned};
use super::{Error, loyalty, matrix, portrait};
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
    /// Clients in a state, those that never bought among [`State::None`].
    State(State),
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
            "state" => Self::State(parts.one("state", |code| match code {
                "active" => Some(State::Active),
                "sleeping" => Some(State::Sleeping),
                "lost" => Some(State::Lost),
                "none" => Some(State::None),
                _ => None,
            })?),
            "step" => Self::Step(parts.one("code", parsed)?),
            "marker" => Self::Marker(parts.one("code", parsed)?),
            "step_move" => Self::StepMove(parts.maybe("from", parsed)?, parts.maybe("to", parsed)?),
            "marker_move" => {
                Self::MarkerMove(parts.maybe("from", parsed)?, parts.maybe("to", parsed)?)
            }
            "class_move" => {
                let kind = parts.one("by", ClassKind::read)?;
                let from = parts.maybe("from", |code| kind.place(code))?;
                let to = parts.maybe("to", |code| kind.place(code))?;
                Self::Moved(kind, Moved::Step((from, to)))
            }
            "class_way" => {
                let kind = parts.one("by", ClassKind::read)?;
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
                let kind = parts.one("by", ClassKind::read)?;
                let month = parts.one("month", |label| {
                    Period::parse(label).filter(|(period, _)| *period == Period::Month)
                })?;
                let class = parts.one("code", |code| kind.place(code))?;
                Self::MonthClass(Period::Month.label(month.1), kind, kind.class(class))
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

fn retention_set(code: &str) -> Option<Set> {
    Some(match code {
        "start" => Set::Start,
        "end" => Set::End,
        "new" => Set::New,
        "kept" => Set::Kept,
        "returned" => Set::Returned,
        "lost" => Set::Lost,
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
        Cell::State(state) => {
            let beats = rhythm::beats(&view);
            let all = asked.everybody().map(|(client, _)| client);
            Ok(all
                .filter(|client| beats.state(*client) == *state)
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
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Cell, BadCell> {
        let parts = text.split(';').map(|part| part.split_once(':').unwrap());
        Cell::read(
            &parts
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
        )
    }

    #[test]
    fn cells_are_read() {
        let cases = [
            ("kind:all", Cell::Plain(Pure::All)),
            (
                "kind:abcxyz;abc:A",
                Cell::Plain(Pure::AbcXyz(Some(Abc::A), None)),
            ),
            (
                "kind:cv;from:0.25",
                Cell::Plain(Pure::Cv(0.25, f64::INFINITY)),
            ),
            (
                "kind:rfm;r:5;f:1;m:3",
                Cell::Plain(Pure::Rfm(Some(5), Some(1), Some(3))),
            ),
            ("kind:concentration;level:0.1", Cell::Plain(Pure::Above(10))),
            (
                "kind:cohort;cohort:2025-03;k:2",
                Cell::Plain(Pure::Cohort(Period::Month, 24_302, Some(2))),
            ),
            (
                "kind:retention;period:2025Q1;set:kept",
                Cell::Plain(Pure::Retention(Period::Quarter, 8_100, Set::Kept)),
            ),
            (
                "kind:abcxyz_move;from:AX;to:BN",
                Cell::ClassMove((Abc::A, Xyz::X), (Abc::B, Xyz::N)),
            ),
            (
                "kind:marker_move;to:gold",
                Cell::MarkerMove(None, Some(Marker::Gold)),
            ),
            (
                "kind:class_move;by:abc;from:B",
                Cell::Moved(ClassKind::Abc, Moved::Step((Some(1), None))),
            ),
            (
                "kind:class_way;by:step;way:up;manager:none",
                Cell::Moved(ClassKind::Step, Moved::Way(Way::Up, Some(None))),
            ),
            (
                "kind:ltv;from_minor:-5;to_minor:10",
                Cell::Ltv(-5, Some(10)),
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_cell_is_refused_with_its_part() {
        let cases = [
            ("kind:everything", "kind"),
            ("abc:A", "kind"),
            ("kind:abcxyz;abc:D", "abc"),
            ("kind:abcxyz;client:1", "client"),
            ("kind:cv;from:nan", "from"),
            ("kind:retention;period:2025Q9;set:kept", "period"),
            ("kind:concentration;level:7", "level"),
            ("kind:product;id:1", "id"),
            ("kind:class_move;by:xyz;from:A", "from"),
            ("kind:month_class;by:abc;month:2026Q1;code:A", "month"),
            ("kind:class_way;by:colour;way:up", "by"),
            ("kind:class_way;by:abc;way:sideways", "way"),
            ("kind:product", "id"),
        ];
        for (text, part) in cases {
            assert_eq!(read(text), Err(BadCell(part.to_owned())), "{text}");
        }
    }
}
