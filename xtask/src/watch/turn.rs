//! What is shown, and what is to be done next: the state of the loop.

mod wishes;

use std::{path::PathBuf, sync::mpsc::Sender, thread::Scope};

use super::{
    Event, Watch,
    judging::{self, Task, next, progress},
    screen::{self, Progress, Show},
    verdict::Verdict,
};
use crate::{
    course::Course,
    progress::News,
    render::{
        json,
        narrow::narrowed,
        style::{BAD, GUIDE, paint},
        terminal::{self, Scene},
        text::{self, prose},
    },
    run::{
        interrupt,
        terminal::{Stream, size},
    },
    session::Session,
    subject::Subject,
    trouble::Trouble,
};

/// So wide is a terminal that does not say.
const WIDTH: u16 = 80;

#[derive(Debug)]
pub(super) struct Turn<'s, 'a> {
    course: &'a Course,
    watch: Watch<'a>,
    scope: &'s Scope<'s, 'a>,
    tell: Sender<Event>,
    /// The exercise's place among those that are watched.
    at: usize,
    /// The number of the last run that was started.
    run: u64,
    running: bool,
    /// What to start as soon as the run that goes on has ended: whether anew, and whether in full.
    waiting: Option<(bool, bool)>,
    verdict: Option<Result<Verdict, Trouble>>,
    progress: Progress,
    /// Below the verdict: a hint, the picture of the course, what a reset did.
    aside: String,
    full: bool,
    asks_for_reset: bool,
    size: Option<(u16, u16)>,
}

impl<'s, 'a: 's> Turn<'s, 'a> {
    pub(super) fn new(
        course: &'a Course,
        watch: Watch<'a>,
        scope: &'s Scope<'s, 'a>,
        tell: Sender<Event>,
    ) -> Result<Self, Trouble> {
        let session = Session::open(course)?;
        let last = watch.exercises.len() - 1;
        Ok(Self {
            course,
            watch,
            scope,
            tell,
            // The first one that is not done is the next one after the last.
            at: next(&session, watch.exercises, last).unwrap_or(last),
            run: 0,
            running: false,
            waiting: None,
            verdict: None,
            progress: progress(&session, watch.exercises),
            aside: session.notes.concat(),
            full: false,
            asks_for_reset: false,
            size: size(Stream::Output),
        })
    }

    pub(super) fn begin(&mut self, show: &mut dyn FnMut(Show<'_>)) {
        self.start(false, false, show);
    }

    /// Starts a run; one that goes on is stopped, and its end awaited.
    fn start(&mut self, anew: bool, full: bool, show: &mut dyn FnMut(Show<'_>)) {
        self.verdict = None;
        self.full = full;
        if self.running {
            self.waiting = Some((anew, full));
            interrupt::stop_judging();
        } else {
            interrupt::go_on();
            self.run += 1;
            self.running = true;
            let task = Task {
                course: self.course,
                watch: self.watch,
                at: self.at,
                anew,
                full,
                run: self.run,
                width: self
                    .size
                    .map(|(width, _)| width)
                    .filter(|_| !self.watch.json),
            };
            judging::start(self.scope, task, self.tell.clone());
        }
        if self.watch.attended {
            self.draw(show);
        }
    }

    pub(super) fn saved(&mut self, files: &[PathBuf], show: &mut dyn FnMut(Show<'_>)) {
        self.follow(files);
        self.start(false, false, show);
    }

    fn follow(&mut self, files: &[PathBuf]) {
        let of = |(lesson, exercise): &(&crate::course::Lesson, &crate::course::Exercise)| {
            let module = lesson.module(&exercise.name);
            let folder = module.with_extension("");
            files
                .iter()
                .any(|file| *file == module || file.starts_with(&folder))
        };
        // Whoever saves another exercise works on that one now.
        let here = of(&self.watch.exercises[self.at]);
        if !here && let Some(at) = self.watch.exercises.iter().position(of) {
            self.go_to(at);
        }
        self.asks_for_reset = false;
    }

    /// Another exercise; what was said of the one before would mislead.
    fn go_to(&mut self, at: usize) {
        self.at = at;
        self.aside.clear();
    }

    pub(super) fn news(&mut self, run: u64, news: News, show: &mut dyn FnMut(Show<'_>)) {
        if run != self.run || self.waiting.is_some() {
            return;
        }
        if self.watch.attended {
            show(Show::Line(&screen::news(&news.text, self.width())));
        } else if news.slow && !self.watch.json {
            show(Show::Text(&format!("{}…\n", news.text)));
        }
    }

    pub(super) fn judged(
        &mut self,
        run: u64,
        verdict: Result<Verdict, Trouble>,
        show: &mut dyn FnMut(Show<'_>),
    ) {
        if run != self.run {
            return;
        }
        self.running = false;
        if let Some((anew, full)) = self.waiting.take() {
            // This verdict is of a text that is no more.
            return self.start(anew, full, show);
        }
        if let Ok(verdict) = &verdict {
            self.progress = verdict.progress;
        }
        self.verdict = Some(verdict);
        self.draw(show);
    }

    pub(super) fn resized(&mut self, size: Option<(u16, u16)>, show: &mut dyn FnMut(Show<'_>)) {
        if size != self.size && self.watch.attended {
            self.size = size;
            text::fit(size.map(|(width, _)| width));
            self.draw(show);
        }
    }

    pub(super) fn end(&self, show: &mut dyn FnMut(Show<'_>)) {
        if self.watch.attended {
            show(Show::Text("\n"));
        }
    }

    fn width(&self) -> usize {
        self.size.map_or(WIDTH, |(width, _)| width).into()
    }

    fn draw(&self, show: &mut dyn FnMut(Show<'_>)) {
        if self.watch.json {
            return show(Show::Text(&self.document()));
        }
        let body = self.body();
        if !self.watch.attended {
            return show(Show::Text(&format!("{body}\n")));
        }
        let aside = match &self.aside[..] {
            "" => String::new(),
            aside => format!("\n{aside}"),
        };
        let question = self.asks_for_reset.then(|| {
            let (lesson, exercise) = self.watch.exercises[self.at];
            let name = &exercise.name;
            format!(
                "Bring the stub of {} {name} back? Your file is kept aside.",
                lesson.package()
            )
        });
        let foot = screen::foot(self.progress, question.as_deref(), self.width());
        let columns = self.size.map(|(width, _)| width);
        let text = narrowed(&format!("{body}{aside}"), columns);
        show(Show::Screen(&format!("{text}{foot}")));
        if self.running && question.is_none() {
            show(Show::Text("\n"));
        }
    }

    /// The verdict for a program: one line.
    fn document(&self) -> String {
        match &self.verdict {
            None => String::new(),
            Some(Err(trouble)) => json::text(&json::trouble(Some("watch"), trouble)),
            Some(Ok(verdict)) => verdict.document(self.course, self.watch.exercises),
        }
    }

    fn body(&self) -> String {
        let (lesson, exercise) = self.watch.exercises[self.at];
        let verdict = match &self.verdict {
            None => return format!("… {} {}: judging\n", lesson.package(), exercise.name),
            Some(Err(trouble)) => {
                return format!("{} {trouble}\n", paint(BAD, "cannot go on:"));
            }
            Some(Ok(verdict)) => verdict,
        };
        let scene = Scene {
            lesson,
            subject: &Subject::Learner,
            full: self.full,
        };
        let mut text = terminal::watched(scene, &verdict.report, &verdict.guides);
        text.push_str(&notes(&verdict.notes));
        let next = match (verdict.report.is_green(), verdict.next) {
            (false, _) => "Edit and save the file: it is judged at once.".to_owned(),
            (true, Some(next)) => {
                let (lesson, exercise) = self.watch.exercises[next];
                format!("Next: {} {}.", lesson.package(), exercise.name)
            }
            (true, None) => screen::settled(self.progress),
        };
        text.push_str(&format!("\n{}\n", paint(GUIDE, next)));
        text
    }
}

fn notes(notes: &[String]) -> String {
    let notes = notes.iter();
    notes
        .map(|note| prose(&format!("note: {note}"), 0))
        .collect()
}

#[cfg(test)]
mod tests {
    use std::{sync::mpsc, thread, time::Duration};

    use super::{Turn, Watch};
    use crate::{course::Course, sample};

    #[test]
    fn who_saves_another_exercise_sees_nothing_more_of_the_one_before() {
        let root = tempfile::tempdir().unwrap();
        let course = Course {
            root: root.path().into(),
            ..sample::course()
        };
        let exercises: Vec<_> = course.exercises().collect();
        let watch = Watch {
            exercises: &exercises,
            every: Duration::from_secs(1),
            attended: false,
            colour: false,
            json: false,
        };
        thread::scope(|scope| {
            let (tell, _told) = mpsc::channel();
            let mut turn = Turn::new(&course, watch, scope, tell).unwrap();
            turn.aside = "a hint".into();
            let module = |at: usize| vec![course.lessons[0].module(&exercises[at].1.name)];
            turn.follow(&module(0));
            assert_eq!((turn.at, &turn.aside[..]), (0, "a hint"));
            turn.follow(&module(1));
            assert_eq!((turn.at, &turn.aside[..]), (1, ""));
        });
    }
}
