//! Gives the runner a name that stands for what it is made of: its sources, and the Rust that compiles them.

use std::{
    env, fs,
    hash::{DefaultHasher, Hash, Hasher},
    io,
    path::Path,
    process::Command,
};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=src");
    let mut hasher = DefaultHasher::new();
    #[expect(
        clippy::disallowed_methods,
        reason = "a build script is no part of the runner, and rustc ends by itself"
    )]
    let mut rustc = Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    rustc.arg("-vV").output()?.stdout.hash(&mut hasher);
    add(Path::new("src"), &mut hasher)?;
    println!("cargo::rustc-env=MADE_OF={:016x}", hasher.finish());
    Ok(())
}

/// Adds all files below a folder, each with its path.
fn add(folder: &Path, hasher: &mut DefaultHasher) -> io::Result<()> {
    let entries = fs::read_dir(folder)?.map(|entry| Ok(entry?.path()));
    let mut paths = entries.collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    for path in paths {
        if path.is_dir() {
            add(&path, hasher)?;
        } else if path.is_file() {
            path.hash(hasher);
            fs::read(&path)?.hash(hasher);
        }
    }
    Ok(())
}
