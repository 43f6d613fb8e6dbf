//! Whole numbers as people type them, and as they read them.

/// Reads `10000000`, `10_000_000`, `1e7` and `1.5e7`.
pub(crate) fn whole(text: &str) -> Option<u64> {
    let digits: String = text.chars().filter(|c| *c != '_').collect();
    let Some((number, zeros)) = digits.split_once(['e', 'E']) else {
        return digits.parse().ok();
    };
    let (before, after) = number.split_once('.').unwrap_or((number, ""));
    let number: u64 = format!("{before}{after}").parse().ok()?;
    let zeros = zeros.parse::<u32>().ok()?;
    let zeros = zeros.checked_sub(after.len().try_into().ok()?)?;
    number.checked_mul(10_u64.checked_pow(zeros)?)
}

/// Writes `1e15` for a one with many zeros, and all other numbers as they are.
pub(crate) fn short(number: u64) -> String {
    let zeros = number.checked_ilog10().unwrap_or(0);
    match zeros > 5 && number == 10_u64.pow(zeros) {
        true => format!("1e{zeros}"),
        false => number.to_string(),
    }
}

/// `1 point`, `2 points`.
pub(crate) fn counted(count: u64, what: &str) -> String {
    let s = if count == 1 { "" } else { "s" };
    format!("{count} {what}{s}")
}

/// Seconds with the unit that suits them, and three digits.
pub(crate) fn time(seconds: f64) -> String {
    let (number, unit) = match seconds {
        0.9995.. => (seconds, "s"),
        0.000_999_5.. => (seconds * 1e3, "ms"),
        _ => (seconds * 1e6, "µs"),
    };
    let digits = match number {
        99.95.. => 0,
        9.995.. => 1,
        _ => 2,
    };
    format!("{number:.digits$} {unit}")
}
