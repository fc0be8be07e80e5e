//! Whether two copies hold the same versions: 256 digests by the last byte of the id (SYNC.md 5.9).

use sha2::{Digest as _, Sha256};
use wire::v1::{Digest, RowVersion};

/// Buckets of a digest.
const BUCKETS: usize = 256;

/// The bucket of a row.
pub fn bucket(version: &RowVersion) -> u8 {
    version.id.as_bytes()[15]
}

/// The digests of all buckets.
pub fn digests(versions: &[RowVersion]) -> Vec<Digest> {
    let mut sums = [(0_u64, 0_u64); BUCKETS];
    for version in versions {
        let sum = &mut sums[usize::from(bucket(version))];
        sum.0 += 1;
        sum.1 ^= hash(version);
    }
    sums.into_iter().map(|(n, h)| Digest { n, h: format!("{h:016x}") }).collect()
}

fn hash(version: &RowVersion) -> u64 {
    let mut hasher = Sha256::new();
    hasher.update(version.id.as_bytes());
    hasher.update(version.seq.to_be_bytes());
    let bytes = hasher.finalize();
    bytes.iter().take(8).fold(0, |sum, byte| (sum << 8) | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_digest_tells_versions_apart_and_forgets_their_order() {
        let version = |id: u128, seq| RowVersion { k: "tag".into(), id: Uuid::from_u128(id), seq };
        let both = digests(&[version(1, 5), version(257, 6)]);
        assert_eq!(both, digests(&[version(257, 6), version(1, 5)]));
        assert_eq!((both[1].n, both[0].n), (2, 0));
        assert_ne!(both[1].h, digests(&[version(1, 5), version(257, 7)])[1].h);
    }
}
