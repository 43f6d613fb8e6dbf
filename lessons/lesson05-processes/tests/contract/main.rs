//! Lesson 05, contract: what each function promises, with real processes.

// One module an exercise.
mod children;

// What their tests have in common.
mod meeting;
