//! Alternative: the body is read in pieces of 8 KiB, the header byte by byte; both are written as one chained reader that is copied.

use std::io::{self, ErrorKind, Read, Write};

use crate::FrameError;

/// Writes one frame.
pub fn write_frame(to: &mut impl Write, body: &[u8]) -> io::Result<()> {
    let header = u32::try_from(body.len())
        .map_err(|_| ErrorKind::InvalidInput)?
        .to_be_bytes();
    io::copy(&mut header.chain(body), to)?;
    to.flush()
}

/// Reads one frame, and not a byte more.
pub fn read_frame(from: &mut impl Read, limit: usize) -> Result<Option<Vec<u8>>, FrameError> {
    let mut header = [0; 4];
    for got in 0..4 {
        header[got] = match from.bytes().next() {
            Some(byte) => byte?,
            None if got == 0 => return Ok(None),
            None => return Err(FrameError::CutOff { got, wanted: 4 }),
        };
    }
    let length = u32::from_be_bytes(header) as usize;
    if length > limit {
        return Err(FrameError::TooLong { length, limit });
    }
    let mut body = Vec::new();
    let mut piece = [0; 8 * 1024];
    while body.len() < length {
        let room = piece.len().min(length - body.len());
        match from.read(&mut piece[..room]) {
            Ok(0) => {
                return Err(FrameError::CutOff {
                    got: body.len(),
                    wanted: length,
                });
            }
            Ok(count) => body.extend_from_slice(&piece[..count]),
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(error.into()),
        }
    }
    Ok(Some(body))
}
