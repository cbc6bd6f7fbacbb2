//! Where a rule puts what it finds.

use super::outcome::{Found, Outcome};
use super::report::{Assumed, Flow, Suppressed};
use super::res::Res;
use super::rule::Rule;
use super::world::World;
use crate::diagnostic::{Diagnostic, Severity};
use crate::place::Place;

/// What one rule finds in one world.
pub struct Findings<'a, 'g> {
    world: &'a World<'g>,
    rule: &'a Rule,
    outcome: &'a mut Outcome,
}

impl<'a, 'g> Findings<'a, 'g> {
    pub(super) fn new(world: &'a World<'g>, rule: &'a Rule, outcome: &'a mut Outcome) -> Self {
        Findings { world, rule, outcome }
    }

    /// A finding at a property of a resource, by the property's path; the resource itself with an empty one.
    pub fn at(&mut self, res: Res<'_, 'g>, property: &str, message: impl Into<String>, help: impl Into<String>) {
        self.with(self.rule.severity, res, property, message, help, &[]);
    }

    /// A finding that is less grave than the rule's others.
    pub fn warning(&mut self, res: Res<'_, 'g>, property: &str, message: impl Into<String>, help: impl Into<String>) {
        self.with(Severity::Warning, res, property, message, help, &[]);
    }

    /// A finding that other resources take part in, each with what it has to do with it: the hops of a flow.
    pub fn between(
        &mut self,
        res: Res<'_, 'g>,
        property: &str,
        message: impl Into<String>,
        help: impl Into<String>,
        others: &[(Res<'_, 'g>, &str)],
    ) {
        self.with(self.rule.severity, res, property, message, help, others);
    }

    fn with(
        &mut self,
        severity: Severity,
        res: Res<'_, 'g>,
        property: &str,
        message: impl Into<String>,
        help: impl Into<String>,
        others: &[(Res<'_, 'g>, &str)],
    ) {
        let code = self.rule.code;
        if let Some(suppression) = res.node().suppressions.iter().find(|suppression| suppression.code == code) {
            let reason = suppression.reason.to_string();
            self.outcome.suppressed.push(Suppressed { code, path: res.path(), reason });
            return;
        }
        // Where it stands changes nothing of what is wrong.
        let (place, _) = self.world.reading(|| res.place(property));
        let mut diagnostic = Diagnostic::error(code, res.path(), message).at(place).help(help);
        diagnostic.severity = severity;
        for (other, what) in others {
            diagnostic = diagnostic.also(other.place(""), format!("{}: {what}", other.path()));
        }
        self.outcome.add(Found {
            diagnostic,
            stack: res.stack_number(),
            resource: Some(res.position().1),
            property: property.to_owned(),
        });
    }

    /// A finding at a place of a stack that is no resource's: a parameter, a condition, an output.
    pub fn elsewhere(
        &mut self,
        stack: usize,
        id: &str,
        place: Option<Place>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let path = format!("{}/{id}", self.world.graph.stacks[stack].name);
        let mut diagnostic = Diagnostic::error(self.rule.code, path, message).at(place).help(help);
        diagnostic.severity = self.rule.severity;
        self.outcome.add(Found { diagnostic, stack, resource: None, property: String::new() });
    }

    /// Something that the rule took for granted, since nobody can know it before the deployment.
    pub fn assume(&mut self, res: Res<'_, 'g>, what: impl Into<String>) {
        self.outcome.assumed.push(Assumed { code: self.rule.code, path: res.path(), what: what.into() });
    }

    /// A way from one resource to another that was proven, or that is open though nothing asks for it.
    pub fn flow(&mut self, from: impl Into<String>, to: impl Into<String>, over: impl Into<String>, declared: bool) {
        self.outcome.flows.push(Flow { from: from.into(), to: to.into(), over: over.into(), declared });
    }
}
