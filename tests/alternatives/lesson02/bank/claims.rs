//! Alternative: an account is claimed and given back under a small lock of its own and a Condvar; no lock is held
//! while money moves.

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

use kit::sync::{
    Condvar, Mutex,
    atomic::{AtomicU64, Ordering},
};

pub struct Account {
    number: u32,
    balance: AtomicU64,
    claimed: Mutex<bool>,
    given_back: Condvar,
}

impl Account {
    pub fn new(number: u32, balance: Cents) -> Self {
        Self {
            number,
            balance: AtomicU64::new(balance),
            claimed: Mutex::new(false),
            given_back: Condvar::new(),
        }
    }

    pub fn number(&self) -> u32 {
        self.number
    }

    pub fn balance(&self) -> Cents {
        self.claim().balance()
    }

    fn claim(&self) -> Claim<'_> {
        let mut claimed = self.claimed.lock().unwrap();
        while *claimed {
            claimed = self.given_back.wait(claimed).unwrap();
        }
        *claimed = true;
        Claim(self)
    }
}

/// The right to use an account; dropping it gives the account back, also in a panic.
struct Claim<'a>(&'a Account);

impl Claim<'_> {
    fn balance(&self) -> Cents {
        self.0.balance.load(Ordering::Relaxed)
    }

    fn set(&self, balance: Cents) {
        self.0.balance.store(balance, Ordering::Relaxed);
    }
}

impl Drop for Claim<'_> {
    fn drop(&mut self) {
        *self.0.claimed.lock().unwrap() = false;
        self.0.given_back.notify_one();
    }
}

/// One claim for each account, in the order of number and address.
fn claim_all<'a>(accounts: &[&'a Account]) -> Vec<Claim<'a>> {
    let mut accounts = accounts.to_vec();
    accounts.sort_by_key(|account| (account.number, ptr::from_ref(*account)));
    accounts.dedup_by(|one, other| ptr::eq(*one, *other));
    accounts.into_iter().map(Account::claim).collect()
}

pub fn transfer(from: &Account, to: &Account, amount: Cents) -> Result<(), TooPoor> {
    let claims = claim_all(&[from, to]);
    let of = |account: &Account| {
        let claim = claims.iter().find(|claim| ptr::eq(claim.0, account));
        claim.expect("both are claimed")
    };
    let (payer, payee) = (of(from), of(to));
    let held = payer.balance();
    let Some(left) = held.checked_sub(amount) else {
        return Err(TooPoor {
            lacks: amount - held,
        });
    };
    if claims.len() == 2 {
        let sum = payee.balance().checked_add(amount);
        payee.set(sum.expect("an account cannot hold that much"));
        payer.set(left);
    }
    Ok(())
}

pub fn total(accounts: &[&Account]) -> Cents {
    claim_all(accounts).iter().map(Claim::balance).sum()
}
