//! Lists of clients: filter, order and search as one statement, paged by key. Each order walks an
//! index, so page one thousand costs what the first does.

use db::{Error, Row, Tx, Value};
use domain::client::filter::{ClientField, ClientOrder, ClientSort, ClientTerm};
use domain::client::{ClientKind, Relation, ServiceClass, Temperature};
use domain::filter::{Test, Value as Wanted};
use domain::id::{ClientId, SegmentId, UserId};
use domain::key_mark::KeyAttribute;
use domain::ladder::LadderStep;
use domain::marker::Marker;
use domain::policy::Scope;
use jiff::Timestamp;

use crate::conditions::{Conditions, bound};
use crate::quality;
use crate::quarantine;
use crate::read;
use crate::search::{self, Named, Words};
use crate::selection;

/// A client as a list shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Identity.
    pub id: ClientId,
    /// Name.
    pub name: String,
    /// Company or private person.
    pub kind: ClientKind,
    /// How they stand to us.
    pub relation: Relation,
    /// Colour.
    pub marker: Marker,
    /// Step of the ladder.
    pub ladder_step: LadderStep,
    /// Ordinary or VIP.
    pub service_class: ServiceClass,
    /// Hot, warm, cold.
    pub temperature: Option<Temperature>,
    /// Segment and its name.
    pub segment: Option<(SegmentId, String)>,
    /// Region of the main address.
    pub region: Option<String>,
    /// Manager and their name.
    pub manager: Option<(UserId, String)>,
    /// Tax number.
    pub tax_number: Option<String>,
    /// First phone, in full.
    pub phone: Option<String>,
    /// First e-mail, in full.
    pub email: Option<String>,
    /// Last interaction.
    pub last_interaction_at: Option<Timestamp>,
    /// Until when it rests.
    pub rest_until: Option<Timestamp>,
    /// Figures of the last snapshot.
    pub figures: Option<Figures>,
    /// Counts changes.
    pub version: i64,
    /// When the client was added.
    pub created_at: Timestamp,
    /// Last change of the card.
    pub updated_at: Timestamp,
    /// Where this client stands in the order asked for.
    pub cut: Cut,
}

/// The figures of a client in the window of the last snapshot.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    /// Class by revenue.
    pub abc: Option<String>,
    /// Class by steadiness.
    pub xyz: Option<String>,
    /// Recency, frequency and money scores.
    pub rfm: Option<[i64; 3]>,
    /// Revenue, minor units of the base currency.
    pub revenue_minor: i64,
    /// Orders.
    pub orders: i64,
    /// Day of the last order.
    pub last_day: Option<String>,
    /// Active, sleeping, lost, none.
    pub state: String,
}

/// A place in an ordered list: the sort value (`None`: a client without figures, in an order by
/// figures) and the identifier.
#[derive(Debug, Clone, PartialEq)]
pub struct Cut {
    /// The value of the sort key.
    pub value: Option<Wanted>,
    /// The client.
    pub id: ClientId,
}

/// What the search box asks, understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// Words of the name.
    Words(Words),
    /// A number: tax numbers that begin with `digits`, a phone by its whole key, or by its end.
    Number {
        /// As typed.
        digits: String,
        /// The key of the phone these digits are, if they are one.
        phone: Option<String>,
        /// Phones may also be found by their last digits.
        by_tail: bool,
    },
    /// An e-mail address.
    Email {
        /// Small letters.
        text: String,
        /// The beginning is enough.
        by_beginning: bool,
    },
}

/// What to list.
#[derive(Debug, Clone)]
pub struct ListQuery<'a> {
    /// What may be seen.
    pub scope: &'a Scope,
    /// Conditions, all of which hold.
    pub terms: &'a [ClientTerm],
    /// The search box.
    pub asked: Option<&'a Asked>,
    /// The order.
    pub order: ClientOrder,
    /// Begin after this place.
    pub after: Option<&'a Cut>,
    /// At most so many.
    pub limit: i64,
}

pub(super) const COLUMNS: &str = "c.id, c.name, c.kind, c.relation, c.marker, c.ladder_step, \
    c.service_class, c.segment_id, s.name, c.region, c.manager_id, u.name, c.tax_number, \
    c.main_phone, c.main_email, c.last_interaction_at, f.abc, f.xyz, f.r, f.f, f.m, \
    f.revenue_minor, f.orders, f.last_day, f.state, c.version, c.created_at, c.updated_at, \
    c.temperature, c.rest_until";
const SORT_COLUMN: usize = 30;

/// A page of clients.
pub fn list(tx: &mut Tx, query: &ListQuery<'_>) -> Result<Vec<Item>, Error> {
    let mut items = Vec::new();
    each(tx, query, |item| {
        items.push(item);
        Ok::<(), Error>(())
    })?;
    Ok(items)
}

/// Hands each client of a list to `f` without keeping them: for exports of any size.
pub fn each<E: From<Error>>(
    tx: &mut Tx,
    query: &ListQuery<'_>,
    mut f: impl FnMut(Item) -> Result<(), E>,
) -> Result<(), E> {
    let mut left = query.limit;
    for part in parts(query) {
        if left <= 0 {
            break;
        }
        let (sql, conditions) = statement(query, part, left);
        tx.query_each(&sql, conditions.params(), |row| {
            left -= 1;
            f(read_item(row, query.order.key, part)?)
        })?;
    }
    Ok(())
}

/// How many clients the query finds, whatever its page.
pub fn count(tx: &mut Tx, query: &ListQuery<'_>) -> Result<i64, Error> {
    let mut conditions = Conditions::new();
    let mut from = source(&mut conditions, query, Part::All);
    if !query.terms.iter().any(|term| term.field.is_figure()) {
        from = from.replace(FIGURES, "");
    }
    let sql = format!("SELECT COUNT(*) FROM {from}{}", conditions.clause());
    tx.query_one(&sql, conditions.params())?.get(0)
}

/// Which clients a statement walks. An order by figures walks the figures, and then or before
/// the clients that have none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    All,
    WithFigures,
    WithoutFigures,
}

fn parts(query: &ListQuery<'_>) -> Vec<Part> {
    if !query.order.key.is_figure() {
        return vec![Part::All];
    }
    let with = [Part::WithFigures, Part::WithoutFigures];
    let without = [Part::WithoutFigures, Part::WithFigures];
    let order = if query.order.descending {
        with
    } else {
        without
    };
    match query.after {
        Some(Cut { value, .. }) if value.is_some() == query.order.descending => order.to_vec(),
        Some(_) => order[1..].to_vec(),
        None => order.to_vec(),
    }
}

pub(super) const FIGURES: &str = " LEFT JOIN client_figures f ON f.client_id = c.id";
pub(super) const NAMES: &str =
    " LEFT JOIN segment s ON s.id = c.segment_id LEFT JOIN app_user u ON u.id = c.manager_id";

fn statement(query: &ListQuery<'_>, part: Part, limit: i64) -> (String, Conditions) {
    let mut conditions = Conditions::new();
    let from = source(&mut conditions, query, part);
    let sort = sort_column(query.order.key, part);
    let (operator, direction) = if query.order.descending {
        ("<", " DESC")
    } else {
        (">", "")
    };
    if let Some(cut) = query.after {
        match (&cut.value, part) {
            (None, Part::WithoutFigures) => conditions.compare("c.id", operator, cut.id.uuid()),
            (Some(value), Part::All | Part::WithFigures) => {
                let id = Value::from(cut.id.uuid());
                conditions.compare_row(sort_and_id(query.order.key), operator, [bound(value), id]);
            }
            // The page before ended in the other part.
            _ => {}
        }
    }
    let order = match part {
        Part::WithoutFigures => format!("c.id{direction}"),
        Part::WithFigures => format!("{sort}{direction}, f.client_id{direction}"),
        Part::All => format!("{sort}{direction}, c.id{direction}"),
    };
    let clause = conditions.clause();
    let limit = conditions.bind(limit);
    let sql = format!(
        "SELECT {COLUMNS}, {sort} FROM {from}{NAMES}{clause} ORDER BY {order} LIMIT {limit}"
    );
    (sql, conditions)
}

fn source(conditions: &mut Conditions, query: &ListQuery<'_>, part: Part) -> String {
    let found = query
        .asked
        .map(|asked| candidates(conditions, query, asked));
    conditions.holds("c.deleted_at IS NULL");
    conditions.visible(query.scope, "c.manager_id");
    for term in query.terms {
        add_term(conditions, term);
    }
    // CROSS JOIN keeps SQLite from walking the whole base to look each client up among the few
    // that were found; PostgreSQL decides for itself.
    let needs_figures = query
        .terms
        .iter()
        .any(|term| term.field.is_figure() && !matches!(term.test, Test::NoneOf(_) | Test::Empty));
    match (found, part) {
        (Some(found), _) => {
            conditions.holds("c.id = k.entity_id");
            match part {
                Part::All => {}
                Part::WithFigures => conditions.holds("f.client_id IS NOT NULL"),
                Part::WithoutFigures => conditions.holds("f.client_id IS NULL"),
            }
            format!("{found} k CROSS JOIN client c{FIGURES}")
        }
        (None, Part::WithFigures) => {
            conditions.holds("c.id = f.client_id");
            "client_figures f CROSS JOIN client c".to_owned()
        }
        (None, Part::WithoutFigures) => {
            conditions.holds("f.client_id IS NULL");
            format!("client c{FIGURES}")
        }
        (None, Part::All) if needs_figures => {
            conditions.holds("f.client_id = c.id");
            "client c CROSS JOIN client_figures f".to_owned()
        }
        (None, Part::All) => format!("client c{FIGURES}"),
    }
}

fn candidates(conditions: &mut Conditions, query: &ListQuery<'_>, asked: &Asked) -> String {
    match asked {
        Asked::Words(words) => {
            let narrow = !words.others.is_empty()
                || !query.terms.is_empty()
                || !query.scope.areas().is_empty();
            let limit = if narrow {
                search::CANDIDATES_TO_NARROW
            } else {
                search::CANDIDATES
            };
            for word in &words.others {
                conditions.compare("c.search_key", "LIKE", search::has_word(word));
            }
            search::candidates(conditions, Named::Client, query.scope, &words.driver, limit)
        }
        Asked::Number {
            digits,
            phone,
            by_tail,
        } => {
            let (from, to) = search::prefix(digits);
            let (from, to) = (conditions.bind(from), conditions.bind(to));
            let limit = conditions.bind(search::CANDIDATES_TO_NARROW);
            let by_tax = format!(
                "SELECT id AS entity_id FROM (SELECT id FROM client WHERE tax_number IS NOT NULL \
                 AND tax_number >= {from} AND tax_number < {to} LIMIT {limit}) taxed"
            );
            let by_phone = match phone {
                Some(key) => {
                    let key = conditions.bind(key.clone());
                    format!(
                        " UNION SELECT client_id FROM channel \
                         WHERE value_key = {key} AND deleted_at IS NULL"
                    )
                }
                None if *by_tail => {
                    let tail: String = digits.chars().rev().collect();
                    let (from, to) = search::prefix(&tail);
                    let (from, to) = (conditions.bind(from), conditions.bind(to));
                    format!(
                        " UNION SELECT client_id FROM (SELECT client_id FROM channel \
                         WHERE value_tail >= {from} AND value_tail < {to} \
                         AND deleted_at IS NULL AND kind = 'phone' LIMIT {limit}) phoned"
                    )
                }
                None => String::new(),
            };
            format!("({by_tax}{by_phone})")
        }
        Asked::Email { text, by_beginning } => {
            let limit = conditions.bind(search::CANDIDATES_TO_NARROW);
            let test = if *by_beginning {
                let (from, to) = search::prefix(text);
                let (from, to) = (conditions.bind(from), conditions.bind(to));
                format!("value_key >= {from} AND value_key < {to}")
            } else {
                format!("value_key = {}", conditions.bind(text.clone()))
            };
            format!(
                "(SELECT DISTINCT client_id AS entity_id FROM (SELECT client_id FROM channel \
                 WHERE {test} AND deleted_at IS NULL AND kind = 'email' LIMIT {limit}) mailed)"
            )
        }
    }
}

fn add_term(conditions: &mut Conditions, term: &ClientTerm) {
    match term.field {
        ClientField::Has => return add_has(conditions, &term.test),
        ClientField::Lacks => return quality::add_lacking(conditions, &term.test),
        ClientField::Quarantine => return quarantine::add_standing(conditions, &term.test),
        ClientField::Selection => return selection::add_member(conditions, &term.test),
        ClientField::KeyMark => return add_marks(conditions, &term.test),
        _ => {}
    }
    conditions.test(column(term.field), &term.test);
}

fn add_has(conditions: &mut Conditions, test: &Test) {
    const PEOPLE: &str =
        "EXISTS (SELECT 1 FROM person p WHERE p.client_id = c.id AND p.deleted_at IS NULL)";
    let all = ["phone", "email", "people"].map(|text| Wanted::Text(text.to_owned()));
    let (wanted, any): (&[Wanted], bool) = match test {
        Test::AnyOf(values) => (values, true),
        Test::NoneOf(values) => (values, false),
        Test::Empty => (&all, false),
        // The field has no order: edges are refused when the filter is read.
        Test::Present | Test::AtLeast(_) | Test::AtMost(_) => (&all, true),
    };
    let pieces: Vec<&'static str> = wanted
        .iter()
        .map(|value| match value {
            Wanted::Text(text) if text == "phone" => "c.main_phone IS NOT NULL",
            Wanted::Text(text) if text == "email" => "c.main_email IS NOT NULL",
            _ => PEOPLE,
        })
        .collect();
    conditions.any_holds(&pieces, any);
}

fn add_marks(conditions: &mut Conditions, test: &Test) {
    let all: Vec<Wanted> = KeyAttribute::ALL
        .iter()
        .map(|of| Wanted::Text(of.code().to_owned()))
        .collect();
    let (wanted, any): (&[Wanted], bool) = match test {
        Test::AnyOf(values) => (values, true),
        Test::NoneOf(values) => (values, false),
        Test::Empty => (&all, false),
        // The field has no order: edges are refused when the filter is read.
        Test::Present | Test::AtLeast(_) | Test::AtMost(_) => (&all, true),
    };
    let pieces: Vec<&'static str> = wanted
        .iter()
        .filter_map(|value| match value {
            Wanted::Text(text) => text.parse().ok().map(mark_exists),
            _ => None,
        })
        .collect();
    conditions.any_holds(&pieces, any);
}

const fn mark_exists(attribute: KeyAttribute) -> &'static str {
    match attribute {
        KeyAttribute::Potential => {
            "EXISTS (SELECT 1 FROM key_mark k WHERE k.client_id = c.id \
             AND k.deleted_at IS NULL AND k.attribute = 'potential')"
        }
        KeyAttribute::Fame => {
            "EXISTS (SELECT 1 FROM key_mark k WHERE k.client_id = c.id \
             AND k.deleted_at IS NULL AND k.attribute = 'fame')"
        }
        KeyAttribute::Innovator => {
            "EXISTS (SELECT 1 FROM key_mark k WHERE k.client_id = c.id \
             AND k.deleted_at IS NULL AND k.attribute = 'innovator')"
        }
        KeyAttribute::Demanding => {
            "EXISTS (SELECT 1 FROM key_mark k WHERE k.client_id = c.id \
             AND k.deleted_at IS NULL AND k.attribute = 'demanding')"
        }
    }
}

fn column(field: ClientField) -> &'static str {
    match field {
        ClientField::Relation => "c.relation",
        ClientField::Marker => "c.marker",
        ClientField::LadderStep => "c.ladder_step",
        ClientField::Kind => "c.kind",
        ClientField::ServiceClass => "c.service_class",
        ClientField::Temperature => "c.temperature",
        ClientField::Segment => "c.segment_id",
        ClientField::Source => "c.source_id",
        ClientField::Competitor => "c.competitor_id",
        ClientField::CompanyGroup => "c.company_group_id",
        ClientField::Manager => "c.manager_id",
        ClientField::Region => "c.region",
        ClientField::TaxNumber => "c.tax_number",
        ClientField::ExternalId => "c.external_id",
        ClientField::MailingConsent => "c.mailing_consent",
        // Those have conditions of their own.
        ClientField::Has
        | ClientField::KeyMark
        | ClientField::Lacks
        | ClientField::Quarantine
        | ClientField::Selection => "c.id",
        ClientField::Verified => {
            "(SELECT MAX(v.day) FROM verification v \
             WHERE v.client_id = c.id AND v.deleted_at IS NULL)"
        }
        ClientField::Importance => {
            "(SELECT y.importance_class FROM client_score y WHERE y.client_id = c.id)"
        }
        ClientField::Reliability => {
            "(SELECT y.reliability_class FROM client_score y WHERE y.client_id = c.id)"
        }
        ClientField::Abc => "f.abc",
        ClientField::Xyz => "f.xyz",
        ClientField::State => "f.state",
        ClientField::R => "f.r",
        ClientField::F => "f.f",
        ClientField::M => "f.m",
        ClientField::Revenue => "f.revenue_minor",
        ClientField::Orders => "f.orders",
        ClientField::LastDay => "f.last_day",
        ClientField::LastInteraction => "c.last_interaction_at",
        ClientField::RestUntil => "c.rest_until",
        ClientField::Created => "c.created_at",
        ClientField::Updated => "c.updated_at",
    }
}

fn sort_column(key: ClientSort, part: Part) -> &'static str {
    match key {
        _ if part == Part::WithoutFigures => "NULL",
        ClientSort::Name => "c.name_key",
        ClientSort::Revenue => "f.revenue_minor",
        ClientSort::Orders => "f.orders",
        ClientSort::LastDay => "COALESCE(f.last_day, '')",
        ClientSort::LastInteraction => "COALESCE(c.last_interaction_at, 0)",
        ClientSort::Updated => "c.updated_at",
        ClientSort::Created => "c.created_at",
    }
}

fn sort_and_id(key: ClientSort) -> &'static str {
    match key {
        ClientSort::Name => "(c.name_key, c.id)",
        ClientSort::Revenue => "(f.revenue_minor, f.client_id)",
        ClientSort::Orders => "(f.orders, f.client_id)",
        ClientSort::LastDay => "(COALESCE(f.last_day, ''), f.client_id)",
        ClientSort::LastInteraction => "(COALESCE(c.last_interaction_at, 0), c.id)",
        ClientSort::Updated => "(c.updated_at, c.id)",
        ClientSort::Created => "(c.created_at, c.id)",
    }
}

pub(super) fn read_item(row: &Row, key: ClientSort, part: Part) -> Result<Item, Error> {
    let id: ClientId = read::id(row, 0)?;
    let value = match key {
        _ if part == Part::WithoutFigures => None,
        ClientSort::Name | ClientSort::LastDay => Some(Wanted::Text(row.get(SORT_COLUMN)?)),
        _ => Some(Wanted::Int(row.get(SORT_COLUMN)?)),
    };
    Ok(Item {
        id,
        name: row.get(1)?,
        kind: read::code(row, 2)?,
        relation: read::code(row, 3)?,
        marker: read::code(row, 4)?,
        ladder_step: read::code(row, 5)?,
        service_class: read::code(row, 6)?,
        temperature: read::code_opt(row, 28)?,
        segment: read::id_opt(row, 7)?.zip(row.get(8)?),
        region: row.get(9)?,
        manager: read::id_opt(row, 10)?.zip(row.get(11)?),
        tax_number: row.get(12)?,
        phone: row.get(13)?,
        email: row.get(14)?,
        last_interaction_at: read::moment_opt(row, 15)?,
        rest_until: read::moment_opt(row, 29)?,
        figures: read_figures(row, 16)?,
        version: row.get(25)?,
        created_at: read::moment(row, 26)?,
        updated_at: read::moment(row, 27)?,
        cut: Cut { value, id },
    })
}

pub(super) fn read_figures(row: &Row, at: usize) -> Result<Option<Figures>, Error> {
    let Some(revenue_minor) = row.get::<Option<i64>>(at + 5)? else {
        return Ok(None);
    };
    let scores = [
        row.get::<Option<i64>>(at + 2)?,
        row.get(at + 3)?,
        row.get(at + 4)?,
    ];
    Ok(Some(Figures {
        abc: row.get(at)?,
        xyz: row.get(at + 1)?,
        rfm: match scores {
            [Some(r), Some(f), Some(m)] => Some([r, f, m]),
            _ => None,
        },
        revenue_minor,
        orders: row.get(at + 6)?,
        last_day: row.get(at + 7)?,
        state: row.get(at + 8)?,
    }))
}
