//! Before the race stage: does the code go around the kit?

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use crate::{
    reach::reach,
    report::Place,
    scan::{Around, scan},
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
    for (file, text) in reach(source, module) {
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
        write("lib.rs", "use std::sync::Mutex;\npub use helper::Gate;\n");
        write("other.rs", "use std::sync::Mutex;");
        write("bank.rs", "use kit::sync::Mutex;\nmod ledger;\n");
        write("bank/ledger.rs", "\nuse std::thread::spawn;");
        write("latch.rs", "use crate::helper::Gate;");
        write("helper.rs", "use std::sync::Condvar;");
        write("plain.rs", "use kit::sync::Mutex;");
        write("memo.rs", "use crate::Gate;");

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
        assert!(around("memo").is_some(), "`lib.rs` passes `Gate` on");
    }
}
