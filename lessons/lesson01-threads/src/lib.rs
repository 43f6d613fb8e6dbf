//! Lesson 01.
