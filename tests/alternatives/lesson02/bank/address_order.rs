//! Alternative: the order of the addresses alone decides which lock is taken first.

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

use kit::sync::{Mutex, MutexGuard, PoisonError};

pub struct Account {
    number: u32,
    balance: Mutex<Cents>,
}

impl Account {
    pub fn new(number: u32, balance: Cents) -> Self {
        let balance = Mutex::new(balance);
        Self { number, balance }
    }

    pub fn number(&self) -> u32 {
        self.number
    }

    pub fn balance(&self) -> Cents {
        *self.lock()
    }

    fn lock(&self) -> MutexGuard<'_, Cents> {
        self.balance.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Locks each of the accounts once, lowest address first; the guards come in that order, with their addresses.
fn lock_all<'a>(accounts: &[&'a Account]) -> Vec<(*const Account, MutexGuard<'a, Cents>)> {
    let mut accounts = accounts.to_vec();
    accounts.sort_by_key(|account| ptr::from_ref(*account));
    accounts.dedup_by_key(|account| ptr::from_ref(*account));
    accounts
        .into_iter()
        .map(|account| (ptr::from_ref(account), account.lock()))
        .collect()
}

pub fn transfer(from: &Account, to: &Account, amount: Cents) -> Result<(), TooPoor> {
    let mut locked = lock_all(&[from, to]);
    let place = |account: &Account| {
        locked
            .iter()
            .position(|(address, _)| ptr::eq(*address, account))
            .expect("both are locked")
    };
    let (payer, payee) = (place(from), place(to));
    let held = *locked[payer].1;
    if held < amount {
        return Err(TooPoor {
            lacks: amount - held,
        });
    }
    if payer == payee {
        return Ok(());
    }
    let Some(credited) = locked[payee].1.checked_add(amount) else {
        drop(locked); // so that the panic poisons nothing
        panic!("account {} cannot hold that much", to.number);
    };
    *locked[payer].1 -= amount;
    *locked[payee].1 = credited;
    Ok(())
}

pub fn total(accounts: &[&Account]) -> Cents {
    lock_all(accounts).iter().map(|(_, balance)| **balance).sum()
}
