//! How a client changes with what happens to it.

use super::*;

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
            change.apply(data, Country::RU)
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
fn dictionaries_and_views_are_undone_too() {
    use app::dictionary;
    use domain::dictionary::Dictionary;
    for app in apps() {
        let ctx = app.ctx(Role::Owner);
        let input = |name: &str| dictionary::Input {
            name: Some(name.to_owned()),
            ..Default::default()
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
