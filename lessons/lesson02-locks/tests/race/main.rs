//! Lesson 02, race: all ways in which two threads can meet, one by one.

mod bank;
mod counter;
mod latch;
mod memo;
mod settings;
