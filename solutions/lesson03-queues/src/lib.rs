//! Lesson 03.
