//! How many workers are worth a try.

/// The numbers of workers to try: every one up to eight, then ever larger steps, and beyond the cores.
pub fn workers(cores: u64) -> Vec<u64> {
    let mut all: Vec<u64> = (1..=cores.min(8)).collect();
    let mut next = 12;
    while next < cores {
        all.extend([next, next / 3 * 4]);
        next *= 2;
    }
    all.retain(|&workers| workers <= cores);
    all.extend([cores, cores + cores.div_ceil(2), 2 * cores, 4 * cores]);
    all.sort_unstable();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::workers;

    #[test]
    fn small_machines_are_tried_in_full_and_large_ones_in_steps() {
        assert_eq!(workers(1), [1, 2, 4]);
        assert_eq!(workers(2), [1, 2, 3, 4, 8]);
        assert_eq!(workers(6), [1, 2, 3, 4, 5, 6, 9, 12, 24]);
        assert_eq!(
            workers(64),
            [1, 2, 3, 4, 5, 6, 7, 8, 12, 16, 24, 32, 48, 64, 96, 128, 256]
        );
    }
}
