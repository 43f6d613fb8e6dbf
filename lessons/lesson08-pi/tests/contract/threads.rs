use ::lesson08::threads::estimate;

use crate::forms;

#[test]
fn t1_every_point_counts_once() {
    let _case = ::kit::case!();
    forms::counts_every_point(&estimate);
}

#[test]
fn t2_every_number_of_workers_counts_the_same_hits() {
    let _case = ::kit::case!();
    forms::does_not_depend_on_the_workers(&estimate);
}

#[test]
fn t3_no_point_is_lost_when_the_shares_are_uneven() {
    let _case = ::kit::case!();
    forms::loses_no_point(&estimate, &[2, 3, 4, 7, 50]);
}

#[test]
fn t4_no_points_are_an_error_and_no_workers_too() {
    let _case = ::kit::case!();
    forms::refuses_nothing_in_words(&estimate);
}

#[test]
fn t5_no_thread_is_left_behind() {
    let _case = ::kit::case!();
    forms::leaves_no_thread_behind(&estimate);
}

#[test]
fn t6_all_workers_work_at_the_same_time() {
    let _case = ::kit::case!();
    forms::works_at_the_same_time(&estimate, 6);
}

#[test]
fn t7_never_more_threads_than_workers() {
    let _case = ::kit::case!();
    forms::starts_no_thread_too_many(&estimate);
}
