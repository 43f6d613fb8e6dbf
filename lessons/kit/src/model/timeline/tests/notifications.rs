//! Notifications that come too early, to another one, or never.

use insta::assert_snapshot;

use crate::model::{
    log::{Ending, Wanted, What},
    timeline::scene::Scene,
};

const LATCH: &str = "\
impl Latch {
    pub fn new(count: usize) -> Self {
        Self { count: Mutex::new(count), zero: Condvar::new() }
    }

    pub fn count_down(&self) {
        *self.count.lock().unwrap() -= 1;
        self.zero.notify_one();
    }

    pub fn wait(&self) {
        let mut count = self.count.lock().unwrap();
        if *count > 0 {
            count = self.zero.wait(count).unwrap();
        }
    }
}
";

#[test]
fn a_notification_before_the_wait() {
    let mut scene = Scene::new(LATCH);
    let (count, zero) = (scene.mutex("Mutex::new"), scene.condvar("Condvar::new"));
    scene
        .thread("waiter")
        .thread("counter")
        .did(0, What::Spawn(1))
        .did(0, What::Spawn(2));
    scene.on("self.count.lock").joins(0, 1);
    scene.on("let mut count").wants(1, Wanted::Lock, count);
    scene
        .on("-= 1")
        .lock(2, count, "1")
        .interrupting()
        .wrote(2, count, "1", "0");
    scene
        .on("notify_one")
        .notify_one(2, zero, 0)
        .did(2, What::End);
    scene.on("let mut count").lock(1, count, "0");
    scene.on("zero.wait").wait(1, zero, count);
    assert_snapshot!(scene.text(Ending::Deadlock));
}

#[test]
fn a_flag_set_outside_the_lock() {
    let mut scene = Scene::new(
        "impl Gate {\n    fn new() -> Self {\n        Self { open: AtomicBool::new(false), lock: Mutex::new(()), changed: Condvar::new() }\n    \
         }\n    fn open(&self) {\n        self.open.store(true, SeqCst);\n        self.changed.notify_all();\n    }\n    fn pass(&self) {\n        \
         let mut guard = self.lock.lock().unwrap();\n        while !self.open.load(SeqCst) {\n            guard = self.changed.wait(guard).unwrap();\n        \
         }\n    }\n}\n",
    );
    let open = scene.atomic("AtomicBool::new");
    let (lock, changed) = (scene.mutex("Mutex::new"), scene.condvar("Condvar::new"));
    scene.thread("opener").did(0, What::Spawn(1));
    scene
        .on("let mut guard")
        .lock(0, lock, "")
        .on("self.open.load")
        .load(0, open, "false");
    scene.on("open.store").store(1, open, "true").interrupting();
    scene
        .on("notify_all")
        .notify_all(1, changed)
        .did(1, What::End);
    scene.on("changed.wait").wait(0, changed, lock);
    assert_snapshot!(scene.text(Ending::Deadlock));
}

#[test]
fn one_notification_for_two_waiters() {
    let mut scene = Scene::new(LATCH);
    let (count, zero) = (scene.mutex("Mutex::new"), scene.condvar("Condvar::new"));
    scene
        .thread("T1")
        .thread("T2")
        .did(0, What::Spawn(1))
        .did(0, What::Spawn(2));
    for thread in [1, 2] {
        scene.on("let mut count").lock(thread, count, "1");
        scene.on("zero.wait").wait(thread, zero, count);
    }
    scene
        .on("-= 1")
        .lock(0, count, "1")
        .wrote(0, count, "1", "0");
    scene
        .on("notify_one")
        .notify_one(0, zero, 1)
        .on("count_down")
        .joins(0, 1);
    scene
        .on("zero.wait")
        .woken(1, count, "0", zero)
        .unlock(1, count, "0")
        .did(1, What::End);
    scene.on("count_down").did(0, What::Join(1)).joins(0, 2);
    assert_snapshot!(scene.text(Ending::Deadlock));
}

#[test]
fn one_notification_wakes_the_second_of_two_waiters() {
    let mut scene = Scene::new(LATCH);
    let (count, zero) = (scene.mutex("Mutex::new"), scene.condvar("Condvar::new"));
    scene
        .thread("T1")
        .thread("T2")
        .did(0, What::Spawn(1))
        .did(0, What::Spawn(2));
    for thread in [1, 2] {
        scene.on("let mut count").lock(thread, count, "1");
        scene.on("zero.wait").wait(thread, zero, count);
    }
    scene
        .on("-= 1")
        .lock(0, count, "1")
        .wrote(0, count, "1", "0");
    scene.on("notify_one").notify_one(0, zero, 1).last().wakes = Some(2);
    scene.on("count_down").joins(0, 2);
    scene
        .on("zero.wait")
        .woken(2, count, "0", zero)
        .unlock(2, count, "0")
        .did(2, What::End);
    scene.on("count_down").did(0, What::Join(2)).joins(0, 1);
    assert_snapshot!(scene.text(Ending::Deadlock));
}

#[test]
fn nobody_notifies() {
    let mut scene = Scene::new(LATCH);
    let (count, zero) = (scene.mutex("Mutex::new"), scene.condvar("Condvar::new"));
    scene
        .thread("waiter")
        .did(0, What::Spawn(1))
        .on("fn wait")
        .joins(0, 1);
    scene
        .on("let mut count")
        .lock(1, count, "1")
        .on("zero.wait")
        .wait(1, zero, count);
    assert_snapshot!(scene.text(Ending::Deadlock));
}

#[test]
fn if_for_while() {
    let mut scene = Scene::new(
        "fn new() -> Self {\n    Self { items: Mutex::new(Vec::new()), not_empty: Condvar::new() }\n}\nfn push(&self, item: u32) {\n    \
         self.items.lock().unwrap().push(item);\n    self.not_empty.notify_all();\n}\nfn pop(&self) -> u32 {\n    \
         let mut items = self.items.lock().unwrap();\n    if items.is_empty() {\n        items = self.not_empty.wait(items).unwrap();\n    }\n    \
         items.pop().expect(\"an item\")\n}\n",
    );
    let (items, not_empty) = (scene.mutex("Mutex::new"), scene.condvar("Condvar::new"));
    scene
        .thread("T1")
        .thread("T2")
        .did(0, What::Spawn(1))
        .did(0, What::Spawn(2));
    scene
        .on("let mut items")
        .lock(1, items, "[]")
        .interrupting();
    scene.on("not_empty.wait").wait(1, not_empty, items);
    scene
        .on(".push(item)")
        .lock(0, items, "[]")
        .wrote(0, items, "[]", "[7]");
    scene.on("notify_all").notify_all(0, not_empty);
    scene
        .on("let mut items")
        .lock(2, items, "[7]")
        .interrupting()
        .wrote(2, items, "[7]", "[]")
        .did(2, What::End);
    scene.on("not_empty.wait").woken(1, items, "[]", not_empty);
    assert_snapshot!(scene.text(scene.panics(1, "items.pop()", "an item")));
}
