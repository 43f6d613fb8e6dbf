//! One running program: its group, its streams, its end.

use std::{
    io,
    process::{Child, ExitStatus, Stdio},
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{self, Receiver, SyncSender},
    },
    time::{Duration, Instant},
};

use kit::record::{self, Record};

use super::{
    End, Ended, Environment, Next, Program, Seen,
    capture::Capture,
    channel::{Channel, fresh_key},
    command::command,
    descent::{self, Left},
    group,
    readers::{read_lines, read_output},
    wait::Waiter,
};

/// How long after the end the runner waits for what the program printed last, which is only shown. Only a process that
/// was neither in its group nor could be found keeps it waiting.
const GRACE: Duration = Duration::from_millis(250);

/// How long it waits for what a test told before its end, which decides. It is there already, and has only to be read.
const TOLD: Duration = Duration::from_secs(5);

/// How long a program that is no test may take to end when it is asked to.
const ASKED: Duration = Duration::from_secs(2);

/// What the threads that read and wait have to tell.
#[derive(Debug)]
pub(super) enum Message {
    Ended,
    /// Somebody wants the program to stop.
    Wake,
    Line(String),
    LinesOver,
    OutputOver,
}

#[derive(Debug)]
pub(super) struct Process {
    child: Child,
    pub(super) messages: Receiver<Message>,
    tell: SyncSender<Message>,
    output: Arc<Mutex<Capture>>,
    channel: Option<(Channel, String)>,
    mark: String,
    lines_over: bool,
    output_over: bool,
}

impl Process {
    pub(super) fn start(program: &Program) -> io::Result<Self> {
        let mark = fresh_key();
        let mut command = command(program);
        command.env(descent::MARK, &mark);
        // Bounded: a program that tells without end must not fill the runner's memory.
        let (tell, messages) = mpsc::sync_channel(256);
        // All that can fail comes before the start, the threads as well: what has started must be watched. They end with
        // the command, which holds the other ends.
        let channel = match program.environment {
            Environment::Cargo | Environment::User => {
                let (lines, writer) = io::pipe()?;
                command.stdin(Stdio::null()).stdout(writer);
                read_lines(lines, tell.clone())?;
                None
            }
            Environment::Test => {
                let key = fresh_key();
                let (channel, theirs, variable) = Channel::open(&key)?;
                command.stdin(theirs).env(record::VARIABLE, variable);
                read_lines(channel.reader()?, tell.clone())?;
                Some((channel, key))
            }
        };
        let (printed, printer) = io::pipe()?;
        if channel.is_some() {
            command.stdout(printer.try_clone()?); // both in one, so that their order stays
        }
        command.stderr(printer);
        let output = Arc::new(Mutex::new(Capture::default()));
        read_output(printed, Arc::clone(&output), tell.clone())?;
        let waiter = Waiter::start(tell.clone(), Message::Ended)?;
        let child = descent::spawn(&mut command)?;
        drop(command); // and with it our copies of the program's ends
        waiter.wait_for(&child);
        Ok(Self {
            child,
            messages,
            tell,
            output,
            channel,
            mark,
            lines_over: false,
            output_over: false,
        })
    }

    /// Wakes the one who watches.
    pub(super) fn waker(&self) -> SyncSender<Message> {
        self.tell.clone()
    }

    pub(super) fn id(&self) -> u32 {
        self.child.id()
    }

    /// How many bytes it has printed so far.
    pub(super) fn printed(&self) -> u64 {
        self.output
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .total()
    }

    /// Whether it has ended by itself, for systems that do not tell.
    pub(super) fn has_ended(&mut self) -> bool {
        cfg!(not(unix)) && matches!(self.child.try_wait(), Ok(Some(_)))
    }

    /// Hands a message on to the observer. A line without the key is noise.
    pub(super) fn observe(
        &mut self,
        message: Message,
        observe: &mut dyn FnMut(Seen<'_>) -> Next,
    ) -> Next {
        match (message, &self.channel) {
            (Message::Line(line), Some((_, key))) => match Record::from_line(&line, key) {
                Some(record) => observe(Seen::Record(record)),
                None => Next::GoOn,
            },
            (Message::Line(line), None) => observe(Seen::Line(&line)),
            (Message::LinesOver, _) => {
                self.lines_over = true;
                Next::GoOn
            }
            (Message::OutputOver, _) => {
                self.output_over = true;
                Next::GoOn
            }
            (Message::Ended | Message::Wake, _) => Next::GoOn,
        }
    }

    /// Ends what is left of the program and its group, and tells the observer what came last. `end` is
    /// the runner's reason to end it; `None` if it ended by itself.
    pub(super) fn finish(
        mut self,
        end: Option<End>,
        observe: &mut dyn FnMut(Seen<'_>) -> Next,
    ) -> Ended {
        // What is found alive when the program has ended by itself, it has left behind. When the runner
        // ends it, it had no time to clean up.
        let left = match end {
            None => self.sweep(Duration::from_secs(1)),
            Some(_) => Left::default(),
        };
        if end.is_some() && self.channel.is_none() {
            self.ask_to_end(observe);
        }
        group::kill(&mut self.child);
        let status = self.child.wait();
        descent::forget(self.child.id());
        self.sweep(Duration::ZERO);
        if let Some((channel, _)) = &self.channel {
            channel.close();
        }
        let over = Instant::now();
        while !(self.lines_over && self.output_over) {
            let patience = if self.lines_over { GRACE } else { TOLD };
            let wait = (over + patience).saturating_duration_since(Instant::now());
            match self.messages.recv_timeout(wait) {
                Ok(message) => _ = self.observe(message, observe),
                Err(_) => break,
            }
        }
        let output = self
            .output
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .text();
        Ended {
            end: end.unwrap_or_else(|| own_end(status)),
            output,
            left_behind: left.ours,
            strays: left.unmarked,
            waited: None,
        }
    }

    /// Ends what a test has left behind. What cargo or git leave behind is no test's, and means to stay: the server of
    /// a compiler's cache, housekeeping in a repository.
    fn sweep(&self, grace: Duration) -> Left {
        match self.channel {
            Some(_) => descent::sweep(&self.mark, grace),
            None => Left::default(),
        }
    }

    /// Lets what is no test end by itself: the runner that tries a hand-out has programs of its own to end, which are
    /// not in this group, and git has locks to give back.
    fn ask_to_end(&mut self, observe: &mut dyn FnMut(Seen<'_>) -> Next) {
        if !group::ask_to_end(&self.child) {
            return;
        }
        let asked = Instant::now();
        loop {
            let wait = (asked + ASKED).saturating_duration_since(Instant::now());
            match self.messages.recv_timeout(wait) {
                Ok(Message::Ended) | Err(_) => return,
                Ok(message) => _ = self.observe(message, observe),
            }
        }
    }
}

fn own_end(status: io::Result<ExitStatus>) -> End {
    let Ok(status) = status else {
        return End::Exited(-1);
    };
    #[cfg(unix)]
    if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(&status) {
        return End::Signalled(signal);
    }
    End::Exited(status.code().unwrap_or(-1))
}
