//! Puts what comes with the program into it: writes the lists of the theme's files for `load::theme`, and of the starter
//! site's for `starter::site`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let project = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let (theme, site) = (project.join("themes/standard"), project.join("src/starter/site"));
    for folder in [&theme, &site] {
        println!("cargo::rerun-if-changed={}", folder.display());
    }
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
