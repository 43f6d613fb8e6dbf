//! Lesson 01, contract.
