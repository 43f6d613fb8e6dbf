//! Lesson 02, contract.
