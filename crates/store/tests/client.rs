//! Clients in both engines: what is written is read, lists are what the pure filter says, pages
//! join without gap or repetition, names are found.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

use db::{Error, Tx};
use domain::client::filter::{ClientField, ClientOrder, ClientSort, ClientTerm, add_term};
use domain::client::{
    Client, ClientData, ClientKind, Relation, ServiceClass, Standing, Temperature,
};
use domain::country::Country;
use domain::filter::Value as Wanted;
use domain::id::{ClientId, UserId};
use domain::ladder::LadderStep;
use domain::language::Language;
use domain::marker::Marker;
use domain::policy::{Actor, Entity, Role, Rules, Scope};
use domain::search::{Query, understand};
use domain::user::{Theme, UserState};
use jiff::Timestamp;
use store::client::{Asked, Item, ListQuery};
use store::search::Named;
use uuid::Uuid;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_700_000_000 + second).unwrap()
}

fn user(n: u128) -> UserId {
    UserId::from_uuid(Uuid::from_u128(0x77_0000 + n))
}

fn scope(role: Role, n: u128) -> Scope {
    Actor::new(user(n), "x".to_owned(), role, Vec::new(), Rules::default())
        .scope(Entity::Client)
        .unwrap()
}

fn all() -> Scope {
    scope(Role::Owner, 1)
}

fn client(n: u128, name: &str) -> Client {
    let now = at(i64::try_from(n).unwrap());
    Client {
        id: ClientId::from_uuid(Uuid::from_u128(0x1000 + n)),
        data: ClientData::named(name.to_owned(), Country::RU),
        standing: Standing::new(),
        region: None,
        main_phone: None,
        main_email: None,
        version: 1,
        created_at: now,
        created_by: user(1),
        updated_at: now,
        deleted_at: None,
    }
}

fn add_users(tx: &mut Tx, count: u128) -> Result<(), Error> {
    for n in 1..=count {
        tx.execute(
            "INSERT INTO app_user (id, login, login_key, name, role, language, theme, state, \
             version, created_at) VALUES ($1, $2, $2, $2, $3, $4, $5, $6, 1, 0)",
            &db::params![
                user(n).uuid(),
                format!("user{n}"),
                Role::Owner.code(),
                Language::En.code(),
                Theme::Light.code(),
                UserState::Active.code(),
            ],
        )?;
    }
    Ok(())
}

/// A small base in which every field has its cases, the absent one included.
fn base(seed: u64, size: u128) -> Vec<Client> {
    let mut state = seed | 1;
    let mut pick = move |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    let words = [
        "Ромашка",
        "Север",
        "Щукин",
        "Kosev",
        "Royal",
        "Ёлка",
        "Ѓорѓи",
        "Trade",
        "Ром",
    ];
    (0..size)
        .map(|n| {
            let name = format!(
                "ООО {} {}",
                words[pick(words.len())],
                words[pick(words.len())]
            );
            let mut c = client(n, &name);
            c.data.kind = ClientKind::ALL[pick(2)];
            c.data.relation = Relation::ALL[pick(4)];
            c.data.service_class = ServiceClass::ALL[pick(2)];
            c.data.temperature = Temperature::ALL.get(pick(4)).copied();
            c.data.manager_id = [None, Some(user(1)), Some(user(2))][pick(3)];
            c.data.mailing_consent = pick(2) == 0;
            c.data.external_id = (pick(2) == 0).then(|| format!("x{n}"));
            c.region = [None, Some("Север"), Some("Юг")][pick(3)].map(str::to_owned);
            c.main_phone = (pick(2) == 0).then(|| "+7 495 000-00-00".to_owned());
            c.main_email = (pick(3) == 0).then(|| "a@example.ru".to_owned());
            c.standing.marker = Marker::ALL[pick(9)];
            c.standing.ladder_step = LadderStep::ALL[pick(6)];
            let silent = pick(3) == 0;
            c.standing.last_interaction_at =
                (!silent).then(|| at(i64::try_from(pick(40)).unwrap()));
            c
        })
        .collect()
}

/// The values of a field, for the pure form of a filter.
fn values(c: &Client, field: ClientField) -> Vec<Wanted> {
    let text = |code: &str| vec![Wanted::Text(code.to_owned())];
    let maybe =
        |value: Option<&String>| value.map(|v| Wanted::Text(v.clone())).into_iter().collect();
    match field {
        ClientField::Relation => text(c.data.relation.code()),
        ClientField::Marker => text(c.standing.marker.code()),
        ClientField::LadderStep => text(c.standing.ladder_step.code()),
        ClientField::Kind => text(c.data.kind.code()),
        ClientField::ServiceClass => text(c.data.service_class.code()),
        ClientField::Temperature => c
            .data
            .temperature
            .map_or_else(Vec::new, |of| text(of.code())),
        ClientField::Manager => c
            .data
            .manager_id
            .map(|id| Wanted::Id(id.uuid()))
            .into_iter()
            .collect(),
        ClientField::Region => maybe(c.region.as_ref()),
        ClientField::ExternalId => maybe(c.data.external_id.as_ref()),
        ClientField::MailingConsent => vec![Wanted::Flag(c.data.mailing_consent)],
        ClientField::Has => {
            let phone = c.main_phone.is_some().then(|| Wanted::Text("phone".into()));
            let email = c.main_email.is_some().then(|| Wanted::Text("email".into()));
            phone.into_iter().chain(email).collect()
        }
        ClientField::LastInteraction => c
            .standing
            .last_interaction_at
            .map(|at| Wanted::Int(at.as_microsecond()))
            .into_iter()
            .collect(),
        ClientField::Created => vec![Wanted::Int(c.created_at.as_microsecond())],
        _ => Vec::new(),
    }
}

fn passes(c: &Client, terms: &[ClientTerm]) -> bool {
    terms
        .iter()
        .all(|term| term.test.passes(&values(c, term.field)))
}

fn term(field: ClientField, operator: &str, texts: &[&str]) -> ClientTerm {
    let texts: Vec<String> = texts.iter().map(|t| (*t).to_owned()).collect();
    let mut terms = Vec::new();
    add_term(&mut terms, field, operator, &texts).unwrap();
    terms.remove(0)
}

fn some_terms() -> Vec<ClientTerm> {
    use ClientField as F;
    let manager = user(2).to_string();
    let moment = at(20).to_string();
    vec![
        term(F::Relation, "", &["current", "former"]),
        term(F::Relation, "not", &["prospect"]),
        term(F::Marker, "", &["gold"]),
        term(F::LadderStep, "not", &["none", "buyer"]),
        term(F::Kind, "", &["company"]),
        term(F::ServiceClass, "", &["vip"]),
        term(F::Temperature, "", &["hot", "warm"]),
        term(F::Temperature, "is", &["empty"]),
        term(F::Manager, "", &[&manager]),
        term(F::Manager, "not", &[&manager]),
        term(F::Manager, "", &["none"]),
        term(F::Manager, "not", &["none"]),
        term(F::Region, "", &["Юг"]),
        term(F::Region, "is", &["empty"]),
        term(F::ExternalId, "is", &["present"]),
        term(F::MailingConsent, "", &["true"]),
        term(F::Has, "", &["phone", "email"]),
        term(F::Has, "not", &["phone"]),
        term(F::Has, "is", &["empty"]),
        term(F::Has, "is", &["present"]),
        term(F::LastInteraction, "gte", &[&moment]),
        term(F::LastInteraction, "lte", &[&moment]),
        term(F::LastInteraction, "is", &["empty"]),
        term(F::Created, "lte", &[&moment]),
        term(F::Abc, "is", &["empty"]),
        term(F::Abc, "", &["A"]),
        term(F::Revenue, "gte", &["1"]),
    ]
}

/// The whole list, gathered by pages of `size`.
fn pages(tx: &mut Tx, query: &ListQuery<'_>, size: i64) -> Result<Vec<Item>, Error> {
    let mut found: Vec<Item> = Vec::new();
    loop {
        let after = found.last().map(|item| item.cut.clone());
        let page = ListQuery {
            after: after.as_ref(),
            limit: size,
            ..query.clone()
        };
        let items = store::client::list(tx, &page)?;
        let last = i64::try_from(items.len()).unwrap() < size;
        found.extend(items);
        if last {
            return Ok(found);
        }
    }
}

fn query<'a>(scope: &'a Scope, terms: &'a [ClientTerm]) -> ListQuery<'a> {
    ListQuery {
        scope,
        terms,
        asked: None,
        order: ClientOrder::default(),
        after: None,
        limit: 1000,
    }
}

#[test]
fn a_list_is_what_the_pure_filter_says_in_every_order() {
    for fresh in store::testing::databases() {
        let clients = base(7, 90);
        fresh
            .db
            .write(|tx| {
                add_users(tx, 2)?;
                store::client::insert(tx, &clients)
            })
            .unwrap();
        fresh
            .db
            .read(|tx| {
                let singles = some_terms().into_iter().map(|t| vec![t]);
                let pairs = some_terms().into_iter().zip(some_terms().into_iter().rev());
                let filters = singles
                    .chain(pairs.map(|(a, b)| vec![a, b]))
                    .chain([Vec::new()]);
                for terms in filters {
                    for (role, n) in [(Role::Owner, 1), (Role::ActiveSeller, 2)] {
                        let scope = scope(role, n);
                        let mut expected: Vec<ClientId> = clients
                            .iter()
                            .filter(|c| scope.covers(c.data.manager_id) && passes(c, &terms))
                            .map(|c| c.id)
                            .collect();
                        let query = query(&scope, &terms);
                        let items = store::client::list(tx, &query)?;
                        let mut got: Vec<ClientId> = items.iter().map(|i| i.id).collect();
                        got.sort();
                        expected.sort();
                        assert_eq!(got, expected, "{role} {terms:?}");
                        let count = store::client::count(tx, &query)?;
                        assert_eq!(usize::try_from(count).unwrap(), expected.len(), "{terms:?}");
                    }
                }
                Ok::<(), Error>(())
            })
            .unwrap();
    }
}

#[test]
fn pages_join_without_gap_or_repetition() {
    for fresh in store::testing::databases() {
        let clients = base(11, 61);
        fresh
            .db
            .write(|tx| {
                add_users(tx, 2)?;
                store::client::insert(tx, &clients)?;
                // Two thirds have figures, many of them equal ones.
                for (n, c) in clients.iter().enumerate().filter(|(n, _)| n % 3 != 0) {
                    let n = i64::try_from(n).unwrap();
                    tx.execute(
                        "INSERT INTO client_figures (client_id, as_of_day, window_code, orders, \
                         revenue_minor, last_day, assortment, cheque_minor, state) \
                         VALUES ($1, '2026-01-01', 'all', $2, $3, $4, 1, 1, 'active')",
                        &db::params![
                            c.id.uuid(),
                            n % 4,
                            (n % 5) * 100,
                            (n % 2 == 0).then_some("2025-05-05"),
                        ],
                    )?;
                }
                Ok::<(), Error>(())
            })
            .unwrap();
        fresh
            .db
            .read(|tx| {
                for key in ClientSort::ALL {
                    for descending in [false, true] {
                        let scope = all();
                        let order = ClientOrder {
                            key: *key,
                            descending,
                        };
                        let query = ListQuery {
                            order,
                            ..query(&scope, &[])
                        };
                        let whole = store::client::list(tx, &query)?;
                        let paged = pages(tx, &query, 7)?;
                        assert_eq!(whole.len(), clients.len(), "{order}");
                        let ids = |items: &[Item]| items.iter().map(|i| i.id).collect::<Vec<_>>();
                        assert_eq!(ids(&whole), ids(&paged), "{order}");
                        let keys: Vec<_> =
                            whole.iter().map(|i| (i.cut.value.clone(), i.id)).collect();
                        let ordered = if descending {
                            keys.is_sorted_by(|a, b| a >= b)
                        } else {
                            keys.is_sorted()
                        };
                        assert!(ordered, "{order} {keys:?}");
                    }
                }
                Ok::<(), Error>(())
            })
            .unwrap();
    }
}

fn find(tx: &mut Tx, scope: &Scope, text: &str) -> Vec<String> {
    let Query::Words(readings) = understand(text) else {
        panic!("{text} is no name")
    };
    let Some(words) = store::search::choose(tx, Named::Client, scope, &readings).unwrap() else {
        return Vec::new();
    };
    let asked = Asked::Words(words);
    let query = ListQuery {
        asked: Some(&asked),
        ..query(scope, &[])
    };
    store::client::list(tx, &query)
        .unwrap()
        .into_iter()
        .map(|item| item.name)
        .collect()
}

#[test]
fn names_are_found_in_any_script_and_follow_their_manager() {
    for fresh in store::testing::databases() {
        fresh
            .db
            .write(|tx| {
                add_users(tx, 2)?;
                let mut clients = vec![
                    client(1, "ООО «Ромашка»"),
                    client(2, "Ромашка-Север"),
                    client(3, "Romantik DOO"),
                    client(4, "Щукин"),
                ];
                clients[1].data.manager_id = Some(user(1));
                clients[2].data.manager_id = Some(user(2));
                store::client::insert(tx, &clients)
            })
            .unwrap();
        let own = scope(Role::ClientManager, 2);
        fresh
            .db
            .read(|tx| {
                assert_eq!(
                    find(tx, &all(), "romashka"),
                    ["ООО «Ромашка»", "Ромашка-Север"]
                );
                assert_eq!(find(tx, &all(), "hjvfirf ctdth"), ["Ромашка-Север"]);
                assert_eq!(find(tx, &all(), "shchukin"), ["Щукин"]);
                assert_eq!(find(tx, &all(), "ром").len(), 3);
                assert_eq!(find(tx, &own, "ром"), ["Romantik DOO"]);
                assert_eq!(find(tx, &own, "щукин"), Vec::<String>::new());
                Ok::<(), Error>(())
            })
            .unwrap();
        fresh
            .db
            .write(|tx| {
                let before = store::client::find(tx, &all(), client(4, "").id)?.unwrap();
                let mut after = before.clone();
                after.data.manager_id = Some(user(2));
                after.version += 1;
                assert!(store::client::update(tx, &before, &after)?);
                assert!(
                    !store::client::update(tx, &before, &after)?,
                    "the version moved on"
                );
                assert_eq!(find(tx, &own, "щукин"), ["Щукин"]);
                let mut renamed = after.clone();
                renamed.data.name = "Окунев".to_owned();
                renamed.version += 1;
                assert!(store::client::update(tx, &after, &renamed)?);
                assert_eq!(find(tx, &own, "щукин"), Vec::<String>::new());
                assert_eq!(find(tx, &own, "okunev"), ["Окунев"]);
                assert_eq!(
                    store::client::find(tx, &own, renamed.id)?.as_ref(),
                    Some(&renamed)
                );
                assert!(store::client::set_deleted(
                    tx,
                    &renamed,
                    at(9),
                    Some(at(9))
                )?);
                assert_eq!(find(tx, &all(), "окунев"), Vec::<String>::new());
                assert_eq!(store::client::find(tx, &all(), renamed.id)?, None);
                let deleted = store::client::find_deleted(tx, &all(), renamed.id)?.unwrap();
                assert!(store::client::set_deleted(tx, &deleted, at(10), None)?);
                assert_eq!(find(tx, &own, "окунев"), ["Окунев"]);
                Ok::<(), Error>(())
            })
            .unwrap();
    }
}

#[test]
fn a_client_is_read_as_it_was_written() {
    for fresh in store::testing::databases() {
        let clients = base(3, 20);
        fresh
            .db
            .write(|tx| {
                add_users(tx, 2)?;
                store::client::insert(tx, &clients)?;
                for c in &clients {
                    assert_eq!(store::client::find(tx, &all(), c.id)?.as_ref(), Some(c));
                    let own = store::client::find(tx, &scope(Role::Telemarketer, 2), c.id)?;
                    assert_eq!(own.is_some(), c.data.manager_id == Some(user(2)));
                    if let Some(external) = &c.data.external_id {
                        let found = store::client::by_external_id(tx, &all(), external)?;
                        assert_eq!(found.map(|f| f.id), Some(c.id));
                    }
                }
                let twice = Client {
                    id: ClientId::from_uuid(Uuid::from_u128(5)),
                    ..clients
                        .iter()
                        .find(|c| c.data.external_id.is_some())
                        .unwrap()
                        .clone()
                };
                let refused = tx.savepoint(|tx| store::client::insert(tx, [&twice]));
                assert!(matches!(refused, Err(Error::Unique { .. })), "{refused:?}");
                Ok::<(), Error>(())
            })
            .unwrap();
    }
}
