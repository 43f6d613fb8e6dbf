use std::io;

use ::kit::{tidy::Belongings, worker};
use ::lesson05::own_memory::tally;

use crate::{
    place::{at_the_same_time, with_wish},
    words::{kind, value},
};

#[test]
fn t1_what_the_children_have_counted_arrives() {
    let _case = ::kit::case!();
    let sum = value(tally(worker!(), &[5, 7, 30]), "the tally of 5, 7 and 30");
    assert!(
        sum == 42,
        "three children have counted 5, 7 and 30, and the tally is {sum}. \
         Hint: in which process does `add` run, and in whose memory does it leave the number?"
    );
}

#[test]
fn t2_shares_may_be_large_and_alike() {
    let _case = ::kit::case!();
    for shares in [&[300, 1 << 40, 300][..], &[7; 8], &[0], &[]] {
        let what = format!("the tally of {shares:?}");
        let sum = value(tally(worker!(), shares), &what);
        let right = shares.iter().sum::<u64>();
        assert!(
            sum == right,
            "{what} is {sum}, and not {right}. Hint: how many bits of a number get through the way that you have chosen?"
        );
    }
}

#[test]
fn t3_all_children_live_at_the_same_time() {
    let _case = ::kit::case!();
    let (met, sum) = at_the_same_time(3, || tally(worker!(), &[1, 2, 3]));
    assert!(
        met == 3,
        "the tally of 3 shares, where each child waited for the others: only {met} of 3 lived at the same time. \
         Hint: which of std's calls starts a child, and which one waits for its end?"
    );
    value(sum, "the tally of 1, 2 and 3");
}

#[test]
fn t4_a_child_that_fails_is_an_error() {
    let _case = ::kit::case!();
    let what = "the tally of 1, 2 and 3, where the child of share 2 ends with exit code 1,";
    let kind = kind(
        with_wish("fails", "2", || tally(worker!(), &[1, 2, 3])),
        what,
        "who looks at how a child has ended?",
    );
    assert!(
        kind == io::ErrorKind::Other,
        "{what} returned an error of kind {kind:?}, and not Other. Hint: what did you take for an answer?"
    );
}

#[test]
fn t5_no_child_is_left_behind_whether_all_went_well_or_not() {
    let _case = ::kit::case!();
    let belongings = Belongings::now();
    value(tally(worker!(), &[1, 2, 3]), "the tally of 1, 2 and 3");
    belongings.nothing_is_left_behind("the tally of 1, 2 and 3");
    let failed = with_wish("fails", "1", || tally(worker!(), &[1, 2, 3]));
    let what = "the tally of 1, 2 and 3, where the child of share 1 ends with exit code 1,";
    belongings.nothing_is_left_behind(what);
    drop(failed);
}

#[test]
fn t6_what_counts_is_what_the_children_have_counted() {
    let _case = ::kit::case!();
    let what = "the tally of 1, 2 and 3, where each child finds 100 more than its share and counts them, too,";
    let sum = value(
        with_wish("more", "100", || tally(worker!(), &[1, 2, 3])),
        what,
    );
    assert!(
        sum == 306,
        "{what} is {sum}: the children have counted 101, 102 and 103, which is 306. \
         Hint: where do the numbers come from that you add up, and who knows what a child has counted?"
    );
}
