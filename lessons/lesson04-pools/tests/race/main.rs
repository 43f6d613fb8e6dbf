//! Lesson 04, race: every order in which two workers and those who give them jobs can meet.

mod handles;
mod pool;
