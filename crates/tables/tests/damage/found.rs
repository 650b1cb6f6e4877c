//! Files that were found to harm a reader.

use super::read;
use super::samples::MT940;

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
