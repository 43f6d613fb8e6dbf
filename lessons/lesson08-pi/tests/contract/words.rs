//! Numbers in messages.

/// `1 hit`, `2 hits`.
pub(crate) fn counted(count: u64, what: &str) -> String {
    let s = if count == 1 { "" } else { "s" };
    format!("{count} {what}{s}")
}

/// `3 hits in 4 points`.
pub(crate) fn found(hits: u64, points: u64) -> String {
    format!("{} in {}", counted(hits, "hit"), counted(points, "point"))
}
