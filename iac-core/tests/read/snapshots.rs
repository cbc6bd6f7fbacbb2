//! The templates that our own stacks are written to.

use crate::reading::{stack, written, yaml};
use iac_core::json::Layout;
use std::path::{Path, PathBuf};

fn templates() -> Vec<PathBuf> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../snapshots/templates")];
    let mut templates = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in folder.read_dir().unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => folders.push(path),
                false if folder.ends_with("cloudformation") => templates.push(path),
                false => {}
            }
        }
    }
    assert!(templates.len() > 2, "{templates:?}");
    templates
}

#[expect(clippy::disallowed_methods, reason = "the templates are files")]
fn text(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn are_read_without_a_finding_and_written_back_as_they_are() {
    for path in templates() {
        let text = text(&path);
        let stack = stack(&text);
        let layouts = [Layout::Indented, Layout::Lines, Layout::Compact];
        let same = layouts.into_iter().any(|layout| written(&stack, layout) == text);
        assert!(same, "{path:?}: {}", written(&stack, Layout::Indented));
    }
}

#[test]
fn say_the_same_in_yaml() {
    for path in templates() {
        let read = stack(text(&path));
        let again = stack(yaml(&read));
        assert_eq!(written(&again, Layout::Indented), written(&read, Layout::Indented), "{path:?}");
    }
}
