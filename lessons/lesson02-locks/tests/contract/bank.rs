use std::{
    panic,
    sync::{
        Arc, Mutex, MutexGuard,
        mpsc::{self, Receiver, Sender},
    },
    thread,
    time::Duration,
};

use ::kit::{patience::receive, probe::Probe};
use ::lesson02::{Account, Cents, TooPoor, total, transfer};

use crate::{Ended, ended, in_time};

fn accounts<const N: usize>(balances: [Cents; N]) -> Arc<[Account; N]> {
    let mut number = 0;
    Arc::new(balances.map(|balance| {
        number += 1;
        Account::new(number, balance)
    }))
}

fn balances(accounts: &[Account]) -> Vec<Cents> {
    accounts.iter().map(Account::balance).collect()
}

/// Pays in time, or says that the call did not come back.
fn pay<const N: usize>(
    bank: &Arc<[Account; N]>,
    from: usize,
    to: usize,
    amount: Cents,
) -> Result<(), TooPoor> {
    let accounts = Arc::clone(bank);
    let answer = in_time(move || transfer(&accounts[from], &accounts[to], amount));
    let (payer, payee) = (bank[from].number(), bank[to].number());
    answer.unwrap_or_else(|| {
        panic!(
            "a transfer of {amount} from account {payer} to account {payee} did not come back, with nobody else there. \
             Hint: which lock does this thread hold already when it asks for the next one?"
        )
    })
}

#[test]
fn t1_the_amount_goes_from_one_account_to_the_other() {
    let _case = ::kit::case!();
    let moves = "which of the two balances goes down, which one goes up, and by how much?";
    let all = "does an account pay that holds just enough?";
    for (from, to, amount, after, hint) in [
        (0, 1, 30, [70, 50], moves),
        (1, 0, 20, [120, 0], all),
        (0, 1, 0, [100, 20], "what changes when nothing is to move?"),
    ] {
        let bank = accounts([100, 20]);
        let answer = pay(&bank, from, to, amount);
        let left = balances(&*bank);
        assert_eq!(
            (answer, &left[..]),
            (Ok(()), &after[..]),
            "accounts 1 and 2 held 100 and 20; account {} paid {amount} to account {}; the answer was {answer:?}, and \
             they hold {left:?}, not {after:?}. Hint: {hint}",
            from + 1,
            to + 1,
        );
    }
}

#[test]
fn t2_a_transfer_that_fails_moves_nothing_and_says_what_lacks() {
    let _case = ::kit::case!();
    let bank = accounts([10, 5]);
    let answer = pay(&bank, 0, 1, 25);
    let left = balances(&*bank);
    assert_eq!(
        answer,
        Err(TooPoor { lacks: 15 }),
        "an account with 10 was to pay 25; the answer was {answer:?}. Hint: how much more would it need?"
    );
    assert_eq!(
        left,
        [10, 5],
        "a transfer of 25 between accounts with 10 and 5 failed, and left {left:?}. \
         Hint: what do you change before you know that all will work?"
    );
}

#[test]
fn t3_an_account_may_pay_itself() {
    let _case = ::kit::case!();
    let bank = accounts([10]);
    for (amount, answer) in [(10, Ok(())), (12, Err(TooPoor { lacks: 2 }))] {
        let came = pay(&bank, 0, 0, amount);
        let left = bank[0].balance();
        assert!(
            came == answer && left == 10,
            "an account with 10 paid itself {amount}; the answer was {came:?}, not {answer:?}, and it holds {left}. \
             Hint: are `from` and `to` two accounts here, and is the answer another one for that?"
        );
    }
}

#[test]
fn t4_a_credit_that_does_not_fit_panics_and_both_accounts_can_be_used_on() {
    let _case = ::kit::case!();
    let bank = accounts([10, Cents::MAX]);
    let pay = |from: usize, to: usize| {
        let bank = Arc::clone(&bank);
        ended(move || transfer(&bank[from], &bank[to], 1))
    };
    let full = pay(0, 1);
    assert!(
        matches!(&full, Ended::Panicked(text) if text.contains("cannot hold that much")),
        "1 was to go to account 2, which holds Cents::MAX, and the docs promise a panic that says \"cannot hold that much\"; the \
         transfer {full}. Hint: which addition can go wrong, and is it checked?"
    );
    let read = ended({
        let bank = Arc::clone(&bank);
        move || balances(&*bank)
    });
    assert!(
        read == Ended::Returned(vec![10, Cents::MAX]),
        "a transfer of 1 from account 1, which held 10, to account 2, which held Cents::MAX, panicked; then reading the balances \
         {read}. Hint: was anything changed before the panic, and what does a panic do to a lock that is held?"
    );
    let back = pay(1, 0);
    assert!(
        back == Ended::Returned(Ok(())) && balances(&*bank) == [11, Cents::MAX - 1],
        "a transfer to account 2 panicked; then a transfer of 1 from account 2 back to account 1, which held 10, {back}, and account 1 \
         holds {}. Hint: what does a panic do to a lock that is held, and what does `lock` answer from then on?",
        bank[0].balance()
    );
}

#[test]
fn t5_an_account_that_is_named_twice_counts_once() {
    let _case = ::kit::case!();
    let bank = accounts([10, 20]);
    let sum = ended(move || total(&[&bank[1], &bank[0], &bank[1]]));
    assert!(
        sum == Ended::Returned(30),
        "accounts 1 and 2 hold 10 and 20, and total was asked for 2, 1 and 2 again; it {sum}. \
         Hint: how do you see that two references mean one account, and what happens when a thread locks twice?"
    );
}

#[test]
fn t6_two_accounts_may_have_the_same_number() {
    let _case = ::kit::case!();
    let twins = Arc::new([Account::new(7, 10), Account::new(7, 20)]);
    let answer = pay(&twins, 1, 0, 5); // now they hold the same, too
    let left = balances(&*twins);
    assert!(
        answer == Ok(()) && left == [15, 15],
        "two accounts with number 7 held 10 and 20, and 5 went from the second to the first; the answer was {answer:?}, and they hold \
         {left:?}. Hint: does an equal number mean that they are the same account?"
    );
    let sum = ended(move || total(&[&twins[0], &twins[1]]));
    assert!(
        sum == Ended::Returned(30),
        "two accounts with number 7 hold 15 each, and total was asked for both; it {sum}. \
         Hint: does an equal number mean that they are the same account?"
    );
}

#[test]
fn t7_transfers_between_other_accounts_do_not_wait() {
    let _case = ::kit::case!();
    let bank = accounts([10, Cents::MAX, 10, 0, 10]);
    let let_go = stop_half_way({
        let bank = Arc::clone(&bank);
        move || {
            let _ = transfer(&bank[0], &bank[1], 1);
        }
    });
    let other_pays = || {
        let bank = Arc::clone(&bank);
        ended(move || transfer(&bank[2], &bank[3], 4))
    };
    let other = other_pays();
    assert!(
        other == Ended::Returned(Ok(())),
        "while a transfer between accounts 1 and 2 was half-way, 4 were to go from account 3, which held 10, to account 4; that \
         transfer {other}. Hint: which lock do both need?"
    );
    // Whoever has to wait for one of them holds up nobody else, either.
    let (tell, told) = mpsc::channel();
    thread::spawn({
        let bank = Arc::clone(&bank);
        move || {
            let _ = tell.send(Probe::here());
            let _ = transfer(&bank[4], &bank[0], 1);
        }
    });
    told.recv().unwrap_or_else(|_| Probe::here()).falls_asleep();
    let other = other_pays();
    assert!(
        other == Ended::Returned(Ok(())),
        "while a transfer between accounts 1 and 2 was half-way, and one from account 5 to account 1 waited for it, 4 were to go from \
         account 3, which held 6, to account 4; that transfer {other}. Hint: what does a transfer hold while it waits for its accounts?"
    );
    drop(let_go);
}

#[test]
fn t8_who_waits_for_an_account_costs_no_processor_time() {
    let _case = ::kit::case!();
    // Somebody may sleep for the payer and poll for the payee. One after the other: in which order accounts
    // are locked is not asked here.
    for (from, to, does) in [(0, 2, "pays 1 to"), (2, 0, "is paid 1 by")] {
        let bank = accounts([10, Cents::MAX, 10]);
        let let_go = stop_half_way({
            let bank = Arc::clone(&bank);
            move || {
                let _ = transfer(&bank[0], &bank[1], 1);
            }
        });
        let (tell, told) = mpsc::channel();
        let other = thread::spawn(move || {
            let _ = tell.send(Probe::here());
            transfer(&bank[from], &bank[to], 1)
        });
        let probe = told.recv().unwrap_or_else(|_| Probe::here());
        let asleep = probe.falls_asleep();
        if asleep.is_none() {
            ::kit::case::note("whether waiting costs processor time is not checked on this system");
            return;
        }
        let before = probe.sleeps();
        thread::sleep(Duration::from_millis(100)); // somebody who polls falls asleep again and again meanwhile
        let sleeps = probe.sleeps().zip(before);
        let sleeps = sleeps.map_or(0, |(now, before)| now - before);
        let came = other.is_finished(); // whoever holds nothing while it panics, holds up nobody
        assert!(
            came || asleep != Some(false),
            "a transfer between accounts 1 and 2 was half-way; another one, in which account 1 {does} account 3, did not go to sleep \
             within 2 s. Hint: who should notice that an account is free, and who should tell?"
        );
        assert!(
            came || sleeps < 5,
            "a transfer between accounts 1 and 2 was half-way; another one, in which account 1 {does} account 3, woke up {sleeps} times \
             in 100 ms. Hint: who should notice that an account is free, and who should tell?"
        );
        let naps = probe.naps(Duration::from_secs(2)); // however long they are
        assert!(
            came || naps != Some(true),
            "a transfer between accounts 1 and 2 was half-way; another one, in which account 1 {does} account 3, slept for a while, \
             woke up by itself, and slept again. Hint: who should notice that an account is free, and who should tell?"
        );
        drop(let_go);
        if let Err(payload) = other.join() {
            panic::resume_unwind(payload);
        }
    }
}

/// Starts a call that will panic, and stops it where it does so until the sender is dropped: a panic
/// hook runs before anything that the call holds is let go.
fn stop_half_way(call: impl FnOnce() + Send + 'static) -> Sender<()> {
    const NAME: &str = "stopped half-way";
    let (tell, told) = mpsc::channel();
    let (let_go, stopped) = mpsc::channel();
    let stopped = Mutex::new(stopped);
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if thread::current().name() != Some(NAME) {
            return usual(info);
        }
        let _ = tell.send(());
        let _ = stopped
            .lock()
            .map(|stopped: MutexGuard<'_, Receiver<()>>| stopped.recv());
    }));
    let thread = thread::Builder::new().name(NAME.into()).spawn(call);
    assert!(thread.is_ok(), "this system starts no more threads");
    let panicked = receive(&told);
    assert!(
        panicked.is_ok(),
        "a transfer of 1 to an account that holds Cents::MAX did not panic. Hint: t4 asks for the same."
    );
    let_go
}
