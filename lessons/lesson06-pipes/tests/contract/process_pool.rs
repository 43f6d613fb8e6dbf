use std::{
    collections::BTreeSet,
    env, fs, io, panic,
    path::PathBuf,
    process::{self, Command, ExitStatus},
    thread,
};

use ::kit::{case::note, roll_call::RollCall, tidy::Belongings};
use ::lesson06::{ProcessPool, WorkerError};

use crate::{in_time, worker};

type Answer = Result<Vec<u8>, WorkerError>;

/// A pool of workers that work.
#[track_caller]
fn pool(workers: usize) -> ProcessPool {
    pool_of("works", workers)
}

#[track_caller]
fn pool_of(part: &str, workers: usize) -> ProcessPool {
    ProcessPool::new(worker(&[part]), workers).unwrap_or_else(|error| {
        panic!("a pool could not be started (workers: {workers}): {error}. Hint: is the command used as it came?")
    })
}

fn jobs(words: &[impl AsRef<str>]) -> Vec<Vec<u8>> {
    words
        .iter()
        .map(|job| job.as_ref().as_bytes().to_vec())
        .collect()
}

/// The answers of a pool to these jobs; the pool comes back with them.
fn done(
    mut pool: ProcessPool,
    what: &str,
    words: &[impl AsRef<str>],
) -> (ProcessPool, Vec<Answer>) {
    let jobs = jobs(words);
    let hint = "which worker is waited for, and will it ever answer?";
    in_time(what, hint, move || {
        let answers = pool.map(&jobs);
        (pool, answers)
    })
}

/// Answers in words.
fn told(answers: &[Answer]) -> Vec<String> {
    let one = |answer: &Answer| match answer {
        Ok(body) => String::from_utf8_lossy(body).into_owned(),
        Err(WorkerError::Crashed(status)) => match status.code() {
            Some(code) => format!("crashed with {code}"),
            None => "crashed".to_owned(),
        },
        Err(WorkerError::NoWorker(kind)) => format!("no worker: {kind}"),
    };
    answers.iter().map(one).collect()
}

/// A place where workers report. Without one nothing can be shown.
fn roll_call() -> RollCall {
    RollCall::open()
        .unwrap_or_else(|error| panic!("this system has no place to report at: {error}"))
}

#[test]
fn t1_every_job_has_its_answer() {
    let _case = ::kit::case!();
    for (workers, count) in [(1, 5), (3, 1), (2, 0)] {
        let what = format!("words to turn round: {count}; workers: {workers}");
        let words: Vec<_> = (0..count).map(|n| format!("reverse {n}a")).collect();
        let words: Vec<_> = words.iter().map(String::as_str).collect();
        let (_pool, answers) = done(pool(workers), &what, &words);
        let wanted: Vec<String> = (0..count)
            .map(|n| format!("{n}a").chars().rev().collect())
            .collect();
        assert_eq!(
            told(&answers),
            wanted,
            "{what}. Hint: which job does each answer belong to, and how do you know?"
        );
    }
}

#[test]
fn t2_all_workers_work_at_the_same_time() {
    let _case = ::kit::case!();
    let mut meeting = roll_call();
    let stay = format!("stay {}", meeting.address());
    let mut pool = pool(3);
    let (met, answers) = thread::scope(|scope| {
        let answers = scope.spawn(|| pool.map(&jobs(&[&stay; 3])));
        let met = meeting.wait_for(3);
        drop(meeting); // they may go on
        (met, answers.join())
    });
    let answers = answers.unwrap_or_else(|payload| panic::resume_unwind(payload));
    assert!(
        met == 3,
        "3 workers, 3 jobs that end when all three have begun: {met} had begun after 2 s. Hint: who waits for an answer before the next job is sent?"
    );
    assert_eq!(
        told(&answers),
        ["stayed"; 3],
        "3 jobs that meet. Hint: which job does each answer belong to, and how do you know?"
    );
}

#[test]
fn t3_the_workers_are_hired_once() {
    let _case = ::kit::case!();
    let mut pool = pool(2);
    let mut seen = BTreeSet::new();
    for round in 1..=3 {
        let what = format!("2 workers, 8 jobs that answer who did them, call {round} of map");
        let (same, answers) = done(pool, &what, &["who"; 8]);
        pool = same;
        seen.extend(told(&answers));
        assert!(
            seen.len() <= 2,
            "{what}: {} processes so far: {seen:?}. Hint: what does starting a process cost, and when is one needed?",
            seen.len()
        );
    }
}

#[test]
fn t4_whoever_is_free_takes_the_next_job() {
    let _case = ::kit::case!();
    let (mut first, mut others) = (roll_call(), roll_call());
    let slow = format!("stay {}", first.address());
    let quick = |n: u32| format!("tell {} {n}", others.address());
    let words: Vec<_> = [slow].into_iter().chain((1..6).map(quick)).collect();
    let mut pool = pool(2);
    let (begun, answers) = thread::scope(|scope| {
        let answers = scope.spawn(|| pool.map(&jobs(&words)));
        first.wait_for(1);
        let begun = others.wait_for(5);
        drop(first); // it may end
        (begun, answers.join())
    });
    let answers = answers.unwrap_or_else(|payload| panic::resume_unwind(payload));
    assert!(
        begun == 5,
        "2 workers, 6 jobs, and the first one does not end before all others have begun: of those 5, {begun} had begun after 2 s. \
         Hint: who decides which worker does a job, and when?"
    );
    assert_eq!(
        told(&answers),
        ["stayed", "1", "2", "3", "4", "5"],
        "2 workers, 6 jobs, and the first one ended last. Hint: the place of an answer is its job's; who remembers it?"
    );
}

#[test]
fn t5_a_crash_costs_only_its_job() {
    let _case = ::kit::case!();
    for workers in [1, 2] {
        let words = [
            "reverse ab",
            "die 3",
            "reverse cd",
            "die-answering 4",
            "reverse ef",
            "reverse gh",
        ];
        let what = format!(
            "6 jobs, workers: {workers}; the second kills its worker with code 3, the fourth with code 4 and half an answer"
        );
        let (_pool, answers) = done(pool(workers), &what, &words);
        assert_eq!(
            told(&answers),
            ["ba", "crashed with 3", "dc", "crashed with 4", "fe", "hg"],
            "{what}. Hint: who does the jobs that are left, and what is known of how a worker died?"
        );
    }
    one_that_dies_between_two_jobs();
}

/// The worker dies when it has answered, and is known to be dead before it is given the next job.
#[track_caller]
fn one_that_dies_between_two_jobs() {
    let belongings = Belongings::now();
    let (pool, answers) = done(
        pool(1),
        "1 worker, 1 job: it answers, and ends with code 6",
        &["answer-and-die 6"],
    );
    assert_eq!(
        told(&answers),
        ["whole"],
        "1 worker, 1 job: it answers, and ends with code 6. Hint: which came first?"
    );
    let surely_dead = belongings.children_end() == Some(true);
    if !surely_dead {
        note("on this system it is not sure that the worker has died before the next job");
    }
    let what = "1 worker, which has ended with code 6 after its answer; then 3 jobs";
    let (_pool, answers) = done(pool, what, &["reverse ab", "reverse cd", "reverse ef"]);
    let told = told(&answers);
    let first = told.first().map_or("", String::as_str);
    let rest = told.get(1..).unwrap_or_default();
    let may_be_lost = first == "crashed with 6" && !surely_dead;
    assert!(
        (first == "ba" || may_be_lost) && rest == ["dc", "fe"],
        "{what}: {told:?} came out, and it should be \"ba\", \"dc\" and \"fe\". Hint: what does send answer when the worker is gone, and who \
         has the next job then?"
    );
}

#[test]
fn t6_a_job_that_kills_its_worker_is_tried_once() {
    let _case = ::kit::case!();
    let mut count = roll_call();
    let poison = format!("die-and-tell {} 9", count.address());
    let what = "2 workers, 5 jobs, each of which kills its worker with code 9";
    let (pool, answers) = done(pool(2), what, &[&poison; 5]);
    let tried = count.reported();
    assert!(
        tried == 5,
        "{what}; workers that died: {tried}. Hint: who may try a job again, if nobody knows how much of it was done?"
    );
    assert_eq!(
        told(&answers),
        ["crashed with 9"; 5],
        "{what}. Hint: who does the jobs that are left, and what is known of how a worker died?"
    );
    let (_pool, answers) = done(pool, "the same pool, one job more", &["reverse ab"]);
    assert_eq!(
        told(&answers),
        ["ba"],
        "{what}; then one job more that kills nobody. Hint: what does a pool do with the place of a worker that is gone?"
    );
}

#[test]
fn t7_a_worker_that_talks_nonsense_is_ended_and_replaced() {
    let _case = ::kit::case!();
    let what = "1 worker, 2 jobs: for the first it sends what is no answer, and stays";
    let (_pool, answers) = done(pool(1), what, &["talk-nonsense", "reverse ab"]);
    let ended = |status: &ExitStatus| !status.success();
    assert!(
        matches!(&answers[..], [Err(WorkerError::Crashed(status)), Ok(body)] if ended(status) && body == b"ba"),
        "{what}: {:?} came out, and it should be a crash, and then \"ba\". Hint: will this worker ever end by itself?",
        told(&answers)
    );
}

#[test]
fn t8_jobs_and_answers_may_be_megabytes() {
    let _case = ::kit::case!();
    let long: Vec<Vec<u8>> = (b'a'..=b'd').map(|name| vec![name; 1_000_000]).collect();
    let words: Vec<Vec<u8>> = long
        .iter()
        .map(|body| [b"reverse ", body.as_slice()].concat())
        .collect();
    let mut pool = pool(2);
    let what = "2 workers, 4 jobs of 1000000 bytes with answers as long";
    let answers = in_time(what, "which pipe is full, and who empties it?", move || {
        pool.map(&words)
    });
    let right = answers
        .iter()
        .zip(&long)
        .filter(|(answer, body)| answer.as_ref() == Ok(*body))
        .count();
    assert!(
        right == 4 && answers.len() == 4,
        "{what}: {right} of 4 came back whole. Hint: what does Connection do while both sides send?"
    );
}

#[test]
fn t9_no_worker_at_all_is_refused_in_words() {
    let _case = ::kit::case!();
    let text = panic::catch_unwind(|| pool(0)).err().and_then(|payload| {
        let text = payload
            .downcast_ref::<&str>()
            .map(|text| (*text).to_owned());
        text.or_else(|| payload.downcast_ref::<String>().cloned())
    });
    assert!(
        text.as_deref() == Some("a pool needs at least one worker"),
        "a pool of 0 workers should panic with \"a pool needs at least one worker\"; it said {text:?}. Hint: who would do its jobs?"
    );
}

#[test]
fn t10_a_program_that_is_not_there_is_an_error() {
    let _case = ::kit::case!();
    let answer = ProcessPool::new(Command::new("./no-such-program"), 2);
    let kind = answer.err().map(|error| error.kind());
    assert!(
        kind == Some(io::ErrorKind::NotFound),
        "a pool of a program that is not there should be an error of kind NotFound, and was {kind:?}. Hint: who tells the caller?"
    );
}

/// A second name for the worker's program, which can be taken away, and goes when the test is over in any case.
struct SecondName(PathBuf);

impl Drop for SecondName {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

fn second_name() -> io::Result<SecondName> {
    let place = env::temp_dir().join(format!("many-hands-pool-{}", process::id()));
    #[cfg(unix)]
    std::os::unix::fs::symlink(::kit::worker!(), &place)?;
    #[cfg(not(unix))]
    fs::hard_link(::kit::worker!(), &place)?;
    Ok(SecondName(place))
}

#[test]
fn t11_without_a_new_worker_a_job_is_told_so() {
    let _case = ::kit::case!();
    let Ok(place) = second_name() else {
        note(
            "a program that is taken away is not tried: there can be no link to it in the folder for temporary files",
        );
        return;
    };
    let mut command = Command::new(&place.0);
    command.arg("works");
    let pool = ProcessPool::new(command, 1);
    let taken_away = fs::remove_file(&place.0).is_ok();
    let pool = pool.unwrap_or_else(|error| {
        panic!("a pool of 1 worker could not be started: {error}. Hint: is the command used as it came, and nothing besides?")
    });
    if !taken_away {
        note("a program that is taken away is not tried: this system keeps it while it runs");
        return;
    }
    let what = "1 worker, whose program is taken away when it has started; 3 jobs, the first of which kills it with code 3";
    let (_pool, answers) = done(pool, what, &["die 3", "reverse ab", "reverse cd"]);
    assert_eq!(
        told(&answers),
        [
            "crashed with 3",
            "no worker: entity not found",
            "no worker: entity not found"
        ],
        "{what}. Hint: what becomes of the jobs if there is nobody to do them?"
    );
}

#[test]
fn t12_a_pool_that_is_dropped_leaves_nothing_behind() {
    let _case = ::kit::case!();
    for part in ["works", "works-and-stays"] {
        let what = match part {
            "works" => "drop of a pool of 3 workers, one of which has died",
            _ => {
                "drop of a pool of 3 workers that would never end by themselves, after one has died"
            }
        };
        let belongings = Belongings::now();
        let (pool, _) = done(
            pool_of(part, 3),
            what,
            &["reverse ab", "die-answering 3", "reverse cd", "who"],
        );
        let hint = "what is waited for here, and does it ever come?";
        in_time(what, hint, move || drop(pool));
        belongings.nothing_is_left_behind(what);
    }
}
