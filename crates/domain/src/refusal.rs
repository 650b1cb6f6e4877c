//! Refusals of clients: every NO has a reason, a reason has a day on which one comes back (R163,
//! R164). What is put off with interest is no refusal (R289). Two reasons are traps: "we have a
//! supplier" hides the real one (R166), and "you do not have it" is often wrong (R167).

use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::code::code_enum;
use crate::id::{
    CompetitorId, DealId, InteractionId, ProductGroupId, ProductId, RefusalId, RefusalReasonId,
    UserId,
};
use crate::interaction::Outcome;
use crate::part::{Part, PartData};
use crate::search::fold;

/// The longest name of a reason, in characters.
pub const NAME_LIMIT: usize = 100;
/// The longest answer, note or text of what was asked for, in characters.
pub const TEXT_LIMIT: usize = 2_000;
/// The longest code of a step of a funnel.
pub const STEP_LIMIT: usize = 100;
/// How far ahead one may come back, in days.
pub const RETURN_LIMIT: i64 = 3_660;
/// How many reasons there may be.
pub const REASONS_LIMIT: usize = 50;

code_enum! {
    /// A reason that is not to be believed as it is told.
    pub enum Trap {
        /// "We have a supplier": the real reason is asked for (R166).
        Supplier = "supplier",
        /// "You do not have such a product": it is looked for in the catalogue at once (R167).
        Catalogue = "catalogue",
    }
}

code_enum! {
    /// A reason that every base has.
    pub enum Preset {
        /// No budget.
        NoBudget = "no_budget",
        /// There is a supplier.
        HasSupplier = "has_supplier",
        /// Too dear.
        TooExpensive = "too_expensive",
        /// Purchases are not planned.
        NotPlanned = "not_planned",
        /// The product does not fit what is required.
        DoesNotFit = "does_not_fit",
        /// Not interested in the product in principle.
        NotInterested = "not_interested",
        /// The terms of delivery, the time for example.
        DeliveryTerms = "delivery_terms",
        /// Purchases go through a head office elsewhere (R131).
        HeadOffice = "head_office",
        /// Nobody asked: refusals of before, and those that come in tables.
        NotTold = "not_told",
    }
}

impl Preset {
    /// Its identity, the same in every base.
    pub const fn id(self) -> RefusalReasonId {
        RefusalReasonId::from_uuid(Uuid::from_u128(
            0x0043_0000_0000_7000_8000_0000_0000_0000 + self as u128 + 1,
        ))
    }

    /// The reason as a new base has it.
    pub fn data(self) -> ReasonData {
        let (days, trap, competitor, product) = match self {
            // two to three months (R130)
            Self::NoBudget => (Some((60, 90)), None, false, false),
            Self::HasSupplier => (Some((90, 180)), Some(Trap::Supplier), true, false),
            Self::TooExpensive => (Some((90, 180)), None, true, true),
            Self::NotPlanned => (Some((60, 120)), None, false, false),
            Self::DoesNotFit => (Some((180, 365)), Some(Trap::Catalogue), false, true),
            Self::NotInterested => (Some((730, 730)), None, false, false),
            Self::DeliveryTerms => (Some((90, 180)), None, false, true),
            // a year (R131)
            Self::HeadOffice => (Some((365, 365)), None, false, false),
            Self::NotTold => (Some((90, 90)), None, false, false),
        };
        ReasonData {
            code: Some(self),
            name: None,
            from_days: days.map(|(from, _)| from),
            to_days: days.map(|(_, to)| to),
            trap,
            asks_competitor: competitor,
            asks_product: product,
            position: self as i64 + 1,
            archived: false,
        }
    }
}

/// What is written of a reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReasonData {
    /// One that every base has.
    pub code: Option<Preset>,
    /// What it is called; one that every base has is called in the reader's language without it.
    pub name: Option<String>,
    /// One comes back after so many days at the earliest; none: it is final.
    pub from_days: Option<i64>,
    /// And at the latest.
    pub to_days: Option<i64>,
    /// What is wrong about it.
    pub trap: Option<Trap>,
    /// Whether it is asked from whom the client buys.
    pub asks_competitor: bool,
    /// Whether it is asked which product it was about.
    pub asks_product: bool,
    /// Its place among the reasons.
    pub position: i64,
    /// No longer to be chosen.
    pub archived: bool,
}

impl ReasonData {
    /// After how many days one comes back when nobody says otherwise: in the middle of the range.
    pub fn return_days(&self) -> Option<i64> {
        let (from, to) = self.from_days.zip(self.to_days)?;
        Some(i64::midpoint(from, to))
    }

    /// On which day one comes back to a refusal of this day.
    pub fn return_day(&self, day: Date) -> Option<Date> {
        self.return_days()
            .map(|days| day.saturating_add(days.days()))
    }

    /// Whether people may choose it.
    pub fn is_open(&self) -> bool {
        !self.archived && self.code != Some(Preset::NotTold)
    }

    /// The field that is wrong, and why.
    pub fn fault(&self) -> Option<(&'static str, &'static str)> {
        if self.code.is_none() && self.name.is_none() {
            return Some(("name", "text.empty"));
        }
        match (self.from_days, self.to_days) {
            (None, None) => None,
            (Some(from), Some(to)) if from < 1 || from > to || to > RETURN_LIMIT => {
                Some(("to_days", "refusal.days"))
            }
            (Some(_), Some(_)) => None,
            _ => Some(("to_days", "refusal.days")),
        }
    }
}

/// A reason with its identity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// Identity.
    pub id: RefusalReasonId,
    /// What is written.
    pub data: ReasonData,
    /// Counts changes.
    pub version: i64,
}

/// What is written of a refusal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusalData {
    /// Why, as the client said it.
    pub reason_id: RefusalReasonId,
    /// Why indeed, when what was said was a trap (R166).
    pub real_reason_id: Option<RefusalReasonId>,
    /// When.
    pub day: Date,
    /// On which step of its funnel.
    pub step: Option<String>,
    /// Which deal ended with it.
    pub deal_id: Option<DealId>,
    /// In which contact it was said.
    pub interaction_id: Option<InteractionId>,
    /// Whose client it was.
    pub manager_id: Option<UserId>,
    /// From whom the client buys.
    pub competitor_id: Option<CompetitorId>,
    /// What it was about.
    pub product_id: Option<ProductId>,
    /// Or from which group.
    pub product_group_id: Option<ProductGroupId>,
    /// What was asked for and is said to be missing with us.
    pub asked_for: Option<String>,
    /// What we do have of it (R167).
    pub had_product_id: Option<ProductId>,
    /// When one comes back.
    pub return_day: Option<Date>,
    /// What did not suit in the product or service (R168).
    pub said_product: Option<String>,
    /// What was not liked in the work of the staff.
    pub said_staff: Option<String>,
    /// What was annoying during the sale.
    pub said_sale: Option<String>,
    /// What else was said.
    pub note: Option<String>,
}

impl PartData for RefusalData {
    type Id = RefusalId;
    const ENTITY: &'static str = "refusal";
}

/// A refusal of a client.
pub type Refusal = Part<RefusalData>;

/// Whether this outcome of a contact is a NO, which needs its reason (R164). What is put off is
/// none (R289).
pub fn is_no(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::Refused | Outcome::Stopped)
}

impl RefusalData {
    /// A refusal of which nothing but the reason is known.
    pub fn for_reason(reason_id: RefusalReasonId, day: Date) -> Self {
        Self {
            reason_id,
            real_reason_id: None,
            day,
            step: None,
            deal_id: None,
            interaction_id: None,
            manager_id: None,
            competitor_id: None,
            product_id: None,
            product_group_id: None,
            asked_for: None,
            had_product_id: None,
            return_day: None,
            said_product: None,
            said_staff: None,
            said_sale: None,
            note: None,
        }
    }

    /// Said is a trap, and nobody has asked what is behind it: it is counted apart (R166).
    pub fn is_untested(&self, reason: &ReasonData) -> bool {
        reason.trap == Some(Trap::Supplier) && self.real_reason_id.is_none()
    }

    /// What breaks a rule: the field and the code. `reason` is what was said, `real` what is behind
    /// it.
    pub fn faults(
        &self,
        reason: &ReasonData,
        real: Option<&ReasonData>,
    ) -> Vec<(&'static str, &'static str)> {
        let mut faults = Vec::new();
        if real.is_some_and(|real| !real.is_open() || real.trap == Some(Trap::Supplier)) {
            faults.push(("real_reason", "refusal.real_reason"));
        }
        let catalogue = |of: &ReasonData| of.trap == Some(Trap::Catalogue);
        if (catalogue(reason) || real.is_some_and(catalogue)) && self.asked_for.is_none() {
            faults.push(("asked_for", "text.empty"));
        }
        let latest = self.day.saturating_add(RETURN_LIMIT.days());
        if self
            .return_day
            .is_some_and(|day| day <= self.day || day > latest)
        {
            faults.push(("return_day", "refusal.return_day"));
        }
        faults
    }
}

/// The words by which something that was asked for is looked for in the catalogue: short ones say
/// little, and endings change with the case and the number.
pub fn sought(asked: &str) -> Vec<String> {
    let stem = |word: &str| {
        let letters = word.chars().count();
        let kept = if letters > 5 { letters - 2 } else { letters };
        word.chars().take(kept).collect::<String>()
    };
    fold(asked)
        .split(' ')
        .filter(|word| word.chars().count() > 2)
        .map(stem)
        .collect()
}

/// A line of a Pareto chart: how many, which part of all, and which part with those before it.
#[derive(Debug, Clone, PartialEq)]
pub struct Share<T> {
    /// Of what.
    pub of: T,
    /// How many.
    pub count: i64,
    /// Which part of all, 0 to 1.
    pub share: f64,
    /// Which part of all together with those before it.
    pub cumulative: f64,
}

/// The most frequent first, with what part of all each is and they are together (R170).
pub fn pareto<T>(counts: impl IntoIterator<Item = (T, i64)>) -> Vec<Share<T>> {
    let mut counts: Vec<(T, i64)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let all: i64 = counts.iter().map(|(_, count)| count).sum();
    let part = |of: i64| {
        if all == 0 {
            0.0
        } else {
            of as f64 / all as f64
        }
    };
    let mut so_far = 0;
    let share = |(of, count)| {
        so_far += count;
        Share {
            of,
            count,
            share: part(count),
            cumulative: part(so_far),
        }
    };
    counts.into_iter().map(share).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn said(reason: Preset) -> RefusalData {
        RefusalData::for_reason(reason.id(), date(2026, 3, 2))
    }

    #[test]
    fn r163_the_seven_reasons_of_the_source_come_first_in_its_order() {
        let seven: Vec<&str> = Preset::ALL.iter().take(7).map(|of| of.code()).collect();
        assert_eq!(
            seven,
            [
                "no_budget",
                "has_supplier",
                "too_expensive",
                "not_planned",
                "does_not_fit",
                "not_interested",
                "delivery_terms"
            ]
        );
        for preset in Preset::ALL {
            let data = preset.data();
            assert_eq!(data.fault(), None, "{preset}");
            assert_eq!(data.is_open(), *preset != Preset::NotTold, "{preset}");
        }
    }

    #[test]
    fn r130_no_budget_comes_back_in_two_to_three_months() {
        let reason = Preset::NoBudget.data();
        assert_eq!((reason.from_days, reason.to_days), (Some(60), Some(90)));
        assert_eq!(reason.return_days(), Some(75));
        assert_eq!(reason.return_day(date(2026, 3, 2)), Some(date(2026, 5, 16)));
    }

    #[test]
    fn r131_purchases_through_a_head_office_come_back_in_a_year() {
        let reason = Preset::HeadOffice.data();
        assert_eq!(reason.return_day(date(2026, 3, 2)), Some(date(2027, 3, 2)));
    }

    #[test]
    fn r166_a_supplier_is_no_final_reason() {
        let reason = Preset::HasSupplier.data();
        let mut refusal = said(Preset::HasSupplier);
        assert!(refusal.is_untested(&reason));
        refusal.real_reason_id = Some(Preset::HasSupplier.id());
        let faults = refusal.faults(&reason, Some(&reason));
        assert_eq!(faults, [("real_reason", "refusal.real_reason")]);
        refusal.real_reason_id = Some(Preset::TooExpensive.id());
        let real = Preset::TooExpensive.data();
        assert_eq!(refusal.faults(&reason, Some(&real)), []);
        assert!(!refusal.is_untested(&reason));
        assert!(!said(Preset::NoBudget).is_untested(&Preset::NoBudget.data()));
    }

    #[test]
    fn r167_what_does_not_fit_says_what_was_asked_for() {
        let reason = Preset::DoesNotFit.data();
        let mut refusal = said(Preset::DoesNotFit);
        assert_eq!(refusal.faults(&reason, None), [("asked_for", "text.empty")]);
        refusal.asked_for = Some("dispenser".to_owned());
        assert_eq!(refusal.faults(&reason, None), []);
        let behind = said(Preset::HasSupplier);
        let faults = behind.faults(&Preset::HasSupplier.data(), Some(&reason));
        assert_eq!(
            faults,
            [("asked_for", "text.empty")],
            "behind a supplier too"
        );
    }

    #[test]
    fn r167_what_was_asked_for_is_found_in_other_cases_and_numbers() {
        assert_eq!(
            sought("Dispensers, of the big kind"),
            ["dispense", "the", "big", "kind"]
        );
        assert_eq!(sought("диспенсеры"), ["диспенсе"]);
        assert_eq!(sought("ad"), Vec::<String>::new());
    }

    #[test]
    fn r164_r289_a_no_needs_its_reason_and_what_is_put_off_is_none() {
        let no: Vec<&str> = Outcome::ALL
            .iter()
            .filter(|outcome| is_no(**outcome))
            .map(|outcome| outcome.code())
            .collect();
        assert_eq!(no, ["refused", "stopped"]);
        assert!(!is_no(Outcome::Postponed));
    }

    #[test]
    fn the_day_of_return_lies_ahead() {
        let reason = Preset::NoBudget.data();
        for (day, fits) in [
            (date(2026, 3, 2), false),
            (date(2026, 3, 3), true),
            (date(2040, 1, 1), false),
        ] {
            let refusal = RefusalData {
                return_day: Some(day),
                ..said(Preset::NoBudget)
            };
            assert_eq!(refusal.faults(&reason, None).is_empty(), fits, "{day}");
        }
    }

    #[test]
    fn a_reason_has_a_name_and_a_sensible_range() {
        let own = |name: Option<&str>, days: (Option<i64>, Option<i64>)| ReasonData {
            code: None,
            name: name.map(str::to_owned),
            from_days: days.0,
            to_days: days.1,
            ..Preset::NoBudget.data()
        };
        assert_eq!(own(Some("x"), (None, None)).fault(), None);
        assert_eq!(own(Some("x"), (None, None)).return_days(), None, "final");
        assert_eq!(own(Some("x"), (Some(10), Some(20))).fault(), None);
        assert_eq!(
            own(None, (None, None)).fault(),
            Some(("name", "text.empty"))
        );
        for days in [
            (Some(0), Some(5)),
            (Some(9), Some(5)),
            (Some(1), None),
            (None, Some(1)),
            (Some(1), Some(99_999)),
        ] {
            assert_eq!(
                own(Some("x"), days).fault(),
                Some(("to_days", "refusal.days")),
                "{days:?}"
            );
        }
    }

    #[test]
    fn r170_the_most_frequent_reasons_come_first() {
        let told: Vec<(&str, i64, f64, f64)> = pareto([("a", 1), ("b", 6), ("c", 3)])
            .into_iter()
            .map(|of| (of.of, of.count, of.share, of.cumulative))
            .collect();
        assert_eq!(
            told,
            [("b", 6, 0.6, 0.6), ("c", 3, 0.3, 0.9), ("a", 1, 0.1, 1.0)]
        );
        assert_eq!(pareto([("a", 0)])[0].share, 0.0);
    }

    proptest! {
        #[test]
        fn r170_the_parts_of_a_pareto_chart_are_all(counts in proptest::collection::vec(1_i64..1000, 1..20)) {
            let all: i64 = counts.iter().sum();
            let lines = pareto(counts.into_iter().enumerate());
            prop_assert_eq!(lines.iter().map(|line| line.count).sum::<i64>(), all);
            prop_assert!((lines.last().unwrap().cumulative - 1.0).abs() < 1e-12);
            prop_assert!(lines.windows(2).all(|pair| pair[0].count >= pair[1].count));
        }
    }
}
