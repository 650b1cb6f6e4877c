//! Finding clients and people that are in the base already, on every engine at hand.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

use app::client::{self, Input, NewChannel};
use app::duplicate::record::{each_card, of_client, of_person};
use app::duplicate::{self, Candidate, Found, Subject, Typed, Who};
use app::merge::{self, Wish};
use app::testing::{TestApp, apps};
use app::{App, DbError, part, person};
use domain::address::AddressParts;
use domain::duplicate::Level;
use domain::id::{ClientId, PersonId};
use domain::journal::JournalAction;
use domain::merge::Preset;
use domain::policy::Role;
use matching::Field;
use store::duplicate::Card;

fn channel(kind: &str, value: &str) -> NewChannel {
    NewChannel {
        kind: kind.to_owned(),
        value: value.to_owned(),
        label: None,
    }
}

fn company(name: &str, tax: Option<&str>, channels: Vec<NewChannel>) -> Input {
    Input {
        name: Some(name.to_owned()),
        tax_country: Some("RU".to_owned()),
        tax_number: tax.map(|tax| Some(tax.to_owned())),
        channels,
        ..Input::default()
    }
}

fn add_person(app: &TestApp, seed: u64, client: ClientId, name: &str) -> PersonId {
    let ctx = app.ctx(Role::Owner).seeded(seed);
    let input = person::Input {
        name: Some(name.to_owned()),
        ..person::Input::default()
    };
    part::create(app, &ctx, client, &input.create().unwrap())
        .unwrap()
        .id
}

fn cards(app: &TestApp) -> Vec<Card> {
    let mut cards = Vec::new();
    each_card(app, |card| {
        cards.push(card);
        Ok::<_, DbError>(())
    })
    .unwrap();
    cards
}

#[test]
fn cards_become_records_with_what_tells_who_they_are() {
    for app in apps() {
        let ctx = app.ctx(Role::Owner).seeded(1);
        let mut input = company(
            "ООО «Ромашка»",
            Some("7707083893"),
            vec![
                channel("phone", "+7 495 123-45-67"),
                channel("email", "info@romashka.example"),
                channel("site", "romashka.example"),
            ],
        );
        input.address = Some(AddressParts {
            settlement: "Казань".to_owned(),
            street: "Мира".to_owned(),
            house: "1".to_owned(),
            ..AddressParts::default()
        });
        let id = client::create(&app, &ctx, &input).unwrap().id;
        let gone = client::create(&app, &ctx, &company("Ушедшая", None, Vec::new())).unwrap();
        client::delete(&app, &ctx, gone.id, gone.version).unwrap();
        let boss = add_person(&app, 2, id, "Иванов Иван Петрович");

        let cards = cards(&app);
        assert_eq!(cards.len(), 1, "deleted clients are not compared");
        let card = &cards[0];
        let fields = of_client(card);
        for wanted in [
            (Field::Name, "ООО «Ромашка»"),
            (Field::TaxNumber, "7707083893"),
            (Field::Country, "RU"),
            (Field::Phone, "+7 495 123-45-67"),
            (Field::Email, "info@romashka.example"),
            (Field::City, "Казань"),
            (Field::Address, "Мира"),
            (Field::House, "1"),
            (Field::FullName, "Иванов Иван Петрович"),
        ] {
            assert!(fields.contains(&wanted), "{wanted:?} in {fields:?}");
        }
        assert!(fields.iter().any(|(field, _)| *field == Field::Website));
        let text = id.to_string();
        let fields = of_person(card, boss, &card.people[0].1, &text);
        for wanted in [
            (Field::FullName, "Иванов Иван Петрович"),
            (Field::Employer, "ООО «Ромашка»"),
            (Field::EmployerId, text.as_str()),
            (Field::City, "Казань"),
        ] {
            assert!(fields.contains(&wanted), "{wanted:?} in {fields:?}");
        }
        let known = app
            .db
            .read(|tx| store::duplicate::cards(tx, &[id, gone.id]));
        assert_eq!(known.unwrap(), cards, "one by one as all at once");
    }
}

fn typed(name: &str) -> Typed {
    Typed {
        name: name.to_owned(),
        country: "RU".parse().ok(),
        ..Typed::default()
    }
}

fn look(app: &App, ctx: &app::Context, typed: &Typed) -> Found {
    // the first look-up may find the base still being read
    app.duplicates().prepare(app).unwrap();
    duplicate::candidates(app, ctx, typed).unwrap()
}

fn clients(candidates: &[Candidate]) -> Vec<ClientId> {
    let shown = candidates.iter().filter_map(|one| one.shown.as_ref());
    shown.map(|shown| shown.client.id).collect()
}

#[test]
fn r113_whoever_is_in_the_base_is_found_while_typed_with_reasons() {
    for app in apps() {
        let ctx = app.ctx(Role::Owner).seeded(1);
        let phone = vec![channel("phone", "+7 495 123-45-67")];
        let romashka = company("ООО «Ромашка»", Some("7707083893"), phone);
        let id = client::create(&app, &ctx, &romashka).unwrap().id;
        client::create(&app, &ctx, &company("Вектор-2", None, Vec::new())).unwrap();

        let found = look(&app, &ctx, &typed("romashka llc"));
        assert_eq!(clients(&found.candidates), [id], "in another script");
        let by_number = Typed {
            tax_number: "7707083893".to_owned(),
            ..typed("")
        };
        let found = look(&app, &ctx, &by_number);
        assert_eq!(clients(&found.candidates), [id]);
        let one = &found.candidates[0];
        let reason = one.reasons.iter().find(|r| r.part.code() == "tax_number");
        assert_eq!(reason.unwrap().count, Some(1), "how many have it");
        assert_eq!(one.of, 2);
        let sum: f64 = one.start + one.reasons.iter().map(|reason| reason.bits).sum::<f64>();
        assert!((1.0 / (1.0 + (-sum).exp2()) - one.chance).abs() < 1e-9);

        assert!(
            look(&app, &ctx, &typed("Совсем Другое"))
                .candidates
                .is_empty()
        );
        let numbers = look(&app, &ctx, &typed("Вектор-7"));
        assert!(numbers.candidates.is_empty(), "{numbers:?}");
        let own = Typed {
            except: Some(Subject::Client(id)),
            ..typed("Ромашка")
        };
        assert!(look(&app, &ctx, &own).candidates.is_empty(), "not itself");
    }
}

#[test]
fn the_index_follows_every_change_also_those_of_another_process() {
    for app in apps() {
        let ctx = app.ctx(Role::Owner).seeded(1);
        // a second process over the same database
        let other = App::seeded(app.db.clone(), 2);
        let found = |name: &str| {
            let here = clients(&look(&app, &ctx, &typed(name)).candidates);
            let there = clients(&look(&other, &ctx, &typed(name)).candidates);
            assert_eq!(here, there, "{name}: both processes know the same");
            here
        };
        assert!(found("Ромашка").is_empty());
        let a = client::create(&app, &ctx, &company("Ромашка", None, Vec::new())).unwrap();
        assert_eq!(found("Ромашка"), [a.id]);
        let renamed = client::update(&other, &ctx, a.id, 1, &company("Василёк", None, Vec::new()));
        assert!(found("Ромашка").is_empty());
        assert_eq!(found("Василёк"), [a.id]);

        let way = domain::channel::ChannelValue::parse(
            domain::channel::ChannelKind::Phone,
            "RU".parse().unwrap(),
            "+7 495 765-43-21",
        )
        .unwrap();
        let way = domain::channel::ChannelData {
            person_id: None,
            kind: domain::channel::ChannelKind::Phone,
            value: way.value,
            value_key: way.key,
            label: None,
            position: 0,
            dial_result: None,
            dialled_at: None,
            unanswered: 0,
        };
        part::create(&app, &ctx, a.id, &way).unwrap();
        let by_phone = Typed {
            phones: vec!["8 (495) 765-43-21".to_owned()],
            ..typed("Василек")
        };
        let one = &look(&other, &ctx, &by_phone).candidates[0];
        assert!(
            one.reasons.iter().any(|r| r.part.code() == "phone"),
            "{one:?}"
        );

        let b = client::create(&other, &ctx, &company("Подсолнух", None, Vec::new())).unwrap();
        let wish = Wish {
            survivor: a.id,
            absorbed: vec![b.id],
            preset: Preset::Survivor,
            picks: Default::default(),
            despite_tax_numbers: false,
        };
        let merged = merge::merge(&app, &ctx, &wish).unwrap();
        assert!(found("Подсолнух").is_empty(), "merged into another");
        merge::undo(&other, &ctx, merged.id).unwrap();
        assert_eq!(found("Подсолнух"), [b.id], "and back");
        let version = renamed.unwrap().version;
        client::delete(&app, &ctx, a.id, version).unwrap();
        assert!(found("Василёк").is_empty());
        client::restore(&app, &ctx, a.id).unwrap();
        assert_eq!(found("Василёк"), [a.id]);
    }
}

#[test]
fn r113_a_client_in_the_base_is_added_only_when_it_is_said_to_be_another() {
    for app in apps() {
        let ctx = app.ctx(Role::Owner).seeded(1);
        let romashka = company("Ромашка", Some("7707083893"), Vec::new());
        let first = duplicate::add_client(&app, &ctx, &romashka).unwrap();
        let error = duplicate::add_client(&app, &ctx, &romashka).unwrap_err();
        let client::Error::Duplicates(candidates) = error else {
            panic!("{error:?}");
        };
        assert_eq!(clients(&candidates), [first.id]);
        assert_eq!(candidates[0].level, Level::Sure);

        let known = Input {
            despite_duplicates: true,
            ..romashka.clone()
        };
        let second = duplicate::add_client(&app, &ctx, &known).unwrap();
        let lines = app.db.read(|tx| {
            let filter = store::journal::Filter {
                entity: Some("duplicate".to_owned()),
                entity_id: None,
                client_ids: vec![second.id],
                actor_id: None,
                from: None,
                until: None,
                below: None,
                scope: domain::policy::Actor::system()
                    .scope(domain::policy::Entity::Journal)
                    .unwrap(),
                entities: None,
            };
            store::journal::list(tx, &filter, 10)
        });
        let lines = lines.unwrap();
        let told = |action| {
            let line = lines.iter().find(|line| line.entry.action == action);
            let after = line.unwrap().entry.after.clone().unwrap_or_default();
            after.contains(&first.id.to_string())
        };
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert!(told(JournalAction::Insist), "who insisted");
        assert!(told(JournalAction::Decide), "and what that says of the two");

        // a refusal of a value comes first
        let bad = Input {
            tax_number: Some(Some("123".to_owned())),
            ..romashka.clone()
        };
        let error = duplicate::add_client(&app, &ctx, &bad).unwrap_err();
        assert!(matches!(error, client::Error::Invalid(_)), "{error:?}");

        let off = [(
            "duplicate.at_entry".to_owned(),
            Some(domain::setting::Value::Text("off".to_owned())),
        )];
        app::setting::change(&app, &ctx, &off.into()).unwrap();
        duplicate::add_client(&app, &ctx, &romashka).unwrap();
    }
}

#[test]
fn r113_while_the_base_is_still_being_read_sure_keys_decide_and_nobody_waits_for_it() {
    for app in apps() {
        let ctx = app.ctx(Role::Owner).seeded(31);
        let phone = || vec![channel("phone", "+7 495 123-45-67")];
        let known = company("ООО «Ромашка»", Some("7707083893"), phone());
        let id = client::create(&app, &ctx, &known).unwrap().id;
        let add = |seed, input: &Input| {
            let ctx = app.ctx(Role::Owner).seeded(seed);
            app.duplicates()
                .while_held(|| duplicate::add_client(&app, &ctx, input))
        };
        let same = add(32, &company("Romashka OOO", Some("7707083893"), phone()));
        let Err(client::Error::Duplicates(found)) = same else {
            panic!("{same:?}");
        };
        assert_eq!(clients(&found), [id]);
        add(33, &company("Василёк", None, Vec::new())).unwrap();
    }
}

#[test]
fn r113_of_equal_requests_at_one_moment_one_is_asked() {
    for app in apps() {
        let ctx = app.ctx(Role::Owner).seeded(1);
        client::create(&app, &ctx, &company("Альфа", None, Vec::new())).unwrap();
        app.duplicates().prepare(&app).unwrap();
        for (round, name) in ["Берёза", "Ольха", "Черёмуха", "Кипарис"]
            .into_iter()
            .enumerate()
        {
            let input = company(
                name,
                None,
                vec![channel("phone", &format!("+7 495 123-45-6{round}"))],
            );
            let ready = std::sync::Barrier::new(3);
            let done: Vec<Result<_, _>> = std::thread::scope(|scope| {
                let add = |seed: u64| {
                    let ctx = app.ctx(Role::Owner).seeded(seed);
                    ready.wait();
                    duplicate::add_client(&app, &ctx, &input)
                };
                let threads =
                    [0, 1, 2].map(|at| scope.spawn(move || add(100 + 10 * round as u64 + at)));
                threads.map(|thread| thread.join().unwrap()).into()
            });
            let (added, refused): (Vec<_>, Vec<_>) = done.into_iter().partition(Result::is_ok);
            assert_eq!(added.len(), 1, "{refused:?}");
            let added = added.into_iter().next().unwrap().unwrap();
            for refused in refused {
                let Err(client::Error::Duplicates(candidates)) = refused else {
                    panic!("{refused:?}");
                };
                assert_eq!(clients(&candidates), [added.id]);
            }
        }
    }
}

#[test]
fn r113_of_equal_loads_at_one_moment_one_adds() {
    for app in apps() {
        let ctx = app.ctx(Role::Owner).seeded(1);
        client::create(&app, &ctx, &company("Альфа", None, Vec::new())).unwrap();
        app.duplicates().prepare(&app).unwrap();
        for round in 0..4 {
            let rows: Vec<client::Input> = ["Берёза", "Ольха", "Черёмуха"]
                .into_iter()
                .enumerate()
                .map(|(at, name)| {
                    let phone = channel("phone", &format!("+7 495 123-4{at}-6{round}"));
                    company(&format!("{name} {round}"), None, vec![phone])
                })
                .collect();
            let ready = std::sync::Barrier::new(3);
            let done: Vec<Vec<client::Outcome>> = std::thread::scope(|scope| {
                let load = |seed: u64| {
                    let ctx = app.ctx(Role::Owner).seeded(seed);
                    ready.wait();
                    client::bulk(&app, &ctx, &rows).unwrap()
                };
                let threads = [0, 1, 2].map(|at| scope.spawn(move || load(200 + 10 * round + at)));
                threads.map(|thread| thread.join().unwrap()).into()
            });
            for place in 0..rows.len() {
                let created = |outcomes: &&Vec<client::Outcome>| {
                    matches!(outcomes[place], client::Outcome::Created(..))
                };
                assert_eq!(done.iter().filter(created).count(), 1, "{done:?}");
            }
        }
    }
}

#[test]
fn r113_decisions_at_entry_and_of_the_queue_are_heeded_at_entry() {
    for app in apps() {
        let ctx = app.ctx(Role::Owner).seeded(1);
        let mut pairs = Vec::new();
        let mut add = |name: &str| {
            let input = company(name, None, Vec::new());
            let first = duplicate::add_client(&app, &ctx, &input).unwrap();
            let insists = Input {
                despite_duplicates: true,
                ..input
            };
            let second = duplicate::add_client(&app, &ctx, &insists).unwrap();
            pairs.push((first.id, second.id));
        };
        add("Ромашка");
        let chance = || look(&app, &ctx, &typed("Ромашка")).candidates[0].chance;
        let before = chance();
        for name in [
            "Берёза",
            "Ольха",
            "Осина",
            "Рябина",
            "Черёмуха",
            "Калина",
            "Липа",
            "Клён",
            "Ясень",
            "Тополь",
            "Сосна",
            "Кедр",
            "Пихта",
            "Лиственница",
            "Каштан",
            "Граб",
            "Самшит",
            "Кипарис",
            "Туя",
            "Ракита",
            "Верба",
        ] {
            add(name);
        }
        let after = chance();
        assert!(
            after < before - 0.1,
            "{before} {after}: an equal name says less here"
        );

        let (first, second) = pairs[0];
        let own = Typed {
            except: Some(Subject::Client(second)),
            ..typed("Ромашка")
        };
        let found = look(&app, &ctx, &own);
        assert!(found.candidates.is_empty(), "{found:?}: said to be another");
        let (made, _) = duplicate::review::decisions(&app, &ctx, None, 100).unwrap();
        let of_pair = made.iter().find(|one| {
            let pair = (one.decision.a, one.decision.b);
            pair == domain::duplicate::ordered(first, second)
        });
        duplicate::decide::undo(&app, &ctx, of_pair.unwrap().decision.id).unwrap();
        assert_eq!(clients(&look(&app, &ctx, &own).candidates), [first]);
    }
}

#[test]
fn somebody_elses_client_is_announced_without_its_data() {
    for app in apps() {
        let owner = app.ctx(Role::Owner).seeded(1);
        let seller = app.ctx(Role::ActiveSeller).seeded(2);
        let manager = app.user(Role::ClientManager);
        let held = Input {
            manager_id: Some(Some(manager)),
            ..company("Ромашка", Some("7707083893"), Vec::new())
        };
        client::create(&app, &owner, &held).unwrap();
        let own = company("Ромашка", Some("7707083893"), Vec::new());
        let error = duplicate::add_client(&app, &seller, &own).unwrap_err();
        let client::Error::Duplicates(candidates) = error else {
            panic!("{error:?}");
        };
        let one = &candidates[0];
        assert_eq!(one.shown, None);
        assert_eq!(one.reasons, []);
        assert_eq!(one.holder.as_deref(), Some("client_manager"), "whom to ask");
        let found = look(&app, &seller, &typed("Ромашка"));
        assert!(found.candidates.iter().all(|one| one.shown.is_none()));
        assert!(
            app.ctx(Role::Administrator)
                .scope(domain::policy::Entity::Client)
                .is_err()
        );
        let nobody = duplicate::candidates(&app, &app.ctx(Role::Administrator), &typed("Ромашка"));
        assert!(nobody.is_err(), "no right to clients, no hint of them");
    }
}

#[test]
fn r026_a_lone_surname_is_enough_and_r027_more_tells_namesakes_apart() {
    for app in apps() {
        let ctx = app.ctx(Role::Owner).seeded(1);
        let firm = |n: u64, name: &str| {
            let ctx = app.ctx(Role::Owner).seeded(100 + n);
            let mut input = company(name, None, Vec::new());
            input.address = Some(AddressParts {
                settlement: ["Казань", "Омск", "Тверь"][n as usize % 3].to_owned(),
                ..AddressParts::default()
            });
            client::create(&app, &ctx, &input).unwrap().id
        };
        let (a, b) = (firm(0, "Альфа"), firm(1, "Бета"));
        add_person(&app, 10, a, "Кузнецов Пётр Ильич");
        let who = |name: &str| Typed {
            who: Who::Person(None),
            ..typed(name)
        };
        let found = look(&app, &ctx, &who("Кузнецов"));
        assert!(found.single(), "one alone has the surname: {found:?}");
        let person = found.candidates[0].shown.as_ref().unwrap();
        assert_eq!(person.person.as_ref().unwrap().name, "Кузнецов Пётр Ильич");

        let other = add_person(&app, 11, b, "Кузнецов Андрей");
        let found = look(&app, &ctx, &who("Кузнецов"));
        assert_eq!((found.namesakes, found.single()), (2, false));
        assert_eq!(found.candidates.len(), 2);
        let by_town = Typed {
            city: "Омск".to_owned(),
            ..who("Кузнецов")
        };
        let by_firm = Typed {
            firm: "Бета".to_owned(),
            ..who("Кузнецов")
        };
        for further in [by_town, by_firm, who("Кузнецов Андрей")] {
            let found = look(&app, &ctx, &further);
            let first = found.candidates[0].shown.as_ref().unwrap();
            assert_eq!(first.person.as_ref().unwrap().id, other, "{further:?}");
        }
    }
}

#[test]
fn a_person_is_not_added_twice_to_a_client_but_may_work_at_two() {
    for app in apps() {
        let ctx = app.ctx(Role::Owner).seeded(1);
        let a = client::create(&app, &ctx, &company("Альфа", None, Vec::new()))
            .unwrap()
            .id;
        let b = client::create(&app, &ctx, &company("Бета", None, Vec::new()))
            .unwrap()
            .id;
        let input = person::Input {
            name: Some("Кузнецов Пётр Ильич".to_owned()),
            ..person::Input::default()
        };
        let data = input.create().unwrap();
        let ways = [channel("phone", "+7 916 123-45-67")];
        let add =
            |client, despite| duplicate::add_person(&app, &ctx, client, &data, &ways, despite);
        let made = add(a, false).unwrap();
        assert!(matches!(add(a, false), Err(part::Error::Duplicates(_))));
        add(b, false).unwrap();
        add(a, true).unwrap();
        let channels = part::list::<domain::channel::ChannelData>(&app, &ctx, a).unwrap();
        assert!(
            channels
                .iter()
                .any(|way| way.data.person_id == Some(made.id))
        );
        let bad = duplicate::add_person(&app, &ctx, a, &data, &[channel("phone", "1")], true);
        assert!(matches!(bad, Err(part::Error::Invalid(_))));
    }
}

#[test]
fn rows_of_a_load_are_held_against_the_base_and_each_other() {
    for app in apps() {
        let ctx = app.ctx(Role::Owner).seeded(1);
        let row = |external: &str, name: &str, tax: Option<&str>| Input {
            external_id: Some(Some(external.to_owned())),
            ..company(name, tax, Vec::new())
        };
        let old = row("1", "Ромашка", Some("7707083893"));
        client::create(&app, &ctx, &old).unwrap();
        let rows = [
            row("1", "Ромашка и партнёры", Some("7707083893")),
            row("2", "Ромашка", Some("7707083893")),
            row("3", "Подсолнух", Some("7702070139")),
            row("4", "Подсолнух", Some("7702070139")),
            Input {
                despite_duplicates: true,
                ..row("5", "Подсолнух", Some("7702070139"))
            },
        ];
        let outcomes = client::bulk(&app, &ctx, &rows).unwrap();
        use client::Outcome::{Created, Refused, Updated};
        assert!(
            matches!(outcomes[0], Updated(..)),
            "its own card: {:?}",
            outcomes[0]
        );
        let Refused(refusals) = &outcomes[1] else {
            panic!("{:?}", outcomes[1]);
        };
        assert_eq!(refusals[0].code, "duplicate.found");
        assert!(matches!(outcomes[2], Created(..)));
        let Refused(refusals) = &outcomes[3] else {
            panic!("{:?}", outcomes[3]);
        };
        assert!(
            refusals[0].params.contains(&("row", "3".to_owned())),
            "{refusals:?}"
        );
        assert!(matches!(outcomes[4], Created(..)));
    }
}
