//! E0277: no lock makes `Rc` fit for threads; its count is changed without one.

use std::{collections::HashMap, rc::Rc, sync::Mutex, thread};

fn main() {
    let values: Mutex<HashMap<u32, Rc<String>>> = Mutex::default();
    thread::scope(|scope| {
        scope.spawn(|| values.lock().unwrap().clear());
    });
}
