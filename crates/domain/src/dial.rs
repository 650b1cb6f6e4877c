//! Dialling: what came of calling a number (R97–R99), read from the words of people and of
//! auto-diallers, and what follows from it for the number (R100).

use crate::channel::DialResult;
use crate::quarantine::QuarantineReason;

/// After how many calls in a row that nobody answered a number is set aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// Setting `quarantine.unanswered`.
    pub unanswered: i64,
}

/// Calls in a row that nobody answered, this one included. A busy line is alive but was not
/// reached, so it counts neither way.
pub fn unanswered(before: i64, result: DialResult) -> i64 {
    match result {
        DialResult::NoAnswer => before.saturating_add(1),
        DialResult::Busy => before,
        DialResult::Answered | DialResult::NotRegistered | DialResult::WrongOwner => 0,
    }
}

/// What a call means for the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It works: it leaves the quarantine.
    Good,
    /// It is set aside.
    Aside(QuarantineReason),
    /// Nothing is known yet.
    Open,
}

/// What follows from a call; `unanswered` counts this call.
pub fn verdict(result: DialResult, unanswered: i64, rules: Rules) -> Verdict {
    match result {
        DialResult::Answered => Verdict::Good,
        DialResult::NotRegistered => Verdict::Aside(QuarantineReason::NotRegistered),
        DialResult::WrongOwner => Verdict::Aside(QuarantineReason::WrongOwner),
        DialResult::NoAnswer if unanswered >= rules.unanswered => {
            Verdict::Aside(QuarantineReason::NoAnswer)
        }
        DialResult::NoAnswer | DialResult::Busy => Verdict::Open,
    }
}

/// The words by which results are told in files, folded: small letters, no signs. The first that
/// stands in the text decides, so the longer and the negative ones come first.
const WORDS: &[(&str, DialResult)] = &[
    ("wrong", DialResult::WrongOwner),
    ("чужой", DialResult::WrongOwner),
    ("не тот", DialResult::WrongOwner),
    ("не соответствует", DialResult::WrongOwner),
    ("друг сопственик", DialResult::WrongOwner),
    ("погрешен", DialResult::WrongOwner),
    ("not registered", DialResult::NotRegistered),
    ("unallocated", DialResult::NotRegistered),
    ("invalid", DialResult::NotRegistered),
    ("not exist", DialResult::NotRegistered),
    ("не зарегистрирован", DialResult::NotRegistered),
    ("не существует", DialResult::NotRegistered),
    ("неверный номер", DialResult::NotRegistered),
    ("не постои", DialResult::NotRegistered),
    ("нерегистриран", DialResult::NotRegistered),
    ("не е регистриран", DialResult::NotRegistered),
    ("no answer", DialResult::NoAnswer),
    ("noanswer", DialResult::NoAnswer),
    ("unanswered", DialResult::NoAnswer),
    ("not answered", DialResult::NoAnswer),
    ("missed", DialResult::NoAnswer),
    ("не отвеч", DialResult::NoAnswer),
    ("не берут", DialResult::NoAnswer),
    ("нет ответа", DialResult::NoAnswer),
    ("недозвон", DialResult::NoAnswer),
    ("не одговара", DialResult::NoAnswer),
    ("нема одговор", DialResult::NoAnswer),
    ("не крева", DialResult::NoAnswer),
    ("busy", DialResult::Busy),
    ("engaged", DialResult::Busy),
    ("занят", DialResult::Busy),
    ("зафатен", DialResult::Busy),
    ("answered", DialResult::Answered),
    ("answer", DialResult::Answered),
    ("success", DialResult::Answered),
    ("отвеч", DialResult::Answered),
    ("ответ", DialResult::Answered),
    ("берут", DialResult::Answered),
    ("дозвон", DialResult::Answered),
    ("одговор", DialResult::Answered),
    ("крева", DialResult::Answered),
];

/// Reads a result from a code of ours or from words in English, Russian or Macedonian.
pub fn recognise(text: &str) -> Option<DialResult> {
    let folded: String = text
        .to_lowercase()
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    let folded = folded.split_whitespace().collect::<Vec<_>>().join(" ");
    let told = |(words, _): &&(&str, DialResult)| folded.contains(words);
    WORDS.iter().find(told).map(|(_, result)| *result)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r97_every_outcome_is_read_from_its_code_and_from_words_of_three_languages() {
        for result in DialResult::ALL {
            assert_eq!(recognise(result.code()), Some(*result), "{result}");
        }
        let cases = [
            ("Берут телефон", DialResult::Answered),
            ("Не берут", DialResult::NoAnswer),
            ("Номер в сети не зарегистрирован", DialResult::NotRegistered),
            ("ЗАНЯТО", DialResult::Busy),
            ("Номер не соответствует", DialResult::WrongOwner),
            ("зафатено", DialResult::Busy),
            ("не одговара", DialResult::NoAnswer),
            ("Одговорено", DialResult::Answered),
            ("NOANSWER", DialResult::NoAnswer),
            ("Wrong number", DialResult::WrongOwner),
        ];
        for (text, result) in cases {
            assert_eq!(recognise(text), Some(result), "{text}");
        }
        for nothing in ["", "?", "+7 495 123-45-17", "перезвонить"] {
            assert_eq!(recognise(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn r100_dead_and_foreign_numbers_go_aside_at_once_silent_ones_after_some_calls() {
        let rules = Rules { unanswered: 3 };
        let mut count = 0;
        let mut call = |result| {
            count = unanswered(count, result);
            verdict(result, count, rules)
        };
        assert_eq!(call(DialResult::NoAnswer), Verdict::Open);
        assert_eq!(call(DialResult::Busy), Verdict::Open);
        assert_eq!(call(DialResult::NoAnswer), Verdict::Open);
        assert_eq!(
            call(DialResult::NoAnswer),
            Verdict::Aside(QuarantineReason::NoAnswer)
        );
        assert_eq!(call(DialResult::Answered), Verdict::Good);
        assert_eq!(call(DialResult::NoAnswer), Verdict::Open);
        assert_eq!(
            call(DialResult::NotRegistered),
            Verdict::Aside(QuarantineReason::NotRegistered)
        );
        assert_eq!(
            call(DialResult::WrongOwner),
            Verdict::Aside(QuarantineReason::WrongOwner)
        );
    }
}
