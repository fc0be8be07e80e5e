//! Durations of one piece of work done many times.

use std::time::{Duration, Instant};

use anyhow::Result;

/// Measured durations, sorted.
#[derive(Debug, Clone)]
pub struct Figures(Vec<Duration>);

impl Figures {
    /// Does the work once unmeasured, then `times` times.
    pub async fn of(times: usize, mut work: impl AsyncFnMut(usize) -> Result<()>) -> Result<Self> {
        work(0).await?;
        let mut durations = Vec::with_capacity(times);
        for turn in 0..times {
            let start = Instant::now();
            work(turn).await?;
            durations.push(start.elapsed());
        }
        Ok(Self::from(durations))
    }

    /// The duration below which this share of all lies (nearest rank).
    pub fn percentile(&self, percent: usize) -> Duration {
        let rank = (self.0.len() * percent).div_ceil(100).clamp(1, self.0.len());
        self.0[rank - 1]
    }

    /// Half of all lie below.
    pub fn median(&self) -> Duration {
        self.percentile(50)
    }
}

impl From<Vec<Duration>> for Figures {
    fn from(mut durations: Vec<Duration>) -> Self {
        assert!(!durations.is_empty(), "nothing was measured");
        durations.sort_unstable();
        Self(durations)
    }
}

/// Milliseconds with as many digits as mean something.
pub fn ms(duration: Duration) -> String {
    let ms = duration.as_secs_f64() * 1_000.0;
    match ms {
        ms if ms < 1.0 => format!("{ms:.3} ms"),
        ms if ms < 10.0 => format!("{ms:.2} ms"),
        ms if ms < 100.0 => format!("{ms:.1} ms"),
        ms => format!("{ms:.0} ms"),
    }
}
