//! The tree of constructs: who was added inside whom, and where in the program.

use super::node::StackKey;
use crate::place::Place;
use crate::value::Text;

/// A construct's place in the tree, to come back to with [`Stack::within`](crate::Stack::within).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Scope {
    pub(crate) stack: StackKey,
    pub(crate) index: u32,
}

#[derive(Clone, Debug)]
struct Entry {
    parent: u32,
    /// None where the program came back to the parent.
    id: Option<Text>,
    place: Option<Place>,
}

/// All scopes of a stack. The first is the stack itself; a parent always comes before its children.
#[derive(Clone, Debug)]
pub(crate) struct Scopes(Vec<Entry>);

impl Scopes {
    pub(crate) fn new() -> Self {
        Scopes(vec![Entry { parent: 0, id: Some(Text::Borrowed("")), place: None }])
    }

    pub(crate) fn push(&mut self, parent: u32, id: Text, place: Place) -> u32 {
        self.0.push(Entry { parent, id: Some(id), place: Some(place) });
        (self.0.len() - 1) as u32
    }

    /// Comes back to a construct, by another line of the program.
    pub(crate) fn push_again(&mut self, scope: u32, place: Place) -> u32 {
        self.0.push(Entry { parent: scope, id: None, place: Some(place) });
        (self.0.len() - 1) as u32
    }

    pub(crate) fn contains(&self, scope: u32) -> bool {
        (scope as usize) < self.0.len()
    }

    /// The construct itself, where the program came back to it.
    pub(crate) fn construct(&self, mut scope: u32) -> u32 {
        while let Some(Entry { parent, id: None, .. }) = self.0.get(scope as usize) {
            scope = *parent;
        }
        scope
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn parent(&self, scope: u32) -> u32 {
        self.0.get(scope as usize).map_or(0, |entry| entry.parent)
    }

    /// Where the construct was added.
    pub(crate) fn place(&self, scope: u32) -> Option<Place> {
        self.0.get(scope as usize).and_then(|entry| entry.place)
    }

    /// The ids from the stack down to the construct.
    pub(crate) fn ids(&self, scope: u32) -> Vec<&str> {
        let (mut ids, mut at) = (Vec::with_capacity(4), scope);
        while at != 0 {
            let Some(entry) = self.0.get(at as usize) else { break };
            ids.extend(entry.id.as_deref());
            at = entry.parent;
        }
        ids.reverse();
        ids
    }

    /// The construct's path as a reader writes it: `Network/Public1`.
    pub(crate) fn path(&self, scope: u32) -> String {
        let ids: Vec<_> = self.ids(scope).into_iter().filter(|id| !id.is_empty()).collect();
        ids.join("/")
    }
}
