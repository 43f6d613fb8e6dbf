use std::io::ErrorKind;

use ::lesson06::{FrameError, read_frame, write_frame};

use crate::{in_time, memory::reserved_by, sink::Sink, source::Source};

/// A frame, made by the book.
fn frame(body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len()).unwrap_or(u32::MAX);
    [&length.to_be_bytes(), body].concat()
}

/// So many bytes, each another one than its neighbours.
fn bytes(count: usize) -> Vec<u8> {
    (0..count).map(|n| (n % 251) as u8).collect()
}

/// What came out, short enough to be shown.
fn told(answer: &Result<Option<Vec<u8>>, FrameError>) -> String {
    match answer {
        Ok(Some(body)) if body.len() > 8 => format!("a body of {} bytes", body.len()),
        Ok(Some(body)) => format!("the body {body:?}"),
        Ok(None) => "None".to_owned(),
        Err(error) => format!("Err({error:?})"),
    }
}

#[test]
fn t1_a_frame_is_its_length_in_four_bytes_and_then_its_body() {
    let _case = ::kit::case!();
    for body in [b"many hands".to_vec(), Vec::new(), bytes(70_000)] {
        let mut to = Sink::new();
        let answer = write_frame(&mut to, &body);
        assert!(
            answer.is_ok() && to.taken == 4 + body.len(),
            "a frame for a body of {} bytes was written to a stream that takes everything. It answered {answer:?} and took {} bytes, \
             not {}. Hint: what stands before the body, and how long is it?",
            body.len(),
            to.taken,
            4 + body.len()
        );
        let _ = std::io::Write::flush(&mut to);
        let header = &to.arrived[..4];
        assert_eq!(
            header,
            &frame(&body)[..4],
            "the header of a frame for {} bytes. Hint: which of the four bytes is the highest, and which methods of u32 know?",
            body.len()
        );
        assert!(
            to.arrived[4..] == body,
            "after the header came {} bytes, and not the body's. Hint: what is written after the length?",
            to.arrived.len() - 4
        );
    }
}

#[test]
fn t2_frames_are_read_one_by_one() {
    let _case = ::kit::case!();
    let bodies = [
        b"first".to_vec(),
        Vec::new(),
        bytes(70_000),
        b"last".to_vec(),
    ];
    let stream = bodies
        .iter()
        .flat_map(|body| frame(body))
        .collect::<Vec<_>>();
    let mut from = Source::of(&stream);
    for (place, body) in bodies.iter().enumerate() {
        let answer = read_frame(&mut from, 100_000);
        assert!(
            matches!(&answer, Ok(Some(read)) if read == body),
            "4 frames of 5, 0, 70000 and 4 bytes came in one go; frame {} should be {} bytes, and was {}. Hint: which bytes belong to \
             this frame, and who gets those that follow?",
            place + 1,
            body.len(),
            told(&answer)
        );
    }
}

#[test]
fn t3_the_end_between_two_frames_is_none() {
    let _case = ::kit::case!();
    let stream = frame(b"only");
    let mut from = Source::of(&stream);
    let first = read_frame(&mut from, 100);
    let then = [read_frame(&mut from, 100), read_frame(&mut from, 100)];
    assert!(
        matches!((&first, &then), (Ok(Some(_)), [Ok(None), Ok(None)])),
        "one frame, then the end; read three times: {}, {}, {}. Hint: how many bytes of the header come at the end of the stream?",
        told(&first),
        told(&then[0]),
        told(&then[1])
    );
}

#[test]
fn t4_a_stream_may_give_single_bytes() {
    let _case = ::kit::case!();
    for piece in [1, 3, 4096] {
        let body = bytes(10_000);
        let stream = frame(&body);
        let answer = read_frame(&mut Source::in_pieces(&stream, piece), 20_000);
        assert!(
            matches!(&answer, Ok(Some(read)) if *read == body),
            "a frame of 10000 bytes from a stream that gives at most {piece} at a time, with a signal before each: {}. Hint: what \
             does the number mean that read returns, and what is to be done after Interrupted?",
            told(&answer)
        );
    }
}

#[test]
fn t5_a_stream_may_take_single_bytes() {
    let _case = ::kit::case!();
    for piece in [1, 3, 4096] {
        let body = bytes(10_000);
        let mut to = Sink::in_pieces(piece);
        let answer = write_frame(&mut to, &body);
        let taken = to.taken;
        let _ = std::io::Write::flush(&mut to);
        assert!(
            answer.is_ok() && to.arrived == frame(&body),
            "a frame of 10000 bytes to a stream that takes at most {piece} at a time, with a signal before each: {answer:?}, and it got \
             {taken} bytes of 10004. Hint: what does the number mean that write returns, and what is to be done after Interrupted?"
        );
    }
}

#[test]
fn t6_a_frame_is_on_its_way_when_the_call_returns() {
    let _case = ::kit::case!();
    let mut to = Sink::new();
    let answer = write_frame(&mut to, b"go");
    assert!(
        answer.is_ok() && to.arrived == frame(b"go"),
        "a frame of 2 bytes was written to a stream with a buffer: {answer:?}, and of its 6 bytes {} were on their way to the reader. \
         Hint: who empties the buffer, if nothing else is ever written?",
        to.arrived.len()
    );
}

#[test]
fn t7_the_end_inside_a_frame_is_an_error() {
    let _case = ::kit::case!();
    let whole = frame(b"cut me anywhere");
    for end in 1..whole.len() {
        let wanted = if end < 4 { (end, 4) } else { (end - 4, 15) };
        for piece in [usize::MAX, 1] {
            let answer = read_frame(&mut Source::in_pieces(&whole[..end], piece), 100);
            assert!(
                matches!(answer, Err(FrameError::CutOff { got, wanted: all }) if (got, all) == wanted),
                "a frame of 4 + 15 bytes was cut after {end}: {}, not CutOff with {} of {} bytes. Hint: how many bytes had come when \
                 the stream ended, and of what?",
                told(&answer),
                wanted.0,
                wanted.1
            );
        }
    }
}

#[test]
fn t8_what_the_stream_answers_is_passed_on() {
    let _case = ::kit::case!();
    let whole = frame(b"lost");
    for end in [0, 2, 4, 6] {
        let answer = read_frame(
            &mut Source::that_fails(&whole[..end], ErrorKind::TimedOut),
            100,
        );
        assert!(
            matches!(&answer, Err(FrameError::Io(error)) if error.kind() == ErrorKind::TimedOut),
            "after {end} bytes of a frame the stream failed with TimedOut: {}. Hint: is an error of the stream the same as its end?",
            told(&answer)
        );
    }
    for room in [0, 2, 4, 6] {
        let answer = write_frame(&mut Sink::that_fails(room, ErrorKind::BrokenPipe), b"lost");
        let kind = answer.as_ref().err().map(|error| error.kind());
        assert!(
            kind == Some(ErrorKind::BrokenPipe),
            "a stream took {room} of a frame's 8 bytes and failed with BrokenPipe: write_frame answered {answer:?}. Hint: who should \
             learn of it?"
        );
        let mut to = Sink::that_is_full(room);
        let answer = write_frame(&mut to, b"lost");
        let kind = answer.as_ref().err().map(|error| error.kind());
        assert!(
            kind == Some(ErrorKind::WriteZero) && to.taken == room,
            "a stream took {room} of a frame's 8 bytes, then none (write returned 0), and would take everything then: write_frame answered \
             {answer:?}, not an error of kind WriteZero, and {} bytes were taken. Hint: what if a write returns 0 again and again?",
            to.taken
        );
    }
}

#[test]
fn t9_a_body_that_the_header_cannot_tell_is_refused() {
    let _case = ::kit::case!();
    let Some(length) = (u32::MAX as usize).checked_add(6).filter(|_| cfg!(unix)) else {
        ::kit::case::note("a body of more than 4 GiB is not tried on this system");
        return;
    };
    let mut room = Vec::<u8>::new();
    if ::std::hint::black_box(&mut room)
        .try_reserve_exact(length)
        .is_err()
    {
        ::kit::case::note("a body of more than 4 GiB is not tried: the system has no room for one");
        return;
    }
    drop(room);
    // Zeros that nobody has touched take no memory.
    let body = vec![0; length];
    let hint = "what is known of the body before you look at its first byte, and what does your code do first?";
    let (answer, taken) = in_time("a body of 4 GiB and 5 bytes", hint, move || {
        let mut to = Sink::that_fails(1 << 16, ErrorKind::StorageFull);
        (write_frame(&mut to, &body), to.taken)
    });
    let kind = answer.as_ref().err().map(|error| error.kind());
    assert!(
        kind == Some(ErrorKind::InvalidInput) && taken == 0,
        "a body of 4 GiB and 5 bytes: {answer:?}, and {taken} bytes had been written by then. Hint: what becomes of a length that is cut \
         down to four bytes?"
    );
}

#[test]
fn t10_a_length_above_the_limit_is_refused_before_memory_is_taken() {
    let _case = ::kit::case!();
    for (length, limit) in [(6, 5), (1_000_000, 10), (u32::MAX, 5), (1 << 31, 1000)] {
        let stream = [&length.to_be_bytes()[..], b"012345"].concat();
        let mut from = Source::of(&stream);
        let (answer, taken) = reserved_by(|| read_frame(&mut from, limit));
        assert!(
            matches!(answer, Err(FrameError::TooLong { length: told, limit: most }) if told == length as usize && most == limit),
            "a header tells {length} bytes, {limit} are accepted: {}. Hint: what is known before the first byte of the body?",
            told(&answer)
        );
        assert!(
            from.largest <= 64 * 1024 && taken.is_none_or(|taken| taken < 1 << 30),
            "a header tells {length} bytes, {limit} are accepted: it was refused, but memory for {} bytes had been taken. Hint: who \
             decides how much memory your program takes, you or whoever writes the header?",
            taken.unwrap_or(0).max(from.largest)
        );
    }
    let longest = frame(b"01234");
    let answer = read_frame(&mut Source::of(&longest), 5);
    assert!(
        matches!(&answer, Ok(Some(body)) if body == b"01234"),
        "a header tells 5 bytes, 5 are accepted: {}. Hint: is the limit itself above the limit?",
        told(&answer)
    );
    let answer = read_frame(&mut Source::of(&longest), usize::MAX);
    assert!(
        matches!(&answer, Ok(Some(body)) if body == b"01234"),
        "5 bytes, and every length is accepted: {}. Hint: how much memory do 5 bytes need?",
        told(&answer)
    );
}
