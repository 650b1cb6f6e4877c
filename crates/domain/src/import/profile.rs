//! Ready mappings for the exports of other systems, as data (`profiles.json`), and our own
//! templates to download (R93).

use std::sync::LazyLock;

use serde::Deserialize;

use super::field::{Field, Kind};
use super::heading;
use super::mapping::{ColumnRule, Mapping, Origin, Step};
use super::recognise::heading_of;
use crate::language::Language;

/// A mapping by headings.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Its stable name; its words are `import-profile-<code>`.
    pub code: String,
    /// What the rows are.
    pub kind: Kind,
    /// Headings that all must be there.
    marks: Vec<String>,
    columns: Vec<ProfileColumn>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ProfileColumn {
    heading: String,
    field: Field,
    #[serde(default)]
    steps: Vec<Step>,
}

static PROFILES: LazyLock<Vec<Profile>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("profiles.json")).expect("a test reads the profiles")
});

/// All ready profiles.
pub fn profiles() -> &'static [Profile] {
    &PROFILES
}

/// The ready profile of this name.
pub fn profile_named(code: &str) -> Option<&'static Profile> {
    PROFILES.iter().find(|profile| profile.code == code)
}

/// The ready profile that a table has all the marks of; of several the one with the most.
pub fn profile_of(headings: &[String]) -> Option<&'static Profile> {
    let named: Vec<Vec<String>> = headings.iter().map(|h| heading::words(h)).collect();
    let fits = |profile: &&Profile| {
        profile
            .marks
            .iter()
            .all(|mark| named.contains(&heading::words(mark)))
    };
    PROFILES
        .iter()
        .filter(fits)
        .max_by_key(|profile| profile.marks.len())
}

impl Profile {
    /// The headings it knows, with the fields they become.
    pub fn headings(&self) -> impl Iterator<Item = (&str, Field)> {
        self.columns
            .iter()
            .map(|column| (column.heading.as_str(), column.field))
    }

    /// The mapping for a table with these headings: columns that it does not know stay out.
    pub fn mapping(&self, headings: &[String]) -> Mapping {
        let mut mapping = Mapping::new(self.kind);
        for (at, text) in headings.iter().enumerate() {
            let words = heading::words(text);
            let known = self
                .columns
                .iter()
                .find(|c| heading::words(&c.heading) == words);
            let Some(column) = known else {
                continue;
            };
            let before = mapping
                .columns
                .iter()
                .filter(|rule| rule.field == column.field)
                .count();
            if before > 0 && !column.field.is_several() {
                continue;
            }
            mapping.columns.push(ColumnRule {
                field: column.field,
                position: u16::try_from(before).unwrap_or(u16::MAX),
                from: Origin::Column(at),
                steps: column.steps.clone(),
            });
        }
        mapping
    }
}

/// The headings of the template for a kind, in a language.
pub fn template(kind: Kind, language: Language) -> Vec<(Field, &'static str)> {
    Field::of(kind)
        .filter_map(|field| Some((field, heading_of(field, language)?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::recognise::recognise;
    use super::*;
    use crate::country::Country;

    #[test]
    fn r92_every_profile_fits_its_own_headings() {
        for profile in profiles() {
            let headings: Vec<String> = profile.columns.iter().map(|c| c.heading.clone()).collect();
            let mapping = profile.mapping(&headings);
            assert_eq!(mapping.kind, profile.kind);
            assert_eq!(mapping.check(headings.len()), Ok(()), "{}", profile.code);
            assert!(mapping.columns.len() >= 7, "{}", profile.code);
            let marks = &profile.marks;
            let found = profile_of(marks).map(|found| found.code.as_str());
            assert_eq!(found, Some(profile.code.as_str()));
        }
    }

    #[test]
    fn another_table_has_no_profile() {
        assert!(profile_of(&["Name".to_owned(), "Phone".to_owned()]).is_none());
    }

    #[test]
    fn r93_our_templates_are_recognised_without_doubt() {
        for kind in Kind::ALL {
            for language in Language::ALL {
                let template = template(*kind, *language);
                let headings: Vec<String> = template.iter().map(|(_, h)| (*h).to_owned()).collect();
                let proposal = recognise(&headings, &[], Some(*kind), Country::RU, 50);
                for ((field, heading), guess) in template.iter().zip(&proposal.columns) {
                    assert_eq!(guess.field, Some(*field), "{kind} {language} {heading}");
                    assert_eq!(guess.confidence, 100, "{kind} {language} {heading}");
                }
                assert_eq!(
                    template.len(),
                    Field::of(*kind).count(),
                    "{kind} {language}"
                );
            }
        }
    }
}
