//! Photographs made by code, in every orientation and every way they can be broken.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{ImageFormat, Rgb, RgbImage};

use crate::exif_data::minimal;
use crate::*;

/// Left half red, right half blue, top strip white: every orientation looks different.
fn scene(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| match (x < width / 2, y < height / 4) {
        (_, true) => Rgb([250, 250, 250]),
        (true, false) => Rgb([220, 20, 20]),
        (false, false) => Rgb([20, 20, 220]),
    })
}

fn jpeg(picture: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 92).encode_image(picture).unwrap();
    bytes
}

fn encoded(picture: &RgbImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// `original` with an EXIF segment holding `tiff`, right after the start of image.
fn with_exif(original: &[u8], tiff: &[u8]) -> Vec<u8> {
    let mut bytes = original[..2].to_vec();
    let mut payload = b"Exif\0\0".to_vec();
    payload.extend_from_slice(tiff);
    bytes.extend_from_slice(&[0xff, 0xe1]);
    bytes.extend_from_slice(&u16::try_from(payload.len() + 2).unwrap().to_be_bytes());
    bytes.extend_from_slice(&payload);
    bytes.extend_from_slice(&original[2..]);
    bytes
}

/// EXIF of a phone: orientation, time, and a GPS position whose bytes can be looked for.
fn phone_exif(orientation: u8) -> Vec<u8> {
    use exif::experimental::Writer;
    use exif::{Field, In, Rational, Tag, Value};
    let degrees = Value::Rational(vec![Rational { num: 47_3769, denom: 1_0000 }]);
    let fields = [
        Field {
            tag: Tag::Orientation,
            ifd_num: In::PRIMARY,
            value: Value::Short(vec![u16::from(orientation)]),
        },
        Field {
            tag: Tag::DateTimeOriginal,
            ifd_num: In::PRIMARY,
            value: Value::Ascii(vec![
                b"2025:11-20 13:45:00".map(|b| if b == b'-' { b':' } else { b }).to_vec(),
            ]),
        },
        Field { tag: Tag::GPSLatitudeRef, ifd_num: In::PRIMARY, value: Value::Ascii(vec![b"N".to_vec()]) },
        Field { tag: Tag::GPSLatitude, ifd_num: In::PRIMARY, value: degrees },
    ];
    let mut writer = Writer::new();
    fields.iter().for_each(|field| writer.push_field(field));
    let mut tiff = Cursor::new(Vec::new());
    writer.write(&mut tiff, false).unwrap();
    tiff.into_inner()
}

fn has_gps(bytes: &[u8]) -> bool {
    let read = exif::Reader::new().read_from_container(&mut Cursor::new(bytes));
    read.is_ok_and(|exif| exif.get_field(exif::Tag::GPSLatitude, exif::In::PRIMARY).is_some())
}

fn refusal(bytes: &[u8]) -> Refusal {
    match identify(bytes) {
        Err(ImageError::NotAnImage(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

#[test]
fn e063_formats_are_known_by_their_bytes_not_by_their_names() {
    let scene = scene(40, 30);
    for (bytes, format) in [
        (jpeg(&scene), Format::Jpeg),
        (encoded(&scene, ImageFormat::Png), Format::Png),
        (encoded(&scene, ImageFormat::WebP), Format::WebP),
    ] {
        let kind = identify(&bytes).unwrap();
        assert_eq!((kind.format, kind.stored_size), (format, Some((40, 30))));
        let thumb = &pictures(&bytes, &[THUMB_SIDE]).unwrap()[0];
        assert_eq!((thumb.width, thumb.height), (40, 30), "{format:?} is never enlarged");
    }
}

#[test]
fn e063_heic_avif_gif_tiff_and_pdf_are_kept_as_they_came() {
    let boxed = |brand: &[u8; 4]| {
        let mut bytes = vec![0, 0, 0, 20];
        bytes.extend_from_slice(b"ftyp");
        bytes.extend_from_slice(brand);
        bytes.extend_from_slice(b"\0\0\0\0mif1\0\0\0\x08mdat");
        bytes
    };
    for (bytes, format) in [
        (boxed(b"heic"), Format::Heic),
        (boxed(b"avif"), Format::Avif),
        (b"GIF89a\x02\0\x03\0\x80\0\0,;".to_vec(), Format::Gif),
        (b"II*\0\x08\0\0\0\0\0\0\0\0\0".to_vec(), Format::Tiff),
        (b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n".to_vec(), Format::Pdf),
    ] {
        assert_eq!(identify(&bytes).unwrap().format, format);
        assert_eq!(pictures(&bytes, &[THUMB_SIDE]), Err(ImageError::KeptAsItCame));
        assert_eq!(strip_location(&bytes), Err(ImageError::KeptAsItCame));
    }
    assert_eq!(refusal(&boxed(b"heic")[..24]), Refusal::Truncated);
    assert_eq!(refusal(b"%PDF-1.7\n1 0 obj"), Refusal::Truncated);
}

#[test]
fn e063_cmyk_and_sixteen_bit_photographs_have_thumbnails() {
    let sixteen = image::ImageBuffer::<Rgb<u16>, _>::from_pixel(64, 48, Rgb([60_000u16, 1_000, 1_000]));
    let mut png = Cursor::new(Vec::new());
    sixteen.write_to(&mut png, ImageFormat::Png).unwrap();
    let thumb = &pictures(&png.into_inner(), &[32]).unwrap()[0];
    let shown = image::load_from_memory(&thumb.bytes).unwrap().into_rgb8();
    assert!(shown.get_pixel(16, 12).0[0] > 200 && shown.get_pixel(16, 12).0[1] < 60);
    assert_eq!(identify(CMYK_JPEG).unwrap().stored_size, Some((16, 16)));
    let shown = image::load_from_memory(&pictures(CMYK_JPEG, &[16]).unwrap()[0].bytes).unwrap().into_rgb8();
    let [red, green, blue] = shown.get_pixel(8, 8).0;
    assert!(red > 180 && green < 90 && blue < 90, "{red} {green} {blue} should be red");
}

/// A red square as a printer's JPEG, made by ImageMagick.
const CMYK_JPEG: &[u8] = include_bytes!("../fixtures/cmyk.jpg");

#[test]
fn every_orientation_stands_upright_in_the_pictures() {
    let upright = scene(200, 120);
    for value in 1..=8u8 {
        let turned = turned_away(&upright, value);
        let bytes = with_exif(&jpeg(&turned), &minimal(Orientation::of(u32::from(value))));
        let kind = identify(&bytes).unwrap();
        assert_eq!(kind.orientation.value(), value);
        assert_eq!(kind.upright_size(), Some((200, 120)));
        for picture in pictures(&bytes, &[100, 200]).unwrap() {
            let shown = image::load_from_memory(&picture.bytes).unwrap().into_rgb8();
            let (width, height) = shown.dimensions();
            assert_eq!(width * 120, height * 200, "orientation {value}");
            assert!(shown.get_pixel(width / 2, height / 10).0[1] > 200, "orientation {value}: white on top");
            assert!(
                shown.get_pixel(width / 4, height * 3 / 4).0[0] > 150,
                "orientation {value}: red on the left"
            );
            assert!(
                shown.get_pixel(width * 3 / 4, height * 3 / 4).0[2] > 150,
                "orientation {value}: blue on the right"
            );
        }
    }
}

/// What a camera that writes orientation `value` stores of `upright`: the inverse of each correction, written out by coordinates.
fn turned_away(upright: &RgbImage, value: u8) -> RgbImage {
    let (width, height) = upright.dimensions();
    let (stored_width, stored_height) = if value >= 5 { (height, width) } else { (width, height) };
    RgbImage::from_fn(stored_width, stored_height, |x, y| {
        let (right, bottom) = (width - 1, height - 1);
        let (ux, uy) = match value {
            1 => (x, y),
            2 => (right - x, y),
            3 => (right - x, bottom - y),
            4 => (x, bottom - y),
            5 => (y, x),
            6 => (right - y, x),
            7 => (right - y, bottom - x),
            _ => (y, bottom - x),
        };
        *upright.get_pixel(ux, uy)
    })
}

#[test]
fn e066_the_camera_time_is_read_as_written() {
    let bytes = with_exif(&jpeg(&scene(32, 32)), &phone_exif(1));
    assert_eq!(identify(&bytes).unwrap().taken_at_local.as_deref(), Some("2025-11-20T13:45:00"));
    assert_eq!(identify(&jpeg(&scene(32, 32))).unwrap().taken_at_local, None);
}

#[test]
fn e067_the_position_is_gone_from_shared_copies_and_pictures_and_the_pixels_stay() {
    let original = with_exif(&jpeg(&scene(64, 48)), &phone_exif(6));
    let original = [original, b"the film of a live photograph".to_vec()].concat();
    assert!(has_gps(&original));
    let shared = strip_location(&original).unwrap();
    assert!(!has_gps(&shared));
    assert!(!shared.windows(4).any(|w| w == b"2025" || w == b"film"));
    assert_eq!(identify(&shared).unwrap().orientation.value(), 6);
    let pixels =
        |bytes: &[u8]| image::load_from_memory_with_format(bytes, ImageFormat::Jpeg).unwrap().into_rgb8();
    assert_eq!(pixels(&shared), pixels(&original));
    assert_eq!(strip_location(&shared).unwrap(), shared);
    for picture in pictures(&original, &[THUMB_SIDE]).unwrap() {
        assert!(!picture.bytes.windows(4).any(|w| w == b"Exif"));
    }
}

#[test]
fn e067_png_and_webp_lose_their_words_too() {
    let png = encoded(&scene(20, 10), ImageFormat::Png);
    let mut named = b"tEXt".to_vec();
    named.extend_from_slice(b"Comment\0at 47.3769 N");
    let mut chunk = u32::try_from(named.len() - 4).unwrap().to_be_bytes().to_vec();
    chunk.extend_from_slice(&named);
    chunk.extend_from_slice(&crc32fast::hash(&named).to_be_bytes());
    let told = [&png[..33], &chunk, &png[33..]].concat();
    assert_eq!(strip_location(&told).unwrap(), png);

    let webp = encoded(&scene(20, 10), ImageFormat::WebP);
    let picture = &webp[12..];
    let mut told = b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\x08\0\0\0\x13\0\0\x09\0\0".to_vec();
    told.extend_from_slice(picture);
    let exif = phone_exif(3);
    told.extend_from_slice(b"EXIF");
    told.extend_from_slice(&u32::try_from(exif.len()).unwrap().to_le_bytes());
    told.extend_from_slice(&exif);
    if exif.len() % 2 == 1 {
        told.push(0);
    }
    let size = u32::try_from(told.len() - 8).unwrap();
    told[4..8].copy_from_slice(&size.to_le_bytes());
    assert!(has_gps(&told));
    let shared = strip_location(&told).unwrap();
    assert!(!has_gps(&shared));
    assert_eq!(identify(&shared).unwrap().orientation.value(), 3);
    assert_eq!(image::load_from_memory(&shared).unwrap().into_rgb8(), scene(20, 10));
}

#[test]
fn e068_what_is_not_a_photograph_is_refused_with_its_reason() {
    let whole = jpeg(&scene(64, 64));
    let png = encoded(&scene(64, 64), ImageFormat::Png);
    let mut rotten = png.clone();
    rotten[60] ^= 0xff;
    let webp = encoded(&scene(64, 64), ImageFormat::WebP);
    for (bytes, expected) in [
        (&b""[..], Refusal::Empty),
        (b"MZ\x90\0\x03", Refusal::Executable),
        (b"\x7fELF\x02\x01\x01", Refusal::Executable),
        (b"#!/bin/sh\n", Refusal::Executable),
        (b"\xef\xbb\xbf \n<!doctype html><script>", Refusal::Markup),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", Refusal::Markup),
        (b"date,amount\n", Refusal::UnknownFormat),
        (&whole[..whole.len() - 2], Refusal::Truncated),
        (&whole[..whole.len() / 2], Refusal::Truncated),
        (&whole[..2], Refusal::Truncated),
        (&png[..png.len() - 6], Refusal::Truncated),
        (&png[..12], Refusal::Truncated),
        (&rotten, Refusal::Corrupt),
        (&webp[..webp.len() / 2], Refusal::Truncated),
        (b"\xff\xd8\xff\xd9", Refusal::Corrupt),
    ] {
        assert_eq!(refusal(bytes), expected, "{:?}", &bytes[..bytes.len().min(16)]);
    }
}

#[test]
fn no_cut_or_flipped_byte_makes_it_panic() {
    let original = with_exif(&jpeg(&scene(48, 32)), &phone_exif(5));
    for cut in 0..original.len() {
        let _ = identify(&original[..cut]);
    }
    for at in (0..original.len()).step_by(3) {
        let mut bytes = original.clone();
        bytes[at] ^= 0x5a;
        let _ = pictures(&bytes, &[16]);
        let _ = strip_location(&bytes);
    }
}

#[test]
fn e062_a_header_that_promises_too_many_pixels_is_refused_before_decoding() {
    let mut bytes = jpeg(&scene(16, 16));
    let frame = bytes.windows(2).position(|w| w == [0xff, 0xc0]).unwrap();
    bytes[frame + 5..frame + 9].copy_from_slice(&[0x4e, 0x00, 0x4e, 0x00]);
    assert_eq!(identify(&bytes), Err(ImageError::TooLarge { pixels: 0x4e00 * 0x4e00, limit: PIXELS_MAX }));
    bytes[frame + 5..frame + 9].copy_from_slice(&[0x00, 0x10, 0x60, 0x00]);
    assert_eq!(identify(&bytes), Err(ImageError::TooLong { side: 0x6000, limit: SIDE_MAX }));
}

#[test]
fn e062_a_scroll_of_twelve_thousand_pixels_has_pictures() {
    let bytes = jpeg(&scene(600, 12_000));
    let made = pictures(&bytes, &[THUMB_SIDE, SCREEN_SIDE]).unwrap();
    assert_eq!((made[0].width, made[0].height), (16, 320));
    assert_eq!((made[1].width, made[1].height), (80, 1_600));
}
