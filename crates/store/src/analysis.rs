//! What the analysis reads besides order lines, and the snapshot of figures it writes. Reads of
//! whole tables look at no rights: they fill the image, which is asked only through masks.

mod cards;
pub mod month;

use db::{Error, Row, Tx, Value, params};
use domain::client::{ClientKind, Relation, ServiceClass};
use domain::id::{
    ClientId, CompanyGroupId, CompetitorId, ProductGroupId, ProductId, SegmentId, SourceId, TeamId,
    UserId,
};
use domain::policy::Scope;
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

pub use cards::{
    Located, Potential, each_address, each_talk, key_marks_until, potentials, satisfactions_until,
    temperatures_at,
};

use crate::conditions::Conditions;
use crate::read;

/// What the analysis knows of a client besides its orders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientRow {
    /// Identity.
    pub id: ClientId,
    /// Market segment.
    pub segment: Option<SegmentId>,
    /// Where the client came from.
    pub source: Option<SourceId>,
    /// Region of the main address.
    pub region: Option<String>,
    /// Employee who manages the client.
    pub manager: Option<UserId>,
    /// How they stand to us.
    pub relation: Relation,
    /// Company or private person.
    pub kind: ClientKind,
    /// Ordinary or VIP.
    pub service_class: ServiceClass,
    /// Group of companies.
    pub company_group: Option<CompanyGroupId>,
    /// Buys only from us.
    pub only_us: bool,
    /// Has recommended us.
    pub recommends: bool,
    /// Agreed to mailings.
    pub mailing_consent: bool,
    /// When it was added.
    pub created_at: Timestamp,
}

const CLIENT: &str = "SELECT id, segment_id, source_id, region, manager_id, relation, kind, \
    service_class, company_group_id, only_us, recommends, mailing_consent, created_at \
    FROM client WHERE deleted_at IS NULL";

/// Hands over all clients, in the order of their ids.
pub fn each_client<E: From<Error>>(
    tx: &mut Tx,
    mut f: impl FnMut(ClientRow) -> Result<(), E>,
) -> Result<(), E> {
    let sql = format!("{CLIENT} ORDER BY id");
    tx.query_each(&sql, &[], |row| f(read_client(row)?))
}

/// One client; `None` when it is deleted.
pub fn client(tx: &mut Tx, id: ClientId) -> Result<Option<ClientRow>, Error> {
    let sql = format!("{CLIENT} AND id = $1");
    let row = tx.query_opt(&sql, &params![id.uuid()])?;
    row.map(|row| read_client(&row)).transpose()
}

fn read_client(row: &Row) -> Result<ClientRow, Error> {
    Ok(ClientRow {
        id: read::id(row, 0)?,
        segment: read::id_opt(row, 1)?,
        source: read::id_opt(row, 2)?,
        region: row.get(3)?,
        manager: read::id_opt(row, 4)?,
        relation: read::code(row, 5)?,
        kind: read::code(row, 6)?,
        service_class: read::code(row, 7)?,
        company_group: read::id_opt(row, 8)?,
        only_us: row.get(9)?,
        recommends: row.get(10)?,
        mailing_consent: row.get(11)?,
        created_at: read::moment(row, 12)?,
    })
}

/// The team of each employee; few enough to be read with every question.
pub fn teams(tx: &mut Tx) -> Result<Vec<(UserId, Option<TeamId>)>, Error> {
    let rows = tx.query("SELECT id, team_id FROM app_user ORDER BY id", &[])?;
    rows.iter()
        .map(|row| Ok((read::id(row, 0)?, read::id_opt(row, 1)?)))
        .collect()
}

/// Net amount of all orders that count, of clients that are not deleted, reporting currency.
pub fn counted_amount(tx: &mut Tx) -> Result<i64, Error> {
    let row = tx.query_one(
        "SELECT CAST(COALESCE(SUM(o.base_total_minor), 0) AS BIGINT) FROM orders o \
         JOIN client c ON c.id = o.client_id \
         WHERE o.deleted_at IS NULL AND o.status IN ('confirmed', 'shipped', 'done') \
         AND c.deleted_at IS NULL",
        &[],
    )?;
    row.get(0)
}

/// Every product with its group; deleted ones too, for they stand in orders.
pub fn products(tx: &mut Tx) -> Result<Vec<(ProductId, Option<ProductGroupId>)>, Error> {
    let rows = tx.query("SELECT id, group_id FROM product ORDER BY id", &[])?;
    rows.iter()
        .map(|row| Ok((read::id(row, 0)?, read::id_opt(row, 1)?)))
        .collect()
}

/// Numbers that differ when products or groups were changed: whether to read them again.
pub fn catalogue(tx: &mut Tx) -> Result<(i64, i64), Error> {
    let row = tx.query_one(
        "SELECT COUNT(*) + (SELECT CAST(COUNT(*) + COALESCE(SUM(version), 0) AS BIGINT) \
         FROM product_group), COALESCE(MAX(updated_at), 0) FROM product",
        &[],
    )?;
    Ok((row.get(0)?, row.get(1)?))
}

/// Every product group with its parent and name.
pub fn product_groups(
    tx: &mut Tx,
) -> Result<Vec<(ProductGroupId, Option<ProductGroupId>, String)>, Error> {
    let rows = tx.query(
        "SELECT id, parent_id, name FROM product_group ORDER BY id",
        &[],
    )?;
    rows.iter()
        .map(|row| Ok((read::id(row, 0)?, read::id_opt(row, 1)?, row.get(2)?)))
        .collect()
}

/// The competitor of each client that buys from one too, or of one client.
pub fn competitors(
    tx: &mut Tx,
    client: Option<ClientId>,
) -> Result<Vec<(ClientId, CompetitorId)>, Error> {
    let mut conditions = Conditions::new();
    conditions.holds("deleted_at IS NULL");
    conditions.holds("competitor_id IS NOT NULL");
    if let Some(client) = client {
        conditions.with("id = $?", client.uuid());
    }
    let sql = format!(
        "SELECT id, competitor_id FROM client{}",
        conditions.clause()
    );
    let rows = tx.query(&sql, conditions.params())?;
    rows.iter()
        .map(|row| Ok((read::id(row, 0)?, read::id(row, 1)?)))
        .collect()
}

/// Things that have a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Named {
    /// Clients.
    Client,
    /// Employees.
    User,
    /// Segments.
    Segment,
    /// Sources.
    Source,
    /// Products.
    Product,
    /// Teams.
    Team,
    /// Groups of companies.
    CompanyGroup,
    /// Competitors.
    Competitor,
}

/// Names of these things; an unknown identifier has none.
pub fn names(tx: &mut Tx, of: Named, ids: &[Uuid]) -> Result<Vec<(Uuid, String)>, Error> {
    let select = match of {
        Named::Client => "SELECT id, name FROM client",
        Named::User => "SELECT id, name FROM app_user",
        Named::Segment => "SELECT id, name FROM segment",
        Named::Source => "SELECT id, name FROM source",
        Named::Product => "SELECT id, name FROM product",
        Named::Team => "SELECT id, name FROM team",
        Named::CompanyGroup => "SELECT id, name FROM company_group",
        Named::Competitor => "SELECT id, name FROM competitor",
    };
    texts(tx, select, ids)
}

/// The keys by which the names of clients are ordered.
pub fn sort_keys(tx: &mut Tx, clients: &[Uuid]) -> Result<Vec<(Uuid, String)>, Error> {
    texts(tx, "SELECT id, name_key FROM client", clients)
}

fn texts(tx: &mut Tx, select: &'static str, ids: &[Uuid]) -> Result<Vec<(Uuid, String)>, Error> {
    const AT_ONCE: usize = 500;
    let mut names = Vec::with_capacity(ids.len());
    for part in ids.chunks(AT_ONCE) {
        let mut conditions = Conditions::new();
        conditions.any_of("id", part.iter().copied());
        let sql = format!("{select}{}", conditions.clause());
        for row in tx.query(&sql, conditions.params())? {
            names.push((row.get(0)?, row.get(1)?));
        }
    }
    Ok(names)
}

/// The figures of a client in the snapshot, as they are written.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    /// The client.
    pub client: ClientId,
    /// The window they were made for, as `12m`.
    pub window: String,
    /// Purchases.
    pub orders: i64,
    /// Net revenue, reporting currency.
    pub revenue_minor: i64,
    /// Net margin, as far as costs are known.
    pub margin_minor: Option<i64>,
    /// First purchase of all.
    pub first_day: Option<Date>,
    /// Last purchase, whether in the window or before it.
    pub last_day: Option<Date>,
    /// Different products.
    pub assortment: i64,
    /// Average cheque net of returns.
    pub cheque_minor: i64,
    /// Class by volume; `None` without a line in the window.
    pub abc: Option<String>,
    /// Class by regularity.
    pub xyz: Option<String>,
    /// Coefficient of variation.
    pub cv: Option<f64>,
    /// Scores of recency, frequency and money.
    pub rfm: Option<[i64; 3]>,
    /// active, sleeping, lost, none.
    pub state: String,
    /// Simple lifetime value.
    pub ltv_minor: Option<i64>,
}

impl Figures {
    /// Whether a class differs: what the history keeps.
    pub fn classes_differ(&self, other: &Self) -> bool {
        (&self.abc, &self.xyz, &self.state) != (&other.abc, &other.xyz, &other.state)
    }
}

/// Hands over the whole snapshot.
pub fn each_figures<E: From<Error>>(
    tx: &mut Tx,
    mut f: impl FnMut(Figures) -> Result<(), E>,
) -> Result<(), E> {
    let sql = "SELECT client_id, window_code, orders, revenue_minor, margin_minor, first_day, \
        last_day, assortment, cheque_minor, abc, xyz, cv, r, f, m, state, ltv_minor \
        FROM client_figures";
    tx.query_each(sql, &[], |row| f(read_figures(row)?))
}

fn read_figures(row: &Row) -> Result<Figures, Error> {
    let scores: (Option<i64>, Option<i64>, Option<i64>) =
        (row.get(12)?, row.get(13)?, row.get(14)?);
    Ok(Figures {
        client: read::id(row, 0)?,
        window: row.get(1)?,
        orders: row.get(2)?,
        revenue_minor: row.get(3)?,
        margin_minor: row.get(4)?,
        first_day: read::day_opt(row, 5)?,
        last_day: read::day_opt(row, 6)?,
        assortment: row.get(7)?,
        cheque_minor: row.get(8)?,
        abc: row.get(9)?,
        xyz: row.get(10)?,
        cv: row.get(11)?,
        rfm: match scores {
            (Some(r), Some(f), Some(m)) => Some([r, f, m]),
            _ => None,
        },
        state: row.get(15)?,
        ltv_minor: row.get(16)?,
    })
}

/// Writes figures in place of earlier ones of the same clients.
pub fn write_figures(tx: &mut Tx, as_of: Date, figures: &[Figures]) -> Result<(), Error> {
    let rows = figures.iter().map(|row| {
        let mut values = vec![
            Value::from(row.client.uuid()),
            Value::from(as_of.to_string()),
        ];
        values.extend([Value::from(row.window.clone()), Value::from(row.orders)]);
        values.extend([
            Value::from(row.revenue_minor),
            Value::from(row.margin_minor),
        ]);
        values.push(Value::from(row.first_day.map(|day| day.to_string())));
        values.push(Value::from(row.last_day.map(|day| day.to_string())));
        values.extend([Value::from(row.assortment), Value::from(row.cheque_minor)]);
        values.extend([Value::from(row.abc.clone()), Value::from(row.xyz.clone())]);
        values.push(Value::from(row.cv));
        values.extend((0..3).map(|place| Value::from(row.rfm.map(|scores| scores[place]))));
        values.extend([Value::from(row.state.clone()), Value::from(row.ltv_minor)]);
        values
    });
    tx.execute_many(include_str!("analysis/write_figures.sql"), rows)?;
    Ok(())
}

/// Notes changed classes of clients as of a day.
pub fn note_history(tx: &mut Tx, as_of: Date, figures: &[Figures]) -> Result<(), Error> {
    let rows = figures.iter().map(|row| {
        let mut values = vec![
            Value::from(row.client.uuid()),
            Value::from(as_of.to_string()),
        ];
        values.extend([Value::from(row.orders), Value::from(row.revenue_minor)]);
        values.extend([Value::from(row.abc.clone()), Value::from(row.xyz.clone())]);
        values.extend((0..3).map(|place| Value::from(row.rfm.map(|scores| scores[place]))));
        values.push(Value::from(row.state.clone()));
        values
    });
    tx.execute_many(include_str!("analysis/note_history.sql"), rows)?;
    Ok(())
}

/// Removes the figures of clients that have none any more.
pub fn remove_figures(tx: &mut Tx, clients: &[ClientId]) -> Result<(), Error> {
    let rows = clients.iter().map(|client| [Value::from(client.uuid())]);
    tx.execute_many("DELETE FROM client_figures WHERE client_id = $1", rows)?;
    Ok(())
}

/// Classes of a client since a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Past {
    /// The first day they held.
    pub as_of: Date,
    /// Purchases in the window then.
    pub orders: i64,
    /// Net revenue in the window then.
    pub revenue_minor: i64,
    /// Class by volume.
    pub abc: Option<String>,
    /// Class by regularity.
    pub xyz: Option<String>,
    /// Scores.
    pub rfm: Option<[i64; 3]>,
    /// active, sleeping, lost, none.
    pub state: String,
}

/// How the classes of a visible client moved, the latest first, at most `limit`.
pub fn history(
    tx: &mut Tx,
    scope: &Scope,
    client: ClientId,
    limit: i64,
) -> Result<Vec<Past>, Error> {
    let mut conditions = Conditions::new();
    conditions.with("h.client_id = $?", client.uuid());
    conditions.holds("c.deleted_at IS NULL");
    conditions.visible(scope, "c.manager_id");
    let limit = conditions.bind(limit);
    let sql = format!(
        "SELECT h.as_of_day, h.orders, h.revenue_minor, h.abc, h.xyz, h.r, h.f, h.m, h.state \
         FROM client_figures_history h JOIN client c ON c.id = h.client_id{} \
         ORDER BY h.as_of_day DESC LIMIT {limit}",
        conditions.clause()
    );
    tx.query(&sql, conditions.params())?
        .iter()
        .map(|row| {
            let scores: (Option<i64>, Option<i64>, Option<i64>) =
                (row.get(5)?, row.get(6)?, row.get(7)?);
            Ok(Past {
                as_of: read::day(row, 0)?,
                orders: row.get(1)?,
                revenue_minor: row.get(2)?,
                abc: row.get(3)?,
                xyz: row.get(4)?,
                rfm: match scores {
                    (Some(r), Some(f), Some(m)) => Some([r, f, m]),
                    _ => None,
                },
                state: row.get(8)?,
            })
        })
        .collect()
}
