//! Alternative: header and body are read by `take` and `read_to_end`, so memory grows as bytes come; the frame is put together and written in one call.

use std::io::{self, ErrorKind, Read, Write};

use crate::FrameError;

/// Writes one frame.
pub fn write_frame(to: &mut impl Write, body: &[u8]) -> io::Result<()> {
    let Ok(length) = u32::try_from(body.len()) else {
        return Err(ErrorKind::InvalidInput.into());
    };
    to.write_all(&[&length.to_be_bytes(), body].concat())?;
    to.flush()
}

/// Reads one frame, and not a byte more.
pub fn read_frame(from: &mut impl Read, limit: usize) -> Result<Option<Vec<u8>>, FrameError> {
    let header = match up_to(from, 4)? {
        Ok(header) => header,
        Err(0) => return Ok(None),
        Err(got) => return Err(FrameError::CutOff { got, wanted: 4 }),
    };
    let length = header
        .iter()
        .fold(0, |length, byte| length << 8 | usize::from(*byte));
    if length > limit {
        return Err(FrameError::TooLong { length, limit });
    }
    match up_to(from, length)? {
        Ok(body) => Ok(Some(body)),
        Err(got) => Err(FrameError::CutOff {
            got,
            wanted: length,
        }),
    }
}

/// So many bytes, or how many there were before the end.
fn up_to(from: &mut impl Read, count: usize) -> io::Result<Result<Vec<u8>, usize>> {
    let mut bytes = Vec::new();
    let got = from.take(count as u64).read_to_end(&mut bytes)?;
    Ok(if got == count { Ok(bytes) } else { Err(got) })
}
