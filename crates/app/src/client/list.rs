//! Lists of clients: the filter is checked against the reader's rights before it becomes a
//! query, and what comes back is masked.

use domain::client::filter::{
    ClientField, ClientOrder, ClientSort, ClientTerm, add_term, discloses,
};
use domain::filter::{FilterError, Value};
use domain::id::ClientId;
use domain::journal::JournalAction;
use domain::phone::Phone;
use domain::policy::{Access, Entity, Field, Scope};
use domain::search::{Query, understand};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::client::{Asked, Cut, Item, ListQuery};
use store::search::Named;
use uuid::Uuid;

use super::{ENTITY, Error, veil};
use crate::context::Context;
use crate::journal::{self, Entry};
use crate::{App, DbError, DbTx, setting};

/// What to list.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The search box.
    pub q: Option<String>,
    /// Conditions, all of which hold.
    pub terms: Vec<ClientTerm>,
    /// The order.
    pub order: ClientOrder,
    /// At most so many.
    pub limit: u32,
    /// Where the page before ended.
    pub after: Option<Place>,
    /// Count all that are found, too.
    pub total: bool,
}

/// A client as a list shows it, masked for the reader.
pub type Listed = Item;

/// A page of clients.
#[derive(Debug, Clone)]
pub struct Page {
    /// The clients.
    pub items: Vec<Listed>,
    /// Where the next page begins.
    pub next: Option<Place>,
    /// All that are found, if asked for.
    pub total: Option<i64>,
}

/// Adds a condition given as texts, as they come from a query or a body; an unknown field is
/// `None`.
pub fn terms(
    terms: &mut Vec<ClientTerm>,
    field: &str,
    operator: &str,
    values: &[String],
) -> Option<Result<(), FilterError>> {
    let field: ClientField = field.parse().ok()?;
    Some(add_term(terms, field, operator, values))
}

/// A page of the clients the reader may see.
pub fn list(app: &App, ctx: &Context, request: &Request) -> Result<Page, Error> {
    let scope = ctx.scope(Entity::Client)?;
    let cut = request
        .after
        .as_ref()
        .map(|place| place.cut(request.order))
        .transpose()?;
    let limit = request.limit.clamp(1, 1000);
    let (items, total, guarded) = app.db.read(|tx| {
        check_terms(tx, ctx, &request.terms)?;
        let asked = match understand_query(tx, ctx, &scope, request.q.as_deref())? {
            Understood::Everything => None,
            Understood::Nothing => return Ok((Vec::new(), Some(0), None)),
            Understood::Asked(asked, guarded) => Some((asked, guarded)),
        };
        let query = ListQuery {
            scope: &scope,
            terms: &request.terms,
            asked: asked.as_ref().map(|(asked, _)| asked),
            order: request.order,
            after: cut.as_ref(),
            limit: i64::from(limit) + 1,
        };
        let items = store::client::list(tx, &query)?;
        let total = if request.total {
            Some(store::client::count(tx, &query)?)
        } else {
            None
        };
        Ok::<_, Error>((items, total, asked.and_then(|(_, guarded)| guarded)))
    })?;
    if let Some(field) = guarded {
        note_exact_search(app, ctx, field, items.len())?;
    }
    let mut items = items;
    let more = items.len() > limit as usize;
    items.truncate(limit as usize);
    let last = items.last().filter(|_| more);
    let next = last.map(|item| Place::of(&item.cut, request.order));
    for item in &mut items {
        item.phone = veil::veil_phone(ctx, item.phone.take());
        item.email = veil::veil_email(ctx, item.email.take());
    }
    Ok(Page {
        items,
        next,
        total: total.filter(|_| request.total),
    })
}

/// The clients of these identifiers that are visible, in the order given, masked for the reader.
pub(crate) fn listed(
    tx: &mut DbTx,
    ctx: &Context,
    scope: &Scope,
    ids: &[ClientId],
) -> Result<Vec<Listed>, DbError> {
    let mut items = store::client::chosen(tx, scope, ids)?;
    for item in &mut items {
        item.phone = veil::veil_phone(ctx, item.phone.take());
        item.email = veil::veil_email(ctx, item.email.take());
    }
    Ok(items)
}

/// What may not be read may not be filtered by: the answer would tell it.
pub(super) fn check_terms(tx: &mut DbTx, ctx: &Context, terms: &[ClientTerm]) -> Result<(), Error> {
    for term in terms.iter().filter(|t| t.field == ClientField::Selection) {
        if !crate::selection::may_ask(tx, ctx, &term.test)? {
            return Err(Error::refused("filter.selection_id", "reference.unknown"));
        }
    }
    let fields = terms.iter().flat_map(discloses);
    match fields
        .into_iter()
        .find(|field| ctx.actor.field(*field) != Access::Shown)
    {
        Some(field) => Err(Error::FieldForbidden(field)),
        None => Ok(()),
    }
}

pub(super) enum Understood {
    Everything,
    Nothing,
    /// With the guarded field whose exact value was asked for.
    Asked(Asked, Option<Field>),
}

/// What the search box asks, within the reader's rights: a masked phone or e-mail is found by its
/// whole value only, a hidden one not at all.
pub(super) fn understand_query(
    tx: &mut DbTx,
    ctx: &Context,
    scope: &Scope,
    q: Option<&str>,
) -> Result<Understood, Error> {
    Ok(match understand(q.unwrap_or_default()) {
        Query::Everything => Understood::Everything,
        Query::Words(readings) => {
            match store::search::choose(tx, Named::Client, scope, &readings)? {
                Some(words) => Understood::Asked(Asked::Words(words), None),
                None => Understood::Nothing,
            }
        }
        Query::Digits(digits) => {
            let access = ctx.actor.field(Field::Phone);
            let country = setting::load(tx)?.country();
            let phone = (access != Access::Hidden && digits.len() >= 8)
                .then(|| Phone::parse(country, q.unwrap_or_default()).ok())
                .flatten()
                .map(|phone| phone.key().to_owned());
            let guarded = (access == Access::Masked && phone.is_some()).then_some(Field::Phone);
            let by_tail = access == Access::Shown;
            Understood::Asked(
                Asked::Number {
                    digits,
                    phone,
                    by_tail,
                },
                guarded,
            )
        }
        Query::Email(text) => match ctx.actor.field(Field::Email) {
            Access::Hidden => Understood::Nothing,
            Access::Masked => Understood::Asked(
                Asked::Email {
                    text,
                    by_beginning: false,
                },
                Some(Field::Email),
            ),
            Access::Shown => Understood::Asked(
                Asked::Email {
                    text,
                    by_beginning: true,
                },
                None,
            ),
        },
    })
}

/// Asking for the exact value of a masked field can confirm a guess, so it is journalled.
fn note_exact_search(app: &App, ctx: &Context, field: Field, found: usize) -> Result<(), Error> {
    let details = json!({ "exact_search": field.code(), "found": found > 0 });
    app.db.write(|tx| {
        let entry = Entry::note(JournalAction::Reveal, ENTITY, None, &details);
        journal::record(tx, ctx, entry)?;
        Ok(())
    })
}

/// Where a page ended, to be handed back for the next one: the order with its value and the
/// client there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Place(String, Option<PlaceValue>, Uuid);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
enum PlaceValue {
    Int(i64),
    Text(String),
}

impl Place {
    fn of(cut: &Cut, order: ClientOrder) -> Self {
        let value = cut.value.as_ref().and_then(|value| match value {
            Value::Int(number) => Some(PlaceValue::Int(*number)),
            Value::Text(text) => Some(PlaceValue::Text(text.clone())),
            Value::Id(_) | Value::Flag(_) => None,
        });
        Self(order.to_string(), value, cut.id.uuid())
    }

    /// The cut it stands for, if it is one of this order.
    fn cut(&self, order: ClientOrder) -> Result<Cut, Error> {
        if self.0 != order.to_string() {
            return Err(Error::BadCursor);
        }
        let by_text = matches!(order.key, ClientSort::Name | ClientSort::LastDay);
        let value = match &self.1 {
            Some(PlaceValue::Int(number)) if !by_text => Some(Value::Int(*number)),
            Some(PlaceValue::Text(text)) if by_text => Some(Value::Text(text.clone())),
            None if order.key.is_figure() => None,
            _ => return Err(Error::BadCursor),
        };
        Ok(Cut {
            value,
            id: ClientId::from_uuid(self.2),
        })
    }
}
