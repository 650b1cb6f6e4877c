//! Addresses as they are written in three countries and more.

use super::*;
use proptest::prelude::*;

#[test]
fn addresses_in_one_cell() {
    let (ru, mk) = (Country::RU, Country::MK);
    let other = |code: &str| code.parse().unwrap();
    // postcode, country, region, district, city, street, house
    let cases = [
        (
            "420111, Россия, Республика Татарстан, г. Казань, ул. Баумана, д. 5, оф. 12",
            ru,
            [
                "420111",
                "RU",
                "Республика Татарстан",
                "",
                "Казань",
                "ул. Баумана",
                "5, оф. 12",
            ],
        ),
        (
            "г.Москва,ул.Ленина,д.5к2",
            ru,
            ["", "", "", "", "Москва", "ул. Ленина", "5к2"],
        ),
        (
            "Московская обл, Одинцовский р-н, пос. Лесной, Садовая ул., 7",
            ru,
            [
                "",
                "",
                "Московская обл",
                "Одинцовский",
                "Лесной",
                "Садовая ул.",
                "7",
            ],
        ),
        (
            "Казань, Баумана 5",
            ru,
            ["", "", "", "", "Казань", "Баумана", "5"],
        ),
        (
            "г. Пермь ул. Мира 10",
            ru,
            ["", "", "", "", "Пермь", "ул. Мира", "10"],
        ),
        (
            "ул. Партизанска бр. 5, 1000 Скопје",
            mk,
            ["1000", "", "", "", "Скопје", "ул. Партизанска", "5"],
        ),
        (
            "бул. Партизански Одреди 14, Скопје, Македонија",
            mk,
            ["", "MK", "", "", "Скопје", "бул. Партизански Одреди", "14"],
        ),
        (
            "Индустриска бб, Битола",
            mk,
            ["", "", "", "", "Битола", "Индустриска", "бб"],
        ),
        (
            "12 High Street, London SW1A 1AA",
            other("GB"),
            ["SW1A 1AA", "", "", "", "London", "High Street", "12"],
        ),
        (
            "Hauptstr. 5, 10115 Berlin",
            other("DE"),
            ["10115", "", "", "", "Berlin", "Hauptstr.", "5"],
        ),
        ("", ru, ["", "", "", "", "", "", ""]),
    ];
    for (text, country, expected) in cases {
        let p = Place::of(text, country);
        let got = [
            &p.postcode,
            &p.country,
            &p.region,
            &p.district,
            &p.city,
            &p.street,
            &p.house,
        ];
        assert_eq!(got.map(String::as_str), expected, "{text}");
    }
}

proptest! {
    #[test]
    fn any_text_is_cut(text in "\\PC{0,80}", mk in any::<bool>()) {
        let _ = Place::of(&text, if mk { Country::MK } else { Country::RU });
    }

    #[test]
    fn address_like_texts_are_cut(text in "([гдс]\\.|ул\\. |[А-Яа-я]{1,6}|[0-9]{1,6}|, | ){0,14}") {
        let _ = Place::of(&text, Country::RU);
        let _ = Place::of(&text, "GB".parse().unwrap());
    }
}
