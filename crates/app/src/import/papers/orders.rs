//! Orders from rows of lines: rows of one number are one order, whole or not at all.

use std::collections::{BTreeSet, HashMap};

use domain::id::ClientId;
use domain::import::{Decision, Field, Outcome, StagedRow};
use domain::money::Currency;
use domain::order::Order;
use domain::policy::Action;
use domain::product::Product;
use store::import::Staged;

use super::super::run::{Portion, Row, Verdict, Writer};
use super::{Desk, code, is_of_row, number, refused};
use crate::order::{self, Error, Input, NewLine};
use crate::{DbError, DbTx, product};

/// Writes orders.
pub(in crate::import) struct Orders<'a>(pub(in crate::import) Desk<'a>);

/// Products and employees that the rows of a portion name.
struct Known {
    products: HashMap<String, Product>,
    names: HashMap<String, String>,
    employees: HashMap<String, domain::id::UserId>,
}

impl Writer for Orders<'_> {
    fn portion(&self, tx: &mut DbTx, rows: &[Row], _: bool) -> Result<Portion, DbError> {
        let clients = self.0.clients(tx, rows)?;
        let mut known = self.known(tx, rows)?;
        let mut portion = Portion::default();
        let mut touched: BTreeSet<ClientId> = BTreeSet::new();
        let mut drawn: Vec<Order> = Vec::new();
        let mut at = 0;
        while at < rows.len() {
            let group = &rows[at].0.group;
            let alike = |(row, _): &&Row| group.is_some() && row.group == *group;
            let count = rows[at..].iter().take_while(alike).count().max(1);
            let (group, of_group) = (&rows[at..at + count], &clients[at..at + count]);
            let verdict = self.order(tx, group, of_group, &mut known, &mut drawn)?;
            if matches!(verdict.outcome, Outcome::Created | Outcome::Updated)
                && let Some(Ok(client)) = of_group.first()
            {
                touched.insert(*client);
            }
            portion.verdicts.extend(spread(group, verdict));
            at += count;
        }
        order::create_all(tx, self.0.ctx, &drawn)?;
        for client in touched {
            order::follow(tx, self.0.ctx, client)?;
        }
        Ok(portion)
    }

    fn keep(&mut self, _: &Portion, _: bool) {}
}

/// What became of an order: it is to be added with the others of its portion, or it was there.
enum Written {
    Drawn(Box<Order>),
    Known(Outcome, Option<uuid::Uuid>),
}

/// All rows of an order share its fate; a row that is wrong itself says so.
fn spread(group: &[Row], verdict: Verdict) -> Vec<Verdict> {
    group
        .iter()
        .map(|(row, values)| match refused(row, values) {
            Some(own) if own.outcome == Outcome::Refused => own,
            _ => Verdict {
                number: row.number,
                ..verdict.clone()
            },
        })
        .collect()
}

impl Orders<'_> {
    fn known(&self, tx: &mut DbTx, rows: &[Row]) -> Result<Known, DbError> {
        let codes: BTreeSet<String> = rows
            .iter()
            .filter_map(|(_, values)| values.one(Field::ProductCode).map(str::to_owned))
            .collect();
        let mut products = HashMap::new();
        for codes in codes.into_iter().collect::<Vec<_>>().chunks(500) {
            for product in store::product::by_codes(tx, codes.iter().cloned())? {
                products.insert(product.data.code.clone(), product);
            }
        }
        let names: BTreeSet<String> = rows
            .iter()
            .filter(|(_, values)| values.one(Field::ProductCode).is_none())
            .filter_map(|(_, values)| values.one(Field::ProductName))
            .map(domain::search::fold)
            .collect();
        let mut by_name = HashMap::new();
        for names in names.into_iter().collect::<Vec<_>>().chunks(500) {
            for product in store::product::by_names(tx, names)? {
                by_name.insert(
                    domain::search::fold(&product.data.name),
                    product.data.code.clone(),
                );
                products.insert(product.data.code.clone(), product);
            }
        }
        Ok(Known {
            products,
            names: by_name,
            employees: store::import::employees(tx)?,
        })
    }

    /// Writes one order.
    fn order(
        &self,
        tx: &mut DbTx,
        group: &[Row],
        clients: &[Result<ClientId, &'static str>],
        known: &mut Known,
        drawn: &mut Vec<Order>,
    ) -> Result<Verdict, DbError> {
        let (first, values) = &group[0];
        let wrong = group
            .iter()
            .filter_map(|(row, values)| refused(row, values));
        let wrong: Vec<Verdict> = wrong.collect();
        if wrong
            .iter()
            .any(|verdict| verdict.outcome == Outcome::Refused)
        {
            return Ok(Verdict::refused(first, "import.order_incomplete"));
        }
        if wrong.len() == group.len() {
            return Ok(Verdict::new(first, Outcome::Skipped, None));
        }
        let client = match clients.first() {
            Some(Ok(client)) => *client,
            Some(Err(code)) => return Ok(Verdict::refused(first, *code)),
            None => return Ok(Verdict::refused(first, "import.client_unknown")),
        };
        if clients.iter().any(|other| *other != Ok(client)) {
            return Ok(Verdict::refused(first, "import.order_clients"));
        }
        let mut made = HashMap::new();
        let written =
            tx.savepoint(|tx| self.write(tx, first, values, group, client, (known, &mut made)));
        if written.is_ok() {
            known.products.extend(made);
        }
        Ok(match written {
            Ok(Written::Drawn(order)) => {
                if drawn.iter().any(|other| other.number == order.number) {
                    return Ok(Verdict::refused(first, "order.number_taken"));
                }
                let verdict = Verdict::new(first, Outcome::Created, Some(order.id.uuid()));
                drawn.push(*order);
                verdict.by("order_number")
            }
            Ok(Written::Known(outcome, id)) => Verdict::new(first, outcome, id).by("order_number"),
            Err(Error::Db(error)) if !is_of_row(&error) => return Err(error),
            Err(Error::Invalid(refusals)) => Verdict::refused(first, code(&refusals)),
            Err(Error::NumberTaken) => Verdict::refused(first, "order.number_taken"),
            Err(Error::Status { .. }) => Verdict::refused(first, "order.status"),
            Err(Error::RateMissing(_)) => Verdict::refused(first, "rate.missing"),
            Err(Error::Forbidden(_)) => Verdict::refused(first, "policy.forbidden"),
            Err(_) => Verdict::refused(first, "not_found"),
        })
    }

    fn write(
        &self,
        tx: &mut DbTx,
        first: &Staged,
        values: &StagedRow,
        group: &[Row],
        client: ClientId,
        (known, made): (&Known, &mut HashMap<String, Product>),
    ) -> Result<Written, Error> {
        let desk = &self.0;
        let found = store::client::find(tx, &desk.scope, client)?;
        let client = found.ok_or(Error::NotFound)?;
        let number = number_of(first, values);
        let before = store::order::by_number(tx, &desk.scope, &number)?;
        let currency: Currency = values
            .one(Field::Currency)
            .and_then(|code| code.parse().ok())
            .unwrap_or_else(|| match &before {
                Some(before) => before.currency,
                None => desk.settings.currency(),
            });
        let mut lines = Vec::new();
        for (_, values) in group
            .iter()
            .filter(|(row, _)| row.decision != Some(Decision::Skip))
        {
            let product = self.product(tx, values, known, made)?;
            lines.extend(lines_of(product.id, values, currency.decimals())?);
        }
        let manager = match values.one(Field::Manager) {
            None => None,
            Some(name) => {
                let unknown = Error::refused("manager", "reference.unknown");
                let id = known.employees.get(&domain::search::fold(name));
                Some(Some(*id.ok_or(unknown)?))
            }
        };
        let status = values.one(Field::OrderStatus).map(str::to_owned);
        let input = Input {
            number: Some(number),
            client_id: None,
            day: values.one(Field::Day).map(str::to_owned),
            status: match &before {
                None => Some(status.unwrap_or_else(|| "done".to_owned())),
                Some(_) => status,
            },
            manager_id: manager,
            currency: Some(currency.to_string()),
            note: values.one(Field::Note).map(|note| Some(note.to_owned())),
            lines: Some(lines),
        };
        let Some(before) = before else {
            if desk.new_one(first) == Decision::Skip {
                return Ok(Written::Known(Outcome::Skipped, None));
            }
            let order = order::drawn(tx, desk.ctx, desk.settings, &client, &input)?;
            return Ok(Written::Drawn(Box::new(order)));
        };
        if before.client_id != client.id {
            return Err(Error::refused("client_id", "order.client_fixed"));
        }
        let id = Some(before.id.uuid());
        match desk.same(first) {
            Decision::Skip => Ok(Written::Known(Outcome::Skipped, id)),
            Decision::Merge => Ok(Written::Known(Outcome::Unchanged, id)),
            _ => {
                let after =
                    order::update_in(tx, desk.ctx, desk.settings, &client, &before, &input)?;
                let outcome = if after.version == before.version {
                    Outcome::Unchanged
                } else {
                    Outcome::Updated
                };
                Ok(Written::Known(outcome, id))
            }
        }
    }

    /// The product of a line; one that the price list lacks is added by who may.
    fn product(
        &self,
        tx: &mut DbTx,
        values: &StagedRow,
        known: &Known,
        made: &mut HashMap<String, Product>,
    ) -> Result<Product, Error> {
        let name = values.one(Field::ProductName);
        let code = match values.one(Field::ProductCode) {
            Some(code) => Some(code.to_owned()),
            None => name.and_then(|name| known.names.get(&domain::search::fold(name)).cloned()),
        };
        // A product without an article number is called by its name.
        let name = name.or(values.one(Field::ProductCode)).unwrap_or_default();
        let code = code.unwrap_or_else(|| name.chars().take(domain::product::CODE_LIMIT).collect());
        if let Some(product) = known.products.get(&code).or(made.get(&code)) {
            return Ok(product.clone());
        }
        let desk = &self.0;
        if !desk.new_entries || desk.ctx.may(Action::ProductWrite).is_err() {
            return Err(Error::refused("product", "import.product_unknown"));
        }
        let group = super::products::group(tx, desk.ctx, values.one(Field::ProductGroup))?;
        let input = product::Input {
            code: Some(code.clone()),
            name: Some(name.to_owned()),
            group_id: Some(group),
            unit: values.one(Field::Unit).map(str::to_owned),
            ..product::Input::default()
        };
        let product = product::create_in(tx, desk.ctx, &input).map_err(|error| match error {
            product::Error::Db(error) => Error::Db(error),
            product::Error::Invalid(refusals) => Error::Invalid(refusals),
            _ => Error::refused("product", "import.product_unknown"),
        })?;
        // Known to other orders only when this one is written: its savepoint may be undone.
        made.insert(code, product.clone());
        Ok(product)
    }
}

/// The number of an order; one without is named by its client and day, so that the same file
/// finds it again.
fn number_of(row: &Staged, values: &StagedRow) -> String {
    match values.one(Field::OrderNumber) {
        Some(number) => number.to_owned(),
        None => {
            let group = row.group.as_deref().unwrap_or_default();
            let hash = store::sha256_hex(group.as_bytes());
            let day = values.one(Field::Day).unwrap_or_default();
            format!("{day}-{}", &hash[..10])
        }
    }
}

/// The lines of a row: quantity, price, discount; or what the row comes to, to the last minor unit.
fn lines_of(
    product_id: domain::id::ProductId,
    values: &StagedRow,
    places: u32,
) -> Result<Vec<NewLine>, Error> {
    let bad = |field: &'static str| Error::refused(field, "money.out_of_range");
    let quantity_milli = match values.one(Field::Quantity) {
        Some(_) => number(values, Field::Quantity, 3).ok_or_else(|| bad("quantity"))?,
        None => 1_000,
    };
    let line = |quantity_milli, price_minor, discount_bp| NewLine {
        product_id,
        quantity_milli,
        price_minor,
        discount_bp,
    };
    let Some(_) = values.one(Field::Amount) else {
        let price = number(values, Field::Price, places).ok_or_else(|| bad("price"))?;
        let discount = match values.one(Field::Discount) {
            Some(_) => number(values, Field::Discount, 2).ok_or_else(|| bad("discount"))?,
            None => 0,
        };
        return Ok(vec![line(quantity_milli, price, discount)]);
    };
    let amount = number(values, Field::Amount, places).ok_or_else(|| bad("amount"))?;
    // Returns are written with the sign at the amount, the quantity or both.
    let sign = if amount < 0 || quantity_milli < 0 {
        -1
    } else {
        1
    };
    let (amount, quantity) = (amount.abs(), quantity_milli.abs());
    if quantity == 0 || quantity % 1_000 != 0 {
        let exact = i128::from(amount) * 1_000;
        return Ok(if quantity > 0 && exact % i128::from(quantity) == 0 {
            let price = i64::try_from(exact / i128::from(quantity)).map_err(|_| bad("price"))?;
            vec![line(sign * quantity, price, 0)]
        } else {
            // No price of a unit gives this sum: the sum stays right.
            vec![line(sign * 1_000, amount, 0)]
        });
    }
    let units = quantity / 1_000;
    let (price, rest) = (amount / units, amount % units);
    let mut lines = Vec::new();
    if rest < units {
        lines.push(line(sign * (units - rest) * 1_000, price, 0));
    }
    if rest > 0 {
        // Some units cost one minor unit more, so that the sum comes out.
        lines.push(line(sign * rest * 1_000, price + 1, 0));
    }
    Ok(lines)
}
