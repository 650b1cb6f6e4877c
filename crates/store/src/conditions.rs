//! A WHERE clause that grows by fixed pieces with bound values. The texts are `'static`: nothing
//! a person typed can become SQL here.

use db::Value;
use domain::filter::{Test, Value as Wanted};
use domain::policy::Scope;
use uuid::Uuid;

use crate::responsibility::KEY;

/// Conditions joined by AND, with their parameters.
#[derive(Debug, Default)]
pub struct Conditions {
    pieces: Vec<String>,
    params: Vec<Value<'static>>,
}

impl Conditions {
    /// No condition yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a condition without a value.
    pub fn holds(&mut self, text: &'static str) {
        self.pieces.push(text.to_owned());
    }

    /// Adds a condition on one value; each `$?` in `text` stands for it.
    pub fn with(&mut self, text: &'static str, value: impl Into<Value<'static>>) {
        let place = self.bind(value);
        self.pieces.push(text.replace("$?", &place));
    }

    /// Adds a condition made here of fixed pieces and placeholders.
    pub(crate) fn made(&mut self, text: String) {
        self.pieces.push(text);
    }

    /// Adds `column IN (…)`; no value at all means no row.
    pub fn any_of<V: Into<Value<'static>>>(
        &mut self,
        column: &'static str,
        values: impl IntoIterator<Item = V>,
    ) {
        let places: Vec<String> = values.into_iter().map(|value| self.bind(value)).collect();
        self.pieces.push(if places.is_empty() {
            "1 = 0".to_owned()
        } else {
            format!("{column} IN ({})", places.join(", "))
        });
    }

    /// Adds a condition on several values; `$?` in `text` stands for their list.
    pub fn with_list<V: Into<Value<'static>>>(
        &mut self,
        text: &'static str,
        values: impl IntoIterator<Item = V>,
    ) {
        let places: Vec<String> = values.into_iter().map(|value| self.bind(value)).collect();
        self.pieces.push(text.replace("$?", &places.join(", ")));
    }

    /// Adds "none of these": an empty column passes.
    pub fn none_of<V: Into<Value<'static>>>(
        &mut self,
        column: &'static str,
        values: impl IntoIterator<Item = V>,
    ) {
        let places: Vec<String> = values.into_iter().map(|value| self.bind(value)).collect();
        if !places.is_empty() {
            let places = places.join(", ");
            self.pieces
                .push(format!("({column} IS NULL OR {column} NOT IN ({places}))"));
        }
    }

    /// Adds `left operator value`.
    pub fn compare(
        &mut self,
        left: &'static str,
        operator: &'static str,
        value: impl Into<Value<'static>>,
    ) {
        let place = self.bind(value);
        self.pieces.push(format!("{left} {operator} {place}"));
    }

    /// Adds the SQL form of a filter's test.
    pub fn test(&mut self, column: &'static str, test: &Test) {
        match test {
            Test::AnyOf(values) => self.any_of(column, values.iter().map(bound)),
            Test::NoneOf(values) => self.none_of(column, values.iter().map(bound)),
            Test::AtLeast(value) => self.compare(column, ">=", bound(value)),
            Test::AtMost(value) => self.compare(column, "<=", bound(value)),
            Test::Empty => self.is_null(column),
            Test::Present => self.is_not_null(column),
        }
    }

    /// Adds `column IS NULL`.
    pub fn is_null(&mut self, column: &'static str) {
        self.pieces.push(format!("{column} IS NULL"));
    }

    /// Adds `column IS NOT NULL`.
    pub fn is_not_null(&mut self, column: &'static str) {
        self.pieces.push(format!("{column} IS NOT NULL"));
    }

    /// Adds "one of what this statement finds".
    pub fn is_in(&mut self, column: &'static str, statement: &'static str) {
        self.pieces.push(format!("{column} IN ({statement})"));
    }

    /// Adds "none of what this statement finds".
    pub fn is_not_in(&mut self, column: &'static str, statement: &'static str) {
        self.pieces.push(format!("{column} NOT IN ({statement})"));
    }

    /// Adds `(a, b) operator (…)`: where the next page of a list begins.
    pub fn compare_row<const N: usize>(
        &mut self,
        columns: &'static str,
        operator: &'static str,
        values: [Value<'static>; N],
    ) {
        let places = values.map(|value| self.bind(value));
        self.pieces
            .push(format!("{columns} {operator} ({})", places.join(", ")));
    }

    /// Adds "one of these holds" or, without `wanted`, "none of these holds".
    pub fn any_holds(&mut self, texts: &[&'static str], wanted: bool) {
        let not = if wanted { "" } else { "NOT " };
        self.pieces.push(format!("{not}({})", texts.join(" OR ")));
    }

    /// Adds the visibility of records whose client's manager stands in `column`. Beside a manager
    /// stands the identifier of its client: those shared with the reader are visible by it.
    pub fn visible(&mut self, scope: &Scope, column: &'static str) {
        let Some(managers) = scope.managers() else {
            return;
        };
        // Only a client is shared or lies in an area: other columns tell of an employee.
        let beside = column
            .strip_suffix("manager_id")
            .map(|alias| self.beside(scope, &format!("{alias}id")))
            .unwrap_or_default();
        if beside.is_empty() {
            self.any_of(column, managers.iter().map(|id| Uuid::from(*id)));
            return;
        }
        let places: Vec<String> = managers.iter().map(|id| self.bind(id.uuid())).collect();
        let held = listed(column, &places);
        self.pieces.push(format!("({held}{beside})"));
    }

    /// ` OR id IN …` for the clients that are visible besides those one holds: the shared ones, and
    /// those of the areas.
    fn beside(&mut self, scope: &Scope, id: &str) -> String {
        let mut beside = String::new();
        if !scope.shared().is_empty() {
            let shared = self.bind_shared(scope);
            beside = format!(" OR {id} IN ({shared})");
        }
        if let Some(areas) = self.areas(scope) {
            beside.push_str(&format!(" OR {id} IN {areas}"));
        }
        beside
    }

    fn bind_shared(&mut self, scope: &Scope) -> String {
        let ids = scope.shared().iter();
        let places: Vec<String> = ids.map(|id| self.bind(id.uuid())).collect();
        places.join(", ")
    }

    /// Visibility of words of the search: the manager stands on the word, shared clients and the
    /// people at them are found by the record it is a word of.
    /// `None`: every word may be walked. So it is too where areas are visible, of which words know
    /// nothing: the client itself tells it later.
    pub(crate) fn visible_words(&mut self, scope: &Scope) -> Option<String> {
        let managers = scope.managers().filter(|_| scope.areas().is_empty())?;
        let places: Vec<String> = managers.iter().map(|id| self.bind(id.uuid())).collect();
        let own = listed("t.manager_id", &places);
        if scope.shared().is_empty() {
            return Some(own);
        }
        let shared = self.bind_shared(scope);
        Some(format!(
            "({own} OR t.entity_id IN ({shared}) OR t.entity_id IN \
             (SELECT p.id FROM person p WHERE p.client_id IN ({shared})))"
        ))
    }

    /// Adds that an interaction is not hidden from the reader by a fresh look (R124).
    pub(crate) fn unveiled(&mut self, scope: &Scope, column: &'static str) {
        if scope.looks_fresh() {
            self.pieces.push(format!("NOT {column}"));
        }
    }

    /// `(SELECT …)`: the clients that lie in the areas of the scope; `None`: it has none.
    fn areas(&mut self, scope: &Scope) -> Option<String> {
        if scope.areas().is_empty() {
            return None;
        }
        let mut any = Vec::with_capacity(scope.areas().len());
        for area in scope.areas() {
            let mut all = Vec::new();
            if let Some(key) = area.key {
                let not = if key { "" } else { "NOT " };
                all.push(format!("x.id {not}IN ({KEY})"));
            }
            if let Some(regions) = &area.regions {
                let places: Vec<String> = regions
                    .iter()
                    .map(|region| self.bind(region.clone()))
                    .collect();
                all.push(listed("x.region", &places));
            }
            if let Some(groups) = &area.groups {
                let places: Vec<String> = groups.iter().map(|id| self.bind(id.uuid())).collect();
                let listed = listed("p.group_id", &places);
                all.push(format!(
                    "EXISTS (SELECT 1 FROM orders o JOIN order_line l ON l.order_id = o.id \
                     JOIN product p ON p.id = l.product_id WHERE o.client_id = x.id \
                     AND o.deleted_at IS NULL AND o.is_sale \
                     AND o.status IN ('confirmed', 'shipped', 'done') AND {listed})"
                ));
            }
            if all.is_empty() {
                all.push("1 = 1".to_owned());
            }
            any.push(format!("({})", all.join(" AND ")));
        }
        Some(format!(
            "(SELECT x.id FROM client x WHERE x.deleted_at IS NULL AND x.relation = 'current' \
             AND ({}))",
            any.join(" OR ")
        ))
    }

    /// Adds the visibility of tasks: those that the scope's employees do or made, and those for
    /// their clients.
    pub(crate) fn visible_tasks(&mut self, scope: &Scope) {
        let Some(managers) = scope.managers() else {
            return;
        };
        let places: Vec<String> = managers.iter().map(|id| self.bind(id.uuid())).collect();
        let list = places.join(", ");
        let beside = self.beside(scope, "c.id");
        self.pieces.push(format!(
            "(t.assignee_id IN ({list}) OR t.created_by IN ({list}) \
             OR c.manager_id IN ({list}){beside})"
        ));
        if scope.looks_fresh() {
            // what others have done at the client before tells what was tried
            self.pieces.push(format!(
                "(t.assignee_id IN ({list}) OR t.closed_at IS NULL OR NOT EXISTS (SELECT 1 \
                 FROM fresh_look f WHERE f.client_id = t.client_id AND t.closed_at <= f.since))"
            ));
        }
    }

    /// Adds the visibility of signals: those that the scope's employees work, wrote or manage the
    /// client of, and those that nobody has taken and that are about no client.
    pub(crate) fn visible_signals(&mut self, scope: &Scope) {
        let Some(managers) = scope.managers() else {
            return;
        };
        self.with_list(
            "(s.owner_id IN ($?) OR s.created_by IN ($?) OR c.manager_id IN ($?) \
              OR (s.client_id IS NULL AND s.owner_id IS NULL))",
            managers.iter().map(|id| id.uuid()),
        );
    }

    /// Adds the visibility of leads: the new ones, those that the scope's employees wrote or
    /// decided, and those of clients that they manage.
    pub(crate) fn visible_leads(&mut self, scope: &Scope) {
        let Some(managers) = scope.managers() else {
            return;
        };
        self.with_list(
            "(l.state = 'new' OR l.created_by IN ($?) OR l.decided_by IN ($?) \
              OR c.manager_id IN ($?))",
            managers.iter().map(|id| id.uuid()),
        );
    }

    /// Adds the visibility of deals: with their client, but those that ended before a fresh look.
    pub(crate) fn visible_deals(&mut self, scope: &Scope) {
        self.holds("c.deleted_at IS NULL");
        self.visible(scope, "c.manager_id");
        if scope.looks_fresh() {
            self.holds(
                "(d.state IN ('open', 'won') OR NOT EXISTS (SELECT 1 FROM fresh_look f \
                 WHERE f.client_id = d.client_id AND d.ended_at <= f.since))",
            );
        }
    }

    /// Adds the visibility of journal lines: those of visible clients, and those of no client
    /// whose actor is one of the scope's employees.
    pub(crate) fn visible_lines(&mut self, scope: &Scope) {
        let Some(managers) = scope.managers() else {
            return;
        };
        let places: Vec<String> = managers.iter().map(|id| self.bind(id.uuid())).collect();
        let list = places.join(", ");
        let shared = match scope.shared() {
            [] => String::new(),
            _ => format!(" OR j.client_id IN ({})", self.bind_shared(scope)),
        };
        self.pieces.push(format!(
            "(j.client_id IN (SELECT id FROM client WHERE manager_id IN ({list})) \
              OR (j.client_id IS NULL AND j.actor_id IN ({list})){shared})"
        ));
        if scope.looks_fresh() {
            // lines of before, and later ones about an interaction of before
            self.holds(
                "NOT EXISTS (SELECT 1 FROM fresh_look f WHERE f.client_id = j.client_id \
                 AND j.made_at <= f.since)",
            );
            self.holds(
                "NOT EXISTS (SELECT 1 FROM interaction v WHERE v.id = j.entity_id AND v.veiled)",
            );
        }
    }

    /// Binds a value that stands elsewhere in the statement (a LIMIT); returns its placeholder.
    pub fn bind(&mut self, value: impl Into<Value<'static>>) -> String {
        self.params.push(value.into());
        format!("${}", self.params.len())
    }

    /// ` WHERE a AND b`, or nothing.
    pub fn clause(&self) -> String {
        if self.pieces.is_empty() {
            String::new()
        } else {
            format!(" WHERE {}", self.pieces.join(" AND "))
        }
    }

    /// The bound values, in the order of their placeholders.
    pub fn params(&self) -> &[Value<'static>] {
        &self.params
    }
}

/// `column IN (…)`; no value at all means no row.
fn listed(column: &str, places: &[String]) -> String {
    if places.is_empty() {
        "1 = 0".to_owned()
    } else {
        format!("{column} IN ({})", places.join(", "))
    }
}

/// A value of a filter as a parameter.
pub fn bound(value: &Wanted) -> Value<'static> {
    match value {
        Wanted::Text(text) => Value::from(text.clone()),
        Wanted::Id(id) => Value::from(*id),
        Wanted::Int(number) => Value::from(*number),
        Wanted::Flag(flag) => Value::from(*flag),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::UserId;
    use domain::policy::{Actor, Entity, Role, Rules};

    #[test]
    fn pieces_and_places() {
        let mut conditions = Conditions::new();
        conditions.holds("deleted_at IS NULL");
        conditions.with("(name = $? OR title = $?)", "x");
        conditions.any_of("kind", ["a", "b"]);
        conditions.any_of("region", Vec::<String>::new());
        let limit = conditions.bind(5_i64);
        assert_eq!(
            conditions.clause(),
            " WHERE deleted_at IS NULL AND (name = $1 OR title = $1) AND kind IN ($2, $3) AND 1 = 0"
        );
        let mut list = Conditions::new();
        list.with_list("id IN (SELECT a FROM b WHERE c IN ($?))", ["x", "y"]);
        assert_eq!(
            list.clause(),
            " WHERE id IN (SELECT a FROM b WHERE c IN ($1, $2))"
        );
        let mut more = Conditions::new();
        more.none_of("kind", ["a"]);
        more.compare("age", ">=", 5_i64);
        more.compare_row("(age, id)", ">", [Value::from(5_i64), Value::from(6_i64)]);
        more.any_holds(&["x IS NULL", "y IS NULL"], false);
        assert_eq!(
            more.clause(),
            " WHERE (kind IS NULL OR kind NOT IN ($1)) AND age >= $2 AND (age, id) > ($3, $4) \
             AND NOT (x IS NULL OR y IS NULL)"
        );
        assert_eq!((limit.as_str(), conditions.params().len()), ("$4", 4));
        assert_eq!(Conditions::new().clause(), "");
    }

    #[test]
    fn visibility() {
        let user = UserId::from_uuid(Uuid::from_u128(7));
        let scope_of = |role| {
            Actor::new(user, String::new(), role, Vec::new(), Rules::default())
                .scope(Entity::Client)
                .unwrap()
        };
        let mut own = Conditions::new();
        own.visible(&scope_of(Role::ActiveSeller), "manager_id");
        assert_eq!(own.clause(), " WHERE manager_id IN ($1)");
        let mut all = Conditions::new();
        all.visible(&scope_of(Role::Owner), "manager_id");
        assert_eq!(all.clause(), "");
    }
}
