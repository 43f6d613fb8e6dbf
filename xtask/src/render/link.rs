//! Paths that can be clicked, in terminals that can (OSC 8). What is read and copied stays the same text.

use std::path::Path;

/// Which kind of link a terminal takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Links {
    /// The file alone. Some openers refuse an address that goes on after the file's name.
    File,
    /// The file, and its line behind a `#`.
    Line,
}

/// Whether the terminal takes links. `variable` looks up the environment.
///
/// There is no way to ask a terminal, so only those count that are known to take them. An editor's own terminal is left
/// alone: it finds `file:line` by itself, and goes to the line. So is one at the other end of a network: its files are
/// not ours.
pub fn links(variable: &dyn Fn(&str) -> Option<String>) -> Option<Links> {
    let is_set = |name: &str| variable(name).is_some_and(|value| !value.is_empty());
    let program = variable("TERM_PROGRAM").unwrap_or_default();
    let term = variable("TERM").unwrap_or_default();
    if let Some(forced) = variable("FORCE_HYPERLINK") {
        return (forced != "0").then_some(Links::File);
    }
    if is_set("CI") || is_set("SSH_CONNECTION") || is_set("TMUX") || term == "dumb" {
        return None;
    }
    if is_set("KITTY_WINDOW_ID") || term == "xterm-kitty" {
        return Some(Links::Line);
    }
    // Since its version 0.50; older ones print the address.
    let vte = variable("VTE_VERSION").and_then(|version| version.parse::<u32>().ok());
    let known = vte.is_some_and(|version| version >= 5000)
        || is_set("WT_SESSION")
        || is_set("KONSOLE_VERSION")
        || matches!(
            program.as_str(),
            "iTerm.app" | "WezTerm" | "ghostty" | "rio"
        )
        || term.starts_with("foot")
        || term.starts_with("alacritty");
    known.then_some(Links::File)
}

/// The text with every path of the course, as `lessons/…/both.rs:28`, made a link. `exists` says whether a path, relative
/// to the root, is a file: only then it is one.
pub fn linked(text: &str, root: &Path, links: Links, exists: &dyn Fn(&Path) -> bool) -> String {
    let mut linked = String::with_capacity(text.len());
    let mut rest = text;
    let mut in_word = false;
    while let Some(first) = rest.chars().next() {
        let length = escape(rest).unwrap_or(0);
        if length > 0 {
            linked.push_str(&rest[..length]);
            rest = &rest[length..];
            in_word = false;
            continue;
        }
        if !in_word
            && let Some((path, line, length)) = place(rest)
            && exists(Path::new(path))
        {
            let address = address(&root.join(path), line, links);
            let shown = &rest[..length];
            linked.push_str(&format!("\x1b]8;;{address}\x1b\\{shown}\x1b]8;;\x1b\\"));
            rest = &rest[length..];
            in_word = true;
            continue;
        }
        linked.push(first);
        in_word = is_path(first);
        rest = &rest[first.len_utf8()..];
    }
    linked
}

/// The length of a style at the text's beginning: `ESC [ … m`.
fn escape(text: &str) -> Option<usize> {
    let inside = text.strip_prefix("\x1b[")?;
    let end = inside.find(|c: char| c.is_ascii_alphabetic())?;
    Some(2 + end + 1)
}

/// A path at the text's beginning, its line, and how many bytes both take.
fn place(text: &str) -> Option<(&str, Option<&str>, usize)> {
    let folders = ["lessons/", "solutions/", "tests/", "xtask/", ".hands/"];
    folders.iter().find(|folder| text.starts_with(**folder))?;
    let end = text.find(|c| !is_path(c)).unwrap_or(text.len());
    let path = text[..end].trim_end_matches('.');
    let digits = text[path.len()..].strip_prefix(':').map(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_digit());
        &rest[..end.unwrap_or(rest.len())]
    });
    let line = digits.filter(|digits| !digits.is_empty());
    Some((
        path,
        line,
        path.len() + line.map_or(0, |line| 1 + line.len()),
    ))
}

fn is_path(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/')
}

/// `file:///course/both.rs`, with everything escaped that an address must not hold.
fn address(file: &Path, line: Option<&str>, links: Links) -> String {
    let mut address = String::from("file://");
    let path = file.to_string_lossy().replace('\\', "/");
    if !path.starts_with('/') {
        address.push('/');
    }
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' | b':' => {
                address.push(char::from(byte));
            }
            other => address.push_str(&format!("%{other:02X}")),
        }
    }
    if let (Some(line), Links::Line) = (line, links) {
        address.push_str(&format!("#{line}"));
    }
    address
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Links, linked, links};

    fn made(text: &str, links: Links) -> String {
        let made = linked(text, Path::new("/my course"), links, &|path| {
            path == Path::new("lessons/a/src/both.rs")
        });
        let plain = anstream::adapter::strip_str(&made).to_string();
        assert_eq!(plain, anstream::adapter::strip_str(text).to_string());
        made
    }

    #[test]
    fn a_path_of_the_course_is_a_link_and_the_text_stays_the_same() {
        let link = "\x1b]8;;file:///my%20course/lessons/a/src/both.rs\x1b\\lessons/a/src/both.rs:28\x1b]8;;\x1b\\";
        let text = "  edit  \x1b[1mlessons/a/src/both.rs:28\x1b[0m (it)\n";
        let wanted = format!("  edit  \x1b[1m{link}\x1b[0m (it)\n");
        assert_eq!(made(text, Links::File), wanted);
        let with_line = made("lessons/a/src/both.rs:28:5", Links::Line);
        assert!(with_line.contains("/both.rs#28\x1b\\"), "{with_line:?}");
        let sentence = made("Read lessons/a/src/both.rs.", Links::Line);
        assert!(sentence.ends_with("both.rs\x1b]8;;\x1b\\."), "{sentence:?}");
    }

    #[test]
    fn what_is_no_file_of_the_course_is_left_alone() {
        for text in [
            "lessons/a/src/gone.rs:3",
            "my/lessons/a/src/both.rs",
            "lessons/",
            "",
        ] {
            assert_eq!(made(text, Links::File), text);
        }
    }

    #[test]
    fn only_terminals_that_are_known_to_take_links_get_them() {
        let of = |environment: &[(&str, &str)]| {
            let variable = |wanted: &str| {
                let mut found = environment.iter().filter(|(name, _)| *name == wanted);
                found.next().map(|(_, value)| (*value).to_owned())
            };
            links(&variable)
        };
        assert_eq!(of(&[("TERM", "xterm-256color")]), None);
        assert_eq!(of(&[("VTE_VERSION", "7600")]), Some(Links::File));
        assert_eq!(of(&[("VTE_VERSION", "4999")]), None);
        assert_eq!(of(&[("KITTY_WINDOW_ID", "1")]), Some(Links::Line));
        assert_eq!(of(&[("TERM_PROGRAM", "vscode")]), None);
        let far = [("KITTY_WINDOW_ID", "1"), ("SSH_CONNECTION", "1 2 3 4")];
        assert_eq!(of(&far), None);
        assert_eq!(
            of(&[("FORCE_HYPERLINK", "1"), ("CI", "1")]),
            Some(Links::File)
        );
        assert_eq!(of(&[("FORCE_HYPERLINK", "0"), ("WT_SESSION", "x")]), None);
    }
}
