//! Test fixture: an execution, written as a list of deeds over a piece of source.

use std::sync::atomic::Ordering;

use super::{Style, json, source::Sources, story::Story, text};
use crate::model::calls::Calls;
use crate::model::log::{
    Ending, Event, Failure, Log, Object, ObjectKind, Place, Thread, Wake, Wanted, What,
};

/// The learner's file in tests.
pub(super) const FILE: &str = "lessons/lesson02-locks/src/exercise.rs";
/// The file of the race test.
pub(super) const TEST: &str = "lessons/lesson02-locks/tests/race/exercise.rs";

/// An execution under construction. Places are given as a piece of the line: the first line of
/// the learner's file (or else of the test's) that holds it.
pub(super) struct Scene {
    source: String,
    test: String,
    log: Log,
    next: Option<Place>,
}

impl Scene {
    pub(super) fn new(source: &str) -> Self {
        Self {
            source: source.to_string(),
            test: String::new(),
            log: Log {
                threads: vec![Thread {
                    name: None,
                    spawned: None,
                }],
                ..Log::default()
            },
            next: None,
        }
    }

    /// With a test file, too.
    pub(super) fn tested_by(mut self, test: &str) -> Self {
        self.test = test.to_string();
        self
    }

    pub(super) fn log(&self) -> &Log {
        &self.log
    }

    pub(super) fn place(&self, needle: &str) -> Place {
        let find = |file, text: &str| {
            let at = text.find(needle)?;
            let before = &text[..at];
            Some(Place {
                file,
                line: before.matches('\n').count() as u32 + 1,
                column: before.rsplit('\n').next().unwrap_or("").chars().count() as u32 + 1,
            })
        };
        find(FILE, &self.source)
            .or_else(|| find(TEST, &self.test))
            .unwrap_or_else(|| panic!("no line holds {needle:?}"))
    }

    pub(super) fn object(&mut self, kind: ObjectKind, made: &str) -> usize {
        self.log.objects.push(Object::new(kind, self.place(made)));
        self.log.objects.len() - 1
    }

    pub(super) fn mutex(&mut self, made: &str) -> usize {
        self.object(ObjectKind::Mutex, made)
    }

    pub(super) fn condvar(&mut self, made: &str) -> usize {
        self.object(ObjectKind::Condvar, made)
    }

    pub(super) fn atomic(&mut self, made: &str) -> usize {
        self.object(ObjectKind::Atomic, made)
    }

    /// The last event was led to by calls from here, nearest first. Each place is where the call's
    /// own expression begins, or its method's name.
    pub(super) fn called(&mut self, callers: &[&str]) -> &mut Self {
        let callers = callers.iter().map(|needle| self.place(needle));
        let places = self.next.into_iter().chain(callers).collect();
        self.last().calls = Calls::known(places);
        self
    }

    pub(super) fn thread(&mut self, name: &str) -> &mut Self {
        self.log.threads.push(Thread {
            name: Some(name.to_string()),
            spawned: None,
        });
        self
    }

    /// The next events happen on the line that holds this.
    pub(super) fn on(&mut self, needle: &str) -> &mut Self {
        self.next = Some(self.place(needle));
        self
    }

    pub(super) fn did(&mut self, thread: usize, what: What) -> &mut Self {
        let place = match what {
            What::Unlock | What::ReadUnlock | What::WriteUnlock | What::End => None,
            _ => self.next,
        };
        self.log.events.push(Event {
            thread,
            what,
            object: None,
            place,
            calls: Calls::default(),
            before: None,
            after: None,
            wrote: false,
            wakes: None,
            order: None,
            stale: false,
            interrupts: false,
        });
        self
    }

    pub(super) fn last(&mut self) -> &mut Event {
        self.log.events.last_mut().expect("an event")
    }

    fn with(&mut self, object: usize, before: &str, after: &str) -> &mut Self {
        let text = |value: &str| (!value.is_empty()).then(|| value.to_string());
        let event = self.last();
        event.object = Some(object);
        (event.before, event.after) = (text(before), text(after));
        self
    }

    /// The thread before the last event was interrupted.
    pub(super) fn interrupting(&mut self) -> &mut Self {
        self.last().interrupts = true;
        self
    }

    pub(super) fn stale(&mut self) -> &mut Self {
        self.last().stale = true;
        self
    }

    pub(super) fn order(&mut self, order: Ordering) -> &mut Self {
        self.last().order = Some(order);
        self
    }

    pub(super) fn wants(&mut self, thread: usize, what: Wanted, object: usize) -> &mut Self {
        self.did(thread, What::Wants(what)).with(object, "", "")
    }

    pub(super) fn joins(&mut self, thread: usize, other: usize) -> &mut Self {
        self.did(thread, What::Wants(Wanted::End(other)))
    }

    pub(super) fn lock(&mut self, thread: usize, object: usize, finds: &str) -> &mut Self {
        self.did(thread, What::Lock).with(object, finds, "")
    }

    /// Lets the lock go without having written.
    pub(super) fn unlock(&mut self, thread: usize, object: usize, value: &str) -> &mut Self {
        self.did(thread, What::Unlock).with(object, value, value)
    }

    /// Lets the lock go after having written.
    pub(super) fn wrote(
        &mut self,
        thread: usize,
        object: usize,
        before: &str,
        after: &str,
    ) -> &mut Self {
        self.did(thread, What::Unlock).with(object, before, after);
        self.last().wrote = true;
        self
    }

    pub(super) fn wait(&mut self, thread: usize, condvar: usize, mutex: usize) -> &mut Self {
        self.did(thread, What::Wait { mutex }).with(condvar, "", "")
    }

    pub(super) fn woken(
        &mut self,
        thread: usize,
        mutex: usize,
        finds: &str,
        condvar: usize,
    ) -> &mut Self {
        let what = What::Woken {
            mutex,
            why: Wake::Called,
        };
        self.did(thread, what).with(condvar, finds, "")
    }

    pub(super) fn notify_all(&mut self, thread: usize, condvar: usize) -> &mut Self {
        self.did(thread, What::NotifyAll(None))
            .with(condvar, "", "")
    }

    pub(super) fn notify_one(&mut self, thread: usize, condvar: usize, woken: usize) -> &mut Self {
        self.did(thread, What::NotifyOne(Some(woken)))
            .with(condvar, "", "")
    }

    pub(super) fn load(&mut self, thread: usize, object: usize, value: &str) -> &mut Self {
        self.did(thread, What::Load).with(object, value, "")
    }

    pub(super) fn store(&mut self, thread: usize, object: usize, value: &str) -> &mut Self {
        self.did(thread, What::Store).with(object, "", value)
    }

    /// Any other operation on an object.
    pub(super) fn does(
        &mut self,
        thread: usize,
        what: What,
        object: usize,
        before: &str,
        after: &str,
    ) -> &mut Self {
        self.did(thread, what).with(object, before, after)
    }

    pub(super) fn sources(&self) -> Sources {
        Sources::of(&[(FILE, &self.source), (TEST, &self.test)])
    }

    pub(super) fn failure(&self, ending: Ending) -> Failure {
        Failure {
            ending,
            log: self.log.clone(),
            interleaving: !self.log.events.iter().any(|event| event.stale),
            bound: Some(2),
            execution: 4,
        }
    }

    pub(super) fn panics(&self, thread: usize, line: &str, message: &str) -> Ending {
        Ending::Panic {
            thread,
            message: message.to_string(),
            place: Some(self.place(line)),
        }
    }

    /// The text, as `render` would make it.
    pub(super) fn text(&self, ending: Ending) -> String {
        self.styled(ending, &Style::default())
    }

    pub(super) fn styled(&self, ending: Ending, style: &Style) -> String {
        let failure = self.failure(ending);
        text::draw(&Story::of(&failure, &self.sources()), style)
    }

    pub(super) fn json(&self, ending: Ending) -> serde_json::Value {
        let failure = self.failure(ending);
        json::value(&Story::of(&failure, &self.sources()))
    }
}
