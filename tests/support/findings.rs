//! Many findings, told in one go.

/// Fails with all findings at once, so that they can be mended in one go.
#[track_caller]
pub(crate) fn nothing_found(findings: Vec<String>) {
    assert!(
        findings.is_empty(),
        "{} found:\n  {}\n",
        findings.len(),
        findings.join("\n  ")
    );
}
