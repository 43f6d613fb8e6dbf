//! What a case compares with what.

/// What the measuring process tells of a case besides its numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// The subject is compared with itself on one worker, and not with serial code of the course's.
    pub with_itself: bool,
    /// Processes do its work: the threads of the measuring process show nothing of where the time goes.
    pub in_processes: bool,
}

impl Comparison {
    /// Reads the numbers that the measuring process tells, in the order of the fields; 0 is no.
    pub fn from_numbers(numbers: &[u64]) -> Option<Self> {
        let &[with_itself, in_processes] = numbers else {
            return None;
        };
        Some(Self {
            with_itself: with_itself != 0,
            in_processes: in_processes != 0,
        })
    }

    /// What the subject is set beside: fits behind "as fast as" and "slower than".
    pub fn other(self, workers: usize, at_least: f64) -> &'static str {
        match workers {
            1 if at_least < 1.0 => "the plain way",
            1 => "the usual way",
            _ if self.with_itself => "with one",
            _ => "the course's serial code",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Comparison;

    #[test]
    fn who_is_compared_with_itself_is_not_compared_with_code_of_the_course() {
        let other = |numbers, workers, at_least| {
            let comparison = Comparison::from_numbers(numbers).unwrap();
            comparison.other(workers, at_least)
        };
        assert_eq!(other(&[0, 1], 2, 1.5), "the course's serial code");
        assert_eq!(other(&[1, 0], 2, 1.5), "with one");
        assert_eq!(other(&[0, 0], 1, 0.05), "the plain way");
        assert_eq!(other(&[0, 0], 1, 1.3), "the usual way");
        assert_eq!(Comparison::from_numbers(&[1]), None);
    }
}
