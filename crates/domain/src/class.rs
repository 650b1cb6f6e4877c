//! Kinds of classes: the ways of putting clients into classes whose history is kept and whose
//! movement is seen (R208).

use crate::code::code_enum;

code_enum! {
    /// A way of putting clients into classes.
    pub enum ClassKind {
        /// By volume.
        Abc = "abc",
        /// By regularity.
        Xyz = "xyz",
        /// Named groups of RFM.
        Rfm = "rfm",
        /// Steps of the loyalty ladder.
        Step = "step",
        /// The nine markers.
        Marker = "marker",
        /// Active, sleeping, lost.
        State = "state",
        /// Hot, warm, cold, as employees say (R53).
        Temperature = "temperature",
    }
}
