use std::{
    panic::{self, AssertUnwindSafe},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    thread,
    time::Duration,
};

use ::kit::{
    meeting::Meeting,
    panics::text_of,
    patience::{PATIENCE, Patience, receive},
    probe::Probe,
    tidy::Threads,
};
use ::lesson03::pipeline;

use crate::in_time;

/// A panic with this payload, without a word on the screen.
fn fall(payload: &'static str) -> ! {
    panic::resume_unwind(Box::new(payload))
}

/// How the pipeline ended, with the payload as text. `what` is done, for the message if it does not end.
fn ended<C: Send + 'static>(
    what: &str,
    call: impl FnOnce() -> thread::Result<Vec<C>> + Send + 'static,
) -> Result<Vec<C>, String> {
    let caught = || panic::catch_unwind(AssertUnwindSafe(call));
    match in_time(&format!("{what}: the pipeline"), caught) {
        Ok(answer) => answer.map_err(text_of),
        Err(payload) if payload.is::<String>() => panic::resume_unwind(payload), // told already
        Err(payload) => Err(format!("pipeline itself panicked: {}", text_of(payload))),
    }
}

/// What comes out of a pipeline in which nobody panics.
fn out_of<C: Send + 'static>(
    what: &str,
    call: impl FnOnce() -> thread::Result<Vec<C>> + Send + 'static,
) -> Vec<C> {
    let out = ended(what, call);
    out.unwrap_or_else(|text| {
        panic!("{what}: nothing panicked, yet Err came out: {text}. Hint: how does each thread learn that nothing more will come?")
    })
}

#[test]
fn t1_every_item_passes_both_stages_in_order() {
    let _case = ::kit::case!();
    for capacity in [0, 1, 3] {
        for length in [0, 1, 7] {
            let what = format!("items: {length}; capacity: {capacity}; first + 1 and then * 10");
            let slow_start = (0..length).inspect(|_| thread::sleep(Duration::from_millis(1)));
            let out = ended(&what, move || {
                pipeline(slow_start, |n: u32| n + 1, |n| n * 10, capacity)
            });
            let wanted = (1..=length).map(|n| n * 10).collect();
            assert_eq!(
                out,
                Ok(wanted),
                "{what}. Hint: how does each thread learn that nothing more will come?"
            );
        }
    }
}

#[test]
fn t2_the_source_and_both_stages_work_at_the_same_time() {
    let _case = ::kit::case!();
    let meeting = Meeting::new(3);
    // When stage 2 has the first item, stage 1 has the second and the source makes the third.
    let meet_at = |place: u32| {
        let meeting = &meeting;
        move |n: u32| if n == place { meeting.attend() } else { true }
    };
    let source = (1..=3).inspect(|n| _ = meet_at(3)(*n));
    let stage1 = |n| (n, meet_at(2)(n));
    let stage2 = |(n, met)| (n, met && meet_at(1)(n));
    let out = pipeline(source, stage1, stage2, 1);
    assert!(
        meeting.most() == 3,
        "source, stage 1 and stage 2, each with an item in its hands: {} of 3 worked at the same time. Hint: which thread does what?",
        meeting.most()
    );
    assert_eq!(
        out.ok(),
        Some(vec![(1, true), (2, true), (3, true)]),
        "3 items; each meets the others in its place. Hint: how does each thread learn that nothing more will come?"
    );
}

#[test]
fn t3_the_source_stands_still_when_the_last_stage_does() {
    let _case = ::kit::case!();
    for capacity in [0, 2] {
        let room = 2 * capacity + 3;
        let most = most_on_the_way(capacity);
        assert!(
            most <= room,
            "stage 2 held on to its first item; the source had made {most} items by then, of at most {room} that may be on the way with capacity {capacity}. Hint: where do they wait, and what limits them?"
        );
    }
}

/// How many items the source had made and stage 2 had not finished, at most, while stage 2 held on to the first one.
fn most_on_the_way(capacity: usize) -> usize {
    let made = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&made);
    let (show, shown) = mpsc::channel();
    let source = (0..100).inspect(move |_| {
        counter.fetch_add(1, Ordering::Relaxed);
        let _ = show.send(Probe::here());
    });
    let hold_the_first = move |n| {
        if n == 0 {
            let source = receive(&shown).ok();
            source.and_then(Probe::falls_asleep);
            thread::sleep(Duration::from_millis(20)); // more could only show it likelier
        }
        made.load(Ordering::Relaxed) - n
    };
    let ahead = out_of("100 items, stage 2 holds on to the first", move || {
        pipeline(source, |n| n, hold_the_first, capacity)
    });
    ahead.into_iter().max().unwrap_or(0)
}

#[test]
fn t4_a_stage_that_is_held_up_lets_the_source_run_ahead_by_the_capacity() {
    let _case = ::kit::case!();
    const CAPACITY: usize = 3;
    const ROOM: usize = 1 + CAPACITY + 1; // in this hand, waiting, in the hand of the source
    let (tell, told) = mpsc::channel();
    let source = (0..9).inspect(move |n| _ = tell.send(*n));
    let hold_the_first = move |n| {
        let wanted = if n == 0 { ROOM } else { 0 };
        (0..wanted)
            .take_while(|_| Patience::of(PATIENCE / 2).receive(&told).is_ok())
            .count()
    };
    let out = out_of("9 items, stage 1 holds on to the first", move || {
        pipeline(source, hold_the_first, |made| made, CAPACITY)
    });
    let made = out.first().copied().unwrap_or(0);
    assert!(
        made == ROOM,
        "stage 1 held on to its first item until the source had made {ROOM}: that one, {CAPACITY} to wait, and one in its hand. It made {made}. Hint: how much room is there between the two?"
    );
}

#[test]
fn t5_a_panic_of_stage_1_ends_the_pipeline_with_its_payload() {
    let _case = ::kit::case!();
    let what = "the source is endless, stage 1 panics at 3";
    let stage1 = |n| if n == 3 { fall("stage 1 fell at 3") } else { n };
    assert_eq!(
        ended(what, move || pipeline(0.., stage1, |n: u32| n, 1)),
        Err("stage 1 fell at 3".to_owned()),
        "{what}. Hint: what does send answer when nobody is left to receive, and whose payload do you pass on?"
    );
}

#[test]
fn t6_a_panic_of_stage_2_ends_the_pipeline_with_its_payload() {
    let _case = ::kit::case!();
    let what = "the source is endless, stage 2 panics at 3";
    let stage2 = |n| if n == 3 { fall("stage 2 fell at 3") } else { n };
    assert_eq!(
        ended(what, move || pipeline(0.., |n: u32| n, stage2, 1)),
        Err("stage 2 fell at 3".to_owned()),
        "{what}. Hint: on which thread does stage 2 run, and whose payload do you pass on?"
    );
}

#[test]
fn t7_a_panic_of_the_source_ends_the_pipeline_with_its_payload() {
    let _case = ::kit::case!();
    let what = "the source panics when it makes 3";
    let source = (0..).inspect(|n| {
        if *n == 3 {
            fall("the source fell at 3")
        }
    });
    assert_eq!(
        ended(what, move || pipeline(source, |n: u32| n, |n| n, 1)),
        Err("the source fell at 3".to_owned()),
        "{what}. Hint: on which thread does it run, and who asks how that thread ended?"
    );
}

#[test]
fn t8_two_panics_at_once_are_an_answer_too() {
    let _case = ::kit::case!();
    let what = "the source and stage 1 panic at the same moment";
    let meeting = Arc::new(Meeting::new(2));
    let other = Arc::clone(&meeting);
    let stage1 = move |n| {
        if n == 3 && other.attend() {
            fall("fell")
        }
        n
    };
    let source = (0..).inspect(move |n| {
        if *n == 4 && meeting.attend() {
            fall("fell")
        }
    });
    assert_eq!(
        ended(what, move || pipeline(source, stage1, |n: u32| n, 1)),
        Err("fell".to_owned()),
        "{what}. Hint: a scope panics for a thread that panicked and was not joined; are all of yours joined by then?"
    );
}

#[test]
fn t9_stage_1_runs_ahead_by_the_capacity_too() {
    let _case = ::kit::case!();
    const CAPACITY: usize = 3;
    const ROOM: usize = 1 + CAPACITY + 1; // in the hand of stage 2, waiting, in the hand of stage 1
    let (tell, told) = mpsc::channel();
    let stage1 = move |n| {
        let _ = tell.send(());
        n
    };
    let hold_the_first = move |n| {
        let wanted = if n == 0 { ROOM } else { 0 };
        (0..wanted)
            .take_while(|_| Patience::of(PATIENCE / 2).receive(&told).is_ok())
            .count()
    };
    let out = out_of("9 items, stage 2 holds on to the first", move || {
        pipeline(0..9, stage1, hold_the_first, CAPACITY)
    });
    let begun = out.first().copied().unwrap_or(0);
    assert!(
        begun == ROOM,
        "stage 2 held on to its first item until stage 1 had begun {ROOM}: that one, {CAPACITY} to wait, and one in its hand. It had begun {begun}. Hint: how much room is there between the two?"
    );
}

#[test]
fn t10_no_thread_is_left_behind() {
    let _case = ::kit::case!();
    let threads = Threads::now();
    let _ = pipeline(0..3, |n| n, |n| n, 1);
    threads.none_lives_on(
        "3 items have passed, pipeline has returned",
        "which threads do you start besides the three, what do they wait for, and does it come?",
    );
}
