//! `cargo xtask speedup`: the curve over the number of workers, or over the amount of work.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{Answer, World, subject};
use crate::{
    choose::Chosen,
    cli::Speedup,
    course::{Course, Exercise, Lesson},
    exit::Exit,
    judge::{Bench, JudgeError},
    progress::{News, events_of},
    render::curve::{data, plot, svg},
    run::{Next, interrupt},
    speed::{Axis, Comparison, Curve, Sample, workers},
    subject::Subject,
    trouble::Trouble,
};

/// Sizes of the work, in hundredths of the one that the speed stage chooses.
const WORK: [u64; 7] = [1, 3, 10, 30, 100, 200, 400];

pub(super) fn run(
    course: &Course,
    wanted: &Speedup,
    world: World<'_>,
    say: &mut dyn FnMut(News),
) -> Result<Answer, Trouble> {
    let course = &course.and_challenges()?;
    let (subject, chosen) = subject::named(course, &wanted.whose, &wanted.target, world)?;
    let (mut curves, mut notes) = (Vec::new(), Vec::new());
    let mut trouble = None;
    let measured = measurable(&chosen)?;
    for &(lesson, exercise) in &measured {
        match measure(course, lesson, exercise, &subject, wanted, say) {
            Ok(Some(curve)) => curves.push(curve),
            Ok(None) => notes.push(format!(
                "{}: {NOT_SHARED} Draw it with `--work`.",
                titled(lesson, exercise)
            )),
            // What is measured already is drawn all the same.
            Err(failed) if interrupt::wanted() => {
                trouble = Some(failed);
                break;
            }
            // Nobody has to have done a challenge.
            Err(failed) if trouble.is_some() || exercise.is_challenge() && measured.len() > 1 => {
                notes.push(failed.says);
            }
            Err(failed) => trouble = Some(failed),
        }
    }
    if curves.is_empty() {
        let one = measured.first().map(|&(lesson, it)| titled(lesson, it));
        return Err(trouble.unwrap_or_else(|| not_shared(&one.unwrap_or_default())));
    }
    if let Some(file) = &wanted.svg {
        notes.extend(written(world.folder, file, &curves, svg::svg)?);
    }
    if let Some(file) = &wanted.csv {
        notes.extend(written(world.folder, file, &curves, data::csv)?);
    }
    let texts: Vec<String> = curves.iter().map(plot::plot).collect();
    Ok(Answer {
        notes,
        exit: trouble.as_ref().map_or(Exit::Green, |trouble| trouble.exit),
        trouble,
        fields: vec![("curves", curves.iter().map(data::value).collect())],
        ..Answer::done(texts.join("\n"))
    })
}

/// The exercises that a speed bench measures.
fn measurable<'c>(chosen: &[Chosen<'c>]) -> Result<Vec<(&'c Lesson, &'c Exercise)>, Trouble> {
    let all = chosen.iter().flat_map(Chosen::each);
    let measured: Vec<_> = all
        .filter(|(_, exercise)| !exercise.speed.is_empty())
        .collect();
    if measured.is_empty() {
        return Err(Trouble::usage(
            "Nothing here has a speed stage, so there is nothing to draw.",
            "`cargo xtask speedup lesson01 primes` has one.",
        ));
    }
    Ok(measured)
}

/// Why there is no curve over the number of workers.
const NOT_SHARED: &str =
    "this work is not shared out among workers, but compared with another way to do the same.";

/// There is nothing else to draw.
fn not_shared(named: &str) -> Trouble {
    Trouble::usage(
        format!("There is no curve over the number of workers for {named}: {NOT_SHARED}"),
        format!("`cargo xtask speedup {named} --work` draws it over the amount of work."),
    )
}

fn titled(lesson: &Lesson, exercise: &Exercise) -> String {
    format!("{} {}", lesson.package(), exercise.name)
}

/// `None` for work that is not shared out, where a curve over the number of workers is wanted.
fn measure(
    course: &Course,
    lesson: &Lesson,
    exercise: &Exercise,
    subject: &Subject,
    wanted: &Speedup,
    say: &mut dyn FnMut(News),
) -> Result<Option<Curve>, Trouble> {
    let title = titled(lesson, exercise);
    let bench = Bench::of(
        course,
        lesson,
        subject,
        &exercise.name,
        &mut events_of(&lesson.number, say),
    )
    .map_err(|error| not_measurable(error, &title, exercise))?;
    let cores = std::thread::available_parallelism().map_or(1, usize::from) as u64;
    let axis = if wanted.work {
        Axis::Work
    } else {
        Axis::Workers
    };
    let (hands, work) = match axis {
        Axis::Workers => (workers(cores), vec![100]),
        Axis::Work => (vec![2], WORK.to_vec()),
    };
    let points = hands.len() * work.len();
    let rounds = wanted.rounds.to_string();
    let listed = |numbers: &[u64]| {
        let numbers: Vec<String> = numbers.iter().map(u64::to_string).collect();
        numbers.join(",")
    };
    let arguments = [
        "curve",
        &exercise.speed[0],
        &listed(&hands),
        &listed(&work),
        &rounds,
    ];
    let mut samples = Vec::new();
    let mut comparison = Comparison::default();
    let mut is_missing = false;
    let ran = bench.run(&arguments, &mut |what, numbers| {
        // The first thing that is told: how many workers the speed stage gives to it.
        if what == "case" && axis == Axis::Workers && numbers.first() == Some(&1) {
            is_missing = true;
            return Next::Stop;
        }
        if what == "comparison" {
            comparison = Comparison::from_numbers(numbers).unwrap_or_default();
        }
        if what == "point" {
            samples.extend(Sample::from_numbers(numbers));
            say(News {
                text: format!(
                    "{title}: measurement {} of {}",
                    samples.len(),
                    points * wanted.rounds as usize
                ),
                slow: false,
            });
        }
        Next::GoOn
    });
    ran.map_err(|error| not_measurable(error, &title, exercise))?;
    if is_missing {
        return Ok(None);
    }
    let whose = match subject {
        Subject::Learner => "your work",
        Subject::Solution => "the solution",
        Subject::With { title, .. } => title,
    };
    Ok(Some(Curve {
        comparison,
        ..Curve::of(&title, whose, axis, cores, &samples)
    }))
}

/// Code that does not build or panics has no speed: the other stages say what is wrong with it.
fn not_measurable(error: JudgeError, title: &str, exercise: &Exercise) -> Trouble {
    match error {
        JudgeError::Course { problem } | JudgeError::System { error: problem, .. } => Trouble {
            says: format!("The speed of {title} cannot be measured: {problem}."),
            next: match exercise.is_challenge() {
                true => "It is a challenge, which no check judges: it builds on the other exercises of its lesson.".into(),
                false => format!("`cargo xtask check {title}` says what is wrong with it."),
            },
            exit: Exit::NotYet,
        },
        other => other.into(),
    }
}

/// Writes one file for all curves, or one each with the exercise in its name.
fn written(
    folder: &Path,
    file: &Path,
    curves: &[Curve],
    content: fn(&Curve) -> String,
) -> Result<Vec<String>, Trouble> {
    let mut notes = Vec::new();
    for curve in curves {
        let path = match curves.len() {
            1 => folder.join(file),
            _ => folder.join(named(file, &curve.title)),
        };
        fs::write(&path, content(curve)).map_err(|error| Trouble::unwritable(&path, &error))?;
        notes.push(format!("`{}` is written.", path.display()));
    }
    Ok(notes)
}

/// `out.svg` → `out-lesson01-primes.svg`.
fn named(file: &Path, title: &str) -> PathBuf {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let ending = file.extension().map(|it| format!(".{}", it.display()));
    let title = title.replace(' ', "-");
    file.with_file_name(format!("{stem}-{title}{}", ending.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::named;

    #[test]
    fn a_name_keeps_its_ending_if_it_has_one() {
        for (file, wanted) in [
            ("out.svg", "out-lesson01-primes.svg"),
            ("a/b.c.svg", "a/b.c-lesson01-primes.svg"),
            ("out", "out-lesson01-primes"),
        ] {
            let name = named(Path::new(file), "lesson01 primes");
            assert_eq!(name, Path::new(wanted));
        }
    }
}
