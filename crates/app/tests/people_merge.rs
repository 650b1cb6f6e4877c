//! People at clients who are one: found, made one, kept apart, and taken back, on every engine.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;

use app::client::{self, Input, NewChannel};
use app::duplicate::people_merge::{self, Said, Wish, decide, preview, undo};
use app::duplicate::review::Error;
use app::duplicate::{self, people, sweep};
use app::job::{Places, Ran, Runner};
use app::merge::{self, Conflicts};
use app::testing::{TestApp, apps, dump, noon};
use app::{DbError, fact, interaction, part, person, setting};
use domain::channel::ChannelData;
use domain::client::Client;
use domain::duplicate::Verdict;
use domain::duplicate::person::PersonPart;
use domain::fact::FactData;
use domain::id::{ClientId, PersonId};
use domain::interaction::InteractionData;
use domain::part::Part;
use domain::person::PersonData;
use domain::policy::{Entity, Role};
use domain::setting::Value;
use proptest::prelude::*;

fn ctx(app: &TestApp, role: Role, seed: u64) -> app::Context {
    app.ctx(role).seeded(30_000 + seed)
}

fn firm(app: &TestApp, seed: u64, name: &str) -> ClientId {
    let input = Input {
        name: Some(name.to_owned()),
        tax_country: Some("RU".to_owned()),
        ..Input::default()
    };
    client::create(app, &ctx(app, Role::Owner, seed), &input)
        .unwrap()
        .id
}

/// A person with phones, a fact and a conversation.
fn add(app: &TestApp, seed: u64, client: ClientId, name: &str, phones: &[&str]) -> PersonId {
    let ctx = |n| ctx(app, Role::Owner, 100 * seed + n);
    let input = person::Input {
        name: Some(name.to_owned()),
        title: Some(Some(format!("должность {seed}"))),
        ..person::Input::default()
    };
    let phones: Vec<NewChannel> = phones
        .iter()
        .map(|phone| NewChannel {
            kind: "phone".to_owned(),
            value: (*phone).to_owned(),
            label: None,
        })
        .collect();
    let data = input.create().unwrap();
    let id = duplicate::add_person(app, &ctx(1), client, &data, &phones, true)
        .unwrap()
        .id;
    let known = fact::Input {
        fact_type: Some("hobby".to_owned()),
        value: Some("рыбалка".to_owned()),
        person_id: Some(Some(id)),
        ..fact::Input::default()
    };
    part::create(app, &ctx(2), client, &known.create(&ctx(2)).unwrap()).unwrap();
    let talk = interaction::Input {
        kind: Some("call".to_owned()),
        person_id: Some(Some(id)),
        ..interaction::Input::default()
    };
    part::create(app, &ctx(3), client, &talk.create(&ctx(3)).unwrap()).unwrap();
    id
}

fn wish(survivor: PersonId, absorbed: PersonId) -> Wish {
    Wish {
        survivor,
        absorbed,
        picks: BTreeMap::new(),
    }
}

fn same(app: &TestApp, seed: u64, survivor: PersonId, absorbed: PersonId) -> people::Decision {
    let said = Said::Same(wish(survivor, absorbed));
    decide(
        app,
        &ctx(app, Role::Owner, 9_000 + seed),
        (survivor, absorbed),
        &said,
    )
    .unwrap()
}

fn parts<D: part::Kind>(app: &TestApp, client: ClientId) -> Vec<Part<D>> {
    part::list::<D>(app, &app.ctx(Role::Owner), client).unwrap()
}

fn whose(app: &TestApp, client: ClientId) -> (Vec<Option<PersonId>>, Vec<Option<PersonId>>) {
    let channels = parts::<ChannelData>(app, client);
    let facts = parts::<FactData>(app, client);
    (
        channels.iter().map(|one| one.data.person_id).collect(),
        facts.iter().map(|one| one.data.person_id).collect(),
    )
}

/// Tables that a merge and its undoing leave as they were, and people and clients without the
/// numbers of changes.
type State = (
    String,
    Vec<Client>,
    Vec<(PersonId, ClientId, PersonData, bool)>,
);

fn state(app: &TestApp, clients: &[ClientId], people: &[PersonId]) -> State {
    let apart = [
        "client",
        "person",
        "person_decision",
        "person_move",
        "journal",
        "journal_head",
    ];
    let all = app.system().scope(Entity::Client).unwrap();
    let (clients, people) = app
        .db
        .read(|tx| {
            let mut found = Vec::new();
            for id in clients {
                let mut client = store::client::find(tx, &all, *id)?.unwrap();
                (client.version, client.updated_at) = (0, app.now);
                found.push(client);
            }
            let mut known = Vec::new();
            for id in people {
                let (person, gone) = store::part::find_kept::<PersonData>(tx, *id)?.unwrap();
                known.push((person.id, person.client_id, person.data, gone.is_some()));
            }
            Ok::<_, DbError>((found, known))
        })
        .unwrap();
    (dump(app, &apart), clients, people)
}

fn swept(app: &TestApp, seed: u64) {
    sweep::sweep(app, &ctx(app, Role::DataSteward, 8_000 + seed)).unwrap();
    let ending = AtomicBool::new(false);
    let runner = Runner {
        app,
        clock: noon,
        places: Places {
            backups: std::env::temp_dir(),
            keep: 0,
        },
        ending: &ending,
    };
    while let Ran::Job(..) = runner.run_next().unwrap() {}
}

fn pair(a: PersonId, b: PersonId) -> [PersonId; 2] {
    let (a, b) = domain::duplicate::person::ordered(a, b);
    [a, b]
}

fn asked(app: &TestApp, role: Role) -> Vec<[PersonId; 2]> {
    let page = people::queue(app, &ctx(app, role, 1), None, 100).unwrap();
    assert_eq!(page.total, page.items.len() as i64);
    let pairs = page.items.iter();
    pairs
        .map(|one| pair(one.people[0].id, one.people[1].id))
        .collect()
}

const PHONE: &str = "+7 916 123-45-67";

#[test]
fn r113_people_who_are_one_are_found_and_asked_once() {
    for app in apps() {
        let (alpha, beta) = (firm(&app, 1, "Альфа"), firm(&app, 2, "Бета"));
        let one = add(&app, 3, alpha, "Кузнецов Пётр Ильич", &[PHONE]);
        let other = add(&app, 4, beta, "Кузнецов П. И.", &[PHONE]);
        add(&app, 5, beta, "Совсем Другая", &["+7 916 765-43-21"]);
        swept(&app, 1);
        assert_eq!(asked(&app, Role::Owner), [pair(one, other)]);
        let told = people::queue(&app, &ctx(&app, Role::Owner, 1), None, 10).unwrap();
        let reasons = &told.items[0].reasons;
        assert!(
            reasons.iter().any(|reason| reason.part == "phone"),
            "{reasons:?}"
        );

        let owner = ctx(&app, Role::Owner, 2);
        let made = decide(&app, &owner, (other, one), &Said::Different).unwrap();
        assert_eq!(made.verdict, Verdict::Different);
        assert!(asked(&app, Role::Owner).is_empty());
        swept(&app, 2);
        assert!(asked(&app, Role::Owner).is_empty(), "not asked again");
        let owner = ctx(&app, Role::Owner, 3);
        assert_eq!(undo(&app, &owner, made.id).unwrap(), Conflicts::default());
        assert!(matches!(undo(&app, &owner, made.id), Err(Error::Undone)));
        assert_eq!(asked(&app, Role::Owner), [pair(one, other)]);
        let past = people::decisions(&app, &owner).unwrap();
        assert_eq!(past.len(), 1);
        assert!(past[0].0.undone_at.is_some());

        // who was added despite a likeness was said to be another
        let twin = add(&app, 6, alpha, "Кузнецов Пётр Ильич", &[PHONE]);
        swept(&app, 3);
        let pairs = asked(&app, Role::Owner);
        assert!(!pairs.contains(&pair(one, twin)), "{pairs:?}");
        assert!(pairs.contains(&pair(other, twin)), "{pairs:?}");
    }
}

#[test]
fn r113_what_hangs_on_a_person_follows_them_and_comes_back() {
    for app in apps() {
        let (alpha, beta) = (firm(&app, 1, "Альфа"), firm(&app, 2, "Бета"));
        let stays = add(&app, 3, alpha, "Кузнецов П. И.", &[PHONE]);
        let goes = add(
            &app,
            4,
            beta,
            "Кузнецов Пётр Ильич",
            &[PHONE, "+7 843 200-00-01"],
        );
        let owner = ctx(&app, Role::Owner, 5);
        let before = state(&app, &[alpha, beta], &[stays, goes]);
        let mut how = wish(stays, goes);
        how.picks.insert(PersonPart::Name, goes);
        let shown = preview(&app, &owner, &how).unwrap();
        assert_eq!(shown.from[&PersonPart::Name], goes);
        assert_eq!(shown.from[&PersonPart::Title], stays);
        assert_eq!(shown.differing, [PersonPart::Name, PersonPart::Title]);
        assert_eq!(shown.records[1].ways.len(), 2);
        assert!(shown.records[1].counts.contains(&("interaction", 1)));

        let made = decide(&app, &owner, (stays, goes), &Said::Same(how)).unwrap();
        assert_eq!(made.survivor, Some(stays));
        let people = parts::<PersonData>(&app, alpha);
        assert_eq!(people[0].data.name, "Кузнецов Пётр Ильич", "as picked");
        assert_eq!(people[0].data.title.as_deref(), Some("должность 3"));
        assert!(parts::<PersonData>(&app, beta).is_empty());
        let own = vec![Some(stays), Some(stays)];
        assert_eq!(
            whose(&app, alpha),
            (own, vec![Some(stays)]),
            "twins are dropped"
        );
        assert_eq!(whose(&app, beta), (vec![], vec![]));
        let talks = parts::<InteractionData>(&app, beta);
        assert_eq!(
            talks[0].data.person_id,
            Some(stays),
            "in the history of the client"
        );
        let changed = part::update::<InteractionData>(
            &app,
            &ctx(&app, Role::Owner, 6),
            talks[0].id,
            talks[0].version,
            |data, _| {
                data.note = Some("ещё".to_owned());
                Ok(())
            },
        );
        changed.unwrap();
        let back = part::update::<InteractionData>(
            &app,
            &ctx(&app, Role::Owner, 7),
            talks[0].id,
            talks[0].version + 1,
            |data, _| {
                data.note = None;
                Ok(())
            },
        );
        back.unwrap();

        let conflicts = undo(&app, &ctx(&app, Role::Owner, 8), made.id).unwrap();
        assert_eq!(conflicts, Conflicts::default());
        let after = state(&app, &[alpha, beta], &[stays, goes]);
        assert_eq!(after.1, before.1);
        assert_eq!(after.2, before.2);
        assert_eq!(whose(&app, beta).0, [Some(goes), Some(goes)]);
    }
}

#[test]
fn r113_later_work_on_a_person_stays_and_is_told() {
    for app in apps() {
        let alpha = firm(&app, 1, "Альфа");
        let stays = add(&app, 3, alpha, "Кузнецов П. И.", &[]);
        let goes = add(&app, 4, alpha, "Кузнецов Пётр Ильич", &["+7 843 200-00-01"]);
        let third = add(&app, 5, alpha, "Кузнецов Пётр", &[]);
        let mut how = wish(stays, goes);
        how.picks.insert(PersonPart::Name, goes);
        let owner = ctx(&app, Role::Owner, 6);
        let made = decide(&app, &owner, (stays, goes), &Said::Same(how)).unwrap();
        let later = part::list::<PersonData>(&app, &owner, alpha).unwrap();
        let now = later.iter().find(|one| one.id == stays).unwrap();
        part::update::<PersonData>(&app, &owner, stays, now.version, |data, _| {
            data.name = "Кузнецов Пётр Ильич, эсквайр".to_owned();
            Ok(())
        })
        .unwrap();
        let phone = parts::<ChannelData>(&app, alpha).remove(0);
        part::update::<ChannelData>(&app, &owner, phone.id, phone.version, |data, _| {
            data.person_id = None;
            Ok(())
        })
        .unwrap();

        // merged further: the last merge goes back first
        let further = same(&app, 1, third, stays);
        let refused = undo(&app, &ctx(&app, Role::Owner, 7), made.id);
        assert!(
            matches!(refused, Err(Error::PersonMergedSince)),
            "{refused:?}"
        );
        undo(&app, &ctx(&app, Role::Owner, 8), further.id).unwrap();
        let told = undo(&app, &ctx(&app, Role::Owner, 9), made.id).unwrap();
        assert_eq!(told.fields, ["name"]);
        assert_eq!(told.records, [("channel", 1)]);
        let names: Vec<String> = parts::<PersonData>(&app, alpha)
            .into_iter()
            .map(|one| one.data.name)
            .collect();
        assert_eq!(names.len(), 3);
        assert!(names.contains(&"Кузнецов Пётр Ильич, эсквайр".to_owned()));
    }
}

#[test]
fn sec_13_people_out_of_reach_are_neither_asked_nor_merged() {
    for app in apps() {
        let (alpha, beta) = (firm(&app, 1, "Альфа"), firm(&app, 2, "Бета"));
        let one = add(&app, 3, alpha, "Кузнецов Пётр Ильич", &[PHONE]);
        let other = add(&app, 4, beta, "Кузнецов Пётр Ильич", &[PHONE]);
        swept(&app, 1);
        assert_eq!(asked(&app, Role::Owner), [pair(one, other)]);
        let seller = ctx(&app, Role::ActiveSeller, 6);
        assert!(people::queue(&app, &seller, None, 10).is_err());
        let refused = decide(&app, &seller, (one, other), &Said::Different);
        assert!(matches!(refused, Err(Error::Forbidden(_))), "{refused:?}");
        let team = (
            "policy.head_of_sales_scope".to_owned(),
            Some(Value::Text("team".to_owned())),
        );
        setting::change(&app, &ctx(&app, Role::Owner, 8), &[team].into()).unwrap();
        let head = ctx(&app, Role::HeadOfSales, 9);
        let page = people::queue(&app, &head, None, 10).unwrap();
        assert_eq!((page.items.len(), page.total), (0, 0));
        let blind = decide(&app, &head, (one, other), &Said::Same(wish(one, other)));
        assert!(matches!(blind, Err(Error::NotFound)), "{blind:?}");
        let made = decide(
            &app,
            &ctx(&app, Role::Owner, 10),
            (one, other),
            &Said::Different,
        );
        assert!(matches!(
            undo(&app, &head, made.unwrap().id),
            Err(Error::NotFound)
        ));
        assert!(people::decisions(&app, &head).unwrap().is_empty());
        let itself = decide(
            &app,
            &ctx(&app, Role::Owner, 7),
            (one, one),
            &Said::Different,
        );
        assert!(matches!(itself, Err(Error::Merge(_))), "{itself:?}");
    }
}

#[test]
fn two_who_merge_the_same_people_at_once_make_one_merge() {
    for app in apps() {
        let alpha = firm(&app, 1, "Альфа");
        let a = add(&app, 3, alpha, "Кузнецов Пётр", &[PHONE]);
        let b = add(&app, 4, alpha, "Кузнецов П.", &["+7 843 200-00-01"]);
        let merge = |seed, one, other| {
            let said = Said::Same(wish(one, other));
            decide(&app, &ctx(&app, Role::Owner, seed), (one, other), &said).is_ok()
        };
        let done: Vec<bool> = std::thread::scope(|scope| {
            let one = scope.spawn(|| merge(7, a, b));
            let other = scope.spawn(|| merge(8, b, a));
            vec![one.join().unwrap(), other.join().unwrap()]
        });
        assert_eq!(done.iter().filter(|done| **done).count(), 1, "{done:?}");
        assert_eq!(parts::<PersonData>(&app, alpha).len(), 1);
        assert_eq!(parts::<ChannelData>(&app, alpha).len(), 2);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// Whoever is made one with whomever, nothing hangs on somebody who is not there, and taken back
    /// from the last to the first everything is as it was.
    #[test]
    fn any_merges_of_people_lose_nothing(steps in prop::collection::vec((0..5usize, 0..5usize), 1..5)) {
        let app = app::testing::app();
        let (alpha, beta) = (firm(&app, 1, "Альфа"), firm(&app, 2, "Бета"));
        let people: Vec<PersonId> = (3..8)
            .map(|seed| {
                let own = format!("+7 843 200-00-{seed:02}");
                add(&app, seed, if seed % 2 == 0 { alpha } else { beta }, &format!("Кузнецов {seed}"), &[PHONE, &own])
            })
            .collect();
        let before = state(&app, &[alpha, beta], &people);
        let mut done = Vec::new();
        for (seed, (one, other)) in steps.into_iter().enumerate() {
            let owner = ctx(&app, Role::Owner, 7_000 + seed as u64);
            let said = Said::Same(wish(people[one], people[other]));
            match decide(&app, &owner, (people[one], people[other]), &said) {
                Ok(made) => done.push(made.id),
                Err(Error::NotFound) => {}
                Err(Error::Merge(error)) if matches!(*error, merge::Error::Number) => {}
                Err(error) => panic!("{error}"),
            }
            let there: Vec<PersonId> = [alpha, beta].iter()
                .flat_map(|firm| parts::<PersonData>(&app, *firm))
                .map(|one| one.id)
                .collect();
            let mut talks = 0;
            for firm in [alpha, beta] {
                let own: Vec<PersonId> = parts::<PersonData>(&app, firm).iter().map(|one| one.id).collect();
                let (channels, facts) = whose(&app, firm);
                for person in channels.into_iter().chain(facts) {
                    prop_assert!(person.is_some_and(|person| own.contains(&person)), "at the client of the person");
                }
                for talk in parts::<InteractionData>(&app, firm) {
                    talks += 1;
                    prop_assert!(talk.data.person_id.is_some_and(|person| there.contains(&person)));
                }
            }
            prop_assert_eq!(talks, 5);
        }
        for (seed, id) in done.into_iter().rev().enumerate() {
            let owner = ctx(&app, Role::Owner, 8_000 + seed as u64);
            let conflicts = people_merge::undo(&app, &owner, id).unwrap();
            prop_assert_eq!(conflicts, Conflicts::default());
        }
        prop_assert_eq!(state(&app, &[alpha, beta], &people), before);
    }
}
