//! Definitions are sound, values are checked.

use super::*;

#[test]
fn every_default_passes_its_own_check() {
    for definition in DEFINITIONS {
        assert_eq!(
            definition.check(&definition.default()),
            Ok(()),
            "{}",
            definition.name()
        );
    }
}

#[test]
fn names_differ() {
    let mut names: Vec<_> = DEFINITIONS.iter().map(|d| d.name()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), DEFINITIONS.len());
}

#[test]
fn a_value_outside_its_range_is_not_kept() {
    let mut settings = Settings::default();
    let cases = [
        (
            "session.idle",
            Value::Whole(4),
            SettingError::OutOfRange { min: 5, max: 43200 },
        ),
        (
            "token.lifetime",
            Value::Whole(91),
            SettingError::OutOfRange { min: 1, max: 90 },
        ),
        (
            "session.idle",
            Value::Text("60".into()),
            SettingError::WrongKind,
        ),
        (
            "company.currency",
            Value::Text("euro".into()),
            SettingError::NotAllowed,
        ),
        (
            "company.time_zone",
            Value::Text("x'; COPY t TO PROGRAM".into()),
            SettingError::NotAllowed,
        ),
        (
            "company.name",
            Value::Text("a\nb".into()),
            SettingError::NotAllowed,
        ),
        (
            "policy.head_of_sales_scope",
            Value::Text("none".into()),
            SettingError::NotAllowed,
        ),
        ("session.ilde", Value::Whole(60), SettingError::Unknown),
    ];
    for (name, value, error) in cases {
        assert_eq!(settings.set(name, value), Err(error), "{name}");
    }
    assert_eq!(settings, Settings::default());
    settings.set("session.idle", Value::Whole(60)).unwrap();
    assert_eq!(settings.whole(&SESSION_IDLE), 60);
    assert_eq!(settings.check_pairs(), Ok(()));
    settings.set("analysis.abc_a", Value::Whole(95)).unwrap();
    let above = "analysis.abc_b";
    assert_eq!(
        settings.check_pairs(),
        Err(("analysis.abc_a", SettingError::NotBelow { above }))
    );
}
