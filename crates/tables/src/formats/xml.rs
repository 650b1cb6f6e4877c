//! XML in pieces: the elements that hold records become small trees, what is around them is told
//! as it begins. No piece, tree or depth is larger than its limit; entities are not expanded
//! beyond those of XML itself.

use std::io::{self, BufReader, Read};

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

use crate::error::through_io;
use crate::spool::Spool;
use crate::workbook::longest_piece;
use crate::{Error, Problem};

/// Elements one inside another.
const DEEPEST: usize = 200;
/// What an element costs in memory besides its text.
const ELEMENT: u64 = 200;

/// An element with all inside it.
#[derive(Debug, Default)]
pub(super) struct Node {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    pub children: Vec<Child>,
}

/// A part of an element.
#[derive(Debug)]
pub(super) enum Child {
    Element(Node),
    Text(String),
}

impl Node {
    pub fn attribute(&self, name: &str) -> &str {
        attribute(&self.attributes, name)
    }

    /// The elements directly inside.
    pub fn elements(&self) -> impl Iterator<Item = &Node> {
        self.children.iter().filter_map(|child| match child {
            Child::Element(node) => Some(node),
            Child::Text(_) => None,
        })
    }

    /// The elements of that name directly inside.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Node> {
        self.elements().filter(move |node| node.name == name)
    }

    /// The first element of that path.
    pub fn find(&self, path: &[&str]) -> Option<&Node> {
        match path {
            [] => Some(self),
            [name, rest @ ..] => self
                .elements()
                .filter(|node| node.name == *name)
                .find_map(|node| node.find(rest)),
        }
    }

    /// The text of the element of that path, or nothing.
    pub fn get(&self, path: &[&str]) -> String {
        self.find(path).map(Node::text).unwrap_or_default()
    }

    /// All text inside.
    pub fn text(&self) -> String {
        let mut text = String::new();
        self.add_text(&mut text);
        text.trim().to_owned()
    }

    fn add_text(&self, text: &mut String) {
        for child in &self.children {
            match child {
                Child::Element(node) => node.add_text(text),
                Child::Text(part) => text.push_str(part),
            }
        }
    }
}

/// The value of an attribute, whatever its prefix.
pub(super) fn attribute<'a>(attributes: &'a [(String, String)], name: &str) -> &'a str {
    let found = attributes.iter().find(|(key, _)| key == name);
    found.map_or("", |(_, value)| value)
}

/// What is met on the way.
pub(super) enum Met {
    /// An element around records begins.
    Begin(Vec<(String, String)>),
    /// A record.
    Record(Node),
}

/// Reads a document; `is_record` judges the path of local names of an element.
pub(super) fn read(
    stream: impl Read,
    spool: &mut Spool,
    is_record: impl Fn(&[String]) -> bool,
    mut each: impl FnMut(&mut Spool, &[String], Met) -> Result<(), Error>,
) -> Result<(), Error> {
    let guarded = Guarded {
        inner: stream,
        piece: 0,
        allowed: spool.limits.xml_piece_bytes,
    };
    let mut reader = quick_xml::Reader::from_reader(BufReader::with_capacity(1 << 16, guarded));
    let config = reader.config_mut();
    config.expand_empty_elements = true;
    config.allow_dangling_amp = true;
    let mut path: Vec<String> = Vec::new();
    // the elements of the record at hand, outermost first, and what they cost
    let mut open: Vec<Node> = Vec::new();
    let mut held = 0u64;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer).map_err(|e| match e {
            quick_xml::Error::Io(e) => {
                let problem = match std::sync::Arc::try_unwrap(e) {
                    Ok(e) => Problem::from(e),
                    Err(e) => Problem::Damaged(e.to_string()),
                };
                spool.fail(problem)
            }
            other => spool.damaged(other),
        })?;
        let text = match event {
            Event::Start(start) => {
                path.push(start.local_name().as_ref().to_owned());
                if path.len() > DEEPEST {
                    return Err(spool.damaged("elements too deep one inside another"));
                }
                let attributes = attributes_of(&start);
                let recording = !open.is_empty() || is_record(&path);
                if recording {
                    let size: usize = attributes.iter().map(|(k, v)| k.len() + v.len() + 48).sum();
                    held += ELEMENT + size as u64;
                    check(spool, held)?;
                    open.push(Node {
                        name: path.last().cloned().unwrap_or_default(),
                        attributes,
                        children: Vec::new(),
                    });
                } else {
                    each(spool, &path, Met::Begin(attributes))?;
                }
                continue;
            }
            Event::End(_) => {
                if let Some(node) = open.pop() {
                    match open.last_mut() {
                        Some(parent) => parent.children.push(Child::Element(node)),
                        None => {
                            held = 0;
                            each(spool, &path, Met::Record(node))?;
                        }
                    }
                }
                path.pop();
                continue;
            }
            Event::Text(text) => text.into_inner().into_owned(),
            Event::CData(text) => text.into_inner().into_owned(),
            Event::GeneralRef(reference) => match reference.resolve_char_ref() {
                Ok(Some(c)) => c.to_string(),
                _ => match resolve_predefined_entity(&reference) {
                    Some(text) => text.to_owned(),
                    None => format!("&{};", &*reference),
                },
            },
            Event::Eof if !path.is_empty() => {
                return Err(spool.damaged("the document ends in the middle"));
            }
            Event::Eof => return Ok(()),
            _ => continue,
        };
        if let Some(node) = open.last_mut() {
            held += text.len() as u64 + 32;
            check(spool, held)?;
            match node.children.last_mut() {
                Some(Child::Text(before)) => before.push_str(&text),
                _ => node.children.push(Child::Text(text)),
            }
        }
    }
}

fn check(spool: &Spool, held: u64) -> Result<(), Error> {
    let allowed = spool.limits.zip_held_bytes;
    if held > allowed {
        return Err(spool.over("zip_held_bytes", allowed, held));
    }
    Ok(())
}

fn attributes_of(start: &BytesStart<'_>) -> Vec<(String, String)> {
    let mut attributes = start.attributes();
    attributes.with_checks(false);
    attributes
        .filter_map(Result::ok)
        .map(|a| {
            let value = quick_xml::escape::unescape(&a.value);
            let value = value.map_or_else(|_| a.value.to_string(), |v| v.into_owned());
            (a.key.local_name().as_ref().to_owned(), value)
        })
        .collect()
}

/// Stops a document whose tag or text is larger than the limit.
struct Guarded<R> {
    inner: R,
    piece: u64,
    allowed: u64,
}

impl<R: Read> Read for Guarded<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(out)?;
        self.piece = longest_piece(&out[..n], self.piece, self.allowed).map_err(through_io)?;
        Ok(n)
    }
}
