//! The lift list as a table: whom a client is like, how much that says, what lies between.

use std::collections::HashMap;

use tables::write::{Cell as Value, Format as TableFormat, Shape};
use uuid::Uuid;

use super::super::Error;
use super::super::drill::Figures;
use super::super::portrait::{LaggingClient, LessBought, MOST_LESS, Portrait, PortraitPattern};
use crate::client::Listed;
use crate::sheet::{Sheet, text_cell};

const COLUMNS: [(&str, Shape); 15] = [
    ("id", Shape::Text),
    ("name", Shape::Text),
    ("manager", Shape::Text),
    ("segment", Shape::Text),
    ("region", Shape::Text),
    ("alike", Shape::Text),
    ("lift", Shape::Float),
    ("lift_low", Shape::Float),
    ("lift_high", Shape::Float),
    ("alike_clients", Shape::Whole),
    ("alike_key_clients", Shape::Whole),
    ("chance", Shape::Float),
    ("value_minor", Shape::Whole),
    ("median_minor", Shape::Whole),
    ("gap_minor", Shape::Whole),
];

/// Its columns: those of the client, then three for each product group it buys less of.
pub(super) fn columns() -> Vec<(String, Shape)> {
    let mut columns: Vec<(String, Shape)> = COLUMNS
        .iter()
        .map(|(name, shape)| ((*name).to_owned(), *shape))
        .collect();
    for place in 1..=MOST_LESS {
        columns.extend([
            (format!("less_{place}_group"), Shape::Text),
            (format!("less_{place}_value_minor"), Shape::Whole),
            (format!("less_{place}_level_minor"), Shape::Whole),
        ]);
    }
    columns
}

/// Who lags, with the pattern it lags behind.
pub(super) fn by_client(portrait: &Portrait) -> HashMap<Uuid, (&LaggingClient, &PortraitPattern)> {
    let lagging = portrait.lagging.iter();
    lagging
        .filter_map(|one| Some((one.client.id, (one, portrait.patterns.get(one.pattern)?))))
        .collect()
}

/// The traits of a pattern as text.
fn alike(pattern: &PortraitPattern) -> String {
    let traits = pattern.traits.iter().map(|of| {
        let value = of.name.as_ref().or(of.code.as_ref());
        format!("{}: {}", of.of, value.map_or("–", String::as_str))
    });
    traits.collect::<Vec<_>>().join(" + ")
}

fn less(of: Option<&LessBought>) -> [Value<'_>; 3] {
    of.map_or([Value::Empty; 3], |of| {
        [
            text_cell(of.group.as_ref().map(|group| group.name.as_str())),
            Value::Whole(of.value_minor),
            Value::Whole(of.level_minor),
        ]
    })
}

/// The file, in the order of the list.
pub(super) fn table(
    items: &[(Listed, Figures)],
    portrait: &Portrait,
    format: TableFormat,
) -> Result<Vec<u8>, Error> {
    let columns = columns();
    let headings: Vec<(&str, Shape)> = columns
        .iter()
        .map(|(name, shape)| (name.as_str(), *shape))
        .collect();
    let mut sheet = Sheet::begin("lift", format, &headings)?;
    let lagging = by_client(portrait);
    let count = |of: u64| Value::Whole(i64::try_from(of).unwrap_or(i64::MAX));
    for (item, _) in items {
        let Some((one, pattern)) = lagging.get(&item.id.uuid()) else {
            continue;
        };
        let (id, alike) = (item.id.to_string(), alike(pattern));
        let mut row = vec![
            Value::Text(&id),
            Value::Text(&item.name),
            text_cell(item.manager.as_ref().map(|(_, name)| name.as_str())),
            text_cell(item.segment.as_ref().map(|(_, name)| name.as_str())),
            text_cell(item.region.as_deref()),
            Value::Text(&alike),
            Value::Float(pattern.lift),
            Value::Float(pattern.low),
            Value::Float(pattern.high),
            count(pattern.clients),
            count(pattern.key),
            Value::Float(pattern.chance),
            Value::Whole(one.value_minor),
            Value::Whole(one.median_minor),
            Value::Whole(one.gap_minor),
        ];
        row.extend((0..MOST_LESS).flat_map(|place| less(one.less.get(place))));
        sheet.row(&row)?;
    }
    Ok(sheet.end()?)
}
