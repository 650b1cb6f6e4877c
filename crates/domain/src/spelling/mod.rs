//! One spelling for the many ways a word is written: a script for words of mixed scripts, Latin
//! letters for any Cyrillic, a skeleton in which the transliterations of one letter fold, and the
//! legal forms of companies. Search, import and the matching of duplicates share it.

mod forms;
mod letters;

pub use forms::{FORMS, Form, cut_form, form_words, is_form};
pub(crate) use letters::romanise;
pub use letters::{is_of_word, latin, repair, skeleton};

/// Keys made by another version are made again.
pub const VERSION: u16 = 1;
