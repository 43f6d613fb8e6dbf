//! Tests of the engine, over small primitives that are built on it.

mod ends;
mod primitives;
mod programs;
mod schedules;
