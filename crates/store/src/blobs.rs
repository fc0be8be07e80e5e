//! The bytes of photographs: files named by their SHA-256 under `blobs/ab/`, written, fsynced and renamed into place before any row
//! names them. A crash in between leaves a file nobody names, which is swept after a day (SYNC.md 4.5).

mod rows;

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use sha2::{Digest, Sha256};

pub use rows::{BlobRow, VariantRow};

use crate::open::has_set_aside;
use crate::{Error, Result, Store};

/// A file that no row names is kept this long: its row may be about to be written.
pub const ORPHAN_AGE_MIN: Duration = Duration::from_secs(24 * 60 * 60);
/// Bytes copied and hashed at a time.
const CHUNK_BYTES: usize = 256 * 1024;

/// A file of the blob folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlobFile {
    /// SHA-256 of the bytes, lower-case hex: its name.
    pub sha256: String,
    /// BLAKE3 of the bytes, lower-case hex.
    pub blake3: String,
    /// How many bytes.
    pub size: u64,
    /// Whether the bytes were there already.
    pub was_here: bool,
}

impl Store {
    /// The folder of the bytes.
    pub fn blob_folder(&self) -> PathBuf {
        self.path().parent().unwrap_or(Path::new(".")).join("blobs")
    }

    /// Where the bytes of that hash are, or would be. `Error::Malformed` unless it is 64 hexadecimal digits.
    pub fn blob_path(&self, sha256: &str) -> Result<PathBuf> {
        file_in(&self.blob_folder(), sha256)
    }

    /// Keeps bytes durably. The same bytes twice are one file.
    pub async fn put_blob(&self, bytes: Vec<u8>) -> Result<BlobFile> {
        let folder = self.blob_folder();
        blocking(move || put(&folder, &mut bytes.as_slice())).await
    }

    /// Keeps a copy of a file's bytes durably, without reading it into memory.
    pub async fn put_blob_file(&self, source: PathBuf) -> Result<BlobFile> {
        let folder = self.blob_folder();
        blocking(move || put(&folder, &mut File::open(source)?)).await
    }

    /// The bytes of that hash.
    pub async fn read_blob(&self, sha256: &str) -> Result<Vec<u8>> {
        let path = self.blob_path(sha256)?;
        blocking(move || Ok(fs::read(path)?)).await
    }

    /// Reads the bytes of that hash again and compares; `Error::WrongHash` when they changed.
    pub async fn verify_blob(&self, sha256: &str) -> Result<()> {
        let (path, sha256) = (self.blob_path(sha256)?, sha256.to_owned());
        blocking(move || {
            let found = copy(&mut File::open(path)?, &mut io::sink())?;
            if found.sha256 == sha256 { Ok(()) } else { Err(Error::WrongHash { sha256 }) }
        })
        .await
    }

    /// Keeps a smaller picture made from the bytes of that hash. It is not fsynced: it can be made again.
    pub async fn put_variant(&self, sha256: &str, variant: &str, jpeg: Vec<u8>) -> Result<PathBuf> {
        let path = self.variant_path(sha256, variant)?;
        blocking(move || {
            let parent = path.parent().unwrap_or(Path::new("."));
            fs::create_dir_all(parent)?;
            let (mut file, incoming) = temporary(parent)?;
            file.write_all(&jpeg)?;
            fs::rename(&incoming, &path)?;
            Ok(path)
        })
        .await
    }

    /// Where a smaller picture is: `<sha256>.<variant>.jpg` beside the original.
    pub fn variant_path(&self, sha256: &str, variant: &str) -> Result<PathBuf> {
        if variant.is_empty() || !variant.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()) {
            return Err(Error::Malformed("the name of a picture size"));
        }
        Ok(self.blob_path(sha256)?.with_file_name(format!("{sha256}.{variant}.jpg")))
    }

    /// Removes files that no row names and that are older than a day at `now`; answers how many. Nothing is removed while a damaged
    /// book is set aside beside this one: the rows that name the files may be in it.
    pub async fn sweep_blobs(&self, now: SystemTime) -> Result<u64> {
        if has_set_aside(self.path())? {
            return Ok(0);
        }
        let named: HashSet<String> = self.blob_hashes().await?;
        let folder = self.blob_folder();
        blocking(move || sweep(&folder, &named, now)).await
    }
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(|error| Error::Io(io::Error::other(error)))?
}

pub(crate) fn file_in(folder: &Path, sha256: &str) -> Result<PathBuf> {
    let is_hash = sha256.len() == 64 && sha256.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    if !is_hash {
        return Err(Error::Malformed("a SHA-256"));
    }
    Ok(folder.join(&sha256[..2]).join(sha256))
}

/// Temporary file, fsync, rename, fsync of the folder.
fn put(folder: &Path, source: &mut impl Read) -> Result<BlobFile> {
    fs::create_dir_all(folder)?;
    let (file, incoming) = temporary(folder)?;
    let written = write_new(file, source).and_then(|blob| place(folder, &incoming, blob));
    if written.is_err() {
        // The failure is what the caller must hear of; a leftover is swept later.
        drop(fs::remove_file(&incoming));
    }
    written
}

/// A new file that nobody else writes: names of processes long gone are passed over.
fn temporary(folder: &Path) -> Result<(File, PathBuf)> {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    loop {
        let name = format!("{}-{}.tmp", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let path = folder.join(name);
        match File::create_new(&path) {
            Ok(file) => return Ok((file, path)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error.into()),
        }
    }
}

fn write_new(mut file: File, source: &mut impl Read) -> Result<BlobFile> {
    let blob = copy(source, &mut file)?;
    file.sync_all()?;
    Ok(blob)
}

fn place(folder: &Path, incoming: &Path, blob: BlobFile) -> Result<BlobFile> {
    let target = file_in(folder, &blob.sha256)?;
    let parent = target.parent().unwrap_or(folder);
    if fs::metadata(&target).is_ok_and(|found| found.len() == blob.size) {
        fs::remove_file(incoming)?;
        return Ok(BlobFile { was_here: true, ..blob });
    }
    let is_new = !parent.exists();
    fs::create_dir_all(parent)?;
    fs::rename(incoming, &target)?;
    sync_folder(parent)?;
    if is_new {
        sync_folder(folder)?;
    }
    Ok(blob)
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> Result<()> {
    Ok(File::open(folder)?.sync_all()?)
}

/// A rename is durable with its file elsewhere; folders cannot be opened there.
#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> Result<()> {
    Ok(())
}

fn copy(source: &mut impl Read, target: &mut impl Write) -> Result<BlobFile> {
    let (mut sha256, mut blake3, mut size) = (Sha256::new(), blake3::Hasher::new(), 0);
    let mut chunk = vec![0; CHUNK_BYTES];
    loop {
        let read = match source.read(&mut chunk) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error.into()),
        };
        sha256.update(&chunk[..read]);
        blake3.update(&chunk[..read]);
        target.write_all(&chunk[..read])?;
        size += read as u64;
    }
    let hex = sha256.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(BlobFile { sha256: hex, blake3: blake3.finalize().to_hex().to_string(), size, was_here: false })
}

fn sweep(folder: &Path, named: &HashSet<String>, now: SystemTime) -> Result<u64> {
    let mut removed = 0;
    for entry in entries(folder)? {
        if entry.is_dir() {
            for file in entries(&entry)? {
                removed += u64::from(remove_orphan(&file, named, now)?);
            }
        } else {
            removed += u64::from(remove_orphan(&entry, named, now)?);
        }
    }
    Ok(removed)
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    match fs::read_dir(folder) {
        Ok(entries) => Ok(entries.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error.into()),
    }
}

fn remove_orphan(file: &Path, named: &HashSet<String>, now: SystemTime) -> Result<bool> {
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let hash = name.split('.').next().unwrap_or_default();
    let age = now.duration_since(fs::metadata(file)?.modified()?).unwrap_or_default();
    if age < ORPHAN_AGE_MIN || (named.contains(hash) && !name.ends_with(".tmp")) {
        return Ok(false);
    }
    fs::remove_file(file)?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use super::*;
    use crate::testing::Book;

    #[tokio::test]
    async fn bytes_are_named_by_their_hash_and_kept_once() {
        let book = Book::new().await;
        let blob = book.store.put_blob(b"abc".to_vec()).await.unwrap();
        assert_eq!(blob.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(blob.blake3, "6437b3ac38465133ffb63b75273a8db548c558465d79db03fd359c6cd5bd9d85");
        assert_eq!((blob.size, blob.was_here), (3, false));
        assert!(book.store.put_blob(b"abc".to_vec()).await.unwrap().was_here);
        assert_eq!(book.store.read_blob(&blob.sha256).await.unwrap(), b"abc");
        let folder = book.store.blob_folder();
        assert!(folder.join("ba").join(&blob.sha256).exists());
        assert_eq!(entries(&folder).unwrap().len(), 1, "no temporary file is left");
    }

    #[tokio::test]
    async fn a_file_is_copied_without_being_moved() {
        let book = Book::new().await;
        let source = book.folder.path().join("photo.jpg");
        fs::write(&source, vec![7; CHUNK_BYTES + 1]).unwrap();
        let blob = book.store.put_blob_file(source.clone()).await.unwrap();
        assert_eq!(blob.size, CHUNK_BYTES as u64 + 1);
        assert!(source.exists());
        book.store.verify_blob(&blob.sha256).await.unwrap();
    }

    #[tokio::test]
    async fn a_changed_file_is_noticed() {
        let book = Book::new().await;
        let blob = book.store.put_blob(b"abc".to_vec()).await.unwrap();
        fs::write(book.store.blob_path(&blob.sha256).unwrap(), b"abd").unwrap();
        assert!(matches!(book.store.verify_blob(&blob.sha256).await, Err(Error::WrongHash { .. })));
    }

    #[tokio::test]
    async fn e149_a_name_that_is_not_a_hash_reaches_no_file() {
        let book = Book::new().await;
        for name in ["../../etc/passwd", "", "AB", &"g".repeat(64)] {
            assert!(matches!(book.store.read_blob(name).await, Err(Error::Malformed(_))), "{name}");
        }
        let hash = "a".repeat(64);
        assert!(book.store.variant_path(&hash, "../x").is_err());
    }

    #[tokio::test]
    async fn only_old_files_that_no_row_names_are_swept() {
        let book = Book::new().await;
        let named = book.store.put_blob(b"named".to_vec()).await.unwrap();
        let orphan = book.store.put_blob(b"orphan".to_vec()).await.unwrap();
        book.store.put_variant(&named.sha256, "thumb", vec![1]).await.unwrap();
        book.store.put_variant(&orphan.sha256, "thumb", vec![1]).await.unwrap();
        book.insert("blob", rows::tests::blob_patch(&named)).await;
        assert_eq!(
            book.store.sweep_blobs(SystemTime::now()).await.unwrap(),
            0,
            "a row may be about to be written"
        );
        let tomorrow = SystemTime::now() + ORPHAN_AGE_MIN + Duration::from_secs(60);
        assert_eq!(book.store.sweep_blobs(tomorrow).await.unwrap(), 2);
        assert!(book.store.read_blob(&named.sha256).await.is_ok());
        assert!(book.store.variant_path(&named.sha256, "thumb").unwrap().exists());
        assert!(book.store.read_blob(&orphan.sha256).await.is_err());
    }
}
