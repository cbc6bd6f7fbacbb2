//! One schema: a bit for each keyword that is set, then their values.

use std::collections::{BTreeMap, BTreeSet};

use super::Places;
use super::bytes::Bytes;
use super::tables::number;
use crate::schema::{Bound, Node, NodeId, Property, Size};
use crate::spec::Replacement;

/// Collects the keywords in the order in which `iac-aws-schema` reads them.
#[derive(Default)]
struct Writer {
    set: u64,
    bit: u32,
    bytes: Bytes,
}

impl Writer {
    fn flag(&mut self, is_set: bool) -> bool {
        self.set |= u64::from(is_set) << self.bit;
        self.bit += 1;
        is_set
    }

    fn index(&mut self, index: Option<usize>) {
        if self.flag(index.is_some()) {
            self.bytes.index(index.unwrap_or_default());
        }
    }

    fn size(&mut self, node: &Node, size: Size) {
        let size = node.sizes.get(&size);
        if self.flag(size.is_some()) {
            self.bytes.number(size.copied().unwrap_or_default());
        }
    }

    fn bound(&mut self, node: &Node, bound: Bound) {
        let bound = node.bounds.get(&bound);
        if self.flag(bound.is_some()) {
            bound.into_iter().for_each(|b| number(&mut self.bytes, b));
        }
    }

    fn list<T>(&mut self, elements: impl ExactSizeIterator<Item = T>, mut write: impl FnMut(&mut Bytes, T)) {
        let count = elements.len();
        if self.flag(count > 0) {
            let mut part = Bytes::default();
            elements.for_each(|element| write(&mut part, element));
            self.bytes.part(count, &part);
        }
    }
}

impl Places {
    pub(super) fn constraints(&mut self, node: &Node) -> Bytes {
        let mut w = Writer::default();
        if w.flag(node.types != 0) {
            w.bytes.0.push(node.types);
        }
        w.size(node, Size::MinLength);
        w.size(node, Size::MaxLength);
        w.index(node.pattern.as_ref().map(|p| self.strings.index(p)));
        w.index(node.name.as_ref().map(|n| self.strings.index(n)));
        let mut last = 0;
        w.list(node.properties.iter(), |bytes, (name, property)| {
            let index = self.strings.index(name);
            bytes.index(index - last);
            last = index;
            self.property(bytes, property);
        });
        w.flag(node.closed);
        w.index(node.values.as_ref().map(|v| self.lists.values(&self.strings, v)));
        w.index(node.items.map(|id| self.nodes[id]));
        w.size(node, Size::MinItems);
        w.size(node, Size::MaxItems);
        w.flag(node.unique_items);
        w.bound(node, Bound::Minimum);
        w.bound(node, Bound::Maximum);
        if w.flag(node.condition.is_some()) {
            let [when, then, otherwise] = node.condition.unwrap_or_default();
            w.bytes.index(when.map_or(0, |id| self.nodes[id]));
            for id in [then, otherwise] {
                w.bytes.index(id.map_or(0, |id| self.nodes[id] + 1));
            }
        }
        self.nodes(&mut w, &node.one_of);
        self.nodes(&mut w, &node.any_of);
        self.nodes(&mut w, &node.all_of);
        w.index(node.format.as_ref().map(|f| self.strings.index(f)));
        w.list(node.patterns.iter(), |bytes, (pattern, id)| {
            bytes.index(self.strings.index(pattern));
            bytes.index(self.nodes[*id]);
        });
        w.flag(node.ignore_case);
        w.flag(node.never);
        w.list(node.rules.iter(), |bytes, (code, id)| {
            bytes.index(self.strings.index(code));
            bytes.index(self.nodes[*id]);
        });
        w.index(node.not.map(|id| self.nodes[id]));
        self.dependents(&mut w, &node.dependent_required);
        self.dependents(&mut w, &node.dependent_excluded);
        for groups in [&node.required_or, &node.required_xor] {
            w.list(groups.iter(), |bytes, group| bytes.index(self.lists.names(&self.strings, group)));
        }
        w.size(node, Size::MinProperties);
        w.size(node, Size::MaxProperties);
        w.index(node.names.map(|id| self.nodes[id]));
        w.index(node.contains.map(|id| self.nodes[id]));
        self.nodes(&mut w, &node.prefix_items);
        let keys = Some(&node.unique_keys).filter(|k| !k.is_empty());
        w.index(keys.map(|keys| self.lists.names(&self.strings, keys)));
        w.size(node, Size::MaxUniqueItems);
        w.bound(node, Bound::ExclusiveMinimum);
        w.bound(node, Bound::ExclusiveMaximum);
        w.bound(node, Bound::MultipleOf);
        let mut bytes = Bytes::default();
        bytes.number(w.set);
        bytes.0.extend(w.bytes.0);
        bytes
    }

    fn nodes(&self, w: &mut Writer, ids: &[NodeId]) {
        w.list(ids.iter(), |bytes, id| bytes.index(self.nodes[*id]));
    }

    fn dependents(&mut self, w: &mut Writer, dependents: &BTreeMap<String, BTreeSet<String>>) {
        w.list(dependents.iter(), |bytes, (name, others)| {
            bytes.index(self.strings.index(name));
            bytes.index(self.lists.names(&self.strings, others));
        });
    }

    fn property(&mut self, bytes: &mut Bytes, property: &Property) {
        let Property { node, required, flags, references } = property;
        let bits = [
            *required,
            !references.is_empty(),
            flags.read_only,
            flags.write_only,
            flags.replacement == Replacement::Yes,
            flags.replacement == Replacement::Maybe,
            flags.grows,
            flags.deprecated,
        ];
        bytes.index(self.nodes[*node]);
        bytes.number(bits.iter().enumerate().map(|(i, bit)| u64::from(*bit) << i).sum());
        if !references.is_empty() {
            bytes.index(self.lists.indices(references.iter().map(|r| self.strings.reference(r)).collect()));
        }
    }
}
