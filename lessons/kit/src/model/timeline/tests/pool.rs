//! A pool's worker, and main, which waits for an answer: what is wrong is told of the right wait.

use insta::assert_snapshot;

use crate::model::{
    log::{Ending, Wake, What},
    timeline::scene::Scene,
};

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
