//! Migrations are never edited after merge: `migrations/FROZEN.sha256` holds the SHA-256 of each, in the format of
//! `sha256sum --check`.

use std::{collections::BTreeMap, fmt::Write as _, fs, path::Path};

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

use super::files::File;

const LIST: &str = "migrations/FROZEN.sha256";

/// Frozen migrations that changed or vanished, and new ones that are not frozen yet.
pub fn check(root: &Path, files: &[File]) -> Result<Vec<String>> {
    Ok(compare(&frozen(root)?, &current(files)))
}

/// Appends the migrations that are not in the list; what is frozen stays as it is.
pub fn freeze(root: &Path, files: &[File]) -> Result<()> {
    let mut list = frozen(root)?;
    for (path, hash) in current(files) {
        list.entry(path).or_insert(hash);
    }
    let mut text = String::new();
    for (path, hash) in list {
        writeln!(text, "{hash}  {path}")?;
    }
    fs::write(root.join(LIST), text).with_context(|| format!("cannot write {LIST}"))
}

fn compare(frozen: &BTreeMap<String, String>, current: &BTreeMap<String, String>) -> Vec<String> {
    let mut broken = Vec::new();
    for (path, hash) in frozen {
        match current.get(path) {
            Some(now) if now == hash => {}
            Some(_) => broken.push(format!("{path}: a frozen migration was edited; write a new one instead")),
            None => broken.push(format!("{path}: a frozen migration is missing")),
        }
    }
    let unlisted = current.keys().filter(|path| !frozen.contains_key(*path));
    broken.extend(unlisted.map(|path| format!("{path}: not frozen; run `cargo xtask tidy --freeze`")));
    broken
}

fn frozen(root: &Path) -> Result<BTreeMap<String, String>> {
    let Ok(text) = fs::read_to_string(root.join(LIST)) else { return Ok(BTreeMap::new()) };
    let mut list = BTreeMap::new();
    for line in text.lines() {
        let Some((hash, path)) = line.split_once("  ").filter(|(hash, _)| hash.len() == 64) else {
            bail!("{LIST}: {line:?} is not `hash  path`");
        };
        list.insert(path.to_owned(), hash.to_owned());
    }
    Ok(list)
}

fn current(files: &[File]) -> BTreeMap<String, String> {
    let migrations = files.iter().filter(|file| file.below("migrations") && file.is("sql"));
    migrations.map(|file| (file.path.clone(), hex(&Sha256::digest(&file.bytes)))).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        write!(text, "{byte:02x}").expect("writing to a string cannot fail");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::files::file;

    const PATH: &str = "migrations/client/0001_first.sql";

    fn frozen_repository() -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("migrations")).unwrap();
        freeze(root.path(), &[file(PATH, "create table a (id integer);")]).unwrap();
        root
    }

    #[test]
    fn a_frozen_migration_may_stay() {
        let root = frozen_repository();
        let files = [file(PATH, "create table a (id integer);")];
        assert_eq!(check(root.path(), &files).unwrap(), Vec::<String>::new());
    }

    #[test]
    fn an_edited_or_missing_migration_is_named() {
        let root = frozen_repository();
        let edited = check(root.path(), &[file(PATH, "create table a (id text);")]).unwrap();
        assert!(edited[0].contains("was edited"), "{edited:?}");
        let missing = check(root.path(), &[]).unwrap();
        assert!(missing[0].contains("is missing"), "{missing:?}");
    }

    #[test]
    fn freezing_again_does_not_accept_an_edit() {
        let root = frozen_repository();
        let files = [file(PATH, "create table a (id text);"), file("migrations/client/0002_second.sql", "")];
        freeze(root.path(), &files).unwrap();
        let broken = check(root.path(), &files).unwrap();
        assert_eq!(broken.len(), 1, "{broken:?}");
        assert!(broken[0].contains("was edited"), "{broken:?}");
    }

    #[test]
    fn a_new_migration_asks_to_be_frozen() {
        let root = frozen_repository();
        let files =
            [file(PATH, "create table a (id integer);"), file("migrations/client/0002_second.sql", "")];
        assert!(check(root.path(), &files).unwrap()[0].contains("--freeze"));
    }

    #[test]
    fn the_list_is_what_sha256sum_prints() {
        assert_eq!(
            hex(&Sha256::digest(b"")),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
    }
}
