//! Many orders at once, from other systems: each row names its client and products by the codes
//! that system knows, and its order by number. A number that is there is changed, a new one
//! added, so sending the same rows again changes nothing.

use std::collections::{BTreeMap, BTreeSet};

use domain::client::Client;
use domain::id::{ClientId, OrderId, UserId};
use domain::journal::JournalAction;
use domain::policy::{Action, Entity, Scope};
use domain::product::Product;
use domain::setting::Settings;
use serde_json::json;

use super::{ENTITY, Error, Input, NewLine, create_in, follow, update_in};
use crate::context::Context;
use crate::journal::{self, Entry};
use crate::{App, DbError, DbTx, setting};

/// The most rows of one call.
pub const ROWS_LIMIT: usize = 20_000;
/// Rows that are written in one transaction.
const CHUNK: usize = 500;

/// A line by the article number of its product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BulkLine {
    /// Article number.
    pub code: String,
    /// How much, in thousandths; negative: brought back.
    pub quantity_milli: i64,
    /// Price of a unit, minor units of the order's currency.
    pub price_minor: i64,
    /// Discount, hundredths of a percent.
    pub discount_bp: i64,
}

/// An order by external codes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BulkRow {
    /// Number; the key of the row.
    pub number: String,
    /// The client's id in the other system.
    pub client_external_id: String,
    /// Business day.
    pub day: String,
    /// Code of the status, by default `done`.
    pub status: Option<String>,
    /// Currency, by default the reporting one.
    pub currency: Option<String>,
    /// Log-in of who sold, by default the client's manager.
    pub manager_login: Option<String>,
    /// Free text.
    pub note: Option<String>,
    /// The lines.
    pub lines: Vec<BulkLine>,
}

/// What became of a row.
#[derive(Debug)]
pub enum Outcome {
    /// A new order.
    Created(OrderId),
    /// An order with this number was changed.
    Updated(OrderId),
    /// An order with this number said the same.
    Unchanged(OrderId),
    /// Nothing was written.
    Refused(Error),
}

/// Writes rows; the answer has the outcome of each, in their order. Rows are written by portions,
/// each whole; what was written before a failure stays and is found unchanged when sent again.
pub fn bulk(app: &App, ctx: &Context, rows: &[BulkRow]) -> Result<Vec<Outcome>, Error> {
    ctx.may(Action::OrderBulk)?;
    let scope = ctx.scope(Entity::Order)?;
    if rows.len() > ROWS_LIMIT {
        return Err(Error::TooMany);
    }
    let mut outcomes = Vec::with_capacity(rows.len());
    for chunk in rows.chunks(CHUNK) {
        let written = app.db.write(|tx| write_chunk(tx, ctx, &scope, chunk))?;
        outcomes.extend(written);
    }
    let refused = outcomes
        .iter()
        .filter(|o| matches!(o, Outcome::Refused(_)))
        .count();
    let details = json!({ "rows": rows.len(), "refused": refused });
    app.db.write(|tx| {
        let entry = Entry::note(JournalAction::Bulk, ENTITY, None, &details);
        journal::record(tx, ctx, entry)
    })?;
    Ok(outcomes)
}

/// What the rows of a portion refer to, read at once.
struct Known {
    settings: Settings,
    products: BTreeMap<String, Product>,
    users: BTreeMap<String, UserId>,
}

fn write_chunk(
    tx: &mut DbTx,
    ctx: &Context,
    scope: &Scope,
    rows: &[BulkRow],
) -> Result<Vec<Outcome>, Error> {
    let codes: BTreeSet<String> = rows
        .iter()
        .flat_map(|row| row.lines.iter().map(|line| line.code.clone()))
        .collect();
    let mut products = BTreeMap::new();
    for codes in codes.into_iter().collect::<Vec<_>>().chunks(CHUNK) {
        let found = store::product::by_codes(tx, codes.iter().cloned())?;
        products.extend(
            found
                .into_iter()
                .map(|product| (product.data.code.clone(), product)),
        );
    }
    let users = store::user::list(tx)?;
    let known = Known {
        settings: setting::load(tx)?,
        products,
        users: users
            .into_iter()
            .map(|user| (user.login, user.id))
            .collect(),
    };
    let mut outcomes = Vec::with_capacity(rows.len());
    let mut touched: BTreeSet<ClientId> = BTreeSet::new();
    for row in rows {
        let written = tx.savepoint(|tx| write_row(tx, ctx, scope, &known, row));
        outcomes.push(match written {
            Ok((outcome, client)) => {
                if !matches!(outcome, Outcome::Unchanged(_)) {
                    touched.insert(client);
                }
                outcome
            }
            // A fault of the database ends the portion; a fault of the row does not.
            Err(Error::Db(error)) if !is_of_row(&error) => return Err(Error::Db(error)),
            Err(error) => Outcome::Refused(error),
        });
    }
    for client in touched {
        follow(tx, ctx, client)?;
    }
    Ok(outcomes)
}

/// Whether a failed statement tells of the row rather than of the database.
fn is_of_row(error: &DbError) -> bool {
    matches!(
        error,
        DbError::Unique { .. } | DbError::ForeignKey | DbError::Check(_)
    )
}

fn write_row(
    tx: &mut DbTx,
    ctx: &Context,
    scope: &Scope,
    known: &Known,
    row: &BulkRow,
) -> Result<(Outcome, ClientId), Error> {
    let client: Option<Client> = match row.client_external_id.trim() {
        "" => None,
        external => store::client::by_external_id(tx, scope, external)?,
    };
    let client = client.ok_or(Error::refused("client_external_id", "reference.unknown"))?;
    let input = row.input(known)?;
    let Some(before) = store::order::by_number(tx, scope, &row.number)? else {
        let order = create_in(tx, ctx, &known.settings, &client, &input)?;
        return Ok((Outcome::Created(order.id), client.id));
    };
    if before.client_id != client.id {
        return Err(Error::refused("client_external_id", "order.client_fixed"));
    }
    let after = update_in(tx, ctx, &known.settings, &client, &before, &input)?;
    let outcome = if after.version == before.version {
        Outcome::Unchanged(after.id)
    } else {
        Outcome::Updated(after.id)
    };
    Ok((outcome, client.id))
}

impl BulkRow {
    fn input(&self, known: &Known) -> Result<Input, Error> {
        if self.number.trim().is_empty() {
            return Err(Error::refused("number", "text.empty"));
        }
        let mut lines = Vec::with_capacity(self.lines.len());
        for (number, line) in self.lines.iter().enumerate() {
            let product = known.products.get(&line.code);
            let unknown = || Error::refused(format!("lines.{number}.code"), "reference.unknown");
            lines.push(NewLine {
                product_id: product.ok_or_else(unknown)?.id,
                quantity_milli: line.quantity_milli,
                price_minor: line.price_minor,
                discount_bp: line.discount_bp,
            });
        }
        let manager_id = match &self.manager_login {
            None => None,
            Some(login) => {
                let unknown = Error::refused("manager_login", "reference.unknown");
                Some(Some(*known.users.get(login).ok_or(unknown)?))
            }
        };
        Ok(Input {
            number: Some(self.number.clone()),
            client_id: None,
            day: Some(self.day.clone()),
            status: Some(self.status.clone().unwrap_or_else(|| "done".to_owned())),
            manager_id,
            currency: self.currency.clone(),
            note: self.note.clone().map(Some),
            lines: Some(lines),
        })
    }
}
