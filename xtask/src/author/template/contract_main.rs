//! Lesson NUMBER, contract: what each function promises, on plain threads.

mod first;
