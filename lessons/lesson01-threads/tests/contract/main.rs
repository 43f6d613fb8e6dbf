//! Lesson 01, contract: what each function promises, on plain threads.

// One module an exercise.
mod both;
mod introductions;
mod outcomes;
mod parallel_map;
mod primes;

// What their tests have in common.
mod backwards;
mod ideal_machine;
mod panics;
