//! What is said of a measurement.

use super::{cap::Cap, cause::Cause, walk::LEAD};
use crate::report::{Speed, Verdict};

/// For code that is fast enough, in one line.
pub fn fast(speed: &Speed) -> String {
    let facts = &speed.facts;
    let seconds = speed.took.as_secs_f64();
    // Where the machine hardly gives two cores, the usual round is none of those that decided.
    if speed.workers > 1 && facts.speedup < speed.at_least {
        return format!(
            "fast enough in {} of {} rounds, and at best {:.2} times as fast as {}, where typically {:.2} cores were to be \
             had ({seconds:.1} s)",
            facts.hits,
            facts.rounds,
            facts.best,
            other(speed),
            facts.cores,
        );
    }
    let text = match speed.workers {
        1 if speed.at_least < 1.0 => format!(
            "{} times as long as the plain way, of {} that are allowed",
            plain(1.0 / facts.speedup),
            plain(1.0 / speed.at_least),
        ),
        1 => format!(
            "{:.2} times as fast as the usual way, where {} is what it takes",
            facts.speedup, speed.at_least,
        ),
        workers => format!(
            "{workers} workers are {:.2} times as fast as {}, where {:.2} cores were to be had",
            facts.speedup,
            other(speed).trim_start_matches("with "),
            facts.granted,
        ),
    };
    format!("{text} ({} rounds, {seconds:.1} s)", facts.rounds)
}

/// One of the three answers and its figures, to be set beside another one.
pub fn in_short(verdict: &Verdict, speed: &Speed) -> String {
    let answer = match verdict {
        Verdict::Passed => "fast enough",
        Verdict::Slow => "too slow",
        _ => "cannot tell here",
    };
    let facts = &speed.facts;
    if facts.rounds == 0 && facts.speedup == 0.0 {
        return answer.into();
    }
    match speed.workers {
        1 => format!(
            "{answer}: {:.2} times as fast as {}",
            facts.speedup,
            other(speed)
        ),
        workers => format!(
            "{answer}: {:.2} times as fast with {workers} workers ({:.2} cores were to be had)",
            facts.speedup, facts.granted
        ),
    }
}

/// For code that is too slow: what was measured, where the time goes, what most probably is the cause.
pub fn slow(speed: &Speed) -> String {
    let facts = &speed.facts;
    if speed.workers == 1 {
        // The account tells how several workers share: it has nothing to say here.
        return format!("{} Hint: {}", slow_alone(speed), hint(speed));
    }
    let mut text = format!(
        "With {} workers it is {}. {} times is what it takes, and the machine gave them {:.2} cores.",
        speed.workers,
        times_as_fast(speed),
        speed.at_least,
        facts.granted
    );
    // Where a round was calm, the figure beside it is that of a calm machine.
    if facts.calm == 0 {
        text.push_str(
            " So few that it was judged by what it computes alone: that is too much for any number of free cores.",
        );
    }
    let cap = Cap::of(speed);
    if let Some(cap) = cap {
        text.push(' ');
        text.push_str(cap.sentence());
    }
    let Some(account) = speed.account.filter(|_| !speed.comparison.in_processes) else {
        return format!("{text} Hint: {}", hint(speed));
    };
    if let Some(words) = account.in_words() {
        text.push(' ');
        text.push_str(&words);
    }
    match (Cause::of(&account), cap) {
        // That one worker alone is slow was said: it is what shows.
        (Cause::Unknown, Some(cap)) => format!("{text} Hint: {}", cap.hint()),
        (cause, _) => format!("{text} {} Hint: {}", cause.sentence(), cause.hint()),
    }
}

/// The first sentence of what is said of slow code that is not shared out.
fn slow_alone(speed: &Speed) -> String {
    match speed.at_least {
        costs if costs < 1.0 => format!(
            "It takes {} times as long as the plain way; {} times is the most that is allowed.",
            plain(1.0 / speed.facts.speedup),
            plain(1.0 / costs),
        ),
        wanted => format!(
            "It is {}; {wanted} times is what it takes.",
            times_as_fast(speed)
        ),
    }
}

/// The ratio, in words that do not call a loss a gain.
fn times_as_fast(speed: &Speed) -> String {
    match speed.facts.speedup {
        slower if slower < 0.95 => {
            format!("slower than {}: {slower:.2} times as fast", other(speed))
        }
        faster => format!("{faster:.2} times as fast as {}", other(speed)),
    }
}

fn other(speed: &Speed) -> &'static str {
    match Cap::of(speed) {
        Some(cap) => cap.other(),
        None => speed.comparison.other(speed.workers, speed.at_least),
    }
}

/// A question for code of which no account tells where its time goes.
fn hint(speed: &Speed) -> &'static str {
    match speed.workers {
        1 if speed.at_least < 1.0 => {
            "what does it do for each byte or item that the plain way does once for many, or not at all?"
        }
        1 => "what is done for each item, and which step of it takes longest?",
        _ if speed.comparison.in_processes => {
            "how often does a worker wait for its caller, and how much work does it get each time?"
        }
        _ => Cap::of(speed).map_or(Cause::Unknown.hint(), Cap::hint),
    }
}

/// Whole where it is large.
fn plain(times: f64) -> String {
    let text = match times {
        small if small < 9.95 => format!("{small:.1}"),
        large => format!("{large:.0}"),
    };
    text.trim_end_matches(".0").into()
}

/// For a machine that cannot run so many workers at once.
pub fn too_few_cores(workers: usize, cores: usize) -> String {
    let cores = match cores {
        1 => "1 core".to_owned(),
        cores => format!("{cores} cores"),
    };
    format!(
        "{workers} workers need {workers} cores to be faster, and this machine grants {cores}. \
         So nothing was measured; all that could be judged was judged."
    )
}

/// For rounds that lead to no answer: others used the machine as well, or the code lies too near to the threshold.
pub fn no_answer(speed: &Speed, throttled: usize) -> String {
    let facts = &speed.facts;
    let seconds = speed.took.as_secs_f64();
    let is_calm = 2 * facts.calm > facts.rounds && throttled <= facts.rounds;
    if is_calm && facts.calm_hits > 0 && facts.calm_hits < facts.calm {
        return format!(
            "After {seconds:.1} s there was no answer: it is too near to the threshold to tell. It was fast enough in {} of \
             {} rounds in which the machine was calm, and typically {:.2} times as fast as {}, where {} is what it \
             takes. Hint: {}",
            facts.calm_hits,
            facts.calm,
            facts.speedup,
            other(speed),
            speed.at_least,
            hint(speed),
        );
    }
    let rounds = format!(
        "It was fast enough in {} of the rounds, and at best {:.2} times as fast as {}.",
        facts.hits,
        facts.best,
        other(speed)
    );
    // A miss counts between two calm rounds: the first and the last never do.
    if is_calm && facts.rounds < LEAD as usize + 2 {
        return format!(
            "After {seconds:.1} s there was no answer: one run takes so long that there was time for only {} rounds. \
             {rounds} Hint: {}",
            facts.rounds,
            hint(speed)
        );
    }
    let why = why_not(speed, throttled, is_calm);
    format!(
        "After {seconds:.1} s there was no answer: {why}. {rounds} Close what else is computing, and run it again."
    )
}

/// What the machine did.
fn why_not(speed: &Speed, throttled: usize, is_calm: bool) -> String {
    let facts = &speed.facts;
    let (threads, wanted) = match speed.workers {
        1 => ("1 thread".to_owned(), "the core it needs"),
        many => (format!("{many} threads"), "the cores they need"),
    };
    let got = format!("{threads} got a median of {:.2} cores", facts.cores);
    if throttled > facts.rounds {
        "a quota stopped the program again and again".into()
    } else if facts.calm == 0 {
        format!(
            "in none of {} rounds did the machine give {threads} {wanted} (a median of {:.2})",
            facts.rounds, facts.cores
        )
    } else if is_calm {
        format!(
            "the machine was calm in {} of {} rounds, but not for long enough at a time ({got})",
            facts.calm, facts.rounds
        )
    } else {
        format!(
            "the machine was calm in only {} of {} rounds ({got})",
            facts.calm, facts.rounds
        )
    }
}

#[cfg(test)]
mod tests;
