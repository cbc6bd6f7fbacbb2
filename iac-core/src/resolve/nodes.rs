//! Whose a node is, and what it is.

use crate::graph::StackGraph;
use crate::region::Region;
use crate::stack::StackKey;

/// The other stacks of the app.
pub(super) struct Others<'a> {
    pub(super) before: &'a [StackGraph],
    pub(super) after: &'a [StackGraph],
}

impl<'a> Others<'a> {
    pub(super) fn find(&self, key: StackKey) -> Option<(usize, &'a StackGraph)> {
        let after = self.after.iter().enumerate().map(|(index, stack)| (self.before.len() + 1 + index, stack));
        self.before.iter().enumerate().chain(after).find(|(_, stack)| stack.key == key)
    }
}

/// What the stack itself has: a node behind the end comes from another stack of the same name.
pub(super) struct Own {
    pub(super) index: usize,
    pub(super) key: StackKey,
    /// Whether a program made it; else it was read.
    pub(super) is_program: bool,
    pub(super) region: Option<Region>,
    resources: usize,
    mappings: usize,
    conditions: usize,
    /// For each parameter, whether it is a secret.
    pub(super) parameters: Vec<bool>,
}

impl Own {
    pub(super) fn of(index: usize, stack: &StackGraph) -> Self {
        Own {
            index,
            key: stack.key,
            is_program: stack.source.is_none(),
            region: stack.region,
            resources: stack.resources.len(),
            mappings: stack.mappings.len(),
            conditions: stack.conditions.len(),
            parameters: stack.parameters.values().map(|parameter| parameter.no_echo).collect(),
        }
    }

    pub(super) fn count(&self, sort: Sort) -> usize {
        match sort {
            Sort::Resource => self.resources,
            Sort::Parameter => self.parameters.len(),
            Sort::Mapping => self.mappings,
            Sort::Condition => self.conditions,
        }
    }
}

/// What a node is.
#[derive(Clone, Copy)]
pub(super) enum Sort {
    Resource,
    Parameter,
    Mapping,
    Condition,
}

impl Sort {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Sort::Resource => "resource",
            Sort::Parameter => "parameter",
            Sort::Mapping => "mapping",
            Sort::Condition => "condition",
        }
    }
}

/// Whose a node is.
pub(super) enum Owner<'a> {
    This,
    Other(usize, &'a StackGraph),
    Nobody,
}
