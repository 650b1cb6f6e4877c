//! The models fitted to all clients the asker may see. Nothing here has a name, so it is kept until
//! an order or a setting changes, and shared by the page, its filters and the cards.

use std::sync::{Arc, OnceLock};

use analysis::value::{Buyer, Buyers, Doubt, Expected, Models, Settings, buyers};
use analysis::{Day, Parameters, View, Window};
use domain::policy::Entity;
use domain::setting::{
    self, VALUE_BAD_CHECK, VALUE_CONFIDENCE, VALUE_CORRELATION, VALUE_DISCOUNT, VALUE_HORIZON,
    VALUE_REGULAR, VALUE_REPEATERS,
};

use super::super::question::Asked;
use super::super::{Error, Keeper};
use super::shape::FittedModel;
use crate::App;
use crate::context::Context;

/// The clients the asker may see, up to a day, the models fitted to them, and what is expected.
pub(in crate::analysis) struct Base {
    pub(in crate::analysis) buyers: Buyers,
    pub(in crate::analysis) models: Models,
    /// By the places of the buyers.
    pub(super) expected: Vec<Expected>,
    /// The doubt about the parameters, where intervals are wanted.
    pub(super) doubt: Option<Doubt>,
    /// The models as they are shown, once somebody looked.
    pub(super) shown: OnceLock<Vec<FittedModel>>,
}

/// The settings of the probabilistic value in force.
pub(super) fn settings(of: &setting::Settings) -> Settings {
    let part = |setting| of.whole(setting) as f64 / 100.0;
    let count = |setting| u32::try_from(of.whole(setting)).unwrap_or(u32::MAX);
    Settings {
        horizon_days: count(&VALUE_HORIZON),
        discount_per_year: part(&VALUE_DISCOUNT),
        least_repeaters: count(&VALUE_REPEATERS).into(),
        regular_cv: part(&VALUE_REGULAR),
        most_correlation: part(&VALUE_CORRELATION),
        confidence: part(&VALUE_CONFIDENCE),
        bad_check: part(&VALUE_BAD_CHECK),
        ..Settings::default()
    }
}

/// All days and all clients the asker may see, up to a day.
pub(super) fn everything(asked: &Asked, as_of: Option<Day>) -> Parameters {
    let mut parameters = Parameters {
        as_of,
        window: Window::All,
        ..asked.parameters.clone()
    };
    parameters.filters.segments.clear();
    parameters.filters.regions.clear();
    parameters.filters.managers.clear();
    parameters
}

/// Minor units in a whole one of the company's currency.
pub(super) fn unit(asked: &Asked) -> f64 {
    10f64.powi(asked.settings.currency().decimals().cast_signed())
}

impl Base {
    /// The base as of a day, fitted before if nothing changed since.
    pub(in crate::analysis) fn kept(
        app: &App,
        ctx: &Context,
        asked: &Asked,
        as_of: Option<Day>,
    ) -> Result<Arc<Self>, Error> {
        let parameters = everything(asked, as_of);
        let settings = settings(&asked.settings);
        let scope = ctx.scope(Entity::Analysis)?;
        let managers = scope.managers();
        let key = format!("value base {parameters:?} {settings:?} {managers:?}");
        let kept: &Keeper = &app.analysis;
        let version = asked.held.version;
        if let Some(known) = kept.answer(&key, version, ctx.now) {
            return Ok(known);
        }
        let _turn = kept.turn_to_fit();
        if let Some(known) = kept.answer(&key, version, ctx.now) {
            return Ok(known);
        }
        // Nearly the same clients were fitted before the last order, or yesterday.
        let whenever = everything(asked, None);
        let name = format!("value models {whenever:?} {settings:?} {managers:?}");
        let before = kept.last::<Self>(&name);
        let buyers = Self::buyers(asked, &parameters, &settings);
        let models = match &before {
            Some(before) => Models::fit_near(&buyers, unit(asked), &settings, &before.models),
            None => Models::fit(&buyers, unit(asked), false, &settings),
        };
        let base = Arc::new(Self {
            expected: models.expected_of(&buyers.list, asked.parameters.threads),
            doubt: models.doubt(&buyers.list),
            shown: OnceLock::new(),
            buyers,
            models,
        });
        kept.keep(key, version, None, base.clone());
        kept.keep(name, version, None, base.clone());
        Ok(base)
    }

    /// The clients the models see.
    pub(super) fn buyers(asked: &Asked, parameters: &Parameters, settings: &Settings) -> Buyers {
        let view = asked.view_through(parameters);
        buyers(&view, view.as_of, settings)
    }

    /// Places of the clients the filters let through.
    pub(super) fn chosen(&self, view: &View<'_>) -> Vec<usize> {
        let list = self.buyers.list.iter();
        let places = (0..).zip(list);
        places
            .filter(|(_, buyer)| view.sees(buyer.client))
            .map(|(place, _)| place)
            .collect()
    }

    /// A client of the base with what is expected of it.
    pub(in crate::analysis) fn find(&self, client: u32) -> Option<(&Buyer, &Expected)> {
        let list = &self.buyers.list;
        let place = list.binary_search_by_key(&client, |buyer| buyer.client);
        place
            .ok()
            .map(|place| (&list[place], &self.expected[place]))
    }
}
