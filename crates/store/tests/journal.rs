//! The journal on both engines: the chain is whole after ordinary work, and any tampering shows.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

use db::{Db, Error, params};
use domain::id::{ClientId, UserId};
use domain::journal::JournalAction;
use domain::policy::{Actor, Entity, Role, Rules, Scope};
use store::journal::{Entry, Fault, Filter, append, find, list, verify};
use uuid::Uuid;

fn entry(n: u128) -> Entry {
    Entry {
        made_at: "2026-03-01T10:00:00Z".parse().unwrap(),
        actor_id: Some(UserId::from_uuid(Uuid::from_u128(n % 3))),
        actor_name: "Ана „Џ“".to_owned(),
        action: JournalAction::Update,
        entity: "client".to_owned(),
        entity_id: Some(Uuid::from_u128(n)),
        client_id: (n.is_multiple_of(2)).then(|| ClientId::from_uuid(Uuid::from_u128(n))),
        before: Some(r#"{"name":"A"}"#.to_owned()),
        after: None,
        request: format!("r{n}"),
        undo_of: None,
    }
}

fn fill(db: &Db, lines: u128) {
    for n in 1..=lines {
        db.write(|tx| append(tx, &entry(n))).unwrap();
    }
}

fn scope(role: Role) -> Scope {
    let user = UserId::from_uuid(Uuid::from_u128(1));
    let actor = Actor::new(user, String::new(), role, Vec::new(), Rules::default());
    actor.scope(Entity::Journal).unwrap()
}

fn filter(role: Role) -> Filter {
    Filter {
        entity: None,
        entity_id: None,
        client_ids: Vec::new(),
        actor_id: None,
        from: None,
        until: None,
        below: None,
        scope: scope(role),
        entities: None,
    }
}

#[test]
fn r279_a_changed_removed_or_cut_off_line_shows() {
    for fresh in store::testing::databases() {
        let db = &fresh.db;
        fill(db, 5);
        let sound = db.read(verify).unwrap().unwrap();
        assert_eq!(sound.lines, 5);
        let cases: [(&str, Fault); 5] = [
            (
                "UPDATE journal SET actor_name = 'x' WHERE seq = 3",
                Fault::Changed(3),
            ),
            (
                "UPDATE journal SET before = NULL WHERE seq = 2",
                Fault::Changed(2),
            ),
            (
                "UPDATE journal SET made_at = made_at + 1 WHERE seq = 5",
                Fault::Changed(5),
            ),
            ("DELETE FROM journal WHERE seq = 4", Fault::Missing(4)),
            ("DELETE FROM journal WHERE seq = 5", Fault::CutOff(4)),
        ];
        for (tampering, fault) in cases {
            let seen = db.write(|tx| {
                tx.execute(tampering, &[])?;
                let seen = verify(tx)?;
                // roll the tampering back
                Err::<(), _>(Seen(Some(seen)))
            });
            assert_eq!(seen.unwrap_err().0.unwrap(), Err(fault), "{tampering}");
        }
        assert_eq!(db.read(verify).unwrap(), Ok(sound));
    }
}

#[derive(Debug)]
struct Seen(Option<Result<store::journal::Verified, Fault>>);

impl From<Error> for Seen {
    fn from(error: Error) -> Self {
        panic!("{error}");
    }
}

#[test]
fn writers_at_once_keep_one_chain() {
    for fresh in store::testing::databases() {
        let db = &fresh.db;
        std::thread::scope(|threads| {
            for n in 0..4_u128 {
                threads.spawn(move || {
                    for m in 0..10 {
                        db.write(|tx| append(tx, &entry(n * 100 + m))).unwrap();
                    }
                });
            }
        });
        assert_eq!(db.read(verify).unwrap().unwrap().lines, 40);
    }
}

#[test]
fn listing() {
    for fresh in store::testing::databases() {
        let db = &fresh.db;
        fill(db, 9);
        let seqs = |filter: &Filter, limit| -> Vec<i64> {
            let lines = db.read(|tx| list(tx, filter, limit)).unwrap();
            lines.iter().map(|line| line.seq).collect()
        };
        let all = filter(Role::Owner);
        assert_eq!(seqs(&all, 3), [9, 8, 7]);
        assert_eq!(
            seqs(
                &Filter {
                    below: Some(3),
                    ..all.clone()
                },
                9
            ),
            [2, 1]
        );
        let of_client = Some(ClientId::from_uuid(Uuid::from_u128(4)));
        assert_eq!(
            seqs(
                &Filter {
                    client_ids: of_client.into_iter().collect(),
                    ..all.clone()
                },
                9
            ),
            [4]
        );
        assert_eq!(
            seqs(
                &Filter {
                    entities: Some(&["user"]),
                    ..all.clone()
                },
                9
            ),
            [0_i64; 0]
        );
        // line 4 is of a client that is not theirs
        assert_eq!(seqs(&filter(Role::Telemarketer), 9), [7, 1]);
        let moment = entry(1).made_at;
        assert_eq!(
            seqs(
                &Filter {
                    until: Some(moment),
                    ..all.clone()
                },
                9
            ),
            [0_i64; 0]
        );
        assert_eq!(
            seqs(
                &Filter {
                    from: Some(moment),
                    ..all
                },
                1
            ),
            [9]
        );
    }
}

#[test]
fn a_line_knows_what_undid_it() {
    for fresh in store::testing::databases() {
        let db = &fresh.db;
        fill(db, 2);
        let undoing = Entry {
            undo_of: Some(1),
            action: JournalAction::Undo,
            ..entry(3)
        };
        db.write(|tx| append(tx, &undoing)).unwrap();
        let line = db.read(|tx| find(tx, 1)).unwrap().unwrap();
        assert_eq!((line.undone_by, line.entry), (Some(3), entry(1)));
        let twice = db.write(|tx| append(tx, &undoing));
        assert!(matches!(twice, Err(Error::Unique { .. })), "{twice:?}");
        let none =
            db.read(|tx| tx.query_opt("SELECT 1 FROM journal WHERE seq = $1", &params![4_i64]));
        assert!(none.unwrap().is_none());
    }
}
