//! Bank statements of ISO 20022 (camt.053).

use std::io::Read;

use super::STATEMENT;
use super::xml::{self, Met, Node};
use crate::Error;
use crate::spool::Spool;

pub(super) fn read(stream: Box<dyn Read + Send>, spool: &mut Spool) -> Result<(), Error> {
    let sheet = spool.records("statement", &STATEMENT)?;
    let mut account = String::new();
    let mut ordinal = 0;
    let is_record = |path: &[String]| match path {
        [.., parent, name] => parent == "Stmt" && (name == "Acct" || name == "Ntry"),
        _ => false,
    };
    xml::read(stream, spool, is_record, |spool, _, met| {
        let Met::Record(node) = met else {
            return Ok(());
        };
        if node.name == "Acct" {
            account = identity(&node, &["Id"]);
            return Ok(());
        }
        let details: Vec<&Node> = node
            .all("NtryDtls")
            .flat_map(|details| details.all("TxDtls"))
            .collect();
        let parts: Vec<&Node> = if details.is_empty() {
            vec![&node]
        } else {
            details
        };
        let alone = parts.len() == 1;
        for part in parts {
            ordinal += 1;
            spool.row(sheet, ordinal, &cells_of(&node, part, alone, &account))?;
        }
        Ok(())
    })
}

/// An IBAN or another number of an account.
fn identity(node: &Node, path: &[&str]) -> String {
    let Some(id) = node.find(path) else {
        return String::new();
    };
    let iban = id.get(&["IBAN"]);
    if iban.is_empty() {
        id.get(&["Othr", "Id"])
    } else {
        iban
    }
}

fn first(texts: impl IntoIterator<Item = String>) -> String {
    texts
        .into_iter()
        .find(|t| !t.is_empty())
        .unwrap_or_default()
}

fn cells_of(entry: &Node, part: &Node, alone: bool, account: &str) -> Vec<String> {
    let of_part = || {
        part.find(&["Amt"])
            .or_else(|| part.find(&["AmtDtls", "TxAmt", "Amt"]))
    };
    let amount = if alone {
        entry.find(&["Amt"])
    } else {
        of_part()
    };
    let amount = amount.or_else(|| entry.find(&["Amt"]));
    let kind = first([part.get(&["CdtDbtInd"]), entry.get(&["CdtDbtInd"])]);
    let reversed = entry.get(&["RvslInd"]) == "true";
    let comes_in = (kind == "CRDT") != reversed;
    // of a reversal the parties are those of the entry that is taken back
    let side = if kind == "CRDT" { "Dbtr" } else { "Cdtr" };
    let agent = format!("{side}Agt");
    let party = part.find(&["RltdPties", side]);
    let name = party.map_or(String::new(), |p| {
        first([p.get(&["Nm"]), p.get(&["Pty", "Nm"])])
    });
    let tax = party.map_or(String::new(), |p| {
        first([
            p.get(&["Id", "OrgId", "Othr", "Id"]),
            p.get(&["Pty", "Id", "OrgId", "Othr", "Id"]),
            p.get(&["Id", "PrvtId", "Othr", "Id"]),
        ])
    });
    let date = |element: &str| {
        let found = entry.find(&[element]);
        found.map_or(String::new(), |d| first([d.get(&["Dt"]), d.get(&["DtTm"])]))
    };
    let day: String = first([date("BookgDt"), date("ValDt")])
        .chars()
        .take(10)
        .collect();
    let institution = part.find(&["RltdAgts", &agent, "FinInstnId"]);
    let of_bank = |names: &[&str]| {
        institution.map_or(String::new(), |i| first(names.iter().map(|n| i.get(&[*n]))))
    };
    let purpose: Vec<String> = part
        .find(&["RmtInf"])
        .map(|r| r.all("Ustrd").map(Node::text).collect())
        .unwrap_or_default();
    vec![
        account.to_owned(),
        if comes_in { "in" } else { "out" }.to_owned(),
        day,
        amount.map(Node::text).unwrap_or_default(),
        amount.map_or("", |a| a.attribute("Ccy")).to_owned(),
        name,
        tax,
        String::new(),
        identity(part, &["RltdPties", &format!("{side}Acct"), "Id"]),
        of_bank(&["Nm"]),
        of_bank(&["BICFI", "BIC"]),
        first([purpose.join(" "), entry.get(&["AddtlNtryInf"])]),
        entry.get(&["BkTxCd", "Prtry", "Cd"]),
        part.get(&["Refs", "EndToEndId"]),
        String::new(),
        first([
            part.get(&["Refs", "AcctSvcrRef"]),
            entry.get(&["AcctSvcrRef"]),
            entry.get(&["NtryRef"]),
        ]),
    ]
}
