//! Forms of web sites (R74): what is kept of one, and what is read out of the fields that a
//! stranger's browser sends. Everything that comes is text and stays text.

use serde::{Deserialize, Serialize};

use super::{LINE_LIMIT, LeadData, LeadText, LeadWay, MESSAGE_LIMIT, PRODUCTS_LIMIT, RAW_LIMIT};
use super::{tidy_block, tidy_line};
use crate::id::{LeadFormId, SourceId};
use crate::language::Language;
use crate::text;

/// The longest name of a form, in characters.
pub const NAME_LIMIT: usize = 100;
/// The longest words that are agreed to, in characters.
pub const CONSENT_LIMIT: usize = 2_000;
/// The longest address of a page of thanks, in characters.
pub const URL_LIMIT: usize = 500;
/// The most sites of one form.
pub const SITES_LIMIT: usize = 20;
/// The most fields that are looked at.
pub const FIELDS_LIMIT: usize = 60;

/// The field that people do not see and programs fill in.
pub const HONEYPOT: &str = "subject_line";
/// The field that says that the words were agreed to.
pub const CONSENT: &str = "consent";

/// Names under which a field may come, small letters; the first is our own.
const NAMES: [(&str, &[&str]); 8] = [
    (
        "company",
        &["company", "organization", "organisation", "firm"],
    ),
    ("person", &["person", "name", "full_name", "fio"]),
    ("phone", &["phone", "tel", "telephone", "mobile"]),
    ("email", &["email", "e-mail", "mail"]),
    ("settlement", &["settlement", "town", "city"]),
    ("tax_number", &["tax_number", "inn", "edb", "vat"]),
    ("products", &["products", "product"]),
    ("message", &["message", "comment", "text", "question"]),
];

/// What is kept of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormData {
    /// Its name, for us.
    pub name: String,
    /// The source of its leads.
    pub source_id: Option<SourceId>,
    /// The sites that may send it from a browser, as `https://www.example.com`. None: only
    /// programs may.
    pub sites: Vec<String>,
    /// The language in which thanks are said.
    pub language: Language,
    /// The page that follows; ours when there is none.
    pub thanks_url: Option<String>,
    /// The words that have to be agreed to.
    pub consent: Option<String>,
    /// Whether it is open.
    pub active: bool,
}

/// A form with what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// Identity.
    pub id: LeadFormId,
    /// What is kept.
    pub data: FormData,
    /// What stands in its address. It lies open in the page of the site; who knows it can do
    /// nothing but send leads.
    pub key: String,
    /// Leads that came by it.
    pub leads: i64,
    /// Counts changes.
    pub version: i64,
}

impl FormData {
    /// The values as they may be kept; or which field is wrong and why.
    pub fn checked(mut self) -> Result<Self, (&'static str, &'static str)> {
        self.name = text::line(&self.name, NAME_LIMIT).map_err(|error| ("name", error.code()))?;
        if self.sites.len() > SITES_LIMIT {
            return Err(("sites", "list.too_long"));
        }
        let sites = self.sites.iter().map(|site| origin(site));
        let mut sites = sites
            .collect::<Option<Vec<_>>>()
            .ok_or(("sites", "lead_form.site"))?;
        sites.sort_unstable();
        sites.dedup();
        self.sites = sites;
        self.consent = filled(self.consent)
            .map(|words| text::block(&words, CONSENT_LIMIT))
            .transpose()
            .map_err(|error| ("consent", error.code()))?;
        self.thanks_url = filled(self.thanks_url);
        let leads_on = |url: &String| {
            let plain = |c: char| c.is_ascii_graphic();
            url.len() <= URL_LIMIT
                && url.chars().all(plain)
                && origin(
                    url.split(['/', '?', '#'])
                        .take(3)
                        .collect::<Vec<_>>()
                        .join("/")
                        .as_str(),
                )
                .is_some()
        };
        if self.thanks_url.as_ref().is_some_and(|url| !leads_on(url)) {
            return Err(("thanks_url", "channel.not_a_site"));
        }
        Ok(self)
    }

    /// Whether a page of this origin may send the form.
    pub fn allows(&self, from: &str) -> bool {
        origin(from).is_some_and(|from| self.sites.contains(&from))
    }
}

fn filled(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty())
}

/// The origin of a site as browsers write it: scheme, host and an unusual port, no path.
pub fn origin(text: &str) -> Option<String> {
    let text = text.trim().to_lowercase();
    let (scheme, rest) = text.split_once("://")?;
    let usual = match scheme {
        "https" => ":443",
        "http" => ":80",
        _ => return None,
    };
    let host = rest.strip_suffix('/').unwrap_or(rest);
    let host = host.strip_suffix(usual).unwrap_or(host);
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
    let named = !host.is_empty() && host.len() <= 200 && host.chars().all(plain);
    named.then(|| format!("{scheme}://{host}"))
}

/// What came by a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// The lead.
    pub data: LeadData,
    /// Its texts; consent is not among them.
    pub text: LeadText,
    /// Whether the words were agreed to.
    pub agreed: bool,
    /// Whether a field was filled in that people do not see.
    pub trapped: bool,
}

impl Sent {
    /// Reads the fields that came. Fields without a place of their own stand in the raw text.
    pub fn read(fields: &[(String, String)]) -> Self {
        let mut data = LeadData::new(LeadWay::Form);
        let mut sent_text = LeadText::default();
        let (mut agreed, mut trapped) = (false, false);
        let mut raw = String::new();
        for (name, value) in fields.iter().take(FIELDS_LIMIT) {
            let name = tidy_line(name, 80).unwrap_or_default().to_lowercase();
            if name == HONEYPOT {
                trapped |= !value.trim().is_empty();
                continue;
            }
            if name == CONSENT {
                let no = ["", "0", "false", "no", "off"];
                agreed |= !no.contains(&value.trim().to_lowercase().as_str());
                continue;
            }
            let known = NAMES
                .iter()
                .find(|(_, names)| names.contains(&name.as_str()));
            let line = |limit| tidy_line(value, limit);
            match known.map(|(own, _)| *own) {
                Some("company") => put(&mut data.company, line(LINE_LIMIT)),
                Some("person") => put(&mut data.person, line(LINE_LIMIT)),
                Some("phone") => put(&mut data.phone, line(LINE_LIMIT)),
                Some("email") => put(&mut data.email, line(LINE_LIMIT)),
                Some("settlement") => put(&mut data.settlement, line(LINE_LIMIT)),
                Some("tax_number") => put(&mut data.tax_number, line(LINE_LIMIT)),
                Some("products") => put(&mut data.products, line(PRODUCTS_LIMIT)),
                Some(_) => put(&mut sent_text.message, tidy_block(value, MESSAGE_LIMIT)),
                None => {}
            }
            if let Some(value) = tidy_block(value, MESSAGE_LIMIT) {
                raw.push_str(&format!("{name}: {value}\n"));
            }
        }
        sent_text.raw = tidy_block(&raw, RAW_LIMIT);
        Self {
            data,
            text: sent_text,
            agreed,
            trapped,
        }
    }
}

/// The first of several fields of one meaning counts.
fn put(into: &mut Option<String>, value: Option<String>) {
    if into.is_none() {
        *into = value;
    }
}

/// By what a sender is told from others: the network address; of the new kind the part that one
/// subscriber has.
pub fn sender(address: &str) -> String {
    match address.parse::<std::net::IpAddr>() {
        Ok(std::net::IpAddr::V6(six)) if six.to_ipv4_mapped().is_none() => {
            let parts = six.segments();
            format!(
                "{:x}:{:x}:{:x}:{:x}::",
                parts[0], parts[1], parts[2], parts[3]
            )
        }
        _ => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> FormData {
        FormData {
            name: "Site".to_owned(),
            source_id: None,
            sites: Vec::new(),
            language: Language::En,
            thanks_url: None,
            consent: None,
            active: true,
        }
    }

    #[test]
    fn r74_only_the_sites_listed_may_send() {
        let with = |sites: &[&str]| {
            let sites = sites.iter().map(|site| (*site).to_owned()).collect();
            FormData { sites, ..form() }.checked()
        };
        let form = with(&["HTTPS://Shop.example.com:443/", "http://localhost:3000"]).unwrap();
        assert_eq!(
            form.sites,
            ["http://localhost:3000", "https://shop.example.com"]
        );
        assert!(form.allows("https://shop.example.com"));
        for other in [
            "null",
            "",
            "http://shop.example.com",
            "https://shop.example.com.evil.test",
            "https://evil.test/https://shop.example.com",
            "https://shop.example.com:8443",
        ] {
            assert!(!form.allows(other), "{other}");
        }
        for bad in [
            "*",
            "example.com",
            "ftp://a.b",
            "https://a.b/path",
            "https://a b",
        ] {
            assert_eq!(with(&[bad]), Err(("sites", "lead_form.site")), "{bad}");
        }
    }

    #[test]
    fn r74_the_page_of_thanks_is_a_web_address() {
        let with = |url: &str| {
            let thanks_url = Some(url.to_owned());
            FormData {
                thanks_url,
                ..form()
            }
            .checked()
            .map(|form| form.thanks_url)
        };
        assert_eq!(with("  "), Ok(None));
        for good in ["https://a.mk", "https://a.mk/thanks?x=1#y"] {
            assert_eq!(with(good), Ok(Some(good.to_owned())));
        }
        for bad in [
            "javascript:alert(1)",
            "//evil.test",
            "https://",
            "https://a b",
            "https://a\r\nX: y",
        ] {
            assert!(with(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn r74_fields_are_read_by_several_names_and_nothing_is_lost() {
        let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let sent = Sent::read(&[
            field("Name", " Ана \0 "),
            field("tel", "070 123 456"),
            field("comment", "<script>alert(1)</script>\r\nдва"),
            field("utm_source", "spring"),
            field("consent", "on"),
            field(HONEYPOT, ""),
        ]);
        assert_eq!(sent.data.person.as_deref(), Some("Ана"));
        assert_eq!(sent.data.phone.as_deref(), Some("070 123 456"));
        assert_eq!(
            sent.text.message.as_deref(),
            Some("<script>alert(1)</script>\nдва")
        );
        assert!(
            sent.text
                .raw
                .is_some_and(|raw| raw.contains("utm_source: spring"))
        );
        assert!(sent.agreed && !sent.trapped);
        let trapped = Sent::read(&[field(HONEYPOT, "x"), field("consent", "off")]);
        assert!(trapped.trapped && !trapped.agreed);
    }

    #[test]
    fn senders_of_the_new_kind_are_told_by_their_network() {
        assert_eq!(sender("192.0.2.7"), "192.0.2.7");
        assert_eq!(sender("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
        assert_eq!(sender("local"), "local");
    }
}
