//! Accounts, sessions and tokens on both engines: who may sign in, how often they may try, and
//! that a lost right is lost at once.

use app::session::{Attempt, Credential, Opened, SignIn, SignInError, resolve, sign_in};
use app::testing::{PASSWORD, TestApp, apps, empty_app};
use app::{Context, journal, setup, token, user};
use domain::language::Language;
use domain::policy::{Role, TokenScope};
use domain::user::UserState;
use jiff::{SignedDuration, Timestamp};

fn at(now: Timestamp, address: &str) -> Attempt {
    Attempt {
        now,
        request: "test".to_owned(),
        address: address.to_owned(),
        agent: "test".to_owned(),
    }
}

fn try_at(
    app: &TestApp,
    login: &str,
    password: &str,
    now: Timestamp,
    address: &str,
) -> Result<Opened, SignInError> {
    let attempt = SignIn {
        login: login.to_owned(),
        password: password.to_owned(),
        previous: None,
        at: at(now, address),
    };
    sign_in(app, &attempt)
}

fn enter(app: &TestApp, login: &str, password: &str) -> Result<Opened, SignInError> {
    try_at(app, login, password, app.now, "10.0.0.1")
}

fn is_live(app: &TestApp, credential: Credential<'_>, now: Timestamp) -> bool {
    resolve(app, credential, now, "test").is_ok()
}

fn minutes(now: Timestamp, minutes: i64) -> Timestamp {
    now + SignedDuration::from_mins(minutes)
}

#[test]
fn a_session_lives_while_used_and_no_longer_than_its_lifetime() {
    for app in apps() {
        let secret = enter(&app, "owner", PASSWORD).unwrap().secret;
        let cookie = Credential::Cookie(&secret);
        // the default: 12 hours unused, 7 days in any case
        assert!(is_live(&app, cookie, minutes(app.now, 12 * 60 - 1)));
        assert!(is_live(&app, cookie, minutes(app.now, 23 * 60)));
        assert!(!is_live(&app, cookie, minutes(app.now, 36 * 60)));
        let secret = enter(&app, "owner", PASSWORD).unwrap().secret;
        let cookie = Credential::Cookie(&secret);
        for hour in 1..7 * 24 {
            assert!(
                is_live(&app, cookie, minutes(app.now, hour * 60)),
                "hour {hour}"
            );
        }
        assert!(!is_live(&app, cookie, minutes(app.now, 7 * 24 * 60)));
        assert!(!is_live(&app, Credential::Cookie("rubbish"), app.now));
        assert!(!is_live(&app, Credential::Bearer(&secret), app.now));
    }
}

#[test]
fn sec_26_five_failures_close_the_account_for_the_address_for_a_quarter_of_an_hour() {
    for app in apps() {
        for n in 0..5 {
            let failed = try_at(&app, "owner", "wrong password", app.now, "10.0.1.1");
            assert!(matches!(failed, Err(SignInError::Wrong)), "{n}");
        }
        // the right password does not help
        let closed = try_at(&app, "owner", PASSWORD, minutes(app.now, 14), "10.0.1.1");
        assert!(
            matches!(closed, Err(SignInError::TooMany { retry_after: 900 })),
            "{closed:?}"
        );
        // a look-alike of the login is the same account
        let closed = try_at(&app, "оwnеr", PASSWORD, app.now, "10.0.1.1");
        assert!(matches!(closed, Err(SignInError::TooMany { .. })));
        // the owner at another address, and a colleague behind the same one, are let in
        assert!(try_at(&app, "owner", PASSWORD, app.now, "10.0.1.2").is_ok());
        assert!(try_at(&app, "guardian", PASSWORD, app.now, "10.0.1.1").is_ok());
        assert!(try_at(&app, "owner", PASSWORD, minutes(app.now, 16), "10.0.1.1").is_ok());
    }
}

#[test]
fn sec_26_an_account_and_an_address_have_ceilings_of_their_own() {
    for app in apps() {
        let fail = |login: &str, address: &str| {
            let failed = try_at(&app, login, "wrong password", app.now, address);
            matches!(failed, Err(SignInError::Wrong))
        };
        // many addresses, one account
        let guessed = (0..40)
            .filter(|n| fail("owner", &format!("10.0.2.{n}")))
            .count();
        assert_eq!(guessed, 25);
        let closed = try_at(&app, "owner", PASSWORD, app.now, "10.0.3.1");
        assert!(matches!(closed, Err(SignInError::TooMany { .. })));
        // one address, many accounts
        let guessed = (0..60)
            .filter(|n| fail(&format!("nobody{n}"), "10.0.4.1"))
            .count();
        assert_eq!(guessed, 50);
        let closed = try_at(&app, "guardian", PASSWORD, app.now, "10.0.4.1");
        assert!(matches!(closed, Err(SignInError::TooMany { .. })));
        assert!(try_at(&app, "guardian", PASSWORD, app.now, "10.0.4.2").is_ok());
    }
}

#[test]
fn sec_26_many_tries_at_once_do_not_pass_the_limit_together() {
    for app in apps() {
        let wrong = std::thread::scope(|threads| {
            let tries: Vec<_> = (0..12)
                .map(|_| {
                    let app = &app;
                    let attempt = || try_at(app, "owner", "wrong password", app.now, "10.0.5.1");
                    threads.spawn(attempt)
                })
                .collect();
            let outcomes = tries.into_iter().map(|t| t.join().unwrap());
            outcomes
                .filter(|o| matches!(o, Err(SignInError::Wrong)))
                .count()
        });
        assert_eq!(wrong, 5);
    }
}

#[test]
fn sec_26_success_forgets_the_failures_of_the_account() {
    for app in apps() {
        for round in 0..3 {
            for _ in 0..4 {
                let address = format!("10.1.0.{round}");
                assert!(try_at(&app, "owner", "wrong password", app.now, &address).is_err());
            }
            assert!(
                try_at(&app, "owner", PASSWORD, app.now, &format!("10.1.0.{round}")).is_ok(),
                "{round}"
            );
        }
    }
}

#[test]
fn sec_19_whoever_loses_a_right_loses_every_session_and_token_at_once() {
    type Loss = fn(&TestApp, &Context, Role);
    let change = |app: &TestApp, ctx: &Context, role: Role, change: user::Change| {
        let now = user::find(app, ctx, app.user(role)).unwrap();
        user::change(app, ctx, now.id, now.version, &change).unwrap();
    };
    let disable: Loss = |app, ctx, role| {
        let now = user::find(app, ctx, app.user(role)).unwrap();
        let change = user::Change {
            enabled: Some(false),
            ..user::Change::default()
        };
        user::change(app, ctx, now.id, now.version, &change).unwrap();
    };
    let new_password: Loss = |app, ctx, role| {
        user::set_one_time_password(app, ctx, app.user(role)).unwrap();
    };
    let own_password: Loss = |app, _, role| {
        let ctx = app.ctx(role);
        let at = at(app.now, "10.0.0.9");
        user::change_own_password(app, &ctx, PASSWORD, "another good phrase", &at).unwrap();
    };
    for app in apps() {
        let owner = app.ctx(Role::Owner);
        let losses: [(Role, &dyn Fn()); 4] = [
            (Role::HeadOfSales, &|| {
                disable(&app, &owner, Role::HeadOfSales)
            }),
            (Role::DataSteward, &|| {
                let role = Some(Role::Telemarketer);
                change(
                    &app,
                    &owner,
                    Role::DataSteward,
                    user::Change {
                        role,
                        ..user::Change::default()
                    },
                );
            }),
            (Role::Administrator, &|| {
                new_password(&app, &owner, Role::Administrator)
            }),
            (Role::Owner, &|| own_password(&app, &owner, Role::Owner)),
        ];
        for (role, lose) in losses {
            let session = enter(&app, role.code(), PASSWORD).unwrap().secret;
            let made = token::create(&app, &app.ctx(role), "t", &[TokenScope::Read], 30).unwrap();
            let both = [
                Credential::Cookie(&session),
                Credential::Bearer(&made.secret),
            ];
            assert!(
                both.iter()
                    .all(|credential| is_live(&app, *credential, app.now)),
                "{role}"
            );
            lose();
            assert!(
                !both
                    .iter()
                    .any(|credential| is_live(&app, *credential, app.now)),
                "{role}"
            );
        }
        // and the disabled one is not told apart from a stranger
        let refused = enter(&app, "head_of_sales", PASSWORD);
        assert!(matches!(refused, Err(SignInError::Wrong)));
    }
}

#[test]
fn sec_19_a_token_ends_with_its_days_and_with_its_revocation() {
    for app in apps() {
        let ctx = app.ctx(Role::Owner);
        let made = token::create(&app, &ctx, "t", &[TokenScope::Read], 90).unwrap();
        let bearer = Credential::Bearer(&made.secret);
        assert!(is_live(&app, bearer, minutes(app.now, 90 * 24 * 60 - 1)));
        assert!(!is_live(&app, bearer, minutes(app.now, 90 * 24 * 60)));
        assert!(matches!(
            token::create(&app, &ctx, "t", &[TokenScope::Read], 91),
            Err(token::Error::BadLifetime { max: 90 })
        ));
        let strange = app.ctx(Role::Administrator);
        assert!(matches!(
            token::revoke(&app, &strange, made.token.id),
            Err(token::Error::NotFound)
        ));
        assert!(is_live(&app, bearer, app.now));
        token::revoke(&app, &ctx, made.token.id).unwrap();
        assert!(!is_live(&app, bearer, app.now));
    }
}

#[test]
fn sec_20_invited_means_one_password_for_a_limited_time_and_no_token() {
    for app in apps() {
        let new = user::New {
            login: "newcomer".to_owned(),
            name: "Newcomer".to_owned(),
            role: Role::HeadOfSales,
            team_id: None,
            language: Language::Mk,
        };
        let made = user::create(&app, &app.ctx(Role::Owner), &new).unwrap();
        assert_eq!(made.user.state, UserState::Invited);
        let late = try_at(
            &app,
            "newcomer",
            &made.password,
            minutes(app.now, 72 * 60),
            "10.0.0.1",
        );
        assert!(matches!(late, Err(SignInError::Wrong)));
        let opened = enter(&app, "newcomer", &made.password).unwrap();
        assert_eq!(opened.caller.user.state, UserState::Invited);
        let at = at(app.now, "10.0.0.1");
        let ctx = &opened.caller.ctx;
        user::change_own_password(&app, ctx, &made.password, "my own good phrase", &at).unwrap();
        assert!(matches!(
            enter(&app, "newcomer", &made.password),
            Err(SignInError::Wrong)
        ));
        let opened = enter(&app, "newcomer", "my own good phrase").unwrap();
        assert_eq!(opened.caller.user.state, UserState::Active);
    }
}

#[test]
fn sec_25_no_second_account_looks_like_the_first() {
    for app in apps() {
        let ctx = app.ctx(Role::Owner);
        for login in ["OWNER", "оwner", "ｏｗｎｅｒ", "ówner"] {
            let new = user::New {
                login: login.to_owned(),
                name: "X".to_owned(),
                role: Role::Telemarketer,
                team_id: None,
                language: Language::En,
            };
            assert!(
                matches!(user::create(&app, &ctx, &new), Err(user::Error::LoginTaken)),
                "{login}"
            );
        }
        let target = user::find(&app, &ctx, app.user(Role::Telemarketer)).unwrap();
        let rename = user::Change {
            login: Some("оwner".to_owned()),
            ..user::Change::default()
        };
        let refused = user::change(&app, &ctx, target.id, target.version, &rename);
        assert!(matches!(refused, Err(user::Error::LoginTaken)));
    }
}

#[test]
fn sec_02_only_owners_touch_owners_and_guardians_and_nobody_their_own_rights() {
    for app in apps() {
        let admin = app.ctx(Role::Administrator);
        let give = |role| user::Change {
            role: Some(role),
            ..user::Change::default()
        };
        let version = |role| user::find(&app, &admin, app.user(role)).unwrap().version;
        for (target, change) in [
            (
                Role::Owner,
                user::Change {
                    enabled: Some(false),
                    ..user::Change::default()
                },
            ),
            (Role::Guardian, give(Role::Telemarketer)),
            (Role::Telemarketer, give(Role::Owner)),
            (Role::Telemarketer, give(Role::Guardian)),
        ] {
            let refused = user::change(&app, &admin, app.user(target), version(target), &change);
            assert!(
                matches!(refused, Err(user::Error::OwnerOnly)),
                "{target}: {refused:?}"
            );
        }
        let refused = user::set_one_time_password(&app, &admin, app.user(Role::Owner));
        assert!(matches!(refused, Err(user::Error::OwnerOnly)));
        let own = app.user(Role::Administrator);
        let refused = user::change(&app, &admin, own, 1, &give(Role::HeadOfSales));
        assert!(matches!(refused, Err(user::Error::OwnAccount)));
        for role in [
            Role::HeadOfSales,
            Role::DataSteward,
            Role::Guardian,
            Role::Telemarketer,
        ] {
            let refused = user::set_one_time_password(&app, &app.ctx(role), own);
            assert!(matches!(refused, Err(user::Error::Forbidden(_))), "{role}");
        }
    }
}

#[test]
fn there_is_always_an_active_owner() {
    for app in apps() {
        let system = app.system();
        let owner = user::find(&app, &system, app.user(Role::Owner)).unwrap();
        for change in [
            user::Change {
                enabled: Some(false),
                ..user::Change::default()
            },
            user::Change {
                role: Some(Role::Guardian),
                ..user::Change::default()
            },
        ] {
            let refused = user::change(&app, &system, owner.id, owner.version, &change);
            assert!(
                matches!(refused, Err(user::Error::LastOwner)),
                "{refused:?}"
            );
        }
    }
}

#[test]
fn sec_46_the_set_up_token_works_once_and_never_after_an_account() {
    let app = empty_app();
    let owner = |token: &str| setup::FirstOwner {
        token: token.to_owned(),
        login: "boss".to_owned(),
        name: "Boss".to_owned(),
        password: PASSWORD.to_owned(),
        language: Language::Ru,
    };
    let at = at(app.now, "local");
    let first = setup::begin(&app, app.now).unwrap().unwrap();
    let second = setup::begin(&app, app.now).unwrap().unwrap();
    assert!(matches!(
        setup::finish(&app, &owner(&first), &at),
        Err(setup::Error::NotFound)
    ));
    assert!(matches!(
        setup::finish(&app, &owner(""), &at),
        Err(setup::Error::NotFound)
    ));
    let opened = setup::finish(&app, &owner(&second), &at).unwrap();
    assert_eq!(opened.caller.user.role, Role::Owner);
    assert!(matches!(
        setup::finish(&app, &owner(&second), &at),
        Err(setup::Error::NotFound)
    ));
    assert_eq!(setup::begin(&app, app.now).unwrap(), None);
}

#[test]
fn sec_21_no_secret_stands_in_the_database_or_the_journal() {
    for app in apps() {
        let opened = enter(&app, "owner", PASSWORD).unwrap();
        let ctx = app.ctx(Role::Owner);
        let made = token::create(&app, &ctx, "t", &[TokenScope::Read], 1).unwrap();
        let one_time = user::set_one_time_password(&app, &ctx, app.user(Role::Guardian)).unwrap();
        let dump = app::testing::dump(&app, &[]);
        assert!(dump.contains("head_of_sales"), "the dump is empty");
        for secret in [&opened.secret, &made.secret, &one_time.password, PASSWORD] {
            assert!(!dump.contains(secret), "{secret}");
        }
    }
}

#[test]
fn a_change_of_an_account_is_undone_within_the_same_rules() {
    for app in apps() {
        let owner = app.ctx(Role::Owner);
        let id = app.user(Role::Telemarketer);
        let before = user::find(&app, &owner, id).unwrap();
        let promote = user::Change {
            role: Some(Role::HeadOfSales),
            ..user::Change::default()
        };
        let after = user::change(&app, &owner, id, before.version, &promote).unwrap();
        let newest = |entity: &str| {
            let filter = journal::Filter {
                entity: Some(entity.to_owned()),
                ..journal::Filter::default()
            };
            journal::list(&app, &owner, &filter, 1)
                .unwrap()
                .items
                .remove(0)
        };
        let line = newest("user");
        assert!(line.undoable);
        assert_eq!(line.changes.len(), 1);

        let session = enter(&app, "telemarketer", PASSWORD).unwrap().secret;
        let undoing = journal::undo(&app, &owner, line.line.seq).unwrap();
        let now = user::find(&app, &owner, id).unwrap();
        assert_eq!(
            (now.role, now.version),
            (Role::Telemarketer, after.version + 1)
        );
        assert!(
            !is_live(&app, Credential::Cookie(&session), app.now),
            "the role moved"
        );
        let told = newest("user");
        assert_eq!(
            (told.line.seq, told.line.entry.undo_of),
            (undoing, Some(line.line.seq))
        );

        let again = journal::undo(&app, &owner, line.line.seq);
        assert!(matches!(again, Err(journal::UndoError::AlreadyUndone { by }) if by == undoing));
        // undoing the undo is doing it again
        journal::undo(&app, &owner, undoing).unwrap();
        assert_eq!(
            user::find(&app, &owner, id).unwrap().role,
            Role::HeadOfSales
        );
    }
}

#[test]
fn undo_is_refused_when_the_thing_moved_on_and_tells_both_values() {
    for app in apps() {
        let owner = app.ctx(Role::Owner);
        let id = app.user(Role::Telemarketer);
        let rename = |name: &str, version| {
            let change = user::Change {
                name: Some(name.to_owned()),
                ..user::Change::default()
            };
            user::change(&app, &owner, id, version, &change)
                .unwrap()
                .version
        };
        let version = rename("First", 1);
        let page = journal::list(&app, &owner, &journal::Filter::default(), 1).unwrap();
        let seq = page.items[0].line.seq;
        rename("Second", version);
        let Err(journal::UndoError::Conflict {
            field,
            expected,
            current,
        }) = journal::undo(&app, &owner, seq)
        else {
            panic!("no conflict");
        };
        assert_eq!(
            (field.as_str(), expected.as_str(), current.as_str()),
            ("name", Some("First"), Some("Second"))
        );
        // nobody undoes what they could not have done
        let seller = app.ctx(Role::ActiveSeller);
        assert!(matches!(
            journal::undo(&app, &seller, seq),
            Err(journal::UndoError::NotFound)
        ));
    }
}
