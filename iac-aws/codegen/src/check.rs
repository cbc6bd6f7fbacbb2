//! Writes the generated files, or compares them with what is there.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::{Folder, Result};

/// Makes the folder of the repository at `root` hold exactly the generated files, beside those written by hand.
///
/// # Errors
///
/// When the disk does not take them.
pub fn write(root: &Path, folder: &Folder) -> Result<String> {
    let target = root.join(folder.path);
    let mut written = 0;
    for stale in present(&target, folder)?.difference(&folder.files.keys().cloned().collect()) {
        fs::remove_file(target.join(stale)).map_err(|e| format!("cannot remove {stale}: {e}"))?;
        written += 1;
    }
    for (name, text) in &folder.files {
        let path = target.join(name);
        if fs::read(&path).is_ok_and(|old| old == *text) {
            continue;
        }
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(|e| format!("cannot create {}: {e}", folder.display()))?;
        }
        fs::write(&path, text).map_err(|e| format!("cannot write {}: {e}", path.display()))?;
        written += 1;
    }
    Ok(format!("{}: {} files, {written} of them changed{}", folder.path, folder.files.len(), folder.note))
}

/// Compares what is in the repository at `root` with the generated files.
///
/// # Errors
///
/// When they differ, naming the first few files that do.
pub fn compare(root: &Path, folders: &[Folder]) -> Result<String> {
    let mut stale: Vec<String> = Vec::new();
    for folder in folders {
        let target = root.join(folder.path);
        for extra in present(&target, folder)?.difference(&folder.files.keys().cloned().collect()) {
            stale.push(format!("{}/{extra} is not generated any more", folder.path));
        }
        for (name, text) in &folder.files {
            match fs::read(target.join(name)) {
                Ok(old) if old == *text => {}
                Ok(_) => stale.push(format!("{}/{name} differs", folder.path)),
                Err(_) => stale.push(format!("{}/{name} is missing", folder.path)),
            }
        }
    }
    if stale.is_empty() {
        return Ok(format!("{} files are up to date", folders.iter().map(|f| f.files.len()).sum::<usize>()));
    }
    let count = stale.len();
    stale.truncate(10);
    Err(format!("{count} files are stale; run `cargo codegen` and commit:\n  {}", stale.join("\n  ")))
}

/// The files in `target`, the place of `folder`, that were generated.
fn present(target: &Path, folder: &Folder) -> Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(inside) = folders.pop() {
        let path = target.join(&inside);
        let Ok(entries) = fs::read_dir(&path) else { continue };
        for entry in entries {
            let entry = entry.map_err(|e| format!("cannot read {}: {e}", path.display()))?;
            let name = inside.join(entry.file_name());
            if (folder.by_hand)(&name) {
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

    fn root(name: &str) -> PathBuf {
        let root = std::env::temp_dir().join(format!("iac-aws-codegen-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&root);
        root
    }

    fn folder(list: &[(&str, &str)]) -> Folder {
        let files = list.iter().map(|(n, t)| ((*n).to_owned(), (*t).into())).collect();
        Folder { path: "a/b", by_hand: |path| path == "tests", files, note: String::new() }
    }

    #[test]
    fn what_was_written_is_up_to_date() {
        let (root, folder) = (root("fresh"), folder(&[("src/lib.rs", "a"), ("src/x/y.rs", "b")]));
        write(&root, &folder).unwrap();
        assert!(compare(&root, &[folder]).is_ok());
    }

    #[test]
    fn a_changed_a_missing_and_a_left_over_file_are_stale() {
        let root = root("stale");
        write(&root, &folder(&[("src/lib.rs", "a"), ("src/old.rs", "b")])).unwrap();
        let error = compare(&root, &[folder(&[("src/lib.rs", "changed"), ("src/new.rs", "c")])]).unwrap_err();
        assert!(error.contains("3 files are stale"), "{error}");
        assert!(error.contains("a/b/src/lib.rs differs"), "{error}");
        assert!(error.contains("a/b/src/new.rs is missing"), "{error}");
        assert!(error.contains("a/b/src/old.rs is not generated any more"), "{error}");
    }

    #[test]
    fn writing_removes_what_is_not_generated_but_nothing_written_by_hand() {
        let root = root("removes");
        write(&root, &folder(&[("src/old.rs", "b")])).unwrap();
        fs::create_dir_all(root.join("a/b/tests")).unwrap();
        fs::write(root.join("a/b/tests/mine.rs"), "").unwrap();
        write(&root, &folder(&[("src/lib.rs", "a")])).unwrap();
        assert!(!root.join("a/b/src/old.rs").exists());
        assert!(root.join("a/b/tests/mine.rs").exists());
    }
}
