//! The inside of a block: attributes and nested blocks.

use super::term::Term;
use crate::json::{ToJson, Writer};
use crate::place::Place;
use std::borrow::Cow;

/// Attributes and nested blocks, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Body<'g>(Vec<Entry<'g>>);

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry<'g> {
    pub(super) name: Cow<'g, str>,
    pub(super) item: Item<'g>,
    /// The line of the program that set it.
    pub(super) place: Option<Place>,
    /// It is known to fit what the provider takes.
    pub(super) sound: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Item<'g> {
    Attribute(Term<'g>),
    Blocks(Blocks<'g>),
}

/// The nested blocks of one name.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Blocks<'g> {
    /// At most one may be given, so that it is written without a list.
    pub(super) single: bool,
    pub(super) bodies: Vec<Guarded<'g>>,
}

/// A block, and the condition that must hold for it to be there.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Guarded<'g> {
    pub(super) guard: Option<String>,
    pub(super) body: Body<'g>,
}

impl<'g> Body<'g> {
    pub(super) fn with_capacity(entries: usize) -> Self {
        Body(Vec::with_capacity(entries))
    }

    pub(super) fn entries(&self) -> &[Entry<'g>] {
        &self.0
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|entry| entry.name == name)
    }

    pub(super) fn attribute(&self, name: &str) -> Option<&Term<'g>> {
        self.0.iter().find(|entry| entry.name == name).and_then(|entry| match &entry.item {
            Item::Attribute(term) => Some(term),
            Item::Blocks(_) => None,
        })
    }

    pub(super) fn attribute_mut(&mut self, name: &str) -> Option<&mut Term<'g>> {
        self.0.iter_mut().find(|entry| entry.name == name).and_then(|entry| match &mut entry.item {
            Item::Attribute(term) => Some(term),
            Item::Blocks(_) => None,
        })
    }

    /// Sets an attribute. Where a condition decided over an earlier value, that one stays for its case.
    pub(super) fn set(&mut self, name: Cow<'g, str>, term: Term<'g>, place: Option<Place>) {
        let Some(entry) = self.0.iter_mut().find(|entry| entry.name == name) else {
            self.0.push(Entry { name, item: Item::Attribute(term), place, sound: false });
            return;
        };
        match &mut entry.item {
            Item::Attribute(Term::When(_, _, no)) if **no == Term::Null => **no = term,
            item => *item = Item::Attribute(term),
        }
        entry.place = entry.place.or(place);
    }

    /// Sets an attribute that is not there yet, to what is known to fit.
    pub(super) fn set_sound(&mut self, name: &'static str, term: Term<'g>, place: Option<Place>) {
        self.0.push(Entry { name: Cow::Borrowed(name), item: Item::Attribute(term), place, sound: true });
    }

    /// Sets an attribute that readers look for first.
    pub(super) fn set_first(&mut self, name: &'static str, term: Term<'g>) {
        self.0.insert(0, Entry { name: Cow::Borrowed(name), item: Item::Attribute(term), place: None, sound: false });
    }

    /// Adds a nested block after those of its name.
    pub(super) fn block(&mut self, name: Cow<'g, str>, single: bool, block: Guarded<'g>, place: Option<Place>) {
        for entry in &mut self.0 {
            if entry.name == name
                && let Item::Blocks(blocks) = &mut entry.item
            {
                blocks.bodies.push(block);
                return;
            }
        }
        self.0.push(Entry { name, item: Item::Blocks(Blocks { single, bodies: vec![block] }), place, sound: false });
    }

    /// Takes the blocks of a name out.
    pub(super) fn take_blocks(&mut self, name: &str) -> Vec<Guarded<'g>> {
        let blocks = |entry: &Entry<'_>| entry.name == name && matches!(entry.item, Item::Blocks(_));
        let Some(at) = self.0.iter().position(blocks) else { return Vec::new() };
        match self.0.remove(at).item {
            Item::Blocks(blocks) => blocks.bodies,
            Item::Attribute(_) => Vec::new(),
        }
    }

    /// Takes the block of a name out that stands under this condition, to go on with it.
    pub(super) fn take_block(&mut self, name: &str, guard: Option<&str>) -> Option<Body<'g>> {
        let at = self.0.iter().position(|entry| entry.name == name)?;
        let Item::Blocks(blocks) = &mut self.0[at].item else { return None };
        let block = blocks.bodies.iter().position(|block| block.guard.as_deref() == guard)?;
        let body = blocks.bodies.remove(block).body;
        if blocks.bodies.is_empty() {
            self.0.remove(at);
        }
        Some(body)
    }
}

impl Blocks<'_> {
    /// A condition decides over one of them: then all of them are `dynamic`, which keeps their order.
    fn is_dynamic(&self) -> bool {
        self.bodies.iter().any(|block| block.guard.is_some())
    }
}

impl Body<'_> {
    /// The entries of the block, for one that has more of them.
    pub(super) fn entries_to(&self, to: &mut Writer) {
        let mut dynamic = Vec::new();
        for Entry { name, item, .. } in &self.0 {
            match item {
                Item::Attribute(term) => to.entry(name, term),
                Item::Blocks(blocks) if blocks.is_dynamic() => dynamic.push((name, &blocks.bodies)),
                Item::Blocks(Blocks { single: true, bodies }) if bodies.len() == 1 => to.entry(name, &bodies[0].body),
                Item::Blocks(blocks) => to.key(name).items(blocks.bodies.iter().map(|block| &block.body)),
            }
        }
        if !dynamic.is_empty() {
            to.key("dynamic").map(|to| {
                for (name, bodies) in dynamic {
                    to.key(name).list(|to| bodies.iter().for_each(|block| block.dynamic_to(to.item())));
                }
            });
        }
    }
}

impl ToJson for Body<'_> {
    fn write(&self, to: &mut Writer) {
        to.map(|to| self.entries_to(to));
    }
}

impl Guarded<'_> {
    /// A block that a condition decides over.
    /// Source: <https://developer.hashicorp.com/terraform/language/expressions/dynamic-blocks>
    fn dynamic_to(&self, to: &mut Writer) {
        to.map(|to| {
            match &self.guard {
                Some(guard) => to.entry("for_each", &format!("${{{guard} ? [true] : []}}")),
                None => to.key("for_each").items([true]),
            }
            to.entry("content", &self.body);
        });
    }
}
