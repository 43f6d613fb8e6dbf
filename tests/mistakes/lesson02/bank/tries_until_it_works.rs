//! Mistake: tries both locks again and again until it gets them: it burns a core, and two may give way for ever. [23]
//! Caught by: contract bank::t8_who_waits_for_an_account_costs_no_processor_time
//! Says: did not go to sleep

use std::{error::Error, fmt, ptr};

use kit::sync::{Mutex, MutexGuard, PoisonError, TryLockError};

/// An amount of money in cents.
pub type Cents = u64;

/// An account that any number of threads may use at the same time.
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

    #[track_caller]
    fn lock(&self) -> MutexGuard<'_, Cents> {
        self.balance.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn key(&self) -> (u32, *const Self) {
        (self.number, self)
    }

    fn try_lock(&self) -> Option<MutexGuard<'_, Cents>> {
        match self.balance.try_lock() {
            Ok(guard) => Some(guard),
            Err(TryLockError::Poisoned(poisoned)) => Some(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) => None,
        }
    }
}

pub fn transfer(from: &Account, to: &Account, amount: Cents) -> Result<(), TooPoor> {
    if ptr::eq(from, to) {
        let balance = from.balance();
        if balance < amount {
            return Err(TooPoor {
                lacks: amount - balance,
            });
        }
        return Ok(());
    }
    loop {
        let Some(mut payer) = from.try_lock() else {
            continue;
        };
        let Some(mut payee) = to.try_lock() else {
            continue;
        };
        if *payer < amount {
            return Err(TooPoor {
                lacks: amount - *payer,
            });
        }
        *payee = payee
            .checked_add(amount)
            .unwrap_or_else(|| panic!("account {} cannot hold that much", to.number));
        *payer -= amount;
        return Ok(());
    }
}

pub fn total(accounts: &[&Account]) -> Cents {
    let mut accounts = accounts.to_vec();
    accounts.sort_by_key(|account| account.key());
    accounts.dedup_by_key(|account| account.key());
    let balances: Vec<_> = accounts.iter().map(|account| account.lock()).collect();
    balances.iter().map(|balance| **balance).sum()
}

/// An account holds less than was asked of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooPoor {
    /// What is missing.
    pub lacks: Cents,
}

impl fmt::Display for TooPoor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} cents are missing", self.lacks)
    }
}

impl Error for TooPoor {}
