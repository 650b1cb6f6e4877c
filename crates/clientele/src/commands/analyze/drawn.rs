//! The charts of the tables that the screen shows too.

use ledger::Ledger;

use super::chapters::buyer_name;
use super::charts::{self, Series};
use super::figures::Figures;
use super::picture::{Picture, say_series};
use super::sheet::{Sheet, Value, currency};
use crate::words::Words;

/// The chart of a table, when one says more than the table.
pub fn picture(
    sheet: &Sheet,
    ledger: &Ledger,
    figures: &Figures,
    words: &Words,
) -> Option<Picture> {
    if sheet.rows.is_empty() {
        return None;
    }
    let title = sheet.title(words);
    let money = currency(ledger);
    let unit = 10f64.powi(money.digits as i32);
    let whole = |minor: f64| words.decimal(minor / unit, 0);
    match sheet.code {
        "sales" => {
            let periods = &figures.products.periods;
            let labels: Vec<String> = periods.iter().map(|p| p.period.clone()).collect();
            let (now, before) = (
                words.get("analyze-column-revenue"),
                words.get("analyze-column-year_before"),
            );
            let series = [
                Series {
                    name: &now,
                    values: periods.iter().map(|p| Some(p.value_minor as f64)).collect(),
                },
                Series {
                    name: &before,
                    values: periods
                        .iter()
                        .map(|p| Some(p.year_before_minor as f64))
                        .collect(),
                },
            ];
            Some(Picture {
                svg: charts::columns(&title, &labels, &series, &whole),
                said: say_series("", &labels, &series, &whole, words),
            })
        }
        "retention" => {
            let finished: Vec<_> = figures.retention.iter().filter(|r| !r.unfinished).collect();
            let labels: Vec<String> = finished.iter().map(|r| r.period.clone()).collect();
            let (crr, strict) = (
                words.get("analyze-column-crr"),
                words.get("analyze-column-crr_strict"),
            );
            let series = [
                Series {
                    name: &crr,
                    values: finished.iter().map(|r| r.crr).collect(),
                },
                Series {
                    name: &strict,
                    values: finished.iter().map(|r| r.crr_strict).collect(),
                },
            ];
            let unit = |percent: f64| words.percent(Some(percent / 100.0));
            Some(Picture {
                svg: charts::lines(&title, &labels, &series, &unit),
                said: say_series("", &labels, &series, &unit, words),
            })
        }
        "rfm" => {
            let items = sheet
                .rows
                .iter()
                .zip(&figures.rfm.groups)
                .map(|(row, sums)| {
                    (
                        sheet.text(0, &row[0], words, money),
                        sums.clients as f64,
                        words.number(sums.clients),
                    )
                });
            Picture::bars(&title, &items.collect::<Vec<_>>(), words)
        }
        "concentration" => {
            let items = figures.concentration.top.iter().map(|top| {
                (
                    buyer_name(ledger, top, words),
                    top.share,
                    words.percent(Some(top.share)),
                )
            });
            Picture::bars(&title, &items.collect::<Vec<_>>(), words)
        }
        "states" => {
            let items = sheet.rows.iter().map(|row| {
                let clients = match &row[1] {
                    Value::Whole(n) => *n,
                    _ => 0,
                };
                (
                    sheet.text(0, &row[0], words, money),
                    clients as f64,
                    words.number(clients),
                )
            });
            Picture::bars(&title, &items.collect::<Vec<_>>(), words)
        }
        "pareto" => {
            let points: Vec<(f64, f64)> = figures
                .pareto
                .curve
                .iter()
                .map(|p| (p.clients_share, p.value_share))
                .collect();
            let mark = figures
                .concentration
                .top20_percent
                .value_share
                .map(|share| {
                    let values = [("share", words.percent(Some(share)).into())];
                    (0.2, share, words.with("analyze-top20", &values))
                });
            let said = mark.as_ref().map(|(_, _, said)| said.clone());
            Some(Picture {
                svg: charts::curve(&title, &points, mark),
                said: said.unwrap_or_default(),
            })
        }
        _ => None,
    }
}
