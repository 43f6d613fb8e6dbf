//! How far a module reaches: the files of its crate that it can use.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use crate::{
    scan::imports,
    source::{strings, tokens},
};

/// A source file and its text.
pub type Source = (PathBuf, String);

/// The files of a module, and of all modules of the same crate that these name, sorted.
///
/// A module is named by its own name or by one that `lib.rs` passes on (`pub use ledger::Account`): by word, so rather
/// one too many. `lib.rs` itself is no module. What cannot be read is left out; the build will say so.
pub fn reach(source: &Path, module: &str) -> Vec<Source> {
    let mut files = by_module(source);
    let library = fs::read_to_string(source.join("lib.rs")).unwrap_or_default();
    let passed_on = passed_on(&library);
    let mut found = Vec::new();
    let mut open = vec![module.to_owned()];
    while let Some(module) = open.pop() {
        for (file, text) in files.remove(&module).unwrap_or_default() {
            let words: BTreeSet<&str> = tokens(&text)
                .iter()
                .filter_map(|token| token.word())
                .collect();
            let is_named = |module: &&String| {
                let mut names = passed_on.iter().filter(|(_, of)| of == module);
                words.contains(module.as_str())
                    || names.any(|(name, _)| *name == "*" || words.contains(name))
            };
            open.extend(files.keys().filter(is_named).cloned());
            found.push((file, text));
        }
    }
    found.sort();
    found
}

/// The files that sources of a package may take their texts from, by `include_str!` and the like: whatever they name in a
/// string and is there. `folder` is the package's.
pub fn data(folder: &Path, sources: &[Source]) -> BTreeSet<PathBuf> {
    let takes = |word: &str| matches!(word, "include_str" | "include_bytes");
    let takes = |(_, text): &Source| tokens(text).iter().any(|it| it.word().is_some_and(takes));
    if !sources.iter().any(takes) {
        return BTreeSet::new();
    }
    let mut found = BTreeSet::new();
    for (file, text) in sources {
        for name in strings(text) {
            // `include_str!("names.txt")`, or `concat!(env!("CARGO_MANIFEST_DIR"), "/names.txt")`.
            let beside = file.with_file_name(name);
            let in_the_package = folder.join(name.trim_start_matches('/'));
            found.extend(
                [beside, in_the_package]
                    .into_iter()
                    .filter(|it| it.is_file()),
            );
        }
    }
    found
}

/// Every source file below a folder.
pub fn sources(source: &Path) -> Vec<Source> {
    let mut files = Vec::new();
    let mut open = vec![source.to_owned()];
    let mut seen = BTreeSet::new();
    while let Some(folder) = open.pop() {
        // A link may lead into the folder that it lies in.
        if !fs::canonicalize(&folder).is_ok_and(|folder| seen.insert(folder)) {
            continue;
        }
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|it| it == "rs")
                && let Ok(bytes) = fs::read(&path)
            {
                files.push((path, String::from_utf8_lossy(&bytes).into_owned()));
            }
        }
    }
    files.sort();
    files
}

/// `src/bank.rs` and `src/bank/ledger.rs` belong to the module `bank`; `lib.rs` to none.
fn by_module(source: &Path) -> BTreeMap<String, Vec<Source>> {
    let mut modules: BTreeMap<String, Vec<Source>> = BTreeMap::new();
    for (file, text) in sources(source) {
        let inside = file.strip_prefix(source).ok();
        let first = inside.and_then(|inside| inside.components().next());
        let module = first.map(|first| Path::new(&first).with_extension("").display().to_string());
        if let Some(module) = module.filter(|module| module != "lib") {
            modules.entry(module).or_default().push((file, text));
        }
    }
    modules
}

/// Each name that `lib.rs` brings in, with the module that it comes from.
fn passed_on(library: &str) -> Vec<(&str, &str)> {
    let tokens = tokens(library);
    let passed_on = imports(&tokens).into_iter().filter_map(|import| {
        let mut path = import.path.into_iter();
        let first = path.next()?;
        let module = match first {
            "crate" | "self" => path.next()?,
            module => module,
        };
        Some((import.name, module))
    });
    passed_on.collect()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{data, reach};

    #[test]
    fn a_module_reaches_what_it_names_and_what_that_names() {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in [
            (
                "lib.rs",
                "mod a; mod b; mod c;\npub use b::{Big as Large, Small};\npub use crate::d::*;\nuse e::E;",
            ),
            ("a.rs", "use crate::Large; // Far"),
            ("b.rs", "mod inner;"),
            ("b/inner.rs", "use super::super::c::C;"),
            ("c.rs", "use crate::E;"),
            ("d.rs", "no Rust, and \u{fffd}"),
            ("e.rs", ""),
            ("far.rs", "use crate::Small;"),
        ] {
            let file = folder.path().join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        fs::write(folder.path().join("d.rs"), b"\xff").unwrap();
        let reached = |module: &str| -> Vec<String> {
            let reached = reach(folder.path(), module).into_iter();
            let name = |file: std::path::PathBuf| {
                let name = file.strip_prefix(folder.path()).unwrap();
                name.display().to_string()
            };
            reached.map(|(file, _)| name(file)).collect()
        };
        // Whatever may come out of `d` may be meant by any word.
        assert_eq!(
            reached("a"),
            ["a.rs", "b/inner.rs", "b.rs", "c.rs", "d.rs", "e.rs"]
        );
        assert_eq!(reached("e"), ["d.rs", "e.rs"]);
        assert_eq!(reached("far").len(), 6);
        assert_eq!(reached("nobody"), [""; 0]);
    }

    #[test]
    fn texts_that_are_taken_from_files_are_found_beside_the_code_and_in_the_package() {
        let folder = tempfile::tempdir().unwrap();
        let package = folder.path();
        fs::create_dir(package.join("src")).unwrap();
        for name in ["src/names.txt", "words.bin", "other.txt"] {
            fs::write(package.join(name), "").unwrap();
        }
        let named = |text: &str| {
            let found = data(package, &[(package.join("src/a.rs"), text.into())]);
            let name = |file: &std::path::PathBuf| file.strip_prefix(package).unwrap().to_owned();
            found.iter().map(name).collect::<Vec<_>>()
        };
        let beside = "const A: &str = include_str!(\"names.txt\");";
        assert_eq!(named(beside), [std::path::Path::new("src/names.txt")]);
        let in_the_package =
            "include_bytes!(concat!(env!(\"CARGO_MANIFEST_DIR\"), r#\"/words.bin\"#));";
        assert_eq!(named(in_the_package), [std::path::Path::new("words.bin")]);
        let by_a_macro = "macro_rules! m { ($a:expr) => { include_str!($a) } } m!(\"names.txt\");";
        assert_eq!(named(by_a_macro).len(), 1);
        assert_eq!(named("println!(\"names.txt\"); // include_str!").len(), 0);
    }
}
