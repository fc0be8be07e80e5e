//! How much goes into one request, and which op is to blame when the service fails on a batch again and again.

use uuid::Uuid;
use wire::v1::{BODY_BYTES_SOFT, OPS_SOFT, Op};

/// How often the same batch may fail before it is cut in two.
pub const BATCH_TRIES_MAX: u32 = 3;
/// How often an op may fail alone before it is parked.
pub const ALONE_TRIES_MAX: u32 = 5;
/// The fewest bytes a batch is cut down to.
const BYTES_MIN: usize = 16 * 1024;

#[derive(Debug, Clone)]
pub(crate) struct Batch {
    pub(crate) max_ops: usize,
    pub(crate) max_bytes: usize,
    /// How many of the oldest ops are known to hold one the service fails on.
    suspects: usize,
    /// The first op of the batch that failed, and how often.
    failed: Option<(Uuid, u32)>,
}

/// What to do about a batch that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Try the same again.
    Again,
    /// Try fewer.
    Fewer,
    /// Nothing smaller can be tried: park it.
    Park,
}

impl Default for Batch {
    fn default() -> Self {
        Self { max_ops: OPS_SOFT, max_bytes: BODY_BYTES_SOFT, suspects: 0, failed: None }
    }
}

impl Batch {
    pub(crate) fn succeeded(&mut self, ops: usize) {
        if ops == 0 {
            return;
        }
        self.failed = None;
        self.suspects = self.suspects.saturating_sub(ops);
        self.max_ops = if self.suspects == 0 { OPS_SOFT } else { self.suspects.div_ceil(2) };
        self.max_bytes = (self.max_bytes * 2).min(BODY_BYTES_SOFT);
    }

    /// The service failed on these, without saying why.
    pub(crate) fn failed(&mut self, ops: &[Op]) -> Verdict {
        let Some(first) = ops.first() else { return Verdict::Again };
        let before = self.failed.filter(|(op, _)| *op == first.op).map_or(0, |(_, tries)| tries);
        let tries = before + 1;
        self.failed = Some((first.op, tries));
        if is_alone(ops) {
            if tries < ALONE_TRIES_MAX { Verdict::Again } else { self.parked() }
        } else if tries < BATCH_TRIES_MAX {
            Verdict::Again
        } else {
            self.halve(ops)
        }
    }

    /// The service refuses these as they are, and would again.
    pub(crate) fn refused(&mut self, ops: &[Op]) -> Verdict {
        match ops {
            [] => Verdict::Again,
            ops if is_alone(ops) => self.parked(),
            ops => self.halve(ops),
        }
    }

    /// The service says these are too many bytes.
    pub(crate) fn too_large(&mut self, ops: &[Op]) -> Verdict {
        self.max_bytes = (self.max_bytes / 2).max(BYTES_MIN);
        self.refused(ops)
    }

    fn halve(&mut self, ops: &[Op]) -> Verdict {
        self.suspects = ops.len();
        self.max_ops = ops.len().div_ceil(2);
        self.failed = None;
        Verdict::Fewer
    }

    fn parked(&mut self) -> Verdict {
        *self = Self { max_bytes: self.max_bytes, ..Self::default() };
        Verdict::Park
    }
}

/// Whether it cannot be cut: one op, or one group.
fn is_alone(ops: &[Op]) -> bool {
    ops.len() == 1
        || ops.first().is_some_and(|first| first.g.is_some() && ops.iter().all(|op| op.g == first.g))
}
