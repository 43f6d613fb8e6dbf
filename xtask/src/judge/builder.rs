//! Builds stages at the same time, so that the first verdict does not wait for what comes after it.

use std::{
    collections::BTreeMap,
    sync::mpsc::{self, Receiver},
    thread,
};

use super::{Event, JudgeError};
use crate::{
    build::{Build, Built},
    report::Stage,
    run::Stop,
};

/// What became of each package; `None` if the build was stopped.
pub(super) type Packages = Option<BTreeMap<String, Built>>;

/// The builds that go on.
#[derive(Debug)]
pub(super) struct Builder {
    news: Receiver<(Stage, News)>,
    /// Builds that begin when somebody asks for them.
    later: Vec<Build>,
    done: BTreeMap<Stage, Result<Packages, JudgeError>>,
}

#[derive(Debug)]
enum News {
    Downloading,
    Done(Result<Packages, JudgeError>),
}

/// Begins all of these builds, and ends those that nobody has waited for when `work` is done. What comes `later` is
/// built when it is asked for: most often something decides before.
pub(super) fn with<R>(
    builds: &[Build],
    later: Vec<Build>,
    work: impl FnOnce(&mut Builder) -> R,
) -> R {
    let stops: Vec<Stop> = builds.iter().map(|_| Stop::default()).collect();
    let all = StopAll(&stops);
    thread::scope(|scope| {
        let (tell, news) = mpsc::channel();
        for (build, stop) in builds.iter().zip(&stops) {
            let tell = tell.clone();
            scope.spawn(move || {
                let mut downloads = || _ = tell.send((build.stage, News::Downloading));
                let done = build.run(stop, &mut downloads);
                let _ = tell.send((build.stage, News::Done(done)));
            });
        }
        drop(tell);
        let mut builder = Builder {
            news,
            later,
            done: BTreeMap::new(),
        };
        let result = work(&mut builder);
        drop(all);
        result
    })
}

/// Ends the builds also when the work panics; else the scope would wait for them.
struct StopAll<'a>(&'a [Stop]);

impl Drop for StopAll<'_> {
    fn drop(&mut self) {
        self.0.iter().for_each(Stop::now);
    }
}

/// Where test programs come from.
pub(super) trait Programs {
    /// What became of a package's tests of a stage. Blocking: until they are built. `None` if they never will be.
    fn built(
        &mut self,
        stage: Stage,
        package: &str,
        events: &mut dyn FnMut(Event),
    ) -> Result<Option<Built>, JudgeError>;
}

impl Programs for Builder {
    fn built(
        &mut self,
        stage: Stage,
        package: &str,
        events: &mut dyn FnMut(Event),
    ) -> Result<Option<Built>, JudgeError> {
        let packages = self.all(stage, events)?;
        Ok(packages.and_then(|mut packages| packages.remove(package)))
    }
}

/// Programs that are there already: what became of every package, for each stage.
pub(super) type Finished = BTreeMap<Stage, Result<Packages, JudgeError>>;

impl Programs for &Finished {
    fn built(
        &mut self,
        stage: Stage,
        package: &str,
        _: &mut dyn FnMut(Event),
    ) -> Result<Option<Built>, JudgeError> {
        match self.get(&stage) {
            Some(Ok(Some(packages))) => Ok(packages.get(package).cloned()),
            Some(Ok(None)) | None => Ok(None),
            Some(Err(error)) => Err(error.clone()),
        }
    }
}

impl Builder {
    /// Waits until a stage is built. Each stage can be had once.
    pub(super) fn all(
        &mut self,
        stage: Stage,
        events: &mut dyn FnMut(Event),
    ) -> Result<Packages, JudgeError> {
        if let Some(at) = self.later.iter().position(|build| build.stage == stage) {
            let build = self.later.swap_remove(at);
            let cold = build.is_cold();
            events(Event::Building { stage, cold });
            let mut downloads = || events(Event::Downloading { stage });
            let done = build.run(&Stop::default(), &mut downloads);
            events(Event::Built { stage });
            return done;
        }
        loop {
            if let Some(done) = self.done.remove(&stage) {
                return done;
            }
            match self.news.recv() {
                Ok((stage, News::Downloading)) => events(Event::Downloading { stage }),
                Ok((stage, News::Done(done))) => {
                    events(Event::Built { stage });
                    self.done.insert(stage, done);
                }
                // Nobody builds it any more, or ever did.
                Err(mpsc::RecvError) => return Ok(None),
            }
        }
    }
}
