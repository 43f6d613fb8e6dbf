//! A short name for a content, the same with every Rust and on every system.

/// Stands for the content of a file. The kind of line ends does not count: git may have changed them.
///
/// FNV-1a with 64 bits: it tells what was changed, and is the same with every Rust. It guards against nobody.
///
/// Source: Fowler, Noll and Vo, "The FNV Non-Cryptographic Hash Algorithm".
pub fn fingerprint(content: &[u8]) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for (at, byte) in content.iter().enumerate() {
        if *byte == b'\r' && content.get(at + 1) == Some(&b'\n') {
            continue;
        }
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::fingerprint;

    #[test]
    fn line_ends_do_not_count() {
        assert_eq!(fingerprint(b"a\r\nb\r\n"), fingerprint(b"a\nb\n"));
        assert_ne!(fingerprint(b"a\rb"), fingerprint(b"ab"));
        assert_eq!(fingerprint(b""), "cbf29ce484222325", "as the paper says");
    }
}
