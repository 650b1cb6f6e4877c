//! The analysis over the base, on every engine at hand: the same figures as the pure crate makes of
//! the same lines, only of clients one may see, following every change.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

mod base;
mod follow;
mod months;
mod moves;
mod portrait;
mod warnings;
mod why;

use std::collections::BTreeSet;
use std::sync::atomic::AtomicBool;

use analysis::{Day, Parameters, View, Window};
use app::analysis::{By, Question, Sort};
use app::job::{Places, Ran, Runner, enqueue};
use app::{client, order, part};
use base::{as_of, bases, read};
use domain::interaction::{Direction, Effect, InteractionData, InteractionKind, Outcome};
use domain::job::{JobKind, JobState};
use domain::marker::Marker;
use domain::policy::{Entity, Role};
use jiff::Timestamp;
use serde_json::json;

#[test]
fn figures_equal_those_of_the_pure_crate() {
    for base in bases() {
        for window in [Window::Rolling(24), Window::Rolling(7), Window::All] {
            for basis in [analysis::Basis::Revenue, analysis::Basis::Margin] {
                let question = Question {
                    window: Some(window),
                    basis,
                    ..as_of("2025-12-31")
                };
                let parameters = Parameters {
                    as_of: question.as_of,
                    window,
                    basis,
                    ..Parameters::default()
                };
                assert_eq!(
                    base.found(Role::Owner, &question),
                    base.expected(&parameters)
                );
            }
        }
    }
}

#[test]
fn a_seller_sees_own_clients_in_every_figure() {
    for base in bases() {
        let question = Question {
            compare_to: Some("2025-06-30".parse().unwrap()),
            ..as_of("2025-12-31")
        };
        let own: BTreeSet<usize> = base
            .found(Role::ActiveSeller, &question)
            .into_keys()
            .collect();
        assert!(
            !own.is_empty() && own.iter().all(|client| client % 3 == 1),
            "{own:?}"
        );
        let mut mine = Parameters {
            as_of: question.as_of,
            window: Window::Rolling(24),
            ..Parameters::default()
        };
        mine.threads = 1;
        let mask = analysis::Mask::new(12, |client| client % 3 == 1);
        let image = base.image();
        let rows = analysis::clients::rows(&View::new(&image, &mine, Some(&mask)));
        let ctx = base.app.ctx(Role::ActiveSeller);
        let (app, q) = (&base.app, &question);
        let matrix = app::analysis::abcxyz(app, &ctx, q).unwrap();
        assert_eq!(matrix.figure.total.value_minor, rows.value_minor);
        let sales = app::analysis::dynamics(app, &ctx, q, By::Product).unwrap();
        assert_eq!(sales.figure.total.value_minor, rows.value_minor);
        let managers = app::analysis::concentration(app, &ctx, q).unwrap();
        assert_eq!(managers.figure.managers.len(), 1);
        assert_eq!(managers.figure.company.total_minor, rows.positive_minor);
        let states = app::analysis::sleeping(app, &ctx, q).unwrap();
        assert_eq!(
            states
                .figure
                .states
                .iter()
                .map(|of| of.clients)
                .sum::<u64>(),
            4
        );
        let steps = app::analysis::ladder(app, &ctx, q).unwrap();
        // Two of the four had not been added by then and had bought nothing.
        assert_eq!(
            steps.figure.steps.iter().map(|of| of.clients).sum::<u64>(),
            2
        );
        let once = app::analysis::one_time(app, &ctx, q).unwrap();
        assert!(once.figure.clients <= 4);
        assert!(app::analysis::overview(app, &base.app.ctx(Role::Administrator), q).is_err());
    }
}

#[test]
fn the_image_follows_the_base() {
    for mut base in bases() {
        let question = as_of("2025-12-31");
        let parameters = Parameters {
            as_of: question.as_of,
            window: Window::Rolling(24),
            ..Parameters::default()
        };
        assert_eq!(
            base.found(Role::Owner, &question),
            base.expected(&parameters)
        );
        // A new order; then it is taken back.
        let made = base.order(3, 900, "2025-11-11", &[(2, 3, 4_444)]);
        assert_eq!(
            base.found(Role::Owner, &question),
            base.expected(&parameters)
        );
        order::delete(&base.app, &base.app.ctx(Role::Owner), made, 1).unwrap();
        base.sold.retain(|sold| sold.1 != 900);
        assert_eq!(
            base.found(Role::Owner, &question),
            base.expected(&parameters)
        );
        // A client is given to somebody else: the figures of both change at once.
        let seller = base.app.user(Role::ActiveSeller);
        let before = base.found(Role::ActiveSeller, &question).len();
        let input = client::Input {
            manager_id: Some(Some(seller)),
            ..client::Input::default()
        };
        let moved = (1..=50).find_map(|version| {
            client::update(
                &base.app,
                &base.app.ctx(Role::Owner),
                base.clients[3],
                version,
                &input,
            )
            .ok()
        });
        let moved = moved.unwrap();
        assert_eq!(base.found(Role::ActiveSeller, &question).len(), before + 1);
        // A client is deleted.
        client::delete(
            &base.app,
            &base.app.ctx(Role::Owner),
            base.clients[3],
            moved.version,
        )
        .unwrap();
        base.sold.retain(|sold| sold.0 != 3);
        assert_eq!(
            base.found(Role::Owner, &question),
            base.expected(&parameters)
        );
    }
}

#[test]
fn cells_hold_as_many_clients_as_their_figures_say() {
    for base in bases() {
        let question = Question {
            compare_to: Some("2025-03-31".parse().unwrap()),
            ..as_of("2025-12-31")
        };
        let ctx = base.app.ctx(Role::Owner);
        let (app, q) = (&base.app, &question);
        let count = |cell: &str| {
            let sort = Sort::read("name").unwrap();
            let page = app::analysis::clients(app, &ctx, q, &read(cell), sort, None, 3).unwrap();
            assert!(page.items.len() <= 3 && page.items.len() as u64 <= page.total);
            page.total
        };
        let matrix = app::analysis::abcxyz(app, &ctx, q).unwrap();
        for cell in &matrix.figure.cells {
            let text = format!("kind:abcxyz;abc:{:?};xyz:{:?}", cell.abc, cell.xyz);
            assert_eq!(count(&text), cell.clients, "{text}");
        }
        for moved in &matrix.figure.movement {
            let text = format!("kind:abcxyz_move;from:{};to:{}", moved.from, moved.to);
            assert_eq!(count(&text), moved.clients, "{text}");
        }
        let ladder = app::analysis::ladder(app, &ctx, q).unwrap();
        for (kind, rungs) in [
            ("step", &ladder.figure.steps),
            ("marker", &ladder.figure.markers),
        ] {
            for rung in rungs {
                assert_eq!(
                    count(&format!("kind:{kind};code:{}", rung.code)),
                    rung.clients
                );
            }
        }
        for moved in &ladder.figure.movement.steps {
            let part = |name, code: Option<&str>| {
                code.map_or(String::new(), |code| format!(";{name}:{code}"))
            };
            let text = format!(
                "kind:step_move{}{}",
                part("from", moved.from),
                part("to", moved.to)
            );
            assert_eq!(count(&text), moved.clients, "{text}");
        }
        for state in &app::analysis::sleeping(app, &ctx, q).unwrap().figure.states {
            let code = serde_json::to_value(state.state).unwrap();
            assert_eq!(
                count(&format!("kind:state;state:{}", code.as_str().unwrap())),
                state.clients
            );
        }
        for row in &app::analysis::dynamics(app, &ctx, q, By::Group)
            .unwrap()
            .figure
            .rows
        {
            assert_eq!(
                count(&format!("kind:group;id:{}", row.id.unwrap())),
                row.clients
            );
        }
        for manager in &app::analysis::concentration(app, &ctx, q)
            .unwrap()
            .figure
            .managers
        {
            let id = manager
                .manager
                .as_ref()
                .map_or(String::new(), |of| format!(";id:{}", of.id));
            assert!(count(&format!("kind:manager{id}")) > 0);
        }
        for bin in &app::analysis::ltv(app, &ctx, q).unwrap().figure.bins {
            let to = bin
                .to_minor
                .map_or(String::new(), |to| format!(";to_minor:{to}"));
            assert_eq!(
                count(&format!("kind:ltv;from_minor:{}{to}", bin.from_minor)),
                bin.clients
            );
        }
    }
}

#[test]
fn r58_steps_and_markers_move_between_two_dates() {
    for base in bases() {
        let ctx = base.app.ctx(Role::Owner);
        // Client 10 never bought, and asked for information.
        let at: Timestamp = "2025-08-01T10:00:00Z".parse().unwrap();
        let asked = InteractionData {
            person_id: None,
            kind: InteractionKind::Call,
            effect: Effect::Effective,
            direction: Direction::In,
            outcome: Outcome::InfoRequested,
            happened_at: at,
            note: None,
            agreed_day: None,
            minutes: None,
            purpose: None,
        };
        part::create(&base.app, &ctx, base.clients[10], &asked).unwrap();
        let question = Question {
            compare_to: Some("2026-03-02".parse().unwrap()),
            ..Question::default()
        };
        let ladder = app::analysis::ladder(&base.app, &ctx, &question).unwrap();
        assert!(
            ladder.figure.movement.steps.is_empty(),
            "nothing moves within a day"
        );
        let golden_green = ladder
            .figure
            .markers
            .iter()
            .find(|of| of.code == Marker::GoldenGreen.code());
        assert_eq!(golden_green.unwrap().clients, 1);
        assert_eq!(ladder.figure.vip.clients, 0);
    }
}

#[test]
fn the_snapshot_is_what_lists_and_markers_read() {
    for base in bases() {
        let app = &base.app;
        let system = app.system();
        let run = || {
            app.db
                .write(|tx| enqueue(tx, &system, JobKind::Snapshot, &json!({})))
                .unwrap();
            let ending = AtomicBool::new(false);
            let places = Places {
                backups: std::env::temp_dir(),
                keep: 1,
            };
            let runner = Runner {
                app,
                clock: app::testing::noon,
                places,
                ending: &ending,
            };
            assert_eq!(
                runner.run_next().unwrap(),
                Ran::Job(JobKind::Snapshot, Some(JobState::Done))
            );
        };
        run();
        let question = Question::default();
        let figures = base.found(Role::Owner, &question);
        let request = client::Request {
            limit: 100,
            ..client::Request::default()
        };
        let listed = client::list(app, &app.ctx(Role::Owner), &request)
            .unwrap()
            .items;
        for item in &listed {
            let number = base.clients.iter().position(|id| *id == item.id).unwrap();
            let value = item
                .figures
                .as_ref()
                .map_or(0, |figures| figures.revenue_minor);
            let expected = figures
                .get(&number)
                .map_or(0, |text| text.split(' ').next().unwrap().parse().unwrap());
            assert_eq!(value, expected, "client {number}");
            let lost = item
                .figures
                .as_ref()
                .is_some_and(|figures| figures.state == "lost");
            let red = matches!(item.marker, Marker::GoldenRed | Marker::PlatinumRed);
            assert_eq!(
                lost, red,
                "the marker of client {number} follows its rhythm"
            );
        }
        assert!(listed.iter().any(|item| item.figures.is_some()));
        run(); // a second night with nothing new writes no second history
        let all = app.system().scope(Entity::Client).unwrap();
        let history = app
            .db
            .read(|tx| store::analysis::history(tx, &all, base.clients[0], 10))
            .unwrap();
        assert_eq!(history.len(), 1);
        assert_eq!(history[0].as_of.to_string(), "2026-03-02");
    }
}

#[test]
fn today_is_the_day_in_the_companys_time_zone() {
    let mut base = bases().remove(0);
    base.app.now = "2026-03-01T23:30:00Z".parse().unwrap();
    let ctx = base.app.ctx(Role::Owner);
    let answer = app::analysis::rfm(&base.app, &ctx, &Question::default()).unwrap();
    assert_eq!(
        answer.parameters.as_of,
        "2026-03-02".parse::<Day>().unwrap()
    );
}

#[test]
fn a_start_takes_the_stored_image_only_when_it_fits_the_base() {
    for mut base in bases() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("analysis.image");
        let question = as_of("2025-12-31");
        let parameters = Parameters {
            as_of: question.as_of,
            window: Window::Rolling(24),
            ..Parameters::default()
        };
        base.app.analysis().keep_in(file.clone());
        assert_eq!(
            base.found(Role::Owner, &question),
            base.expected(&parameters)
        );
        assert!(file.exists(), "the first question keeps the image");
        // Changed after the image was kept: a new start reads the file and what came since.
        base.order(3, 901, "2025-11-12", &[(2, 3, 4_444)]);
        let ctx = base.app.ctx(Role::Owner);
        let value = |base: &base::Base| {
            let started = app::App::seeded(base.app.db.clone(), 1);
            started.analysis().keep_in(file.clone());
            let answer = app::analysis::abcxyz(&started, &ctx, &question).unwrap();
            answer.figure.total.value_minor
        };
        let image = base.image();
        let rows = analysis::clients::rows(&View::new(&image, &parameters, None));
        assert_eq!(value(&base), rows.value_minor);
        // A file of an older version is thrown away and written anew.
        let written = std::fs::read(&file).unwrap();
        let mut older = written.clone();
        older[7] -= 1;
        std::fs::write(&file, &older).unwrap();
        assert_eq!(value(&base), rows.value_minor);
        assert_eq!(std::fs::read(&file).unwrap()[..8], written[..8]);
        // So is one that was cut short.
        std::fs::write(&file, &written[..written.len() - 9]).unwrap();
        assert_eq!(value(&base), rows.value_minor);
        // A damaged file, and one that tells of other orders, are thrown away.
        let mut bytes = std::fs::read(&file).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        std::fs::write(&file, &bytes).unwrap();
        assert_eq!(value(&base), rows.value_minor);
        let sql = "UPDATE orders SET status = 'cancelled' WHERE client_id = $1";
        let client = base.clients[0];
        let write = |sql, values: &[db::Value<'_>]| {
            let done: Result<u64, app::DbError> = base.app.db.write(|tx| tx.execute(sql, values));
            done.unwrap()
        };
        assert!(
            write(sql, &[client.uuid().into()]) > 0,
            "without a note among the changes, as after a restore"
        );
        assert_eq!(value(&base), rows.value_minor, "the file was used");
        write(
            "UPDATE journal SET hash = 'of another past' WHERE seq = (SELECT seq FROM journal_head)",
            &[],
        );
        base.sold.retain(|sold| sold.0 != 0);
        let image = base.image();
        let rows = analysis::clients::rows(&View::new(&image, &parameters, None));
        assert_eq!(value(&base), rows.value_minor);
    }
}

#[test]
fn r206_a_start_from_the_stored_image_knows_the_potentials() {
    for base in bases() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("analysis.image");
        let ctx = base.app.ctx(Role::Owner);
        let group = app::product_group::create(&base.app, &ctx, "Чай", None, Vec::new()).unwrap();
        let input = app::potential::Input {
            product_group_id: Some(group.id),
            amount_minor: Some(1_000),
            ..Default::default()
        };
        let data = input.create(&ctx).unwrap();
        app::part::create(&base.app, &ctx, base.clients[0], &data).unwrap();
        let known = || {
            let started = app::App::seeded(base.app.db.clone(), 1);
            started.analysis().keep_in(file.clone());
            let by = app::analysis::Division::Group;
            let question = Question::default();
            let answer = app::analysis::indicators(&started, &ctx, &question, by).unwrap();
            answer.figure.now.known
        };
        assert_eq!(known(), 1);
        assert!(file.exists());
        assert_eq!(known(), 1, "from the file");
    }
}
