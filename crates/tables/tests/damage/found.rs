//! Files that were found to harm a reader.

use super::mutate::entries;
use super::samples::{MT940, grid};
use super::{files, outcome, read};

/// The free field was cut behind its third byte, which in a Cyrillic text is within a letter.
#[test]
fn a_bank_statement_whose_notes_are_not_latin() {
    for note in ["Оплата по счёту 5", "fя", "feя", "12я", "123я", "Ж", ""] {
        let file = MT940.replace("fee of the month", note);
        let rows = read(file.as_bytes()).unwrap();
        let last = rows.last().unwrap();
        assert!(
            note.is_empty() || last.contains(&note.to_owned()),
            "{note}: {last:?}"
        );
    }
}

/// A record that claims 256 MiB, of which the part has nothing: the parser made room for it first,
/// which took a file of three kilobytes seconds.
#[test]
fn a_binary_workbook_whose_record_claims_more_than_there_is() {
    let whole = entries(&files::xlsb(&grid(12))).unwrap();
    let claimed = |part: &str, length: [u8; 4]| {
        let mut entries = whole.clone();
        for (name, data) in &mut entries {
            if name == part {
                data.extend_from_slice(&[0x06]);
                data.extend_from_slice(&length);
            }
        }
        let entries: Vec<(&str, &[u8])> = entries
            .iter()
            .map(|(name, data)| (name.as_str(), data.as_slice()))
            .collect();
        outcome(&files::archive(&entries))
    };
    for part in ["xl/workbook.bin", "xl/worksheets/sheet1.bin"] {
        assert_eq!(claimed(part, [0xff, 0xff, 0xff, 0x7f]), "table.over_limit");
        assert_eq!(claimed(part, [0x85, 0x80, 0x80, 0x00]), "table.damaged");
    }
}
