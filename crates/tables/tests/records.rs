//! Formats that hold records: cards, exchange with 1C, bank statements.

mod common;

use common::{open, open_with, texts};
use tables::{Options, Table};

/// The first row by heading.
fn cell(table: Table, row: usize, heading: &str) -> String {
    let place = table.headings().iter().position(|h| h == heading);
    let place = place.unwrap_or_else(|| panic!("no {heading}: {:?}", table.headings()));
    texts(table).0[row].cells[place].clone()
}

#[track_caller]
fn expect(bytes: &[u8], row: usize, cells: &[(&str, &str)]) {
    for (heading, meant) in cells {
        let table = open(bytes).expect("a readable file");
        assert_eq!(cell(table, row, heading), *meant, "{heading}");
    }
}

#[test]
fn cards_of_every_version() {
    let text = "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=windows-1251;ENCODING=QUOTED-PRINTABLE:=CF=F3=\r\n=EF=EA=E8=ED;=C8=E2=E0=ED\r\nTEL;CELL:+7 900 000-00-01\r\nTEL;WORK:02\r\nEND:VCARD\r\nBEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ann\\, of\r\n  Ulm\r\nORG:Mill\\;North;Sales\r\nEMAIL;TYPE=INTERNET:a@example.com\r\nADR;TYPE=work:;;Road 1;Ulm;;89000;Germany\r\nBDAY:19850412\r\nEND:VCARD\r\n";
    expect(
        text.as_bytes(),
        0,
        &[
            ("surname", "Пупкин"),
            ("first_name", "Иван"),
            ("phone_1", "+7 900 000-00-01"),
            ("phone_2", "02"),
            ("phone_2_type", "work"),
        ],
    );
    expect(
        text.as_bytes(),
        1,
        &[
            ("name", "Ann, of Ulm"),
            ("organization", "Mill;North"),
            ("department", "Sales"),
            ("email_1", "a@example.com"),
            ("address_1", "89000, Germany, Ulm, Road 1"),
            ("address_1_city", "Ulm"),
            ("birthday", "1985-04-12"),
        ],
    );
}

const CLIENT_BANK: &str = "1CClientBankExchange\r\nВерсияФормата=1.03\r\nКодировка=Windows\r\nРасчСчет=40702810000000000001\r\nСекцияДокумент=Платежное поручение\r\nНомер=17\r\nДата=03.02.2025\r\nСумма=1500.50\r\nПлательщикСчет=40702810000000000002\r\nПлательщик=ИНН 7700000000 ООО Вектор\r\nПлательщик1=ООО Вектор\r\nПлательщикИНН=7700000000\r\nПолучательСчет=40702810000000000001\r\nДатаПоступило=04.02.2025\r\nНазначениеПлатежа=Оплата по счёту 5\r\nКонецДокумента\r\nКонецФайла\r\n";

#[test]
fn a_statement_of_1c_in_both_its_encodings() {
    for encoding in [encoding_rs::WINDOWS_1251, encoding_rs::IBM866] {
        let (bytes, _, _) = encoding.encode(CLIENT_BANK);
        expect(
            &bytes,
            0,
            &[
                ("direction", "in"),
                ("date", "2025-02-04"),
                ("amount", "1500.50"),
                ("counterparty_name", "ООО Вектор"),
                ("counterparty_tax_number", "7700000000"),
                ("counterparty_account", "40702810000000000002"),
                ("purpose", "Оплата по счёту 5"),
                ("document_number", "17"),
            ],
        );
    }
}

#[test]
fn a_statement_of_1c_is_in_the_currency_of_its_document_or_account() {
    for (account, told, currency) in [
        ("40702810000000000001", "", "RUB"),
        ("40702840000000000001", "", "USD"),
        ("40702978000000000001", "", "EUR"),
        ("40702978000000000001", "Валюта=156\r\n", "CNY"),
        ("40702810000000000001", "Валюта=eur\r\n", "EUR"),
        ("17", "", "RUB"),
    ] {
        let text = CLIENT_BANK
            .replace("40702810000000000001", account)
            .replace("Номер=17\r\n", &format!("Номер=17\r\n{told}"));
        expect(
            text.as_bytes(),
            0,
            &[("currency", currency), ("direction", "in")],
        );
    }
}

#[test]
fn a_statement_in_camt() {
    let text = "<?xml version=\"1.0\"?><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\"><BkToCstmrStmt><Stmt><Acct><Id><IBAN>DE00</IBAN></Id></Acct><Ntry><Amt Ccy=\"EUR\">12.30</Amt><CdtDbtInd>CRDT</CdtDbtInd><BookgDt><Dt>2025-02-03</Dt></BookgDt><AcctSvcrRef>R1</AcctSvcrRef><NtryDtls><TxDtls><RltdPties><Dbtr><Nm>Mill</Nm></Dbtr><DbtrAcct><Id><IBAN>DE11</IBAN></Id></DbtrAcct></RltdPties><RmtInf><Ustrd>Invoice 5</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>";
    expect(
        text.as_bytes(),
        0,
        &[
            ("account", "DE00"),
            ("direction", "in"),
            ("date", "2025-02-03"),
            ("amount", "12.30"),
            ("currency", "EUR"),
            ("counterparty_name", "Mill"),
            ("counterparty_account", "DE11"),
            ("purpose", "Invoice 5"),
            ("reference", "R1"),
        ],
    );
}

#[test]
fn a_statement_of_swift() {
    let text = ":20:START\r\n:25:10020030/1234567\r\n:28C:1/1\r\n:60F:C250201EUR100,00\r\n:61:2502030203CR12,30NTRFREF1//BANK1\r\n:86:166?00TRANSFER?20Invoice 5?21 of May?30BANKBIC?31DE11?32Mill?33 North\r\n:61:250204D5,NMSCNONREF\r\n:86:fee of the month\r\n:62F:C250203EUR107,30\r\n-\r\n";
    expect(
        text.as_bytes(),
        0,
        &[
            ("account", "10020030/1234567"),
            ("direction", "in"),
            ("date", "2025-02-03"),
            ("amount", "12.30"),
            ("currency", "EUR"),
            ("counterparty_name", "Mill North"),
            ("counterparty_account", "DE11"),
            ("purpose", "Invoice 5 of May"),
            ("document_number", "REF1"),
            ("reference", "BANK1"),
        ],
    );
    expect(
        text.as_bytes(),
        1,
        &[
            ("direction", "out"),
            ("amount", "5"),
            ("purpose", "fee of the month"),
        ],
    );
}

#[test]
fn an_exchange_of_1c_has_clients_products_and_orders() {
    let text = "<?xml version=\"1.0\" encoding=\"windows-1251\"?><КоммерческаяИнформация ВерсияСхемы=\"2.05\"><Каталог><Товары><Товар><Ид>p1</Ид><Артикул>A-1</Артикул><Наименование>Болт</Наименование></Товар></Товары></Каталог><Документ><Ид>o1</Ид><Номер>5</Номер><Дата>2025-02-03</Дата><Сумма>30</Сумма><Контрагенты><Контрагент><Ид>c1</Ид><Наименование>ООО Вектор</Наименование><ИНН>7700000000</ИНН><Контакты><Контакт><Тип>Телефон рабочий</Тип><Значение>02</Значение></Контакт></Контакты></Контрагент></Контрагенты><Товары><Товар><Ид>p1</Ид><Наименование>Болт</Наименование><Количество>3</Количество><ЦенаЗаЕдиницу>10</ЦенаЗаЕдиницу><Сумма>30</Сумма></Товар></Товары></Документ></КоммерческаяИнформация>";
    let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(text);
    let of = |sheet: &str, heading: &str| {
        let options = Options {
            sheet: Some(sheet.to_owned()),
            ..Options::default()
        };
        cell(
            open_with(&bytes, &options).expect("a readable file"),
            0,
            heading,
        )
    };
    assert_eq!(of("clients", "tax_number"), "7700000000");
    assert_eq!(of("clients", "phone_1"), "02");
    assert_eq!(of("products", "code"), "A-1");
    assert_eq!(of("orders", "client_name"), "ООО Вектор");
    assert_eq!(of("order_lines", "quantity"), "3");
    assert_eq!(of("order_lines", "order_number"), "5");
}
