//! What a computer can do, as measured.

use std::collections::BTreeMap;

use super::Spread;

/// What has a price.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Price {
    /// Starting a thread that does nothing, and joining it.
    Thread,
    /// Starting a process that does nothing, and waiting for it.
    Process,
    /// Taking and releasing a lock that nobody else wants.
    Lock,
    /// The same while two threads want it all the time.
    Contended,
    /// A rendezvous: waking a thread that sleeps, and being woken by it, there and back.
    Handover,
    /// A byte through a pipe to another process, and back.
    Pipe,
}

impl Price {
    /// All of them, in the order of the measuring process's numbers.
    pub const ALL: [Self; 6] = [
        Self::Thread,
        Self::Process,
        Self::Lock,
        Self::Contended,
        Self::Handover,
        Self::Pipe,
    ];
}

/// What was measured.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Machine {
    /// Cores that the scheduler grants to this process.
    pub cores: u64,
    /// For each number of threads, the cores that they really got.
    pub capacity: BTreeMap<u64, Spread>,
    /// Nanoseconds.
    pub prices: BTreeMap<Price, Spread>,
}

/// Raw measurements, on their way to a [`Machine`].
#[derive(Clone, Debug, Default)]
pub struct Readings {
    cores: u64,
    capacity: BTreeMap<u64, Vec<f64>>,
    prices: BTreeMap<Price, Vec<f64>>,
}

impl Readings {
    /// Takes one measurement. What is not known here is passed over.
    pub fn take(&mut self, what: &str, numbers: &[u64]) {
        match (what, numbers) {
            ("cores", &[cores]) => self.cores = cores,
            ("capacity", &[threads, one, many]) => {
                let got = threads as f64 * one as f64 / many.max(1) as f64;
                self.capacity.entry(threads).or_default().push(got);
            }
            ("price", &[which, nanoseconds]) => {
                let price = usize::try_from(which).ok();
                if let Some(price) = price.and_then(|which| Price::ALL.get(which)) {
                    let prices = self.prices.entry(*price).or_default();
                    prices.push(nanoseconds as f64);
                }
            }
            _ => {}
        }
    }

    /// What they come to.
    pub fn close(self) -> Machine {
        let spreads = |values: Vec<f64>| Spread::of(&values);
        Machine {
            cores: self.cores,
            capacity: self
                .capacity
                .into_iter()
                .map(|(threads, values)| (threads, spreads(values)))
                .collect(),
            prices: self
                .prices
                .into_iter()
                .map(|(price, values)| (price, spreads(values)))
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Price, Readings};

    #[test]
    fn readings_become_a_machine() {
        let mut readings = Readings::default();
        readings.take("cores", &[2]);
        for many in [10, 20, 10] {
            readings.take("capacity", &[2, 10, many]);
        }
        readings.take("price", &[1, 700]);
        readings.take("price", &[99, 700]);
        readings.take("else", &[]);
        let machine = readings.close();
        assert_eq!((machine.cores, machine.capacity[&2].middle), (2, 2.0));
        assert_eq!(machine.prices.len(), 1);
        assert_eq!(machine.prices[&Price::Process].middle, 700.0);
    }
}
