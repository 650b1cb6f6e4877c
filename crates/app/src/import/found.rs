//! How many rows have which findings.

use std::collections::BTreeMap;

use domain::import::{Severity, StagedRow};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// Counts of rows by finding.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Found {
    /// Rows in which nothing is left to see to, was put right, is doubtful, is wrong.
    pub clean: i64,
    /// Rows in which something was put right, and nothing worse.
    pub repaired: i64,
    /// Rows with something doubtful, and nothing worse.
    pub warning: i64,
    /// Rows that cannot be written until they are mended.
    pub error: i64,
    /// Rows by `severity/field/code`.
    pub codes: BTreeMap<String, i64>,
}

/// What was found in a row, in the form the rows are searched by.
pub(super) struct Marks {
    /// 0 nothing, 1 repaired, 2 warning, 3 error.
    pub(super) severity: i64,
    /// `|field/code|…|`, if anything.
    pub(super) text: Option<String>,
}

pub(super) fn severity(severity: Severity) -> i64 {
    match severity {
        Severity::Repaired => 1,
        Severity::Warning => 2,
        Severity::Error => 3,
    }
}

/// The findings of a row, each kind once, the worst first.
pub(super) fn marks(row: &StagedRow) -> Marks {
    let worst = row.findings.iter().map(|f| severity(f.severity)).max();
    let mut text = String::new();
    for finding in &row.findings {
        let field = finding.field.map_or("", |field| field.code());
        let mark = format!("{field}/{}", finding.code.code());
        if !text.split('|').any(|known| known == mark) {
            text.push('|');
            text.push_str(&mark);
        }
    }
    Marks {
        severity: worst.unwrap_or(0),
        text: (!text.is_empty()).then(|| text + "|"),
    }
}

/// Why a row cannot be written: the code of its first error.
pub(super) fn refusal(row: &StagedRow) -> Option<String> {
    let error = |finding: &&domain::import::Finding| finding.severity == Severity::Error;
    let finding = row.findings.iter().find(error)?;
    Some(format!("finding.{}", finding.code.code()))
}

impl Found {
    pub(super) fn parse(json: &str) -> Self {
        serde_json::from_str(json).unwrap_or_default()
    }

    pub(super) fn to_json(&self) -> String {
        json!(self).to_string()
    }

    /// Counts a row in, or out again with `-1`.
    pub(super) fn count(&mut self, row: &StagedRow, times: i64) {
        let worst = row.findings.iter().map(|f| severity(f.severity)).max();
        *match worst {
            None => &mut self.clean,
            Some(1) => &mut self.repaired,
            Some(2) => &mut self.warning,
            Some(_) => &mut self.error,
        } += times;
        let mut counted: Vec<String> = Vec::new();
        for finding in &row.findings {
            let field = finding.field.map_or("", |field| field.code());
            let key = format!(
                "{}/{field}/{}",
                finding.severity.code(),
                finding.code.code()
            );
            if counted.contains(&key) {
                continue;
            }
            let count = self.codes.entry(key.clone()).or_insert(0);
            *count += times;
            if *count <= 0 {
                self.codes.remove(&key);
            }
            counted.push(key);
        }
    }
}
