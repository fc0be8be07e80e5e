//! Waiting, and what the device's clock shows. Only for display: the core decides what day it is.

use std::pin::Pin;

use chrono::NaiveDate;
use gloo_timers::callback::Timeout;

/// A pending wait; dropping it calls it off.
pub struct Timer(#[allow(dead_code, reason = "held for its drop")] Timeout);

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

/// Minutes since midnight where the device is.
pub fn local_now_minutes() -> u32 {
    let now = js_sys::Date::new_0();
    now.get_hours() * 60 + now.get_minutes()
}

/// The civil day where the device is.
pub fn today_at_device() -> Option<NaiveDate> {
    let now = js_sys::Date::new_0();
    NaiveDate::from_ymd_opt(i32::try_from(now.get_full_year()).ok()?, now.get_month() + 1, now.get_date())
}
