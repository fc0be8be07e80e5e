//! Makes a failing run as short as it goes: steps are taken away, in ever smaller pieces, as long as it still fails.

use crate::script::Script;

/// The most runs spent on it.
const RUNS_MAX: usize = 250;

/// The shortest script found for which `fails` still holds.
pub fn shrink(script: &Script, mut fails: impl FnMut(&Script) -> bool) -> Script {
    let mut kept: Vec<usize> = (0..script.steps.len()).collect();
    let mut piece = kept.len().div_ceil(2).max(1);
    let mut runs = 0;
    loop {
        let mut at = 0;
        let before = kept.len();
        while at < kept.len() && runs < RUNS_MAX {
            let mut fewer = kept.clone();
            fewer.drain(at..(at + piece).min(kept.len()));
            runs += 1;
            if fails(&script.with_steps(&fewer)) { kept = fewer } else { at += piece }
        }
        if runs >= RUNS_MAX || (piece == 1 && kept.len() == before) {
            return script.with_steps(&kept);
        }
        piece = (piece / 2).max(1);
    }
}
