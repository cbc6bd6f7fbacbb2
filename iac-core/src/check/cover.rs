//! The choices that are tried: every combination of what is read, or where there are too many, every value and as many
//! pairs of values as the bound allows.

use super::axes::Axes;
use super::choice::Choice;
use super::index::Index;
use super::permits::Permits;
use indexmap::IndexMap;
use std::rc::Rc;

/// So many choices are tried for each rule, of a template with so many resources; of a larger one accordingly fewer.
const MOST: usize = 256;
const RESOURCES: usize = 128;
const LEAST: usize = 32;

/// So many pairs of values are looked at.
const MOST_PAIRS: usize = 4_096;

pub(super) struct Cover<'a, 'g> {
    pub(super) axes: &'a Axes,
    pub(super) permits: &'a Permits<'g>,
    pub(super) baseline: Rc<Choice>,
    /// So many choices are tried for each rule.
    pub(super) most: usize,
    made: IndexMap<Vec<usize>, Rc<Rows>>,
}

pub(super) struct Rows {
    pub(super) choices: Vec<Choice>,
    /// There are more combinations than these.
    pub(super) bounded: bool,
}

impl<'a, 'g> Cover<'a, 'g> {
    pub(super) fn new(index: &'a Index<'g>, permits: &'a Permits<'g>, baseline: Rc<Choice>) -> Self {
        let resources: usize = index.graph.stacks.iter().map(|stack| stack.resources.len()).sum();
        let most = (MOST * RESOURCES / resources.max(RESOURCES)).max(LEAST);
        Cover { axes: &index.axes, permits, baseline, most, made: IndexMap::new() }
    }

    /// The choices for a rule that reads these axes; the others are as in the baseline.
    pub(super) fn rows(&mut self, read: &[usize]) -> Rc<Rows> {
        if let Some(made) = self.made.get(read) {
            return Rc::clone(made);
        }
        let bounded = self.axes.combinations(read).is_none_or(|count| count > self.most);
        let choices = if bounded { self.some(read) } else { self.every(&self.baseline, read) };
        let rows = Rc::new(Rows { choices, bounded });
        self.made.insert(read.to_vec(), Rc::clone(&rows));
        rows
    }

    /// Every combination of some axes; the others are as given.
    pub(super) fn every(&self, others: &Choice, read: &[usize]) -> Vec<Choice> {
        let mut choices = vec![others.clone()];
        for axis in read {
            let with = |choice: &Choice| {
                let choice = choice.clone();
                (0..self.axes.len_of(*axis)).map(move |value| choice.with(*axis, value))
            };
            choices = choices.iter().flat_map(with).collect();
        }
        choices.into_iter().filter_map(|choice| self.permits.completed(choice, read)).collect()
    }

    fn some(&self, read: &[usize]) -> Vec<Choice> {
        let mut choices = self.alone(read);
        choices.extend(self.pairs(read, self.most.saturating_sub(choices.len())));
        choices
    }

    /// Each value alone, the first ones of all parameters first; as many as half of the bound.
    fn alone(&self, read: &[usize]) -> Vec<Choice> {
        let longest = read.iter().map(|axis| self.axes.len_of(*axis)).max().unwrap_or_default();
        let values = (0..longest).flat_map(|value| read.iter().map(move |axis| (*axis, value)));
        let differing = values
            .filter(|(axis, value)| *value < self.axes.len_of(*axis) && *value != self.baseline.of(*axis))
            .filter_map(|(axis, value)| self.permits.completed(self.baseline.with(axis, value), &[axis]));
        differing.take(self.most / 2).collect()
    }

    /// Choices in which pairs of values meet, as many in each as go together.
    fn pairs(&self, read: &[usize], most: usize) -> Vec<Choice> {
        let mut open = self.all_pairs(read);
        let mut choices = Vec::new();
        while !open.is_empty() && choices.len() < most {
            let mut set: IndexMap<usize, u16> = IndexMap::new();
            let mut left = Vec::new();
            for pair in open {
                let fits = pair.iter().all(|(axis, value)| set.get(axis).is_none_or(|set| set == value));
                match fits {
                    true => set.extend(pair),
                    false => left.push(pair),
                }
            }
            open = left;
            let choice = set.iter().fold((*self.baseline).clone(), |choice, (axis, value)| choice.with(*axis, *value));
            let fixed: Vec<usize> = set.keys().copied().collect();
            choices.extend(self.permits.completed(choice, &fixed[..fixed.len().min(2)]));
        }
        choices
    }

    /// Pairs of values that differ from the baseline, low numbers first: neighbours in the template belong together.
    fn all_pairs(&self, read: &[usize]) -> Vec<[(usize, u16); 2]> {
        let mut pairs = Vec::new();
        for distance in 1..read.len() {
            for (first, second) in read.iter().zip(&read[distance..]) {
                for one in (0..self.axes.len_of(*first)).filter(|value| *value != self.baseline.of(*first)) {
                    for other in (0..self.axes.len_of(*second)).filter(|value| *value != self.baseline.of(*second)) {
                        pairs.push([(*first, one), (*second, other)]);
                        if pairs.len() == MOST_PAIRS {
                            return pairs;
                        }
                    }
                }
            }
        }
        pairs
    }
}
