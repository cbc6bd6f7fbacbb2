//! Downloads the pinned packages with the registries' own clients.

use std::path::Path;
use std::process::Command;

use super::packages::{PACKAGES, Package, Registry};
use crate::Result;

/// Downloads what is not in `cache` yet, then checks all digests. Needs `npm` and `pip` on the path.
///
/// # Errors
///
/// When a client is missing or fails, or a download is not the pinned one.
pub fn fetch(cache: &Path) -> Result<String> {
    std::fs::create_dir_all(cache).map_err(|e| format!("cannot create {}: {e}", cache.display()))?;
    for package in PACKAGES.iter().filter(|p| !cache.join(p.file).is_file()) {
        let Package { name, version, .. } = package;
        match package.registry {
            Registry::Npm => run(cache, "npm", &["pack", "--silent", &format!("{name}@{version}")])?,
            Registry::PyPi => {
                let wheel = format!("{name}=={version}");
                run(cache, "pip", &["download", "--quiet", "--no-deps", "--only-binary=:all:", &wheel])?;
            }
        }
    }
    for package in &PACKAGES {
        package.bytes(cache)?;
    }
    Ok(format!("{} packages in {}", PACKAGES.len(), cache.display()))
}

fn run(dir: &Path, program: &str, args: &[&str]) -> Result<()> {
    let output =
        Command::new(program).args(args).current_dir(dir).output().map_err(|e| {
            format!("cannot run `{program}`: {e}; install it, or put the archive into {}", dir.display())
        })?;
    if output.status.success() {
        return Ok(());
    }
    Err(format!("`{program} {}` failed:\n{}", args.join(" "), String::from_utf8_lossy(&output.stderr)))
}
