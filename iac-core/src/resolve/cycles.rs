//! Circles: resources that wait for each other, and stacks that do.

use super::exports::Import;
use super::shortened::{ends, in_short};
use crate::condition::Test;
use crate::diagnostic::Diagnostic;
use crate::graph::{Graph, StackGraph};

/// For each node, the nodes that it waits for. One allocation for all of them: a graph may have 100,000 nodes.
#[derive(Default)]
pub(super) struct Edges {
    starts: Vec<usize>,
    to: Vec<u32>,
}

impl Edges {
    /// What is pushed from here on, the next node waits for.
    pub(super) fn begin(&mut self) {
        self.starts.push(self.to.len());
    }

    /// The last node is complete.
    pub(super) fn end(&mut self) {
        self.begin();
    }

    pub(super) fn push(&mut self, to: u32) {
        self.to.push(to);
    }

    /// How much there is, to come back to by [`Edges::forget`].
    pub(super) fn mark(&self) -> usize {
        self.to.len()
    }

    /// Nobody waits for what was pushed since the mark.
    pub(super) fn forget(&mut self, mark: usize) {
        self.to.truncate(mark);
    }

    fn nodes(&self) -> u32 {
        self.starts.len().saturating_sub(1) as u32
    }

    fn of(&self, node: u32) -> &[u32] {
        match self.starts.get(node as usize..node as usize + 2) {
            Some(&[start, end]) => &self.to[start..end],
            _ => &[],
        }
    }
}

pub(super) fn find(graph: &Graph, waits: &[Edges], imports: &[Import], diagnostics: &mut Vec<Diagnostic>) {
    for (stack, waits) in graph.stacks.iter().zip(waits) {
        for cycle in cycles(waits) {
            diagnostics.extend(resource_cycle(stack, &cycle));
        }
        for cycle in cycles(&conditions(stack)) {
            diagnostics.extend(condition_cycle(stack, &cycle));
        }
    }
    let mut waits = Edges::default();
    for stack in 0..graph.stacks.len() {
        waits.begin();
        imports.iter().filter(|import| import.by == stack).for_each(|import| waits.push(import.from as u32));
    }
    waits.end();
    for cycle in cycles(&waits) {
        diagnostics.extend(stack_cycle(graph, imports, &cycle));
    }
}

/// The conditions that each condition asks for. A program cannot make a circle of them, a template can.
fn conditions(stack: &StackGraph) -> Edges {
    fn asked(test: &Test, edges: &mut Edges) {
        match test {
            Test::Holds(node) => edges.push(node.index),
            Test::And(tests) | Test::Or(tests) => tests.iter().for_each(|test| asked(test, edges)),
            Test::Not(test) => asked(test, edges),
            Test::Equals(..) | Test::Contains(..) | Test::Opaque(..) => {}
        }
    }
    let mut edges = Edges::default();
    for condition in stack.conditions.values() {
        edges.begin();
        asked(&condition.test, &mut edges);
    }
    edges.end();
    edges
}

fn condition_cycle(stack: &StackGraph, cycle: &[u32]) -> Option<Diagnostic> {
    let named = |index: &u32| stack.conditions.get_index(*index as usize);
    let ids: Vec<&str> = cycle.iter().filter_map(named).map(|(id, _)| id.as_str()).collect();
    let (first, condition) = cycle.first().and_then(named)?;
    let message = format!("conditions ask for each other in a circle: {} → {first}", in_short(&ids));
    let mut diagnostic = Diagnostic::error("cycle", format!("{}/{first}", stack.name), message)
        .at(condition.place)
        .help("write the test itself where the circle begins");
    for (id, condition) in ends(cycle).skip(1).filter_map(named) {
        diagnostic = diagnostic.also(condition.place, format!("`{id}` is here"));
    }
    Some(diagnostic)
}

fn resource_cycle(stack: &StackGraph, cycle: &[u32]) -> Option<Diagnostic> {
    let named = |index: &u32| stack.resources.get_index(*index as usize);
    let ids: Vec<&str> = cycle.iter().filter_map(named).map(|(id, _)| id.as_str()).collect();
    let (first, resource) = cycle.first().and_then(named)?;
    let message = format!("resources wait for each other in a circle: {} → {first}", in_short(&ids));
    let mut diagnostic = Diagnostic::error("cycle", stack.path_of(resource), message)
        .at(stack.place(resource))
        .help("break it where one needs the other least; security groups that admit each other take their rules as resources of their own");
    for (id, resource) in ends(cycle).skip(1).filter_map(named) {
        diagnostic = diagnostic.also(stack.place(resource), format!("`{id}` is added here"));
    }
    Some(diagnostic)
}

fn stack_cycle(graph: &Graph, imports: &[Import], cycle: &[u32]) -> Option<Diagnostic> {
    let name = |index: u32| graph.stacks.get(index as usize).map_or("", |stack| &*stack.name);
    let names: Vec<&str> = cycle.iter().map(|index| name(*index)).collect();
    let first = names.first()?;
    let message = format!("the stacks need each other in a circle: {} → {first}", in_short(&names));
    let help = "move what both need into a stack of its own, or put the stacks together";
    let mut diagnostic = Diagnostic::error("stack-cycle", *first, message).help(help);
    for (by, from) in cycle.iter().zip(cycle.iter().cycle().skip(1)) {
        let import = imports.iter().find(|import| import.by == *by as usize && import.from == *from as usize);
        let what = format!("`{}` reads a value of `{}` here", name(*by), name(*from));
        match import.and_then(|import| import.place) {
            place if diagnostic.place.is_none() => diagnostic.place = place,
            place => diagnostic = diagnostic.also(place, what),
        }
    }
    Some(diagnostic)
}

/// Circles that share no node, found by a walk in depth without recursion: one of each group of nodes that reach each
/// other, and more where they are apart.
fn cycles(edges: &Edges) -> Vec<Vec<u32>> {
    #[derive(Clone, Copy, PartialEq)]
    enum State {
        New,
        OnPath(usize),
        Done,
    }
    let mut state = vec![State::New; edges.nodes() as usize];
    let mut found: Vec<Vec<u32>> = Vec::new();
    let mut reported = vec![false; state.len()];
    for start in 0..edges.nodes() {
        if state[start as usize] != State::New {
            continue;
        }
        state[start as usize] = State::OnPath(0);
        let mut path = vec![(start, 0)];
        while let Some((node, next)) = path.last_mut() {
            let Some(&to) = edges.of(*node).get(*next) else {
                state[*node as usize] = State::Done;
                path.pop();
                continue;
            };
            *next += 1;
            match state.get(to as usize) {
                Some(State::New) => {
                    state[to as usize] = State::OnPath(path.len());
                    path.push((to, 0));
                }
                Some(State::OnPath(from)) => {
                    let circle = &path[*from..];
                    if circle.iter().all(|(node, _)| !reported[*node as usize]) {
                        circle.iter().for_each(|(node, _)| reported[*node as usize] = true);
                        found.push(circle.iter().map(|(node, _)| *node).collect());
                    }
                }
                _ => {}
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Edges, cycles};
    use proptest::prelude::*;

    fn edges(nodes: &[Vec<u32>]) -> Edges {
        let mut edges = Edges::default();
        for node in nodes {
            edges.begin();
            node.iter().for_each(|to| edges.push(*to));
        }
        edges.end();
        edges
    }

    #[test]
    fn finds_a_loop_on_itself_and_a_longer_one() {
        assert_eq!(cycles(&edges(&[vec![0], vec![2], vec![3], vec![1]])), [vec![0], vec![1, 2, 3]]);
    }

    #[test]
    fn says_a_circle_once_however_many_edges_close_it() {
        assert_eq!(cycles(&edges(&[vec![1], vec![2, 0, 0], vec![0, 1]])), [vec![0, 1, 2]]);
    }

    /// Whether a walk from some node comes back to it, found by brute force.
    fn has_circle(nodes: &[Vec<u32>]) -> bool {
        (0..nodes.len() as u32).any(|start| {
            let (mut seen, mut todo) = (vec![false; nodes.len()], nodes[start as usize].clone());
            while let Some(node) = todo.pop() {
                if node == start {
                    return true;
                }
                if !std::mem::replace(&mut seen[node as usize], true) {
                    todo.extend(&nodes[node as usize]);
                }
            }
            false
        })
    }

    proptest! {
        #[test]
        fn finds_circles_where_there_are_some(nodes in prop::collection::vec(prop::collection::vec(0u32..15, 0..3), 15)) {
            prop_assert_eq!(cycles(&edges(&nodes)).is_empty(), !has_circle(&nodes));
        }

        #[test]
        fn what_is_found_is_a_circle_and_nodes_stand_in_one_only(nodes in prop::collection::vec(prop::collection::vec(0u32..20, 0..4), 20)) {
            let mut seen = [false; 20];
            for cycle in cycles(&edges(&nodes)) {
                for (at, node) in cycle.iter().enumerate() {
                    prop_assert!(nodes[*node as usize].contains(&cycle[(at + 1) % cycle.len()]));
                    prop_assert!(!std::mem::replace(&mut seen[*node as usize], true));
                }
            }
        }
    }
}
