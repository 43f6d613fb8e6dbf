//! Updates that are lost, each in its own way.

use insta::assert_snapshot;

use crate::model::{
    log::{ObjectKind, Wanted, What},
    timeline::scene::Scene,
};

const COUNTER: &str = "\
impl Counter {
    pub fn new() -> Self {
        Self { total: Mutex::new(0) }
    }

    pub fn add(&self, n: u64) {
        let total = *self.total.lock().unwrap();
        *self.total.lock().unwrap() = total + n;
    }

    pub fn total(&self) -> u64 {
        *self.total.lock().unwrap() // read
    }
}
";

const COUNTER_TEST: &str = "\
#[test]
fn t4_no_update_is_lost() {
    let _case = ::kit::case!();
    ::kit::model(|| {
        let counter = Arc::new(Counter::new());
        let other = thread::spawn({ let counter = counter.clone(); move || counter.add(1) });
        counter.add(1);
        other.join().unwrap();
        assert_eq!(
            counter.total(),
            2,
            \"two threads added 1 each. Hint: is there a moment between look and write?\"
        );
    });
}
";

pub(super) const LOST: &str = "assertion `left == right` failed: two threads added 1 each. Hint: is there a moment \
                    between look and write?\n  left: 1\n right: 2";

pub(super) fn lost_update() -> Scene {
    let mut scene = Scene::new(COUNTER).tested_by(COUNTER_TEST);
    let total = scene.mutex("Mutex::new");
    scene.thread("other").did(0, What::Spawn(1));
    scene
        .on("let total =")
        .wants(0, Wanted::Lock, total)
        .lock(0, total, "0")
        .unlock(0, total, "0");
    scene
        .wants(1, Wanted::Lock, total)
        .interrupting()
        .lock(1, total, "0")
        .unlock(1, total, "0");
    scene
        .on("= total + n")
        .lock(1, total, "0")
        .wrote(1, total, "0", "1")
        .did(1, What::End);
    scene.lock(0, total, "1").wrote(0, total, "1", "1");
    scene.on("other.join").joins(0, 1).did(0, What::Join(1));
    scene
        .on("// read")
        .lock(0, total, "1")
        .unlock(0, total, "1");
    scene
}

#[test]
fn an_update_lost_between_two_locks() {
    let scene = lost_update();
    assert_snapshot!(scene.text(scene.panics(0, "assert_eq!", LOST)));
}

#[test]
fn an_update_lost_by_load_and_store() {
    let mut scene = Scene::new(
        "fn model() {\n    let counter = Arc::new(AtomicUsize::new(0));\n    let v = counter.load(SeqCst);\n    \
         counter.store(v + 1, SeqCst);\n    assert_eq!(counter.load(SeqCst), 2);\n}\n",
    );
    let counter = scene.atomic("AtomicUsize::new");
    scene.thread("T1").thread("T2");
    scene
        .did(0, What::Spawn(1))
        .did(0, What::Spawn(2))
        .on("assert_eq")
        .joins(0, 1);
    scene
        .on("let v")
        .load(1, counter, "0")
        .load(2, counter, "0")
        .interrupting();
    scene
        .on("counter.store")
        .store(2, counter, "1")
        .did(2, What::End)
        .store(1, counter, "1")
        .did(1, What::End);
    scene
        .on("assert_eq")
        .did(0, What::Join(1))
        .did(0, What::Join(2))
        .load(0, counter, "1");
    assert_snapshot!(scene.text(scene.panics(
        0,
        "assert_eq",
        "assertion `left == right` failed\n  left: 1\n right: 2"
    )));
}

#[test]
fn a_lock_for_each_thread() {
    let mut scene = Scene::new(
        "fn new() -> Self {\n    Self { total: AtomicU64::new(0) }\n}\nfn add(&self, n: u64) {\n    let lock = Mutex::new(());\n    \
         let _guard = lock.lock().unwrap();\n    let total = self.total.load(SeqCst);\n    self.total.store(total + n, SeqCst);\n}\n",
    );
    let total = scene.atomic("AtomicU64::new");
    let (mine, yours) = (scene.mutex("Mutex::new"), scene.mutex("Mutex::new"));
    scene.thread("other").did(0, What::Spawn(1));
    scene
        .on("lock.lock")
        .lock(0, mine, "")
        .on("total.load")
        .load(0, total, "0");
    scene.on("lock.lock").lock(1, yours, "").interrupting();
    scene
        .on("total.load")
        .load(1, total, "0")
        .on("total.store")
        .store(1, total, "2");
    scene.unlock(1, yours, "").did(1, What::End);
    scene
        .on("total.store")
        .store(0, total, "1")
        .unlock(0, mine, "");
    assert_snapshot!(scene.text(scene.panics(0, "fn add", "the total is 1")));
}

#[test]
fn values_that_cannot_be_shown() {
    let mut scene = Scene::new(
        "let settings = RwLock::new(Settings::default());\nlet old = Settings::clone(&settings.read().unwrap());\n*settings.write().unwrap() = f(old);\n",
    );
    let settings = scene.object(ObjectKind::RwLock, "RwLock::new");
    scene.thread("T1").did(0, What::Spawn(1));
    let mut update = |thread: usize, interrupts: bool| {
        scene
            .on("settings.read")
            .does(thread, What::ReadLock, settings, "", "");
        scene.last().interrupts = interrupts;
        scene.does(thread, What::ReadUnlock, settings, "", "");
    };
    update(0, false);
    update(1, true);
    for thread in [1, 0] {
        scene
            .on("settings.write")
            .does(thread, What::WriteLock, settings, "", "");
        scene.does(thread, What::WriteUnlock, settings, "", "");
        scene.last().wrote = true;
    }
    scene.on("old").does(0, What::TryLock, settings, "", "");
    assert_snapshot!(scene.text(scene.panics(0, "*settings", "an update was lost")));
}
