//! Begins a lesson.
