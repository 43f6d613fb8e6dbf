//! What memory orders allow: old values, and accesses that nothing orders.

use std::sync::atomic::Ordering::{Acquire, Relaxed};

use insta::assert_snapshot;

use crate::model::{
    log::{Ending, ObjectKind, What},
    timeline::scene::Scene,
};

pub(super) fn publish() -> Scene {
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
