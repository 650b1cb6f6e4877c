//! What is decided about each client before any of its life is written out: who it is, how it
//! buys, who keeps it. Plans are cheap, so that one pass over all of them can size the planted
//! clients and meet the wanted number of order lines before the first client is made.

use crate::Size;
use crate::chance::Chance;
use crate::client::Land;
use crate::ids::mix;
use crate::market::SEGMENTS;
use crate::staff::{CALLERS, DEPENDENT, HEAD, MANAGERS, SELLERS};

/// How a client buys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Life {
    /// Has not bought.
    Prospect,
    /// Buys from a competitor.
    Competitors,
    Once,
    Twice,
    /// The same order on the same days of each month.
    Standing,
    /// Every month, sums near each other.
    Steady,
    Irregular,
    Growing,
    Declining,
    /// Stopped two to four rhythms ago.
    Sleeping,
    /// Stopped long ago.
    Lost,
}

/// The decisions about one client.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(crate) index: u64,
    pub(crate) life: Life,
    pub(crate) land: Land,
    pub(crate) segment: usize,
    /// Days from the first day: first and last on which it may order.
    pub(crate) first: i32,
    pub(crate) last: i32,
    /// Days between orders; for standing and steady clients 30 or 15.
    pub(crate) rhythm: f64,
    /// Mean of an order in minor units of the reporting currency.
    pub(crate) order_minor: f64,
    /// Place in the list of employees.
    pub(crate) keeper: Option<usize>,
    pub(crate) planted: bool,
}

/// What the pass over all plans has found: the measures that every client is then made by.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scale {
    /// Mean number of lines of an order.
    pub(crate) lines_per_order: f64,
    /// How much oftener than planned irregular clients order.
    pub(crate) pace: f64,
    /// How much is told about a client: people, facts, interactions; 1 in a small base.
    pub(crate) detail: f64,
    /// The client with over a fifth of sales: which, and what it buys in a year, minor units.
    pub(crate) giant: (u64, f64),
    /// The client on which one seller depends.
    pub(crate) support: (u64, f64),
}

/// The share of the last year's sales that the giant is planned to have.
const GIANT_SHARE: f64 = 0.27;
/// The share that the other planted client is to have of the sales of its seller.
const SUPPORT_SHARE: f64 = 0.70;

const LIVES: [(Life, f64); 11] = [
    (Life::Prospect, 22.0),
    (Life::Competitors, 8.0),
    (Life::Once, 28.0),
    (Life::Twice, 6.0),
    (Life::Standing, 6.5),
    (Life::Steady, 6.5),
    (Life::Irregular, 8.0),
    (Life::Growing, 3.0),
    (Life::Declining, 3.0),
    (Life::Sleeping, 4.0),
    (Life::Lost, 5.0),
];

impl Plan {
    /// The plan of the client `index` before scaling, over `days` days.
    pub(crate) fn draft(seed: u64, index: u64, days: i32, size: &Size) -> Self {
        // Two streams a client: plans must not move when the telling of lives changes.
        let mut chance = Chance::new(seed, index * 2 + 1);
        let mut life = LIVES[chance.weighted(&LIVES.map(|(_, weight)| weight))].0;
        // Monthly orders cannot be thinned out: where lines are few, such clients are.
        let monthly = (size.lines_per_client() / 30.0).clamp(0.1, 1.0);
        if matches!(life, Life::Standing | Life::Steady) && !chance.chance(monthly) {
            life = Life::Irregular;
        }
        let land = Land::ALL[chance.weighted(&[45.0, 30.0, 18.0, 7.0])];
        let segment = chance.weighted(&SEGMENTS.map(|segment| segment.weight));
        let mut plan = Self {
            index,
            life,
            land,
            segment,
            first: 0,
            last: days - 1,
            rhythm: 0.0,
            order_minor: 0.0,
            keeper: None,
            planted: false,
        };
        plan.choose_time(&mut chance, days);
        plan.choose_volume(&mut chance, days);
        plan.keeper = keeper(&mut chance, life);
        plan
    }

    fn choose_time(&mut self, chance: &mut Chance, days: i32) {
        let somewhere = |chance: &mut Chance| chance.between(0, i64::from(days) - 1) as i32;
        self.rhythm = match self.life {
            Life::Standing => chance.pick(&[30.0, 30.0, 30.0, 15.0]),
            Life::Steady => 30.0,
            _ => chance.lognormal(32.0, 0.5).clamp(7.0, 120.0),
        };
        match self.life {
            Life::Prospect | Life::Competitors | Life::Once | Life::Twice => {
                self.first = somewhere(chance);
            }
            Life::Standing | Life::Steady | Life::Irregular | Life::Growing | Life::Declining => {
                // Most were there before; the others came at some time up to half a year ago.
                if chance.chance(0.4) {
                    self.first = chance.between(0, i64::from(days * 5 / 6)) as i32;
                }
            }
            Life::Sleeping => {
                self.rhythm = self.rhythm.clamp(14.0, 45.0);
                let pause = (self.rhythm * (2.4 + chance.unit())).max(34.0);
                self.last -= pause as i32;
                self.first = chance.between(0, i64::from(days / 2)) as i32;
            }
            Life::Lost => {
                let pause = (self.rhythm * 5.0).max(130.0) as i64;
                let longest = i64::from(days) * 4 / 5;
                self.last -= chance.between(pause.min(longest), longest) as i32;
                self.first = chance.between(0, i64::from(self.last.max(0)) / 3) as i32;
            }
        }
        // Where years are few a pause may be longer than the time there is.
        self.last = self.last.max(self.first);
    }

    fn choose_volume(&mut self, chance: &mut Chance, days: i32) {
        self.order_minor = match self.life {
            Life::Prospect | Life::Competitors => 0.0,
            Life::Once | Life::Twice => chance.lognormal(28_000.0, 0.9),
            _ => {
                let year = chance.lognormal(420_000.0 * SEGMENTS[self.segment].size, 1.15);
                let year = year.min(6_000_000.0);
                year * self.rhythm / 365.0
            }
        };
        self.last = self.last.min(days - 1);
    }

    /// The plan as scaled: planted clients take their place, irregular ones their pace.
    pub(crate) fn scaled(mut self, scale: &Scale, days: i32) -> Self {
        for (planted, keeper, land) in [
            (scale.giant, MANAGERS[0], Land::Gb),
            (scale.support, DEPENDENT, Land::De),
        ] {
            if self.index == planted.0 {
                self = Self {
                    life: Life::Standing,
                    land,
                    first: 0,
                    last: days - 1,
                    rhythm: 15.0,
                    order_minor: planted.1 * 15.0 / 365.0,
                    keeper: Some(keeper),
                    planted: true,
                    ..self
                };
            }
        }
        if self.is_paced() {
            self.rhythm /= scale.pace;
            self.order_minor /= scale.pace;
        }
        self
    }

    /// Whether how often it orders may be changed without changing what it is.
    fn is_paced(&self) -> bool {
        matches!(
            self.life,
            Life::Irregular | Life::Growing | Life::Declining | Life::Sleeping | Life::Lost
        )
    }

    pub(crate) fn buys(&self) -> bool {
        !matches!(self.life, Life::Prospect | Life::Competitors)
    }

    fn expected_orders(&self) -> f64 {
        match self.life {
            Life::Prospect | Life::Competitors => 0.0,
            Life::Once => 1.0,
            Life::Twice => 2.0,
            _ => f64::from(self.last - self.first) / self.rhythm + 0.5,
        }
    }

    /// What it is expected to buy in the last `span` days, minor units.
    fn expected_volume(&self, days: i32, span: i32) -> f64 {
        let from = (days - span).max(self.first);
        match self.life {
            Life::Prospect | Life::Competitors => 0.0,
            Life::Once | Life::Twice => {
                if self.first >= days - span {
                    self.order_minor
                } else {
                    0.0
                }
            }
            Life::Growing | Life::Declining => {
                let trend = if self.life == Life::Growing {
                    0.85
                } else {
                    0.45
                };
                f64::from((self.last - from).max(0)) / self.rhythm * self.order_minor * trend
            }
            _ => f64::from((self.last - from).max(0)) / self.rhythm * self.order_minor,
        }
    }
}

fn keeper(chance: &mut Chance, life: Life) -> Option<usize> {
    let pool = |chance: &mut Chance, share: f64| chance.chance(share);
    match life {
        Life::Prospect | Life::Competitors => (!pool(chance, 0.2)).then(|| chance.pick(&CALLERS)),
        Life::Once | Life::Twice => (!pool(chance, 0.15)).then(|| {
            if chance.chance(0.12) {
                DEPENDENT
            } else {
                chance.pick(&SELLERS)
            }
        }),
        Life::Lost => (!pool(chance, 0.4)).then(|| chance.pick(&MANAGERS)),
        Life::Growing => Some(chance.pick(&SELLERS)),
        _ if chance.chance(0.05) => Some(HEAD),
        _ => Some(chance.pick(&MANAGERS)),
    }
}

impl Scale {
    /// Looks over all plans of the base once.
    pub(crate) fn new(seed: u64, size: &Size, days: i32) -> Self {
        let giant = mix(seed) % size.clients.max(1);
        let support = (giant + 1 + mix(seed ^ 1) % size.clients.max(2).saturating_sub(1))
            % size.clients.max(1);
        let (mut fixed, mut paced, mut volume, mut seller) = (0.0, 0.0, 0.0, 0.0);
        let year = days.min(365);
        for index in (0..size.clients).filter(|index| *index != giant && *index != support) {
            let plan = Plan::draft(seed, index, days, size);
            let orders = plan.expected_orders();
            if plan.is_paced() {
                paced += orders;
            } else {
                fixed += orders;
            }
            let bought = plan.expected_volume(days, year);
            volume += bought;
            if plan.keeper == Some(DEPENDENT) {
                seller += bought;
            }
        }
        // A small base may have given the seller nothing at all.
        let support_volume = (seller * SUPPORT_SHARE / (1.0 - SUPPORT_SHARE)).max(500_000.0);
        let giant_volume = (volume + support_volume) * GIANT_SHARE / (1.0 - GIANT_SHARE);
        let lines = size.lines as f64;
        let lines_per_order = (lines / (fixed + paced).max(1.0)).clamp(2.5, 8.0);
        let pace = ((lines / lines_per_order - fixed) / paced.max(1.0)).clamp(0.25, 6.0);
        Self {
            lines_per_order,
            pace,
            detail: (size.lines_per_client() / 40.0).clamp(0.2, 1.0),
            giant: (giant, giant_volume * 365.0 / f64::from(year)),
            support: (support, support_volume * 365.0 / f64::from(year)),
        }
    }
}
