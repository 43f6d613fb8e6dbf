//! One file for both facades: without a feature it runs on std's own types, with a model's engine in
//! every interleaving. So they cannot drift apart: what learners can write compiles with both and means the same.

use std::{
    cell::{Cell, RefCell},
    collections::HashSet,
    panic::{RefUnwindSafe, UnwindSafe, catch_unwind},
    time::Duration,
};

use kit::{
    cell::UnsafeCell,
    hint,
    sync::{
        Arc, Barrier, BarrierWaitResult, Condvar, LazyLock, LockResult, Mutex, MutexGuard, Once,
        OnceLock, OnceState, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard, TryLockError,
        TryLockResult, WaitTimeoutResult, Weak,
        atomic::{
            self, AtomicBool, AtomicI8, AtomicI16, AtomicI32, AtomicI64, AtomicIsize, AtomicPtr,
            AtomicU8, AtomicU16, AtomicU32, AtomicU64, AtomicUsize,
            Ordering::{AcqRel, Acquire, Relaxed, Release, SeqCst},
        },
        mpsc::{
            self, Receiver, RecvError, RecvTimeoutError, SendError, Sender, SyncSender,
            TryRecvError, TrySendError,
        },
    },
    thread::{self, Builder, JoinHandle, Scope, ScopedJoinHandle, Thread, ThreadId},
};

const LONG: Duration = Duration::from_secs(3600);
const SHORT: Duration = Duration::from_millis(1);

#[cfg(feature = "model")]
fn everywhere(body: impl Fn() + Send + Sync + 'static) {
    kit::Model::new().may_share_nothing().check(body);
}

#[cfg(not(feature = "model"))]
fn everywhere(body: impl Fn() + Send + Sync + 'static) {
    body();
}

/// The same where an hour is never over: a model's time limits may be reached at any moment.
#[cfg(feature = "model")]
fn in_time(body: impl Fn() + Send + Sync + 'static) {
    kit::Model::new()
        .may_share_nothing()
        .time_stands_still()
        .check(body);
}

#[cfg(not(feature = "model"))]
fn in_time(body: impl Fn() + Send + Sync + 'static) {
    body();
}

/// Waits in a loop, with a word to the scheduler.
fn until(mut there: impl FnMut() -> bool) {
    while !there() {
        thread::yield_now();
    }
}

#[test]
fn a_mutex() {
    let _case = kit::case!();
    static TIE: Mutex<()> = Mutex::new(());
    everywhere(|| {
        let mutex: Mutex<u32> = Mutex::new(1);
        let answer: LockResult<MutexGuard<'_, u32>> = mutex.lock();
        let mut guard = answer.unwrap_or_else(PoisonError::into_inner);
        *guard += 1;
        assert_eq!(format!("{guard:?} {guard}"), "2 2");
        let taken: TryLockResult<MutexGuard<'_, u32>> = mutex.try_lock();
        assert!(matches!(taken, Err(TryLockError::WouldBlock)));
        drop(taken);
        assert!(format!("{mutex:?}").contains("<locked>"));
        drop(guard);
        assert!(format!("{mutex:?}").contains("data: 2"));
        *mutex.try_lock().unwrap() += 1;
        let mut mutex = mutex;
        *mutex.get_mut().unwrap() += 1;
        assert!(!mutex.is_poisoned());
        mutex.clear_poison();
        assert_eq!(mutex.into_inner().unwrap(), 4);
        assert_eq!(Mutex::<u8>::default().into_inner().unwrap(), 0);
        assert_eq!(Mutex::from(3).into_inner().unwrap(), 3);
        let unsized_: Arc<Mutex<dyn Fn(u32) -> u32 + Send>> = Arc::new(Mutex::new(|n| n + 1));
        assert_eq!(unsized_.lock().unwrap()(1), 2);
        drop(TIE.lock().unwrap());
        let [one, two] = [(); 2].map(|()| Arc::new(Mutex::new(vec![0])));
        thread::scope(|scope| {
            scope.spawn(|| one.lock().unwrap().push(1));
            scope.spawn(|| two.lock().unwrap().push(2));
        });
        assert_eq!(*one.lock().unwrap(), [0, 1]);
    });
}

#[test]
fn a_lock_for_readers() {
    let _case = kit::case!();
    everywhere(|| {
        let lock: RwLock<Arc<u32>> = RwLock::new(Arc::new(1));
        let answer: LockResult<RwLockReadGuard<'_, Arc<u32>>> = lock.read();
        let one = answer.unwrap();
        let two = lock.read().unwrap(); // a second one on the same thread
        assert!(Arc::ptr_eq(&one, &two));
        assert!(lock.try_read().is_ok());
        assert!(matches!(lock.try_write(), Err(TryLockError::WouldBlock)));
        drop((one, two));
        let mut write: RwLockWriteGuard<'_, Arc<u32>> = lock.write().unwrap();
        *write = Arc::new(2);
        assert!(lock.try_read().is_err());
        assert!(format!("{lock:?}").contains("locked"));
        drop(write);
        assert_eq!(lock.try_write().map(|guard| **guard).ok(), Some(2));
        assert_eq!(format!("{:?}", lock.read().unwrap()), "2");
        let mut lock = lock;
        *lock.get_mut().unwrap() = Arc::new(3);
        assert!(!lock.is_poisoned());
        assert_eq!(*lock.into_inner().unwrap(), 3);
        assert_eq!(RwLock::<u8>::default().into_inner().unwrap(), 0);
        let value = RwLock::from(0);
        thread::scope(|scope| {
            scope.spawn(|| *value.write().unwrap() += 1);
            let seen = *value.read().unwrap();
            assert!(seen <= 1);
        });
        assert_eq!(*value.read().unwrap(), 1);
    });
}

#[test]
fn a_condition_variable() {
    let _case = kit::case!();
    in_time(|| {
        let (open, changed) = (Mutex::new(0), Condvar::new());
        thread::scope(|scope| {
            scope.spawn(|| {
                let mut open = open.lock().unwrap();
                while *open == 0 {
                    open = changed.wait(open).unwrap();
                }
            });
            scope.spawn(|| {
                let open = open.lock().unwrap();
                let (open, late): (MutexGuard<'_, i32>, WaitTimeoutResult) = changed
                    .wait_timeout_while(open, LONG, |open| *open == 0)
                    .unwrap();
                assert!(*open == 1 && !late.timed_out());
            });
            *open.lock().unwrap() = 1;
            changed.notify_all();
        });
        let held = changed
            .wait_while(open.lock().unwrap(), |open| *open == 0)
            .unwrap();
        changed.notify_one(); // nobody is there
        drop(held);
    });
}

#[test]
fn a_time_limit() {
    let _case = kit::case!();
    everywhere(|| {
        let (never, changed) = (Mutex::new(false), Condvar::default());
        let held = never.lock().unwrap();
        let (held, late) = changed
            .wait_timeout_while(held, SHORT, |never| !*never)
            .unwrap();
        assert!(late.timed_out() && !*held);
        drop(held);
        let (sender, receiver) = mpsc::channel::<()>();
        assert_eq!(receiver.recv_timeout(SHORT), Err(RecvTimeoutError::Timeout));
        drop(sender);
        assert_eq!(
            receiver.recv_timeout(LONG),
            Err(RecvTimeoutError::Disconnected)
        );
        thread::park_timeout(SHORT);
        thread::sleep(SHORT);
    });
}

#[test]
fn a_channel() {
    let _case = kit::case!();
    everywhere(|| {
        let (sender, receiver): (Sender<u32>, Receiver<u32>) = mpsc::channel();
        assert_eq!(receiver.try_recv(), Err(TryRecvError::Empty));
        let worker = thread::spawn({
            let sender = sender.clone();
            move || {
                for number in 1..=2 {
                    sender.send(number).unwrap();
                }
            }
        });
        drop(sender);
        assert_eq!(receiver.recv(), Ok(1));
        assert_eq!(receiver.iter().collect::<Vec<_>>(), [2]);
        assert_eq!(receiver.recv(), Err(RecvError));
        assert_eq!(receiver.try_recv(), Err(TryRecvError::Disconnected));
        assert_eq!(receiver.try_iter().count(), 0);
        worker.join().unwrap();
        let (sender, receiver) = mpsc::channel();
        drop(receiver);
        assert_eq!(sender.send(7), Err(SendError(7)));
        let (sender, receiver) = mpsc::channel();
        sender.send("a").unwrap();
        drop(sender);
        for message in &receiver {
            assert_eq!(message, "a");
        }
        assert_eq!(receiver.into_iter().next(), None);
    });
}

#[test]
fn a_channel_with_room_for_one() {
    let _case = kit::case!();
    everywhere(|| {
        let (sender, receiver): (SyncSender<u32>, Receiver<u32>) = mpsc::sync_channel(1);
        sender.try_send(1).unwrap();
        assert_eq!(sender.try_send(2), Err(TrySendError::Full(2)));
        let worker = thread::spawn(move || {
            sender.send(2).unwrap();
            sender.send(3)
        });
        assert_eq!(receiver.recv(), Ok(1));
        assert_eq!(receiver.recv(), Ok(2));
        drop(receiver);
        // Into the empty place before the receiver was dropped, or back.
        assert!(matches!(worker.join().unwrap(), Ok(()) | Err(SendError(3))));
        let (sender, receiver) = mpsc::sync_channel(1);
        drop(receiver);
        assert_eq!(sender.try_send(1), Err(TrySendError::Disconnected(1)));
    });
}

#[test]
fn a_channel_from_hand_to_hand() {
    let _case = kit::case!();
    everywhere(|| {
        let (sender, receiver) = mpsc::sync_channel(0);
        assert_eq!(sender.try_send(0), Err(TrySendError::Full(0)));
        let worker = thread::spawn(move || {
            sender.send(1).unwrap();
            sender.send(2)
        });
        assert_eq!(receiver.recv(), Ok(1));
        drop(receiver);
        assert_eq!(worker.join().unwrap(), Err(SendError(2)));
    });
}

#[test]
fn a_barrier() {
    let _case = kit::case!();
    everywhere(|| {
        let barrier = Arc::new(Barrier::new(2));
        let other = thread::spawn({
            let barrier = barrier.clone();
            move || [(); 2].map(|()| barrier.wait().is_leader())
        });
        let mine = [(); 2].map(|()| {
            let result: BarrierWaitResult = barrier.wait();
            result.is_leader()
        });
        let others = other.join().unwrap();
        assert!(mine[0] != others[0] && mine[1] != others[1]);
    });
}

#[test]
fn what_is_done_once() {
    let _case = kit::case!();
    static LAZY: LazyLock<Mutex<u32>> = LazyLock::new(|| Mutex::new(7));
    static ONCE: OnceLock<u32> = OnceLock::new();
    everywhere(|| {
        let (once, times) = (Once::new(), AtomicUsize::new(0));
        thread::scope(|scope| {
            scope.spawn(|| once.call_once(|| _ = times.fetch_add(1, SeqCst)));
            once.call_once_force(|state: &OnceState| {
                assert!(!state.is_poisoned());
                times.fetch_add(1, SeqCst);
            });
            assert!(once.is_completed());
            once.wait();
        });
        assert_eq!(times.load(SeqCst), 1);
        let value = OnceLock::new();
        assert_eq!(value.get(), None);
        thread::scope(|scope| {
            scope.spawn(|| value.get_or_init(|| 1));
            value.get_or_init(|| 2);
        });
        assert!(matches!(value.get(), Some(1 | 2)));
        assert_eq!(value.set(3), Err(3));
        assert_eq!(value.clone(), value);
        assert!(value.wait() < &3);
        let mut value = value;
        *value.get_mut().unwrap() = 9;
        assert_eq!(format!("{value:?}"), "OnceLock(9)");
        assert_eq!(value.take(), Some(9));
        assert_eq!(value.into_inner(), None);
        assert_eq!(OnceLock::from(1).into_inner(), Some(1));
        assert!(*ONCE.get_or_init(|| 5) == 5);
        assert!(*LAZY.lock().unwrap() == 7);
        let lazy = LazyLock::new(|| 3);
        assert_eq!((*lazy, *LazyLock::force(&lazy)), (3, 3));
    });
}

macro_rules! integers {
    ($($name:ident $value:ty),*) => { $( {
        let atomic = $name::new(1);
        assert_eq!(atomic.load(SeqCst), 1);
        atomic.store(2, Release);
        assert_eq!(atomic.swap(3, AcqRel), 2);
        assert_eq!(atomic.compare_exchange(3, 4, AcqRel, Acquire), Ok(3));
        assert_eq!(atomic.compare_exchange(3, 5, SeqCst, Relaxed), Err(4));
        while atomic.compare_exchange_weak(4, 6, SeqCst, SeqCst).is_err() {}
        assert_eq!(atomic.fetch_add(1, Relaxed), 6);
        assert_eq!(atomic.fetch_sub(2, Relaxed), 7);
        assert_eq!(atomic.fetch_and(4, Relaxed), 5);
        assert_eq!(atomic.fetch_or(1, Relaxed), 4);
        assert_eq!(atomic.fetch_xor(1, Relaxed), 5);
        assert_eq!(atomic.fetch_max(9, Relaxed), 4);
        assert_eq!(atomic.fetch_min(8, Relaxed), 9);
        assert_eq!(atomic.fetch_update(SeqCst, SeqCst, |old| Some(old + 1)), Ok(8));
        assert_eq!(atomic.fetch_update(SeqCst, SeqCst, |_| None), Err(9));
        assert_eq!(atomic.fetch_nand(0, Relaxed), 9);
        let mut atomic = $name::from(<$value>::MAX);
        assert_eq!(atomic.fetch_add(1, Relaxed), <$value>::MAX);
        assert_eq!(atomic.load(Relaxed), <$value>::MIN, "wraps");
        *atomic.get_mut() = 5;
        assert_eq!(format!("{atomic:?}"), "5");
        assert_eq!(atomic.into_inner(), 5);
        assert_eq!($name::default().into_inner(), 0);
    } )* };
}

#[test]
fn atomics() {
    let _case = kit::case!();
    static NEXT: AtomicU64 = AtomicU64::new(1);
    everywhere(|| {
        integers!(AtomicU8 u8, AtomicU16 u16, AtomicU32 u32, AtomicU64 u64, AtomicUsize usize);
        integers!(AtomicI8 i8, AtomicI16 i16, AtomicI32 i32, AtomicI64 i64, AtomicIsize isize);
        let flag = AtomicBool::new(false);
        assert!(
            !flag.fetch_or(true, SeqCst)
                && flag.fetch_and(false, SeqCst)
                && !flag.fetch_xor(true, SeqCst)
        );
        assert!(
            flag.fetch_nand(true, SeqCst) && !flag.fetch_not(SeqCst) && flag.swap(false, SeqCst)
        );
        let mut value = 5;
        let pointer = AtomicPtr::new(&raw mut value);
        assert_eq!(pointer.load(Acquire), &raw mut value);
        pointer.store(std::ptr::null_mut(), Release);
        assert!(pointer.swap(&raw mut value, AcqRel).is_null());
        assert!(AtomicPtr::<u8>::default().into_inner().is_null());
        atomic::fence(SeqCst);
        atomic::compiler_fence(SeqCst);
        NEXT.fetch_add(1, Relaxed);
    });
}

#[test]
fn a_flag_between_two_threads() {
    let _case = kit::case!();
    everywhere(|| {
        let (data, ready) = (AtomicUsize::new(0), AtomicBool::new(false));
        thread::scope(|scope| {
            scope.spawn(|| {
                data.store(42, Relaxed);
                ready.store(true, Release);
            });
            while !ready.load(Acquire) {
                hint::spin_loop();
            }
            assert_eq!(data.load(Relaxed), 42);
        });
        let ready = AtomicBool::new(false);
        thread::scope(|scope| {
            scope.spawn(|| {
                data.store(43, Relaxed);
                atomic::fence(Release);
                ready.store(true, Relaxed);
            });
            until(|| ready.load(Relaxed));
            atomic::fence(Acquire);
            assert_eq!(data.load(Relaxed), 43);
        });
    });
}

#[test]
fn threads() {
    let _case = kit::case!();
    everywhere(|| {
        let child: JoinHandle<ThreadId> = thread::spawn(|| thread::current().id());
        let handle: Thread = child.thread().clone();
        until(|| child.is_finished());
        assert_eq!(child.join().unwrap(), handle.id());
        assert_ne!(handle.id(), thread::current().id());
        assert_eq!(handle.name(), None);
        let builder = Builder::new().name("ann".into()).stack_size(1 << 20);
        let ann = builder
            .spawn(|| thread::current().name().map(str::to_owned))
            .unwrap();
        assert_eq!(ann.thread().name(), Some("ann"));
        assert_eq!(ann.join().unwrap().as_deref(), Some("ann"));
        let ids: HashSet<ThreadId> = [handle.id(), thread::current().id()].into();
        assert_eq!(ids.len(), 2);
        assert!(!thread::panicking() && thread::available_parallelism().is_ok());
    });
}

kit::thread_local! {
    static OWN: Cell<u32> = const { Cell::new(7) };
    static NAMES: RefCell<Vec<&'static str>> = RefCell::new(vec!["first"]);
}

#[test]
fn a_value_for_each_thread() {
    let _case = kit::case!();
    everywhere(|| {
        OWN.set(1);
        NAMES.with_borrow_mut(|names| names.push("main"));
        let child = thread::spawn(|| {
            let before = OWN.replace(2);
            thread::yield_now();
            (before, OWN.get(), NAMES.with_borrow(Vec::len))
        });
        thread::yield_now();
        assert_eq!(OWN.with(Cell::get), 1);
        assert_eq!(child.join().unwrap(), (7, 2, 1));
        assert_eq!((OWN.take(), NAMES.take().len()), (1, 2));
    });
}

/// What is a thread's own ends with it.
#[test]
fn a_value_of_a_thread_that_has_ended() {
    let _case = kit::case!();
    struct Tells(Sender<u32>);
    impl Drop for Tells {
        fn drop(&mut self) {
            let _ = self.0.send(5);
        }
    }
    kit::thread_local!(static LAST: RefCell<Option<Tells>> = const { RefCell::new(None) });
    everywhere(|| {
        let (sender, receiver) = mpsc::channel();
        let child = thread::spawn(move || LAST.set(Some(Tells(sender))));
        assert_eq!(receiver.recv(), Ok(5));
        child.join().unwrap();
    });
}

#[test]
fn threads_of_a_scope() {
    let _case = kit::case!();
    fn by_hand<'scope>(
        scope: &'scope Scope<'scope, '_>,
        text: &'scope str,
    ) -> ScopedJoinHandle<'scope, usize> {
        scope.spawn(move || text.len())
    }
    everywhere(|| {
        let text = String::from("four");
        let mut left = vec![0; 2];
        let (one, two) = left.split_at_mut(1);
        let length = thread::scope(|scope| {
            scope.spawn(|| one[0] = 1);
            let named = Builder::new().name("two".into());
            let two = named.spawn_scoped(scope, || two[0] = 2).unwrap();
            assert_eq!(two.thread().name(), Some("two"));
            let nested = scope.spawn(|| by_hand(scope, &text).join().unwrap());
            nested.join().unwrap()
        });
        assert_eq!((length, left), (4, vec![1, 2]));
    });
}

#[test]
fn parking() {
    let _case = kit::case!();
    everywhere(|| {
        let ready = Arc::new(AtomicBool::new(false));
        let sleeper = thread::spawn({
            let ready = ready.clone();
            move || {
                while !ready.load(Acquire) {
                    thread::park();
                }
            }
        });
        ready.store(true, Release);
        sleeper.thread().unpark();
        sleeper.join().unwrap();
        thread::current().unpark();
        thread::park(); // the token is there
    });
}

#[test]
fn a_checked_cell() {
    let _case = kit::case!();
    everywhere(|| {
        let cell = UnsafeCell::new(1);
        // SAFETY: nobody else has the cell.
        cell.with_mut(|value| unsafe { *value += 1 });
        // SAFETY: as above.
        assert_eq!(cell.with(|value| unsafe { *value }), 2);
        assert_eq!(cell.into_inner(), 2);
        assert_eq!(UnsafeCell::<u8>::default().into_inner(), 0);
    });
}

#[test]
fn a_panic_that_is_caught() {
    let _case = kit::case!();
    everywhere(|| {
        let total = Mutex::new(0);
        let caught = catch_unwind(|| {
            *total.lock().unwrap() += 1; // the guard is gone before the panic
            panic!("on purpose");
        });
        assert!(caught.is_err() && !total.is_poisoned());
        assert_eq!(hint::black_box(*total.lock().unwrap()), 1);
    });
}

#[test]
fn what_may_cross_threads() {
    let _case = kit::case!();
    fn both<T: Send + Sync>() {}
    fn send<T: Send>() {}
    fn unwinds<T: UnwindSafe + RefUnwindSafe>() {}
    both::<Mutex<std::cell::Cell<u8>>>();
    both::<RwLock<u8>>();
    both::<Condvar>();
    both::<Barrier>();
    both::<Once>();
    both::<OnceLock<u8>>();
    both::<LazyLock<u8>>();
    both::<Sender<u8>>();
    both::<SyncSender<u8>>();
    both::<AtomicPtr<std::cell::Cell<u8>>>();
    both::<JoinHandle<u8>>();
    both::<ScopedJoinHandle<'static, u8>>();
    both::<Thread>();
    both::<Weak<Mutex<u8>>>();
    send::<Receiver<u8>>();
    send::<UnsafeCell<u8>>();
    unwinds::<Mutex<u8>>();
    unwinds::<RwLock<u8>>();
    unwinds::<Condvar>();
    unwinds::<AtomicUsize>();
    unwinds::<OnceLock<u8>>();
}
