//! Every client ends on the list or with one reason; of sure twins one stays.

use super::*;
use crate::setting::Value;
use proptest::prelude::*;
use uuid::Uuid;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn way(kind: ChannelKind, value: &str) -> Way {
    let parsed = ChannelValue::parse(kind, Country::RU, value).unwrap();
    Way {
        kind,
        value: parsed.value,
        key: parsed.key,
        dial_result: None,
        dialled_day: None,
        aside: false,
    }
}

/// A client with a name and a phone that was checked.
fn good(number: u128) -> Candidate {
    Candidate {
        id: Uuid::from_u128(number).into(),
        kind: ClientKind::Company,
        country: Country::RU,
        known: Known::from_iter([Need::Name]),
        name_key: format!("client {number}"),
        tax_number: None,
        branch: None,
        registration_number: None,
        source_id: None,
        marker: Marker::White,
        aside: false,
        ways: vec![way(
            ChannelKind::Phone,
            &format!("+7 495 {:07}", number % 10_000_000),
        )],
        phone_day: Some(day("2026-06-01")),
        email_day: None,
    }
}

fn rules() -> Rules {
    Rules::of(&Settings::default(), day("2026-01-01"))
}

fn reason(rules: &Rules, candidate: Candidate) -> Option<LeftOut> {
    judge(rules, &[candidate], &[])[0].reason
}

#[test]
fn r111_what_keeps_a_client_from_the_list() {
    let with = |change: fn(&mut Candidate)| {
        let mut candidate = good(1);
        change(&mut candidate);
        candidate
    };
    let dialled = |result, on: &str| {
        let mut candidate = good(1);
        candidate.phone_day = None;
        candidate.ways[0].dial_result = Some(result);
        candidate.ways[0].dialled_day = Some(day(on));
        candidate
    };
    for (candidate, wanted) in [
        (good(1), None),
        (with(|c| c.aside = true), Some(LeftOut::SetAside)),
        (with(|c| c.marker = Marker::GreenRed), Some(LeftOut::Lost)),
        (with(|c| c.known = Known::default()), Some(LeftOut::NoName)),
        (with(|c| c.ways.clear()), Some(LeftOut::NoPhone)),
        (with(|c| c.ways[0].aside = true), Some(LeftOut::BadPhone)),
        (
            with(|c| c.ways[0].value = "+7 495".into()),
            Some(LeftOut::BadPhone),
        ),
        (with(|c| c.phone_day = None), Some(LeftOut::UncheckedPhone)),
        (
            with(|c| c.phone_day = Some(day("2025-12-31"))),
            Some(LeftOut::UncheckedPhone),
        ),
        (dialled(DialResult::Answered, "2026-02-01"), None),
        (
            dialled(DialResult::Answered, "2025-02-01"),
            Some(LeftOut::UncheckedPhone),
        ),
        (
            dialled(DialResult::NoAnswer, "2026-02-01"),
            Some(LeftOut::UncheckedPhone),
        ),
        (
            dialled(DialResult::WrongOwner, "2026-02-01"),
            Some(LeftOut::BadPhone),
        ),
        // several faults: the first in the order of the codes
        (
            with(|c| {
                c.aside = true;
                c.marker = Marker::GreenRed;
                c.ways.clear();
            }),
            Some(LeftOut::SetAside),
        ),
    ] {
        assert_eq!(reason(&rules(), candidate.clone()), wanted, "{candidate:?}");
    }
}

#[test]
fn r111_the_rules_are_settings() {
    let mut settings = Settings::default();
    let mut candidate = good(1);
    candidate.phone_day = None;
    candidate.marker = Marker::GoldenRed;
    for (name, value) in [
        ("clean_list.checked", "off"),
        ("clean_list.lost", "keep"),
        ("clean_list.company", "email, MK:tax_number"),
    ] {
        settings.set(name, Value::Text(value.into())).unwrap();
    }
    let rules = Rules::of(&settings, day("2026-01-01"));
    assert_eq!(rules.checked_since, None);
    assert_eq!(reason(&rules, candidate.clone()), Some(LeftOut::NoEmail));
    candidate
        .ways
        .push(way(ChannelKind::Email, "a@example.com"));
    assert_eq!(reason(&rules, candidate.clone()), None);
    candidate.country = Country::MK;
    assert_eq!(reason(&rules, candidate), Some(LeftOut::NoTaxNumber));
}

#[test]
fn of_sure_twins_the_first_that_passes_stays() {
    let (mut broken, mut first, mut second, mut branch) = (good(1), good(2), good(3), good(4));
    for one in [&mut broken, &mut first, &mut second, &mut branch] {
        one.tax_number = Some("7707083893".into());
    }
    broken.aside = true;
    first.branch = Some("770701001".into());
    branch.branch = Some("540602001".into());
    // the same phone under another name is a doubt, not a twin
    let mut shares_phone = good(5);
    shares_phone.ways = first.ways.clone();
    let mut same_name = shares_phone.clone();
    same_name.id = Uuid::from_u128(6).into();
    let verdicts = judge(
        &rules(),
        &[broken, first, second, branch, shares_phone, same_name],
        &[],
    );
    let got: Vec<_> = verdicts.iter().map(|v| (v.reason, v.twin_id)).collect();
    let id = |number: u128| Some(ClientId::from_uuid(Uuid::from_u128(number)));
    assert_eq!(
        got,
        [
            (Some(LeftOut::SetAside), None),
            (None, None),
            (Some(LeftOut::Twin), id(2)),
            (None, None),
            (None, None),
            (Some(LeftOut::Twin), id(5)),
        ]
    );
}

#[test]
fn r111_who_is_the_same_as_a_client_outside_the_set_stays_and_it_is_told() {
    let (mut on_list, mut twin, mut branch) = (good(1), good(7), good(8));
    for one in [&mut on_list, &mut twin, &mut branch] {
        one.tax_number = Some("7707083893".into());
    }
    on_list.branch = Some("770701001".into());
    branch.branch = Some("540602001".into());
    let told = |others: &[Candidate]| {
        let verdict = judge(&rules(), std::slice::from_ref(&on_list), others)[0];
        (verdict.reason, verdict.twin_id)
    };
    assert_eq!(told(&[]), (None, None));
    assert_eq!(told(std::slice::from_ref(&branch)), (None, None));
    // whatever else is wrong with it, it is in the base
    twin.aside = true;
    assert_eq!(told(&[branch, twin.clone()]), (None, Some(twin.id)));
    let mut left_out = on_list.clone();
    left_out.aside = true;
    let verdicts = judge(&rules(), &[left_out], &[twin]);
    assert_eq!(
        verdicts[0].twin_id, None,
        "who is not on the list has a reason"
    );
}

proptest! {
    #[test]
    fn every_client_has_one_verdict_and_no_two_on_the_list_are_twins(
        parts in prop::collection::vec((0_u8..4, 0_u8..3, any::<bool>(), any::<bool>()), 0..40)
    ) {
        let candidates: Vec<Candidate> = parts
            .iter()
            .enumerate()
            .map(|(at, (tax, branch, aside, checked))| {
                let mut one = good(at as u128);
                one.tax_number = (*tax > 0).then(|| tax.to_string());
                one.branch = (*branch > 0).then(|| branch.to_string());
                one.aside = *aside;
                one.phone_day = checked.then(|| day("2026-05-05"));
                one
            })
            .collect();
        let verdicts = judge(&rules(), &candidates, &[]);
        let ids: Vec<_> = verdicts.iter().map(|v| v.client_id).collect();
        prop_assert_eq!(ids, candidates.iter().map(|c| c.id).collect::<Vec<_>>());
        let kept: Vec<&Candidate> = candidates
            .iter()
            .zip(&verdicts)
            .filter(|(_, verdict)| verdict.reason.is_none())
            .map(|(candidate, _)| candidate)
            .collect();
        for (at, one) in kept.iter().enumerate() {
            prop_assert!(!one.aside && one.phone_day.is_some());
            for other in &kept[..at] {
                let same = one.tax_number.is_some() && one.tax_number == other.tax_number;
                prop_assert!(!same || one.is_other_branch_of(other));
            }
        }
        for verdict in &verdicts {
            prop_assert_eq!(verdict.reason == Some(LeftOut::Twin), verdict.twin_id.is_some());
            if let Some(twin) = verdict.twin_id {
                prop_assert!(kept.iter().any(|one| one.id == twin));
            }
        }
    }
}
