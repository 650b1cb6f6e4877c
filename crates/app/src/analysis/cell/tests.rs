//! Cells as they are written.

use super::*;

fn read(text: &str) -> Result<Cell, BadCell> {
    let parts = text.split(';').map(|part| part.split_once(':').unwrap());
    Cell::read(
        &parts
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
    )
}

#[test]
fn cells_are_read() {
    let cases = [
        ("kind:all", Cell::Plain(Pure::All)),
        (
            "kind:abcxyz;abc:A",
            Cell::Plain(Pure::AbcXyz(Some(Abc::A), None)),
        ),
        (
            "kind:cv;from:0.25",
            Cell::Plain(Pure::Cv(0.25, f64::INFINITY)),
        ),
        (
            "kind:rfm;r:5;f:1;m:3",
            Cell::Plain(Pure::Rfm(Some(5), Some(1), Some(3))),
        ),
        ("kind:concentration;level:0.1", Cell::Plain(Pure::Above(10))),
        (
            "kind:cohort;cohort:2025-03;k:2",
            Cell::Plain(Pure::Cohort(Period::Month, 24_302, Some(2))),
        ),
        (
            "kind:retention;period:2025Q1;set:kept",
            Cell::Plain(Pure::Retention(Period::Quarter, 8_100, RetentionSet::Kept)),
        ),
        (
            "kind:abcxyz_move;from:AX;to:BN",
            Cell::ClassMove((Abc::A, Xyz::X), (Abc::B, Xyz::N)),
        ),
        (
            "kind:marker_move;to:gold",
            Cell::MarkerMove(None, Some(Marker::Gold)),
        ),
        (
            "kind:class_move;by:abc;from:B",
            Cell::Moved(ClassKind::Abc, Moved::Step((Some(1), None))),
        ),
        (
            "kind:class_way;by:step;way:up;manager:none",
            Cell::Moved(ClassKind::Step, Moved::Way(Way::Up, Some(None))),
        ),
        (
            "kind:indicator;by:region;id:Скопски;set:not_grew",
            Cell::Indicator(
                Some((Division::Region, Some("Скопски".to_owned()))),
                Set::NotGrew,
            ),
        ),
        (
            "kind:ltv;from_minor:-5;to_minor:10",
            Cell::Ltv(-5, Some(10)),
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(read(text), Ok(expected), "{text}");
    }
}

#[test]
fn what_is_no_cell_is_refused_with_its_part() {
    let cases = [
        ("kind:everything", "kind"),
        ("abc:A", "kind"),
        ("kind:abcxyz;abc:D", "abc"),
        ("kind:abcxyz;client:1", "client"),
        ("kind:cv;from:nan", "from"),
        ("kind:retention;period:2025Q9;set:kept", "period"),
        ("kind:concentration;level:7", "level"),
        ("kind:indicator;by:colour;set:grew", "by"),
        ("kind:indicator;set:shrank", "set"),
        ("kind:product;id:1", "id"),
        ("kind:class_move;by:xyz;from:A", "from"),
        ("kind:month_class;by:abc;month:2026Q1;code:A", "month"),
        ("kind:class_way;by:colour;way:up", "by"),
        ("kind:class_way;by:abc;way:sideways", "way"),
        ("kind:product", "id"),
    ];
    for (text, part) in cases {
        assert_eq!(read(text), Err(BadCell(part.to_owned())), "{text}");
    }
}
