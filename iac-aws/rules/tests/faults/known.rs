//! What is known not to be so yet: a line each, the name and why.

use std::collections::BTreeSet;

/// A list of names, each of which is taken once.
pub(crate) struct Known {
    file: &'static str,
    names: BTreeSet<String>,
}

impl Known {
    /// Reads a list; `#` begins a comment.
    pub(crate) fn read(file: &'static str) -> Self {
        let text = std::fs::read_to_string(crate::folder().join(file)).unwrap();
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        Known { file, names: lines.filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect() }
    }

    /// Whether a name is in the list.
    pub(crate) fn take(&mut self, name: &str) -> bool {
        self.names.remove(name)
    }

    /// Names of which there is no case.
    pub(crate) fn left(self) -> impl Iterator<Item = String> {
        self.names.into_iter().map(move |name| format!("{name} in {} is no case", self.file))
    }
}
