//! The life of a client through the use cases, on every engine at hand.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

use app::client::{self, Error, Input, NewChannel, Request};
use app::testing::{TestApp, apps};
use app::{channel, fact, interaction, journal, part, person};
use domain::channel::ChannelData;
use domain::client::{Client, Relation};
use domain::country::Country;
use domain::interaction::InteractionData;
use domain::marker::Marker;
use domain::person::PersonData;
use domain::policy::Role;
use jiff::SignedDuration;

fn named(name: &str) -> Input {
    Input {
        name: Some(name.to_owned()),
        ..Input::default()
    }
}

fn with_phone(name: &str) -> Input {
    let phone = NewChannel {
        kind: "phone".to_owned(),
        value: "+7 495 123-45-17".to_owned(),
        label: None,
    };
    let email = NewChannel {
        kind: "email".to_owned(),
        value: "Anna@Example.ru".to_owned(),
        label: None,
    };
    Input {
        channels: vec![phone, email],
        ..named(name)
    }
}

fn add(app: &TestApp, role: Role, input: &Input) -> Client {
    client::create(app, &app.ctx(role), input).unwrap()
}

fn found(app: &TestApp, role: Role, q: &str) -> Vec<String> {
    let request = Request {
        q: Some(q.to_owned()),
        limit: 50,
        ..Request::default()
    };
    let page = client::list(app, &app.ctx(role), &request).unwrap();
    page.items.into_iter().map(|item| item.name).collect()
}

fn people(app: &TestApp, ctx: &app::Context, q: &str) -> Vec<String> {
    let request = person::Request {
        q: Some(q.to_owned()),
        limit: 10,
        ..person::Request::default()
    };
    let page = person::find(app, ctx, &request).unwrap();
    page.items
        .into_iter()
        .map(|found| found.person.data.name)
        .collect()
}

#[test]
fn who_may_not_assign_adds_to_their_own_and_others_do_not_see_it() {
    for app in apps() {
        let own = add(&app, Role::Telemarketer, &named("Ромашка"));
        assert_eq!(own.data.manager_id, Some(app.user(Role::Telemarketer)));
        let seller = app.ctx(Role::ActiveSeller);
        assert!(matches!(
            client::card(&app, &seller, own.id),
            Err(Error::NotFound)
        ));
        let change = named("Захвачено");
        let refused = client::update(&app, &seller, own.id, 1, &change);
        assert!(matches!(refused, Err(Error::NotFound)));
        assert_eq!(
            found(&app, Role::ActiveSeller, "ромашка"),
            Vec::<String>::new()
        );
        assert_eq!(found(&app, Role::Owner, "romashka"), ["Ромашка"]);
        let administrator = client::card(&app, &app.ctx(Role::Administrator), own.id);
        assert!(matches!(administrator, Err(Error::Forbidden(_))));
        let give = Input {
            manager_id: Some(Some(app.user(Role::ActiveSeller))),
            ..Input::default()
        };
        let refused = client::update(&app, &app.ctx(Role::Telemarketer), own.id, 1, &give);
        assert!(matches!(refused, Err(Error::Forbidden(_))));
        client::update(&app, &app.ctx(Role::Owner), own.id, 1, &give).unwrap();
        assert_eq!(found(&app, Role::ActiveSeller, "ромашка"), ["Ромашка"]);
    }
}

#[test]
fn values_are_refused_field_by_field() {
    for app in apps() {
        let input = Input {
            name: Some(" ".to_owned()),
            kind: Some("robot".to_owned()),
            tax_country: Some("RU".to_owned()),
            tax_number: Some(Some("7707083894".to_owned())),
            website: Some(Some("javascript:alert(1)".to_owned())),
            ..Input::default()
        };
        let Err(Error::Invalid(refusals)) = client::create(&app, &app.ctx(Role::Owner), &input)
        else {
            panic!("not refused")
        };
        let got: Vec<_> = refusals
            .iter()
            .map(|r| (r.field.as_str(), r.code))
            .collect();
        let expected = [
            ("kind", "code.unknown"),
            ("name", "text.empty"),
            ("tax_number", "tax_number.check_digit"),
            ("website", "channel.not_a_site"),
        ];
        assert_eq!(got, expected);
        let segment = Input {
            segment_id: Some(Some(app.ctx(Role::Owner).id())),
            ..named("Ромашка")
        };
        let refused = client::create(&app, &app.ctx(Role::Owner), &segment);
        assert!(matches!(refused, Err(Error::Invalid(_))), "{refused:?}");
    }
}

#[test]
fn sec_05_a_conflict_tells_both_values_and_changes_nothing() {
    for app in apps() {
        let ctx = app.ctx(Role::Owner);
        let first = add(&app, Role::Owner, &named("Ромашка"));
        let second = client::update(&app, &ctx, first.id, 1, &named("Ромашка-1")).unwrap();
        assert_eq!(second.version, 2);
        let Err(Error::VersionConflict(current)) =
            client::update(&app, &ctx, first.id, 1, &named("Ромашка-2"))
        else {
            panic!("no conflict")
        };
        assert_eq!(
            (current.version, current.data.name.as_str()),
            (2, "Ромашка-1")
        );
        let kept = client::card(&app, &ctx, first.id).unwrap().client;
        assert_eq!(kept.data.name, "Ромашка-1");
    }
}

#[test]
fn undo_restores_what_was_there() {
    for app in apps() {
        let ctx = app.ctx(Role::Owner);
        let input = Input {
            deal_terms: Some(Some("30 дней".to_owned())),
            ..named("Ромашка")
        };
        let first = add(&app, Role::Owner, &input);
        let change = Input {
            name: Some("Лютик".to_owned()),
            relation: Some("current".to_owned()),
            deal_terms: Some(None),
            ..Input::default()
        };
        client::update(&app, &ctx, first.id, 1, &change).unwrap();
        let newest = || {
            let filter = journal::Filter {
                client_id: Some(first.id),
                ..Default::default()
            };
            journal::list(&app, &ctx, &filter, 1).unwrap().items[0]
                .line
                .seq
        };
        journal::undo(&app, &ctx, newest()).unwrap();
        let back = client::card(&app, &ctx, first.id).unwrap().client;
        assert_eq!((back.data, back.version), (first.data.clone(), 3));
        assert_eq!(found(&app, Role::Owner, "лютик"), Vec::<String>::new());
        assert_eq!(found(&app, Role::Owner, "ромашка"), ["Ромашка"]);

        client::delete(&app, &ctx, first.id, 3).unwrap();
        assert!(matches!(
            client::card(&app, &ctx, first.id),
            Err(Error::NotFound)
        ));
        assert_eq!(found(&app, Role::Owner, "ромашка"), Vec::<String>::new());
        journal::undo(&app, &ctx, newest()).unwrap();
        let back = client::card(&app, &ctx, first.id).unwrap().client;
        assert_eq!(back.data, first.data);
        client::delete(&app, &ctx, first.id, back.version).unwrap();
        assert_eq!(
            client::restore(&app, &ctx, first.id).unwrap().data,
            first.data
        );
    }
}

#[test]
fn sec_10_masked_contacts_are_shown_masked_and_found_by_the_whole_value_only() {
    for app in apps() {
        let own = add(&app, Role::Telemarketer, &with_phone("Ромашка"));
        assert_eq!(own.main_phone.as_deref(), Some("+7 ••• •••-••-17"));
        let ctx = app.ctx(Role::Telemarketer);
        let card = client::card(&app, &ctx, own.id).unwrap();
        let shown: Vec<_> = card
            .channels
            .iter()
            .map(|(c, _)| c.data.value.as_str())
            .collect();
        assert_eq!(shown, ["+7 ••• •••-••-17", "A•••@•••.ru"]);
        assert!(
            card.channels
                .iter()
                .all(|(c, masked)| *masked && c.data.value_key.is_empty())
        );
        let request = Request {
            limit: 10,
            ..Request::default()
        };
        let page = client::list(&app, &ctx, &request).unwrap();
        assert_eq!(page.items[0].phone.as_deref(), Some("+7 ••• •••-••-17"));
        assert_eq!(page.items[0].email.as_deref(), Some("A•••@•••.ru"));

        for (q, telemarketer, owner) in [
            ("4517", 0, 1),
            ("+7 495 123-45-17", 1, 1),
            ("anna@", 0, 1),
            ("anna@example.ru", 1, 1),
        ] {
            assert_eq!(
                found(&app, Role::Telemarketer, q).len(),
                telemarketer,
                "{q}"
            );
            assert_eq!(found(&app, Role::Owner, q).len(), owner, "{q}");
        }
        let noted = journal::Filter {
            entity: Some("client".to_owned()),
            ..Default::default()
        };
        let lines = journal::list(&app, &app.ctx(Role::Owner), &noted, 50)
            .unwrap()
            .items;
        let reveals = lines
            .iter()
            .filter(|item| item.line.entry.action.code() == "reveal");
        let by: Vec<_> = reveals
            .map(|item| item.line.entry.actor_name.clone())
            .collect();
        assert_eq!(
            by, ["telemarketer"; 3],
            "exact searches of a masked reader are remembered"
        );
    }
}

#[test]
fn sec_09_what_is_masked_cannot_be_filtered_or_counted() {
    for app in apps() {
        add(&app, Role::Telemarketer, &with_phone("Ромашка"));
        for (value, role, allowed) in [
            ("phone", Role::Telemarketer, false),
            ("email", Role::Guardian, false),
            ("people", Role::Telemarketer, true),
            ("phone", Role::Owner, true),
        ] {
            let mut terms = Vec::new();
            client::terms(&mut terms, "has", "", &[value.to_owned()])
                .unwrap()
                .unwrap();
            let request = Request {
                terms,
                limit: 10,
                total: true,
                ..Request::default()
            };
            let got = client::list(&app, &app.ctx(role), &request);
            assert_eq!(got.is_ok(), allowed, "{role} {value}");
        }
    }
}

#[test]
fn r12_an_interaction_moves_the_marker_and_the_last_contact() {
    for app in apps() {
        let own = add(&app, Role::ClientManager, &named("Ромашка"));
        let ctx = app.ctx(Role::ClientManager);
        let record = |effect: &str, outcome: &str, minutes: i64| {
            let input = interaction::Input {
                kind: Some("call".to_owned()),
                effect: Some(effect.to_owned()),
                outcome: Some(outcome.to_owned()),
                happened_at: Some(ctx.now + SignedDuration::from_mins(minutes)),
                ..Default::default()
            };
            part::create(&app, &ctx, own.id, &input.create(&ctx).unwrap()).unwrap()
        };
        let standing = || client::card(&app, &ctx, own.id).unwrap().client.standing;
        assert_eq!(standing().marker, Marker::White);
        record("effective", "info_requested", -30);
        assert_eq!(standing().marker, Marker::GoldenGreen);
        let refused = record("attempt", "refused", -10);
        let after = standing();
        assert_eq!(after.marker, Marker::GreenRed);
        assert_eq!(after.last_interaction_at, Some(refused.data.happened_at));
        assert_eq!(
            after.last_effective_at,
            Some(ctx.now - SignedDuration::from_mins(30))
        );
        part::delete::<InteractionData>(&app, &ctx, refused.id, 1).unwrap();
        assert_eq!(standing().marker, Marker::GoldenGreen);
        let future = interaction::Input {
            kind: Some("visit".to_owned()),
            happened_at: Some(ctx.now + SignedDuration::from_hours(48)),
            ..Default::default()
        };
        assert!(future.create(&ctx).is_err());
    }
}

#[test]
fn r47_purchases_change_marker_and_ladder() {
    for app in apps() {
        let own = add(
            &app,
            Role::Owner,
            &Input {
                only_us: Some(true),
                ..named("Ромашка")
            },
        );
        let day = Some(jiff::civil::date(2026, 3, 1));
        for (purchases, marker, step) in [
            (1, "gold", "buyer"),
            (2, "gold", "client"),
            (3, "platinum", "adherent"),
            (0, "white", "none"),
        ] {
            app.db
                .write(|tx| client::purchases_changed(tx, own.id, purchases, day))
                .unwrap();
            let client = client::card(&app, &app.ctx(Role::Owner), own.id)
                .unwrap()
                .client;
            let got = (
                client.standing.marker.code(),
                client.standing.ladder_step.code(),
            );
            assert_eq!(got, (marker, step), "{purchases}");
            assert_eq!(client.version, 1);
        }
    }
}

#[test]
fn r11_facts_and_people_stay_when_the_manager_changes() {
    for app in apps() {
        let own = add(&app, Role::ClientManager, &named("Ромашка"));
        let ctx = app.ctx(Role::ClientManager);
        let data = person::Input {
            name: Some("Анна Щукина".to_owned()),
            decision_role: Some("maker".to_owned()),
            level: Some(Some("owner".to_owned())),
            ..Default::default()
        };
        let anna = part::create(&app, &ctx, own.id, &data.create().unwrap()).unwrap();
        let hobby = fact::Input {
            person_id: Some(Some(anna.id)),
            fact_type: Some("hobby".to_owned()),
            value: Some("рыбалка".to_owned()),
            ..Default::default()
        };
        part::create(&app, &ctx, own.id, &hobby.create(&ctx).unwrap()).unwrap();
        assert_eq!(people(&app, &ctx, "shchukina").len(), 1);
        let give = Input {
            manager_id: Some(Some(app.user(Role::ActiveSeller))),
            ..Input::default()
        };
        client::update(&app, &app.ctx(Role::Owner), own.id, 1, &give).unwrap();
        let seller = app.ctx(Role::ActiveSeller);
        let card = client::card(&app, &seller, own.id).unwrap();
        assert_eq!(card.facts[0].data.value, "рыбалка");
        assert_eq!(card.facts[0].created_by, app.user(Role::ClientManager));
        assert_eq!(people(&app, &seller, "shchukina").len(), 1);
        assert!(people(&app, &ctx, "shchukina").is_empty());
        let foreign = part::update::<PersonData>(&app, &ctx, anna.id, 1, |_, _| Ok(()));
        assert!(matches!(foreign, Err(part::Error::NotFound)));
        let other = add(&app, Role::ActiveSeller, &named("Лютик"));
        let stolen = part::create(&app, &seller, other.id, &hobby.create(&ctx).unwrap());
        assert!(
            matches!(stolen, Err(part::Error::Invalid(_))),
            "a person of another client"
        );
    }
}

#[test]
fn a_reveal_needs_a_reason_is_counted_and_remembered() {
    for app in apps() {
        let own = add(&app, Role::Telemarketer, &with_phone("Ромашка"));
        let ctx = app.ctx(Role::Telemarketer);
        let phone = client::card(&app, &ctx, own.id).unwrap().channels[0].0.id;
        let reveal = |reason: &str| channel::reveal(&app, &ctx, own.id, phone, reason);
        assert!(matches!(reveal(" "), Err(channel::RevealError::Reason(_))));
        assert_eq!(reveal("перезвонить").unwrap(), "+7 495 123-45-17");
        for _ in 1..30 {
            reveal("перезвонить").unwrap();
        }
        let refused = reveal("перезвонить");
        assert!(matches!(
            refused,
            Err(channel::RevealError::Quota { quota: 30, .. })
        ));
        let foreign = channel::reveal(&app, &app.ctx(Role::ActiveSeller), own.id, phone, "x");
        assert!(matches!(foreign, Err(channel::RevealError::NotFound)));
        let filter = journal::Filter {
            entity: Some("channel".to_owned()),
            ..Default::default()
        };
        let lines = journal::list(&app, &app.ctx(Role::Guardian), &filter, 100)
            .unwrap()
            .items;
        let reveals = lines
            .iter()
            .filter(|i| i.line.entry.action.code() == "reveal");
        assert_eq!(reveals.count(), 30);
        let told = format!("{:?}", lines.iter().map(|i| &i.changes).collect::<Vec<_>>());
        assert!(
            !told.contains("4517") && !told.contains("45-17"),
            "sec_13: {told}"
        );
    }
}

#[test]
fn channels_follow_to_the_row_of_their_client() {
    for app in apps() {
        let own = add(&app, Role::Owner, &with_phone("Ромашка"));
        let ctx = app.ctx(Role::Owner);
        let phone = client::card(&app, &ctx, own.id).unwrap().channels[0]
            .0
            .clone();
        let change = channel::Input {
            value: Some("8 495 765 43 21".to_owned()),
            ..Default::default()
        };
        let changed = part::update::<ChannelData>(&app, &ctx, phone.id, 1, |data, _| {
            change.apply(&ctx, data, Country::RU)
        })
        .unwrap();
        assert_eq!(changed.data.value_key, "+74957654321");
        let row = client::card(&app, &ctx, own.id).unwrap().client;
        assert_eq!(row.main_phone.as_deref(), Some("+7 495 765-43-21"));
        part::delete::<ChannelData>(&app, &ctx, phone.id, 2).unwrap();
        assert_eq!(
            client::card(&app, &ctx, own.id).unwrap().client.main_phone,
            None
        );
        let filter = journal::Filter {
            client_id: Some(own.id),
            ..Default::default()
        };
        let newest = journal::list(&app, &ctx, &filter, 1).unwrap().items[0]
            .line
            .seq;
        journal::undo(&app, &ctx, newest).unwrap();
        let row = client::card(&app, &ctx, own.id).unwrap().client;
        assert_eq!(row.main_phone.as_deref(), Some("+7 495 765-43-21"));
        assert_eq!(row.data.relation, Relation::Prospect);
    }
}

#[test]
fn rows_add_change_or_are_refused_each_for_itself() {
    for app in apps() {
        let ctx = app.ctx(Role::DataSteward);
        let row = |external: &str, name: &str| Input {
            external_id: Some(Some(external.to_owned())),
            ..named(name)
        };
        let rows = [
            row("a", "Ромашка"),
            row("b", " "),
            row("a", "Лютик"),
            row("a", "Лютик"),
            named("Клевер"),
        ];
        let outcomes = client::bulk(&app, &ctx, &rows).unwrap();
        let told: Vec<_> = outcomes
            .iter()
            .map(|outcome| match outcome {
                client::Outcome::Created(_, version) => format!("created {version}"),
                client::Outcome::Updated(_, version) => format!("updated {version}"),
                client::Outcome::Unchanged(_, version) => format!("unchanged {version}"),
                client::Outcome::Refused(refusals) => format!("refused {}", refusals[0].code),
            })
            .collect();
        assert_eq!(
            told,
            [
                "created 1",
                "refused text.empty",
                "updated 2",
                "unchanged 2",
                "created 1"
            ]
        );
        assert_eq!(found(&app, Role::Owner, "лютик"), ["Лютик"]);
        let refused = client::bulk(&app, &app.ctx(Role::ClientManager), &rows);
        assert!(matches!(refused, Err(Error::Forbidden(_))));
    }
}

#[test]
fn sec_14_one_change_for_many_keeps_rights_is_counted_first_and_undone_as_a_whole() {
    for app in apps() {
        let ctx = app.ctx(Role::Owner);
        let names = ["Ромашка", "Лютик", "Клевер"];
        let manager = app.ctx(Role::ClientManager);
        let clients = names.map(|name| client::create(&app, &manager, &named(name)).unwrap());
        let ids = clients.iter().map(|c| c.id).collect::<Vec<_>>();
        let unknown = ctx.id();
        let chosen = client::Chosen::Ids(ids.iter().copied().chain([unknown]).collect());
        let vip = Input {
            service_class: Some("vip".to_owned()),
            ..Input::default()
        };
        client::update(&app, &ctx, ids[0], 1, &vip).unwrap();
        let counted = client::bulk_change(&app, &ctx, &chosen, &vip, true).unwrap();
        assert_eq!(
            (counted.changed, counted.unchanged, counted.refused),
            (2, 1, 1)
        );
        assert_eq!(client::card(&app, &ctx, ids[1]).unwrap().client.version, 1);
        let done = client::bulk_change(&app, &ctx, &chosen, &vip, false).unwrap();
        assert_eq!((done.changed, done.unchanged, done.refused), (2, 1, 1));
        let class = |id| {
            client::card(&app, &ctx, id)
                .unwrap()
                .client
                .data
                .service_class
                .code()
        };
        assert_eq!(
            ids.iter().map(|id| class(*id)).collect::<Vec<_>>(),
            ["vip"; 3]
        );
        journal::undo(&app, &ctx, done.seq.unwrap()).unwrap();
        assert_eq!(
            ids.iter().map(|id| class(*id)).collect::<Vec<_>>(),
            ["vip", "ordinary", "ordinary"]
        );
        assert!(
            journal::undo(&app, &ctx, done.seq.unwrap()).is_err(),
            "once only"
        );

        let steward = app.ctx(Role::DataSteward);
        let give = Input {
            manager_id: Some(Some(app.user(Role::ActiveSeller))),
            ..Input::default()
        };
        let refused = client::bulk_change(&app, &steward, &chosen, &give, false);
        assert!(
            matches!(refused, Err(Error::Forbidden(_))),
            "stewards do not assign"
        );
        let mut terms = Vec::new();
        client::terms(&mut terms, "relation", "", &["prospect".to_owned()])
            .unwrap()
            .unwrap();
        let all = client::Chosen::Found { q: None, terms };
        assert_eq!(
            client::bulk_change(&app, &ctx, &all, &give, false)
                .unwrap()
                .changed,
            3
        );
        assert_eq!(found(&app, Role::ActiveSeller, "клевер"), ["Клевер"]);
    }
}

#[test]
fn dictionaries_and_views_are_undone_too() {
    use app::dictionary;
    use domain::dictionary::Dictionary;
    for app in apps() {
        let ctx = app.ctx(Role::Owner);
        let input = |name: &str| dictionary::Input {
            name: Some(name.to_owned()),
            share: None,
        };
        let made = dictionary::create(&app, &ctx, Dictionary::Segment, &input("Стройка")).unwrap();
        let changed = input("Торговля");
        dictionary::update(&app, &ctx, Dictionary::Segment, made.id, 1, &changed).unwrap();
        let newest = || {
            let filter = journal::Filter {
                entity: Some("segment".to_owned()),
                ..Default::default()
            };
            journal::list(&app, &ctx, &filter, 1).unwrap().items[0]
                .line
                .seq
        };
        let names = || {
            let all = dictionary::list(&app, &ctx, Dictionary::Segment).unwrap();
            all.into_iter()
                .map(|entry| entry.data.name)
                .collect::<Vec<_>>()
        };
        journal::undo(&app, &ctx, newest()).unwrap();
        assert_eq!(names(), ["Стройка"]);
        dictionary::delete(&app, &ctx, Dictionary::Segment, made.id, 3).unwrap();
        assert!(names().is_empty());
        journal::undo(&app, &ctx, newest()).unwrap();
        assert_eq!(names(), ["Стройка"]);
    }
}
