//! The form of a timeline: characters, width, length, and the lines that stand beside the rows.

use insta::assert_snapshot;

use super::{
    orders::publish,
    updates::{LOST, lost_update},
};
use crate::model::{
    log::{Ending, Wanted, What},
    timeline::{Style, scene::Scene},
};

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
