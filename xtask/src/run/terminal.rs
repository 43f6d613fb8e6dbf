//! The terminal's keys, one by one; and its size.

/// How the terminal was before its [`Keys`] were taken.
#[cfg(unix)]
static BEFORE: std::sync::OnceLock<libc::termios> = std::sync::OnceLock::new();

/// Where something is written. Either may be a terminal while the other one is a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// Standard output: answers.
    Output,
    /// Standard error: what goes on, notes and troubles.
    Error,
}

/// How wide and high the terminal is that this is written to, in characters. `None` where there is none, or it does not
/// say.
pub fn size(stream: Stream) -> Option<(u16, u16)> {
    #[cfg(unix)]
    {
        let stream = match stream {
            Stream::Output => libc::STDOUT_FILENO,
            Stream::Error => libc::STDERR_FILENO,
        };
        let mut size = libc::winsize {
            ws_row: 0,
            ws_col: 0,
            ws_xpixel: 0,
            ws_ypixel: 0,
        };
        // SAFETY: `size` is what this request writes, and is valid for writes.
        let told = unsafe { libc::ioctl(stream, libc::TIOCGWINSZ, &raw mut size) };
        (told == 0 && size.ws_col > 0).then_some((size.ws_col, size.ws_row))
    }
    #[cfg(not(unix))]
    {
        let _ = stream;
        None
    }
}

/// While this lives, keys come at once and are not shown. Dropping it gives the terminal back as it was: also when the
/// runner panics or is asked to end. A second signal ends the runner at once, and gives it back as well.
#[derive(Debug)]
pub struct Keys(());

impl Keys {
    /// Takes the keys of the terminal on standard input. `None` if there is none.
    ///
    /// Ctrl-C still asks the runner to end. Ctrl-Z and Ctrl-\\ do nothing: a shell would get the terminal without its line
    /// editing.
    #[cfg(unix)]
    pub fn take() -> Option<Self> {
        // SAFETY: an all-zero termios is a valid value of this plain C struct.
        let mut before: libc::termios = unsafe { std::mem::zeroed() };
        // SAFETY: `before` is valid for writes.
        if unsafe { libc::tcgetattr(libc::STDIN_FILENO, &raw mut before) } != 0 {
            return None;
        }
        let mut one_by_one = *BEFORE.get_or_init(|| before);
        one_by_one.c_lflag &= !(libc::ICANON | libc::ECHO);
        one_by_one.c_cc[libc::VMIN] = 1;
        one_by_one.c_cc[libc::VTIME] = 0;
        one_by_one.c_cc[libc::VSUSP] = libc::_POSIX_VDISABLE;
        one_by_one.c_cc[libc::VQUIT] = libc::_POSIX_VDISABLE;
        set(&one_by_one).then_some(Self(()))
    }

    /// Keys one by one are not known here: the terminal hands over whole lines.
    #[cfg(not(unix))]
    pub fn take() -> Option<Self> {
        None
    }
}

#[cfg(unix)]
impl Drop for Keys {
    fn drop(&mut self) {
        give_back();
    }
}

/// Makes the terminal as it was, if its keys were ever taken. Async-signal-safe.
#[cfg(unix)]
pub(super) fn give_back() {
    if let Some(before) = BEFORE.get() {
        set(before);
    }
}

#[cfg(unix)]
fn set(settings: &libc::termios) -> bool {
    // SAFETY: the settings are complete, and valid for reads.
    unsafe { libc::tcsetattr(libc::STDIN_FILENO, libc::TCSANOW, settings) == 0 }
}
