//! Before the race stage: does the code go around the kit?

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use crate::{
    report::Place,
    scan::{Around, scan},
    source::tokens,
};

/// What a module, or one that it can use, does around the kit; in words, with the first place.
///
/// `source` is the subject's `src`; `locate` names its files as the course does.
pub(super) fn of(
    source: &Path,
    module: &str,
    locate: &dyn Fn(&Path) -> Option<PathBuf>,
) -> Option<(String, Place)> {
    let mut uses = Vec::new();
    for (file, text) in reachable(source, module) {
        let file = locate(&file).unwrap_or(file);
        uses.extend(scan(&text).into_iter().map(|around| (file.clone(), around)));
    }
    let (file, first) = uses.first()?;
    let place = Place {
        file: file.clone(),
        line: first.line,
    };
    Some((words(&uses), place))
}

fn words(uses: &[(PathBuf, Around)]) -> String {
    let mut told = BTreeSet::new();
    let mut lines = Vec::new();
    for (file, around) in uses {
        if told.insert((file, &around.what)) {
            let file = file.file_name().unwrap_or_default().to_string_lossy();
            let Around {
                line,
                what,
                instead,
            } = around;
            lines.push(format!(
                "{file}, line {line}: `{what}`; write `{instead}` instead"
            ));
        }
    }
    format!(
        "the code goes around the kit\n{}\nThe race stage tries every order in which threads can meet. It sees only what \
         `kit::sync` and `kit::thread` do; without the race stage these are std's own, at no cost.",
        lines.join("\n")
    )
}

/// The files of a module and of all modules of the same crate that it names (by word, so rather one too many).
fn reachable(source: &Path, module: &str) -> Vec<(PathBuf, String)> {
    let mut files = BTreeMap::new();
    collect(source, &mut files);
    let mut found = Vec::new();
    let mut open = vec![module.to_owned()];
    while let Some(module) = open.pop() {
        let own: Vec<PathBuf> = files
            .iter()
            .filter(|(_, of)| **of == module)
            .map(|(file, _)| file.clone())
            .collect();
        for file in own {
            files.remove(&file);
            let text = fs::read_to_string(&file).unwrap_or_default();
            let named: BTreeSet<&str> = tokens(&text)
                .iter()
                .filter_map(|token| token.word())
                .collect();
            open.extend(
                files
                    .values()
                    .filter(|module| named.contains(module.as_str()))
                    .cloned(),
            );
            found.push((file, text));
        }
    }
    found
}

/// Each file below `src` with the module that it belongs to: `bank.rs` and `bank/ledger.rs` belong to `bank`.
fn collect(source: &Path, files: &mut BTreeMap<PathBuf, String>) {
    let mut open = vec![source.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let module = path
                .strip_prefix(source)
                .ok()
                .and_then(|inside| inside.components().next());
            let module =
                module.map(|first| Path::new(&first).with_extension("").display().to_string());
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs")
                && let Some(module) = module
                && module != "lib"
            {
                files.insert(path, module);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::of;
    use std::fs;

    #[test]
    fn only_what_the_exercise_can_use_counts() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| {
            let file = folder.path().join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        };
        let around = |module: &str| {
            of(folder.path(), module, &|file| {
                Some(file.strip_prefix(folder.path()).unwrap().into())
            })
        };
        write("lib.rs", "use std::sync::Mutex;");
        write("other.rs", "use std::sync::Mutex;");
        write("bank.rs", "use kit::sync::Mutex;\nmod ledger;\n");
        write("bank/ledger.rs", "\nuse std::thread::spawn;");
        write("latch.rs", "use crate::helper::Gate;");
        write("helper.rs", "use std::sync::Condvar;");
        write("plain.rs", "use kit::sync::Mutex;");

        assert_eq!(around("plain"), None);
        let (words, place) = around("bank").unwrap();
        assert!(
            words.contains(
                "ledger.rs, line 2: `std::thread::spawn`; write `kit::thread::spawn` instead"
            ),
            "{words}"
        );
        assert_eq!(
            (place.file.to_str(), place.line),
            (Some("bank/ledger.rs"), 2)
        );
        let (words, place) = around("latch").unwrap();
        assert!(words.contains("`std::sync::Condvar`"), "{words}");
        assert_eq!(place.file.to_str(), Some("helper.rs"));
    }
}
