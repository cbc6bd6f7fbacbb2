//! Proof before deployment: rules read a graph, whoever made it, and say what is wrong with it.
//!
//! What depends on parameters is tried for every choice that they permit: a [`World`] is the graph under one choice,
//! where every condition is decided, every mapping looked up and every value as far evaluated as it can be. What nobody
//! can know before the deployment is *assumed*: it is listed, and never failed.

mod choice;
mod eval;
mod evaluate;
mod findings;
mod index;
mod live;
mod report;
mod rule;
mod slots;
mod spaces;
mod truth;
mod world;

pub use choice::Choice;
pub use eval::{Eval, Member, Reference};
pub use findings::Findings;
pub use report::{Assumed, Flow, Report, Suppressed};
pub use rule::Rule;
pub use world::{Res, World};

use crate::graph::Graph;
use index::Index;

/// Reads the world in which every parameter has its default.
pub fn with_defaults<T>(graph: &Graph, read: impl FnOnce(&World<'_>) -> T) -> T {
    let index = Index::of(graph);
    let defaults = spaces::of(graph).choices.into_iter().next().unwrap_or_default();
    read(&World::new(graph, &index, &defaults))
}

/// Runs rules over a graph, under every choice that its parameters permit.
pub fn check(graph: &Graph, rules: &[Rule]) -> Report {
    let index = Index::of(graph);
    let spaces = spaces::of(graph);
    let mut report = Report::default();
    report.choices = spaces.choices.len();
    report.bounded = spaces.bounded;
    for (number, choice) in spaces.choices.iter().enumerate() {
        let world = World::new(graph, &index, choice);
        for rule in rules {
            let mut findings = Findings::new(&world, rule, number, &mut report);
            (rule.check)(&world, &mut findings);
        }
    }
    report.finish(&spaces.choices);
    report
}
