//! What a file is by its first bytes. Names and headers lie; a browser that is handed a script as a picture runs it.

/// How many bytes must be looked at.
pub const MAGIC_BYTES: usize = 32;

/// The media type the first bytes of a file show; `None` when it is not one that is kept.
pub fn of(start: &[u8]) -> Option<&'static str> {
    let begins = |magic: &[u8]| start.starts_with(magic);
    let at = |from: usize, magic: &[u8]| start.get(from..from + magic.len()) == Some(magic);
    if begins(b"\xff\xd8\xff") {
        Some("image/jpeg")
    } else if begins(b"\x89PNG\r\n\x1a\n") {
        Some("image/png")
    } else if begins(b"RIFF") && at(8, b"WEBP") {
        Some("image/webp")
    } else if begins(b"GIF87a") || begins(b"GIF89a") {
        Some("image/gif")
    } else if at(4, b"ftyp") {
        let brand = start.get(8..12)?;
        let is_heic: &[&[u8]] = &[b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"];
        is_heic.contains(&brand).then_some("image/heic")
    } else if begins(b"II*\0") || begins(b"MM\0*") {
        Some("image/tiff")
    } else if begins(b"%PDF-") {
        Some("application/pdf")
    } else {
        None
    }
}

/// Every media type kept, and the ending its files have.
pub const KEPT: &[(&str, &str)] = &[
    ("image/jpeg", "jpg"),
    ("image/png", "png"),
    ("image/webp", "webp"),
    ("image/gif", "gif"),
    ("image/heic", "heic"),
    ("image/tiff", "tif"),
    ("application/pdf", "pdf"),
];

/// Whether what somebody called a file fits what it is: HEIF and HEIC are one family.
pub fn fits(said: &str, found: &str) -> bool {
    said == found || (said == "image/heif" && found == "image/heic")
}

/// The ending of a file of a media type.
pub fn ending(mime: &str) -> &'static str {
    KEPT.iter().find(|(kept, _)| *kept == mime).map_or("bin", |(_, ending)| ending)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn e068_files_are_known_by_their_bytes_and_nothing_else() {
        assert_eq!(of(b"\xff\xd8\xff\xe0"), Some("image/jpeg"));
        assert_eq!(of(b"\x89PNG\r\n\x1a\n.."), Some("image/png"));
        assert_eq!(of(b"RIFF....WEBPVP8 "), Some("image/webp"));
        assert_eq!(of(b"GIF89a"), Some("image/gif"));
        assert_eq!(of(b"\0\0\0\x18ftypheic"), Some("image/heic"));
        assert_eq!(of(b"II*\0"), Some("image/tiff"));
        assert_eq!(of(b"%PDF-1.7"), Some("application/pdf"));
        for other in [&b""[..], b"<svg", b"MZ\x90", b"\0\0\0\x18ftypisom", b"RIFF....AVI ", b"\0\0\0\x18ft"] {
            assert_eq!(of(other), None);
        }
    }
}
