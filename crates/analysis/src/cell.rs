//! The clients behind a number: each cell of a figure as a set of clients, chosen by the same
//! rules that count them.

use crate::abc::Abc;
use crate::clients::{ClientRow, Rows};
use crate::day::Period;
use crate::dynamics::{self, By};
use crate::pareto::{Ordered, largest};
use crate::rhythm::{self, State};
use crate::view::View;
use crate::xyz::Xyz;
use crate::{clients, cohort, concentration, kinds, loyalty, ltv, retention, rfm};
use std::collections::HashSet;

/// New or repeat clients of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// In the calendar year of the first purchase.
    New,
    /// In a later one.
    Repeat,
}

/// A part of the Pareto curve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The largest fifth of the clients.
    Top20,
    /// The fewest clients that bring 80 %.
    For80,
    /// Those that are not in the largest fifth.
    Rest,
}

/// A number of a figure that clients stand behind.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Every client with a line in the window.
    All,
    /// Classes; `None` is any.
    AbcXyz(Option<Abc>, Option<Xyz>),
    /// Coefficient of variation from (inside) to (outside).
    Cv(f64, f64),
    /// Scores; `None` is any.
    Rfm(Option<u8>, Option<u8>, Option<u8>),
    /// Named group of scores, by place in [`rfm::GROUPS`].
    RfmGroup(usize),
    /// Clients with a line of the product or group in the window.
    Bought(By, u32),
    /// Clients with a line of the product or group in the window before, and none in this one.
    Left(By, u32),
    /// Clients that bought in a calendar year in this year of life.
    Life(i32, u32),
    /// New or repeat clients of a period.
    Kind(Period, i32, Kind),
    /// A set of the retention table.
    Retention(Period, i32, retention::Set),
    /// A cohort; with an offset: those that bought that many periods later.
    Cohort(Period, i32, Option<i32>),
    /// A part of the Pareto curve.
    Pareto(Part),
    /// Clients whose share, alone or with their group of companies, is above this percentage.
    Above(u32),
    /// Clients with sales of an employee's code in the window.
    Manager(u32),
    /// Clients with sales of the employees of a team's code in the window.
    Team(u32),
    /// Clients of a group of companies with a line in the window.
    CompanyGroup(u32),
    /// Clients in a state as of the day.
    State(State),
    /// Clients with a single purchase; with a period: those whose purchase is in it.
    OneTime(Option<(Period, i32)>),
    /// Simple lifetime value from (inside) to (outside), in minor units.
    Ltv(i64, i64),
}

/// The clients of a cell, ascending.
#[must_use]
pub fn select(view: &View<'_>, rows: &Rows, cell: &Cell) -> Vec<u32> {
    let of_rows = |choose: &dyn Fn(&ClientRow) -> bool| {
        rows.rows
            .iter()
            .filter(|row| choose(row))
            .map(|row| row.client)
            .collect()
    };
    let of_all = |choose: &dyn Fn(u32) -> bool| {
        let all = 0..u32::try_from(view.image.clients()).expect("client numbers are bounded");
        all.filter(|&client| view.sees(client) && choose(client))
            .collect()
    };
    match *cell {
        Cell::All => of_rows(&|_| true),
        Cell::AbcXyz(abc, xyz) => of_rows(&|row| {
            abc.is_none_or(|abc| abc == row.abc) && xyz.is_none_or(|xyz| xyz == row.xyz)
        }),
        Cell::Cv(from, to) => of_rows(&|row| row.cv.is_some_and(|cv| from <= cv && cv < to)),
        Cell::Rfm(r, f, m) => of_rows(&|row| {
            let fits = |wanted: Option<u8>, score| wanted.is_none_or(|wanted| wanted == score);
            row.last.is_some() && fits(r, row.r) && fits(f, row.f) && fits(m, row.m)
        }),
        Cell::RfmGroup(group) => {
            of_rows(&|row| rfm::group(row, view.parameters.rfm.bins) == Some(group))
        }
        Cell::Bought(by, id) => of_all(&|client| dynamics::bought(view, client, by, id).0),
        Cell::Left(by, id) => {
            of_all(&|client| dynamics::bought(view, client, by, id) == (false, true))
        }
        Cell::Life(year, life) => {
            of_all(&|client| kinds::belongs(view, client, Period::Year, year, Some(life)))
        }
        Cell::Kind(period, index, kind) => of_all(&|client| {
            let life = (kind == Kind::New).then_some(1);
            kinds::belongs(view, client, period, index, life)
        }),
        Cell::Retention(period, index, set) => {
            of_all(&|client| retention::belongs(view, client, period, index, set))
        }
        Cell::Cohort(period, index, offset) => {
            of_all(&|client| cohort::belongs(view, client, period, index, offset))
        }
        Cell::Pareto(part) => part_of_curve(rows, part),
        Cell::Above(percent) => concentration::above(view, rows, percent),
        Cell::Manager(code) => {
            of_all(&|client| sold(view, client, &|entry| view.manager(client, entry) == code))
        }
        Cell::Team(code) => {
            of_all(&|client| sold(view, client, &|entry| view.team(client, entry) == code))
        }
        Cell::CompanyGroup(code) => of_rows(&|row| view.company_group(row.client) == code),
        Cell::State(state) => {
            let beats = rhythm::beats(view);
            let found = beats.beats.iter().filter(|beat| beat.state == state);
            found.map(|beat| beat.client).collect()
        }
        Cell::OneTime(first) => {
            let once = loyalty::purchases(view).into_iter().filter(|client| {
                let right =
                    |(period, index): (Period, i32)| period.of_month(client.first_month) == index;
                client.orders == 1 && first.is_none_or(right)
            });
            once.map(|client| client.client).collect()
        }
        Cell::Ltv(from, to) => {
            let parameters = ltv::whole(view.parameters);
            let whole = view.with(&parameters);
            let rows = clients::rows(&whole);
            let values = ltv::values(&whole, &rows, &rhythm::beats(&whole)).into_iter();
            let fits = values.filter(|ltv| from <= ltv.ltv_minor && ltv.ltv_minor < to);
            fits.map(|ltv| ltv.client).collect()
        }
    }
}

/// Whether a client has an entry in the window that is `own`.
fn sold(view: &View<'_>, client: u32, own: &dyn Fn(usize) -> bool) -> bool {
    let mut sold = false;
    view.entries(client, |entry| {
        sold |= view.in_window(entry.day) && own(entry.index);
    });
    sold
}

fn part_of_curve(rows: &Rows, part: Part) -> Vec<u32> {
    let ordered = Ordered::new(rows.rows.iter().map(|row| row.value_minor).collect());
    let head = match part {
        Part::Top20 | Part::Rest => ordered.percent(20),
        Part::For80 => ordered.for_percent(80),
    };
    let count = usize::try_from(head.clients).expect("a part of the rows");
    let chosen: HashSet<u32> = largest(rows, count).into_iter().collect();
    let inside = part != Part::Rest;
    let all = rows.rows.iter().map(|row| row.client);
    all.filter(|client| chosen.contains(client) == inside)
        .collect()
}
