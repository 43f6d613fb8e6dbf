//! Threads that compute and note where they are.

use std::{
    hint::black_box,
    io,
    sync::mpsc,
    thread::{self, Builder},
    time::{Duration, Instant},
};

use crate::{core, options::Options, picture::COLUMNS};

/// What one thread has noted: the core of each moment, `None` where it did not come to note one.
pub(crate) type Row = Vec<Option<usize>>;

/// Lets all threads compute for the time asked for.
///
/// # Errors
///
/// If a thread cannot be started; the others end at once.
pub(crate) fn all(options: &Options) -> io::Result<Vec<Row>> {
    let column = Duration::from_secs_f64(options.seconds / COLUMNS as f64);
    thread::scope(|scope| {
        let mut threads = Vec::new();
        let mut starts = Vec::new();
        for number in 0..options.threads {
            let (start, begin) = mpsc::channel();
            let thread = Builder::new()
                .name(format!("thread {number}"))
                .spawn_scoped(scope, move || begin.recv().map(|since| one(since, column)))?;
            threads.push(thread);
            starts.push(start);
        }
        // One beginning for all, so that the columns of the rows stand for the same moments.
        let since = Instant::now();
        for start in starts {
            let _ = start.send(since);
        }
        let rows = threads
            .into_iter()
            .map(|thread| thread.join().ok()?.ok().or(None));
        Ok(rows.map(Option::unwrap_or_default).collect())
    })
}

/// Computes, and looks several times in each column where it is. The last look counts.
fn one(since: Instant, column: Duration) -> Row {
    let mut row = vec![None; COLUMNS];
    let mut state = 1;
    loop {
        let moment = since.elapsed().as_nanos() / column.as_nanos().max(1);
        let Some(place) = row.get_mut(moment as usize) else {
            return row;
        };
        *place = core::of_this_thread();
        for _ in 0..100_000 {
            state = black_box(state * 5_u64 % 1_000_003);
        }
    }
}
