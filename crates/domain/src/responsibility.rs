//! Responsibility (R196–R198): a matrix of function × product line × territory × key clients says
//! who retains and who develops each client that buys. The cell that names most decides; several
//! employees of equal cells overlap, and nobody is a hole.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::code::code_enum;
use crate::id::{ProductGroupId, ResponsibilityId, TerritoryId, UserId};

code_enum! {
    /// What is done with a client that buys.
    pub enum Function {
        /// It goes on buying what it buys.
        Retention = "retention",
        /// It buys more, and more kinds.
        Development = "development",
    }
}

code_enum! {
    /// Which clients a cell is about.
    pub enum Clients {
        /// Every client.
        All = "all",
        /// Key clients: marked as such, or key by their volume.
        Key = "key",
        /// All but the key ones.
        Other = "other",
    }
}

code_enum! {
    /// How the work with those who buy is organised (R198).
    pub enum Mode {
        /// One manager does all: the holder of the card retains and develops.
        One = "one",
        /// Retention and development are separate: the matrix decides.
        Separate = "separate",
    }
}

/// What is written of a cell of the matrix.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellData {
    /// Who.
    pub user_id: UserId,
    /// Does what.
    pub function: Function,
    /// For which clients.
    pub clients: Clients,
    /// Of this product line, a root of the product tree; `None`: of all.
    pub line_id: Option<ProductGroupId>,
    /// In this territory; `None`: in all.
    pub territory_id: Option<TerritoryId>,
    /// From this day.
    pub from_day: Date,
    /// To this day; `None`: until further notice.
    pub until_day: Option<Date>,
}

impl CellData {
    /// Whether it holds on a day.
    pub fn on(&self, day: Date) -> bool {
        self.from_day <= day && self.until_day.is_none_or(|until| day <= until)
    }

    /// Whether it covers the client in this function, whatever the line.
    fn covers(&self, function: Function, subject: &Subject<'_>) -> bool {
        let whom = match self.clients {
            Clients::All => true,
            Clients::Key => subject.key,
            Clients::Other => !subject.key,
        };
        let there = self.territory_id.is_none() || self.territory_id == subject.territory;
        self.function == function && whom && there
    }

    /// How much it names: line, territory, kind of clients.
    fn names(&self) -> usize {
        usize::from(self.line_id.is_some())
            + usize::from(self.territory_id.is_some())
            + usize::from(self.clients != Clients::All)
    }
}

/// A cell of the matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Identity.
    pub id: ResponsibilityId,
    /// What is written.
    pub data: CellData,
    /// Counts changes.
    pub version: i64,
}

/// A client that buys, as the matrix looks at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subject<'a> {
    /// Whether it is key.
    pub key: bool,
    /// Where it is.
    pub territory: Option<TerritoryId>,
    /// The product lines it buys, each once.
    pub lines: &'a [ProductGroupId],
    /// The manager of the card.
    pub holder: Option<UserId>,
}

code_enum! {
    /// By what somebody is responsible.
    pub enum Ground {
        /// A cell of the matrix.
        Cell = "cell",
        /// One manager does all, and the card has this one.
        Holder = "holder",
        /// Nobody is.
        Nobody = "nobody",
    }
}

/// Who does one function for a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// What is done.
    pub function: Function,
    /// For this product line; `None`: for all the same.
    pub line: Option<ProductGroupId>,
    /// By what.
    pub ground: Ground,
    /// Who, each with the cell that says so: none is a hole, several are an overlap.
    pub users: Vec<(UserId, Option<ResponsibilityId>)>,
}

impl Answer {
    /// Nobody does it.
    pub fn is_hole(&self) -> bool {
        self.users.is_empty()
    }

    /// Several do it.
    pub fn is_overlap(&self) -> bool {
        self.users.len() > 1
    }
}

/// Who retains and who develops a client, by the cells that hold on the day.
pub fn resolve(mode: Mode, cells: &[Cell], subject: &Subject<'_>) -> Vec<Answer> {
    let by_matrix = |function| by_matrix(function, cells, subject);
    match (mode, subject.holder) {
        (Mode::One, Some(holder)) => Function::ALL
            .iter()
            .map(|function| Answer {
                function: *function,
                line: None,
                ground: Ground::Holder,
                users: vec![(holder, None)],
            })
            .collect(),
        // Who would retain it does all.
        (Mode::One, None) => {
            let retained = by_matrix(Function::Retention);
            let developed = retained.iter().cloned().map(|answer| Answer {
                function: Function::Development,
                ..answer
            });
            retained.iter().cloned().chain(developed).collect()
        }
        (Mode::Separate, _) => Function::ALL
            .iter()
            .flat_map(|function| by_matrix(*function))
            .collect(),
    }
}

fn by_matrix(function: Function, cells: &[Cell], subject: &Subject<'_>) -> Vec<Answer> {
    let covering: Vec<&Cell> = cells
        .iter()
        .filter(|cell| cell.data.covers(function, subject))
        .collect();
    let mut lines: Vec<Option<ProductGroupId>> = subject.lines.iter().copied().map(Some).collect();
    if function == Function::Development {
        // What it does not buy yet is there to be developed.
        for line in covering.iter().filter_map(|cell| cell.data.line_id) {
            if !lines.contains(&Some(line)) {
                lines.push(Some(line));
            }
        }
    }
    if lines.is_empty() {
        lines.push(None);
    }
    let mut answers: Vec<Answer> = lines
        .into_iter()
        .map(|line| of_line(function, &covering, line))
        .collect();
    if answers.iter().all(|one| one.users == answers[0].users) {
        answers.truncate(1);
        answers[0].line = None;
    }
    answers
}

fn of_line(function: Function, covering: &[&Cell], line: Option<ProductGroupId>) -> Answer {
    let fits = |cell: &&&Cell| cell.data.line_id.is_none() || cell.data.line_id == line;
    let most = covering
        .iter()
        .filter(fits)
        .map(|cell| cell.data.names())
        .max();
    let mut users: Vec<(UserId, Option<ResponsibilityId>)> = Vec::new();
    for cell in covering.iter().filter(fits) {
        let known = users.iter().any(|(user, _)| *user == cell.data.user_id);
        if Some(cell.data.names()) == most && !known {
            users.push((cell.data.user_id, Some(cell.id)));
        }
    }
    users.sort_unstable();
    Answer {
        function,
        line,
        ground: if users.is_empty() {
            Ground::Nobody
        } else {
            Ground::Cell
        },
        users,
    }
}

/// The next visit of a head to a key client (R201): so many days after the last one, and at once
/// when there was none or it is late.
pub fn next_visit(last: Option<Date>, every_days: i64, today: Date) -> Date {
    let days = i32::try_from(every_days).unwrap_or(i32::MAX);
    let span = jiff::Span::new().try_days(days).unwrap_or_default();
    last.and_then(|day| day.checked_add(span).ok())
        .map_or(today, |next| next.max(today))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;
    use uuid::Uuid;

    const HOLDER: u128 = 9;

    fn user(n: u128) -> UserId {
        UserId::from_uuid(Uuid::from_u128(n))
    }

    fn line(n: u128) -> ProductGroupId {
        ProductGroupId::from_uuid(Uuid::from_u128(n))
    }

    fn territory(n: u128) -> TerritoryId {
        TerritoryId::from_uuid(Uuid::from_u128(n))
    }

    fn cell(
        who: u128,
        function: Function,
        clients: Clients,
        of: Option<u128>,
        at: Option<u128>,
    ) -> Cell {
        Cell {
            id: ResponsibilityId::from_uuid(Uuid::from_u128(100 + who)),
            data: CellData {
                user_id: user(who),
                function,
                clients,
                line_id: of.map(line),
                territory_id: at.map(territory),
                from_day: date(2026, 1, 1),
                until_day: None,
            },
            version: 1,
        }
    }

    /// Heads of lines 1 and 2; managers 3 and 4 of territories 1 and 2.
    fn company() -> Vec<Cell> {
        use Clients::{All, Key, Other};
        use Function::{Development, Retention};
        vec![
            cell(1, Retention, Key, Some(1), None),
            cell(2, Retention, Key, Some(2), None),
            cell(3, Retention, Other, None, Some(1)),
            cell(4, Retention, Other, None, Some(2)),
            cell(3, Development, All, None, Some(1)),
            cell(4, Development, All, None, Some(2)),
        ]
    }

    fn who(answers: &[Answer], function: Function) -> Vec<(Option<ProductGroupId>, Vec<UserId>)> {
        let of = answers.iter().filter(|answer| answer.function == function);
        of.map(|answer| {
            let users = answer.users.iter().map(|(user, _)| *user).collect();
            (answer.line, users)
        })
        .collect()
    }

    fn subject(key: bool, at: Option<u128>, lines: &[ProductGroupId]) -> Subject<'_> {
        Subject {
            key,
            territory: at.map(territory),
            lines,
            holder: Some(user(HOLDER)),
        }
    }

    #[test]
    fn r196_heads_of_lines_retain_the_key_clients_of_their_line_on_all_territories() {
        let both = [line(1), line(2)];
        for at in [Some(1), Some(2), None] {
            let answers = resolve(Mode::Separate, &company(), &subject(true, at, &both));
            assert_eq!(
                who(&answers, Function::Retention),
                [
                    (Some(line(1)), vec![user(1)]),
                    (Some(line(2)), vec![user(2)])
                ]
            );
            let answers = resolve(Mode::Separate, &company(), &subject(true, at, &both[..1]));
            assert_eq!(
                who(&answers, Function::Retention),
                [(None, vec![user(1)])],
                "only what it buys"
            );
        }
    }

    #[test]
    fn r197_managers_of_territories_retain_the_others_in_all_lines_and_develop_everybody() {
        let both = [line(1), line(2)];
        for (at, manager) in [(1, 3), (2, 4)] {
            for key in [false, true] {
                let client = subject(key, Some(at), &both);
                let answers = resolve(Mode::Separate, &company(), &client);
                assert_eq!(
                    who(&answers, Function::Development),
                    [(None, vec![user(manager)])]
                );
                if !key {
                    assert_eq!(
                        who(&answers, Function::Retention),
                        [(None, vec![user(manager)])]
                    );
                }
            }
        }
    }

    #[test]
    fn r198_one_manager_does_all_or_retention_and_development_are_separate() {
        let bought = [line(1)];
        let held = subject(true, Some(2), &bought);
        let one = resolve(Mode::One, &company(), &held);
        assert!(one.iter().all(
            |answer| answer.ground == Ground::Holder && answer.users == [(user(HOLDER), None)]
        ));
        assert_eq!(one.len(), 2);
        let nobody = Subject {
            holder: None,
            ..held
        };
        let one = resolve(Mode::One, &company(), &nobody);
        for function in [Function::Retention, Function::Development] {
            assert_eq!(who(&one, function), [(None, vec![user(1)])]);
        }
        let two = resolve(Mode::Separate, &company(), &held);
        assert_eq!(who(&two, Function::Retention), [(None, vec![user(1)])]);
        assert_eq!(who(&two, Function::Development), [(None, vec![user(4)])]);
    }

    #[test]
    fn nobody_is_a_hole_and_equal_cells_overlap_but_the_one_that_names_more_decides() {
        let bought = [line(1)];
        let elsewhere = subject(false, None, &bought);
        let answers = resolve(Mode::Separate, &company(), &elsewhere);
        assert!(answers.iter().all(Answer::is_hole));
        let mut cells = company();
        cells.push(cell(5, Function::Development, Clients::All, None, Some(1)));
        let there = subject(false, Some(1), &bought);
        let answers = resolve(Mode::Separate, &cells, &there);
        let overlap = answers.iter().find(|answer| answer.is_overlap()).unwrap();
        assert_eq!(overlap.function, Function::Development);
        assert_eq!(overlap.users.len(), 2);
        cells.push(cell(
            6,
            Function::Development,
            Clients::All,
            Some(1),
            Some(1),
        ));
        let answers = resolve(Mode::Separate, &cells, &there);
        assert_eq!(
            who(&answers, Function::Development),
            [(None, vec![user(6)])]
        );
    }

    #[test]
    fn r201_the_next_visit_is_due_at_once_or_after_the_usual_time() {
        let today = date(2026, 3, 2);
        assert_eq!(next_visit(None, 90, today), today);
        assert_eq!(
            next_visit(Some(date(2026, 3, 1)), 90, today),
            date(2026, 5, 30)
        );
        assert_eq!(next_visit(Some(date(2025, 3, 1)), 90, today), today);
    }

    proptest! {
        #[test]
        fn every_line_has_one_answer_and_all_named_have_a_cell_that_covers_it(
            rows in prop::collection::vec((0_u128..5, any::<bool>(), 0_usize..3, prop::option::of(0_u128..3), prop::option::of(0_u128..3)), 0..12),
            key in any::<bool>(), at in prop::option::of(0_u128..3), bought in prop::collection::btree_set(0_u128..3, 0..3),
        ) {
            let cells: Vec<Cell> = rows.iter().enumerate().map(|(n, (who, retains, whom, of, at))| {
                let function = if *retains { Function::Retention } else { Function::Development };
                let mut cell = cell(*who, function, Clients::ALL[*whom], *of, *at);
                cell.id = ResponsibilityId::from_uuid(Uuid::from_u128(n as u128));
                cell
            }).collect();
            let lines: Vec<ProductGroupId> = bought.into_iter().map(line).collect();
            let client = subject(key, at, &lines);
            let answers = resolve(Mode::Separate, &cells, &client);
            for function in Function::ALL {
                let of: Vec<&Answer> = answers.iter().filter(|one| one.function == *function).collect();
                prop_assert!(!of.is_empty());
                prop_assert!(of.len() == 1 || of.iter().all(|one| one.line.is_some() || lines.is_empty()));
                for answer in of {
                    for (who, id) in &answer.users {
                        let cell = cells.iter().find(|cell| Some(cell.id) == *id).unwrap();
                        prop_assert!(cell.data.user_id == *who && cell.data.covers(*function, &client));
                    }
                    let candidates = cells.iter().filter(|cell| cell.data.covers(*function, &client) && (cell.data.line_id.is_none() || cell.data.line_id == answer.line));
                    prop_assert!(!answer.is_hole() || candidates.count() == 0);
                }
            }
        }
    }
}
