use super::*;
use jiff::civil::date;
use proptest::prelude::*;
use uuid::Uuid;

fn order(n: u128) -> OrderId {
    OrderId::from_uuid(Uuid::from_u128(n))
}

fn bill(n: u128, day: i8, total_minor: i64) -> Bill {
    Bill {
        order_id: order(n),
        day: date(2026, 3, day),
        currency: Currency::EUR,
        total_minor,
        base_total_minor: total_minor * 2,
    }
}

fn paid(for_order: Option<u128>, amount_minor: i64) -> Paid {
    Paid {
        order_id: for_order.map(order),
        currency: Currency::EUR,
        amount_minor,
    }
}

fn sums(bills: &[Bill], payments: &[Paid]) -> Vec<i64> {
    let mut found = vec![0; bills.len()];
    for open in open(bills, payments, 14) {
        let at = bills
            .iter()
            .position(|bill| bill.order_id == open.order_id)
            .unwrap();
        found[at] = open.open_minor;
    }
    found
}

#[test]
fn r37_a_payment_pays_its_order_and_the_rest_the_oldest() {
    let bills = [bill(1, 1, 100), bill(2, 2, 100), bill(3, 3, 100)];
    for (payments, expected) in [
        (vec![], [100, 100, 100]),
        (vec![paid(Some(2), 60)], [100, 40, 100]),
        (vec![paid(None, 150)], [0, 50, 100]),
        (vec![paid(Some(3), 130)], [70, 100, 0]),
        (vec![paid(Some(9), 130)], [0, 70, 100]),
        (vec![paid(None, 300), paid(None, -120)], [0, 20, 100]),
        (vec![paid(Some(1), 100), paid(None, -30)], [30, 100, 100]),
        (vec![paid(None, 900)], [0, 0, 0]),
    ] {
        assert_eq!(sums(&bills, &payments), expected, "{payments:?}");
    }
}

#[test]
fn goods_that_came_back_pay_the_oldest_and_currencies_stay_apart() {
    let bills = [bill(1, 1, 100), bill(2, 2, 100), bill(3, 3, -130)];
    assert_eq!(sums(&bills, &[]), [0, 70, 0]);
    let other = Paid {
        currency: Currency::RUB,
        ..paid(None, 500)
    };
    assert_eq!(sums(&bills[..2], &[other]), [100, 100]);
}

#[test]
fn what_is_open_is_due_after_the_term_and_valued_as_its_order() {
    let open = open(&[bill(1, 1, 90)], &[paid(Some(1), 60)], 14);
    assert_eq!(open[0].due_day, date(2026, 3, 15));
    assert_eq!(open[0].base_open_minor, 60);
}

#[test]
fn a_debt_ages_by_the_days_since_it_was_due() {
    let settings = Settings::default();
    let ages = Ages::of(&settings);
    let due = date(2026, 1, 1);
    for (today, age) in [
        (date(2026, 1, 1), Age::NotDue),
        (date(2026, 1, 2), Age::First),
        (date(2026, 1, 31), Age::First),
        (date(2026, 2, 1), Age::Second),
        (date(2026, 3, 2), Age::Second),
        (date(2026, 3, 3), Age::Third),
        (date(2026, 4, 1), Age::Third),
        (date(2026, 4, 2), Age::Older),
    ] {
        assert_eq!(ages.age(due, today), age, "{today}");
        let (first, last) = ages.due_days(age, today);
        assert!(first.is_none_or(|first| first <= due) && last.is_none_or(|last| due <= last));
    }
}

#[test]
fn r175_debts_fall_into_three_by_their_age() {
    let settings = Settings::default();
    let thirds: Vec<&str> = Third::ALL.iter().map(|third| third.code()).collect();
    assert_eq!(thirds, ["write_off", "collect", "work"]);
    for (late, third) in [
        (0, Third::Work),
        (90, Third::Work),
        (91, Third::Collect),
        (365, Third::Collect),
        (366, Third::WriteOff),
    ] {
        assert_eq!(Third::proposed(&settings, late), third, "{late}");
    }
}

#[test]
fn r174_each_regime_asks_for_its_own() {
    let today = date(2026, 3, 1);
    let asked = Asked {
        leaves: true,
        total_minor: 1_000,
        base_total_minor: 1_000,
        paid_minor: 299,
        base_owed_minor: 500,
    };
    let usual = ClientTerms::usual(ClientId::from_uuid(Uuid::from_u128(1)));
    let with = |regime| ClientTerms {
        regime,
        ..usual.clone()
    };
    assert_eq!(usual.check(asked, today), Ok(()));
    let reduced = ClientTerms {
        limit_minor: Some(1_499),
        ..with(Regime::Reduced)
    };
    let over = TermsRefusal::Limit {
        limit_minor: 1_499,
        owed_minor: 1_500,
    };
    assert_eq!(reduced.check(asked, today), Err(over));
    // goods that come back lessen what is owed
    let back = Asked {
        total_minor: -10,
        base_total_minor: -10,
        base_owed_minor: 9_000,
        ..asked
    };
    assert_eq!(reduced.check(back, today), Ok(()));
    let staged = ClientTerms {
        prepaid_percent: Some(30),
        ..with(Regime::Staged)
    };
    let short = TermsRefusal::Prepaid {
        percent: 30,
        missing_minor: 1,
    };
    assert_eq!(staged.check(asked, today), Err(short));
    let agreed = Asked {
        leaves: false,
        ..asked
    };
    assert_eq!(staged.check(agreed, today), Ok(()));
    for regime in [Regime::Pledge, Regime::LetterOfCredit] {
        let mut terms = with(regime);
        assert_eq!(terms.check(asked, today), Err(TermsRefusal::Document));
        terms.document = Some("№ 1".into());
        assert_eq!(terms.check(asked, today), Ok(()));
        terms.document_until = Some(date(2026, 2, 28));
        assert_eq!(terms.check(asked, today), Err(TermsRefusal::Document));
    }
}

proptest! {
    #[test]
    fn r37_what_is_open_is_billed_less_paid(
        totals in prop::collection::vec(-500_i64..1_000, 1..8),
        payments in prop::collection::vec((0_usize..10, -300_i64..800), 0..8),
    ) {
        let bills: Vec<Bill> = (1..)
            .zip(&totals)
            .map(|(n, total)| bill(n, (1 + n % 28) as i8, *total))
            .collect();
        let payments: Vec<Paid> = payments
            .iter()
            .map(|(of, amount)| paid((*of > 0).then_some(*of as u128), *amount))
            .collect();
        let billed: i64 = totals.iter().filter(|total| **total > 0).sum();
        let credit: i64 = totals.iter().filter(|total| **total < 0).sum();
        let paid: i64 = payments.iter().map(|paid| paid.amount_minor).sum();
        let open = open(&bills, &payments, 0);
        let sum: i64 = open.iter().map(|open| open.open_minor).sum();
        prop_assert_eq!(sum, (billed + credit - paid).clamp(0, billed));
        for open in open {
            prop_assert!(open.open_minor > 0);
        }
    }
}
