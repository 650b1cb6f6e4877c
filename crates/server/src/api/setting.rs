//! Settings: every number of a rule, with its default and range.

use std::collections::BTreeMap;

use app::setting::Error;
use domain::setting::{DEFINITIONS, Definition, Form, SettingError, Settings, Value};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa::openapi::schema::{Object, SchemaType, Type};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::extract::{Body, SignedIn, Who};
use crate::problem::Problem;
use crate::respond::List;
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new().routes(routes!(list, change))
}

/// A value as the API's document has it: a yes or no, a whole number, a text or a code.
fn any_value() -> Object {
    Object::builder()
        .schema_type(SchemaType::from_iter([
            Type::Boolean,
            Type::Integer,
            Type::String,
        ]))
        .build()
}

/// A setting.
#[derive(Serialize, ToSchema)]
struct SettingView {
    /// `group.thing`.
    name: &'static str,
    /// `whole`, `choice`, `line`, `currency`, `time_zone` or `country`.
    kind: &'static str,
    /// What is in force.
    #[schema(schema_with = any_value)]
    value: Value,
    /// What is in force when nobody set anything.
    #[schema(schema_with = any_value)]
    default: Value,
    /// The smallest number.
    min: Option<i64>,
    /// The largest number, or the longest text.
    max: Option<i64>,
    /// What a number counts.
    unit: Option<&'static str>,
    /// The codes allowed.
    options: Vec<&'static str>,
}

fn view(settings: &Settings, definition: Definition) -> SettingView {
    let mut view = SettingView {
        name: definition.name(),
        kind: "whole",
        value: settings.value(definition),
        default: definition.default(),
        min: None,
        max: None,
        unit: None,
        options: Vec::new(),
    };
    match definition {
        Definition::Whole(setting) => {
            (view.min, view.max) = (Some(setting.min), Some(setting.max));
            view.unit = Some(setting.unit);
        }
        Definition::Choice(setting) => {
            view.kind = "choice";
            view.options = setting.options.to_vec();
        }
        Definition::Text(setting) => match setting.form {
            Form::Line(max) | Form::Needs(max) => {
                view.kind = "line";
                view.max = i64::try_from(max).ok();
            }
            Form::Currency => view.kind = "currency",
            Form::TimeZone => view.kind = "time_zone",
            Form::Country => view.kind = "country",
        },
    }
    view
}

fn views(settings: &Settings) -> List<SettingView> {
    List::whole(
        DEFINITIONS
            .iter()
            .map(|definition| view(settings, *definition))
            .collect(),
    )
}

/// All settings in force.
#[utoipa::path(get, path = "/settings", tag = "setting",
    responses((status = 200, body = List<SettingView>)),
    extensions(("x-right" = json!("signed_in"))))]
async fn list(SignedIn(caller): SignedIn) -> List<SettingView> {
    views(&caller.settings)
}

/// Settings to change, by name; `null` goes back to the default.
#[derive(Deserialize, ToSchema)]
#[schema(value_type = BTreeMap<String, serde_json::Value>)]
struct SettingsChange(BTreeMap<String, Option<Value>>);

/// Change settings, all or none.
#[utoipa::path(patch, path = "/settings", tag = "setting", request_body = SettingsChange,
    responses((status = 200, body = List<SettingView>)),
    extensions(("x-right" = json!("setting.write"))))]
async fn change(
    state: State,
    Who(ctx): Who,
    Body(body): Body<SettingsChange>,
) -> Result<List<SettingView>, Problem> {
    let settings = state
        .run(ctx, move |app, ctx| app::setting::change(app, ctx, &body.0))
        .await?;
    Ok(views(&settings))
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Forbidden(refusal) => refusal.into(),
            Error::Refused { name, error } => {
                let problem = Self::invalid(name, error.code());
                match error {
                    SettingError::OutOfRange { min, max } => {
                        problem.field_param("min", min).field_param("max", max)
                    }
                    SettingError::NotBelow { above } => problem.field_param("above", above),
                    _ => problem,
                }
            }
            Error::CurrencyInUse { in_force } => {
                Self::invalid("company.currency", "setting.currency_in_use")
                    .field_param("in_force", in_force)
            }
            Error::Db(error) => error.into(),
        }
    }
}
