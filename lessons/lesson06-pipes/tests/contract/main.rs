//! Lesson 06, contract: bytes in pieces, ends in the wrong place, and many who write at once.

mod frames;
mod memory;
mod shared_end;
mod streams;
