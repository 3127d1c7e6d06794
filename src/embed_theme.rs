//! Puts what comes with the program into it: writes the lists of the theme's files for `load::theme`, and of the starter
//! site's for `starter::site`; and the digest of all that decides how a report is set, for `render::pdf`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use sha2::{Digest, Sha256};

fn main() -> io::Result<()> {
    let project = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let (theme, site) = (project.join("themes/standard"), project.join("src/starter/site"));
    for folder in [&theme, &site] {
        println!("cargo::rerun-if-changed={}", folder.display());
    }
    println!("cargo::rustc-env=UTSYN_TYPESETTER={}", typesetter(&project)?);
    let mut list = String::new();
    write_list(&mut list, "FILES", "str", "include_str", &site)?;
    fs::write(out.join("starter_site.rs"), list)?;
    let mut list = String::new();
    write_list(&mut list, "TEMPLATES", "str", "include_str", &theme.join("templates"))?;
    write_list(&mut list, "ASSETS", "[u8]", "include_bytes", &theme.join("assets"))?;
    fs::write(out.join("standard_theme.rs"), list)
}

fn write_list(list: &mut String, name: &str, kind: &str, include: &str, folder: &Path) -> io::Result<()> {
    let mut files = Vec::new();
    collect(folder, &mut files)?;
    files.sort();
    let mut lines = String::new();
    for file in files {
        let within = file.strip_prefix(folder).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        writeln!(lines, "    ({within:?}, {include}!({:?})),", file.display().to_string()).map_err(io::Error::other)?;
    }
    writeln!(list, "const {name}: &[(&str, &{kind})] = &[\n{lines}];").map_err(io::Error::other)
}

/// Returns the digest of the typesetter: its sources, fonts and template by their paths within the project, and the versions
/// of all crates. The same on any machine.
fn typesetter(project: &Path) -> io::Result<String> {
    let mut files: Vec<PathBuf> = ["Cargo.lock", "Cargo.toml", "src/render/pdf.rs"].map(|file| project.join(file)).into();
    files.iter().for_each(|file| println!("cargo::rerun-if-changed={}", file.display()));
    collect(&project.join("src/render/pdf"), &mut files)?;
    let mut named: Vec<(String, PathBuf)> = files
        .into_iter()
        .map(|file| (file.strip_prefix(project).unwrap_or(&file).to_string_lossy().replace('\\', "/"), file))
        .collect();
    named.sort();
    let mut all = Sha256::new();
    for (within, file) in named {
        // Where the program is built from a package, the list of versions may not be there.
        let bytes = if file.exists() { fs::read(&file)? } else { Vec::new() };
        all.update(format!("{within}\n{}\n", bytes.len()));
        all.update(bytes);
    }
    Ok(all.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if path.is_dir() {
            collect(&path, files)?;
        } else if !hidden {
            println!("cargo::rerun-if-changed={}", path.display());
            files.push(path);
        }
    }
    Ok(())
}
