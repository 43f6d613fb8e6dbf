//! What is said of a measurement.

use super::cause::Cause;
use crate::report::{Speed, Verdict};

/// For code that is fast enough, in one line.
pub fn fast(speed: &Speed) -> String {
    let facts = &speed.facts;
    if speed.workers == 1 {
        return format!(
            "{:.1} times as long as the plain way, of {:.0} that are allowed ({} rounds, {:.1} s)",
            1.0 / facts.speedup,
            1.0 / speed.at_least,
            facts.rounds,
            speed.took.as_secs_f64()
        );
    }
    format!(
        "{} workers are {:.2} times as fast as one, where {:.2} cores were to be had ({} rounds, {:.1} s)",
        speed.workers,
        facts.speedup,
        facts.cores,
        facts.rounds,
        speed.took.as_secs_f64()
    )
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
    format!(
        "{answer}: {:.2} times as fast with {} workers ({:.2} cores were to be had)",
        facts.speedup, speed.workers, facts.cores
    )
}

/// For code that is too slow: what was measured, where the time goes, what most probably is the cause.
pub fn slow(speed: &Speed) -> String {
    let facts = &speed.facts;
    if speed.workers == 1 {
        // The account tells how several workers share: it has nothing to say here.
        return format!(
            "It takes {:.0} times as long as the plain way; {:.0} times is the most that is allowed. Hint: what is done \
             once for each byte or item, and could be done once for many?",
            1.0 / facts.speedup,
            1.0 / speed.at_least,
        );
    }
    let mut text = match facts.speedup {
        slower if slower < 0.95 => format!(
            "With {} workers it is slower than one worker alone: {slower:.2} times as fast. ",
            speed.workers
        ),
        faster => format!(
            "With {} workers it is {faster:.2} times as fast as one worker alone. ",
            speed.workers
        ),
    };
    text.push_str(&format!(
        "{:.1} times is what it takes, and the machine gave them {:.2} cores.",
        speed.at_least, facts.cores
    ));
    let Some(account) = &speed.account else {
        return format!("{text} Hint: {}", Cause::Unknown.hint());
    };
    if facts.cores < 0.85 * speed.workers as f64 {
        text.push_str(
            " So few that it was judged by what it computes alone: that is too much for any number of free cores.",
        );
    }
    if let Some(words) = account.in_words() {
        text.push(' ');
        text.push_str(&words);
    }
    let cause = Cause::of(account);
    format!("{text} {} Hint: {}", cause.sentence(), cause.hint())
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

/// For a machine that others used as well.
pub fn too_noisy(speed: &Speed, throttled: usize) -> String {
    let facts = &speed.facts;
    let (threads, wanted) = match speed.workers {
        1 => ("1 thread".to_owned(), "the core it needs"),
        many => (format!("{many} threads"), "the cores they need"),
    };
    let why = if throttled > facts.rounds {
        "a quota stopped the program again and again".to_owned()
    } else if facts.calm == 0 {
        format!(
            "in none of {} rounds did the machine give {threads} {wanted} (a median of {:.2})",
            facts.rounds, facts.cores
        )
    } else {
        format!(
            "the machine was calm in only {} of {} rounds ({threads} got a median of {:.2} cores)",
            facts.calm, facts.rounds, facts.cores
        )
    };
    format!(
        "After {:.1} s there was no answer: {why}. It was fast enough in {} of the rounds, and at best {:.2} times as \
         fast as {}. Close what else is computing, and run it again.",
        speed.took.as_secs_f64(),
        facts.hits,
        facts.best,
        if speed.workers == 1 {
            "the plain way"
        } else {
            "one worker"
        }
    )
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{fast, slow, too_few_cores, too_noisy};
    use crate::{
        report::Speed,
        speed::{Account, Facts},
    };

    const MS: u64 = 1_000_000;

    fn speed(speedup: f64) -> Speed {
        Speed {
            workers: 2,
            at_least: 1.5,
            facts: Facts {
                rounds: 7,
                hits: 1,
                calm: 6,
                speedup,
                best: 1.56,
                cores: 1.97,
            },
            took: Duration::from_millis(812),
            account: None,
        }
    }

    /// For work that is compared with a plainer way to do it, and not shared out.
    fn alone(speedup: f64) -> Speed {
        Speed {
            workers: 1,
            at_least: 0.2,
            ..speed(speedup)
        }
    }

    #[test]
    fn every_answer_has_its_words() {
        let account = Account {
            workers: 2,
            wall: 60 * MS,
            serial: 40 * MS,
            cpu: Some(112 * MS),
            waiting: Some(2 * MS),
            delay: Some(MS),
            switches: Some(12),
            threads: Some(2),
            ..Account::default()
        };
        let texts = [
            fast(&speed(1.94)),
            slow(&speed(1.21)),
            slow(&Speed {
                account: Some(account),
                ..speed(0.66)
            }),
            too_few_cores(2, 1),
            too_noisy(&speed(1.2), 0),
            too_noisy(
                &Speed {
                    facts: Facts {
                        calm: 0,
                        cores: 1.02,
                        ..speed(1.0).facts
                    },
                    ..speed(1.0)
                },
                0,
            ),
            too_noisy(&speed(1.2), 9),
            fast(&alone(0.81)),
            slow(&alone(0.004)),
            too_noisy(&alone(0.81), 0),
        ];
        insta::assert_snapshot!(texts.join("\n\n"));
    }
}
