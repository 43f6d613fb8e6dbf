//! Runs the forms and times them.

use std::{
    env,
    panic::{self, AssertUnwindSafe},
    process::Command,
    time::{Duration, Instant},
};

use ::lesson08::{Estimate, blocks, count_hits, processes, threads, with_rayon};

use crate::{
    options::{Form, Options, WORKER},
    progress::Progress,
    table::Row,
};

/// So many points tell how fast the machine is.
const TRIAL: u64 = 2_000_000;

/// Runs of less than so many seconds are made three times.
const SHORT: f64 = 0.5;

/// The serial run, then the others, as they are asked for; what went wrong, in words.
pub(crate) fn all(options: &Options) -> impl Iterator<Item = Result<Row, String>> {
    let each = options.forms.iter().flat_map(|&form| {
        let first = if options.csv { 1 } else { options.workers };
        (first..=options.workers).map(move |workers| (form, workers))
    });
    let runs = [(Form::Serial, 1)].into_iter().chain(each);
    let mut speed = None;
    runs.map(move |(form, workers)| {
        // A first run of few points goes on without a forecast: it should be over before one is of use.
        if speed.is_none() && options.points > 20 * TRIAL {
            let trial = timed(options.seed, TRIAL, Form::Serial, 1)?;
            speed = Some(TRIAL as f64 / trial.seconds.max(1e-9));
        }
        let hands = workers.min(std::thread::available_parallelism().map_or(1, usize::from));
        let expected = speed.map(|per_second| {
            let once = options.points as f64 / per_second / hands as f64;
            let seconds = if once < SHORT { 3.0 * once } else { once };
            Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX)
        });
        let progress = Progress::show(form.name(), workers, expected);
        let row = shortest(options.seed, options.points, form, workers);
        drop(progress);
        if let (Ok(row), Form::Serial) = (&row, form) {
            // The whole run tells it better than a trial.
            speed = Some(row.estimate.points as f64 / row.seconds.max(1e-9));
        }
        row
    })
}

/// Short runs are made three times: others compute here, too, and the shortest was disturbed least.
fn shortest(seed: u64, points: u64, form: Form, workers: usize) -> Result<Row, String> {
    let mut best = timed(seed, points, form, workers)?;
    for _ in 0..2 {
        if best.seconds < SHORT {
            let again = timed(seed, points, form, workers)?;
            best.seconds = best.seconds.min(again.seconds);
        }
    }
    Ok(best)
}

fn timed(seed: u64, points: u64, form: Form, workers: usize) -> Result<Row, String> {
    let begin = Instant::now();
    let result = panic::catch_unwind(AssertUnwindSafe(|| run(seed, points, form, workers)));
    let seconds = begin.elapsed().as_secs_f64();
    let name = form.name();
    match result {
        Ok(Ok(estimate)) => Ok(Row {
            form,
            workers,
            estimate,
            seconds,
        }),
        Ok(Err(problem)) => Err(format!("{name}: {problem}")),
        Err(_) => Err(format!(
            "{name} panicked, as you see above;\n`cargo xtask check lesson08` says what is missing"
        )),
    }
}

fn run(seed: u64, points: u64, form: Form, workers: usize) -> Result<Estimate, String> {
    let result = match form {
        Form::Serial => {
            let hits =
                blocks(seed, points).map(|mut block| count_hits(&mut block.rng, block.points));
            return Ok(Estimate {
                hits: hits.sum(),
                points,
            });
        }
        Form::Threads => threads::estimate(seed, points, workers),
        Form::Rayon => with_rayon::estimate(seed, points, workers),
        Form::Processes => {
            let program = env::current_exe().map_err(|error| error.to_string())?;
            let mut worker = Command::new(program);
            worker.arg(WORKER);
            processes::estimate(worker, seed, points, workers)
        }
    };
    result.map_err(|error| error.to_string())
}
