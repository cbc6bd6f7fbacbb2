//! The properties of an object, and what is known about each.

use std::collections::{BTreeMap, BTreeSet};

use super::chain::At;
use super::node::{Node, NodeId, Property, Scalar};
use super::trail::Trail;
use super::types;
use super::walk::{Side, Typed, Walk};
use crate::model::closed;
use crate::sources::reference;
use crate::spec::{self, Replacement, Type};

impl<'a> Walk<'a> {
    pub(super) fn properties(
        &mut self,
        node: &mut Node,
        typed: Typed<'a>,
        at: Option<At<'a>>,
        trail: &Trail,
        side: Side,
    ) {
        let own = match typed {
            Typed::Object(own) => Some(own),
            Typed::Value(Type::Object(name)) => self.nested.and_then(|n| n.get(name)),
            _ => None,
        };
        node.name = node.name.take().or_else(|| at.and_then(types::name));
        if own.is_some() && at.is_none() {
            node.closed = true;
        }
        let described = at.map(|at| if side == Side::Whole { at.all_properties() } else { at.properties() });
        let described = described.unwrap_or_default();
        let required = at.map(At::required).unwrap_or_default();
        let all: BTreeSet<&str> = own.into_iter().flat_map(BTreeMap::keys).map(String::as_str).collect();
        for name in all.into_iter().chain(described.keys().copied()).chain(required.iter().map(String::as_str)) {
            if node.properties.contains_key(name) {
                continue;
            }
            let ours = own.and_then(|o| o.get(name));
            let theirs = described.get(name).copied().flatten();
            let trail = self.trails.property(trail, name);
            let mut property = self.property(name, ours, theirs, &trail, side);
            // On the top the spec has only what a template may set, so it is a second witness.
            property.flags.read_only &= ours.is_none() || !matches!(typed, Typed::Object(_));
            property.required = match ours {
                // One of the packages is older, and AWS makes properties optional, not required.
                Some(p) if at.is_none() => p.required,
                Some(p) => p.required_by_api || required.contains(name),
                None => required.contains(name),
            } && !property.flags.read_only;
            if ours.is_some_and(|p| p.required != property.required) && at.is_some() && side == Side::Whole {
                self.report.required_differ(self.cfn, node.name.as_deref(), name, property.required);
            }
            node.properties.insert(name.to_owned(), property);
        }
    }

    fn property(
        &mut self,
        name: &str,
        ours: Option<&'a spec::Property>,
        theirs: Option<At<'a>>,
        trail: &Trail,
        side: Side,
    ) -> Property {
        let mut flags = self.trails.flags(trail);
        let mut references = BTreeSet::new();
        if let Some(p) = ours {
            flags.deprecated |= p.deprecated;
            if p.replacement != Replacement::No && flags.replacement != Replacement::Yes {
                flags.replacement = p.replacement;
            }
            let texts =
                matches!(&p.ty, Type::String(_)) || matches!(&p.ty, Type::List(e) if matches!(**e, Type::String(_)));
            if texts {
                references = self.kinds.of_property(self.cfn, name, p).unwrap_or_default();
            }
        } else if side == Side::Whole {
            let format = theirs.and_then(|at| at.get("format")?.value.as_str());
            references.extend(format.and_then(reference));
        }
        let node = self.node(ours.map_or(Typed::No, |p| Typed::Value(&p.ty)), theirs, trail.clone(), side);
        flags.grows = self.grows(name, node, theirs);
        Property { node, required: false, flags, references }
    }

    /// Whether the values of a property, or of its elements, are a set that AWS keeps adding to, or that the newer
    /// package does not list.
    fn grows(&self, name: &str, node: NodeId, theirs: Option<At<'_>>) -> bool {
        let node = &self.nodes[node];
        if let Some(items) = node.items {
            return self.grows(name, items, theirs);
        }
        let texts = node.values.iter().flatten().filter_map(|v| match v {
            Scalar::Text(text) => Some(text.clone()),
            _ => None,
        });
        let texts: Vec<String> = texts.collect();
        let unlisted = theirs.is_some_and(|at| !types::lists_values(at));
        !texts.is_empty() && (unlisted || closed(name, &Type::String(texts)).is_none())
    }
}
