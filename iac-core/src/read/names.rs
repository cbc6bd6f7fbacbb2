//! The ids that a template gives, before anything refers to them.

use super::tree::{Data, Entry, Tree};
use indexmap::IndexSet;

#[derive(Default)]
pub(super) struct Names {
    pub(super) parameters: IndexSet<String>,
    pub(super) mappings: IndexSet<String>,
    pub(super) conditions: IndexSet<String>,
    pub(super) resources: IndexSet<String>,
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
        }
    }
}

/// Whether an entry of a section is not one itself, but makes some: a macro or a loop.
pub(super) fn is_made(key: &str) -> bool {
    key == "Fn::Transform" || key.starts_with("Fn::ForEach::")
}

/// The name that was probably meant.
pub(super) fn nearest<'n>(name: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    names.into_iter().find(|other| {
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
