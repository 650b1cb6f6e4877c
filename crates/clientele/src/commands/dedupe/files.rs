//! The files of the folder: the rows with their group, the pairs with their reasons, the report.

use std::collections::HashMap;
use std::path::Path;

use anyhow::{Result, anyhow};
use matching::Pair;
use tables::write::{Cell, Format, Heading, Shape, Writer};

use super::{Found, base, report};
use crate::words::Words;

/// Writes everything but the document.
pub fn write(folder: &Path, found: &Found, sheet: Option<&str>, words: &Words) -> Result<()> {
    let shown = report::chosen(found);
    let mut texts: HashMap<usize, Vec<String>> = HashMap::new();
    for record in shown.records() {
        texts.insert(record, Vec::new());
    }
    for (number, file) in found.base.files.iter().enumerate() {
        let name = match number {
            0 => "groups.csv".to_owned(),
            number => format!("groups_{}.csv", number + 1),
        };
        let headings: Vec<Heading> = ["group", "group_size"]
            .iter()
            .map(|name| Heading::new(*name, Shape::Whole))
            .chain(file.headings.iter().map(|h| Heading::new(h, Shape::Text)))
            .collect();
        let sizes = found.outcome.sizes();
        let mut writer = Writer::create(&folder.join(name), Format::Csv, &headings)?;
        let mut record = file.from;
        let mut failed = None;
        base::rows(&file.path, sheet, |_, cells| {
            let group = found.outcome.groups.get(record).copied().unwrap_or(0);
            let mut row = vec![
                Cell::Whole(i64::from(group) + 1),
                Cell::Whole(sizes.get(&group).map_or(1, |size| *size as i64)),
            ];
            row.extend((0..file.headings.len()).map(|column| {
                cells
                    .get(column)
                    .map_or(Cell::Empty, |cell| Cell::Text(cell))
            }));
            if failed.is_none()
                && let Err(error) = writer.row(&row)
            {
                failed = Some(error);
            }
            if let Some(text) = texts.get_mut(&record) {
                *text = cells.iter().map(|cell| cell.to_string()).collect();
            }
            record += 1;
        })
        .map_err(|_| anyhow!("{} cannot be read again", file.path.display()))?;
        if let Some(error) = failed {
            return Err(error.into());
        }
        writer.finish()?;
    }
    pairs(&folder.join("pairs.csv"), found, words)?;
    let page = report::html(found, &shown, &texts, words);
    std::fs::write(folder.join("report.html"), page)?;
    Ok(())
}

fn pairs(path: &Path, found: &Found, words: &Words) -> Result<()> {
    let headings = [
        Heading::new("left", Shape::Text),
        Heading::new("right", Shape::Text),
        Heading::new("chance", Shape::Float),
        Heading::new("bits", Shape::Float),
        Heading::new("together", Shape::Whole),
        Heading::new("reasons", Shape::Text),
    ];
    let mut writer = Writer::create(path, Format::Csv, &headings)?;
    let mut order: Vec<&Pair> = found.outcome.pairs.iter().collect();
    order.sort_by(|x, y| y.bits.total_cmp(&x.bits).then((x.a, x.b).cmp(&(y.a, y.b))));
    for pair in order {
        let (a, b) = (pair.a as usize, pair.b as usize);
        let together = found.outcome.groups[a] == found.outcome.groups[b];
        let reasons = report::reasons(found, pair, words).join("; ");
        writer.row(&[
            Cell::Text(found.base.id(a)),
            Cell::Text(found.base.id(b)),
            Cell::Float(pair.chance()),
            Cell::Float(f64::from(pair.bits)),
            Cell::Whole(i64::from(together)),
            Cell::Text(&reasons),
        ])?;
    }
    writer.finish()?;
    Ok(())
}
