//! How a file is read and by which rules its rows are written: what people set for one import.

use domain::country::Country;
use domain::dictionary::Dictionary;
use domain::id::SourceId;
use domain::import::{DateOrder, DecimalSign, MergeRules, StageContext, StageRules};
use domain::setting::Settings;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::Error;
use crate::{DbTx, setting};

/// The options of an import. Everything not given is seen from the file or stands in the settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// Sheet of a workbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Encoding of a text, by its name on the web.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// Delimiter of a text, one ASCII character.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<char>,
    /// First row of the heading, from 1, and how many rows it has; 0 rows: there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub heading_rows: Option<(usize, usize)>,
    /// Mend Cyrillic that was decoded with the wrong table.
    pub repair: bool,
    /// Country of phones, tax numbers and addresses written without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub country: Option<Country>,
    /// How fractions are written.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub decimal: Option<DecimalSign>,
    /// In which order dates are written.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub date_order: Option<DateOrder>,
    /// Rows of totals are written too.
    pub totals: bool,
    /// Where the clients of the list come from; a row that names a source of its own keeps it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<uuid::Uuid>)]
    pub source_id: Option<SourceId>,
    /// Segments, sources, competitors and groups that the base lacks are added to its lists.
    pub new_entries: bool,
    /// What is done with known and unknown rows, and who wins.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub rules: Option<MergeRules>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            sheet: None,
            encoding: None,
            delimiter: None,
            heading_rows: None,
            repair: false,
            country: None,
            decimal: None,
            date_order: None,
            totals: false,
            source_id: None,
            new_entries: true,
            rules: None,
        }
    }
}

impl Options {
    /// Stored options; those of another version of the program count as not set.
    pub(super) fn parse(json: &str) -> Self {
        serde_json::from_str(json).unwrap_or_default()
    }

    pub(super) fn to_json(&self) -> String {
        json!(self).to_string()
    }

    /// Refuses what no file can be read by.
    pub(super) fn check(&self) -> Result<(), Error> {
        if self
            .delimiter
            .is_some_and(|c| !c.is_ascii() || c == '"' || c == '\n' || c == '\r')
        {
            return Err(Error::refused("options", "import.delimiter"));
        }
        let known = |name: &String| tables::encoding::named(name).is_some();
        if self.encoding.as_ref().is_some_and(|name| !known(name)) {
            return Err(Error::refused("options", "import.encoding"));
        }
        if self
            .heading_rows
            .is_some_and(|(first, count)| first == 0 || first > 1_000_000 || count > 20)
        {
            return Err(Error::refused("options", "import.heading_rows"));
        }
        if let Some(rules) = &self.rules {
            let percent =
                |border: Option<u8>| border.is_none_or(|border| (1..=100).contains(&border));
            let in_order = match (rules.ask_from, rules.sure_from) {
                (Some(ask), Some(sure)) => ask <= sure,
                _ => true,
            };
            if !percent(rules.ask_from) || !percent(rules.sure_from) || !in_order {
                return Err(Error::refused("options", "import.borders"));
            }
        }
        Ok(())
    }

    /// The source of the list, if the directory has it.
    pub(super) fn source(&self, tx: &mut DbTx) -> Result<Option<SourceId>, Error> {
        let Some(id) = self.source_id else {
            return Ok(None);
        };
        if store::dictionary::exists(tx, Dictionary::Source, id.uuid())? {
            Ok(Some(id))
        } else {
            Err(Error::refused("options", "reference.unknown"))
        }
    }

    /// The part that the file is read by.
    pub(super) fn reading(&self) -> Self {
        Self {
            sheet: self.sheet.clone(),
            encoding: self.encoding.clone(),
            delimiter: self.delimiter,
            heading_rows: self.heading_rows,
            repair: self.repair,
            totals: self.totals,
            ..Self::default()
        }
    }

    /// The part that rows are staged by.
    pub(super) fn staging(&self) -> (Option<Country>, Option<DecimalSign>, Option<DateOrder>) {
        (self.country, self.decimal, self.date_order)
    }

    /// How the tables are opened.
    pub(super) fn opening(&self) -> tables::Options {
        tables::Options {
            sheet: self.sheet.clone(),
            encoding: self.encoding.as_deref().and_then(tables::encoding::named),
            delimiter: self.delimiter.and_then(|c| u8::try_from(c).ok()),
            heading_rows: self.heading_rows,
            repair: self.repair,
            ..tables::Options::default()
        }
    }

    /// What a row cannot tell by itself.
    pub(super) fn context(&self, settings: &Settings, now: Timestamp) -> StageContext {
        let country = self.country.unwrap_or_else(|| settings.country());
        StageContext {
            country,
            decimal: self.decimal.unwrap_or(DecimalSign::Comma),
            date_order: self.date_order,
            today: setting::today(settings, now),
            rules: StageRules::of(settings),
        }
    }

    /// The rules of writing.
    pub(super) fn rules(&self, settings: &Settings) -> MergeRules {
        self.rules
            .clone()
            .unwrap_or_else(|| MergeRules::of(settings))
    }
}
