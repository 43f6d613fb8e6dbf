//! A learner's bank.

use kit::sync::{Mutex, MutexGuard};

pub struct Account {
    balance: Mutex<u64>,
}

impl Account {
    pub fn new(balance: u64) -> Self {
        Self {
            balance: Mutex::new(balance),
        }
    }

    fn lock(&self) -> MutexGuard<'_, u64> {
        self.balance.lock().unwrap()
    }
}

pub fn transfer(from: &Account, to: &Account, amount: u64) {
    let mut payer = from.lock();
    let mut payee = to.lock();
    *payer -= amount;
    *payee += amount;
}

pub fn total(accounts: &[&Account]) -> u64 {
    accounts.iter().map(|account| *account.lock()).sum()
}
