//! Outputs: what a stack tells whoever deployed it.

use crate::construct::Construct;
use crate::graph::OutputNode;
use crate::stack::Stack;
use crate::value::{IntoPlain, IntoVal, Text, Value, kind::Str};

/// An output. Everybody who may describe the stack reads it, so a secret does not fit.
#[derive(Clone, Debug)]
pub struct Output {
    value: Value,
    description: Option<Text>,
    export: Option<Value>,
}

impl Output {
    /// An output with this value.
    pub fn new(value: impl IntoPlain) -> Self {
        Output { value: value.into_plain(), description: None, export: None }
    }

    /// What it is, up to 1,024 bytes.
    pub fn description(mut self, text: impl Into<Text>) -> Self {
        self.description = Some(text.into());
        self
    }

    /// The name under which other stacks of the same account and region import it. References between stacks of one
    /// app need no export of yours.
    pub fn export(mut self, name: impl IntoVal<Str>) -> Self {
        self.export = Some(name.into_value());
        self
    }
}

impl Construct for Output {
    type Handle = ();

    fn build(self, stack: &mut Stack) {
        let id = stack.claim("output", |graph, id| graph.outputs.get(id).map(|output| output.place));
        let node = OutputNode {
            value: self.value,
            description: self.description,
            export: self.export,
            condition: stack.current_condition(),
            internal: false,
            place: stack.place(),
        };
        stack.graph.outputs.insert(id, node);
    }
}
