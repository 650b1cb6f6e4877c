//! Exchange rates.

use app::rate::{Error, WRITE_LIMIT};
use axum::Json;
use axum::http::StatusCode;
use domain::money::Currency;
use domain::rate::Rate;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::extract::{Body, Query, Who};
use crate::problem::Problem;
use crate::respond::{Limit, List};
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new().routes(routes!(list, put))
}

/// The rate of a currency from a day on.
#[derive(Serialize, ToSchema)]
struct RateView {
    currency: String,
    #[schema(value_type = String, format = Date)]
    day: Date,
    /// What one unit costs in units of the reporting currency, a decimal.
    rate: String,
}

/// Which rates.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    currency: Option<Currency>,
    from: Option<Date>,
    to: Option<Date>,
    #[serde(default)]
    limit: Limit,
}

/// Rates, the newest first.
#[utoipa::path(get, path = "/rates", tag = "rate", operation_id = "list_rates",
    params(("currency" = Option<String>, Query), ("from" = Option<String>, Query),
        ("to" = Option<String>, Query), ("limit" = Option<u32>, Query, minimum = 1, maximum = 1000)),
    responses((status = 200, body = List<RateView>)),
    extensions(("x-right" = json!("product.read"))))]
async fn list(
    state: State,
    Who(ctx): Who,
    Query(wanted): Query<Wanted>,
) -> Result<List<RateView>, Problem> {
    let days = (
        wanted.from.unwrap_or(Date::MIN),
        wanted.to.unwrap_or(Date::MAX),
    );
    let rates = state
        .run(ctx, move |app, ctx| {
            app::rate::list(app, ctx, wanted.currency, days, wanted.limit.get())
        })
        .await?;
    let view = |rate: app::rate::DayRate| RateView {
        currency: rate.currency.to_string(),
        day: rate.day,
        rate: rate.rate.to_string(),
    };
    Ok(List::whole(rates.into_iter().map(view).collect()))
}

/// A rate to be written.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RateInput {
    /// ISO 4217.
    currency: String,
    day: String,
    /// What one unit costs in units of the reporting currency, a decimal; `null` removes the rate.
    rate: Option<String>,
}

/// Rates to be written.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RatesInput {
    /// At most 5,000.
    items: Vec<RateInput>,
}

/// What was written.
#[derive(Serialize, ToSchema)]
struct RatesWritten {
    /// How many rates changed.
    changed: usize,
}

/// Write rates, all or none. Orders and payments keep the rate they were written at.
#[utoipa::path(put, path = "/rates", tag = "rate", operation_id = "put_rates",
    request_body = RatesInput, responses((status = 200, body = RatesWritten)),
    extensions(("x-right" = json!("rate.write"))))]
async fn put(
    state: State,
    Who(ctx): Who,
    Body(body): Body<RatesInput>,
) -> Result<Json<RatesWritten>, Problem> {
    let mut rates = Vec::with_capacity(body.items.len());
    for (number, item) in body.items.iter().enumerate() {
        let bad =
            |field: &str, code: &str| Problem::invalid(format!("items.{number}.{field}"), code);
        let currency: Currency = item
            .currency
            .parse()
            .map_err(|_| bad("currency", "money.not_a_currency"))?;
        let day: Date = item.day.parse().map_err(|_| bad("day", "day.bad"))?;
        let rate = item.rate.as_deref().map(str::parse::<Rate>).transpose();
        rates.push((
            currency,
            day,
            rate.map_err(|error| bad("rate", error.code()))?,
        ));
    }
    let changed = state
        .run(ctx, move |app, ctx| app::rate::put(app, ctx, &rates))
        .await?;
    Ok(Json(RatesWritten { changed }))
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Forbidden(refusal) => refusal.into(),
            Error::Reporting => Self::new(StatusCode::CONFLICT, "rate.reporting"),
            Error::TooMany => {
                Self::new(StatusCode::PAYLOAD_TOO_LARGE, "rate.too_many").with("max", WRITE_LIMIT)
            }
            Error::Db(error) => error.into(),
        }
    }
}
