//! One target directory serves every clone on a machine. Cargo tells the packages of two clones apart by the age of their files
//! alone, so that it may take the other clone's build for this one's; what another clone built last is therefore built again.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::workspace;

/// The file in the target directory that names the clone it was used by last.
const OWNER: &str = ".checkout";

/// Makes the target directory this clone's: the workspace's own packages are built again if another one used it last.
pub fn claim() -> Result<()> {
    let target = workspace::target_dir();
    let owner = target.join(OWNER);
    let here = workspace::root().to_string_lossy();
    match fs::read_to_string(&owner) {
        Ok(last) if last == here => return Ok(()),
        Ok(_) => {}
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", owner.display())),
    }
    let folders = fingerprint_folders(target);
    if !folders.is_empty() {
        let packages: Vec<String> =
            workspace::metadata()?.packages.into_iter().map(|package| package.name).collect();
        forget(&folders, &packages)?;
    }
    fs::create_dir_all(target).with_context(|| format!("cannot make {}", target.display()))?;
    fs::write(&owner, here.as_bytes()).with_context(|| format!("cannot write {}", owner.display()))
}

/// Where Cargo notes what it has built: one folder for each profile, of the machine itself and of each other platform.
fn fingerprint_folders(target: &Path) -> Vec<PathBuf> {
    let children = |folder: &Path| {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect::<Vec<_>>()
    };
    let profiles = children(target);
    let of_platforms = profiles.iter().flat_map(|folder| children(folder));
    let folders = profiles.iter().cloned().chain(of_platforms).map(|folder| folder.join(".fingerprint"));
    folders.filter(|folder| folder.is_dir()).collect()
}

/// Takes away the notes on these packages; a note is called `package-hash`.
fn forget(folders: &[PathBuf], packages: &[String]) -> Result<()> {
    for folder in folders {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name();
            let package = name.to_str().and_then(|name| name.rsplit_once('-')).map(|(package, _)| package);
            if package.is_some_and(|package| packages.iter().any(|own| own == package)) {
                fs::remove_dir_all(entry.path())?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_notes_on_own_packages_are_taken_away_in_every_profile_and_platform() {
        let target = tempfile::tempdir().unwrap();
        let note = |folder: &str, package: &str| {
            let path = target.path().join(folder).join(".fingerprint").join(package);
            fs::create_dir_all(&path).unwrap();
            path
        };
        let own = [note("debug", "store-0123"), note("wasm32-unknown-unknown/release", "mealbook-app-89ab")];
        let others = [note("debug", "serde-0123"), note("debug", "store-front-0123")];
        let folders = fingerprint_folders(target.path());
        assert_eq!(folders.len(), 2);
        forget(&folders, &["store".to_owned(), "mealbook-app".to_owned()]).unwrap();
        assert!(own.iter().all(|path| !path.exists()) && others.iter().all(|path| path.exists()));
    }
}
