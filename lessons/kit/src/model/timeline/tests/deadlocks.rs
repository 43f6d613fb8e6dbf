//! Locks and messages for which threads wait for ever.

use insta::assert_snapshot;

use super::bank::bank;
use crate::model::{
    log::{Ending, ObjectKind, Wanted, What},
    timeline::{Style, scene::Scene, story::Story, text},
};

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
    let story = Story::of(&failure, &scene.sources());
    assert_snapshot!(text::draw(&story, &Style::default()));
}
