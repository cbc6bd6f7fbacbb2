//! The data files: faults and correct variations, each a small change of a base.
//!
//! ```text
//! base web
//! fault closed-port at ServiceSecurityGroup|TargetGroup says 8080
//! @@ ServiceSecurityGroup
//! -FromPort: 8080
//! +FromPort: 8081
//! ```
//!
//! `@@` names the block that is changed; `-` is what is replaced there and stands there once; without it, `+` is added
//! to the block. `@@ drop X` removes a block. `correct NAME` has nothing to expect. `fault NAME warning at` is content
//! with a warning. Lines that begin with `#` are comments.

use std::path::Path;

/// A change of a base.
pub(crate) struct Case {
    /// The file and the name: `placement/one-zone`.
    pub(crate) name: String,
    /// The base.
    pub(crate) base: String,
    /// What is expected; nothing of a correct variation.
    pub(crate) expected: Option<Expected>,
    /// What is changed.
    pub(crate) hunks: Vec<Hunk>,
}

/// What must be found.
pub(crate) struct Expected {
    /// A warning is enough.
    pub(crate) warning: bool,
    /// The resources, parameters or outputs of which one must be named.
    pub(crate) at: Vec<String>,
    /// The words of which one must be said.
    pub(crate) says: Vec<String>,
}

/// One change.
#[derive(Default)]
pub(crate) struct Hunk {
    /// The block; the whole of it goes with `drop`.
    pub(crate) block: String,
    /// The block goes.
    pub(crate) drop: bool,
    /// What is replaced, in lines.
    pub(crate) old: Vec<String>,
    /// By what.
    pub(crate) new: Vec<String>,
}

/// Every case below a folder, by the names of files.
pub(crate) fn cases(folder: &Path) -> Vec<Case> {
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.iter().flat_map(|file| in_file(file)).collect()
}

fn in_file(file: &Path) -> Vec<Case> {
    let family = file.file_stem().unwrap().to_str().unwrap();
    let mut base = String::new();
    let mut cases: Vec<Case> = Vec::new();
    for line in std::fs::read_to_string(file).unwrap().lines() {
        let hunks = cases.last_mut().map(|case| &mut case.hunks);
        if line.starts_with('#') || line.is_empty() {
        } else if let Some(name) = line.strip_prefix("base ") {
            base = name.to_owned();
        } else if let Some(block) = line.strip_prefix("@@ ") {
            let name = block.strip_prefix("drop ");
            let block = name.unwrap_or(block).to_owned();
            hunks.unwrap().push(Hunk { block, drop: name.is_some(), ..Hunk::default() });
        } else if let Some(old) = line.strip_prefix('-') {
            hunks.unwrap().last_mut().unwrap().old.push(old.to_owned());
        } else if let Some(new) = line.strip_prefix('+') {
            hunks.unwrap().last_mut().unwrap().new.push(new.to_owned());
        } else {
            cases.push(case(family, &base, line));
        }
    }
    cases
}

fn case(family: &str, base: &str, line: &str) -> Case {
    let (kind, rest) = line.split_once(' ').unwrap_or_else(|| panic!("{family}: {line}"));
    let named = |name: &str| format!("{family}/{name}");
    match kind {
        "correct" => Case { name: named(rest), base: base.to_owned(), expected: None, hunks: Vec::new() },
        "fault" => {
            let (head, rest) = rest.split_once(" at ").unwrap_or_else(|| panic!("{family}: {line}"));
            let (at, says) = rest.split_once(" says ").unwrap_or((rest, ""));
            let (name, warning) = head.strip_suffix(" warning").map_or((head, false), |name| (name, true));
            let list = |text: &str| text.split('|').filter(|one| !one.is_empty()).map(str::to_owned).collect();
            let expected = Some(Expected { warning, at: list(at), says: list(says) });
            Case { name: named(name), base: base.to_owned(), expected, hunks: Vec::new() }
        }
        _ => panic!("{family}: {line}"),
    }
}
