//! Lists the answers in `knowledge/` so that they are compiled in and rebuilt when one changes.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let manifest = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or(io::ErrorKind::NotFound)?);
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?);
    let root = manifest.join("../../knowledge");

    let mut list = String::from("&[\n");
    for lang in ["en", "nl"] {
        let directory = root.join(lang);
        println!("cargo::rerun-if-changed={}", directory.display());
        for file in markdown_files(&directory)? {
            println!("cargo::rerun-if-changed={}", file.display());
            let name = file
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            writeln!(list, "    (\"{lang}/{name}\", include_str!({file:?})),")
                .map_err(io::Error::other)?;
        }
    }
    list.push_str("]\n");
    fs::write(out.join("bundled.rs"), list)
}

/// The Markdown files of a directory in the order of their names; none when it does not exist.
fn markdown_files(directory: &Path) -> io::Result<Vec<PathBuf>> {
    if !directory.is_dir() {
        return Ok(Vec::new());
    }
    let mut files = Vec::new();
    for item in fs::read_dir(directory)? {
        let path = item?.path();
        if path.extension().is_some_and(|extension| extension == "md") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
