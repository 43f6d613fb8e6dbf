//! What learners see, as snapshots: reading `snapshots/` is reading the design.

use std::sync::atomic::Ordering::{Acquire, Relaxed};

use insta::assert_snapshot;

use super::{Style, scene::Scene};
use crate::model::log::{Ending, ObjectKind, Wake, Wanted, What};

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

const LOST: &str = "assertion `left == right` failed: two threads added 1 each. Hint: is there a moment \
                    between look and write?\n  left: 1\n right: 2";

fn lost_update() -> Scene {
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
fn plain_ascii() {
    let scene = lost_update();
    let style = Style {
        ascii: true,
        ..Style::default()
    };
    let text = scene.styled(scene.panics(0, "assert_eq!", LOST), &style);
    assert!(text.is_ascii(), "{text}");
    assert_snapshot!(text);
}

#[test]
fn narrow() {
    let scene = lost_update();
    let style = Style {
        width: 72,
        ..Style::default()
    };
    assert_snapshot!(scene.styled(scene.panics(0, "assert_eq!", LOST), &style));
}

#[test]
fn json() {
    let scene = lost_update();
    let value = scene.json(scene.panics(0, "assert_eq!", LOST));
    assert_snapshot!(serde_json::to_string_pretty(&value).unwrap());
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

const BANK: &str = "\
impl Account {
    pub fn new(number: u32, balance: Cents) -> Self {
        Self { number, balance: Mutex::new(balance) }
    }
}

pub fn transfer(from: &Account, to: &Account, amount: Cents) -> Result<(), TooPoor> {
    let mut source = from.balance.lock().unwrap();
    let mut target = to.balance.lock().unwrap();
    *source -= amount;
    *target += amount;
    Ok(())
}

pub fn total(accounts: &[&Account]) -> Cents {
    accounts.iter().map(|account| *account.balance.lock().unwrap()).sum()
}
";

const BANK_TEST: &str = "\
fn account(number: u32, balance: Cents) -> Arc<Account> {
    Arc::new(Account::new(number, balance))
}

#[test]
fn t5_transfers_meet() {
    ::kit::model(|| {
        let (ann, ben) = (account(1, 10), account(2, 20));
        let other = thread::spawn({
            let (ann, ben) = (ann.clone(), ben.clone());
            move || transfer(&ben, &ann, 1)
        });
        let answer = transfer(&ann, &ben, 1);
        other.join().unwrap().unwrap();
        assert_eq!(total(&[&ann, &ben]), 30, \"money was made or lost\");
    });
}
";

fn bank() -> (Scene, usize, usize) {
    let mut scene = Scene::new(BANK).tested_by(BANK_TEST);
    let (ann, ben) = (scene.mutex("Mutex::new"), scene.mutex("Mutex::new"));
    scene.thread("other").did(0, What::Spawn(1));
    (scene, ann, ben)
}

#[test]
fn two_locks_in_opposite_order() {
    let (mut scene, ann, ben) = bank();
    scene
        .on("lock().unwrap();")
        .wants(0, Wanted::Lock, ann)
        .lock(0, ann, "10")
        .called(&["transfer(&ann"]);
    scene
        .wants(1, Wanted::Lock, ben)
        .interrupting()
        .lock(1, ben, "20")
        .called(&["transfer(&ben"]);
    scene
        .on("let mut target")
        .wants(1, Wanted::Lock, ann)
        .wants(0, Wanted::Lock, ben);
    assert_snapshot!(scene.text(Ending::Deadlock));
}

#[test]
fn a_lock_taken_twice_by_one_thread() {
    let (mut scene, ann, _) = bank();
    scene
        .did(1, What::End)
        .on("lock().unwrap();")
        .lock(0, ann, "10");
    scene.on("let mut target").wants(0, Wanted::Lock, ann);
    assert_snapshot!(scene.text(Ending::Deadlock));
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

/// A pool's list of jobs and one job's answer; the job tells before the answer is there.
const EARLY: &str = "\
impl Pool {
    pub fn new() -> Self {
        Self { jobs: Mutex::new(Vec::new()), more: Condvar::new() }
    }

    pub fn execute(&self, job: Job) {
        self.jobs.lock().unwrap().push(job);
        self.more.notify_one();
    }

    fn work(&self) {
        let mut jobs = self.jobs.lock().unwrap();
        if jobs.is_empty() {
            jobs = self.more.wait(jobs).unwrap();
        }
    }
}

impl Answer {
    fn new() -> Self {
        Self { answer: Mutex::new(None), there: Condvar::new() }
    }

    fn tell(&self) {
        self.there.notify_all();
        *self.answer.lock().unwrap() = Some(7);
    }

    fn join(&self) {
        let mut answer = self.answer.lock().unwrap();
        while answer.is_none() {
            answer = self.there.wait(answer).unwrap();
        }
    }
}
";

/// With a worker that takes the only job and waits for another one: nothing is wrong with that wait.
struct Early {
    scene: Scene,
    jobs: usize,
    more: usize,
    answer: usize,
    there: usize,
}

fn early() -> Early {
    let mut scene = Scene::new(EARLY);
    let (jobs, more) = (scene.mutex("Mutex::new(Vec"), scene.condvar("Condvar::new"));
    let (answer, there) = (
        scene.mutex("Mutex::new(None"),
        scene.condvar("Condvar::new() }\n    }\n\n    fn tell"),
    );
    scene.thread("worker").did(0, What::Spawn(1));
    scene
        .on(".push(job)")
        .lock(0, jobs, "")
        .wrote(0, jobs, "", "");
    scene.on("more.notify_one").notify_one(0, more, 0);
    Early {
        scene,
        jobs,
        more,
        answer,
        there,
    }
}

impl Early {
    fn main_waits(&mut self) {
        let (answer, there) = (self.answer, self.there);
        self.scene.on("let mut answer").lock(0, answer, "None");
        self.scene.on("there.wait").wait(0, there, answer);
    }

    fn the_worker_takes_the_job(&mut self) {
        let jobs = self.jobs;
        self.scene.on("let mut jobs").lock(1, jobs, "");
        self.scene.wrote(1, jobs, "", "");
    }

    fn the_worker_tells(&mut self) {
        let there = self.there;
        self.scene.on("there.notify_all").notify_all(1, there);
    }

    fn the_worker_answers_and_waits(&mut self) {
        let (jobs, more, answer) = (self.jobs, self.more, self.answer);
        self.scene
            .on("Some(7)")
            .lock(1, answer, "None")
            .wrote(1, answer, "None", "Some(7)");
        self.scene.on("let mut jobs").lock(1, jobs, "");
        self.scene.on("more.wait").wait(1, more, jobs);
    }
}

#[test]
fn a_notification_before_the_change_that_nobody_hears() {
    let mut early = early();
    early.the_worker_takes_the_job();
    early.the_worker_tells();
    early.scene.last().interrupts = true;
    early.main_waits();
    early.the_worker_answers_and_waits();
    assert_snapshot!(early.scene.text(Ending::Deadlock));
}

#[test]
fn a_notification_before_the_change_that_is_heard_too_soon() {
    let mut early = early();
    let (answer, there) = (early.answer, early.there);
    early.main_waits();
    early.the_worker_takes_the_job();
    early.the_worker_tells();
    early.scene.on("there.wait");
    early.scene.woken(0, answer, "None", there);
    early.scene.wait(0, there, answer);
    early.the_worker_answers_and_waits();
    assert_snapshot!(early.scene.text(Ending::Deadlock));
}

#[test]
fn nobody_tells_of_the_answer_and_a_worker_waits_for_work() {
    let mut early = early();
    early.main_waits();
    early.the_worker_takes_the_job();
    early.the_worker_answers_and_waits();
    let text = early.scene.text(Ending::Deadlock);
    let why = "\nNobody ever notifies there, so main is never woken.\n";
    assert!(text.contains(why) && !text.contains("is lost"), "{text}");
}

#[test]
fn woken_for_no_reason_and_gone() {
    let mut early = early();
    let (jobs, more) = (early.jobs, early.more);
    early.scene.on("let mut jobs").lock(1, jobs, "");
    early.scene.on("more.wait").wait(1, more, jobs);
    early.scene.woken(1, jobs, "", more);
    early.scene.last().what = What::Woken {
        mutex: jobs,
        why: Wake::ForNothing,
    };
    early.scene.wrote(1, jobs, "", "").did(1, What::End);
    let text = early
        .scene
        .text(early.scene.panics(0, "fn join", "the job was not done"));
    assert_snapshot!(text);
}

#[test]
fn what_a_thread_has_changed_itself_is_not_held_against_a_later_look() {
    let mut early = early();
    early.the_worker_takes_the_job();
    early.the_worker_answers_and_waits();
    let answer = early.answer;
    early.scene.on("let mut answer").lock(0, answer, "Some(7)");
    let text = early
        .scene
        .text(early.scene.panics(0, "fn join", "is_finished said no"));
    assert!(!text.contains("from before the change"), "{text}");
}

#[test]
fn a_sender_that_is_kept() {
    let mut scene = Scene::new(
        "fn run() {\n    let (jobs, receiver) = mpsc::channel();\n    let worker = thread::spawn(move || {\n        \
         for job in receiver.iter() {\n            work(job);\n        }\n    });\n    jobs.send(7).unwrap();\n    worker.join().unwrap();\n}\n",
    );
    let jobs = scene.object(ObjectKind::Channel, "mpsc::channel");
    scene.thread("worker").did(0, What::Spawn(1));
    scene.on("jobs.send").does(0, What::Send, jobs, "", "7");
    scene.on("worker.join").joins(0, 1);
    scene
        .on("receiver.iter")
        .does(1, What::Receive, jobs, "7", "")
        .wants(1, Wanted::Message, jobs);
    let mut failure = scene.failure(Ending::Deadlock);
    failure.log.objects[jobs].senders = Some(1);
    let story = super::story::Story::of(&failure, &scene.sources());
    assert_snapshot!(super::text::draw(&story, &Style::default()));
}

fn publish() -> Scene {
    let mut scene = Scene::new(
        "fn publish() {\n    let data = Arc::new(AtomicU64::new(0));\n    let ready = Arc::new(AtomicBool::new(false));\n    \
         data.store(42, Relaxed);\n    ready.store(true, Relaxed);\n    if ready.load(Acquire) {\n        assert_eq!(data.load(Relaxed), 42);\n    }\n}\n",
    );
    let (data, ready) = (
        scene.atomic("AtomicU64::new"),
        scene.atomic("AtomicBool::new"),
    );
    scene.thread("writer").did(0, What::Spawn(1));
    scene
        .on("data.store")
        .store(1, data, "42")
        .order(Relaxed)
        .interrupting();
    scene
        .on("ready.store")
        .store(1, ready, "true")
        .order(Relaxed);
    scene.on("ready.load").load(0, ready, "true").order(Acquire);
    scene
        .on("assert_eq")
        .load(0, data, "0")
        .order(Relaxed)
        .stale();
    scene
}

#[test]
fn an_old_value() {
    let scene = publish();
    assert_snapshot!(scene.text(scene.panics(
        0,
        "assert_eq",
        "assertion `left == right` failed\n  left: 0\n right: 42"
    )));
}

#[test]
fn a_data_race() {
    let mut scene = Scene::new(
        "fn ring() {\n    let slot = Slot { cell: UnsafeCell::new(0), full: AtomicBool::new(false) };\n    slot.cell.with_mut(|v| v = 7);\n    \
         slot.full.store(true, Relaxed);\n    while !slot.full.load(Acquire) {}\n    slot.cell.with(|v| v);\n}\n",
    );
    let (cell, full) = (
        scene.object(ObjectKind::Cell, "UnsafeCell::new"),
        scene.atomic("AtomicBool::new"),
    );
    scene.thread("producer").did(0, What::Spawn(1));
    scene.on("with_mut").does(1, What::CellWrite, cell, "", "");
    scene.on("full.store").store(1, full, "true").order(Relaxed);
    scene.on("full.load").load(0, full, "true").order(Acquire);
    scene.on("cell.with(").does(0, What::CellRead, cell, "", "");
    assert_snapshot!(scene.text(Ending::DataRace {
        accesses: None,
        message: "Causality violation: Concurrent load and mut accesses.".to_string()
    }));
}

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

/// Three producers' worth of rows around a small deadlock.
fn long() -> Scene {
    let mut scene = Scene::new(
        "let (a, b, other) = (Mutex::new(0), Mutex::new(1), AtomicU64::new(0));\nother.fetch_add(1);\nlet first = a.lock();\nlet second = b.lock();\n",
    );
    let (a, b) = (scene.mutex("Mutex::new(0)"), scene.mutex("Mutex::new(1)"));
    let other = scene.atomic("AtomicU64::new");
    scene.thread("T1").thread("T2");
    scene.on("fetch_add");
    for n in 0..20 {
        let thread = n % 3;
        scene.does(
            thread,
            What::ReadModifyWrite("fetch_add"),
            other,
            &n.to_string(),
            &(n + 1).to_string(),
        );
    }
    scene.on("a.lock()").lock(1, a, "0");
    scene
        .on("fetch_add")
        .does(0, What::ReadModifyWrite("fetch_add"), other, "20", "21");
    scene.on("b.lock()").lock(2, b, "1").interrupting();
    scene
        .did(0, What::End)
        .wants(1, Wanted::Lock, b)
        .on("a.lock()")
        .wants(2, Wanted::Lock, a);
    scene
}

#[test]
fn a_long_table_keeps_what_matters() {
    assert_snapshot!(long().text(Ending::Deadlock));
    let full = Style {
        full: true,
        ..Style::default()
    };
    let text = long().styled(Ending::Deadlock, &full);
    assert_eq!(
        text.lines()
            .filter(|line| line.contains("fetch_add other"))
            .count(),
        21,
        "{text}"
    );
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

#[test]
fn a_reader_that_reads_again_behind_a_writer() {
    let mut scene = Scene::new(
        "let total = RwLock::new(7);\nlet first = total.read().unwrap();\nlet again = total.read().unwrap();\n*total.write().unwrap() += 1;\n",
    );
    let total = scene.object(ObjectKind::RwLock, "RwLock::new");
    scene.thread("other").did(0, What::Spawn(1));
    scene
        .on("let first = total.read")
        .wants(0, Wanted::Read, total)
        .does(0, What::ReadLock, total, "7", "");
    scene
        .on("total.write")
        .wants(1, Wanted::Write, total)
        .interrupting();
    scene.wants(1, Wanted::ReadersGone, total);
    scene
        .on("let again = total.read")
        .wants(0, Wanted::Read, total);
    assert_snapshot!(scene.text(Ending::Deadlock));
    let json = scene.json(Ending::Deadlock);
    assert_eq!(json["why"][0]["kind"], "behind-a-writer", "{json}");
}

#[test]
fn a_reader_that_waits_behind_a_writer_for_another_reader() {
    let mut scene = Scene::new(
        "let total = RwLock::new(7);\nlet first = total.read().unwrap();\nreader.join();\nlet again = total.read().unwrap();\n*total.write().unwrap() += 1;\n",
    );
    let total = scene.object(ObjectKind::RwLock, "RwLock::new");
    scene.thread("reader").thread("writer");
    scene
        .on("let first = total.read")
        .does(0, What::ReadLock, total, "7", "");
    scene
        .on("total.write")
        .wants(2, Wanted::ReadersGone, total)
        .interrupting();
    scene
        .on("let again = total.read")
        .wants(1, Wanted::Read, total);
    scene.on("reader.join").joins(0, 1);
    assert_snapshot!(scene.text(Ending::Deadlock));
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
fn a_helper_that_hands_out_the_guard_is_looked_through() {
    let mut scene = Scene::new(
        "struct Queue { items: Mutex<Vec<u32>> }\nfn items(&self) -> MutexGuard<'_, Vec<u32>> {\n    self.items.lock().unwrap()\n}\n\
         fn take(&self) -> u32 {\n    if self.items().is_empty() { 0 } else { self.items().pop().unwrap() }\n}\nfn new() { Queue { items: Mutex::new(vec![]) } }\n",
    );
    let items = scene.mutex("Mutex::new");
    scene
        .on("lock().unwrap")
        .lock(0, items, "[]")
        .called(&["items().is_empty"]);
    let text = scene.text(Ending::Deadlock);
    assert!(text.contains("6  if self.items().is_empty()"), "{text}");
}

#[test]
fn no_line_is_too_wide_and_the_same_failure_gives_the_same_text() {
    for width in [60, 80, 100, 120] {
        for scene in [lost_update(), long(), publish()] {
            let style = Style {
                width,
                ..Style::default()
            };
            let text = scene.styled(Ending::Deadlock, &style);
            for line in text.lines() {
                assert!(line.chars().count() <= width, "{width}: {line}");
            }
            assert_eq!(text, scene.styled(Ending::Deadlock, &style));
        }
    }
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
