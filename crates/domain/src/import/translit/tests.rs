//! Against the examples of the standards, and both ways.

use super::Standard as S;
use super::*;
use proptest::prelude::*;

#[test]
fn r86_cyrillic_names_in_latin_by_each_standard() {
    let cases = [
        (S::Gost779B, "Юлия Щеглова", "Yuliya Shheglova"),
        (S::Gost779B, "Цветков Цыган Цюрих", "Czvetkov Cy`gan Cyurix"),
        (S::Gost779B, "съешь ещё этих", "s``esh` eshhyo e`tix"),
        (S::Gost779B, "Подъячев, ЩУКА", "Pod``yachev, SHHUKA"),
        (S::Iso9, "Юлия Щеглова", "Ûliâ Ŝeglova"),
        (
            S::Iso9,
            "Ѓорѓи Ќосев Љубе Њива Џамбаз Ѕвезда Јана",
            "Ǵorǵi Ḱosev L\u{302}ube N\u{302}iva D\u{302}ambaz Ẑvezda J\u{30c}ana",
        ),
        (S::Icao9303Ru, "Юлия Щеглова", "Iuliia Shcheglova"),
        (
            S::Icao9303Ru,
            "Подъячев Фёдор Цой",
            "Podieiachev Fedor Tsoi",
        ),
        (
            S::Icao9303Mk,
            "Ѓорѓи Ќосев Џамбаз Жнов Шишков",
            "Gjorgji Kjosev Djambaz Zhnov Shishkov",
        ),
        (S::Icao9303Mk, "ЃОРЃИ", "GJORGJI"),
        (
            S::BgnPcgnRu,
            "Елизово Чапаевск Юрьев объезд",
            "Yelizovo Chapayevsk Yur’yev ob”yezd",
        ),
        (S::BgnPcgnRu, "Бийск Озёрный Ёдва", "Biysk Ozërnyy Yëdva"),
        (
            S::BgnPcgnMk,
            "Ѓорѓи Ќосев Џамбаз Чашка",
            "Ǵorǵi Ḱosev Džambaz Čaška",
        ),
        (
            S::Gost52535,
            "Юлия Щеглова, французских",
            "Iuliia Shcheglova, frantcuzskikh",
        ),
        (S::DigraphMk, "Џепчиште Ќурчиев", "Dzhepchishte Kjurchiev"),
    ];
    for (standard, cyrillic, latin) in cases {
        assert_eq!(to_latin(cyrillic, standard), latin, "{standard}");
    }
}

#[test]
fn r86_latin_names_in_cyrillic() {
    let cases = [
        (S::Icao9303Ru, "Iuliia Shcheglova", "Юлия Щеглова"),
        (
            S::Icao9303Ru,
            "Andrei DMITRII Mikhail",
            "Андрей ДМИТРИЙ Михаил",
        ),
        (S::Icao9303Ru, "Sergey Yuriev", "Сергей Юриев"),
        (
            S::Icao9303Mk,
            "Gjorgji Kjosev Djambaz",
            "Ѓорѓи Ќосев Џамбаз",
        ),
        (S::DigraphMk, "Ljubica Njagul Dzhepov", "Љубица Њагул Џепов"),
        (S::BgnPcgnRu, "Yelena Tsvetayeva", "Елена Цветаева"),
        (S::Gost779B, "Czvetkov Yuliya s``esh`", "Цветков Юлия съешь"),
    ];
    for (standard, latin, cyrillic) in cases {
        assert_eq!(to_cyrillic(latin, standard), cyrillic, "{standard} {latin}");
    }
}

#[test]
fn every_letter_of_a_reversible_standard_has_a_spelling_of_its_own() {
    for standard in Standard::ALL.iter().filter(|s| s.is_reversible()) {
        let letters = standard.table().letters;
        for (at, (letter, latin)) in letters.iter().enumerate() {
            assert!(
                !letters[..at].iter().any(|(_, other)| other == latin),
                "{standard} {letter}"
            );
        }
    }
}

proptest! {
    #[test]
    fn r86_reversible_standards_bring_every_word_back(
        word in "[А-ЯЁ]?([бвгджзклмнпрстфхцчшщй][ьъ]?[аеёиоуыэюя]{1,2}){1,5}[бвгджзклмнпрстфхцчшщй]?"
    ) {
        // A lone sign at the beginning is no word.
        prop_assume!(!word.starts_with(['Ь', 'Ъ']));
        for standard in [S::Gost779B, S::Iso9] {
            let latin = to_latin(&word, standard);
            prop_assert_eq!(to_cyrillic(&latin, standard), word.clone(), "{} {}", standard, latin);
        }
    }

    #[test]
    fn r86_macedonian_words_come_back_from_iso_9(word in "[а-шѓѕјљњќџ]{1,12}") {
        prop_assert_eq!(to_cyrillic(&to_latin(&word, S::Iso9), S::Iso9), word);
    }

    #[test]
    fn latin_stays_latin_and_nothing_panics(text in "\\PC{0,60}") {
        for standard in Standard::ALL {
            let latin = to_latin(&text, *standard);
            let _ = to_cyrillic(&text, *standard);
            prop_assert_eq!(to_latin(&latin, *standard), latin);
        }
    }
}
