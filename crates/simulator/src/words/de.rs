//! Germany. What is noted about these clients is written in English, as the staff would.

use super::gb::WORDS as ENGLISH;
use super::{Region, Words};

pub(crate) const WORDS: Words = Words {
    country: "DE",
    regions: &[
        Region {
            name: "Bayern",
            districts: &["Oberau", "Tannberg"],
            area: "",
            postcode: "000",
        },
        Region {
            name: "Hessen",
            districts: &["Mainwinkel", "Lindental"],
            area: "",
            postcode: "000",
        },
        Region {
            name: "Hamburg",
            districts: &["Hafenrand", "Altufer"],
            area: "",
            postcode: "000",
        },
    ],
    settlements: &[
        "Tannried",
        "Lindenbrunn",
        "Oberwiesen",
        "Neufahrdorf",
        "Steinauburg",
    ],
    streets: &[
        "Lindenweg",
        "Werkstraße",
        "Am Speicher",
        "Mühlgasse",
        "Hafenstraße",
    ],
    stems: &[
        "Tannen", "Linden", "Wiesen", "Stein", "Falken", "Birken", "Morgen", "Silber", "Hasel",
        "Eschen",
    ],
    middles: &[
        "rieder", "brunner", "höfer", "auer", "moorer", "taler", "hainer", "bacher",
    ],
    endings: &[
        "Handels",
        "Hotelbetriebs",
        "Reinigungs",
        "Gastro",
        "Service",
        "Bedarfs",
        "Klinik",
    ],
    trades: ENGLISH.trades,
    men: &["Lukas", "Felix", "Jonas", "Matthias", "Stefan"],
    women: &["Greta", "Hanna", "Sabine", "Klara", "Ulrike"],
    surnames: &[
        "Tannenbrück",
        "Lindwurmer",
        "Wiesengrün",
        "Steinauer",
        "Falkenmoor",
        "Silberhain",
    ],
    positions: ENGLISH.positions,
    key_marks: ENGLISH.key_marks,
    habits: ENGLISH.habits,
    terms: ENGLISH.terms,
    facts: ENGLISH.facts,
    notes: ENGLISH.notes,
};
