//! Texts in every encoding × every delimiter × both ends of line come out the same.

mod common;

use encoding_rs::{
    Encoding, IBM866, KOI8_R, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, X_MAC_CYRILLIC,
};
use tables::{Remark, Source};

const RUSSIAN: [[&str; 3]; 4] = [
    ["Контрагент", "Дата документа", "Сумма"],
    ["Общество «Ромашка»", "31.12.2024", "10"],
    ["ИП Щербакова Э. Ю.", "01.02.2025", "20"],
    ["Завод электромашин и подъёмников", "02.02.2025", "30"],
];
const MACEDONIAN: [[&str; 3]; 4] = [
    ["Купувач", "Датум на фактура", "Износ"],
    ["Ѓорѓи Ќосев Скопје", "31.12.2024", "10"],
    ["Љубљана трговија Џинот", "01.02.2025", "20"],
    ["Ѕвезда увоз извоз Њуман", "02.02.2025", "30"],
];
const FRENCH: [[&str; 3]; 4] = [
    ["Société cliente", "Date de création", "Montant réglé"],
    ["Garçon & Frères à Orléans", "2024-12-31", "10"],
    ["Hôtel de la Forêt, déjà vu", "2025-02-01", "20"],
    ["Crémerie Bœuf été Noël", "2025-02-02", "30"],
];
const CROATIAN: [[&str; 3]; 4] = [
    ["Kupac poduzeće", "Datum računa", "Iznos plaćen"],
    ["Kovačević i sinovi Šibenik", "2024-12-31", "10"],
    ["Đurđevac žito Čakovec", "2025-02-01", "20"],
    ["Ćevapi Željka Škrinjarić", "2025-02-02", "30"],
];

fn text(rows: &[[&str; 3]], delimiter: char, end: &str) -> String {
    let mut text = String::new();
    // enough lines to be an honest sample
    for row in std::iter::once(&rows[0]).chain(rows[1..].iter().cycle().take(30)) {
        let cells: Vec<String> = row
            .iter()
            .map(|cell| {
                if cell.contains(delimiter) {
                    format!("\"{cell}\"")
                } else {
                    (*cell).to_owned()
                }
            })
            .collect();
        text.push_str(&cells.join(&delimiter.to_string()));
        text.push_str(end);
    }
    text
}

fn utf16(text: &str, mark: bool, little: bool) -> Vec<u8> {
    let units = mark
        .then_some(0xfeff)
        .into_iter()
        .chain(text.encode_utf16());
    units
        .flat_map(|unit| {
            if little {
                unit.to_le_bytes()
            } else {
                unit.to_be_bytes()
            }
        })
        .collect()
}

fn encode(text: &str, encoding: &'static Encoding) -> Vec<u8> {
    let (bytes, _, lossy) = encoding.encode(text);
    assert!(!lossy, "{} cannot hold the text", encoding.name());
    bytes.into_owned()
}

#[test]
fn r81_every_encoding_delimiter_and_end_of_line() {
    let cyrillic: [&'static Encoding; 4] = [WINDOWS_1251, KOI8_R, IBM866, X_MAC_CYRILLIC];
    let mut tried = 0;
    let mut wrong = Vec::new();
    for (name, rows) in [
        ("ru", &RUSSIAN),
        ("mk", &MACEDONIAN),
        ("fr", &FRENCH),
        ("hr", &CROATIAN),
    ] {
        for delimiter in [',', ';', '\t', '|'] {
            for end in ["\n", "\r\n", "\r"] {
                let text = text(rows, delimiter, end);
                let mut corpus: Vec<(String, Vec<u8>)> = vec![
                    ("utf-8".into(), text.clone().into_bytes()),
                    ("utf-8 mark".into(), format!("\u{feff}{text}").into_bytes()),
                    ("utf-16le".into(), utf16(&text, false, true)),
                    ("utf-16be".into(), utf16(&text, false, false)),
                    ("utf-16le mark".into(), utf16(&text, true, true)),
                    ("utf-16be mark".into(), utf16(&text, true, false)),
                ];
                match name {
                    "ru" => {
                        for encoding in cyrillic {
                            // the quotes « » are not in every table
                            let plain = text.replace(['«', '»'], "");
                            let bytes = encode(&plain, encoding);
                            corpus.push((encoding.name().to_lowercase(), bytes));
                        }
                    }
                    "mk" => corpus.push(("windows-1251".into(), encode(&text, WINDOWS_1251))),
                    "fr" => corpus.push(("windows-1252".into(), encode(&text, WINDOWS_1252))),
                    _ => corpus.push(("windows-1250".into(), encode(&text, WINDOWS_1250))),
                }
                for (encoding, bytes) in corpus {
                    tried += 1;
                    let table = common::open(&bytes).unwrap();
                    let found = table.source();
                    let headings = table.headings().to_vec();
                    let got = common::rows(table).unwrap();
                    let strip = |s: &str| s.replace(['«', '»'], "");
                    let want: Vec<String> = rows[0].iter().map(|s| strip(s)).collect();
                    let same = headings.iter().map(|h| strip(h)).eq(want)
                        && got.len() == 30
                        && strip(&got[0][0]) == strip(rows[1][0])
                        && strip(&got[2][0]) == strip(rows[3][0]);
                    if !same {
                        wrong.push(format!(
                            "{name} {encoding} {delimiter:?} {end:?}: {found:?} {headings:?}"
                        ));
                    }
                }
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {tried}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn encoding_and_delimiter_are_named() {
    let bytes = encode(&text(&RUSSIAN, ';', "\r\n").replace(['«', '»'], ""), KOI8_R);
    let source = common::open(&bytes).unwrap().source();
    let expected = Source::Text {
        encoding: "koi8-r".to_owned(),
        delimiter: ';',
    };
    assert_eq!(source, expected);
}

#[test]
fn r92_an_export_of_a_parser_in_windows_1251_with_semicolons() {
    let text = "sep=;\r\n\"Название\";\"Телефон\";\"Город\"\r\n\"ООО \"\"Вектор\"\"\";\"+7 900 000-00-00\";\"Тверь\"\r\n\"Мебель;и точка\";\"\";\"Орёл\"\r\n";
    let table = common::open(&encode(text, WINDOWS_1251)).unwrap();
    assert_eq!(table.headings(), ["Название", "Телефон", "Город"]);
    let rows = common::rows(table).unwrap();
    assert_eq!(rows[0], ["ООО \"Вектор\"", "+7 900 000-00-00", "Тверь"]);
    assert_eq!(rows[1], ["Мебель;и точка", "", "Орёл"]);
}

#[test]
fn r96_wrongly_decoded_cyrillic_is_reported() {
    let honest = text(&RUSSIAN, ';', "\n");
    let has_mojibake = |text: &str| {
        let remarks = common::open(text.as_bytes()).unwrap().remarks();
        remarks.iter().any(|r| matches!(r, Remark::Mojibake(_)))
    };
    assert!(!has_mojibake(&honest));
    assert!(!has_mojibake(&text(&MACEDONIAN, ';', "\n")));
    assert!(!has_mojibake(&text(&FRENCH, ';', "\n")));
    let plain = honest.replace(['«', '»'], "");
    // windows-1251 bytes read as windows-1252
    let bytes = encode(&plain, WINDOWS_1251);
    let (as_latin, _) = WINDOWS_1252.decode_without_bom_handling(&bytes);
    assert!(has_mojibake(&as_latin));
    // UTF-8 bytes read as windows-1252 and as windows-1251
    for encoding in [WINDOWS_1252, WINDOWS_1251] {
        let (twice, _) = encoding.decode_without_bom_handling(plain.as_bytes());
        assert!(has_mojibake(&twice), "{}", encoding.name());
    }
}

#[test]
fn a_text_mostly_in_utf8_keeps_its_letters() {
    let mut bytes = text(&RUSSIAN, ';', "\n").into_bytes();
    bytes.extend_from_slice(b"caf\xe9;01.01.2025;5\n");
    let table = common::open(&bytes).unwrap();
    assert!(table.remarks().contains(&Remark::MixedEncoding));
    assert_eq!(table.headings()[0], "Контрагент");
}
