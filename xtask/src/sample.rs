//! A small course by values, for the tests of the pure parts.

use std::path::PathBuf;

use crate::course::{Course, Exercise, Kind, Lesson};

pub(crate) fn course() -> Course {
    Course {
        root: PathBuf::from("/course"),
        lessons: vec![
            lesson(
                "01",
                "threads",
                "Threads",
                vec![
                    exercise("both", Kind::Write, &["t1_both_answers_come_back"], &[]),
                    exercise(
                        "outcomes",
                        Kind::Write,
                        &["t1_every_result_comes_back"],
                        &[],
                    ),
                ],
            ),
            lesson(
                "02",
                "locks",
                "Locks",
                vec![exercise(
                    "bank",
                    Kind::Mend,
                    &[
                        "t1_a_transfer_moves_money",
                        "t2_a_failed_transfer_moves_nothing",
                    ],
                    &[
                        "t3_no_cent_is_lost_on_the_way",
                        "t4_two_transfers_never_wait_for_ever",
                    ],
                )],
            ),
        ],
    }
}

fn lesson(number: &str, name: &str, title: &str, exercises: Vec<Exercise>) -> Lesson {
    Lesson {
        number: number.into(),
        title: title.into(),
        folder: format!("lessons/lesson{number}-{name}").into(),
        solution: format!("solutions/lesson{number}-{name}").into(),
        exercises,
    }
}

fn exercise(name: &str, kind: Kind, contract: &[&str], race: &[&str]) -> Exercise {
    let tests = |names: &[&str]| names.iter().map(|test| format!("{name}::{test}")).collect();
    Exercise {
        name: name.into(),
        kind,
        minutes: 20,
        contract: tests(contract),
        race: tests(race),
        speed: Vec::new(),
    }
}
