//! Alternative: tries both locks first, and takes them in order only if one is in use; an `RwLock` for each balance.

use std::{error::Error, fmt, ptr};

pub type Cents = u64;

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

use kit::sync::{PoisonError, RwLock, RwLockWriteGuard};

pub struct Account {
    number: u32,
    balance: RwLock<Cents>,
}

impl Account {
    pub fn new(number: u32, balance: Cents) -> Self {
        let balance = RwLock::new(balance);
        Self { number, balance }
    }

    pub fn number(&self) -> u32 {
        self.number
    }

    pub fn balance(&self) -> Cents {
        *self.balance.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Cents> {
        self.balance.write().unwrap_or_else(PoisonError::into_inner)
    }

    fn place(&self) -> (u32, usize) {
        (self.number, ptr::from_ref(self).addr())
    }
}

type Pair<'a> = (RwLockWriteGuard<'a, Cents>, RwLockWriteGuard<'a, Cents>);

fn lock_both<'a>(one: &'a Account, other: &'a Account) -> Pair<'a> {
    if let (Ok(first), Ok(second)) = (one.balance.try_write(), other.balance.try_write()) {
        return (first, second);
    }
    // Somebody is at work there: wait, holding only what is lower in the order.
    if one.place() < other.place() {
        let first = one.write();
        (first, other.write())
    } else {
        let second = other.write();
        (one.write(), second)
    }
}

pub fn transfer(from: &Account, to: &Account, amount: Cents) -> Result<(), TooPoor> {
    let pay = |held: &mut Cents| {
        *held = held.checked_sub(amount).ok_or_else(|| TooPoor {
            lacks: amount - *held,
        })?;
        Ok(())
    };
    if ptr::eq(from, to) {
        return pay(&mut from.balance());
    }
    let (mut payer, mut payee) = lock_both(from, to);
    let mut left = *payer;
    pay(&mut left)?;
    *payee = payee
        .checked_add(amount)
        .unwrap_or_else(|| panic!("account {} cannot hold that much", to.number));
    *payer = left;
    Ok(())
}

pub fn total(accounts: &[&Account]) -> Cents {
    let mut accounts = accounts.to_vec();
    accounts.sort_by_key(|account| account.place());
    accounts.dedup_by_key(|account| account.place());
    let held: Vec<_> = accounts
        .iter()
        .map(|account| account.balance.read().unwrap_or_else(PoisonError::into_inner))
        .collect();
    held.iter().map(|balance| **balance).sum()
}
