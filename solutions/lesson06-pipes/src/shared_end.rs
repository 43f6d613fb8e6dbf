//! One end of a pipe, and many threads that write to it.

//# stub: use std::{
//# stub:     io::{self, Write},
//# stub:     marker::PhantomData,
//# stub:     sync::Mutex,
//# stub: };
//# solution:
use std::{
    io::{self, ErrorKind, Write},
    sync::{Arc, Mutex, PoisonError},
};
//# end

/// The writing end of a stream, for as many threads as want it: each has a clone.
///
/// All clones write to the same stream. It is dropped with the last clone, and so the reader of a pipe
/// learns that nothing more will come.
#[derive(Debug)]
pub struct SharedWriter<W: Write> {
    //# stub: // Put what you need in its place; it must be `Send` and `Sync` whenever `W` is `Send`. (`PhantomData` is a value of no size: it only keeps the place.)
    //# stub: yours: PhantomData<Mutex<W>>,
    //# solution:
    /// `None` once a record may have been written in part.
    to: Arc<Mutex<Option<W>>>,
    //# end
}

impl<W: Write> SharedWriter<W> {
    /// The first handle; more are made by `clone`.
    pub fn new(to: W) -> Self {
        //# stub: let _ = to;
        //# stub: todo!("keep the stream where all clones find it")
        //# solution:
        Self {
            to: Arc::new(Mutex::new(Some(to))),
        }
        //# end
    }

    /// Writes all of `record`, as it is, in one piece: whoever else writes at the same time, no byte of theirs comes in between,
    /// however long the record is.
    ///
    /// When it returns `Ok`, the record is on its way to the reader: the stream has been flushed. The stream
    /// may take fewer bytes at a time than it is offered, and may be interrupted by a signal
    /// ([`ErrorKind::Interrupted`](std::io::ErrorKind::Interrupted)) before it takes any; neither is an error.
    ///
    /// * Blocking: while another thread writes its record, and as the stream does.
    ///
    /// # Errors
    ///
    /// What the stream answers, when it is written to or flushed; [`ErrorKind::WriteZero`](std::io::ErrorKind::WriteZero), if it
    /// takes nothing more: its `write` returns 0. Then half a record may have been written, and the next one would be glued to
    /// it. So the stream is given up: each further call, through whatever clone, writes nothing and gets
    /// [`ErrorKind::BrokenPipe`](std::io::ErrorKind::BrokenPipe); so does a call that was waiting for its turn meanwhile. The same
    /// if the stream panicked in the middle of a record.
    pub fn write_record(&self, record: &[u8]) -> io::Result<()> {
        //# stub: todo!("write all {} bytes in one piece", record.len())
        //# solution:
        let mut shared = self.to.lock().unwrap_or_else(PoisonError::into_inner);
        // Taken out, and put back when all went well: also a panic leaves nothing behind to write to.
        let mut to = shared.take().ok_or(ErrorKind::BrokenPipe)?;
        to.write_all(record)?;
        to.flush()?;
        *shared = Some(to);
        Ok(())
        //# end
    }
}

impl<W: Write> Clone for SharedWriter<W> {
    /// Another handle of the same stream.
    fn clone(&self) -> Self {
        //# stub: todo!("a handle of the same stream: `W` itself need not be `Clone`")
        //# solution:
        Self {
            to: Arc::clone(&self.to),
        }
        //# end
    }
}
