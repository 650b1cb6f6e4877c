//! People with the words of their names; the rest of their keeping is in `part`.

use db::{Error, Tx, params};
use domain::id::{PersonId, UserId};
use domain::marker::Marker;
use domain::person::{Person, PersonData, PersonField, PersonTerm};
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

/// A person in a list, with their client.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The person.
    pub person: Person,
    /// Name of the client.
    pub client_name: String,
    /// Colour of the client.
    pub client_marker: Marker,
    /// The key by which the list is ordered.
    pub name_key: String,
}

/// What to list, in the order of names.
#[derive(Debug, Clone)]
pub struct ListQuery<'a> {
    /// What may be seen.
    pub scope: &'a Scope,
    /// Conditions, all of which hold.
    pub terms: &'a [PersonTerm],
    /// Words of the name.
    pub words: Option<&'a Words>,
    /// From the last.
    pub descending: bool,
    /// Begin after this key and person.
    pub after: Option<(&'a str, PersonId)>,
    /// At most so many.
    pub limit: i64,
}

/// A page of people.
pub fn list(tx: &mut Tx, query: &ListQuery<'_>) -> Result<Vec<Found>, Error> {
    let mut conditions = Conditions::new();
    let from = source(&mut conditions, query);
    let (operator, direction) = if query.descending {
        ("<", " DESC")
    } else {
        (">", "")
    };
    if let Some((key, id)) = query.after {
        let place = params![key.to_owned(), id.uuid()];
        conditions.compare_row("(p.name_key, p.id)", operator, place);
    }
    let clause = conditions.clause();
    let limit = conditions.bind(query.limit);
    let columns = part::qualified::<PersonData>();
    let sql = format!(
        "SELECT {columns}, c.name, c.marker, p.name_key FROM {from}{clause} \
         ORDER BY p.name_key{direction}, p.id{direction} LIMIT {limit}"
    );
    let at = part::whole_width::<PersonData>();
    let rows = tx.query(&sql, conditions.params())?;
    rows.iter()
        .map(|row| {
            Ok(Found {
                person: part::read_part(row)?,
                client_name: row.get(at)?,
                client_marker: read::code(row, at + 1)?,
                name_key: row.get(at + 2)?,
            })
        })
        .collect()
}

/// How many people the query finds, whatever its page.
pub fn count(tx: &mut Tx, query: &ListQuery<'_>) -> Result<i64, Error> {
    let mut conditions = Conditions::new();
    let from = source(&mut conditions, query);
    let sql = format!("SELECT COUNT(*) FROM {from}{}", conditions.clause());
    tx.query_one(&sql, conditions.params())?.get(0)
}

fn source(conditions: &mut Conditions, query: &ListQuery<'_>) -> String {
    let from = match query.words {
        Some(words) => {
            let narrow = !words.others.is_empty()
                || !query.terms.is_empty()
                || !query.scope.areas().is_empty();
            let most = if narrow {
                search::CANDIDATES_TO_NARROW
            } else {
                search::CANDIDATES
            };
            for word in &words.others {
                conditions.compare("p.search_key", "LIKE", search::has_word(word));
            }
            let found =
                search::candidates(conditions, Named::Person, query.scope, &words.driver, most);
            conditions.holds("p.id = k.entity_id");
            format!("{found} k CROSS JOIN person p CROSS JOIN client c")
        }
        None => "person p CROSS JOIN client c".to_owned(),
    };
    conditions.holds("c.id = p.client_id");
    conditions.holds("p.deleted_at IS NULL AND c.deleted_at IS NULL");
    conditions.visible(query.scope, "c.manager_id");
    for term in query.terms {
        let column = match term.field {
            PersonField::DecisionRole => "p.decision_role",
            PersonField::Level => "p.level",
        };
        conditions.test(column, &term.test);
    }
    from
}
