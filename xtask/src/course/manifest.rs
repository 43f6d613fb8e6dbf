//! Reads `[package.metadata.lesson]` of a lesson's manifest.

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::Kind;

/// What the course needs to know of a lesson beyond its files.
pub(super) struct Entry {
    pub(super) title: String,
    pub(super) exercises: Vec<ExerciseEntry>,
}

pub(super) struct ExerciseEntry {
    pub(super) name: String,
    pub(super) kind: Kind,
    pub(super) minutes: u32,
}

/// Something that a manifest must not say.
#[derive(Debug, PartialEq)]
pub(super) struct Bad {
    /// The byte at which it says it.
    pub(super) at: usize,
    pub(super) problem: String,
}

type Value<'i> = Spanned<DeValue<'i>>;

/// Reads the entry out of the manifest's text.
pub(super) fn read(text: &str) -> Result<Entry, Bad> {
    let root = DeTable::parse(text).map_err(|error| Bad {
        at: error.span().map_or(0, |span| span.start),
        problem: error.message().to_owned(),
    })?;
    let mut at = 0;
    let mut table = root.get_ref();
    for name in ["package", "metadata", "lesson"] {
        let value = get(table, name, at)?;
        at = value.span().start;
        table = value
            .get_ref()
            .as_table()
            .ok_or_else(|| bad(at, format!("`{name}` should be a table")))?;
    }
    only(table, &["title", "exercises"])?;
    let list = get(table, "exercises", at)?;
    let entries = list
        .get_ref()
        .as_array()
        .ok_or_else(|| bad(list.span().start, "`exercises` should be a list"))?;
    Ok(Entry {
        title: string(get(table, "title", at)?)?.to_owned(),
        exercises: entries.iter().map(exercise).collect::<Result<_, _>>()?,
    })
}

fn exercise(value: &Value<'_>) -> Result<ExerciseEntry, Bad> {
    let at = value.span().start;
    let table = value
        .get_ref()
        .as_table()
        .ok_or_else(|| bad(at, "an exercise is `{ name, kind, minutes }`"))?;
    only(table, &["name", "kind", "minutes"])?;
    let kind = get(table, "kind", at)?;
    let minutes = get(table, "minutes", at)?;
    Ok(ExerciseEntry {
        name: string(get(table, "name", at)?)?.to_owned(),
        kind: match string(kind)? {
            "write" => Kind::Write,
            "mend" => Kind::Mend,
            _ => return Err(bad(kind.span().start, "`kind` is \"write\" or \"mend\"")),
        },
        minutes: minutes
            .get_ref()
            .as_integer()
            .and_then(|number| u32::from_str_radix(number.as_str(), number.radix()).ok())
            .ok_or_else(|| bad(minutes.span().start, "`minutes` should be a whole number"))?,
    })
}

fn get<'t, 'i>(table: &'t DeTable<'i>, name: &str, at: usize) -> Result<&'t Value<'i>, Bad> {
    table
        .get(name)
        .ok_or_else(|| bad(at, format!("`{name}` is missing")))
}

fn string<'t>(value: &'t Value<'_>) -> Result<&'t str, Bad> {
    value
        .get_ref()
        .as_str()
        .ok_or_else(|| bad(value.span().start, "this should be a text in quotes"))
}

/// A misspelt name must not be silently without effect.
fn only(table: &DeTable<'_>, known: &[&str]) -> Result<(), Bad> {
    match table
        .keys()
        .find(|key| !known.contains(&key.get_ref().as_ref()))
    {
        Some(key) => {
            let problem = format!(
                "`{}` is not known here; there are: {}",
                key.get_ref(),
                known.join(", ")
            );
            Err(bad(key.span().start, problem))
        }
        None => Ok(()),
    }
}

fn bad(at: usize, problem: impl Into<String>) -> Bad {
    Bad {
        at,
        problem: problem.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, read};

    #[test]
    fn a_lesson_is_read() {
        let entry = read(
            "[package]\nname = \"lesson02\"\n[package.metadata.lesson]\ntitle = \"Locks\"\n\
             exercises = [{ name = \"bank\", kind = \"mend\", minutes = 30 }]\n",
        )
        .ok()
        .unwrap();
        assert_eq!(entry.title, "Locks");
        assert_eq!(entry.exercises[0].name, "bank");
        assert_eq!(entry.exercises[0].kind, Kind::Mend);
        assert_eq!(entry.exercises[0].minutes, 30);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        let problem = |lesson: &str| {
            let text = format!("[package.metadata.lesson]\n{lesson}");
            let bad = read(&text).err().expect("this is damaged");
            (
                text[bad.at..].chars().take(5).collect::<String>(),
                bad.problem,
            )
        };
        let told = |at: &str, problem: &str| (at.to_owned(), problem.to_owned());
        assert_eq!(
            problem("titel = \"x\"\n"),
            told(
                "titel",
                "`titel` is not known here; there are: title, exercises"
            )
        );
        assert_eq!(
            problem("title = 1\nexercises = []"),
            told("1\nexe", "this should be a text in quotes")
        );
        assert_eq!(
            problem("title = \"x\"\nexercises = [{ name = \"a\", kind = \"guess\", minutes = 1 }]"),
            told("\"gues", "`kind` is \"write\" or \"mend\"")
        );
        assert_eq!(problem("title = \"x\"").1, "`exercises` is missing");
        assert!(read("[package\n").is_err());
    }
}
