//! The analysis follows cards, addresses, teams and groups of companies at once.

use app::analysis::{AlarmScope, Concentration, Question};
use app::{address, client, dictionary, part, team, user};
use domain::address::{AddressData, AddressKind, AddressParts};
use domain::dictionary::Dictionary;
use domain::id::{CompanyGroupId, SegmentId};
use domain::policy::Role;

use crate::base::{Base, as_of, bases};

/// The figure over the last two years.
fn concentration(base: &Base) -> Concentration {
    let (app, ctx) = (&base.app, base.app.ctx(Role::Owner));
    let answer = app::analysis::concentration(app, &ctx, &as_of("2025-12-31")).unwrap();
    answer.figure.clone()
}

fn change(base: &Base, number: usize, input: &client::Input) {
    let (app, id) = (&base.app, base.clients[number]);
    let version = client::card(app, &base.owner, id).unwrap().client.version;
    client::update(app, &base.owner, id, version, input).unwrap();
}

#[test]
fn filters_follow_a_change_of_region_segment_and_manager_at_once() {
    for mut base in bases() {
        // A later change of another card must not hide an earlier one.
        base.app.now += jiff::SignedDuration::from_hours(2);
        let later = base.app.ctx(Role::Owner);
        let input = client::Input {
            purchase_habits: Some(Some("at night".to_owned())),
            ..client::Input::default()
        };
        client::update(&base.app, &later, base.clients[5], 1, &input).unwrap();
        let entry = dictionary::Input {
            name: Some("Hotels".to_owned()),
            ..Default::default()
        };
        let made = dictionary::create(&base.app, &base.owner, Dictionary::Segment, &entry);
        let segment = SegmentId::from_uuid(made.unwrap().id);
        let by_region = Question {
            region: Some("Vardar".to_owned()),
            ..as_of("2025-12-31")
        };
        let by_segment = Question {
            segment_id: Some(segment),
            ..as_of("2025-12-31")
        };
        let seller = base.app.user(Role::ActiveSeller);
        let by_manager = Question {
            manager_id: Some(Some(seller)),
            ..as_of("2025-12-31")
        };
        let count = |base: &Base, question: &Question| base.found(Role::Owner, question).len();
        let sellers = count(&base, &by_manager);
        assert_eq!(
            (count(&base, &by_region), count(&base, &by_segment)),
            (0, 0)
        );

        let parts = AddressParts {
            region: "Vardar".to_owned(),
            settlement: "Skopje".to_owned(),
            ..AddressParts::default()
        };
        let kind = AddressKind::Actual;
        let (app, id) = (&base.app, base.clients[3]);
        let put = part::create(app, &base.owner, id, &AddressData { kind, parts }).unwrap();
        assert_eq!(count(&base, &by_region), 1, "an address is added");
        let moved = address::Input {
            region: Some("Pelagonia".to_owned()),
            ..address::Input::default()
        };
        let apply = |data: &mut AddressData, _: &_| moved.apply(data);
        let put = part::update(&base.app, &base.owner, put.id, 1, apply).unwrap();
        assert_eq!(count(&base, &by_region), 0, "the address changes");
        let back = address::Input {
            region: Some("Vardar".to_owned()),
            ..address::Input::default()
        };
        let apply = |data: &mut AddressData, _: &_| back.apply(data);
        let put = part::update(&base.app, &base.owner, put.id, put.version, apply).unwrap();
        assert_eq!(count(&base, &by_region), 1, "and changes back");
        part::delete::<AddressData>(&base.app, &base.owner, put.id, put.version).unwrap();
        assert_eq!(count(&base, &by_region), 0, "the address is deleted");

        let input = client::Input {
            segment_id: Some(Some(segment)),
            manager_id: Some(Some(seller)),
            ..client::Input::default()
        };
        change(&base, 3, &input);
        assert_eq!(count(&base, &by_segment), 1);
        assert_eq!(count(&base, &by_manager), sellers + 1);
    }
}

#[test]
fn r246_r248_departments_and_groups_of_companies_follow_at_once() {
    for base in bases() {
        let (app, owner) = (&base.app, &base.owner);
        let before = concentration(&base);
        assert!(before.teams.is_empty(), "no department, no figure of one");
        assert!(before.company.top.iter().all(|top| top.group.is_none()));

        let east = team::create(app, owner, "East").unwrap();
        let member = user::Change {
            team_id: Some(Some(east.id)),
            ..user::Change::default()
        };
        for role in [Role::ClientManager, Role::ActiveSeller] {
            let id = app.user(role);
            let version = user::find(app, owner, id).unwrap().version;
            user::change(app, owner, id, version, &member).unwrap();
        }
        let [team, nobody] = &concentration(&base).teams[..] else {
            panic!("a department and the sales of nobody")
        };
        let names = [&team.team, &nobody.team].map(|of| of.as_ref().map(|of| of.name.as_str()));
        assert!(names.contains(&Some("East")) && names.contains(&None));

        let entry = dictionary::Input {
            name: Some("Holding".to_owned()),
            ..Default::default()
        };
        let made = dictionary::create(app, owner, Dictionary::CompanyGroup, &entry).unwrap();
        let input = client::Input {
            company_group_id: Some(Some(CompanyGroupId::from_uuid(made.id))),
            ..client::Input::default()
        };
        for number in 0..6 {
            change(&base, number, &input);
        }
        let after = concentration(&base);
        let first = &after.company.top[0];
        assert_eq!(first.group.as_ref().unwrap().name, "Holding");
        assert!(first.members > 1 && first.level >= Some(0.4), "{first:?}");
        let named = |scope| {
            let alarms = after
                .alarms
                .iter()
                .filter(move |alarm| alarm.scope == scope);
            let mut groups = alarms.filter_map(|alarm| alarm.group.as_ref());
            groups.any(|group| group.name == "Holding")
        };
        assert!(
            named(AlarmScope::Company) && named(AlarmScope::Team) && named(AlarmScope::Manager)
        );
        // Taken out of the group it stands alone again.
        let out = client::Input {
            company_group_id: Some(None),
            ..client::Input::default()
        };
        for number in 0..6 {
            change(&base, number, &out);
        }
        assert_eq!(concentration(&base).company.top, before.company.top);
    }
}

#[test]
fn a_question_about_a_past_day_says_what_is_as_of_now() {
    let base = &bases()[0];
    let (app, ctx) = (&base.app, base.app.ctx(Role::Owner));
    let notes = |question: &Question| {
        app::analysis::ladder(app, &ctx, question)
            .unwrap()
            .notes
            .clone()
    };
    assert_eq!(notes(&as_of("2025-12-31")), ["cards_as_of_now"]);
    assert!(notes(&Question::default()).is_empty());
    let orders_alone = app::analysis::abcxyz(app, &ctx, &as_of("2025-12-31")).unwrap();
    assert!(orders_alone.notes.is_empty());
}
