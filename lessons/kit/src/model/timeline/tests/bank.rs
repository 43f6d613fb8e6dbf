//! Two accounts with a lock each, and a transfer between them: the beginning of several scenes.

use crate::model::{log::What, timeline::scene::Scene};

const BANK: &str = "\
impl Account {
    pub fn new(number: u32, balance: Cents) -> Self {
        Self { number, balance: Mutex::new(balance) }
    }
}

pub fn transfer(from: &Account, to: &Account, amount: Cents) -> Result<(), TooPoor> {
    let mut source = from.balance.lock().unwrap();
    let mut target = to.balance.lock().unwrap();
    *source -= amount;
    *target += amount;
    Ok(())
}

pub fn total(accounts: &[&Account]) -> Cents {
    accounts.iter().map(|account| *account.balance.lock().unwrap()).sum()
}
";

const BANK_TEST: &str = "\
fn account(number: u32, balance: Cents) -> Arc<Account> {
    Arc::new(Account::new(number, balance))
}

#[test]
fn t5_transfers_meet() {
    ::kit::model(|| {
        let (ann, ben) = (account(1, 10), account(2, 20));
        let other = thread::spawn({
            let (ann, ben) = (ann.clone(), ben.clone());
            move || transfer(&ben, &ann, 1)
        });
        let answer = transfer(&ann, &ben, 1);
        other.join().unwrap().unwrap();
        assert_eq!(total(&[&ann, &ben]), 30, \"money was made or lost\");
    });
}
";

pub(super) fn bank() -> (Scene, usize, usize) {
    let mut scene = Scene::new(BANK).tested_by(BANK_TEST);
    let (ann, ben) = (scene.mutex("Mutex::new"), scene.mutex("Mutex::new"));
    scene.thread("other").did(0, What::Spawn(1));
    (scene, ann, ben)
}
