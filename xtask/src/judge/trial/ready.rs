//! The test programs of a subject that are there already.

use std::path::{Path, PathBuf};

use crate::{
    build::{Built, Warning},
    judge::{Event, builder::Programs, execution::Halt},
    report::Stage,
};

/// The programs, each from the moment on at which somebody has waited for it.
pub(super) struct Ready<'b> {
    builder: &'b mut dyn Programs,
    contract: Option<PathBuf>,
    race: Option<PathBuf>,
    speed: Option<PathBuf>,
    /// What the compiler says of code that it accepts.
    pub(super) warnings: Vec<Warning>,
}

impl<'b> Ready<'b> {
    /// None yet.
    pub(super) fn new(builder: &'b mut dyn Programs) -> Self {
        Self {
            builder,
            contract: None,
            race: None,
            speed: None,
            warnings: Vec::new(),
        }
    }

    /// Waits until the stage's program is there. If it does not compile, what became of it comes back.
    pub(super) fn wait(
        &mut self,
        stage: Stage,
        package: &str,
        events: &mut dyn FnMut(Event),
    ) -> Result<Option<Built>, Halt> {
        let slot = match stage {
            Stage::Race => &mut self.race,
            Stage::Speed => &mut self.speed,
            Stage::Build | Stage::Contract => &mut self.contract,
        };
        if slot.is_some() {
            return Ok(None);
        }
        let built = self
            .builder
            .built(stage, package, events)
            .map_err(Halt::Trouble)?;
        let Some(mut built) = built else {
            return Err(Halt::Interrupted);
        };
        *slot = built.program.take();
        if slot.is_none() {
            return Ok(Some(built));
        }
        if self.warnings.is_empty() {
            self.warnings = built.warnings; // the other stage has the same ones
        }
        Ok(None)
    }

    /// The program of a stage that was waited for.
    pub(super) fn of(&self, stage: Stage) -> &Path {
        let program = match stage {
            Stage::Race => &self.race,
            Stage::Speed => &self.speed,
            Stage::Build | Stage::Contract => &self.contract,
        };
        program.as_deref().expect("the stage has been built")
    }
}
