//! Movement between classes, classes at the ends of months, early warning.

use analysis::moves::{Stands, Way, flows};
use analysis::rhythm::{self, Beats};
use analysis::stands::{Kind, stands};
use analysis::warning::{self, Watched};
use analysis::{Day, Parameters, Period, Rows, View, Window, clients};

use super::super::charts::{self, Band, Series};
use super::super::picture::{self, Picture};
use super::super::sheet::Holds::{Count, Day as OneDay, Money, Number, Text};
use super::super::sheet::{Sheet, Value};
use super::{Asked, Chapter};

/// Months back with which movement compares.
const BEFORE: i32 = 12;
/// Ends of months that are shown.
const MONTHS: i32 = 13;

pub(super) fn chapters(asked: &Asked<'_>) -> Vec<Chapter> {
    vec![movement(asked), months(asked), warnings(asked)]
}

/// Who stands where on a day.
struct On {
    rows: Rows,
    beats: Beats,
    bins: u8,
}

impl On {
    fn new(asked: &Asked<'_>, day: Day) -> Self {
        let asked_for = asked.view.parameters.window;
        let window = match asked_for {
            // a stretch of days as long as the one asked for, up to this day
            Window::Days(from, _) => {
                let days = day.number() - asked.view.to.number();
                Window::Days(from.plus_days(days), day)
            }
            Window::All | Window::Rolling(_) | Window::FullMonths(_) => asked_for,
        };
        let parameters = Parameters {
            as_of: Some(day),
            window,
            ..asked.view.parameters.clone()
        };
        let view = View::new(&asked.ledger.image, &parameters, None);
        Self {
            rows: clients::rows(&view),
            beats: rhythm::beats(&view),
            bins: parameters.rfm.bins,
        }
    }

    fn stands(&self, kind: Kind) -> Stands {
        stands(&self.rows, &self.beats, self.bins, kind)
    }
}

impl Asked<'_> {
    /// The name of a class; outside of all of them it is a dash.
    fn class(&self, kind: Kind, place: Option<u8>) -> String {
        let classes = kind.classes();
        let code = place.and_then(|place| classes.get(usize::from(place)));
        match (code, kind) {
            (None, _) => "–".to_owned(),
            (Some(code), Kind::Rfm) => self.words.get(&format!("analyze-rfm-{code}")),
            (Some(code), Kind::State) => self.words.get(&format!("analyze-state-{code}")),
            (Some(code), _) => (*code).to_owned(),
        }
    }

    fn kind(&self, kind: Kind) -> String {
        self.words.get(match kind {
            Kind::Abc => "analyze-kind-abc",
            Kind::Xyz => "analyze-kind-xyz",
            Kind::Rfm => "analyze-kind-rfm",
            Kind::State => "analyze-kind-state",
        })
    }

    fn way(&self, way: Way) -> String {
        self.words.get(match way {
            Way::Up => "analyze-way-up",
            Way::Down => "analyze-way-down",
            Way::Changed => "analyze-way-changed",
            Way::Came => "analyze-way-came",
            Way::Left => "analyze-way-left",
            Way::Stayed => "analyze-way-stayed",
        })
    }
}

fn movement(asked: &Asked<'_>) -> Chapter {
    let columns = [
        ("kind", Text),
        ("from", Text),
        ("to", Text),
        ("way", Text),
        ("clients", Count),
        ("before", Money),
        ("revenue", Money),
    ];
    let mut chapter = Chapter::new(Sheet::new("movement", &columns));
    let now = asked.end();
    let then = now.plus_months(-BEFORE);
    let words = asked.words;
    if asked.ledger.image.days().is_none_or(|days| then < days.0) {
        chapter.lines.push(words.get("analyze-too-short"));
        return chapter;
    }
    let values = [
        ("from", words.day(then).into()),
        ("to", words.day(now).into()),
    ];
    chapter
        .lines
        .push(words.with("analyze-movement-days", &values));
    let (before, after) = (On::new(asked, then), On::new(asked, now));
    for kind in Kind::ALL {
        let flows = flows(&before.stands(kind), &after.stands(kind));
        let mut bands = Vec::new();
        let mut sums = [0_u64; Way::ALL.len()];
        for (step, flow) in &flows {
            let Some(way) = Way::of(*step, |place| kind.rank(place)) else {
                continue;
            };
            sums[way as usize] += flow.clients;
            chapter.sheet.rows.push(vec![
                asked.kind(kind).into(),
                asked.class(kind, step.0).into(),
                asked.class(kind, step.1).into(),
                asked.way(way).into(),
                flow.clients.into(),
                flow.before_minor.into(),
                flow.value_minor.into(),
            ]);
            let end = |place: Option<u8>| place.map_or(kind.classes().len(), usize::from);
            bands.push(Band {
                from: end(step.0),
                to: end(step.1),
                clients: flow.clients,
                way,
            });
        }
        let places = 0..=kind.classes().len();
        let names: Vec<String> = places
            .map(|place| asked.class(kind, u8::try_from(place).ok()))
            .collect();
        let ways =
            Way::ALL.map(|way| format!("{}: {}", asked.way(way), words.number(sums[way as usize])));
        let title = asked.kind(kind);
        chapter.pictures.push(Picture {
            svg: charts::sankey(&title, &names, &bands, &|clients| words.number(clients)),
            said: format!("{title}. {}.", ways.join("; ")),
        });
    }
    chapter
}

fn months(asked: &Asked<'_>) -> Chapter {
    let mut sheet = Sheet::new("class_months", &[("month", Text)]);
    for kind in Kind::ALL {
        let classes = kind.classes();
        let columns = classes
            .iter()
            .map(|class| (format!("{}.{class}", kind.code()), Count));
        sheet.columns.extend(columns);
    }
    let (first, _) = asked
        .ledger
        .image
        .days()
        .unwrap_or((asked.end(), asked.end()));
    // the month that is running on the last day stands as it is on that day
    let last = Period::Month.of(asked.end());
    let mut labels = Vec::new();
    let mut by_kind = Kind::ALL.map(|kind| vec![Vec::new(); kind.classes().len()]);
    for month in last - MONTHS + 1..=last {
        let day = Period::Month.last(month).min(asked.end());
        if day < first {
            continue;
        }
        let on = On::new(asked, day);
        let running = day < Period::Month.last(month);
        let label = Period::Month.label(month) + if running { "*" } else { "" };
        let mut row: Vec<Value> = vec![label.as_str().into()];
        for (kind, series) in Kind::ALL.iter().zip(&mut by_kind) {
            let stands = on.stands(*kind);
            for (place, of) in (0_u8..).zip(series) {
                let clients = stands.values().filter(|stand| stand.class == place).count();
                row.push((clients as u64).into());
                of.push(Some(clients as f64));
            }
        }
        labels.push(label);
        sheet.rows.push(row);
    }
    let mut chapter = Chapter::new(sheet);
    for (kind, series) in Kind::ALL.iter().zip(by_kind) {
        // ten groups of RFM side by side are read from the table
        if *kind == Kind::Rfm {
            continue;
        }
        let names: Vec<String> = (0_u8..)
            .zip(&series)
            .map(|(place, _)| asked.class(*kind, Some(place)))
            .collect();
        let series: Vec<Series<'_>> = names
            .iter()
            .zip(series)
            .map(|(name, values)| Series { name, values })
            .collect();
        let unit = |clients: f64| asked.words.decimal(clients, 0);
        let title = asked.kind(*kind);
        chapter.pictures.push(Picture {
            svg: charts::stacked(&title, &labels, &series, &unit),
            said: picture::say_series(&title, &labels, &series, &unit, asked.words),
        });
    }
    chapter
}

fn warnings(asked: &Asked<'_>) -> Chapter {
    let columns = [
        ("client", Text),
        ("reasons", Text),
        ("at_risk", Money),
        ("rhythm_days", Number(1)),
        ("idle_days", Count),
        ("last", OneDay),
        ("now", Money),
        ("usual", Money),
        ("products_now", Count),
        ("products_usual", Number(1)),
    ];
    let mut chapter = Chapter::new(Sheet::new("warnings", &columns));
    let watched = warning::watched(asked.whole, &warning::Settings::default());
    let count = watched.len() as u64;
    let mut warned: Vec<&Watched> = watched.iter().filter(|of| of.warned()).collect();
    warned.sort_by_key(|of| (std::cmp::Reverse(of.value_minor), of.client));
    let words = asked.words;
    let reasons = |of: &Watched| {
        [
            (of.gap, "analyze-warning-gap"),
            (of.volume.is_some(), "analyze-warning-volume"),
            (of.assortment.is_some(), "analyze-warning-assortment"),
        ]
    };
    let mut sums: Vec<(String, u64)> = Vec::new();
    for of in &warned {
        let own: Vec<String> = reasons(of)
            .into_iter()
            .filter(|(there, _)| *there)
            .map(|(_, key)| words.get(key))
            .collect();
        for reason in &own {
            match sums.iter_mut().find(|(name, _)| name == reason) {
                Some((_, clients)) => *clients += 1,
                None => sums.push((reason.clone(), 1)),
            }
        }
        chapter.sheet.rows.push(vec![
            asked.name(of.client).into(),
            own.join(", ").into(),
            of.value_minor.into(),
            of.rhythm_days.into(),
            i64::from(of.idle_days).into(),
            of.last.into(),
            of.now.value_minor.into(),
            of.usual
                .map(|usual| usual.value_minor.round() as i64)
                .into(),
            of.now.products.into(),
            of.usual.map(|usual| usual.products).into(),
        ]);
    }
    let at_risk: i64 = warned.iter().map(|of| of.value_minor).sum();
    let values = [
        ("watched", count.into()),
        ("clients", (warned.len() as u64).into()),
        ("money", asked.money(at_risk as f64).into()),
    ];
    chapter
        .lines
        .push(words.with("analyze-warning-sum", &values));
    let items: Vec<(String, f64, String)> = sums
        .into_iter()
        .map(|(name, clients)| (name, clients as f64, words.number(clients)))
        .collect();
    let title = chapter.sheet.title(words);
    chapter
        .pictures
        .extend(Picture::bars(&title, &items, words));
    chapter
}
