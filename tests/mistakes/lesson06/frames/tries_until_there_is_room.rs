//! Mistake: a loop of its own around `write`, which goes on when nothing was taken: on a full stream for ever.
//! Caught by: contract frames::t8_what_the_stream_answers_is_passed_on
//! Says: what if a write returns 0 again and again

use std::io::{self, ErrorKind, Read, Write};

use crate::FrameError;

/// Writes one frame: the length of `body` in four bytes, then `body` itself.
pub fn write_frame(to: &mut impl Write, body: &[u8]) -> io::Result<()> {
    let length = u32::try_from(body.len()).map_err(|_| ErrorKind::InvalidInput)?;
    to.write_all(&length.to_be_bytes())?;
    let mut rest = body;
    while !rest.is_empty() {
        match to.write(rest) {
            Ok(count) => rest = &rest[count..],
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    to.flush()
}

/// Reads one frame, and not a byte more.
pub fn read_frame(from: &mut impl Read, limit: usize) -> Result<Option<Vec<u8>>, FrameError> {
    let mut header = [0; 4];
    match fill(from, &mut header)? {
        0 => return Ok(None),
        4 => {}
        got => return Err(FrameError::CutOff { got, wanted: 4 }),
    }
    let length = u32::from_be_bytes(header) as usize;
    if length > limit {
        return Err(FrameError::TooLong { length, limit });
    }
    let mut body = vec![0; length];
    let got = fill(from, &mut body)?;
    if got < length {
        return Err(FrameError::CutOff {
            got,
            wanted: length,
        });
    }
    Ok(Some(body))
}

fn fill(from: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut got = 0;
    while got < buffer.len() {
        match from.read(&mut buffer[got..]) {
            Ok(0) => break,
            Ok(count) => got += count,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(got)
}
