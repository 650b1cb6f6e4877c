//! What hangs on a client, in both engines: each kind is read as it was written, seen within the
//! scope of its client only, changed by version, deleted and brought back.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

use db::{Error, Tx};
use domain::address::{AddressData, AddressKind, AddressParts};
use domain::channel::{ChannelData, ChannelKind, DialResult};
use domain::client::{Client, ClientData, Standing};
use domain::country::Country;
use domain::fact::{FactData, FactType};
use domain::id::{ClientId, ProductGroupId, UserId};
use domain::interaction::{Direction, Effect, InteractionData, InteractionKind, Outcome};
use domain::key_mark::{KeyAttribute, KeyMarkData};
use domain::part::Part;
use domain::person::{DecisionRole, Level, Person, PersonData};
use domain::policy::{Actor, Entity, Role, Rules, Scope};
use domain::potential::PotentialData;
use domain::product::ProductGroup;
use domain::satisfaction::{SatisfactionChannel, SatisfactionData};
use domain::supplier::Discounts;
use domain::winback::{StepTaken, WinbackData, WinbackOutcome, WinbackReason, WinbackStep};
use jiff::Timestamp;
use store::part::{self, Stored};
use uuid::Uuid;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn scope(role: Role, user: u128) -> Scope {
    let user = UserId::from_uuid(Uuid::from_u128(user));
    Actor::new(user, String::new(), role, Vec::new(), Rules::default())
        .scope(Entity::Client)
        .unwrap()
}

fn add_client(tx: &mut Tx) -> Result<ClientId, Error> {
    let client = Client {
        id: ClientId::from_uuid(Uuid::from_u128(9)),
        data: ClientData::named("Ромашка".to_owned(), Country::RU),
        standing: Standing::new(),
        region: None,
        main_phone: None,
        main_email: None,
        version: 1,
        created_at: at(1),
        created_by: UserId::from_uuid(Uuid::nil()),
        updated_at: at(1),
        deleted_at: None,
    };
    store::client::insert(tx, [&client])?;
    Ok(client.id)
}

fn part<D: Stored>(client_id: ClientId, n: u128, data: D) -> Part<D> {
    Part {
        id: Uuid::from_u128(100 + n).into(),
        client_id,
        data,
        version: 1,
        created_by: UserId::from_uuid(Uuid::nil()),
        created_at: at(5),
        updated_at: at(5),
    }
}

/// The life of a part: `first` becomes `second`, is deleted, comes back.
fn lives<D: Stored + std::fmt::Debug>(tx: &mut Tx, client: ClientId, first: D, second: D) {
    let everybody = scope(Role::Owner, 1);
    let stranger = scope(Role::ActiveSeller, 2);
    let mut kept = part(client, 1, first);
    part::insert(tx, [&kept]).unwrap();
    let found = part::find::<D>(tx, &everybody, kept.id).unwrap();
    assert_eq!(found.unwrap().data, kept.data);
    assert!(part::find::<D>(tx, &stranger, kept.id).unwrap().is_none());
    kept.data = second;
    kept.version = 2;
    assert!(part::update(tx, &kept).unwrap());
    assert!(!part::update(tx, &kept).unwrap(), "the version moved on");
    let of_client = part::of_client::<D>(tx, client, 10).unwrap();
    assert_eq!(of_client.len(), 1);
    assert_eq!(
        (of_client[0].data.clone(), of_client[0].version),
        (kept.data.clone(), 2)
    );
    assert!(!part::set_deleted::<D>(tx, kept.id, 1, at(9), Some(at(9))).unwrap());
    assert!(part::set_deleted::<D>(tx, kept.id, 2, at(9), Some(at(9))).unwrap());
    assert!(part::find::<D>(tx, &everybody, kept.id).unwrap().is_none());
    assert!(part::of_client::<D>(tx, client, 10).unwrap().is_empty());
    let (gone, deleted_at) = part::find_kept::<D>(tx, kept.id).unwrap().unwrap();
    assert_eq!((gone.data, deleted_at), (kept.data.clone(), Some(at(9))));
    assert!(part::set_deleted::<D>(tx, kept.id, 3, at(10), None).unwrap());
    assert_eq!(
        part::find::<D>(tx, &everybody, kept.id)
            .unwrap()
            .unwrap()
            .data,
        kept.data
    );
}

#[test]
fn each_kind_lives_with_its_client() {
    for fresh in store::testing::databases() {
        fresh
            .db
            .write(|tx| {
                let client = add_client(tx)?;
                let person = PersonData {
                    name: "Анна".to_owned(),
                    title: None,
                    decision_role: DecisionRole::Maker,
                    level: Some(Level::Owner),
                    note: None,
                };
                let changed = PersonData {
                    level: None,
                    note: Some("x".into()),
                    ..person.clone()
                };
                lives(tx, client, person, changed);
                let channel = ChannelData {
                    person_id: None,
                    kind: ChannelKind::Phone,
                    value: "+7 495 123-45-67".to_owned(),
                    value_key: "+74951234567".to_owned(),
                    label: None,
                    position: 0,
                    dial_result: None,
                    dialled_at: None,
                    unanswered: 0,
                };
                let changed = ChannelData {
                    dial_result: Some(DialResult::Busy),
                    dialled_at: Some(at(7)),
                    unanswered: 2,
                    ..channel.clone()
                };
                lives(tx, client, channel, changed);
                let address = AddressData {
                    kind: AddressKind::Actual,
                    parts: AddressParts {
                        region: "Юг".into(),
                        ..AddressParts::default()
                    },
                };
                let changed = AddressData {
                    kind: AddressKind::Post,
                    ..address.clone()
                };
                lives(tx, client, address, changed);
                let fact = FactData {
                    person_id: None,
                    fact_type: FactType::Hobby,
                    value: "рыбалка".to_owned(),
                    day: "2026-01-02".parse().unwrap(),
                };
                let changed = FactData {
                    fact_type: FactType::Car,
                    ..fact.clone()
                };
                lives(tx, client, fact, changed);
                let group = ProductGroup {
                    id: ProductGroupId::from_uuid(Uuid::from_u128(77)),
                    parent_id: None,
                    name: "Чай".to_owned(),
                    cost_discounts: Discounts::default(),
                    version: 1,
                };
                store::product_group::insert(tx, [&group])?;
                let potential = PotentialData {
                    product_group_id: group.id,
                    amount_minor: 500_000,
                    origin: "договор".to_owned(),
                    day: "2026-01-02".parse().unwrap(),
                };
                let changed = PotentialData {
                    amount_minor: 0,
                    ..potential.clone()
                };
                lives(tx, client, potential, changed);
                let mark = KeyMarkData {
                    attribute: KeyAttribute::Fame,
                    note: "все знают".to_owned(),
                    day: "2026-01-02".parse().unwrap(),
                };
                let changed = KeyMarkData {
                    note: "знает весь город".to_owned(),
                    ..mark.clone()
                };
                lives(tx, client, mark, changed);
                let case = WinbackData::opened("2026-01-02".parse().unwrap());
                let changed = WinbackData {
                    reason: Some(WinbackReason::Service),
                    steps: vec![StepTaken {
                        step: WinbackStep::Lunch,
                        day: "2026-01-03".parse().unwrap(),
                        note: Some("обед".to_owned()),
                    }],
                    outcome: WinbackOutcome::Gone,
                    note: Some("жалоба".to_owned()),
                    ..case.clone()
                };
                lives(tx, client, case, changed);
                let answer = SatisfactionData {
                    score: 9,
                    day: "2026-01-02".parse().unwrap(),
                    asked_by: None,
                    channel: SatisfactionChannel::Survey,
                    note: None,
                };
                let changed = SatisfactionData {
                    score: 0,
                    channel: SatisfactionChannel::Call,
                    note: Some("опоздание".to_owned()),
                    ..answer.clone()
                };
                lives(tx, client, answer, changed);
                assert_eq!(store::product_group::content(tx, group.id)?, 1);
                let interaction = InteractionData {
                    person_id: None,
                    kind: InteractionKind::Call,
                    effect: Effect::Attempt,
                    direction: Direction::Out,
                    outcome: Outcome::None,
                    happened_at: at(3),
                    note: None,
                    agreed_day: None,
                    minutes: None,
                    purpose: None,
                };
                let changed = InteractionData {
                    effect: Effect::Effective,
                    ..interaction.clone()
                };
                lives(tx, client, interaction, changed);
                store::client::refresh_channels(tx, client)?;
                store::client::refresh_region(tx, client)?;
                let kept = store::client::find(tx, &scope(Role::Owner, 1), client)?.unwrap();
                assert_eq!(kept.main_phone.as_deref(), Some("+7 495 123-45-67"));
                assert_eq!(
                    (kept.main_email, kept.region.as_deref()),
                    (None, Some("Юг"))
                );
                Ok::<(), Error>(())
            })
            .unwrap();
    }
}

#[test]
fn people_are_found_by_the_words_of_their_names() {
    for fresh in store::testing::databases() {
        fresh
            .db
            .write(|tx| {
                let client = add_client(tx)?;
                let data = |name: &str| PersonData {
                    name: name.to_owned(),
                    title: None,
                    decision_role: DecisionRole::None,
                    level: None,
                    note: None,
                };
                let people: Vec<Person> = ["Анна Щукина", "Анна Ким", "Борис Щукин"]
                    .iter()
                    .zip(1..)
                    .map(|(name, n)| part(client, n, data(name)))
                    .collect();
                store::person::insert(tx, people.iter().map(|person| (person, None)))?;
                let mut find = |query: &str, scope: &Scope| {
                    let domain::search::Query::Words(readings) = domain::search::understand(query)
                    else {
                        panic!("{query} is no name")
                    };
                    let named = store::search::Named::Person;
                    let words = store::search::choose(tx, named, scope, &readings).unwrap();
                    let Some(words) = words else {
                        return Vec::new();
                    };
                    let query = store::person::ListQuery {
                        scope,
                        terms: &[],
                        words: Some(&words),
                        descending: false,
                        after: None,
                        limit: 10,
                    };
                    let found = store::person::list(tx, &query).unwrap();
                    found
                        .into_iter()
                        .map(|found| found.person.data.name)
                        .collect::<Vec<_>>()
                };
                let everybody = scope(Role::Owner, 1);
                assert_eq!(find("anna", &everybody), ["Анна Ким", "Анна Щукина"]);
                assert_eq!(find("щук анна", &everybody), ["Анна Щукина"]);
                assert_eq!(
                    find("анна", &scope(Role::ActiveSeller, 2)),
                    Vec::<String>::new()
                );
                Ok::<(), Error>(())
            })
            .unwrap();
    }
}

#[test]
fn a_phone_is_found_by_its_end_and_by_its_whole_key() {
    use store::client::{Asked, ListQuery};
    for fresh in store::testing::databases() {
        fresh
            .db
            .write(|tx| {
                let client = add_client(tx)?;
                let channel = |n: u128, kind, value: &str| {
                    let data = ChannelData {
                        person_id: None,
                        kind,
                        value: value.to_owned(),
                        value_key: value.to_owned(),
                        label: None,
                        position: 0,
                        dial_result: None,
                        dialled_at: None,
                        unanswered: 0,
                    };
                    part(client, n, data)
                };
                let phone = channel(1, ChannelKind::Phone, "+74951234567");
                let email = channel(2, ChannelKind::Email, "anna@example.ru");
                part::insert(tx, [&phone, &email])?;
                let everybody = scope(Role::Owner, 1);
                let mut found = |asked: Asked| {
                    let query = ListQuery {
                        scope: &everybody,
                        terms: &[],
                        asked: Some(&asked),
                        order: domain::client::filter::ClientOrder::default(),
                        after: None,
                        limit: 10,
                    };
                    store::client::list(tx, &query).unwrap().len()
                };
                let number = |digits: &str, phone: Option<&str>, by_tail| Asked::Number {
                    digits: digits.to_owned(),
                    phone: phone.map(str::to_owned),
                    by_tail,
                };
                assert_eq!(found(number("4567", None, true)), 1);
                assert_eq!(found(number("4567", None, false)), 0);
                assert_eq!(found(number("495", None, true)), 0);
                assert_eq!(found(number("84951234567", Some("+74951234567"), false)), 1);
                let mail = |text: &str, by_beginning| Asked::Email {
                    text: text.to_owned(),
                    by_beginning,
                };
                assert_eq!(found(mail("anna@", true)), 1);
                assert_eq!(found(mail("anna@", false)), 0);
                assert_eq!(found(mail("anna@example.ru", false)), 1);
                Ok::<(), Error>(())
            })
            .unwrap();
    }
}

#[test]
fn events_and_history_of_a_client() {
    for fresh in store::testing::databases() {
        fresh
            .db
            .write(|tx| {
                let client = add_client(tx)?;
                let interaction = |n: u128, second, outcome| {
                    let data = InteractionData {
                        person_id: None,
                        kind: if n.is_multiple_of(2) {
                            InteractionKind::Call
                        } else {
                            InteractionKind::Visit
                        },
                        effect: Effect::Effective,
                        direction: Direction::Out,
                        outcome,
                        happened_at: at(second),
                        note: None,
                        agreed_day: None,
                        minutes: None,
                        purpose: None,
                    };
                    part(client, n, data)
                };
                let all = [
                    interaction(1, 10, Outcome::Refused),
                    interaction(2, 20, Outcome::Refused),
                    interaction(3, 20, Outcome::InfoRequested),
                ];
                part::insert(tx, &all)?;
                let mut events = store::interaction::events(tx, client)?;
                events.sort();
                let expected = [
                    (Outcome::InfoRequested, Effect::Effective, at(20)),
                    (Outcome::Refused, Effect::Effective, at(20)),
                ];
                assert_eq!(events, expected);
                let first = store::interaction::history(tx, &everything(), client, &[], None, 2)?;
                assert_eq!([first[0].id, first[1].id], [all[2].id, all[1].id]);
                let before = Some((at(20), all[1].id.uuid()));
                let next = store::interaction::history(tx, &everything(), client, &[], before, 2)?;
                assert_eq!((next.len(), next[0].id), (1, all[0].id));
                let calls = [InteractionKind::Call];
                let calls =
                    store::interaction::history(tx, &everything(), client, &calls, None, 9)?;
                assert_eq!((calls.len(), calls[0].id), (1, all[1].id));
                Ok::<(), Error>(())
            })
            .unwrap();
    }
}

#[test]
fn dictionaries_count_their_use_and_refuse_to_leave_gaps() {
    use domain::dictionary::{Dictionary, Entry, EntryData};
    for fresh in store::testing::databases() {
        fresh
            .db
            .write(|tx| {
                for dictionary in Dictionary::ALL {
                    let mut entry = Entry {
                        id: Uuid::from_u128(1),
                        data: EntryData::named("Стройка".into()),
                        used: 0,
                        version: 1,
                    };
                    if *dictionary == Dictionary::Competitor {
                        entry.data.share = Some(0.25);
                    }
                    store::dictionary::insert(tx, *dictionary, &entry)?;
                    assert_eq!(
                        store::dictionary::list(tx, &scope(Role::Owner, 1), *dictionary)?,
                        [entry.clone()]
                    );
                    let same = Entry {
                        id: Uuid::from_u128(2),
                        ..entry.clone()
                    };
                    let twice =
                        tx.savepoint(|tx| store::dictionary::insert(tx, *dictionary, &same));
                    assert!(matches!(twice, Err(Error::Unique { .. })), "{twice:?}");
                    entry.data.name = "Стройки".into();
                    entry.version = 2;
                    assert!(store::dictionary::update(tx, *dictionary, &entry)?);
                    assert!(!store::dictionary::update(tx, *dictionary, &entry)?);
                    assert_eq!(
                        store::dictionary::find(tx, *dictionary, entry.id)?,
                        Some(entry)
                    );
                    assert!(store::dictionary::exists(
                        tx,
                        *dictionary,
                        Uuid::from_u128(1)
                    )?);
                    store::dictionary::delete(tx, *dictionary, Uuid::from_u128(1))?;
                    assert!(
                        store::dictionary::list(tx, &scope(Role::Owner, 1), *dictionary)?
                            .is_empty()
                    );
                }
                Ok::<(), Error>(())
            })
            .unwrap();
    }
}

fn everything() -> Scope {
    Actor::system().scope(Entity::Client).unwrap()
}
