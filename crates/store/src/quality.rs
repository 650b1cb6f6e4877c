//! How well cards are filled: counted within the scope, at once for all and by one column.

use db::{Error, Row, Tx, Value, params};
use domain::filter::{Test, Value as Wanted};
use domain::id::ClientId;
use domain::policy::Scope;
use domain::quality::{Having, Trait};
use domain::verification::{Verification, VerificationData};
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use crate::conditions::Conditions;
use crate::part::{self, Stored};
use crate::read;

impl Stored for VerificationData {
    const TABLE: &'static str = "verification";
    const COLUMNS: &'static str = "field, day";
    const ORDER: &'static str = "day DESC, created_at DESC, id";

    fn values(&self) -> Vec<Value<'static>> {
        vec![
            Value::from(self.field.code()),
            Value::from(self.day.to_string()),
        ]
    }

    fn read(row: &Row, at: usize) -> Result<Self, Error> {
        Ok(Self {
            field: read::code(row, at)?,
            day: read::day(row, at + 1)?,
        })
    }
}

/// By what cards are put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// Market segment.
    Segment,
    /// Where they came from.
    Source,
    /// Who manages them.
    Manager,
}

impl By {
    const fn column(self) -> &'static str {
        match self {
            Self::Segment => "c.segment_id",
            Self::Source => "c.source_id",
            Self::Manager => "c.manager_id",
        }
    }

    const fn names(self) -> &'static str {
        match self {
            Self::Segment => "segment",
            Self::Source => "source",
            Self::Manager => "app_user",
        }
    }
}

/// Some clients and how many of them have what.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counted {
    /// What they have in common, with its name; none: nothing is recorded, or all clients.
    pub of: Option<(Uuid, String)>,
    /// How many.
    pub clients: i64,
    /// With each trait.
    pub having: Having,
    /// Who bought from us at least once.
    pub bought: i64,
    /// With something in the quarantine.
    pub aside: i64,
}

const ASIDE: &str = "EXISTS (SELECT 1 FROM quarantine q WHERE q.client_id = c.id \
    AND q.released_day IS NULL AND q.deleted_at IS NULL)";

/// The condition that a card lacks the trait; a check has no such form, it depends on a day.
const fn lacking(of: Trait) -> &'static str {
    match of {
        Trait::Phone => {
            "NOT EXISTS (SELECT 1 FROM channel ch WHERE ch.client_id = c.id \
             AND ch.kind = 'phone' AND ch.deleted_at IS NULL AND NOT EXISTS (SELECT 1 \
             FROM quarantine q WHERE q.channel_id = ch.id AND q.released_day IS NULL \
             AND q.deleted_at IS NULL))"
        }
        Trait::Email => "c.main_email IS NULL",
        Trait::TaxNumber => "c.tax_number IS NULL",
        Trait::Address => {
            "NOT EXISTS (SELECT 1 FROM address a WHERE a.client_id = c.id AND a.deleted_at IS NULL)"
        }
        Trait::Person => {
            "NOT EXISTS (SELECT 1 FROM person p WHERE p.client_id = c.id AND p.deleted_at IS NULL)"
        }
        Trait::DecisionMaker => {
            "NOT EXISTS (SELECT 1 FROM person p WHERE p.client_id = c.id AND p.deleted_at IS NULL \
             AND p.decision_role = 'maker')"
        }
        Trait::Segment => "c.segment_id IS NULL",
        Trait::Source => "c.source_id IS NULL",
        Trait::Fresh => {
            "NOT EXISTS (SELECT 1 FROM verification v WHERE v.client_id = c.id \
             AND v.deleted_at IS NULL)"
        }
    }
}

/// Adds what a filter asks of the traits that are not there.
pub(crate) fn add_lacking(conditions: &mut Conditions, test: &Test) {
    let all = || Trait::ALL.iter().filter(|one| **one != Trait::Fresh);
    let named = |values: &[Wanted]| -> Vec<&'static str> {
        all()
            .filter(|one| values.contains(&Wanted::Text(one.code().to_owned())))
            .map(|one| lacking(*one))
            .collect()
    };
    let (pieces, any) = match test {
        Test::AnyOf(values) => (named(values), true),
        Test::NoneOf(values) => (named(values), false),
        Test::Empty => (all().map(|one| lacking(*one)).collect(), false),
        // The field has no order: edges are refused when the filter is read.
        Test::Present | Test::AtLeast(_) | Test::AtMost(_) => {
            (all().map(|one| lacking(*one)).collect(), true)
        }
    };
    conditions.any_holds(&pieces, any);
}

/// The condition that a card has the trait; a check counts since the day bound at `since`.
fn having(of: Trait, since: &str) -> String {
    match of {
        Trait::Fresh => format!(
            "EXISTS (SELECT 1 FROM verification v WHERE v.client_id = c.id \
             AND v.deleted_at IS NULL AND v.day >= {since})"
        ),
        _ => format!("NOT ({})", lacking(of)),
    }
}

/// All clients within the scope, or put together; the most numerous first.
pub fn count(
    tx: &mut Tx,
    scope: &Scope,
    by: Option<By>,
    fresh_since: Date,
) -> Result<Vec<Counted>, Error> {
    let mut conditions = Conditions::new();
    let since = conditions.bind(fresh_since.to_string());
    conditions.holds("c.deleted_at IS NULL");
    conditions.visible(scope, "c.manager_id");
    let sums: Vec<String> = Trait::ALL
        .iter()
        .map(|one| having(*one, &since))
        .chain(["c.purchases > 0".to_owned(), ASIDE.to_owned()])
        .map(|condition| {
            format!("CAST(COALESCE(SUM(CASE WHEN {condition} THEN 1 ELSE 0 END), 0) AS BIGINT)")
        })
        .collect();
    let sums = sums.join(", ");
    let clause = conditions.clause();
    let sql = match by {
        None => format!("SELECT NULL, NULL, COUNT(*), {sums} FROM client c{clause}"),
        Some(by) => format!(
            "SELECT {column}, n.name, COUNT(*), {sums} \
             FROM client c LEFT JOIN {names} n ON n.id = {column}{clause} \
             GROUP BY {column}, n.name ORDER BY 3 DESC, n.name",
            column = by.column(),
            names = by.names()
        ),
    };
    tx.query(&sql, conditions.params())?
        .iter()
        .map(read_counted)
        .collect()
}

/// What one client has, which the caller has found within its scope.
pub fn of_client(tx: &mut Tx, client: ClientId, fresh_since: Date) -> Result<Having, Error> {
    let mut conditions = Conditions::new();
    let since = conditions.bind(fresh_since.to_string());
    conditions.with("c.id = $?", client.uuid());
    let flags: Vec<String> = Trait::ALL
        .iter()
        .map(|one| {
            let condition = having(*one, &since);
            format!("CASE WHEN {condition} THEN 1 ELSE 0 END")
        })
        .collect();
    let sql = format!(
        "SELECT {} FROM client c{}",
        flags.join(", "),
        conditions.clause()
    );
    let row = tx.query_one(&sql, conditions.params())?;
    let mut having = Having::default();
    for (at, flag) in having.iter_mut().enumerate() {
        *flag = row.get::<i32>(at)?.into();
    }
    Ok(having)
}

fn read_counted(row: &Row) -> Result<Counted, Error> {
    let mut counted = Counted {
        of: row.get::<Option<Uuid>>(0)?.zip(row.get(1)?),
        clients: row.get(2)?,
        ..Counted::default()
    };
    for (at, count) in counted.having.iter_mut().enumerate() {
        *count = row.get(3 + at)?;
    }
    counted.bought = row.get(3 + Trait::ALL.len())?;
    counted.aside = row.get(4 + Trait::ALL.len())?;
    Ok(counted)
}

/// Prospects within the scope, and of these how many were changed or checked since each moment.
pub fn renewed(
    tx: &mut Tx,
    scope: &Scope,
    since: [(Timestamp, Date); 2],
) -> Result<(i64, [i64; 2]), Error> {
    let mut conditions = Conditions::new();
    let parts = since.map(|(moment, day)| {
        let moment = conditions.bind(moment.as_microsecond());
        let day = conditions.bind(day.to_string());
        format!(
            "CAST(COALESCE(SUM(CASE WHEN c.updated_at >= {moment} OR EXISTS (SELECT 1 \
             FROM verification v WHERE v.client_id = c.id AND v.deleted_at IS NULL \
             AND v.day >= {day}) THEN 1 ELSE 0 END), 0) AS BIGINT)"
        )
    });
    conditions.holds("c.deleted_at IS NULL AND c.relation = 'prospect'");
    conditions.visible(scope, "c.manager_id");
    let sql = format!(
        "SELECT COUNT(*), {} FROM client c{}",
        parts.join(", "),
        conditions.clause()
    );
    let row = tx.query_one(&sql, conditions.params())?;
    Ok((row.get(0)?, [row.get(1)?, row.get(2)?]))
}

/// The newest check of each field of a client.
pub fn verifications(tx: &mut Tx, client: ClientId) -> Result<Vec<Verification>, Error> {
    let mut conditions = Conditions::new();
    conditions.with("client_id = $?", client.uuid());
    conditions.holds("deleted_at IS NULL");
    let mut newest: Vec<Verification> = Vec::new();
    for check in part::page::<VerificationData>(tx, conditions, 1_000)? {
        if newest.iter().all(|one| one.data.field != check.data.field) {
            newest.push(check);
        }
    }
    Ok(newest)
}

/// A day of the whole base.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayRow {
    /// The day.
    pub day: Date,
    /// Clients.
    pub clients: i64,
    /// Hundredths of the score.
    pub score: i64,
    /// With each trait.
    pub having: Having,
}

/// Keeps the figures of a day; a second time on one day replaces them.
pub fn keep_day(tx: &mut Tx, row: &DayRow) -> Result<(), Error> {
    let having = serde_json::to_string(&row.having).expect("numbers are plain data");
    tx.execute(
        "INSERT INTO quality_day (day, clients, score, having_counts) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (day) DO UPDATE SET clients = $2, score = $3, having_counts = $4",
        &params![row.day.to_string(), row.clients, row.score, having],
    )?;
    Ok(())
}

/// The kept days since `from`, the earliest first.
pub fn days(tx: &mut Tx, from: Date) -> Result<Vec<DayRow>, Error> {
    tx.query(
        "SELECT day, clients, score, having_counts FROM quality_day WHERE day >= $1 ORDER BY day",
        &params![from.to_string()],
    )?
    .iter()
    .map(|row| {
        let having: Option<Having> = serde_json::from_str(row.get(3)?).ok();
        Ok(DayRow {
            day: read::day(row, 0)?,
            clients: row.get(1)?,
            score: row.get(2)?,
            having: having.unwrap_or_default(),
        })
    })
    .collect()
}

/// A field of the card and how many of the clients within the scope have it filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// Its name as in the API.
    pub field: &'static str,
    /// Clients with it.
    pub clients: i64,
}

/// The fields of a card that may stay empty.
const FIELDS: [(&str, &str); 16] = [
    ("tax_number", "c.tax_number IS NOT NULL"),
    ("segment_id", "c.segment_id IS NOT NULL"),
    ("source_id", "c.source_id IS NOT NULL"),
    ("competitor_id", "c.competitor_id IS NOT NULL"),
    ("company_group_id", "c.company_group_id IS NOT NULL"),
    ("manager_id", "c.manager_id IS NOT NULL"),
    ("purchase_habits", "c.purchase_habits IS NOT NULL"),
    ("deal_terms", "c.deal_terms IS NOT NULL"),
    ("website", "c.website IS NOT NULL"),
    ("external_id", "c.external_id IS NOT NULL"),
    ("only_us", "c.only_us"),
    ("recommends", "c.recommends"),
    ("mailing_consent", "c.mailing_consent"),
    ("publication_consent", "c.publication_consent"),
    ("region", "c.region IS NOT NULL"),
    (
        "facts",
        "EXISTS (SELECT 1 FROM fact f WHERE f.client_id = c.id AND f.deleted_at IS NULL)",
    ),
];

/// How often the fields of cards are filled (R5).
pub fn filled(tx: &mut Tx, scope: &Scope) -> Result<(i64, Vec<Filled>), Error> {
    let mut conditions = Conditions::new();
    conditions.holds("c.deleted_at IS NULL");
    conditions.visible(scope, "c.manager_id");
    let sums: Vec<String> = FIELDS
        .iter()
        .map(|(_, condition)| {
            format!("CAST(COALESCE(SUM(CASE WHEN {condition} THEN 1 ELSE 0 END), 0) AS BIGINT)")
        })
        .collect();
    let sql = format!(
        "SELECT COUNT(*), {} FROM client c{}",
        sums.join(", "),
        conditions.clause()
    );
    let row = tx.query_one(&sql, conditions.params())?;
    let fields = FIELDS
        .iter()
        .enumerate()
        .map(|(at, (field, _))| {
            Ok(Filled {
                field,
                clients: row.get(at + 1)?,
            })
        })
        .collect::<Result<_, Error>>()?;
    Ok((row.get(0)?, fields))
}

/// The states of all saved views: what the fields are filtered and shown by.
pub fn view_states(tx: &mut Tx) -> Result<Vec<String>, Error> {
    tx.query("SELECT state FROM saved_view", &[])?
        .iter()
        .map(|row| row.get(0))
        .collect()
}
