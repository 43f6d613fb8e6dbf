//! Mistake: writes the length as a `usize`: eight bytes here, four on another machine.
//! Caught by: contract frames::t1_a_frame_is_its_length_in_four_bytes_and_then_its_body
//! Says: what stands before the body

use std::io::{self, ErrorKind, Read, Write};

use crate::FrameError;

/// Writes one frame: the length of `body`, then `body` itself.
pub fn write_frame(to: &mut impl Write, body: &[u8]) -> io::Result<()> {
    to.write_all(&body.len().to_be_bytes())?;
    to.write_all(body)?;
    to.flush()
}

/// Reads one frame, and not a byte more.
pub fn read_frame(from: &mut impl Read, limit: usize) -> Result<Option<Vec<u8>>, FrameError> {
    let mut header = [0; 8];
    match fill(from, &mut header)? {
        0 => return Ok(None),
        8 => {}
        got => return Err(FrameError::CutOff { got, wanted: 8 }),
    }
    let length = usize::from_be_bytes(header);
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
