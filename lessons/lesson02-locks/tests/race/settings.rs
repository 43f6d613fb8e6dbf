use ::kit::{sync::Arc, thread};
use ::lesson02::Settings;

#[test]
fn t5_no_update_is_lost() {
    let _case = ::kit::case!();
    ::kit::model(|| {
        let settings = Arc::new(Settings::new(10));
        let other = thread::spawn({
            let settings = Arc::clone(&settings);
            move || settings.update(|old| old + 2)
        });
        settings.update(|old| old + 1);
        other.join().unwrap();
        let last = *settings.read();
        assert_eq!(
            last, 13,
            "settings of 10 were updated by two threads at the same time, by 1 and by 2, and are {last}: an update was lost. \
             Hint: is what the closure was given still current when its answer is written?"
        );
    });
}

#[test]
fn t6_who_reads_while_another_thread_updates_gets_through() {
    let _case = ::kit::case!();
    ::kit::model(|| {
        let settings = Arc::new(Settings::new(10));
        let other = thread::spawn({
            let settings = Arc::clone(&settings);
            move || settings.update(|old| old + 2)
        });
        let seen = *settings.read();
        other.join().unwrap();
        let last = *settings.read();
        assert!(
            (seen == 10 || seen == 12) && last == 12,
            "settings of 10 were read while another thread added 2, and once more when it had ended: {seen}, then {last}. \
             Hint: which settings may a reader find while an update is under way, and which afterwards?"
        );
    });
}
