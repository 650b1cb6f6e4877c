//! Potential of clients by product group: what share of wallet is measured against.

use domain::client::Client;
use domain::id::{ClientId, ProductGroupId};
use domain::part::Part;
use domain::policy::Action;
use domain::potential::{MOST_MINOR, ORIGIN_LIMIT, PotentialData};
use domain::text;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::client::Refusal;
use crate::context::Context;
use crate::part::{Error, Kind};
use crate::{DbError, DbTx};

/// What comes in about a potential.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Input {
    /// The product group; needed for a new one, fixed afterwards.
    pub product_group_id: Option<ProductGroupId>,
    /// Purchases of a year from anybody.
    pub amount_minor: Option<i64>,
    /// Who or what says so.
    pub origin: Option<String>,
    /// When it was found out; today when absent.
    pub day: Option<Date>,
}

impl Input {
    /// A new potential.
    pub fn create(&self, ctx: &Context) -> Result<PotentialData, Error> {
        let Some(product_group_id) = self.product_group_id else {
            return Err(Error::refused("product_group_id", "reference.unknown"));
        };
        if self.amount_minor.is_none() {
            return Err(Error::refused("amount_minor", "field.invalid"));
        }
        let mut data = PotentialData {
            product_group_id,
            amount_minor: 0,
            origin: String::new(),
            day: ctx.now.to_zoned(TimeZone::UTC).date(),
        };
        self.apply(&mut data)?;
        Ok(data)
    }

    /// Puts the given fields into `data`.
    pub fn apply(&self, data: &mut PotentialData) -> Result<(), Error> {
        let mut refusals = Vec::new();
        let group = self.product_group_id;
        if group.is_some_and(|group| group != data.product_group_id) {
            refusals.push(Refusal::new("product_group_id", "field.invalid"));
        }
        match self.amount_minor {
            Some(amount) if (0..=MOST_MINOR).contains(&amount) => data.amount_minor = amount,
            Some(_) => refusals.push(Refusal::new("amount_minor", "field.invalid")),
            None => {}
        }
        match self.origin.as_deref().filter(|origin| !origin.is_empty()) {
            Some(origin) => match text::line(origin, ORIGIN_LIMIT) {
                Ok(origin) => data.origin = origin,
                Err(error) => refusals.push(Refusal::new("origin", error.code())),
            },
            None if self.origin.is_some() => data.origin.clear(),
            None => {}
        }
        data.day = self.day.unwrap_or(data.day);
        if refusals.is_empty() {
            Ok(())
        } else {
            Err(Error::Invalid(refusals))
        }
    }
}

impl Kind for PotentialData {
    const RIGHT: Action = Action::ClientUpdate;

    fn check(&self, tx: &mut DbTx, _: ClientId, _: Option<Self::Id>) -> Result<(), Error> {
        let groups = store::product_group::list(tx)?;
        if groups.iter().any(|group| group.id == self.product_group_id) {
            Ok(())
        } else {
            Err(Error::refused("product_group_id", "reference.unknown"))
        }
    }

    fn follow(
        tx: &mut DbTx,
        client: &Client,
        _: Option<&Part<Self>>,
        _: Option<&Part<Self>>,
    ) -> Result<(), DbError> {
        // The analysis reads the client again.
        store::order::mark_changed(tx, client.id)
    }
}
