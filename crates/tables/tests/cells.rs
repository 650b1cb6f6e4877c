//! Numbers, dates and keys, case by case.

use tables::parse::{BAD, BAD_DAY, EMPTY, MILLION, NO_DAY, day, day_of, float, number, whole_key};
use tables::{DateOrder, DecimalSign};

#[test]
fn numbers_as_people_write_them() {
    use DecimalSign::{Comma, Point};
    for (text, sign, expected) in [
        ("0", Point, Some(0)),
        ("12", Point, Some(12_000_000)),
        ("-12", Point, Some(-12_000_000)),
        ("12.5", Point, Some(12_500_000)),
        ("12,5", Comma, Some(12_500_000)),
        ("1,234.56", Point, Some(1_234_560_000)),
        ("1.234,56", Comma, Some(1_234_560_000)),
        ("1 234,56", Comma, Some(1_234_560_000)),
        ("1\u{a0}234,56", Comma, Some(1_234_560_000)),
        ("1\u{202f}234,56", Comma, Some(1_234_560_000)),
        ("1\u{2009}234\u{2009}567", Comma, Some(1_234_567_000_000)),
        ("1'234.50", Point, Some(1_234_500_000)),
        ("£12.30", Point, Some(12_300_000)),
        ("12,30 ₽", Comma, Some(12_300_000)),
        ("12,30 руб.", Comma, Some(12_300_000)),
        ("1.500 ден.", Comma, Some(1_500_000_000)),
        ("$ -5", Point, Some(-5_000_000)),
        ("-$5", Point, Some(-5_000_000)),
        ("5-", Point, Some(-5_000_000)),
        ("(5.00)", Point, Some(-5_000_000)),
        ("−5", Point, Some(-5_000_000)),
        ("+5", Point, Some(5_000_000)),
        ("15%", Point, Some(150_000)),
        ("7.4951E+10", Point, Some(74_951_000_000 * MILLION)),
        ("1e-3", Point, Some(1_000)),
        (".5", Point, Some(500_000)),
        ("0.0000005", Point, Some(1)),
        ("-0.0000005", Point, Some(-1)),
        ("0.00000049", Point, Some(0)),
        ("0.15000000596046448", Point, Some(150_000)),
        (" 7 ", Point, Some(7_000_000)),
        ("", Point, None),
        ("  ", Point, None),
    ] {
        let expected = expected.unwrap_or(EMPTY);
        assert_eq!(number(text.as_bytes(), sign), expected, "{text:?}");
    }
    for (text, sign) in [
        ("abc", Point),
        ("12,5", Point),
        ("1,23,456", Point),
        ("1.5", Comma),
        ("--5", Point),
        ("1.2.3", Point),
        ("12a", Point),
        ("#REF!", Point),
        ("99999999999999999999", Point),
        ("1e400", Point),
        ("e5", Point),
        (".", Point),
        ("()", Point),
    ] {
        assert_eq!(number(text.as_bytes(), sign), BAD, "{text:?}");
    }
    assert_eq!(number(b"\xff\xfe", Point), BAD);
}

#[test]
fn floats_are_their_shortest_decimals() {
    assert_eq!(float(6.95), 6_950_000);
    assert_eq!(float(-0.1), -100_000);
    assert_eq!(float(0.1 + 0.2), 300_000);
    assert_eq!(float(f64::NAN), BAD);
    assert_eq!(float(f64::INFINITY), BAD);
    assert_eq!(float(1e13), BAD);
}

#[test]
fn dates_as_people_write_them() {
    use DateOrder::{DayFirst, MonthFirst, Serial, YearFirst};
    let expected = day_of(2024, 12, 3);
    assert_eq!(expected, Some(20_060));
    let expected = expected.unwrap_or(BAD_DAY);
    for (text, order) in [
        ("2024-12-03", YearFirst),
        ("2024-12-03", DayFirst),
        ("2024-12-03 23:59:59", YearFirst),
        ("2024-12-03T23:59:59Z", YearFirst),
        ("2024/12/03", MonthFirst),
        ("2024.12.3", DayFirst),
        ("20241203", YearFirst),
        ("03.12.2024", DayFirst),
        ("3.12.2024", DayFirst),
        ("3.12.24", DayFirst),
        ("03.12.2024 г.", DayFirst),
        ("03.12.2024 10:15", DayFirst),
        ("03.12.2024 10:15:30.123", DayFirst),
        ("12/03/2024", MonthFirst),
        ("12/3/24 1:05 PM", MonthFirst),
        ("03-Dec-2024", DayFirst),
        ("Dec 3, 2024", DayFirst),
        ("December 3rd, 2024", MonthFirst),
        ("3 декабря 2024 г.", DayFirst),
        ("3 декември 2024", DayFirst),
        ("45629", Serial),
        ("45629.75", Serial),
        ("2024-12-03", Serial),
    ] {
        assert_eq!(day(text.as_bytes(), order), expected, "{text:?} {order:?}");
    }
    assert_eq!(day(b"", DayFirst), NO_DAY);
    assert_eq!(day(b"  ", Serial), NO_DAY);
    assert_eq!(day(b"1969-12-31", YearFirst), -1);
    for (text, order) in [
        ("2023-02-29", YearFirst),
        ("2024-13-01", YearFirst),
        ("31.02.2024", DayFirst),
        ("12/31/2024", DayFirst),
        ("31/12/2024", MonthFirst),
        ("yesterday", DayFirst),
        ("03.12", DayFirst),
        ("2024-12-03x", YearFirst),
        ("0", Serial),
        ("-5", Serial),
        ("99999999", Serial),
    ] {
        assert_eq!(day(text.as_bytes(), order), BAD_DAY, "{text:?} {order:?}");
    }
    assert_eq!(day_of(2000, 2, 29), Some(11_016));
    assert_eq!(day_of(1900, 2, 29), None);
}

#[test]
fn keys_are_whole_numbers_only_when_nothing_is_lost() {
    for (text, expected) in [
        ("0", Some(0)),
        ("13085", Some(13_085)),
        ("13085.0", Some(13_085)),
        ("0123", None),
        ("12.5", None),
        ("-5", None),
        ("C123", None),
        ("1234567890123456789", None),
        ("", None),
    ] {
        assert_eq!(whole_key(text.as_bytes()), expected, "{text:?}");
    }
}
