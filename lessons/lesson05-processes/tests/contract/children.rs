use std::{
    io,
    panic::{self, UnwindSafe},
    path::Path,
    process,
};

use ::kit::{case::note, tidy::Belongings, worker};
use ::lesson05::{Report, census};

use crate::{
    place::{at_the_same_time, with_wish},
    words::{kind, value},
};

#[test]
fn t1_a_child_is_another_process_and_tells_whose_child_it_is() {
    let _case = ::kit::case!();
    let me = process::id();
    let reports: Vec<Report> = value(census(worker!(), 1), "census of 1 child");
    assert!(
        reports.len() == 1,
        "census of 1 child returned {} reports. Hint: how many does the loop start, and how many does it collect?",
        reports.len()
    );
    assert!(
        reports[0].id != me,
        "this process is {me}, and the child's report says that the child is {me}, too. \
         Hint: whose id does `process::id()` tell, and who knows the other one?"
    );
    if cfg!(unix) {
        assert!(
            reports[0].parent == me,
            "this process is {me}, and has started child {}; the report says that its parent is {}. \
             Hint: which of the two numbers in the child's line is which?",
            reports[0].id,
            reports[0].parent
        );
    } else {
        note("a child's parent is not checked on this system: std does not tell it");
    }
}

#[test]
fn t2_no_child_is_left_behind() {
    let _case = ::kit::case!();
    let belongings = Belongings::now();
    let reports = census(worker!(), 3);
    belongings.nothing_is_left_behind("census of 3 children");
    drop(reports); // what they say is the next test's business
}

#[test]
fn t3_the_reports_come_in_the_order_of_the_starts_each_with_how_its_child_ended() {
    let _case = ::kit::case!();
    let reports = value(census(worker!(), 4), "census of 4 children");
    let codes: Vec<_> = reports.iter().map(|report| report.status.code()).collect();
    assert!(
        codes == [0, 1, 2, 3].map(Some),
        "4 children were started, and each ends with its number as exit code: 0, 1, 2 and 3. The reports say {codes:?}. \
         Hint: which status belongs to which child, and is one other than 0 a reason not to report it?"
    );
    let mut ids: Vec<_> = reports.iter().map(|report| report.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert!(
        ids.len() == 4,
        "4 children have only {} different ids: {ids:?}. Hint: whose line does each report come from?",
        ids.len()
    );
    let none = value(
        census(Path::new("no-such-program"), 0),
        "census of 0 children",
    );
    assert!(
        none.is_empty(),
        "census of 0 children returned {} reports. Hint: what is started when there is nothing to start?",
        none.len()
    );
}

#[test]
fn t4_all_children_live_at_the_same_time() {
    let _case = ::kit::case!();
    let (met, reports) = at_the_same_time(3, || census(worker!(), 3));
    assert!(
        met == 3,
        "census of 3 children, and each of them waited for the others: only {met} of 3 lived at the same time. \
         Hint: what does your loop wait for before it starts the next child?"
    );
    value(reports, "census of 3 children");
}

#[test]
fn t5_a_program_that_is_not_there_is_an_error() {
    let _case = ::kit::case!();
    let nowhere = Path::new("no-such-program");
    let kind = kind(
        census(nowhere, 2),
        "census of 2 children of a program that does not exist",
        "what does `spawn` return, and what becomes of it?",
    );
    assert!(
        kind == io::ErrorKind::NotFound,
        "census of a program that does not exist returned an error of kind {kind:?}, and not NotFound. \
         Hint: which error did the system give you?"
    );
}

#[test]
fn t6_after_a_child_that_says_nothing_the_others_are_waited_for_all_the_same() {
    let _case = ::kit::case!();
    let belongings = Belongings::now();
    let what = "census of 4 children, of which number 1 ends without a word,";
    let question = "what does reading a line give when there is none?";
    let outcome = no_panic(what, || with_wish("mute", "1", || census(worker!(), 4)));
    let kind = kind(outcome, what, question);
    belongings.nothing_is_left_behind(what);
    assert!(
        kind == io::ErrorKind::InvalidData,
        "{what} returned an error of kind {kind:?}, and not InvalidData. Hint: what does the documentation say of such a line?"
    );
}

#[test]
fn t7_a_line_that_is_not_two_numbers_is_an_error() {
    let _case = ::kit::case!();
    for line in ["x y", "1 y", "1", "1 2 3"] {
        let belongings = Belongings::now();
        let what = format!("census of 2 children, of which number 1 says {line:?},");
        let outcome = no_panic(&what, || with_wish("line", line, || census(worker!(), 2)));
        let question = "how many numbers does the line hold, and is anything else in it?";
        let kind = kind(outcome, &what, question);
        belongings.nothing_is_left_behind(&what);
        assert!(
            kind == io::ErrorKind::InvalidData,
            "{what} returned an error of kind {kind:?}, and not InvalidData. Hint: what does the documentation say of such a line?"
        );
    }
}

/// What the call returns. Fails the test if it panics, as what a child says, or does not say, is no reason to.
#[track_caller]
fn no_panic<R>(what: &str, call: impl FnOnce() -> R + UnwindSafe) -> R {
    let payload = match panic::catch_unwind(call) {
        Ok(answer) => return answer,
        Err(payload) => payload,
    };
    let text = payload.downcast_ref::<String>();
    if text.is_some_and(|text| text.starts_with("not yet implemented")) {
        panic::resume_unwind(payload);
    }
    panic!(
        "{what} panicked, and returned no error. Hint: who decides what a child says, and is it a fault of your program's?"
    )
}
