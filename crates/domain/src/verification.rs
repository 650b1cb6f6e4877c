//! Verification: when an employee last made sure that a critical field is still right (R110).
//! Records age; what was true when it was written need not be true today.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::code::code_enum;
use crate::id::VerificationId;
use crate::part::{Part, PartData};

code_enum! {
    /// What of a card must be right for the client to be worked at all.
    pub enum CriticalField {
        /// Name and legal form.
        Name = "name",
        /// Tax number.
        TaxNumber = "tax_number",
        /// Phones.
        Phone = "phone",
        /// E-mails.
        Email = "email",
        /// Addresses.
        Address = "address",
        /// Who decides.
        People = "people",
    }
}

/// What is kept of a check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerificationData {
    /// What was checked.
    pub field: CriticalField,
    /// When.
    pub day: Date,
}

impl PartData for VerificationData {
    type Id = VerificationId;
    const ENTITY: &'static str = "verification";
}

/// A check of one field.
pub type Verification = Part<VerificationData>;
