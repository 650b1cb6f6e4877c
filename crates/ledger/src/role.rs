//! The parts a column can play in a ledger, and the words people call them by.

use std::fmt;

/// What a column of a ledger holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Number of the order, invoice or receipt.
    Order,
    /// Who bought: an identifier, or the name when there is nothing better.
    Client,
    /// Name of the client, beside an identifier.
    ClientName,
    /// Group of companies the client belongs to: a holding, a parent company.
    CompanyGroup,
    /// Day of the order.
    Day,
    /// How many were sold.
    Quantity,
    /// Price of one.
    Price,
    /// What the line came to.
    Amount,
    /// Share or per cent taken off.
    Discount,
    /// Identifier of the product.
    Product,
    /// Name of the product, beside an identifier.
    ProductName,
    /// Group of the product.
    Group,
    /// Country or region of the client.
    Country,
    /// Employee who sold.
    Manager,
    /// What the line cost us.
    Cost,
    /// Currency of the amount.
    Currency,
}

impl Role {
    /// All roles, in the order they are shown.
    pub const ALL: [Self; 16] = [
        Self::Order,
        Self::Client,
        Self::ClientName,
        Self::CompanyGroup,
        Self::Day,
        Self::Quantity,
        Self::Price,
        Self::Amount,
        Self::Discount,
        Self::Product,
        Self::ProductName,
        Self::Group,
        Self::Country,
        Self::Manager,
        Self::Cost,
        Self::Currency,
    ];

    /// The name used in `--map` and in machine-readable output.
    pub fn code(self) -> &'static str {
        match self {
            Self::Order => "order",
            Self::Client => "client",
            Self::ClientName => "client_name",
            Self::CompanyGroup => "company_group",
            Self::Day => "date",
            Self::Quantity => "quantity",
            Self::Price => "price",
            Self::Amount => "amount",
            Self::Discount => "discount",
            Self::Product => "product",
            Self::ProductName => "product_name",
            Self::Group => "group",
            Self::Country => "country",
            Self::Manager => "manager",
            Self::Cost => "cost",
            Self::Currency => "currency",
        }
    }

    /// The role of a code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }

    /// Names of the role; `*` ends a stem. The number is how sure the name is, of 100.
    fn words(self) -> &'static [(&'static str, u32)] {
        match self {
            Self::Order => &[
                ("order", 88),
                ("order id", 92),
                ("order no", 92),
                ("invoice", 88),
                ("invoice id", 92),
                ("invoice no", 92),
                ("receipt", 80),
                ("transaction id", 80),
                ("transaction", 75),
                ("document", 70),
                ("bill", 75),
                ("basket id", 70),
                ("sales order", 88),
                ("cheque", 70),
                ("заказ*", 88),
                ("номер заказ*", 92),
                ("накладн*", 88),
                ("счет", 80),
                ("счет фактур*", 88),
                ("фактур*", 86),
                ("документ*", 72),
                ("чек*", 72),
                ("реализаци*", 72),
                ("номер документ*", 80),
                ("нарачк*", 88),
                ("сметк*", 80),
                ("сметкопотврд*", 80),
                ("испратниц*", 80),
            ],
            Self::Client => &[
                ("customer id", 98),
                ("client id", 98),
                ("customer", 92),
                ("client", 92),
                ("customer no", 97),
                ("customer code", 97),
                ("client code", 97),
                ("buyer", 88),
                ("account", 75),
                ("account id", 82),
                ("member id", 75),
                ("user id", 75),
                ("cust id", 95),
                ("cust", 85),
                ("consumer", 70),
                ("company id", 80),
                ("household key", 70),
                ("контрагент*", 92),
                ("клиент*", 92),
                ("код клиент*", 97),
                ("код контрагент*", 97),
                ("покупател*", 90),
                ("заказчик*", 88),
                ("инн", 74),
                ("грузополучател*", 72),
                ("партнер*", 72),
                ("купувач*", 92),
                ("комитент*", 90),
                ("муштери*", 85),
                ("шифра клиент*", 97),
                ("шифра купувач*", 97),
                ("едб", 74),
                ("нарачател*", 86),
            ],
            Self::ClientName => &[
                ("customer name", 98),
                ("client name", 98),
                ("company name", 92),
                ("company", 80),
                ("buyer name", 90),
                ("account name", 82),
                ("имя клиент*", 96),
                ("название клиент*", 96),
                ("наименование клиент*", 96),
                ("наименование контрагент*", 96),
                ("фио клиент*", 92),
                ("наименование покупател*", 95),
                ("организаци*", 72),
                ("фирма", 74),
                ("компани*", 74),
                ("име на клиент*", 96),
                ("назив на клиент*", 96),
                ("назив на купувач*", 96),
                ("назив на фирма", 90),
                ("име на купувач*", 96),
            ],
            Self::CompanyGroup => &[
                ("company group", 97),
                ("group of companies", 97),
                ("corporate group", 97),
                ("holding", 92),
                ("holding company", 95),
                ("parent company", 97),
                ("parent customer", 97),
                ("parent client", 97),
                ("parent account", 95),
                ("холдинг*", 92),
                ("концерн*", 88),
                ("группа компаний", 97),
                ("группа компании", 95),
                ("головная компания", 97),
                ("головная организация", 97),
                ("головной контрагент", 99),
                ("материнская компания", 97),
                ("група компании", 97),
                ("група на компании", 97),
                ("група фирми", 97),
                ("група на фирми", 97),
                ("матична компанија", 97),
                ("матична фирма", 97),
                ("матично друштво", 97),
            ],
            Self::Day => &[
                ("date", 95),
                ("order date", 100),
                ("invoice date", 100),
                ("day", 85),
                ("transaction date", 98),
                ("sale date", 98),
                ("sales date", 98),
                ("purchase date", 98),
                ("timestamp", 80),
                ("datetime", 90),
                ("дата", 95),
                ("дата заказ*", 100),
                ("дата документ*", 98),
                ("дата продаж*", 98),
                ("дата отгрузк*", 96),
                ("день", 80),
                ("период", 70),
                ("датум", 95),
                ("датум на нарачк*", 100),
                ("датум на фактур*", 100),
                ("ден", 75),
            ],
            Self::Quantity => &[
                ("quantity", 98),
                ("qty", 98),
                ("units", 80),
                ("pieces", 80),
                ("pcs", 80),
                ("units sold", 88),
                ("количество", 98),
                ("кол во", 98),
                ("колво", 95),
                ("кол", 80),
                ("штук", 80),
                ("шт", 78),
                ("количина", 98),
                ("колич*", 90),
                ("парчиња", 80),
            ],
            Self::Price => &[
                ("price", 95),
                ("unit price", 100),
                ("item price", 96),
                ("price each", 98),
                ("rate", 60),
                ("цена", 95),
                ("цена за единиц*", 100),
                ("единична цена", 100),
                ("цена за ед", 98),
                ("продажна цена", 95),
            ],
            Self::Amount => &[
                ("amount", 98),
                ("total", 85),
                ("sum", 90),
                ("sales", 80),
                ("revenue", 95),
                ("line total", 99),
                ("total amount", 97),
                ("net amount", 99),
                ("value", 70),
                ("turnover", 85),
                ("total price", 92),
                ("extended price", 97),
                ("spend", 75),
                ("spent", 75),
                ("dollars", 72),
                ("usd", 60),
                ("eur", 60),
                ("gbp", 60),
                ("sales amount", 98),
                ("сумма", 98),
                ("стоимость", 90),
                ("выручка", 95),
                ("итого", 85),
                ("всего", 82),
                ("оборот", 82),
                ("продажи", 78),
                ("рубл*", 62),
                ("износ", 98),
                ("вкупно", 88),
                ("вредност", 88),
                ("вкупен износ", 98),
                ("промет", 85),
                ("денари", 60),
            ],
            Self::Discount => &[
                ("discount", 98),
                ("discount percent", 98),
                ("rebate", 85),
                ("скидк*", 98),
                ("попуст", 98),
                ("рабат", 90),
            ],
            Self::Product => &[
                ("product id", 98),
                ("product", 88),
                ("sku", 97),
                ("stock code", 97),
                ("item", 85),
                ("item id", 96),
                ("item code", 96),
                ("article", 85),
                ("product code", 98),
                ("upc", 85),
                ("ean", 85),
                ("asin", 85),
                ("part no", 85),
                ("товар*", 88),
                ("артикул*", 96),
                ("номенклатур*", 88),
                ("код товар*", 98),
                ("продукт*", 85),
                ("услуг*", 75),
                ("производ*", 88),
                ("шифра производ*", 98),
                ("шифра на производ*", 98),
                ("стока", 80),
                ("артикл*", 92),
            ],
            Self::ProductName => &[
                ("product name", 98),
                ("description", 85),
                ("item name", 95),
                ("item description", 92),
                ("product description", 94),
                ("stock description", 94),
                ("наименование товар*", 98),
                ("название товар*", 98),
                ("наименование", 75),
                ("описание", 75),
                ("наименование номенклатур*", 96),
                ("име на производ*", 98),
                ("назив на производ*", 98),
                ("опис", 75),
            ],
            Self::Group => &[
                ("category", 92),
                ("category name", 95),
                ("product category", 97),
                ("product group", 97),
                ("group", 80),
                ("department", 65),
                ("brand", 55),
                ("family", 60),
                ("subcategory", 60),
                ("категори*", 92),
                ("группа", 85),
                ("товарная группа", 97),
                ("группа товар*", 97),
                ("номенклатурная группа", 97),
                ("вид товар*", 75),
                ("група", 85),
                ("група на производ*", 97),
                ("група производ*", 97),
            ],
            Self::Country => &[
                ("country", 95),
                ("ship country", 95),
                ("region", 85),
                ("customer country", 97),
                ("страна", 95),
                ("регион", 85),
                ("земја", 95),
                ("држава", 92),
            ],
            Self::Manager => &[
                ("manager", 92),
                ("employee", 88),
                ("employee id", 92),
                ("salesperson", 95),
                ("sales person", 95),
                ("seller", 85),
                ("sales rep", 92),
                ("rep", 70),
                ("agent", 75),
                ("менеджер*", 92),
                ("продавец", 85),
                ("сотрудник*", 82),
                ("ответственн*", 78),
                ("менаџер*", 92),
                ("продавач*", 85),
                ("комерцијалист*", 88),
                ("вработен*", 80),
            ],
            Self::Cost => &[
                ("cost", 92),
                ("cost amount", 95),
                ("cogs", 95),
                ("cost price", 80),
                ("себестоимост*", 95),
                ("набавна вредност", 95),
                ("набавна цена", 80),
                ("трошок", 85),
            ],
            Self::Currency => &[
                ("currency", 98),
                ("currency code", 98),
                ("валюта", 98),
                ("валута", 98),
            ],
        }
    }

    /// How well a heading names this role, of 100.
    pub(crate) fn named_by(self, heading: &[String]) -> u32 {
        let fits = |word: &str, pattern: &str| match pattern.strip_suffix('*') {
            Some(stem) => word.starts_with(stem),
            None => word == pattern,
        };
        let mut best = 0;
        for (phrase, weight) in self.words() {
            let pattern: Vec<&str> = phrase.split(' ').collect();
            if pattern.len() > heading.len() {
                continue;
            }
            let found = heading
                .windows(pattern.len())
                .position(|words| words.iter().zip(&pattern).all(|(w, p)| fits(w, p)));
            if let Some(at) = found {
                let mut extra = 0;
                for (i, word) in heading.iter().enumerate() {
                    let inside = (at..at + pattern.len()).contains(&i);
                    if !inside && !NEUTRAL.contains(&word.as_str()) {
                        extra += 1;
                    }
                }
                let later = if at > 0 { 4 } else { 0 };
                best = best.max(weight.saturating_sub(extra * 15 + later));
            }
        }
        best
    }
}

/// Words of a heading that say nothing about its role.
const NEUTRAL: [&str; 22] = [
    "id",
    "no",
    "nr",
    "num",
    "number",
    "code",
    "key",
    "номер",
    "код",
    "n",
    "бр",
    "број",
    "шифра",
    "на",
    "of",
    "the",
    "руб",
    "ден",
    "usd",
    "eur",
    "в",
    "net",
];

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// The words of a heading: lower case, `camelCase` and punctuation split, ё as е, № as a word.
pub(crate) fn words_of(heading: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut before = ' ';
    for c in heading.chars() {
        let border = c.is_uppercase() && before.is_lowercase();
        if (border || !c.is_alphanumeric()) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if c == '№' {
            words.push("no".to_owned());
        } else if c.is_alphanumeric() {
            word.extend(c.to_lowercase().map(|c| if c == 'ё' { 'е' } else { c }));
        }
        before = c;
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}
