//! Channels: the message, and the place that it leaves.

use super::{Data, published};
use crate::{
    model::tests::proven,
    sync::{Arc, Mutex, mpsc},
    thread,
};

/// The sender and the receiver as `Sync`, as the closures need them.
fn channel<S>(ends: (S, mpsc::Receiver<()>)) -> (S, Mutex<mpsc::Receiver<()>>) {
    (ends.0, Mutex::new(ends.1))
}

#[test]
fn a_message() {
    let _case = crate::case!();
    published(
        || channel(mpsc::channel()),
        |(sender, _), data| {
            data.write();
            sender.send(()).unwrap();
        },
        |(_, receiver), data| {
            receiver.lock().unwrap().recv().unwrap();
            data.is_here();
        },
    );
}

#[test]
fn a_message_from_hand_to_hand() {
    let _case = crate::case!();
    published(
        || channel(mpsc::sync_channel(0)),
        |(sender, _), data| {
            data.write();
            sender.send(()).unwrap();
        },
        |(_, receiver), data| {
            receiver.lock().unwrap().recv().unwrap();
            data.is_here();
        },
    );
}

/// Whoever hands over from hand to hand knows that it was taken.
#[test]
fn a_hand_that_takes() {
    let _case = crate::case!();
    published(
        || channel(mpsc::sync_channel(0)),
        |(_, receiver), data| {
            data.write();
            receiver.lock().unwrap().recv().unwrap();
        },
        |(sender, _), data| {
            sender.send(()).unwrap();
            data.is_here();
        },
    );
}

#[test]
fn a_message_into_a_place_of_one() {
    let _case = crate::case!();
    published(
        || channel(mpsc::sync_channel(1)),
        |(sender, _), data| {
            data.write();
            sender.send(()).unwrap();
        },
        |(_, receiver), data| {
            receiver.lock().unwrap().recv().unwrap();
            data.is_here();
        },
    );
}

/// The second message needs the room that the first one leaves.
#[test]
fn room_for_a_message() {
    let _case = crate::case!();
    published(
        || channel(mpsc::sync_channel(1)),
        |(_, receiver), data| {
            data.write();
            receiver.lock().unwrap().recv().unwrap();
        },
        |(sender, _), data| {
            sender.send(()).unwrap();
            sender.send(()).unwrap();
            data.is_here();
        },
    );
}

#[test]
fn a_sender_that_is_gone() {
    let _case = crate::case!();
    proven(|| {
        let data = Arc::new(Data::new());
        let (sender, receiver) = mpsc::channel::<()>();
        let other = thread::spawn({
            let data = data.clone();
            move || {
                data.write();
                drop(sender);
            }
        });
        assert!(receiver.recv().is_err());
        data.is_here();
        other.join().unwrap();
    });
}
