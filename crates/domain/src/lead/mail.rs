//! What is made of a letter (R74): who writes, what they say, and what of it is only guessed.

use super::words::phones;
use super::{LINE_LIMIT, LeadData, LeadText, LeadWay, MESSAGE_LIMIT, RAW_LIMIT};
use super::{tidy_block, tidy_line};
use crate::channel::Email;
use crate::country::Country;
use crate::search::has_legal_form;

/// Lines of the end of a letter in which a company is looked for.
const SIGNATURE: usize = 10;

/// Where anybody has an address: the domain says nothing of a company.
const FREE: &str = include_str!("free_mail.txt");

/// A letter as it was understood.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Letter {
    /// Name of who writes, if it is told.
    pub name: Option<String>,
    /// Address of who writes.
    pub address: Option<String>,
    /// What it is about.
    pub subject: Option<String>,
    /// What it says, as text.
    pub body: String,
    /// Names of what is attached.
    pub attached: Vec<String>,
    /// Written by a program: an answer from holidays, a notice that a letter did not arrive.
    pub automatic: bool,
}

impl Letter {
    /// The lead that it is.
    pub fn lead(&self, country: Country) -> (LeadData, LeadText) {
        let mut data = LeadData::new(LeadWay::Mail);
        let address = self.address.as_deref().and_then(|a| Email::parse(a).ok());
        data.email = match &address {
            Some(email) => tidy_line(email.display(), LINE_LIMIT),
            None => self
                .address
                .as_deref()
                .and_then(|a| tidy_line(a, LINE_LIMIT)),
        };
        let is_address = |name: &str| name.contains('@');
        data.person = self
            .name
            .as_deref()
            .and_then(|name| tidy_line(name, LINE_LIMIT))
            .filter(|name| !is_address(name));
        if data.person.as_deref().is_some_and(has_legal_form) {
            data.company = data.person.take();
        }
        let own = own_words(&self.body);
        if let Some(phone) = phones(&own, country).first() {
            data.phone = Some(phone.display().to_owned());
            data.guessed.push("phone".to_owned());
        }
        if data.company.is_none() {
            let domain = || address.as_ref().and_then(company_of_domain);
            data.company = company_in(&own).or_else(domain);
            if data.company.is_some() {
                data.guessed.push("company".to_owned());
            }
        }
        let mut message = String::new();
        if let Some(subject) = &self.subject {
            message.push_str(subject);
            message.push_str("\n\n");
        }
        message.push_str(&own);
        let mut raw = self.body.clone();
        for name in &self.attached {
            raw.push_str(&format!("\n[{name}]"));
        }
        let text = LeadText {
            message: tidy_block(&message, MESSAGE_LIMIT),
            raw: tidy_block(&raw, RAW_LIMIT),
            consent: None,
        };
        (data, text)
    }
}

/// The text without what it quotes.
fn own_words(body: &str) -> String {
    let lines: Vec<&str> = body
        .lines()
        .take_while(|line| !begins_a_quote(line))
        .filter(|line| !line.trim_start().starts_with('>'))
        .collect();
    let own = lines.join("\n");
    if own.trim().is_empty() {
        body.to_owned()
    } else {
        own
    }
}

fn begins_a_quote(line: &str) -> bool {
    let line = line.trim().to_lowercase();
    line.starts_with("-----original message") || line.starts_with("-----исходное сообщение")
}

/// The company that the end of a letter names by its legal form.
fn company_in(text: &str) -> Option<String> {
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    let end = &lines[lines.len().saturating_sub(SIGNATURE)..];
    end.iter().rev().find_map(|line| {
        let pieces = line.split([',', ';', '|', '\t']);
        pieces
            .map(str::trim)
            .filter(|piece| piece.chars().count() <= 80)
            .find_map(named_by_form)
    })
}

/// The part of a phrase from its legal form on, or the whole when the form stands at its end.
fn named_by_form(phrase: &str) -> Option<String> {
    if !has_legal_form(phrase) {
        return None;
    }
    let words: Vec<&str> = phrase.split_whitespace().collect();
    let rest = (0..words.len())
        .rev()
        .map(|from| words[from..].join(" "))
        .find(|rest| has_legal_form(rest) && rest.split_whitespace().count() > 1);
    tidy_line(&rest.unwrap_or_else(|| phrase.to_owned()), LINE_LIMIT)
}

/// A company by the domain of an address, unless anybody can have one there.
fn company_of_domain(email: &Email) -> Option<String> {
    let (_, domain) = email.key().rsplit_once('@')?;
    let free = FREE.lines().any(|line| line == domain);
    (!free).then(|| domain.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(name: &str, address: &str, body: &str) -> (LeadData, LeadText) {
        let filled = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Letter {
            name: filled(name),
            address: filled(address),
            subject: Some("Запрос".to_owned()),
            body: body.to_owned(),
            ..Letter::default()
        }
        .lead("RU".parse().unwrap())
    }

    #[test]
    fn r75_company_and_phone_of_a_signature_are_marked_as_guesses() {
        let (lead, text) = letter(
            "Анна Белова",
            "anna@romashka.example",
            "Нужны цены.\n\n-- \nАнна Белова\nменеджер, ООО «Ромашка»\nтел. 8 495 123-45-67\n> прошлое письмо +7 916 000-00-00",
        );
        assert_eq!(lead.person.as_deref(), Some("Анна Белова"));
        assert_eq!(lead.company.as_deref(), Some("ООО «Ромашка»"));
        assert_eq!(lead.phone.as_deref(), Some("+7 495 123-45-67"));
        assert_eq!(lead.guessed, ["phone", "company"]);
        let message = text.message.unwrap();
        assert!(message.starts_with("Запрос\n\nНужны цены."), "{message}");
        assert!(!message.contains("прошлое"), "{message}");
        assert!(text.raw.unwrap().contains("прошлое"));
    }

    #[test]
    fn a_domain_names_a_company_unless_it_is_everybodys() {
        let (lead, _) = letter("", "Info@Firma.example", "Здравствуйте");
        assert_eq!(
            (lead.company.as_deref(), lead.email.as_deref()),
            (Some("firma.example"), Some("Info@Firma.example"))
        );
        assert_eq!(lead.guessed, ["company"]);
        let (lead, _) = letter("a@gmail.com", "a@gmail.com", "Здравствуйте");
        assert_eq!((lead.company, lead.person), (None, None));
        assert!(lead.guessed.is_empty());
    }

    #[test]
    fn a_letter_that_only_quotes_keeps_its_words() {
        let (_, text) = letter("", "a@b.example", "> всё здесь");
        assert_eq!(text.message.as_deref(), Some("Запрос\n\n> всё здесь"));
    }
}
