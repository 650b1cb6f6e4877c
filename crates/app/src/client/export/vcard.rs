//! Clients as vCard 3.0 (RFC 2426): what an address book needs, and nothing that was masked.

use store::client::Item;

/// The longest line in octets before it is folded.
const LINE: usize = 75;

/// Adds the card of a client.
pub(crate) fn write(bytes: &mut Vec<u8>, item: &Item) {
    let name = escaped(&item.name);
    line(bytes, "BEGIN:VCARD");
    line(bytes, "VERSION:3.0");
    line(bytes, &format!("UID:{}", item.id));
    line(bytes, &format!("N:{name};;;;"));
    line(bytes, &format!("FN:{name}"));
    if item.kind == domain::client::ClientKind::Company {
        line(bytes, &format!("ORG:{name}"));
    }
    let clear = |value: &Option<String>| value.clone().filter(|value| !value.contains('•'));
    if let Some(phone) = clear(&item.phone) {
        line(bytes, &format!("TEL;TYPE=WORK,VOICE:{}", escaped(&phone)));
    }
    if let Some(email) = clear(&item.email) {
        line(bytes, &format!("EMAIL;TYPE=INTERNET:{}", escaped(&email)));
    }
    if let Some(region) = &item.region {
        line(bytes, &format!("ADR;TYPE=WORK:;;;;{};;", escaped(region)));
    }
    if let Some((_, segment)) = &item.segment {
        line(bytes, &format!("CATEGORIES:{}", escaped(segment)));
    }
    line(bytes, "END:VCARD");
}

/// A text with what has a meaning in vCard written so that it has none.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\r' => {}
            _ => out.push(c),
        }
    }
    out
}

/// A line, folded so that no part is longer than the format allows and no character is cut.
fn line(bytes: &mut Vec<u8>, text: &str) {
    let mut width = 0;
    for c in text.chars() {
        if width + c.len_utf8() > LINE {
            bytes.extend_from_slice(b"\r\n ");
            width = 1;
        }
        let mut buffer = [0; 4];
        bytes.extend_from_slice(c.encode_utf8(&mut buffer).as_bytes());
        width += c.len_utf8();
    }
    bytes.extend_from_slice(b"\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_folded_between_characters_and_signs_lose_their_meaning() {
        let mut bytes = Vec::new();
        line(&mut bytes, &format!("FN:{}", escaped(&"Ж;".repeat(60))));
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.split("\r\n").all(|part| part.len() <= LINE));
        let whole = text.replace("\r\n ", "");
        assert_eq!(whole, format!("FN:{}\r\n", "Ж\\;".repeat(60)));
        assert_eq!(escaped("a\r\nEND:VCARD"), "a\\nEND:VCARD");
    }
}
