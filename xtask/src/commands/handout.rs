//! `cargo xtask handout`: the course as learners get it, in a folder of its own.

use std::{fs, path::Path};

use super::{Answer, World};
use crate::{
    cli::Handout,
    course::Course,
    exit::Exit,
    handout::{self, contents, trial, write},
    progress::News,
    render::{
        json,
        style::{GOOD, STRONG, paint},
        text::{count, prose},
    },
    trouble::Trouble,
};

pub(super) fn run(
    course: &Course,
    asked: &Handout,
    world: World<'_>,
    say: &mut dyn FnMut(News),
) -> Result<Answer, Trouble> {
    handout::is_the_authors_course(course)?;
    let folder = world.folder.join(&asked.folder);
    is_free(course, &folder)?;
    let contents = contents::contents(course, &asked.choice)?;
    let waiting = match asked.untried {
        true => None,
        false => Some(trial::trial(
            course,
            &contents,
            asked.choice.with_solutions,
            say,
        )?),
    };
    write::all(&folder, &contents)?;
    let (commit, notes) = match write::commit(&folder) {
        Ok(commit) => (Some(commit), Vec::new()),
        Err(why) => (
            None,
            vec![format!("The folder has no history of its own: {why}.")],
        ),
    };
    if world.json {
        let own = [
            ("folder", folder.display().to_string().into()),
            ("lessons", contents.lessons.clone().into()),
            ("with_solutions", asked.choice.with_solutions.into()),
            ("files", contents.files.len().into()),
            ("commit", commit.into()),
            ("exercises", waiting.into()),
        ];
        return Ok(Answer::done(json::answer(Exit::Green, &notes, own)));
    }
    let mark = paint(GOOD, "✓");
    let shown = paint(STRONG, asked.folder.display());
    let solutions = match asked.choice.with_solutions {
        true => "with solutions",
        false => "without solutions",
    };
    let lessons = count(contents.lessons.len(), "lesson", "lessons");
    let files = count(contents.files.len(), "file", "files");
    let history = commit.map_or(String::new(), |commit| format!(", one commit ({commit})"));
    let tried = match waiting {
        Some(waiting) => format!(
            "Built and judged in a clean folder: {} for a learner, as it should be.\n",
            count(waiting, "exercise waits", "exercises wait")
        ),
        None => "Not tried: nobody has built it yet.\n".to_owned(),
    };
    let next = format!(
        "Give the folder away as it is, or push it.\n`cargo xtask update {}` brings later changes of the course into it, and into every clone of it.",
        asked.folder.display()
    );
    let text = format!(
        "{mark} {shown}: {lessons}, {solutions}\n  {files}{history}\n  {tried}\n{}",
        prose(&next, 0)
    );
    Ok(Answer {
        notes,
        ..Answer::done(text)
    })
}

/// Nothing is ever written over.
fn is_free(course: &Course, folder: &Path) -> Result<(), Trouble> {
    let shown = folder.display();
    if let Ok(mut entries) = fs::read_dir(folder)
        && entries.next().is_some()
    {
        return Err(Trouble::usage(
            format!("`{shown}` is not empty."),
            "Name a new folder; `cargo xtask update` brings a newer course into an old one.",
        ));
    }
    if folder.exists() && !folder.is_dir() {
        return Err(Trouble::usage(
            format!("`{shown}` is not a folder."),
            "Name a new one.",
        ));
    }
    // The folder may not be there yet: what counts is the nearest one that is.
    let nearest = folder.ancestors().find_map(|it| it.canonicalize().ok());
    let root = course.root.canonicalize();
    if nearest
        .zip(root.ok())
        .is_some_and(|(nearest, root)| nearest.starts_with(root))
    {
        return Err(Trouble::usage(
            format!("`{shown}` lies inside of the course."),
            "Name a folder elsewhere, as in `cargo xtask handout ../class`.",
        ));
    }
    Ok(())
}
