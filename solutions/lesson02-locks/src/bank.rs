//! Exercise `bank`: two locks at once.

//# solution:
use std::ptr;
//# end
use std::{error::Error, fmt};

use kit::sync::{Mutex, MutexGuard, PoisonError};

/// An amount of money in cents.
pub type Cents = u64;

/// An account that any number of threads may use at the same time.
#[derive(Debug)]
pub struct Account {
    number: u32,
    balance: Mutex<Cents>,
}

impl Account {
    /// An account that holds `balance`. Two accounts may have the same number.
    pub fn new(number: u32, balance: Cents) -> Self {
        Self {
            number,
            balance: Mutex::new(balance),
        }
    }

    /// The number that it was made with.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// What it holds at this moment.
    #[track_caller]
    pub fn balance(&self) -> Cents {
        *self.lock()
    }

    #[track_caller] // a timeline shows the line that wants the lock, not this one
    fn lock(&self) -> MutexGuard<'_, Cents> {
        // A panic elsewhere does not make this number wrong, so a poisoned lock is no reason to stop.
        self.balance.lock().unwrap_or_else(PoisonError::into_inner)
    }
    //# solution:

    /// Whoever needs two accounts takes the lower rank first, so that no two wait for each other.
    fn rank(&self) -> (u32, *const Self) {
        (self.number, self)
    }
    //# end
}

/// Moves `amount` from one account to the other, as if in one moment.
///
/// An account may pay itself: the answer is as for two accounts, and nothing moves.
///
/// * Blocking: may wait for whoever uses one of the two accounts, but never for ever, whatever
///   the others do and in whatever direction; never for transfers between other accounts. Waiting
///   costs no processor time.
///
/// # Errors
///
/// [`TooPoor`] if `from` holds less than `amount`; then both balances stay as they were.
///
/// # Panics
///
/// Panics and says "cannot hold that much" if `to` would hold more than [`Cents::MAX`]; then both
/// balances stay as they were, too, and both accounts can be used on.
///
/// Source: E. W. Dijkstra, EWD 310 (ordered resources).
pub fn transfer(from: &Account, to: &Account, amount: Cents) -> Result<(), TooPoor> {
    //# stub: let (payer, payee) = (from.number(), to.number());
    //# stub: todo!("move {amount} from account {payer} to account {payee}")
    //# solution:
    if ptr::eq(from, to) {
        return debit(from.balance(), amount).map(|_| ());
    }
    let (mut payer, mut payee);
    if from.rank() < to.rank() {
        payer = from.lock();
        payee = to.lock();
    } else {
        payee = to.lock();
        payer = from.lock();
    }
    // Both answers stand before anything changes.
    let left = debit(*payer, amount)?;
    let Some(sum) = payee.checked_add(amount) else {
        panic!("account {} cannot hold that much", to.number);
    };
    *payer = left;
    *payee = sum;
    Ok(())
    //# end
}
//# solution:

fn debit(balance: Cents, amount: Cents) -> Result<Cents, TooPoor> {
    let lacks = || TooPoor {
        lacks: amount - balance,
    };
    balance.checked_sub(amount).ok_or_else(lacks)
}
//# end

/// What the accounts hold together, at one moment: money on its way is never missed or counted twice.
///
/// An account that is named twice counts once. The order of the list does not matter.
///
/// * Blocking: may wait for whoever uses one of the accounts, but never for ever.
/// * Overflow: a sum above [`Cents::MAX`] is the caller's fault; nothing is promised then.
pub fn total(accounts: &[&Account]) -> Cents {
    //# stub: todo!("add up what {} accounts hold at one moment", accounts.len())
    //# solution:
    let mut accounts = accounts.to_vec();
    accounts.sort_by_key(|account| account.rank());
    accounts.dedup_by(|one, other| ptr::eq(*one, *other));
    // All locks are held until all balances have been read.
    let balances: Vec<_> = accounts.iter().map(|account| account.lock()).collect();
    balances.iter().map(|balance| **balance).sum()
    //# end
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
