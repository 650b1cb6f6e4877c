//! Recommendations: who brought whom, and what came of it.

use db::{Error, Row, Tx, Value};
use domain::id::{ClientId, UserId};
use domain::policy::Scope;
use domain::referral::{Referral, ReferralData};
use uuid::Uuid;

use crate::conditions::Conditions;
use crate::part::{self, Stored};
use crate::read;

impl Stored for ReferralData {
    const TABLE: &'static str = "referral";
    const COLUMNS: &'static str = "kind, giver_id, person_id, giver_name, day, result, note";
    const ORDER: &'static str = "day DESC, created_at DESC, id";

    fn values(&self) -> Vec<Value<'static>> {
        vec![
            Value::from(self.kind.code()),
            Value::from(self.giver_id.map(Uuid::from)),
            Value::from(self.person_id.map(Uuid::from)),
            Value::from(self.giver_name.clone()),
            Value::from(self.day.to_string()),
            Value::from(self.result.code()),
            Value::from(self.note.clone()),
        ]
    }

    fn read(row: &Row, at: usize) -> Result<Self, Error> {
        Ok(Self {
            kind: read::code(row, at)?,
            giver_id: read::id_opt(row, at + 1)?,
            person_id: read::id_opt(row, at + 2)?,
            giver_name: row.get(at + 3)?,
            day: read::day(row, at + 4)?,
            result: read::code(row, at + 5)?,
            note: row.get(at + 6)?,
        })
    }
}

/// A recommendation with the names it refers to and whether the recommended client bought.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The recommendation.
    pub referral: Referral,
    /// Name of the client that was recommended.
    pub client_name: String,
    /// The client that gave it: its name and who manages it.
    pub giver: Option<(String, Option<UserId>)>,
    /// Name of the person at it.
    pub person: Option<String>,
    /// Purchases of the recommended client.
    pub purchases: i64,
}

fn read_item(row: &Row) -> Result<Item, Error> {
    let at = part::whole_width::<ReferralData>();
    let giver: Option<String> = row.get(at + 2)?;
    let manager = read::id_opt(row, at + 3)?;
    Ok(Item {
        referral: part::read_part(row)?,
        client_name: row.get(at)?,
        purchases: row.get(at + 1)?,
        giver: giver.map(|name| (name, manager)),
        person: row.get(at + 4)?,
    })
}

fn items(tx: &mut Tx, conditions: &Conditions) -> Result<Vec<Item>, Error> {
    let clause = conditions.clause();
    let sql = format!(
        "SELECT {}, c.name, c.purchases, g.name, g.manager_id, pe.name FROM referral p \
         JOIN client c ON c.id = p.client_id \
         LEFT JOIN client g ON g.id = p.giver_id AND g.deleted_at IS NULL \
         LEFT JOIN person pe ON pe.id = p.person_id AND pe.deleted_at IS NULL\
         {clause} ORDER BY p.day DESC, p.id",
        part::qualified::<ReferralData>()
    );
    tx.query(&sql, conditions.params())?
        .iter()
        .map(read_item)
        .collect()
}

fn standing(scope: &Scope) -> Conditions {
    let mut conditions = Conditions::new();
    conditions.holds("p.deleted_at IS NULL AND c.deleted_at IS NULL");
    conditions.visible(scope, "c.manager_id");
    conditions
}

/// By whom a client within the scope was recommended.
pub fn received(tx: &mut Tx, scope: &Scope, client: ClientId) -> Result<Vec<Item>, Error> {
    let mut conditions = standing(scope);
    conditions.compare("p.client_id", "=", client.uuid());
    items(tx, &conditions)
}

/// Whom of the clients within the scope these clients recommended.
pub fn given(tx: &mut Tx, scope: &Scope, givers: &[ClientId]) -> Result<Vec<Item>, Error> {
    let mut conditions = standing(scope);
    conditions.any_of("p.giver_id", givers.iter().map(|id| id.uuid()));
    items(tx, &conditions)
}

/// One of them, as it stands on a client within the scope.
pub fn find(tx: &mut Tx, scope: &Scope, id: Uuid) -> Result<Option<Item>, Error> {
    let mut conditions = standing(scope);
    conditions.compare("p.id", "=", id);
    Ok(items(tx, &conditions)?.pop())
}

/// Who recommended a client, whoever may see them: to keep the tree without circles.
pub fn givers_of(tx: &mut Tx, client: ClientId) -> Result<Vec<ClientId>, Error> {
    let mut conditions = Conditions::new();
    conditions.holds("deleted_at IS NULL AND giver_id IS NOT NULL");
    conditions.compare("client_id", "=", client.uuid());
    let sql = format!("SELECT giver_id FROM referral{}", conditions.clause());
    tx.query(&sql, conditions.params())?
        .iter()
        .map(|row| read::id(row, 0))
        .collect()
}

/// Who gives recommendations, and what came of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Giver {
    /// The client, with its name and who manages it; none: somebody from outside.
    pub client: Option<(ClientId, String, Option<UserId>)>,
    /// The name of somebody from outside.
    pub name: Option<String>,
    /// Clients recommended.
    pub clients: i64,
    /// Of these: as a partner.
    pub as_partner: i64,
    /// Of these: bought.
    pub bought: i64,
    /// For how much, reporting currency.
    pub revenue_minor: i64,
}

/// Givers of the clients within the scope, whoever brought the most first.
pub fn givers(tx: &mut Tx, scope: &Scope) -> Result<Vec<Giver>, Error> {
    let conditions = standing(scope);
    let clause = conditions.clause();
    let sql = format!(
        "SELECT p.giver_id, g.name, g.manager_id, p.giver_name, COUNT(*), \
             SUM(CASE WHEN p.kind = 'partner' THEN 1 ELSE 0 END), \
             SUM(CASE WHEN c.purchases > 0 THEN 1 ELSE 0 END), \
             SUM(COALESCE((SELECT SUM(o.base_total_minor) FROM orders o \
                 WHERE o.client_id = c.id AND o.deleted_at IS NULL \
                 AND o.status IN ('confirmed', 'shipped', 'done')), 0)) \
         FROM referral p JOIN client c ON c.id = p.client_id \
         LEFT JOIN client g ON g.id = p.giver_id AND g.deleted_at IS NULL{clause} \
         GROUP BY p.giver_id, g.name, g.manager_id, p.giver_name ORDER BY 5 DESC, 8 DESC"
    );
    tx.query(&sql, conditions.params())?
        .iter()
        .map(|row| {
            let id: Option<ClientId> = read::id_opt(row, 0)?;
            let name: Option<String> = row.get(1)?;
            let manager = read::id_opt(row, 2)?;
            Ok(Giver {
                client: id.zip(name).map(|(id, name)| (id, name, manager)),
                name: row.get(3)?,
                clients: row.get(4)?,
                as_partner: row.get(5)?,
                bought: row.get(6)?,
                revenue_minor: row.get(7)?,
            })
        })
        .collect()
}
