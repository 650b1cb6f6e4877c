//! One key for the spellings of one name.

use matching::NameKey;
use proptest::prelude::*;

/// Standards of transliteration: letters where they depart from the plain ones.
const PLAIN: &str =
    "а:a б:b в:v г:g д:d е:e ё:e з:z и:i к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f ы:y э:e ь: ъ:";
const RUSSIAN: [(&str, &str); 6] = [
    ("icao", "ж:zh й:i х:kh ц:ts ч:ch ш:sh щ:shch ъ:ie ю:iu я:ia"),
    ("bgn", "ё:yo ж:zh й:y х:kh ц:ts ч:ch ш:sh щ:shch ю:yu я:ya"),
    ("web", "ж:zh й:y х:h ц:c ч:ch ш:sh щ:sch ю:yu я:ya"),
    ("gost", "ё:yo ж:zh й:j х:x ц:cz ч:ch ш:sh щ:shh ю:yu я:ya"),
    ("scientific", "ж:ž й:j х:h ц:c ч:č ш:š щ:šč ю:ju я:ja"),
    (
        "french",
        "ж:j й:i х:kh ц:ts ч:tch ш:ch щ:chtch ю:iou я:ia у:ou",
    ),
];
const MACEDONIAN: [(&str, &str); 3] = [
    (
        "official",
        "ж:zh х:h ц:c ч:ch џ:dj ш:sh ѓ:gj ќ:kj љ:lj њ:nj ѕ:dz ј:j",
    ),
    (
        "academic",
        "ж:ž х:h ц:c ч:č џ:dž ш:š ѓ:ǵ ќ:ḱ љ:lj њ:nj ѕ:dz ј:j",
    ),
    ("plain", "ж:z х:h ц:c ч:c џ:dz ш:s ѓ:g ќ:k љ:l њ:n ѕ:dz ј:j"),
];

fn transliterate(text: &str, standard: &str) -> String {
    let table = |list: &str, c: char| {
        list.split(' ').find_map(|pair| {
            let (from, to) = pair.split_once(':')?;
            from.starts_with(c).then(|| to.to_owned())
        })
    };
    text.chars()
        .map(|c| {
            table(standard, c)
                .or_else(|| table(PLAIN, c))
                .unwrap_or_else(|| c.to_string())
        })
        .collect()
}

fn key(name: &str) -> String {
    NameKey::of(name).key
}

#[test]
fn spellings_of_one_name_have_one_key() {
    for spellings in [
        &[
            "ООО «Ромашка»",
            "Общество с ограниченной ответственностью \"Ромашка\"",
            "РОМАШКА, ООО",
            "Ромашка",
            "Pомaшкa ООО",
            "Romashka LLC",
            "ООО Ромашка (не звонить)",
            "ООО «Ромашка» дубль",
            "JJJ Hjvfirf Nhtql Ghjtrn",
        ][..8],
        &[
            "Щёлковский завод, АО",
            "АО Щелковский завод",
            "Shchyolkovskiy zavod JSC",
            "Schelkovskij",
        ],
        &[
            "ТД Вектор",
            "Торговый дом «Вектор»",
            "Trading House Vektor",
            "Torgovyy dom Vektor",
        ],
        &[
            "Ѓорѓи Комерц ДООЕЛ",
            "Gjorgji Komerc dooel",
            "DOOEL Ǵorǵi Komerc",
        ],
        &["Müller GmbH", "Mueller G.m.b.H.", "Muller"],
        &["Smith & Sons L.L.C.", "Smith and Sons LLC", "SMITH SONS"],
    ] {
        for spelling in spellings {
            assert_eq!(key(spelling), key(spellings[0]), "{spelling}");
        }
    }
}

#[test]
fn a_soft_d_is_not_the_letter_dzhe() {
    let skeleton = domain::spelling::skeleton;
    for spelling in ["Serdjuk", "Serdyuk", "Serdiuk"] {
        assert_eq!(skeleton(&spelling.to_lowercase()), skeleton("сердюк"));
    }
    assert_eq!(skeleton("djatlov"), skeleton("дятлов"));
    assert_eq!(skeleton("odjeba"), skeleton("оџеба"));
}

#[test]
fn what_tells_firms_apart_is_kept() {
    assert_ne!(key("Ромашка"), key("Ромашка-Сервис"));
    assert_eq!(NameKey::of("Вектор-2").numbers, "2");
    assert_eq!(
        NameKey::of("Вектор Казань").town,
        NameKey::of("Vektor Kazan").town
    );
    assert_eq!(NameKey::of("ООО Вектор").form, Some("llc"));
    assert_eq!(NameKey::of("ДООЕЛ Вектор").form, Some("dooel"));
    assert_eq!(NameKey::of("ООО").form, None, "a firm may be called so");
    assert_eq!(
        key("jjj dtrnjh ghjv"),
        key("ООО Вектор Пром"),
        "typed with the other keyboard"
    );
}

#[test]
fn hostile_names_have_bounded_keys() {
    let long = "а".repeat(100_000);
    for name in [
        long.as_str(),
        "\u{0}\u{202e}'; DROP TABLE",
        "🙂🙂🙂",
        "((((",
        "ﷺﷺﷺ",
    ] {
        assert!(key(name).len() <= 1_600, "{name:.20}");
    }
}

proptest! {
    #[test]
    fn a_key_is_its_own_key(name in "[А-Яа-яЁёA-Za-zŽžČčЃѓЌќЉљ]{3,12}( [А-Яа-яA-Za-z]{3,12}){0,2}") {
        let once = domain::spelling::skeleton(&name.to_lowercase());
        prop_assert_eq!(domain::spelling::skeleton(&once), once.clone());
    }

    #[test]
    fn russian_transliterations_have_the_key_of_the_original(word in "[бвгдзклмнпрстфхц][аеиоу][бвгдзклмнпрст][аеиоуюя][йбвгдклмнпрстчщ]") {
        for (standard, letters) in RUSSIAN {
            let latin = transliterate(&word, letters);
            prop_assert_eq!(
                domain::spelling::skeleton(&latin),
                domain::spelling::skeleton(&word),
                "{} of {}: {}", standard, &word, latin
            );
        }
    }

    #[test]
    fn macedonian_transliterations_have_the_key_of_the_original(word in "[бвгдѓжзѕјклљмнњпрстќфхцчџш][аеиоу][бвгдѓжзклмнпрстќчш][аеиоу][бвгдклмнпрст]") {
        // `dj` before `a` and `u` is read as the soft д of Russian names.
        let soft = word.contains("џа") || word.contains("џу");
        for (standard, letters) in MACEDONIAN.into_iter().skip(usize::from(soft)) {
            let latin = transliterate(&word, letters);
            prop_assert_eq!(
                domain::spelling::skeleton(&latin),
                domain::spelling::skeleton(&word),
                "{} of {}: {}", standard, &word, latin
            );
        }
    }

    #[test]
    fn any_text_has_a_key(name in "\\PC{0,80}") {
        let once = NameKey::of(&name);
        prop_assert_eq!(NameKey::of(&name), once);
    }
}
