//! What can be asked of the analysis, and how it becomes parameters of the pure crate: rights and
//! filters become a mask before anything is counted.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use analysis::parameters::{AbcBorders, Filters, Ltv, Rhythm, XyzBorders};
use analysis::{Basis, Chosen, Day, Mask, NONE, Parameters, Period, View, Window};
use domain::id::{ProductGroupId, SegmentId, UserId};
use domain::policy::{Access, Entity, Field, Scope};
use domain::setting::{
    ABC_A, ABC_B, COMPANY_TIME_ZONE, CONCENTRATION_ALARM, LOST_DAYS, LOST_RHYTHM, RFM_SCORES,
    SLEEPING_DAYS, SLEEPING_RHYTHM, Settings, XYZ_X, XYZ_Y,
};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa::openapi::{Object, Type};
use uuid::Uuid;

use super::Error;
use super::held::Held;
use crate::App;
use crate::context::Context;

/// A code that no record has: a filter on something unknown lets nothing through.
const UNKNOWN: u32 = NONE - 1;

/// A question; what is absent has its default.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Question {
    /// Nothing after this day is seen. Default: today in the company's time zone.
    pub as_of: Option<Day>,
    /// Which days count. Default: 12 months up to the as-of day.
    pub window: Option<Window>,
    /// Revenue or margin.
    pub basis: Basis,
    /// Clients of this segment.
    pub segment_id: Option<SegmentId>,
    /// Clients of this region.
    pub region: Option<String>,
    /// Only what was sold of this product group and those under it.
    pub product_group_id: Option<ProductGroupId>,
    /// Clients of this employee; `Some(None)`: of nobody.
    pub manager_id: Option<Option<UserId>>,
    /// Month or quarter, for tables by period.
    pub period: Option<Period>,
    /// The earlier day movement is seen from.
    pub compare_to: Option<Day>,
}

impl Question {
    /// A question as a page writes it, to be asked again later: what is absent has its default
    /// of that later day. Parts that only a page's own table needs are not read. The error names
    /// the part at fault.
    pub fn read(parts: &BTreeMap<String, String>) -> Result<Self, &'static str> {
        fn part<T>(
            parts: &BTreeMap<String, String>,
            name: &'static str,
            read: impl FnOnce(&str) -> Option<T>,
        ) -> Result<Option<T>, &'static str> {
            let text = parts.get(name).filter(|text| !text.is_empty());
            text.map(|text| read(text).ok_or(name)).transpose()
        }
        fn parsed<T: std::str::FromStr>(text: &str) -> Option<T> {
            text.parse().ok()
        }
        let basis = part(parts, "basis", |text| match text {
            "revenue" => Some(Basis::Revenue),
            "margin" => Some(Basis::Margin),
            _ => None,
        })?;
        let period = part(parts, "period", |text| match text {
            "month" => Some(Period::Month),
            "quarter" => Some(Period::Quarter),
            "year" => Some(Period::Year),
            _ => None,
        })?;
        let manager_id = part(parts, "manager_id", |text| match text {
            "none" => Some(None),
            id => parsed(id).map(Some),
        })?;
        Ok(Self {
            as_of: part(parts, "as_of", parsed)?,
            window: part(parts, "window", window_of)?,
            basis: basis.unwrap_or_default(),
            segment_id: part(parts, "segment_id", parsed)?,
            region: part(parts, "region", |text| Some(text.to_owned()))?,
            product_group_id: part(parts, "product_group_id", parsed)?,
            manager_id,
            period,
            compare_to: part(parts, "compare_to", parsed)?,
        })
    }
}

/// The codes of [`Basis`], for the API's document.
pub fn basis_codes() -> Object {
    codes(["revenue", "margin"])
}

/// The codes of [`Period`], for the API's document.
pub fn period_codes() -> Object {
    codes(["month", "quarter", "year"])
}

fn codes<const N: usize>(codes: [&str; N]) -> Object {
    Object::builder()
        .schema_type(Type::String)
        .enum_values(Some(codes))
        .build()
}

/// What a question came to.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = AnalysisParameters)]
pub struct Resolved {
    /// Nothing after this day is seen.
    #[schema(value_type = String, format = Date)]
    pub as_of: Day,
    /// As asked: `12m`, `all` or a pair of days.
    pub window: String,
    /// First day of the window.
    #[schema(value_type = String, format = Date)]
    pub from: Day,
    /// Last day of the window.
    #[schema(value_type = String, format = Date)]
    pub to: Day,
    /// What is added up.
    #[schema(schema_with = basis_codes)]
    pub basis: Basis,
    /// The periods of tables.
    #[schema(schema_with = period_codes)]
    pub period: Period,
    /// Currency of all sums.
    pub currency: String,
    /// Segment asked for.
    pub segment_id: Option<Uuid>,
    /// Region asked for.
    pub region: Option<String>,
    /// Product group asked for.
    pub product_group_id: Option<Uuid>,
    /// Employee asked for, or `none`.
    pub manager_id: Option<String>,
    /// The earlier day of movement.
    #[schema(value_type = Option<String>, format = Date)]
    pub compare_to: Option<Day>,
    /// The numbers of the rules in force.
    pub thresholds: Thresholds,
}

/// The numbers of the rules.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Thresholds {
    /// Share of the value at which A ends.
    pub abc_a: f64,
    /// Share of the value at which B ends.
    pub abc_b: f64,
    /// Largest coefficient of variation of X.
    pub xyz_x: f64,
    /// Largest coefficient of variation of Y.
    pub xyz_y: f64,
    /// Scores of each letter of RFM.
    pub rfm_bins: u8,
    /// Sleeping after so many rhythms …
    pub sleeping_times: f64,
    /// … and so many days.
    pub sleeping_days: i32,
    /// Lost after so many rhythms …
    pub lost_times: f64,
    /// … and so many days.
    pub lost_days: i32,
}

/// A question with everything needed to answer it.
pub(super) struct Asked {
    pub(super) held: Arc<Held>,
    pub(super) question: Question,
    pub(super) parameters: Parameters,
    /// The clients the asker may see; `None`: all.
    pub(super) mask: Option<Mask>,
    /// Those the filters let through, once a view was made.
    chosen: OnceLock<Chosen>,
    /// The same as the scope of the asker.
    pub(super) scope: Scope,
    pub(super) settings: Settings,
    pub(super) period: Period,
    /// The day in the company's time zone.
    pub(super) today: Option<Day>,
    /// That zone.
    pub(super) zone: TimeZone,
    /// Whether the asker may see margins.
    pub(super) sees_margin: bool,
}

impl Asked {
    /// Checks the rights and prepares the image.
    pub(super) fn new(app: &App, ctx: &Context, question: &Question) -> Result<Self, Error> {
        let scope = ctx.scope(Entity::Analysis)?;
        let sees_margin = ctx.actor.field(Field::Margin) == Access::Shown;
        if question.basis == Basis::Margin && !sees_margin {
            return Err(Error::FieldForbidden(Field::Margin));
        }
        let settings = crate::setting::current(app)?;
        let held = app.analysis.held(app)?;
        let zone = TimeZone::get(settings.text(&COMPANY_TIME_ZONE)).unwrap_or(TimeZone::UTC);
        let today = day_of(crate::setting::today(&settings, ctx.now));
        let as_of = question.as_of.or(today);
        let parameters = Parameters {
            as_of,
            window: question.window.unwrap_or(Window::Rolling(12)),
            basis: question.basis,
            filters: filters(&held, question),
            ..rules(&settings)
        };
        Ok(Self {
            mask: held.mask(&scope),
            chosen: OnceLock::new(),
            scope,
            period: question.period.unwrap_or(Period::Month),
            today,
            zone,
            question: question.clone(),
            held,
            parameters,
            settings,
            sees_margin,
        })
    }

    /// The day of a moment in the company's time zone.
    pub(super) fn day_of(&self, at: Timestamp) -> Day {
        let date = at.to_zoned(self.zone.clone()).date();
        day_of(date).unwrap_or(Day::MAX)
    }

    pub(super) fn view(&self) -> View<'_> {
        self.view_through(&self.parameters)
    }

    /// The same clients through other parameters.
    pub(super) fn view_through<'a>(&'a self, parameters: &'a Parameters) -> View<'a> {
        let image = &self.held.image;
        if parameters.filters != self.parameters.filters {
            return View::new(image, parameters, self.mask.as_ref());
        }
        let chosen = || Chosen::new(image, &parameters.filters);
        let chosen = self.chosen.get_or_init(chosen).clone();
        View::among(image, parameters, self.mask.as_ref(), chosen)
    }

    /// The clients of the base that the asker may see and the filters let through, whether they
    /// ever bought or not.
    pub(super) fn everybody(&self) -> impl Iterator<Item = (u32, &super::held::Traits)> {
        let dimensions = &self.held.image.dimensions;
        let filters = &self.parameters.filters;
        let passes = |codes: &[u32], code: u32| codes.is_empty() || codes.contains(&code);
        self.held
            .everybody(self.mask.as_ref())
            .filter(move |(client, _)| {
                let client = *client as usize;
                passes(&filters.segments, dimensions.segment[client])
                    && passes(&filters.regions, dimensions.region[client])
                    && passes(&filters.managers, dimensions.manager[client])
            })
    }

    /// How the question is written back.
    pub(super) fn resolved(&self) -> Resolved {
        let view = self.view();
        let rules = &self.parameters;
        let (xyz_x, xyz_y) = match rules.xyz.borders {
            XyzBorders::Value(x, y) | XyzBorders::Share(x, y) => (x, y),
        };
        let question = &self.question;
        Resolved {
            as_of: view.as_of,
            window: window_code(rules.window),
            from: view.from,
            to: view.to,
            basis: rules.basis,
            period: self.period,
            currency: self.settings.currency().to_string(),
            segment_id: question.segment_id.map(|id| id.uuid()),
            region: question.region.clone(),
            product_group_id: question.product_group_id.map(|id| id.uuid()),
            manager_id: question
                .manager_id
                .map(|manager| manager.map_or("none".to_owned(), |id| id.to_string())),
            compare_to: question.compare_to,
            thresholds: Thresholds {
                abc_a: f64::from(rules.abc.a) / 10_000.0,
                abc_b: f64::from(rules.abc.b) / 10_000.0,
                xyz_x,
                xyz_y,
                rfm_bins: rules.rfm.bins,
                sleeping_times: rules.rhythm.sleeping_times,
                sleeping_days: rules.rhythm.sleeping_days,
                lost_times: rules.rhythm.lost_times,
                lost_days: rules.rhythm.lost_days,
            },
        }
    }
}

/// The day of a date.
pub(super) fn day_of(date: Date) -> Option<Day> {
    Day::from_civil(
        date.year().into(),
        date.month().unsigned_abs().into(),
        date.day().unsigned_abs().into(),
    )
}

/// The day of a moment, as the ladder counts them: in universal time.
pub(super) fn day_at(moment: Timestamp) -> Day {
    Day::clamped(moment.as_second().div_euclid(86_400))
}

/// A window as it is written: `12m`, `all`, `2026-01-01..2026-03-31`.
pub(super) fn window_code(window: Window) -> String {
    match window {
        Window::All => "all".to_owned(),
        Window::Rolling(months) | Window::FullMonths(months) => format!("{months}m"),
        Window::Days(from, to) => format!("{from}..{to}"),
    }
}

/// The window of a text; the other way round than [`Resolved::window`].
#[must_use]
pub fn window_of(code: &str) -> Option<Window> {
    const MOST_MONTHS: u32 = 1_200;
    if code == "all" {
        return Some(Window::All);
    }
    if let Some((from, to)) = code.split_once("..") {
        let (from, to) = (from.parse().ok()?, to.parse().ok()?);
        return (from <= to).then_some(Window::Days(from, to));
    }
    let digits = code.strip_suffix('m')?;
    let months: u32 = digits
        .bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| digits.parse().ok())??;
    (1..=MOST_MONTHS)
        .contains(&months)
        .then_some(Window::Rolling(months))
}

/// The rules of the settings as parameters.
pub(super) fn rules(settings: &Settings) -> Parameters {
    let percent = |setting| settings.whole(setting) as f64 / 100.0;
    let border = |setting| u32::try_from(settings.whole(setting) * 100).unwrap_or(0);
    let days = |setting| i32::try_from(settings.whole(setting)).unwrap_or(i32::MAX);
    let mut rules = Parameters {
        abc: AbcBorders {
            a: border(&ABC_A),
            b: border(&ABC_B),
        },
        ..Parameters::default()
    };
    rules.xyz.borders = XyzBorders::Value(percent(&XYZ_X), percent(&XYZ_Y));
    rules.rfm.bins = u8::try_from(settings.whole(&RFM_SCORES)).unwrap_or(5);
    rules.rhythm = Rhythm {
        sleeping_times: percent(&SLEEPING_RHYTHM),
        sleeping_days: days(&SLEEPING_DAYS),
        lost_times: percent(&LOST_RHYTHM),
        lost_days: days(&LOST_DAYS),
        ..Rhythm::default()
    };
    let first = u32::try_from(settings.whole(&CONCENTRATION_ALARM)).unwrap_or(10);
    rules.concentration.alarms.retain(|&level| level > first);
    rules.concentration.alarms.insert(0, first);
    rules.ltv = Ltv::default();
    rules
}

fn filters(held: &Held, question: &Question) -> Filters {
    let one = |code: Option<u32>| vec![code.unwrap_or(UNKNOWN)];
    Filters {
        segments: question
            .segment_id
            .map_or(Vec::new(), |id| one(held.segments.find(&id))),
        regions: question
            .region
            .as_ref()
            .map_or(Vec::new(), |region| one(held.regions.find(region))),
        managers: match &question.manager_id {
            None => Vec::new(),
            Some(None) => vec![NONE],
            Some(Some(id)) => one(held.managers.find(id)),
        },
        product_groups: question
            .product_group_id
            .map_or(Vec::new(), |id| with_branches(held, id)),
    }
}

/// A product group and all under it.
fn with_branches(held: &Held, root: ProductGroupId) -> Vec<u32> {
    let code = held.groups.find(&root);
    code.map_or_else(|| vec![UNKNOWN], |code| with_branches_of(held, code))
}

/// The same, by the group's number.
pub(super) fn with_branches_of(held: &Held, code: u32) -> Vec<u32> {
    let mut found = vec![code];
    let mut place = 0;
    while let Some(&code) = found.get(place) {
        let parent = held.groups.value(code).copied();
        let under = (0_u32..).zip(&held.group_tree);
        let children: Vec<u32> = under
            .filter(|(child, (of, _))| *of == parent && !found.contains(child))
            .map(|(child, _)| child)
            .collect();
        found.extend(children);
        place += 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_are_read_and_written() {
        for code in ["12m", "36m", "60m", "1m", "all", "2025-01-01..2025-12-31"] {
            assert_eq!(window_code(window_of(code).unwrap()), code);
        }
        for code in [
            "",
            "0m",
            "m",
            "12",
            "-1m",
            "+3m",
            "99999m",
            "2025-02-01..2025-01-01",
            "2025-01-01..",
        ] {
            assert_eq!(window_of(code), None, "{code}");
        }
    }
}
