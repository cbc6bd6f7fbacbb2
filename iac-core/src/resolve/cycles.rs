//! Circles: resources that wait for each other, and stacks that do.

use crate::diagnostic::Diagnostic;
use crate::graph::{Graph, ResourceNode, StackGraph};
use crate::value::{Expr, Value};

pub(super) fn find(graph: &Graph, diagnostics: &mut Vec<Diagnostic>) {
    for stack in &graph.stacks {
        let edges: Vec<Vec<u32>> = stack.resources.values().map(|resource| needs(stack, resource)).collect();
        for cycle in cycles(&edges) {
            diagnostics.extend(resource_cycle(stack, &cycle));
        }
    }
    let edges: Vec<Vec<u32>> = graph.stacks.iter().map(|stack| needs_stacks(graph, stack)).collect();
    for cycle in cycles(&edges) {
        let names: Vec<&str> = cycle.iter().map(|index| &*graph.stacks[*index as usize].name).collect();
        let first = names.first().copied().unwrap_or_default();
        let message = format!("the stacks need each other in a circle: {} → {first}", names.join(" → "));
        let help = "move what both need into a stack of its own, or put the stacks together";
        diagnostics.push(Diagnostic::error("stack-cycle", first, message).help(help));
    }
}

fn resource_cycle(stack: &StackGraph, cycle: &[u32]) -> Option<Diagnostic> {
    let named = |index: &u32| stack.resources.get_index(*index as usize);
    let ids: Vec<&str> = cycle.iter().filter_map(named).map(|(id, _)| id.as_str()).collect();
    let (first, resource) = cycle.first().and_then(named)?;
    let message = format!("resources wait for each other in a circle: {} → {first}", ids.join(" → "));
    let mut diagnostic = Diagnostic::error("cycle", stack.path_of(resource), message)
        .at(stack.place(resource))
        .help("break it where one needs the other least; security groups that admit each other take their rules as resources of their own");
    for (id, resource) in cycle.iter().skip(1).filter_map(named) {
        diagnostic = diagnostic.also(stack.place(resource), format!("`{id}` is added here"));
    }
    Some(diagnostic)
}

fn needs(stack: &StackGraph, resource: &ResourceNode) -> Vec<u32> {
    let mut needs: Vec<u32> = resource.depends_on.iter().map(|node| node.index).collect();
    for field in &resource.properties {
        field.value.for_each_expr(&mut |expr| {
            if let Expr::Ref(node) | Expr::GetAtt(node, _) = expr
                && node.stack == stack.key
                && !needs.contains(&node.index)
            {
                needs.push(node.index);
            }
        });
    }
    needs
}

/// The stacks whose exports a stack imports. Imports are literal names of exports, made by the pass before.
fn needs_stacks(graph: &Graph, stack: &StackGraph) -> Vec<u32> {
    let mut needs = Vec::new();
    let mut visit = |expr: &Expr| {
        let Expr::ImportValue(Value::Str(name)) = expr else { return };
        let exports = |other: &StackGraph| {
            other.outputs.values().any(|output| output.export.as_ref().and_then(Value::as_str) == Some(&**name))
        };
        if let Some(index) = graph.stacks.iter().position(exports)
            && !needs.contains(&(index as u32))
        {
            needs.push(index as u32);
        }
    };
    for resource in stack.resources.values() {
        resource.properties.iter().for_each(|field| field.value.for_each_expr(&mut visit));
    }
    stack.outputs.values().for_each(|output| output.value.for_each_expr(&mut visit));
    needs
}

/// One circle of each group of nodes that reach each other, found by a walk in depth without recursion.
fn cycles(edges: &[Vec<u32>]) -> Vec<Vec<u32>> {
    #[derive(Clone, Copy, PartialEq)]
    enum State {
        New,
        OnPath,
        Done,
    }
    let mut state = vec![State::New; edges.len()];
    let mut found = Vec::new();
    for start in 0..edges.len() as u32 {
        if state[start as usize] != State::New {
            continue;
        }
        state[start as usize] = State::OnPath;
        let mut path = vec![(start, 0)];
        while let Some((node, next)) = path.last_mut() {
            let Some(&to) = edges[*node as usize].get(*next) else {
                state[*node as usize] = State::Done;
                path.pop();
                continue;
            };
            *next += 1;
            match state.get(to as usize) {
                Some(State::New) => {
                    state[to as usize] = State::OnPath;
                    path.push((to, 0));
                }
                Some(State::OnPath) => {
                    let from = path.iter().position(|(node, _)| *node == to).unwrap_or(0);
                    found.push(path[from..].iter().map(|(node, _)| *node).collect());
                }
                _ => {}
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::cycles;
    use proptest::prelude::*;

    #[test]
    fn finds_a_loop_on_itself_and_a_longer_one() {
        assert_eq!(cycles(&[vec![0], vec![2], vec![3], vec![1]]), [vec![0], vec![1, 2, 3]]);
    }

    proptest! {
        #[test]
        fn edges_that_all_point_back_are_no_circle(edges in prop::collection::vec(prop::collection::vec(any::<prop::sample::Index>(), 0..4), 1..40)) {
            let edges: Vec<Vec<u32>> = edges.iter().enumerate()
                .map(|(node, to)| if node == 0 { vec![] } else { to.iter().map(|to| to.index(node) as u32).collect() })
                .collect();
            prop_assert!(cycles(&edges).is_empty());
        }

        #[test]
        fn what_is_found_is_a_circle(edges in prop::collection::vec(prop::collection::vec(0u32..20, 0..4), 20)) {
            for cycle in cycles(&edges) {
                for (at, node) in cycle.iter().enumerate() {
                    prop_assert!(edges[*node as usize].contains(&cycle[(at + 1) % cycle.len()]));
                }
            }
        }
    }
}
