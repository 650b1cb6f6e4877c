//! The tables that the files of the corpus are made of, and what a reader must find in them. The
//! expectations come from here, never from the reader.

/// A table as it is meant.
#[derive(Clone, Debug)]
pub struct Model {
    pub name: &'static str,
    pub headings: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

fn model(name: &'static str, headings: &[&str], rows: &[&[&str]]) -> Model {
    let texts = |row: &[&str]| row.iter().map(|c| (*c).to_owned()).collect::<Vec<_>>();
    Model {
        name,
        headings: texts(headings),
        rows: rows.iter().map(|row| texts(row)).collect(),
    }
}

/// Tables in several languages with what trips readers up: quotes, delimiters and line ends in
/// cells, leading zeros, empty cells.
pub fn models() -> Vec<Model> {
    vec![
        model(
            "russian",
            &["Наименование", "Телефон", "Город", "Примечание"],
            &[
                &[
                    "ООО \"Вектор\"",
                    "+7 900 000-00-01",
                    "Тверь",
                    "звонить, после обеда",
                ],
                &["Мебельный двор; розница", "+7 900 000-00-02", "Орёл", ""],
                &[
                    "Электромашины и подъёмники",
                    "",
                    "Нижний Новгород",
                    "счёт по факсу\nвторой этаж",
                ],
                &[
                    "Щербакова Эльвира",
                    "007123",
                    "Уфа",
                    "таб\tв ячейке | черта",
                ],
                &[
                    "Хлебозавод номер два",
                    "+7 900 000-00-04",
                    "Воронеж",
                    "оплата по факту",
                ],
            ],
        ),
        model(
            "macedonian",
            &["Купувач", "Телефон", "Место", "Забелешка"],
            &[
                &["Ѓорѓи Ќосев", "02 300 0001", "Скопје", "доаѓа секој ден"],
                &["Љубљана трговија", "02 300 0002", "Велес", ""],
                &["Ѕвезда увоз; извоз", "", "Битола", "бара понуда, итно"],
                &["Њуман Џинот", "070 000 003", "Прилеп", "добар купувач"],
            ],
        ),
        model(
            "latin",
            &["Company", "Phone", "City", "Note"],
            &[
                &["Bakery & Sons", "0049 30 0001", "Berlin", "asks, often"],
                &["Mill \"North\"", "0049 30 0002", "Kiel", "ring\ntwice"],
                &["Garden; trade", "", "Bonn", ""],
                &["<b>Tags</b> & more", "000", "Ulm", "a|b"],
            ],
        ),
    ]
}

/// What stands around a table in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Plain,
    /// Titles above the heading.
    Titles,
    /// A row of totals at the end.
    Total,
    /// The heading again in the middle, as printed pages have it.
    Repeated,
    /// An empty first column.
    Shifted,
    /// A row of group names above the heading.
    Grouped,
    /// Rows without anything.
    Gaps,
}

pub const SHAPES: [Shape; 7] = [
    Shape::Plain,
    Shape::Titles,
    Shape::Total,
    Shape::Repeated,
    Shape::Shifted,
    Shape::Grouped,
    Shape::Gaps,
];

/// Rows of a file, and what must be found in it.
pub struct Laid {
    pub grid: Vec<Vec<String>>,
    pub headings: Vec<String>,
    pub rows: Vec<Vec<String>>,
    pub totals: u64,
    pub repeated: u64,
}

/// Lays a table out in a shape.
pub fn laid(model: &Model, shape: Shape) -> Laid {
    let width = model.headings.len();
    let line = |cells: &[&str]| {
        let mut row: Vec<String> = cells.iter().map(|c| (*c).to_owned()).collect();
        row.resize(width, String::new());
        row
    };
    let mut grid = vec![model.headings.clone()];
    grid.extend(model.rows.clone());
    let mut found = Laid {
        grid: Vec::new(),
        headings: model.headings.clone(),
        rows: model.rows.clone(),
        totals: 0,
        repeated: 0,
    };
    match shape {
        Shape::Plain => {}
        Shape::Titles => {
            grid.insert(0, line(&["Report of the month"]));
            grid.insert(1, line(&[]));
        }
        Shape::Total => {
            let total = line(&["Итого", "5"]);
            grid.push(total.clone());
            found.rows.push(total);
            found.totals = 1;
        }
        Shape::Repeated => {
            grid.insert(3, model.headings.clone());
            found.repeated = 1;
        }
        Shape::Shifted => {
            for row in grid.iter_mut().chain(&mut found.rows) {
                row.insert(0, String::new());
            }
            found.headings.insert(0, "1".to_owned());
        }
        Shape::Grouped => {
            grid.insert(0, line(&["Client", "Reach", "", ""]));
            found.headings = vec![
                format!("Client / {}", model.headings[0]),
                format!("Reach / {}", model.headings[1]),
                format!("Reach / {}", model.headings[2]),
                format!("Reach / {}", model.headings[3]),
            ];
        }
        Shape::Gaps => {
            grid.insert(2, line(&[]));
            grid.insert(4, line(&[]));
        }
    }
    found.grid = grid;
    found
}
