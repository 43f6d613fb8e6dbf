//! Lesson 03, race.
