//! The course's runner.
//!
//! Flow, one direction: what was typed and the [`course`] make a [`judge::Plan`]; its [`subject`] is staged, built and
//! run; that makes a [`report`], and the report is rendered.

#![cfg_attr(not(test), warn(clippy::print_stdout, clippy::print_stderr))] // only `main` prints

#[cfg(feature = "author")]
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
pub mod findings;
pub mod fingerprint;
mod found;
pub mod guide;
pub mod handout;
pub mod hints;
pub mod judge;
pub mod live;
pub mod lock;
pub mod missing;
pub mod progress;
pub mod reach;
pub mod render;
pub mod report;
pub mod reset;
#[cfg(feature = "author")]
pub mod rules;
pub mod run;
pub mod scan;
pub mod session;
pub mod source;
pub mod speed;
pub mod staging;
pub mod standing;
pub mod state;
pub mod stub;
pub mod subject;
pub mod trouble;
pub mod watch;

#[cfg(test)]
mod sample;
