//! Movement of clients between classes from one day to another, and who of the employees moved
//! them (R208).

use std::collections::BTreeMap;
use std::sync::Arc;

use analysis::NONE;
use analysis::moves::{Flow, Stands, Way, flows, steps};
use domain::class::ClassKind;
use serde::Serialize;
use utoipa::ToSchema;

use super::classes::{USUAL_MONTHS, both, class_at, classes_of, holder, rank};
use super::names::{Reference, Wanted, manager};
use super::question::{Asked, Question, day_of};
use super::{Answer, Error, answer};
use crate::App;
use crate::context::Context;

/// A class on both days.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ClassThenNow {
    /// The class.
    #[schema(value_type = String)]
    pub code: &'static str,
    /// Clients on the earlier day.
    pub before: u64,
    /// Their value in the window of that day.
    pub before_minor: i64,
    /// Clients now.
    pub clients: u64,
    /// Their value.
    pub value_minor: i64,
}

/// Clients that went from one class to another, or stayed.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ClassFlow {
    /// The class then; `null`: in none.
    #[schema(value_type = Option<String>)]
    pub from: Option<&'static str>,
    /// The class now; `null`: in none.
    #[schema(value_type = Option<String>)]
    pub to: Option<&'static str>,
    /// `up`, `down`, `changed`, `came`, `left`, `stayed`.
    #[schema(value_type = String)]
    pub way: Way,
    /// Clients.
    pub clients: u64,
    /// Their value then.
    pub before_minor: i64,
    /// Their value now.
    pub value_minor: i64,
}

/// Clients that went one way.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct WaySum {
    /// `up`, `down`, `changed`, `came`, `left`, `stayed`.
    #[schema(value_type = String)]
    pub way: Way,
    /// Clients.
    pub clients: u64,
    /// Their value then.
    pub before_minor: i64,
    /// Their value now.
    pub value_minor: i64,
}

/// The moves of the clients an employee holds.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ManagerMoves {
    /// The employee; `null`: clients of nobody.
    pub manager: Option<Reference>,
    /// Clients that stood in a class on either day.
    pub clients: u64,
    /// Moved to a higher class.
    pub up: u64,
    /// Moved to a lower one.
    pub down: u64,
    /// Came into the classification.
    pub came: u64,
    /// Left it.
    pub left: u64,
    /// Value now less value then, of those that moved up or down.
    pub change_minor: i64,
}

/// Movement between two days.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = ClassMovement)]
pub struct Movement {
    /// The kind of classes.
    #[schema(value_type = String)]
    pub by: &'static str,
    /// The classes from the best down.
    pub classes: Vec<ClassThenNow>,
    /// Steps that somebody made.
    pub flows: Vec<ClassFlow>,
    /// The same by way.
    pub ways: Vec<WaySum>,
    /// By the employee who holds the client now, the most moved up first.
    pub managers: Vec<ManagerMoves>,
}

/// Transitions between classes of one kind (R208). Without an earlier day it is three months
/// before the as-of day.
pub fn movement(
    app: &App,
    ctx: &Context,
    question: &Question,
    by: ClassKind,
) -> Result<Arc<Answer<Movement>>, Error> {
    let as_of = match question.as_of {
        Some(day) => Some(day),
        None => day_of(crate::setting::today(
            &crate::setting::current(app)?,
            ctx.now,
        )),
    };
    let question = Question {
        compare_to: question
            .compare_to
            .or_else(|| as_of.map(|day| day.plus_months(-USUAL_MONTHS))),
        ..question.clone()
    };
    answer(app, ctx, &question, "movement", by.code(), |asked| {
        figure(app, asked, by)
    })
}

fn figure(app: &App, asked: &Asked, by: ClassKind) -> Result<Movement, Error> {
    let (then, now) = both(app, asked, by)?;
    let flows = flows(&then, &now);
    let way = |step| Way::of(step, |class| rank(by, class));
    let sums = Way::ALL.map(|wanted| {
        let of = flows.iter().filter(|(step, _)| way(**step) == Some(wanted));
        of.fold(
            WaySum {
                way: wanted,
                clients: 0,
                before_minor: 0,
                value_minor: 0,
            },
            |sum, (_, flow)| WaySum {
                way: wanted,
                clients: sum.clients + flow.clients,
                before_minor: sum.before_minor + flow.before_minor,
                value_minor: sum.value_minor + flow.value_minor,
            },
        )
    });
    let shown = flows.iter().filter_map(|(&step, flow)| {
        let &Flow {
            clients,
            before_minor,
            value_minor,
        } = flow;
        Some(ClassFlow {
            from: step.0.map(|class| class_at(by, class)),
            to: step.1.map(|class| class_at(by, class)),
            way: way(step)?,
            clients,
            before_minor,
            value_minor,
        })
    });
    Ok(Movement {
        by: by.code(),
        classes: classes(by, &then, &now),
        flows: shown.collect(),
        ways: sums.into(),
        managers: managers(app, asked, by, &then, &now)?,
    })
}

fn classes(by: ClassKind, then: &Stands, now: &Stands) -> Vec<ClassThenNow> {
    let sums = |stands: &Stands, place: u8| {
        let of = stands.values().filter(|stand| stand.class == place);
        of.fold((0, 0), |(clients, value), stand| {
            (clients + 1, value + stand.value_minor)
        })
    };
    let places = (0_u8..).zip(classes_of(by));
    places
        .map(|(place, code)| {
            let (before, before_minor) = sums(then, place);
            let (clients, value_minor) = sums(now, place);
            ClassThenNow {
                code,
                before,
                before_minor,
                clients,
                value_minor,
            }
        })
        .collect()
}

fn managers(
    app: &App,
    asked: &Asked,
    by: ClassKind,
    then: &Stands,
    now: &Stands,
) -> Result<Vec<ManagerMoves>, Error> {
    let value = |stands: &Stands, client: u32| stands.get(&client).map_or(0, |of| of.value_minor);
    let mut found: BTreeMap<u32, ManagerMoves> = BTreeMap::new();
    for (client, step) in steps(then, now) {
        let of = found.entry(holder(asked, client)).or_insert(ManagerMoves {
            manager: None,
            clients: 0,
            up: 0,
            down: 0,
            came: 0,
            left: 0,
            change_minor: 0,
        });
        of.clients += 1;
        let way = Way::of(step, |class| rank(by, class));
        match way {
            Some(Way::Up) => of.up += 1,
            Some(Way::Down) => of.down += 1,
            Some(Way::Came) => of.came += 1,
            Some(Way::Left) => of.left += 1,
            _ => {}
        }
        if matches!(way, Some(Way::Up | Way::Down)) {
            of.change_minor += value(now, client) - value(then, client);
        }
    }
    let wanted = Wanted {
        managers: found.keys().copied().filter(|code| *code != NONE).collect(),
        ..Wanted::default()
    };
    let names = wanted.read(app, &asked.held)?;
    let mut found: Vec<ManagerMoves> = found
        .into_iter()
        .map(|(code, of)| ManagerMoves {
            manager: manager(&asked.held, code).map(|id| names.of(id)),
            ..of
        })
        .collect();
    found.sort_by_key(|of| {
        let name = of.manager.as_ref().map(|of| of.name.clone());
        (std::cmp::Reverse(of.up), of.down, name.is_none(), name)
    });
    Ok(found)
}
