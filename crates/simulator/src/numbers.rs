//! Tax numbers with right check digits and telephone numbers that ring nowhere.
//!
//! Tax numbers use region codes that no tax office has; telephone numbers use the ranges that
//! regulators keep for films (United Kingdom, Germany) or, where none are kept, subscriber numbers
//! beginning with 0, which are never given out (Russia, North Macedonia).

use crate::chance::Chance;

fn weighted_sum(digits: &[u8], weights: &[u32]) -> u32 {
    digits
        .iter()
        .zip(weights)
        .map(|(digit, weight)| u32::from(*digit) * weight)
        .sum()
}

fn digits_of(mut number: u64, width: usize) -> Vec<u8> {
    let mut digits = vec![0; width];
    for digit in digits.iter_mut().rev() {
        *digit = (number % 10) as u8;
        number /= 10;
    }
    digits
}

fn text(digits: &[u8]) -> String {
    digits
        .iter()
        .map(|digit| char::from(b'0' + digit))
        .collect()
}

/// INN of a Russian company: 10 digits of the region `00`, which does not exist.
pub(crate) fn inn_company(serial: u64) -> String {
    let mut digits = digits_of(serial % 10_000_000, 9);
    digits.push((weighted_sum(&digits, &[2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11 % 10) as u8);
    text(&digits)
}

/// INN of a Russian sole trader: 12 digits of the region `00`.
pub(crate) fn inn_person(serial: u64) -> String {
    let mut digits = digits_of(serial % 100_000_000, 10);
    digits.push((weighted_sum(&digits, &[7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11 % 10) as u8);
    digits.push((weighted_sum(&digits, &[3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11 % 10) as u8);
    text(&digits)
}

/// EDB (ЕДБ) of a Macedonian company: 13 digits of the region `00`.
pub(crate) fn edb(serial: u64) -> String {
    let mut digits = digits_of(400_000_000_000 + serial % 100_000_000, 12);
    let sum = weighted_sum(&digits, &[7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]);
    digits.push(((11 - sum % 11) % 11 % 10) as u8);
    text(&digits)
}

/// VAT number of the United Kingdom: 7 digits and a remainder by 97, written with the country.
pub(crate) fn vat_gb(serial: u64) -> String {
    let digits = digits_of(serial % 1_000_000, 7);
    let check = 97 - weighted_sum(&digits, &[8, 7, 6, 5, 4, 3, 2]) % 97;
    format!("GB{}{check:02}", text(&digits))
}

/// VAT number of Germany: 8 digits and a check digit of ISO 7064 (mod 11, 10).
pub(crate) fn vat_de(serial: u64) -> String {
    let mut digits = digits_of(10_000_000 + serial % 10_000_000, 8);
    let mut product = 10;
    for digit in &digits {
        let sum = match (u32::from(*digit) + product) % 10 {
            0 => 10,
            sum => sum,
        };
        product = 2 * sum % 11;
    }
    digits.push(((11 - product) % 10) as u8);
    format!("DE{}", text(&digits))
}

/// A Russian number of the area `area` (3 digits), its subscriber number beginning with 0.
pub(crate) fn phone_ru(chance: &mut Chance, area: &str) -> String {
    format!("+7{area}0{:06}", chance.below(1_000_000))
}

/// A number of Skopje, its subscriber number beginning with 0.
pub(crate) fn phone_mk(chance: &mut Chance) -> String {
    format!("+38920{:06}", chance.below(1_000_000))
}

/// A number from the British ranges for drama: each area with its thousand numbers.
pub(crate) fn phone_gb(chance: &mut Chance, mobile: bool) -> String {
    const AREAS: [&str; 10] = [
        "207946", "113496", "114496", "115496", "116496", "117496", "118496", "121496", "131496",
        "161496",
    ];
    if mobile {
        return format!("+447700900{:03}", chance.below(1000));
    }
    let area = chance.pick(&AREAS);
    format!("+44{area}0{:03}", chance.below(1000))
}

/// A number from the German ranges for film and television.
pub(crate) fn phone_de(chance: &mut Chance) -> String {
    const AREAS: [&str; 5] = ["3023125", "6990009", "4066969", "2214710", "8999998"];
    let area = chance.pick(&AREAS);
    format!("+49{area}{:03}", chance.below(1000))
}
