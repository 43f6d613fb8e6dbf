use std::{
    collections::HashSet,
    process,
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    thread,
    time::Duration,
};

use ::kit::{meeting::Meeting, tidy::Threads};
use ::lesson01::{Introduction, introduce};

use crate::{
    backwards::Backwards,
    panics::{in_words, message_of, panic_with},
};

#[test]
fn t1_each_name_gets_a_thread_that_carries_it() {
    let _case = ::kit::case!();
    let names = ["ann", "ben", "cho"];
    let calls = AtomicUsize::new(0);
    let answers = introduce(&names, |_| {
        calls.fetch_add(1, Ordering::Relaxed);
        let this = thread::current();
        (this.name().map(str::to_owned), this.id())
    });
    assert!(
        answers.len() == 3,
        "3 names were given; answers that came back: {}. Hint: does every thread hand its answer over?",
        answers.len()
    );
    let calls = calls.into_inner();
    assert!(
        calls == 3,
        "3 names were given; calls of `greet`: {calls}. Hint: how often does each thread greet?"
    );
    let mut threads: HashSet<_> = answers.iter().map(|(_, (_, thread))| *thread).collect();
    threads.remove(&thread::current().id());
    assert!(
        threads.len() == 3,
        "`greet` was called for 3 names, on {} of 3 threads besides the caller's own. Hint: who calls `greet`?",
        threads.len()
    );
    let called: Vec<_> = answers
        .iter()
        .map(|(_, (name, _))| name.as_deref().unwrap_or("(no name)"))
        .collect();
    assert!(
        names.iter().all(|name| called.contains(name)),
        "the threads for {names:?} are called {}. \
         Hint: `spawn` gives no name; what does `std::thread::Builder` offer?",
        called.join(", ")
    );
}

#[test]
fn t2_each_introduction_is_about_the_thread_that_greets() {
    let _case = ::kit::case!();
    let greet = |me: &Introduction| (me.clone(), thread::current());
    let answers = introduce(&["ann", "ben"], greet);
    for (introduction, (greeted, thread)) in &answers {
        let said = (introduction.name.as_str(), introduction.thread);
        let truth = (thread.name().unwrap_or_default(), thread.id());
        assert!(
            said == truth,
            "an introduction says {said:?}, but the thread that greeted is {truth:?}. \
             Hint: on which thread is `thread::current` called?"
        );
        assert!(
            introduction.process == process::id(),
            "{} claims to be in process {}; all threads of a program are in one, here {}. \
             Hint: which function of `std::process` tells the number?",
            introduction.name,
            introduction.process,
            process::id()
        );
        assert!(
            introduction == greeted,
            "`greet` saw {greeted:?}, but {introduction:?} came back. \
             Hint: how many introductions does a thread need?"
        );
    }
}

#[test]
fn t3_all_are_started_before_the_first_is_joined() {
    let _case = ::kit::case!();
    let meeting = Meeting::new(3);
    let answers = introduce(&["ann", "ben", "cho"], |_| meeting.attend());
    assert!(
        answers.iter().all(|(_, met)| *met),
        "each of 3 threads waited in `greet` for all the others; only {} of 3 were there at the same time. \
         Hint: while the first thread greets, is the second one started already, and may it greet, too?",
        meeting.most()
    );
}

#[test]
fn t4_the_answers_come_in_the_order_of_the_names() {
    let _case = ::kit::case!();
    let names = ["dan", "ann", "cho", "ann"];
    let started = AtomicUsize::new(0);
    let backwards = Backwards::new(names.len());
    let answers = introduce(&names, |me| {
        // Two threads are called ann: whichever comes first takes the first place.
        let place = match me.name.as_str() {
            "dan" => 0,
            "cho" => 2,
            _ => 1 + 2 * started.fetch_add(1, Ordering::Relaxed),
        };
        backwards.leave(place);
    });
    let order: Vec<_> = answers.iter().map(|(me, ())| me.name.as_str()).collect();
    assert!(
        order == names,
        "the threads of {names:?} finished in the opposite order; \
         the answers came as {order:?}. Hint: what decides where an answer goes?"
    );
    let none = introduce(&[], |_| ());
    assert!(
        none.is_empty(),
        "no names; answers: {}. Hint: what if `names` is empty?",
        none.len()
    );
}

#[test]
fn t5_a_name_with_a_nul_byte_is_refused_before_any_thread_starts() {
    let _case = ::kit::case!();
    for names in [["ann", "b\0n"], ["b\0n", "ann"]] {
        let greeted = AtomicUsize::new(0);
        let message = message_of(|| {
            introduce(&names, |_| greeted.fetch_add(1, Ordering::Relaxed));
        });
        assert!(
            message
                .as_ref()
                .is_some_and(|message| message.contains("holds a NUL byte")),
            "the names {names:?} must make it panic with \"holds a NUL byte\"; it {}. \
             Hint: what does the documentation of `introduce` say under Panics?",
            in_words(&message)
        );
        assert!(
            greeted.into_inner() == 0,
            "of the names {names:?} the one with a NUL byte was refused too late: the thread for \"ann\" had \
             already greeted. Hint: when do you look at the names?"
        );
    }
}

#[test]
fn t6_a_panic_in_greet_comes_out_when_all_the_others_have_ended() {
    let _case = ::kit::case!();
    let (panicked, ended) = (AtomicBool::new(false), AtomicUsize::new(0));
    let message = message_of(|| {
        introduce(&["ann", "ben", "cho"], |me| {
            // Once: whoever calls it again gets an answer, and has lost the panic.
            if me.name == "ann" && !panicked.swap(true, Ordering::Relaxed) {
                panic_with("ann panics");
            }
            thread::sleep(Duration::from_millis(20));
            if me.name != "ann" {
                ended.fetch_add(1, Ordering::Relaxed);
            }
        });
    });
    let ended = ended.into_inner();
    assert!(
        ended == 2,
        "ann panicked; of the 2 others {ended} had ended. Hint: who still waits for them?"
    );
    assert!(
        message.is_some(),
        "ann panicked, and `introduce` returned as if nothing had happened. \
         Hint: what does `join` tell about a panic, and what do you do with it?"
    );
}

#[test]
fn t7_any_other_name_is_carried_as_it_is() {
    let _case = ::kit::case!();
    let names = ["", " ben ", "zoë", "longer than 15 bytes"];
    let answers = introduce(&names, |_| thread::current().name().map(str::to_owned));
    let said: Vec<_> = answers.iter().map(|(me, _)| me.name.as_str()).collect();
    let carried: Vec<_> = answers
        .iter()
        .map(|(_, name)| name.as_deref().unwrap_or("(no name)"))
        .collect();
    assert!(
        said == names && carried == names,
        "for the names {names:?} the threads are called {carried:?}, and introduce themselves as {said:?}. \
         Hint: which names does the documentation refuse, and what becomes of all others?"
    );
}

#[test]
fn t8_a_hundred_names_greet_at_the_same_time() {
    let _case = ::kit::case!();
    // More than a machine has cores: nobody is to wait for one.
    let names = ["one of many"; 100];
    let meeting = Meeting::new(names.len());
    let answers = introduce(&names, |_| meeting.attend());
    let met = answers.iter().filter(|(_, met)| *met).count();
    assert!(
        met == 100,
        "each of 100 threads waited in `greet` for all the others; only {} of 100 were there at the same time. \
         Hint: what has the number of cores, or any other limit, to do with how many threads are started?",
        meeting.most()
    );
}

#[test]
fn t9_no_thread_is_left_behind() {
    let _case = ::kit::case!();
    let before = Threads::now();
    introduce(&["ann", "ben", "cho"], |_| {});
    before.none_lives_on(
        "3 names were given, and `introduce` has returned",
        "which threads do you start besides one for each name, what do they wait for, and does it come?",
    );
}
