//! Words for learners alone.

/// The README without the parts for teachers and authors, and without the rows of lessons that are not there.
/// `is_there` tells a lesson's package: `lesson03`.
pub(super) fn readme(
    text: &str,
    is_there: &dyn Fn(&str) -> bool,
    for_learners_alone: bool,
) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut in_code = false;
    let mut left_out = false;
    for line in text.lines() {
        in_code ^= line.starts_with("```");
        if !in_code && line.starts_with("## ") {
            left_out = for_learners_alone
                && ["## For teachers", "## For authors"].contains(&line.trim_end());
        }
        let of_missing =
            line.starts_with('|') && linked_lesson(line).is_some_and(|package| !is_there(package));
        if !left_out && !of_missing {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

/// The lesson that a row links to: `(lessons/lesson03-queues/README.md)` → `lesson03`.
fn linked_lesson(line: &str) -> Option<&str> {
    let (_, rest) = line.split_once("(lessons/lesson")?;
    let digits = rest.find(|c: char| !c.is_ascii_digit())?;
    let end = line.len() - rest.len() + digits;
    Some(&line[end - digits - "lesson".len()..end])
}

/// A document that names tests or lessons one a line, without those of lessons that are not there: lines that begin
/// with "- `lesson03 …".
pub(super) fn list(text: &str, is_there: &dyn Fn(&str) -> bool) -> String {
    let named = |line: &str| {
        let rest = line.strip_prefix("- `")?;
        let end = rest.find(|c: char| !c.is_alphanumeric())?;
        rest[..end]
            .starts_with("lesson")
            .then(|| rest[..end].to_owned())
    };
    let kept = text
        .lines()
        .filter(|line| named(line).is_none_or(|it| is_there(&it)));
    kept.map(|line| format!("{line}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::{list, readme};

    const README: &str = "\
# Many Hands
| [01 Threads](lessons/lesson01-threads/README.md) | how? |
| [03 Queues](lessons/lesson03-queues/README.md) | what? |

```console
## For teachers
```

## For teachers

The solutions lie in `solutions/`.

### Grading

## For authors

`cargo test`

## Where it runs
";

    #[test]
    fn a_learner_reads_what_is_for_learners() {
        let read = readme(README, &|lesson| lesson == "lesson01", true);
        assert_eq!(
            read,
            "# Many Hands\n| [01 Threads](lessons/lesson01-threads/README.md) | how? |\n\n\
             ```console\n## For teachers\n```\n\n## Where it runs\n"
        );
        assert_eq!(readme(&read, &|_| true, true), read, "once more");
        assert_eq!(readme(README, &|_| true, false), README);
    }

    #[test]
    fn a_list_names_only_lessons_that_are_there() {
        let text = "Words.\n- `lesson01 a::t1`: why.\n- `lesson03 b::t2`: why.\n- `cargo test`\n";
        let kept = list(text, &|lesson| lesson == "lesson01");
        assert_eq!(kept, "Words.\n- `lesson01 a::t1`: why.\n- `cargo test`\n");
    }
}
