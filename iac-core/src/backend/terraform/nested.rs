//! Nested blocks, and the conditions that they stand under.

use super::body::{Body, Guarded};
use super::scope::Scope;
use super::term::Term;
use std::borrow::Cow;

impl<'g> Scope<'_, 'g> {
    /// Adds a nested block with these attributes.
    pub fn block(&mut self, name: &'static str, attributes: Vec<(&'static str, Term<'g>)>) {
        let mut body = Body::default();
        for (name, term) in attributes {
            body.set(Cow::Borrowed(name), term, self.spot.place);
        }
        self.push_block(name.into(), body);
    }

    /// What the closure sets goes into a nested block, the same for every call with this name. Under a condition, only
    /// what is set stands under it where the block is there anyway, else the block.
    pub fn within(&mut self, name: &'static str, inside: impl FnOnce(&mut Self)) {
        if let Some(body) = self.body.take_block(name, None) {
            let guards = self.guards.clone();
            let body = self.nested(name, body, |scope| {
                scope.guards = guards;
                inside(scope);
            });
            let guards = std::mem::take(&mut self.guards);
            self.push_block(name.into(), body);
            self.guards = guards;
            return;
        }
        let guard = self.guard();
        let body = self.body.take_block(name, guard.as_deref()).unwrap_or_default();
        let body = self.nested(name, body, inside);
        self.push_block(name.into(), body);
    }

    /// Completes the nested blocks of a name that are there, under whatever condition.
    pub fn complete(&mut self, name: &'static str, inside: impl Fn(&mut Self)) {
        for Guarded { guard, body } in self.body.take_blocks(name) {
            let body = self.nested(name, body, &inside);
            let single =
                self.schema.as_ref().and_then(|schema| schema.nested(name)).is_some_and(|nested| nested.single);
            self.body.block(name.into(), single, Guarded { guard, body }, self.spot.place);
        }
    }

    /// Adds a nested block with what the closure sets.
    pub fn append(&mut self, name: &'static str, inside: impl FnOnce(&mut Self)) {
        let body = self.nested(name, Body::default(), inside);
        self.push_block(name.into(), body);
    }

    pub(super) fn nested(&mut self, name: &str, body: Body<'g>, inside: impl FnOnce(&mut Self)) -> Body<'g> {
        let schema = self.schema.as_ref().and_then(|schema| schema.nested(name).map(|nested| nested.block.clone()));
        let outer = (std::mem::replace(&mut self.body, body), std::mem::replace(&mut self.schema, schema));
        let guards = std::mem::take(&mut self.guards);
        inside(self);
        self.schema = outer.1;
        self.guards = guards;
        std::mem::replace(&mut self.body, outer.0)
    }

    pub(super) fn push_block(&mut self, name: Cow<'g, str>, body: Body<'g>) {
        let single = self.schema.as_ref().and_then(|schema| schema.nested(&name)).is_some_and(|nested| nested.single);
        let guarded = Guarded { guard: self.guard(), body };
        self.body.block(name, single, guarded, self.spot.place);
    }

    /// The conditions that what is written stands under.
    pub(super) fn guard(&self) -> Option<String> {
        (!self.guards.is_empty()).then(|| self.guards.join(" && "))
    }
}
