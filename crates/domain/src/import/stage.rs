//! From the cells of a row to the values of a record, with all that was found on the way.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::field::{Field, Form, Kind};
use super::finding::{Finding, FindingCode, Severity};
use super::mapping::{ColumnRule, DateOrder, DecimalSign, Mapping, Origin};
use super::place::Place;
use super::step::{self, Stepped};
use super::value::{self, Meaning, Read, Reader};
use super::{closed, name};
use crate::client::ClientKind;
use crate::country::Country;
use crate::gate::{Mode, Need, Stage, asked};
use crate::setting::{self, Settings};

/// A value ready to be written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StagedValue {
    /// Its field.
    pub field: Field,
    /// Which of several, from 0.
    pub position: u16,
    /// The value in the form of its field, see [`Form`].
    pub text: String,
}

/// A row as it will be written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StagedRow {
    /// The values, by field and position.
    pub values: Vec<StagedValue>,
    /// What was found.
    pub findings: Vec<Finding>,
}

impl StagedRow {
    /// The first value of a field.
    pub fn one(&self, field: Field) -> Option<&str> {
        self.all(field).next()
    }

    /// All values of a field.
    pub fn all(&self, field: Field) -> impl Iterator<Item = &str> {
        let values = self.values.iter().filter(move |value| value.field == field);
        values.map(|value| value.text.as_str())
    }

    /// Whether it can be written.
    pub fn is_writable(&self) -> bool {
        let is_error = |finding: &Finding| finding.severity == Severity::Error;
        !self.findings.iter().any(is_error)
    }

    /// The country of its tax numbers and phones: that of the tax number, else of the address,
    /// else `fallback`.
    pub fn country(&self, fallback: Country) -> Country {
        let told = self
            .one(Field::TaxCountry)
            .or_else(|| self.one(Field::Country));
        told.and_then(|code| code.parse().ok()).unwrap_or(fallback)
    }

    fn push(&mut self, field: Field, text: String) {
        let known = self.all(field).any(|value| value == text);
        let position = self.all(field).count();
        if known || (position > 0 && !field.is_several()) {
            return;
        }
        let position = u16::try_from(position).unwrap_or(u16::MAX);
        self.values.push(StagedValue {
            field,
            position,
            text,
        });
    }
}

/// The rules of staging that are settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageRules {
    /// A value that cannot be read makes its row wait, even if the record could do without it.
    pub refuse_unreadable: bool,
    /// Values taken from one cell.
    pub values_per_cell: usize,
    /// The last two-digit year of this century.
    pub century: i16,
    /// Days after today that a date is believed.
    pub days_ahead: i64,
    /// Dates before this year are not believed.
    pub oldest_year: i16,
    /// What the gate of saving does.
    pub gate: Mode,
    /// What it asks of companies.
    pub gate_company: String,
    /// What it asks of private persons.
    pub gate_private: String,
}

impl StageRules {
    /// The rules that the settings prescribe.
    pub fn of(settings: &Settings) -> Self {
        let rule = |kind| settings.text(Stage::Save.rule(kind)).to_owned();
        let small = |setting| i16::try_from(settings.whole(setting)).unwrap_or(i16::MAX);
        Self {
            refuse_unreadable: settings.choice(&setting::IMPORT_UNREADABLE) == "refuse",
            values_per_cell: usize::try_from(settings.whole(&setting::IMPORT_VALUES_PER_CELL))
                .unwrap_or(1),
            century: small(&setting::IMPORT_CENTURY),
            days_ahead: settings.whole(&setting::IMPORT_DAYS_AHEAD),
            oldest_year: small(&setting::IMPORT_OLDEST_YEAR),
            gate: Stage::Save.mode(settings),
            gate_company: rule(ClientKind::Company),
            gate_private: rule(ClientKind::Private),
        }
    }
}

/// What a row cannot tell by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageContext {
    /// Country of phones, tax numbers and addresses written without one.
    pub country: Country,
    /// How fractions are written; cells of typed files come with a point.
    pub decimal: DecimalSign,
    /// In which order dates are written; nothing: not known, days are taken to come first.
    pub date_order: Option<DateOrder>,
    /// Today, where the company is.
    pub today: Date,
    /// The settings.
    pub rules: StageRules,
}

/// The values of one row by `mapping`, and what was found wrong, doubtful or was put right.
pub fn stage(mapping: &Mapping, cells: &[&str], context: &StageContext) -> StagedRow {
    let mut row = StagedRow::default();
    // The country decides how the rest is read.
    let is_country = |rule: &&ColumnRule| rule.field.form() == Form::Country;
    for rule in mapping.columns.iter().filter(is_country) {
        fill(&mut row, mapping, rule, cells, context);
    }
    for rule in mapping.columns.iter().filter(|rule| !is_country(rule)) {
        fill(&mut row, mapping, rule, cells, context);
    }
    complete(&mut row, mapping.kind);
    require(&mut row, mapping.kind);
    if mapping.kind == Kind::Clients {
        gate(&mut row, mapping, context);
    }
    row.values
        .sort_by_key(|value| (value.field, value.position));
    row
}

/// What the gate of saving asks for and the columns of the table could tell, but this row does
/// not. A table without such a column adds to cards that are there.
fn gate(row: &mut StagedRow, mapping: &Mapping, context: &StageContext) {
    let rules = &context.rules;
    let severity = match rules.gate {
        Mode::Off => return,
        Mode::Warn => Severity::Warning,
        Mode::Refuse => Severity::Error,
    };
    let private = row.one(Field::ClientKind) == Some(ClientKind::Private.code());
    let text = if private {
        &rules.gate_private
    } else {
        &rules.gate_company
    };
    for need in asked(text, row.country(context.country)) {
        let field = match need {
            Need::Name => Field::Name,
            Need::Phone => Field::Phone,
            Need::Email => Field::Email,
            Need::TaxNumber => Field::TaxNumber,
            Need::Region => Field::Region,
            Need::Segment => Field::Segment,
            Need::Source => Field::Source,
            Need::Manager => Field::Manager,
        };
        let mapped = mapping.columns.iter().any(|rule| rule.field == field);
        let told = |finding: &Finding| finding.field == Some(field) && finding.severity <= severity;
        if mapped && row.one(field).is_none() && !row.findings.iter().any(told) {
            row.findings.push(Finding {
                field: Some(field),
                column: None,
                code: FindingCode::Gate,
                severity,
                was: None,
                now: None,
            });
        }
    }
}

/// Applies one rule.
fn fill(
    row: &mut StagedRow,
    mapping: &Mapping,
    rule: &ColumnRule,
    cells: &[&str],
    context: &StageContext,
) {
    let column = match &rule.from {
        Origin::Column(column) => Some(*column),
        Origin::Joined { .. } | Origin::Fixed(_) => None,
    };
    let text = match &rule.from {
        Origin::Column(column) => cells.get(*column).copied().unwrap_or_default().to_owned(),
        Origin::Joined { columns, separator } => {
            let parts = columns.iter().filter_map(|column| cells.get(*column));
            let filled: Vec<&str> = parts
                .map(|cell| cell.trim())
                .filter(|c| !c.is_empty())
                .collect();
            filled.join(separator)
        }
        Origin::Fixed(text) => text.clone(),
    };
    let form = rule.field.form();
    if value::is_nothing(form, &text) {
        return;
    }
    let country = row.country(context.country);
    let stepped = step::apply(&rule.steps, &text, mapping, country, &context.rules);
    let (text, plain) = match stepped {
        Stepped::Text { text, plain } => (text, plain),
        Stepped::Trouble(code) => {
            let severity = severity(rule.field, &context.rules);
            row.findings.push(Finding {
                field: Some(rule.field),
                column,
                code,
                severity,
                was: Some(text),
                now: None,
            });
            return;
        }
    };
    if value::is_nothing(form, &text) {
        return;
    }
    if rule.field == Field::Address {
        return address(row, &value::visible(&text, false), country);
    }
    let words = mapping.dictionaries.get(rule.field.code());
    let (country, text) = match form {
        Form::TaxNumber => prefixed(&text, country),
        _ => (country, text),
    };
    let reader = Reader {
        country,
        decimal: if plain {
            DecimalSign::Point
        } else {
            context.decimal
        },
        date_order: context.date_order,
        today: context.today,
        rules: &context.rules,
        words,
    };
    let Read { values, notes } = reader.read(form, &text);
    if form == Form::TaxNumber && !values.is_empty() && country != row.country(context.country) {
        row.values.retain(|value| value.field != Field::TaxCountry);
        if rule.field == Field::TaxNumber {
            row.push(Field::TaxCountry, country.code().to_owned());
        }
    }
    for note in notes {
        row.findings.push(Finding {
            field: Some(rule.field),
            column,
            code: note.code,
            severity: match note.meaning {
                Meaning::Repaired => Severity::Repaired,
                Meaning::Doubtful => Severity::Warning,
                Meaning::Unreadable => severity(rule.field, &context.rules),
            },
            was: Some(note.was),
            now: note.now,
        });
    }
    for value in values {
        if !value::is_nothing(form, &value) {
            row.push(rule.field, value);
        }
    }
}

/// What a value that cannot be read means for its row.
fn severity(field: Field, rules: &StageRules) -> Severity {
    if field.is_vital() || rules.refuse_unreadable {
        Severity::Error
    } else {
        Severity::Warning
    }
}

/// A tax number that begins with the code of its country (`DE136695976`) is of that country.
fn prefixed(text: &str, country: Country) -> (Country, String) {
    let trimmed = text.trim();
    let prefix = trimmed
        .get(..2)
        .filter(|p| p.bytes().all(|b| b.is_ascii_uppercase()));
    let digits = trimmed.bytes().filter(u8::is_ascii_digit).count();
    match prefix.and_then(closed::country) {
        Some(told) if told != country && digits >= 7 => {
            (told, trimmed.get(2..).unwrap_or_default().to_owned())
        }
        _ => (country, text.to_owned()),
    }
}

/// Cuts a whole address into its parts; what a column of its own says comes first.
fn address(row: &mut StagedRow, text: &str, country: Country) {
    let place = Place::of(text, country);
    for (field, part) in [
        (Field::Country, &place.country),
        (Field::Region, &place.region),
        (Field::District, &place.district),
        (Field::City, &place.city),
        (Field::Street, &place.street),
        (Field::House, &place.house),
        (Field::Postcode, &place.postcode),
    ] {
        if !value::is_nothing(field.form(), part) {
            row.push(field, part.clone());
        }
    }
}

/// A name from its parts where the whole is missing.
fn complete(row: &mut StagedRow, kind: Kind) {
    let pairs = [
        (
            Field::Name,
            [Field::Surname, Field::FirstName, Field::Patronymic],
        ),
        (
            Field::PersonName,
            [
                Field::PersonSurname,
                Field::PersonFirstName,
                Field::PersonPatronymic,
            ],
        ),
    ];
    for (whole, parts) in pairs {
        if row.one(whole).is_none() && whole.belongs_to(kind) {
            let joined = name::join(parts.map(|part| row.one(part).unwrap_or_default()));
            if !joined.is_empty() {
                row.push(whole, joined);
            }
        }
    }
}

/// What every record of the kind needs; of a list one is enough.
pub(super) fn required(kind: Kind) -> &'static [&'static [Field]] {
    const CLIENT: &[Field] = &[
        Field::ClientExternalId,
        Field::ClientTaxNumber,
        Field::ClientName,
        Field::ClientPhone,
        Field::ClientEmail,
    ];
    match kind {
        Kind::Clients => &[&[Field::Name]],
        Kind::People => &[&[Field::Name], CLIENT],
        Kind::Orders => &[
            CLIENT,
            &[Field::Day],
            &[Field::ProductCode, Field::ProductName],
            &[Field::Amount, Field::Price],
        ],
        Kind::Payments => &[CLIENT, &[Field::Day], &[Field::Amount]],
        Kind::Products => &[&[Field::ProductCode], &[Field::Name]],
        Kind::Interactions => &[CLIENT, &[Field::HappenedAt]],
    }
}

fn require(row: &mut StagedRow, kind: Kind) {
    for any in required(kind) {
        if any.iter().any(|field| row.one(*field).is_some()) {
            continue;
        }
        // A value that could not be read has its own finding.
        let told = |finding: &Finding| {
            finding.severity == Severity::Error
                && finding.field.is_some_and(|field| any.contains(&field))
        };
        if row.findings.iter().any(told) {
            continue;
        }
        let alone = any.len() == 1;
        row.findings.push(Finding {
            field: any.first().copied(),
            column: None,
            code: if alone {
                FindingCode::Required
            } else {
                FindingCode::NoKey
            },
            severity: Severity::Error,
            was: None,
            now: None,
        });
    }
}

#[cfg(test)]
mod tests;
