//! Quality of the base: what is counted, for whom, and what a check changes.

use app::client::{Input, NewChannel};
use app::quality::{self, By, having};
use app::testing::{TestApp, apps};
use app::{client, dial, setting, verification};
use domain::id::ClientId;
use domain::policy::Role;
use domain::quality::Trait;
use domain::verification::CriticalField;

fn add(app: &TestApp, role: Role, name: &str, phone: Option<&str>) -> ClientId {
    let channel = |phone: &str| NewChannel {
        kind: "phone".to_owned(),
        value: phone.to_owned(),
        label: None,
    };
    let input = Input {
        name: Some(name.to_owned()),
        channels: phone.map(channel).into_iter().collect(),
        ..Input::default()
    };
    // Identifiers come from the seed: another for each client.
    let seed = name.chars().map(u64::from).sum();
    let ctx = app.ctx(role).seeded(seed);
    let client = client::create(app, &ctx, &input);
    client.expect("the client is made").id
}

fn lacking(app: &TestApp, role: Role, code: &str) -> Result<Vec<String>, client::Error> {
    let mut terms = Vec::new();
    let values = [code.to_owned()];
    client::terms(&mut terms, "lacks", "", &values)
        .expect("a field")
        .expect("a value of it");
    let request = client::Request {
        terms,
        limit: 50,
        ..client::Request::default()
    };
    let page = client::list(app, &app.ctx(role), &request)?;
    Ok(page.items.into_iter().map(|item| item.name).collect())
}

#[test]
fn r24_what_is_counted_is_what_the_filter_lists() {
    for app in apps() {
        let full = add(&app, Role::Owner, "Ромашка", Some("+389 70 123 456"));
        add(&app, Role::Owner, "Лютик", Some("+389 71 234 567"));
        add(&app, Role::ActiveSeller, "Мак", None);
        let dead = dial::Row {
            dialled: dial::Dialled::Number("+389 71 234 567".to_owned()),
            result: "not_registered".to_owned(),
            at: None,
        };
        dial::record(&app, &app.ctx(Role::Owner), &[dead]).unwrap();
        let ctx = app.ctx(Role::DataSteward);
        let fields = [CriticalField::Phone, CriticalField::Name];
        verification::verify(&app, &ctx, full, &fields).unwrap();

        let state = quality::quality(&app, &app.ctx(Role::Owner), By::Manager).unwrap();
        assert_eq!(state.all.counted.clients, 3);
        // A number in the quarantine is no phone.
        assert_eq!(having(&state.all, Trait::Phone), 1);
        assert_eq!(having(&state.all, Trait::Fresh), 1);
        assert_eq!(state.all.counted.aside, 1);
        assert_eq!(
            lacking(&app, Role::Owner, "phone").unwrap(),
            ["Лютик", "Мак"]
        );
        let settings = setting::current(&app).unwrap();
        let total: i64 = Trait::ALL
            .iter()
            .map(|one| settings.whole(one.weight()))
            .sum();
        let got = settings.whole(Trait::Phone.weight()) + settings.whole(Trait::Fresh.weight());
        let wanted = 100.0 * got as f64 / (3 * total) as f64;
        assert!((state.all.score.unwrap() - wanted).abs() < 1e-9);
        let card = client::card(&app, &app.ctx(Role::Owner), full).unwrap();
        assert_eq!(card.verifications.len(), 2);
        assert!((card.quality.unwrap() - 3.0 * wanted).abs() < 1e-9);
    }
}

#[test]
fn sec_09_counts_reach_as_far_as_the_list_and_tell_no_guarded_contact() {
    for app in apps() {
        add(&app, Role::Owner, "Ромашка", Some("+389 70 123 456"));
        add(&app, Role::ActiveSeller, "Мак", None);
        let seller = app.ctx(Role::ActiveSeller);
        let state = quality::quality(&app, &seller, By::Source).unwrap();
        assert_eq!(state.all.counted.clients, 1);
        assert_eq!(state.all.score, None);
        assert_eq!(state.hidden, [Trait::Phone, Trait::Email]);
        assert!(state.days.is_empty());
        assert!(lacking(&app, Role::ActiveSeller, "phone").is_err());
        assert_eq!(
            lacking(&app, Role::ActiveSeller, "segment").unwrap(),
            ["Мак"]
        );
        let (clients, _) = quality::usage(&app, &seller).unwrap();
        assert_eq!(clients, 1);
    }
}

#[test]
fn r108_a_check_renews_a_prospect_and_so_does_a_new_record() {
    for mut app in apps() {
        let id = add(&app, Role::Owner, "Ромашка", None);
        add(&app, Role::Owner, "Лютик", None);
        let fresh = |app: &TestApp| {
            quality::quality(app, &app.ctx(Role::Owner), By::Source)
                .unwrap()
                .freshness
        };
        assert_eq!((fresh(&app).prospects, fresh(&app).renewed()), (2, 2));
        app.now += jiff::SignedDuration::from_hours(24 * 400);
        assert_eq!((fresh(&app).renewed(), fresh(&app).missing()), (0, 1));
        let ctx = app.ctx(Role::Owner);
        verification::verify(&app, &ctx, id, &[CriticalField::Phone]).unwrap();
        assert_eq!((fresh(&app).renewed(), fresh(&app).missing()), (1, 0));
    }
}

#[test]
fn r5_a_field_nobody_fills_or_looks_by_is_told() {
    for app in apps() {
        add(&app, Role::Owner, "Ромашка", None);
        add(&app, Role::ActiveSeller, "Мак", None);
        let ctx = app.ctx(Role::Owner);
        let (clients, usage) = quality::usage(&app, &ctx).unwrap();
        let of = |field: &str| {
            let found = usage.iter().find(|one| one.field == field);
            found.map(|one| (one.filled, one.views)).unwrap()
        };
        assert_eq!(clients, 2);
        assert_eq!(of("website"), (0, 0));
        assert_eq!(of("manager_id"), (1, 0));
        let view = app::view::Input {
            page: Some("clients".to_owned()),
            name: Some("Сайты".to_owned()),
            state: Some("website.is=present&columns=name,website".to_owned()),
            ..Default::default()
        };
        app::view::create(&app, &ctx, &view).unwrap();
        let (_, usage) = quality::usage(&app, &ctx).unwrap();
        assert!(
            usage
                .iter()
                .any(|one| one.field == "website" && one.views == 1)
        );
    }
}
