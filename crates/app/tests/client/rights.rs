//! Own clients, masked contacts, reveal.

use super::*;

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
