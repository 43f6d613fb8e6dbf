//! Children that talk, a little or a lot.

use std::{
    io::{self, Read, Write},
    process::ExitCode,
};

/// A line on each stream, nothing read, and this exit code.
pub(crate) fn say(code: &str) -> io::Result<ExitCode> {
    writeln!(io::stdout(), "to standard output")?;
    writeln!(io::stderr(), "to standard error")?;
    Ok(super::code(code)?.into())
}

/// So many bytes on each stream: all of the `first`, then all of the other one.
pub(crate) fn flood(first: &str, bytes: &str) -> io::Result<ExitCode> {
    let bytes: usize = bytes.parse().map_err(io::Error::other)?;
    let out = || io::stdout().write_all(&vec![b'o'; bytes]);
    let err = || io::stderr().write_all(&vec![b'e'; bytes]);
    match first {
        "out" => out().and_then(|()| err())?,
        _ => err().and_then(|()| out())?,
    }
    Ok(ExitCode::SUCCESS)
}

/// All of its input on both streams, piece by piece as it comes.
pub(crate) fn copy() -> io::Result<ExitCode> {
    let mut buffer = vec![0; 1 << 12];
    loop {
        let count = io::stdin().read(&mut buffer)?;
        if count == 0 {
            return Ok(ExitCode::SUCCESS);
        }
        io::stdout().write_all(&buffer[..count])?;
        io::stdout().flush()?;
        io::stderr().write_all(&buffer[..count])?;
    }
}
