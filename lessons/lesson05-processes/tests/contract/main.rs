//! Lesson 05, contract: what each function promises, with real processes.

// One module an exercise.
mod capture;
mod children;
mod own_memory;

// What their tests have in common.
mod limits;
mod place;
mod programs;
mod words;
