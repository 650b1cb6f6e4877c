//! Search keys in the database: the words of names of clients and people, found by their
//! beginning. A search looks at a bounded number of candidates, so that a word half of the base
//! has costs no more than a rare one.

use db::{Error, Tx, Value, params};
use domain::policy::Scope;
use domain::search::name_keys;
use uuid::Uuid;

use crate::conditions::Conditions;

/// Whose names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    /// Clients.
    Client = 1,
    /// People at clients.
    Person = 2,
}

/// Candidates looked at when a query is one word and nothing else is asked.
pub const CANDIDATES: i64 = 300;
/// Candidates looked at when other words or a filter will leave few of them.
pub const CANDIDATES_TO_NARROW: i64 = 3_000;
/// How far the words of a query are counted to find the rarest.
const COUNTED: i64 = 300;

/// The words of a name as they stand in `search_key`: a space before, between and after.
pub fn key_of(name: &str) -> String {
    let mut key = String::from(" ");
    for word in name_keys(name) {
        key.push_str(&word);
        key.push(' ');
    }
    key
}

/// Adds the words of names. Each item is the entity, its manager, its name.
pub fn insert<'a>(
    tx: &mut Tx,
    named: Named,
    names: impl IntoIterator<Item = (Uuid, Option<Uuid>, &'a str)>,
) -> Result<(), Error> {
    let rows = names.into_iter().flat_map(|(entity, manager, name)| {
        name_keys(name)
            .into_iter()
            .map(move |word| params![named as i64, word, entity, manager])
    });
    tx.execute_many(
        "INSERT INTO search_token (kind, token, entity_id, manager_id) VALUES ($1, $2, $3, $4)",
        rows,
    )?;
    Ok(())
}

/// Removes the words of a name.
pub fn remove(tx: &mut Tx, named: Named, entity: Uuid, name: &str) -> Result<(), Error> {
    let rows = name_keys(name)
        .into_iter()
        .map(|word| params![named as i64, word, entity]);
    tx.execute_many(
        "DELETE FROM search_token WHERE kind = $1 AND token = $2 AND entity_id = $3",
        rows,
    )?;
    Ok(())
}

/// Moves the words of a name to another manager.
pub fn assign(
    tx: &mut Tx,
    named: Named,
    entity: Uuid,
    name: &str,
    manager: Option<Uuid>,
) -> Result<(), Error> {
    let rows = name_keys(name)
        .into_iter()
        .map(|word| params![named as i64, word, entity, manager]);
    tx.execute_many(
        "UPDATE search_token SET manager_id = $4 WHERE kind = $1 AND token = $2 AND entity_id = $3",
        rows,
    )?;
    Ok(())
}

/// What to look for: the word to walk by, and those that must be there besides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// Every candidate has a word that begins with this: the rarest of the query.
    pub driver: String,
    /// And words that begin with each of these.
    pub others: Vec<String>,
}

/// Picks the reading of a query that finds something, and its rarest word. `None`: nothing is
/// found.
pub fn choose(
    tx: &mut Tx,
    named: Named,
    scope: &Scope,
    readings: &[Vec<String>],
) -> Result<Option<Words>, Error> {
    for reading in readings {
        let wanted = if reading.len() == 1 { 1 } else { COUNTED };
        let mut rarest: Option<(i64, usize)> = None;
        for (at, word) in reading.iter().enumerate() {
            let count = count(tx, named, scope, word, wanted)?;
            if rarest.is_none_or(|(least, _)| count < least) {
                rarest = Some((count, at));
            }
            if count == 0 {
                break;
            }
        }
        if let Some((1.., at)) = rarest {
            let mut others = reading.clone();
            let driver = others.swap_remove(at);
            return Ok(Some(Words { driver, others }));
        }
    }
    Ok(None)
}

fn count(tx: &mut Tx, named: Named, scope: &Scope, word: &str, limit: i64) -> Result<i64, Error> {
    let mut conditions = Conditions::new();
    begins(&mut conditions, named, scope, word);
    let clause = conditions.clause();
    let limit = conditions.bind(limit);
    let sql = format!(
        "SELECT COUNT(*) FROM (SELECT entity_id FROM search_token t{clause} LIMIT {limit}) found"
    );
    tx.query_one(&sql, conditions.params())?.get(0)
}

fn begins(conditions: &mut Conditions, named: Named, scope: &Scope, word: &str) {
    if let Some(visible) = conditions.visible_words(scope) {
        conditions.made(visible);
    }
    conditions.with("t.kind = $?", named as i64);
    let (from, to) = prefix(word);
    conditions.with("t.token >= $?", from);
    conditions.with("t.token < $?", to);
}

/// The half-open range of texts that begin with `text`, by bytes.
pub fn prefix(text: &str) -> (String, String) {
    let mut end = text.to_owned();
    // No key holds the last character of Unicode, so it can stand for "after all of these".
    end.push(char::MAX);
    (text.to_owned(), end)
}

/// `(SELECT DISTINCT entity_id …)`: at most `limit` candidates of a query, in the order of their
/// words; the values are bound in `conditions`.
pub(crate) fn candidates(
    conditions: &mut Conditions,
    named: Named,
    scope: &Scope,
    driver: &str,
    limit: i64,
) -> String {
    let mut inner = String::new();
    // Among the words of several managers the order would cost a sort of all of them.
    let mut order = " ORDER BY t.token, t.entity_id";
    if let Some(visible) = conditions.visible_words(scope) {
        inner = format!("{visible} AND ");
        let one = scope.managers().is_some_and(|of| of.len() == 1);
        if !one || !scope.shared().is_empty() {
            order = "";
        }
    }
    let (from, to) = prefix(driver);
    let kind = conditions.bind(named as i64);
    let from = conditions.bind(from);
    let to = conditions.bind(to);
    let limit = conditions.bind(limit);
    format!(
        "(SELECT DISTINCT entity_id FROM (SELECT t.entity_id FROM search_token t \
         WHERE {inner}t.kind = {kind} AND t.token >= {from} AND t.token < {to}{order} \
         LIMIT {limit}) walked)"
    )
}

/// A pattern for `search_key LIKE`: some word begins with `word`. Keys hold letters and digits
/// only, so nothing needs escaping.
pub(crate) fn has_word(word: &str) -> Value<'static> {
    Value::from(format!("% {word}%"))
}
