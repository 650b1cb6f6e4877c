//! The languages the product speaks. The words themselves live in `locales/`.

use crate::code::code_enum;

code_enum! {
    /// A language of the interface; its code is also the folder under `locales/`.
    #[derive(Default)]
    pub enum Language {
        /// English.
        #[default]
        En = "en",
        /// Russian.
        Ru = "ru",
        /// Macedonian.
        Mk = "mk",
    }
}
