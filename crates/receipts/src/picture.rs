//! The small pictures made of a photograph: upright, JPEG, without metadata, in bounded memory.

use std::io::Cursor;

use fast_image_resize::images::Image;
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ExtendedColorType, ImageEncoder, ImageReader, Limits, RgbImage};

use crate::exif_data::Orientation;
use crate::format::{SIDE_MAX, identify};
use crate::{Format, ImageError};

/// The longest side of a thumbnail, in pixels.
pub const THUMB_SIDE: u32 = 320;
/// The longest side of the picture shown full screen, in pixels.
pub const SCREEN_SIDE: u32 = 1_600;
/// JPEG quality of the pictures.
pub const JPEG_QUALITY: u8 = 80;
/// The most memory one decoding may take, in bytes.
const DECODE_BYTES_MAX: u64 = 512 * 1024 * 1024;
/// The largest colour profile copied into a picture, in bytes; display profiles have about five hundred.
const PROFILE_BYTES_MAX: usize = 8 * 1024;

/// A picture made of a photograph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// JPEG without metadata; a small colour profile is kept, so that colours stay right.
    pub bytes: Vec<u8>,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// Pixels of a photograph, perhaps scaled down already, not yet upright.
struct Decoded {
    pixels: RgbImage,
    profile: Option<Vec<u8>>,
}

/// One picture for each side in `sides` (the longest side in pixels), from one decoding. Nothing is ever enlarged.
pub fn pictures(original: &[u8], sides: &[u32]) -> Result<Vec<Picture>, ImageError> {
    let kind = identify(original)?;
    let largest = sides.iter().copied().max().unwrap_or(SCREEN_SIDE);
    let decoded = match kind.format {
        Format::Jpeg => decode_jpeg(original, largest)?,
        Format::Png => Decoded { pixels: decode(original, image::ImageFormat::Png)?, profile: None },
        Format::WebP => Decoded { pixels: decode(original, image::ImageFormat::WebP)?, profile: None },
        Format::Gif | Format::Heic | Format::Avif | Format::Tiff | Format::Pdf => {
            return Err(ImageError::KeptAsItCame);
        }
    };
    let Decoded { mut pixels, profile } = decoded;
    let mut made = Vec::with_capacity(sides.len());
    let mut order: Vec<usize> = (0..sides.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(sides[*at]));
    // The largest first: the smaller ones are made from it.
    for at in order {
        pixels = fit(pixels, sides[at])?;
        made.push((at, encode(upright(pixels.clone(), kind.orientation), profile.as_deref())?));
    }
    made.sort_by_key(|(at, _)| *at);
    Ok(made.into_iter().map(|(_, picture)| picture).collect())
}

/// Decodes a JPEG at the smallest of the eighths that still has `side` pixels, so the memory depends on the picture wanted and not
/// on the camera.
fn decode_jpeg(original: &[u8], side: u32) -> Result<Decoded, ImageError> {
    let mut decoder = jpeg_decoder::Decoder::new(Cursor::new(original));
    let limit = usize::try_from(DECODE_BYTES_MAX).unwrap_or(usize::MAX);
    decoder.set_max_decoding_buffer_size(limit);
    decoder.read_info().map_err(damaged)?;
    let full = decoder.info().ok_or(ImageError::NotAnImage(crate::Refusal::Corrupt))?;
    let (width, height) = (u32::from(full.width), u32::from(full.height));
    let longest = width.max(height).max(1);
    let wanted = |length: u32| {
        let scaled = (u64::from(length) * u64::from(side)).div_ceil(u64::from(longest)).max(1);
        u16::try_from(scaled).unwrap_or(u16::MAX)
    };
    decoder.scale(wanted(width), wanted(height)).map_err(damaged)?;
    let data = decoder.decode().map_err(damaged)?;
    let info = decoder.info().ok_or(ImageError::NotAnImage(crate::Refusal::Corrupt))?;
    let profile = decoder
        .icc_profile()
        .filter(|profile| profile.len() <= PROFILE_BYTES_MAX && profile.get(16..20) == Some(b"RGB "));
    let (data, profile) = match info.pixel_format {
        jpeg_decoder::PixelFormat::RGB24 => (data, profile),
        jpeg_decoder::PixelFormat::L8 => (data.iter().flat_map(|l| [*l, *l, *l]).collect(), None),
        jpeg_decoder::PixelFormat::L16 => {
            (data.chunks_exact(2).flat_map(|l| [l[1], l[1], l[1]]).collect(), None)
        }
        jpeg_decoder::PixelFormat::CMYK32 => (cmyk_to_rgb(&data), None),
    };
    let pixels = RgbImage::from_raw(u32::from(info.width), u32::from(info.height), data)
        .ok_or_else(|| ImageError::Damaged("pixels are missing".into()))?;
    Ok(Decoded { pixels, profile })
}

/// Naive, as everybody shows a print file that has lost its profile.
fn cmyk_to_rgb(data: &[u8]) -> Vec<u8> {
    let light = |ink: u8, black: u8| {
        let product = u16::from(255 - ink) * u16::from(255 - black) / 255;
        u8::try_from(product).unwrap_or(u8::MAX)
    };
    data.chunks_exact(4).flat_map(|p| [light(p[0], p[3]), light(p[1], p[3]), light(p[2], p[3])]).collect()
}

fn decode(original: &[u8], format: image::ImageFormat) -> Result<RgbImage, ImageError> {
    let mut reader = ImageReader::with_format(Cursor::new(original), format);
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE_MAX);
    limits.max_image_height = Some(SIDE_MAX);
    limits.max_alloc = Some(DECODE_BYTES_MAX);
    reader.limits(limits);
    Ok(on_white(reader.decode().map_err(damaged)?))
}

/// Transparent parts become white: JPEG knows no transparency.
fn on_white(decoded: DynamicImage) -> RgbImage {
    if !decoded.color().has_alpha() {
        return decoded.into_rgb8();
    }
    let rgba = decoded.into_rgba8();
    let mut rgb = RgbImage::new(rgba.width(), rgba.height());
    for (to, from) in rgb.pixels_mut().zip(rgba.pixels()) {
        let alpha = u16::from(from.0[3]);
        let mix = |c: u8| u8::try_from((u16::from(c) * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX);
        to.0 = [mix(from.0[0]), mix(from.0[1]), mix(from.0[2])];
    }
    rgb
}

/// `pixels` scaled down until the longest side has at most `side` pixels.
fn fit(pixels: RgbImage, side: u32) -> Result<RgbImage, ImageError> {
    let (width, height) = pixels.dimensions();
    let longest = width.max(height);
    if longest <= side {
        return Ok(pixels);
    }
    let scaled = |length: u32| {
        let scaled = (u64::from(length) * u64::from(side) + u64::from(longest) / 2) / u64::from(longest);
        u32::try_from(scaled).unwrap_or(side).clamp(1, side)
    };
    let (to_width, to_height) = (scaled(width), scaled(height));
    let from = Image::from_vec_u8(width, height, pixels.into_raw(), PixelType::U8x3).map_err(damaged)?;
    let mut to = Image::new(to_width, to_height, PixelType::U8x3);
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
    Resizer::new().resize(&from, &mut to, &options).map_err(damaged)?;
    RgbImage::from_raw(to_width, to_height, to.into_vec())
        .ok_or_else(|| ImageError::Damaged("pixels are missing".into()))
}

/// Turns stored pixels upright (Exif 2.32, 4.6.4, tag 0x0112).
fn upright(pixels: RgbImage, orientation: Orientation) -> RgbImage {
    use image::imageops::{flip_horizontal, flip_vertical, rotate90, rotate180, rotate270};
    match orientation.value() {
        2 => flip_horizontal(&pixels),
        3 => rotate180(&pixels),
        4 => flip_vertical(&pixels),
        5 => flip_horizontal(&rotate90(&pixels)),
        6 => rotate90(&pixels),
        7 => flip_horizontal(&rotate270(&pixels)),
        8 => rotate270(&pixels),
        _ => pixels,
    }
}

fn encode(pixels: RgbImage, profile: Option<&[u8]>) -> Result<Picture, ImageError> {
    let (width, height) = pixels.dimensions();
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY);
    if let Some(profile) = profile {
        // A profile that cannot be written costs a shade of colour, not the picture.
        let _ = encoder.set_icc_profile(profile.to_vec());
    }
    encoder.write_image(pixels.as_raw(), width, height, ExtendedColorType::Rgb8).map_err(damaged)?;
    Ok(Picture { bytes, width, height })
}

fn damaged(error: impl std::fmt::Display) -> ImageError {
    ImageError::Damaged(error.to_string())
}
