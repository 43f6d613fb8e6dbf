//! Work whose true speedup with two workers is known by construction: it shows what the speed stage makes of it.
//! The same program tells what this machine can do, for `cargo xtask machine`.

use std::{
    process::ExitCode,
    sync::{Mutex, PoisonError},
    thread,
};

use kit::speed::{Speed, calibrate, main as measure};

fn main() -> ExitCode {
    measure(&[
        &known("known::t1_all_of_it_is_shared", |&size, _| shared(size, 0)),
        &known("known::t2_a_tenth_is_serial", |&size, _| shared(size, 10)),
        &known("known::t3_two_fifths_are_serial", |&size, _| {
            shared(size, 40)
        }),
        &known("known::t4_one_has_three_quarters", |&size, _| uneven(size)),
        &known("known::t5_one_after_the_other", |&size, _| locked(size)),
    ])
}

fn known(test: &'static str, subject: fn(&u64, usize) -> u64) -> Speed<u64, u64> {
    Speed {
        test,
        workers: 2,
        at_least: 1.5,
        smallest: 200_000,
        largest: 1 << 40,
        input: |size, round| size + round,
        serial: |&size| {
            calibrate(size);
            0
        },
        subject,
    }
}

/// Two halves, after so many hundredths that one thread computes alone. Speedup 2 ÷ (1 + serial share).
fn shared(size: u64, serial: u64) -> u64 {
    let alone = size * serial / 100;
    calibrate(alone);
    both((size - alone) / 2, (size - alone) / 2)
}

/// Speedup 4/3.
fn uneven(size: u64) -> u64 {
    both(size * 3 / 4, size / 4)
}

fn both(left: u64, right: u64) -> u64 {
    thread::scope(|scope| {
        scope.spawn(move || calibrate(left));
        scope.spawn(move || calibrate(right));
    });
    0
}

/// Two threads, and a lock that is held while computing. Speedup 1.
fn locked(size: u64) -> u64 {
    const PIECES: u64 = 40;
    let lock = Mutex::new(());
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                for _ in 0..PIECES / 2 {
                    let _guard = lock.lock().unwrap_or_else(PoisonError::into_inner);
                    calibrate(size / PIECES);
                }
            });
        }
    });
    0
}
