//! Mistake: tries the second lock, gives way for a millisecond and tries again: it polls, and two may give way for ever. [23]
//! Caught by: contract bank::t8_who_waits_for_an_account_costs_no_processor_time
//! Says: woke up
//! Varies: how often it wakes up depends on the machine

use std::{error::Error, fmt};

use kit::sync::{Mutex, MutexGuard, PoisonError};

pub type Cents = u64;

#[derive(Debug)]
pub struct Account {
    number: u32,
    balance: Mutex<Cents>,
}

impl Account {
    pub fn new(number: u32, balance: Cents) -> Self {
        Self {
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
    if std::ptr::eq(from, to) {
        let held = from.balance();
        return if held < amount {
            Err(TooPoor {
                lacks: amount - held,
            })
        } else {
            Ok(())
        };
    }
    let (mut payer, mut payee) = loop {
        let payer = from.lock();
        match to.balance.try_lock() {
            Ok(payee) => break (payer, payee),
            Err(std::sync::TryLockError::Poisoned(payee)) => break (payer, payee.into_inner()),
            Err(std::sync::TryLockError::WouldBlock) => {}
        }
        drop(payer);
        kit::thread::sleep(std::time::Duration::from_millis(1));
    };
    if *payer < amount {
        return Err(TooPoor {
            lacks: amount - *payer,
        });
    }
    *payee = payee.checked_add(amount).expect("cannot hold that much");
    *payer -= amount;
    Ok(())
}

pub fn total(accounts: &[&Account]) -> Cents {
    let mut accounts = accounts.to_vec();
    accounts.sort_by_key(|a| std::ptr::from_ref(*a));
    accounts.dedup_by_key(|a| std::ptr::from_ref(*a));
    let guards: Vec<_> = accounts.iter().map(|a| a.lock()).collect();
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
