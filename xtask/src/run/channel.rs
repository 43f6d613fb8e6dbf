//! The private way on which a test process tells what happened; see `kit::record`.

use std::hash::{BuildHasher, RandomState};

#[cfg(not(unix))]
pub(super) use file::Channel;
#[cfg(unix)]
pub(super) use socket::Channel;

/// 128 bits that nobody can guess. `RandomState` takes its keys from the system's source of randomness.
pub(super) fn fresh_key() -> String {
    let part = || RandomState::new().hash_one(0);
    format!("{:016x}{:016x}", part(), part())
}

#[cfg(unix)]
mod socket {
    use std::{
        io::{self, Read, Write},
        net::Shutdown,
        os::{fd::OwnedFd, unix::net::UnixStream},
        process::Stdio,
    };

    /// One end of a socket; the other is the test's standard input. Unlike a pipe, it cannot be
    /// opened again through `/proc`.
    #[derive(Debug)]
    pub(in crate::run) struct Channel {
        ours: UnixStream,
    }

    impl Channel {
        /// Opens a channel. Returns the test's end and what [`kit::record::VARIABLE`] has to say.
        pub(in crate::run) fn open(key: &str) -> io::Result<(Self, Stdio, String)> {
            let (mut ours, theirs) = UnixStream::pair()?;
            ours.write_all(key.as_bytes())?;
            ours.write_all(b"\n")?;
            ours.shutdown(Shutdown::Write)?;
            Ok((Self { ours }, OwnedFd::from(theirs).into(), "stdin".into()))
        }

        /// What the test tells; ends when nobody is left to tell anything.
        pub(in crate::run) fn reader(&self) -> io::Result<impl Read + Send + 'static> {
            self.ours.try_clone()
        }

        /// The test is over: the reader gets what has been sent by now, and then the end,
        /// whoever may still hold the other side.
        pub(in crate::run) fn close(&self) {
            // Elsewhere this would throw away what was not read yet; there, the reader waits for the end.
            if cfg!(target_os = "linux") {
                let _ = self.ours.shutdown(Shutdown::Read);
            }
        }
    }
}

/// Where there are no sockets between processes: records go through a file, the key through a pipe.
#[cfg(not(unix))]
mod file {
    use std::{
        fs::File,
        io::{self, Read, Write},
        path::PathBuf,
        process::Stdio,
        sync::{
            Arc,
            atomic::{AtomicBool, Ordering},
        },
        thread,
        time::Duration,
    };

    #[derive(Debug)]
    pub(in crate::run) struct Channel {
        path: PathBuf,
        over: Arc<AtomicBool>,
    }

    impl Channel {
        pub(in crate::run) fn open(key: &str) -> io::Result<(Self, Stdio, String)> {
            let path = std::env::temp_dir().join(format!("many-hands-{}", super::fresh_key()));
            File::create_new(&path)?;
            let (reader, mut writer) = io::pipe()?;
            writer.write_all(key.as_bytes())?; // fits into the pipe's buffer
            writer.write_all(b"\n")?;
            let variable = format!("file:{}", path.display());
            let over = Arc::new(AtomicBool::new(false));
            Ok((Self { path, over }, reader.into(), variable))
        }

        pub(in crate::run) fn reader(&self) -> io::Result<impl Read + Send + 'static> {
            Ok(Follower {
                file: File::open(&self.path)?,
                over: Arc::clone(&self.over),
            })
        }

        pub(in crate::run) fn close(&self) {
            self.over.store(true, Ordering::Release);
        }
    }

    impl Drop for Channel {
        fn drop(&mut self) {
            self.close();
            let _ = std::fs::remove_file(&self.path);
        }
    }

    /// Reads a file that still grows, until the channel is closed.
    struct Follower {
        file: File,
        over: Arc<AtomicBool>,
    }

    impl Read for Follower {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            loop {
                // Asked before reading: what was written before the end is still read.
                let over = self.over.load(Ordering::Acquire);
                let count = self.file.read(buffer)?;
                if count > 0 || over {
                    return Ok(count);
                }
                thread::sleep(Duration::from_millis(5));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::fresh_key;

    #[test]
    fn no_key_is_used_twice() {
        let keys: std::collections::BTreeSet<_> = (0..1000).map(|_| fresh_key()).collect();
        assert_eq!(keys.len(), 1000);
        assert!(keys.iter().all(|key| key.len() == 32));
    }
}
