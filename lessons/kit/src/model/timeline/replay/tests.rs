//! Who waits from when on, who holds what, and who lives.

use super::Replay;
use crate::model::{
    log::{Wanted, What},
    timeline::{moment::Doing, scene::Scene},
};

#[test]
fn a_lock_that_is_free_makes_nobody_wait() {
    let mut scene = Scene::new("let total = Mutex::new(0);");
    let total = scene.mutex("Mutex::new");
    scene
        .wants(0, Wanted::Lock, total)
        .lock(0, total, "0")
        .unlock(0, total, "0");
    let replay = Replay::of(scene.log());
    assert_eq!(replay.wishes.len(), 1);
    assert!(replay.wishes[0].granted);
    assert_eq!(replay.after(0).doing, [Doing::Running]);
    assert_eq!(replay.after(1).holds.len(), 1);
    assert_eq!(replay.end().holds.len(), 0);
}

#[test]
fn a_lock_that_stays_taken_makes_wait_from_the_moment_it_is_taken() {
    let mut scene = Scene::new("let total = Mutex::new(0);");
    let total = scene.mutex("Mutex::new");
    scene
        .thread("T1")
        .wants(0, Wanted::Lock, total)
        .lock(1, total, "0");
    let replay = Replay::of(scene.log());
    assert!(!replay.wishes[0].granted);
    assert_eq!(replay.after(0).doing[0], Doing::Running);
    assert_eq!(replay.end().doing, [Doing::Waiting, Doing::Running]);
    assert_eq!(replay.stuck(scene.log(), 0), Some(0));
}

#[test]
fn asking_for_a_lock_that_comes_free_is_no_waiting() {
    let mut scene = Scene::new("let total = Mutex::new(0);");
    let total = scene.mutex("Mutex::new");
    scene
        .thread("T1")
        .lock(1, total, "0")
        .wants(0, Wanted::Lock, total)
        .unlock(1, total, "0")
        .lock(0, total, "0");
    assert_eq!(Replay::of(scene.log()).after(1).doing[0], Doing::Running);
}

#[test]
fn a_thread_lives_from_its_spawn_to_its_end() {
    let mut scene = Scene::new("");
    scene.thread("T1").did(0, What::Spawn(1)).did(1, What::End);
    let replay = Replay::of(scene.log());
    assert_eq!(replay.before(0).doing[1], Doing::Unborn);
    assert_eq!(replay.after(0).doing[1], Doing::Running);
    assert_eq!(replay.end().doing[1], Doing::Ended);
}

#[test]
fn waiting_lets_the_mutex_go_and_waking_takes_it() {
    let mut scene = Scene::new("let (m, c) = (Mutex::new(0), Condvar::new());");
    let (mutex, changed) = (scene.mutex("Mutex::new"), scene.condvar("Condvar::new"));
    scene
        .thread("T1")
        .lock(0, mutex, "0")
        .wait(0, changed, mutex);
    let replay = Replay::of(scene.log());
    assert!(replay.end().holds.is_empty());
    assert_eq!(replay.end().waiters, [(0, changed)]);
    scene.notify_all(1, changed).woken(0, mutex, "0", changed);
    let replay = Replay::of(scene.log());
    assert_eq!(replay.end().holds.len(), 1);
    assert!(replay.end().waiters.is_empty());
    assert!(replay.wishes.iter().all(|wish| wish.granted));
}
