//! A small painter: discs, boxes, strokes and letters with soft edges, enough for plates of food and printed receipts.

use image::{Rgb, RgbImage};

/// A colour.
pub(crate) type Color = [u8; 3];

/// A picture being painted.
pub(crate) struct Canvas {
    pixels: RgbImage,
}

impl Canvas {
    /// A canvas whose colour runs from `top` to `bottom`.
    pub fn new(width: u32, height: u32, top: Color, bottom: Color) -> Self {
        let pixels = RgbImage::from_fn(width, height, |_, y| {
            Rgb(mix(top, bottom, f64::from(y) / f64::from(height.max(1))))
        });
        Self { pixels }
    }

    /// The finished pixels.
    pub fn into_pixels(self) -> RgbImage {
        self.pixels
    }

    /// A disc whose colour runs from `inner` at its middle to `outer` at its edge.
    pub fn disc(&mut self, x: f64, y: f64, radius: f64, inner: Color, outer: Color) {
        self.ellipse(x, y, radius, radius, inner, outer, 1.0);
    }

    /// A soft ellipse; `strength` from 0 (nothing) to 1 (covering).
    #[allow(clippy::too_many_arguments, reason = "a shape is its numbers")]
    pub fn ellipse(&mut self, x: f64, y: f64, rx: f64, ry: f64, inner: Color, outer: Color, strength: f64) {
        self.paint(x - rx - 2.0, y - ry - 2.0, x + rx + 2.0, y + ry + 2.0, |px, py| {
            let distance = (((px - x) / rx).powi(2) + ((py - y) / ry).powi(2)).sqrt();
            let cover = ((1.0 - distance) * rx.min(ry)).clamp(0.0, 1.0);
            (mix(inner, outer, distance.min(1.0)), cover * strength)
        });
    }

    /// A ring.
    pub fn ring(&mut self, x: f64, y: f64, radius: f64, width: f64, color: Color, strength: f64) {
        self.paint(
            x - radius - width,
            y - radius - width,
            x + radius + width,
            y + radius + width,
            |px, py| {
                let distance = ((px - x).hypot(py - y) - radius).abs();
                (color, (width / 2.0 - distance).clamp(0.0, 1.0) * strength)
            },
        );
    }

    /// A line with round ends.
    #[allow(clippy::too_many_arguments, reason = "a shape is its numbers")]
    pub fn stroke(&mut self, x1: f64, y1: f64, x2: f64, y2: f64, width: f64, color: Color, strength: f64) {
        let (dx, dy) = (x2 - x1, y2 - y1);
        let length = (dx * dx + dy * dy).max(1e-6);
        let (left, right) = (x1.min(x2) - width, x1.max(x2) + width);
        self.paint(left, y1.min(y2) - width, right, y1.max(y2) + width, |px, py| {
            let along = (((px - x1) * dx + (py - y1) * dy) / length).clamp(0.0, 1.0);
            let distance = (px - x1 - along * dx).hypot(py - y1 - along * dy);
            (color, (width / 2.0 - distance + 0.5).clamp(0.0, 1.0) * strength)
        });
    }

    /// A box.
    pub fn rect(&mut self, x: f64, y: f64, width: f64, height: f64, color: Color, strength: f64) {
        self.paint(x, y, x + width, y + height, |_, _| (color, strength));
    }

    /// Text in capitals, each dot of a letter `dot` pixels wide; returns the width.
    pub fn text(&mut self, x: f64, y: f64, dot: f64, text: &str, color: Color) -> f64 {
        let mut at = x;
        for letter in text.chars() {
            let rows = super::letters::rows(letter);
            for (row, bits) in rows.iter().enumerate() {
                for column in 0..5 {
                    if bits >> (4 - column) & 1 == 1 {
                        let (left, top) = (at + f64::from(column) * dot, y + row as f64 * dot);
                        self.rect(left, top, dot, dot, color, 0.9);
                    }
                }
            }
            at += 6.0 * dot;
        }
        at - x
    }

    fn paint(&mut self, left: f64, top: f64, right: f64, bottom: f64, at: impl Fn(f64, f64) -> (Color, f64)) {
        let (width, height) = self.pixels.dimensions();
        let bound = |value: f64, limit: u32| value.clamp(0.0, f64::from(limit)) as u32;
        for py in bound(top.floor(), height)..bound(bottom.ceil(), height) {
            for px in bound(left.floor(), width)..bound(right.ceil(), width) {
                let (color, strength) = at(f64::from(px) + 0.5, f64::from(py) + 0.5);
                if strength > 0.0 {
                    let pixel = self.pixels.get_pixel_mut(px, py);
                    pixel.0 = mix(pixel.0, color, strength.min(1.0));
                }
            }
        }
    }
}

/// From `from` (0) to `to` (1).
pub(crate) fn mix(from: Color, to: Color, share: f64) -> Color {
    let one =
        |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * share.clamp(0.0, 1.0)).round() as u8;
    [one(from[0], to[0]), one(from[1], to[1]), one(from[2], to[2])]
}
