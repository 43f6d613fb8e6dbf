//! Alternative: each stage is made by one function that takes a receiver and gives the next one; results come through a channel, too.

use std::{
    sync::mpsc::{self, Receiver},
    thread::{self, Scope, ScopedJoinHandle},
};

type Hands<'scope> = Vec<ScopedJoinHandle<'scope, ()>>;

/// A hand that does `work` with everything that comes, and where its results come out.
fn hand<'scope, I, O>(
    scope: &'scope Scope<'scope, '_>,
    hands: &mut Hands<'scope>,
    items: impl IntoIterator<Item = I> + Send + 'scope,
    mut work: impl FnMut(I) -> O + Send + 'scope,
    capacity: usize,
) -> Receiver<O>
where
    O: Send + 'scope,
{
    let (out, next) = mpsc::sync_channel(capacity);
    hands.push(scope.spawn(move || {
        let _ = items.into_iter().try_for_each(|item| out.send(work(item)));
    }));
    next
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
        let mut hands = Vec::new();
        let fresh = hand(scope, &mut hands, source, |item| item, capacity);
        let half_done = hand(scope, &mut hands, fresh, stage1, capacity);
        let done = scope.spawn(move || half_done.iter().map(stage2).collect());
        let ends: Vec<_> = hands.into_iter().map(|hand| hand.join()).collect();
        let done = done.join();
        ends.into_iter().collect::<thread::Result<()>>()?;
        done
    })
}
