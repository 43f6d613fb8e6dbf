//! Tests of the engine, over small primitives that are built on it.

mod axioms;
mod early;
mod ends;
mod litmus;
mod primitives;
mod programs;
mod pruning;
mod schedules;
mod searches;
mod waits;
