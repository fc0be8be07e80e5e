//! The demo's photographs: plates seen from above and printed receipts, drawn by code so that nothing has to be shipped.

use image::codecs::jpeg::JpegEncoder;

use super::canvas::{Canvas, Color, mix};
use super::random::Random;
use crate::Result;
use receipts::ImageError;

/// What stands on a printed receipt.
#[derive(Debug, Clone)]
pub(crate) struct Printed {
    pub place: String,
    pub when: String,
    /// Description and amount.
    pub lines: Vec<(String, String)>,
    pub total: String,
}

/// Lines that fit on the paper.
const LINES_MAX: usize = 12;
/// How many different dishes there are.
pub(crate) const DISHES: usize = 6;

const WOOD: [(Color, Color); 3] =
    [([146, 104, 70], [112, 76, 48]), ([222, 214, 200], [196, 186, 170]), ([74, 84, 92], [52, 60, 68])];

/// A plate of dish number `dish`, as JPEG.
pub(crate) fn plate(dish: usize, random: &mut Random) -> Result<Vec<u8>> {
    let (width, height) = (1_200u32, 900u32);
    let (top, bottom) = WOOD[dish % WOOD.len()];
    let mut canvas = Canvas::new(width, height, top, bottom);
    grain(&mut canvas, random, width, height, mix(top, [0, 0, 0], 0.35));
    let (x, y) = (600.0 + random.within(-40, 40) as f64, 450.0 + random.within(-25, 25) as f64);
    canvas.ellipse(x + 16.0, y + 22.0, 372.0, 372.0, [20, 16, 12], [40, 34, 28], 0.35);
    canvas.disc(x, y, 350.0, [252, 251, 248], [226, 224, 218]);
    canvas.ring(x, y, 262.0, 5.0, [206, 203, 196], 0.8);
    canvas.disc(x, y, 250.0, [255, 254, 252], [240, 238, 233]);
    match dish % DISHES {
        0 => pizza(&mut canvas, random, x, y),
        1 => salad(&mut canvas, random, x, y),
        2 => ramen(&mut canvas, random, x, y),
        3 => pasta(&mut canvas, random, x, y),
        4 => coffee(&mut canvas, x, y),
        _ => tacos(&mut canvas, random, x, y),
    }
    cutlery(&mut canvas);
    encode(canvas)
}

fn grain(canvas: &mut Canvas, random: &mut Random, width: u32, height: u32, dark: Color) {
    for _ in 0..70 {
        let y = random.within(0, i64::from(height)) as f64;
        let x = random.within(-200, i64::from(width)) as f64;
        let length = random.within(120, 700) as f64;
        canvas.stroke(x, y, x + length, y + random.within(-6, 7) as f64, 2.0, dark, 0.16);
    }
}

fn cutlery(canvas: &mut Canvas) {
    let (steel, shade) = ([196, 200, 204], [150, 154, 158]);
    canvas.stroke(120.0, 230.0, 120.0, 690.0, 20.0, shade, 1.0);
    canvas.stroke(117.0, 230.0, 117.0, 690.0, 13.0, steel, 1.0);
    for at in [98.0, 113.0, 128.0, 143.0] {
        canvas.stroke(at, 160.0, at, 255.0, 7.0, steel, 1.0);
    }
    canvas.stroke(1_084.0, 430.0, 1_084.0, 690.0, 20.0, shade, 1.0);
    canvas.stroke(1_080.0, 170.0, 1_086.0, 440.0, 30.0, steel, 1.0);
}

/// A point within `radius` of the middle, spread evenly.
fn scatter(random: &mut Random, x: f64, y: f64, radius: f64) -> (f64, f64) {
    let angle = random.within(0, 6_283) as f64 / 1_000.0;
    let distance = (random.within(0, 1_000) as f64 / 1_000.0).sqrt() * radius;
    (x + angle.cos() * distance, y + angle.sin() * distance)
}

fn pizza(canvas: &mut Canvas, random: &mut Random, x: f64, y: f64) {
    canvas.disc(x, y, 272.0, [222, 170, 104], [176, 116, 58]);
    canvas.disc(x, y, 238.0, [206, 66, 40], [180, 52, 32]);
    for _ in 0..60 {
        let (px, py) = scatter(random, x, y, 220.0);
        let (rx, ry) = (random.within(18, 52) as f64, random.within(16, 44) as f64);
        canvas.ellipse(px, py, rx, ry, [255, 240, 200], [246, 214, 140], 0.85);
    }
    for _ in 0..15 {
        let (px, py) = scatter(random, x, y, 200.0);
        canvas.disc(px, py, 27.0, [196, 48, 40], [150, 30, 28]);
        canvas.ring(px, py, 24.0, 4.0, [120, 24, 22], 0.7);
    }
    for _ in 0..14 {
        let (px, py) = scatter(random, x, y, 205.0);
        canvas.ellipse(px, py, 24.0, 12.0, [74, 148, 62], [40, 104, 40], 1.0);
    }
}

fn salad(canvas: &mut Canvas, random: &mut Random, x: f64, y: f64) {
    for at in 0..90 {
        let (px, py) = scatter(random, x, y, 205.0);
        let green = [[118, 176, 72], [84, 148, 60], [156, 200, 96], [58, 120, 52]][at % 4];
        let (rx, ry) = (random.within(22, 60) as f64, random.within(14, 34) as f64);
        canvas.ellipse(px, py, rx, ry, mix(green, [255, 255, 220], 0.3), green, 1.0);
    }
    for _ in 0..12 {
        let (px, py) = scatter(random, x, y, 190.0);
        canvas.disc(px, py, 24.0, [240, 96, 72], [204, 44, 36]);
        canvas.disc(px - 7.0, py - 8.0, 6.0, [255, 214, 200], [250, 150, 130]);
    }
    for _ in 0..9 {
        let (px, py) = scatter(random, x, y, 180.0);
        canvas.disc(px, py, 30.0, [236, 246, 208], [164, 200, 120]);
        canvas.ring(px, py, 28.0, 5.0, [74, 130, 60], 0.9);
    }
    for _ in 0..10 {
        let (px, py) = scatter(random, x, y, 190.0);
        canvas.rect(px - 14.0, py - 12.0, 28.0, 24.0, [252, 250, 240], 0.95);
    }
}

fn ramen(canvas: &mut Canvas, random: &mut Random, x: f64, y: f64) {
    canvas.disc(x, y, 290.0, [60, 64, 72], [32, 34, 40]);
    canvas.disc(x, y, 262.0, [222, 168, 96], [184, 122, 56]);
    for turn in 0..34 {
        let radius = 40.0 + f64::from(turn) * 4.6;
        let (px, py) = scatter(random, x, y + 20.0, 40.0);
        canvas.ring(px, py, radius.min(150.0), 7.0, [248, 222, 150], 0.75);
    }
    for (dx, dy) in [(-110.0, -80.0), (-50.0, -130.0)] {
        canvas.ellipse(x + dx, y + dy, 70.0, 52.0, [255, 252, 244], [244, 236, 220], 1.0);
        canvas.disc(x + dx, y + dy, 28.0, [252, 178, 52], [236, 140, 30]);
    }
    for at in 0..3 {
        let dx = 60.0 + f64::from(at) * 42.0;
        canvas.disc(x + dx, y - 60.0 + f64::from(at) * 50.0, 62.0, [204, 130, 96], [150, 84, 60]);
        canvas.ring(x + dx, y - 60.0 + f64::from(at) * 50.0, 40.0, 9.0, [240, 206, 184], 0.8);
    }
    canvas.rect(x - 210.0, y - 10.0, 90.0, 150.0, [28, 48, 36], 0.95);
    for _ in 0..40 {
        let (px, py) = scatter(random, x - 20.0, y + 120.0, 80.0);
        canvas.ring(px, py, 7.0, 4.0, [120, 190, 80], 1.0);
    }
}

fn pasta(canvas: &mut Canvas, random: &mut Random, x: f64, y: f64) {
    for at in 0..120 {
        let (px, py) = scatter(random, x, y, 120.0);
        let shade = mix([250, 218, 130], [224, 176, 84], f64::from(at % 7) / 7.0);
        canvas.ring(px, py, random.within(30, 78) as f64, 9.0, shade, 0.9);
    }
    for _ in 0..34 {
        let (px, py) = scatter(random, x, y - 10.0, 96.0);
        let radius = random.within(14, 40) as f64;
        canvas.disc(px, py, radius, [214, 74, 44], [168, 44, 30]);
    }
    for (dx, dy) in [(-26.0, -18.0), (18.0, -34.0), (6.0, 8.0)] {
        canvas.ellipse(x + dx, y + dy, 40.0, 20.0, [96, 172, 74], [44, 112, 44], 1.0);
    }
    for _ in 0..70 {
        let (px, py) = scatter(random, x, y, 150.0);
        canvas.rect(px, py, 7.0, 4.0, [255, 250, 226], 0.9);
    }
}

fn coffee(canvas: &mut Canvas, x: f64, y: f64) {
    canvas.stroke(x + 150.0, y - 60.0, x + 235.0, y - 120.0, 44.0, [236, 234, 228], 1.0);
    canvas.disc(x, y, 190.0, [255, 255, 253], [228, 226, 220]);
    canvas.disc(x, y, 166.0, [150, 92, 50], [98, 54, 26]);
    for step in 0..6 {
        let lift = f64::from(step) * 26.0;
        canvas.ellipse(
            x,
            y + 76.0 - lift,
            96.0 - f64::from(step) * 13.0,
            28.0,
            [252, 236, 208],
            [226, 186, 136],
            0.85,
        );
        canvas.ellipse(
            x,
            y + 84.0 - lift,
            84.0 - f64::from(step) * 12.0,
            16.0,
            [166, 104, 58],
            [150, 92, 50],
            0.8,
        );
    }
    canvas.stroke(x, y + 110.0, x, y - 90.0, 8.0, [252, 236, 208], 0.9);
    canvas.ellipse(x + 215.0, y + 120.0, 62.0, 40.0, [206, 150, 84], [160, 100, 48], 1.0);
    for (dx, dy) in [(195.0, 108.0), (222.0, 126.0), (238.0, 108.0), (208.0, 138.0)] {
        canvas.disc(x + dx, y + dy, 9.0, [74, 42, 24], [56, 30, 16]);
    }
}

fn tacos(canvas: &mut Canvas, random: &mut Random, x: f64, y: f64) {
    for at in -1..=1 {
        let cx = x + f64::from(at) * 145.0;
        canvas.ellipse(cx, y, 92.0, 190.0, [248, 214, 130], [220, 164, 74], 1.0);
        canvas.ellipse(cx, y, 58.0, 160.0, [128, 72, 44], [98, 52, 32], 1.0);
        for kind in 0..46 {
            let (px, py) = scatter(random, 0.0, 0.0, 1.0);
            let (px, py) = (cx + px * 50.0, y + py * 148.0);
            let color = [[96, 168, 70], [220, 60, 44], [250, 244, 220], [146, 86, 52]][kind % 4];
            canvas.ellipse(px, py, 15.0, 10.0, mix(color, [255, 255, 255], 0.2), color, 1.0);
        }
    }
    canvas.ellipse(x + 205.0, y + 175.0, 46.0, 30.0, [198, 222, 96], [120, 168, 52], 1.0);
}

/// A printed receipt on a table, as JPEG.
pub(crate) fn receipt(printed: &Printed, random: &mut Random) -> Result<Vec<u8>> {
    let (width, height) = (900u32, 1_280u32);
    let mut canvas = Canvas::new(width, height, [96, 88, 82], [70, 64, 60]);
    grain(&mut canvas, random, width, height, [40, 36, 32]);
    let lines = printed.lines.len().min(LINES_MAX) as f64;
    let (left, paper, length) = (130.0, 640.0, 580.0 + lines * 46.0);
    let top = (f64::from(height) - length) / 2.0;
    canvas.rect(left + 14.0, top + 18.0, paper, length, [10, 10, 10], 0.35);
    canvas.rect(left, top, paper, length, [247, 245, 239], 1.0);
    for fold in 1..3 {
        let y = top + length / 3.0 * f64::from(fold);
        canvas.rect(left, y, paper, 3.0, [214, 211, 203], 0.7);
        canvas.rect(left, y + 3.0, paper, 40.0, [232, 229, 222], 0.5);
    }
    let ink = [38, 38, 46];
    let dot = (paper - 60.0) / (printed.place.chars().count().max(12) as f64 * 6.0);
    canvas.text(left + 30.0, top + 50.0, dot.min(5.0), &printed.place, ink);
    canvas.text(left + 30.0, top + 130.0, 3.0, &printed.when, ink);
    rule(&mut canvas, left, top + 180.0, paper, ink);
    let mut y = top + 215.0;
    for (what, amount) in printed.lines.iter().take(LINES_MAX) {
        canvas.text(left + 30.0, y, 3.0, &what.chars().take(20).collect::<String>(), ink);
        right(&mut canvas, left + paper - 30.0, y, 3.0, amount, ink);
        y += 46.0;
    }
    rule(&mut canvas, left, y + 10.0, paper, ink);
    canvas.text(left + 30.0, y + 46.0, 5.0, "TOTAL", ink);
    right(&mut canvas, left + paper - 30.0, y + 46.0, 5.0, &printed.total, ink);
    canvas.text(left + 150.0, y + 150.0, 3.0, "* * THANK YOU * *", ink);
    barcode(&mut canvas, random, left + 120.0, y + 220.0, ink);
    encode(canvas)
}

fn rule(canvas: &mut Canvas, left: f64, y: f64, paper: f64, ink: Color) {
    for at in 0..30 {
        canvas.rect(left + 30.0 + f64::from(at) * (paper - 60.0) / 30.0, y, 11.0, 3.0, ink, 0.8);
    }
}

fn right(canvas: &mut Canvas, edge: f64, y: f64, dot: f64, text: &str, ink: Color) {
    let width = text.chars().count() as f64 * 6.0 * dot;
    canvas.text(edge - width, y, dot, text, ink);
}

fn barcode(canvas: &mut Canvas, random: &mut Random, left: f64, y: f64, ink: Color) {
    let mut at = left;
    while at < left + 390.0 {
        let bar = random.within(2, 9) as f64;
        canvas.rect(at, y, bar, 90.0, ink, 0.9);
        at += bar + random.within(3, 9) as f64;
    }
}

fn encode(canvas: Canvas) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, 84);
    let pixels = canvas.into_pixels();
    pixels.write_with_encoder(encoder).map_err(|error| ImageError::Damaged(error.to_string()))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_picture_is_a_photograph_receipts_takes() {
        let mut random = Random::of(3);
        for dish in 0..DISHES {
            let bytes = plate(dish, &mut random).unwrap();
            assert_eq!(receipts::identify(&bytes).unwrap().stored_size, Some((1_200, 900)));
        }
        let printed = Printed {
            place: "Café Aurora".into(),
            when: "2026-11-20 13:45".into(),
            lines: vec![("Soup of the day".into(), "6.50".into())],
            total: "EUR 6.50".into(),
        };
        assert!(receipts::identify(&receipt(&printed, &mut random).unwrap()).is_ok());
    }
}
