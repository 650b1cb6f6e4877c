//! Leads. A reader with a limited scope sees the new ones, those that its employees wrote or
//! decided, and those of clients that they manage.

pub mod form;

use db::{Error, Row, Tx, Value, params};
use domain::id::{ClientId, LeadFormId, LeadId, SourceId, UserId};
use domain::lead::{Lead, LeadData, LeadState, LeadText, LeadWay};
use domain::policy::Scope;
use domain::search::fold;
use jiff::Timestamp;

use crate::conditions::Conditions;
use crate::read;

const COLUMNS: &str = "l.id, l.source_id, l.way, l.company, l.person, l.phone, l.email, \
    l.settlement, l.tax_number, l.products, l.temperature, l.guessed, l.state, l.reason, \
    l.client_id, l.decided_by, l.decided_at, l.message, l.raw, l.consent, l.form_id, \
    l.arrived_at, l.version, l.created_at, l.created_by, l.updated_at";
const WIDTH: usize = 26;
const NAMES: &str = "s.name, c.name, c.manager_id, u.name";
const FROM: &str = "lead l LEFT JOIN source s ON s.id = l.source_id \
    LEFT JOIN client c ON c.id = l.client_id AND c.deleted_at IS NULL \
    LEFT JOIN app_user u ON u.id = l.decided_by";

/// A lead with the names it refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The lead.
    pub lead: Lead,
    /// Name of the source.
    pub source: Option<String>,
    /// Name of the client and who manages it.
    pub client: Option<(String, Option<UserId>)>,
    /// Name of who decided.
    pub decider: Option<String>,
}

fn read_lead(row: &Row) -> Result<Lead, Error> {
    let guessed: &str = row.get(11)?;
    Ok(Lead {
        id: read::id(row, 0)?,
        data: LeadData {
            source_id: read::id_opt(row, 1)?,
            way: read::code(row, 2)?,
            company: row.get(3)?,
            person: row.get(4)?,
            phone: row.get(5)?,
            email: row.get(6)?,
            settlement: row.get(7)?,
            tax_number: row.get(8)?,
            products: row.get(9)?,
            temperature: read::code_opt(row, 10)?,
            guessed: guessed
                .split(',')
                .filter(|name| !name.is_empty())
                .map(str::to_owned)
                .collect(),
            state: read::code(row, 12)?,
            reason: row.get(13)?,
            client_id: read::id_opt(row, 14)?,
            decided_by: read::id_opt(row, 15)?,
            decided_at: read::moment_opt(row, 16)?,
        },
        text: LeadText {
            message: row.get(17)?,
            raw: row.get(18)?,
            consent: row.get(19)?,
        },
        form_id: read::id_opt(row, 20)?,
        arrived_at: read::moment(row, 21)?,
        version: row.get(22)?,
        created_at: read::moment(row, 23)?,
        created_by: read::id(row, 24)?,
        updated_at: read::moment(row, 25)?,
    })
}

fn read_item(row: &Row) -> Result<Item, Error> {
    let client: Option<String> = row.get(WIDTH + 1)?;
    let manager = read::id_opt(row, WIDTH + 2)?;
    Ok(Item {
        lead: read_lead(row)?,
        source: row.get(WIDTH)?,
        client: client.map(|name| (name, manager)),
        decider: row.get(WIDTH + 3)?,
    })
}

/// What to list, the newest first.
#[derive(Debug, Clone)]
pub struct ListQuery<'a> {
    /// What may be seen.
    pub scope: &'a Scope,
    /// In one of these states; none: in any.
    pub states: &'a [LeadState],
    /// By this way.
    pub way: Option<LeadWay>,
    /// Of this source.
    pub source: Option<SourceId>,
    /// Taken into this client.
    pub client: Option<ClientId>,
    /// Decided by this employee.
    pub decider: Option<UserId>,
    /// Written down by this employee.
    pub author: Option<UserId>,
    /// Folded words, each somewhere in company, person or town.
    pub words: &'a [String],
    /// Begin after this place.
    pub after: Option<(Timestamp, LeadId)>,
    /// At most so many.
    pub limit: i64,
}

fn standing(query: &ListQuery<'_>) -> Conditions {
    let mut conditions = Conditions::new();
    conditions.holds("l.deleted_at IS NULL");
    conditions.visible_leads(query.scope);
    if !query.states.is_empty() {
        conditions.any_of("l.state", query.states.iter().map(|state| state.code()));
    }
    if let Some(way) = query.way {
        conditions.compare("l.way", "=", way.code());
    }
    if let Some(source) = query.source {
        conditions.compare("l.source_id", "=", source.uuid());
    }
    if let Some(client) = query.client {
        conditions.compare("l.client_id", "=", client.uuid());
    }
    if let Some(decider) = query.decider {
        conditions.compare("l.decided_by", "=", decider.uuid());
    }
    if let Some(author) = query.author {
        conditions.compare("l.created_by", "=", author.uuid());
    }
    // Folded words hold letters and digits only: nothing that LIKE would read as a pattern.
    for word in query.words {
        conditions.compare("l.search_key", "LIKE", format!("%{word}%"));
    }
    conditions
}

/// A page of leads.
pub fn list(tx: &mut Tx, query: &ListQuery<'_>) -> Result<Vec<Item>, Error> {
    let mut conditions = standing(query);
    if let Some((at, id)) = query.after {
        let place = [Value::from(at.as_microsecond()), Value::from(id.uuid())];
        conditions.compare_row("(l.arrived_at, l.id)", "<", place);
    }
    let clause = conditions.clause();
    let limit = conditions.bind(query.limit);
    let sql = format!(
        "SELECT {COLUMNS}, {NAMES} FROM {FROM}{clause} \
         ORDER BY l.arrived_at DESC, l.id DESC LIMIT {limit}"
    );
    tx.query(&sql, conditions.params())?
        .iter()
        .map(read_item)
        .collect()
}

/// How many there are, whatever the page.
pub fn count(tx: &mut Tx, query: &ListQuery<'_>) -> Result<i64, Error> {
    let conditions = standing(query);
    let sql = format!("SELECT COUNT(*) FROM {FROM}{}", conditions.clause());
    tx.query_one(&sql, conditions.params())?.get(0)
}

/// One lead that may be seen.
pub fn find(tx: &mut Tx, scope: &Scope, id: LeadId) -> Result<Option<Item>, Error> {
    let mut conditions = Conditions::new();
    conditions.holds("l.deleted_at IS NULL");
    conditions.compare("l.id", "=", id.uuid());
    conditions.visible_leads(scope);
    let sql = format!(
        "SELECT {COLUMNS}, {NAMES} FROM {FROM}{}",
        conditions.clause()
    );
    let row = tx.query_opt(&sql, conditions.params())?;
    row.map(|row| read_item(&row)).transpose()
}

/// One that was taken back.
pub fn deleted(tx: &mut Tx, id: LeadId) -> Result<Option<Lead>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM lead l WHERE l.id = $1 AND l.deleted_at IS NOT NULL");
    let row = tx.query_opt(&sql, &params![id.uuid()])?;
    row.map(|row| read_lead(&row)).transpose()
}

/// The lead that came under this key before, taken back since or not.
pub fn known(tx: &mut Tx, once: &str) -> Result<Option<LeadId>, Error> {
    let row = tx.query_opt("SELECT id FROM lead WHERE once_key = $1", &params![once])?;
    row.map(|row| read::id(&row, 0)).transpose()
}

/// A lead on its way in.
#[derive(Debug, Clone)]
pub struct Arrival {
    /// The lead.
    pub lead: Lead,
    /// A hash of who sent it.
    pub sender: Option<String>,
    /// What the same lead has each time it comes.
    pub once: Option<String>,
}

fn search_key(data: &LeadData) -> String {
    let parts = [&data.company, &data.person, &data.settlement];
    let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
    fold(&parts.join(" "))
}

/// Adds leads.
pub fn insert<'a>(
    tx: &mut Tx,
    arrivals: impl IntoIterator<Item = &'a Arrival>,
) -> Result<u64, Error> {
    tx.execute_many(
        "INSERT INTO lead (id, source_id, way, company, person, phone, email, settlement, \
             tax_number, products, temperature, guessed, state, reason, client_id, decided_by, \
             decided_at, message, raw, consent, search_key, form_id, sender, once_key, \
             arrived_at, version, created_at, created_by, updated_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, \
             $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29)",
        arrivals.into_iter().map(|arrival| {
            let lead = &arrival.lead;
            let data = &lead.data;
            params![
                lead.id.uuid(),
                data.source_id.map(SourceId::uuid),
                data.way.code(),
                data.company.as_deref(),
                data.person.as_deref(),
                data.phone.as_deref(),
                data.email.as_deref(),
                data.settlement.as_deref(),
                data.tax_number.as_deref(),
                data.products.as_deref(),
                data.temperature.map(|of| of.code()),
                data.guessed.join(","),
                data.state.code(),
                data.reason.as_deref(),
                data.client_id.map(ClientId::uuid),
                data.decided_by.map(UserId::uuid),
                data.decided_at.map(Timestamp::as_microsecond),
                lead.text.message.as_deref(),
                lead.text.raw.as_deref(),
                lead.text.consent.as_deref(),
                search_key(data),
                lead.form_id.map(LeadFormId::uuid),
                arrival.sender.as_deref(),
                arrival.once.as_deref(),
                lead.arrived_at.as_microsecond(),
                lead.version,
                lead.created_at.as_microsecond(),
                lead.created_by.uuid(),
                lead.updated_at.as_microsecond(),
            ]
        }),
    )
}

/// Writes a lead; `lead.version` is the new one. One that was taken back is there again.
/// `false`: it moved on.
pub fn update(tx: &mut Tx, lead: &Lead) -> Result<bool, Error> {
    let data = &lead.data;
    let changed = tx.execute(
        "UPDATE lead SET source_id = $2, company = $3, person = $4, phone = $5, email = $6, \
             settlement = $7, tax_number = $8, products = $9, temperature = $10, guessed = $11, \
             state = $12, reason = $13, client_id = $14, decided_by = $15, decided_at = $16, \
             search_key = $17, version = $18, updated_at = $19, deleted_at = NULL \
         WHERE id = $1 AND version = $18 - 1",
        &params![
            lead.id.uuid(),
            data.source_id.map(SourceId::uuid),
            data.company.as_deref(),
            data.person.as_deref(),
            data.phone.as_deref(),
            data.email.as_deref(),
            data.settlement.as_deref(),
            data.tax_number.as_deref(),
            data.products.as_deref(),
            data.temperature.map(|of| of.code()),
            data.guessed.join(","),
            data.state.code(),
            data.reason.as_deref(),
            data.client_id.map(ClientId::uuid),
            data.decided_by.map(UserId::uuid),
            data.decided_at.map(Timestamp::as_microsecond),
            search_key(data),
            lead.version,
            lead.updated_at.as_microsecond(),
        ],
    )?;
    Ok(changed == 1)
}

/// Takes a lead back.
pub fn delete(tx: &mut Tx, id: LeadId, at: Timestamp) -> Result<(), Error> {
    tx.execute(
        "UPDATE lead SET deleted_at = $2, version = version + 1, updated_at = $2 \
         WHERE id = $1 AND deleted_at IS NULL",
        &params![id.uuid(), at.as_microsecond()],
    )?;
    Ok(())
}

/// How many leads came since by this form, and how many of those from this sender.
pub fn sent_since(
    tx: &mut Tx,
    form: LeadFormId,
    sender: &str,
    since: Timestamp,
) -> Result<(i64, i64), Error> {
    let row = tx.query_one(
        "SELECT COUNT(*), COALESCE(SUM(CASE WHEN sender = $2 THEN 1 ELSE 0 END), 0) \
         FROM lead WHERE form_id = $1 AND created_at > $3",
        &params![form.uuid(), sender, since.as_microsecond()],
    )?;
    Ok((row.get(0)?, row.get(1)?))
}

/// Whether leads or forms refer to a source.
pub fn refers_to(tx: &mut Tx, source: SourceId) -> Result<bool, Error> {
    let found: i64 = tx
        .query_one(
            "SELECT (SELECT COUNT(*) FROM lead WHERE source_id = $1) \
                 + (SELECT COUNT(*) FROM lead_form WHERE source_id = $1)",
            &params![source.uuid()],
        )?
        .get(0)?;
    Ok(found > 0)
}

/// The source of this name, in whatever case.
pub fn source_named(tx: &mut Tx, name: &str) -> Result<Option<SourceId>, Error> {
    let row = tx.query_opt(
        "SELECT id FROM source WHERE name_key = $1",
        &params![fold(name)],
    )?;
    row.map(|row| read::id(&row, 0)).transpose()
}
