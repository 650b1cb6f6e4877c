//! Rest between contacts: one gate for everybody, lifted by right and with a reason, kept on the
//! row of the client by the rules in force.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

use std::collections::BTreeMap;

use app::client;
use app::dictionary;
use app::interaction::{self, Input};
use app::part::{self, Error};
use app::testing::{TestApp, apps};
use app::{Context, rest, setting};
use domain::dictionary::Dictionary;
use domain::id::{ClientId, SegmentId};
use domain::interaction::Interaction;
use domain::policy::Role;
use domain::rest::RestLiftData;
use domain::setting::Value;
use jiff::{SignedDuration, Timestamp};

const SELLER: Role = Role::ActiveSeller;

fn seeded(app: &TestApp, role: Role, day: i64) -> Context {
    // Identifiers come from the seed: another for each contact.
    app.ctx(role)
        .seeded(5_000 + day.unsigned_abs() * 10 + role as u64)
}

fn at(app: &TestApp, day: i64) -> Timestamp {
    app.now + SignedDuration::from_hours(24 * day)
}

fn client_of_seller(app: &TestApp) -> ClientId {
    let input = client::Input {
        name: Some("Ветер".to_owned()),
        manager_id: Some(Some(app.user(SELLER))),
        ..Default::default()
    };
    let ctx = app.ctx(Role::Owner).seeded(7);
    client::create(app, &ctx, &input).unwrap().id
}

/// A contact made `day` days from now, from the clock's view of that day.
fn touch(
    app: &TestApp,
    role: Role,
    client: ClientId,
    day: i64,
    change: impl FnOnce(&mut Input),
) -> Result<Interaction, Error> {
    let mut ctx = seeded(app, role, day);
    ctx.now = at(app, day);
    let mut input = Input {
        kind: Some("call".to_owned()),
        happened_at: Some(at(app, day)),
        ..Input::default()
    };
    change(&mut input);
    interaction::create(app, &ctx, client, &input)
}

fn until(app: &TestApp, client: ClientId) -> Option<Timestamp> {
    client::card(app, &app.ctx(Role::Owner), client)
        .unwrap()
        .client
        .standing
        .rest
        .until
}

fn resting(result: Result<Interaction, Error>) -> Timestamp {
    match result {
        Err(Error::Resting(refusal)) => refusal.until,
        other => panic!("{other:?}"),
    }
}

#[test]
fn r114_a_client_rests_a_month_from_everybody_and_the_refusal_says_until_when() {
    for app in apps() {
        let client = client_of_seller(&app);
        touch(&app, SELLER, client, 0, |_| ()).unwrap();
        assert_eq!(until(&app, client), Some(at(&app, 30)));
        assert_eq!(
            resting(touch(&app, SELLER, client, 12, |_| ())),
            at(&app, 30)
        );
        assert_eq!(
            resting(touch(&app, Role::Owner, client, 13, |_| ())),
            at(&app, 30)
        );
        // what was only tried, and what the client began, is never refused
        touch(&app, SELLER, client, 14, |input| {
            input.effect = Some("attempt".to_owned())
        })
        .unwrap();
        touch(&app, SELLER, client, 31, |_| ()).unwrap();
        assert_eq!(until(&app, client), Some(at(&app, 61)));
        assert_eq!(rest::lifters(), [Role::Owner, Role::HeadOfSales]);
    }
}

#[test]
fn a_rest_is_lifted_by_right_with_a_reason_and_the_lift_can_be_taken_back() {
    for app in apps() {
        let client = client_of_seller(&app);
        touch(&app, SELLER, client, 0, |_| ()).unwrap();
        let despite = |input: &mut Input| input.despite_rest = Some("they burn".to_owned());
        let refused = touch(&app, SELLER, client, 5, despite);
        assert!(matches!(refused, Err(Error::Forbidden(_))), "{refused:?}");
        let empty = touch(&app, Role::Owner, client, 5, |input| {
            input.despite_rest = Some(" ".to_owned())
        });
        assert!(matches!(empty, Err(Error::Invalid(_))), "{empty:?}");
        touch(&app, Role::Owner, client, 5, despite).unwrap();
        let lifts = part::list::<RestLiftData>(&app, &app.ctx(SELLER), client).unwrap();
        assert_eq!(lifts[0].data.reason, "they burn");
        assert_eq!(
            until(&app, client),
            Some(at(&app, 35)),
            "it rests from the new contact"
        );

        let mut head = seeded(&app, Role::HeadOfSales, 9);
        head.now = at(&app, 9);
        let lift =
            part::create(&app, &head, client, &rest::read("ask", "reason").unwrap()).unwrap();
        assert_eq!(until(&app, client), None);
        part::delete::<RestLiftData>(&app, &head, lift.id, lift.version).unwrap();
        assert_eq!(until(&app, client), Some(at(&app, 35)));
    }
}

#[test]
fn who_turns_to_us_is_answered_and_an_agreed_day_ends_the_rest() {
    for app in apps() {
        let client = client_of_seller(&app);
        touch(&app, SELLER, client, 0, |_| ()).unwrap();
        touch(&app, SELLER, client, 3, |input| {
            input.direction = Some("in".to_owned())
        })
        .unwrap();
        assert_eq!(until(&app, client), None);
        let day = "2026-03-09".parse().unwrap();
        let answer = touch(&app, SELLER, client, 4, |input| {
            input.agreed_day = Some(Some(day))
        });
        assert_eq!(answer.unwrap().data.agreed_day, Some(day));
        // noon of the 2nd and four days: the 9th begins before the fourth day after it is over
        let free = until(&app, client).unwrap();
        assert!(free > at(&app, 6) && free < at(&app, 7), "{free}");
        assert_eq!(resting(touch(&app, SELLER, client, 6, |_| ())), free);
        touch(&app, SELLER, client, 7, |_| ()).unwrap();
        let past = touch(&app, SELLER, client, 60, |input| {
            input.agreed_day = Some(Some(day))
        });
        assert!(matches!(past, Err(Error::Invalid(_))), "{past:?}");
    }
}

#[test]
fn a_change_of_an_interaction_passes_the_gate_too() {
    for app in apps() {
        let client = client_of_seller(&app);
        touch(&app, SELLER, client, 0, |_| ()).unwrap();
        let tried = touch(&app, SELLER, client, 10, |input| {
            input.effect = Some("attempt".to_owned())
        })
        .unwrap();
        let mut ctx = seeded(&app, SELLER, 11);
        ctx.now = at(&app, 11);
        let effective = Input {
            effect: Some("effective".to_owned()),
            ..Input::default()
        };
        let changed = interaction::update(&app, &ctx, tried.id, tried.version, &effective);
        assert_eq!(resting(changed), at(&app, 30));
        let note = Input {
            note: Some(Some("busy".to_owned())),
            ..Input::default()
        };
        interaction::update(&app, &ctx, tried.id, tried.version, &note).unwrap();
    }
}

#[test]
fn a_changed_rule_changes_every_rest_that_goes_on() {
    for app in apps() {
        let client = client_of_seller(&app);
        touch(&app, SELLER, client, 0, |_| ()).unwrap();
        let owner = app.ctx(Role::Owner).seeded(77);
        let set = |days: i64| {
            let wanted = [("rest.days".to_owned(), Some(Value::Whole(days)))];
            setting::change(&app, &owner, &BTreeMap::from(wanted)).unwrap();
        };
        set(45);
        assert_eq!(until(&app, client), Some(at(&app, 45)));
        set(0);
        assert_eq!(until(&app, client), None);
        set(45);
        // a segment with days of its own
        let input = dictionary::Input {
            name: Some("Кафе".to_owned()),
            rest_days: Some(Some(10)),
            ..Default::default()
        };
        let segment = dictionary::create(&app, &owner, Dictionary::Segment, &input).unwrap();
        let card = client::card(&app, &owner, client).unwrap().client;
        let change = client::Input {
            segment_id: Some(Some(SegmentId::from_uuid(segment.id))),
            ..Default::default()
        };
        client::update(&app, &owner, client, card.version, &change).unwrap();
        assert_eq!(until(&app, client), Some(at(&app, 10)));
        let change = dictionary::Input {
            rest_days: Some(Some(20)),
            ..Default::default()
        };
        dictionary::update(&app, &owner, Dictionary::Segment, segment.id, 1, &change).unwrap();
        assert_eq!(until(&app, client), Some(at(&app, 20)));
        let wrong = dictionary::Input {
            rest_days: Some(Some(367)),
            ..Default::default()
        };
        let wrong = dictionary::update(&app, &owner, Dictionary::Segment, segment.id, 2, &wrong);
        assert!(matches!(wrong, Err(dictionary::Error::Invalid(_))));
    }
}
