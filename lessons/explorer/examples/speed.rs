//! Measures executions per second, and what pruning saves: `cargo run -p explorer --example speed`.

use std::{
    cell::RefCell,
    rc::Rc,
    sync::atomic::Ordering,
    time::{Duration, Instant},
};

use explorer::{
    Exploration, Explorer, Object, Register, ThreadId, Waiting, join, spawn, when, yield_now,
};

/// A lock that is only waited for.
struct Lock(Object<bool>);

impl Lock {
    fn new() -> Self {
        Self(Object::new(false))
    }

    fn acquire(&self) {
        let waiting = Waiting::new("a lock").object(self.0.id());
        when(waiting, &|| self.0.look(|taken| !taken), None);
        self.0.with(|taken| *taken = true);
    }

    fn release(&self) {
        self.0.with(|taken| *taken = false);
    }
}

/// Starts `count` threads with their numbers and joins them.
fn threads(count: usize, body: impl Fn(usize) + Clone + 'static) {
    let ids: Vec<ThreadId> = (0..count)
        .map(|number| {
            let body = body.clone();
            spawn(move || body(number))
        })
        .collect();
    ids.into_iter().for_each(join);
}

fn philosophers(count: usize, meals: usize) {
    let forks = Rc::new((0..count).map(|_| Lock::new()).collect::<Vec<_>>());
    threads(count, move |number| {
        let (left, right) = (number, (number + 1) % count);
        let (first, second) = (left.min(right), left.max(right));
        for _ in 0..meals {
            forks[first].acquire();
            forks[second].acquire();
            forks[second].release();
            forks[first].release();
        }
    });
}

fn increments(count: usize, times: usize, order: Ordering) {
    let counter = Rc::new(Register::new(0));
    threads(count, move |_| {
        for _ in 0..times {
            let _ = counter.rmw(order, Ordering::Relaxed, |value| Some(value + 1));
        }
    });
}

fn spin_lock(count: usize) {
    let lock = Rc::new(Register::new(0));
    threads(count, move |_| {
        let take = |value| (value == 0).then_some(1);
        while lock
            .rmw(Ordering::Acquire, Ordering::Relaxed, take)
            .is_err()
        {
            yield_now();
        }
        lock.store(0, Ordering::Release);
    });
}

fn private_work(count: usize, times: usize) {
    threads(count, move |_| {
        let counter = Register::new(0);
        for _ in 0..times {
            let _ = counter.rmw(Ordering::SeqCst, Ordering::SeqCst, |value| Some(value + 1));
        }
    });
}

fn queue(producers: usize, messages: usize, capacity: usize) {
    struct Queue(Object<Vec<u64>>);
    let queue = Rc::new(Queue(Object::new(Vec::new())));
    let received = Rc::new(RefCell::new(Vec::new()));
    threads(producers + 1, move |number| {
        let waiting = Waiting::new("a message").object(queue.0.id());
        if number == 0 {
            for _ in 0..producers * messages {
                when(waiting, &|| queue.0.look(|all| !all.is_empty()), None);
                let message = queue.0.with(|all| all.remove(0));
                explorer::observe(message);
                received.borrow_mut().push(message);
            }
        } else {
            for message in 0..messages {
                when(waiting, &|| queue.0.look(|all| all.len() < capacity), None);
                queue.0.with(|all| all.push((number * 10 + message) as u64));
            }
        }
    });
}

/// The fastest of five: other work on the machine only ever adds.
fn measure(name: &str, body: impl Fn() + Send + Sync + Clone + 'static) {
    for pruning in [true, false] {
        let explorer = Explorer::new()
            .budget(Duration::from_secs(1))
            .pruning(pruning);
        let ran = (0..5).map(|_| {
            let start = Instant::now();
            let exploration = explorer.run((), body.clone());
            (start.elapsed(), exploration)
        });
        let (time, exploration) = ran.min_by_key(|(time, _)| *time).expect("five of them");
        let (executions, what) = match exploration {
            Exploration::Proven { executions, .. } => (executions, "proven"),
            Exploration::Bounded { executions, .. } => (executions, "bounded"),
            other => panic!("{name}: {other}"),
        };
        let pruned = if pruning { "pruned" } else { "full" };
        let seconds = time.as_secs_f64();
        let rate = executions as f64 / seconds;
        println!(
            "{name:30} {pruned:7} {what:8} {executions:7} executions {seconds:7.4} s {rate:8.0}/s"
        );
    }
}

fn main() {
    measure("philosophers 3 x 2", || philosophers(3, 2));
    measure("philosophers 4 x 1", || philosophers(4, 1));
    measure("queue 2 producers x 2, room 1", || queue(2, 2, 1));
    measure("queue 3 producers x 1, room 1", || queue(3, 1, 1));
    measure("increments 3 x 2, SeqCst", || {
        increments(3, 2, Ordering::SeqCst)
    });
    measure("increments 3 x 1, Relaxed", || {
        increments(3, 1, Ordering::Relaxed)
    });
    measure("spin lock, 2 threads", || spin_lock(2));
    measure("spin lock, 3 threads", || spin_lock(3));
    measure("private work 3 x 4", || private_work(3, 4));
}
