//! What is found often, made once for a graph, and what rules share.

use super::axes::Axes;
use super::slots::{Memory, Slots};
use crate::graph::Graph;
use crate::stack::{Node, StackKey};
use crate::value::Value;
use indexmap::IndexMap;
use std::ops::Deref;

/// What does not change while rules run, for all threads.
pub(super) struct Facts<'g> {
    pub(super) graph: &'g Graph,
    pub(super) axes: Axes,
    by_type: IndexMap<&'g str, Vec<(usize, usize)>>,
    stacks: IndexMap<StackKey, usize>,
    exports: IndexMap<&'g str, (usize, &'g Value)>,
}

/// The facts, and what the rules of one thread share.
pub(super) struct Index<'g> {
    facts: &'g Facts<'g>,
    /// What rules share between all choices.
    pub(super) slots: Slots,
    /// What rules share between the choices that it does not depend on.
    pub(super) memory: Memory,
}

impl<'g> Index<'g> {
    pub(super) fn of(facts: &'g Facts<'g>) -> Self {
        Index { facts, slots: Slots::default(), memory: Memory::default() }
    }
}

impl<'g> Deref for Index<'g> {
    type Target = Facts<'g>;

    fn deref(&self) -> &Facts<'g> {
        self.facts
    }
}

impl<'g> Facts<'g> {
    pub(super) fn of(graph: &'g Graph) -> Self {
        let mut index = Facts {
            graph,
            axes: Axes::of(graph),
            by_type: IndexMap::new(),
            stacks: IndexMap::new(),
            exports: IndexMap::new(),
        };
        for (at, stack) in graph.stacks.iter().enumerate() {
            index.stacks.insert(stack.key, at);
            for (number, resource) in stack.resources.values().enumerate() {
                index.by_type.entry(&*resource.resource_type).or_default().push((at, number));
            }
            for output in stack.outputs.values() {
                if let Some(name) = output.export.as_ref().and_then(Value::as_str) {
                    index.exports.insert(name, (at, &output.value));
                }
            }
        }
        index
    }

    /// The resources of a type, by stack and position.
    pub(super) fn all(&self, resource_type: &str) -> &[(usize, usize)] {
        self.by_type.get(resource_type).map_or(&[], Vec::as_slice)
    }

    pub(super) fn locate(&self, node: Node) -> Option<(usize, usize)> {
        self.stacks.get(&node.stack()).map(|stack| (*stack, node.index()))
    }

    pub(super) fn export(&self, name: &str) -> Option<(usize, &'g Value)> {
        self.exports.get(name).copied()
    }
}
