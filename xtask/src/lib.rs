//! The course's runner.
//!
//! Flow, one direction: `Course → Lesson → Exercise → Subject → build → run → Report → rendered`.

pub mod author;
pub mod build;
pub mod choose;
pub mod cli;
pub mod commands;
pub mod compare;
pub mod content;
pub mod corpus;
pub mod course;
pub mod editor;
pub mod exit;
pub mod guide;
pub mod handout;
pub mod hints;
pub mod judge;
pub mod live;
pub mod missing;
pub mod progress;
pub mod render;
pub mod report;
pub mod reset;
pub mod rules;
pub mod run;
pub mod scan;
pub mod session;
pub mod source;
pub mod speed;
pub mod staging;
pub mod state;
pub mod stub;
pub mod subject;
pub mod trouble;
pub mod watch;

#[cfg(test)]
mod sample;
