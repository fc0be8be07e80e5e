//! Which machine the figures are from.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

/// USER_HZ, which Linux has fixed for programs.
const TICKS_PER_SECOND: f64 = 100.0;

/// The head of docs/BENCHMARKS.md: machine, date, command.
pub fn describe(folder: &Path, expenses: u32) -> Result<String> {
    let cpus = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpus
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split(": ").nth(1))
        .unwrap_or("unknown processor");
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let memory = proc_bytes("/proc/meminfo", "MemTotal:")? / 1_000_000_000;
    Ok(format!(
        "Measured {}, {model}, {cores} cores, {memory} GB, {}. A book of {expenses} expenses and {} photographs' rows.\n\n    cargo run --release -p tests --bin bench -- --expenses {expenses}\n",
        chrono::Utc::now().format("%Y-%m-%d %H:%M UTC"),
        file_system(folder),
        expenses / 100 * crate::PHOTOS_PERCENT,
    ))
}

fn file_system(folder: &Path) -> String {
    let answer = Command::new("stat").args(["-f", "-c", "%T"]).arg(folder).output();
    answer.map_or_else(
        |_| "unknown file system".to_owned(),
        |output| String::from_utf8_lossy(&output.stdout).trim().to_owned(),
    )
}

/// The most memory this process has had at once.
pub fn peak_memory_bytes() -> Result<u64> {
    proc_bytes("/proc/self/status", "VmHWM:")
}

/// Processor time this process has used so far, in seconds: on a busy machine a better measure of work than the clock.
pub fn processor_seconds() -> Result<f64> {
    let text = std::fs::read_to_string("/proc/self/stat")?;
    // The second field is the program's name in brackets and may hold anything; user and system time are the 14th and 15th.
    let fields = text.rsplit(')').next().unwrap_or_default();
    let ticks: u64 =
        fields.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<u64>().ok()).sum();
    Ok(ticks as f64 / TICKS_PER_SECOND)
}

fn proc_bytes(file: &str, field: &str) -> Result<u64> {
    let text = std::fs::read_to_string(file)?;
    let kilobytes = text
        .lines()
        .find_map(|line| line.strip_prefix(field)?.split_whitespace().next()?.parse::<u64>().ok());
    Ok(kilobytes.with_context(|| format!("{file} has no {field}"))? * 1024)
}
