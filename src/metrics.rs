//! Records the metrics of the process, to be read by whoever asks.

use std::{sync::OnceLock, time::Duration};

use clock::Clock;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};

/// The upper bounds into which the times of calls are sorted, in seconds. The platforms wait 3 s.
const SECONDS: [f64; 11] = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 3.0,
];

/// How often what was recorded is sorted in, also where nobody reads it: until then it is kept one by one.
const SORT_IN: Duration = Duration::from_secs(30);

/// Starts recording, once in a process; what reads it.
pub(crate) fn start() -> PrometheusHandle {
    static RECORDER: OnceLock<PrometheusHandle> = OnceLock::new();
    let handle = RECORDER.get_or_init(|| {
        let builder = PrometheusBuilder::new();
        let times = Matcher::Suffix("_seconds".to_owned());
        // There are bounds, so they are taken; without them the times would come as quantiles.
        let builder = builder
            .set_buckets_for_metric(times, &SECONDS)
            .unwrap_or_else(|_| PrometheusBuilder::new());
        let recorder = builder.build_recorder();
        let handle = recorder.handle();
        // Whoever embeds the bot may record them already; then ours stay empty.
        if metrics::set_global_recorder(recorder).is_ok() {
            status::describe();
        }
        handle
    });
    handle.clone()
}

/// Keeps the memory of what was recorded flat; never ends.
pub(crate) async fn sort_in(handle: PrometheusHandle, clock: Clock) {
    loop {
        clock.sleep(SORT_IN).await;
        handle.run_upkeep();
    }
}
