//! Free text from people: trimmed, without control characters, not longer than the field. What
//! remains is kept as typed; escaping is the business of whoever shows it.

/// Why a text is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Nothing but white space.
    #[error("empty text")]
    Empty,
    /// More characters than the field holds.
    #[error("longer than {max} characters")]
    TooLong {
        /// The most characters allowed.
        max: usize,
    },
    /// A control character, a lone direction mark or a line break in a one-line field.
    #[error("a character that may not stand in text")]
    BadCharacter,
}

impl TextError {
    /// The stable code of this refusal.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "text.empty",
            Self::TooLong { .. } => "text.too_long",
            Self::BadCharacter => "text.bad_character",
        }
    }
}

/// A one-line text of 1 to `max` characters: names, titles.
pub fn line(text: &str, max: usize) -> Result<String, TextError> {
    check(text, max, |c| {
        is_forbidden(c) || matches!(c, '\n' | '\t' | '\u{2028}' | '\u{2029}')
    })
}

/// A text of several lines, 1 to `max` characters; CR LF becomes LF.
pub fn block(text: &str, max: usize) -> Result<String, TextError> {
    check(&text.replace("\r\n", "\n"), max, is_forbidden)
}

fn check(text: &str, max: usize, forbidden: impl Fn(char) -> bool) -> Result<String, TextError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(TextError::Empty);
    }
    if text.chars().count() > max {
        return Err(TextError::TooLong { max });
    }
    if text.chars().any(forbidden) {
        return Err(TextError::BadCharacter);
    }
    Ok(text.to_owned())
}

/// Control characters, and the overrides that make a text read otherwise than it is stored.
fn is_forbidden(c: char) -> bool {
    let harmless = matches!(c, '\n' | '\t');
    (c.is_control() && !harmless) || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines() {
        assert_eq!(line("  Ромашка  ", 10).as_deref(), Ok("Ромашка"));
        assert_eq!(line(" \u{a0} ", 10), Err(TextError::Empty));
        assert_eq!(line("Ѓорѓи", 4), Err(TextError::TooLong { max: 4 }));
        for bad in [
            "a\0b",
            "a\nb",
            "a\tb",
            "a\u{202E}b",
            "a\u{7f}b",
            "a\u{2028}b",
        ] {
            assert_eq!(line(bad, 10), Err(TextError::BadCharacter), "{bad:?}");
        }
        assert_eq!(
            line("'; DROP TABLE x; -- <b>=1+1", 40).as_deref(),
            Ok("'; DROP TABLE x; -- <b>=1+1")
        );
    }

    #[test]
    fn blocks() {
        assert_eq!(block("one\r\ntwo", 10).as_deref(), Ok("one\ntwo"));
        assert_eq!(block("one\rtwo", 10), Err(TextError::BadCharacter));
    }
}
