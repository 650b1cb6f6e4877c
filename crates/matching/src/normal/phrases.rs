//! Phrases of a dictionary cut out of a list of words.

use std::borrow::Cow;

use domain::spelling::{latin, skeleton};
use hashbrown::HashMap;

/// Phrases with a number each. Words of up to four letters are compared by letter, longer ones by
/// their skeleton, so that a phrase is found in any transliteration.
#[derive(Debug)]
pub(crate) struct Phrases(HashMap<String, Vec<(Vec<String>, u8)>>);

/// The form in which a word of small Latin letters is compared.
fn comparable(latin: &str) -> Cow<'_, str> {
    if latin.len() <= 4 {
        latin.into()
    } else {
        skeleton(latin).into()
    }
}

impl Phrases {
    pub(crate) fn new(phrases: impl Iterator<Item = (&'static str, u8)>) -> Self {
        let mut first: HashMap<String, Vec<(Vec<String>, u8)>> = HashMap::new();
        for (phrase, number) in phrases {
            let words: Vec<String> = phrase
                .split_whitespace()
                .map(|word| comparable(&latin(word)).into_owned())
                .collect();
            if let Some(word) = words.first().cloned() {
                first.entry(word).or_default().push((words, number));
            }
        }
        for list in first.values_mut() {
            list.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
        Self(first)
    }

    /// Cuts the phrases out of Latin words unless nothing would be left; the number of the first.
    pub(crate) fn cut(&self, words: &mut Vec<String>) -> Option<u8> {
        let compared: Vec<Cow<'_, str>> = words.iter().map(|word| comparable(word)).collect();
        let mut kept = vec![true; words.len()];
        let mut found = None;
        let mut at = 0;
        while at < compared.len() {
            let phrase = self.0.get(compared[at].as_ref()).and_then(|list| {
                list.iter().find(|(phrase, _)| {
                    let rest = &compared[at..];
                    phrase.len() <= rest.len() && phrase.iter().zip(rest).all(|(a, b)| a == b)
                })
            });
            match phrase {
                Some((phrase, number)) => {
                    found = found.or(Some(*number));
                    kept[at..at + phrase.len()].fill(false);
                    at += phrase.len();
                }
                None => at += 1,
            }
        }
        drop(compared);
        if found.is_none() || !kept.contains(&true) {
            return None;
        }
        let mut keep = kept.into_iter();
        words.retain(|_| keep.next().unwrap_or(true));
        found
    }
}

/// The lines of a dictionary that are not remarks.
pub(crate) fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
}
