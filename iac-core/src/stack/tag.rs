//! Tags for everything below a construct.

use super::Stack;
use crate::diagnostic::Diagnostic;
use crate::graph::InheritedTag;
use crate::place::Place;
use crate::value::{IntoPlain, MAX_DEPTH, Text};

impl Stack {
    /// Tags everything that the current construct, or the whole stack, holds and will hold. A tag that a resource or a
    /// construct further in sets itself wins.
    #[track_caller]
    pub fn tag(&mut self, key: impl Into<Text>, value: impl IntoPlain) {
        let place = Some(self.place_of_call(Place::caller()));
        let (key, mut value) = (key.into(), value.into_plain());
        if value.cut(MAX_DEPTH / 2) {
            let message = format!("the value of the tag `{key}` is nested deeper than {} levels", MAX_DEPTH / 2);
            let fault = Diagnostic::error("too-deep", self.path(), message).at(place);
            self.diagnostics.push(fault.help("give text, or a choice of few texts"));
        }
        self.graph.tags.push(InheritedTag { scope: self.graph.scopes.construct(self.scope), key, value, place });
    }
}
