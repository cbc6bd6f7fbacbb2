//! One rule under many choices: it is run only where something that it reads is another.

use super::choice::Choice;
use super::cover::Cover;
use super::findings::Findings;
use super::index::Index;
use super::outcome::Outcome;
use super::reads::Reads;
use super::rule::Rule;
use super::world::{Focus, World};
use indexmap::IndexMap;
use std::rc::Rc;

/// So often does one rule run for each choice that it is meant to be tried with: the rest is for what it finds.
pub(super) const RUNS: usize = 4;

/// So often is it asked what it found.
const ASKS: usize = 64;

pub(super) struct Trial<'a, 'g> {
    pub(super) index: &'g Index<'g>,
    pub(super) rule: &'a Rule,
    known: Vec<(Reads, Rc<Choice>, Rc<Outcome>)>,
    /// All that it reads under some choice.
    read: Reads,
    focus: Focus,
    /// What is read for single resources.
    parts: IndexMap<(usize, usize), Reads>,
    runs: usize,
    asks: usize,
}

impl<'a, 'g> Trial<'a, 'g> {
    pub(super) fn new(index: &'g Index<'g>, rule: &'a Rule, choices: usize) -> Self {
        let (runs, asks) = (RUNS * choices, ASKS * choices);
        let (known, read, parts) = (Vec::new(), Reads::default(), IndexMap::new());
        Trial { index, rule, known, read, focus: Focus::All, parts, runs, asks }
    }

    /// The same rule on a part of the graph.
    pub(super) fn on(&self, focus: Focus, choices: usize) -> Self {
        Trial { focus, ..Trial::new(self.index, self.rule, choices) }
    }

    /// What the rule says of a world, and what it reads for it.
    pub(super) fn start(&mut self, world: &World<'g>, choice: &Rc<Choice>) -> Rc<Outcome> {
        let mut outcome = Outcome::default();
        let ((), mut reads) =
            world.reading(|| (self.rule.check)(world, &mut Findings::new(world, self.rule, &mut outcome)));
        for (at, part) in world.take_parts() {
            reads.merge(&part);
            self.parts.entry(at).or_default().merge(&part);
        }
        self.read.merge(&reads);
        let outcome = Rc::new(outcome);
        self.known.push((reads, Rc::clone(choice), Rc::clone(&outcome)));
        outcome
    }

    /// The resources that depend on a choice by themselves.
    pub(super) fn parts(&self) -> Vec<(usize, usize)> {
        self.parts.keys().copied().collect()
    }

    /// How often it ran.
    pub(super) fn runs(&self) -> usize {
        self.known.len()
    }

    /// What the rule says under the first choice, however often it ran.
    pub(super) fn first(&mut self, choice: &Rc<Choice>) -> Rc<Outcome> {
        match self.known.first() {
            Some((.., outcome)) => Rc::clone(outcome),
            None => self.start(&World::of(self.index, Rc::clone(choice), self.focus), choice),
        }
    }

    /// What the rule says under a choice; none where it ran too often.
    pub(super) fn outcome(&mut self, choice: &Choice) -> Option<Rc<Outcome>> {
        self.asks = self.asks.checked_sub(1)?;
        if let Some((.., outcome)) = self.known.iter().find(|(reads, of, _)| reads.same(of, choice)) {
            return Some(Rc::clone(outcome));
        }
        self.runs = self.runs.checked_sub(1)?;
        let choice = Rc::new(choice.clone());
        Some(self.start(&World::of(self.index, Rc::clone(&choice), self.focus), &choice))
    }

    /// It was asked as often as it may be.
    pub(super) fn is_spent(&self) -> bool {
        self.runs == 0 || self.asks == 0
    }

    pub(super) fn axes(&self) -> Vec<usize> {
        self.read.axes()
    }

    pub(super) fn depends(&self) -> bool {
        !self.read.is_empty()
    }

    /// Tries all that the cover asks for, also of what is only read under some of the choices. Returns the choices, and
    /// whether there are more.
    pub(super) fn explore(&mut self, cover: &mut Cover<'_, 'g>) -> (Vec<Choice>, bool) {
        loop {
            let axes = self.axes();
            let rows = cover.rows(&axes);
            let tried: Vec<Choice> =
                rows.choices.iter().filter(|choice| self.outcome(choice).is_some()).cloned().collect();
            if self.axes() == axes || tried.len() < rows.choices.len() {
                return (tried, rows.bounded);
            }
        }
    }

    /// Every outcome, in the order in which they came.
    pub(super) fn outcomes(&self) -> impl Iterator<Item = &Outcome> {
        self.known.iter().map(|(.., outcome)| &**outcome)
    }
}
