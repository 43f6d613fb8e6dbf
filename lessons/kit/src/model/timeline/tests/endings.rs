//! Ends of other kinds: threads that spin, overflow or panic twice, and logs in which nothing happened.

use insta::assert_snapshot;

use crate::model::{
    log::{Ending, What},
    timeline::scene::Scene,
};

#[test]
fn a_thread_that_spins() {
    let mut scene = Scene::new(
        "fn wait(&self) {\n    let ready = AtomicBool::new(false);\n    while !ready.load(SeqCst) {\n        thread::yield_now();\n    }\n}\n",
    );
    let ready = scene.atomic("AtomicBool::new");
    scene
        .thread("setter")
        .did(0, What::Spawn(1))
        .on("ready.load");
    for _ in 0..498 {
        scene.load(0, ready, "false").did(0, What::Yield);
    }
    assert_snapshot!(scene.text(Ending::Spin { thread: 0 }));
    // What only takes long is not said to keep others from going on.
    let ending = Ending::NoEnd {
        thread: 0,
        steps: 5000,
    };
    assert_eq!(scene.json(ending.clone())["ending"]["kind"], "no-end");
    let text = scene.text(ending);
    assert!(
        text.contains("NO END after 5,000 steps: main had the last one."),
        "{text}"
    );
    assert!(!text.contains("never lets"), "{text}");
}

#[test]
fn a_join_of_itself_and_a_stack_overflow_and_a_double_panic() {
    let mut scene = Scene::new(
        "let handle = slot.lock().unwrap().take();\nhandle.join();\nlet total = Mutex::new(0);\n",
    );
    let total = scene.mutex("Mutex::new");
    scene
        .thread("T1")
        .did(0, What::Spawn(1))
        .on("handle.join")
        .joins(1, 1)
        .joins(0, 1);
    let itself = scene.text(Ending::Deadlock);
    let mut scene = Scene::new(
        "fn deep(n: u64) -> u64 {\n    let total = Mutex::new(0);\n    deep(n + *total.lock().unwrap())\n}\n",
    );
    let total = {
        _ = total;
        scene.mutex("Mutex::new")
    };
    scene.thread("T1").did(0, What::Spawn(1)).on("total.lock");
    for _ in 0..40 {
        scene.lock(1, total, "0").unlock(1, total, "0");
    }
    let overflow = scene.text(Ending::StackOverflow { thread: Some(1) });
    let double = scene.text(Ending::DoublePanic {
        thread: 1,
        first: "no job is left".to_string(),
        second: "called `Result::unwrap()` on an `Err` value: PoisonError { .. }".to_string(),
    });
    assert_snapshot!([itself, overflow, double].join("\n----------------\n\n"));
}

#[test]
fn an_empty_log_is_no_reason_to_panic() {
    let scene = Scene::new("");
    for ending in [
        Ending::Deadlock,
        Ending::Spin { thread: 0 },
        Ending::StackOverflow { thread: None },
    ] {
        assert!(!scene.text(ending).is_empty());
    }
}
