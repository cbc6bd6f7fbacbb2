//! One resource type.

use super::Places;
use super::bytes::Bytes;
use super::tables::form;
use crate::schema::ResourceType;
use crate::spec::Tags;

/// The strings of a resource type, without its name.
pub(super) fn strings(ty: &ResourceType) -> impl Iterator<Item = String> {
    let (_, tags) = tags(&ty.tags);
    let mut all: Vec<&str> = Vec::new();
    all.extend(tags.into_iter().chain(ty.transform.as_deref()));
    all.extend(ty.lifecycle.iter().flat_map(|(status, date)| [status.as_str(), date.as_str()]));
    all.extend(ty.identifier.iter().chain(&ty.regions).chain(ty.attributes.keys()).map(String::as_str));
    all.extend(ty.attributes.values().filter_map(|a| a.identifies.as_ref()).map(|f| f.resource.as_str()));
    all.into_iter().map(str::to_owned)
}

fn tags(tags: &Tags) -> (usize, Option<&str>) {
    match tags {
        Tags::None => (0, None),
        Tags::List(property) => (1, Some(property)),
        Tags::Map(property) => (2, Some(property)),
        Tags::AutoScaling(property) => (3, Some(property)),
    }
}

impl Places {
    pub(super) fn resource(&mut self, name: &str, ty: &ResourceType) -> Bytes {
        let mut bytes = Bytes::default();
        bytes.index(self.strings.index(name));
        bytes.index(self.nodes[ty.root]);
        let (style, tags) = tags(&ty.tags);
        let flags = [(ty.stateful, 0), (ty.transform.is_some(), 3), (ty.lifecycle.is_some(), 4)];
        let flags = flags.map(|(is, bit)| usize::from(is) << bit).iter().sum::<usize>();
        bytes.index(flags | style << 1 | form(ty.reference) << 5);
        bytes.index(self.lists.names(&self.strings, &ty.identifier));
        bytes.index(self.lists.names(&self.strings, &ty.regions));
        let lifecycle = ty.lifecycle.iter().flat_map(|(status, date)| [status.as_str(), date.as_str()]);
        for text in tags.into_iter().chain(ty.transform.as_deref()).chain(lifecycle) {
            bytes.index(self.strings.index(text));
        }
        let mut attributes = Bytes::default();
        let mut last = 0;
        for (name, attribute) in &ty.attributes {
            let index = self.strings.index(name);
            attributes.index(index - last);
            last = index;
            attributes.index(self.nodes[attribute.node]);
            attributes.index(attribute.identifies.as_ref().map_or(0, |f| self.strings.reference(f) + 1));
        }
        bytes.part(ty.attributes.len(), &attributes);
        bytes
    }
}
