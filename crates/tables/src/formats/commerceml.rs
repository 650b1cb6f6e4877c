//! CommerceML 2: what 1C hands to shops and takes back. Clients, products, offers, orders and
//! their lines are tables of their own.

use std::io::Read;

use super::xml::{self, Met, Node};
use crate::Error;
use crate::spool::Spool;

const CLIENTS: [&str; 22] = [
    "external_id",
    "name",
    "full_name",
    "role",
    "tax_number",
    "kpp",
    "registration_number",
    "surname",
    "first_name",
    "patronymic",
    "address",
    "postcode",
    "region",
    "city",
    "street",
    "house",
    "phone_1",
    "phone_2",
    "email_1",
    "email_2",
    "person_name",
    "note",
];
const PRODUCTS: [&str; 10] = [
    "external_id",
    "code",
    "name",
    "unit",
    "barcode",
    "group_id",
    "group",
    "description",
    "vat_rate",
    "deleted",
];
const OFFERS: [&str; 7] = [
    "external_id",
    "code",
    "name",
    "quantity",
    "price",
    "currency",
    "price_type",
];
const ORDERS: [&str; 16] = [
    "external_id",
    "number",
    "date",
    "time",
    "operation",
    "role",
    "amount",
    "currency",
    "rate",
    "client_external_id",
    "client_name",
    "client_tax_number",
    "client_phone",
    "client_email",
    "note",
    "status",
];
const LINES: [&str; 9] = [
    "order_external_id",
    "order_number",
    "line",
    "product_external_id",
    "product_code",
    "product_name",
    "quantity",
    "price",
    "amount",
];

pub(super) fn read(stream: Box<dyn Read + Send>, spool: &mut Spool) -> Result<(), Error> {
    let clients = spool.records("clients", &CLIENTS)?;
    let products = spool.records("products", &PRODUCTS)?;
    let offers = spool.records("offers", &OFFERS)?;
    let orders = spool.records("orders", &ORDERS)?;
    let lines = spool.records("order_lines", &LINES)?;
    let mut rows = [0u64; 5];
    let mut next = move |sheet: usize| {
        rows[sheet] += 1;
        rows[sheet]
    };
    let mut groups: Vec<(String, String)> = Vec::new();
    let mut known: std::collections::HashSet<String> = std::collections::HashSet::new();
    let is_record = |path: &[String]| {
        let name = path.last().map_or("", String::as_str);
        matches!(name, "Контрагент" | "Товар" | "Предложение" | "Документ")
            || (name == "Группы" && path.iter().any(|p| p == "Классификатор"))
    };
    xml::read(stream, spool, is_record, |spool, _, met| {
        let Met::Record(node) = met else {
            return Ok(());
        };
        match node.name.as_str() {
            "Группы" => collect_groups(&node, &mut groups),
            "Контрагент" => spool.row(clients, next(clients), &client(&node))?,
            "Товар" => spool.row(products, next(products), &product(&node, &groups))?,
            "Предложение" => {
                let prices: Vec<Option<&Node>> = node
                    .find(&["Цены"])
                    .map(|p| p.all("Цена").map(Some).collect())
                    .unwrap_or_default();
                for price in if prices.is_empty() {
                    vec![None]
                } else {
                    prices
                } {
                    spool.row(offers, next(offers), &offer(&node, price))?;
                }
            }
            _ => {
                for party in node
                    .find(&["Контрагенты"])
                    .into_iter()
                    .flat_map(|p| p.all("Контрагент"))
                {
                    let cells = client(party);
                    // the same client stands in each of his orders
                    if known.len() < 1_000_000 && known.insert(cells[..3].join("\u{1f}")) {
                        spool.row(clients, next(clients), &cells)?;
                    }
                }
                spool.row(orders, next(orders), &order(&node))?;
                let goods = node.find(&["Товары"]);
                for (n, line) in goods.into_iter().flat_map(|g| g.all("Товар")).enumerate() {
                    let cells = [
                        node.get(&["Ид"]),
                        node.get(&["Номер"]),
                        (n + 1).to_string(),
                        line.get(&["Ид"]),
                        line.get(&["Артикул"]),
                        line.get(&["Наименование"]),
                        line.get(&["Количество"]),
                        line.get(&["ЦенаЗаЕдиницу"]),
                        line.get(&["Сумма"]),
                    ];
                    spool.row(lines, next(lines), &cells)?;
                }
            }
        }
        Ok(())
    })
}

fn collect_groups(node: &Node, groups: &mut Vec<(String, String)>) {
    for group in node.all("Группа") {
        groups.push((group.get(&["Ид"]), group.get(&["Наименование"])));
        if let Some(inner) = group.find(&["Группы"]) {
            collect_groups(inner, groups);
        }
    }
}

/// A value of the list of requisites.
fn requisite(node: &Node, name: &str) -> String {
    let list = node.find(&["ЗначенияРеквизитов"]);
    let mut all = list.into_iter().flat_map(|l| l.all("ЗначениеРеквизита"));
    let found = all.find(|v| v.get(&["Наименование"]) == name);
    found.map(|v| v.get(&["Значение"])).unwrap_or_default()
}

fn either(first: String, second: impl FnOnce() -> String) -> String {
    if first.is_empty() { second() } else { first }
}

fn client(node: &Node) -> Vec<String> {
    let address = node
        .find(&["АдресРегистрации"])
        .or_else(|| node.find(&["ЮридическийАдрес"]))
        .or_else(|| node.find(&["Адрес"]));
    let field = |kind: &str| {
        let mut fields = address.into_iter().flat_map(|a| a.all("АдресноеПоле"));
        let found = fields.find(|f| f.get(&["Тип"]) == kind);
        found.map(|f| f.get(&["Значение"])).unwrap_or_default()
    };
    let contacts = |wanted: &[&str]| -> Vec<String> {
        let list = node.find(&["Контакты"]);
        let all = list.into_iter().flat_map(|l| l.all("Контакт"));
        all.filter(|c| {
            wanted
                .iter()
                .any(|w| c.get(&["Тип"]).to_lowercase().contains(w))
        })
        .map(|c| c.get(&["Значение"]))
        .filter(|v| !v.is_empty())
        .collect()
    };
    let phones = contacts(&["телефон"]);
    let emails = contacts(&["почта", "mail"]);
    let nth = |list: &[String], n: usize| list.get(n).cloned().unwrap_or_default();
    let person = node.find(&["Представители", "Представитель"]);
    let person = person.map_or(String::new(), |p| {
        either(p.get(&["Наименование"]), || {
            p.get(&["Контрагент", "Наименование"])
        })
    });
    let official = || node.get(&["ОфициальноеНаименование"]);
    let presented = address
        .map(|a| a.get(&["Представление"]))
        .unwrap_or_default();
    vec![
        node.get(&["Ид"]),
        either(node.get(&["Наименование"]), official),
        either(node.get(&["ПолноеНаименование"]), official),
        node.get(&["Роль"]),
        node.get(&["ИНН"]),
        node.get(&["КПП"]),
        node.get(&["ОГРН"]),
        node.get(&["Фамилия"]),
        node.get(&["Имя"]),
        node.get(&["Отчество"]),
        presented,
        field("Почтовый индекс"),
        field("Регион"),
        either(field("Город"), || field("Населенный пункт")),
        field("Улица"),
        field("Дом"),
        nth(&phones, 0),
        nth(&phones, 1),
        nth(&emails, 0),
        nth(&emails, 1),
        person,
        node.get(&["Комментарий"]),
    ]
}

fn product(node: &Node, groups: &[(String, String)]) -> Vec<String> {
    let group = node.get(&["Группы", "Ид"]);
    let name = groups.iter().find(|(id, _)| *id == group);
    let unit = node.find(&["БазоваяЕдиница"]).map_or(String::new(), |u| {
        either(u.text(), || u.attribute("НаименованиеПолное").to_owned())
    });
    vec![
        node.get(&["Ид"]),
        node.get(&["Артикул"]),
        node.get(&["Наименование"]),
        unit,
        node.get(&["Штрихкод"]),
        group.clone(),
        name.map(|(_, name)| name.clone()).unwrap_or_default(),
        node.get(&["Описание"]),
        node.get(&["СтавкиНалогов", "СтавкаНалога", "Ставка"]),
        either(
            node.get(&["ПометкаУдаления"]),
            || match node.attribute("Статус") {
                "Удален" => "true".to_owned(),
                _ => String::new(),
            },
        ),
    ]
}

fn offer(node: &Node, price: Option<&Node>) -> Vec<String> {
    let get = |name: &str| price.map(|p| p.get(&[name])).unwrap_or_default();
    vec![
        node.get(&["Ид"]),
        node.get(&["Артикул"]),
        node.get(&["Наименование"]),
        node.get(&["Количество"]),
        get("ЦенаЗаЕдиницу"),
        get("Валюта"),
        get("ИдТипаЦены"),
    ]
}

fn order(node: &Node) -> Vec<String> {
    let parties = node.find(&["Контрагенты"]);
    let all: Vec<&Node> = parties
        .into_iter()
        .flat_map(|p| p.all("Контрагент"))
        .collect();
    let buyer = all
        .iter()
        .find(|p| p.get(&["Роль"]) == "Покупатель")
        .or_else(|| all.first())
        .map(|party| client(party))
        .unwrap_or_else(|| vec![String::new(); CLIENTS.len()]);
    vec![
        node.get(&["Ид"]),
        node.get(&["Номер"]),
        node.get(&["Дата"]),
        node.get(&["Время"]),
        node.get(&["ХозОперация"]),
        node.get(&["Роль"]),
        node.get(&["Сумма"]),
        node.get(&["Валюта"]),
        node.get(&["Курс"]),
        buyer[0].clone(),
        buyer[1].clone(),
        buyer[4].clone(),
        buyer[16].clone(),
        buyer[18].clone(),
        node.get(&["Комментарий"]),
        requisite(node, "Статус заказа"),
    ]
}
