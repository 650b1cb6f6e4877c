//! Bank statements as 1C and the banks' programs exchange them (`1CClientBankExchange`).

use std::collections::HashMap;
use std::io::Read;

use super::STATEMENT;
use crate::Error;
use crate::spool::Spool;

pub(super) fn read(stream: Box<dyn Read + Send>, spool: &mut Spool) -> Result<(), Error> {
    let sheet = spool.records("statement", &STATEMENT)?;
    let mut own: Vec<String> = Vec::new();
    let mut document: Option<HashMap<String, String>> = None;
    let (mut ordinal, mut begun, mut held) = (0u64, 0u64, 0usize);
    let (limit, file) = (spool.limits.row_bytes, spool.file.clone());
    super::lines(
        stream,
        limit,
        |number, line| {
            let (key, value) = line.split_once('=').unwrap_or((line, ""));
            let (key, value) = (key.trim(), value.trim());
            match (key, &mut document) {
                ("СекцияДокумент", _) => {
                    let kind = ("вид".to_owned(), value.to_owned());
                    document = Some(HashMap::from([kind]));
                    (begun, held) = (number, 0);
                }
                ("КонецДокумента", Some(found)) => {
                    ordinal += 1;
                    let cells = cells_of(found, &own);
                    document = None;
                    spool.row(sheet, ordinal, &cells)?;
                }
                (_, Some(found)) => {
                    held += line.len() + 64;
                    if held as u64 > limit {
                        return Err(spool.over("row_bytes", limit, held as u64).at_row(number));
                    }
                    found.insert(key.to_lowercase(), value.to_owned());
                }
                ("РасчСчет", None) if !value.is_empty() && own.len() < 1_000 => {
                    own.push(value.to_owned());
                }
                _ => {}
            }
            Ok(())
        },
        |problem| Error::new(&file, problem),
    )?;
    match document {
        Some(_) => Err(spool.damaged("the last document has no end").at_row(begun)),
        None => Ok(()),
    }
}

fn cells_of(document: &HashMap<String, String>, own: &[String]) -> Vec<String> {
    let get = |keys: &[&str]| -> String {
        let mut values = keys.iter().filter_map(|key| document.get(*key));
        values.find(|v| !v.is_empty()).cloned().unwrap_or_default()
    };
    let payer = get(&["плательщиксчет", "плательщикрасчсчет"]);
    let payee = get(&["получательсчет", "получательрасчсчет"]);
    let out = match (own.contains(&payer), own.contains(&payee)) {
        (true, false) => true,
        (false, true) => false,
        _ => !get(&["датасписано"]).is_empty(),
    };
    let (account, other, sides) = if out {
        (
            &payer,
            &payee,
            [
                "получатель",
                "получатель1",
                "получательинн",
                "получателькпп",
                "получательбанк1",
                "получательбик",
            ],
        )
    } else {
        (
            &payee,
            &payer,
            [
                "плательщик1",
                "плательщик",
                "плательщикинн",
                "плательщиккпп",
                "плательщикбанк1",
                "плательщикбик",
            ],
        )
    };
    let [one, two, tax, kpp, bank, bic] = sides;
    // the name proper is in the field with a number; the other may begin with the tax number
    let (plain, whole) = if out { (two, one) } else { (one, two) };
    let tax = get(&[tax]);
    let name = get(&[plain, whole]);
    let stripped = name
        .strip_prefix("ИНН ")
        .and_then(|rest| rest.strip_prefix(tax.as_str()));
    let name = stripped.unwrap_or(&name).trim().to_owned();
    let turned = if out {
        "датасписано"
    } else {
        "датапоступило"
    };
    vec![
        account.clone(),
        if out { "out" } else { "in" }.to_owned(),
        day(&get(&[turned, "дата"])),
        get(&["сумма"]),
        currency(&get(&["валюта", "кодвалюты"]), account),
        name,
        tax,
        get(&[kpp]),
        other.clone(),
        get(&[bank]),
        get(&[bic]),
        get(&["назначениеплатежа", "назначениеплатежа1"]),
        get(&["вид"]),
        get(&["номер"]),
        day(&get(&["дата"])),
        get(&["код"]),
    ]
}

/// Digits of currencies in account numbers and codes, by ISO 4217; 810 is the rouble's old one,
/// which accounts keep.
const CURRENCIES: [(&str, &str); 20] = [
    ("810", "RUB"),
    ("643", "RUB"),
    ("840", "USD"),
    ("978", "EUR"),
    ("156", "CNY"),
    ("826", "GBP"),
    ("756", "CHF"),
    ("392", "JPY"),
    ("398", "KZT"),
    ("933", "BYN"),
    ("051", "AMD"),
    ("949", "TRY"),
    ("784", "AED"),
    ("860", "UZS"),
    ("944", "AZN"),
    ("417", "KGS"),
    ("981", "GEL"),
    ("356", "INR"),
    ("344", "HKD"),
    ("807", "MKD"),
];

/// The currency of a document: what it says itself, else the sixth to eighth digit of the account
/// of one's own.
fn currency(told: &str, account: &str) -> String {
    let named = |digits: &str| CURRENCIES.iter().find(|(of, _)| *of == digits);
    let told = told.trim();
    if !told.is_empty() {
        // Words that are no code are the reader's to judge.
        return named(told).map_or_else(|| told.to_uppercase(), |(_, code)| (*code).to_owned());
    }
    let of_account = account.get(5..8).filter(|_| account.len() == 20);
    of_account
        .and_then(named)
        .map_or("RUB", |(_, code)| *code)
        .to_owned()
}

/// `31.12.2024` as `2024-12-31`.
fn day(text: &str) -> String {
    let parts: Vec<&str> = text.split('.').collect();
    match parts[..] {
        [day, month, year] if year.len() == 4 => format!("{year}-{month:0>2}-{day:0>2}"),
        _ => text.to_owned(),
    }
}
