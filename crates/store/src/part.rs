//! Tables of what hangs on a client, kept in the same way (see `domain::part`): one set of
//! statements for all, made of the names each table declares.

use db::{Error, Row, Tx, Value, params};
use domain::address::{AddressData, AddressParts};
use domain::channel::ChannelData;
use domain::fact::FactData;
use domain::id::ClientId;
use domain::interaction::InteractionData;
use domain::key_mark::KeyMarkData;
use domain::part::{Part, PartData};
use domain::person::PersonData;
use domain::policy::Scope;
use domain::potential::PotentialData;
use domain::satisfaction::SatisfactionData;
use jiff::Timestamp;
use uuid::Uuid;

use crate::conditions::Conditions;
use crate::read;

/// How the content of a part lies in its table.
pub trait Stored: PartData {
    /// The table.
    const TABLE: &'static str;
    /// The columns of the content, comma and space between.
    const COLUMNS: &'static str;
    /// The order in which the parts of one client are shown.
    const ORDER: &'static str;
    /// Whether a fresh look may hide parts of this kind (R124).
    const HIDEABLE: bool = false;
    /// Whether parts of before a fresh look tell what was tried then, and are hidden as a whole.
    const TELLS_PAST: bool = false;

    /// The values of the columns.
    fn values(&self) -> Vec<Value<'static>>;
    /// Reads the content from the columns, the first of which is `at`.
    fn read(row: &Row, at: usize) -> Result<Self, Error>;
}

const KEPT: &str = "id, client_id, version, created_by, created_at, updated_at";
const KEPT_WIDTH: usize = 6;

/// How many columns [`read_part`] reads.
pub(crate) fn whole_width<D: Stored>() -> usize {
    KEPT_WIDTH + width::<D>()
}

fn width<D: Stored>() -> usize {
    D::COLUMNS.split(", ").count()
}

pub(crate) fn read_part<D: Stored>(row: &Row) -> Result<Part<D>, Error> {
    Ok(Part {
        id: row.get::<Uuid>(0)?.into(),
        client_id: read::id(row, 1)?,
        version: row.get(2)?,
        created_by: read::id(row, 3)?,
        created_at: read::moment(row, 4)?,
        updated_at: read::moment(row, 5)?,
        data: D::read(row, KEPT_WIDTH)?,
    })
}

/// Adds parts.
pub fn insert<'a, D, I>(tx: &mut Tx, parts: I) -> Result<u64, Error>
where
    D: Stored,
    I: IntoIterator<Item = &'a Part<D>>,
{
    let places: Vec<String> = (1..=KEPT_WIDTH + width::<D>())
        .map(|place| format!("${place}"))
        .collect();
    let sql = format!(
        "INSERT INTO {} ({KEPT}, {}) VALUES ({})",
        D::TABLE,
        D::COLUMNS,
        places.join(", ")
    );
    let rows = parts.into_iter().map(|part| {
        let mut values: Vec<Value<'static>> = vec![
            Value::from(Into::<Uuid>::into(part.id)),
            Value::from(part.client_id.uuid()),
            Value::from(part.version),
            Value::from(part.created_by.uuid()),
            Value::from(part.created_at.as_microsecond()),
            Value::from(part.updated_at.as_microsecond()),
        ];
        values.extend(part.data.values());
        values
    });
    tx.execute_many(&sql, rows)
}

/// One part of a client within the scope; deleted parts and parts of deleted clients are not
/// found.
pub fn find<D: Stored>(tx: &mut Tx, scope: &Scope, id: D::Id) -> Result<Option<Part<D>>, Error> {
    let mut conditions = Conditions::new();
    conditions.with("p.id = $?", Into::<Uuid>::into(id));
    conditions.holds("p.deleted_at IS NULL AND c.deleted_at IS NULL");
    conditions.visible(scope, "c.manager_id");
    if D::HIDEABLE {
        conditions.unveiled(scope, "p.veiled");
    }
    let sql = format!(
        "SELECT {} FROM {} p JOIN client c ON c.id = p.client_id{}",
        qualified::<D>(),
        D::TABLE,
        conditions.clause()
    );
    let row = tx.query_opt(&sql, conditions.params())?;
    row.map(|row| read_part(&row)).transpose()
}

/// A part with when it was deleted, if it was.
pub type Kept<D> = (Part<D>, Option<Timestamp>);

/// One part, deleted or not; whoever calls asks for rights on its client.
pub fn find_kept<D: Stored>(tx: &mut Tx, id: D::Id) -> Result<Option<Kept<D>>, Error> {
    let sql = format!(
        "SELECT {KEPT}, {}, deleted_at FROM {} WHERE id = $1",
        D::COLUMNS,
        D::TABLE
    );
    let row = tx.query_opt(&sql, &params![Into::<Uuid>::into(id)])?;
    row.map(|row| {
        let deleted_at = read::moment_opt(&row, KEPT_WIDTH + width::<D>())?;
        Ok((read_part(&row)?, deleted_at))
    })
    .transpose()
}

/// The parts of one client, which the caller has found within its scope; at most `limit`.
pub fn of_client<D: Stored>(
    tx: &mut Tx,
    client: ClientId,
    limit: i64,
) -> Result<Vec<Part<D>>, Error> {
    let sql = format!(
        "SELECT {KEPT}, {} FROM {} WHERE client_id = $1 AND deleted_at IS NULL ORDER BY {} LIMIT $2",
        D::COLUMNS,
        D::TABLE,
        D::ORDER
    );
    tx.query(&sql, &params![client.uuid(), limit])?
        .iter()
        .map(read_part)
        .collect()
}

/// The same, without what a fresh look hides from the reader.
pub fn seen_of_client<D: Stored>(
    tx: &mut Tx,
    scope: &Scope,
    client: ClientId,
    limit: i64,
) -> Result<Vec<Part<D>>, Error> {
    let mut conditions = Conditions::new();
    conditions.with("client_id = $?", client.uuid());
    conditions.holds("deleted_at IS NULL");
    if D::HIDEABLE {
        conditions.unveiled(scope, "veiled");
    }
    if D::TELLS_PAST && scope.looks_fresh() {
        conditions.made(format!(
            "NOT EXISTS (SELECT 1 FROM fresh_look f WHERE f.client_id = {}.client_id \
             AND {}.created_at <= f.since)",
            D::TABLE,
            D::TABLE
        ));
    }
    page(tx, conditions, limit)
}

/// Parts that satisfy `conditions`, in the order of their table; at most `limit`.
pub(crate) fn page<D: Stored>(
    tx: &mut Tx,
    mut conditions: Conditions,
    limit: i64,
) -> Result<Vec<Part<D>>, Error> {
    let clause = conditions.clause();
    let limit = conditions.bind(limit);
    let sql = format!(
        "SELECT {KEPT}, {} FROM {}{clause} ORDER BY {} LIMIT {limit}",
        D::COLUMNS,
        D::TABLE,
        D::ORDER
    );
    tx.query(&sql, conditions.params())?
        .iter()
        .map(read_part)
        .collect()
}

/// Writes the content; `part.version` is the new one. `false`: the part moved on, or is deleted.
pub fn update<D: Stored>(tx: &mut Tx, part: &Part<D>) -> Result<bool, Error> {
    let sets: Vec<String> = D::COLUMNS
        .split(", ")
        .enumerate()
        .map(|(at, column)| format!("{column} = ${}", at + 4))
        .collect();
    let sql = format!(
        "UPDATE {} SET version = $2, updated_at = $3, {} \
         WHERE id = $1 AND version = $2 - 1 AND deleted_at IS NULL",
        D::TABLE,
        sets.join(", ")
    );
    let mut values: Vec<Value<'static>> = vec![
        Value::from(Into::<Uuid>::into(part.id)),
        Value::from(part.version),
        Value::from(part.updated_at.as_microsecond()),
    ];
    values.extend(part.data.values());
    Ok(tx.execute(&sql, &values)? == 1)
}

/// Deletes (`deleted_at`) or brings back (`None`) a part of this version; counts the version up.
pub fn set_deleted<D: Stored>(
    tx: &mut Tx,
    id: D::Id,
    version: i64,
    now: Timestamp,
    deleted_at: Option<Timestamp>,
) -> Result<bool, Error> {
    let sql = format!(
        "UPDATE {} SET deleted_at = $4, updated_at = $3, version = version + 1 \
         WHERE id = $1 AND version = $2",
        D::TABLE
    );
    let changed = tx.execute(
        &sql,
        &params![
            Into::<Uuid>::into(id),
            version,
            now.as_microsecond(),
            deleted_at.map(Timestamp::as_microsecond)
        ],
    )?;
    Ok(changed == 1)
}

pub(crate) fn qualified<D: Stored>() -> String {
    let columns = KEPT.split(", ").chain(D::COLUMNS.split(", "));
    columns
        .map(|column| format!("p.{column}"))
        .collect::<Vec<_>>()
        .join(", ")
}

fn uuid<T: Into<Uuid>>(id: Option<T>) -> Value<'static> {
    Value::from(id.map(Into::<Uuid>::into))
}

impl Stored for PersonData {
    const TABLE: &'static str = "person";
    const COLUMNS: &'static str = "name, name_key, search_key, title, decision_role, level, note";
    const ORDER: &'static str = "created_at, id";

    fn values(&self) -> Vec<Value<'static>> {
        vec![
            Value::from(self.name.clone()),
            Value::from(domain::search::fold(&self.name)),
            Value::from(crate::search::key_of(&self.name)),
            Value::from(self.title.clone()),
            Value::from(self.decision_role.code()),
            Value::from(self.level.map(|level| level.code())),
            Value::from(self.note.clone()),
        ]
    }

    fn read(row: &Row, at: usize) -> Result<Self, Error> {
        Ok(Self {
            name: row.get(at)?,
            title: row.get(at + 3)?,
            decision_role: read::code(row, at + 4)?,
            level: read::code_opt(row, at + 5)?,
            note: row.get(at + 6)?,
        })
    }
}

impl Stored for ChannelData {
    const TABLE: &'static str = "channel";
    const COLUMNS: &'static str = "person_id, kind, value, value_key, value_tail, label, position, \
                                   dial_result, dialled_at, unanswered";
    const ORDER: &'static str = "position, created_at, id";

    fn values(&self) -> Vec<Value<'static>> {
        vec![
            uuid(self.person_id),
            Value::from(self.kind.code()),
            Value::from(self.value.clone()),
            Value::from(self.value_key.clone()),
            Value::from(self.value_key.chars().rev().collect::<String>()),
            Value::from(self.label.clone()),
            Value::from(self.position),
            Value::from(self.dial_result.map(|result| result.code())),
            Value::from(self.dialled_at.map(Timestamp::as_microsecond)),
            Value::from(self.unanswered),
        ]
    }

    fn read(row: &Row, at: usize) -> Result<Self, Error> {
        Ok(Self {
            person_id: read::id_opt(row, at)?,
            kind: read::code(row, at + 1)?,
            value: row.get(at + 2)?,
            value_key: row.get(at + 3)?,
            label: row.get(at + 5)?,
            position: row.get(at + 6)?,
            dial_result: read::code_opt(row, at + 7)?,
            dialled_at: read::moment_opt(row, at + 8)?,
            unanswered: row.get(at + 9)?,
        })
    }
}

impl Stored for AddressData {
    const TABLE: &'static str = "address";
    const COLUMNS: &'static str =
        "kind, country, region, district, settlement, street, house, postcode";
    const ORDER: &'static str = "created_at, id";

    fn values(&self) -> Vec<Value<'static>> {
        let p = &self.parts;
        let mut values = vec![Value::from(self.kind.code())];
        let parts = [
            &p.country,
            &p.region,
            &p.district,
            &p.settlement,
            &p.street,
            &p.house,
            &p.postcode,
        ];
        values.extend(parts.map(|part| Value::from(part.clone())));
        values
    }

    fn read(row: &Row, at: usize) -> Result<Self, Error> {
        Ok(Self {
            kind: read::code(row, at)?,
            parts: AddressParts {
                country: row.get(at + 1)?,
                region: row.get(at + 2)?,
                district: row.get(at + 3)?,
                settlement: row.get(at + 4)?,
                street: row.get(at + 5)?,
                house: row.get(at + 6)?,
                postcode: row.get(at + 7)?,
            },
        })
    }
}

impl Stored for FactData {
    const TABLE: &'static str = "fact";
    const COLUMNS: &'static str = "person_id, fact_type, value, day, yearly";
    const ORDER: &'static str = "day DESC, created_at DESC, id";

    fn values(&self) -> Vec<Value<'static>> {
        vec![
            uuid(self.person_id),
            Value::from(self.fact_type.code()),
            Value::from(self.value.clone()),
            Value::from(self.day.to_string()),
            Value::from(self.yearly()),
        ]
    }

    fn read(row: &Row, at: usize) -> Result<Self, Error> {
        Ok(Self {
            person_id: read::id_opt(row, at)?,
            fact_type: read::code(row, at + 1)?,
            value: row.get(at + 2)?,
            day: read::day(row, at + 3)?,
        })
    }
}

impl Stored for PotentialData {
    const TABLE: &'static str = "potential";
    const COLUMNS: &'static str = "product_group_id, amount_minor, origin, day";
    const ORDER: &'static str = "day DESC, created_at DESC, id";

    fn values(&self) -> Vec<Value<'static>> {
        vec![
            Value::from(self.product_group_id.uuid()),
            Value::from(self.amount_minor),
            Value::from(self.origin.clone()),
            Value::from(self.day.to_string()),
        ]
    }

    fn read(row: &Row, at: usize) -> Result<Self, Error> {
        Ok(Self {
            product_group_id: read::id(row, at)?,
            amount_minor: row.get(at + 1)?,
            origin: row.get(at + 2)?,
            day: read::day(row, at + 3)?,
        })
    }
}

impl Stored for KeyMarkData {
    const TABLE: &'static str = "key_mark";
    const COLUMNS: &'static str = "attribute, note, day";
    const ORDER: &'static str = "day DESC, created_at DESC, id";

    fn values(&self) -> Vec<Value<'static>> {
        vec![
            Value::from(self.attribute.code()),
            Value::from(self.note.clone()),
            Value::from(self.day.to_string()),
        ]
    }

    fn read(row: &Row, at: usize) -> Result<Self, Error> {
        Ok(Self {
            attribute: read::code(row, at)?,
            note: row.get(at + 1)?,
            day: read::day(row, at + 2)?,
        })
    }
}

impl Stored for SatisfactionData {
    const TABLE: &'static str = "satisfaction";
    const COLUMNS: &'static str = "score, day, asked_by, channel, note";
    const ORDER: &'static str = "day DESC, created_at DESC, id";

    fn values(&self) -> Vec<Value<'static>> {
        vec![
            Value::from(self.score),
            Value::from(self.day.to_string()),
            uuid(self.asked_by),
            Value::from(self.channel.code()),
            Value::from(self.note.clone()),
        ]
    }

    fn read(row: &Row, at: usize) -> Result<Self, Error> {
        Ok(Self {
            score: row.get(at)?,
            day: read::day(row, at + 1)?,
            asked_by: read::id_opt(row, at + 2)?,
            channel: read::code(row, at + 3)?,
            note: row.get(at + 4)?,
        })
    }
}

impl Stored for InteractionData {
    const TABLE: &'static str = "interaction";
    const COLUMNS: &'static str = "person_id, kind, effect, direction, outcome, happened_at, note, \
                                   agreed_day, minutes, purpose";
    const ORDER: &'static str = "happened_at DESC, id DESC";
    const HIDEABLE: bool = true;

    fn values(&self) -> Vec<Value<'static>> {
        vec![
            uuid(self.person_id),
            Value::from(self.kind.code()),
            Value::from(self.effect.code()),
            Value::from(self.direction.code()),
            Value::from(self.outcome.code()),
            Value::from(self.happened_at.as_microsecond()),
            Value::from(self.note.clone()),
            Value::from(self.agreed_day.map(|day| day.to_string())),
            Value::from(self.minutes),
            Value::from(self.purpose.map(|purpose| purpose.code())),
        ]
    }

    fn read(row: &Row, at: usize) -> Result<Self, Error> {
        Ok(Self {
            person_id: read::id_opt(row, at)?,
            kind: read::code(row, at + 1)?,
            effect: read::code(row, at + 2)?,
            direction: read::code(row, at + 3)?,
            outcome: read::code(row, at + 4)?,
            happened_at: read::moment(row, at + 5)?,
            note: row.get(at + 6)?,
            agreed_day: read::day_opt(row, at + 7)?,
            minutes: row.get(at + 8)?,
            purpose: read::code_opt(row, at + 9)?,
        })
    }
}
