//! What a report looks like: functions of values, for people ([`terminal`]) and for programs ([`json`]).

pub mod compare;
pub mod curve;
mod failure;
pub mod json;
pub mod link;
pub mod machine;
pub mod message;
pub mod narrow;
mod pattern;
pub mod proof;
pub mod status;
pub mod style;
pub mod terminal;
pub mod text;
pub mod verdict;

#[cfg(test)]
mod tests;
