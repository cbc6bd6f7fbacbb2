//! Committed templates, and the tests that compare them with what the program makes. A reviewer of a change sees here
//! what it does to every environment.
//!
//! `INSTA_UPDATE=always cargo test -p snapshots` writes what a change was meant to do.

/// The systems of `stacks`, which is a program and no library: one crate less to compile after an edit of a stack.
#[path = "../../stacks/src/systems/mod.rs"]
pub mod systems;

use similar::TextDiff;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// The variable that makes the tests write what they would compare, as it does for insta.
const UPDATE: &str = "INSTA_UPDATE";

/// How a folder differs from one that was made: nothing where both hold the same files with the same bytes. With
/// `INSTA_UPDATE=always`, the folder is brought up to date instead.
///
/// # Errors
/// When a folder cannot be read or, in an update, written.
pub fn compare(committed: &Path, made: &Path) -> io::Result<String> {
    if std::env::var_os(UPDATE).is_some_and(|value| value == "always") {
        return update(committed, made).map(|()| String::new());
    }
    let differences = differing(committed, made)?;
    let mut text: String = differences.iter().map(difference).collect();
    if !text.is_empty() {
        text += &format!("if this is what the change was meant to do: {UPDATE}=always cargo test -p snapshots\n");
    }
    Ok(text)
}

fn update(committed: &Path, made: &Path) -> io::Result<()> {
    for Difference { path, new, .. } in differing(committed, made)? {
        let target = committed.join(path);
        match new {
            Some(bytes) => {
                target.parent().map_or(Ok(()), fs::create_dir_all)?;
                fs::write(target, bytes)?;
            }
            None => fs::remove_file(target)?,
        }
    }
    Ok(())
}

/// A file that is in one folder only, or is not the same in both.
struct Difference {
    path: PathBuf,
    old: Option<Vec<u8>>,
    new: Option<Vec<u8>>,
}

fn differing(committed: &Path, made: &Path) -> io::Result<Vec<Difference>> {
    let paths: BTreeSet<PathBuf> = files(committed)?.into_iter().chain(files(made)?).collect();
    let mut differences = Vec::new();
    for path in paths {
        let (old, new) = (read(&committed.join(&path))?, read(&made.join(&path))?);
        if old != new {
            differences.push(Difference { path, old, new });
        }
    }
    Ok(differences)
}

/// A unified diff, after a line for a file that is new or gone.
fn difference(Difference { path, old, new }: &Difference) -> String {
    let state = match (old, new) {
        (None, _) => "is not committed",
        (_, None) => "is committed and no longer made",
        _ => "differs",
    };
    let lossy = |bytes: &Option<Vec<u8>>| String::from_utf8_lossy(bytes.as_deref().unwrap_or_default()).into_owned();
    let (old, new) = (lossy(old), lossy(new));
    let diff = TextDiff::from_lines(&old, &new).unified_diff().header("committed", "made").to_string();
    format!("{} {state}\n{diff}\n", path.display())
}

/// Every file below a folder, relative to it. A folder that does not exist has none.
fn files(root: &Path) -> io::Result<Vec<PathBuf>> {
    let mut folders = vec![root.to_owned()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        let entries = match fs::read_dir(&folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            entries => entries?,
        };
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(path) = path.strip_prefix(root) {
                files.push(path.to_owned());
            }
        }
    }
    Ok(files)
}

fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        bytes => bytes.map(Some),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }

    #[test]
    fn tells_every_file_that_differs_is_new_or_is_gone() {
        let committed = folder(&[("a/same", "1\n"), ("a/other", "1\n2\n"), ("gone", "x\n")]);
        let made = folder(&[("a/same", "1\n"), ("a/other", "1\n3\n"), ("b/new", "y\n")]);
        let text: String = differing(committed.path(), made.path()).unwrap().iter().map(difference).collect();
        assert_eq!(
            text,
            "\
a/other differs
--- committed
+++ made
@@ -1,2 +1,2 @@
 1
-2
+3

b/new is not committed
--- committed
+++ made
@@ -0,0 +1 @@
+y

gone is committed and no longer made
--- committed
+++ made
@@ -1 +0,0 @@
-x

"
        );
        update(committed.path(), made.path()).unwrap();
        assert!(differing(committed.path(), made.path()).unwrap().is_empty());
    }
}
