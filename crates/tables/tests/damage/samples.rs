//! One honest file of each format.

use tables::write::{Cell, Format, Heading, Shape, Writer};

use super::files;

/// A table of `count` rows with a heading.
pub fn grid(count: usize) -> Vec<Vec<String>> {
    let heading = ["Наименование", "Телефон", "E-mail", "Сумма"];
    let mut grid = vec![heading.map(str::to_owned).to_vec()];
    for n in 0..count {
        grid.push(vec![
            format!("ООО «Фирма {n}»"),
            format!("+7 495 123-{:02}-{:02}", n / 100, n % 100),
            format!("office{n}@example.com"),
            format!("{}.50", n * 37),
        ]);
    }
    grid
}

pub const VCARD: &str = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ann\\, of\r\n  Ulm\r\nORG:Mill\\;North;Sales\r\nTEL;CELL:+7 900 000-00-01\r\nEMAIL;TYPE=INTERNET:a@example.com\r\nADR;TYPE=work:;;Road 1;Ulm;;89000;Germany\r\nEND:VCARD\r\nBEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=windows-1251;ENCODING=QUOTED-PRINTABLE:=CF=F3=\r\n=EF=EA=E8=ED;=C8=E2=E0=ED\r\nEND:VCARD\r\n";
pub const CLIENT_BANK: &str = "1CClientBankExchange\r\nВерсияФормата=1.03\r\nКодировка=Windows\r\nРасчСчет=40702810000000000001\r\nСекцияДокумент=Платежное поручение\r\nНомер=17\r\nДата=03.02.2025\r\nСумма=1500.50\r\nПлательщикСчет=40702810000000000002\r\nПлательщик=ИНН 7700000000 ООО Вектор\r\nПолучательСчет=40702810000000000001\r\nНазначениеПлатежа=Оплата по счёту 5\r\nКонецДокумента\r\nКонецФайла\r\n";
pub const CAMT: &str = "<?xml version=\"1.0\"?><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\"><BkToCstmrStmt><Stmt><Acct><Id><IBAN>DE00</IBAN></Id></Acct><Ntry><Amt Ccy=\"EUR\">12.30</Amt><CdtDbtInd>CRDT</CdtDbtInd><BookgDt><Dt>2025-02-03</Dt></BookgDt><NtryDtls><TxDtls><RmtInf><Ustrd>Invoice 5</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>";
pub const MT940: &str = ":20:START\r\n:25:10020030/1234567\r\n:28C:1/1\r\n:60F:C250201EUR100,00\r\n:61:2502030203CR12,30NTRFREF1//BANK1\r\n:86:166?00TRANSFER?20Invoice 5?21 of May?30BANKBIC?31DE11?32Mill?33 North\r\n:61:250204D5,NMSCNONREF\r\n:86:fee of the month\r\n:62F:C250203EUR107,30\r\n-\r\n";
pub const COMMERCE: &str = "<?xml version=\"1.0\"?><КоммерческаяИнформация ВерсияСхемы=\"2.05\"><Каталог><Товары><Товар><Ид>p1</Ид><Артикул>A-1</Артикул><Наименование>Болт</Наименование></Товар></Товары></Каталог><Документ><Ид>o1</Ид><Номер>5</Номер><Дата>2025-02-03</Дата><Сумма>30</Сумма><Контрагенты><Контрагент><Ид>c1</Ид><Наименование>ООО Вектор</Наименование><ИНН>7700000000</ИНН></Контрагент></Контрагенты><Товары><Товар><Ид>p1</Ид><Наименование>Болт</Наименование><Количество>3</Количество><ЦенаЗаЕдиницу>10</ЦенаЗаЕдиницу><Сумма>30</Сумма></Товар></Товары></Документ></КоммерческаяИнформация>";

fn parquet(grid: &[Vec<String>]) -> Vec<u8> {
    let headings: Vec<Heading> = grid[0]
        .iter()
        .map(|name| Heading::new(name.clone(), Shape::Text))
        .collect();
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("table.parquet");
    let mut writer = Writer::create(&path, Format::Parquet, &headings).expect("a file");
    for row in &grid[1..] {
        let cells: Vec<Cell<'_>> = row.iter().map(|text| Cell::Text(text)).collect();
        writer.row(&cells).expect("a row");
    }
    writer.finish().expect("a whole file");
    std::fs::read(&path).expect("the file")
}

/// A file of each format, by its name.
pub fn samples() -> Vec<(&'static str, Vec<u8>)> {
    let grid = grid(12);
    let records =
        |between, around| files::json_records(&grid[0], &grid[1..], between, around).into_bytes();
    vec![
        (
            "csv",
            files::delimited(&grid, ';', true, "\r\n").into_bytes(),
        ),
        ("html", files::html(&grid, false).into_bytes()),
        ("html without ends", files::html(&grid, true).into_bytes()),
        (
            "xml spreadsheet",
            files::xml_spreadsheet(&grid).into_bytes(),
        ),
        ("ods", files::ods(&grid)),
        ("docx", files::docx(&grid)),
        ("xlsx", files::xlsx(&grid)),
        ("xls", files::xls(&grid, 40)),
        ("xls 5", files::xls5(&grid)),
        ("xlsb", files::xlsb(&grid)),
        ("parquet", parquet(&grid)),
        ("json rows", files::json_rows(&grid).into_bytes()),
        ("json records", records(",", ("[", "]"))),
        ("json lines", records("\n", ("", "\n"))),
        ("vcard", VCARD.as_bytes().to_vec()),
        ("client bank", CLIENT_BANK.as_bytes().to_vec()),
        ("camt.053", CAMT.as_bytes().to_vec()),
        ("mt940", MT940.as_bytes().to_vec()),
        ("commerceml", COMMERCE.as_bytes().to_vec()),
    ]
}
