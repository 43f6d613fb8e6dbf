//! What a learner sees when a race test finds the mistake, from the mistake itself to the text: real
//! models, searched by the engine, recorded, drawn.
//!
//! A failing model leaves its threads asleep for ever, so each runs in a process of its own: the
//! snapshot's test starts this program again with the model's name.
#![cfg(feature = "model")]
#![expect(unreachable_pub, reason = "learners write `pub`, as in a library")]

mod bank;
mod counter;
#[cfg(feature = "explorer")]
mod early;
mod gate;
mod models;
mod pair;
mod pool;
mod publish;
mod stack;

use std::process::Command;

/// The timeline that the model with this name prints.
#[expect(
    clippy::disallowed_methods,
    reason = "this program starts itself; nothing of a learner's is run"
)]
fn timeline(model: &str) -> String {
    let this = std::env::current_exe().expect("a test knows its own program");
    let output = Command::new(this)
        .args([
            "--exact",
            &format!("models::{model}"),
            "--ignored",
            "--nocapture",
            "--test-threads=1",
        ])
        .env_remove("HANDS_FULL")
        .env_remove("HANDS_REPLAY")
        .env("RUST_BACKTRACE", "0")
        .output()
        .expect("the program runs");
    let told = String::from_utf8(output.stderr).expect("plain text");
    // Before it, the test harness may say something; behind it stands how to see it again.
    let begin = told.find("It takes ").unwrap_or(0);
    let end = told.find("\nagain: ").unwrap_or(told.len());
    told[begin..end].to_string()
}

macro_rules! snapshots {
    ($($model:ident)*) => { $(
        #[test]
        fn $model() {
            insta::assert_snapshot!(timeline(stringify!($model)));
        }
    )* };
}

/// What the engines find by different ways: the explorer the shortest, with wake-ups for no reason; loom what it comes upon first.
macro_rules! snapshots_of_this_engine {
    ($($model:ident)*) => { $(
        #[test]
        fn $model() {
            let engine = if cfg!(feature = "explorer") { "explorer" } else { "loom" };
            let name = format!("{}_over_{engine}", stringify!($model));
            insta::assert_snapshot!(name, timeline(stringify!($model)));
        }
    )* };
}

snapshots_of_this_engine! {
    if_for_while
    the_first_sender_is_kept
    a_thread_that_spins
    a_lock_and_a_condition_variable_in_a_pair
}

snapshots! {
    an_update_lost_between_two_locks
    an_update_lost_by_load_and_store
    two_transfers_in_opposite_directions
    a_lock_taken_twice
    a_total_taken_account_by_account
    a_notification_without_a_state
    a_flag_set_outside_the_lock
    a_relaxed_flag
    a_panic_while_another_is_on_its_way
    a_function_without_an_end
    fields_without_names
    a_pair_of_the_models_own
}

/// What only the explorer lets happen.
#[cfg(feature = "explorer")]
macro_rules! snapshots_of_early_ends {
    ($($model:ident)*) => { $(
        #[test]
        fn $model() {
            insta::assert_snapshot!(timeline(concat!("early_ends::", stringify!($model))));
        }
    )* };
}

#[cfg(feature = "explorer")]
snapshots_of_early_ends! {
    a_park_that_ends_for_no_reason
    a_weak_exchange_that_fails_for_no_reason
    a_message_that_comes_after_the_time_limit
    a_call_that_is_heard_and_cannot_be_followed
}

#[test]
fn the_example_that_explains_timelines_is_a_real_one() {
    let text = include_str!("../../TIMELINES.md");
    let example = timeline("an_update_lost_between_two_locks");
    assert!(
        text.contains(example.trim_end()),
        "TIMELINES.md should show:\n{example}"
    );
}

#[test]
fn the_same_failure_is_drawn_in_the_same_way() {
    let first = timeline("if_for_while");
    assert_eq!(first, timeline("if_for_while"));
}
