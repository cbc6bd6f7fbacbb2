//! All rules, each under every choice that it depends on.

use super::blame::{Blame, Verdict};
use super::choice::Choice;
use super::cover::Cover;
use super::index::Index;
use super::outcome::Found;
use super::permits::Permits;
use super::report::Report;
use super::rule::Rule;
use super::trial::Trial;
use super::world::World;
use crate::graph::Graph;
use indexmap::IndexSet;
use std::rc::Rc;

/// So many findings of one rule are followed to the choices that bring them.
const MOST_VERDICTS: usize = 64;

/// Reads the world in which every parameter has its default.
pub fn with_defaults<T>(graph: &Graph, read: impl FnOnce(&World<'_>) -> T) -> T {
    let index = Index::of(graph);
    let baseline = Permits::of(&index).baseline();
    read(&World::new(&index, baseline))
}

/// Runs rules over a graph, under every choice that its parameters permit.
pub fn check(graph: &Graph, rules: &[Rule]) -> Report {
    let index = Index::of(graph);
    let permits = Permits::of(&index);
    let baseline = permits.baseline();
    let world = World::new(&index, Rc::clone(&baseline));
    let mut cover = Cover::new(&index, &permits, Rc::clone(&baseline));
    let mut report = Report::default();
    let mut tried: IndexSet<Choice> = IndexSet::new();
    for rule in rules {
        let mut trial = Trial::new(&index, rule, cover.most);
        let first = trial.start(&world, &baseline);
        if !trial.depends() {
            report.findings.extend(first.found.iter().map(|found| found.diagnostic.clone()));
            report.note(&first);
            continue;
        }
        let (choices, bounded) = trial.explore(&mut cover);
        report.bounded |= bounded;
        follow(&mut trial, &cover, &choices, &mut report);
        report.bounded |= trial.is_spent();
        trial.outcomes().for_each(|outcome| report.note(outcome));
        tried.extend(choices);
    }
    tried.insert((*baseline).clone());
    report.choices = tried.len();
    report
}

/// Tells what a rule found: what comes with the baseline as it is, everything else with the choice that brings it.
fn follow<'g>(trial: &mut Trial<'_, 'g>, cover: &Cover<'_, 'g>, choices: &[Choice], report: &mut Report) {
    let baseline = Rc::clone(&cover.baseline);
    let Some(first) = trial.outcome(&baseline) else { return };
    let mut verdicts: Vec<(Found, Verdict)> = Vec::new();
    let mut plain: Vec<&Found> = Vec::new();
    for found in &first.found {
        match is_arbitrary(trial, cover, found) {
            true => judge(trial, cover, found, &baseline, &mut verdicts),
            false => plain.push(found),
        }
    }
    report.findings.extend(plain.iter().map(|found| found.diagnostic.clone()));
    for choice in choices {
        let Some(outcome) = trial.outcome(choice) else { continue };
        // What is wrong without any choice is told once.
        let is_known = |found: &Found| {
            plain.iter().any(|one| one.is_akin(found) && one.diagnostic.severity >= found.diagnostic.severity)
        };
        for found in outcome.found.iter().filter(|found| !is_known(found)) {
            judge(trial, cover, found, choice, &mut verdicts);
        }
    }
    report.findings.extend(verdicts.into_iter().flat_map(|(_, verdict)| verdict.findings));
}

fn judge<'g>(
    trial: &mut Trial<'_, 'g>,
    cover: &Cover<'_, 'g>,
    found: &Found,
    choice: &Choice,
    verdicts: &mut Vec<(Found, Verdict)>,
) {
    let is_told = verdicts.iter().any(|(other, verdict)| other.is_akin(found) && verdict.explains(choice));
    if !is_told && verdicts.len() < MOST_VERDICTS {
        let verdict = Blame { trial, cover, fault: found }.verdict(choice);
        verdicts.push((found.clone(), verdict));
    }
}

/// Whether a finding of the baseline goes away with another value of a parameter that has no default: then no choice
/// goes without saying.
fn is_arbitrary<'g>(trial: &mut Trial<'_, 'g>, cover: &Cover<'_, 'g>, found: &Found) -> bool {
    let has_none = |axis: &usize| cover.axes.all.get(*axis).is_some_and(|axis| !axis.has_default);
    let open: Vec<usize> = trial.axes().into_iter().filter(has_none).collect();
    open.into_iter().any(|axis| {
        let mut others = (0..cover.axes.len_of(axis)).map(|value| cover.baseline.with(axis, value));
        others.any(|other| {
            cover.permits.allow(&other)
                && trial.outcome(&other).is_some_and(|outcome| !outcome.found.iter().any(|one| one.is_akin(found)))
        })
    })
}
