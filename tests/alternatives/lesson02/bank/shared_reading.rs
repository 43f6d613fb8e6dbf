//! Alternative: a reader-writer lock for each balance: `total` and `balance` only read, and do not keep out each other.

use std::{error::Error, fmt, ptr};

use kit::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

/// An amount of money in cents.
pub type Cents = u64;

/// An account that any number of threads may use at the same time.
#[derive(Debug)]
pub struct Account {
    number: u32,
    balance: RwLock<Cents>,
}

impl Account {
    pub fn new(number: u32, balance: Cents) -> Self {
        Self {
            number,
            balance: RwLock::new(balance),
        }
    }

    pub fn number(&self) -> u32 {
        self.number
    }

    #[track_caller]
    pub fn balance(&self) -> Cents {
        *self.read()
    }

    #[track_caller]
    fn lock(&self) -> RwLockWriteGuard<'_, Cents> {
        self.balance.write().unwrap_or_else(PoisonError::into_inner)
    }

    #[track_caller]
    fn read(&self) -> RwLockReadGuard<'_, Cents> {
        self.balance.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn key(&self) -> (u32, *const Self) {
        (self.number, self)
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
    let (mut payer, mut payee);
    if from.key() < to.key() {
        payer = from.lock();
        payee = to.lock();
    } else {
        payee = to.lock();
        payer = from.lock();
    }
    if *payer < amount {
        return Err(TooPoor {
            lacks: amount - *payer,
        });
    }
    *payee = payee
        .checked_add(amount)
        .unwrap_or_else(|| panic!("account {} cannot hold that much", to.number));
    *payer -= amount;
    Ok(())
}

pub fn total(accounts: &[&Account]) -> Cents {
    let mut accounts = accounts.to_vec();
    accounts.sort_by_key(|account| account.key());
    accounts.dedup_by(|one, other| ptr::eq(*one, *other));
    let guards: Vec<_> = accounts.iter().map(|account| account.read()).collect();
    guards.iter().map(|guard| **guard).sum()
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
