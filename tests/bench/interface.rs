//! What a browser has to load.

use std::io::Write;

use anyhow::{Context, Result};
use tests::paths;

use crate::table::Table;

/// The most the WebAssembly may be, compressed.
const WASM_BROTLI_MAX: u64 = 600_000;

/// Raw and compressed sizes of the built interface; says so when it has not been built.
pub fn measure(table: &mut Table) -> Result<()> {
    let dist = paths::repository().join("ui").join("dist");
    let entries =
        std::fs::read_dir(&dist).with_context(|| format!("{}: run cargo xtask ui", dist.display()))?;
    let wasm = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .find(|path| path.extension().is_some_and(|extension| extension == "wasm"))
        .context("no .wasm in ui/dist: run cargo xtask ui")?;
    let bytes = std::fs::read(wasm)?;
    let mut packed = brotli::CompressorWriter::new(Vec::new(), 64 * 1024, 11, 22);
    packed.write_all(&bytes)?;
    table.size("WebAssembly, raw", bytes.len() as u64, None);
    table.size("WebAssembly, brotli", packed.into_inner().len() as u64, Some(WASM_BROTLI_MAX));
    Ok(())
}
