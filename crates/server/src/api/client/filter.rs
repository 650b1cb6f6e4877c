//! Filters of clients as they come in: pairs of a query string, or an object of a body.

use app::client::{Request, terms};
use domain::client::filter::{ClientOrder, ClientTerm};
use serde_json::{Map, Value};

use crate::problem::Problem;
use crate::respond::{Limit, read_cursor};

/// A list asked for by a query string; what is no part of it is given back.
pub(in crate::api) fn from_query(
    pairs: &[(String, String)],
) -> Result<(Request, Vec<(String, String)>), Problem> {
    let mut request = Request {
        limit: Limit::default().get(),
        ..Request::default()
    };
    let mut rest = Vec::new();
    for (name, value) in pairs {
        match name.as_str() {
            "q" => request.q = Some(value.clone()),
            "sort" => request.order = order(Some(value))?,
            "cursor" => request.after = Some(read_cursor(value)?),
            "total" => {
                request.total = value
                    .parse()
                    .map_err(|_| Problem::invalid("total", "field.invalid"))?;
            }
            "limit" => {
                let number: u32 = value
                    .parse()
                    .map_err(|_| Problem::invalid("limit", "field.invalid"))?;
                let limit = Limit::try_from(number)
                    .map_err(|_| Problem::invalid("limit", "field.invalid"))?;
                request.limit = limit.get();
            }
            _ => {
                let (field, operator) = name.split_once('.').unwrap_or((name, ""));
                let values: Vec<String> = value.split(',').map(str::to_owned).collect();
                if !add(&mut request.terms, field, operator, &values)? {
                    rest.push((name.clone(), value.clone()));
                }
            }
        }
    }
    Ok((request, rest))
}

/// The conditions of a body.
pub(in crate::api) fn from_body(filter: &Map<String, Value>) -> Result<Vec<ClientTerm>, Problem> {
    let mut found = Vec::new();
    each(filter, |field, operator, values| {
        if add(&mut found, field, operator, values)? {
            Ok(())
        } else {
            Err(Problem::invalid(format!("filter.{field}"), "field.unknown"))
        }
    })?;
    Ok(found)
}

/// Walks the conditions of a body: field, operator, values.
pub(in crate::api) fn each(
    filter: &Map<String, Value>,
    mut f: impl FnMut(&str, &str, &[String]) -> Result<(), Problem>,
) -> Result<(), Problem> {
    for (field, condition) in filter {
        let bad = || Problem::invalid(format!("filter.{field}"), "filter.value");
        match condition {
            Value::Object(tests) => {
                for (operator, value) in tests {
                    let operator = if operator == "eq" { "" } else { operator };
                    f(field, operator, &texts(value).ok_or_else(bad)?)?;
                }
            }
            value => f(field, "", &texts(value).ok_or_else(bad)?)?,
        }
    }
    Ok(())
}

/// Values as texts: one, or a list of them.
fn texts(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::Array(values) => values.iter().map(text).collect(),
        value => text(value).map(|text| vec![text]),
    }
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// `false`: no such field.
fn add(
    found: &mut Vec<ClientTerm>,
    field: &str,
    operator: &str,
    values: &[String],
) -> Result<bool, Problem> {
    match terms(found, field, operator, values) {
        None => Ok(false),
        Some(Ok(())) => Ok(true),
        Some(Err(error)) => Err(Problem::invalid(format!("filter.{field}"), error.code())),
    }
}

/// The order, by name when not said.
pub(super) fn order(text: Option<&str>) -> Result<ClientOrder, Problem> {
    match text {
        None | Some("") => Ok(ClientOrder::default()),
        Some(text) => text
            .parse()
            .map_err(|_| Problem::invalid("sort", "field.invalid")),
    }
}
