//! Which column is what: from the headings in three languages and from what the cells look like
//! (R84). It proposes; the user decides.

mod content;
mod dictionary;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::field::{Field, Kind};
use super::heading;
use super::mapping::{
    AddressPart, COLUMNS_LIMIT, ColumnRule, DateOrder, DecimalSign, Mapping, NamePart, Origin, Step,
};
use super::stage::required;
use super::{day, number};
use crate::code::code_enum;
use crate::country::Country;
use content::Content;

pub use dictionary::heading_of;

code_enum! {
    /// What speaks for a proposal.
    pub enum Reason {
        /// The heading says exactly so.
        Heading = "heading",
        /// The heading says something like it.
        HeadingAlike = "heading_alike",
        /// The cells look like it.
        Content = "content",
        /// Few of the cells look like it.
        ContentAgainst = "content_against",
    }
}

/// What a column may be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnGuess {
    /// The column, from 0.
    pub column: usize,
    /// Its heading.
    pub heading: String,
    /// The field proposed; nothing when nothing is sure enough.
    pub field: Option<Field>,
    /// Which of several.
    pub position: u16,
    /// How sure, of 100.
    pub confidence: u8,
    /// What speaks for it.
    pub why: Vec<Reason>,
    /// What else it may be, the surest first.
    pub alternatives: Vec<(Field, u8)>,
}

/// A mapping proposed for a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proposal {
    /// What the rows are.
    pub kind: Kind,
    /// How surely, of 100.
    pub kind_confidence: u8,
    /// The rules.
    pub mapping: Mapping,
    /// Every column.
    pub columns: Vec<ColumnGuess>,
    /// How fractions are written.
    pub decimal: DecimalSign,
    /// In which order dates are written; nothing: the cells do not tell.
    pub date_order: Option<DateOrder>,
}

/// A heading and what was found for each field.
struct Column {
    words: Vec<String>,
    content: Content,
    scores: Vec<(Field, u32, Vec<Reason>)>,
}

/// Proposes what the columns of a table are. `sample` are some of its rows; `kind` is what the
/// rows are when the user has said so; a column is taken from `sure` of 100 on.
pub fn recognise(
    headings: &[String],
    sample: &[Vec<String>],
    kind: Option<Kind>,
    country: Country,
    sure: u8,
) -> Proposal {
    let headings = &headings[..headings.len().min(COLUMNS_LIMIT)];
    let cells = |at: usize| {
        sample
            .iter()
            .map(move |row| row.get(at).map_or("", String::as_str))
    };
    let columns: Vec<Column> = headings
        .iter()
        .enumerate()
        .map(|(at, text)| column(text, Content::of(cells(at), country)))
        .collect();
    let mut best: Option<(u32, Proposal)> = None;
    for kind in kind.map_or(Kind::ALL.to_vec(), |kind| vec![kind]) {
        let guesses = assign(&columns, headings, kind, sure);
        let score = score(&guesses, &columns, kind);
        if best.as_ref().is_none_or(|(highest, _)| score > *highest) {
            let proposal = Proposal {
                kind,
                kind_confidence: u8::try_from(score.min(100)).unwrap_or(100),
                mapping: mapping(kind, &guesses, &columns),
                columns: guesses,
                decimal: DecimalSign::Point,
                date_order: None,
            };
            best = Some((score, proposal));
        }
    }
    let mut proposal = best.map_or_else(|| empty(Kind::Clients), |(_, proposal)| proposal);
    if kind.is_some() {
        proposal.kind_confidence = 100;
    }
    let of = |form: fn(&Field) -> bool, guesses: &[ColumnGuess]| -> Vec<usize> {
        let taken = guesses
            .iter()
            .filter(|g| g.field.as_ref().is_some_and(form));
        taken.map(|g| g.column).collect()
    };
    let numbers = of(
        |f| matches!(f.form(), super::Form::Number(_)),
        &proposal.columns,
    );
    let days = of(
        |f| matches!(f.form(), super::Form::Day | super::Form::Moment),
        &proposal.columns,
    );
    let (point, comma) = number::evidence(numbers.iter().flat_map(|at| cells(*at)));
    proposal.decimal = if comma > point {
        DecimalSign::Comma
    } else {
        DecimalSign::Point
    };
    proposal.date_order = date_order(days.iter().flat_map(|at| cells(*at)));
    proposal
}

fn empty(kind: Kind) -> Proposal {
    Proposal {
        kind,
        kind_confidence: 0,
        mapping: Mapping::new(kind),
        columns: Vec::new(),
        decimal: DecimalSign::Point,
        date_order: None,
    }
}

fn column(text: &str, content: Content) -> Column {
    let words = heading::words(text);
    let mut scores: BTreeMap<Field, (u32, Vec<Reason>)> = BTreeMap::new();
    for (field, named) in dictionary::named(&words) {
        let reason = if named == 100 {
            Reason::Heading
        } else {
            Reason::HeadingAlike
        };
        let (score, why) = match content.agrees(field) {
            Some(share) if share >= 60 => (named, vec![reason, Reason::Content]),
            // Half of a column may be wrong and still be what its heading says.
            Some(share) if share < 20 => (
                named.saturating_sub(40),
                vec![reason, Reason::ContentAgainst],
            ),
            Some(_) => (named.saturating_sub(10), vec![reason]),
            None => (named, vec![reason]),
        };
        scores.insert(field, (score, why));
    }
    for (field, said) in content.says() {
        let known = scores.entry(field).or_insert((0, Vec::new()));
        if said > known.0 {
            *known = (said, vec![Reason::Content]);
        }
    }
    let scores = scores
        .into_iter()
        .map(|(field, (score, why))| (field, score, why))
        .collect();
    Column {
        words,
        content,
        scores,
    }
}

/// The field that a column named so is for records of a kind: `Client` is the name of a client and
/// the key of an order.
fn as_seen_by(kind: Kind, field: Field) -> Option<Field> {
    use Field as F;
    let seen = match (kind, field) {
        (Kind::Clients, F::ClientName) => F::Name,
        (Kind::Clients, F::ClientTaxNumber) => F::TaxNumber,
        (Kind::Clients, F::ClientExternalId) => F::ExternalId,
        (Kind::Clients, F::ClientPhone) => F::Phone,
        (Kind::Clients, F::ClientEmail) => F::Email,
        (Kind::People, F::PersonName) => F::Name,
        (Kind::People, F::PersonSurname) => F::Surname,
        (Kind::People, F::PersonFirstName) => F::FirstName,
        (Kind::People, F::PersonPatronymic) => F::Patronymic,
        (Kind::People, F::PersonPhone) => F::Phone,
        (Kind::People, F::PersonEmail) => F::Email,
        (Kind::People, F::TaxNumber) => F::ClientTaxNumber,
        (Kind::Orders, F::TaxNumber)
        | (Kind::Payments, F::TaxNumber)
        | (Kind::Interactions, F::TaxNumber) => F::ClientTaxNumber,
        (Kind::Payments | Kind::Interactions, F::Name) => F::ClientName,
        (Kind::Orders | Kind::Payments | Kind::Interactions, F::Phone) => F::ClientPhone,
        (Kind::Orders | Kind::Payments | Kind::Interactions, F::Email) => F::ClientEmail,
        (Kind::Orders, F::Name) => F::ProductName,
        (Kind::Products, F::ProductName) => F::Name,
        (Kind::Products, F::ExternalId) => F::ProductCode,
        (Kind::Interactions, F::Day) => F::HappenedAt,
        (Kind::Orders | Kind::Payments, F::HappenedAt) => F::Day,
        _ => field,
    };
    seen.belongs_to(kind).then_some(seen)
}

/// The best field of each column, none twice unless a record may have several.
fn assign(columns: &[Column], headings: &[String], kind: Kind, sure: u8) -> Vec<ColumnGuess> {
    let mut candidates: Vec<(u32, usize, Field, Vec<Reason>)> = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        let mut seen: BTreeMap<Field, (u32, Vec<Reason>)> = BTreeMap::new();
        for (field, score, why) in &column.scores {
            let Some(as_seen) = as_seen_by(kind, *field) else {
                continue;
            };
            // A meaning of another name is a little less sure than the own one.
            let score = if as_seen == *field || *score == 100 {
                *score
            } else {
                score.saturating_sub(3)
            };
            // In a row of a client a column of people's names is the contact, not the company.
            let person = column.content.is_people();
            let score = match as_seen {
                Field::Name if kind == Kind::Clients && person => score.saturating_sub(30),
                Field::Name if kind == Kind::People && person => score.max(80),
                _ => score,
            };
            let known = seen.entry(as_seen).or_insert((0, Vec::new()));
            if score > known.0 {
                *known = (score, why.clone());
            }
        }
        // In a list of people a column that may be either is the company they work for.
        let client = seen.get(&Field::ClientName).map_or(0, |(score, _)| *score);
        if kind == Kind::People && !column.content.is_people() {
            seen.retain(|field, (score, _)| *field != Field::Name || *score > client);
        }
        candidates.extend(
            seen.into_iter()
                .map(|(field, (score, why))| (score, at, field, why)),
        );
    }
    candidates.sort_by_key(|(score, at, field, _)| (std::cmp::Reverse(*score), *at, *field));
    let mut guesses: Vec<ColumnGuess> = headings
        .iter()
        .enumerate()
        .map(|(column, heading)| ColumnGuess {
            column,
            heading: heading.clone(),
            field: None,
            position: 0,
            confidence: 0,
            why: Vec::new(),
            alternatives: Vec::new(),
        })
        .collect();
    let mut taken: BTreeMap<Field, usize> = BTreeMap::new();
    for (score, at, field, why) in candidates {
        let confidence = u8::try_from(score.min(100)).unwrap_or(100);
        let guess = &mut guesses[at];
        let free = field.is_several() || !taken.contains_key(&field);
        if guess.field.is_none() && free && confidence >= sure {
            guess.field = Some(field);
            guess.confidence = confidence;
            guess.why = why;
            *taken.entry(field).or_default() += 1;
        } else if confidence > 0 && guess.alternatives.len() < 5 {
            guess.alternatives.push((field, confidence));
        }
    }
    if kind == Kind::Clients {
        contact_of_company(&mut guesses);
    }
    // Several values are numbered as they stand in the table.
    let mut counts: BTreeMap<Field, u16> = BTreeMap::new();
    for guess in &mut guesses {
        if let Some(field) = guess.field {
            let count = counts.entry(field).or_default();
            guess.position = *count;
            *count += 1;
        }
    }
    guesses
}

/// Beside the name of a company the parts of a person's name are those of its contact.
fn contact_of_company(guesses: &mut [ColumnGuess]) {
    let has = |guesses: &[ColumnGuess], field| guesses.iter().any(|g| g.field == Some(field));
    if !has(guesses, Field::Name) {
        return;
    }
    for (own, contact) in [
        (Field::Surname, Field::PersonSurname),
        (Field::FirstName, Field::PersonFirstName),
        (Field::Patronymic, Field::PersonPatronymic),
    ] {
        if !has(guesses, contact) {
            for guess in guesses.iter_mut().filter(|g| g.field == Some(own)) {
                guess.field = Some(contact);
            }
        }
    }
}

/// How well a kind explains the table: what it maps, above all what only it has, and whether what
/// it needs is there.
fn score(guesses: &[ColumnGuess], columns: &[Column], kind: Kind) -> u32 {
    let mut sum = 0;
    let mut own = 0;
    for guess in guesses {
        if let Some(field) = guess.field {
            sum += u32::from(guess.confidence);
            let others = Kind::ALL.iter().filter(|k| field.belongs_to(**k)).count();
            let contact = matches!(
                field,
                Field::PersonSurname | Field::PersonFirstName | Field::PersonPatronymic
            );
            own += if others == 1 && !contact {
                u32::from(guess.confidence)
            } else {
                0
            };
        }
    }
    let needs = required(kind);
    let has = |any: &&&[Field]| {
        guesses
            .iter()
            .any(|g| g.field.is_some_and(|field| any.contains(&field)))
            || any.contains(&Field::Name) && guesses.iter().any(|g| g.field == Some(Field::Surname))
    };
    let met = u32::try_from(needs.iter().filter(has).count()).unwrap_or(0);
    let all = u32::try_from(needs.len()).unwrap_or(1).max(1);
    let width = u32::try_from(columns.len()).unwrap_or(1).max(1);
    let covered = (sum + own / 2) / width;
    // A company and a person in parts: more likely a list of people than of clients.
    let parts = guesses
        .iter()
        .filter(|g| g.field == Some(Field::PersonSurname))
        .count();
    let covered = covered.saturating_sub(if parts > 0 { 5 } else { 0 });
    // What the kind needs and does not find weighs more than any number of columns.
    (covered * met / all).saturating_sub((all - met) * 15)
}

/// Rules for the guesses: one a column, two for `ИНН/КПП` and for surname with sex.
fn mapping(kind: Kind, guesses: &[ColumnGuess], columns: &[Column]) -> Mapping {
    let mut mapping = Mapping::new(kind);
    let taken = |field: Field| guesses.iter().any(|g| g.field == Some(field));
    for guess in guesses {
        let Some(field) = guess.field else {
            continue;
        };
        let words = &columns[guess.column].words;
        let said = |word: &str| words.iter().any(|w| w == word);
        let rule = |field, steps| ColumnRule {
            field,
            position: 0,
            from: Origin::Column(guess.column),
            steps,
        };
        let slash = |part| {
            vec![Step::SplitTake {
                by: "/".to_owned(),
                part,
            }]
        };
        if kind == Kind::Clients && said("инн") && said("кпп") && !taken(Field::Kpp) {
            mapping.columns.push(rule(Field::TaxNumber, slash(0)));
            mapping.columns.push(rule(Field::Kpp, slash(1)));
            continue;
        }
        mapping.columns.push(ColumnRule {
            position: guess.position,
            ..rule(field, Vec::new())
        });
    }
    mapping
}

/// Steps that the wizard offers for a column that holds more than one field.
pub fn splits(field: Field) -> Vec<(Field, Step)> {
    let name = |surname, first_name, patronymic| {
        vec![
            (surname, Step::SplitName(NamePart::Surname)),
            (first_name, Step::SplitName(NamePart::FirstName)),
            (patronymic, Step::SplitName(NamePart::Patronymic)),
        ]
    };
    match field {
        Field::Name | Field::Surname => name(Field::Surname, Field::FirstName, Field::Patronymic),
        Field::PersonName => name(
            Field::PersonSurname,
            Field::PersonFirstName,
            Field::PersonPatronymic,
        ),
        Field::Address => vec![
            (Field::Country, Step::SplitAddress(AddressPart::Country)),
            (Field::Region, Step::SplitAddress(AddressPart::Region)),
            (Field::District, Step::SplitAddress(AddressPart::District)),
            (Field::City, Step::SplitAddress(AddressPart::City)),
            (Field::Street, Step::SplitAddress(AddressPart::Street)),
            (Field::House, Step::SplitAddress(AddressPart::House)),
            (Field::Postcode, Step::SplitAddress(AddressPart::Postcode)),
        ],
        _ => Vec::new(),
    }
}

/// The order in which the dates of some cells are written, if they tell.
fn date_order<'a>(cells: impl Iterator<Item = &'a str>) -> Option<DateOrder> {
    let filled: Vec<&str> = cells.filter(|cell| !cell.trim().is_empty()).collect();
    let readable = |order| {
        let days = filled.iter().filter_map(|cell| day::read(cell, order, 49));
        days.fold((0, 0), |(read, sure), day| {
            (read + 1, sure + usize::from(!day.ambiguous))
        })
    };
    let (day_first, day_sure) = readable(DateOrder::DayFirst);
    let (month_first, month_sure) = readable(DateOrder::MonthFirst);
    if filled.is_empty() || (day_first == 0 && month_first == 0) {
        None
    } else if day_first == month_first {
        // Nothing is ambiguous when all dates begin with the year; dots are written day first.
        let dotted = filled.iter().any(|cell| cell.matches('.').count() >= 2);
        (day_sure == day_first && month_sure == month_first || dotted)
            .then_some(DateOrder::DayFirst)
    } else if month_first > day_first {
        Some(DateOrder::MonthFirst)
    } else {
        Some(DateOrder::DayFirst)
    }
}

/// A key of the layout of a table: equal for every export of the same shape.
pub fn layout_key(headings: &[String]) -> String {
    let named: Vec<String> = headings
        .iter()
        .map(|h| heading::words(h).join(" "))
        .collect();
    let mut key = named.join("|");
    while key.ends_with('|') {
        key.pop();
    }
    key
}

#[cfg(test)]
mod tests;
