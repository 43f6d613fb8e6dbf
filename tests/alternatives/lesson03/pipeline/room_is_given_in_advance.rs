//! Alternative: channels without a bound; who takes gives room in advance, one token for each item that may come.

use std::{
    sync::mpsc::{self, Receiver, Sender},
    thread,
};

/// The end of a belt where items are put.
struct Put<T> {
    items: Sender<T>,
    room: Receiver<()>,
}

/// The end of a belt where items are taken.
struct Take<T> {
    items: Receiver<T>,
    room: Sender<()>,
}

fn belt<T>(capacity: usize) -> (Put<T>, Take<T>) {
    let (put, taken) = mpsc::channel();
    let (give, room) = mpsc::channel();
    for _ in 0..capacity {
        let _ = give.send(());
    }
    let (put, take) = (
        Put { items: put, room },
        Take {
            items: taken,
            room: give,
        },
    );
    (put, take)
}

impl<T> Put<T> {
    /// Waits for room; `None` when nobody is left to take the item.
    fn put(&self, item: T) -> Option<()> {
        self.room.recv().ok()?;
        self.items.send(item).ok()
    }
}

impl<T> Iterator for Take<T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        let _ = self.room.send(()); // for the hand that is free now
        self.items.recv().ok()
    }
}

/// Sends every item of `source` through `stage1`, then `stage2`; returns what comes out, in order.
pub fn pipeline<A, B, C>(
    source: impl Iterator<Item = A> + Send,
    stage1: impl FnMut(A) -> B + Send,
    stage2: impl FnMut(B) -> C + Send,
    capacity: usize,
) -> thread::Result<Vec<C>>
where
    A: Send,
    B: Send,
    C: Send,
{
    thread::scope(|scope| {
        let (fresh, to_stage1) = belt(capacity);
        let (half_done, to_stage2) = belt(capacity);
        let source = scope.spawn(move || {
            let mut source = source;
            let _ = source.try_for_each(|item| fresh.put(item));
        });
        let stage1 = scope.spawn(move || {
            let mut items = to_stage1.map(stage1);
            let _ = items.try_for_each(|item| half_done.put(item));
        });
        let stage2 = scope.spawn(move || to_stage2.map(stage2).collect::<Vec<C>>());
        let (source, stage1, stage2) = (source.join(), stage1.join(), stage2.join());
        source.and(stage1).and(stage2)
    })
}
