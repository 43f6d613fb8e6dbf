//! Lesson 07, contract: what each function promises, on plain threads.

// One module an exercise.
mod dice;
mod samples;
mod streams;

// What their tests have in common.
mod chance;
mod panics;
