//! Lesson 08, contract: what each function promises, on plain threads.

// One module an exercise.
mod processes;
mod serial;
mod threads;
mod with_rayon;

// What their tests have in common.
mod draws;
mod forms;
mod oracle;
mod words;
