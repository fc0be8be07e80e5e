//! Counts and times for Prometheus. Labels are patterns of addresses, methods and statuses: few, and about nobody.

use std::sync::OnceLock;
use std::time::Duration;

use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use wire::v1::Ack;

use crate::State;
use crate::database::stored_word;

/// Upper ends of the buckets of times, in seconds.
const BUCKETS_S: &[f64] = &[0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];

static HANDLE: OnceLock<Option<PrometheusHandle>> = OnceLock::new();

/// Starts counting; doing it twice does it once.
pub fn start_counting() {
    HANDLE.get_or_init(|| {
        let seconds = Matcher::Suffix("_seconds".to_owned());
        let builder = PrometheusBuilder::new().set_buckets_for_metric(seconds, BUCKETS_S);
        builder.and_then(PrometheusBuilder::install_recorder).ok()
    });
}

/// Counts an answered request.
pub fn count_request(method: &str, route: &str, status: u16, took: Duration) {
    let labels = [("method", method.to_owned()), ("route", route.to_owned()), ("status", status.to_string())];
    metrics::counter!("mealbook_requests_total", &labels).increment(1);
    metrics::histogram!("mealbook_request_seconds", "route" => route.to_owned()).record(took.as_secs_f64());
}

/// Counts a push: its ops, by what became of them.
pub fn count_push(acks: &[Ack]) {
    metrics::counter!("mealbook_pushes_total").increment(1);
    for ack in acks {
        metrics::counter!("mealbook_ops_total", "outcome" => stored_word(ack.r)).increment(1);
    }
}

/// How long a workspace's lock was waited for.
pub fn count_lock(waited: Duration) {
    metrics::histogram!("mealbook_lock_wait_seconds").record(waited.as_secs_f64());
}

/// Everything counted so far, as text.
pub(super) fn render(state: &State) -> String {
    metrics::gauge!("mealbook_pool_connections").set(f64::from(state.pool.size()));
    let idle = u32::try_from(state.pool.num_idle()).unwrap_or(u32::MAX);
    metrics::gauge!("mealbook_pool_idle").set(f64::from(idle));
    HANDLE.get().and_then(Option::as_ref).map(PrometheusHandle::render).unwrap_or_default()
}
