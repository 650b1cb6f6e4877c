//! Cells merged downwards have their text in every row, in every format that knows merges.

use super::{files, read};

fn expect(name: &str, file: &[u8]) {
    let rows = read(file).unwrap_or_else(|error| panic!("{name}: {error:?}"));
    let texts: Vec<Vec<&str>> = rows
        .iter()
        .map(|row| row.iter().map(String::as_str).collect())
        .collect();
    let wanted = [
        vec!["Север", "Ромашка", "1"],
        vec!["Север", "Лютик", "2"],
        vec!["Юг", "Пион", "3"],
    ];
    assert_eq!(texts, wanted, "{name}");
}

#[test]
fn merged_cells_of_every_format() {
    let html = "<html><table><tr><th>Регион<th>Клиент<th>Заказы<tr><td rowspan=2>Север<td>Ромашка<td>1<tr><td>Лютик<td>2<tr><td>Юг<td>Пион<td>3</table></html>";
    expect("html", html.as_bytes());

    let text = |text: &str| {
        format!(
            "<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
        )
    };
    let row = |cells: &str| format!("<table:table-row>{cells}</table:table-row>");
    let down = "<table:table-cell table:number-rows-spanned=\"2\" office:value-type=\"string\"><text:p>Север</text:p></table:table-cell>";
    let rows = [
        row(&["Регион", "Клиент", "Заказы"].map(text).concat()),
        row(&format!("{down}{}", ["Ромашка", "1"].map(text).concat())),
        row(&format!(
            "<table:covered-table-cell/>{}",
            ["Лютик", "2"].map(text).concat()
        )),
        row(&["Юг", "Пион", "3"].map(text).concat()),
    ];
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><office:body><office:spreadsheet><table:table table:name=\"S\">{}</table:table></office:spreadsheet></office:body></office:document-content>",
        rows.concat()
    );
    let ods = files::archive(&[
        (
            "mimetype",
            b"application/vnd.oasis.opendocument.spreadsheet",
        ),
        ("content.xml", content.as_bytes()),
    ]);
    expect("ods", &ods);

    let cell = |merge: &str, text: &str| {
        format!("<w:tc><w:tcPr>{merge}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>")
    };
    let plain = |texts: &[&str]| texts.iter().map(|one| cell("", one)).collect::<String>();
    let rows = [
        plain(&["Регион", "Клиент", "Заказы"]),
        cell("<w:vMerge w:val=\"restart\"/>", "Север") + &plain(&["Ромашка", "1"]),
        cell("<w:vMerge/>", "") + &plain(&["Лютик", "2"]),
        plain(&["Юг", "Пион", "3"]),
    ];
    let rows: String = rows
        .iter()
        .map(|row| format!("<w:tr>{row}</w:tr>"))
        .collect();
    let document = format!(
        "<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body><w:tbl>{rows}</w:tbl></w:body></w:document>"
    );
    expect(
        "docx",
        &files::archive(&[("word/document.xml", document.as_bytes())]),
    );

    let sheet = "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet ss:Name=\"One\"><Table>";
    let data = |text: &str| format!("<Data ss:Type=\"String\">{text}</Data>");
    let cells = |texts: &[&str]| {
        texts
            .iter()
            .map(|one| format!("<Cell>{}</Cell>", data(one)))
            .collect::<String>()
    };
    let rows = [
        cells(&["Регион", "Клиент", "Заказы"]),
        format!(
            "<Cell ss:MergeDown=\"1\">{}</Cell>{}",
            data("Север"),
            cells(&["Ромашка", "1"])
        ),
        cells(&["Лютик", "2"]),
        cells(&["Юг", "Пион", "3"]),
    ];
    let rows: String = rows.iter().map(|row| format!("<Row>{row}</Row>")).collect();
    expect(
        "xml spreadsheet",
        format!("{sheet}{rows}</Table></Worksheet></Workbook>").as_bytes(),
    );

    let grid = [
        ["Регион", "Клиент", "Заказы"],
        ["Север", "Ромашка", "1"],
        ["", "Лютик", "2"],
        ["Юг", "Пион", "3"],
    ];
    let grid: Vec<Vec<String>> = grid
        .iter()
        .map(|row| row.map(str::to_owned).to_vec())
        .collect();
    let area = [1_u16, 1, 2, 0, 0].map(u16::to_le_bytes).concat();
    expect("xls", &files::xls_with(&grid, 8_224, &[(0x00e5, &area)]));
}
