//! How sure it is that two records are one, by borders of the settings.

use crate::code::code_enum;
use crate::setting::{DUPLICATE_ASK, DUPLICATE_SHOW, DUPLICATE_SURE, Settings};

code_enum! {
    /// How sure it is that two records are one.
    pub enum Level {
        /// As good as certain.
        Sure = "sure",
        /// More likely than not: whoever adds a client is asked.
        Likely = "likely",
        /// Worth a look.
        Possible = "possible",
    }
}

code_enum! {
    /// What is known of a row that is brought in, or of a record that is added.
    pub enum Known {
        /// Nobody like it.
        New = "new",
        /// Somebody may be the same.
        Doubtful = "doubtful",
        /// It is in the base.
        Same = "same",
    }
}

/// The borders between the levels, as chances from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Borders {
    /// From here on somebody is worth a look.
    pub show: f64,
    /// From here on whoever adds a client is asked, and a row of a file is doubtful.
    pub ask: f64,
    /// From here on it is as good as certain.
    pub sure: f64,
}

impl Borders {
    /// The borders that the settings prescribe.
    pub fn of(settings: &Settings) -> Self {
        let share = |percent: i64| percent as f64 / 100.0;
        Self {
            show: share(settings.whole(&DUPLICATE_SHOW)),
            ask: share(settings.whole(&DUPLICATE_ASK)),
            sure: share(settings.whole(&DUPLICATE_SURE)),
        }
    }

    /// The level of a chance.
    pub fn level(self, chance: f64) -> Level {
        if chance >= self.sure {
            Level::Sure
        } else if chance >= self.ask {
            Level::Likely
        } else {
            Level::Possible
        }
    }

    /// What a chance makes of a record that is brought in.
    pub fn known(self, chance: f64) -> Known {
        match self.level(chance) {
            Level::Sure => Known::Same,
            Level::Likely => Known::Doubtful,
            Level::Possible => Known::New,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn borders_part_the_chances() {
        let borders = Borders::of(&Settings::default());
        for (chance, level, known) in [
            (1.0, Level::Sure, Known::Same),
            (borders.sure, Level::Sure, Known::Same),
            (borders.ask, Level::Likely, Known::Doubtful),
            (borders.ask - 0.01, Level::Possible, Known::New),
        ] {
            assert_eq!(borders.level(chance), level, "{chance}");
            assert_eq!(borders.known(chance), known, "{chance}");
        }
        assert!(borders.show < borders.ask && borders.ask < borders.sure);
    }
}
