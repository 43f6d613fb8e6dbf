//! Before any stage: does the code use what belongs to the tests?

use std::path::Path;

use crate::{
    reach::sources,
    report::Place,
    scan::{OwnMacros, off_limits},
};

/// The first use, wherever in the crate it stands: what runs at all could reach every test.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) words: String,
    pub(super) place: Place,
}

/// `source` is the subject's `src`.
pub(super) fn of(source: &Path) -> Option<Found> {
    let sources = sources(source);
    let own = OwnMacros::of(sources.iter().map(|(_, text)| text.as_str()));
    sources.into_iter().find_map(|(file, text)| {
        let first = off_limits(&text, &own).into_iter().next()?;
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let mut words = format!("{name}, line {}: `{}`", first.line, first.what);
        if let Some(instead) = first.instead {
            words.push_str(&format!("\nHint: {instead}"));
        }
        Some(Found {
            words,
            place: Place {
                line: first.line,
                file,
            },
        })
    })
}
