//! A lock file without the packages that are not handed out.

/// The lock file without those packages of the course's own that are not among `members`. What comes from a registry
/// stays: cargo takes away what nobody needs.
pub(super) fn lock(text: &str, members: &[String]) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut blocks = text.split("[[package]]\n");
    kept.push_str(blocks.next().unwrap_or_default());
    for block in blocks {
        let own = !block.lines().any(|line| line.starts_with("source = "));
        let name = block.lines().find_map(|line| {
            let name = line.strip_prefix("name = \"")?;
            name.strip_suffix('"')
        });
        let is_member = |name: &str| members.iter().any(|member| member == name);
        if !own || name.is_none_or(is_member) {
            kept.push_str("[[package]]\n");
            kept.push_str(block);
        }
    }
    kept.trim_end().to_owned() + "\n"
}

#[cfg(test)]
mod tests {
    use super::lock;

    #[test]
    fn only_the_courses_own_packages_go() {
        let text = "version = 4\n\n[[package]]\nname = \"kit\"\nversion = \"0.1.0\"\n\n\
            [[package]]\nname = \"loom\"\nsource = \"registry\"\n\n\
            [[package]]\nname = \"solution01\"\nversion = \"0.1.0\"\n";
        let kept = lock(text, &["kit".into()]);
        assert!(kept.starts_with("version = 4\n\n[[package]]\nname = \"kit\"\n"));
        assert!(
            kept.ends_with("name = \"loom\"\nsource = \"registry\"\n"),
            "{kept}"
        );
        assert!(!kept.contains("solution01"));
    }
}
