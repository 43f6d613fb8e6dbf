//! Manifests that name only what is there: a pattern or a path without a match stops every cargo command.

use std::path::Path;

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use crate::trouble::Trouble;

/// The workspace's manifest with these members, each a folder. Lessons stay out of the default ones: `cargo test` is
/// green while a learner's work is half done.
pub(super) fn workspace(text: &str, members: &[String]) -> Result<String, Trouble> {
    let is_lesson = |member: &&String| !member.starts_with("lessons/lesson");
    let default: Vec<String> = members.iter().filter(is_lesson).cloned().collect();
    let mut text = text.to_owned();
    for (name, list) in [("members", members), ("default-members", &default)] {
        let span = array(&text, name)?;
        let lines = list.iter().map(|member| format!("    {member:?},\n"));
        text.replace_range(span, &format!("[\n{}]", lines.collect::<String>()));
    }
    Ok(text)
}

/// Where the array stands in `[workspace]`.
fn array(text: &str, name: &str) -> Result<std::ops::Range<usize>, Trouble> {
    let found = || {
        let root = DeTable::parse(text).ok()?;
        let workspace = root.get_ref().get("workspace")?.get_ref().as_table()?;
        let value: &Spanned<DeValue<'_>> = workspace.get(name)?;
        value.get_ref().as_array()?;
        Some(value.span())
    };
    found().ok_or_else(|| {
        Trouble::course(
            format!("Cargo.toml has no list of {name} in [workspace]."),
            "Bring it back with `git checkout -- Cargo.toml`.",
        )
    })
}

/// The runner's manifest without the tests whose files are not there.
pub(super) fn runner(text: &str, is_there: &dyn Fn(&Path) -> bool) -> String {
    let mut kept = String::with_capacity(text.len());
    for block in blocks(text) {
        let path = block
            .lines()
            .filter(|_| block.starts_with("[[test]]"))
            .find_map(|line| line.strip_prefix("path = \"../")?.strip_suffix('"'));
        if path.is_none_or(|path| is_there(Path::new(path))) {
            kept.push_str(block);
        }
    }
    kept
}

/// A manifest cut before every line that begins a table.
fn blocks(text: &str) -> Vec<&str> {
    let mut starts = vec![0];
    starts.extend(text.match_indices("\n[").map(|(at, _)| at + 1));
    starts.push(text.len());
    starts
        .windows(2)
        .map(|ends| &text[ends[0]..ends[1]])
        .collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{runner, workspace};

    #[test]
    fn members_are_named_one_by_one() {
        let text = "[workspace]\nresolver = \"3\"\n# Why.\nmembers = [\n    \"lessons/lesson*\",\n    \"xtask\",\n]\n\
            default-members = [\"xtask\"]\n\n[profile.dev]\ndebug = 0\n";
        let members = ["lessons/kit", "lessons/lesson01-threads", "xtask"].map(String::from);
        let wanted = "[workspace]\nresolver = \"3\"\n# Why.\nmembers = [\n    \"lessons/kit\",\n    \
            \"lessons/lesson01-threads\",\n    \"xtask\",\n]\ndefault-members = [\n    \"lessons/kit\",\n    \
            \"xtask\",\n]\n\n[profile.dev]\ndebug = 0\n";
        let once = workspace(text, &members).unwrap();
        assert_eq!(once, wanted);
        assert_eq!(workspace(&once, &members).unwrap(), wanted, "once more");
        assert!(workspace("[package]\n", &members).is_err());
    }

    #[test]
    fn tests_without_a_file_go() {
        let text = "[package]\nname = \"xtask\"\n\n# Why.\n[[test]]\nname = \"rules\"\npath = \"../tests/rules.rs\"\n\n\
            [[test]]\nname = \"new\"\npath = \"../tests/new.rs\"\n\n[dependencies]\nkit.workspace = true\n";
        let kept = runner(text, &|file| file == Path::new("tests/new.rs"));
        assert!(!kept.contains("rules"), "{kept}");
        assert!(kept.contains("name = \"new\"") && kept.ends_with("kit.workspace = true\n"));
        assert_eq!(runner(text, &|_| true), text);
    }
}
