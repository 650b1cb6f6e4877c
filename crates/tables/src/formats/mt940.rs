//! Bank statements of SWIFT (MT940), with the structured purposes of German and Polish banks and
//! those between slashes.

use std::io::Read;

use super::STATEMENT;
use crate::Error;
use crate::spool::Spool;

pub(super) fn read(stream: Box<dyn Read + Send>, spool: &mut Spool) -> Result<(), Error> {
    let sheet = spool.records("statement", &STATEMENT)?;
    let mut statement = Statement::default();
    let mut field = String::new();
    let (limit, file) = (spool.limits.row_bytes, spool.file.clone());
    super::lines(
        stream,
        limit,
        |number, line| {
            let begins = line.starts_with(':') && line[1..].contains(':');
            if begins || line.starts_with('-') || line.starts_with('{') {
                let whole = std::mem::replace(&mut field, line.to_owned());
                statement.field(&whole, sheet, spool)?;
            } else {
                field.push('\n');
                field.push_str(line);
            }
            if field.len() as u64 > limit {
                return Err(spool
                    .over("row_bytes", limit, field.len() as u64)
                    .at_row(number));
            }
            Ok(())
        },
        |problem| Error::new(&file, problem),
    )?;
    statement.field(&field, sheet, spool)?;
    statement.flush(sheet, spool)
}

#[derive(Default)]
struct Statement {
    account: String,
    currency: String,
    ordinal: u64,
    line: Option<Vec<String>>,
}

impl Statement {
    fn field(&mut self, field: &str, sheet: usize, spool: &mut Spool) -> Result<(), Error> {
        // the first field may follow the envelope on its line
        let field = field
            .rfind("{4:")
            .map_or(field, |at| field[at + 3..].trim_start());
        let Some((tag, value)) = field.strip_prefix(':').and_then(|f| f.split_once(':')) else {
            return if field.starts_with('-') {
                self.flush(sheet, spool)
            } else {
                Ok(())
            };
        };
        match tag {
            "20" => self.flush(sheet, spool)?,
            "25" | "25P" => {
                self.account = value.lines().next().unwrap_or("").trim().to_owned();
            }
            "60F" | "60M" => {
                self.flush(sheet, spool)?;
                self.currency = value.chars().skip(7).take(3).collect();
            }
            "61" => {
                self.flush(sheet, spool)?;
                let line = self.entry(value);
                self.line = Some(line.ok_or_else(|| {
                    spool
                        .damaged(format!(
                            ":61: {}",
                            value.chars().take(40).collect::<String>()
                        ))
                        .at_row(self.ordinal + 1)
                })?);
            }
            "86" => {
                if let Some(line) = &mut self.line {
                    information(value, line);
                }
            }
            _ => self.flush(sheet, spool)?,
        }
        Ok(())
    }

    fn flush(&mut self, sheet: usize, spool: &mut Spool) -> Result<(), Error> {
        if let Some(line) = self.line.take() {
            self.ordinal += 1;
            spool.row(sheet, self.ordinal, &line)?;
        }
        Ok(())
    }

    /// `YYMMDD[MMDD](C|D|RC|RD)[currency letter]amount N type reference//reference`.
    fn entry(&self, value: &str) -> Option<Vec<String>> {
        let first = value.lines().next()?.trim();
        if !first.is_ascii() {
            return None;
        }
        let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        let day = first.get(..6).filter(|d| digits(d))?;
        let mut rest = &first[6..];
        if let Some(booked) = rest.get(..4).filter(|d| digits(d)) {
            rest = &rest[booked.len()..];
        }
        let (comes_in, after) = [("RC", false), ("RD", true), ("C", true), ("D", false)]
            .iter()
            .find_map(|(mark, comes_in)| Some((*comes_in, rest.strip_prefix(mark)?)))?;
        let rest = after.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != ',' && c != '.');
        let (amount, rest) = rest.split_at(end.unwrap_or(rest.len()));
        if !amount.bytes().any(|b| b.is_ascii_digit()) {
            return None;
        }
        let amount = amount.replace(',', ".");
        let kind: String = rest.chars().take(4).collect();
        let references = rest.get(4..).unwrap_or("");
        let (own, bank) = references.split_once("//").unwrap_or((references, ""));
        let own = if own == "NONREF" { "" } else { own };
        let year: u32 = day[..2].parse().ok()?;
        let century = if year >= 80 { 19 } else { 20 };
        let mut cells = vec![String::new(); STATEMENT.len()];
        cells[0].clone_from(&self.account);
        cells[1] = if comes_in { "in" } else { "out" }.to_owned();
        cells[2] = format!("{century}{}-{}-{}", &day[..2], &day[2..4], &day[4..]);
        cells[3] = amount.trim_end_matches('.').to_owned();
        cells[4].clone_from(&self.currency);
        cells[12] = kind;
        cells[13] = own.to_owned();
        cells[15] = bank.to_owned();
        Some(cells)
    }
}

/// Purpose, name and account from the free field.
fn information(value: &str, line: &mut [String]) {
    let joined: String = value.lines().collect();
    let after_code = joined
        .split_at_checked(3)
        .filter(|(code, _)| code.bytes().all(|b| b.is_ascii_digit()));
    let mark = after_code
        .and_then(|(_, rest)| rest.chars().next())
        .or_else(|| {
            joined
                .chars()
                .next()
                .filter(|c| matches!(c, '?' | '<' | '^'))
        })
        .filter(|c| !c.is_alphanumeric() && *c != ' ' && *c != '/');
    if let Some(mark) = mark {
        let mut purpose = String::new();
        let mut name = String::new();
        for part in joined.split(mark).skip(1) {
            let (Some(code), Some(text)) = (part.get(..2), part.get(2..)) else {
                continue;
            };
            match code.parse::<u32>() {
                Ok(20..=29 | 60..=63) => purpose.push_str(text),
                Ok(30) => line[10] = text.trim().to_owned(),
                Ok(31 | 38) => line[8] = text.trim().to_owned(),
                Ok(32 | 33) => name.push_str(text),
                _ => {}
            }
        }
        line[11] = purpose.trim().to_owned();
        line[5] = name.trim().to_owned();
        return;
    }
    let slashed = joined
        .starts_with('/')
        .then(|| joined.split('/').collect::<Vec<_>>());
    let Some(words) = slashed else {
        line[11] = value.lines().map(str::trim).collect::<Vec<_>>().join(" ");
        return;
    };
    const KEYS: [&str; 14] = [
        "NAME", "REMI", "IBAN", "BIC", "EREF", "TRTP", "CSID", "MARF", "BENM", "ORDP", "CNTP",
        "ID", "RTRN", "ADDR",
    ];
    let mut key = "";
    let mut purpose: Vec<&str> = Vec::new();
    for word in &words {
        if KEYS.contains(word) {
            key = word;
            continue;
        }
        match key {
            "NAME" if line[5].is_empty() => line[5] = word.trim().to_owned(),
            "IBAN" => line[8] = word.trim().to_owned(),
            "BIC" => line[10] = word.trim().to_owned(),
            "REMI" if !word.is_empty() => purpose.push(word),
            _ => {}
        }
    }
    line[11] = purpose.join("/");
}
