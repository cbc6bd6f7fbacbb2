//! What is said about paths of a resource type: `/properties/Endpoint/Port` is read-only.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::node::Flags;
use crate::spec::Replacement;

/// The elements of a list, in a path.
const ELEMENTS: &str = "*";

/// All that is said about one resource type, as a tree of names.
#[derive(Debug)]
pub(super) struct Trails<'a> {
    places: Vec<Place<'a>>,
    /// The places that the walk came through.
    met: BTreeSet<usize>,
}

#[derive(Debug, Default)]
struct Place<'a> {
    path: String,
    children: BTreeMap<&'a str, usize>,
    flags: Option<Flags>,
    rules: Vec<(&'a str, &'a Value)>,
}

/// Where a walk is: the places that it is at or below. Equal ones have the same to say about all that follows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Trail {
    at: Vec<usize>,
    /// Lists above: a path may leave out the `*`.
    above: Vec<usize>,
}

impl<'a> Trails<'a> {
    pub(super) fn new(schema: &'a Value, rules: impl Iterator<Item = (&'a str, &'a str, &'a Value)>) -> Self {
        let mut trails = Self { places: vec![Place::default()], met: BTreeSet::new() };
        for (keyword, enter) in KEYWORDS {
            for pointer in schema.get(keyword).and_then(Value::as_array).into_iter().flatten() {
                let path = pointer.as_str().unwrap_or_default();
                let path = path.trim_start_matches('/').trim_start_matches("properties/");
                enter(trails.place(path).flags.get_or_insert_default());
            }
        }
        for (path, code, rule) in rules {
            trails.place(path).rules.push((code, rule));
        }
        trails
    }

    fn place(&mut self, path: &'a str) -> &mut Place<'a> {
        let mut at = 0;
        for name in path.split('/').filter(|n| !n.is_empty()) {
            let next = self.places.len();
            at = *self.places[at].children.entry(name).or_insert(next);
            if at == next {
                self.places.push(Place::default());
            }
        }
        self.places[at].path = path.to_owned();
        &mut self.places[at]
    }

    /// The resource itself.
    pub(super) fn root(&self) -> Trail {
        Trail { at: vec![0], above: Vec::new() }
    }

    /// On to a property.
    pub(super) fn property(&mut self, trail: &Trail, name: &str) -> Trail {
        let places = trail.at.iter().chain(&trail.above);
        let at: Vec<usize> = places.filter_map(|i| self.places[*i].children.get(name).copied()).collect();
        self.met.extend(&at);
        Trail { at, above: Vec::new() }
    }

    /// On to the elements of a list or map.
    pub(super) fn elements(&mut self, trail: &Trail) -> Trail {
        let mut next = self.property(trail, ELEMENTS);
        next.above = trail.at.iter().chain(&trail.above).copied().collect();
        next.above.retain(|i| self.places[*i].children.keys().any(|name| *name != ELEMENTS));
        next
    }

    /// What is said about the property that the trail came to.
    pub(super) fn flags(&self, trail: &Trail) -> Flags {
        let mut all = Flags::default();
        for flags in trail.at.iter().filter_map(|i| self.places[*i].flags) {
            all.read_only |= flags.read_only;
            all.write_only |= flags.write_only;
            all.deprecated |= flags.deprecated;
            if all.replacement == Replacement::No {
                all.replacement = flags.replacement;
            }
        }
        all
    }

    /// The rules at a place, with their codes.
    pub(super) fn rules(&self, trail: &Trail) -> Vec<(&'a str, &'a Value)> {
        trail.at.iter().flat_map(|i| self.places[*i].rules.iter().copied()).collect()
    }

    /// The paths about which something is said that the walk never came to.
    pub(super) fn unmet(&self) -> impl Iterator<Item = &str> {
        let said = |place: &Place<'_>| place.flags.is_some() || !place.rules.is_empty();
        let unmet = move |(i, place): &(usize, &Place<'_>)| *i > 0 && said(place) && !self.met.contains(i);
        self.places.iter().enumerate().filter(unmet).map(|(_, place)| place.path.as_str())
    }
}

/// A list of paths, and what it says about them.
type Keyword = (&'static str, fn(&mut Flags));

/// A resource schema's lists of paths.
const KEYWORDS: [Keyword; 5] = [
    ("readOnlyProperties", |flags| flags.read_only = true),
    ("writeOnlyProperties", |flags| flags.write_only = true),
    ("createOnlyProperties", |flags| flags.replacement = Replacement::Yes),
    ("conditionalCreateOnlyProperties", |flags| {
        if flags.replacement == Replacement::No {
            flags.replacement = Replacement::Maybe;
        }
    }),
    ("deprecatedProperties", |flags| flags.deprecated = true),
];

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_path_may_leave_out_the_elements_of_a_list() {
        let schema = json!({
            "readOnlyProperties": ["/properties/List/*/Id", "/properties/List/Name"],
            "createOnlyProperties": ["/properties/List"],
            "writeOnlyProperties": ["/properties/Nowhere"],
        });
        let mut trails = Trails::new(&schema, std::iter::empty());
        let list = trails.property(&trails.root(), "List");
        assert_eq!(trails.flags(&list).replacement, Replacement::Yes);
        let element = trails.elements(&list);
        assert_eq!(trails.flags(&element), Flags::default());
        for name in ["Id", "Name"] {
            let member = trails.property(&element, name);
            assert!(trails.flags(&member).read_only, "{name}");
        }
        let other = trails.property(&element, "Other");
        assert_eq!(other, Trail::default());
        assert_eq!(trails.unmet().collect::<Vec<_>>(), ["Nowhere"]);
    }
}
