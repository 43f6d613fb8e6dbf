use ::kit::{sync::Arc, thread};
use ::lesson02::{Account, Cents, TooPoor, total, transfer};

// Both accounts of a model lie side by side in one array: so their addresses come in the same order each time.

fn balances(bank: &[Account; 2]) -> [Cents; 2] {
    [bank[0].balance(), bank[1].balance()]
}

#[test]
fn t9_transfers_in_opposite_directions_never_wait_for_each_other_for_ever() {
    let _case = ::kit::case!();
    ::kit::model(|| {
        let bank = Arc::new([Account::new(1, 10), Account::new(2, 10)]);
        let other = thread::spawn({
            let bank = Arc::clone(&bank);
            move || transfer(&bank[1], &bank[0], 4)
        });
        let answer = transfer(&bank[0], &bank[1], 1);
        let answers = [answer, other.join().unwrap()];
        let left = balances(&bank);
        assert_eq!(
            (answers, left),
            ([Ok(()); 2], [13, 7]),
            "two accounts held 10 each; 1 went from the first to the second and 4 went back at the same time; the answers were \
             {answers:?}, and they hold {left:?}. Hint: which balance does each transfer start from?"
        );
    });
}

#[test]
fn t10_equal_numbers_make_no_transfers_wait_for_each_other_for_ever() {
    let _case = ::kit::case!();
    ::kit::model(|| {
        let bank = Arc::new([Account::new(7, 10), Account::new(7, 10)]);
        let other = thread::spawn({
            let bank = Arc::clone(&bank);
            move || transfer(&bank[1], &bank[0], 4)
        });
        let answer = transfer(&bank[0], &bank[1], 1);
        let answers = [answer, other.join().unwrap()];
        let left = balances(&bank);
        assert_eq!(
            (answers, left),
            ([Ok(()); 2], [13, 7]),
            "two accounts with number 7 held 10 each; 1 went from the first to the second and 4 went back at the same time; the \
             answers were {answers:?}, and they hold {left:?}. Hint: what tells two accounts apart that have one number?"
        );
    });
}

#[test]
fn t11_two_that_draw_on_one_account_never_take_more_than_it_holds() {
    let _case = ::kit::case!();
    ::kit::model(|| {
        let bank = Arc::new([Account::new(1, 10), Account::new(2, 0)]);
        let other = thread::spawn({
            let bank = Arc::clone(&bank);
            move || transfer(&bank[0], &bank[1], 7)
        });
        let answer = transfer(&bank[0], &bank[1], 7);
        let answers = [answer, other.join().unwrap()];
        let paid = answers.iter().filter(|answer| answer.is_ok()).count();
        let left = balances(&bank);
        assert_eq!(
            (paid, left),
            (1, [3, 7]),
            "two threads drew 7 each on an account that held 10; {paid} of them got it, and the balances are {left:?}. \
             Hint: what may the other thread do between your look at the balance and the change?"
        );
    });
}

#[test]
fn t12_total_never_sees_money_on_its_way() {
    let _case = ::kit::case!();
    ::kit::model(|| {
        // The lower number has the higher address: all that take locks must mean the same order.
        let bank = Arc::new([Account::new(2, 10), Account::new(1, 10)]);
        let other = thread::spawn({
            let bank = Arc::clone(&bank);
            move || transfer(&bank[0], &bank[1], 4)
        });
        let sum = total(&[&bank[1], &bank[0]]);
        let answer = other.join().unwrap();
        assert_eq!(
            (sum, answer),
            (20, Ok(())),
            "two accounts held 10 each, and 4 went from one to the other while both were added up: the total was {sum}, and the \
             transfer's answer {answer:?}. Hint: is there a moment with one balance read, the other not, and no lock held?"
        );
    });
}

#[test]
fn t13_two_totals_never_wait_for_each_other_for_ever() {
    let _case = ::kit::case!();
    ::kit::model(|| {
        let bank = Arc::new([Account::new(1, 10), Account::new(2, 20)]);
        let other = thread::spawn({
            let bank = Arc::clone(&bank);
            move || total(&[&bank[1], &bank[0]])
        });
        let sum = total(&[&bank[0], &bank[1]]);
        let sums = [sum, other.join().unwrap()];
        assert_eq!(
            sums, [30; 2],
            "two accounts that hold 10 and 20 were added up by two threads, in the one order and in the other: {sums:?}. \
             Hint: what does `total` hold while it reads?"
        );
    });
}

#[test]
fn t14_total_of_three_never_sees_money_on_its_way() {
    let _case = ::kit::case!();
    ::kit::model(|| {
        let bank = Arc::new([3, 2, 1].map(|number| Account::new(number, 10)));
        let other = thread::spawn({
            let bank = Arc::clone(&bank);
            move || {
                let there = transfer(&bank[0], &bank[2], 4);
                let back = transfer(&bank[2], &bank[0], 4);
                let again = transfer(&bank[0], &bank[2], 4);
                [there, back, again]
            }
        });
        let sum = total(&[&bank[0], &bank[1], &bank[2]]);
        let answers = other.join().unwrap();
        assert_eq!(
            (sum, answers),
            (30, [Ok(()); 3]),
            "three accounts held 10 each, and 4 went from one to another, back and there again while all were added up: the total was \
             {sum}, and the transfers' answers {answers:?}. Hint: is one lock let go before the last balance has been read?"
        );
    });
}

#[test]
fn t15_who_pays_itself_is_judged_by_one_balance() {
    let _case = ::kit::case!();
    ::kit::model(|| {
        let bank = Arc::new([Account::new(1, 10), Account::new(2, 5)]);
        let other = thread::spawn({
            let bank = Arc::clone(&bank);
            move || transfer(&bank[1], &bank[0], 3)
        });
        let answer = transfer(&bank[0], &bank[0], 12);
        let paid = other.join().unwrap();
        let left = balances(&bank);
        assert!(
            [Ok(()), Err(TooPoor { lacks: 2 })].contains(&answer)
                && (paid, left) == (Ok(()), [13, 2]),
            "an account with 10 paid itself 12, while another one paid it 3: the answers were {answer:?} and {paid:?}, and they hold \
             {left:?}. Hint: how often is the balance read, and is it the same each time?"
        );
    });
}
