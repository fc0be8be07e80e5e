//! The table that goes into docs/BENCHMARKS.md.

use std::fmt;
use std::time::Duration;

use crate::figures::{Figures, ms};

/// Lines in the order they were measured.
#[derive(Debug, Default)]
pub struct Table(Vec<Line>);

#[derive(Debug)]
struct Line {
    work: String,
    measured: String,
    limit: String,
    ratio: String,
    aim: String,
}

/// What bare SQLite or the disk needs for the same work.
#[derive(Debug, Clone)]
pub struct Limit {
    /// What was measured.
    pub what: &'static str,
    /// How long it took.
    pub duration: Duration,
}

impl Table {
    /// Work that was done many times.
    pub fn times(
        &mut self,
        work: &str,
        figures: &Figures,
        limit: Option<Limit>,
        aim: Option<(usize, Duration)>,
    ) {
        let ratio = limit
            .as_ref()
            .map(|limit| figures.median().as_secs_f64() / limit.duration.as_secs_f64().max(1e-9));
        self.0.push(Line {
            work: work.to_owned(),
            measured: format!("{} / {}", ms(figures.median()), ms(figures.percentile(99))),
            limit: limit
                .map_or_else(|| "-".to_owned(), |limit| format!("{} ({})", ms(limit.duration), limit.what)),
            ratio: ratio.map_or_else(|| "-".to_owned(), |ratio| format!("{ratio:.1}x")),
            aim: aim.map_or_else(
                || "-".to_owned(),
                |(percent, aim)| {
                    verdict(&format!("p{percent} < {}", ms(aim)), figures.percentile(percent) < aim)
                },
            ),
        });
    }

    /// Rows a second, and what bare SQLite does.
    pub fn speed(&mut self, work: &str, rows_per_second: f64, limit: Option<(&str, f64)>, aim: Option<f64>) {
        self.0.push(Line {
            work: work.to_owned(),
            measured: format!("{rows_per_second:.0} rows/s"),
            limit: limit
                .map_or_else(|| "-".to_owned(), |(what, speed)| format!("{speed:.0} rows/s ({what})")),
            ratio: limit
                .map_or_else(|| "-".to_owned(), |(_, speed)| format!("{:.1}x", speed / rows_per_second)),
            aim: aim.map_or_else(
                || "-".to_owned(),
                |aim| verdict(&format!("> {aim:.0} rows/s"), rows_per_second > aim),
            ),
        });
    }

    /// Bytes.
    pub fn size(&mut self, what: &str, bytes: u64, aim_bytes: Option<u64>) {
        self.0.push(Line {
            work: what.to_owned(),
            measured: size(bytes),
            limit: "-".to_owned(),
            ratio: "-".to_owned(),
            aim: aim_bytes
                .map_or_else(|| "-".to_owned(), |aim| verdict(&format!("< {}", size(aim)), bytes < aim)),
        });
    }

    /// A verdict in words about figures above.
    pub fn judged(&mut self, work: &str, measured: String, aim: &str, met: bool) {
        let (limit, ratio) = ("-".to_owned(), "-".to_owned());
        self.0.push(Line { work: work.to_owned(), measured, limit, ratio, aim: verdict(aim, met) });
    }
}

fn verdict(aim: &str, met: bool) -> String {
    format!("{aim}: {}", if met { "met" } else { "**missed**" })
}

fn size(bytes: u64) -> String {
    let kilobytes = bytes as f64 / 1_000.0;
    if kilobytes < 1_000.0 { format!("{kilobytes:.0} KB") } else { format!("{:.1} MB", kilobytes / 1_000.0) }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "| Work | Mealbook (p50 / p99) | Limit in the same run | Ratio | Aim |")?;
        writeln!(f, "|---|---|---|---|---|")?;
        for line in &self.0 {
            writeln!(
                f,
                "| {} | {} | {} | {} | {} |",
                line.work, line.measured, line.limit, line.ratio, line.aim
            )?;
        }
        Ok(())
    }
}
