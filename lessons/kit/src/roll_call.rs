//! Shows which processes live at the same time, and which are gone: a [meeting](crate::meeting) for processes.
//!
//! A process that reports keeps a connection to the test, and stays until the test dismisses it. So it lives as long as the
//! test wants, without any sleep, and the test sees its end by the end of the connection, whoever its parent is by then.
//! If the test goes, so does everybody who has reported.

use std::{
    io::{self, ErrorKind, Read},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
};

use crate::patience::Patience;

/// Where processes report, in the test.
#[derive(Debug)]
pub struct RollCall {
    listener: TcpListener,
    here: Vec<TcpStream>,
}

impl RollCall {
    /// Opens a place to report at, on this machine alone.
    ///
    /// # Errors
    ///
    /// If the system allows no connections at all, not even within the machine.
    pub fn open() -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        listener.set_nonblocking(true)?;
        Ok(Self {
            listener,
            here: Vec::new(),
        })
    }

    /// What to tell a process that is to [`report`].
    pub fn address(&self) -> String {
        let address = self.listener.local_addr();
        address.map_or_else(|_| String::new(), |address| address.to_string())
    }

    /// Waits until `wanted` processes have reported and are here. Returns how many are.
    ///
    /// Blocking: until the last one comes, at most [`PATIENCE`](crate::patience::PATIENCE) in all.
    pub fn wait_for(&mut self, wanted: usize) -> usize {
        Patience::default().until(|| {
            while let Ok((stream, _)) = self.listener.accept() {
                self.here.push(stream);
            }
            self.here.len() >= wanted
        });
        self.here.len()
    }

    /// How many have reported so far. Returns at once.
    pub fn reported(&mut self) -> usize {
        self.wait_for(0)
    }

    /// Waits until all who have reported are gone by themselves or by somebody else's hand. Returns how many are still here.
    ///
    /// Blocking: until the last one has gone, at most [`PATIENCE`](crate::patience::PATIENCE) in all.
    pub fn wait_until_gone(&mut self) -> usize {
        self.reported();
        // Not a read with a time limit: from outside that looks like one that waits for ever.
        Patience::default().until(|| {
            self.here.retain_mut(|stream| !is_gone(stream));
            self.here.is_empty()
        });
        self.here.len()
    }
}

/// Whether the other end has gone. Nobody sends anything.
fn is_gone(stream: &mut TcpStream) -> bool {
    if stream.set_nonblocking(true).is_err() {
        return false;
    }
    match stream.read(&mut [0]) {
        Ok(0) => true,
        Ok(_) => false,
        Err(error) => !matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted),
    }
}

/// For a worker: reports at this address, and stays until it is dismissed, which is when the [`RollCall`] is dropped.
///
/// Where nobody takes reports any more it returns at once.
pub fn report(address: &str) {
    let Ok(address) = address.parse::<SocketAddr>() else {
        return;
    };
    if let Ok(mut stream) = TcpStream::connect(address) {
        // The end is all that ever comes.
        let _ = stream.read(&mut [0]);
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::{RollCall, report};

    #[test]
    fn who_reports_is_here_until_dismissed() {
        let _case = crate::case!();
        let mut roll_call = RollCall::open().expect("a place to report at");
        let address = roll_call.address();
        let both = [address.clone(), address.clone()];
        let both = both.map(|address| thread::spawn(move || report(&address)));
        assert_eq!(roll_call.wait_for(2), 2);
        assert!(both.iter().all(|thread| !thread.is_finished()));
        drop(roll_call);
        for thread in both {
            thread.join().expect("it is dismissed");
        }
        report(&address); // nobody is there any more
    }

    #[test]
    fn who_goes_is_seen_to_go() {
        let _case = crate::case!();
        let mut roll_call = RollCall::open().expect("a place to report at");
        let address = roll_call.address();
        let stream = std::net::TcpStream::connect(address).expect("the place is open");
        assert_eq!((roll_call.wait_for(1), roll_call.reported()), (1, 1));
        drop(stream);
        assert_eq!(roll_call.wait_until_gone(), 0);
    }
}
