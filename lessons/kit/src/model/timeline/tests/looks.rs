//! Looks at what another thread is about to change, or has changed since.

use insta::assert_snapshot;

use super::bank::bank;
use crate::model::{
    log::{ObjectKind, Wanted, What},
    timeline::scene::Scene,
};

#[test]
fn a_check_that_is_out_of_date() {
    let mut scene = Scene::new(
        "impl Stack {\n    fn new() -> Self {\n        Self { items: Mutex::new(vec![7]) }\n    }\n    fn take(&self) -> u32 {\n        \
         if !self.items.lock().unwrap().is_empty() {\n            return self.items.lock().unwrap().pop().unwrap();\n        \
         }\n        0\n    }\n}\n",
    );
    let items = scene.mutex("Mutex::new");
    scene
        .thread("T1")
        .thread("T2")
        .did(0, What::Spawn(1))
        .did(0, What::Spawn(2))
        .joins(0, 1);
    scene
        .on("is_empty")
        .lock(1, items, "[7]")
        .unlock(1, items, "[7]");
    scene
        .lock(2, items, "[7]")
        .interrupting()
        .unlock(2, items, "[7]");
    scene
        .on(".pop()")
        .lock(2, items, "[7]")
        .wrote(2, items, "[7]", "[]")
        .did(2, What::End);
    scene.lock(1, items, "[]");
    assert_snapshot!(scene.text(scene.panics(
        1,
        ".pop()",
        "called `Option::unwrap()` on a `None` value"
    )));
}

#[test]
fn a_total_taken_account_by_account() {
    let (mut scene, ann, ben) = bank();
    scene
        .on("accounts.iter()")
        .lock(0, ann, "10")
        .unlock(0, ann, "10");
    scene
        .on("lock().unwrap();")
        .lock(1, ben, "20")
        .called(&["transfer(&ben"])
        .interrupting();
    scene
        .on("lock().unwrap();\n    *source")
        .lock(1, ann, "10")
        .called(&["transfer(&ben"])
        .wrote(1, ann, "10", "11");
    scene.wrote(1, ben, "20", "19");
    scene.did(1, What::End);
    scene
        .on("accounts.iter()")
        .lock(0, ben, "19")
        .unlock(0, ben, "19");
    assert_snapshot!(scene.text(scene.panics(
        0,
        "assert_eq!(total",
        "assertion `left == right` failed: money was made or lost\n  left: 29\n right: 30"
    )));
}

#[test]
fn a_total_taken_in_the_middle_of_a_transfer() {
    let (mut scene, ann, ben) = bank();
    scene
        .on("let mut source")
        .lock(1, ann, "10")
        .wrote(1, ann, "10", "5");
    scene
        .on("accounts.iter()")
        .lock(0, ann, "5")
        .interrupting()
        .unlock(0, ann, "5");
    scene.lock(0, ben, "20").unlock(0, ben, "20");
    scene.on("let mut target");
    assert_snapshot!(scene.text(scene.panics(
        0,
        "assert_eq!(total",
        "assertion `left == right` failed: money was made or lost\n  left: 25\n right: 30"
    )));
}

#[test]
fn a_reader_that_only_tries_behind_a_writer() {
    let mut scene = Scene::new(
        "let total = RwLock::new(7);\nlet first = total.read().unwrap();\nlet again = total.try_read().unwrap();\n*total.write().unwrap() += 1;\n",
    );
    let total = scene.object(ObjectKind::RwLock, "RwLock::new");
    scene.thread("other").did(0, What::Spawn(1));
    scene
        .on("let first = total.read")
        .does(0, What::ReadLock, total, "7", "");
    scene
        .on("total.write")
        .wants(1, Wanted::ReadersGone, total)
        .interrupting();
    scene.on("let again = total.try_read").does(
        0,
        What::TryLockFailed(Wanted::Read),
        total,
        "",
        "",
    );
    assert_snapshot!(scene.text(scene.panics(
        0,
        "let again",
        "called `Result::unwrap()` on an `Err` value: WouldBlock"
    )));
}
