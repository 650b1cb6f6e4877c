//! The rules of bringing a base in: what a column means, how a cell becomes a value, what is found
//! wrong, who wins when the base knows the record already, and how it is taken back. Pure: cells
//! in, values and findings out. Reading files is the business of `tables`, writing that of `app`.

mod closed;
mod contact;
mod day;
mod decide;
pub mod feed;
mod field;
mod finding;
pub mod heading;
mod key;
mod mapping;
mod name;
mod number;
mod place;
mod profile;
mod recognise;
mod run;
mod stage;
mod step;
pub mod translit;
mod value;

pub use decide::{
    BaseValue, Change, Decision, MergeRules, Outcome, Undo, Win, merge_values, undo_field,
};
pub use field::{Field, Form, Kind};
pub use finding::{Finding, FindingCode, Severity};
pub use key::{KeyKind, MatchKey, keys};
pub use mapping::{
    AddressPart, COLUMNS_LIMIT, Case, ColumnRule, DateOrder, DecimalSign, Mapping, MappingError,
    NamePart, Origin, Step, SurnameSexPart,
};
pub use name::given_names;
pub use place::towns;
pub use profile::{Profile, profile_named, profile_of, profiles, template};
pub use recognise::{ColumnGuess, Proposal, Reason, heading_of, layout_key, recognise, splits};
pub use run::RunState;
pub use stage::{StageContext, StageRules, StagedRow, StagedValue, stage};
pub use translit::Standard;
