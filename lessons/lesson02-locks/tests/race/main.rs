//! Lesson 02, race.
