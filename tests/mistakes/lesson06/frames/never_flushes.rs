//! Mistake: leaves the frame in the writer's buffer, where no reader sees it. [68]
//! Caught by: contract frames::t6_a_frame_is_on_its_way_when_the_call_returns
//! Says: who empties the buffer

use std::io::{self, ErrorKind, Read, Write};

use crate::FrameError;

/// Writes one frame: the length of `body` in four bytes, then `body` itself.
pub fn write_frame(to: &mut impl Write, body: &[u8]) -> io::Result<()> {
    let length = u32::try_from(body.len()).map_err(|_| ErrorKind::InvalidInput)?;
    to.write_all(&length.to_be_bytes())?;
    to.write_all(body)
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
