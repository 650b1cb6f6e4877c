//! What the business means: types, identifiers, rules and the rights policy, as pure functions
//! over values. No I/O, no SQL, no clock, no randomness.

pub mod address;
pub mod channel;
pub mod class;
pub mod client;
pub mod code;
pub mod country;
pub mod dictionary;
pub mod fact;
pub mod filter;
pub mod id;
pub mod interaction;
pub mod job;
pub mod journal;
pub mod ladder;
pub mod language;
pub mod login;
pub mod marker;
pub mod money;
pub mod order;
pub mod part;
pub mod payment;
pub mod person;
pub mod phone;
pub mod policy;
pub mod potential;
pub mod product;
pub mod rate;
pub mod search;
pub mod selection;
pub mod setting;
pub mod supplier;
pub mod tax_number;
pub mod text;
pub mod user;
pub mod view;
