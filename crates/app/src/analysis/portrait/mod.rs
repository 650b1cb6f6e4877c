//! The portrait of the key clients (R239, R40) and the lift list of those like them that lag (R237).

mod shape;
mod traits;

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use analysis::cell::{Cell as Pure, Part, select};
use analysis::lagging::{self, Lagging, Target};
use analysis::portrait::{self as pure, Settings, Subject};
use analysis::{NONE, Rows, pareto};
use domain::policy::Entity;
use domain::setting::{PORTRAIT_CONFIDENCE, PORTRAIT_LEAST, PORTRAIT_LEVEL};

use super::key_clients::marked;
use super::names::{Names, Reference, Wanted, client, manager};
use super::question::{Asked, Question};
use super::{Answer, Error, answer};
use crate::App;
use crate::context::Context;
pub use shape::Portrait;
use shape::PortraitTrait;
pub(super) use shape::{LaggingClient, LessBought, PortraitPattern};
use traits::{Trait, traits};

/// Lagging clients named at most.
const MOST_LAGGING: usize = 200;
/// Product groups named of each at most.
pub(super) const MOST_LESS: usize = 3;

/// Who is a key client.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Key {
    /// The largest fifth of the clients.
    #[default]
    Top20,
    /// The fewest clients that bring 80 % of the value.
    For80,
    /// Those with a mark of a key client on their card.
    Marked,
}

impl Key {
    /// Its code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Top20 => "top20",
            Self::For80 => "for80",
            Self::Marked => "marked",
        }
    }

    /// The one with this code.
    #[must_use]
    pub fn read(code: &str) -> Option<Self> {
        [Self::Top20, Self::For80, Self::Marked]
            .into_iter()
            .find(|key| key.code() == code)
    }
}

/// The portrait before names.
pub(super) struct Drawn {
    traits: Vec<Trait>,
    subjects: Vec<Subject>,
    portrait: pure::Portrait,
    targets: Vec<Target>,
    lagging: Vec<Lagging>,
    key_value_share: Option<f64>,
}

/// The portrait of the key clients with the lift list.
pub fn portrait(
    app: &App,
    ctx: &Context,
    question: &Question,
    key: Key,
) -> Result<Arc<Answer<Portrait>>, Error> {
    answer(app, ctx, question, "portrait", key.code(), |asked| {
        let drawn = Drawn::kept(app, ctx, asked, key)?;
        drawn.shown(app, asked, key, MOST_LAGGING)
    })
}

/// The portrait with everybody on the lift list.
pub(super) fn lift_list(
    app: &App,
    ctx: &Context,
    question: &Question,
    key: Key,
) -> Result<Portrait, Error> {
    let asked = Asked::new(app, ctx, question)?;
    let drawn = Drawn::kept(app, ctx, &asked, key)?;
    drawn.shown(app, &asked, key, usize::MAX)
}

/// Part of the positive value that these clients bring.
fn share(rows: &Rows, clients: &HashSet<u32>) -> Option<f64> {
    let own = rows.rows.iter().filter(|row| clients.contains(&row.client));
    let own: i64 = own.map(|row| row.value_minor.max(0)).sum();
    (rows.positive_minor > 0).then(|| own as f64 / rows.positive_minor as f64)
}

fn settings(asked: &Asked) -> Settings {
    let whole = |setting| asked.settings.whole(setting);
    Settings {
        least_clients: u64::try_from(whole(&PORTRAIT_LEAST)).unwrap_or(u64::MAX),
        level: whole(&PORTRAIT_LEVEL) as f64 / 100.0,
        confidence: whole(&PORTRAIT_CONFIDENCE) as f64 / 100.0,
    }
}

impl Drawn {
    /// The portrait of a question, drawn a moment ago if nothing changed since.
    fn kept(app: &App, ctx: &Context, asked: &Asked, key: Key) -> Result<Arc<Self>, Error> {
        let settings = settings(asked);
        let scope = ctx.scope(Entity::Analysis)?;
        let question = format!(
            "portrait drawn {key:?} {:?} {settings:?} {:?}",
            asked.parameters,
            scope.managers()
        );
        let version = asked.held.version;
        if let Some(known) = app.analysis.answer(&question, version, ctx.now) {
            return Ok(known);
        }
        let drawn = Arc::new(Self::new(app, asked, key, &settings)?);
        app.analysis
            .keep(question, version, Some(ctx.now), drawn.clone());
        Ok(drawn)
    }

    fn new(app: &App, asked: &Asked, key: Key, settings: &Settings) -> Result<Self, Error> {
        let view = asked.view();
        let rows = asked.rows(&view);
        let chosen = match key {
            Key::Top20 => select(&view, &rows, &Pure::Pareto(Part::Top20)),
            Key::For80 => select(&view, &rows, &Pure::Pareto(Part::For80)),
            Key::Marked => marked(app, asked)?.into_keys().collect(),
        };
        let chosen: HashSet<u32> = chosen.into_iter().collect();
        let curve = pareto::pareto(&rows);
        let now: HashSet<u32> = rows.rows.iter().map(|row| row.client).collect();
        // those of the window first: the portrait is drawn from them alone
        let before = asked.beats(&view);
        let gone = before.beats.iter().map(|beat| beat.client);
        let gone = gone.filter(|client| !now.contains(client));
        let all: Vec<u32> = rows.rows.iter().map(|row| row.client).chain(gone).collect();
        let baskets = asked.baskets(&view);
        let own = traits(app, asked, &baskets, &all)?;
        let mut numbers: BTreeMap<Trait, u32> = own.iter().flatten().map(|of| (*of, 0)).collect();
        for (number, place) in (0..).zip(numbers.values_mut()) {
            *place = number;
        }
        let subjects: Vec<Subject> = all
            .iter()
            .zip(own)
            .map(|(&client, own)| {
                let mut traits: Vec<u32> = own.iter().map(|of| numbers[of]).collect();
                traits.sort_unstable();
                traits.dedup();
                Subject {
                    client,
                    key: chosen.contains(&client),
                    traits,
                }
            })
            .collect();
        let count = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
        let portrait = pure::portrait(&subjects[..rows.rows.len()], count, settings);
        let (targets, lagging) = lagging::lagging(&portrait, &subjects, &baskets);
        Ok(Self {
            traits: numbers.into_keys().collect(),
            subjects,
            portrait,
            targets,
            lagging,
            key_value_share: match key {
                Key::Top20 => curve.top20.value_share,
                Key::For80 => curve.for80.value_share,
                Key::Marked => share(&rows, &chosen),
            },
        })
    }

    fn shown(&self, app: &App, asked: &Asked, key: Key, most: usize) -> Result<Portrait, Error> {
        let held = &asked.held;
        let settings = settings(asked);
        let named = &self.lagging[..self.lagging.len().min(most)];
        let managers = &held.image.dimensions.manager;
        let manager_of = |client: u32| managers.get(client as usize).copied().unwrap_or(NONE);
        let patterns = self.portrait.patterns.iter();
        let shown = patterns.flat_map(|pattern| &pattern.traits);
        let records = shown.filter_map(|&of| {
            let of = self.traits[of as usize];
            Some((of.named()?, of.id(asked)?))
        });
        let wanted = Wanted {
            clients: named.iter().map(|one| one.client).collect(),
            managers: named.iter().map(|one| manager_of(one.client)).collect(),
            records: records.collect(),
            ..Wanted::default()
        };
        let names = wanted.read(app, held)?;
        let group = |code: u32| {
            let id = held.groups.value(code).filter(|_| code != NONE)?;
            let (_, name) = held.group_tree.get(code as usize)?;
            Some(Reference {
                id: id.uuid(),
                name: name.clone(),
            })
        };
        let lagging = named.iter().filter_map(|one| {
            let less = one.less.iter().take(MOST_LESS).map(|less| LessBought {
                group: group(less.group),
                value_minor: less.value_minor,
                level_minor: less.level_minor,
            });
            Some(LaggingClient {
                client: names.of(client(held, one.client)?),
                manager: manager(held, manager_of(one.client)).map(|id| names.of(id)),
                pattern: one.pattern,
                value_minor: one.value_minor,
                median_minor: one.value_minor + one.gap_minor,
                gap_minor: one.gap_minor,
                less: less.collect(),
            })
        });
        let patterns =
            (0..self.portrait.patterns.len()).map(|place| self.pattern(asked, &names, place));
        Ok(Portrait {
            key: key.code(),
            clients: self.portrait.clients,
            key_clients: self.portrait.key,
            key_value_share: self.key_value_share,
            tried: self.portrait.tried,
            least_clients: settings.least_clients,
            level: settings.level,
            confidence: settings.confidence,
            patterns: patterns.collect(),
            lagging_clients: self.lagging.len() as u64,
            lagging_minor: self.lagging.iter().map(|one| one.gap_minor).sum(),
            lagging: lagging.collect(),
        })
    }

    fn pattern(&self, asked: &Asked, names: &Names, place: usize) -> PortraitPattern {
        let pattern = &self.portrait.patterns[place];
        let target = &self.targets[place];
        let lagging: Vec<i64> = self
            .lagging
            .iter()
            .filter(|one| one.pattern == place)
            .map(|one| one.gap_minor)
            .collect();
        let traits = pattern.traits.iter().map(|&of| {
            let of = self.traits[of as usize];
            let id = of.id(asked);
            let group = match of {
                Trait::Group(code) => asked.held.group_tree.get(code as usize),
                _ => None,
            };
            let region = matches!(of, Trait::Region(_));
            let name = match group {
                Some((_, name)) => Some(name.clone()),
                None if region => of.text(asked),
                None => id.map(|id| names.of(id).name),
            };
            PortraitTrait {
                of: of.code(),
                id,
                code: of.text(asked).filter(|_| !region),
                name,
                cell: of.written(asked),
            }
        });
        PortraitPattern {
            traits: traits.collect(),
            clients: pattern.clients,
            key: pattern.key,
            key_share: pattern.key as f64 / self.portrait.key.max(1) as f64,
            lift: pattern.lift,
            low: pattern.low,
            high: pattern.high,
            chance: pattern.chance,
            buyers: target.clients,
            median_minor: target.median_minor,
            lagging: lagging.len() as u64,
            gap_minor: lagging.iter().sum(),
        }
    }
}

/// Clients of the window that have all of these traits, as cells name them; only the key ones when
/// they are asked for.
pub(super) fn having(
    app: &App,
    ctx: &Context,
    asked: &Asked,
    key: Key,
    wanted: &[String],
    only_key: bool,
) -> Result<Vec<u32>, Error> {
    let drawn = Drawn::kept(app, ctx, asked, key)?;
    let Some(wanted) = drawn.numbers(asked, wanted) else {
        return Ok(Vec::new());
    };
    let inside = usize::try_from(drawn.portrait.clients).unwrap_or(usize::MAX);
    let mut found: Vec<u32> = drawn
        .subjects
        .iter()
        .take(inside)
        .filter(|subject| subject.key || !only_key)
        .filter(|subject| {
            let mut wanted = wanted.iter();
            wanted.all(|of| subject.traits.binary_search(of).is_ok())
        })
        .map(|subject| subject.client)
        .collect();
    found.sort_unstable();
    Ok(found)
}

/// Clients that lag: behind the pattern of these traits, or behind any when none are named.
pub(super) fn behind(
    app: &App,
    ctx: &Context,
    asked: &Asked,
    key: Key,
    wanted: &[String],
) -> Result<Vec<u32>, Error> {
    let drawn = Drawn::kept(app, ctx, asked, key)?;
    let Some(mut wanted) = drawn.numbers(asked, wanted) else {
        return Ok(Vec::new());
    };
    wanted.sort_unstable();
    let patterns = &drawn.portrait.patterns;
    let lagging = drawn.lagging.iter();
    let mut found: Vec<u32> = lagging
        .filter(|one| wanted.is_empty() || patterns[one.pattern].traits == wanted)
        .map(|one| one.client)
        .collect();
    found.sort_unstable();
    Ok(found)
}

impl Drawn {
    /// The numbers of traits as cells name them; `None` when one is unknown.
    fn numbers(&self, asked: &Asked, wanted: &[String]) -> Option<Vec<u32>> {
        let number = |wanted: &String| {
            let place = self
                .traits
                .iter()
                .position(|of| of.written(asked) == *wanted)?;
            u32::try_from(place).ok()
        };
        wanted.iter().map(number).collect()
    }
}
