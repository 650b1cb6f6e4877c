//! A calendar as a file (RFC 5545): what calendar programs of phones and computers read.

use std::fmt::Write as _;

use jiff::Timestamp;
use jiff::civil::Date;

/// When something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// On a day as a whole.
    Day(Date),
    /// From a moment to another.
    Time(Timestamp, Timestamp),
}

/// Something in the calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// What stays the same however often it is read and changed.
    pub uid: String,
    /// What it is.
    pub summary: String,
    /// When.
    pub when: When,
    /// Its last change.
    pub changed: Timestamp,
    /// How often it was changed.
    pub changes: i64,
}

/// The longest line in bytes, its end not counted.
const LINE: usize = 75;

/// The file with these events. `name` is what programs call the calendar.
pub fn write(name: &str, events: &[Event]) -> String {
    let mut file = String::new();
    line(&mut file, "BEGIN:VCALENDAR");
    line(&mut file, "VERSION:2.0");
    line(&mut file, "PRODID:-//Clientele//Calendar//EN");
    line(&mut file, "CALSCALE:GREGORIAN");
    line(&mut file, "METHOD:PUBLISH");
    line(&mut file, &format!("X-WR-CALNAME:{}", escaped(name)));
    line(&mut file, "REFRESH-INTERVAL;VALUE=DURATION:PT1H");
    line(&mut file, "X-PUBLISHED-TTL:PT1H");
    for event in events {
        line(&mut file, "BEGIN:VEVENT");
        line(&mut file, &format!("UID:{}", escaped(&event.uid)));
        let changed = moment(event.changed);
        line(&mut file, &format!("DTSTAMP:{changed}"));
        line(&mut file, &format!("LAST-MODIFIED:{changed}"));
        line(&mut file, &format!("SEQUENCE:{}", event.changes));
        match event.when {
            When::Day(day) => {
                let after = day.tomorrow().unwrap_or(day);
                let (day, after) = (day.strftime("%Y%m%d"), after.strftime("%Y%m%d"));
                line(&mut file, &format!("DTSTART;VALUE=DATE:{day}"));
                line(&mut file, &format!("DTEND;VALUE=DATE:{after}"));
                line(&mut file, "TRANSP:TRANSPARENT");
            }
            When::Time(from, to) => {
                line(&mut file, &format!("DTSTART:{}", moment(from)));
                line(&mut file, &format!("DTEND:{}", moment(to)));
            }
        }
        line(&mut file, &format!("SUMMARY:{}", escaped(&event.summary)));
        line(&mut file, "CLASS:PRIVATE");
        line(&mut file, "END:VEVENT");
    }
    line(&mut file, "END:VCALENDAR");
    file
}

/// A moment in universal time: right in every time zone and on both sides of a change of clocks.
fn moment(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// A text as a value (RFC 5545 3.3.11).
fn escaped(text: &str) -> String {
    let mut value = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => {
                value.push('\\');
                value.push(c);
            }
            '\n' => value.push_str("\\n"),
            c if c.is_control() => {}
            c => value.push(c),
        }
    }
    value
}

/// Writes a line, folded where it is too long (RFC 5545 3.1), never within a character.
fn line(file: &mut String, text: &str) {
    let mut room = LINE;
    for c in text.chars() {
        if c.len_utf8() > room {
            file.push_str("\r\n ");
            // the space counts
            room = LINE - 1;
        }
        room -= c.len_utf8();
        let _ = file.write_char(c);
    }
    file.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn event(summary: &str, when: When) -> Event {
        Event {
            uid: "0190@clientele".to_owned(),
            summary: summary.to_owned(),
            when,
            changed: "2026-03-01T10:00:00Z".parse().unwrap(),
            changes: 2,
        }
    }

    #[test]
    fn a_meeting_and_a_day_as_rfc_5545_has_them() {
        let from = "2026-03-02T11:00:00Z".parse().unwrap();
        let to = "2026-03-02T12:00:00Z".parse().unwrap();
        let events = [
            event("Meeting; Ромашка, Ltd", When::Time(from, to)),
            event("Offer", When::Day(date(2026, 2, 28))),
        ];
        let file = write("Анна", &events);
        let wanted = "BEGIN:VEVENT\r\nUID:0190@clientele\r\nDTSTAMP:20260301T100000Z\r\n\
            LAST-MODIFIED:20260301T100000Z\r\nSEQUENCE:2\r\nDTSTART:20260302T110000Z\r\n\
            DTEND:20260302T120000Z\r\nSUMMARY:Meeting\\; Ромашка\\, Ltd\r\nCLASS:PRIVATE\r\n\
            END:VEVENT\r\n";
        assert!(file.contains(wanted), "{file}");
        assert!(file.contains("DTSTART;VALUE=DATE:20260228\r\nDTEND;VALUE=DATE:20260301\r\n"));
        assert!(file.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
        assert!(file.ends_with("END:VCALENDAR\r\n"));
    }

    proptest! {
        #[test]
        fn lines_are_short_and_unfold_to_what_was_written(summary in "\\PC{0,200}") {
            let file = write("x", &[event(&summary, When::Day(date(2026, 2, 28)))]);
            for one in file.split("\r\n") {
                prop_assert!(one.len() <= LINE, "{}", one);
                prop_assert!(!one.contains(['\r', '\n']));
            }
            let whole = file.replace("\r\n ", "");
            let told = whole.split("\r\n").find_map(|line| line.strip_prefix("SUMMARY:")).unwrap();
            let mut read = String::new();
            let mut letters = told.chars();
            while let Some(c) = letters.next() {
                match c {
                    '\\' => match letters.next() { Some('n') => read.push('\n'), Some(c) => read.push(c), None => prop_assert!(false) },
                    c => read.push(c),
                }
            }
            let wanted: String = summary.chars().filter(|c| *c == '\n' || !c.is_control()).collect();
            prop_assert_eq!(read, wanted);
        }
    }
}
