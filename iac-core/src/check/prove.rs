//! All rules, each under every choice that it depends on.

use super::assumed;
use super::blame::{Blame, Verdict};
use super::choice::Choice;
use super::cover::Cover;
use super::index::{Facts, Index};
use super::outcome::{Found, Outcome};
use super::permits::Permits;
use super::report::Report;
use super::rule::Rule;
use super::trial::{RUNS, Trial};
use super::world::{Focus, World};
use crate::graph::Graph;
use indexmap::IndexSet;
use std::rc::Rc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// From so many resources on two threads share the work.
const LARGE: usize = 50;

/// So many rules stay together: neighbours share what they work out.
const TOGETHER: usize = 18;

/// So many findings of one rule are followed to the choices that bring them.
const MOST_VERDICTS: usize = 64;

/// So many times as often as another does a rule run that looks at resources one by one.
const ROOM: usize = 64;

/// Reads the world in which every parameter has its default.
pub fn with_defaults<T>(graph: &Graph, read: impl FnOnce(&World<'_>) -> T) -> T {
    let facts = Facts::of(graph);
    let index = Index::of(&facts);
    let baseline = Permits::of(&index).baseline();
    read(&World::new(&index, baseline))
}

/// Runs rules over a graph, under every choice that its parameters permit.
pub fn check(graph: &Graph, rules: &[Rule]) -> Report {
    let facts = Facts::of(graph);
    let mut report = all(&facts, rules);
    report.assumed.extend(assumed::of(&facts));
    report.finished()
}

fn all(facts: &Facts<'_>, rules: &[Rule]) -> Report {
    let resources: usize = facts.graph.stacks.iter().map(|stack| stack.resources.len()).sum();
    if resources < LARGE {
        return part(&Index::of(facts), rules).0;
    }
    // What is found is put together in the order of the rules, whoever found it.
    let chunks: Vec<&[Rule]> = rules.chunks(TOGETHER).collect();
    let next = AtomicUsize::new(0);
    let work = || {
        let (index, mut done) = (Index::of(facts), Vec::new());
        while let number = next.fetch_add(1, Ordering::Relaxed)
            && let Some(chunk) = chunks.get(number)
        {
            done.push((number, part(&index, chunk)));
        }
        done
    };
    let mut done = thread::scope(|scope| {
        let other = scope.spawn(work);
        let mut done = work();
        match other.join() {
            Ok(others) => done.extend(others),
            Err(panic) => std::panic::resume_unwind(panic),
        }
        done
    });
    done.sort_by_key(|(number, _)| *number);
    let mut all = Report::default();
    let mut tried: IndexSet<Choice> = IndexSet::new();
    for (_, (report, choices)) in done {
        all.join(report);
        tried.extend(choices);
    }
    Report { choices: tried.len(), ..all }
}

/// Runs some of the rules. Returns also the choices that were tried.
fn part<'g>(index: &'g Index<'g>, rules: &[Rule]) -> (Report, IndexSet<Choice>) {
    let permits = Permits::of(index);
    let baseline = permits.baseline();
    let world = World::new(index, Rc::clone(&baseline));
    let cover = Cover::new(index, &permits, Rc::clone(&baseline));
    let mut proof = Proof { cover, report: Report::default(), tried: IndexSet::new() };
    for rule in rules {
        let mut trial = Trial::new(index, rule, proof.cover.most);
        let first = trial.start(&world, &baseline);
        match trial.depends() {
            true => proof.vary(trial, &first),
            false => proof.report.take(rule, &first),
        }
    }
    proof.tried.insert((*baseline).clone());
    (Report { choices: proof.tried.len(), ..proof.report }, proof.tried)
}

struct Proof<'c, 'g> {
    cover: Cover<'c, 'g>,
    report: Report,
    tried: IndexSet<Choice>,
}

impl<'g> Proof<'_, 'g> {
    /// Tries a rule with all choices that it depends on; resources that it looks at one by one are tried one by one.
    fn vary(&mut self, trial: Trial<'_, 'g>, first: &Outcome) {
        let parts = trial.parts();
        if parts.is_empty() {
            self.try_all(trial);
            return;
        }
        let mut rest = trial.on(Focus::Rest, self.cover.most);
        let baseline = Rc::clone(&self.cover.baseline);
        let of_rest = rest.outcome(&baseline);
        let is_told_later = |found: &Found| {
            found.resource.is_some_and(|number| parts.contains(&(found.stack, number)))
                || of_rest.as_ref().is_some_and(|rest| rest.found.iter().any(|one| one.says_as(found)))
        };
        let told = first.found.iter().filter(|found| !is_told_later(found)).map(|found| found.told(trial.rule));
        self.report.told.extend(told);
        self.report.note(first);
        self.try_all(rest);
        let mut room = ROOM * self.cover.most;
        for part in parts {
            let one = trial.on(Focus::One(part), self.cover.most.min(room / RUNS));
            room = room.saturating_sub(self.try_all(one));
        }
    }

    /// Tries a rule with all choices that it depends on. Returns how often it ran.
    fn try_all(&mut self, mut trial: Trial<'_, 'g>) -> usize {
        let (choices, bounded) = trial.explore(&mut self.cover);
        follow(&mut trial, &self.cover, &choices, &mut self.report);
        self.report.bounded |= bounded || trial.is_spent();
        trial.outcomes().for_each(|outcome| self.report.note(outcome));
        self.tried.extend(choices);
        trial.runs()
    }
}

/// Tells what a rule found: what comes with the baseline as it is, everything else with the choice that brings it.
fn follow<'g>(trial: &mut Trial<'_, 'g>, cover: &Cover<'_, 'g>, choices: &[Choice], report: &mut Report) {
    let baseline = Rc::clone(&cover.baseline);
    let first = trial.first(&baseline);
    let mut verdicts: Vec<(Found, Verdict)> = Vec::new();
    let mut plain: Vec<&Found> = Vec::new();
    for found in &first.found {
        match is_arbitrary(trial, cover, found) {
            true => judge(trial, cover, found, &baseline, &mut verdicts),
            false => plain.push(found),
        }
    }
    report.told.extend(plain.iter().map(|found| found.told(trial.rule)));
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
    let told = |(found, verdict): (Found, Verdict)| {
        let told = |diagnostic| found.told_as(trial.rule, diagnostic, true);
        verdict.findings.into_iter().map(told).collect::<Vec<_>>()
    };
    report.told.extend(verdicts.into_iter().flat_map(told));
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
