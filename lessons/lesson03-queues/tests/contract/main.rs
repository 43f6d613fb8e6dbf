//! Lesson 03, contract.
