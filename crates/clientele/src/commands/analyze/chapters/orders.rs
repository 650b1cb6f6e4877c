//! Big orders that only fill a store, and what clients could buy and do not.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};

use analysis::overstock::{self, After, Big};
use analysis::whitespace::{self, Gap};
use analysis::{Basis, Day, Parameters, Window, basket};
use domain::setting::{
    ORDERCHECK_BULK_TIMES, WHITESPACE_BANDS, WHITESPACE_LEAST_ALIKE, WHITESPACE_LEAST_SHARE,
};

use super::super::picture::{self, Picture};
use super::super::sheet::Holds::{Count, Day as OneDay, Money, Number, Text};
use super::super::sheet::Sheet;
use super::{Asked, Chapter, count, part};

/// Guesses listed at most.
const MOST: usize = 500;

pub(super) fn chapters(asked: &Asked<'_>) -> Vec<Chapter> {
    let mut chapters = vec![big_orders(asked)];
    if !asked.ledger.groups.is_empty() {
        chapters.extend(white_space(asked));
    }
    chapters
}

fn big_orders(asked: &Asked<'_>) -> Chapter {
    let columns = [
        ("client", Text),
        ("day", OneDay),
        ("amount", Money),
        ("usual", Money),
        ("times", Number(1)),
        ("usual_gap", Number(1)),
        ("lasts", Number(0)),
        ("gap", Count),
        ("rate_before", Money),
        ("rate_after", Money),
    ];
    let mut chapter = Chapter::new(Sheet::new("order_check", &columns));
    let terms = overstock::Terms {
        times: part(&ORDERCHECK_BULK_TIMES),
        least_days: asked.view.parameters.rhythm.least_days,
    };
    let big = overstock::big_orders(asked.view, terms);
    let words = asked.words;
    let bars = [
        (After::Stocked, "analyze-after-stocked"),
        (After::Grew, "analyze-after-grew"),
        (After::Open, "analyze-after-open"),
    ]
    .map(|(after, key)| {
        let orders = big.iter().filter(|of| of.after == after).count() as u64;
        (words.get(key), orders as f64, words.number(orders))
    });
    let mut stocked: Vec<&Big> = big.iter().filter(|of| of.after == After::Stocked).collect();
    stocked.sort_by_key(|of| (Reverse(of.day), of.client));
    for of in stocked {
        chapter.sheet.rows.push(vec![
            asked.name(of.client).into(),
            Day::clamped(of.day.into()).into(),
            of.amount_minor.into(),
            (of.usual_minor.round() as i64).into(),
            of.times().into(),
            of.usual_gap.into(),
            of.lasts().into(),
            i64::from(of.gap).into(),
            (of.rate_before_minor().round() as i64).into(),
            (of.rate_after_minor().round() as i64).into(),
        ]);
    }
    let values = [
        ("orders", (big.len() as u64).into()),
        ("times", words.decimal(terms.times, 1).into()),
    ];
    chapter
        .lines
        .push(words.with("analyze-big-orders", &values));
    if !big.is_empty() {
        let title = chapter.sheet.title(words);
        chapter.pictures.extend(Picture::bars(&title, &bars, words));
    }
    chapter
}

fn white_space(asked: &Asked<'_>) -> [Chapter; 2] {
    let terms = whitespace::Terms {
        bands: count(&WHITESPACE_BANDS),
        least_alike: count(&WHITESPACE_LEAST_ALIKE),
        least_share: part(&WHITESPACE_LEAST_SHARE),
    };
    let year = Parameters {
        window: Window::Rolling(12),
        basis: Basis::Revenue,
        ..asked.view.parameters.clone()
    };
    let mut groups: BTreeMap<u32, (u64, i64)> = BTreeMap::new();
    let mut clients = HashSet::new();
    let mut gaps: Vec<(i64, Gap)> = Vec::new();
    let order = |of: &(i64, Gap)| (Reverse(of.0), of.1.client, of.1.group);
    let view = asked.view.with(&year);
    whitespace::gaps(&view, &basket::baskets(&view), terms, None, |gap| {
        let expected = gap.expected_minor.round() as i64;
        if expected <= 0 {
            return;
        }
        let sums = groups.entry(gap.group).or_default();
        *sums = (sums.0 + 1, sums.1 + expected);
        clients.insert(gap.client);
        gaps.push((expected, gap));
        if gaps.len() > MOST * 100 {
            gaps.select_nth_unstable_by_key(MOST, order);
            gaps.truncate(MOST);
        }
    });
    gaps.sort_unstable_by_key(order);
    gaps.truncate(MOST);
    let words = asked.words;
    let columns = [("name", Text), ("clients", Count), ("expected", Money)];
    let mut by_group = Chapter::new(Sheet::new("white_groups", &columns));
    let mut sums: Vec<(u32, (u64, i64))> = groups.into_iter().collect();
    sums.sort_by_key(|(group, (_, expected))| (Reverse(*expected), *group));
    let mut bars = Vec::new();
    for (group, (clients, expected)) in &sums {
        let name = asked.of(&asked.ledger.groups, *group);
        bars.push((
            name.clone(),
            *expected as f64,
            asked.money(*expected as f64),
        ));
        by_group
            .sheet
            .rows
            .push(vec![name.into(), (*clients).into(), (*expected).into()]);
    }
    let all: i64 = sums.iter().map(|(_, (_, expected))| expected).sum();
    let values = [
        ("clients", (clients.len() as u64).into()),
        ("money", asked.money(all as f64).into()),
        ("alike", u64::from(terms.least_alike).into()),
        ("share", words.percent(Some(terms.least_share)).into()),
    ];
    by_group
        .lines
        .push(words.with("analyze-white-sum", &values));
    bars.truncate(picture::MOST_BARS);
    let title = by_group.sheet.title(words);
    by_group
        .pictures
        .extend(Picture::bars(&title, &bars, words));
    let columns = [
        ("client", Text),
        ("group", Text),
        ("expected", Money),
        ("alike", Count),
        ("alike_buyers", Count),
        ("median", Money),
    ];
    let mut spots = Chapter::new(Sheet::new("white_space", &columns));
    for (expected, gap) in &gaps {
        spots.sheet.rows.push(vec![
            asked.name(gap.client).into(),
            asked.of(&asked.ledger.groups, gap.group).into(),
            (*expected).into(),
            gap.alike.into(),
            gap.buyers.into(),
            (gap.median_minor.round() as i64).into(),
        ]);
    }
    [by_group, spots]
}
