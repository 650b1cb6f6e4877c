//! Files made to do harm: bombs, nests, giants, spans without end, texts that name themselves.

use super::samples::{CAMT, COMMERCE, MT940, VCARD, grid};
use super::{files, limits, outcome, read, read_with};

fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><office:body><office:spreadsheet><table:table table:name=\"S\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    files::archive(&[
        (
            "mimetype",
            b"application/vnd.oasis.opendocument.spreadsheet",
        ),
        ("content.xml", content.as_bytes()),
    ])
}

fn docx(rows: &str) -> Vec<u8> {
    let document = format!(
        "<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body><w:tbl>{rows}</w:tbl></w:body></w:document>"
    );
    files::archive(&[("word/document.xml", document.as_bytes())])
}

fn sheet(rows: &str) -> Vec<u8> {
    format!("<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet ss:Name=\"One\"><Table>{rows}</Table></Worksheet></Workbook>").into_bytes()
}

#[test]
fn sec_58_archives_that_unpack_a_thousandfold() {
    let zeros = vec![b' '; 20 << 20];
    for name in ["content.xml", "word/document.xml", "xl/workbook.bin"] {
        let mark: (&str, &[u8]) = (
            "mimetype",
            b"application/vnd.oasis.opendocument.spreadsheet",
        );
        let bomb = files::archive(&[mark, (name, &zeros)]);
        assert!(bomb.len() < 200_000);
        assert_eq!(outcome(&bomb), "table.over_limit", "{name}");
    }
}

#[test]
fn sec_58_cells_repeated_without_end() {
    let cell = |times: &str, text: &str| {
        format!(
            "<table:table-cell table:number-columns-repeated=\"{times}\" office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
        )
    };
    let row = |cells: &str, times: &str| {
        format!("<table:table-row table:number-rows-repeated=\"{times}\">{cells}</table:table-row>")
    };
    let nothing = "<table:table-cell table:number-columns-repeated=\"4294967295\"/>";
    let behind = row(&format!("{nothing}{}", cell("1", "x")), "1");
    assert_eq!(outcome(&ods(&behind)), "table.over_limit");
    let wide = row(&cell("4294967295", "x"), "1");
    assert_eq!(outcome(&ods(&wide)), "table.over_limit");
    let long = row(&cell("4000", &"x".repeat(100_000)), "1");
    assert_eq!(outcome(&ods(&long)), "table.over_limit");
    let many = row(&cell("3", "x"), "4294967295");
    assert!(read(&ods(&many)).unwrap().len() <= 20_000);
}

#[test]
fn sec_58_spans_without_end() {
    let page = |cell: &str| format!("<html><table><tr>{}</tr></table></html>", cell.repeat(20));
    let across = page("<td colspan=4294967295>x</td>");
    assert_eq!(outcome(across.as_bytes()), "table.over_limit");
    let down = page("<td rowspan=4294967295>x</td>");
    assert!(read(down.as_bytes()).unwrap_or_default().len() <= 1);

    let cell = "<w:tc><w:tcPr><w:gridSpan w:val=\"4294967295\"/></w:tcPr><w:p/></w:tc>";
    let across = docx(&format!("<w:tr>{}</w:tr>", cell.repeat(3_000)));
    assert_eq!(outcome(&across), "table.over_limit");

    let far = "<Row><Cell ss:Index=\"4294967295\" ss:MergeAcross=\"4294967295\" ss:MergeDown=\"4294967295\"><Data ss:Type=\"String\">x</Data></Cell></Row>";
    assert_eq!(outcome(&sheet(far)), "table.over_limit");
}

#[test]
fn nests_without_end() {
    const DEEP: usize = 100_000;
    let tables = format!("<html>{}", "<table><tr><td>x".repeat(20_000));
    let _ = outcome(tables.as_bytes());
    let json = format!("[{}1{}]", "[".repeat(DEEP), "]".repeat(DEEP));
    assert_ne!(outcome(json.as_bytes()), "read");
    let records = "{\"a\":".repeat(DEEP);
    assert_ne!(outcome(format!("[{records}").as_bytes()), "read");
    let nest = "<a>".repeat(DEEP);
    for (name, file) in [
        (
            "camt",
            CAMT.replace("<Ntry>", &format!("<Ntry>{nest}"))
                .into_bytes(),
        ),
        (
            "commerceml",
            COMMERCE
                .replace("<Товары>", &format!("<Товары>{nest}"))
                .into_bytes(),
        ),
        ("xml spreadsheet", sheet(&format!("<Row>{nest}"))),
        ("ods", ods(&format!("<table:table-row>{nest}"))),
        ("docx", docx(&format!("<w:tr>{nest}"))),
        ("docx tables", docx(&"<w:tr><w:tc><w:tbl>".repeat(DEEP))),
    ] {
        assert_eq!(outcome(&file), "table.damaged", "{name}");
    }
}

#[test]
fn giant_values_are_refused() {
    let giant = "x".repeat(6 << 20);
    let html = format!("<html><table><tr><td>{giant}</td></tr></table></html>");
    let json = format!("[{{\"a\":\"{giant}\"}}]");
    let cell = format!("<Row><Cell><Data ss:Type=\"String\">{giant}</Data></Cell></Row>");
    for (name, file) in [
        ("html", html.into_bytes()),
        ("json", json.into_bytes()),
        ("vcard", VCARD.replace("Road 1", &giant).into_bytes()),
        ("mt940", MT940.replace("fee of", &giant).into_bytes()),
        ("camt", CAMT.replace("Invoice 5", &giant).into_bytes()),
        ("commerceml", COMMERCE.replace("Болт", &giant).into_bytes()),
        ("xml spreadsheet", sheet(&cell)),
        (
            "ods",
            ods(&format!(
                "<table:table-row><table:table-cell><text:p>{giant}</text:p></table:table-cell></table:table-row>"
            )),
        ),
        (
            "docx",
            docx(&format!(
                "<w:tr><w:tc><w:p><w:r><w:t>{giant}</w:t></w:r></w:p></w:tc></w:tr>"
            )),
        ),
    ] {
        let mut generous = limits();
        // an archive of one letter is refused for its ratio before anything is read
        generous.zip_ratio = 1 << 20;
        let refused = read_with(&file, generous).map(|rows| rows.len());
        let code = refused.map_err(|error| error.problem.code());
        assert_eq!(code, Err("table.over_limit"), "{name}");
    }
}

#[test]
fn sec_57_entities_that_name_one_another_are_not_unfolded() {
    let laughs = "<!DOCTYPE l [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&d;\"><!ENTITY x SYSTEM \"file:///etc/passwd\">]>";
    let told = |name: &str, file: &str, text: &str| {
        let told = file.replacen("?>", &format!("?>{laughs}"), 1);
        let told = told.replace(text, "&c;&d;&x;");
        assert!(told.contains("<!ENTITY") && told.contains("&c;"), "{name}");
        told.into_bytes()
    };
    let grid = grid(3);
    let inside = |archive: &[u8], entry: &str, text: &str| {
        let mut entries = super::mutate::entries(archive).unwrap();
        for (name, data) in &mut entries {
            if name == entry {
                *data = told(entry, std::str::from_utf8(data).unwrap(), text);
            }
        }
        let entries: Vec<(&str, &[u8])> = entries
            .iter()
            .map(|(name, data)| (name.as_str(), data.as_slice()))
            .collect();
        files::archive(&entries)
    };
    for (name, file) in [
        ("camt", told("camt", CAMT, "Invoice 5")),
        ("commerceml", told("commerceml", COMMERCE, "Болт")),
        (
            "xml spreadsheet",
            told(
                "xml spreadsheet",
                &files::xml_spreadsheet(&grid),
                "«Фирма 1»",
            ),
        ),
        (
            "ods",
            inside(&files::ods(&grid), "content.xml", "«Фирма 1»"),
        ),
        (
            "docx",
            inside(&files::docx(&grid), "word/document.xml", "«Фирма 1»"),
        ),
    ] {
        match read(&file) {
            Ok(rows) => {
                let all = rows.concat().join(" ");
                let unfolded = all.contains("aaaaaaaaaa") || all.contains("root:");
                assert!(!unfolded, "{name}: {all}");
            }
            Err(error) => assert_eq!(error.problem.code(), "table.damaged", "{name}"),
        }
    }
}

/// The sectors of a compound file: a chain that comes back to itself.
#[test]
fn a_compound_file_whose_chains_go_round_is_refused() {
    let honest = files::xls(&grid(400), 8_224);
    let first = u32::from_le_bytes(honest[76..80].try_into().unwrap()) as usize;
    let size = 1_usize << u16::from_le_bytes([honest[30], honest[31]]);
    let fat = size * (first + 1);
    let mut refused = 0;
    for entry in 0..32 {
        for target in [0_u32, entry, 1] {
            let mut file = honest.clone();
            let at = fat + 4 * entry as usize;
            file[at..at + 4].copy_from_slice(&target.to_le_bytes());
            refused += usize::from(outcome(&file) != "read");
        }
    }
    assert!(refused > 0, "no chain was broken");
}

/// Many sheets that are all the same place of the file would be read as many times.
#[test]
fn sheets_told_of_many_times_are_refused() {
    let honest = files::xls(&grid(3), 8_224);
    let stream = {
        let mut compound = cfb::CompoundFile::open(std::io::Cursor::new(&honest)).unwrap();
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut compound.open_stream("/Workbook").unwrap(), &mut bytes)
            .unwrap();
        bytes
    };
    // the record of the sheet stands third: after the begin and the code page
    let (begin, length) = (20 + 6, 4 + 8 + 2 * "Лист1".chars().count());
    let record = stream[begin..begin + length].to_vec();
    assert_eq!(record[..2], [0x85, 0]);
    let times = 50;
    let at = u32::from_le_bytes(record[4..8].try_into().unwrap()) + (times * length) as u32;
    let mut moved = record.clone();
    moved[4..8].copy_from_slice(&at.to_le_bytes());
    let mut told = stream[..begin].to_vec();
    for _ in 0..=times {
        told.extend_from_slice(&moved);
    }
    told.extend_from_slice(&stream[begin + length..]);
    let file = files::compound("/Workbook", &told);
    assert_eq!(outcome(&file), "table.damaged");
}

/// A long text merged over a whole sheet would be held a million times.
#[test]
fn sec_58_a_text_merged_over_a_whole_sheet_is_refused() {
    let rows: Vec<Vec<String>> = (0..9_000)
        .map(|_| vec![String::new(), "y".to_owned()])
        .collect();
    let area = |first: u16, last: u16| [first, last, 0, 0].map(u16::to_le_bytes).concat();
    let long = [&[0; 6][..], &4_000_u16.to_le_bytes(), &[0], &[b'x'; 4_000]].concat();
    let merged = [&1_u16.to_le_bytes()[..], &area(0, u16::MAX)].concat();
    let file = files::xls_with(&rows, 8_224, &[(0x0204, &long), (0x00e5, &merged)]);
    assert_eq!(outcome(&file), "table.over_limit");
    // the same area again and again costs as much as it makes to do
    let again: Vec<u8> = std::iter::repeat_n(area(1, u16::MAX), 1_000)
        .flatten()
        .collect();
    let again = [&1_000_u16.to_le_bytes()[..], &again].concat();
    let mut small = rows;
    small[0][0] = "x".to_owned();
    small[1][0] = "z".to_owned();
    let records: Vec<(u16, &[u8])> =
        std::iter::repeat_n((0x00e5_u16, again.as_slice()), 10).collect();
    let file = files::xls_with(&small, 8_224, &records);
    assert_eq!(outcome(&file), "table.over_limit");
}
