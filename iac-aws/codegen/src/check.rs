//! Writes the generated files, or compares them with what is there.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::{Files, Result};

/// Files below `iac-aws/cfn` that are written by hand.
const BY_HAND: [&str; 2] = ["README.md", "tests"];

/// Makes the folder `target` hold exactly the generated files.
///
/// # Errors
///
/// When the disk does not take them.
pub fn write(target: &Path, files: &Files) -> Result<String> {
    let mut written = 0;
    for stale in present(target)?.difference(&files.keys().cloned().collect()) {
        fs::remove_file(target.join(stale)).map_err(|e| format!("cannot remove {stale}: {e}"))?;
        written += 1;
    }
    for (name, text) in files {
        let path = target.join(name);
        if fs::read_to_string(&path).is_ok_and(|old| old == *text) {
            continue;
        }
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(|e| format!("cannot create {}: {e}", folder.display()))?;
        }
        fs::write(&path, text).map_err(|e| format!("cannot write {}: {e}", path.display()))?;
        written += 1;
    }
    Ok(format!("{} files, {written} of them changed", files.len()))
}

/// Compares what is in `target` with the generated files.
///
/// # Errors
///
/// When they differ, naming the first few files that do.
pub fn compare(target: &Path, files: &Files) -> Result<String> {
    let mut stale: Vec<String> = Vec::new();
    for extra in present(target)?.difference(&files.keys().cloned().collect()) {
        stale.push(format!("{extra} is not generated any more"));
    }
    for (name, text) in files {
        match fs::read_to_string(target.join(name)) {
            Ok(old) if old == *text => {}
            Ok(_) => stale.push(format!("{name} differs")),
            Err(_) => stale.push(format!("{name} is missing")),
        }
    }
    if stale.is_empty() {
        return Ok(format!("{} files are up to date", files.len()));
    }
    let count = stale.len();
    stale.truncate(10);
    Err(format!("{count} files are stale; run `cargo codegen` and commit:\n  {}", stale.join("\n  ")))
}

/// The files in `target` that were generated.
fn present(target: &Path) -> Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(folder) = folders.pop() {
        let path = target.join(&folder);
        let Ok(entries) = fs::read_dir(&path) else { continue };
        for entry in entries {
            let entry = entry.map_err(|e| format!("cannot read {}: {e}", path.display()))?;
            let name = folder.join(entry.file_name());
            if BY_HAND.iter().any(|b| name.as_os_str() == *b) {
                continue;
            }
            let is_folder = entry.file_type().map_err(|e| format!("cannot read {}: {e}", name.display()))?.is_dir();
            if is_folder {
                folders.push(name);
            } else {
                found.insert(name.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("iac-aws-codegen-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        folder
    }

    fn files(list: &[(&str, &str)]) -> Files {
        list.iter().map(|(n, t)| ((*n).to_owned(), (*t).to_owned())).collect()
    }

    #[test]
    fn what_was_written_is_up_to_date() {
        let (target, files) = (folder("fresh"), files(&[("src/lib.rs", "a"), ("src/x/y.rs", "b")]));
        write(&target, &files).unwrap();
        assert!(compare(&target, &files).is_ok());
    }

    #[test]
    fn a_changed_a_missing_and_a_left_over_file_are_stale() {
        let target = folder("stale");
        write(&target, &files(&[("src/lib.rs", "a"), ("src/old.rs", "b")])).unwrap();
        let error = compare(&target, &files(&[("src/lib.rs", "changed"), ("src/new.rs", "c")])).unwrap_err();
        assert!(error.contains("3 files are stale"), "{error}");
        assert!(error.contains("src/lib.rs differs"), "{error}");
        assert!(error.contains("src/new.rs is missing"), "{error}");
        assert!(error.contains("src/old.rs is not generated any more"), "{error}");
    }

    #[test]
    fn writing_removes_what_is_not_generated_but_no_tests() {
        let target = folder("removes");
        write(&target, &files(&[("src/old.rs", "b")])).unwrap();
        fs::create_dir_all(target.join("tests")).unwrap();
        fs::write(target.join("tests/mine.rs"), "").unwrap();
        write(&target, &files(&[("src/lib.rs", "a")])).unwrap();
        assert!(!target.join("src/old.rs").exists());
        assert!(target.join("tests/mine.rs").exists());
    }
}
