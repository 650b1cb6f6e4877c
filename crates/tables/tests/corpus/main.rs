//! A corpus of files with expectations, made here: tables × shapes × formats × encodings ×
//! delimiters × quoting × ends of line, and the same tables told in another way.

#[path = "../common/mod.rs"]
mod common;
mod files;
mod model;

use encoding_rs::{Encoding, IBM866, KOI8_R, WINDOWS_1251, X_MAC_CYRILLIC};
use files::Grid;
use model::{Laid, SHAPES, Shape, laid, models};

/// A file and what must be found in it.
struct Case {
    name: String,
    bytes: Vec<u8>,
    laid: Laid,
}

type Write = fn(&Grid) -> Vec<u8>;

/// Every format that holds a grid.
const FORMATS: [(&str, Write); 14] = [
    ("csv", |g| {
        files::delimited(g, ',', false, "\r\n").into_bytes()
    }),
    ("tsv of the clipboard", |g| {
        files::delimited(g, '\t', false, "\r\n").into_bytes()
    }),
    ("html", |g| files::html(g, false).into_bytes()),
    ("html without ends", |g| files::html(g, true).into_bytes()),
    ("html of the clipboard", |g| {
        let page = files::html(g, false);
        format!("Version:0.9\r\nStartHTML:00000097\r\nEndHTML:00000200\r\n{page}").into_bytes()
    }),
    ("xml spreadsheet", |g| {
        files::xml_spreadsheet(g).into_bytes()
    }),
    ("ods", files::ods),
    ("docx", files::docx),
    ("xlsx", files::xlsx),
    ("xls", |g| files::xls(g, 8_224)),
    ("xls in pieces", |g| files::xls(g, 40)),
    ("xlsb", files::xlsb),
    ("json rows", |g| files::json_rows(g).into_bytes()),
    ("csv in gzip", |g| {
        let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        std::io::Write::write_all(&mut out, files::delimited(g, ';', true, "\n").as_bytes())
            .expect("memory");
        out.finish().expect("memory")
    }),
];

fn encoded(text: &str) -> Vec<(String, Vec<u8>)> {
    let wide = |little: bool| -> Vec<u8> {
        let units = std::iter::once(0xfeff).chain(text.encode_utf16());
        units
            .flat_map(|u| {
                if little {
                    u.to_le_bytes()
                } else {
                    u.to_be_bytes()
                }
            })
            .collect()
    };
    let mut all = vec![
        ("utf-8".to_owned(), text.as_bytes().to_vec()),
        (
            "utf-8 mark".to_owned(),
            format!("\u{feff}{text}").into_bytes(),
        ),
        ("utf-16le".to_owned(), wide(true)),
        ("utf-16be".to_owned(), wide(false)),
    ];
    let tables: [&'static Encoding; 4] = [WINDOWS_1251, KOI8_R, IBM866, X_MAC_CYRILLIC];
    for encoding in tables {
        let (bytes, _, lossy) = encoding.encode(text);
        if !lossy && !text.is_ascii() {
            all.push((encoding.name().to_owned(), bytes.into_owned()));
        }
    }
    all
}

fn corpus() -> Vec<Case> {
    let mut cases = Vec::new();
    for model in models() {
        for shape in SHAPES {
            for (format, write) in FORMATS {
                let laid = laid(&model, shape);
                cases.push(Case {
                    name: format!("{} {shape:?} {format}", model.name),
                    bytes: write(&laid.grid),
                    laid,
                });
            }
        }
        for delimiter in [',', ';', '\t', '|'] {
            for all_quoted in [false, true] {
                for end in ["\n", "\r\n"] {
                    let plain = laid(&model, Shape::Plain);
                    // enough lines to be an honest sample of the letters
                    let mut grid = vec![plain.grid[0].clone()];
                    let rows = plain.rows.iter().cycle().take(24).cloned();
                    grid.extend(rows.clone());
                    let text = files::delimited(&grid, delimiter, all_quoted, end);
                    for (encoding, bytes) in encoded(&text) {
                        cases.push(Case {
                            name: format!(
                                "{} {delimiter:?} {all_quoted} {end:?} {encoding}",
                                model.name
                            ),
                            bytes,
                            laid: Laid {
                                grid: grid.clone(),
                                headings: plain.headings.clone(),
                                rows: rows.clone().collect(),
                                totals: 0,
                                repeated: 0,
                            },
                        });
                    }
                }
            }
        }
        if model.name == "russian" {
            let laid = laid(&model, Shape::Plain);
            cases.push(Case {
                name: "russian xls of Excel 5".to_owned(),
                bytes: files::xls5(&laid.grid),
                laid,
            });
        }
        for (name, between, around) in [
            ("json", ",", ("[", "]")),
            ("json inside", ",\n", ("{\"count\": 2, \"data\": [", "]}")),
            ("json one a line", "\n", ("", "\n")),
        ] {
            let laid = laid(&model, Shape::Plain);
            let text = files::json_records(&laid.headings, &laid.rows, between, around);
            cases.push(Case {
                name: format!("{} {name}", model.name),
                bytes: text.into_bytes(),
                laid,
            });
        }
    }
    cases
}

/// A cell as any format can hold it: some have only spaces for tabs.
fn told(cell: &str) -> String {
    cell.replace('\t', " ").trim().to_owned()
}

#[test]
fn r81_every_file_of_the_corpus_is_read_as_it_was_meant() {
    let corpus = corpus();
    assert!(corpus.len() >= 300, "{} files", corpus.len());
    let mut wrong = Vec::new();
    for case in &corpus {
        let table = match common::open(&case.bytes) {
            Ok(table) => table,
            Err(error) => {
                wrong.push(format!("{}: {error}", case.name));
                continue;
            }
        };
        let headings = table.headings().to_vec();
        let (rows, tally) = match common::try_texts(table) {
            Ok(read) => read,
            Err(error) => {
                wrong.push(format!("{}: {error}", case.name));
                continue;
            }
        };
        let cells: Vec<Vec<String>> = rows
            .iter()
            .map(|r| r.cells.iter().map(|c| told(c)).collect())
            .collect();
        let meant: Vec<Vec<String>> = case
            .laid
            .rows
            .iter()
            .map(|r| r.iter().map(|c| told(c)).collect())
            .collect();
        if headings != case.laid.headings {
            wrong.push(format!("{}: headings {headings:?}", case.name));
        } else if cells != meant {
            let differ = cells.iter().zip(&meant).find(|(a, b)| a != b);
            wrong.push(format!("{}: {} rows, {differ:?}", case.name, cells.len()));
        } else if (tally.totals, tally.repeated) != (case.laid.totals, case.laid.repeated) {
            wrong.push(format!("{}: {tally:?}", case.name));
        }
    }
    println!("{} files", corpus.len());
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        corpus.len(),
        wrong.join("\n")
    );
}

#[test]
fn a_file_cut_or_changed_anywhere_costs_a_message_at_most() {
    let model = &models()[0];
    let grid = laid(model, Shape::Plain).grid;
    let mut tried = 0;
    for (_, write) in FORMATS {
        let bytes = write(&grid);
        let step = (bytes.len() / 60).max(1);
        for at in (0..bytes.len()).step_by(step) {
            let mut changed = bytes.clone();
            changed[at] ^= 0x5a;
            let damaged = [bytes[..at].to_vec(), changed];
            for bytes in damaged {
                tried += 1;
                if let Ok(table) = common::open(&bytes) {
                    let _ = common::try_texts(table);
                }
            }
        }
    }
    assert!(tried > 1_000);
}
