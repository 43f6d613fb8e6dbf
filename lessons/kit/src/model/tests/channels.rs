//! Channels that hand over from hand to hand, when nobody takes.

use super::proven;
use crate::{
    sync::mpsc::{SendError, sync_channel},
    thread,
};

/// In whatever order they came and go on.
#[test]
fn each_of_two_senders_gets_back_what_it_sent() {
    let _case = crate::case!();
    proven(|| {
        let (sender, receiver) = sync_channel(0);
        thread::scope(|scope| {
            for message in [1, 2] {
                let sender = sender.clone();
                scope.spawn(move || assert_eq!(sender.send(message), Err(SendError(message))));
            }
            drop(receiver);
        });
    });
}

#[test]
fn one_message_is_taken_and_the_other_comes_back() {
    let _case = crate::case!();
    proven(|| {
        let (sender, receiver) = sync_channel(0);
        thread::scope(|scope| {
            let senders = [1, 2].map(|message| {
                let sender = sender.clone();
                scope.spawn(move || match sender.send(message) {
                    Ok(()) => Some(message),
                    Err(SendError(back)) => {
                        assert_eq!(back, message);
                        None
                    }
                })
            });
            let taken = receiver.recv().unwrap();
            drop(receiver);
            let sent: Vec<_> = senders
                .map(|sender| sender.join().unwrap())
                .into_iter()
                .flatten()
                .collect();
            assert_eq!(sent, [taken]);
        });
    });
}
