use ::kit::{Model, sync::Arc, thread};
use ::lesson03::BoundedQueue;

/// No wait comes to its limit here: whoever is not woken waits for ever, and shows it.
fn no_limits() -> Model {
    Model::new().time_stands_still()
}

#[test]
fn t10_each_of_two_consumers_gets_an_item() {
    let _case = ::kit::case!();
    no_limits().check(|| {
        let queue = Arc::new(BoundedQueue::new(1));
        let consumers = [(); 2].map(|()| {
            let queue = Arc::clone(&queue);
            thread::spawn(move || queue.pop())
        });
        for item in [1, 2] {
            assert_eq!(
                queue.push(item),
                Ok(()),
                "an open queue gave item {item} back. Hint: what is Closed for?"
            );
        }
        let mut got = consumers.map(|consumer| consumer.join().expect("pop does not panic"));
        got.sort();
        assert_eq!(
            got,
            [Some(1), Some(2)],
            "2 consumers, 2 items, one place; None means that pop gave up although the queue was never closed. Hint: when pop has been woken, what may another thread have done before it runs?"
        );
    });
}

#[test]
fn t11_two_items_never_share_the_last_place() {
    let _case = ::kit::case!();
    no_limits().check(|| {
        let queue = Arc::new(BoundedQueue::new(1));
        let other = thread::spawn({
            let queue = Arc::clone(&queue);
            move || queue.try_push(1).is_ok()
        });
        let mine = queue.try_push(2).is_ok();
        let others = other.join().expect("try_push does not panic");
        assert!(
            mine != others,
            "two threads tried to push into one place; {} of them succeeded, and the queue holds {}: did two share the last place? Hint: can somebody come in between the look and the push?",
            u8::from(mine) + u8::from(others),
            queue.len()
        );
    });
}

#[test]
fn t12_close_is_noticed_at_every_moment() {
    let _case = ::kit::case!();
    no_limits().check(|| {
        let queue = Arc::new(BoundedQueue::new(1));
        let consumer = thread::spawn({
            let queue = Arc::clone(&queue);
            move || [queue.pop(), queue.pop()]
        });
        assert_eq!(
            queue.push(1),
            Ok(()),
            "an open queue gave item 1 back. Hint: what is Closed for?"
        );
        queue.close();
        let got = consumer.join().expect("pop does not panic");
        assert_eq!(
            got,
            [Some(1), None],
            "1 was pushed, then the queue was closed; another thread popped twice. Hint: what does None promise?"
        );
    });
}

#[test]
fn t13_an_item_is_taken_in_or_given_back_when_the_queue_closes() {
    let _case = ::kit::case!();
    no_limits().check(|| {
        let queue = Arc::new(BoundedQueue::new(2));
        let producer = thread::spawn({
            let queue = Arc::clone(&queue);
            move || (queue.push(1), queue.try_push(2))
        });
        queue.close();
        let popped = [queue.pop(), queue.pop()];
        let answers = producer.join().expect("push does not panic");
        let all_agree = match answers {
            (Ok(()), Ok(())) => popped == [Some(1), Some(2)],
            (Ok(()), Err(_)) => popped == [Some(1), None],
            (Err(_), Err(_)) => popped == [None, None],
            (Err(_), Ok(())) => false,
        };
        assert!(
            all_agree,
            "push(1) and try_push(2) met a close: they answered {answers:?}, and two pops after close {popped:?}: either an item is in, or it comes back. Hint: can close come in between the look and the push?"
        );
    });
}

#[test]
fn t14_each_item_wakes_a_pop_that_waits() {
    let _case = ::kit::case!();
    no_limits().check(|| {
        let queue = Arc::new(BoundedQueue::new(2));
        let consumers = [(); 2].map(|()| {
            let queue = Arc::clone(&queue);
            thread::spawn(move || queue.pop())
        });
        let pushed = [queue.push(1), queue.push(2)];
        let mut got = consumers.map(|consumer| consumer.join().expect("pop does not panic"));
        got.sort();
        assert_eq!(
            (pushed, got),
            ([Ok(()); 2], [Some(1), Some(2)]),
            "pushed 1 and 2 into two places; 2 consumers popped. Hint: when pop has been woken, what may another thread have done before it runs?"
        );
    });
}

#[test]
fn t15_each_pop_wakes_a_push_that_waits() {
    let _case = ::kit::case!();
    no_limits().check(|| {
        let queue = Arc::new(BoundedQueue::new(2));
        let filled = [queue.push(1), queue.push(2)];
        let producers = [3, 4].map(|item| {
            let queue = Arc::clone(&queue);
            thread::spawn(move || queue.push(item))
        });
        let got = [queue.pop(), queue.pop()];
        let pushed = producers.map(|producer| producer.join().expect("push does not panic"));
        assert_eq!(
            (filled, got, pushed),
            ([Ok(()); 2], [Some(1), Some(2)], [Ok(()); 2]),
            "1 and 2 lay in two places, 2 producers pushed, main popped twice. Hint: when push has been woken, what may another thread have done before it runs?"
        );
    });
}

#[test]
fn t16_try_push_uses_the_room_that_there_is() {
    let _case = ::kit::case!();
    no_limits().check(|| {
        let queue = Arc::new(BoundedQueue::new(2));
        let other = thread::spawn({
            let queue = Arc::clone(&queue);
            move || queue.try_push(1)
        });
        let mine = queue.try_push(2);
        let others = other.join().expect("try_push does not panic");
        assert_eq!(
            [others, mine],
            [Ok(()); 2],
            "two threads tried to push 1 and 2 into two places. Hint: is the queue full when somebody else has its lock?"
        );
    });
}

#[test]
fn t17_no_wait_ends_by_itself() {
    let _case = ::kit::case!();
    // Here time passes: who waits with a limit may come to it at any moment.
    ::kit::model(|| {
        let (full, empty) = (BoundedQueue::new(1), BoundedQueue::new(1));
        let queues = Arc::new((full, empty));
        let filled = queues.0.push(1);
        let waits = thread::spawn({
            let queues = Arc::clone(&queues);
            move || (queues.0.push(2), queues.1.pop())
        });
        let taken = queues.0.pop();
        let pushed = queues.1.push(3);
        let answers = waits.join().expect("push and pop do not panic");
        assert_eq!(
            (filled, taken, pushed, answers),
            (Ok(()), Some(1), Ok(()), (Ok(()), Some(3))),
            "one queue was full until main popped 1, the other was empty until main pushed 3; another thread pushed 2 into the first, then popped from the second. Hint: what else than room, an item or a close ends a wait?"
        );
    });
}
