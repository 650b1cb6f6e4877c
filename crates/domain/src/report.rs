//! The main report (R268–R270): what was planned of an employee's day and what was done; and which
//! functions of the product each employee uses (R271).

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, Weekday};
use uuid::Uuid;

use crate::code::code_enum;
use crate::id::FunnelId;
use crate::journal::JournalAction;
use crate::policy::{Action, Role};
use crate::setting::{
    PLAN_ACTIVE_SELLER, PLAN_CLIENT_MANAGER, PLAN_COUNTS, PLAN_TELEMARKETER, Settings,
};

/// The most days one report covers.
pub const MOST_DAYS: i32 = 366;
/// The most stretches one report is cut into.
pub const MOST_PERIODS: usize = 62;
/// The most contacts that can be planned for a day, or clients for a step.
pub const MOST_PLANNED: i64 = 100_000;

code_enum! {
    /// What is planned for an employee.
    pub enum Measure {
        /// Contacts of a day (R127): `at` is a weekday, 1 Monday to 7 Sunday, or a date.
        Contacts = "contacts",
        /// Clients on a step of the funnel (R127): `at` is a marker.
        Clients = "clients",
        /// Open deals on a step of a funnel (R127): `at` is the funnel and the key of the step,
        /// see [`deals_place`].
        Deals = "deals",
    }
}

/// What is planned for one employee: numbers by what they are for, see [`Measure`].
pub type Planned = BTreeMap<(Measure, String), i64>;

/// Whether `at` is something that a measure can be planned for.
pub fn is_place(measure: Measure, at: &str) -> bool {
    match measure {
        Measure::Contacts => {
            matches!(at, "1" | "2" | "3" | "4" | "5" | "6" | "7")
                || at.parse::<Date>().is_ok_and(|day| day.to_string() == at)
        }
        Measure::Clients => at.parse::<crate::marker::Marker>().is_ok(),
        Measure::Deals => at.split_once(':').is_some_and(|(funnel, step)| {
            let funnel = Uuid::parse_str(funnel).map(FunnelId::from_uuid);
            !step.is_empty() && funnel.is_ok_and(|funnel| deals_place(funnel, step) == at)
        }),
    }
}

/// Where deals on a step of a funnel are planned.
pub fn deals_place(funnel: FunnelId, step: &str) -> String {
    format!("{funnel}:{step}")
}

/// The contacts planned for a day: of that date, else of its weekday, else what the settings say of
/// the role on the days from Monday to Friday.
pub fn contacts_planned(settings: &Settings, role: Role, planned: &Planned, day: Date) -> i64 {
    let of = |at: String| planned.get(&(Measure::Contacts, at)).copied();
    of(day.to_string())
        .or_else(|| of(day.weekday().to_monday_one_offset().to_string()))
        .unwrap_or_else(|| match day.weekday() {
            Weekday::Saturday | Weekday::Sunday => 0,
            _ => usual(settings, role),
        })
}

/// The contacts of a working day that the settings plan for a role.
pub fn usual(settings: &Settings, role: Role) -> i64 {
    match role {
        Role::Telemarketer => settings.whole(&PLAN_TELEMARKETER),
        Role::ActiveSeller => settings.whole(&PLAN_ACTIVE_SELLER),
        Role::ClientManager => settings.whole(&PLAN_CLIENT_MANAGER),
        _ => 0,
    }
}

/// Contacts made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Contacts {
    /// Those that took place and solved their task.
    pub effective: i64,
    /// Those only tried.
    pub attempts: i64,
}

impl Contacts {
    /// How many of them the plan asks for: the effective ones (R129), or all, by the setting.
    pub fn counted(self, settings: &Settings) -> i64 {
        match settings.choice(&PLAN_COUNTS) {
            "all" => self.effective + self.attempts,
            _ => self.effective,
        }
    }

    /// Adds others.
    pub fn add(&mut self, other: Self) {
        self.effective += other.effective;
        self.attempts += other.attempts;
    }
}

/// The days or weeks from a day to another; a week ends on Sunday, the first and last may be short.
pub fn periods(from: Date, to: Date, weekly: bool) -> Vec<(Date, Date)> {
    let mut found = Vec::new();
    let mut first = from;
    while first <= to && found.len() <= MOST_PERIODS {
        let days = if weekly {
            i64::from(7 - first.weekday().to_monday_one_offset())
        } else {
            0
        };
        let last = first.saturating_add(jiff::Span::new().days(days)).min(to);
        found.push((first, last));
        let Ok(next) = last.tomorrow() else { break };
        first = next;
    }
    found
}

/// One function of the product: its code, what of the journal tells that it was used, and the right
/// without which nobody can.
struct Function(
    &'static str,
    &'static [&'static str],
    &'static [JournalAction],
    Option<Action>,
);

/// Any change of the thing.
const CHANGED: &[JournalAction] = &[
    JournalAction::Create,
    JournalAction::Update,
    JournalAction::Delete,
    JournalAction::Bulk,
];
/// Of whatever thing.
const ANY: &[&str] = &[];

/// The functions that leave a line in the journal. What only reads leaves none and is not counted,
/// for nobody.
#[rustfmt::skip]
const FUNCTIONS: [Function; 30] = [
    Function("client", &["client"], CHANGED, Some(Action::ClientUpdate)),
    Function("person", &["person"], CHANGED, Some(Action::ClientUpdate)),
    Function("contact", &["channel", "address"], CHANGED, Some(Action::ClientUpdate)),
    Function("fact", &["fact"], CHANGED, Some(Action::ClientUpdate)),
    Function("interaction", &["interaction"], CHANGED, Some(Action::InteractionWrite)),
    Function("satisfaction", &["satisfaction"], CHANGED, Some(Action::InteractionWrite)),
    Function("order", &["order"], CHANGED, Some(Action::OrderWrite)),
    Function("payment", &["payment"], CHANGED, Some(Action::PaymentWrite)),
    Function("product", &["product", "product_group"], CHANGED, Some(Action::ProductWrite)),
    Function("rate", &["rate"], CHANGED, Some(Action::RateWrite)),
    Function("task", &["task"], CHANGED, Some(Action::TaskWrite)),
    Function("calendar_feed", &["calendar_feed"], &[JournalAction::TokenCreate], Some(Action::TaskWrite)),
    Function("lead", &["lead"], CHANGED, Some(Action::LeadWrite)),
    Function("lead_form", &["lead_form"], CHANGED, Some(Action::LeadForm)),
    Function("signal", &["signal"], CHANGED, Some(Action::ClientUpdate)),
    Function("coverage", &["territory", "place"], CHANGED, Some(Action::ClientUpdate)),
    Function("referral", &["referral"], CHANGED, Some(Action::ClientUpdate)),
    Function("winback", &["winback"], CHANGED, Some(Action::ClientUpdate)),
    Function("key_mark", &["key_mark"], CHANGED, Some(Action::ClientUpdate)),
    Function("potential", &["potential"], CHANGED, Some(Action::ClientUpdate)),
    Function("verification", &["verification"], CHANGED, Some(Action::ClientUpdate)),
    Function("quarantine", &["quarantine"], CHANGED, Some(Action::ClientUpdate)),
    Function("selection", &["selection", "view"], CHANGED, Some(Action::SelectionWrite)),
    Function("clean_list", &["clean_list"], CHANGED, Some(Action::CleanListRelease)),
    Function("source", &["source", "source_cost"], CHANGED, Some(Action::DictionaryWrite)),
    Function("import", &["job", "import", "import_feed"], CHANGED, Some(Action::ImportRun)),
    Function("merge", ANY, &[JournalAction::Merge, JournalAction::Decide], Some(Action::ClientMerge)),
    Function("reveal", ANY, &[JournalAction::Reveal], Some(Action::ContactReveal)),
    Function("export", ANY, &[JournalAction::Export], Some(Action::ClientExport)),
    Function("undo", ANY, &[JournalAction::Undo], Some(Action::JournalUndo)),
];

/// The code of every function, in their order.
pub fn functions() -> impl Iterator<Item = &'static str> {
    FUNCTIONS.iter().map(|function| function.0)
}

/// The functions that these lines of the journal tell of: the thing and what was done.
pub fn used<'a>(
    lines: impl IntoIterator<Item = (&'a str, JournalAction)>,
) -> BTreeSet<&'static str> {
    let mut found = BTreeSet::new();
    for (entity, action) in lines {
        let of = FUNCTIONS.iter().find(|Function(_, entities, actions, _)| {
            actions.contains(&action) && (entities.is_empty() || entities.contains(&entity))
        });
        found.extend(of.map(|function| function.0));
    }
    found
}

/// The functions that somebody may use who may do what `may` says.
pub fn open_to(may: impl Fn(Action) -> bool) -> BTreeSet<&'static str> {
    FUNCTIONS
        .iter()
        .filter(|Function(_, _, _, right)| right.is_none_or(&may))
        .map(|function| function.0)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::setting::Value;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn r127_a_date_stands_above_its_weekday_and_that_above_the_role() {
        let mut settings = Settings::default();
        settings
            .set(PLAN_TELEMARKETER.name, Value::Whole(30))
            .unwrap();
        let mut planned = Planned::new();
        let monday = date(2026, 3, 2);
        let of =
            |planned: &Planned, day| contacts_planned(&settings, Role::Telemarketer, planned, day);
        assert_eq!(of(&planned, monday), 30);
        assert_eq!(of(&planned, date(2026, 3, 7)), 0, "a Saturday");
        planned.insert((Measure::Contacts, "1".to_owned()), 12);
        planned.insert((Measure::Contacts, "6".to_owned()), 3);
        assert_eq!(of(&planned, monday), 12);
        assert_eq!(of(&planned, date(2026, 3, 7)), 3);
        planned.insert((Measure::Contacts, monday.to_string()), 0);
        assert_eq!(of(&planned, monday), 0, "a day off");
        assert_eq!(of(&planned, date(2026, 3, 9)), 12);
        let of_owner = contacts_planned(&settings, Role::Owner, &Planned::new(), monday);
        assert_eq!(of_owner, 0, "nothing is planned for who does not call");
        for (measure, at, right) in [
            (Measure::Contacts, "7", true),
            (Measure::Contacts, "8", false),
            (Measure::Contacts, "2026-03-02", true),
            (Measure::Contacts, "2026-3-2", false),
            (Measure::Clients, "gold", true),
            (Measure::Clients, "1", false),
            (
                Measure::Deals,
                "018f3c00-0000-7000-8000-000000000001:supply",
                true,
            ),
            (
                Measure::Deals,
                "018F3C00-0000-7000-8000-000000000001:supply",
                false,
            ),
            (
                Measure::Deals,
                "018f3c00-0000-7000-8000-000000000001:",
                false,
            ),
            (Measure::Deals, "supply", false),
        ] {
            assert_eq!(is_place(measure, at), right, "{at}");
        }
    }

    #[test]
    fn r129_the_plan_counts_the_effective_contacts_unless_told_otherwise() {
        let contacts = Contacts {
            effective: 3,
            attempts: 4,
        };
        let mut settings = Settings::default();
        assert_eq!(contacts.counted(&settings), 3);
        let all = Value::Text("all".to_owned());
        settings.set(PLAN_COUNTS.name, all).unwrap();
        assert_eq!(contacts.counted(&settings), 7);
    }

    #[test]
    fn r271_the_functions_used_are_those_the_journal_tells_of() {
        let lines = [
            ("task", JournalAction::Update),
            ("task", JournalAction::Create),
            ("channel", JournalAction::Reveal),
            ("client", JournalAction::Merge),
            ("session", JournalAction::Login),
            ("setting", JournalAction::Setting),
        ];
        let used: Vec<&str> = used(lines).into_iter().collect();
        assert_eq!(used, ["merge", "reveal", "task"]);
        let all: BTreeSet<&str> = functions().collect();
        assert_eq!(all.len(), FUNCTIONS.len(), "no code twice");
        assert_eq!(open_to(|_| true), all);
        assert!(open_to(|_| false).is_empty());
    }

    proptest! {
        #[test]
        fn r268_days_and_weeks_cover_the_time_once(start in 0_i64..4_000, length in 0_i64..60, weekly: bool) {
            let from = date(2020, 1, 1).saturating_add(jiff::Span::new().days(start));
            let to = from.saturating_add(jiff::Span::new().days(length));
            let found = periods(from, to, weekly);
            prop_assert_eq!(found[0].0, from);
            prop_assert_eq!(found[found.len() - 1].1, to);
            for pair in found.windows(2) {
                prop_assert_eq!(pair[0].1.tomorrow().unwrap(), pair[1].0);
                prop_assert!(!weekly || pair[0].1.weekday() == Weekday::Sunday);
            }
            prop_assert!(weekly || found.len() as i64 == length + 1);
        }
    }
}
