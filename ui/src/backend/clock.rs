//! Waiting, and what the device's clock shows. Only for display: the core decides what day it is.

use std::pin::Pin;

use gloo_timers::callback::Timeout;

/// A pending wait; dropping it calls it off.
pub struct Timer(Timeout);

impl Timer {
    /// Lets it run although nobody holds it.
    pub fn forget(self) {
        self.0.forget();
    }
}

/// Runs `then` once, `delay_ms` from now.
pub fn after_ms(delay_ms: u32, then: impl FnOnce() + 'static) -> Timer {
    Timer(Timeout::new(delay_ms, then))
}

/// Runs a future to its end without waiting for it.
pub fn spawn(future: impl Future<Output = ()> + 'static) {
    // Boxed, so that the browser loads one executor's code and not one for each future.
    let boxed: Pin<Box<dyn Future<Output = ()>>> = Box::pin(future);
    wasm_bindgen_futures::spawn_local(boxed);
}

/// Milliseconds since 1970 by the device's clock.
pub fn now_ms() -> i64 {
    js_sys::Date::now() as i64
}
