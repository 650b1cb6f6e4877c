//! What was found in a row: wrong, doubtful, or put right.

use serde::{Deserialize, Serialize};

use super::field::Field;
use crate::code::code_enum;

code_enum! {
    /// What a finding means for its row.
    pub enum Severity {
        /// The row cannot be written until it is mended.
        Error = "error",
        /// The row is written; the value may be wrong or was left out.
        Warning = "warning",
        /// The value was put right; look whether you agree.
        Repaired = "repaired",
    }
}

code_enum! {
    /// What was found.
    pub enum FindingCode {
        /// A value that every such record needs is missing.
        Required = "required",
        /// One of several values is needed, and none is there.
        NoKey = "no_key",
        /// A value that the gate of saving asks for is missing.
        Gate = "gate",
        /// More characters than the field holds.
        TooLong = "too_long",
        /// Invisible or other characters that the field may not hold were taken out.
        CharactersRemoved = "characters_removed",
        /// Letters of another script that look alike were replaced.
        ScriptMended = "script_mended",
        /// Wrong length or characters for a tax number.
        TaxNumberShape = "tax_number_shape",
        /// The check digits of the tax number do not agree.
        TaxNumberCheckDigit = "tax_number_check_digit",
        /// A leading zero that a spreadsheet had lost was put back.
        ZeroRestored = "zero_restored",
        /// Not a КПП.
        Kpp = "kpp",
        /// Wrong length for a number in the state register.
        RegistrationNumberShape = "registration_number_shape",
        /// The check digit of the registration number does not agree.
        RegistrationNumberCheckDigit = "registration_number_check_digit",
        /// Not a personal number.
        PersonalNumber = "personal_number",
        /// Not a phone number.
        NotAPhone = "not_a_phone",
        /// Wrong count of digits for a phone of its country.
        PhoneLength = "phone_length",
        /// A slip of the pen in the phone was put right.
        PhoneMended = "phone_mended",
        /// A spreadsheet had made a number of it (`7.91612E+10`): digits are lost.
        DigitsLost = "digits_lost",
        /// Not an e-mail address.
        NotAnEmail = "not_an_email",
        /// A slip of the pen in the e-mail was put right.
        EmailMended = "email_mended",
        /// Not a web site.
        NotASite = "not_a_site",
        /// Not a date.
        NotADate = "not_a_date",
        /// Day and month could also be the other way round.
        DateAmbiguous = "date_ambiguous",
        /// A date that has not come yet, or from another century.
        DateUnlikely = "date_unlikely",
        /// Not a number.
        NotANumber = "not_a_number",
        /// More decimal places than are kept.
        TooPrecise = "too_precise",
        /// Out of range.
        OutOfRange = "out_of_range",
        /// Not in the dictionary: choose what it means.
        UnknownValue = "unknown_value",
        /// Not a country.
        UnknownCountry = "unknown_country",
        /// Not a currency.
        UnknownCurrency = "unknown_currency",
        /// One cell held several values; all were taken.
        SeveralValues = "several_values",
        /// More values in a cell than are taken from one.
        TooManyValues = "too_many_values",
        /// The cell could not be split as the rule says.
        NotSplit = "not_split",
        /// The mapping names a column that the row does not have.
        NoColumn = "no_column",
        /// The same record stands in an earlier row of the file.
        Repeated = "repeated",
    }
}

/// A finding in one row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// The field it is about, if about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<Field>,
    /// The column it came from, from 0, if from one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<usize>,
    /// What was found.
    pub code: FindingCode,
    /// What it means for the row.
    pub severity: Severity,
    /// What stood there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<String>,
    /// What stands there now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub now: Option<String>,
}
