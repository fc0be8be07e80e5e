//! Photographs made by code, so that no picture of anybody's meal is in the repository: a plate on a table, as a JPEG.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{Rgb, RgbImage};
use sha2::{Digest, Sha256};

use crate::random::Random;

/// A plate of `width` by `height` pixels; another seed is another meal, and other bytes.
pub fn jpeg(seed: u64, width: u32, height: u32) -> Vec<u8> {
    let mut random = Random::new(seed);
    let table = [90 + random.below(60) as u8, 60 + random.below(40) as u8, 40 + random.below(30) as u8];
    let food = [120 + random.below(120) as u8, 60 + random.below(140) as u8, random.below(90) as u8];
    let plate_radius = f64::from(width.min(height)) * 0.42;
    let food_radius = plate_radius * (0.4 + random.below(40) as f64 / 100.0);
    let picture = RgbImage::from_fn(width, height, |x, y| {
        let (dx, dy) = (f64::from(x) - f64::from(width) / 2.0, f64::from(y) - f64::from(height) / 2.0);
        let distance = dx.hypot(dy);
        let grain = (random.below(18)) as u8;
        let base = if distance < food_radius {
            food
        } else if distance < plate_radius {
            [226, 224, 218]
        } else {
            table
        };
        Rgb(base.map(|channel| channel.saturating_add(grain)))
    });
    let mut bytes = Cursor::new(Vec::new());
    JpegEncoder::new_with_quality(&mut bytes, 82).encode_image(&picture).expect("a JPEG fits in memory");
    bytes.into_inner()
}

/// The SHA-256 of these bytes, in lower-case hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_seeds_make_equal_bytes_and_others_do_not() {
        assert_eq!(jpeg(1, 40, 30), jpeg(1, 40, 30));
        assert_ne!(sha256(&jpeg(1, 40, 30)), sha256(&jpeg(2, 40, 30)));
    }
}
