use ::kit::{case::note, tidy::Belongings, worker};
use ::lesson05::census;

#[test]
fn t1_each_child_tells_who_it_is() {
    let _case = ::kit::case!();
    let reports = census(worker!(), 3).expect("x");
    assert_eq!(reports.len(), 3);
    note(&format!("{}", worker!().display()));
    Belongings::now().nothing_is_left_behind("census");
    assert_eq!(
        crate::meeting::at_the_same_time(2, || census(worker!(), 2)).0,
        2
    );
}
