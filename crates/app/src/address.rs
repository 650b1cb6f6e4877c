//! Addresses of clients.

use domain::address::{AddressData, AddressKind, AddressParts};
use domain::client::Client;
use domain::part::Part;
use domain::policy::Action;

use crate::part::{Error, Kind};
use crate::{DbError, DbTx};

/// What comes in about an address; an absent part stays, an empty one clears.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Input {
    /// Code of the kind.
    pub kind: Option<String>,
    /// Country.
    pub country: Option<String>,
    /// Region.
    pub region: Option<String>,
    /// District.
    pub district: Option<String>,
    /// City, town or village.
    pub settlement: Option<String>,
    /// Street.
    pub street: Option<String>,
    /// House.
    pub house: Option<String>,
    /// Postal code.
    pub postcode: Option<String>,
}

impl Input {
    /// A new address.
    pub fn create(&self) -> Result<AddressData, Error> {
        let mut data = AddressData {
            kind: AddressKind::Actual,
            parts: AddressParts::default(),
        };
        self.apply(&mut data)?;
        Ok(data)
    }

    /// Puts the given fields into `data`.
    pub fn apply(&self, data: &mut AddressData) -> Result<(), Error> {
        if let Some(kind) = &self.kind {
            data.kind = kind
                .parse()
                .map_err(|_| Error::refused("kind", "code.unknown"))?;
        }
        let parts = &mut data.parts;
        let given = [
            (&self.country, &mut parts.country),
            (&self.region, &mut parts.region),
            (&self.district, &mut parts.district),
            (&self.settlement, &mut parts.settlement),
            (&self.street, &mut parts.street),
            (&self.house, &mut parts.house),
            (&self.postcode, &mut parts.postcode),
        ];
        for (given, kept) in given {
            if let Some(given) = given {
                kept.clone_from(given);
            }
        }
        let checked = std::mem::take(parts).checked();
        data.parts = checked.map_err(|_| Error::refused("street", "address.bad"))?;
        Ok(())
    }
}

impl Kind for AddressData {
    const RIGHT: Action = Action::ClientUpdate;
    const GATED: bool = true;

    fn follow(
        tx: &mut DbTx,
        client: &Client,
        _: Option<&Part<Self>>,
        _: Option<&Part<Self>>,
    ) -> Result<(), DbError> {
        // The analysis knows where clients are.
        store::order::mark_changed(tx, client.id)?;
        store::client::refresh_region(tx, client.id)
    }
}
