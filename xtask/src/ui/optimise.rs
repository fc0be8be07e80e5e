//! wasm-opt, with exactly the features rustc emits: `-all` would produce files older webviews refuse.

use std::{fs, path::Path};

use anyhow::Result;

use crate::{process, setup};

const FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Taken apart and put together again, then shrunk twice: a few kilobytes less than once from the compiler's own shape.
const PASSES: &[&str] = &["--flatten", "--rereloop", "-Oz", "-Oz"];

/// Shrinks the file in place; leaves it as it is when there is no wasm-opt, or one that does not run on this machine's node.
pub fn optimise(wasm: &Path) -> Result<()> {
    let Some(program) = setup::wasm_opt() else { return Ok(()) };
    let smaller = wasm.with_extension("opt.wasm");
    let mut optimise = process::command(program);
    optimise.args(FEATURES).args(PASSES).arg(wasm).arg("-o").arg(&smaller);
    if let Err(error) = process::run(optimise) {
        println!("{error:#}\nThe interface works, but is larger than it could be.");
        return Ok(());
    }
    fs::rename(&smaller, wasm)?;
    Ok(())
}
