//! Tags for everything below a construct.

use super::{exposed, tag_limits};
use crate::diagnostic::Diagnostic;
use crate::graph::{Graph, InheritedTag, StackGraph};
use crate::tag::TagStyle;
use crate::value::{Text, Value};

pub(super) fn apply(graph: &mut Graph, diagnostics: &mut Vec<Diagnostic>) {
    for stack in &mut graph.stacks {
        tag_limits::keys(stack, diagnostics);
        exposed::tags(stack, diagnostics);
        if !stack.tags.is_empty() {
            apply_to(stack, diagnostics);
        }
        tag_limits::counts(stack, diagnostics);
    }
}

fn apply_to(stack: &mut StackGraph, diagnostics: &mut Vec<Diagnostic>) {
    let inherited = Inherited::of(stack);
    let mut failed = Vec::new();
    for (index, resource) in stack.resources.values_mut().enumerate() {
        if !resource.tags.merge(&mut resource.properties, inherited.of_scope(resource.scope)) {
            failed.push(index);
        }
    }
    for resource in
        failed.into_iter().filter_map(|index| stack.resources.get_index(index)).map(|(_, resource)| resource)
    {
        let (TagStyle::List(property) | TagStyle::Map(property) | TagStyle::AutoScaling(property)) = resource.tags
        else {
            continue;
        };
        diagnostics.push(
            Diagnostic::error("lost-tags", stack.path_of(resource), "the tags of the stack cannot be added here")
                .at(stack.place_of_property(resource, property))
                .help(format!(
                    "`{property}` is an expression; give a list of tags instead, with expressions as values"
                )),
        );
    }
}

/// The tags in force in each scope: those of the scope itself before those of its parents.
struct Inherited {
    sets: Vec<Vec<(Text, Value)>>,
    set_of_scope: Vec<usize>,
}

impl Inherited {
    fn of(stack: &StackGraph) -> Self {
        let mut inherited = Inherited { sets: vec![Vec::new()], set_of_scope: vec![0; stack.scopes.len()] };
        let mut tags: Vec<_> = stack.tags.iter().collect();
        tags.sort_by_key(|tag| tag.scope);
        let mut tags = tags.into_iter().peekable();
        for scope in 0..stack.scopes.len() as u32 {
            let parent = inherited.set_of_scope[stack.scopes.parent(scope) as usize];
            let mut own: Vec<(Text, Value)> = Vec::new();
            while let Some(InheritedTag { key, value, .. }) = tags.next_if(|tag| tag.scope == scope) {
                own.retain(|(other, _)| other != key);
                own.push((key.clone(), value.clone()));
            }
            if own.is_empty() {
                inherited.set_of_scope[scope as usize] = parent;
                continue;
            }
            for (key, value) in &inherited.sets[parent] {
                if own.iter().all(|(other, _)| other != key) {
                    own.push((key.clone(), value.clone()));
                }
            }
            inherited.sets.push(own);
            inherited.set_of_scope[scope as usize] = inherited.sets.len() - 1;
        }
        inherited
    }

    fn of_scope(&self, scope: u32) -> &[(Text, Value)] {
        self.set_of_scope.get(scope as usize).and_then(|set| self.sets.get(*set)).map_or(&[], Vec::as_slice)
    }
}
