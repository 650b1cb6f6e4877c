//! What employees take from the pool by territory, product line and language, and how hard their
//! lists were.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

use app::client::{self, Input};
use app::testing::{TestApp, apps};
use app::{Context, coverage, journal, part, pool, potential, product_group, source, work_area};
use domain::address::AddressParts;
use domain::id::{ClientId, ProductGroupId, SourceId, TerritoryId, UserId};
use domain::policy::Role;
use domain::work_area::WorkArea;

const OWNER: Role = Role::Owner;
const CALLER: Role = Role::Telemarketer;
const SELLER: Role = Role::ActiveSeller;

fn seeded(app: &TestApp, role: Role, seed: u64) -> Context {
    app.ctx(role).seeded(8_000 + seed * 16 + role as u64)
}

fn waiting(app: &TestApp, number: u64, region: Option<&str>) -> ClientId {
    let input = Input {
        name: Some(format!("Клиент {number}")),
        manager_id: Some(None),
        address: region.map(|region| AddressParts {
            region: region.to_owned(),
            ..AddressParts::default()
        }),
        ..Input::default()
    };
    client::create(app, &seeded(app, OWNER, number), &input)
        .unwrap()
        .id
}

fn territory(app: &TestApp, name: &str, language: Option<&str>, seed: u64) -> TerritoryId {
    let input = coverage::Input {
        name: Some(name.to_owned()),
        regions: Some(vec![name.to_owned()]),
        language: Some(language.map(str::to_owned)),
        ..coverage::Input::default()
    };
    coverage::create(app, &seeded(app, OWNER, 100 + seed), &input)
        .unwrap()
        .id
}

fn line(app: &TestApp, name: &str, seed: u64) -> ProductGroupId {
    let ctx = seeded(app, OWNER, 200 + seed);
    product_group::create(app, &ctx, name, None, Vec::new())
        .unwrap()
        .id
}

fn takes(app: &TestApp, user: UserId, area: WorkArea, seed: u64) {
    work_area::put(app, &seeded(app, Role::HeadOfSales, 300 + seed), user, area).unwrap();
}

fn shares(app: &TestApp, users: &[UserId], seed: u64) -> Vec<pool::Handed> {
    let request = pool::Request {
        users: users.to_vec(),
        each: 10,
        dry_run: true,
    };
    pool::hand_out(app, &seeded(app, OWNER, 400 + seed), &request)
        .unwrap()
        .shares
}

fn of(shares: &[pool::Handed], user: UserId) -> Vec<ClientId> {
    let mut clients: Vec<ClientId> = shares
        .iter()
        .filter(|one| one.share.user == user)
        .map(|one| one.share.client)
        .collect();
    clients.sort_unstable();
    clients
}

#[test]
fn r121_r287_clients_go_to_who_takes_their_territory_line_and_language_and_it_says_so() {
    for app in apps() {
        let (caller, seller) = (app.user(CALLER), app.user(SELLER));
        let north = territory(&app, "Север", Some("mk"), 1);
        territory(&app, "Юг", Some("sq"), 2);
        let here = waiting(&app, 1, Some("Север"));
        let there = waiting(&app, 2, Some("Юг"));
        let nowhere = waiting(&app, 3, None);
        let (oils, tea) = (line(&app, "Масла", 1), line(&app, "Чай", 2));
        let needs = |client, group, seed: u64| {
            let ctx = seeded(&app, OWNER, 500 + seed);
            let input = potential::Input {
                product_group_id: Some(group),
                amount_minor: Some(100_000),
                ..potential::Input::default()
            };
            let data = input.create(&ctx).unwrap();
            part::create(&app, &ctx, client, &data).unwrap();
        };
        needs(here, oils, 1);
        needs(there, tea, 2);

        let by_territory = WorkArea {
            territory_ids: vec![north],
            ..WorkArea::default()
        };
        takes(&app, caller, by_territory.clone(), 1);
        let told = shares(&app, &[caller, seller], 1);
        assert_eq!(of(&told, caller), [here]);
        assert_eq!(of(&told, seller).len(), 2, "the other takes everything");
        let why = told.iter().find(|one| one.share.user == caller).unwrap();
        assert_eq!(why.fits, ["territory"]);
        assert!(
            told.iter()
                .filter(|one| one.share.user == seller)
                .all(|one| one.fits.is_empty())
        );

        // who is not known to need a line fits every one
        let by_line = WorkArea {
            line_ids: vec![tea],
            ..WorkArea::default()
        };
        takes(&app, caller, by_line, 2);
        assert_eq!(of(&shares(&app, &[caller], 2), caller), [there, nowhere]);
        let by_language = WorkArea {
            languages: vec!["mk".to_owned()],
            ..WorkArea::default()
        };
        takes(&app, caller, by_language, 3);
        assert_eq!(of(&shares(&app, &[caller], 3), caller), [here, nowhere]);

        // the next client of the pool keeps to it too, and the stay says why
        let both = WorkArea {
            line_ids: vec![oils],
            ..by_territory
        };
        takes(&app, caller, both, 4);
        assert_eq!(
            pool::take(&app, &seeded(&app, CALLER, 600)).unwrap().client,
            here
        );
        let stays = app::holding::history(&app, &app.ctx(OWNER), here).unwrap();
        let why: serde_json::Value =
            serde_json::from_str(stays[0].0.why.as_deref().unwrap()).unwrap();
        assert_eq!(why["fits"], serde_json::json!(["territory", "line"]));
        let none = pool::take(&app, &seeded(&app, CALLER, 601));
        assert!(matches!(none, Err(pool::Error::Empty)), "{none:?}");

        // the change of what they take is undone like others
        let filter = journal::Filter {
            entity: Some("work_area".to_owned()),
            ..Default::default()
        };
        let newest = journal::list(&app, &app.ctx(OWNER), &filter, 1)
            .unwrap()
            .items[0]
            .line
            .seq;
        journal::undo(&app, &seeded(&app, OWNER, 602), newest).unwrap();
        assert_eq!(of(&shares(&app, &[caller], 5), caller), [nowhere]);
    }
}

#[test]
fn work_areas_are_kept_by_who_assigns_and_name_what_is_there() {
    for app in apps() {
        let caller = app.user(CALLER);
        let own = work_area::put(&app, &app.ctx(CALLER), caller, WorkArea::default());
        assert!(
            matches!(own, Err(work_area::Error::Forbidden(_))),
            "{own:?}"
        );
        let strange = TerritoryId::from_uuid(caller.uuid());
        for bad in [
            WorkArea {
                territory_ids: vec![strange],
                ..WorkArea::default()
            },
            WorkArea {
                line_ids: vec![ProductGroupId::from_uuid(caller.uuid())],
                ..WorkArea::default()
            },
            WorkArea {
                languages: vec!["Macedonian".to_owned()],
                ..WorkArea::default()
            },
        ] {
            let put = work_area::put(&app, &app.ctx(OWNER), caller, bad);
            assert!(matches!(put, Err(work_area::Error::Invalid(_))), "{put:?}");
        }
    }
}

#[test]
fn r152_the_conversion_takes_the_difficulty_of_the_lists_into_account() {
    for app in apps() {
        let caller = app.user(CALLER);
        let lists: Vec<SourceId> = ["Лёгкий", "Трудный"]
            .iter()
            .enumerate()
            .map(|(n, name)| {
                let ctx = seeded(&app, OWNER, 700 + n as u64);
                let input = source::Input {
                    name: Some((*name).to_owned()),
                    ..source::Input::default()
                };
                source::create(&app, &ctx, &input).unwrap().id
            })
            .collect();
        // A second caller, to compare with.
        let new = app::user::New {
            login: "second".to_owned(),
            name: "Второй".to_owned(),
            role: CALLER,
            team_id: None,
            language: domain::language::Language::Ru,
        };
        let second = app::user::create_with_password(
            &app,
            &seeded(&app, OWNER, 800),
            &new,
            app::testing::PASSWORD,
        )
        .unwrap()
        .id;
        // The easy list brings 4 of 10, the hard one 1 of 10, whoever works it.
        let mut number = 0;
        let mut work = |user: UserId, list: usize, stays: i64, results: i64| {
            for n in 0..stays {
                number += 1;
                let client = waiting(&app, 10_000 + number, None);
                let ctx = seeded(&app, OWNER, 20_000 + number);
                let card = client::card(&app, &ctx, client).unwrap().client;
                let input = Input {
                    manager_id: Some(Some(user)),
                    source_id: Some(Some(lists[list])),
                    ..Input::default()
                };
                client::update(&app, &ctx, client, card.version, &input).unwrap();
                let sql = "UPDATE holding SET results = $2, ended_at = $3, ending = 'withdrawn' WHERE client_id = $1";
                let results = i64::from(n < results);
                let at = app.now.as_microsecond();
                app.db
                    .write(|tx| {
                        tx.execute(sql, &db::params![client.uuid(), results, at])
                            .map(drop)
                    })
                    .unwrap();
            }
        };
        work(caller, 0, 20, 8);
        work(second, 1, 20, 2);
        let standing = pool::standing(&app, &app.ctx(OWNER)).unwrap();
        let told = |user| {
            standing
                .takers
                .iter()
                .find(|one| one.user == user)
                .unwrap()
                .clone()
        };
        let (easy, hard) = (told(caller), told(second));
        assert!(easy.expected.unwrap() > hard.expected.unwrap() + 0.1);
        let gap = (easy.conversion - hard.conversion).abs();
        assert!(gap < 0.08, "{} {}", easy.conversion, hard.conversion);
        assert!((easy.record.results, hard.record.results) == (8, 2));
    }
}
