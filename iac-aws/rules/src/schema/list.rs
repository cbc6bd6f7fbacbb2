//! A list beside its schema.

use super::faults::Kind;
use super::model::Node;
use super::path::Path;
use super::walk::{How, Walk};
use iac_aws_schema::Property;
use iac_core::check::Eval;
use std::collections::HashSet;

/// So many objects are compared with each other.
const MOST: usize = 200;

impl<'g> Walk<'_, 'g> {
    pub(super) fn list(&mut self, items: &[Eval<'g>], node: &Node, path: &Path<'_>, of: Option<&Property>) {
        let schema = &node.schema;
        let first: Vec<_> = schema.prefix_items.iter().collect();
        for (index, item) in items.iter().enumerate() {
            if let Some(id) = first.get(index).copied().or(schema.items) {
                self.value(item, id, &Path::Index(path, index), of);
            }
        }
        self.count(items, node, path);
        if schema.unique_items {
            self.unique(items, path);
        }
        if !schema.unique_keys.is_empty() {
            self.unique_keys(items, node, path);
        }
        if let Some(wanted) = schema.contains {
            let held: Vec<Option<bool>> = items.iter().map(|item| self.holds(item, wanted, How::Perhaps)).collect();
            match held.iter().all(|held| *held == Some(false)) {
                true => self.fault(Kind::Alternative, path, || {
                    ("has no member of the sort that it needs".to_owned(), "add one".to_owned())
                }),
                false => self.unsure |= !held.contains(&Some(true)),
            }
        }
    }

    fn count(&mut self, items: &[Eval<'g>], node: &Node, path: &Path<'_>) {
        let schema = &node.schema;
        let sure = items.iter().filter(|item| !item.may_be_absent()).count() as u64;
        if let Some(most) = schema.max_items.filter(|most| sure > *most) {
            self.fault(Kind::Count, path, || {
                (format!("has {sure} members, but {most} at most are legal"), format!("keep {most} of them"))
            });
        }
        if let Some(least) = schema.min_items.filter(|least| (items.len() as u64) < *least) {
            let count = items.len();
            self.fault(Kind::Count, path, || {
                (format!("has {count} members, but {least} at least are needed"), "add what is missing".to_owned())
            });
        }
        let different = || items.iter().filter_map(Eval::text).collect::<HashSet<_>>().len() as u64;
        if let Some(most) = schema.max_unique_items.filter(|most| different() > *most) {
            self.fault(Kind::Count, path, || {
                (format!("has more than {most} different members"), format!("keep {most} of them"))
            });
        }
        self.unsure |= schema.min_items.is_some() && items.iter().any(Eval::may_be_absent);
    }

    fn unique(&mut self, items: &[Eval<'g>], path: &Path<'_>) {
        let mut texts = HashSet::new();
        for (index, item) in items.iter().enumerate() {
            let repeated = match item.text() {
                Some(text) => !texts.insert(text),
                None => items[..index].iter().take(MOST).any(|other| item.same(other) == Some(true)),
            };
            if repeated {
                self.repeated(&Path::Index(path, index), &item.shown());
            }
        }
    }

    fn unique_keys(&mut self, items: &[Eval<'g>], node: &Node, path: &Path<'_>) {
        let key = |item: &Eval<'g>| -> Option<Vec<String>> {
            let parts = node.schema.unique_keys.iter().map(|name| item.at(name).text().map(|text| text.into_owned()));
            parts.collect()
        };
        let mut seen = HashSet::new();
        for (index, key) in items.iter().map(key).enumerate() {
            let Some(key) = key else { continue };
            let shown = key.join(", ");
            if !seen.insert(key) {
                self.repeated(&Path::Index(path, index), &shown);
            }
        }
    }

    fn repeated(&mut self, path: &Path<'_>, shown: &str) {
        self.fault(Kind::Duplicate, path, || {
            (format!("is `{shown}` again: the members of this list must differ"), "leave one of them out".to_owned())
        });
    }
}
