//! The portrait of the largest fifth of the clients from what a ledger tells of them, and those
//! like them that buy less.

use std::collections::{BTreeMap, HashSet};

use analysis::basket::{self, Basket};
use analysis::cell::{Cell, Part, select};
use analysis::lagging::{self, Lagging};
use analysis::portrait::{self, Pattern, Subject};
use analysis::{NONE, rhythm};
use domain::setting::{PORTRAIT_CONFIDENCE, PORTRAIT_LEAST, PORTRAIT_LEVEL};

use super::super::picture::{self, Picture};
use super::super::sheet::Holds::{Count, Money, Number, Text};
use super::super::sheet::Sheet;
use super::{Asked, Chapter, count, part};

/// Products that may be traits where there are no groups: those of most clients.
const PRODUCTS: usize = 100;
/// Groups named of each lagging client at most.
const MOST_LESS: usize = 3;

/// A trait of a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Trait {
    Region(u32),
    Group(u32),
    Product(u32),
}

impl Asked<'_> {
    fn trait_name(&self, of: Trait) -> String {
        let (role, names, code) = match of {
            Trait::Region(code) => ("analyze-role-country", &self.ledger.countries, code),
            Trait::Group(code) => ("analyze-role-group", &self.ledger.groups, code),
            Trait::Product(code) => ("analyze-role-product", &self.ledger.products, code),
        };
        format!("{}: {}", self.words.get(role), self.of(names, code))
    }

    fn traits(&self, client: u32, products: &HashSet<u32>, baskets: &[Basket]) -> Vec<Trait> {
        let regions = &self.ledger.image.dimensions.region;
        let region = regions.get(client as usize).filter(|code| **code != NONE);
        let mut own: Vec<Trait> = region
            .map(|code| Trait::Region(*code))
            .into_iter()
            .collect();
        if self.ledger.groups.is_empty() {
            let bought = basket::products(self.view, client).into_iter();
            let bought = bought.filter(|(code, value)| *value > 0 && products.contains(code));
            own.extend(bought.map(|(code, _)| Trait::Product(code)));
        } else {
            let bought = basket::find(baskets, client).map(|basket| &basket.groups);
            let bought = bought.into_iter().flatten();
            let bought = bought.filter(|(code, value)| *value > 0 && *code != NONE);
            own.extend(bought.map(|(code, _)| Trait::Group(*code)));
        }
        own
    }
}

pub(super) fn chapters(asked: &Asked<'_>) -> Vec<Chapter> {
    let view = asked.view;
    let key = select(view, asked.rows, &Cell::Pareto(Part::Top20));
    let key: HashSet<u32> = key.into_iter().collect();
    let now: HashSet<u32> = asked.rows.rows.iter().map(|row| row.client).collect();
    // those of the window first: the portrait is drawn from them alone
    let before = rhythm::beats(view).beats;
    let gone = before.iter().map(|beat| beat.client);
    let gone = gone.filter(|client| !now.contains(client));
    let all: Vec<u32> = asked
        .rows
        .rows
        .iter()
        .map(|row| row.client)
        .chain(gone)
        .collect();
    let mut products: Vec<_> = asked.figures.products.rows.iter().collect();
    products.sort_by_key(|row| (std::cmp::Reverse(row.clients), row.id));
    let products: HashSet<u32> = products
        .iter()
        .filter(|_| asked.ledger.products.len() > 1)
        .take(PRODUCTS)
        .map(|row| row.id)
        .collect();
    let baskets = basket::baskets(view);
    let own: Vec<Vec<Trait>> = all
        .iter()
        .map(|client| asked.traits(*client, &products, &baskets))
        .collect();
    let mut numbers: BTreeMap<Trait, u32> = own.iter().flatten().map(|of| (*of, 0)).collect();
    for (number, place) in (0..).zip(numbers.values_mut()) {
        *place = number;
    }
    let subject = |(client, own): (&u32, &Vec<Trait>)| {
        let mut traits: Vec<u32> = own.iter().map(|of| numbers[of]).collect();
        traits.sort_unstable();
        Subject {
            client: *client,
            key: key.contains(client),
            traits,
        }
    };
    let subjects: Vec<Subject> = all.iter().zip(&own).map(subject).collect();
    let settings = portrait::Settings {
        least_clients: count(&PORTRAIT_LEAST).into(),
        level: part(&PORTRAIT_LEVEL),
        confidence: part(&PORTRAIT_CONFIDENCE),
    };
    let traits: Vec<Trait> = numbers.keys().copied().collect();
    let drawn = portrait::portrait(
        &subjects[..asked.rows.rows.len()],
        traits.len() as u32,
        &settings,
    );
    let (targets, behind) = lagging::lagging(&drawn, &subjects, &baskets);
    let name = |pattern: &Pattern| {
        let own = pattern
            .traits
            .iter()
            .map(|of| asked.trait_name(traits[*of as usize]));
        own.collect::<Vec<_>>().join(" + ")
    };
    let columns = [
        ("traits", Text),
        ("clients", Count),
        ("key", Count),
        ("lift", Number(2)),
        ("lift_low", Number(2)),
        ("lift_high", Number(2)),
        ("chance", Number(4)),
        ("median", Money),
        ("behind", Count),
        ("missing", Money),
    ];
    let mut chapter = Chapter::new(Sheet::new("portrait", &columns));
    let words = asked.words;
    let mut bars = Vec::new();
    for (place, (pattern, target)) in drawn.patterns.iter().zip(&targets).enumerate() {
        let of_pattern = behind.iter().filter(|one| one.pattern == place);
        let (lagging, missing) = of_pattern.fold((0_u64, 0), |(clients, sum), one| {
            (clients + 1, sum + one.gap_minor)
        });
        let decimal = |number| words.decimal(number, 2);
        let (lift, low, high) = (
            decimal(pattern.lift),
            decimal(pattern.low),
            decimal(pattern.high),
        );
        bars.push((
            name(pattern),
            pattern.lift,
            format!("{lift} ({low}–{high})"),
        ));
        chapter.sheet.rows.push(vec![
            name(pattern).into(),
            pattern.clients.into(),
            pattern.key.into(),
            pattern.lift.into(),
            pattern.low.into(),
            pattern.high.into(),
            pattern.chance.into(),
            target.median_minor.into(),
            lagging.into(),
            missing.into(),
        ]);
    }
    let values = [
        ("key", drawn.key.into()),
        ("clients", drawn.clients.into()),
        ("tried", drawn.tried.into()),
        ("least", settings.least_clients.into()),
    ];
    chapter
        .lines
        .push(words.with("analyze-portrait-drawn", &values));
    bars.truncate(picture::MOST_BARS);
    let title = chapter.sheet.title(words);
    chapter.pictures.extend(Picture::bars(&title, &bars, words));
    vec![
        chapter,
        lagging_clients(asked, &behind, &|place| name(&drawn.patterns[place])),
    ]
}

fn lagging_clients(
    asked: &Asked<'_>,
    behind: &[Lagging],
    name: &dyn Fn(usize) -> String,
) -> Chapter {
    let columns = [
        ("client", Text),
        ("like", Text),
        ("revenue", Money),
        ("median", Money),
        ("missing", Money),
        ("less", Text),
    ];
    let mut chapter = Chapter::new(Sheet::new("lagging", &columns));
    for one in behind {
        let less = one
            .less
            .iter()
            .filter(|less| less.group != NONE)
            .take(MOST_LESS);
        let less: Vec<String> = less
            .map(|less| asked.of(&asked.ledger.groups, less.group))
            .collect();
        chapter.sheet.rows.push(vec![
            asked.name(one.client).into(),
            name(one.pattern).into(),
            one.value_minor.into(),
            (one.value_minor + one.gap_minor).into(),
            one.gap_minor.into(),
            less.join(", ").into(),
        ]);
    }
    chapter
}
