//! Addresses of a client, in parts from country to house, so that the base can be cut by region,
//! district, settlement and street (R35).

use serde::{Deserialize, Serialize};

use crate::code::code_enum;
use crate::id::AddressId;
use crate::part::{Part, PartData};

code_enum! {
    /// What the address is for.
    pub enum AddressKind {
        /// As registered.
        Legal = "legal",
        /// Where they sit.
        Actual = "actual",
        /// Where goods go.
        Delivery = "delivery",
        /// Where letters go.
        Post = "post",
    }
}

/// The parts of an address, each possibly empty.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct AddressParts {
    /// Country name or code, as the user writes it.
    pub country: String,
    /// Region, oblast, општина group…
    pub region: String,
    /// District within the region.
    pub district: String,
    /// City, town or village.
    pub settlement: String,
    /// Street.
    pub street: String,
    /// House, building, office.
    pub house: String,
    /// Postal code.
    pub postcode: String,
}

/// No part of the address is filled, or one is longer than 200 characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("address is empty or has a part over 200 characters")]
pub struct BadAddress;

impl AddressParts {
    /// Trims every part and checks that something is there.
    pub fn checked(mut self) -> Result<Self, BadAddress> {
        let mut filled = false;
        for part in self.parts_mut() {
            let trimmed = part.trim();
            if trimmed.chars().count() > 200 || trimmed.chars().any(char::is_control) {
                return Err(BadAddress);
            }
            filled |= !trimmed.is_empty();
            if trimmed.len() != part.len() {
                *part = trimmed.to_owned();
            }
        }
        if filled { Ok(self) } else { Err(BadAddress) }
    }

    fn parts_mut(&mut self) -> [&mut String; 7] {
        [
            &mut self.country,
            &mut self.region,
            &mut self.district,
            &mut self.settlement,
            &mut self.street,
            &mut self.house,
            &mut self.postcode,
        ]
    }

    /// One line, from the largest part to the smallest, as it is written in Russia and Macedonia.
    pub fn line(&self) -> String {
        [
            &self.postcode,
            &self.country,
            &self.region,
            &self.district,
            &self.settlement,
            &self.street,
            &self.house,
        ]
        .into_iter()
        .filter(|part| !part.is_empty())
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(", ")
    }
}

/// What is written of an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddressData {
    /// What it is for.
    pub kind: AddressKind,
    /// Its parts.
    #[serde(flatten)]
    pub parts: AddressParts,
}

impl PartData for AddressData {
    type Id = AddressId;
    const ENTITY: &'static str = "address";
}

/// An address of a client.
pub type Address = Part<AddressData>;

/// Which address of a client tells its region: the actual one, else legal, delivery, post.
pub const REGION_ORDER: [AddressKind; 4] = [
    AddressKind::Actual,
    AddressKind::Legal,
    AddressKind::Delivery,
    AddressKind::Post,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r35_parts_make_a_line_and_an_empty_address_is_refused() {
        let parts = AddressParts {
            region: " Скопски ".into(),
            settlement: "Скопје".into(),
            street: "Партизанска".into(),
            ..AddressParts::default()
        };
        assert_eq!(
            parts.checked().unwrap().line(),
            "Скопски, Скопје, Партизанска"
        );
        assert_eq!(AddressParts::default().checked(), Err(BadAddress));
        let long = AddressParts {
            street: "x".repeat(201),
            ..AddressParts::default()
        };
        assert_eq!(long.checked(), Err(BadAddress));
    }
}
