use ::lessonNUMBER::sum;

#[test]
fn t1_every_number_counts() {
    let _case = ::kit::case!();
    let answer = sum(&[1, 2, 4]);
    assert_eq!(
        answer, 7,
        "the sum of 1, 2 and 4 came out as {answer}. Hint: where do you begin, and where do you end?"
    );
}

#[test]
fn t2_no_numbers_are_fine() {
    let _case = ::kit::case!();
    let answer = sum(&[]);
    assert_eq!(
        answer, 0,
        "the sum of no numbers came out as {answer}. Hint: what do you add the first one to?"
    );
}
