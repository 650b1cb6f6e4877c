//! What becomes of a row: create, update, merge or skip; which side wins field by field; and how
//! an import is taken back without losing what was written since.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::field::{Field, Form};
use super::stage::StagedValue;
use crate::channel::{ChannelKind, ChannelValue};
use crate::code::code_enum;
use crate::country::Country;
use crate::duplicate::Borders;
use crate::search;
use crate::setting::{self, Settings};

code_enum! {
    /// What is done with a row.
    pub enum Decision {
        /// A new record.
        Create = "create",
        /// The record found is changed by the rules of the import.
        Update = "update",
        /// What the row has and the record lacks is added; nothing that stands there is changed.
        Merge = "merge",
        /// Nothing.
        Skip = "skip",
    }
}

code_enum! {
    /// How a row ended; each ends in exactly one way.
    pub enum Outcome {
        /// A new record was made.
        Created = "created",
        /// A record was changed.
        Updated = "updated",
        /// The record had all of it already.
        Unchanged = "unchanged",
        /// The record got what it lacked.
        Merged = "merged",
        /// Left out by decision.
        Skipped = "skipped",
        /// Could not be written.
        Refused = "refused",
        /// An earlier row of the file is the same record.
        DuplicateInFile = "duplicate_in_file",
    }
}

code_enum! {
    /// Which side wins where the base and the file differ.
    pub enum Win {
        /// The base keeps what it has, even if that is nothing.
        KeepBase = "keep_base",
        /// The file is right; an empty cell says nothing.
        TakeFile = "take_file",
        /// The file fills what the base lacks.
        FillEmpty = "fill_empty",
        /// The later one; without a date of either, the base.
        Newest = "newest",
    }
}

/// What is done by default, and who wins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MergeRules {
    /// For rows that the base does not know: `create` or `skip`.
    pub new: Decision,
    /// For rows that the base knows by a sure key: `update`, `merge` or `skip`.
    pub same: Decision,
    /// For rows that may be known: `create`, `merge` or `skip`.
    pub doubtful: Decision,
    /// Who wins.
    pub win: Win,
    /// Who wins in single fields.
    #[serde(default)]
    pub wins: BTreeMap<Field, Win>,
    /// The day the file tells about, for [`Win::Newest`].
    #[serde(default)]
    pub file_day: Option<Date>,
    /// Rows from this chance on may be known, in percent; nothing: as the settings say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ask_from: Option<u8>,
    /// Rows from this chance on are known, in percent; nothing: as the settings say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sure_from: Option<u8>,
}

impl MergeRules {
    /// The rules that the settings prescribe.
    pub fn of(settings: &Settings) -> Self {
        let decision = |setting| {
            let code = settings.choice(setting).parse();
            code.unwrap_or(Decision::Skip)
        };
        Self {
            new: decision(&setting::IMPORT_NEW),
            same: decision(&setting::IMPORT_SAME),
            doubtful: decision(&setting::IMPORT_DOUBTFUL),
            win: settings
                .choice(&setting::IMPORT_WIN)
                .parse()
                .unwrap_or(Win::FillEmpty),
            wins: BTreeMap::new(),
            file_day: None,
            ask_from: None,
            sure_from: None,
        }
    }

    /// From which likeness on a row may be known, and is.
    pub fn borders(&self, settings: &Settings) -> Borders {
        let share = |percent: Option<u8>| percent.map(|percent| f64::from(percent) / 100.0);
        let set = Borders::of(settings);
        Borders {
            ask: share(self.ask_from).unwrap_or(set.ask),
            sure: share(self.sure_from).unwrap_or(set.sure),
            ..set
        }
    }

    /// Who wins in a field.
    pub fn win(&self, field: Field) -> Win {
        self.wins.get(&field).copied().unwrap_or(self.win)
    }
}

/// A value that the base has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseValue {
    /// Its field.
    pub field: Field,
    /// The value in the form of a staged one.
    pub text: String,
    /// When it was written or last confirmed, if known.
    pub day: Option<Date>,
}

/// What an import changes in a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// The field.
    pub field: Field,
    /// What stood there; nothing for an added value.
    pub before: Option<String>,
    /// What will.
    pub after: String,
}

/// What a row changes in a record that the base has, by `decision` and rules. Of a field with
/// several values those that are not there yet are added and none is taken away, unless the base
/// keeps what it has.
pub fn merge_values(
    base: &[BaseValue],
    row: &[StagedValue],
    decision: Decision,
    rules: &MergeRules,
    country: Country,
) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::new();
    if matches!(decision, Decision::Skip | Decision::Create) {
        return changes;
    }
    for value in row {
        let win = match decision {
            Decision::Merge if rules.win(value.field) != Win::KeepBase => Win::FillEmpty,
            _ => rules.win(value.field),
        };
        let known: Vec<&BaseValue> = base.iter().filter(|b| b.field == value.field).collect();
        let is_same = |text: &str| same(value.field, text, &value.text, country);
        if win == Win::KeepBase || known.iter().any(|b| is_same(&b.text)) {
            continue;
        }
        let added = |change: &Change| change.field == value.field && is_same(&change.after);
        if value.field.is_several() {
            if !changes.iter().any(added) {
                changes.push(Change {
                    field: value.field,
                    before: None,
                    after: value.text.clone(),
                });
            }
            continue;
        }
        if changes.iter().any(|change| change.field == value.field) {
            continue;
        }
        let wins = match known.first() {
            None => true,
            Some(present) => match win {
                Win::KeepBase | Win::FillEmpty => false,
                Win::TakeFile => true,
                Win::Newest => match (present.day, rules.file_day) {
                    (Some(base), Some(file)) => file > base,
                    _ => false,
                },
            },
        };
        if wins {
            changes.push(Change {
                field: value.field,
                before: known.first().map(|b| b.text.clone()),
                after: value.text.clone(),
            });
        }
    }
    changes
}

/// Whether two values of a field mean the same: channels by their key, tags without regard to
/// case, all else letter by letter.
fn same(field: Field, a: &str, b: &str, country: Country) -> bool {
    let key = |kind, text: &str| ChannelValue::parse(kind, country, text).map(|value| value.key);
    a == b
        || match field.form() {
            Form::Phone => is_equal(key(ChannelKind::Phone, a), key(ChannelKind::Phone, b)),
            Form::Email => is_equal(key(ChannelKind::Email, a), key(ChannelKind::Email, b)),
            _ => field.is_several() && search::fold(a) == search::fold(b),
        }
}

fn is_equal<T: PartialEq, E>(a: Result<T, E>, b: Result<T, E>) -> bool {
    matches!((a, b), (Ok(a), Ok(b)) if a == b)
}

/// What taking a field back comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Undo {
    /// It stands as the import left it: what stood before is put back.
    Restore,
    /// Somebody has changed it since: left as it is, and listed.
    Conflict,
    /// It stands as before the import already.
    AlreadyBack,
}

/// Whether a field that an import changed from `before` to `after` is put back, as it is `now`.
pub fn undo_field<T: PartialEq + ?Sized>(before: &T, after: &T, now: &T) -> Undo {
    if now == before {
        Undo::AlreadyBack
    } else if now == after {
        Undo::Restore
    } else {
        Undo::Conflict
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rules(win: Win) -> MergeRules {
        MergeRules {
            win,
            ..MergeRules::of(&Settings::default())
        }
    }

    fn base(values: &[(Field, &str)]) -> Vec<BaseValue> {
        let value = |(field, text): &(Field, &str)| BaseValue {
            field: *field,
            text: (*text).to_owned(),
            day: Some(Date::constant(2025, 1, 1)),
        };
        values.iter().map(value).collect()
    }

    fn row(values: &[(Field, &str)]) -> Vec<StagedValue> {
        let value = |(field, text): &(Field, &str)| StagedValue {
            field: *field,
            position: 0,
            text: (*text).to_owned(),
        };
        values.iter().map(value).collect()
    }

    fn changed(decision: Decision, rules: &MergeRules) -> Vec<(&'static str, String)> {
        let base = base(&[
            (Field::Name, "ООО А"),
            (Field::City, "Казань"),
            (Field::Phone, "+7 495 123-45-67"),
        ]);
        let row = row(&[
            (Field::Name, "ООО «А»"),
            (Field::City, "Казань"),
            (Field::Region, "Татарстан"),
            (Field::Phone, "84951234567"),
            (Field::Phone, "+7 916 123-45-67"),
        ]);
        let changes = merge_values(&base, &row, decision, rules, Country::RU);
        changes
            .into_iter()
            .map(|c| (c.field.code(), c.after))
            .collect()
    }

    #[test]
    fn who_wins_field_by_field() {
        let added = [("region", "Татарстан"), ("phone", "+7 916 123-45-67")];
        let owned = |list: &[(&'static str, &str)]| -> Vec<(&'static str, String)> {
            list.iter()
                .map(|(field, text)| (*field, (*text).to_owned()))
                .collect()
        };
        let all = [("name", "ООО «А»"), added[0], added[1]];
        assert_eq!(changed(Decision::Update, &rules(Win::KeepBase)), []);
        assert_eq!(
            changed(Decision::Update, &rules(Win::FillEmpty)),
            owned(&added)
        );
        assert_eq!(
            changed(Decision::Update, &rules(Win::TakeFile)),
            owned(&all)
        );
        assert_eq!(
            changed(Decision::Merge, &rules(Win::TakeFile)),
            owned(&added)
        );
        assert_eq!(changed(Decision::Skip, &rules(Win::TakeFile)), []);
        let mut newest = rules(Win::Newest);
        assert_eq!(
            changed(Decision::Update, &newest),
            owned(&added),
            "no day of the file"
        );
        newest.file_day = Some(Date::constant(2025, 1, 2));
        assert_eq!(changed(Decision::Update, &newest), owned(&all));
        newest.file_day = Some(Date::constant(2024, 12, 31));
        assert_eq!(changed(Decision::Update, &newest), owned(&added));
        let mut single = rules(Win::TakeFile);
        single.wins.insert(Field::Name, Win::KeepBase);
        assert_eq!(changed(Decision::Update, &single), owned(&added));
    }

    #[test]
    fn a_field_is_taken_back_unless_somebody_wrote_in_it_since() {
        for (before, after, now, expected) in [
            ("a", "b", "b", Undo::Restore),
            ("a", "b", "a", Undo::AlreadyBack),
            ("a", "b", "c", Undo::Conflict),
            ("a", "a", "a", Undo::AlreadyBack),
        ] {
            assert_eq!(
                undo_field(before, after, now),
                expected,
                "{before} {after} {now}"
            );
        }
    }

    #[test]
    fn the_settings_prescribe_the_rules() {
        let mut settings = Settings::default();
        assert_eq!(MergeRules::of(&settings).win, Win::FillEmpty);
        assert_eq!(MergeRules::of(&settings).doubtful, Decision::Skip);
        let value = setting::Value::Text("merge".into());
        settings.set("import.same", value).unwrap();
        assert_eq!(MergeRules::of(&settings).same, Decision::Merge);
    }

    proptest! {
        #[test]
        fn yesterdays_file_changes_nothing_today(
            texts in prop::collection::vec("[а-я]{1,6}", 1..8),
            win in prop::sample::select(Win::ALL),
            decision in prop::sample::select(Decision::ALL),
        ) {
            let fields = [Field::Name, Field::City, Field::Note, Field::Tag, Field::Tag, Field::Tag];
            let values: Vec<(Field, &str)> =
                fields.into_iter().zip(texts.iter().map(String::as_str)).collect();
            let changes = merge_values(&base(&values), &row(&values), decision, &rules(win), Country::RU);
            prop_assert_eq!(changes, []);
        }

        #[test]
        fn what_was_merged_once_is_not_merged_again(
            old in prop::collection::vec("[а-я]{1,3}", 6),
            new in prop::collection::vec("[а-я]{1,3}", 6),
            win in prop::sample::select(Win::ALL),
        ) {
            let fields = [Field::Name, Field::City, Field::Note, Field::Tag, Field::Tag, Field::Region];
            let pair = |texts: &[String]| -> Vec<(Field, String)> {
                fields.into_iter().zip(texts.iter().cloned()).collect()
            };
            let texts = |values: &[(Field, String)]| -> Vec<BaseValue> {
                let borrowed: Vec<(Field, &str)> = values.iter().map(|(f, t)| (*f, t.as_str())).collect();
                base(&borrowed)
            };
            let mut stored = pair(&old);
            let new = pair(&new);
            let borrowed: Vec<(Field, &str)> = new.iter().map(|(f, t)| (*f, t.as_str())).collect();
            let file = row(&borrowed);
            let merge = |stored: &[(Field, String)]| {
                merge_values(&texts(stored), &file, Decision::Update, &rules(win), Country::RU)
            };
            for change in merge(&stored) {
                if change.before.is_some() {
                    stored.retain(|(field, _)| *field != change.field);
                }
                stored.push((change.field, change.after));
            }
            prop_assert_eq!(merge(&stored), []);
        }
    }
}
