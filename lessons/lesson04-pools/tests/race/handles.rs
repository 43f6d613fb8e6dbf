use ::kit::{
    Model,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};
use ::lesson04::{JobHandle, ThreadPool};

/// No wait comes to its limit here: whoever is not woken waits for ever, and shows it.
fn no_limits() -> Model {
    Model::new().time_stands_still()
}

#[test]
fn t8_join_returns_the_answer_whenever_it_comes() {
    let _case = ::kit::case!();
    no_limits().check(|| {
        let pool = ThreadPool::new(1);
        let answer = pool.submit(|| 7).join().ok();
        assert_eq!(
            answer,
            Some(7),
            "a job answered 7; join gave something else, None standing for an Err. Hint: when join has been woken, what must it look at?"
        );
    });
}

#[test]
fn t9_what_is_finished_can_be_joined_and_has_been_done() {
    let _case = ::kit::case!();
    no_limits().check(|| {
        let done = Arc::new(AtomicBool::new(false));
        let pool = ThreadPool::new(1);
        let handle = pool.submit({
            let done = Arc::clone(&done);
            move || done.store(true, Ordering::Relaxed)
        });
        if handle.is_finished() {
            assert!(
                done.load(Ordering::Relaxed),
                "is_finished returned true, and what the job did could not be seen. Hint: what do you note first, the answer or that there is one?"
            );
        }
        assert!(
            handle.join().is_ok(),
            "the job did not panic, yet join gave an Err. Hint: where does an Err come from?"
        );
    });
}

#[test]
fn t10_a_handle_may_be_forgotten_at_any_moment() {
    let _case = ::kit::case!();
    no_limits().check(|| {
        let done = Arc::new(AtomicBool::new(false));
        let pool = ThreadPool::new(2);
        drop(pool.submit({
            let done = Arc::clone(&done);
            move || done.store(true, Ordering::SeqCst)
        }));
        drop(pool);
        assert!(
            done.load(Ordering::SeqCst),
            "a job was submitted, its handle forgotten and the pool dropped: the job was not done. Hint: does the job need anybody who waits for it?"
        );
    });
}

/// A handle whose job has ended.
struct Ended<H>(Arc<H>);

/// What two say who ask it at the same time.
trait AskedByTwo {
    fn finished_twice(&self) -> [bool; 2];
}

impl<T: 'static> AskedByTwo for Ended<JobHandle<T>>
where
    JobHandle<T>: Send + Sync,
{
    fn finished_twice(&self) -> [bool; 2] {
        let handle = Arc::clone(&self.0);
        let other = thread::spawn(move || handle.is_finished());
        let here = self.0.is_finished();
        [here, other.join().expect("is_finished does not panic")]
    }
}

/// Found only if the other one does not fit: the end of a channel cannot be shared, so nobody else can ask.
trait AskedByOne {
    fn finished_twice(&self) -> [bool; 2];
}

impl<T> AskedByOne for &Ended<JobHandle<T>> {
    fn finished_twice(&self) -> [bool; 2] {
        [self.0.is_finished(), self.0.is_finished()]
    }
}

// Which one is found depends on whose code is judged; neither is dead.
const _: fn(&&'static Ended<JobHandle<u8>>) -> [bool; 2] = AskedByOne::finished_twice;

#[test]
fn t11_is_finished_says_the_same_to_all_who_ask() {
    let _case = ::kit::case!();
    no_limits().check(|| {
        let pool = ThreadPool::new(1);
        let handle = &Ended(Arc::new(pool.submit(|| 7)));
        drop(pool); // it waits for the job
        let finished = handle.finished_twice();
        assert_eq!(
            finished,
            [true, true],
            "a job had ended, and is_finished was asked twice, at the same time where the handle can be shared: this is what it returned. Hint: what does is_finished take for an answer that is not there?"
        );
    });
}
