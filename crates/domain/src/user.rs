//! What an employee's account is: its state and the look of their interface.

use crate::code::code_enum;

code_enum! {
    /// Where an account stands in its life.
    pub enum UserState {
        /// Has a one-time password at most; must choose their own before anything else.
        Invited = "invited",
        /// Works.
        Active = "active",
        /// May not sign in; nothing of theirs works any more.
        Disabled = "disabled",
    }
}

code_enum! {
    /// The colours of the interface.
    #[derive(Default)]
    pub enum Theme {
        /// As the device says.
        #[default]
        System = "system",
        /// Light.
        Light = "light",
        /// Dark.
        Dark = "dark",
    }
}
