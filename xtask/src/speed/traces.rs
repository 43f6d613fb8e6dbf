//! Decisions on recorded rounds whose truth is known.
