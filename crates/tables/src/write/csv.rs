//! CSV.

use std::io::Write as _;

use super::{Cell, Heading, Shape, Target, decimal_text, guarded};
use crate::Problem;
use crate::batch::text_of_day;

pub(super) struct Csv {
    target: Box<dyn Target>,
    shapes: Vec<Shape>,
    line: String,
}

impl Csv {
    pub fn new(mut target: Box<dyn Target>, headings: &[Heading]) -> Result<Self, Problem> {
        target.write_all("\u{feff}".as_bytes())?;
        let mut csv = Self {
            target,
            shapes: vec![Shape::Text; headings.len()],
            line: String::new(),
        };
        let names: Vec<Cell<'_>> = headings.iter().map(|h| Cell::Text(&h.name)).collect();
        csv.row(&names)?;
        csv.shapes = headings.iter().map(|h| h.shape).collect();
        Ok(csv)
    }

    pub fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), Problem> {
        self.line.clear();
        for (i, cell) in cells.iter().enumerate() {
            if i > 0 {
                self.line.push(',');
            }
            match cell {
                Cell::Empty => {}
                Cell::Text(text) => push_text(&mut self.line, text),
                Cell::Whole(value) => match self.shapes[i] {
                    Shape::Decimal(digits) => self.line.push_str(&decimal_text(*value, digits)),
                    _ => self.line.push_str(&value.to_string()),
                },
                Cell::Float(value) => self.line.push_str(&value.to_string()),
                Cell::Day(day) => self.line.push_str(&text_of_day(*day)),
            }
        }
        self.line.push_str("\r\n");
        Ok(self.target.write_all(self.line.as_bytes())?)
    }

    pub fn finish(&mut self) -> Result<(), Problem> {
        Ok(self.target.flush()?)
    }
}

fn push_text(line: &mut String, text: &str) {
    let text = guarded(text);
    let quote = text.contains([',', ';', '"', '\n', '\r', '\t'])
        || text.starts_with(' ')
        || text.ends_with(' ');
    if quote {
        line.push('"');
        line.push_str(&text.replace('"', "\"\""));
        line.push('"');
    } else {
        line.push_str(&text);
    }
}
