//! The twelve who work with the base, and the outside administrator of its computers.

use domain::policy::Role;
use uuid::Uuid;

use crate::ids::{Ids, Kind};

/// A team of employees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Team {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: &'static str,
}

/// Someone with a log-in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Employee {
    /// The id.
    pub id: Uuid,
    /// The log-in.
    pub login: &'static str,
    /// First and last name.
    pub name: &'static str,
    /// The role.
    pub role: Role,
    /// The team, if any.
    pub team: Option<Uuid>,
    /// The language of the screen: `en`, `ru`, `mk`.
    pub language: &'static str,
}

const TEAMS: [&str; 2] = ["First contact", "Key clients"];

const PEOPLE: [(&str, &str, Role, Option<usize>, &str); 13] = [
    ("owner", "Vera Oakhurst", Role::Owner, None, "en"),
    ("head", "Горан Лозарски", Role::HeadOfSales, None, "mk"),
    (
        "caller1",
        "Полина Журавкина",
        Role::Telemarketer,
        Some(0),
        "ru",
    ),
    (
        "caller2",
        "Јасмина Ливадовска",
        Role::Telemarketer,
        Some(0),
        "mk",
    ),
    (
        "caller3",
        "Callum Wrenley",
        Role::Telemarketer,
        Some(0),
        "en",
    ),
    (
        "seller1",
        "Роман Ручейников",
        Role::ActiveSeller,
        Some(0),
        "ru",
    ),
    (
        "seller2",
        "Дарко Сливаров",
        Role::ActiveSeller,
        Some(0),
        "mk",
    ),
    (
        "seller3",
        "Harriet Fernsby",
        Role::ActiveSeller,
        Some(1),
        "en",
    ),
    (
        "manager1",
        "Ксения Иволгина",
        Role::ClientManager,
        Some(1),
        "ru",
    ),
    (
        "manager2",
        "Edward Thistlewood",
        Role::ClientManager,
        Some(1),
        "en",
    ),
    ("steward", "Вера Незабудкина", Role::DataSteward, None, "ru"),
    ("guardian", "Тодор Јаворски", Role::Guardian, None, "mk"),
    (
        "admin",
        "Felix Tannenbrück",
        Role::Administrator,
        None,
        "en",
    ),
];

/// Places in the list of employees.
pub(crate) const HEAD: usize = 1;
pub(crate) const CALLERS: [usize; 3] = [2, 3, 4];
pub(crate) const SELLERS: [usize; 2] = [5, 6];
/// The seller whose sales depend on one client.
pub(crate) const DEPENDENT: usize = 7;
pub(crate) const MANAGERS: [usize; 2] = [8, 9];

pub(crate) fn teams(ids: &Ids) -> Vec<Team> {
    TEAMS
        .iter()
        .zip(0..)
        .map(|(name, number)| Team {
            id: ids.id(Kind::Team, 0, number),
            name,
        })
        .collect()
}

pub(crate) fn employees(ids: &Ids) -> Vec<Employee> {
    PEOPLE
        .iter()
        .zip(0..)
        .map(|((login, name, role, team, language), number)| Employee {
            id: ids.id(Kind::User, 0, number),
            login,
            name,
            role: *role,
            team: team.map(|team| ids.id(Kind::Team, 0, team as u64)),
            language,
        })
        .collect()
}
