//! What every atomic can do, whatever it holds.

/// For a type around an `Atomic`, with `Location`, `Ordering` and `Orders` in scope.
macro_rules! methods {
    ($value:ty) => {
        /// As std's.
        #[track_caller]
        pub fn load(&self, order: Ordering) -> $value {
            self.0.load(order, Location::caller())
        }

        /// As std's.
        #[track_caller]
        pub fn store(&self, value: $value, order: Ordering) {
            self.0.store(value, order, Location::caller());
        }

        /// As std's.
        #[track_caller]
        pub fn swap(&self, value: $value, order: Ordering) -> $value {
            self.0.update("swap", order, Location::caller(), |_| value)
        }

        /// As std's.
        ///
        /// # Errors
        ///
        /// With the value that was found, if it was another one than `current`.
        #[track_caller]
        pub fn compare_exchange(
            &self,
            current: $value,
            new: $value,
            success: Ordering,
            failure: Ordering,
        ) -> Result<$value, $value> {
            let orders = Orders {
                success,
                failure,
                weak: false,
            };
            self.0.exchange(current, new, orders, Location::caller())
        }

        /// As std's; may fail without a reason, where the engine knows how.
        ///
        /// # Errors
        ///
        /// With the value that was found, if it was another one than `current`.
        #[track_caller]
        pub fn compare_exchange_weak(
            &self,
            current: $value,
            new: $value,
            success: Ordering,
            failure: Ordering,
        ) -> Result<$value, $value> {
            let orders = Orders {
                success,
                failure,
                weak: true,
            };
            self.0.exchange(current, new, orders, Location::caller())
        }

        /// As std's: a loop of load and compare-exchange.
        ///
        /// # Errors
        ///
        /// With the value that was found, if `change` gave `None` for it.
        #[track_caller]
        pub fn fetch_update(
            &self,
            set: Ordering,
            fetch: Ordering,
            change: impl FnMut($value) -> Option<$value>,
        ) -> Result<$value, $value> {
            self.0.fetch_update(set, fetch, Location::caller(), change)
        }

        /// As std's.
        ///
        /// # Errors
        ///
        /// With the value that was found, if `change` gave `None` for it.
        #[track_caller]
        pub fn try_update(
            &self,
            set: Ordering,
            fetch: Ordering,
            change: impl FnMut($value) -> Option<$value>,
        ) -> Result<$value, $value> {
            self.0.fetch_update(set, fetch, Location::caller(), change)
        }

        /// As std's.
        #[track_caller]
        pub fn update(
            &self,
            set: Ordering,
            fetch: Ordering,
            mut change: impl FnMut($value) -> $value,
        ) -> $value {
            let always = |value| Some(change(value));
            self.0
                .fetch_update(set, fetch, Location::caller(), always)
                .unwrap_or_else(|value| value)
        }

        /// As std's.
        pub fn get_mut(&mut self) -> &mut $value {
            self.0.newest_mut()
        }

        /// As std's.
        pub fn into_inner(self) -> $value {
            self.0.newest()
        }
    };
}

pub(super) use methods;
