//! Which choices the section `Rules` of a template permits.

use super::choice::Choice;
use super::index::Index;
use super::reads::Reads;
use super::truth::{Truth, truth};
use super::world::World;
use std::cell::RefCell;
use std::rc::Rc;

/// So many ways are tried to make a choice one that is permitted.
const MOST_TRIES: usize = 2_000;

pub(super) struct Permits<'g> {
    index: &'g Index<'g>,
    /// No stack has rules on its parameters.
    is_free: bool,
    known: RefCell<Vec<(Reads, Rc<Choice>, bool)>>,
    /// What the rules read.
    read: RefCell<Reads>,
}

impl<'g> Permits<'g> {
    pub(super) fn of(index: &'g Index<'g>) -> Self {
        let is_free = index.axes.all.is_empty() || index.graph.stacks.iter().all(|stack| stack.rules.is_empty());
        Permits { index, is_free, known: RefCell::default(), read: RefCell::default() }
    }

    /// The defaults, whatever rules say of them; of parameters without one, values that are permitted.
    pub(super) fn baseline(&self) -> Rc<Choice> {
        let defaults = Choice(vec![0; self.index.axes.all.len()]);
        let given: Vec<usize> = (0..defaults.0.len()).filter(|axis| self.index.axes.all[*axis].has_default).collect();
        if given.len() == defaults.0.len() {
            return Rc::new(defaults);
        }
        Rc::new(self.completed(defaults.clone(), &given).unwrap_or(defaults))
    }

    pub(super) fn allow(&self, choice: &Choice) -> bool {
        if self.is_free {
            return true;
        }
        if let Some((.., known)) = self.known.borrow().iter().find(|(reads, of, _)| reads.same(of, choice)) {
            return *known;
        }
        let choice = Rc::new(choice.clone());
        let world = World::new(self.index, Rc::clone(&choice));
        let (allowed, reads) = world.reading(|| is_allowed(&world));
        self.read.borrow_mut().merge(&reads);
        self.known.borrow_mut().push((reads, choice, allowed));
        allowed
    }

    /// The choice, with as few other parameters changed as it takes to be permitted.
    pub(super) fn completed(&self, choice: Choice, fixed: &[usize]) -> Option<Choice> {
        if self.allow(&choice) {
            return Some(choice);
        }
        let mut level = vec![choice];
        for _ in 0..3 {
            let mut next = Vec::new();
            for choice in &level {
                // What is read grows with every choice that is asked for.
                let open = self.read.borrow().axes().into_iter().filter(|axis| !fixed.contains(axis));
                for axis in open.collect::<Vec<_>>() {
                    for value in (0..self.index.axes.len_of(axis)).filter(|value| *value != choice.of(axis)) {
                        let other = choice.with(axis, value);
                        if self.allow(&other) {
                            return Some(other);
                        }
                        next.push(other);
                        if next.len() > MOST_TRIES {
                            return None;
                        }
                    }
                }
            }
            level = next;
        }
        None
    }

    /// Whether the rules are about all of these.
    pub(super) fn are_about(&self, axes: &[usize]) -> bool {
        let read = self.read.borrow().axes();
        axes.iter().all(|axis| read.contains(axis))
    }
}

fn is_allowed(world: &World<'_>) -> bool {
    world.graph.stacks.iter().enumerate().all(|(stack, of)| {
        of.rules.values().all(|rule| {
            let applies = rule.when.as_ref().is_none_or(|when| truth(world, stack, when) == Truth::Yes);
            !applies || rule.assertions.iter().all(|(test, _)| truth(world, stack, test) != Truth::No)
        })
    })
}
