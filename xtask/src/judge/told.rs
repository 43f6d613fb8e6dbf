//! What a measuring process has told, and what it comes to.

use std::time::{Duration, Instant};

use super::{JudgeError, execution::Halt};
use crate::{
    report::{Speed, Stage, TestResult, Verdict},
    run::Next,
    speed::{Account, Answer, Comparison, Facts, Round, Walk, words},
};

/// Whoever has no answer after this time cannot tell.
const PATIENCE: Duration = Duration::from_secs(3);

/// One run of code that is far too slow may take so long by itself; a few rounds are needed all the same.
const AT_LEAST: usize = 3;

/// What the measuring process has told so far.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// Workers, threshold in thousandths, cores.
    case: Option<(usize, f64, usize)>,
    comparison: Comparison,
    pub(super) size: u64,
    walk: Option<Walk>,
    since: Option<Instant>,
    took: Duration,
    answer: Option<Answer>,
    throttled: usize,
    accounts: Vec<Account>,
}

impl Told {
    /// Takes a measurement, and says whether there is enough.
    pub(super) fn take(&mut self, what: &str, numbers: &[u64]) -> Next {
        match (what, numbers) {
            ("case", &[workers, threshold, cores]) => {
                let (workers, threshold) = (workers as usize, threshold as f64 / 1000.0);
                self.case = Some((workers, threshold, cores as usize));
                self.walk = Some(Walk::new(workers, threshold));
            }
            ("comparison", numbers) => {
                self.comparison = Comparison::from_numbers(numbers).unwrap_or_default();
            }
            ("size", &[size]) => self.size = size,
            ("round", numbers) => {
                if let Some(round) = Round::from_numbers(numbers) {
                    return self.take_round(&round);
                }
            }
            ("account", numbers) => self.accounts.extend(Account::from_numbers(numbers)),
            _ => {}
        }
        Next::Step
    }

    /// Whether more workers make it too slow on a calm machine: then it is worth to look why.
    pub(super) fn is_slow(&self) -> bool {
        self.answer == Some(Answer::No)
    }

    /// Whether a look at the threads of the measuring process can tell where the time goes.
    pub(super) fn shows_in_threads(&self) -> bool {
        !self.comparison.in_processes
    }

    fn take_round(&mut self, round: &Round) -> Next {
        let Some(walk) = &mut self.walk else {
            return Next::Stop;
        };
        if self.answer.is_some() {
            return Next::Stop; // what was under way when it was stopped
        }
        self.throttled += usize::from(round.throttled);
        let now = Instant::now();
        // The first round began before it was told; it is as long as its parts.
        let begin = now.checked_sub(Duration::from_nanos(round.wall()));
        let since = *self.since.get_or_insert(begin.unwrap_or(now));
        self.took = now - since;
        self.answer = walk.take(round);
        let enough = walk.rounds().len() + self.throttled >= AT_LEAST;
        if self.answer.is_some() || (self.took >= PATIENCE && enough) {
            return Next::Stop;
        }
        Next::Step
    }

    /// The verdict, in words.
    pub(super) fn result(self, test: &str) -> Result<TestResult, Halt> {
        let (Some((workers, at_least, cores)), Some(walk)) = (self.case, &self.walk) else {
            return Err(Halt::Trouble(JudgeError::Course {
                problem: format!("the lesson's speed bench tells nothing of `{test}`"),
            }));
        };
        let facts = Facts::of(walk.rounds(), workers);
        // The run that the machine took least from tells most of the code.
        let key = |account: &&Account| (account.delay, account.wall);
        let speed = Speed {
            workers,
            at_least,
            comparison: self.comparison,
            facts,
            took: self.took,
            account: self.accounts.iter().min_by_key(key).copied(),
        };
        let (verdict, message) = match self.answer {
            Some(Answer::Yes) => (Verdict::Passed, String::new()),
            Some(Answer::No) => (Verdict::Slow, words::slow(&speed)),
            None if cores < workers => (Verdict::CannotTell, words::too_few_cores(workers, cores)),
            None => (
                Verdict::CannotTell,
                words::no_answer(&speed, self.throttled),
            ),
        };
        Ok(TestResult {
            message,
            speed: Some(speed),
            took: self.took,
            ..TestResult::new(Stage::Speed, test, verdict)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Told;
    use crate::{report::Verdict, run::Next};

    const MS: u64 = 1_000_000;

    fn told(cores: u64) -> Told {
        let mut told = Told::default();
        told.take("case", &[2, 1_500, cores]);
        told.take("size", &[100]);
        told
    }

    #[test]
    fn an_answer_stops_the_rounds() {
        let mut told = told(2);
        let round = [10, 10, 40, 40, 10, 20, 21, 40, 10, 20, 0].map(|ms| ms * MS);
        let next: Vec<_> = (0..5).map(|_| told.take("round", &round)).collect();
        assert_eq!(next[3..], [Next::Step, Next::Stop]);
        let result = told.result("a::t1").unwrap();
        assert_eq!(result.verdict, Verdict::Passed);
        assert_eq!(result.speed.unwrap().facts.rounds, 5);
    }

    #[test]
    fn the_account_that_was_disturbed_least_is_told() {
        let mut told = told(2);
        let round = [10, 10, 40, 40, 10, 20, 41, 40, 10, 20, 0].map(|ms| ms * MS);
        while told.take("round", &round) != Next::Stop {}
        for delay in [5, 1, 9] {
            let account = [2, 41, 40, 40, 0, delay, 0, 4, 2, 20, 40].map(|ms| ms * MS);
            told.take("account", &account);
        }
        let result = told.result("a::t1").unwrap();
        assert_eq!(result.verdict, Verdict::Slow);
        let account = result.speed.unwrap().account.unwrap();
        assert_eq!(account.delay, Some(MS));
        assert!(result.message.contains("Hint: "), "{}", result.message);
    }

    #[test]
    fn of_processes_no_thread_shows_where_the_time_goes() {
        let mut told = told(2);
        assert!(told.shows_in_threads());
        told.take("comparison", &[0, 1]);
        assert!(!told.shows_in_threads());
        let round = [10, 10, 40, 40, 10, 20, 41, 40, 10, 20, 0].map(|ms| ms * MS);
        while told.take("round", &round) != Next::Stop {}
        let message = told.result("a::t1").unwrap().message;
        assert!(message.contains("the course's serial code"), "{message}");
        assert!(!message.contains("thread"), "{message}");
    }

    #[test]
    fn one_core_cannot_tell() {
        let result = told(1).result("a::t1").unwrap();
        assert_eq!(result.verdict, Verdict::CannotTell);
        assert!(result.message.contains("1 core"), "{}", result.message);
    }
}
