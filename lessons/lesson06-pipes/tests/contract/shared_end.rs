use std::{
    cell::Cell,
    collections::BTreeMap,
    io::{self, ErrorKind, PipeWriter, Read},
    panic::{self, AssertUnwindSafe},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    thread,
};

use ::kit::{
    patience::{Patience, receive},
    probe::Probe,
};
use ::lesson06::SharedWriter;

use crate::{
    LONG, in_time,
    sink::Sink,
    stumbles::{Falls, InPieces, StandsStill},
};

/// A real pipe; the system says why if there is none.
fn pipe() -> (io::PipeReader, PipeWriter) {
    io::pipe().unwrap_or_else(|error| panic!("the system has no pipe for this test: {error}"))
}

/// `drop`, also where a handle needs none.
fn let_go<T>(_: T) {}

#[test]
fn t1_a_record_arrives_as_it_is_and_at_once() {
    let _case = ::kit::case!();
    let mut to = Sink::new();
    let writer = SharedWriter::new(&mut to);
    let answers =
        [b"one".as_slice(), b"", b"two\n"].map(|record| writer.write_record(record).is_ok());
    let_go(writer);
    assert!(
        answers == [true; 3] && to.arrived == b"onetwo\n",
        "three records, \"one\", \"\" and \"two\\n\": went well {answers:?}; the stream has a buffer and had taken {} bytes of 7, and the reader \
         had got {:?}. Hint: what does write leave open, and who empties the buffer?",
        to.taken,
        String::from_utf8_lossy(&to.arrived)
    );
}

#[test]
fn t2_all_clones_write_to_one_stream() {
    let _case = ::kit::case!();
    fn for_many_threads<T: Send + Sync>(_: &T) {}
    let mut bytes = Vec::new();
    for_many_threads(&SharedWriter::new(Falls {
        to: &mut bytes,
        fallen: Cell::new(true),
    }));
    let mut to = Sink::new();
    let first = SharedWriter::new(&mut to);
    let second = first.clone();
    let third = second.clone();
    let answers = [(&first, "a"), (&third, "b"), (&second, "c"), (&first, "d")]
        .map(|(writer, record)| writer.write_record(record.as_bytes()).is_ok());
    let_go((first, second, third));
    assert!(
        answers == [true; 4] && to.arrived == b"abcd",
        "three clones in turn wrote a, b, c and d: went well {answers:?}, and {:?} arrived. Hint: what do the clones share?",
        String::from_utf8_lossy(&to.arrived)
    );
}

#[test]
fn t3_a_stream_may_take_single_bytes() {
    let _case = ::kit::case!();
    let record = [b'x'; 9_000];
    let mut to = Sink::in_pieces(1);
    let writer = SharedWriter::new(&mut to);
    let answer = writer.write_record(&record);
    let_go(writer);
    assert!(
        answer.is_ok() && to.arrived == record,
        "a record of 9000 bytes to a stream that takes one at a time, with a signal before each: {answer:?}, and {} arrived. Hint: \
         what does the number mean that write returns, and what is to be done after Interrupted?",
        to.arrived.len()
    );
}

#[test]
fn t4_records_of_many_threads_never_mix() {
    let _case = ::kit::case!();
    // Below and above what a pipe takes in one piece (4096 bytes on Linux), and above what it holds (65536).
    for length in [4_000, 9_000, 100_000] {
        const EACH: usize = 20;
        let (mut from, to) = pipe();
        let writer = SharedWriter::new(InPieces(to));
        let mut arrived = Vec::new();
        let answers = thread::scope(|scope| {
            let threads: Vec<_> = (b'a'..=b'd')
                .map(|name| {
                    let writer = writer.clone();
                    scope.spawn(move || {
                        let record = vec![name; length];
                        (0..EACH).all(|_| writer.write_record(&record).is_ok())
                    })
                })
                .collect();
            let_go(writer);
            // As many bytes as there should be, so that an end which nobody lets go is another test's matter.
            let all = (4 * EACH * length) as u64;
            let _ = from.by_ref().take(all).read_to_end(&mut arrived);
            threads
                .into_iter()
                .all(|thread| thread.join().unwrap_or(false))
        });
        let mixed = arrived.chunks(length).position(|record| {
            record.len() < length || record.iter().any(|byte| *byte != record[0])
        });
        let mut records = BTreeMap::new();
        for record in arrived.chunks(length) {
            *records.entry(char::from(record[0])).or_insert(0) += 1;
        }
        assert!(
            mixed.is_none(),
            "threads a, b, c and d each wrote 20 records of {length} bytes, all of them their own letter; in record {} of those that \
             arrived are several letters. Hint: for how long does a thread keep the others away: for a piece, or for a record?",
            mixed.unwrap_or(0) + 1
        );
        assert!(
            answers && records.values().eq(&[EACH; 4]),
            "threads a, b, c and d each wrote 20 records of {length} bytes; these arrived: {records:?}. Hint: which call did not write?"
        );
    }
}

#[test]
fn t5_the_reader_learns_of_the_end_when_the_last_clone_is_gone() {
    let _case = ::kit::case!();
    let (mut from, to) = pipe();
    let (tell, told) = mpsc::channel();
    let first = SharedWriter::new(to);
    let second = first.clone();
    thread::spawn(move || {
        let mut text = String::new();
        let _ = tell.send(from.read_to_string(&mut text).map(|_| text));
    });
    let_go(first);
    let answer = second.write_record(b"last words");
    let_go(second);
    let text = Patience::of(LONG).receive(&told).ok().and_then(Result::ok);
    assert!(
        answer.is_ok() && text.as_deref() == Some("last words"),
        "two clones; one is dropped, the other writes \"last words\" ({answer:?}) and is dropped. After 5 s the reader had read {text:?} to \
         the end. Hint: who still keeps the writing end open?"
    );
}

#[test]
fn t6_after_half_a_record_nothing_more_is_written() {
    let _case = ::kit::case!();
    let failures = [
        (
            Sink::that_fails(3, ErrorKind::StorageFull),
            ErrorKind::StorageFull,
            "fails once with StorageFull",
            "what would the reader see after half a record?",
        ),
        (
            Sink::that_is_full(3),
            ErrorKind::WriteZero,
            "then none once (write returns 0)",
            "what if a write returns 0 again and again, and what would the reader see after half a record?",
        ),
    ];
    for (mut to, kind, fails, hint) in failures {
        let answers = three_records(&mut to);
        assert!(
            answers == given_up_after(kind) && to.taken == 3,
            "a stream takes 3 bytes of a record's 6, {fails}, and would take everything then. Three records, through two \
             clones, were answered {answers:?}, and {} bytes were written. Hint: {hint}",
            to.taken
        );
    }
}

/// What three records of 6 bytes, through two clones, are answered.
fn three_records(to: &mut Sink) -> [Option<ErrorKind>; 3] {
    let first = SharedWriter::new(to);
    let second = first.clone();
    let answers = [&first, &second, &first].map(|writer| kind(writer.write_record(b"record")));
    let_go((first, second));
    answers
}

fn kind(answer: io::Result<()>) -> Option<ErrorKind> {
    answer.err().map(|error| error.kind())
}

/// The first record fails, and nobody tries another.
fn given_up_after(failure: ErrorKind) -> [Option<ErrorKind>; 3] {
    [failure, ErrorKind::BrokenPipe, ErrorKind::BrokenPipe].map(Some)
}

#[test]
fn t7_a_panic_in_mid_record_is_an_error_for_the_others() {
    let _case = ::kit::case!();
    let mut bytes = Vec::new();
    let first = SharedWriter::new(Falls {
        to: &mut bytes,
        fallen: Cell::new(false),
    });
    let second = first.clone();
    let fell = panic::catch_unwind(AssertUnwindSafe(|| first.write_record(b"record")));
    if let Err(payload) = &fell
        && payload.downcast_ref() != Some(&"the stream fell")
    {
        panic::resume_unwind(fell.err().unwrap_or_else(|| Box::new(())));
    }
    let answer = panic::catch_unwind(AssertUnwindSafe(|| second.write_record(b"next")));
    let kind = answer.map(|answer| answer.err().map(|error| error.kind()));
    let_go((first, second));
    assert!(
        matches!(kind, Ok(Some(ErrorKind::BrokenPipe))) && bytes.len() == 2,
        "the stream panicked after 2 bytes of a record's 6. Another clone then wrote: it {}, and {} bytes are in the stream. Hint: what does \
         lock() answer after a panic, and what stands in the stream by then?",
        match &kind {
            Ok(kind) => format!("got {kind:?}, not BrokenPipe"),
            Err(_) => "panicked".to_owned(),
        },
        bytes.len()
    );
}

#[test]
fn t8_who_waits_for_half_a_record_writes_nothing_after_it() {
    let _case = ::kit::case!();
    let (stands, standing) = mpsc::channel();
    let (let_on, until) = mpsc::channel();
    let taken = Arc::new(AtomicUsize::new(0));
    let first = SharedWriter::new(StandsStill {
        calls: 0,
        stands,
        until,
        taken: Arc::clone(&taken),
    });
    let second = first.clone();
    let what = "a stream takes 3 bytes of a record's 6 and stands still, and another clone's record has to wait; then the stream fails with \
                StorageFull, and would take everything from then on";
    let hint = "who waits here, and is that one ever told that it is its turn?";
    let answers = in_time(what, hint, move || {
        let first = thread::spawn(move || kind(first.write_record(b"record")));
        let _ = receive(&standing);
        let (show, shown) = mpsc::channel();
        let second = thread::spawn(move || {
            let _ = show.send(Probe::here());
            kind(second.write_record(b"second"))
        });
        let _ = shown.recv().map(Probe::falls_asleep);
        drop(let_on);
        [first, second].map(|thread| {
            thread
                .join()
                .unwrap_or_else(|payload| panic::resume_unwind(payload))
        })
    });
    let taken = taken.load(Ordering::Relaxed);
    assert!(
        answers == [ErrorKind::StorageFull, ErrorKind::BrokenPipe].map(Some) && taken == 3,
        "{what}. The two records were answered {answers:?}, and {taken} bytes were written. Hint: what did the second call know when it \
         began to wait, and is that still so when its turn comes?"
    );
}

#[test]
fn t9_after_a_flush_that_fails_nothing_more_is_written() {
    let _case = ::kit::case!();
    let mut to = Sink::that_fails_to_flush(ErrorKind::StorageFull);
    let answers = three_records(&mut to);
    assert!(
        answers == given_up_after(ErrorKind::StorageFull) && to.taken == 6,
        "a stream takes all 6 bytes of a record, fails with StorageFull when it is flushed, and would take and pass on everything then. \
         Three records, through two clones, were answered {answers:?}, and {} bytes were written. Hint: how much of the first record \
         has the reader got?",
        to.taken
    );
}
