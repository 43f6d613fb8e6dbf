//! Models that look at reference counts.
//!
//! `Arc` is std's own, so that `Arc<dyn Trait>` and the like work, and the explorer does not learn what a thread reads in its
//! counts. Two executions in which it read different numbers may look the same; so where such looks
//! stand in the code under test, no execution counts as the same as another. They are no steps either: what
//! the others do between a look and the thread's next step is not explored, and the verdict says so.

use std::{
    collections::BTreeSet,
    env, fs,
    path::{Path, PathBuf},
};

use crate::model::{log::Log, timeline::Sources};

/// Names whose answer depends on how many references there are, wherever they stand.
const NAMES: [&str; 6] = [
    "strong_count",
    "weak_count",
    "upgrade",
    "try_unwrap",
    "make_mut",
    "unwrap_or_clone",
];

/// The same, but others have functions of these names too. `Arc`'s are no methods: a path leads to them.
const PATHS: [&str; 2] = ["get_mut", "into_inner"];

/// Whose functions of these names look at no count that threads share.
const OTHERS: [&str; 9] = [
    "Rc",
    "Mutex",
    "RwLock",
    "PoisonError",
    "Cell",
    "RefCell",
    "UnsafeCell",
    "OnceLock",
    "Self",
];

/// What has been read of the code under test. Each file is read once.
pub(super) struct Reading {
    sources: Sources,
    modules: Vec<PathBuf>,
    known: BTreeSet<String>,
}

impl Reading {
    /// For a model that stands in this file.
    pub(super) fn of(model: &str) -> Self {
        Self {
            sources: Sources::on_disk(),
            modules: modules(model),
            known: BTreeSet::new(),
        }
    }

    /// Whether reference counts are looked at in the module that has the name of the model's file, or in one that it names.
    pub(super) fn finds_looks_in_the_module(&mut self, model: &str) -> bool {
        let tested = module(Path::new(model));
        let of_the_name = self.modules.iter().filter(|path| module(path) == tested);
        let files = of_the_name.map(|path| path.display().to_string());
        self.finds_looks(files.collect())
    }

    /// The same in the files that an execution ran through, and in the modules that they name.
    pub(super) fn finds_looks_on_the_way(&mut self, execution: &Log) -> bool {
        let places = execution.events.iter().filter_map(|event| event.place);
        self.finds_looks(places.map(|place| place.file.to_string()).collect())
    }

    fn finds_looks(&mut self, mut open: BTreeSet<String>) -> bool {
        while let Some(file) = open.pop_first() {
            if !self.known.insert(file.clone()) {
                continue;
            }
            let words = self.sources.words(&file);
            if look(&words) {
                return true;
            }
            // The root of a package names every module.
            if module(Path::new(&file)) != "lib" {
                let named = self.modules.iter();
                let named = named.filter(|path| names(&words, &module(path)));
                open.extend(named.map(|path| path.display().to_string()));
            }
        }
        false
    }
}

/// The modules of the package under test, where a lesson is tested: then its tests run in its folder.
fn modules(model: &str) -> Vec<PathBuf> {
    let mut modules = Vec::new();
    if model.contains("tests/race/")
        && let Ok(package) = env::current_dir()
    {
        add_modules(&package.join("src"), &mut modules);
    }
    modules
}

fn add_modules(folder: &Path, to: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    for path in entries.map(|entry| entry.path()) {
        if path.is_dir() {
            add_modules(&path, to);
        } else if path.extension().is_some_and(|end| end == "rs") {
            to.push(path);
        }
    }
}

/// What a module in this file is called.
fn module(file: &Path) -> String {
    let stem = |path: &Path| Some(path.file_stem()?.to_str()?.to_string());
    match stem(file) {
        Some(name) if name == "mod" => file.parent().and_then(stem).unwrap_or_default(),
        name => name.unwrap_or_default(),
    }
}

/// Whether a module is part of these words: declared, or part of a path.
fn names(words: &[String], module: &str) -> bool {
    let is =
        |at: Option<usize>, word: &str| at.and_then(|at| words.get(at)).is_some_and(|w| w == word);
    words.iter().enumerate().any(|(at, word)| {
        word == module
            && (is(at.checked_sub(1), "mod")
                || is(at.checked_sub(1), "::")
                || is(Some(at + 1), "::"))
    })
}

/// Whether a reference count is looked at somewhere in these words.
fn look(words: &[String]) -> bool {
    words.iter().enumerate().any(|(at, word)| {
        let (before, owner) = match words[..at] {
            [.., ref owner, ref before] => (before.as_str(), owner.as_str()),
            _ => ("", ""),
        };
        let is_others = before == "::" && (OTHERS.contains(&owner) || owner.starts_with("Atomic"));
        let is_looked_for =
            NAMES.contains(&word.as_str()) || PATHS.contains(&word.as_str()) && before == "::";
        is_looked_for && !is_others
    })
}

#[cfg(test)]
mod tests {
    use super::{look, names};

    /// Words, split at blanks.
    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(Into::into).collect()
    }

    #[test]
    fn a_look_at_a_count_is_known_however_it_is_written() {
        for code in [
            "if Arc :: strong_count ( & pool ) == 1 {",
            "let Some ( pool ) = self . pool . upgrade ( ) else {",
            "Weak :: upgrade ( & pool )",
            "pools . iter ( ) . filter_map ( Weak :: upgrade )",
            "pool . map ( Arc :: into_inner )",
            "A :: get_mut ( & mut pool )",
            "Arc :: < u32 > :: get_mut ( & mut pool )",
        ] {
            assert!(look(&words(code)), "{code}");
        }
    }

    #[test]
    fn what_only_has_the_same_name_is_no_look_at_a_count() {
        for code in [
            "let total = total . into_inner ( ) . unwrap ( ) ;",
            "map . get_mut ( & key )",
            "lock . unwrap_or_else ( PoisonError :: into_inner )",
            "faces . map ( AtomicU64 :: into_inner )",
            "Rc :: strong_count ( & pool )",
        ] {
            assert!(!look(&words(code)), "{code}");
        }
    }

    #[test]
    fn a_module_is_named_by_a_path_or_a_declaration() {
        assert!(names(&words("use crate :: helper :: last ;"), "helper"));
        assert!(names(&words("use super :: helper ;"), "helper"));
        assert!(names(&words("mod helper ;"), "helper"));
        assert!(!names(&words("let helper = 1 ;"), "helper"));
    }
}
