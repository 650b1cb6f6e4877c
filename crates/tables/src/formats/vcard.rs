//! Cards of an address book, versions 2.1, 3.0 and 4.0: one row a card, telephones, addresses and
//! the like numbered.

use std::io::Read;

use encoding_rs::Encoding;

use crate::Error;
use crate::spool::Spool;

/// Headings that every file has; `phone_2`, `email_2` and so on follow as they are met.
const FIRST: [&str; 15] = [
    "name",
    "surname",
    "first_name",
    "patronymic",
    "prefix",
    "suffix",
    "organization",
    "department",
    "position",
    "phone_1",
    "email_1",
    "address_1",
    "birthday",
    "note",
    "uid",
];

pub(super) fn read(stream: Box<dyn Read + Send>, spool: &mut Spool) -> Result<(), Error> {
    let sheet = spool.records("cards", &FIRST)?;
    let mut names: Vec<String> = FIRST.iter().map(|n| (*n).to_owned()).collect();
    let mut card: Option<Vec<(String, String)>> = None;
    let mut ordinal = 0u64;
    let (limit, file) = (spool.limits.row_bytes, spool.file.clone());
    let mut logical = String::new();
    let mut held = 0usize;
    let mut done = |line: &str, number: u64, spool: &mut Spool| -> Result<(), Error> {
        let upper = line.trim().to_ascii_uppercase();
        if upper == "BEGIN:VCARD" {
            card = Some(Vec::new());
            held = 0;
            return Ok(());
        }
        if upper == "END:VCARD" {
            let Some(found) = card.take() else {
                return Ok(());
            };
            ordinal += 1;
            let mut cells = vec![String::new(); names.len()];
            for (name, text) in found {
                let place = names.iter().position(|n| *n == name).unwrap_or_else(|| {
                    names.push(name);
                    cells.push(String::new());
                    names.len() - 1
                });
                cells[place] = text;
            }
            return spool.row(sheet, ordinal, &cells);
        }
        if let Some(card) = &mut card {
            held += line.len() + 64;
            if held as u64 > limit {
                return Err(spool.over("row_bytes", limit, held as u64).at_row(number));
            }
            property(line, card);
        }
        Ok(())
    };
    let mut begun = 1;
    super::lines(
        stream,
        limit,
        |number, line| {
            let soft = logical.ends_with('=') && is_quoted_printable(&logical);
            if soft {
                logical.pop();
                logical.push_str(line);
            } else if line.starts_with([' ', '\t']) && !logical.is_empty() {
                logical.push_str(&line[1..]);
            } else {
                let whole = std::mem::replace(&mut logical, line.to_owned());
                done(&whole, begun, spool)?;
                begun = number;
            }
            if logical.len() as u64 > limit {
                return Err(spool
                    .over("row_bytes", limit, logical.len() as u64)
                    .at_row(number));
            }
            Ok(())
        },
        |problem| Error::new(&file, problem),
    )?;
    done(&logical, begun, spool)?;
    if card.is_some() {
        return Err(spool.damaged("the last card has no end").at_row(begun));
    }
    spool.sheets[sheet].headings = Some(names);
    Ok(())
}

fn is_quoted_printable(line: &str) -> bool {
    let (before, _) = line.split_once(':').unwrap_or((line, ""));
    before.to_ascii_uppercase().contains("QUOTED-PRINTABLE")
}

/// Adds the cells of one property.
fn property(line: &str, card: &mut Vec<(String, String)>) {
    let Some((name, parameters, value)) = parts(line) else {
        return;
    };
    let value = value.as_str();
    let types: Vec<&str> = parameters
        .iter()
        .filter(|(key, _)| key == "TYPE")
        .flat_map(|(_, value)| value.split(','))
        .filter(|kind| !kind.eq_ignore_ascii_case("pref"))
        .collect();
    let fields =
        |value: &str| -> Vec<String> { split(value, ';').iter().map(|part| plain(part)).collect() };
    let set = |name: &str, text: &str, card: &mut Vec<(String, String)>| {
        if !text.is_empty() && !card.iter().any(|(known, _)| known == name) {
            card.push((name.to_owned(), text.to_owned()));
        }
    };
    let numbered = |name: &str, text: &str, card: &mut Vec<(String, String)>| {
        let free = |n: &usize| {
            !card
                .iter()
                .any(|(known, _)| *known == format!("{name}_{n}"))
        };
        let n = (1..).find(free).unwrap_or(1);
        if !text.is_empty() {
            card.push((format!("{name}_{n}"), text.to_owned()));
            if !types.is_empty() {
                let kinds = types.join(",").to_ascii_lowercase();
                card.push((format!("{name}_{n}_type"), kinds));
            }
        }
        n
    };
    match name.as_str() {
        "FN" => set("name", &plain(value), card),
        "N" => {
            let names = ["surname", "first_name", "patronymic", "prefix", "suffix"];
            for (name, text) in names.iter().zip(fields(value)) {
                set(name, &text, card);
            }
        }
        "ORG" => {
            let mut units = fields(value).into_iter();
            set("organization", &units.next().unwrap_or_default(), card);
            let rest: Vec<String> = units.filter(|u| !u.is_empty()).collect();
            set("department", &rest.join(", "), card);
        }
        "TITLE" => set("position", &plain(value), card),
        "ROLE" => set("role", &plain(value), card),
        "BDAY" => set("birthday", &birthday(value), card),
        "NOTE" => set("note", &plain(value), card),
        "UID" => set("uid", value, card),
        "CATEGORIES" => set("categories", &plain(value), card),
        "TEL" => {
            numbered("phone", &plain(value.trim_start_matches("tel:")), card);
        }
        "EMAIL" => {
            numbered("email", &plain(value), card);
        }
        "URL" => {
            numbered("website", &plain(value), card);
        }
        "IMPP" | "X-SKYPE" | "X-TELEGRAM" | "X-ICQ" | "X-JABBER" => {
            numbered("messenger", &plain(value), card);
        }
        "ADR" => {
            let parts = fields(value);
            let filled: Vec<&str> = [5, 6, 4, 3, 2, 1, 0]
                .iter()
                .filter_map(|&i| parts.get(i).map(String::as_str))
                .filter(|p| !p.is_empty())
                .collect();
            let n = numbered("address", &filled.join(", "), card);
            let names = [
                "box", "extra", "street", "city", "region", "postcode", "country",
            ];
            for (name, text) in names.iter().zip(&parts) {
                set(&format!("address_{n}_{name}"), text, card);
            }
        }
        _ => {}
    }
}

type Parameters = Vec<(String, String)>;

/// Name, parameters and decoded value of a line.
fn parts(line: &str) -> Option<(String, Parameters, String)> {
    let mut quoted = false;
    let colon = line.char_indices().find_map(|(i, c)| {
        quoted ^= c == '"';
        (c == ':' && !quoted).then_some(i)
    })?;
    let (before, value) = (&line[..colon], &line[colon + 1..]);
    let mut words = before.split(';');
    let name = words
        .next()?
        .rsplit('.')
        .next()?
        .trim()
        .to_ascii_uppercase();
    let parameters: Parameters = words
        .map(|word| match word.split_once('=') {
            Some((key, value)) => (key.to_ascii_uppercase(), value.trim_matches('"').to_owned()),
            // version 2.1 has bare kinds and encodings
            None if word.eq_ignore_ascii_case("QUOTED-PRINTABLE") => {
                ("ENCODING".to_owned(), word.to_owned())
            }
            None => ("TYPE".to_owned(), word.to_owned()),
        })
        .collect();
    let get = |key: &str| {
        parameters
            .iter()
            .find(|(k, _)| k == key)
            .map(|(_, v)| v.as_str())
    };
    let value = if get("ENCODING").is_some_and(|e| e.eq_ignore_ascii_case("QUOTED-PRINTABLE")) {
        let bytes = unquoted(value);
        let charset = get("CHARSET").and_then(|c| Encoding::for_label(c.as_bytes()));
        match (charset, std::str::from_utf8(&bytes)) {
            (Some(charset), _) => charset.decode_without_bom_handling(&bytes).0.into_owned(),
            (None, Ok(text)) => text.to_owned(),
            (None, Err(_)) => {
                let guess = crate::encoding::guess(&bytes, true);
                let encoding = guess.map_or(encoding_rs::WINDOWS_1251, |g| g.encoding);
                encoding.decode_without_bom_handling(&bytes).0.into_owned()
            }
        }
    } else {
        value.to_owned()
    };
    Some((name, parameters, value))
}

/// The bytes of quoted-printable text; what is no code stands for itself.
fn unquoted(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while i < bytes.len() {
        let code = bytes
            .get(i + 1..i + 3)
            .and_then(|hex| std::str::from_utf8(hex).ok());
        match code.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) if bytes[i] == b'=' => {
                out.push(byte);
                i += 3;
            }
            _ => {
                out.push(bytes[i]);
                i += 1;
            }
        }
    }
    out
}

/// Parts at a sign that no backslash stands before.
fn split(text: &str, sign: char) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut escaped = false;
    for c in text.chars() {
        if c == sign && !escaped {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(c);
        }
        escaped = c == '\\' && !escaped;
    }
    parts
}

/// Without backslashes.
fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.trim().chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n' | 'N') => out.push('\n'),
                Some(other) => out.push(other),
                None => {}
            },
            other => out.push(other),
        }
    }
    out
}

/// `19850412` as `1985-04-12`.
fn birthday(text: &str) -> String {
    let day = text.trim().split('T').next().unwrap_or("");
    match (day.len(), day.bytes().all(|b| b.is_ascii_digit())) {
        (8, true) => format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..]),
        _ => day.to_owned(),
    }
}
