use std::time::Duration;

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
