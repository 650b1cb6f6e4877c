//! People with the words of their names; the rest of their keeping is in `part`.

use db::{Error, Tx};
use domain::id::{ClientId, PersonId, UserId};
use domain::person::Person;
use domain::policy::Scope;

use crate::conditions::Conditions;
use crate::part;
use crate::read;
use crate::search::{self, Named, Words};

/// Adds people; with each, the manager of their client.
pub fn insert<'a, I>(tx: &mut Tx, people: I) -> Result<(), Error>
where
    I: IntoIterator<Item = (&'a Person, Option<UserId>)>,
    I::IntoIter: Clone,
{
    let people = people.into_iter();
    part::insert(tx, people.clone().map(|(person, _)| person))?;
    let names = people.map(|(person, manager)| {
        (
            person.id.uuid(),
            manager.map(UserId::uuid),
            person.data.name.as_str(),
        )
    });
    search::insert(tx, Named::Person, names)
}

/// A person found by name, with their client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The person.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// Their job title.
    pub title: Option<String>,
    /// Where they work.
    pub client_id: ClientId,
    /// Its name.
    pub client_name: String,
}

/// People whose names have these words, in the order of names; at most `limit`.
pub fn find_by_name(
    tx: &mut Tx,
    scope: &Scope,
    words: &Words,
    limit: i64,
) -> Result<Vec<Found>, Error> {
    let mut conditions = Conditions::new();
    let most = if words.others.is_empty() {
        search::CANDIDATES
    } else {
        search::CANDIDATES_TO_NARROW
    };
    let found = search::candidates(&mut conditions, Named::Person, scope, &words.driver, most);
    for word in &words.others {
        conditions.compare("p.search_key", "LIKE", search::has_word(word));
    }
    conditions.holds("p.id = k.entity_id AND c.id = p.client_id");
    conditions.holds("p.deleted_at IS NULL AND c.deleted_at IS NULL");
    conditions.visible(scope, "c.manager_id");
    let clause = conditions.clause();
    let limit = conditions.bind(limit);
    let sql = format!(
        "SELECT p.id, p.name, p.title, c.id, c.name FROM {found} k CROSS JOIN person p \
         CROSS JOIN client c{clause} ORDER BY p.name, p.id LIMIT {limit}"
    );
    let rows = tx.query(&sql, conditions.params())?;
    rows.iter()
        .map(|row| {
            Ok(Found {
                id: read::id(row, 0)?,
                name: row.get(1)?,
                title: row.get(2)?,
                client_id: read::id(row, 3)?,
                client_name: row.get(4)?,
            })
        })
        .collect()
}
