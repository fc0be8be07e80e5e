//! Texts that lie beside the page as files: the words of every language but English, which is built into the module, and the
//! user's guide of every language. Nobody loads what they do not read.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use super::stamp::files_below;

/// The language that is built into the module.
const BUILT_IN: &str = "en";

/// One text.
pub struct Text {
    /// What the interface asks for: `words-es`, `help-en`.
    pub name: String,
    /// Its files, one after the other.
    pub content: String,
}

/// Every text. `ui/locales/es.ftl` and what is below `ui/locales/es` are `words-es`; `docs/user/es.md` and then the `es.md` of its
/// folders are `help-es`.
pub fn all(sources: &Path, guide: &Path) -> Result<Vec<Text>> {
    let mut texts = Vec::new();
    for file in inputs(sources, guide)? {
        let content = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        let Some(name) = name_of(&file, sources, guide) else { continue };
        match texts.iter_mut().find(|text: &&mut Text| text.name == name) {
            Some(text) => {
                text.content.push('\n');
                text.content.push_str(&content);
            }
            None => texts.push(Text { name, content }),
        }
    }
    Ok(texts)
}

/// The files they are made of, those of a folder before those of the folders in it.
pub fn inputs(sources: &Path, guide: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for folder in [sources.join("locales"), guide.to_owned()] {
        let mut below = files_below(&folder)?;
        below.sort_by_key(|file| (file.components().count(), file.clone()));
        files.extend(below);
    }
    Ok(files)
}

fn name_of(file: &Path, sources: &Path, guide: &Path) -> Option<String> {
    if let Ok(inside) = file.strip_prefix(sources.join("locales")) {
        let language = Path::new(inside.iter().next()?).file_stem()?.to_str()?;
        return (language != BUILT_IN).then(|| format!("words-{language}"));
    }
    file.strip_prefix(guide).ok()?;
    let is_guide = file.extension().is_some_and(|end| end == "md");
    is_guide.then(|| file.file_stem()?.to_str().map(|language| format!("help-{language}")))?
}
