//! Headings of columns as words, and how well a phrase of a dictionary names them. The ledger's
//! recogniser and the importer's read headings the same way.

/// The words of a heading: lower case, `camelCase` and punctuation split, ё as е, № as a word.
pub fn words(heading: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut before = ' ';
    for c in heading.chars() {
        let border = c.is_uppercase() && before.is_lowercase();
        if (border || !c.is_alphanumeric()) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if c == '№' {
            words.push("no".to_owned());
        } else if c.is_alphanumeric() {
            word.extend(c.to_lowercase().map(|c| if c == 'ё' { 'е' } else { c }));
        }
        before = c;
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// Where the words of a pattern (`*` ends a stem) stand together in a heading, and how many of the
/// other words say something; `neutral` words do not.
pub fn find<T: AsRef<str>>(
    heading: &[String],
    pattern: &[T],
    neutral: &[&str],
) -> Option<(usize, u32)> {
    if pattern.is_empty() || pattern.len() > heading.len() {
        return None;
    }
    let fits = |word: &str, pattern: &str| match pattern.strip_suffix('*') {
        Some(stem) => word.starts_with(stem),
        None => word == pattern,
    };
    let at = heading
        .windows(pattern.len())
        .position(|words| words.iter().zip(pattern).all(|(w, p)| fits(w, p.as_ref())))?;
    let inside = at..at + pattern.len();
    let others = heading
        .iter()
        .enumerate()
        .filter(|(i, _)| !inside.contains(i));
    let said = others.filter(|(_, word)| !neutral.contains(&word.as_str()));
    Some((at, u32::try_from(said.count()).unwrap_or(u32::MAX)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_words() {
        for (heading, expected) in [
            ("Е-пошта", vec!["е", "пошта"]),
            ("firstName", vec!["first", "name"]),
            ("№ заказа", vec!["no", "заказа"]),
            ("Ф.И.О.", vec!["ф", "и", "о"]),
            (
                "Контакты / Телефон (моб.)",
                vec!["контакты", "телефон", "моб"],
            ),
            ("ЁЛКА", vec!["елка"]),
            ("", vec![]),
        ] {
            assert_eq!(words(heading), expected, "{heading}");
        }
    }

    #[test]
    fn a_phrase_is_found_among_other_words() {
        let heading = words("Дата первой продажи 2");
        assert_eq!(find(&heading, &["первой", "продаж*"], &["2"]), Some((1, 1)));
        assert_eq!(find(&heading, &["заказ"], &[]), None);
        assert_eq!(find::<&str>(&heading, &[], &[]), None);
    }
}
