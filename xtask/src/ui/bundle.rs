//! Puts the built module, the styles and the assets into ui/dist under names that carry a hash of their content, so a
//! browser may keep them for ever. There is no inline script: the content security policy forbids it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};

use super::stamp::files_below;
use super::texts;

/// Writes ui/dist from the bound module (`ui.js`, `ui_bg.wasm`), the interface's folder and the folder of the user's guide.
pub fn write(staged: &Path, sources: &Path, guide: &Path, dist: &Path) -> Result<()> {
    let fresh = dist.with_extension("new");
    clear(&fresh)?;
    fs::create_dir_all(&fresh)?;
    copy_below(&sources.join("assets"), &fresh.join("assets"))?;
    copy_below(&staged.join("snippets"), &fresh.join("snippets"))?;
    let names = Names {
        wasm: put(&fresh, "ui", "wasm", &fs::read(staged.join("ui_bg.wasm"))?)?,
        wasm_js: put(&fresh, "ui", "js", &fs::read(staged.join("ui.js"))?)?,
        css: put(&fresh, "style", "css", styles(&sources.join("styles"))?.as_bytes())?,
        texts: put_texts(&fresh, sources, guide)?,
    };
    let boot_js = put(&fresh, "boot", "js", boot(&names).as_bytes())?;
    let page = fs::read_to_string(sources.join("index.html")).context("cannot read ui/index.html")?;
    fs::write(fresh.join("index.html"), fill(&page, &names, &boot_js)?)?;
    clear(dist)?;
    fs::rename(&fresh, dist).context("cannot replace ui/dist")
}

/// The hashed file names the page refers to.
struct Names {
    wasm: String,
    wasm_js: String,
    css: String,
    /// `meta` elements that say which file a text of a language is.
    texts: String,
}

fn put_texts(folder: &Path, sources: &Path, guide: &Path) -> Result<String> {
    let mut all = Vec::new();
    for text in texts::all(sources, guide)? {
        let file = put(folder, &text.name, "txt", text.content.as_bytes())?;
        all.push(format!("<meta name=\"{}\" content=\"{file}\">", text.name));
    }
    Ok(all.join("\n"))
}

/// The only script the page names: loads the module and starts it.
fn boot(names: &Names) -> String {
    format!(
        "import init from \"./{}\";\ninit({{ module_or_path: new URL(\"./{}\", import.meta.url) }});\n",
        names.wasm_js, names.wasm
    )
}

/// Replaces `{{css}}`, `{{boot_js}}`, `{{wasm_js}}`, `{{wasm}}` and `{{texts}}`; any other placeholder is a mistake.
fn fill(page: &str, names: &Names, boot_js: &str) -> Result<String> {
    let filled = page
        .replace("{{css}}", &names.css)
        .replace("{{boot_js}}", boot_js)
        .replace("{{wasm_js}}", &names.wasm_js)
        .replace("{{wasm}}", &names.wasm)
        .replace("{{texts}}", &names.texts);
    if let Some((_, rest)) = filled.split_once("{{") {
        bail!("ui/index.html has an unknown placeholder: {{{{{}", rest.lines().next().unwrap_or_default());
    }
    if !page.contains("{{boot_js}}") || !page.contains("{{css}}") {
        bail!("ui/index.html must name {{{{boot_js}}}} and {{{{css}}}}");
    }
    Ok(filled)
}

/// All style sheets as one, in the order of their file names.
fn styles(folder: &Path) -> Result<String> {
    let mut all = String::new();
    for file in files_below(folder)?.iter().filter(|file| file.extension().is_some_and(|end| end == "css")) {
        all.push_str(fs::read_to_string(file)?.trim_end());
        all.push('\n');
    }
    Ok(all)
}

fn put(folder: &Path, stem: &str, extension: &str, bytes: &[u8]) -> Result<String> {
    let hash = blake3::hash(bytes).to_hex();
    let name = format!("{stem}-{}.{extension}", &hash[..16]);
    fs::write(folder.join(&name), bytes)?;
    Ok(name)
}

fn copy_below(from: &Path, to: &Path) -> Result<()> {
    for file in files_below(from)? {
        let target: PathBuf = to.join(file.strip_prefix(from)?);
        fs::create_dir_all(target.parent().context("a file is in a folder")?)?;
        fs::copy(&file, &target)?;
    }
    Ok(())
}

fn clear(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot remove {}", folder.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str =
        r#"{{texts}}<link rel="stylesheet" href="{{css}}"><script type="module" src="{{boot_js}}"></script>"#;

    fn sources() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in [
            ("ui/index.html", PAGE),
            ("ui/styles/20-page.css", "main {}\n\n"),
            ("ui/styles/10-reset.css", "* {}"),
            ("ui/assets/fonts/inter.woff2", "font"),
            ("ui/locales/en.ftl", "save = Save\n"),
            ("ui/locales/es.ftl", "save = Guardar\n"),
            ("ui/locales/es/pages.ftl", "open = Abrir\n"),
            ("guide/en.md", "# Guide\n"),
            ("guide/sync/en.md", "## Sync\n"),
            ("staged/ui.js", "export default 1;"),
            ("staged/ui_bg.wasm", "\0asm"),
            ("staged/snippets/dom/inline0.js", "export {};"),
        ] {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }

    fn built(folder: &Path) -> Vec<String> {
        let dist = folder.join("ui/dist");
        write(&folder.join("staged"), &folder.join("ui"), &folder.join("guide"), &dist).unwrap();
        let mut names: Vec<_> = files_below(&dist)
            .unwrap()
            .iter()
            .map(|path| path.strip_prefix(&dist).unwrap().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn every_file_of_the_page_is_there_under_its_hashed_name() {
        let folder = sources();
        let names = built(folder.path());
        let page = fs::read_to_string(folder.path().join("ui/dist/index.html")).unwrap();
        let boot = names.iter().find(|name| name.starts_with("boot-")).unwrap();
        let style = names.iter().find(|name| name.starts_with("style-")).unwrap();
        assert!(page.contains(boot.as_str()) && page.contains(style.as_str()), "{page}");
        assert!(names.iter().any(|name| name == "assets/fonts/inter.woff2"));
        assert!(names.iter().any(|name| name == "snippets/dom/inline0.js"));
        let css = fs::read_to_string(folder.path().join("ui/dist").join(style)).unwrap();
        assert_eq!(css, "* {}\nmain {}\n");
    }

    #[test]
    fn words_of_other_languages_and_the_guide_are_files_the_page_names() {
        let folder = sources();
        let names = built(folder.path());
        let dist = folder.path().join("ui/dist");
        let page = fs::read_to_string(dist.join("index.html")).unwrap();
        for (name, text) in
            [("words-es", "save = Guardar\n\nopen = Abrir\n"), ("help-en", "# Guide\n\n## Sync\n")]
        {
            let file = names.iter().find(|file| file.starts_with(name)).unwrap();
            assert!(page.contains(&format!("name=\"{name}\" content=\"{file}\"")), "{page}");
            assert_eq!(fs::read_to_string(dist.join(file)).unwrap(), text);
        }
        assert!(!names.iter().any(|name| name.starts_with("words-en")), "English is in the module");
    }

    #[test]
    fn changed_content_changes_its_name_and_leaves_nothing_behind() {
        let folder = sources();
        let before = built(folder.path());
        fs::write(folder.path().join("staged/ui_bg.wasm"), "\0asm2").unwrap();
        let after = built(folder.path());
        let wasm = |names: &[String]| names.iter().find(|name| name.ends_with(".wasm")).cloned().unwrap();
        assert_ne!(wasm(&before), wasm(&after));
        assert_eq!(before.len(), after.len());
    }

    #[test]
    fn an_unknown_placeholder_is_refused() {
        let names = Names { wasm: "w".into(), wasm_js: "j".into(), css: "c".into(), texts: "t".into() };
        assert!(fill("{{css}} {{boot_js}} {{typo}}", &names, "b").is_err());
        assert!(fill("{{css}}", &names, "b").is_err());
        assert_eq!(fill("{{css}} {{boot_js}}", &names, "b").unwrap(), "c b");
    }
}
