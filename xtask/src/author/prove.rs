//! Judges claims, and remembers what was proven.

use std::time::{Duration, Instant};

use super::{
    cache::{Cache, Kept},
    claim::{Claim, What},
    shown::shown,
};
use crate::{
    content::Ground,
    course::Course,
    judge::{self, Event, JudgeError},
    progress::News,
    render::terminal,
    report::Report,
};

/// What became of a claim.
#[derive(Clone, Debug, Default)]
pub struct Proof {
    /// What a learner would read, without colours.
    pub shown: String,
    /// What the race stage proved, one line a test.
    pub explored: Vec<String>,
    /// What speaks against the claim; `None` if it is proven.
    pub problem: Option<String>,
    /// Why the machine could not tell; then nothing speaks for the claim either.
    pub untold: Option<String>,
    /// What was seen first of a mistake that was caught as claimed only when it was judged once more.
    pub first_seen: Option<String>,
    /// How long its tests ran; `None` if it was proven before.
    pub took: Option<Duration>,
}

/// Judges every claim that was not proven before for the very same files, or every one if `fresh`.
/// The proofs come in the order of the claims. `say` hears how far it is.
///
/// # Errors
///
/// Only when it was interrupted; whatever else goes wrong is the problem of a claim.
pub fn prove(
    course: &Course,
    claims: &[Claim<'_>],
    fresh: bool,
    say: &mut dyn FnMut(News),
) -> Result<Vec<Proof>, JudgeError> {
    let ground = Ground::of(course);
    let mut cache = Cache::load(judge::target_folder(course).join("proofs.json"));
    let keys: Vec<String> = claims
        .iter()
        .map(|claim| ground.of_subject(course, claim.lesson, claim.exercise, &claim.text))
        .collect();
    let mut proofs: Vec<Option<Proof>> = claims
        .iter()
        .zip(&keys)
        .map(|(claim, key)| {
            let kept = cache.find(&claim.name(), key).filter(|_| !fresh)?;
            Some(Proof {
                shown: kept.shown.clone(),
                explored: kept.explored.clone(),
                ..Proof::default()
            })
        })
        .collect();
    // A machine that could tell nothing for so long is not asked again and again.
    let mut hopeless = false;
    let open: Vec<usize> = (0..claims.len())
        .filter(|&at| proofs[at].is_none())
        .collect();
    for (done, lesson) in batches(claims, &open) {
        let (first, many) = (&claims[lesson[0]], lesson.len());
        if hopeless && first.what.is_about_speed() {
            for &at in lesson {
                proofs[at] = Some(not_measured());
            }
            continue;
        }
        say(News {
            text: format!(
                "{}: {} to {} of {}",
                first.lesson.package(),
                done + 1,
                done + many,
                open.len()
            ),
            slow: true,
        });
        let jobs: Vec<_> = lesson.iter().map(|&at| claims[at].job()).collect();
        let reports = judge::judge_many(course, &jobs, &mut |number, event| {
            let claim = &claims[lesson[number]];
            let news = match event {
                Event::Building { .. } => "building",
                Event::Running { test: None, .. } => "running",
                _ => return,
            };
            say(News {
                text: format!(
                    "{} of {}: {} ({news})",
                    done + number + 1,
                    open.len(),
                    claim.name()
                ),
                slow: false,
            });
        });
        let mut take = |(&at, report): (&usize, Result<Report, JudgeError>)| {
            if let Err(JudgeError::Interrupted(_)) = report {
                return report.map(|_| ());
            }
            let claim = &claims[at];
            let caught = report.as_ref().is_ok_and(|report| claim.is_caught(report));
            let mut proof = weigh(course, claim, report);
            if caught && proof.problem.is_some() {
                proof = judge_again(course, claim, proof)?;
            }
            if proof.problem.is_none() && proof.untold.is_none() {
                let kept = Kept {
                    key: keys[at].clone(),
                    shown: proof.shown.clone(),
                    explored: proof.explored.clone(),
                };
                cache.keep(claims[at].name(), kept);
            }
            proofs[at] = Some(proof);
            Ok(())
        };
        let taken = lesson.iter().zip(reports).try_for_each(&mut take);
        cache.save();
        taken?;
        let untold = |at: &usize| proofs[*at].as_ref().is_some_and(|it| it.untold.is_some());
        hopeless |= many == SPEED_BATCH && lesson.iter().all(untold);
    }
    Ok(proofs.into_iter().flatten().collect())
}

/// A mistake may be a race, which an earlier test sees now and then by luck: it is judged once more, by itself, and
/// then again. One that names the wrong test, or words that nobody says, is told so each time. One that nothing
/// catches is never judged again.
fn judge_again(course: &Course, claim: &Claim<'_>, first: Proof) -> Result<Proof, JudgeError> {
    for _ in 0..JUDGED_AGAIN {
        let mut reports = judge::judge_many(course, &[claim.job()], &mut |_, _| {});
        let report = match reports.pop() {
            Some(Err(JudgeError::Interrupted(signal))) => {
                return Err(JudgeError::Interrupted(signal));
            }
            Some(report) => report,
            None => break,
        };
        let proof = weigh(course, claim, report);
        if proof.problem.is_none() {
            return Ok(Proof {
                first_seen: first.problem,
                ..proof
            });
        }
    }
    Ok(first)
}

/// How often a mistake is judged once more that was caught, or is told, otherwise than before.
pub const JUDGED_AGAIN: u32 = 2;

/// Batches of one lesson each: small enough that an interrupted run has kept something, large enough to be
/// built in one go. Each with the number of claims before it.
fn batches<'a>(claims: &[Claim<'_>], open: &'a [usize]) -> Vec<(usize, &'a [usize])> {
    let kind = |at: &usize| {
        (
            &claims[*at].lesson.number,
            claims[*at].what.is_about_speed(),
        )
    };
    let batch = |lesson: &&[usize]| match claims[lesson[0]].what.is_about_speed() {
        true => SPEED_BATCH,
        false => BATCH,
    };
    let mut done = 0;
    open.chunk_by(|a, b| kind(a) == kind(b))
        .flat_map(|lesson| lesson.chunks(batch(&lesson)))
        .map(|batch| {
            done += batch.len();
            (done - batch.len(), batch)
        })
        .collect()
}

/// Claims that are built in one go.
pub(super) const BATCH: usize = 24;

/// The same for claims about speed: few, so that a busy machine is noticed soon.
const SPEED_BATCH: usize = 4;

fn not_measured() -> Proof {
    Proof {
        untold: Some("not measured: the machine could tell nothing just before".to_owned()),
        ..Proof::default()
    }
}

fn weigh(course: &Course, claim: &Claim<'_>, report: Result<Report, JudgeError>) -> Proof {
    let report = match report {
        Ok(report) => report,
        Err(error) => {
            return Proof {
                problem: Some(format!("cannot be judged: {error}")),
                ..Proof::default()
            };
        }
    };
    let shown = shown(course, claim, &report);
    let tests = || report.exercises.iter().flat_map(|judged| &judged.tests);
    let explored = match claim.what {
        What::Solution | What::Fast { .. } => {
            report.exercises.iter().flat_map(terminal::proofs).collect()
        }
        _ => Vec::new(),
    };
    Proof {
        problem: claim.problem(&report, &shown),
        untold: claim.untold(&report).map(str::to_owned),
        shown,
        explored,
        first_seen: None,
        took: Some(tests().map(|test| test.took).sum()),
    }
}

/// How long the whole took, in words.
pub(crate) fn since(begin: Instant) -> String {
    match begin.elapsed().as_secs() {
        seconds if seconds < 100 => format!("{seconds} s"),
        seconds => format!("{} min {} s", seconds / 60, seconds % 60),
    }
}
