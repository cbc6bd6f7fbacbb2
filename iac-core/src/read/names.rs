//! The ids that a template gives, before anything refers to them.

use super::tree::{Data, Entry, Tree};
use indexmap::IndexSet;

#[derive(Default)]
pub(super) struct Names {
    pub(super) parameters: IndexSet<String>,
    pub(super) mappings: IndexSet<String>,
    pub(super) conditions: IndexSet<String>,
    pub(super) resources: IndexSet<String>,
    /// Resources that are modules: what is in one has an id that begins with theirs.
    modules: Vec<String>,
}

impl Names {
    pub(super) fn of(sections: &[Entry<'_>]) -> Self {
        let names = |section: &str| match sections.iter().find(|entry| entry.key == section) {
            Some(Entry { value: Tree { data: Data::Map(entries), .. }, .. }) => {
                entries.iter().filter(|entry| !is_made(&entry.key)).map(|entry| entry.key.to_string()).collect()
            }
            _ => IndexSet::new(),
        };
        Names {
            parameters: names("Parameters"),
            mappings: names("Mappings"),
            conditions: names("Conditions"),
            resources: names("Resources"),
            modules: modules(sections),
        }
    }

    /// Whether an id may be that of a module's resource.
    pub(super) fn is_in_module(&self, id: &str) -> bool {
        self.modules.iter().any(|module| id.starts_with(module))
    }
}

fn modules(sections: &[Entry<'_>]) -> Vec<String> {
    let resources = sections.iter().find(|section| section.key == "Resources").map(|section| &section.value.data);
    let Some(Data::Map(resources)) = resources else { return Vec::new() };
    let is_module = |entry: &&Entry<'_>| {
        entry.value.get("Type").and_then(Tree::text).is_some_and(|name| name.ends_with("::MODULE"))
    };
    resources.iter().filter(is_module).map(|entry| entry.key.to_string()).collect()
}

/// Whether an entry of a section is not one itself, but makes some: a macro or a loop.
pub(super) fn is_made(key: &str) -> bool {
    key == "Fn::Transform" || key.starts_with("Fn::ForEach::")
}

/// The name that was probably meant.
pub(super) fn nearest<'n>(name: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    /// As many as a stack may have, so that no file makes this slow.
    const MOST: usize = 1_000;
    names.into_iter().take(MOST).find(|other| {
        let equal = name.eq_ignore_ascii_case(other);
        equal || (name.len() > 3 && name.len().abs_diff(other.len()) <= 1 && one_edit_apart(name, other))
    })
}

/// Whether one character was changed, left out, added or swapped with its neighbour.
fn one_edit_apart(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let start = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[start..], &b[start..]);
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    match (&a[..a.len() - end], &b[..b.len() - end]) {
        ([_], [_]) | ([_], []) | ([], [_]) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn finds_what_was_meant() {
        let names = ["DatabaseSubnet", "Network"];
        for typo in ["network", "Netwrok", "Netwrk", "Networks", "Netwurk"] {
            assert_eq!(nearest(typo, names), Some("Network"), "{typo}");
        }
        assert_eq!(nearest("Subnet", names), None);
        assert_eq!(nearest("Vpc", ["Alb"]), None);
    }
}
