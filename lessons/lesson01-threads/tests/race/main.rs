//! Lesson 01, race.
