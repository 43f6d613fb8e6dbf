//! Alternative: accounts are numbered as they are made, and that is the order of their locks; a `BTreeMap` sorts them and drops
//! the doubles.

use std::{error::Error, fmt};

use kit::sync::{
    Mutex, MutexGuard, PoisonError,
    atomic::{AtomicU64, Ordering},
};

static NEXT: AtomicU64 = AtomicU64::new(0);

pub type Cents = u64;

#[derive(Debug)]
pub struct Account {
    id: u64,
    number: u32,
    balance: Mutex<Cents>,
}

impl Account {
    pub fn new(number: u32, balance: Cents) -> Self {
        Self {
            id: NEXT.fetch_add(1, Ordering::Relaxed),
            number,
            balance: Mutex::new(balance),
        }
    }

    pub fn number(&self) -> u32 {
        self.number
    }

    #[track_caller]
    pub fn balance(&self) -> Cents {
        *self.lock()
    }

    #[track_caller] // a timeline shows the line that wants the lock, not this one
    fn lock(&self) -> MutexGuard<'_, Cents> {
        // A panic elsewhere does not make this number wrong, so a poisoned lock is no reason to stop.
        self.balance.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pub fn transfer(from: &Account, to: &Account, amount: Cents) -> Result<(), TooPoor> {
    if from.id == to.id {
        let held = from.balance();
        return if held < amount {
            Err(TooPoor {
                lacks: amount - held,
            })
        } else {
            Ok(())
        };
    }
    let [mut low, mut high] = if from.id < to.id {
        [from, to]
    } else {
        [to, from]
    }
    .map(Account::lock);
    let (payer, payee) = if from.id < to.id {
        (&mut low, &mut high)
    } else {
        (&mut high, &mut low)
    };
    let left = payer.checked_sub(amount).ok_or(TooPoor {
        lacks: amount.saturating_sub(**payer),
    })?;
    let grown = payee.checked_add(amount).expect("cannot hold that much");
    (**payer, **payee) = (left, grown);
    Ok(())
}

pub fn total(accounts: &[&Account]) -> Cents {
    use std::collections::BTreeMap;
    let ordered: BTreeMap<u64, &Account> = accounts.iter().map(|a| (a.id, *a)).collect();
    let guards: Vec<_> = ordered.values().map(|a| a.lock()).collect();
    guards.iter().map(|g| **g).sum()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooPoor {
    pub lacks: Cents,
}

impl fmt::Display for TooPoor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} cents are missing", self.lacks)
    }
}

impl Error for TooPoor {}
