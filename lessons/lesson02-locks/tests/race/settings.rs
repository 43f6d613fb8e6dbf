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
