//! What the interface weighs, raw and as a server would send it.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::Result;

/// Prints one line per script, style and module of the built interface, then the sum.
pub fn print(dist: &Path) -> Result<()> {
    let (mut raw_sum, mut small_sum) = (0, 0);
    println!("{:<34} {:>10} {:>10}", "ui/dist", "raw", "brotli");
    for file in files(dist)? {
        let bytes = fs::read(&file)?;
        let small = brotli_len(&bytes)?;
        raw_sum += bytes.len();
        small_sum += small;
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        println!("{name:<34} {:>10} {:>10}", kilobytes(bytes.len()), kilobytes(small));
    }
    println!("{:<34} {:>10} {:>10}", "together", kilobytes(raw_sum), kilobytes(small_sum));
    Ok(())
}

/// The files of the page itself, without its pictures.
fn files(dist: &Path) -> Result<Vec<PathBuf>> {
    let entries: Vec<PathBuf> =
        fs::read_dir(dist)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    let mut files: Vec<PathBuf> = entries.into_iter().filter(|path| path.is_file()).collect();
    files.sort();
    Ok(files)
}

/// The length in bytes after brotli at its best (quality 11, the whole file as window up to 4 MB).
pub fn brotli_len(bytes: &[u8]) -> Result<usize> {
    let mut encoder = brotli::CompressorWriter::new(Vec::new(), 64 * 1024, 11, 22);
    encoder.write_all(bytes)?;
    encoder.flush()?;
    Ok(encoder.into_inner().len())
}

/// Thousands of bytes with one decimal, by whole-number arithmetic.
fn kilobytes(bytes: usize) -> String {
    let tenths = (bytes + 50) / 100;
    format!("{}.{} kB", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kilobytes_are_rounded_to_tenths() {
        assert_eq!(kilobytes(0), "0.0 kB");
        assert_eq!(kilobytes(1_049), "1.0 kB");
        assert_eq!(kilobytes(1_050), "1.1 kB");
        assert_eq!(kilobytes(600_000), "600.0 kB");
    }

    #[test]
    fn repetition_compresses() {
        assert!(brotli_len(&vec![b'a'; 100_000]).unwrap() < 100);
    }
}
