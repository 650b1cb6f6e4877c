//! A chart with the sentences that tell what it shows, for those who do not see it.

use super::charts::{self, Series};
use super::report::escape;
use crate::words::Words;

/// Bars beyond which a chart is no longer read.
pub const MOST_BARS: usize = 15;

/// A chart.
pub struct Picture {
    /// The drawing.
    pub svg: String,
    /// What it shows, in words.
    pub said: String,
}

impl Picture {
    /// Bars with their summary; none without a bar.
    pub fn bars(title: &str, items: &[(String, f64, String)], words: &Words) -> Option<Self> {
        let largest = items.iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
        let least = items.iter().min_by(|a, b| a.1.total_cmp(&b.1))?;
        let of = |key: &str, item: &(String, f64, String)| {
            let values = [
                ("name", item.0.as_str().into()),
                ("value", item.2.as_str().into()),
            ];
            words.with(key, &values)
        };
        let mut said = of("analyze-say-largest", largest);
        if items.len() > 1 {
            said = format!("{said} {}", of("analyze-say-least", least));
        }
        Some(Self {
            svg: charts::bars(title, items),
            said,
        })
    }

    /// The chart as HTML.
    pub fn html(&self) -> String {
        let said = escape(&self.said);
        format!(
            "<figure>{}<figcaption>{said}</figcaption></figure>\n",
            self.svg
        )
    }
}

/// How each series begins, ends and where it is highest.
pub fn say_series(
    title: &str,
    labels: &[String],
    series: &[Series<'_>],
    unit: &dyn Fn(f64) -> String,
    words: &Words,
) -> String {
    let mut said: Vec<String> = Vec::new();
    if !title.is_empty() {
        said.push(format!("{title}."));
    }
    for one in series {
        let known = || {
            let known = labels.iter().zip(&one.values);
            known.filter_map(|(label, value)| Some((label, (*value)?)))
        };
        let most = known().max_by(|a, b| a.1.total_cmp(&b.1));
        let (Some(first), Some(last), Some(most)) = (known().next(), known().next_back(), most)
        else {
            continue;
        };
        let values = [
            ("series", one.name.into()),
            ("from", first.0.as_str().into()),
            ("first", unit(first.1).into()),
            ("to", last.0.as_str().into()),
            ("last", unit(last.1).into()),
            ("at", most.0.as_str().into()),
            ("most", unit(most.1).into()),
        ];
        said.push(words.with("analyze-say-series", &values));
    }
    said.join(" ")
}
