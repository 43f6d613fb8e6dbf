//! Who still lives: the processes that a run has started.

use std::{
    fs,
    process::Command,
    sync::atomic::{AtomicU32, Ordering},
};

/// A mark that all processes of one run inherit.
pub(crate) struct Mark(String);

impl Mark {
    /// Marks a command and all that it will start.
    pub(crate) fn on(command: &mut Command) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let value = format!("{}-{number}", std::process::id());
        command.env(NAME, &value);
        Self(format!("{NAME}={value}"))
    }

    /// The ids of the processes that carry the mark and live. A zombie lives no more.
    pub(crate) fn alive(&self) -> Vec<u32> {
        let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
        let ids = processes.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
        ids.filter(|id| self.marks(*id)).collect()
    }

    fn marks(&self, id: u32) -> bool {
        let environment = fs::read(format!("/proc/{id}/environ")).unwrap_or_default();
        environment
            .split(|byte| *byte == 0)
            .any(|entry| entry == self.0.as_bytes())
    }
}

/// Whether signals were sent to this process that it has not heard yet.
pub(crate) fn has_pending_signals(id: u32) -> bool {
    let status = fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
    let mut pending = status
        .lines()
        .filter_map(|line| line.strip_prefix("ShdPnd:"));
    pending.any(|signals| signals.trim().contains(|digit| digit != '0'))
}

const NAME: &str = "COURSE_TEST_RUN";
