use std::time::Duration;

use ::kit::{sync::mpsc, thread};
use ::lesson03::Ticker;

#[test]
fn t9_the_stop_is_noticed_at_every_moment() {
    let _case = ::kit::case!();
    // An hour never passes here: a stop that is missed is a deadlock, and shows itself at once.
    ::kit::Model::new().time_stands_still().check(|| {
        let ticker = Ticker::start(Duration::from_secs(3600), || {});
        drop(ticker);
    });
}

#[test]
fn t10_the_stop_is_noticed_while_the_function_runs_and_right_after() {
    let _case = ::kit::case!();
    // Time passes until the first call, and no further: a stop that is missed from then on is a deadlock.
    ::kit::model(|| {
        let (began, begins) = mpsc::channel::<()>();
        let mut began = Some(began);
        let ticker = Ticker::start(Duration::ZERO, move || {
            ::kit::stop_the_clock();
            drop(began.take());
            thread::yield_now(); // for a ticker that asks std how late it is, and so has no need to wait
        });
        let _ = begins.recv(); // comes to its end in the first call
        drop(ticker);
    });
}
