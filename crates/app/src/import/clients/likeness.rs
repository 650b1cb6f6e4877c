//! Whom a row is like where no key tells: in the base, and among the earlier rows of the file, by
//! the engine that finds duplicates.

use std::collections::HashMap;

use domain::client::ClientKind;
use domain::duplicate::{Borders, Known, Level};
use domain::id::{ClientId, ImportId};
use domain::import::{Field, KeyKind, StagedRow};
use matching::{Field as Part, Kind, Reason};
use serde_json::json;
use store::import::KnownRow;

use super::super::found;
use super::super::run::Row;
use crate::duplicate::{Batch, Judged, Subject, Whom, level};
use crate::{App, DbError};

/// Whom a row is like.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::import) struct Like {
    pub(super) whom: Whom,
    chance: f64,
    reasons: Option<String>,
}

/// Whom rows are like, by their numbers.
pub(in crate::import) type Likes = HashMap<i64, Like>;

/// Compares the rows of one run, on a thread of its own: portions ahead of those that are written.
pub(in crate::import) struct Comparison {
    borders: Borders,
    /// A check has compared the rows as they are: what it found holds.
    kept: Option<ImportId>,
    /// What the journal calls the run.
    request: String,
    batches: [Batch; 2],
}

impl Comparison {
    pub(super) fn new(borders: Borders, kept: Option<ImportId>, request: &str) -> Self {
        Self {
            borders,
            kept,
            request: request.to_owned(),
            batches: [Batch::new(Kind::Company), Batch::new(Kind::Person)],
        }
    }

    /// Looks the rows of a portion up.
    pub(in crate::import) fn look(&mut self, app: &App, rows: &[Row]) -> Result<Likes, DbError> {
        let (Some((first, _)), Some((last, _))) = (rows.first(), rows.last()) else {
            return Ok(Likes::new());
        };
        if let Some(run) = self.kept {
            let (first, last) = (first.number, last.number);
            let known = app
                .db
                .read(|tx| store::import::known_between(tx, run, first, last))?;
            return Ok(known.into_iter().filter_map(kept).collect());
        }
        let mut likes = Likes::new();
        app.duplicates().follow_but(app, &self.request)?;
        let clients = |subject| matches!(subject, Subject::Client(_));
        for (row, values) in rows {
            if found::refusal(values).is_some() {
                continue;
            }
            let private = is_private(values);
            let fields = fields(values, private);
            let batch = &mut self.batches[usize::from(private)];
            let (draft, judged) = batch.judge(app, &fields, &clients)?;
            batch.add(row.number, draft);
            let Some(Judged { whom, told }) = judged else {
                continue;
            };
            if level(self.borders, &told) != Level::Possible {
                let like = Like {
                    whom,
                    chance: told.chance,
                    reasons: Some(reasons(&told.reasons, told.start, told.of)),
                };
                likes.insert(row.number, like);
            }
        }
        Ok(likes)
    }
}

/// What the comparison of the rows that are being written found.
pub(super) struct Likeness {
    borders: Borders,
    of_portion: Likes,
    /// Whom earlier rows stand for.
    records: HashMap<i64, ClientId>,
}

impl Likeness {
    pub(super) fn new(borders: Borders) -> Self {
        Self {
            borders,
            of_portion: Likes::new(),
            records: HashMap::new(),
        }
    }

    /// From which chance on rows are doubtful, and the same.
    pub(super) fn borders(&self) -> Borders {
        self.borders
    }

    /// Takes what was found of the portion that is next.
    pub(super) fn take(&mut self, likes: Likes) {
        self.of_portion = likes;
    }

    /// Whom a row of this portion is like, and whether surely.
    pub(super) fn of(&self, number: i64) -> Option<(&Like, bool)> {
        let like = self.of_portion.get(&number)?;
        Some((like, self.borders.known(like.chance) == Known::Same))
    }

    /// The clients that rows of this portion are like, as far as they are known before it.
    pub(super) fn clients(&self) -> Vec<ClientId> {
        let of = |like: &Like| self.client(like, &HashMap::new());
        self.of_portion.values().filter_map(of).collect()
    }

    /// The client somebody is like; `here` are the rows of the portion itself.
    pub(super) fn client(&self, like: &Like, here: &HashMap<i64, ClientId>) -> Option<ClientId> {
        match like.whom {
            Whom::Base(subject) => Some(subject.client()),
            Whom::Row(row) => here.get(&row).or_else(|| self.records.get(&row)).copied(),
        }
    }

    /// The row stands for this client.
    pub(super) fn keep(&mut self, number: i64, client: ClientId) {
        self.records.insert(number, client);
    }
}

fn kept(known: KnownRow) -> Option<(i64, Like)> {
    if known.key != KeyKind::Likeness.code() {
        return None;
    }
    let whom = match (known.row, known.client) {
        (Some(row), _) => Whom::Row(row),
        (None, client) => Whom::Base(Subject::Client(ClientId::from_uuid(client?))),
    };
    let like = Like {
        whom,
        chance: known.chance? as f64 / 1e6,
        reasons: known.reasons,
    };
    Some((known.number, like))
}

/// What is known of a row, for people to see before anything is written.
pub(super) fn known(
    number: i64,
    key: KeyKind,
    sure: bool,
    whom: Whom,
    like: Option<&Like>,
) -> KnownRow {
    let (client, row) = match whom {
        Whom::Base(subject) => (Some(subject.client().uuid()), None),
        Whom::Row(row) => (None, Some(row)),
    };
    KnownRow {
        number,
        known: if sure { Known::Same } else { Known::Doubtful },
        client,
        row,
        key: key.code().to_owned(),
        // rounded up, so that it does not fall below the border that it has reached
        chance: like.map(|like| (like.chance * 1e6).ceil() as i64),
        reasons: like.and_then(|like| like.reasons.clone()),
    }
}

pub(super) fn reasons(reasons: &[Reason], start: f64, of: usize) -> String {
    let told: Vec<_> = reasons
        .iter()
        .map(|reason| {
            json!({ "part": reason.part.code(), "level": reason.level, "bits": reason.bits,
                "count": reason.count })
        })
        .collect();
    json!({ "start": start, "of": of, "reasons": told }).to_string()
}

fn is_private(values: &StagedRow) -> bool {
    values.one(Field::ClientKind) == Some(ClientKind::Private.code())
}

/// A row in the words of the comparison.
fn fields(values: &StagedRow, private: bool) -> Vec<(Part, &str)> {
    let told = values.values.iter().filter_map(|value| {
        let part = match value.field {
            Field::Name if private => Part::FullName,
            Field::Name => Part::Name,
            Field::TaxNumber if private => Part::PersonalNumber,
            Field::TaxNumber => Part::TaxNumber,
            Field::TaxCountry => Part::Country,
            Field::Kpp => Part::Kpp,
            Field::RegistrationNumber => Part::RegistrationNumber,
            Field::PersonalNumber => Part::PersonalNumber,
            Field::Phone | Field::PersonPhone => Part::Phone,
            Field::Email | Field::PersonEmail => Part::Email,
            Field::Website => Part::Website,
            Field::City => Part::City,
            Field::Street => Part::Address,
            Field::House => Part::House,
            Field::Postcode => Part::Postcode,
            Field::Birthday => Part::Birthday,
            Field::PersonName if !private => Part::FullName,
            _ => return None,
        };
        Some((part, value.text.as_str()))
    });
    told.collect()
}
