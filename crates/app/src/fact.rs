//! Facts about clients and people: captured in one go, with author and date.

use domain::fact::{FactData, FactType, VALUE_LIMIT};
use domain::id::PersonId;
use domain::policy::Action;
use domain::text;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::client::{Patch, Refusal};
use crate::context::Context;
use crate::part::{Error, Kind};

/// What comes in about a fact.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Input {
    /// About whom.
    pub person_id: Patch<PersonId>,
    /// Code of the type.
    pub fact_type: Option<String>,
    /// The fact.
    pub value: Option<String>,
    /// When it was found out; today when absent.
    pub day: Option<Date>,
}

impl Input {
    /// A new fact.
    pub fn create(&self, ctx: &Context) -> Result<FactData, Error> {
        if self.fact_type.is_none() {
            return Err(Error::refused("fact_type", "code.unknown"));
        }
        if self.value.is_none() {
            return Err(Error::refused("value", "text.empty"));
        }
        let mut data = FactData {
            person_id: None,
            fact_type: FactType::Other,
            value: String::new(),
            day: ctx.now.to_zoned(TimeZone::UTC).date(),
        };
        self.apply(&mut data)?;
        Ok(data)
    }

    /// Puts the given fields into `data`.
    pub fn apply(&self, data: &mut FactData) -> Result<(), Error> {
        let mut refusals = Vec::new();
        if let Some(person) = self.person_id {
            data.person_id = person;
        }
        if let Some(fact_type) = &self.fact_type {
            match fact_type.parse() {
                Ok(fact_type) => data.fact_type = fact_type,
                Err(_) => refusals.push(Refusal::new("fact_type", "code.unknown")),
            }
        }
        if let Some(value) = &self.value {
            match text::block(value, VALUE_LIMIT) {
                Ok(value) => data.value = value,
                Err(error) => refusals.push(Refusal::new("value", error.code())),
            }
        }
        data.day = self.day.unwrap_or(data.day);
        if refusals.is_empty() {
            Ok(())
        } else {
            Err(Error::Invalid(refusals))
        }
    }
}

impl Kind for FactData {
    const RIGHT: Action = Action::ClientUpdate;

    fn person(&self) -> Option<PersonId> {
        self.person_id
    }
}
