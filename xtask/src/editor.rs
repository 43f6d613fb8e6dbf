//! Which editor a learner uses, and how it is told a line.

use std::{ffi::OsString, path::Path};

/// A program and what it is told, ready to be started.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editor {
    /// A name to look up in `PATH`, or a path.
    pub program: String,
    /// Without the program's own name.
    pub arguments: Vec<OsString>,
}

/// The editor that is to open `file` at `line` (from 1; 0 if only the file is known).
///
/// `variable` looks up the environment. First comes `$VISUAL`, then `$EDITOR`, then the editor whose own terminal this
/// is. `None` if nothing tells an editor.
pub fn editor(file: &Path, line: u32, variable: &dyn Fn(&str) -> Option<String>) -> Option<Editor> {
    let told = ["VISUAL", "EDITOR"]
        .iter()
        .filter_map(|name| variable(name))
        .map(|text| words(&text))
        .find(|words| !words.is_empty());
    let words = match told {
        Some(words) => words,
        None => vec![of_terminal(&variable("TERM_PROGRAM")?)?.to_owned()],
    };
    let (program, own) = words.split_first()?;
    let mut arguments: Vec<OsString> = own.iter().map(Into::into).collect();
    arguments.extend(place(name(program), file, line));
    Some(Editor {
        program: program.clone(),
        arguments,
    })
}

/// The program that opens a file in the editor whose terminal says this.
fn of_terminal(terminal: &str) -> Option<&'static str> {
    match terminal {
        "vscode" if cfg!(windows) => Some("code.cmd"),
        "vscode" => Some("code"),
        "zed" => Some("zed"),
        _ => None,
    }
}

/// `/usr/bin/nvim` → `nvim`, `code.cmd` → `code`.
fn name(program: &str) -> &str {
    let last = program.rsplit(['/', '\\']).next().unwrap_or(program);
    let endings = [".exe", ".cmd", ".bat"];
    let ending = endings.iter().find_map(|ending| last.strip_suffix(ending));
    ending.unwrap_or(last)
}

/// How editors are told a file and a line. One that is not known here is told the file alone: better at its first line
/// than with a second, empty file called `+28`.
fn place(name: &str, file: &Path, line: u32) -> Vec<OsString> {
    let alone = || vec![file.into()];
    let joined = || {
        let mut joined = file.as_os_str().to_owned();
        joined.push(format!(":{line}"));
        joined
    };
    if line == 0 {
        return alone();
    }
    match name {
        "code" | "code-insiders" | "codium" | "vscodium" | "cursor" | "windsurf" | "positron" => {
            vec!["--goto".into(), joined()]
        }
        "hx" | "helix" | "zed" | "zeditor" | "subl" | "sublime_text" | "lapce" => vec![joined()],
        "vi" | "vim" | "nvim" | "gvim" | "mvim" | "view" | "nano" | "pico" | "emacs"
        | "emacsclient" | "micro" | "kak" | "joe" | "jed" | "mg" | "ne" | "ee" | "gedit"
        | "gnome-text-editor" | "xed" | "pluma" | "mousepad" | "bbedit" => {
            vec![format!("+{line}").into(), file.into()]
        }
        "idea" | "rustrover" | "clion" | "kate" | "kwrite" => {
            vec!["--line".into(), line.to_string().into(), file.into()]
        }
        "mate" => vec!["-l".into(), line.to_string().into(), file.into()],
        "notepad++" => vec![format!("-n{line}").into(), file.into()],
        _ => alone(),
    }
}

/// The words of `code --wait` or `"C:\Program Files\x.exe" -n`. Quotes hold a word together, as in a shell; nothing else
/// of a shell is understood, and a backslash is a backslash.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for character in text.chars() {
        match quote {
            Some(open) if character == open => quote = None,
            Some(_) => word.get_or_insert_default().push(character),
            None if character.is_whitespace() => words.extend(word.take()),
            None if matches!(character, '"' | '\'') => {
                quote = Some(character);
                word.get_or_insert_default();
            }
            None => word.get_or_insert_default().push(character),
        }
    }
    words.extend(word);
    words
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{editor, words};

    /// What is started for a file at a line where the environment says this.
    fn started(line: u32, environment: &[(&str, &str)]) -> Option<String> {
        let variable = |wanted: &str| {
            let mut found = environment.iter().filter(|(name, _)| *name == wanted);
            found.next().map(|(_, value)| (*value).to_owned())
        };
        let editor = editor(Path::new("/c/both.rs"), line, &variable)?;
        let arguments = editor.arguments.iter().map(|it| it.to_string_lossy());
        let arguments: Vec<_> = arguments.collect();
        Some(format!("{} {}", editor.program, arguments.join(" ")))
    }

    #[test]
    fn visual_comes_before_editor_and_both_before_the_terminals_own() {
        let all = [
            ("TERM_PROGRAM", "vscode"),
            ("EDITOR", "nano"),
            ("VISUAL", "/usr/bin/nvim"),
        ];
        let started = |from: usize| started(28, &all[..from]);
        assert_eq!(started(3).unwrap(), "/usr/bin/nvim +28 /c/both.rs");
        assert_eq!(started(2).unwrap(), "nano +28 /c/both.rs");
        let code = if cfg!(windows) { "code.cmd" } else { "code" };
        assert_eq!(started(1).unwrap(), format!("{code} --goto /c/both.rs:28"));
        assert_eq!(started(0), None);
    }

    #[test]
    fn each_editor_is_told_the_line_in_its_own_way_and_an_unknown_one_the_file_alone() {
        for (told, wanted) in [
            ("code --wait", "code --wait --goto /c/both.rs:28"),
            ("hx", "hx /c/both.rs:28"),
            ("emacs -nw", "emacs -nw +28 /c/both.rs"),
            ("rustrover", "rustrover --line 28 /c/both.rs"),
            ("ed", "ed /c/both.rs"),
        ] {
            assert_eq!(started(28, &[("EDITOR", told)]).unwrap(), wanted);
        }
        assert_eq!(started(0, &[("EDITOR", "vim")]).unwrap(), "vim /c/both.rs");
        let empty = [("VISUAL", "  "), ("EDITOR", "vi")];
        assert_eq!(started(1, &empty).unwrap(), "vi +1 /c/both.rs");
        assert_eq!(started(1, &[("TERM_PROGRAM", "xterm")]), None);
    }

    #[test]
    fn quotes_hold_a_word_together() {
        assert_eq!(words("a  'b c' \"d\"e"), ["a", "b c", "de"]);
        assert_eq!(
            words(r#""C:\Program Files\x.exe" -n"#),
            [r"C:\Program Files\x.exe", "-n"]
        );
        assert_eq!(words("open \"quote"), ["open", "quote"]);
        assert_eq!(words(""), [""; 0]);
    }
}
