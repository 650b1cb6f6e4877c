//! Folders that are looked into again and again: which files are meant, which of them have arrived
//! whole, and what they are called afterwards.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::id::ImportProfileId;
use crate::text;

/// The longest name of a feed, folder or pattern, in characters.
const NAME_LIMIT: usize = 100;
/// How often a folder may be looked into, in minutes.
pub const MINUTES: std::ops::RangeInclusive<i64> = 1..=10_080;

/// What people say of a folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedData {
    /// Its name.
    pub name: String,
    /// The folder, right under the root that the configuration names.
    pub folder: String,
    /// Which names of files are meant; `*` stands for any characters, `?` for one.
    pub pattern: String,
    /// The kept mapping by which its files are brought in.
    pub profile_id: ImportProfileId,
    /// Minutes from look to look.
    pub minutes: i64,
    /// Whether it is looked into.
    pub active: bool,
}

impl FeedData {
    /// The values as they may be kept; or which field is wrong and why.
    pub fn checked(mut self) -> Result<Self, (&'static str, &'static str)> {
        self.name = text::line(&self.name, NAME_LIMIT).map_err(|error| ("name", error.code()))?;
        self.folder =
            text::line(&self.folder, NAME_LIMIT).map_err(|error| ("folder", error.code()))?;
        if !is_plain(&self.folder) {
            return Err(("folder", "import.feed_folder"));
        }
        self.pattern =
            text::line(&self.pattern, NAME_LIMIT).map_err(|error| ("pattern", error.code()))?;
        if self.pattern.contains(['/', '\\']) {
            return Err(("pattern", "import.feed_pattern"));
        }
        if !MINUTES.contains(&self.minutes) {
            return Err(("minutes", "import.feed_minutes"));
        }
        Ok(self)
    }
}

/// Whether a text names something in a folder and nothing beyond it: no path, nothing hidden.
pub fn is_plain(name: &str) -> bool {
    !name.is_empty() && !name.starts_with('.') && !name.contains(['/', '\\', '\0', ':'])
}

/// Whether a name fits a pattern, in whatever case.
pub fn fits(pattern: &str, name: &str) -> bool {
    let pattern: Vec<char> = pattern.chars().flat_map(char::to_lowercase).collect();
    let name: Vec<char> = name.chars().flat_map(char::to_lowercase).collect();
    // The last star, and how far the name was when it was met: the only place to go back to.
    let (mut p, mut n, mut star) = (0, 0, None);
    while n < name.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, n));
                p += 1;
            }
            Some(c) if *c == '?' || *c == name[n] => {
                p += 1;
                n += 1;
            }
            _ => {
                let Some((at, from)) = star else { return false };
                star = Some((at, from + 1));
                p = at + 1;
                n = from + 1;
            }
        }
    }
    pattern[p..].iter().all(|c| *c == '*')
}

/// A file of a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sighting {
    /// Its name.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
    /// When it was written last, in microseconds.
    pub modified: i64,
}

/// The files that were there at the last look: size, time of writing, since when they are so.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen(BTreeMap<String, (u64, i64, Timestamp)>);

impl Seen {
    /// Looks again: what is there now, and which files have stood still for so many seconds and so
    /// have arrived whole, by name.
    pub fn look(&self, files: &[Sighting], now: Timestamp, settle: i64) -> (Self, Vec<String>) {
        let mut seen = Self::default();
        let mut whole = Vec::new();
        for file in files {
            let since = match self.0.get(&file.name) {
                Some((size, modified, since))
                    if (*size, *modified) == (file.size, file.modified) =>
                {
                    *since
                }
                _ => now,
            };
            if file.size > 0 && now.duration_since(since).as_secs() >= settle {
                whole.push(file.name.clone());
            }
            seen.0
                .insert(file.name.clone(), (file.size, file.modified, since));
        }
        whole.sort_unstable();
        (seen, whole)
    }
}

/// What a file is called once it is done with: the moment before its name, so that tomorrow's file
/// of the same name finds its place too.
pub fn kept_name(name: &str, now: Timestamp) -> String {
    format!("{}-{name}", now.strftime("%Y%m%dT%H%M%SZ"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_fit_names() {
        for (pattern, name, fit) in [
            ("*", "a.csv", true),
            ("*.csv", "База.CSV", true),
            ("*.csv", "a.csv.tmp", false),
            ("orders-????.xlsx", "orders-2026.xlsx", true),
            ("orders-????.xlsx", "orders-26.xlsx", false),
            ("a*b*c", "a-b-b-c", true),
            ("a*b*c", "a-c-b", false),
            ("", "", true),
            ("", "a", false),
            ("заказы*", "Заказы 1.xls", true),
        ] {
            assert_eq!(fits(pattern, name), fit, "{pattern} {name}");
        }
    }

    #[test]
    fn sec_43_a_folder_is_a_name_and_no_path() {
        for (name, plain) in [
            ("shop", true),
            ("1С выгрузка", true),
            ("..", false),
            (".ssh", false),
            ("a/b", false),
            ("/etc", false),
            ("a\\b", false),
            ("C:", false),
            ("", false),
        ] {
            assert_eq!(is_plain(name), plain, "{name}");
        }
    }

    #[test]
    fn a_file_is_whole_when_it_has_stood_still() {
        let at = |seconds: i64| Timestamp::from_second(seconds).unwrap();
        let file = |size| Sighting {
            name: "a.csv".to_owned(),
            size,
            modified: 1,
        };
        let (seen, whole) = Seen::default().look(&[file(10)], at(0), 60);
        assert!(whole.is_empty(), "seen for the first time");
        let (seen, whole) = seen.look(&[file(20)], at(70), 60);
        assert!(whole.is_empty(), "it grows");
        let (seen, whole) = seen.look(&[file(20)], at(100), 60);
        assert!(whole.is_empty(), "not long enough");
        let (seen, whole) = seen.look(&[file(20)], at(130), 60);
        assert_eq!(whole, ["a.csv"]);
        let (seen, whole) = seen.look(&[], at(190), 60);
        assert!(whole.is_empty());
        assert_eq!(seen, Seen::default(), "what is gone is forgotten");
        let (seen, _) = seen.look(&[file(0)], at(200), 60);
        assert!(seen.look(&[file(0)], at(300), 60).1.is_empty(), "empty");
    }

    #[test]
    fn the_kept_name_begins_with_the_moment() {
        let at = "2026-11-29T19:40:05Z".parse().unwrap();
        assert_eq!(kept_name("a.csv", at), "20261129T194005Z-a.csv");
    }
}
