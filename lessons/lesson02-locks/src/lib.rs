//! Lesson 02.
