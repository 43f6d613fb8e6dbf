//! Work whose speedup with two workers is known by construction: what `lessons/kit/benches/speed.rs` measures.

/// Each with the speedup that it has on two free cores.
pub const KNOWN: [(&str, f64); 5] = [
    ("known::t1_all_of_it_is_shared", 2.0),
    ("known::t2_a_tenth_is_serial", 1.82),
    ("known::t3_two_fifths_are_serial", 1.43),
    ("known::t4_one_has_three_quarters", 1.33),
    ("known::t5_one_after_the_other", 1.0),
];
