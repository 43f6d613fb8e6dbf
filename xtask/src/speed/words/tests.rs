//! Every answer has its words, and none that the figures beside them contradict.

use std::time::Duration;

use super::{fast, in_short, no_answer, slow, too_few_cores};
use crate::{
    report::{Speed, Verdict},
    speed::{Account, Comparison, Facts},
};

const MS: u64 = 1_000_000;

fn speed(speedup: f64) -> Speed {
    Speed {
        workers: 2,
        at_least: 1.5,
        comparison: Comparison::default(),
        facts: Facts {
            rounds: 12,
            hits: 1,
            calm: 5,
            calm_hits: 0,
            speedup,
            best: 1.56,
            alone: 1.0,
            together: 1.0,
            granted: 1.97,
            cores: 1.97,
        },
        took: Duration::from_millis(812),
        account: None,
    }
}

/// The same on one worker, which is not shared out.
fn alone(at_least: f64, speedup: f64) -> Speed {
    let mut alone = Speed {
        workers: 1,
        at_least,
        ..speed(speedup)
    };
    (alone.facts.granted, alone.facts.cores) = (0.97, 0.97);
    alone
}

fn with_itself(speedup: f64) -> Speed {
    Speed {
        comparison: Comparison {
            with_itself: true,
            in_processes: false,
        },
        ..speed(speedup)
    }
}

/// The same, where one worker's time no longer counts as it is.
fn dear(speedup: f64) -> Speed {
    let mut dear = with_itself(speedup);
    dear.facts.alone = 3.0;
    dear
}

/// The same, where one worker alone takes more than all of them together.
fn sham(speedup: f64) -> Speed {
    let mut sham = with_itself(speedup);
    sham.facts.together = 1.1;
    sham
}

fn in_processes(speedup: f64) -> Speed {
    Speed {
        comparison: Comparison {
            with_itself: false,
            in_processes: true,
        },
        ..speed(speedup)
    }
}

/// So many rounds, so many of them calm, so many of those fast enough.
fn rounds(rounds: usize, calm: usize, calm_hits: usize, speed: Speed) -> Speed {
    Speed {
        facts: Facts {
            rounds,
            hits: calm_hits,
            calm,
            calm_hits,
            ..speed.facts
        },
        ..speed
    }
}

fn account() -> Option<Account> {
    Some(Account {
        workers: 2,
        wall: 60 * MS,
        serial: 40 * MS,
        cpu: Some(112 * MS),
        waiting: Some(2 * MS),
        delay: Some(MS),
        switches: Some(12),
        threads: Some(2),
        ..Account::default()
    })
}

#[test]
fn what_is_fast_enough() {
    let mut scarce = speed(1.45);
    (scarce.facts.hits, scarce.facts.cores) = (6, 1.37);
    let texts = [
        fast(&speed(1.94)),
        fast(&with_itself(1.94)),
        fast(&scarce),
        fast(&dear(1.61)),
        fast(&sham(1.61)),
        fast(&alone(0.05, 0.81)),
        fast(&alone(1.3, 1.42)),
        in_short(&Verdict::Passed, &speed(1.94)),
        in_short(&Verdict::Passed, &alone(1.3, 1.42)),
    ];
    insta::assert_snapshot!(texts.join("\n\n"));
}

#[test]
fn what_is_too_slow() {
    let explained = Speed {
        account: account(),
        ..speed(0.66)
    };
    let explained_and_dear = Speed {
        account: account().map(|account| Account {
            serial: 100 * MS,
            ..account
        }),
        ..dear(0.66)
    };
    // Two rounds are enough for it, and the machine was calm in both.
    let mut hopeless = speed(0.14);
    (hopeless.facts.rounds, hopeless.facts.calm) = (2, 2);
    let texts = [
        slow(&speed(1.21)),
        slow(&explained),
        slow(&with_itself(1.21)),
        slow(&with_itself(0.66)),
        slow(&dear(0.66)),
        slow(&explained_and_dear),
        slow(&sham(1.05)),
        slow(&hopeless),
        slow(&alone(0.05, 0.004)),
        slow(&alone(1.3, 0.98)),
        slow(&alone(1.3, 0.31)),
    ];
    insta::assert_snapshot!(texts.join("\n\n"));
}

#[test]
fn of_work_in_processes_nobody_says_what_threads_did() {
    let text = slow(&Speed {
        account: account(),
        ..in_processes(0.66)
    });
    insta::assert_snapshot!(text);
}

#[test]
fn what_cannot_be_told() {
    let throttled = no_answer(&speed(1.2), 20);
    let burnt = Speed {
        facts: Facts {
            granted: 1.02,
            cores: 1.02,
            calm: 0,
            ..speed(0.2).facts
        },
        ..speed(0.2)
    };
    let texts = [
        too_few_cores(2, 1),
        no_answer(&speed(1.2), 0),
        no_answer(&burnt, 0),
        no_answer(&rounds(12, 9, 0, speed(1.2)), 0),
        no_answer(&rounds(3, 3, 0, in_processes(0.2)), 0),
        throttled,
        no_answer(&rounds(12, 5, 0, alone(0.05, 0.04)), 0),
        slow(&burnt),
    ];
    insta::assert_snapshot!(texts.join("\n\n"));
}

#[test]
fn code_that_lies_at_the_threshold_does_not_blame_a_calm_machine() {
    let texts = [
        no_answer(&rounds(12, 12, 6, speed(1.5)), 0),
        no_answer(&rounds(12, 11, 5, alone(1.3, 1.29)), 0),
    ];
    for text in &texts {
        assert!(!text.contains("Close what else"), "{text}");
        assert!(!text.contains("only"), "{text}");
    }
    insta::assert_snapshot!(texts.join("\n\n"));
}
