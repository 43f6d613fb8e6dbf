//! The course's runner.
//!
//! Flow, one direction: `Course → Lesson → Exercise → Subject → build → run → Report → rendered`.

pub mod corpus;
pub mod course;
pub mod judge;
pub mod report;
pub mod rules;
pub mod stub;
pub mod subject;
