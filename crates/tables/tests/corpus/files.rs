//! Writers of every format, byte by byte: none of them shares code with the readers.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;

pub type Grid = [Vec<String>];

/// Delimited text; cells are quoted when they must be, or all of them.
pub fn delimited(grid: &Grid, delimiter: char, all_quoted: bool, end: &str) -> String {
    let mut text = String::new();
    for row in grid {
        let cells: Vec<String> = row
            .iter()
            .map(|cell| {
                let must = cell.contains([delimiter, '"', '\n', '\r', '\t']);
                if must || (all_quoted && !cell.is_empty()) {
                    format!("\"{}\"", cell.replace('"', "\"\""))
                } else {
                    cell.clone()
                }
            })
            .collect();
        text.push_str(&cells.join(&delimiter.to_string()));
        text.push_str(end);
    }
    text
}

pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// A page; sloppy ones close no cell and no row.
pub fn html(grid: &Grid, sloppy: bool) -> String {
    let mut text =
        String::from("<html><head><style>td{color:red}</style></head><body>\n<p>Menu</p>");
    text.push_str("<table border=1>");
    for row in grid {
        text.push_str("<tr>");
        for cell in row {
            let cell = escaped(cell).replace('\n', "<br>").replace('\t', "&#32;");
            text.push_str(&if sloppy {
                format!("<td>{cell}")
            } else {
                format!("  <td> {cell} </td>\n")
            });
        }
        text.push_str(if sloppy { "\n" } else { "</tr>\n" });
    }
    text + "</table></body></html>"
}

pub fn archive(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, data) in entries {
        zip.start_file(*name, SimpleFileOptions::default())
            .expect("an entry");
        zip.write_all(data).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

pub fn ods(grid: &Grid) -> Vec<u8> {
    let mut rows = String::new();
    for row in grid {
        rows.push_str("<table:table-row>");
        for cell in row {
            if cell.is_empty() {
                rows.push_str("<table:table-cell/>");
                continue;
            }
            let cell = escaped(cell)
                .replace('\n', "</text:p><text:p>")
                .replace('\t', "<text:tab/>");
            rows.push_str(&format!("<table:table-cell office:value-type=\"string\"><text:p>{cell}</text:p></table:table-cell>"));
        }
        rows.push_str(
            "<table:table-cell table:number-columns-repeated=\"16380\"/></table:table-row>",
        );
    }
    rows.push_str("<table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>");
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><office:body><office:spreadsheet><table:table table:name=\"Sheet1\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    archive(&[
        (
            "mimetype",
            b"application/vnd.oasis.opendocument.spreadsheet",
        ),
        ("content.xml", content.as_bytes()),
    ])
}

pub fn docx(grid: &Grid) -> Vec<u8> {
    let mut rows = String::new();
    for row in grid {
        rows.push_str("<w:tr>");
        for cell in row {
            let cell = escaped(cell)
                .replace('\n', "</w:t><w:br/><w:t>")
                .replace('\t', "</w:t><w:tab/><w:t>");
            rows.push_str(&format!(
                "<w:tc><w:p><w:r><w:t xml:space=\"preserve\">{cell}</w:t></w:r></w:p></w:tc>"
            ));
        }
        rows.push_str("</w:tr>");
    }
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>Letter</w:t></w:r></w:p><w:tbl>{rows}</w:tbl></w:body></w:document>"
    );
    archive(&[("word/document.xml", document.as_bytes())])
}

pub fn xml_spreadsheet(grid: &Grid) -> String {
    let mut rows = String::new();
    for row in grid {
        rows.push_str("<Row>");
        for (i, cell) in row.iter().enumerate().filter(|(_, c)| !c.is_empty()) {
            let cell = escaped(cell).replace('\n', "&#10;");
            rows.push_str(&format!(
                "<Cell ss:Index=\"{}\"><Data ss:Type=\"String\">{cell}</Data></Cell>",
                i + 1
            ));
        }
        rows.push_str("</Row>");
    }
    format!(
        "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet ss:Name=\"One\"><Table>{rows}</Table></Worksheet></Workbook>"
    )
}

/// An .xlsx workbook, or its twin with macros: the parts are the same.
pub fn xlsx(grid: &Grid) -> Vec<u8> {
    let mut rows = String::new();
    for (r, row) in (1..).zip(grid) {
        rows.push_str(&format!("<row r=\"{r}\">"));
        for (c, cell) in row.iter().enumerate().filter(|(_, c)| !c.is_empty()) {
            let letter = char::from(b'A' + c as u8);
            rows.push_str(&format!("<c r=\"{letter}{r}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>", escaped(cell)));
        }
        rows.push_str("</row>");
    }
    let sheet = format!(
        "<?xml version=\"1.0\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{rows}</sheetData></worksheet>"
    );
    archive(&[
        ("_rels/.rels", b"<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"),
        ("[Content_Types].xml", b"<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"),
        ("xl/_rels/workbook.xml.rels", b"<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"),
        ("xl/workbook.xml", b"<?xml version=\"1.0\"?><workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"One\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

fn biff(out: &mut Vec<u8>, kind: u16, data: &[u8]) {
    out.extend_from_slice(&kind.to_le_bytes());
    out.extend_from_slice(&(data.len() as u16).to_le_bytes());
    out.extend_from_slice(data);
}

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// A compound file with one stream.
pub fn compound(name: &str, stream: &[u8]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("memory");
    file.create_stream(name)
        .expect("memory")
        .write_all(stream)
        .expect("memory");
    file.flush().expect("memory");
    file.into_inner().into_inner()
}

/// A workbook of Excel 97–2003; the shared strings are cut into records of `cut` bytes, in the
/// middle of texts too.
pub fn xls(grid: &Grid, cut: usize) -> Vec<u8> {
    xls_with(grid, cut, &[])
}

/// The same with more records after the cells of the sheet.
pub fn xls_with(grid: &Grid, cut: usize, more: &[(u16, &[u8])]) -> Vec<u8> {
    let bof = |kind: u16| [&0x0600u16.to_le_bytes()[..], &kind.to_le_bytes(), &[0; 12]].concat();
    let mut parts: Vec<Vec<u8>> = vec![[1u32.to_le_bytes(), 1u32.to_le_bytes()].concat()];
    let mut cells = Vec::new();
    let mut index = 0u32;
    for (r, row) in grid.iter().enumerate() {
        for (c, cell) in row.iter().enumerate().filter(|(_, c)| !c.is_empty()) {
            let head = [
                &(cell.encode_utf16().count() as u16).to_le_bytes()[..],
                &[1],
            ]
            .concat();
            let last = parts.last_mut().expect("one at least");
            if last.len() + head.len() > cut {
                parts.push(Vec::new());
            }
            parts
                .last_mut()
                .expect("one at least")
                .extend_from_slice(&head);
            for unit in wide(cell).chunks(2) {
                if parts.last().expect("one at least").len() + 2 > cut {
                    parts.push(vec![1]);
                }
                parts
                    .last_mut()
                    .expect("one at least")
                    .extend_from_slice(unit);
            }
            let place = [(r as u16).to_le_bytes(), (c as u16).to_le_bytes(), [0, 0]].concat();
            biff(
                &mut cells,
                0x00fd,
                &[&place[..], &index.to_le_bytes()].concat(),
            );
            index += 1;
        }
    }
    let mut globals = Vec::new();
    biff(&mut globals, 0x0809, &bof(5));
    biff(&mut globals, 0x0042, &1200u16.to_le_bytes());
    let mut tail = Vec::new();
    for (n, part) in parts.iter().enumerate() {
        biff(&mut tail, if n == 0 { 0x00fc } else { 0x003c }, part);
    }
    biff(&mut tail, 0x000a, &[]);
    let name = "Лист1";
    let length = 4 + 4 + 2 + 2 + wide(name).len();
    let at = (globals.len() + length + tail.len()) as u32;
    let head = [
        &at.to_le_bytes()[..],
        &[0, 0, name.chars().count() as u8, 1],
        &wide(name),
    ]
    .concat();
    biff(&mut globals, 0x0085, &head);
    globals.extend(tail);
    biff(&mut globals, 0x0809, &bof(0x10));
    globals.extend(cells);
    for (kind, data) in more {
        biff(&mut globals, *kind, data);
    }
    biff(&mut globals, 0x000a, &[]);
    compound("/Workbook", &globals)
}

/// A workbook of Excel 5 with texts in windows-1251.
pub fn xls5(grid: &Grid) -> Vec<u8> {
    let bof = |kind: u16| [&0x0500u16.to_le_bytes()[..], &kind.to_le_bytes(), &[0; 4]].concat();
    let encode = |text: &str| encoding_rs::WINDOWS_1251.encode(text).0.into_owned();
    let mut stream = Vec::new();
    biff(&mut stream, 0x0809, &bof(5));
    biff(&mut stream, 0x0042, &1251u16.to_le_bytes());
    let name = encode("Лист");
    let at = (stream.len() + 4 + 7 + name.len() + 4) as u32;
    biff(
        &mut stream,
        0x0085,
        &[&at.to_le_bytes()[..], &[0, 0, name.len() as u8], &name].concat(),
    );
    biff(&mut stream, 0x000a, &[]);
    biff(&mut stream, 0x0809, &bof(0x10));
    for (r, row) in grid.iter().enumerate() {
        for (c, cell) in row.iter().enumerate().filter(|(_, c)| !c.is_empty()) {
            let text = encode(cell);
            let place = [(r as u16).to_le_bytes(), (c as u16).to_le_bytes(), [0, 0]].concat();
            biff(
                &mut stream,
                0x0204,
                &[&place[..], &(text.len() as u16).to_le_bytes(), &text].concat(),
            );
        }
    }
    biff(&mut stream, 0x000a, &[]);
    compound("/Book", &stream)
}

/// A binary workbook of Excel 2007.
pub fn xlsb(grid: &Grid) -> Vec<u8> {
    fn put(out: &mut Vec<u8>, kind: u16, data: &[u8]) {
        if kind < 0x80 {
            out.push(kind as u8);
        } else {
            out.extend_from_slice(&[(kind & 0x7f) as u8 | 0x80, (kind >> 7) as u8]);
        }
        let mut length = data.len();
        loop {
            let part = (length & 0x7f) as u8;
            length >>= 7;
            out.push(if length > 0 { part | 0x80 } else { part });
            if length == 0 {
                break;
            }
        }
        out.extend_from_slice(data);
    }
    let text = |t: &str| {
        [
            &(t.encode_utf16().count() as u32).to_le_bytes()[..],
            &wide(t),
        ]
        .concat()
    };
    let mut book = Vec::new();
    put(&mut book, 0x83, &[]);
    put(&mut book, 0x8f, &[]);
    put(
        &mut book,
        0x9c,
        &[&[0, 0, 0, 0, 1, 0, 0, 0][..], &text("rId1"), &text("One")].concat(),
    );
    put(&mut book, 0x90, &[]);
    put(&mut book, 0x84, &[]);
    let mut sheet = Vec::new();
    put(&mut sheet, 0x81, &[]);
    let size = [0u32, grid.len() as u32, 0, 20]
        .map(u32::to_le_bytes)
        .concat();
    put(&mut sheet, 0x94, &size);
    put(&mut sheet, 0x91, &[]);
    for (r, row) in grid.iter().enumerate() {
        put(
            &mut sheet,
            0x00,
            &[&(r as u32).to_le_bytes()[..], &[0; 13]].concat(),
        );
        for (c, cell) in row.iter().enumerate().filter(|(_, c)| !c.is_empty()) {
            put(
                &mut sheet,
                0x06,
                &[&(c as u32).to_le_bytes()[..], &[0; 4], &text(cell)].concat(),
            );
        }
    }
    put(&mut sheet, 0x92, &[]);
    put(&mut sheet, 0x82, &[]);
    archive(&[
        ("xl/_rels/workbook.bin.rels", b"<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.bin\"/></Relationships>"),
        ("xl/workbook.bin", &book),
        ("xl/worksheets/sheet1.bin", &sheet),
    ])
}

fn json_text(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Rows as lists of cells.
pub fn json_rows(grid: &Grid) -> String {
    let rows: Vec<String> = grid
        .iter()
        .map(|row| {
            let cells: Vec<String> = row.iter().map(|c| json_text(c)).collect();
            format!("[{}]", cells.join(","))
        })
        .collect();
    format!("[{}]", rows.join(",\n"))
}

/// Records by heading, joined by a separator between brackets.
pub fn json_records(
    headings: &[String],
    rows: &Grid,
    between: &str,
    around: (&str, &str),
) -> String {
    let records: Vec<String> = rows
        .iter()
        .map(|row| {
            let cells: Vec<String> = headings
                .iter()
                .zip(row)
                .map(|(name, cell)| format!("{}:{}", json_text(name), json_text(cell)))
                .collect();
            format!("{{{}}}", cells.join(","))
        })
        .collect();
    format!("{}{}{}", around.0, records.join(between), around.1)
}
