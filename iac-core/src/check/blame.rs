//! Which choice a finding comes with, and how grave that makes it.
//!
//! A finding that comes with the defaults is as grave as its rule says. So is one that a value brings whatever the other
//! parameters are: nobody can choose that value. A finding that only a combination brings is one of lists that were
//! written down beside each other, and whoever deploys it may avoid it: a warning, which names the whole combination.
//! It stays an error where the template itself means to exclude combinations and forgot this one: where a condition
//! names it, where `Rules` are about these parameters, or where it is the only one of its lists that breaks.

use super::choice::Choice;
use super::cover::Cover;
use super::outcome::Found;
use super::trial::Trial;
use super::truth::Truth;
use super::world::World;
use crate::diagnostic::{Diagnostic, Severity};
use std::rc::Rc;

/// So many choices that bring a fault are looked at for others that do not.
const ROWS: usize = 16;

/// A fault with all that brings it.
pub(super) struct Blame<'t, 'c, 'a, 'g> {
    pub(super) trial: &'t mut Trial<'a, 'g>,
    pub(super) cover: &'c Cover<'c, 'g>,
    pub(super) fault: &'t Found,
}

/// One choice, and what becomes of the fault.
struct Row {
    choice: Choice,
    has_it: bool,
}

/// What the fault depends on.
pub(super) struct Verdict {
    pub(super) findings: Vec<Diagnostic>,
    involved: Vec<usize>,
    /// The values of what is involved with which it comes; none where there are too many to try.
    with: Option<Vec<Choice>>,
}

impl Verdict {
    /// Whether it comes with a choice as it does with one that was looked at.
    pub(super) fn explains(&self, choice: &Choice) -> bool {
        let same = |one: &Choice| self.involved.iter().all(|axis| one.of(*axis) == choice.of(*axis));
        self.with.as_ref().is_none_or(|with| with.iter().any(same))
    }
}

impl Blame<'_, '_, '_, '_> {
    /// Whether the fault comes with a choice; none where it can no longer be tried.
    fn comes(&mut self, choice: &Choice) -> Option<bool> {
        Some(self.trial.outcome(choice)?.found.iter().any(|found| found.is_akin(self.fault)))
    }

    /// Whether what it is about is made.
    fn exists(&self, choice: &Choice) -> bool {
        let Some(resource) = self.fault.resource else { return true };
        let world = World::new(self.trial.index, Rc::new(choice.clone()));
        world.resource_at((self.fault.stack, resource)).is_some_and(|res| res.exists())
    }

    pub(super) fn verdict(mut self, choice: &Choice) -> Verdict {
        let least = self.least(choice);
        let mut involved = least.beside(&self.cover.baseline);
        let fixing = self.fixing(&least);
        involved.extend(fixing.iter().filter(|axis| !least.beside(&self.cover.baseline).contains(axis)));
        involved.sort_unstable();
        let (mut all, mut table) = self.table(&least, &involved);
        // A value that another one of a further parameter mends does not always break. Where that is too much to try, it
        // stays with what was tried.
        while all {
            let rows = table.iter().filter(|row| row.has_it).take(ROWS).map(|row| row.choice.clone());
            let mending: Vec<usize> = rows.collect::<Vec<_>>().iter().flat_map(|row| self.fixing(row)).collect();
            let mut wider: Vec<usize> = involved.iter().copied().chain(mending).collect();
            wider.sort_unstable();
            wider.dedup();
            if wider == involved {
                break;
            }
            let (is_all, rows) = self.table(&least, &wider);
            if !is_all {
                break;
            }
            (all, table, involved) = (is_all, rows, wider);
        }
        let findings =
            if all { self.sorted(&table, &involved, &least) } else { vec![self.unsorted(&involved, &least)] };
        let with = table.into_iter().filter(|row| row.has_it).map(|row| row.choice).collect();
        Verdict { findings, involved, with: all.then_some(with) }
    }

    /// What becomes of the fault with all values of what is involved, and whether these are all.
    fn table(&mut self, least: &Choice, involved: &[usize]) -> (bool, Vec<Row>) {
        let few = self.cover.axes.combinations(involved).is_some_and(|count| count <= self.cover.most);
        let all = few && !self.trial.is_spent();
        let rows = match all {
            true => self.cover.every(least, involved),
            false => vec![least.clone()],
        };
        let mut table: Vec<Row> = Vec::new();
        for choice in rows {
            if self.exists(&choice)
                && let Some(has_it) = self.comes(&choice)
            {
                table.push(Row { choice, has_it });
            }
        }
        (all, table)
    }

    /// The choice with everything that does not matter as in the baseline.
    fn least(&mut self, choice: &Choice) -> Choice {
        let mut least = choice.clone();
        let baseline = Rc::clone(&self.cover.baseline);
        for axis in choice.beside(&baseline) {
            let other = least.with(axis, baseline.of(axis));
            if self.cover.permits.allow(&other) && self.comes(&other) == Some(true) {
                least = other;
            }
        }
        least
    }

    /// The parameters of which another value alone makes the fault go away, though what it is about is still made.
    fn fixing(&mut self, choice: &Choice) -> Vec<usize> {
        let axes = self.trial.axes();
        let mut fixing = Vec::new();
        for axis in axes {
            let values = (0..self.cover.axes.len_of(axis)).filter(|value| *value != choice.of(axis)).take(64);
            for other in values.map(|value| choice.with(axis, value)) {
                if self.cover.permits.allow(&other) && self.exists(&other) && self.comes(&other) == Some(false) {
                    fixing.push(axis);
                    break;
                }
            }
        }
        fixing
    }

    /// The findings of a whole table: one of values that always bring it, one of combinations.
    fn sorted(&mut self, table: &[Row], involved: &[usize], least: &Choice) -> Vec<Diagnostic> {
        let always =
            |axis: usize, value: u16| table.iter().filter(|row| row.choice.of(axis) == value).all(|row| row.has_it);
        let broken: Vec<(usize, u16)> = involved
            .iter()
            .flat_map(|axis| (0..self.cover.axes.len_of(*axis)).map(move |value| (*axis, value)))
            .filter(|(axis, value)| table.iter().any(|row| row.choice.of(*axis) == *value) && always(*axis, *value))
            .collect();
        let is_broken = |row: &&Row| broken.iter().any(|(axis, value)| row.choice.of(*axis) == *value);
        let nearest = |rows: &mut dyn Iterator<Item = &Row>| {
            rows.min_by_key(|row| row.choice.beside(&self.cover.baseline).len()).map(|row| row.choice.clone())
        };
        let with_it = || table.iter().filter(|row| row.has_it);
        let value = nearest(&mut with_it().filter(is_broken));
        let combination = nearest(&mut with_it().filter(|row| !is_broken(row)));
        let combinations = with_it().filter(|row| !is_broken(row)).count();
        let mut findings = Vec::new();
        if let Some(choice) = value {
            let named = choice.beside(&self.cover.baseline);
            // A parameter without a default has no value that goes without saying.
            let named = if named.is_empty() { involved.to_vec() } else { named };
            findings.extend(self.told(&choice, &named, broken.len() - 1, self.fault.diagnostic.severity));
        }
        if let Some(choice) = combination {
            let severity = match self.is_meant(table, involved, &choice) {
                true => self.fault.diagnostic.severity,
                false => self.fault.diagnostic.severity.min(Severity::Warning),
            };
            findings.extend(self.told(&choice, involved, combinations - 1, severity));
        }
        if findings.is_empty() {
            findings.push(self.unsorted(involved, least));
        }
        findings
    }

    /// Too much is involved to try it all.
    fn unsorted(&mut self, involved: &[usize], least: &Choice) -> Diagnostic {
        let alone = involved.len() < 2 && !self.trial.is_spent();
        let severity = self.fault.diagnostic.severity;
        let severity = if alone { severity } else { severity.min(Severity::Warning) };
        self.told(least, involved, 0, severity).unwrap_or_else(|| self.fault.diagnostic.clone())
    }

    /// Whether the template means to exclude what breaks, or to work with all of it.
    fn is_meant(&self, table: &[Row], involved: &[usize], choice: &Choice) -> bool {
        let axes = &self.cover.axes.all;
        let lists = involved.iter().filter_map(|axis| axes.get(*axis)).all(|axis| !axis.is_free && !axis.is_switch());
        let is_only = table.len() > 3 && table.iter().filter(|row| row.has_it).count() == 1;
        (lists && is_only) || self.cover.permits.are_about(involved) || self.is_named(table, choice)
    }

    /// Whether a condition decides for what breaks, and for nothing else.
    fn is_named(&self, table: &[Row], choice: &Choice) -> bool {
        let Some(stack) = self.trial.index.graph.stacks.get(self.fault.stack) else { return false };
        if stack.conditions.is_empty() {
            return false;
        }
        let world = |choice: &Choice| World::new(self.trial.index, Rc::new(choice.clone()));
        let (here, worlds) =
            (world(choice), table.iter().map(|row| (world(&row.choice), row.has_it)).collect::<Vec<_>>());
        (0..stack.conditions.len()).any(|condition| {
            let of = |world: &World<'_>| world.condition(self.fault.stack, condition);
            let holds = of(&here);
            let mut other = false;
            let always = worlds.iter().all(|(world, has_it)| {
                let same = of(world) == holds;
                other |= !same;
                !same || *has_it
            });
            holds != Truth::Unknown && always && other
        })
    }

    /// The finding as it is told under a choice.
    fn told(&mut self, choice: &Choice, named: &[usize], more: usize, severity: Severity) -> Option<Diagnostic> {
        let outcome = self.trial.outcome(choice)?;
        let found = outcome.found.iter().find(|found| found.is_akin(self.fault))?;
        let mut diagnostic = found.diagnostic.clone();
        diagnostic.severity = severity.min(diagnostic.severity);
        let with = choice.shown(self.cover.axes, named);
        if !with.is_empty() {
            let more = match more {
                0 => String::new(),
                1 => " (and 1 more choice)".to_owned(),
                more => format!(" (and {more} more choices)"),
            };
            diagnostic.message = format!("{}, with {with}{more}", diagnostic.message);
        }
        Some(diagnostic)
    }
}
