use std::{
    io::{self, ErrorKind},
    process::{Command, ExitStatus},
    sync::{Arc, mpsc},
    thread,
};

use ::kit::{probe::Probe, tidy::Belongings};
use ::lesson06::{Connection, FrameError, LARGEST};

use crate::{in_time, worker};

type Message = Result<Option<Vec<u8>>, FrameError>;

/// A connection with the worker in this part.
#[track_caller]
fn connected(part: &[&str]) -> Connection {
    Connection::spawn(&mut worker(part)).unwrap_or_else(|error| {
        panic!("the worker `{}` could not be started: {error}. Hint: what is asked of the command besides what it came with?", part.join(" "))
    })
}

/// The exit code, or how else it went.
fn code(ended: &io::Result<ExitStatus>) -> String {
    match ended {
        Ok(status) => status.to_string(),
        Err(error) => format!("an error: {error}"),
    }
}

fn told(message: &Message) -> String {
    match message {
        Ok(Some(body)) => format!("a message of {} bytes", body.len()),
        Ok(None) => "None".to_owned(),
        Err(error) => format!("Err({error:?})"),
    }
}

const WAITS: &str = "which bytes are still on their way, and who holds them back?";

#[test]
fn t1_a_message_comes_back() {
    let _case = ::kit::case!();
    for message in [
        b"hello".to_vec(),
        Vec::new(),
        (0..=255).collect(),
        vec![b'x'; 30_000],
    ] {
        let what = format!(
            "a message of {} bytes to a child that sends everything back",
            message.len()
        );
        let connection = connected(&["echo"]);
        let copy = message.clone();
        let (sent, answer) = in_time(&what, WAITS, move || {
            (connection.send(&copy), connection.recv())
        });
        assert!(
            sent.is_ok() && matches!(&answer, Ok(Some(body)) if *body == message),
            "{what}: send answered {sent:?}, and {} came. Hint: is each message one frame, in both directions?",
            told(&answer)
        );
    }
}

#[test]
fn t2_messages_come_one_by_one_and_in_order() {
    let _case = ::kit::case!();
    let connection = connected(&["echo"]);
    let what = "100 messages, \"0\" to \"99\", are sent, and then received from a child that sends everything back";
    let answers = in_time(what, WAITS, move || {
        for n in 0..100 {
            if let Err(error) = connection.send(n.to_string().as_bytes()) {
                return vec![format!("send answered {error}")];
            }
        }
        let text = |message: Message| match &message {
            Ok(Some(body)) => String::from_utf8_lossy(body).into_owned(),
            _ => told(&message),
        };
        (0..100).map(|_| text(connection.recv())).collect()
    });
    let wrong = (0..100).find(|n| answers.get(*n) != Some(&n.to_string()));
    assert!(
        wrong.is_none(),
        "{what}: in place {} came {:?}. Hint: who takes the messages out of the pipe, and where do they wait?",
        wrong.unwrap_or(0),
        answers.get(wrong.unwrap_or(0))
    );
}

#[test]
fn t3_who_waits_for_a_message_keeps_nobody_from_sending() {
    let _case = ::kit::case!();
    fn for_many_threads<T: Send + Sync>(_: &T) {}
    let connection = Arc::new(connected(&["echo"]));
    for_many_threads(&*connection);
    let (show, shown) = mpsc::channel();
    let what = "one thread waits for a message; then another one sends it to a child that sends everything back";
    let hint = "which lock does the one hold while it waits, and does the other one need it?";
    let answer = in_time(what, hint, move || {
        let other = Arc::clone(&connection);
        let waiting = thread::spawn(move || {
            let _ = show.send(Probe::here());
            other.recv()
        });
        let _ = shown.recv().map(Probe::falls_asleep);
        connection.send(b"at last")?;
        waiting.join().unwrap_or(Ok(None))
    });
    assert!(
        matches!(&answer, Ok(Some(body)) if body == b"at last"),
        "{what}: {} came. Hint: which of the two threads got it?",
        told(&answer)
    );
}

#[test]
fn t4_both_sides_may_send_megabytes_first() {
    let _case = ::kit::case!();
    for (count, length, messages) in [(1, 1_000_000, "a message"), (60, 50_000, "60 messages")] {
        let what = format!(
            "the child sends {messages} of {length} bytes before it reads; one thread sends it 1000000 bytes and then receives"
        );
        let connection = connected(&["talks-first", &count.to_string(), &length.to_string()]);
        let hint = "a pipe is full after 64 KiB; who reads the child's while you write to it?";
        let (sent, answers) = in_time(&what, hint, move || {
            let sent = connection.send(&vec![b'x'; 1_000_000]);
            let answers: Vec<_> = (0..=count).map(|_| connection.recv()).collect();
            (sent, answers)
        });
        let right = answers.iter().zip(0..count).all(|(answer, place)| {
            matches!(answer, Ok(Some(body)) if *body == vec![place as u8; length])
        });
        let last = answers.last();
        assert!(
            sent.is_ok()
                && right
                && matches!(last, Some(Ok(Some(body))) if body == b"1000000 bytes"),
            "{what}: send answered {sent:?}; {messages} and the child's answer should have come, and the last that came was {}. \
             Hint: what is lost when nobody receives yet?",
            last.map_or_else(String::new, told)
        );
    }
}

#[test]
fn t5_messages_of_several_senders_do_not_mix() {
    let _case = ::kit::case!();
    let connection = Arc::new(connected(&["echo"]));
    let what = "four threads each send 25 messages of 9000 equal bytes to a child that sends everything back";
    let mixed = in_time(what, WAITS, move || {
        for name in b'a'..=b'd' {
            let connection = Arc::clone(&connection);
            thread::spawn(move || (0..25).all(|_| connection.send(&[name; 9_000]).is_ok()));
        }
        let answers = (0..100).map(|_| connection.recv());
        answers
            .filter(|answer| {
                !matches!(answer, Ok(Some(body)) if body.len() == 9_000 && body.iter().all(|byte| *byte == body[0]))
            })
            .map(|answer| told(&answer))
            .next()
    });
    assert!(
        mixed.is_none(),
        "{what}: of what came back something was no such message, but {}. Hint: what may come between a header and its body?",
        mixed.unwrap_or_default()
    );
}

#[test]
fn t6_the_end_of_the_child_is_none() {
    let _case = ::kit::case!();
    let connection = connected(&["ends-after", "1", "0"]);
    let what = "the child reads one message, and ends";
    let hint = "how does whoever waits for a message learn that none will come?";
    let answers = in_time(what, hint, move || {
        let sent = connection.send(b"goodbye").map(|()| None);
        [
            sent.map_err(FrameError::from),
            connection.recv(),
            connection.recv(),
        ]
    });
    assert!(
        answers.iter().all(|answer| matches!(answer, Ok(None))),
        "{what}: send went well, and two calls of recv should be None; they were {} and {}. Hint: what does the reader of a pipe see when \
         the last writer is gone?",
        told(&answers[1]),
        told(&answers[2])
    );
}

#[test]
fn t7_what_is_no_message_is_an_error_and_nothing_follows_it() {
    let _case = ::kit::case!();
    for (part, problem) in [
        ("half-a-frame", "CutOff { got: 10, wanted: 100 }".to_owned()),
        (
            "nonsense",
            format!("TooLong {{ length: {}, limit: {LARGEST} }}", u32::MAX),
        ),
    ] {
        let connection = connected(&[part]);
        let what = match part {
            "nonsense" => {
                "the child announces 4294967295 bytes; recv twice, and the connection is dropped"
            }
            _ => {
                "the child dies after 10 of a message's 100 bytes; recv twice, and the connection is dropped"
            }
        };
        let hint = "when does whoever reads from the child stop, and who waits for that?";
        let answers = in_time(what, hint, move || [connection.recv(), connection.recv()]);
        let [first, then] = &answers;
        let first = first.as_ref().err().map(|error| format!("{error:?}"));
        assert!(
            first.as_deref() == Some(&problem) && matches!(then, Ok(None)),
            "{what}: recv should be Err({problem}), and None from then on; it was {}, and then {}. Hint: who must learn that something was lost?",
            told(&answers[0]),
            told(then)
        );
    }
}

#[test]
fn t8_sending_to_a_dead_child_is_an_error() {
    let _case = ::kit::case!();
    let connection = connected(&["ends-after", "0", "0"]);
    let what = "1000000 bytes are sent to a child that reads nothing and ends; then one byte more";
    let hint = "what does a pipe answer when nobody will ever read it?";
    let answers = in_time(what, hint, move || {
        [
            connection.send(&vec![b'x'; 1_000_000]),
            connection.send(b"y"),
        ]
    });
    let kinds = answers
        .each_ref()
        .map(|sent| sent.as_ref().err().map(io::Error::kind));
    assert!(
        kinds == [Some(ErrorKind::BrokenPipe); 2],
        "{what}: send should be an error of kind BrokenPipe twice, and was {answers:?}. Hint: which error does your send not pass on?"
    );
}

#[test]
fn t9_close_waits_for_the_end_and_tells_how_it_was() {
    let _case = ::kit::case!();
    let by_itself = "does it end by itself, or did somebody help?";
    let cases: [(&[&str], _, _, _); 2] = [
        (
            &["ends-with-its-input", "7"],
            "a child that ends with code 7 when its input does gets 3 messages; close",
            7,
            by_itself,
        ),
        (
            &["has-the-last-word", "10", "100000"],
            "a child that sends 10 messages of 100000 bytes when its input ends, and ends with code 0 if all of them went off; close",
            0,
            "who takes these messages from the pipe, and until when?",
        ),
    ];
    for (part, what, wanted, question) in cases {
        let connection = connected(part);
        let hint = "how does the child learn that nothing more will come, and who makes room for what it still sends?";
        let ended = in_time(what, hint, move || {
            (0..3).try_for_each(|_| connection.send(b"more"))?;
            connection.close()
        });
        assert!(
            ended.as_ref().ok().and_then(ExitStatus::code) == Some(wanted),
            "{what} should tell code {wanted}, and told {}. Hint: {question}",
            code(&ended)
        );
    }
}

#[test]
fn t10_kill_ends_a_child_that_would_stay() {
    let _case = ::kit::case!();
    let connection = connected(&["deaf"]);
    let what = "a child that reads nothing and never ends by itself; kill";
    let ended = in_time(what, "what ends a child that does not listen?", move || {
        connection.kill()
    });
    assert!(
        ended.as_ref().is_ok_and(|status| !status.success()),
        "{what} told {}. Hint: how does a child end that is killed?",
        code(&ended)
    );
    let connection = connected(&["ends-after", "0", "5"]);
    let what = "a child has ended with code 5; then kill";
    let ended = in_time(what, WAITS, move || {
        let _ = connection.recv(); // its end
        connection.kill()
    });
    assert!(
        ended.as_ref().is_ok_and(|status| status.code() == Some(5)),
        "{what} should tell code 5, and told {}. Hint: what does wait tell of a child that has ended before?",
        code(&ended)
    );
}

#[test]
fn t11_nothing_is_left_behind() {
    let _case = ::kit::case!();
    type End = fn(Connection);
    let ends: [(&str, &[&str], End); 5] = [
        ("close of an echo", &["echo"], |it| _ = it.close()),
        ("drop of an echo", &["echo"], drop),
        ("kill of a child that would stay", &["deaf"], |it| {
            _ = it.kill()
        }),
        ("drop of a child that would stay", &["deaf"], drop),
        (
            "drop of a child that still sends 1200000 bytes",
            &["talks-first", "3", "400000"],
            drop,
        ),
    ];
    for (what, part, end) in ends {
        let belongings = Belongings::now();
        let connection = connected(part);
        let hint = "what is waited for here, and does it ever come?";
        in_time(what, hint, move || end(connection));
        belongings.nothing_is_left_behind(what);
    }
}

#[test]
fn t12_a_program_that_is_not_there_is_an_error() {
    let _case = ::kit::case!();
    let belongings = Belongings::now();
    let answer = Connection::spawn(&mut Command::new("./no-such-program"));
    let kind = answer.as_ref().err().map(io::Error::kind);
    assert!(
        kind == Some(ErrorKind::NotFound),
        "spawn of a program that is not there should be an error of kind NotFound, and was {kind:?}. Hint: who tells the caller?"
    );
    drop(answer);
    belongings.nothing_is_left_behind("spawn of a program that is not there");
}

#[test]
fn t13_messages_wait_although_the_child_has_ended() {
    let _case = ::kit::case!();
    let belongings = Belongings::now();
    let connection = connected(&["leaves-messages", "3", "5"]);
    if belongings.children_end().is_none() {
        ::kit::case::note(
            "on this system it is not sure that the child has ended before recv is called",
        );
    }
    let what =
        "the child sends 3 messages of 5 bytes and ends; when it has ended, recv is called 4 times";
    let hint = "how does whoever waits for a message learn that none will come?";
    let answers = in_time(what, hint, move || {
        (0..4).map(|_| connection.recv()).collect::<Vec<_>>()
    });
    let right = answers[..3]
        .iter()
        .zip(0..)
        .all(|(answer, place)| matches!(answer, Ok(Some(body)) if *body == [place; 5]));
    assert!(
        right && matches!(answers[3], Ok(None)),
        "{what}: there should be 3 messages and then None, and there were {}. Hint: where are the messages when the child is gone, and what \
         says that there are no more?",
        answers.iter().map(told).collect::<Vec<_>>().join(", ")
    );
}
