//! Lesson 03, race: every order in which two or three threads can meet at a queue.

mod bounded;
mod drain;
mod ticker;
mod tracked;
