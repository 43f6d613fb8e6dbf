//! Alternative: one lock over the value and a mark "somebody is changing it", and a Condvar for those who want to
//! change it next; the mark goes when its guard is dropped, also in a panic.

use kit::sync::{Arc, Condvar, Mutex};

pub struct Settings<T> {
    state: Mutex<State<T>>,
    free: Condvar,
}

struct State<T> {
    current: Arc<T>,
    changing: bool,
}

struct Turn<'a, T>(&'a Settings<T>);

impl<T> Drop for Turn<'_, T> {
    fn drop(&mut self) {
        self.0.state.lock().unwrap().changing = false;
        self.0.free.notify_one();
    }
}

impl<T> Settings<T> {
    pub fn new(value: T) -> Self {
        let current = Arc::new(value);
        Self {
            state: Mutex::new(State {
                current,
                changing: false,
            }),
            free: Condvar::new(),
        }
    }

    pub fn read(&self) -> Arc<T> {
        Arc::clone(&self.state.lock().unwrap().current)
    }

    pub fn update(&self, f: impl FnOnce(&T) -> T) {
        let mut state = self.state.lock().unwrap();
        while state.changing {
            state = self.free.wait(state).unwrap();
        }
        state.changing = true;
        let old = Arc::clone(&state.current);
        drop(state);
        let _turn = Turn(self);
        let new = Arc::new(f(&old));
        self.state.lock().unwrap().current = new;
    }
}
